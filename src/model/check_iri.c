/* SPDX-License-Identifier: ISC */
/* Addresses as feeds have them: IRIs of any scheme (RFC 3987), with what two schemes ask of
   their own (tag: RFC 4151; urn: RFC 8141). */
#include "model/check_iri.h"

#include <stdint.h>
#include "base/str.h"
#include "base/utf8.h"
#include "model/check_form.h"

enum { NID_MAX = 32, PORT_MAX = 5 };

struct iri {
	struct str scheme, authority, path, query, fragment;
	bool has_authority, has_query, has_fragment;
};

/* ---- characters ---- */

static bool is_scheme(struct str s)
{
	if (s.len == 0 || !ascii_is_alpha(s.data[0]))
		return false;
	for (size_t i = 0; i < s.len; i++) {
		if (!ascii_is_alnum(s.data[i]) && !strchr("+-.", s.data[i]))
			return false;
	}
	return true;
}

static bool is_hex(char c)
{
	return ascii_is_digit(c) || (ascii_lower(c) >= 'a' && ascii_lower(c) <= 'f');
}

static const char *ascii_problem(const char *s, size_t len)
{
	if (*s == ' ' || *s == '\t' || *s == '\n' || *s == '\r')
		return "has a space";
	if ((unsigned char)*s < 0x20 || *s == 0x7f)
		return "has a control character";
	if (*s == '%' && (len < 3 || !is_hex(s[1]) || !is_hex(s[2])))
		return "has a “%” without two hexadecimal digits behind it";
	if (strchr("<>\"{}|\\^`", *s))
		return "has a character that must be percent-encoded (one of "
		       "<>\"{}|\\^`)";
	return NULL;
}

/* RFC 3987 2.2, ucschar and iprivate */
static bool is_iri_char(uint32_t cp)
{
	if (cp < 0xa0 || (cp & 0xfffe) == 0xfffe || (cp >= 0xfff0 && cp <= 0xffff))
		return false;
	return !(cp >= 0xfdd0 && cp <= 0xfdef);
}

static const char *character_problem(struct str s)
{
	for (size_t at = 0, n; at < s.len; at += n) {
		uint32_t cp;
		n = utf8_decode(s.data + at, s.len - at, &cp);
		if (n == 0 || (n > 1 && !is_iri_char(cp)))
			return "has a character that no address has";
		const char *problem =
			n == 1 ? ascii_problem(s.data + at, s.len - at) : NULL;
		if (problem)
			return problem;
	}
	return NULL;
}

static bool has_any(struct str s, const char *chars)
{
	for (size_t i = 0; i < s.len; i++) {
		if (s.data[i] && strchr(chars, s.data[i]))
			return true;
	}
	return false;
}

/* ---- parts ---- */

/* Takes what stands before the first of chars off *rest. */
static struct str take_until(struct str *rest, const char *chars)
{
	size_t n = 0;
	while (n < rest->len && !strchr(chars, rest->data[n]))
		n++;
	struct str taken = str_slice(*rest, 0, n);
	*rest = str_slice(*rest, n, rest->len);
	return taken;
}

/* RFC 3986, appendix B; a text with a NUL never comes here. */
static struct iri split(struct str s)
{
	struct iri iri = {.has_fragment = false};
	struct str rest = s, first = take_until(&rest, ":/?#");
	if (rest.len > 0 && rest.data[0] == ':' && is_scheme(first)) {
		iri.scheme = first;
		rest = str_slice(rest, 1, rest.len);
	} else {
		rest = s;
	}
	iri.has_authority = str_starts(rest, "//");
	if (iri.has_authority) {
		rest = str_slice(rest, 2, rest.len);
		iri.authority = take_until(&rest, "/?#");
	}
	iri.path = take_until(&rest, "?#");
	iri.has_query = rest.len > 0 && rest.data[0] == '?';
	if (iri.has_query) {
		rest = str_slice(rest, 1, rest.len);
		iri.query = take_until(&rest, "#");
	}
	iri.has_fragment = rest.len > 0;
	if (iri.has_fragment)
		iri.fragment = str_slice(rest, 1, rest.len);
	return iri;
}

