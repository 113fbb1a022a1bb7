/* SPDX-License-Identifier: ISC */
/* Files of transcripts and chapters that other programs make. */
#include "tempdir.h"

#include "render/chapters_file.h"
#include "render/cues.h"
#include "render/foreign.h"

struct fixture {
	struct unit u;
	struct tempdir folder;
};

static int setup(void **state)
{
	struct fixture *f = calloc(1, sizeof *f);
	unit_open(&f->u);
	*state = f;
	return tempdir_enter(&f->folder) ? 0 : -1;
}

static int teardown(void **state)
{
	struct fixture *f = *state;
	bool left = tempdir_leave(&f->folder, &f->u);
	unit_close(&f->u);
	free(f);
	return left ? 0 : -1;
}

static struct foreign opened(struct unit *u, const char *name, const char *text)
{
	put_file(name, text);
	u->diags.len = 0;
	return (struct foreign){.run = &u->run,
		.file = name,
		.broken = FG_RULE_TRANSCRIPT_FILE,
		.skipped = FG_RULE_TRANSCRIPT_CUE};
}

/* ---- transcripts ---- */

static const char *shown(struct unit *u, const struct fg_transcript *t)
{
	struct sbuf b;
	sbuf_init(&b, 1 << 16);
	for (size_t i = 0; i < t->len; i++) {
		const struct fg_turn *turn = &t->data[i];
		sbuf_printf(&b, "%u|%s|%lld-%lld|%s\n", turn->line,
			turn->heading   ? "#"
			: turn->speaker ? turn->speaker
					: "",
			(long long)turn->start_ms, (long long)turn->end_ms, turn->text);
	}
	const char *text = arena_strdup(&u->arena, b.data);
	sbuf_release(&b);
	return text;
}

static void expect(struct unit *u, const char *name, const char *text, const char *want)
{
	struct foreign f = opened(u, name, text);
	struct fg_transcript t = {.file = name};
	assert_true(foreign_read(&f));
	assert_true(cues_read(&f, &t));
	assert_string_equal(shown(u, &t), want);
	assert_int_equal(u->diags.len, 0);
}

static void expect_fault(
	struct unit *u, const char *name, const char *text, struct fg_place at)
{
	struct foreign f = opened(u, name, text);
	struct fg_transcript t = {.file = name};
	bool good = foreign_read(&f) && cues_read(&f, &t);
	foreign_end(&f);
	if (u->diags.len != 1)
		fail_msg("%zu findings: %s", u->diags.len, text);
	assert_int_equal(u->diags.data[0].rule,
		good ? FG_RULE_TRANSCRIPT_CUE : FG_RULE_TRANSCRIPT_FILE);
	assert_string_equal(u->diags.data[0].at.file, name);
	assert_int_equal(u->diags.data[0].at.line, at.line);
	assert_int_equal(u->diags.data[0].at.column, at.column);
}

static void test_vtt(void **state)
{
	struct unit *u = &((struct fixture *)*state)->u;
	expect(u, "a.vtt",
		"\xef\xbb\xbfWEBVTT - a title\nKind: captions\n\nNOTE\nof --no one\n\n"
		"STYLE\n::cue {}\n\n1\n00:01.000 --> 00:04.000 align:start\n"
		"<v.loud Ada Lovelace>Good <i>evening</i>\n&amp; welcome &c.</v>\n\n"
		"01:00:05.000 --> 01:00:09.500\nWe begin.\n\n"
		"01:00:10.000 --> 01:00:11.000\n- <v Ada>Yes.\n- <v Kim>No.\n",
		"11|Ada Lovelace|1000-4000|Good evening & welcome &c.\n"
		"15|Ada Lovelace|3605000-3609500|We begin.\n"
		"18|Ada|3610000-3611000|Yes.\n18|Kim|-1--1|No.\n");
	expect(u, "a.vtt", "WEBVTT\r\n\r\n00:01.000 --> 00:02.000\r\nA: Hello.\r\n",
		"3|A|1000-2000|Hello.\n");
	/* Without the blank line between them. */
	expect(u, "a.VTT",
		"WEBVTT\n\n00:01.000 --> 00:02.000\nOne.\n00:02.000 --> 00:03.000\nTwo.",
		"3||1000-2000|One.\n5||2000-3000|Two.\n");
}

