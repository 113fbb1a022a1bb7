/* SPDX-License-Identifier: ISC */
/* Addresses in feeds: of pages and files, of mail. */
#include "validate/values.h"

#include "base/url.h"
#include "model/check.h"
#include "model/check_iri.h"
#include "validate/rss.h"

/* ---- of the web ---- */

/* Why text is no absolute URL, or NULL. Whether it is a web address does not matter. */
static const char *link_problem(const char *text)
{
	if (!*text)
		return "is empty";
	if (!url_has_scheme(text))
		return "is not a whole address: it does not begin with https://";
	struct str s = str_of(text);
	if (str_case_starts(s, "http:") || str_case_starts(s, "https:"))
		return url_problem(text);
	if (text[strcspn(text, " \t\r\n\f\v")])
		return "has a space";
	return text[strcspn(text, "\"<>\\^`{|}")] ? "has a character that must be "
						    "percent-encoded, one of \"<>\\^`{|}"
						  : NULL;
}

static bool is_ascii(const char *text)
{
	while (*text && (unsigned char)*text < 0x80)
		text++;
	return !*text;
}

/* Is it that some characters are not ASCII, and nothing else? Browsers and many apps send
   them encoded; some send them as they are, to a server that has no such file. */
static bool is_only_beyond_ascii(struct judge *j, const char *value)
{
	if (is_ascii(value))
		return false;
	char *copy = arena_strdup(&j->scratch, value);
	for (char *c = copy; *c; c++)
		*c = (unsigned char)*c < 0x80 ? *c : 'a';
	return url_problem(copy) == NULL;
}

/* The host of a web address without its port, or an empty slice. */
static struct str host_of(const char *url)
{
	struct str s = str_of(url);
	size_t at = str_find(s, "://", 0);
	if (at == STR_NONE)
		return (struct str){"", 0};
	s = str_slice(s, at + 3, s.len);
	size_t end = 0;
	bool bracket = s.len && s.data[0] == '[';
	while (end < s.len && !strchr("/?#", s.data[end]) &&
		(bracket || s.data[end] != ':')) {
		bracket = bracket && s.data[end] != ']';
		end++;
	}
	return str_slice(s, 0, end);
}

void value_host(struct judge *j, const char *value)
{
	struct str host = host_of(value);
	if (!rss_is_show(j) || host.len == 0)
		return;
	bool private =
		url_host_is_private(arena_strndup(&j->scratch, host.data, host.len));
	if (private && !j->run->settings->allow_private)
		judge_say(j, FG_RULE_URL_NOT_PUBLIC, "%s is not public: %s",
			judge_what(j), judge_quote(j, value));
	if (!private && url_port_is_odd(value))
		judge_say(j, FG_RULE_URL_PORT,
			"%s names a port that web servers do not have: %s", judge_what(j),
			judge_quote(j, value));
}

static bool tell_url(struct judge *j, const char *value, const char *problem)
{
	if (!problem) {
		value_host(j, value);
		return true;
	}
	bool slight = is_only_beyond_ascii(j, value);
	struct fg_diag *d =
		judge_say(j, slight ? FG_RULE_URL_CHARACTERS : FG_RULE_URL_INVALID,
			"%s %s: %s", judge_what(j), problem, judge_quote(j, value));
	const char *encoded = url_encode(&j->scratch, value);
	if (url_is_web(encoded))
		judge_hint(j, d, "write %s", encoded);
	return slight;
}

/* What apps open by themselves is of the web. Other vocabularies name things by addresses of
   any scheme. */
static void tell_scheme(struct judge *j, const char *value)
{
	static const char *const usual[] = {"http:", "https:", "mailto:"};
	enum vocabulary ns = element_rows[judge_node(j)->row].ns;
	if (ns != NS_NONE && ns != NS_ITUNES)
		return;
	for (size_t i = 0; i < sizeof usual / sizeof *usual; i++) {
		if (str_case_starts(str_of(value), usual[i]))
			return;
	}
	judge_say(j, FG_RULE_URL_SCHEME_ODD, "%s is of a kind that few apps open: %s",
		judge_what(j), judge_quote(j, value));
}

