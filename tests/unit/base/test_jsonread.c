/* SPDX-License-Identifier: ISC */
#include "unit.h"

#include "base/jsonread.h"

/* The events of a text, written out, each with its place:
   {1:1 }2:1 [ ] "text" 12 t f n, "name:" before a member's value, "." at the end,
   "?line:column problem" if it is broken. */
static void write_event(struct sbuf *out, const struct jsonread *r, enum json_event e)
{
	static const char *const marks[] = {
		"{", "[", ")", "", "", "t", "f", "n", ".", "?"};
	if (out->len)
		sbuf_char(out, ' ');
	if (r->name.len)
		sbuf_printf(out, "%s%s:", r->name.data, r->twice ? "(twice)" : "");
	if (e == JSON_STRING)
		sbuf_printf(out, "\"%s\"", r->text.data);
	else if (e == JSON_NUMBER)
		sbuf_str(out, r->text.data);
	else
		sbuf_str(out, marks[e]);
	sbuf_printf(out, "%u:%u", r->line, r->column);
	if (e == JSON_BROKEN)
		sbuf_printf(out, " %s", r->problem.data);
}

static const char *walk(struct unit *u, struct jsonread *r)
{
	struct sbuf out;
	enum json_event e;
	sbuf_init(&out, 1 << 20);
	do {
		e = jsonread_next(r);
		if (e == JSON_BROKEN)
			sbuf_reset(&r->name);
		write_event(&out, r, e);
	} while (e != JSON_END && e != JSON_BROKEN);
	assert_int_equal(jsonread_next(r) == JSON_BROKEN, e == JSON_BROKEN);
	jsonread_close(r);
	const char *kept = arena_strdup(&u->arena, out.data);
	sbuf_release(&out);
	return kept;
}

/* A source that gives a byte at a time. */
static size_t drip(void *arg, char *buffer, size_t size)
{
	struct str *rest = arg;
	if (rest->len == 0 || size == 0)
		return 0;
	*buffer = *rest->data;
	*rest = str_slice(*rest, 1, rest->len);
	return 1;
}

static const char *events_of(struct unit *u, struct str text)
{
	struct jsonread r;
	jsonread_open_text(&r, &u->arena, text);
	const char *whole = walk(u, &r);
	jsonread_open(&r, &u->arena, drip, &text);
	assert_string_equal(walk(u, &r), whole);
	return whole;
}

struct example {
	const char *text, *events;
};

static void expect(const struct example *examples, size_t n)
{
	struct unit u;
	unit_open(&u);
	for (size_t i = 0; i < n; i++)
		assert_string_equal(
			events_of(&u, str_of(examples[i].text)), examples[i].events);
	unit_close(&u);
}

#define EXPECT(examples) expect((examples), sizeof(examples) / sizeof *(examples))

static void values_and_their_places(void **state)
{
	static const struct example examples[] = {
		{"true", "t1:1 .1:5"},
		{" \r\n\tnull ", "n2:2 .2:7"},
		{"[]", "[1:1 )1:2 .1:3"},
		{"[1, -2.5e+10,\n 0]", "[1:1 11:2 -2.5e+101:5 02:2 )2:3 .2:4"},
		{"{\"a\": {\"b\": []}}", "{1:1 a:{1:7 b:[1:13 )1:14 )1:15 )1:16 .1:17"},
		{"{\"a\":1,\"b\":\"x\"}", "{1:1 a:11:6 b:\"x\"1:12 )1:15 .1:16"},
		{"[\"\xc3\xa9\xf0\x9f\x8e\x99\", false]",
			"[1:1 \"\xc3\xa9\xf0\x9f\x8e\x99\"1:2 f1:8 )1:13 .1:14"},
		{"\xef\xbb\xbf[]", "[1:1 )1:2 .1:3"},
		{"\"\\\"\\\\\\/\\b\\f\\n\\r\\t\\u0041\\uD83C\\udf99\"",
			"\"\"\\/\b\f\n\r\tA\xf0\x9f\x8e\x99\"1:1 .1:37"},
		{"\"\x7f\"", "\"\x7f\"1:1 .1:4"},
	};
	(void)state;
	EXPECT(examples);
}

