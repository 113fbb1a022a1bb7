/* SPDX-License-Identifier: ISC */
/* Transcripts and chapters as files: the exact text of each format. */
#include "unit.h"

#include "write/cards.h"

/* ---- cards ---- */

static void expect_cards(const char *text, unsigned width, const char *want)
{
	struct cards c = {.rest = str_of(text), .lines = 2, .width = width};
	struct sbuf card, all;
	sbuf_init(&card, 1 << 16);
	sbuf_init(&all, 1 << 16);
	size_t done = 0;
	while (cards_next(&c, &card)) {
		sbuf_str(&all, all.len ? "|" : "");
		sbuf_slice(&all, sbuf_text(&card));
		assert_true(c.done > done);
		done = c.done;
	}
	assert_string_equal(all.data, want);
	sbuf_release(&card);
	sbuf_release(&all);
}

static void test_cards(void **state)
{
	(void)state;
	expect_cards("", 10, "");
	expect_cards(" \n ", 10, "");
	expect_cards("one", 10, "one");
	expect_cards("one two three four", 10, "one two\nthree four");
	expect_cards("one two three four five", 10, "one two\nthree four|five");
	/* A sentence ends a card that is at least half full, and a paragraph always. */
	expect_cards("one. two three four five", 10, "one. two\nthree four|five");
	expect_cards(
		"one two two. three four five", 10, "one two\ntwo.|three four\nfive");
	expect_cards("one\ntwo", 10, "one|two");
	/* What no line can hold is broken, between characters. */
	expect_cards("0123456789abcdefghijklm", 10, "0123456789\nabcdefghij|klm");
	expect_cards("ää ääääääääääääz", 10, "ää\nääääääääää|ääz");
	expect_cards("a 0123456789", 10, "a\n0123456789");
}

/* ---- files ---- */

static struct fg_turn turns[] = {
	{.start_ms = -1, .end_ms = -1, .text = "Made by a machine."},
	{.start_ms = 0, .end_ms = -1, .text = "Intro", .heading = true},
	{.start_ms = 500,
		.end_ms = 4500,
		.speaker = "A & <B>",
		.text = "Is 1 < 2 --> 3?\nYes.",
		.written = true},
	{.start_ms = 4500, .end_ms = 5000, .text = "Hm."},
	{.start_ms = 3600000,
		.end_ms = 3600001,
		.speaker = "Cy",
		.text = "One. Two, and a sentence that is too long for a single card of "
			"two lines.",
		.written = true},
};
static struct fg_chapter chapters[] = {
	{.start_ms = 0, .title = "A \"title\""},
	{.start_ms = 1500,
		.end_ms = 2000,
		.title = "B",
		.href = "https://example.com/",
		.img = "https://example.com/b.png",
		.place = "Rome",
		.geo = "geo:41.9,12.5",
		.osm = "R41485"},
	{.start_ms = 61000, .img = "https://example.com/c.png", .hidden = true},
};

static const char *written(struct unit *u, enum fg_sidecar kind)
{
	struct fg_show show = {.title = "A Show", .language = "en-GB"};
	struct fg_episode ep = {.file = "a.md", .title = "Tides & <waves>"};
	struct fg_notes notes = {
		.spoken = {turns, 5, 5, "a.md", true}, .chapters = {chapters, 3, 3}};
	struct fg_item item = {&show, &ep, &notes};
	struct sbuf out;
	sbuf_init(&out, 1 << 16);
	assert_true(fg_write_sidecar(&u->run, &item, kind, &out));
	const char *text = arena_strdup(&u->arena, out.data);
	sbuf_release(&out);
	return text;
}

static void expect_file(enum fg_sidecar kind, const char *want)
{
	struct unit u;
	unit_open(&u);
	assert_string_equal(written(&u, kind), want);
	unit_close(&u);
}

static void test_vtt(void **state)
{
	(void)state;
	expect_file(FG_SIDECAR_VTT,
		"WEBVTT\n\n"
		"00:00:00.500 --> 00:00:03.500\n"
		"<v A &amp; &lt;B&gt;>Is 1 &lt; 2 --&gt; 3?\n\n"
		"00:00:03.500 --> 00:00:04.500\n<v A &amp; &lt;B&gt;>Yes.\n\n"
		"00:00:04.500 --> 00:00:05.000\nHm.\n\n"
		"01:00:00.000 --> 01:00:00.001\n"
		"<v Cy>One. Two, and a sentence that is too long for a single card of\n"
		"two lines.\n");
}

/* "-->" in a cue would end it. */
static void test_a_name_that_ends_in_an_arrow(void **state)
{
	struct unit u;
	struct fg_turn turn = {.end_ms = 1000, .speaker = "A--", .text = "Hm."};
	struct fg_show show = {0};
	struct fg_episode ep = {0};
	struct fg_notes notes = {.spoken = {&turn, 1, 1, "a.md", true}};
	struct sbuf out;
	(void)state;
	unit_open(&u);
	sbuf_init(&out, 4096);
	fg_write_sidecar(
		&u.run, &(struct fg_item){&show, &ep, &notes}, FG_SIDECAR_VTT, &out);
	assert_string_equal(
		out.data, "WEBVTT\n\n00:00:00.000 --> 00:00:01.000\n<v A>Hm.\n");
	sbuf_release(&out);
	unit_close(&u);
}