/* Text that stands behind no times is not lost without a word. */
static void test_what_belongs_to_no_cue(void **state)
{
	struct unit *u = &((struct fixture *)*state)->u;
	static const char *const texts[] = {
		"1\n00:01.000 --> 00:02.000\nOne.\n\n2\n00:02.000 -> 00:03.000\nTwo.\n",
		"1\n00:01.000 --> 00:02.000\nOne.\n\nand a half.\n\n"
		"2\n00:02.000 --> 00:03.000\nTwo.",
		"1\n00:01.000 --> 00:02.000\nOne.\n\nThe end."};
	for (size_t i = 0; i < sizeof texts / sizeof *texts; i++) {
		u->diags.len = 0;
		expect_fault(
			u, "a.srt", texts[i], (struct fg_place){.line = 5, .column = 1});
	}
	u->diags.len = 0;
	expect(u, "a.srt", "1\n\n00:01.000 --> 00:02.000\nOne.\n\n2\n",
		"3||1000-2000|One.\n");
	expect(u, "a.vtt",
		"WEBVTT\n\nintro\n00:01.000 --> 00:02.000\nOne.\n\nNOTE\nx\ny\n",
		"4||1000-2000|One.\n");
}

static void test_srt(void **state)
{
	struct unit *u = &((struct fixture *)*state)->u;
	expect(u, "a.srt",
		"1\n00:00:01,000 --> 00:00:04,000\nAda: Good\nevening.\n\n"
		"2\n00:00:04,000 --> 00:00:06,500\n{\\an8}<b>Welcome</b>.\n\n"
		"3\n00:00:07,000 --> 00:00:08,000\nKim: Hi {you}.\n",
		"2|Ada|1000-4000|Good evening.\n7|Ada|4000-6500|Welcome.\n"
		"11|Kim|7000-8000|Hi {you}.\n");
}

static void test_json(void **state)
{
	struct unit *u = &((struct fixture *)*state)->u;
	expect(u, "a.json",
		"{\"version\": \"1.0.0\", \"segments\": [\n"
		"{\"speaker\": \"Ada\", \"startTime\": 0.5, \"endTime\": 4, "
		"\"body\": \"Good evening.\"},\n"
		"{\"start\": 5, \"text\": \"Hm.\", \"words\": [{\"start\": 9, "
		"\"text\": \"no\"}]}]}",
		"2|Ada|500-4000|Good evening.\n3||5000--1|Hm.\n");
	/* Word by word: a turn is what is between the ends of sentences. */
	expect(u, "a.json",
		"{\"segments\": [{\"speaker\": \"A\", \"startTime\": 1, \"endTime\": "
		"1.5, "
		"\"body\": \"Good\"},\n{\"speaker\": \"A\", \"startTime\": 1.5, "
		"\"endTime\": 2, \"body\": \"evening.\"},\n{\"speaker\": \"A\", "
		"\"startTime\": 2, \"endTime\": 2.5, \"body\": \"So\"}]}",
		"1|A|1000-2000|Good evening.\n3|A|2000-2500|So\n");
}

static void test_html_and_text(void **state)
{
	struct unit *u = &((struct fixture *)*state)->u;
	expect(u, "a.html",
		"<!DOCTYPE html><html><head><title>T</title></head><body>\n"
		"<h2>Intro</h2>\n<cite>Kevin:</cite>\n<time>0:09</time>\n"
		"<p>Hello &amp; welcome.</p><p>Again.</p>\n"
		"<cite>Ada:</cite><time>1:00:12</time><p>Hi.</p></body></html>",
		"0|#|-1--1|Intro\n0|Kevin|9000--1|Hello & welcome.\nAgain.\n"
		"0|Ada|3612000--1|Hi.\n");
	expect(u, "a.txt", "# Intro\nAda: Hi.\nKim: Hi.\n\nAda: Bye.\nKim (0:09): Bye.\n",
		"1|#|-1--1|Intro\n2|Ada|-1--1|Hi.\n3|Kim|-1--1|Hi.\n5|Ada|-1--1|Bye.\n"
		"6|Kim|9000--1|Bye.\n");
}

