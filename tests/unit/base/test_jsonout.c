/* SPDX-License-Identifier: ISC */
/* JSON as it is written, and read back: texts are looked at many bytes together, so that each
   character is tried in each place. */
#include "unit.h"

#include "base/jsonout.h"
#include "base/jsonread.h"
#include "base/utf8.h"

static const char *quoted(struct unit *u, const char *text)
{
	struct sbuf out;
	sbuf_init(&out, 4096);
	jsonout_text(&out, NULL, text);
	assert_false(out.failed);
	const char *kept = arena_strdup(&u->arena, out.data);
	sbuf_release(&out);
	return kept;
}

/* Does reading the JSON text give that one, and end in that column? */
static void expect_read(struct unit *u, const char *json, const char *text)
{
	struct jsonread r;
	const char *list = arena_printf(&u->arena, "[%s, true]", json);
	jsonread_open_text(&r, &u->arena, str_of(list));
	assert_int_equal(jsonread_next(&r), JSON_ARRAY);
	assert_int_equal(jsonread_next(&r), JSON_STRING);
	assert_string_equal(r.text.data, text);
	assert_int_equal(jsonread_next(&r), JSON_TRUE);
	assert_int_equal(r.column, 4 + utf8_count(str_of(json)));
	jsonread_close(&r);
}

enum { LENGTH = 40 };

/* The character in each place of a text of letters. */
static void in_each_place(struct unit *u, const char *c, const char *written)
{
	static const char letters[] = "abcdefghijklmnopqrstuvwxyzABCDEFGHIJKLMNOPQR";
	for (int before = 0; before < LENGTH; before++) {
		const char *rest = letters + before, *text, *json;
		int after = LENGTH - before;
		text = arena_printf(
			&u->arena, "%.*s%s%.*s", before, letters, c, after, rest);
		json = arena_printf(&u->arena, "\"%.*s%s%.*s\"", before, letters, written,
			after, rest);
		assert_string_equal(quoted(u, text), json);
		expect_read(u, json, text);
	}
}

static void each_character_in_each_place(void **state)
{
	static const char *const others[][2] = {{"\"", "\\\""}, {"\\", "\\\\"},
		{"\n", "\\n"}, {"\x7f", "\\u007f"}, {"</", "<\\/"}, {"\"\"", "\\\"\\\""},
		{"\xe2\x80\xa8", "\\u2028"}, {"\xe2\x80\xa9", "\\u2029"}, {"é", "é"},
		{"“ ”", "“ ”"}, {"\U0001F399", "\U0001F399"}};
	struct unit u;
	(void)state;
	unit_open(&u);
	for (int c = 1; c < 0x7f; c++) {
		char text[2] = {(char)c, '\0'};
		if (c == '"' || c == '\\' || c == '\n')
			continue;
		const char *escape = arena_printf(&u.arena, "\\u%04x", (unsigned)c);
		in_each_place(&u, text, c < ' ' ? escape : text);
	}
	for (size_t i = 0; i < sizeof others / sizeof *others; i++)
		in_each_place(&u, others[i][0], others[i][1]);
	unit_close(&u);
}

/* Findings may have bytes of files that are no text. */
static void bytes_that_are_no_text(void **state)
{
	struct unit u;
	(void)state;
	unit_open(&u);
	for (int before = 0; before < LENGTH; before++) {
		const char *text = arena_printf(&u.arena, "%*s\xc3z\x80", before, "");
		const char *json = arena_printf(
			&u.arena, "\"%*s\xef\xbf\xbdz\xef\xbf\xbd\"", before, "");
		assert_string_equal(quoted(&u, text), json);
	}
	unit_close(&u);
}

static void members_and_lists(void **state)
{
	struct sbuf out;
	(void)state;
	sbuf_init(&out, 4096);
	jsonout_open(&out, NULL);
	jsonout_text(&out, "a", "");
	jsonout_text(&out, "b", NULL);
	jsonout_list(&out, "c");
	jsonout_flag(&out, NULL, true);
	jsonout_number(&out, NULL, 7);
	jsonout_seconds(&out, NULL, 61500);
	jsonout_seconds(&out, NULL, 3600000);
	jsonout_end(&out);
	jsonout_str(&out, "d", (struct str){"xyz", 2});
	jsonout_close(&out);
	assert_string_equal(out.data, "{\"a\": \"\", \"b\": null, \"c\": [true, 7, 61.5, "
				      "3600], \"d\": \"xy\"}");
	sbuf_release(&out);
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(each_character_in_each_place),
		cmocka_unit_test(bytes_that_are_no_text),
		cmocka_unit_test(members_and_lists),
	};
	return cmocka_run_group_tests(tests, NULL, NULL);
}