bool value_link(struct judge *j, const char *value)
{
	bool good = tell_url(j, value, link_problem(value));
	if (good)
		tell_scheme(j, value);
	return good;
}

bool value_web(struct judge *j, const char *value)
{
	return tell_url(j, value, *value ? url_problem(value) : "is empty");
}

/* What an app loads by itself. Web players load nothing without https, and the podcast
   namespace asks for it throughout. */
bool value_secure(struct judge *j, const char *value)
{
	if (!value_link(j, value))
		return false;
	if (str_case_starts(str_of(value), "http:"))
		judge_say(j, FG_RULE_URL_HTTP, "%s is not encrypted: %s", judge_what(j),
			judge_quote(j, value));
	return true;
}

bool value_address(struct judge *j, const char *value)
{
	if (url_has_scheme(value))
		return value_link(j, value);
	return tell_url(j, value, check_iri(value, CHECK_IRI_REFERENCE));
}

/* ---- of mail ---- */

bool value_mail(struct judge *j, const char *value)
{
	if (check_email(value))
		return true;
	struct fg_diag *d = judge_say(j, FG_RULE_SHOW_EMAIL_INVALID,
		"%s is no mail address: %s", judge_what(j), judge_quote(j, value));
	if (str_case_starts(str_of(value), "mailto:"))
		judge_hint(j, d, "leave mailto: out");
	return false;
}

/* The mail address in s, in angle brackets or bare; NULL: there is none. */
static const char *address_in(struct judge *j, struct str s)
{
	struct str word;
	while (str_cut(&s, ' ', &word)) {
		while (word.len && strchr("<\"", word.data[0]))
			word = str_slice(word, 1, word.len);
		while (word.len && strchr(">\",;", word.data[word.len - 1]))
			word.len--;
		const char *text = arena_strndup(&j->scratch, word.data, word.len);
		if (check_email(text))
			return text;
	}
	return NULL;
}

/* A mailto: address is a URL, whose %40 is an @. */
static struct str without_mailto(struct judge *j, struct str s)
{
	static const char digits[] = "0123456789abcdef";
	if (!str_case_starts(s, "mailto:"))
		return s;
	s = str_slice(s, strlen("mailto:"), s.len);
	char *text = arena_alloc(&j->scratch, s.len + 1);
	size_t n = 0;
	for (size_t i = 0; i < s.len; i++) {
		const char *high = s.data[i] == '%' && i + 2 < s.len + 0
					   ? strchr(digits, ascii_lower(s.data[i + 1]))
					   : NULL;
		const char *low =
			high ? strchr(digits, ascii_lower(s.data[i + 2])) : NULL;
		text[n++] =
			low ? (char)((high - digits) * 16 + (low - digits)) : s.data[i];
		i += low ? 2 : 0;
	}
	return (struct str){text, n};
}

/* "address (Name)" is the form. An address elsewhere will do, but not in the parentheses:
   they hold what is not the address. */
bool value_contact(struct judge *j, const char *value)
{
	struct str s = without_mailto(j, str_trim(str_of(value)));
	size_t open = str_find_char(s, '(', 0);
	struct str outside = str_trim(str_slice(s, 0, open == STR_NONE ? s.len : open));
	const char *address = address_in(j, outside);
	if (!address) {
		struct fg_diag *d =
			judge_say(j, FG_RULE_FEED_CONTACT, "%s has no mail address: %s",
				judge_what(j), judge_quote(j, value));
		judge_hint(j, d,
			"write name@your-domain.org (Your Name), or use itunes:author");
	} else if (!str_is(outside, address)) {
		judge_say(j, FG_RULE_FEED_CONTACT_FORM,
			"%s is not written address (Name): %s", judge_what(j),
			judge_quote(j, value));
	} else if (open == STR_NONE) {
		judge_say(j, FG_RULE_FEED_CONTACT_FORM,
			"%s has no name behind the address: %s", judge_what(j),
			judge_quote(j, value));
	}
	return address != NULL;
}
