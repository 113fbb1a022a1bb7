/* SPDX-License-Identifier: ISC */
#include "unit.h"

#include "base/diag.h"

static void what_is_added_is_kept(void **state)
{
	(void)state;
	struct unit u;
	unit_open(&u);
	char value[] = "2024-02-30";
	struct fg_place at = {"a.md", 3, 7};
	struct fg_diag *d =
		diag_add(&u.diags, FG_RULE_FILE_UNREADABLE, at, "date %s", value);
	diag_hint(&u.diags, d, "write %d", 29);
	d->related = (struct fg_place){"b.md", 1, 1};
	value[0] = 'X';
	for (int i = 0; i < 100; i++)
		diag_add(&u.diags, FG_RULE_FILE_UNREADABLE, at, "number %d", i);
	assert_int_equal(u.diags.len, 101);
	const struct fg_diag *first = unit_diag(&u, FG_RULE_FILE_UNREADABLE);
	assert_string_equal(first->message, "date 2024-02-30");
	assert_string_equal(first->hint, "write 29");
	assert_int_equal(first->at.line, 3);
	assert_int_equal(first->at.column, 7);
	assert_string_equal(first->related.file, "b.md");
	assert_null(u.diags.data[1].hint);
	assert_null(u.diags.data[1].related.file);
	assert_string_equal(u.diags.data[100].message, "number 99");
	unit_close(&u);
}

static void what_is_moved_survives_its_source(void **state)
{
	(void)state;
	struct unit to, from;
	unit_open(&to);
	unit_open(&from);
	diag_add(&to.diags, FG_RULE_FILE_UNREADABLE, (struct fg_place){0}, "first");
	struct fg_place at = {arena_strdup(&from.arena, "a.md"), 3, 7};
	struct fg_diag *d = diag_add(&from.diags, FG_RULE_FILE_UNREADABLE, at, "second");
	d->related.file = arena_strdup(&from.arena, "b.md");
	diag_hint(&from.diags, d, "hint");
	diag_move(&to.diags, &from.diags, NULL);
	unit_close(&from);
	assert_int_equal(to.diags.len, 2);
	d = &to.diags.data[1];
	assert_string_equal(d->message, "second");
	assert_string_equal(d->hint, "hint");
	assert_string_equal(d->at.file, "a.md");
	assert_int_equal(d->at.line, 3);
	assert_string_equal(d->related.file, "b.md");
	assert_null(to.diags.data[0].hint);
	unit_close(&to);
}

/* However long they are. */
static void messages_are_whole(void **state)
{
	(void)state;
	struct unit u;
	unit_open(&u);
	struct fg_place at = {"a.md", 3, 7};
	char text[600];
	for (size_t len = 250; len < sizeof text; len++) {
		memset(text, 'x', len);
		text[len] = '\0';
		for (int i = 0; i < 2; i++)
			assert_string_equal(diag_add(&u.diags, FG_RULE_FILE_UNREADABLE,
						    at, "%s", text)
						    ->message,
				text);
	}
	unit_close(&u);
}

static void the_same_message_is_kept_once(void **state)
{
	(void)state;
	struct unit u, from;
	unit_open(&u);
	unit_open(&from);
	struct fg_place at = {"a.md", 3, 7};
	const char *first =
		diag_add(&u.diags, FG_RULE_FILE_UNREADABLE, at, "no %d", 1)->message;
	assert_ptr_equal(
		diag_add(&u.diags, FG_RULE_FILE_UNREADABLE, at, "no %d", 1)->message,
		first);
	assert_string_equal(
		diag_add(&u.diags, FG_RULE_FILE_UNREADABLE, at, "no %d", 2)->message,
		"no 2");
	diag_add(&from.diags, FG_RULE_FILE_UNREADABLE, at, "other");
	diag_add(&from.diags, FG_RULE_FILE_UNREADABLE, at, "another");
	diag_move(&u.diags, &from.diags, NULL);
	diag_move(&u.diags, &from.diags, at.file);
	unit_close(&from);
	assert_ptr_equal(u.diags.data[4].at.file, u.diags.data[3].at.file);
	assert_ptr_equal(u.diags.data[5].at.file, at.file);
	assert_ptr_equal(u.diags.data[6].message, u.diags.data[4].message);
	assert_string_equal(u.diags.data[3].message, "other");
	assert_string_equal(u.diags.data[4].message, "another");
	unit_close(&u);
}

static void what_was_cut_off_does_not_shine_through(void **state)
{
	(void)state;
	struct unit u;
	unit_open(&u);
	struct fg_place at = {"a.md", 3, 7};
	struct fg_diag *d = diag_add(&u.diags, FG_RULE_FILE_UNREADABLE, at, "first");
	diag_hint(&u.diags, d, "hint");
	d->related = at;
	u.diags.len = 0;
	d = diag_add(&u.diags, FG_RULE_FILE_UNREADABLE, at, "second");
	assert_null(d->hint);
	assert_null(d->related.file);
	unit_close(&u);
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(what_is_added_is_kept),
		cmocka_unit_test(what_is_moved_survives_its_source),
		cmocka_unit_test(messages_are_whole),
		cmocka_unit_test(the_same_message_is_kept_once),
		cmocka_unit_test(what_was_cut_off_does_not_shine_through),
	};
	return cmocka_run_group_tests(tests, NULL, NULL);
}