static void test_faults(void **state)
{
	struct unit *u = &((struct fixture *)*state)->u;
	static const struct {
		const char *name, *text;
		struct fg_place at;
	} all[] = {
		{"a.vtt", "", {NULL, 1, 1}},
		{"a.vtt", "WEBVTTX\n\n", {NULL, 1, 1}},
		{"a.vtt", "WEBVTT\n\n", {NULL, 0, 0}},
		{"a.vtt", "WEBVTT\n\nä\xff\n", {NULL, 3, 2}},
		{"a.vtt", "WEBVTT\n\n\x01", {NULL, 3, 1}},
		{"a.vtt",
			"WEBVTT\n\n00:01.000 --> 00:02.000\nOne.\n\n"
			"00:75.000 --> 00:02.000\nTwo.\n",
			{NULL, 6, 1}},
		{"a.vtt",
			"WEBVTT\n\n00:01.000 --> 00:02.000\nOne.\n\n"
			"00:03.000 --> never\nTwo.\n",
			{NULL, 6, 15}},
		{"a.vtt", "WEBVTT\n\n00:03.000 --> 00:02.000\nTwo.\n", {NULL, 3, 15}},
		{"a.srt", "Hello.\n", {NULL, 0, 0}},
		{"a.json", "{\"segments\": [{]}", {NULL, 1, 16}},
		{"a.json", "{\"chapters\": []}", {NULL, 0, 0}},
		{"a.json",
			"{\"segments\": [{\"startTime\": 1, \"body\": \"a\"},\n"
			"{\"startTime\": -1, \"body\": \"b\"}]}",
			{NULL, 2, 15}},
		{"a.json",
			"{\"segments\": [{\"startTime\": 1, \"body\": \"a\"},\n"
			"{\"startTime\": 2, \"body\": \"\\u0001\"}]}",
			{NULL, 2, 26}},
	};
	for (size_t i = 0; i < sizeof all / sizeof *all; i++)
		expect_fault(u, all[i].name, all[i].text, all[i].at);
}

static void test_many_faults_are_counted(void **state)
{
	struct unit *u = &((struct fixture *)*state)->u;
	struct sbuf b;
	sbuf_init(&b, 1 << 16);
	sbuf_str(&b, "WEBVTT\n\n00:01.000 --> 00:02.000\nOne.\n\n");
	for (int i = 0; i < 30; i++)
		sbuf_str(&b, "x --> y\nTwo.\n\n");
	struct foreign f = opened(u, "a.vtt", b.data);
	struct fg_transcript t = {.file = "a.vtt"};
	assert_true(foreign_read(&f) && cues_read(&f, &t));
	foreign_end(&f);
	assert_int_equal(t.len, 1);
	assert_int_equal(u->diags.len, FOREIGN_TOLD + 1);
	assert_string_equal(u->diags.data[FOREIGN_TOLD].message,
		"20 more in this file cannot be read");
	sbuf_release(&b);
}

static void test_files_that_are_none(void **state)
{
	struct unit *u = &((struct fixture *)*state)->u;
	struct foreign f = opened(u, "a.vtt", "");
	assert_int_equal(unlink("a.vtt"), 0);
	assert_false(foreign_read(&f));
	assert_int_equal(mkdir("a.vtt", 0755), 0);
	assert_false(foreign_read(&f));
	assert_int_equal(unit_count(u, FG_RULE_TRANSCRIPT_FILE), 2);
	assert_true(cues_can_read("x/a.SRT"));
	assert_false(cues_can_read("a.docx"));
	assert_false(cues_can_read("vtt"));
}

/* ---- chapters ---- */

static void expect_chapters(
	struct unit *u, const char *text, const char *want, size_t told)
{
	struct foreign f = opened(u, "a", text);
	struct fg_chapters all = {0};
	struct sbuf b;
	assert_true(foreign_read(&f));
	assert_true(chapters_file_read(&f, &all));
	sbuf_init(&b, 1 << 16);
	for (size_t i = 0; i < all.len; i++) {
		const struct fg_chapter *c = &all.data[i];
		sbuf_printf(&b, "%u|%lld-%lld|%s|%s|%s|%s%s\n", c->at.line,
			(long long)c->start_ms, (long long)c->end_ms,
			c->title ? c->title : "", c->href ? c->href : "",
			c->img ? c->img : "", c->geo ? c->geo : "",
			c->hidden ? "hidden" : "");
	}
	assert_string_equal(b.data, want);
	assert_int_equal(u->diags.len, told);
	sbuf_release(&b);
}

