/* SPDX-License-Identifier: ISC */
/* The elements table: its promises, and that the writer keeps to it. */
#include "unit.h"
#include "sample.h"

#include "model/element.h"

static bool declared(const char *name)
{
	const char *colon = strchr(name, ':');
	/* Chapters declare their own: few feeds have them. */
	if (!colon || strncmp(name, "psc:", 4) == 0)
		return true;
	const struct element_namespace *ns;
	for (size_t i = 0; (ns = element_namespace_at(i)); i++) {
		size_t len = strlen(ns->prefix);
		if (len == (size_t)(colon - name) && strncmp(ns->prefix, name, len) == 0)
			return true;
	}
	return false;
}

/* Links of a channel share a name, and differ in their relation. */
static bool same(const struct element *found, const struct element *e)
{
	return found == e || strcmp(e->rss, "atom:link") == 0;
}

static void rows_are_sound(void **state)
{
	(void)state;
	const struct element *e;
	size_t n = 0;
	for (; (e = element_at(n)); n++) {
		assert_true(*e->rss || *e->atom || *e->json);
		assert_true(declared(e->rss));
		assert_true(e->least <= e->most);
		assert_true(e->how < HOW_COUNT);
		assert_true(!*e->rss || same(element_find(e->scope, e->rss), e));
		int fields = e->scope == ELEMENT_ITEM ? (int)FG_EP_FIELD_COUNT
						      : (int)FG_SHOW_FIELD_COUNT;
		assert_in_range(e->field + 1, 0, fields);
	}
	assert_true(n > 40);
	assert_null(element_at(n + 1));
}

static void unknown_names(void **state)
{
	(void)state;
	assert_null(element_find(ELEMENT_ITEM, "itunes:complete"));
	assert_null(element_find(ELEMENT_CHANNEL, "enclosure"));
	assert_null(element_find(ELEMENT_CHANNEL, "ITUNES:TYPE"));
	assert_null(element_find(ELEMENT_CHANNEL, ""));
}

static void namespaces(void **state)
{
	(void)state;
	size_t n = 0;
	while (element_namespace_at(n))
		n++;
	assert_int_equal(n, 4);
}

/* A show and an episode that have everything use every row, in the table's order. */
static void output_has_every_row_in_order(void **state)
{
	(void)state;
	struct unit u;
	struct sample s;
	struct sbuf out;
	unit_open(&u);
	sample_fill(&s);
	struct fg_chapter chapter = {.title = "Intro"};
	s.show.chapters_inline = true;
	s.notes.chapters = (struct fg_chapters){&chapter, 1, 1};
	sbuf_init(&out, 1 << 20);
	assert_true(fg_write_head(
		&u.run, &(struct fg_feed){FG_RSS, &s.show, &s.page, NULL}, &out));
	assert_true(fg_write_item(&u.run, &(struct fg_feed){FG_RSS, &s.show, NULL, NULL},
		&s.episode, &s.notes, &out));
	const char *at = out.data;
	const struct element *e;
	for (size_t i = 0; (e = element_at(i)); i++) {
		char line[64];
		if (!*e->rss)
			continue;
		snprintf(line, sizeof line, "\n    %s<%s",
			e->scope == ELEMENT_ITEM ? "  " : "", e->rss);
		at = strstr(at, line);
		if (!at)
			fail_msg("<%s> is missing or out of order", e->rss);
	}
	sbuf_release(&out);
	unit_close(&u);
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(rows_are_sound),
		cmocka_unit_test(unknown_names),
		cmocka_unit_test(namespaces),
		cmocka_unit_test(output_has_every_row_in_order),
	};
	return cmocka_run_group_tests_name("write/elements", tests, NULL, NULL);
}
