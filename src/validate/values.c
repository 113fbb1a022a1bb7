/* SPDX-License-Identifier: ISC */
/* Single values of feeds, by kind: what model/check.h knows, told in a feed's terms. */
#include "validate/values.h"

#include "base/hash.h"
#include "model/check.h"
#include "model/check_form.h"
#include "model/check_time.h"

typedef bool check(struct judge *j, const char *value);

static bool any(struct judge *j, const char *value)
{
	(void)j, (void)value;
	return true;
}

/* ---- dates ---- */

typedef enum check_date check_a_date(
	const char *text, int64_t *seconds, const char **problem);

static bool date(
	struct judge *j, const char *value, check_a_date *check_it, const char *like)
{
	int64_t seconds;
	const char *problem;
	enum check_date result = check_it(value, &seconds, &problem);
	if (result == DATE_GOOD)
		return true;
	struct fg_diag *d = judge_say(j,
		result == DATE_BAD ? FG_RULE_FEED_DATE : FG_RULE_FEED_DATE_ODD,
		"%s %s: %s", judge_what(j), *value ? problem : "is empty",
		judge_quote(j, value));
	judge_hint(j, d, "write it like %s", like);
	return result == DATE_ODD;
}

static bool date_822(struct judge *j, const char *value)
{
	return date(j, value, check_rfc822, "Tue, 05 Mar 2024 06:30:00 +0000");
}

static bool date_3339(struct judge *j, const char *value)
{
	return date(j, value, check_rfc3339, "2024-03-05T06:30:00Z");
}

/* What the podcast namespace calls ISO 8601. */
static bool date_8601(struct judge *j, const char *value)
{
	int64_t seconds;
	const char *problem;
	if (check_iso8601(value, &seconds, &problem))
		return true;
	struct fg_diag *d = judge_say(j, FG_RULE_FEED_DATE, "%s %s: %s", judge_what(j),
		*value ? problem : "is empty", judge_quote(j, value));
	judge_hint(j, d, "write it like 2024-03-05T06:30:00Z");
	return false;
}

static bool date_w3c(struct judge *j, const char *value)
{
	return date(j, value, check_w3cdtf, "2024-03-05T06:30:00Z");
}

/* Of an event: the zone of the place is meant, if none is there. */
static bool date_local(struct judge *j, const char *value)
{
	int64_t seconds;
	const char *problem, *zoned = strchr(value, 'T')
					      ? arena_printf(&j->scratch, "%sZ", value)
					      : value;
	if (check_w3cdtf(zoned, &seconds, &problem) != DATE_BAD)
		return true;
	return date_w3c(j, value);
}

/* ---- numbers and words ---- */

static bool number(struct judge *j, const char *value, int64_t least)
{
	int64_t n;
	if (check_integer(str_of(value), &n) && n >= least)
		return true;
	judge_say(j, FG_RULE_FEED_NUMBER, "%s is no whole number%s: %s", judge_what(j),
		least ? " above 0" : "", judge_quote(j, value));
	return false;
}

static bool count_0(struct judge *j, const char *value)
{
	return number(j, value, 0);
}

static bool count_1(struct judge *j, const char *value)
{
	return number(j, value, 1);
}

/* A number that is shown: 1 or more, as people count. */
static bool numeral(struct judge *j, const char *value)
{
	if (!number(j, value, 1))
		return false;
	if (*value != '0')
		return true;
	struct fg_diag *d = judge_say(j, FG_RULE_FEED_NUMBER, "%s begins with a 0: %s",
		judge_what(j), judge_quote(j, value));
	judge_hint(j, d, "write %s", value + strspn(value, "0"));
	return false;
}

static bool decimal(struct judge *j, const char *value)
{
	char canonical[DECIMAL_SIZE];
	if (check_decimal(str_of(value), canonical))
		return true;
	judge_say(j, FG_RULE_FEED_NUMBER, "%s is no number: %s", judge_what(j),
		judge_quote(j, value));
	return false;
}

static bool word(struct judge *j, const char *value, const char *one, const char *other)
{
	if (strcmp(value, one) == 0 || strcmp(value, other) == 0)
		return true;
	judge_say(j, FG_RULE_FEED_WORD, "%s is neither %s nor %s: %s", judge_what(j), one,
		other, judge_quote(j, value));
	return false;
}

static bool boolean(struct judge *j, const char *value)
{
	return word(j, value, "true", "false");
}

static bool yes_no(struct judge *j, const char *value)
{
	return word(j, value, "yes", "no");
}

/* ISO 639-2 has codes for no language in particular. */
static bool is_no_language(const char *value)
{
	static const char *const codes[] = {"und", "mul", "mis", "zxx"};
	for (size_t i = 0; i < sizeof codes / sizeof *codes; i++) {
		if (str_case_is(str_of(value), codes[i]))
			return true;
	}
	return false;
}

