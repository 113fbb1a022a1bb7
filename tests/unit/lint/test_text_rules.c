/* SPDX-License-Identifier: ISC */
#include "lint/bench.h"

/* n times the text, in the arena. */
static const char *times(struct bench *b, size_t n, const char *text)
{
	char *all = arena_alloc(&b->unit.arena, n * strlen(text) + 1);
	for (size_t i = 0; i < n; i++)
		memcpy(all + i * strlen(text), text, strlen(text));
	return all;
}

/* Limits count characters, not bytes. */
static void test_long_title(void **state)
{
	struct bench *b = *state;
	b->newer.title = times(b, 100, "ö");
	bench_clean(b);
	b->newer.title = times(b, 255, "ö");
	bench_finds_newer(b, TEXT_TITLE_STUFFED, TITLE, "the title has 255 characters");
	b->newer.title = "A | b";
	bench_clean(b);
	b->newer.title = "A | b | c";
	bench_finds_newer(b, TEXT_TITLE_STUFFED, TITLE,
		"the title has 9 characters in several parts");
	b->newer.title = times(b, 256, "ö");
	bench_finds_newer(b, TEXT_TITLE_LONG, TITLE,
		"the title has 256 characters, but there is room for 255");
}

static void test_long_values(void **state)
{
	struct bench *b = *state;
	b->newer.number_display = times(b, 32, "x");
	b->newer.season_name = times(b, 128, "x");
	bench_clean(b);
	b->newer.number_display = times(b, 33, "x");
	bench_finds_newer(b, TEXT_VALUE_LONG, NUMBER_DISPLAY,
		"the number_display has 33 characters, but there is room for 32");
	b->newer.number_display = NULL;
	b->show.author = times(b, 256, "x");
	bench_finds_show(b, TEXT_VALUE_LONG, AUTHOR,
		"the show's author has 256 characters, but there is room for 255");
}

static void test_long_description(void **state)
{
	struct bench *b = *state;
	b->show.description = times(b, 4000, "x");
	bench_clean(b);
	b->show.description = times(b, 2001, "ö");
	bench_finds_show(b, TEXT_DESCRIPTION_LONG, DESCRIPTION,
		"the show's description has 4002 bytes, but there is room for 4,000");
}

static void test_markup(void **state)
{
	struct bench *b = *state;
	static const char *const plain[] = {
		"a < b > c", "R&D; AT&T", "<3", "x <- y", "&;"};
	for (size_t i = 0; i < 5; i++) {
		b->newer.title = plain[i];
		bench_clean(b);
	}
	static const char *const markup[] = {"<b>x</b>", "x</i>", "Ben &amp; Jo",
		"it&#39;s", "it&#x27;s", "<!-- x -->"};
	for (size_t i = 0; i < 5; i++) {
		b->newer.title = markup[i];
		bench_finds_newer(b, TEXT_TITLE_HTML, TITLE,
			arena_printf(&b->unit.arena, "the title has HTML in it: “%s”",
				markup[i]));
	}
}

static void test_whitespace(void **state)
{
	struct bench *b = *state;
	b->newer.subtitle = "one\ntwo";
	bench_finds_newer(
		b, TEXT_WHITESPACE, SUBTITLE, "the subtitle has a line break in it");
	b->newer.subtitle = "one\ttwo";
	bench_finds_newer(b, TEXT_WHITESPACE, SUBTITLE, "the subtitle has a tab in it");
}

static void test_broken_characters(void **state)
{
	struct bench *b = *state;
	b->newer.title = "caf\xc2\x92s";
	bench_finds_newer(
		b, TEXT_MOJIBAKE, TITLE, "the title has the broken character U+0092");
	b->newer.title = "caf\xef\xbf\xbd";
	bench_finds_newer(
		b, TEXT_MOJIBAKE, TITLE, "the title has the broken character U+FFFD");
	b->newer.title = "café\xc2\xa0noir";
	bench_clean(b);
}

static void test_invisible_characters(void **state)
{
	struct bench *b = *state;
	b->newer.title = "a\u200bb";
	bench_finds_newer(b, TEXT_CONTROL_BIDI, TITLE,
		"the title has characters in it that cannot be seen");
	static const char *const unbalanced[] = {"a\u202eb", "a\u202c\u202eb", "\u2066a"};
	for (size_t i = 0; i < 3; i++) {
		b->newer.title = unbalanced[i];
		bench_finds_newer(b, TEXT_CONTROL_BIDI, TITLE,
			"the title changes the direction of writing and does not end it");
	}
	b->newer.title = "\u2067שלום\u2069 \u202aok\u202c \U0001f469\u200d\U0001f4bb";
	bench_clean(b);
}

