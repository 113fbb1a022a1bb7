/* SPDX-License-Identifier: ISC */
/* A transcript in a body, or as plain text, to turns; and when they are said, and by whom. */
#include "unit.h"

#include "base/str.h"
#include "render/speakers.h"
#include "render/speech.h"
#include "render/times.h"

static struct fg_transcript read_as(struct unit *u, const char *text,
	void (*read)(struct fg_run *, const struct fg_body *, struct fg_transcript *))
{
	struct fg_transcript t = {.file = "a.md"};
	struct fg_body body = {text, strlen(text), 10};
	read(&u->run, &body, &t);
	return t;
}

/* Each turn as "line|speaker|start-end|text", on a line of its own; a heading as "line#text". */
static const char *shown(struct unit *u, const struct fg_transcript *t)
{
	struct sbuf b;
	sbuf_init(&b, 1 << 16);
	for (size_t i = 0; i < t->len; i++) {
		const struct fg_turn *turn = &t->data[i];
		if (turn->heading)
			sbuf_printf(&b, "%u#%s", turn->line, turn->text);
		else
			sbuf_printf(&b, "%u|%s|%lld-%lld|%s", turn->line,
				turn->speaker ? turn->speaker : "",
				(long long)turn->start_ms, (long long)turn->end_ms,
				turn->text);
		sbuf_char(&b, '\n');
	}
	const char *text = arena_strdup(&u->arena, b.data);
	sbuf_release(&b);
	return text;
}

static void expect(const char *markdown, const char *want)
{
	struct unit u;
	unit_open(&u);
	struct fg_transcript t = read_as(&u, markdown, speech_read);
	assert_string_equal(shown(&u, &t), want);
	assert_int_equal(u.diags.len, 0);
	unit_close(&u);
}

static void test_ways(void **state)
{
	(void)state;
	expect("\n**Fin**\n\nOne.\n\nTwo.\n\n**Luca**\nThree\nfour.\n",
		"11|Fin|-1--1|One.\nTwo.\n17|Luca|-1--1|Three four.\n");
	expect("**Fin 0:06**\nOne.\n\n**Luca 1:02:03**\nTwo.",
		"10|Fin|6000--1|One.\n13|Luca|3723000--1|Two.\n");
	expect("**Fin:** One.\n\n**Luca**: Two.\n**Fin**: Three.\n",
		"10|Fin|-1--1|One.\n12|Luca|-1--1|Two.\n13|Fin|-1--1|Three.\n");
	expect("[00:00:04] One.\n\nOne more.\n\n[00:00:30] Two.\n",
		"10||4000--1|One.\nOne more.\n14||30000--1|Two.\n");
	expect("**Fin** 0:04  \nOne.\n", "10|Fin|4000--1|One.\n");
}

static void test_headings(void **state)
{
	(void)state;
	expect("### Intro ###\n\n**Fin 0:06**\n\nOne.\n\nThe tides\n---------\n\nTwo.\n",
		"10#Intro\n12|Fin|6000--1|One.\n16#The tides\n19|Fin|-1--1|Two.\n");
	expect("### **Fin 0:06**\n\nOne.\n", "10|Fin|6000--1|One.\n");
}

static void test_names_and_times_apart(void **state)
{
	(void)state;
	expect("**Fin**\n\n[0:06]\n\nOne.\n", "12|Fin|6000--1|One.\n");
	expect("[0:06]\n\n**Fin**\n\nOne.\n", "12|Fin|6000--1|One.\n");
	expect("**Fin 0:06**\n\n**Luca 0:07**\n\nOne.\n", "12|Luca|7000--1|One.\n");
}

static void test_notes_and_markup(void **state)
{
	(void)state;
	expect("{% aside %}\n\n*A machine* made this.\n\n{% endaside "
	       "%}\n\n---\n\n**Fin**: "
	       "A [link](https://example.com/), `code`[^1] &amp; <b>bold</b>.\n\n"
	       "{% image \"a.png\" \"alt\" %}\n\n[^1]: A note.\n",
		"12||-1--1|A machine made this.\n18|Fin|-1--1|A link, code & bold.\n");
	expect("**Fin**: 1 < 2 \\* 3\n\n> Quoted.\n\n1. An item.\n",
		"10|Fin|-1--1|1 < 2 * 3\nQuoted.\nAn item.\n");
	/* Strong words in a sentence are nobody's name. */
	expect("**Fin**: Yes.\n\n**That is it.**\n\nNo.\n",
		"10|Fin|-1--1|Yes.\nThat is it.\nNo.\n");
	expect("", "");
	expect("\n\n---\n\n", "");
}