/* Is the language itself one, whatever stands behind its '-'? */
static bool has_language(struct judge *j, const char *value)
{
	bool three;
	struct str rest = str_of(value), part;
	str_cut(&rest, '-', &part);
	for (struct str more = rest, sub; str_cut(&more, '-', &sub);) {
		if (sub.len == 0 || sub.len > 8)
			return false;
	}
	return rest.data &&
	       check_language(arena_strndup(&j->scratch, part.data, part.len), &three);
}

static bool language(struct judge *j, const char *value)
{
	bool three = false;
	if (check_language(value, &three) || is_no_language(value)) {
		if (three)
			judge_say(j, FG_RULE_SHOW_LANGUAGE_THREE_LETTER,
				"%s is a code of three letters: %s", judge_what(j),
				judge_quote(j, value));
		return true;
	}
	bool almost = has_language(j, value);
	struct fg_diag *d = judge_say(j,
		almost ? FG_RULE_FEED_LANGUAGE_REGION : FG_RULE_SHOW_LANGUAGE_INVALID,
		almost ? "%s has no region that is known behind its language: %s"
		       : "%s is no language code: %s",
		judge_what(j), judge_quote(j, value));
	judge_hint(j, d, "write a code such as en, en-GB, de or pt-BR");
	return almost;
}

static bool mime(struct judge *j, const char *value)
{
	struct str s = str_of(value), type;
	str_cut(&s, ';', &type);
	type = str_trim(type);
	if (check_mime(arena_strndup(&j->scratch, type.data, type.len)))
		return true;
	judge_say(j, FG_RULE_FEED_MIME, "%s is no MIME type: %s", judge_what(j),
		judge_quote(j, value));
	return false;
}

/* Seconds, or [H:]MM:SS. */
static bool is_duration(struct str s)
{
	struct str part;
	size_t parts = 0;
	for (; str_cut(&s, ':', &part); parts++) {
		long long n;
		if (!str_to_int(part, &n) || parts == 3)
			return false;
		if (parts > 0 && (part.len != 2 || n > 59))
			return false;
	}
	return parts > 0;
}

static bool duration(struct judge *j, const char *value)
{
	if (is_duration(str_of(value)))
		return true;
	judge_say(j, FG_RULE_FEED_DURATION, "%s is no duration: %s", judge_what(j),
		judge_quote(j, value));
	return false;
}

enum { UUID_VERSION_AT = 14 }; /* of the digit that tells it */

static bool uuid(struct judge *j, const char *value)
{
	if (uuid_is(value)) {
		if (value[UUID_VERSION_AT] != '5' &&
			judge_node(j)->row == ROW_PODCAST_GUID)
			judge_say(j, FG_RULE_SHOW_GUID_VERSION,
				"%s is a UUID of version %c, not 5", judge_what(j),
				value[UUID_VERSION_AT]);
		return true;
	}
	struct fg_diag *d = judge_say(j, FG_RULE_SHOW_GUID_FORMAT, "%s is no UUID: %s",
		judge_what(j), judge_quote(j, value));
	judge_hint(j, d, "write the one that the Podcast Index knows, or leave it out");
	return false;
}

/* ---- what other vocabularies have ---- */

/* Normal Play Time: seconds, or [h:]m:ss, with a fraction perhaps. */
static bool play_time(struct judge *j, const char *value)
{
	struct str s = str_of(value), whole = s, fraction = {"0", 1};
	size_t dot = str_find_char(s, '.', 0);
	long long n;
	if (dot != STR_NONE) {
		whole = str_slice(s, 0, dot);
		fraction = str_slice(s, dot + 1, s.len);
	}
	if (is_duration(whole) && fraction.len <= 9 && str_to_int(fraction, &n))
		return true;
	judge_say(j, FG_RULE_FEED_DURATION, "%s is no time in an episode: %s",
		judge_what(j), judge_quote(j, value));
	return false;
}

/* RFC 2326 3.6: seconds or h:mm:ss, with a fraction perhaps, or now. */
static bool npt(struct judge *j, const char *value)
{
	struct str s = str_of(value), rest = s, whole;
	size_t colons = 0;
	for (size_t i = 0; i < s.len; i++)
		colons += s.data[i] == ':';
	str_cut(&rest, '.', &whole);
	bool good = is_duration(whole) && colons != 1 &&
		    (!rest.data || check_digits(rest.data));
	if (good || strcmp(value, "now") == 0)
		return true;
	struct fg_diag *d = judge_say(j, FG_RULE_FEED_DURATION,
		"%s is no Normal Play Time: %s", judge_what(j), judge_quote(j, value));
	judge_hint(j, d, "write it like 95.5, 0:01:35 or now");
	return false;
}

static bool counts(struct judge *j, const char *value)
{
	struct str rest = str_of(value), part;
	while (str_cut(&rest, ',', &part)) {
		int64_t n;
		if (check_integer(str_trim(part), &n))
			continue;
		judge_say(j, FG_RULE_FEED_NUMBER, "%s is no list of numbers: %s",
			judge_what(j), judge_quote(j, value));
		return false;
	}
	return true;
}

