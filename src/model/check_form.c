/* SPDX-License-Identifier: ISC */
#include "model/check_form.h"

#include <stdlib.h>
#include "base/hash.h"
#include "base/when.h"
#include "model/check.h"

static bool is_run(struct str s, bool (*is)(char), size_t least, size_t most)
{
	if (s.len < least || s.len > most)
		return false;
	for (size_t i = 0; i < s.len; i++) {
		if (!is(s.data[i]))
			return false;
	}
	return true;
}

bool check_uuid(struct str text)
{
	char copy[UUID_TEXT_SIZE];
	if (text.len != UUID_TEXT_SIZE - 1)
		return false;
	memcpy(copy, text.data, text.len);
	copy[text.len] = '\0';
	return uuid_is(copy);
}

/* ---- language ---- */

/* The subtags that may follow a language, in their order. */
enum subtag { EXTLANG, SCRIPT, REGION, VARIANT, EXTENSION, PRIVATE };

static bool is_variant(struct str s)
{
	return is_run(s, ascii_is_alnum, 5, 8) ||
	       (is_run(s, ascii_is_alnum, 4, 4) && ascii_is_digit(s.data[0]));
}

static bool is_region(struct str s)
{
	return is_run(s, ascii_is_alpha, 2, 2) || is_run(s, ascii_is_digit, 3, 3);
}

/* Which kind is s, where state is the kind before it? -1: none that fits. */
static int subtag_of(struct str s, enum subtag state)
{
	if (state == PRIVATE)
		return is_run(s, ascii_is_alnum, 1, 8) ? PRIVATE : -1;
	if (s.len == 1)
		return ascii_lower(*s.data) == 'x' ? PRIVATE : EXTENSION;
	if (state == EXTENSION)
		return is_run(s, ascii_is_alnum, 2, 8) ? EXTENSION : -1;
	if (state == EXTLANG && is_run(s, ascii_is_alpha, 3, 3))
		return EXTLANG;
	if (state < SCRIPT && is_run(s, ascii_is_alpha, 4, 4))
		return SCRIPT;
	if (state < REGION && is_region(s))
		return REGION;
	return is_variant(s) ? VARIANT : -1;
}

static bool is_grandfathered(struct str s)
{
	static const char *const tags[] = {"en-GB-oed", "i-ami", "i-bnn", "i-default",
		"i-enochian", "i-hak", "i-klingon", "i-lux", "i-mingo", "i-navajo",
		"i-pwn", "i-tao", "i-tay", "i-tsu", "sgn-BE-FR", "sgn-BE-NL",
		"sgn-CH-DE"};
	for (size_t i = 0; i < sizeof tags / sizeof *tags; i++) {
		if (str_case_is(s, tags[i]))
			return true;
	}
	return false;
}

bool check_language_tag(const char *text)
{
	struct str rest = str_of(text), part;
	if (is_grandfathered(rest))
		return true;
	if (str_ends(rest, "-") || !str_cut(&rest, '-', &part))
		return false;
	/* A singleton (a letter before an extension or what is private) opens. */
	bool is_private = str_case_is(part, "x"), open = is_private;
	if (!is_private && !is_run(part, ascii_is_alpha, 2, 8))
		return false;
	int state = is_private ? PRIVATE : EXTLANG;
	while (str_cut(&rest, '-', &part)) {
		bool singleton = part.len == 1 && state != PRIVATE;
		state = subtag_of(part, (enum subtag)state);
		if (state < 0 || (singleton && open))
			return false;
		open = singleton;
	}
	return !open;
}

/* ---- media types, mail, hosts ---- */

static bool is_token_char(char c)
{
	return ascii_is_alnum(c) || (c && strchr("!#$%&'*+-.^_`|~", c));
}

/* name=token or name="…" */
static bool is_parameter(struct str s)
{
	size_t equals = str_find_char(s, '=', 0);
	if (equals == STR_NONE ||
		!is_run(str_slice(s, 0, equals), is_token_char, 1, s.len))
		return false;
	struct str value = str_slice(s, equals + 1, s.len);
	if (value.len >= 2 && value.data[0] == '"' && str_ends(value, "\""))
		return str_find_char(value, '"', 1) == value.len - 1;
	return is_run(value, is_token_char, 1, s.len);
}

bool check_media_type(const char *text)
{
	struct str rest = str_of(text), part;
	if (!str_cut(&rest, ';', &part))
		return false;
	part = str_trim(part);
	size_t slash = str_find_char(part, '/', 0);
	if (slash == STR_NONE || part.data != text ||
		!is_run(str_slice(part, 0, slash), is_token_char, 1, part.len) ||
		!is_run(str_slice(part, slash + 1, part.len), is_token_char, 1, part.len))
		return false;
	while (str_cut(&rest, ';', &part)) {
		part = str_trim(part);
		if (part.len > 0 && !is_parameter(part))
			return false;
	}
	return true;
}

