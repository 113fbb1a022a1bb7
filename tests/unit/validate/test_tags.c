/* SPDX-License-Identifier: ISC */
/*
 * The grammar and the table of tags say the same: an attribute that is required may not be
 * missing, others may, and a value that is not of its form is refused.
 */
#include "fixture.h"

/* Writes the show and the episode as they are now. Is what belongs to scope valid? */
static bool is_valid(struct fixture *f, enum element_scope scope)
{
	struct fg_feed feed = {.format = FG_RSS, .show = &f->s.show};
	sbuf_reset(&f->bad);
	if (scope == ELEMENT_CHANNEL) {
		assert_true(fg_write_head(&f->u.run, &feed, &f->bad));
		assert_true(fg_write_tail(&f->u.run, &feed, &f->bad));
	} else {
		assert_true(fg_write_item(
			&f->u.run, &feed, &f->s.episode, &f->s.notes, &f->bad));
	}
	return check(f, scope, &f->bad);
}

/* Texts may be anything. */
static bool is_judged(enum form form)
{
	return form_limit(form) == 0 && form != FORM_ANY && form != FORM_HTML &&
	       form != FORM_IDENTIFIER && form != FORM_RRULE;
}

static void spoil(struct fixture *f, enum element_scope scope, struct fg_tag *tag)
{
	const struct tag_attribute *a;
	const char *element = tag_row((enum tag_id)tag->id)->name;
	for (size_t i = 0; (a = tag_attribute((enum tag_id)tag->id, i)); i++) {
		const char *right = tag->values[i].text;
		tag->values[i].text = NULL;
		bool is_special = tag->id == TAG_PODCAST_SOCIAL; /* disabled has no uri */
		if (!is_special && is_valid(f, scope) != (a->need != TAG_REQUIRED))
			fail_msg("%s without %s", element, a->name);
		tag->values[i].text = "none such";
		if (is_judged(a->form) && is_valid(f, scope))
			fail_msg("%s with %s=\"none such\"", element, a->name);
		tag->values[i].text = right;
	}
	for (size_t i = 0; i < tag->children.len; i++)
		spoil(f, scope, &tag->children.data[i]);
}

static void attributes_of_the_channel(void **state)
{
	struct fixture *f = *state;
	assert_true(is_valid(f, ELEMENT_CHANNEL));
	for (size_t i = 0; i < f->s.show.tags.len; i++)
		spoil(f, ELEMENT_CHANNEL, &f->s.show.tags.data[i]);
}

static void attributes_of_the_item(void **state)
{
	struct fixture *f = *state;
	assert_true(is_valid(f, ELEMENT_ITEM));
	for (size_t i = 0; i < f->s.episode.tags.len; i++)
		spoil(f, ELEMENT_ITEM, &f->s.episode.tags.data[i]);
}

static void social_interaction(void **state)
{
	struct fixture *f = *state;
	struct fg_tag *tag = f->s.episode.tags.data;
	while (tag->id != TAG_PODCAST_SOCIAL)
		tag++;
	tag_set(tag, "uri", NULL);
	assert_false(is_valid(f, ELEMENT_ITEM));
	tag_set(tag, "protocol", "disabled");
	assert_true(is_valid(f, ELEMENT_ITEM));
	tag_set(tag, "protocol", NULL);
	assert_false(is_valid(f, ELEMENT_ITEM));
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test_setup_teardown(
			attributes_of_the_channel, open_fixture, close_fixture),
		cmocka_unit_test_setup_teardown(
			attributes_of_the_item, open_fixture, close_fixture),
		cmocka_unit_test_setup_teardown(
			social_interaction, open_fixture, close_fixture),
	};
	return cmocka_run_group_tests(tests, NULL, NULL);
}
