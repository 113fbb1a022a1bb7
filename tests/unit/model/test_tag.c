/* SPDX-License-Identifier: ISC */
/* The table of tags: its promises, and that every row of elements.def finds its own. */
#include "unit.h"

#include "base/str.h"
#include "model/element.h"
#include "model/tag.h"

static void each_element_has_its_tag(void **state)
{
	const struct element *e;
	size_t n = 0;
	(void)state;
	for (size_t i = 0; (e = element_at(i)); i++) {
		if (e->how != HOW_TAG)
			continue;
		int id = tag_of_field(e->scope == ELEMENT_CHANNEL, e->field);
		assert_true(id >= 0);
		assert_string_equal(tag_row((enum tag_id)id)->name, e->rss);
		assert_int_equal(tag_row((enum tag_id)id)->most, e->most);
		n++;
	}
	assert_true(n >= 28);
	assert_int_equal(tag_of_field(true, FG_SHOW_TITLE), -1);
}

/* Is the name that of an attribute, of a child or "text"? */
static bool is_part(enum tag_id id, const char *name)
{
	return tag_attribute_named(id, name) >= 0 ||
	       tag_named(tag_row(id)->inside, name) >= 0 || strcmp(name, "text") == 0;
}

static void rows_say_what_there_is(void **state)
{
	struct unit u;
	(void)state;
	unit_open(&u);
	for (int i = 0; i < TAG_COUNT; i++) {
		enum tag_id id = (enum tag_id)i;
		const struct tag_row *row = tag_row(id);
		if (!row->is_written)
			continue;
		struct str rest = str_of(row->lone), part;
		while (str_cut(&rest, '|', &part) && part.len)
			assert_true(is_part(
				id, arena_strndup(u.run.arena, part.data, part.len)));
		assert_true(!*row->key || tag_attribute_named(id, row->key) >= 0);
		assert_int_equal(row->form != FORM_EMPTY, *row->text_names != '\0');
		if (row->parents & ~(1u << TAG_IN_CHANNEL | 1u << TAG_IN_ITEM))
			assert_true(*row->names);
	}
	unit_close(&u);
}

/* No two parts of a tag have the same name: what is written must mean one thing. */
static void names_mean_one_thing(void **state)
{
	(void)state;
	for (int i = 0; i < TAG_COUNT; i++) {
		enum tag_id id = (enum tag_id)i;
		const struct tag_attribute *a;
		for (size_t n = 0; (a = tag_attribute(id, n)); n++) {
			assert_int_equal(tag_attribute_named(id, a->name), n);
			if (tag_has_name(tag_row(id)->text_names, a->name))
				fail_msg("%s of %s is its text too", a->name,
					tag_row(id)->name);
		}
	}
}

static void names_are_shown_as_people_write_them(void **state)
{
	struct unit u;
	(void)state;
	unit_open(&u);
	assert_string_equal(tag_shown_name(u.run.arena, "startTime"), "start_time");
	assert_string_equal(tag_shown_name(u.run.arena, "aspect-ratio"), "aspect_ratio");
	assert_string_equal(tag_shown_name(u.run.arena, "text, label"), "text");
	unit_close(&u);
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(each_element_has_its_tag),
		cmocka_unit_test(rows_say_what_there_is),
		cmocka_unit_test(names_mean_one_thing),
		cmocka_unit_test(names_are_shown_as_people_write_them),
	};
	return cmocka_run_group_tests(tests, NULL, NULL);
}