static void test_people(void **state)
{
	struct bench *b = *state;
	struct fg_person ada = {.name = "Host One", .role = "guest", .group = "cast"};
	ada.at = bench_at(33);
	*vec_push(&b->unit.arena, &b->newer.people) = ada;
	struct fg_person *p = b->newer.people.data;
	bench_clean(b);
	p->role = "boss";
	bench_finds(b, FG_RULE_PERSON_ROLE_UNKNOWN, "two.md", 33,
		"Host One has the role “boss”, which apps do not know");
	p->role = NULL;
	p->group = "friends";
	bench_finds(b, FG_RULE_PERSON_GROUP_UNKNOWN, "two.md", 33,
		"Host One is in the group “friends”, which apps do not know");
	p->group = NULL;
	p->name = times(b, 129, "ö");
	bench_finds(b, FG_RULE_PERSON_NAME_LONG, "two.md", 33,
		"the name of a person has 129 characters, but there is room for 128");
	p->name = NULL;
	bench_clean(b); /* the reader has reported it */
}

static void notes_find(struct bench *b, int rule, unsigned line, const char *message)
{
	b->unit.diags = (struct fg_diags){.arena = &b->unit.arena};
	fg_lint_notes(&b->unit.run, &b->show, &b->newer, &b->notes);
	bench_expect(b, rule < 0 ? 0 : 1);
	if (rule < 0)
		return;
	const struct fg_diag *d = unit_diag(&b->unit, rule);
	assert_string_equal(d->message, message);
	assert_string_equal(d->at.file, "two.md");
	assert_int_equal(d->at.line, line);
}

static void test_notes(void **state)
{
	struct bench *b = *state;
	b->newer.body_line = 12;
	notes_find(b, -1, 0, NULL);
	b->notes.html = times(b, 5000, "x");
	b->notes.html_len = 5000;
	b->notes.description_cut = true;
	notes_find(b, FG_RULE_TEXT_NOTES_LONG, 12,
		"the notes have 5000 bytes of HTML, so their short form is cut at 4,000");
	b->newer.description = "A long one";
	b->newer.at[FG_EP_DESCRIPTION] = bench_at(9);
	notes_find(b, FG_RULE_TEXT_NOTES_LONG, 9,
		"the description has more than 4,000 bytes as HTML, and is cut there");
	b->newer.description = NULL;
	b->notes = (struct fg_notes){.html = ""};
	notes_find(b, FG_RULE_TEXT_NOTES_MISSING, 0, "the episode has no notes");
	b->newer.description = "In short";
	notes_find(b, -1, 0, NULL);
}

/* What a template makes is told once, at the template. */
static void test_inherited_is_told_once(void **state)
{
	struct bench *b = *state;
	b->newer.link = "https://example.com/two";
	b->older.link = "https://example.com/one";
	b->newer.at[FG_EP_LINK] = b->older.at[FG_EP_LINK] =
		(struct fg_pos){21, 9, FG_INHERITED, false};
	bench_finds(b, FG_RULE_URL_RESERVED, "feed.yaml", 21,
		"the link https://example.com/two is at a host that is only for "
		"examples");
	b->newer.at[FG_EP_LINK] = bench_at(5);
	b->older.at[FG_EP_LINK] = bench_at(5);
	b->unit.diags.len = 0;
	fg_lint_show(&b->unit.run, &b->show);
	assert_int_equal(b->unit.diags.len, 2);
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		BENCH_TEST(test_long_title),
		BENCH_TEST(test_long_values),
		BENCH_TEST(test_long_description),
		BENCH_TEST(test_markup),
		BENCH_TEST(test_whitespace),
		BENCH_TEST(test_broken_characters),
		BENCH_TEST(test_invisible_characters),
		BENCH_TEST(test_people),
		BENCH_TEST(test_notes),
		BENCH_TEST(test_inherited_is_told_once),
	};
	return cmocka_run_group_tests(tests, NULL, NULL);
}
