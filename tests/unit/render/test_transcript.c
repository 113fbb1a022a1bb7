/* SPDX-License-Identifier: ISC */
#include "unit.h"

#include "render/transcript.h"

struct example {
	const char *body, *before, *section, *after;
	unsigned section_line;
};

static void check(const struct example *e, const char *heading)
{
	struct transcript_cut cut;
	struct unit u;
	unit_open(&u);
	if (!transcript_find(&u.arena, str_of(e->body), heading, &cut))
		fail_msg("no transcript in: %s", e->body);
	struct arena *a = &u.arena;
	assert_string_equal(arena_strndup(a, cut.before.data, cut.before.len), e->before);
	assert_string_equal(
		arena_strndup(a, cut.section.data, cut.section.len), e->section);
	assert_string_equal(arena_strndup(a, cut.after.data, cut.after.len), e->after);
	assert_int_equal(cut.section_line, e->section_line);
	unit_close(&u);
}

static void check_none(const char *body, const char *heading)
{
	struct transcript_cut cut;
	struct unit u;
	unit_open(&u);
	assert_false(transcript_find(&u.arena, str_of(body), heading, &cut));
	unit_close(&u);
}

static void test_headings(void **state)
{
	(void)state;
	static const struct example e[] = {
		{"a\n\n## Transcript\n\n**Fin**\n", "a\n\n", "\n**Fin**\n", "", 3},
		{"# transcript #\nb", "", "b", "", 1},
		{"a\n### **Transcript:** ###\nb", "a\n", "b", "", 2},
		{"a\n## Transcript {#transcript}\nb", "a\n", "b", "", 2},
		{"a\n\nTranscript\n---\nb\n", "a\n\n", "b\n", "", 4},
		{"a\n\n  TRANSCRIPT\n=\nb\n", "a\n\n", "b\n", "", 4},
		{"a\n## Transcript", "a\n", "", "", 2},
		{"```\n## Transcript\n```\n## Transcript\nb", "```\n## Transcript\n```\n",
			"b", "", 4},
	};
	for (size_t i = 0; i < sizeof e / sizeof *e; i++)
		check(&e[i], "Transcript");
}

static void test_other_words(void **state)
{
	(void)state;
	check(&(struct example){"## Abschrift\nb", "", "b", "", 1}, "Abschrift");
	check(&(struct example){"## Full transcript\nb", "", "b", "", 1},
		" full Transcript: ");
}

static void test_what_is_no_transcript(void **state)
{
	(void)state;
	static const char *const bodies[] = {"", "Transcript", "a\nTranscript\n",
		"## Transcripts\n", "## The transcript\n", "#Transcript\n",
		"    ## Transcript\n", "```\n## Transcript\n",
		"~~~\n## Transcript\n~~~\n", "> ## Transcript\n", "- ## Transcript\n",
		"a\nTranscript\n---\n", "<div>\n## Transcript\n</div>\n",
		"####### Transcript\n", "##\n", "## \n"};
	for (size_t i = 0; i < sizeof bodies / sizeof *bodies; i++)
		check_none(bodies[i], "Transcript");
	check_none("##\n", "");
	check_none("## :\n", "#");
}

/* What is hidden is no heading, and hides none; a comment is never cut in two. */
static void test_comments(void **state)
{
	(void)state;
	static const struct example e[] = {
		{"a\n\n%%\n## Transcript\nno\n%%\n\n## Transcript\nb\n",
			"a\n\n%%\n## Transcript\nno\n%%\n\n", "b\n", "", 8},
		{"%%\n```\n%%\n\n## Transcript\nb\n", "%%\n```\n%%\n\n", "b\n", "", 5},
		{"## Transcript\na\n\n%%\n# Mine\n\n## Links\n%%\n\nb\n## Links\nc\n", "",
			"a\n\n%%\n# Mine\n\n## Links\n%%\n\nb\n", "## Links\nc\n", 1},
		{"## Transcript\na\n{# %%\n# Mine\n#}\nb\n", "",
			"a\n{# %%\n# Mine\n#}\nb\n", "", 1},
		{"%%\n%%# Transcript\na\n{# a\n#}# Transcript\n# Transcript {#\n#}\n"
		 "# Transcript\nb\n%%\n%%# c\n%%\n%%Mine\n====\n# c {#\n#}\n# d\n",
			"%%\n%%# Transcript\na\n{# a\n#}# Transcript\n# Transcript "
			"{#\n#}\n",
			"b\n%%\n%%# c\n%%\n%%Mine\n====\n# c {#\n#}\n", "# d\n", 8},
		{"`%%`\n## Transcript\na\n## Links\n`%%`\n", "`%%`\n", "a\n",
			"## Links\n`%%`\n", 2},
	};
	for (size_t i = 0; i < sizeof e / sizeof *e; i++)
		check(&e[i], "Transcript");
	check_none("a\n\n%%\n## Transcript\n\nsecret\n%%\n", "Transcript");
	check_none("{%- comment %}\n\n# Transcript\n{% endcomment %}\n", "Transcript");
}