static void what_is_broken(void **state)
{
	static const struct example examples[] = {
		{"", "?1:1 the text is empty"},
		{" \n ", "?2:2 the text is empty"},
		{"{", "{1:1 ?1:2 the text ends, but the object that begins in line 1 is "
		      "not "
		      "closed"},
		{"[[\n1",
			"[1:1 [1:2 12:1 ?2:2 the text ends, but the array that begins in "
			"line 1 is not closed"},
		{"[1}", "[1:1 11:2 ?1:3 “}” stands where “]” should close the array of "
			"line 1"},
		{"[1 2]", "[1:1 11:2 ?1:4 “2” stands where a comma or “]” should"},
		{"[1,]", "[1:1 11:2 ?1:3 a comma stands before “]”, with nothing between "
			 "them"},
		{"{\"a\":1,}", "{1:1 a:11:6 ?1:7 a comma stands before “}”, with nothing "
			       "between them"},
		{"[,1]", "[1:1 ?1:2 “,” stands where a value should"},
		{"{a:1}", "{1:1 ?1:2 “a” stands where a name in \"\" should"},
		{"{\"a\" 1}", "{1:1 ?1:6 “1” stands where the “:” behind a name should"},
		{"{\"a\":}", "{1:1 ?1:6 “}” stands where a value should"},
		{"{'a':1}", "{1:1 ?1:2 “'” stands where a name in \"\" should: JSON puts "
			    "text in "
			    "\"\""},
		{"// feed\n{}",
			"?1:1 “/” stands where a value should: JSON has no comments"},
		{"[] []",
			"[1:1 )1:2 ?1:4 there is more text behind the end of the value"},
		{"{\"a\":", "{1:1 ?1:6 the text ends where a value should stand"},
		{"[\x01]", "[1:1 ?1:2 the control character U+0001 stands where a value "
			   "should"},
		{"[\xc3\xa9]", "[1:1 ?1:2 “\xc3\xa9” stands where a value should"},
		{"<rss/>", "?1:1 “<” stands where a value should"},
	};
	(void)state;
	EXPECT(examples);
}

static void broken_strings(void **state)
{
	static const struct example examples[] = {
		{"\"ab", "?1:4 the text ends within the string that begins in line 1"},
		{"\"a\nb\"",
			"?1:3 a line ends within a string: a line end is written \\n"},
		{"\"a\tb\"", "?1:3 the control character U+0009 stands in a string"},
		{"\"\\x41\"", "?1:2 “\\x” is no escape of JSON"},
		{"\"\\", "?1:2 the text ends within an escape"},
		{"\"\\\n\"", "?1:2 a backslash stands alone: a real one is written \\\\"},
		{"\"\\u12g4\"",
			"?1:2 the escape \\u has no four hexadecimal digits behind it"},
		{"\"\\ud83c\"", "?1:2 the escape \\ud83c is half of a pair, and its "
				"other half is "
				"not beside it"},
		{"\"\\ud83c\\u0041\"",
			"?1:2 the escape \\ud83c is half of a pair, and its other "
			"half is not beside it"},
		{"\"\\udf99\"", "?1:2 the escape \\udf99 is half of a pair, and its "
				"other half is "
				"not beside it"},
		{"\"a\xff\"", "?1:3 the byte 0xFF is not UTF-8"},
		{"\"\xc0\x80\"", "?1:2 the byte 0xC0 is not UTF-8"},
		{"\"\xed\xa0\x80\"", "?1:2 the byte 0xED is not UTF-8"},
		{"\"\xc3\"", "?1:2 the byte 0xC3 is not UTF-8"},
		{"\xef\xbb", "?1:1 the text is neither JSON nor UTF-8"},
	};
	(void)state;
	EXPECT(examples);
}

static void broken_numbers_and_words(void **state)
{
	static const struct example examples[] = {
		{"-", "?1:1 “-” has no digit behind it"},
		{"+1", "?1:1 a number of JSON has no plus sign"},
		{".5", "?1:1 a number of JSON has a digit before its point"},
		{"1.", "?1:1 the number 1. has no digit behind its point"},
		{"1e", "?1:1 the number 1e has an exponent without digits"},
		{"-01", "?1:1 the number -01 begins with 0"},
		{"0x1F", "?1:1 “x” stands behind the number 0: text is put in \"\""},
		{"1.2.3", "?1:1 “.” stands behind the number 1.2: text is put in \"\""},
		{"True", "?1:1 “True” is written true in JSON"},
		{"NaN", "?1:1 JSON has no NaN: it writes null"},
		{"None", "?1:1 JSON has no None: it writes null"},
		{"nul", "?1:1 “nul” is no value of JSON: text is put in \"\""},
	};
	(void)state;
	EXPECT(examples);
}

static void the_path_names_the_value(void **state)
{
	struct unit u;
	struct jsonread r;
	struct sbuf out;
	enum json_event e;
	(void)state;
	unit_open(&u);
	sbuf_init(&out, 4096);
	jsonread_open_text(&r, &u.arena,
		str_of("{\"a\":[{\"b\":1,\"c\":[[2]]},3],\"d\":{\"e\":null}}"));
	while ((e = jsonread_next(&r)) != JSON_END && e != JSON_BROKEN)
		sbuf_printf(&out, "%u%s|", r.depth, r.path.data);
	assert_string_equal(out.data, "0|1a|2a[0]|3a[0].b|3a[0].c|4a[0].c[0]|5a[0].c[0]["
				      "0]|4a[0].c[0]|3a[0].c|2a[0]|"
				      "2a[1]|1a|1d|2d.e|1d|0|");
	sbuf_release(&out);
	jsonread_close(&r);
	unit_close(&u);
}

