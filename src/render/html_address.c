/* SPDX-License-Identifier: ISC */
#include "render/html_address.h"

#include "base/str.h"
#include "base/url.h"

/* Browsers drop tabs and line ends anywhere in an address, and controls and spaces around it
   (WHATWG URL 4.4); we drop the controls inside too. */
static char *without_controls(struct arena *a, struct str raw)
{
	char *text = arena_alloc(a, raw.len + 1), *end = text;
	for (size_t i = 0; i < raw.len; i++) {
		unsigned char c = (unsigned char)raw.data[i];
		if (c >= 0x20 && c != 0x7f)
			*end++ = (char)c;
	}
	while (end > text && end[-1] == ' ')
		*--end = '\0';
	return text + strspn(text, " ");
}

/* Does text have a scheme, spaces in it not counted? "java script:" is nothing good. */
static bool has_scheme(const char *text)
{
	if (!ascii_is_alpha(text[0]))
		return false;
	while (ascii_is_alnum(*text) || strchr("+-. ", *text)) {
		if (*text++ == '\0')
			return false;
	}
	return *text == ':';
}

/* With a host, too? */
static bool is_web(struct str s)
{
	bool https = str_case_starts(s, "https://");
	size_t host = https ? 8 : 7;
	return (https || str_case_starts(s, "http://")) && s.len > host &&
	       !strchr("/?#: ", s.data[host]);
}

/* Has s only characters that an address may have? */
static bool is_clean(struct str s)
{
	size_t at = url_clean_len(s);
	while (at < s.len && s.data[at] == '%') {
		at++;
		at += url_clean_len(str_slice(s, at, s.len));
	}
	return at == s.len;
}

/* text percent-encoded; NULL: its host is none, so that it does not become right. */
static const char *encode(struct arena *a, const char *text)
{
	const char *url = url_encode(a, text);
	bool stable = is_clean(str_of(url)) && strcmp(url_encode(a, url), url) == 0;
	return stable ? url : NULL;
}

static const char *relative(struct arena *a, const char *base, const char *text)
{
	if (strncmp(text, "//", 2) == 0 && !base)
		return html_image_address(a, NULL, arena_printf(a, "https:%s", text));
	if (!base || text[0] == '\0')
		return NULL;
	text = encode(a, text);
	return text ? url_resolve(a, base, text) : NULL;
}

/* Puts the scheme of text in lower case. */
static char *lower_scheme(char *text)
{
	for (char *c = text; *c && *c != ':'; c++)
		*c = ascii_lower(*c);
	return text;
}

const char *html_image_address(struct arena *a, const char *base, const char *raw)
{
	if (!raw)
		return NULL;
	/* Most are fine as they are. */
	struct str s = str_of(raw);
	bool web = str_starts(s, "https:") || str_starts(s, "http:");
	if (web && is_web(s) && url_clean_len(s) == s.len)
		return raw;
	char *text = without_controls(a, s);
	if (is_web(str_of(text))) {
		const char *url = encode(a, lower_scheme(text));
		/* Of a host of invisible characters nothing may be left. */
		return url && is_web(str_of(url)) ? url : NULL;
	}
	return has_scheme(text) ? NULL : relative(a, base, text);
}

const char *html_address(struct arena *a, const char *base, const char *raw)
{
	const char *address = html_image_address(a, base, raw);
	if (address || !raw)
		return address;
	char *text = without_controls(a, str_of(raw));
	bool mail = str_case_starts(str_of(text), "mailto:") && strchr(text, '@');
	return mail ? encode(a, lower_scheme(text)) : NULL;
}

const char *html_bare_address(struct arena *a, struct str text, bool www)
{
	const char *url = arena_printf(a, "%s%.*s", www ? "http://" : "", STR_ARG(text));
	return html_address(a, NULL, url);
}

/* Players that sites embed, and the page of what they play. */
static const struct player {
	const char *prefix, *page;
	const char *ends; /* characters that end what is kept of the player's address */
} players[] = {
	{"youtube.com/embed/", "https://www.youtube.com/watch?v=", "?#"},
	{"youtube-nocookie.com/embed/", "https://www.youtube.com/watch?v=", "?#"},
	{"player.vimeo.com/video/", "https://vimeo.com/", "?#"},
	{"open.spotify.com/embed/", "https://open.spotify.com/", "?#"},
	{"embed.podcasts.apple.com/", "https://podcasts.apple.com/", "#"},
};

const char *html_watch_address(struct arena *a, const char *url)
{
	struct str s = str_of(url);
	size_t slashes = str_find(s, "//", 0);
	if (slashes == STR_NONE)
		return url;
	s = str_slice(s, slashes + 2, s.len);
	if (str_case_starts(s, "www."))
		s = str_slice(s, 4, s.len);
	for (size_t i = 0; i < sizeof players / sizeof *players; i++) {
		if (!str_case_starts(s, players[i].prefix))
			continue;
		const char *id = s.data + strlen(players[i].prefix);
		size_t len = strcspn(id, players[i].ends);
		while (len && id[len - 1] == '/')
			len--;
		/* A playlist's player has no identifier in its path. */
		if (len && !str_is((struct str){id, len}, "videoseries"))
			return arena_printf(a, "%s%.*s", players[i].page, (int)len, id);
	}
	return url;
}