/* Words, with a space before and behind each. */
static const char *const words[KIND_COUNT] = {
	[KIND_CLOUD] = " xml-rpc soap http-post ",
	[KIND_PERIOD] = " hourly daily weekly monthly yearly ",
	[KIND_MEDIUM] = " image audio video document executable ",
	[KIND_EXPRESSION] = " sample full nonstop ",
	[KIND_TEXT_TYPE] = " plain html ",
	[KIND_HASH] = " md5 sha-1 ",
	[KIND_RELATIONSHIP] = " allow deny ",
	[KIND_RESTRICTION] = " country uri sharing ",
};

static bool one_of(struct judge *j, const char *value, const char *list)
{
	const char *wanted = arena_printf(&j->scratch, " %s ", value);
	if (*value && !strchr(value, ' ') && strstr(list, wanted))
		return true;
	judge_say(j, FG_RULE_FEED_WORD, "%s is none of%.*s: %s", judge_what(j),
		(int)strlen(list) - 1, list, judge_quote(j, value));
	return false;
}

/* Space around a text is a matter of its own; in what programs compare letter by letter it
   makes another value. */
static const struct {
	check *check;
	bool exact;
} kinds[KIND_COUNT] = {
	[KIND_EMPTY] = {any, false},
	[KIND_ANY] = {any, false},
	[KIND_LINE] = {value_line, false},
	[KIND_PROSE] = {value_prose, false},
	[KIND_HTML] = {any, false},
	[KIND_WEB] = {value_web, false},
	[KIND_LINK] = {value_link, false},
	[KIND_ADDRESS] = {value_address, false},
	[KIND_DATE_822] = {date_822, false},
	[KIND_DATE_3339] = {date_3339, true},
	[KIND_DATE_W3C] = {date_w3c, false},
	[KIND_DATE_LOCAL] = {date_local, false},
	[KIND_COUNT_0] = {count_0, false},
	[KIND_COUNT_1] = {count_1, false},
	[KIND_DECIMAL] = {decimal, false},
	[KIND_BOOLEAN] = {boolean, true},
	[KIND_YES_NO] = {yes_no, false},
	[KIND_MAIL] = {value_mail, false},
	[KIND_CONTACT] = {value_contact, false},
	[KIND_LANGUAGE] = {language, false},
	[KIND_MIME] = {mime, false},
	[KIND_DURATION] = {duration, false},
	[KIND_UUID] = {uuid, false},
	[KIND_IRI] = {value_iri, true},
	[KIND_IRI_ABSOLUTE] = {value_iri_absolute, true},
	[KIND_MEDIA_TYPE] = {value_media_type, false},
	[KIND_LANGUAGE_TAG] = {value_language_tag, true},
	[KIND_ADDR_SPEC] = {value_addr_spec, false},
	[KIND_PLAY_TIME] = {play_time, false},
	[KIND_NPT] = {npt, false},
	[KIND_SIGNED] = {value_signed, false},
	[KIND_SIGNED_WHOLE] = {value_signed_whole, false},
	[KIND_POINT] = {value_point, false},
	[KIND_LINE_OF_POINTS] = {value_line_of_points, false},
	[KIND_POLYGON] = {value_polygon, false},
	[KIND_BOX] = {value_box, false},
	[KIND_LATITUDE] = {value_latitude, false},
	[KIND_LONGITUDE] = {value_longitude, false},
	[KIND_COUNTS] = {counts, false},
	[KIND_SHORT] = {value_short, false},
	[KIND_DISPLAY] = {value_display, false},
	[KIND_IDENTIFIER] = {value_identifier, true},
	[KIND_NOTE] = {value_note, false},
	[KIND_SECURE] = {value_secure, false},
	[KIND_DATE_8601] = {date_8601, false},
	[KIND_NUMERAL] = {numeral, false},
	[KIND_MEDIA] = {value_secure, false},
	[KIND_ANYWHERE] = {any, false},
	[KIND_SECONDS] = {decimal, false},
	[KIND_RRULE] = {any, false},
};

/* Paragraphs may have space around them. Where there is nothing else, that is told. */
static void tell_space(struct judge *j, enum kind kind, struct str trimmed)
{
	if (kind == KIND_PROSE || kind == KIND_NOTE || trimmed.len == 0)
		return;
	struct fg_diag *d = judge_say(j, FG_RULE_TEXT_WHITESPACE,
		"%s has white space around it", judge_what(j));
	judge_hint(j, d, "write it without any, right between the tags");
}

bool judge_value(struct judge *j, enum kind kind, const char *value)
{
	bool good;
	if (kinds[kind].check == any)
		return true;
	if (value_form(j, kind, value, &good))
		return good;
	struct str s = str_trim(str_of(value));
	bool bare = kinds[kind].exact || s.len == strlen(value);
	if (!bare) {
		tell_space(j, kind, s);
		value = arena_strndup(&j->scratch, s.data, s.len);
	}
	return words[kind] ? one_of(j, value, words[kind]) : kinds[kind].check(j, value);
}