static void a_name_that_comes_twice(void **state)
{
	static const struct example examples[] = {
		{"{\"a\":1,\n\"a\":2,\"b\":3}",
			"{1:1 a:11:6 a(twice):22:5 b:32:11 )2:12 .2:13"},
		{"{\"a\":1,\"\\u0061\":2}", "{1:1 a:11:6 a(twice):21:17 )1:18 .1:19"},
		{"{\"a\":{\"a\":1},\"b\":{\"a\":1}}",
			"{1:1 a:{1:6 a:11:11 )1:12 b:{1:18 a:11:23 )1:24 )1:25 .1:26"},
		{"[{\"a\":1},{\"a\":1}]",
			"[1:1 {1:2 a:11:7 )1:8 {1:10 a:11:15 )1:16 )1:17 .1:18"},
	};
	(void)state;
	EXPECT(examples);
}

static void text_may_hold_nul(void **state)
{
	struct unit u;
	struct jsonread r;
	(void)state;
	unit_open(&u);
	jsonread_open_text(&r, &u.arena, str_of("\"a\\u0000b\""));
	assert_int_equal(jsonread_next(&r), JSON_STRING);
	assert_int_equal(r.text.len, 3);
	assert_memory_equal(r.text.data, "a\0b", 3);
	assert_false(r.bom);
	jsonread_close(&r);
	jsonread_open_text(&r, &u.arena, str_of("\xef\xbb\xbf{}"));
	assert_int_equal(jsonread_next(&r), JSON_OBJECT);
	assert_true(r.bom);
	jsonread_close(&r);
	unit_close(&u);
}

/* What n times open and nothing else is found to be. */
static const char *problem_of(struct unit *u, const char *open, size_t n)
{
	struct sbuf text;
	struct jsonread r;
	sbuf_init(&text, 64 << 20);
	for (size_t i = 0; i < n; i++)
		sbuf_str(&text, open);
	jsonread_open_text(&r, &u->arena, sbuf_text(&text));
	while (jsonread_next(&r) != JSON_BROKEN)
		;
	const char *problem = arena_strdup(&u->arena, r.problem.data);
	jsonread_close(&r);
	sbuf_release(&text);
	return problem;
}

static void limits_hold(void **state)
{
	struct unit u;
	(void)state;
	unit_open(&u);
	assert_string_equal(problem_of(&u, "[", 100000),
		"objects and arrays are nested more than 64 deep");
	assert_string_equal(problem_of(&u, "{\"a\":", 100000),
		"objects and arrays are nested more than 64 deep");
	assert_string_equal(
		problem_of(&u, "1", 300), "a number is longer than 256 characters");
	char *quoted = arena_alloc(&u.arena, JSON_STRING_MAX + 4);
	memset(quoted, 'x', JSON_STRING_MAX + 3);
	quoted[0] = quoted[JSON_STRING_MAX + 2] = '"';
	assert_string_equal(
		problem_of(&u, quoted, 1), "the string is longer than 10000000 bytes");
	unit_close(&u);
}

/* White space for ever. */
static size_t blanks(void *arg, char *buffer, size_t size)
{
	(void)arg;
	memset(buffer, ' ', size);
	return size;
}

static void a_source_without_end(void **state)
{
	struct unit u;
	struct jsonread r;
	(void)state;
	unit_open(&u);
	jsonread_open(&r, &u.arena, blanks, NULL);
	assert_int_equal(jsonread_next(&r), JSON_BROKEN);
	assert_string_equal(r.problem.data, "the text is longer than 256 MiB");
	jsonread_close(&r);
	unit_close(&u);
}

static void many_names_cost_little(void **state)
{
	struct unit u;
	struct sbuf text;
	struct jsonread r;
	enum json_event e;
	size_t n = 0, twice = 0;
	(void)state;
	unit_open(&u);
	sbuf_init(&text, 64 << 20);
	sbuf_str(&text, "{\"n0\":0");
	for (unsigned i = 1; i < JSON_NAMES_MAX; i++)
		sbuf_printf(&text, ",\"n%u\":0", i);
	sbuf_str(&text, ",\"n7\":0");
	struct str repeated = sbuf_text(&text);
	jsonread_open_text(&r, &u.arena, repeated);
	while ((e = jsonread_next(&r)) != JSON_BROKEN) {
		n += e == JSON_NUMBER;
		twice += r.twice;
	}
	assert_int_equal(n, JSON_NAMES_MAX + 1);
	assert_int_equal(twice, 1);
	jsonread_close(&r);
	sbuf_str(&text, ",\"one more\":0}");
	jsonread_open_text(&r, &u.arena, sbuf_text(&text));
	while (jsonread_next(&r) != JSON_BROKEN)
		;
	assert_string_equal(
		r.problem.data, "the open objects have more than 50000 members");
	jsonread_close(&r);
	sbuf_release(&text);
	unit_close(&u);
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(values_and_their_places),
		cmocka_unit_test(what_is_broken),
		cmocka_unit_test(broken_strings),
		cmocka_unit_test(broken_numbers_and_words),
		cmocka_unit_test(the_path_names_the_value),
		cmocka_unit_test(a_name_that_comes_twice),
		cmocka_unit_test(text_may_hold_nul),
		cmocka_unit_test(limits_hold),
		cmocka_unit_test(a_source_without_end),
		cmocka_unit_test(many_names_cost_little),
	};
	return cmocka_run_group_tests(tests, NULL, NULL);
}
