/* SPDX-License-Identifier: ISC */
#include "unit.h"

#include "render/shortcode.h"

enum { LINE = 10, OUT_MAX = 1 << 20 };

static struct fg_entry shortcodes[] = {
	{"aside", "<blockquote>{body}</blockquote>", {5, 3, FG_WRITTEN, false}},
	{"who", "<b>{1}</b>", {6, 3, FG_WRITTEN, false}},
};

/* The expansion of source, in u's arena. */
static const char *expand(struct unit *u, const char *source)
{
	struct fg_show show = {.file = "show.yaml", .shortcodes = {shortcodes, 2, 2}};
	struct fg_episode ep = {.file = "e.md"};
	struct sbuf out;
	sbuf_init(&out, OUT_MAX);
	u->diags.len = 0;
	struct fg_body body = {source, strlen(source), LINE};
	assert_true(shortcode_expand(&u->run, &show, &ep, &body, &out));
	const char *text = arena_strdup(&u->arena, out.data);
	sbuf_release(&out);
	return text;
}

static void test_notes_stand_at_the_end(void **state)
{
	(void)state;
	static const struct {
		const char *source, *expanded;
	} e[] = {
		{"a[^1] b\n\n[^1]: The *note*.\n\nc\n",
			"a\\[1\\] b\n\n\n\nc\n\n\n***\n\n1. The *note*.\n\n"},
		/* numbered by first use; used twice, listed once */
		{"a[^x] b[^y] c[^X]\n\n[^y]: why\n[^x]: ex\n",
			"a\\[1\\] b\\[2\\] c\\[1\\]\n\n\n\n\n\n***\n\n1. ex\n\n2. "
			"why\n\n"},
		/* the definition goes on */
		{"a[^1]\n\n[^1]: one\ntwo\n\n    three\n\n    - four\n\nfive\n",
			"a\\[1\\]\n\n\n\n\n\n\n\n\nfive\n\n\n***\n\n1. one\n   two\n\n   "
			"three\n\n"
			"   - four\n\n"},
		{"a[^1]\n\n[^1]:\n\n    one\n",
			"a\\[1\\]\n\n\n\n\n\n\n***\n\n1. one\n\n"},
		/* a note's own footnote, shortcode and code */
		{"a[^1]\n\n[^1]: see[^2] {% who x %} `{% who %}`\n[^2]: two[^1]\n",
			"a\\[1\\]\n\n\n\n\n\n***\n\n1. see\\[2\\] <b>x</b> `{% who "
			"%}`\n\n2. "
			"two\\[1\\]\n\n"},
		/* in a shortcode's body, and before a link */
		{"a {% aside %}b[^1]{% endaside %} [^1](c)\n\n[^1]: n\n",
			"a <blockquote>b\\[1\\]</blockquote> "
			"\\[1\\](c)\n\n\n\n\n***\n\n1. n\n\n"},
		/* a fence that is never closed does not take the notes in */
		{"a[^1]\n\n[^1]: n\n\n```\ncode",
			"a\\[1\\]\n\n\n\n```\ncode\n```\n\n***\n\n1. n\n\n"},
	};
	struct unit u;
	unit_open(&u);
	for (size_t i = 0; i < sizeof e / sizeof *e; i++) {
		assert_string_equal(expand(&u, e[i].source), e[i].expanded);
		assert_int_equal(u.diags.len, 0);
	}
	unit_close(&u);
}

static void test_what_is_no_footnote(void **state)
{
	(void)state;
	static const char *const same[] = {"`[^1]`", "\\[^1]", "[^]", "[^a b]", "[^ ]",
		"^[inline]", "[1]", "[a][^", "    [^1]: code\n"};
	struct unit u;
	unit_open(&u);
	for (size_t i = 0; i < sizeof same / sizeof *same; i++) {
		assert_string_equal(expand(&u, same[i]), same[i]);
		assert_int_equal(u.diags.len, 0);
	}
	unit_close(&u);
}

static void test_undefined_mark_stays(void **state)
{
	(void)state;
	struct unit u;
	unit_open(&u);
	assert_string_equal(expand(&u, "a\nb [^x] c"), "a\nb [^x] c");
	const struct fg_diag *d = unit_diag(&u, FG_RULE_FOOTNOTE_UNDEFINED);
	assert_string_equal(d->message, "the footnote [^x] is not in the notes");
	assert_int_equal(d->at.line, LINE + 1);
	assert_int_equal(d->at.column, 3);
	assert_int_equal(fg_rule_at(FG_RULE_FOOTNOTE_UNDEFINED)->severity, FG_HINT);
	unit_close(&u);
}

static void test_unused_note_is_dropped(void **state)
{
	(void)state;
	struct unit u;
	unit_open(&u);
	assert_string_equal(expand(&u, "a\n\n[^x]: note\n"), "a\n\n\n");
	const struct fg_diag *d = unit_diag(&u, FG_RULE_FOOTNOTE_UNUSED);
	assert_string_equal(
		d->message, "nothing refers to the footnote [^x]; it is left out");
	assert_int_equal(d->at.line, LINE + 2);
	assert_int_equal(d->at.column, 1);
	unit_close(&u);
}

static void test_first_of_two_is_taken(void **state)
{
	(void)state;
	struct unit u;
	unit_open(&u);
	assert_string_equal(expand(&u, "a[^x]\n\n[^x]: one\n[^x]: two\n"),
		"a\\[1\\]\n\n\n\n\n\n***\n\n1. one\n\n");
	const struct fg_diag *d = unit_diag(&u, FG_RULE_FOOTNOTE_DUPLICATE);
	assert_int_equal(d->at.line, LINE + 3);
	assert_int_equal(d->related.line, LINE + 2);
	unit_close(&u);
}

/* A shortcode is not ended by a tag in a footnote that stands between. */
static void test_notes_pair_their_own_tags(void **state)
{
	(void)state;
	struct unit u;
	unit_open(&u);
	expand(&u, "{% aside %}a[^1]\n\n[^1]: note {% endaside %}\n\nb {% endaside %}\n");
	assert_int_equal(unit_count(&u, FG_RULE_SHORTCODE_UNPAIRED), 1);
	assert_int_equal(unit_diag(&u, FG_RULE_SHORTCODE_UNPAIRED)->at.line, LINE + 2);
	unit_close(&u);
}

static void test_three_digits(void **state)
{
	(void)state;
	struct unit u;
	struct sbuf s;
	unit_open(&u);
	sbuf_init(&s, OUT_MAX);
	for (int i = 1; i <= 100; i++)
		sbuf_printf(&s, "a[^n%d]\n", i);
	for (int i = 1; i <= 100; i++)
		sbuf_printf(&s, "\n[^n%d]: one\n\n    two\n", i);
	const char *out = expand(&u, s.data);
	assert_non_null(strstr(out, "\n9. one\n\n   two\n\n10. one\n\n    two\n"));
	assert_non_null(strstr(out, "\n100. one\n\n     two\n"));
	sbuf_release(&s);
	unit_close(&u);
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(test_notes_stand_at_the_end),
		cmocka_unit_test(test_what_is_no_footnote),
		cmocka_unit_test(test_undefined_mark_stays),
		cmocka_unit_test(test_unused_note_is_dropped),
		cmocka_unit_test(test_first_of_two_is_taken),
		cmocka_unit_test(test_notes_pair_their_own_tags),
		cmocka_unit_test(test_three_digits),
	};
	return cmocka_run_group_tests(tests, NULL, NULL);
}