static void test_srt(void **state)
{
	(void)state;
	expect_file(FG_SIDECAR_SRT,
		"1\n00:00:00,500 --> 00:00:03,810\nA & <B>: Is 1 < 2 --> 3?\n\n"
		"2\n00:00:03,810 --> 00:00:04,500\nYes.\n\n"
		"3\n00:00:04,500 --> 00:00:05,000\nHm.\n\n"
		"4\n01:00:00,000 --> 01:00:00,001\n"
		"Cy: One. Two, and a sentence\nthat is too long for a single\n\n"
		"5\n01:00:00,001 --> 01:00:00,002\ncard of two lines.\n");
}

static void test_json(void **state)
{
	(void)state;
	expect_file(FG_SIDECAR_JSON,
		"{\"version\": \"1.0.0\", \"segments\": [\n"
		"{\"speaker\": \"A & <B>\", \"startTime\": 0.5, \"endTime\": 4.5, "
		"\"body\": \"Is 1 < 2 --> 3?\\nYes.\"},\n"
		"{\"startTime\": 4.5, \"endTime\": 5, \"body\": \"Hm.\"},\n"
		"{\"speaker\": \"Cy\", \"startTime\": 3600, \"endTime\": 3600.001, "
		"\"body\": \"One. Two, and a sentence that is too long for a single card "
		"of two lines.\"}\n]}\n");
}

static void test_html(void **state)
{
	(void)state;
	expect_file(FG_SIDECAR_HTML,
		"<!DOCTYPE html>\n<html lang=\"en-GB\">\n<head>\n<meta "
		"charset=\"utf-8\">\n"
		"<title>Tides &amp; &lt;waves&gt;</title>\n</head>\n<body>\n"
		"<p>Made by a machine.</p>\n<h2>Intro</h2>\n"
		"<cite>A &amp; &lt;B&gt;:</cite>\n<time>0:00</time>\n"
		"<p>Is 1 &lt; 2 --&gt; 3?</p>\n<p>Yes.</p>\n"
		"<time>0:04</time>\n<p>Hm.</p>\n"
		"<cite>Cy:</cite>\n<time>1:00:00</time>\n"
		"<p>One. Two, and a sentence that is too long for a single card of two "
		"lines.</p>\n</body>\n</html>\n");
}

static void test_text(void **state)
{
	(void)state;
	expect_file(FG_SIDECAR_TEXT,
		"Made by a machine.\n\nIntro\n\nA & <B>: Is 1 < 2 --> "
		"3?\n\nYes.\n\nHm.\n\n"
		"Cy: One. Two, and a sentence that is too long for a single card of two "
		"lines.\n");
}

static void test_chapters(void **state)
{
	(void)state;
	expect_file(FG_SIDECAR_CHAPTERS,
		"{\"version\": \"1.2.0\", \"title\": \"Tides & <waves>\", "
		"\"podcastName\": \"A Show\", \"chapters\": [\n"
		"{\"startTime\": 0, \"title\": \"A \\\"title\\\"\"},\n"
		"{\"startTime\": 1.5, \"endTime\": 2, \"title\": \"B\", "
		"\"img\": \"https://example.com/b.png\", "
		"\"url\": \"https://example.com/\", "
		"\"location\": {\"name\": \"Rome\", \"geo\": \"geo:41.9,12.5\", "
		"\"osm\": \"R41485\"}},\n"
		"{\"startTime\": 61, \"img\": \"https://example.com/c.png\", "
		"\"toc\": false}\n]}\n");
}

static void test_a_file_that_is_too_large(void **state)
{
	struct unit u;
	struct fg_show show = {0};
	struct fg_episode ep = {.file = "a.md"};
	struct fg_notes notes = {.spoken = {turns, 5, 5, "a.md", true}};
	struct fg_item item = {&show, &ep, &notes};
	struct sbuf out;
	(void)state;
	unit_open(&u);
	sbuf_init(&out, 50);
	assert_false(fg_write_sidecar(&u.run, &item, FG_SIDECAR_VTT, &out));
	assert_string_equal(unit_diag(&u, FG_RULE_WRITE_FAILED)->at.file, "a.md");
	sbuf_release(&out);
	unit_close(&u);
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(test_cards),
		cmocka_unit_test(test_vtt),
		cmocka_unit_test(test_a_name_that_ends_in_an_arrow),
		cmocka_unit_test(test_srt),
		cmocka_unit_test(test_json),
		cmocka_unit_test(test_html),
		cmocka_unit_test(test_text),
		cmocka_unit_test(test_chapters),
		cmocka_unit_test(test_a_file_that_is_too_large),
	};
	return cmocka_run_group_tests(tests, NULL, NULL);
}
