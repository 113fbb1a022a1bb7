/* SPDX-License-Identifier: ISC */
/*
 * Shapes of items: what a value is, that the grammar does not tell values of one kind from
 * one another, and which items have the same shape.
 */
#include "unit.h"

#include <libxml/xmlregexp.h>
#include "validate/schema.h"
#include "validate/shape.h"

/* Of each kind, the odder the better. */
static const struct {
	enum shape_value kind;
	const char *values[10]; /* NULL behind the last */
} samples[] = {
	{SHAPE_NUMBER, {"1", "7", "10", "12", "999", "2024", "123456789012345678901"}},
	{SHAPE_ADDRESS,
		{"http://x", "https://example.org/", "https://a.b/c?d=1&amp;e=2#f",
			"http:///:", "https://h:8080/a,b(c)!$*", "https://%zz;+~_-.="}},
	{SHAPE_WORDS,
		{"Two words", "a b", "Ä b", "&lt;p&gt;Hi there&lt;/p&gt;", "1 2", "1 ",
			"https://example.org/ twice", "audio/mpeg x", "Yes and no"}},
	{SHAPE_DATE,
		{"Tue, 05 Mar 2024 06:30:00 +0000", "Sun, 39 Dec 0000 29:59:59 +0000"}},
	{SHAPE_INSTANT, {"2024-03-05T06:30:00Z", "0000-19-39T29:59:59Z"}},
	{SHAPE_UUID, {"0c5a9b34-c13a-58d6-9beb-180340ead384",
			     "ABCDEF00-0000-0000-0000-000000000000"}},
};

static void kinds(void **state)
{
	(void)state;
	static const char *const others[] = {"", "0", "05", "-1", "1.5", "ftp://x",
		"https://", "http://a@b", "http://a'b", "Yes, indeed", "https://ä.org/",
		"https://a/&lt;", "https://a/{b}", "word", " two words", "&#32; two",
		"sha256-abc sha256-def", "abc", "a\tb", "Tue, 45 Mar 2024 06:30:00 +0000",
		"Tue, 05 Mai 2024 06:30:00 +0000", "Tue, 05 Mar 2024 06:30:00 +0100",
		"Die, 05 Mar 2024 06:30:00 +0000", "2024-03-05T06:30:00+00:00",
		"2024-23-05T06:30:00Z", "0c5a9b34-c13a-58d6-9beb-180340ead38",
		"0c5a9b34-c13a-58d6-9beb-180340ead38g", "true", "Yes", "full",
		"audio/mpeg"};
	for (size_t i = 0; i < sizeof samples / sizeof *samples; i++) {
		for (size_t k = 0; samples[i].values[k]; k++) {
			const char *value = samples[i].values[k];
			if (shape_of_value(str_of(value)) != samples[i].kind)
				fail_msg("“%s”", value);
		}
	}
	for (size_t i = 0; i < sizeof others / sizeof *others; i++) {
		if (shape_of_value(str_of(others[i])) != SHAPE_OTHER)
			fail_msg("“%s”", others[i]);
	}
}

/* text, which has the references of XML, without them. */
static const char *decoded(struct unit *u, struct str text)
{
	static const char *const references[] = {
		"&lt;", "<", "&gt;", ">", "&quot;", "\"", "&amp;", "&"};
	struct sbuf b;
	sbuf_init(&b, 1 << 16);
	for (size_t i = 0; i < text.len; i++) {
		struct str rest = str_slice(text, i, text.len);
		size_t k = 0;
		while (k < 8 && !str_starts(rest, references[k]))
			k += 2;
		sbuf_char(&b, k < 8 ? references[k + 1][0] : text.data[i]);
		i += k < 8 ? strlen(references[k]) - 1 : 0;
	}
	const char *copy = arena_strndup(&u->arena, b.data, b.len);
	sbuf_release(&b);
	return copy;
}

/* Takes the next text between begin and end off *rest. */
static bool next_between(
	struct str *rest, const char *begin, const char *end, struct str *text)
{
	size_t from = str_find(*rest, begin, 0);
	if (from == STR_NONE)
		return false;
	*rest = str_slice(*rest, from + strlen(begin), rest->len);
	*text = str_slice(*rest, 0, str_find(*rest, end, 0));
	return true;
}

/* Does the pattern, a regular expression or the value itself, take value? */
static bool takes(
	struct unit *u, xmlRegexpPtr expression, const char *fixed, const char *value)
{
	value = decoded(u, str_of(value));
	return expression ? xmlRegexpExec(expression, (const xmlChar *)value) == 1
			  : strcmp(fixed, value) == 0;
}

static void assert_alike(struct unit *u, xmlRegexpPtr expression, const char *fixed)
{
	for (size_t i = 0; i < sizeof samples / sizeof *samples; i++) {
		const char *const *values = samples[i].values;
		bool first = takes(u, expression, fixed, values[0]);
		for (size_t k = 1; values[k]; k++) {
			if (takes(u, expression, fixed, values[k]) != first)
				fail_msg("“%s” is for “%s” not what “%s” is", values[k],
					fixed, values[0]);
		}
	}
}