/* %% comments %% are for who writes, in a transcript that has no other marks as well. */
static void test_comments(void **state)
{
	(void)state;
	expect("**Fin 0:06** %%loud%%\nOne %%mhm%%two.\n\n%%\n**Luca 0:07**\nNo.\n%%\n"
	       "**Ada 0:08**\n100%% sure.\n",
		"10|Fin|6000--1|One two.\n17|Ada|8000--1|100%% sure.\n");
}

static void test_times_that_cannot_be(void **state)
{
	struct unit u;
	(void)state;
	unit_open(&u);
	struct fg_transcript t = read_as(&u, "**Fin 0:75**\nOne.\n", speech_read);
	assert_string_equal(shown(&u, &t), "10|Fin|-1--1|One.\n");
	assert_int_equal(unit_diag(&u, FG_RULE_TRANSCRIPT_TIME_WRONG)->at.line, 10);
	assert_int_equal(u.diags.len, 1);
	unit_close(&u);
}

static void test_plain_text(void **state)
{
	struct unit u;
	(void)state;
	unit_open(&u);
	struct fg_transcript t = read_as(&u,
		"Kevin: 0:09\nHello *you*.\n\nMore: of it.\nAda: Hi.\nKevin: Bye.\nAda: "
		"Bye.\n",
		speech_read_text);
	assert_string_equal(shown(&u, &t),
		"10|Kevin|9000--1|Hello *you*.\nMore: of it.\n14|Ada|-1--1|Hi.\n"
		"15|Kevin|-1--1|Bye.\n16|Ada|-1--1|Bye.\n");
	unit_close(&u);
}

/* ---- when ---- */

static void expect_times(int64_t duration, const char *markdown, const char *want)
{
	struct unit u;
	unit_open(&u);
	struct fg_transcript t = read_as(&u, markdown, speech_read);
	times_settle(&u.run, duration, &t);
	assert_true(t.timed);
	assert_string_equal(shown(&u, &t), want);
	unit_close(&u);
}

/* 31 letters and the end of the line: 4 s at the slowest, and 2 s of pause. */
#define TEXT "0123456789 0123456789 0123456789"

static void test_ends(void **state)
{
	(void)state;
	/* The next one's start; a long silence is nobody's; the end of the audio. */
	expect_times(40,
		"**A 0:01**\n" TEXT "\n\n**B 0:04**\n" TEXT "\n\n**A 0:36**\n" TEXT,
		"10|A|1000-4000|" TEXT "\n13|B|4000-10125|" TEXT
		"\n16|A|36000-40000|" TEXT "\n");
	/* An end that is not known: as long as people usually need. */
	expect_times(0, "**A 0:01**\n" TEXT, "10|A|1000-4357|" TEXT "\n");
	expect_times(1000, "**A 0:01**\n" TEXT, "10|A|1000-7125|" TEXT "\n");
}

static void test_shares(void **state)
{
	(void)state;
	expect_times(0, "**A 0:00**\nabc\n\n**B**\nabcdefg\n\n**A 0:03**\nx",
		"10|A|0-1000|abc\n13|B|1000-3000|abcdefg\n16|A|3000-4142|x\n");
	/* Two at one time share it as well. */
	expect_times(0, "**A 0:00**\nabc\n\n**B 0:00**\nabc\n\n**A 0:03**\nx",
		"10|A|0-1500|abc\n13|B|1500-3000|abc\n16|A|3000-4142|x\n");
	/* Before the first time; a note is not heard. */
	expect_times(0, "Made by a machine.\n\n**A**\nabc\n\n**B 0:02**\nx",
		"10||-1--1|Made by a machine.\n12|A|0-2000|abc\n15|B|2000-3142|x\n");
}

static void test_disorder(void **state)
{
	struct unit u;
	(void)state;
	unit_open(&u);
	struct fg_transcript t = read_as(&u,
		"**A 0:01**\na\n\n**B 9:00**\nb\n\n**A 0:03**\nc\n\n**B 0:02**\nd\n\n"
		"**A 0:04**\ne\n\n**B 0:05**\nf\n\n**A 0:07**\ng\n",
		speech_read);
	times_settle(&u.run, 60, &t);
	assert_int_equal(unit_count(&u, FG_RULE_TRANSCRIPT_PAST_END), 1);
	assert_int_equal(unit_count(&u, FG_RULE_TRANSCRIPT_TIME_ORDER), 1);
	assert_int_equal(u.diags.len, 2);
	const struct fg_diag *d = unit_diag(&u, FG_RULE_TRANSCRIPT_TIME_ORDER);
	assert_int_equal(d->at.line, 16);
	assert_string_equal(d->message, "0:03 stands before 0:02");
	assert_int_equal(d->related.line, 19);
	for (size_t i = 1; i < t.len; i++) {
		assert_true(t.data[i].start_ms >= t.data[i - 1].end_ms);
		assert_true(t.data[i].end_ms > t.data[i].start_ms);
	}
	unit_close(&u);
}

