/* SPDX-License-Identifier: ISC */
/* Single values of feeds, by kind: what model/check.h knows, told in a feed's terms. */
#include "validate/judge.h"

#include "base/hash.h"
#include "base/url.h"
#include "model/check.h"
#include "model/check_time.h"

typedef bool check(struct judge *j, const char *value);

static bool any(struct judge *j, const char *value)
{
	(void)j, (void)value;
	return true;
}

/* ---- texts ---- */

static bool prose(struct judge *j, const char *value)
{
	if (check_has_markup(value))
		judge_say(j, FG_RULE_TEXT_TITLE_HTML, "%s has HTML in it: %s",
			judge_what(j), judge_quote(j, value));
	return true;
}

static bool line(struct judge *j, const char *value)
{
	return prose(j, value);
}

/* ---- addresses ---- */

/* Why text is no absolute URL, or NULL. Whether it is a web address does not matter. */
static const char *link_problem(const char *text)
{
	if (!*text)
		return "is empty";
	if (!url_has_scheme(text))
		return "is not a whole address: it does not begin with https://";
	struct str s = str_of(text);
	for (size_t i = 0; i < s.len; i++) {
		if (ascii_is_space(s.data[i]))
			return "has a space";
	}
	bool web = str_case_starts(s, "http:") || str_case_starts(s, "https:");
	return web ? url_problem(text) : NULL;
}

static bool tell_url(struct judge *j, const char *value, const char *problem)
{
	if (!problem)
		return true;
	judge_say(j, FG_RULE_URL_INVALID, "%s %s: %s", judge_what(j), problem,
		judge_quote(j, value));
	return false;
}

static bool link_any(struct judge *j, const char *value)
{
	return tell_url(j, value, link_problem(value));
}

static bool web(struct judge *j, const char *value)
{
	return tell_url(j, value, *value ? url_problem(value) : "is empty");
}

static bool address(struct judge *j, const char *value)
{
	return tell_url(j, value,
		str_find_char(str_of(value), ' ', 0) == STR_NONE ? NULL : "has a space");
}

static bool mail(struct judge *j, const char *value)
{
	if (check_email(value))
		return true;
	struct fg_diag *d = judge_say(j, FG_RULE_SHOW_EMAIL_INVALID,
		"%s is no mail address: %s", judge_what(j), judge_quote(j, value));
	if (str_case_starts(str_of(value), "mailto:"))
		judge_hint(j, d, "leave mailto: out");
	return false;
}

/* The word in s that is a mail address, or an empty slice. */
static struct str address_in(struct judge *j, struct str s)
{
	struct str word;
	while (str_cut(&s, ' ', &word)) {
		while (word.len && strchr("<(\"", word.data[0]))
			word = str_slice(word, 1, word.len);
		while (word.len && strchr(">)\",", word.data[word.len - 1]))
			word.len--;
		if (str_case_starts(word, "mailto:"))
			word = str_slice(word, strlen("mailto:"), word.len);
		if (check_email(arena_strndup(&j->scratch, word.data, word.len)))
			return word;
	}
	return (struct str){"", 0};
}

/* "address (Name)" is the form; an address anywhere will do. */
static bool contact(struct judge *j, const char *value)
{
	struct str s = str_trim(str_of(value)), found = address_in(j, s);
	if (found.len == 0) {
		struct fg_diag *d =
			judge_say(j, FG_RULE_FEED_CONTACT, "%s has no mail address: %s",
				judge_what(j), judge_quote(j, value));
		judge_hint(j, d,
			"write name@your-domain.org (Your Name), or use itunes:author");
		return false;
	}
	bool first = found.data == s.data || str_case_starts(s, "mailto:");
	struct str rest =
		str_trim(str_slice(s, (size_t)(found.data - s.data) + found.len, s.len));
	if (!first || (rest.len && !(str_starts(rest, "(") && str_ends(rest, ")"))))
		judge_say(j, FG_RULE_FEED_CONTACT_FORM,
			"%s is not written address (Name): %s", judge_what(j),
			judge_quote(j, value));
	else if (rest.len == 0)
		judge_say(j, FG_RULE_FEED_CONTACT_FORM,
			"%s has no name behind the address: %s", judge_what(j),
			judge_quote(j, value));
	return true;
}

/* ---- dates ---- */

typedef enum check_date check_a_date(
	const char *text, int64_t *seconds, const char **problem);

static bool date(struct judge *j, const char *value, check_a_date *check_it)
{
	int64_t seconds;
	const char *problem;
	enum check_date result = check_it(value, &seconds, &problem);
	if (result == DATE_GOOD)
		return true;
	judge_say(j, result == DATE_BAD ? FG_RULE_FEED_DATE : FG_RULE_FEED_DATE_ODD,
		"%s %s: %s", judge_what(j), *value ? problem : "is empty",
		judge_quote(j, value));
	return result == DATE_ODD;
}

static bool date_822(struct judge *j, const char *value)
{
	return date(j, value, check_rfc822);
}

static bool date_3339(struct judge *j, const char *value)
{
	return date(j, value, check_rfc3339);
}

static bool date_w3c(struct judge *j, const char *value)
{
	return date(j, value, check_w3cdtf);
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

static bool language(struct judge *j, const char *value)
{
	bool three = false;
	if (!check_language(value, &three)) {
		struct fg_diag *d = judge_say(j, FG_RULE_SHOW_LANGUAGE_INVALID,
			"%s is no language code: %s", judge_what(j),
			judge_quote(j, value));
		judge_hint(j, d, "write a code such as en, en-GB, de or pt-BR");
		return false;
	}
	if (three)
		judge_say(j, FG_RULE_SHOW_LANGUAGE_THREE_LETTER,
			"%s is a code of three letters: %s", judge_what(j),
			judge_quote(j, value));
	return true;
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

static bool uuid(struct judge *j, const char *value)
{
	if (uuid_is(value))
		return true;
	judge_say(j, FG_RULE_SHOW_GUID_FORMAT, "%s is no UUID: %s", judge_what(j),
		judge_quote(j, value));
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
	[KIND_LINE] = {line, false},
	[KIND_PROSE] = {prose, false},
	[KIND_HTML] = {any, false},
	[KIND_WEB] = {web, false},
	[KIND_LINK] = {link_any, false},
	[KIND_ADDRESS] = {address, false},
	[KIND_DATE_822] = {date_822, false},
	[KIND_DATE_3339] = {date_3339, true},
	[KIND_DATE_W3C] = {date_w3c, false},
	[KIND_COUNT_0] = {count_0, false},
	[KIND_COUNT_1] = {count_1, false},
	[KIND_DECIMAL] = {decimal, false},
	[KIND_BOOLEAN] = {boolean, true},
	[KIND_YES_NO] = {yes_no, false},
	[KIND_MAIL] = {mail, false},
	[KIND_CONTACT] = {contact, false},
	[KIND_LANGUAGE] = {language, false},
	[KIND_MIME] = {mime, false},
	[KIND_DURATION] = {duration, false},
	[KIND_UUID] = {uuid, false},
};

bool judge_value(struct judge *j, enum kind kind, const char *value)
{
	if (kinds[kind].check == any)
		return true;
	struct str s = str_trim(str_of(value));
	bool bare = kinds[kind].exact || s.len == strlen(value);
	return kinds[kind].check(
		j, bare ? value : arena_strndup(&j->scratch, s.data, s.len));
}