/* All that the grammar asks of values, and no way to ask that this test does not know. */
static void grammar_is_blind(void **state)
{
	struct unit unit, *u = &unit;
	(void)state;
	unit_open(u);
	struct str all = {schema_texts[0].text, schema_texts[0].len}, rest = all, text;
	size_t patterns = 0, values = 0;
	while (next_between(&rest, "<param name=\"", "<", &text)) {
		if (str_starts(text, "minLength\">")) {
			assert_true(str_is(text, "minLength\">1"));
			continue;
		}
		assert_true(str_starts(text, "pattern\">"));
		const char *pattern = decoded(u, str_slice(text, 9, text.len));
		xmlRegexpPtr expression = xmlRegexpCompile((const xmlChar *)pattern);
		assert_non_null(expression);
		assert_alike(u, expression, pattern);
		xmlRegFreeRegexp(expression);
		patterns++;
	}
	assert_int_equal(patterns, 19);
	/* Categories, which no item has, are the only values with a space in them. */
	all.len = str_find(all, "<define name=\"category\">", 0);
	for (rest = all; next_between(&rest, "<value", "<", &text); values++) {
		assert_true(str_starts(text, " type=\"string\">"));
		const char *value = decoded(u, str_slice(text, 15, text.len));
		assert_null(strchr(value, ' '));
		assert_alike(u, NULL, value);
	}
	assert_true(values > 30);
	assert_int_equal(str_find(all, "<list", 0), STR_NONE);
	assert_int_equal(str_find(all, "<except", 0), STR_NONE);
	for (rest = all; next_between(&rest, "<data type=\"", "\"", &text);)
		assert_true(str_is(text, "string") || str_is(text, "token"));
	unit_close(u);
}

static void same(void **state)
{
	(void)state;
	static const struct {
		const char *item, *other;
		bool same;
	} cases[] = {
		{"<i><t>A b</t></i>", "<i><t>Cd e, f</t></i>", true},
		{"<i><t>A b</t></i>", "<i><t>A</t></i>", false},
		{"<i><t>A b</t></i>", "<i><u>A b</u></i>", false},
		{"<i><t>A b</t></i>", "<i><t>A b</t> </i>", false},
		{"<i><t>A b</t></i>", "<i><t>12</t></i>", false},
		{"<i><t>0</t></i>", "<i><t>0</t></i>", true},
		{"<i><t>0</t></i>", "<i><t>1</t></i>", false},
		{"<i a=\"1\" b=\"http://x/\"/>", "<i a=\"2\" b=\"http://y\"/>", true},
		{"<i a=\"1\" b=\"http://x/\"/>", "<i a=\"2\" c=\"http://y\"/>", false},
		{"<i a=\"1\" b=\"http://x/\"/>", "<i a=\"2\" b=\"x\"/>", false},
		{"<i a=\"1\" b=\"http://x/\"/>", "<i b=\"http://x/\" a=\"1\"/>", false},
		{"<i a=\"true\"/>", "<i a=\"false\"/>", false},
		{"<i a='1'/>", "<i a='1'/>", false},
		{"<i><!-- a --></i>", "<i><!-- a --></i>", false},
		{"<i><![CDATA[a]]></i>", "<i><![CDATA[a]]></i>", false},
		{"<i a=\"b>c\"/>", "<i a=\"b>c\"/>", false},
		{"<i a=\"b\"", "<i a=\"b\"", false},
		{"<", "<", false},
	};
	for (size_t i = 0; i < sizeof cases / sizeof *cases; i++) {
		struct shapes s;
		shapes_init(&s);
		assert_false(shapes_know(&s, str_of(cases[i].item)));
		shapes_learn(&s);
		if (shapes_know(&s, str_of(cases[i].other)) != cases[i].same)
			fail_msg("%s %s", cases[i].item, cases[i].other);
		shapes_release(&s);
	}
}

/* What is known is bounded: shapes that do not come again give way. */
static void bounded(void **state)
{
	struct shapes s;
	char text[64], large[SHAPE_SIZE + 64];
	(void)state;
	shapes_init(&s);
	for (int i = 0; i < 2 * SHAPES_MAX; i++) {
		snprintf(text, sizeof text, "<i><n%d/></i>", i);
		assert_false(shapes_know(&s, str_of(text)));
		shapes_learn(&s);
		assert_true(shapes_know(&s, str_of(text)));
	}
	assert_false(shapes_know(&s, str_of("<i><n1/></i>")));
	/* A long value, and many. */
	memset(large, 'x', sizeof large);
	memcpy(large, "<i>", 3);
	memcpy(large + sizeof large - 5, "</i>", 5);
	assert_false(shapes_know(&s, str_of(large)));
	for (size_t i = 3; i < sizeof large - 8; i += 4)
		memcpy(large + i, "<n/>", 4);
	shapes_learn(&s);
	assert_false(shapes_know(&s, str_of(large)));
	shapes_release(&s);
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(kinds),
		cmocka_unit_test(grammar_is_blind),
		cmocka_unit_test(same),
		cmocka_unit_test(bounded),
	};
	return cmocka_run_group_tests_name("validate/shape", tests, NULL, NULL);
}
