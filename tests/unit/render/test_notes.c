/* SPDX-License-Identifier: ISC */
#include "unit.h"

static struct fg_entry shortcodes[] = {
	{"aside", "<blockquote>{body}</blockquote>", {5, 3, FG_WRITTEN, false}},
	{"image", "<img src=\"{1}\" alt=\"{2}\">", {6, 3, FG_WRITTEN, false}},
	{"flood", "{1}{1}{1}{1}{1}{1}{1}{1}{1}{1}", {7, 3, FG_WRITTEN, false}},
};

struct bench {
	struct unit u;
	struct fg_show show;
	struct fg_episode ep;
	struct fg_notes notes;
};

static void bench_open(struct bench *b)
{
	memset(b, 0, sizeof *b);
	unit_open(&b->u);
	b->show = (struct fg_show){.file = "show.yaml",
		.link = "https://example.com/",
		.shortcodes = {shortcodes, 3, 3}};
	b->ep = (struct fg_episode){.file = "e.md", .link = "https://example.com/e/1/"};
}

static bool render(struct bench *b, const char *text)
{
	struct fg_body body = {text, strlen(text), 10};
	b->u.diags.len = 0;
	bool ok = fg_render(&b->u.run, &b->show, &b->ep, &body, &b->notes);
	if (ok) {
		assert_int_equal(b->notes.html_len, strlen(b->notes.html));
		assert_int_equal(b->notes.description_len, strlen(b->notes.description));
		assert_int_equal(b->notes.text_len, strlen(b->notes.text));
		assert_int_equal(b->notes.transcript_len, strlen(b->notes.transcript));
	}
	return ok;
}

static void test_everything(void **state)
{
	(void)state;
	struct bench b;
	bench_open(&b);
	assert_true(render(&b, "# Hello\n\nA *short* [note](more), and a mark[^1].\n\n"
			       "{% aside %}\nBe **kind**.\n{% endaside %}\n\n"
			       "{% image 'a.jpg' 'A picture' %}\n\n[^1]: the note\n\n"
			       "## Transcript\n\n**Ann**: Hi.\n"));
	assert_int_equal(b.u.diags.len, 0);
	assert_has(b.notes.html, "<em>short</em>");
	assert_has(b.notes.html, "href=\"https://example.com/e/1/more\"");
	assert_has(b.notes.html, "a mark[1].");
	assert_has(b.notes.html,
		"<blockquote><p>Be <strong>kind</strong>.</p></blockquote>");
	assert_has(b.notes.html, "src=\"https://example.com/e/1/a.jpg\"");
	assert_has(b.notes.html, "<li>the note</li>");
	assert_lacks(b.notes.html, "Ann");
	assert_has(b.notes.description, "<em>short</em>");
	assert_lacks(b.notes.description, "<blockquote");
	assert_lacks(b.notes.description, "<img");
	assert_has(b.notes.text, "A short note, and a mark[1].");
	assert_string_equal(b.notes.transcript, "\n**Ann**: Hi.\n");
	assert_int_equal(b.notes.transcript_line, 23);
	assert_false(b.notes.description_cut);
	unit_close(&b.u);
}

static void test_nothing(void **state)
{
	(void)state;
	struct bench b;
	bench_open(&b);
	assert_true(render(&b, ""));
	assert_string_equal(b.notes.html, "");
	assert_string_equal(b.notes.description, "");
	assert_string_equal(b.notes.text, "");
	assert_string_equal(b.notes.transcript, "");
	assert_true(render(&b, "\n \n\n## Transcript\n"));
	assert_string_equal(b.notes.html, "");
	assert_string_equal(b.notes.transcript, "");
	unit_close(&b.u);
}

/* What follows the transcript stays in the notes, and its diagnostics on their lines. */
static void test_after_the_transcript(void **state)
{
	(void)state;
	struct bench b;
	bench_open(&b);
	assert_true(render(&b, "before\n\n## Transcript\n\n**Ann**: Hi.\n\n## "
			       "Links\n\n[a](b) {% x %}\n"));
	assert_has(b.notes.html, "before");
	assert_has(b.notes.html, ">Links</h2>");
	assert_lacks(b.notes.html, "Ann");
	assert_int_equal(unit_diag(&b.u, FG_RULE_SHORTCODE_UNKNOWN)->at.line, 18);
	assert_int_equal(unit_diag(&b.u, FG_RULE_SHORTCODE_UNKNOWN)->at.column, 8);
	unit_close(&b.u);
}

static void test_other_heading(void **state)
{
	(void)state;
	struct bench b;
	bench_open(&b);
	b.show.transcript_heading = "Abschrift";
	assert_true(render(&b, "a\n\n## Transcript\n\nb\n\n## Abschrift\n\nc\n"));
	assert_has(b.notes.html, ">Transcript</h2>");
	assert_string_equal(b.notes.transcript, "\nc\n");
	unit_close(&b.u);
}