static bool is_local_char(char c)
{
	return ascii_is_alnum(c) || (c && strchr("!#$%&'*+-/=?^_`{|}~", c)) ||
	       (unsigned char)c >= 0x80;
}

static bool is_label_char(char c)
{
	return ascii_is_alnum(c) || c == '-' || (unsigned char)c >= 0x80;
}

static bool is_dotted(struct str s, bool (*is)(char), size_t least)
{
	struct str part;
	size_t n = 0;
	if (s.len == 0 || str_ends(s, "."))
		return false;
	for (; str_cut(&s, '.', &part); n++) {
		if (!is_run(part, is, 1, STR_NONE))
			return false;
	}
	return n >= least;
}

bool check_addr_spec(const char *text)
{
	struct str s = str_of(text);
	size_t at = str_find_char(s, '@', 0);
	if (at == STR_NONE)
		return false;
	return is_dotted(str_slice(s, 0, at), is_local_char, 1) &&
	       is_dotted(str_slice(s, at + 1, s.len), is_label_char, 1);
}

bool check_domain(const char *text)
{
	return is_dotted(str_of(text), is_label_char, 2);
}

/* ---- numbers and places ---- */

bool check_digits(const char *text)
{
	return is_run(str_of(text), ascii_is_digit, 1, 18);
}

static bool is_signed_decimal(struct str s)
{
	if (str_starts(s, "-"))
		s = str_slice(s, 1, s.len);
	size_t point = str_find_char(s, '.', 0);
	if (point == STR_NONE)
		return is_run(s, ascii_is_digit, 1, 32);
	return is_run(str_slice(s, 0, point), ascii_is_digit, 1, 32) &&
	       is_run(str_slice(s, point + 1, s.len), ascii_is_digit, 1, 32);
}

bool check_signed_decimal(const char *text)
{
	return is_signed_decimal(str_of(text));
}

/* Is the decimal s, whose sign does not matter, not above most? */
static bool is_within(struct str s, double most)
{
	char copy[80];
	if (!is_signed_decimal(s) || s.len >= sizeof copy)
		return false;
	size_t sign = str_starts(s, "-");
	memcpy(copy, s.data + sign, s.len - sign);
	copy[s.len - sign] = '\0';
	/* strtod reads the locale's point, but nobody sets a locale here. */
	return strtod(copy, NULL) <= most;
}

bool check_geo(const char *text)
{
	struct str rest = str_of(text), place, number, part;
	if (!str_case_starts(rest, "geo:"))
		return false;
	rest = str_slice(rest, 4, rest.len);
	if (!str_cut(&rest, ';', &place))
		return false;
	size_t n = 0;
	bool earth = true;
	while (str_cut(&rest, ';', &part)) {
		if (str_case_starts(part, "crs="))
			earth = str_case_is(part, "crs=wgs84");
		if (part.len == 0)
			return false;
	}
	if (str_ends(place, ","))
		return false;
	for (; str_cut(&place, ',', &number); n++) {
		if (!is_signed_decimal(number))
			return false;
		if (earth && n < 2 && !is_within(number, n == 0 ? 90 : 180))
			return false;
	}
	return n == 2 || n == 3;
}

bool check_osm(const char *text)
{
	struct str s = str_of(text);
	if (s.len < 2 || !strchr("NWR", s.data[0]))
		return false;
	size_t hash = str_find_char(s, '#', 0);
	size_t end = hash == STR_NONE ? s.len : hash;
	return is_run(str_slice(s, 1, end), ascii_is_digit, 1, 20) &&
	       (end == s.len ||
		       is_run(str_slice(s, end + 1, s.len), ascii_is_digit, 1, 20));
}

bool check_country(const char *text)
{
	char tag[] = "en-??";
	bool three;
	if (strlen(text) != 2 || text[0] < 'A' || text[0] > 'Z' || text[1] < 'A' ||
		text[1] > 'Z')
		return false;
	memcpy(tag + 3, text, 2);
	return check_language(tag, &three);
}

enum { NODE_KEY = 66 };

bool check_node_key(const char *text)
{
	return strlen(text) == NODE_KEY &&
	       text[strspn(text, "0123456789abcdefABCDEF")] == '\0';
}

bool check_ratio(const char *text)
{
	struct str s = str_of(text);
	size_t slash = str_find_char(s, '/', 0);
	long long width, height;
	return slash != STR_NONE && str_to_int(str_slice(s, 0, slash), &width) &&
	       str_to_int(str_slice(s, slash + 1, s.len), &height) && width > 0 &&
	       height > 0;
}