static void test_ends(void **state)
{
	(void)state;
	static const struct example e[] = {
		{"## Transcript\n\na\n\n## Links\n\nb\n", "", "\na\n\n",
			"## Links\n\nb\n", 1},
		{"## Transcript\na\n# Links\n", "", "a\n", "# Links\n", 1},
		{"## Transcript\na\n\nLinks\n=====\n", "", "a\n\n", "Links\n=====\n", 1},
		{"### Transcript\na\n\nLinks\n-----\nb", "", "a\n\n", "Links\n-----\nb",
			1},
		/* deeper headings belong to it; so does what is no heading */
		{"## Transcript\na\n### Intro\nb\n#### Sub\n", "",
			"a\n### Intro\nb\n#### Sub\n", "", 1},
		{"## Transcript\na\n\n---\n\nb\n```\n# code\n```\n> # quote\n", "",
			"a\n\n---\n\nb\n```\n# code\n```\n> # quote\n", "", 1},
		{"# Transcript\na\n\nLinks\n---\nb", "", "a\n\nLinks\n---\nb", "", 1},
		{"## Transcript\na\n\n[b]: c\n---\nd", "", "a\n\n[b]: c\n---\nd", "", 1},
	};
	for (size_t i = 0; i < sizeof e / sizeof *e; i++)
		check(&e[i], "Transcript");
}

/* Headings of its own level are part of it where its people go on speaking. */
static void test_chapters_of_the_same_level(void **state)
{
	(void)state;
	static const char *const parts[] = {
		"**Ann**\n\na\n\n# Two\n\n**Ann**\n\nb\n",
		"**Ann:** a\n\n# Two\n# Three\n\n**Ann:** b\n",
		"**Ann**: a\n# Two\n## Three\n**Ann**: b\n",
		"a\n# Two\n\n**Ben 1:02:03**\n",
		"a\n# Two\n\n**Ben** (1:02)\n",
		"a\n# Two\n\n[00:06:30] b\n",
		"\n# One\n\n**Ann**\n\na\n",
		"**Ann**: a\n---\n**Ben**: b\n\n**Ann**: c\n===\n",
	};
	static const struct example ends[] = {
		{"# Transcript\n**Ann**: a\n# Credits\n**Music:** b\n", "",
			"**Ann**: a\n", "# Credits\n**Music:** b\n", 1},
		{"# Transcript\n\n# Credits\n**Music:** b\n", "", "\n",
			"# Credits\n**Music:** b\n", 1},
		{"# Transcript\nsoon\n# Credits\n**Ann**\n", "", "soon\n",
			"# Credits\n**Ann**\n", 1},
		{"# Transcript\n**Ann** is here.\n# More\n**Ann** is not.\n", "",
			"**Ann** is here.\n", "# More\n**Ann** is not.\n", 1},
		{"## Transcript\n**Ann**: a\n\n**Credits:**\n---\nb", "",
			"**Ann**: a\n\n", "**Credits:**\n---\nb", 1},
		{"# Transcript\n**Ann**: a\n# At 10:30\nWe meet at 10:30.\n", "",
			"**Ann**: a\n", "# At 10:30\nWe meet at 10:30.\n", 1},
	};
	struct unit u;
	unit_open(&u);
	for (size_t i = 0; i < sizeof parts / sizeof *parts; i++) {
		const char *body = arena_printf(&u.arena, "# Transcript\n%s", parts[i]);
		check(&(struct example){body, "", parts[i], "", 1}, "Transcript");
	}
	for (size_t i = 0; i < sizeof ends / sizeof *ends; i++)
		check(&ends[i], "Transcript");
	unit_close(&u);
}

/* Would take minutes if each heading were looked behind anew. */
static void test_time_is_linear(void **state)
{
	(void)state;
	static const char *const units[] = {"# a\n", "#\n", "a\n=\n", "**A**\n",
		"# a\n\n", "\n", "%%\n# a\n", "{#\n# a\n", "{% comment %}\n"};
	enum { SIZE = 1 << 20 };
	struct transcript_cut cut;
	struct unit u;
	unit_open(&u);
	for (size_t i = 0; i < sizeof units / sizeof *units; i++) {
		struct sbuf s;
		sbuf_init(&s, 2 * SIZE);
		sbuf_str(&s, "# Transcript\n");
		while (s.len < SIZE)
			sbuf_str(&s, units[i]);
		sbuf_str(&s, "**A 1:00**\n");
		assert_true(transcript_find(&u.arena, sbuf_text(&s), "Transcript", &cut));
		sbuf_release(&s);
	}
	unit_close(&u);
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(test_headings),
		cmocka_unit_test(test_other_words),
		cmocka_unit_test(test_what_is_no_transcript),
		cmocka_unit_test(test_comments),
		cmocka_unit_test(test_ends),
		cmocka_unit_test(test_chapters_of_the_same_level),
		cmocka_unit_test(test_time_is_linear),
	};
	return cmocka_run_group_tests(tests, NULL, NULL);
}