static void test_headings_have_the_start_of_what_follows(void **state)
{
	struct unit u;
	(void)state;
	unit_open(&u);
	struct fg_transcript t = read_as(&u,
		"### One\n\n**A 0:05**\na\n\n### Two\n\n**B 0:09**\nb\n\n### Three\n",
		speech_read);
	times_settle(&u.run, 0, &t);
	assert_int_equal(t.data[0].start_ms, 5000);
	assert_int_equal(t.data[2].start_ms, 9000);
	assert_int_equal(t.data[4].start_ms, -1);
	unit_close(&u);
}

static void test_without_times(void **state)
{
	struct unit u;
	(void)state;
	unit_open(&u);
	struct fg_transcript t = read_as(&u, "**A**\na\n", speech_read);
	times_settle(&u.run, 60, &t);
	assert_false(t.timed);
	struct fg_transcript none = {0};
	times_settle(&u.run, 60, &none);
	assert_false(none.timed);
	unit_close(&u);
}

/* ---- who ---- */

static void test_people(void **state)
{
	static const char *aka[] = {"The Host"};
	static struct fg_person usual[] = {
		{.name = "Fin Moorhouse", .aka = {aka, 1, 1}}, {.name = "Ada Doe"}};
	static struct fg_person own[] = {{.name = "Ada Lovelace"}, {.name = "Kim Doe"}};
	struct fg_show show = {.people = {usual, 2, 2}};
	struct fg_episode ep = {.people = {own, 2, 2}};
	struct unit u;
	(void)state;
	unit_open(&u);
	struct fg_transcript t = read_as(&u,
		"**the host**: a\n\n**ADA**: b\n\n**moorhouse**: c\n\n**Doe**: "
		"d\n\n**Bob**: e\n",
		speech_read);
	speakers_settle(&u.run, &show, &ep, &t);
	assert_string_equal(t.data[0].speaker, "Fin Moorhouse");
	assert_string_equal(t.data[1].speaker, "Ada Lovelace");
	assert_string_equal(t.data[2].speaker, "Fin Moorhouse");
	assert_string_equal(t.data[3].speaker, "Kim Doe");
	assert_string_equal(t.data[4].speaker, "Bob");
	assert_int_equal(u.diags.len, 0);
	unit_close(&u);
}

static void test_slips_of_names(void **state)
{
	struct fg_show show = {0};
	struct fg_episode ep = {0};
	struct unit u;
	struct sbuf b;
	(void)state;
	unit_open(&u);
	sbuf_init(&b, 4096);
	for (int i = 0; i < 6; i++)
		sbuf_str(&b, "**Michael**: a\n\n**Ada**: b\n\n");
	sbuf_str(&b, "**Michae**: c\n");
	struct fg_transcript t = read_as(&u, b.data, speech_read);
	speakers_settle(&u.run, &show, &ep, &t);
	const struct fg_diag *d = unit_diag(&u, FG_RULE_TRANSCRIPT_SPEAKER);
	assert_int_equal(d->at.line, 34);
	assert_string_equal(d->hint, "is “Michael” meant?");
	assert_int_equal(u.diags.len, 1);
	sbuf_release(&b);
	unit_close(&u);
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(test_ways),
		cmocka_unit_test(test_headings),
		cmocka_unit_test(test_names_and_times_apart),
		cmocka_unit_test(test_notes_and_markup),
		cmocka_unit_test(test_comments),
		cmocka_unit_test(test_times_that_cannot_be),
		cmocka_unit_test(test_plain_text),
		cmocka_unit_test(test_ends),
		cmocka_unit_test(test_shares),
		cmocka_unit_test(test_disorder),
		cmocka_unit_test(test_headings_have_the_start_of_what_follows),
		cmocka_unit_test(test_without_times),
		cmocka_unit_test(test_people),
		cmocka_unit_test(test_slips_of_names),
	};
	return cmocka_run_group_tests(tests, NULL, NULL);
}
