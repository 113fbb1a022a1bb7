/* SPDX-License-Identifier: ISC */
#include "model/form.h"

#include <string.h>
#include "base/duration.h"
#include "base/str.h"
#include "model/check.h"
#include "model/check_form.h"

static bool is_count(const char *text)
{
	int64_t n;
	return check_integer(str_of(text), &n);
}

static bool is_count_1(const char *text)
{
	int64_t n;
	return check_integer(str_of(text), &n) && n > 0;
}

static bool is_decimal(const char *text)
{
	char canonical[DECIMAL_SIZE];
	return check_decimal(str_of(text), canonical);
}

static bool is_language(const char *text)
{
	bool three;
	return check_language(text, &three);
}

static bool is_uuid(const char *text)
{
	return check_uuid(str_of(text));
}

static bool is_rrule(const char *text)
{
	bool counts;
	const char *problem;
	return check_rrule(text, &counts, &problem);
}

/* Without a check and without words everything is of the form. Words have a space before
   and behind each. */
static const struct {
	bool (*is)(const char *text);
	const char *words;
	const char *must_be; /* NULL: what it is like */
	const char *like;    /* "": there is nothing to say */
	unsigned limit;
} forms[FORM_COUNT] = {
	[FORM_EMPTY] = {NULL, NULL, "nothing", "", 0},
	[FORM_ANY] = {NULL, NULL, "a text", "", 0},
	[FORM_IDENTIFIER] = {NULL, NULL, "a text", "", 0},
	[FORM_LINE] = {NULL, NULL, "a text", "", 255},
	[FORM_SHORT] = {NULL, NULL, "a text", "", 128},
	[FORM_DISPLAY] = {NULL, NULL, "a text", "", 32},
	[FORM_NOTE] = {NULL, NULL, "a text", "", 4000},
	[FORM_HTML] = {NULL, NULL, "a text", "", 0},
	[FORM_SECURE] = {NULL, NULL, "an address", "https://example.com/page", 0},
	[FORM_LINK] = {NULL, NULL, "an address", "https://example.com/page", 0},
	[FORM_MEDIA] = {NULL, NULL, "an address", "https://example.com/a.mp3", 0},
	[FORM_ANYWHERE] = {NULL, NULL, "an address", "https://example.com/a.opus", 0},
	[FORM_DATE_822] = {NULL, NULL, "a date", "2024-03-05T06:30:00Z", 0},
	[FORM_DATE_8601] = {NULL, NULL, "a date", "2024-03-05T06:30:00Z", 0},
	[FORM_DATE_W3C] = {NULL, NULL, "a date", "2024-03-05T06:30:00Z", 0},
	[FORM_COUNT_0] = {is_count, NULL, "a whole number", "3", 0},
	[FORM_COUNT_1] = {is_count_1, NULL, "a whole number above 0", "3", 0},
	[FORM_DECIMAL] = {is_decimal, NULL, "a number", "7.5", 0},
	[FORM_SECONDS] = {is_decimal, NULL, "a playing time", "1:02:03 or 73.5", 0},
	[FORM_DURATION] = {is_count, NULL, "a playing time", "1:02:03", 0},
	[FORM_BOOLEAN] = {NULL, " true false ", NULL, "true or false", 0},
	[FORM_YES_NO] = {NULL, " yes no ", NULL, "yes or no", 0},
	[FORM_MAIL] = {check_email, NULL, "a mail address", "name@example.com", 0},
	[FORM_LANGUAGE] = {is_language, NULL, "a language", "en or en-GB", 0},
	[FORM_MIME] = {check_mime, NULL, "a MIME type", "audio/mpeg", 0},
	[FORM_UUID] = {is_uuid, NULL, "a UUID", "917393e3-1b1e-5cef-ace4-edaa54e1f810",
		0},
	[FORM_GEO] = {check_geo, NULL, "a place on Earth", "geo:52.52,13.405", 0},
	[FORM_OSM] = {check_osm, NULL, "an object of OpenStreetMap", "R62422", 0},
	[FORM_COUNTRY] = {check_country, NULL, "a country's code", "DE", 0},
	[FORM_RATIO] = {check_ratio, NULL, "width and height",
		"width/height, such as 16/9", 0},
	[FORM_SERVER] = {check_domain, NULL, "a server's name",
		"the name of the server alone", 0},
	[FORM_RRULE] = {is_rrule, NULL, "a rule of RFC 5545", "FREQ=WEEKLY;BYDAY=TU", 0},
	[FORM_RELATION] = {NULL, " subject creator ", NULL, "subject or creator", 0},
	[FORM_SHOW_MEDIUM] = {NULL,
		" podcast music video film audiobook newsletter blog publisher course "
		"podcastL musicL videoL filmL audiobookL newsletterL blogL publisherL "
		"courseL mixed ",
		NULL,
		"podcast, music, video, film, audiobook, newsletter, blog, publisher or "
		"course; with an L behind it for a list",
		0},
	[FORM_LIVE_STATUS] = {NULL, " pending live ended ", NULL,
		"pending, live or ended", 0},
	[FORM_SOCIAL] = {NULL,
		" activitypub atproto lightning hive matrix nostr twitter bluesky "
		"disabled ",
		NULL,
		"activitypub, atproto, lightning, hive, matrix, nostr, twitter or "
		"disabled",
		0},
	[FORM_CHAT] = {NULL, " irc xmpp nostr matrix ", NULL,
		"irc, xmpp, nostr or matrix", 0},
	[FORM_INTEGRITY] = {NULL, " sri pgp-signature ", NULL, "sri or pgp-signature", 0},
	[FORM_RECIPIENT] = {NULL, " node lnaddress keysend wallet ", NULL,
		"node or lnaddress (as an address with an @ is anyway)", 0},
};