static void test_json_chapters(void **state)
{
	struct unit *u = &((struct fixture *)*state)->u;
	expect_chapters(u,
		"{\"version\": \"1.2.0\", \"title\": \"T\", \"chapters\": [\n"
		"{\"startTime\": 0, \"title\": \"Hello\"},\n"
		"{\"startTime\": 61.5, \"endTime\": 70, \"toc\": false, "
		"\"url\": \"https://example.com/\", \"img\": "
		"\"https://example.com/a.png\", "
		"\"location\": {\"name\": \"Rome\", \"geo\": \"geo:41.9,12.5\"}}]}",
		"2|0-0|Hello|||\n3|61500-70000||https://example.com/|"
		"https://example.com/a.png|geo:41.9,12.5hidden\n",
		0);
	expect_chapters(u,
		"{\"chapters\": [{\"startTime\": 1, \"title\": \"A\", \"img\": "
		"\"a.png\"},\n"
		"{\"title\": \"no time\"}, {\"startTime\": \"soon\"}]}",
		"1|1000-0|A|||\n", 3);
}

static void test_lines_of_chapters(void **state)
{
	struct unit *u = &((struct fixture *)*state)->u;
	expect_chapters(u,
		"00:00:00.000 Hello\n\n1:01.5 The < tides <https://example.com/>\n"
		"2:00\n 3:00 A <b>\n",
		"1|0-0|Hello|||\n3|61500-0|The < tides|https://example.com/||\n"
		"4|120000-0||||\n5|180000-0|A <b>|||\n",
		0);
	expect_chapters(u, "0:00 Hello\nnever Tides\n", "1|0-0|Hello|||\n", 1);
	assert_int_equal(u->diags.data[0].at.line, 2);
}

static void test_ffmetadata(void **state)
{
	struct unit *u = &((struct fixture *)*state)->u;
	expect_chapters(u,
		";FFMETADATA1\ntitle=Show\n[CHAPTER]\nTIMEBASE=1/"
		"1000\nSTART=0\nEND=61500\n"
		"title=One \\= two\n# a comment\n[CHAPTER]\nSTART=61500000000\nEND=0\n"
		"title=Tides\n[STREAM]\ntitle=no\n[CHAPTER]\nTIMEBASE=1/0\nSTART=1\n",
		"3|0-61500|One = two|||\n9|61500-0|Tides|||\n", 1);
	assert_int_equal(u->diags.data[0].at.line, 15);
}

static void test_files_without_chapters(void **state)
{
	struct unit *u = &((struct fixture *)*state)->u;
	static const char *const all[] = {
		"", "{}", "{\"chapters\": 1}", ";FFMETADATA1\n"};
	for (size_t i = 0; i < sizeof all / sizeof *all; i++) {
		struct foreign f = opened(u, "a", all[i]);
		struct fg_chapters none = {0};
		assert_true(foreign_read(&f));
		assert_false(chapters_file_read(&f, &none));
		assert_int_equal(u->diags.len, 1);
	}
	struct foreign f = opened(u, "a", "{\"chapters\": [1,]}");
	struct fg_chapters none = {0};
	assert_true(foreign_read(&f));
	assert_false(chapters_file_read(&f, &none));
	assert_int_equal(u->diags.data[0].at.line, 1);
	assert_int_equal(u->diags.data[0].at.column, 16);
}

#define TEST(f) cmocka_unit_test_setup_teardown(f, setup, teardown)

int main(void)
{
	const struct CMUnitTest tests[] = {
		TEST(test_vtt),
		TEST(test_srt),
		TEST(test_what_belongs_to_no_cue),
		TEST(test_json),
		TEST(test_html_and_text),
		TEST(test_faults),
		TEST(test_many_faults_are_counted),
		TEST(test_files_that_are_none),
		TEST(test_json_chapters),
		TEST(test_lines_of_chapters),
		TEST(test_ffmetadata),
		TEST(test_files_without_chapters),
	};
	return cmocka_run_group_tests(tests, NULL, NULL);
}