/* ---- base64 ---- */

static bool is_base64_char(char c)
{
	return ascii_is_alnum(c) || c == '+' || c == '/';
}

bool check_base64(const char *text)
{
	size_t n = 0, padding = 0;
	for (; *text; text++) {
		if (ascii_is_space(*text))
			continue;
		if (*text == '=')
			padding++;
		else if (padding > 0 || !is_base64_char(*text))
			return false;
		n++;
	}
	return n > 0 && n % 4 == 0 && padding <= 2;
}

static bool is_sri(struct str s)
{
	static const struct {
		const char *prefix;
		size_t len;
	} hashes[] = {{"sha256-", 44}, {"sha384-", 64}, {"sha512-", 88}};
	for (size_t i = 0; i < sizeof hashes / sizeof *hashes; i++) {
		size_t skip = strlen(hashes[i].prefix);
		if (!str_starts(s, hashes[i].prefix))
			continue;
		s = str_slice(s, skip, s.len);
		if (s.len != hashes[i].len)
			return false;
		while (str_ends(s, "="))
			s.len--;
		return is_run(s, is_base64_char, hashes[i].len - 2, hashes[i].len);
	}
	return false;
}

bool check_sri(const char *text)
{
	struct str rest = str_trim(str_of(text)), part;
	bool any = false;
	while (str_cut(&rest, ' ', &part)) {
		if (part.len == 0)
			continue;
		if (!is_sri(part))
			return false;
		any = true;
	}
	return any;
}

/* ---- dates and what repeats ---- */

bool check_iso8601(const char *text, int64_t *seconds, const char **problem)
{
	struct when_text parts;
	struct str s = str_of(text);
	*problem = "is not written 2024-03-05T06:30:00Z";
	if (s.len < 10 || s.data[4] != '-' || s.data[7] != '-')
		return false;
	if (!when_parse(text, &parts, problem))
		return false;
	if (!parts.has_time)
		*problem = "has no time";
	else if (!parts.has_zone)
		*problem = "has no zone (“Z” or “+01:00”)";
	else
		*problem = NULL;
	*seconds = when_resolve(&parts, NULL, 0, NULL);
	return *problem == NULL;
}

static bool is_rrule_name(struct str s)
{
	static const char *const names[] = {"FREQ", "UNTIL", "COUNT", "INTERVAL",
		"BYSECOND", "BYMINUTE", "BYHOUR", "BYDAY", "BYMONTHDAY", "BYYEARDAY",
		"BYWEEKNO", "BYMONTH", "BYSETPOS", "WKST"};
	for (size_t i = 0; i < sizeof names / sizeof *names; i++) {
		if (str_case_is(s, names[i]))
			return true;
	}
	return false;
}

static bool is_frequency(struct str s)
{
	static const char *const names[] = {
		"SECONDLY", "MINUTELY", "HOURLY", "DAILY", "WEEKLY", "MONTHLY", "YEARLY"};
	for (size_t i = 0; i < sizeof names / sizeof *names; i++) {
		if (str_case_is(s, names[i]))
			return true;
	}
	return false;
}

struct rrule {
	unsigned freq, count, until;
};

/* What is wrong with NAME=value; NULL: nothing. */
static const char *rrule_part(struct rrule *rule, struct str part)
{
	size_t equals = str_find_char(part, '=', 0);
	if (equals == STR_NONE || equals + 1 == part.len)
		return "has a part that is not NAME=value";
	struct str name = str_slice(part, 0, equals),
		   value = str_slice(part, equals + 1, part.len);
	if (!is_rrule_name(name))
		return "has a part with a name that RFC 5545 does not know";
	long long n;
	if (str_case_is(name, "FREQ")) {
		rule->freq++;
		return is_frequency(value) ? NULL : "has no FREQ that RFC 5545 knows";
	}
	bool count = str_case_is(name, "COUNT");
	rule->count += count;
	rule->until += str_case_is(name, "UNTIL");
	if ((count || str_case_is(name, "INTERVAL")) && (!str_to_int(value, &n) || n < 1))
		return "has a COUNT or INTERVAL that is no whole number above 0";
	return NULL;
}

bool check_rrule(const char *text, bool *counts, const char **problem)
{
	struct str rest = str_of(text), part;
	struct rrule rule = {0, 0, 0};
	*problem = rest.len ? NULL : "is empty";
	while (!*problem && str_cut(&rest, ';', &part))
		*problem = rrule_part(&rule, part);
	if (!*problem && rule.freq != 1)
		*problem = "has no FREQ, or more than one";
	if (!*problem && rule.count + rule.until > 1)
		*problem = "has more than one COUNT or UNTIL";
	*counts = rule.count > 0;
	return *problem == NULL;
}