static struct str host_of(struct str authority, struct str *port)
{
	size_t at = str_find_char(authority, '@', 0);
	struct str host =
		at == STR_NONE ? authority : str_slice(authority, at + 1, authority.len);
	size_t close = str_find_char(host, ']', 0);
	size_t colon = str_find_char(host, ':', close == STR_NONE ? 0 : close);
	*port = (struct str){NULL, 0};
	if (colon == STR_NONE)
		return host;
	*port = str_slice(host, colon + 1, host.len);
	return str_slice(host, 0, colon);
}

static const char *authority_problem(struct str authority)
{
	struct str port, host = host_of(authority, &port);
	bool literal = str_starts(host, "[");
	if (literal && !str_ends(host, "]"))
		return "has a “[” that is not closed";
	for (size_t i = 0; i < port.len; i++) {
		if (!ascii_is_digit(port.data[i]))
			return "has a port that is no number";
	}
	if (port.len > PORT_MAX)
		return "has a port that is no number";
	if (literal)
		host = str_slice(host, 1, host.len - 1);
	if (has_any(host, "[]@") || (literal && host.len < 2))
		return "has “[”, “]” or “@” where no address has them";
	return NULL;
}

/* ---- schemes ---- */

static bool is_dns_name(struct str s)
{
	struct str label;
	if (s.len == 0 || str_ends(s, "."))
		return false;
	while (str_cut(&s, '.', &label)) {
		if (label.len == 0 || str_starts(label, "-") || str_ends(label, "-"))
			return false;
		for (size_t i = 0; i < label.len; i++) {
			char c = label.data[i];
			if (!ascii_is_alnum(c) && c != '-' && (unsigned char)c < 0x80)
				return false;
		}
	}
	return true;
}

static bool is_digits(struct str s, size_t len, unsigned most)
{
	long long v;
	return s.len == len && str_to_int(s, &v) && v >= 1 && v <= most;
}

/* year ["-" month ["-" day]] */
static bool is_tag_date(struct str s)
{
	struct str part;
	static const struct {
		size_t len;
		unsigned most;
	} parts[] = {{4, 9999}, {2, 12}, {2, 31}};
	size_t n = 0;
	if (str_ends(s, "-"))
		return false;
	for (; str_cut(&s, '-', &part); n++) {
		if (n == 3 || !is_digits(part, parts[n].len, parts[n].most))
			return false;
	}
	return n > 0;
}

static const char *tag_problem(struct str rest)
{
	struct str entity = take_until(&rest, ":");
	size_t comma = str_find_char(entity, ',', 0);
	if (comma == STR_NONE)
		return "is a tag: without a date (“tag:example.org,2024:…”)";
	struct str authority = str_slice(entity, 0, comma);
	size_t at = str_find_char(authority, '@', 0);
	struct str host =
		at == STR_NONE ? authority : str_slice(authority, at + 1, authority.len);
	if (at == 0 || !is_dns_name(host))
		return "is a tag: whose owner is no host name and no mail address";
	if (!is_tag_date(str_slice(entity, comma + 1, entity.len)))
		return "is a tag: whose date is not written 2024, 2024-03 or 2024-03-05";
	return rest.len == 0 ? "is a tag: without a “:” behind its date" : NULL;
}

static const char *urn_problem(struct str rest)
{
	struct str nid = take_until(&rest, ":");
	bool ok = nid.len >= 2 && nid.len <= NID_MAX && !str_starts(nid, "-") &&
		  !str_ends(nid, "-");
	for (size_t i = 0; i < nid.len; i++)
		ok = ok && (ascii_is_alnum(nid.data[i]) || nid.data[i] == '-');
	if (!ok)
		return "is a urn: whose namespace is not 2 to 32 letters, digits and "
		       "hyphens";
	if (str_case_is(nid, "urn"))
		return "is a urn: in a urn:";
	if (rest.len < 2)
		return "is a urn: with nothing behind its namespace";
	if (str_case_is(nid, "uuid") && !check_uuid(str_slice(rest, 1, rest.len)))
		return "is a urn:uuid: without a UUID (8-4-4-4-12 hexadecimal digits)";
	return NULL;
}