/* Word number i of the form; false past the last. */
static bool word_at(enum form form, size_t i, struct str *word)
{
	struct str rest = str_trim(str_of(forms[form].words));
	for (size_t n = 0; rest.len && str_cut(&rest, ' ', word); n++) {
		if (n == i)
			return true;
	}
	return false;
}

bool form_fits(enum form form, const char *text)
{
	struct str word;
	if (!forms[form].words)
		return !forms[form].is || forms[form].is(text);
	for (size_t i = 0; word_at(form, i, &word); i++) {
		if (str_is(word, text))
			return true;
	}
	return false;
}

/* ---- what people write ---- */

static const char *read_word(struct arena *a, enum form form, const char *text)
{
	struct str word;
	for (size_t i = 0; word_at(form, i, &word); i++) {
		if (str_case_is(word, text))
			return arena_strndup(a, word.data, word.len);
	}
	return NULL;
}

static const char *read_boolean(struct arena *a, enum form form, const char *text)
{
	bool value, usual;
	(void)a;
	if (!check_boolean(str_of(text), &value, &usual))
		return NULL;
	if (form == FORM_YES_NO)
		return value ? "yes" : "no";
	return value ? "true" : "false";
}

static const char *read_number(struct arena *a, enum form form, const char *text)
{
	char canonical[DECIMAL_SIZE];
	int64_t seconds;
	if (check_decimal(str_of(text), canonical))
		return arena_strdup(a, canonical);
	return form != FORM_DECIMAL && duration_parse(str_of(text), &seconds)
		       ? arena_printf(a, "%lld", (long long)seconds)
		       : NULL;
}

static const char *read_geo(struct arena *a, enum form form, const char *text)
{
	if (form_fits(form, text))
		return text;
	if (!str_case_starts(str_of(text), "geo:"))
		text = arena_printf(a, "geo:%s", text);
	char *tight = arena_strdup(a, text);
	size_t n = 0;
	for (const char *c = text; *c; c++) {
		if (*c != ' ')
			tight[n++] = *c;
	}
	tight[n] = '\0';
	return check_geo(tight) ? tight : NULL;
}

/* "16:9" is what YAML of old took for a number of base 60, and people for a ratio. */
static const char *read_ratio(struct arena *a, enum form form, const char *text)
{
	char *copy = arena_strdup(a, text), *sign = strpbrk(copy, ":x");
	(void)form;
	if (sign)
		*sign = '/';
	return check_ratio(copy) ? copy : NULL;
}

static const char *read_country(struct arena *a, enum form form, const char *text)
{
	char *copy = arena_strdup(a, text);
	(void)form;
	for (char *c = copy; *c; c++) {
		if (*c >= 'a' && *c <= 'z')
			*c = (char)(*c - 'a' + 'A');
	}
	return check_country(copy) ? copy : NULL;
}

static const char *(*const readers[FORM_COUNT])(
	struct arena *a, enum form form, const char *text) = {
	[FORM_BOOLEAN] = read_boolean,
	[FORM_YES_NO] = read_boolean,
	[FORM_DECIMAL] = read_number,
	[FORM_SECONDS] = read_number,
	[FORM_DURATION] = read_number,
	[FORM_GEO] = read_geo,
	[FORM_RATIO] = read_ratio,
	[FORM_COUNTRY] = read_country,
};

const char *form_read(struct arena *a, enum form form, const char *text)
{
	if (readers[form])
		return readers[form](a, form, text);
	if (form_fits(form, text))
		return text;
	return forms[form].words ? read_word(a, form, text) : NULL;
}

/* ---- what is said of it ---- */

const char *form_like(enum form form)
{
	return *forms[form].like ? forms[form].like : NULL;
}

const char *form_must_be(enum form form)
{
	return forms[form].must_be ? forms[form].must_be : forms[form].like;
}

const char *form_nearest(struct arena *a, enum form form, const char *text)
{
	struct str word;
	for (size_t i = 0; word_at(form, i, &word); i++) {
		const char *known = arena_strndup(a, word.data, word.len);
		if (str_resembles(text, known))
			return known;
	}
	return NULL;
}

bool form_is_address(enum form form)
{
	return form == FORM_SECURE || form == FORM_LINK || form == FORM_MEDIA ||
	       form == FORM_ANYWHERE;
}

bool form_is_date(enum form form)
{
	return form == FORM_DATE_822 || form == FORM_DATE_8601 || form == FORM_DATE_W3C;
}

unsigned form_limit(enum form form)
{
	return forms[form].limit;
}