/* A transcript may be far larger than notes; kept in them, it may still be rendered. */
static void test_large_transcripts(void **state)
{
	(void)state;
	struct bench b;
	struct sbuf s;
	bench_open(&b);
	sbuf_init(&s, 4 << 20);
	sbuf_str(&s, "notes\n\n## Transcript\n\n");
	while (s.len < 400 * 1024)
		sbuf_str(&s, "**Ann**: I could go on and on and on about this.\n\n");
	assert_true(render(&b, s.data));
	assert_string_equal(b.notes.html, "<p>notes</p>");
	assert_int_equal(
		b.notes.transcript_len, s.len - strlen("notes\n\n## Transcript\n"));
	b.show.transcript_keep = true;
	assert_true(render(&b, s.data));
	assert_has(b.notes.html, "<strong>Ann</strong>");
	assert_true(b.notes.html_len > 400 * 1024);
	assert_true(b.notes.transcript_len > 400 * 1000);
	while (s.len < 1100 * 1024)
		sbuf_str(&s, "**Ann**: I could go on and on and on about this.\n\n");
	assert_false(render(&b, s.data));
	unit_diag(&b.u, FG_RULE_NOTES_LARGE);
	sbuf_release(&s);
	unit_close(&b.u);
}

static void test_description_is_cut(void **state)
{
	(void)state;
	struct bench b;
	struct sbuf s;
	bench_open(&b);
	sbuf_init(&s, 1 << 20);
	for (int i = 0; i < 400; i++)
		sbuf_str(&s, "A paragraph of *words*.\n\n");
	assert_true(render(&b, s.data));
	assert_true(b.notes.description_cut);
	assert_true(b.notes.description_len <= 4000);
	assert_true(b.notes.description_len > 3000);
	assert_has(b.notes.description, "https://example.com/e/1/");
	assert_true(b.notes.html_len > 4000);
	sbuf_release(&s);
	unit_close(&b.u);
}

static void test_written_description(void **state)
{
	(void)state;
	struct bench b;
	bench_open(&b);
	b.ep.description = "About *cats* {% x %} & [dogs](d)";
	b.ep.at[FG_EP_DESCRIPTION] = fg_written_at(4, 14);
	assert_true(render(&b, "The notes."));
	assert_string_equal(b.notes.html, "<p>The notes.</p>");
	assert_string_equal(b.notes.description,
		"<p>About <em>cats</em> &amp; <a "
		"href=\"https://example.com/e/1/d\">dogs</a></p>");
	assert_int_equal(unit_diag(&b.u, FG_RULE_SHORTCODE_UNKNOWN)->at.line, 4);
	b.ep.at[FG_EP_DESCRIPTION].origin = FG_INHERITED;
	assert_true(render(&b, "The notes."));
	assert_int_equal(unit_diag(&b.u, FG_RULE_SHORTCODE_UNKNOWN)->at.line, 0);
	b.ep.description = " \n";
	assert_true(render(&b, "The notes."));
	assert_string_equal(b.notes.description, "<p>The notes.</p>");
	unit_close(&b.u);
}

static void test_base_of_links(void **state)
{
	(void)state;
	struct bench b;
	bench_open(&b);
	b.ep.link = NULL;
	assert_true(render(&b, "[a](b)"));
	assert_has(b.notes.html, "href=\"https://example.com/b\"");
	b.show.link = NULL;
	assert_true(render(&b, "[a](b)"));
	assert_lacks(b.notes.html, "href");
	unit_close(&b.u);
}

static void test_growth_is_refused(void **state)
{
	(void)state;
	struct bench b;
	struct sbuf s;
	bench_open(&b);
	sbuf_init(&s, 1 << 20);
	sbuf_str(&s, "{% flood '");
	for (int i = 0; i < 20000; i++)
		sbuf_char(&s, 'a');
	sbuf_str(&s, "' %}");
	assert_false(render(&b, s.data));
	const struct fg_diag *d = unit_diag(&b.u, FG_RULE_NOTES_GROWS);
	assert_string_equal(
		d->message, "20014 bytes of notes become more than 145592 bytes");
	assert_int_equal(d->at.line, 10);
	sbuf_release(&s);
	unit_close(&b.u);
}

/* What the source may have 2,000 times, shortcodes may not multiply. */
static void test_guard_sees_what_templates_bring(void **state)
{
	(void)state;
	struct bench b;
	struct sbuf s;
	bench_open(&b);
	sbuf_init(&s, 1 << 20);
	for (int i = 0; i < 400; i++)
		sbuf_str(&s, "{% flood '![' %}\n");
	assert_false(render(&b, s.data));
	const struct fg_diag *d = unit_diag(&b.u, FG_RULE_NOTES_MARKS);
	assert_int_equal(d->at.line, 210);
	sbuf_release(&s);
	unit_close(&b.u);
}