/* Rules of schemes that feeds use. */
static const char *scheme_problem(const struct iri *iri, struct str whole)
{
	struct str port, rest = str_slice(whole, iri->scheme.len + 1, whole.len);
	if (str_case_is(iri->scheme, "http") || str_case_is(iri->scheme, "https"))
		return host_of(iri->authority, &port).len == 0 ? "has no host" : NULL;
	if (str_case_is(iri->scheme, "tag"))
		return tag_problem(rest);
	if (str_case_is(iri->scheme, "urn"))
		return urn_problem(iri->path);
	return NULL;
}

const char *check_iri(const char *text, enum check_iri_kind kind)
{
	struct str s = str_of(text);
	const char *problem = character_problem(s);
	if (problem)
		return problem;
	struct iri iri = split(s);
	if (iri.has_authority && (problem = authority_problem(iri.authority)))
		return problem;
	if (has_any(iri.path, "[]") || has_any(iri.query, "[]") ||
		has_any(iri.fragment, "[]#"))
		return "has “[”, “]” or a second “#”, which must be percent-encoded";
	if (iri.scheme.len > 0)
		return scheme_problem(&iri, s);
	if (kind == CHECK_IRI_ABSOLUTE)
		return s.len == 0 ? "is empty"
				  : "is relative: it has no scheme like https:";
	struct str path = iri.path;
	return has_any(take_until(&path, "/"), ":")
		       ? "has a “:” before its first “/”, but no scheme before it"
		       : NULL;
}

/* ---- normal form ---- */

static const char *percent_problem(struct str s)
{
	for (size_t i = 0; i + 2 < s.len; i++) {
		if (s.data[i] != '%')
			continue;
		char a = s.data[i + 1], b = s.data[i + 2];
		if ((a >= 'a' && a <= 'f') || (b >= 'a' && b <= 'f'))
			return "percent-encodes with small letters";
		int v = (a <= '9' ? a - '0' : a - 'A' + 10) * 16 +
			(b <= '9' ? b - '0' : b - 'A' + 10);
		if (v < 0x80 && (ascii_is_alnum((char)v) || strchr("-._~", v)))
			return "percent-encodes a character that needs none";
	}
	return NULL;
}

static bool has_dot_segment(struct str path)
{
	struct str segment;
	while (str_cut(&path, '/', &segment)) {
		if (str_is(segment, ".") || str_is(segment, ".."))
			return true;
	}
	return false;
}

static bool has_upper(struct str s)
{
	for (size_t i = 0; i < s.len; i++) {
		if (s.data[i] >= 'A' && s.data[i] <= 'Z')
			return true;
	}
	return false;
}

/* What http and https know about themselves. */
static const char *web_problem(const struct iri *iri, struct str port)
{
	bool secure = str_case_is(iri->scheme, "https");
	if (iri->path.len == 0)
		return "ends behind its host, without a “/”";
	if (str_starts(iri->authority, "@") || str_starts(iri->authority, ":@"))
		return "has an empty user name";
	if (str_ends(iri->authority, ":") || str_is(port, secure ? "443" : "80"))
		return "names the port that its scheme has anyway";
	return NULL;
}

const char *check_iri_canonical(const char *text)
{
	struct str s = str_of(text), port;
	struct iri iri = split(s);
	struct str host = host_of(iri.authority, &port);
	const char *problem = percent_problem(s);
	if (problem)
		return problem;
	if (has_upper(iri.scheme) || has_upper(host))
		return "has capitals in its scheme or host";
	if (has_dot_segment(iri.path) && iri.has_authority)
		return "has a “.” or “..” between its slashes";
	bool web = str_case_is(iri.scheme, "http") || str_case_is(iri.scheme, "https");
	return web ? web_problem(&iri, port) : NULL;
}
