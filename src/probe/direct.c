/* SPDX-License-Identifier: ISC */
#include "probe/direct.h"

#include <string.h>
#include "base/str.h"
#include "base/url.h"

/* Host and path of each prefix; * is anything but a slash. From the services' own setup
   pages, and from what feeds have. */
static const char *const prefixes[] = {
	"op3.dev/e*/",
	"dts.podtrac.com/redirect.*/",
	"www.podtrac.com/pts/redirect.*/",
	"play.podtrac.com/*/",
	"chrt.fm/track/*/",
	"chtbl.com/track/*/",
	"pdst.fm/e/",
	"pfx.vpixl.com/*/",
	"mgln.ai/e/*/",
	"prfx.byspotify.com/e/",
	"claritaspod.com/measure/",
	"clrtpod.com/m/",
	"arttrk.com/p/*/",
	"pscrb.fm/rss/p/",
	"verifi.podscribe.com/rss/p/",
	"pdcn.co/e/",
	"p.podderapp.com/*/",
	"swap.fm/track/*/",
	"tracking.swap.fm/track/*/",
	"2.gum.fm/*/",
};

/* Prefixes in front of each other; nobody has more. */
enum { NESTED_MAX = 10 };

/* Bytes of text that pattern matches from its beginning; 0: none. */
static size_t match(struct str text, const char *pattern)
{
	size_t at = 0;
	for (; *pattern; pattern++) {
		if (*pattern == '*') {
			while (at < text.len && text.data[at] != '/')
				at++;
			continue;
		}
		/* A pattern goes on behind * with a slash alone. */
		if (at >= text.len || ascii_lower(text.data[at]) != *pattern)
			return 0;
		at++;
	}
	return at;
}

/* The slice without "https://" or "http://". */
static struct str without_scheme(struct str url)
{
	if (str_case_starts(url, "https://"))
		return str_slice(url, strlen("https://"), url.len);
	if (str_case_starts(url, "http://"))
		return str_slice(url, strlen("http://"), url.len);
	return url;
}

/* What stands behind url's first prefix, as an address; NULL: it has none. */
static const char *strip(struct arena *a, const char *url)
{
	struct str text = without_scheme(str_of(url));
	for (size_t i = 0; i < sizeof prefixes / sizeof *prefixes; i++) {
		size_t n = match(text, prefixes[i]);
		if (n == 0)
			continue;
		struct str rest = str_slice(text, n, text.len);
		struct str host = str_slice(rest, 0, strcspn(rest.data, "/"));
		bool whole = url_has_scheme(rest.data);
		bool named = str_find_char(host, '.', 0) != STR_NONE;
		const char *behind =
			whole ? rest.data : arena_printf(a, "https://%s", rest.data);
		if ((whole || named) && url_is_web(behind))
			return behind;
	}
	return NULL;
}

const char *direct_url(struct arena *a, const char *url)
{
	for (int i = 0; i < NESTED_MAX; i++) {
		const char *behind = strip(a, url);
		if (!behind)
			break;
		url = behind;
	}
	return url;
}