static void test_html_that_cannot_be_used(void **state)
{
	(void)state;
	struct bench b;
	struct sbuf s;
	bench_open(&b);
	sbuf_init(&s, 1 << 20);
	for (int i = 0; i < 3000; i++)
		sbuf_str(&s, "<div>");
	assert_false(render(&b, s.data));
	const struct fg_diag *d = unit_diag(&b.u, FG_RULE_NOTES_HTML);
	assert_has(d->message, "the HTML of the notes nests ");
	sbuf_release(&s);
	unit_close(&b.u);
}

static void test_plain_text_is_made_if_wanted(void **state)
{
	(void)state;
	struct bench b;
	bench_open(&b);
	b.u.settings.plain_notes = false;
	assert_true(render(&b, "Some *notes*.\n"));
	assert_string_equal(b.notes.text, "");
	assert_string_equal(b.notes.html, "<p>Some <em>notes</em>.</p>");
	unit_close(&b.u);
}

static bool has_marks(const struct bench *b)
{
	return fg_render_has_marks(&b->show, &b->ep);
}

static enum fg_render_after after(struct bench *b)
{
	return fg_render_texts_after(&b->u.run, &b->show);
}

static void test_what_depends_on_the_audio(void **state)
{
	static struct fg_entry asks[] = {
		{"long", "It plays {duration} seconds.", {5, 3, FG_WRITTEN, false}}};
	(void)state;
	struct bench b;
	bench_open(&b);
	assert_false(has_marks(&b));
	assert_int_equal(after(&b), FG_AFTER_NOTHING);
	b.show.chapters_inline = true;
	assert_true(has_marks(&b));
	assert_int_equal(after(&b), FG_AFTER_NOTHING);
	b.show.chapters_inline = false;
	b.ep.chapters_place.name = "1";
	assert_true(has_marks(&b));
	b.ep.chapters_place.name = NULL;
	b.ep.transcript_place.name = "1";
	assert_true(has_marks(&b));
	b.ep.transcript_place.name = NULL;
	b.show.chapters_description = true;
	assert_true(has_marks(&b));
	assert_int_equal(after(&b), FG_AFTER_MARKS);
	b.show.shortcodes = (struct fg_entries){asks, 1, 1};
	assert_int_equal(after(&b), FG_AFTER_PROBE);
	unit_close(&b.u);
}

/* In two parts, in either order where the texts need no marks, it is what it is in one. */
static void test_parts(void **state)
{
	static const char source[] =
		"Before.\n\n## Transcript\n\n**Fin 0:00**\n\nOne.\n\n"
		"### Two\n\n**Fin 1:00**\n\nTwo.\n\n### Three\n\n"
		"**Luca 2:00**\n\nThree.\n";
	struct fg_body body = {source, sizeof source - 1, 1};
	(void)state;
	for (int list = 0; list < 2; list++) {
		struct bench b;
		struct fg_notes parts = fg_no_notes;
		bench_open(&b);
		b.ep.transcript_place.name = "1";
		b.show.chapters_inline = true;
		b.show.chapters_description = list;
		assert_true(render(&b, source));
		if (!list)
			assert_true(
				fg_render_texts(&b.u.run, &b.show, &b.ep, &body, &parts));
		assert_true(fg_render_marks(&b.u.run, &b.show, &b.ep, &body, &parts));
		if (list)
			assert_true(
				fg_render_texts(&b.u.run, &b.show, &b.ep, &body, &parts));
		assert_string_equal(parts.html, b.notes.html);
		assert_string_equal(parts.description, b.notes.description);
		assert_string_equal(parts.text, b.notes.text);
		assert_int_equal(parts.spoken.len, b.notes.spoken.len);
		assert_int_equal(parts.chapters.len, 2);
		assert_int_equal(b.notes.chapters.len, 2);
		assert_int_equal(parts.sidecars, b.notes.sidecars);
		if (list)
			assert_has(parts.html, "00:01:00 Two");
		unit_close(&b.u);
	}
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(test_everything),
		cmocka_unit_test(test_plain_text_is_made_if_wanted),
		cmocka_unit_test(test_what_depends_on_the_audio),
		cmocka_unit_test(test_parts),
		cmocka_unit_test(test_nothing),
		cmocka_unit_test(test_after_the_transcript),
		cmocka_unit_test(test_other_heading),
		cmocka_unit_test(test_large_transcripts),
		cmocka_unit_test(test_description_is_cut),
		cmocka_unit_test(test_written_description),
		cmocka_unit_test(test_base_of_links),
		cmocka_unit_test(test_growth_is_refused),
		cmocka_unit_test(test_guard_sees_what_templates_bring),
		cmocka_unit_test(test_html_that_cannot_be_used),
	};
	return cmocka_run_group_tests(tests, NULL, NULL);
}
