/* SPDX-License-Identifier: ISC */
#include "unit.h"

#include "probe/text_rules.h"

/* Is that the type of a file at url, as far as the rules go? */
static void expect(const char *url, const char *served, bool chapters, int rule)
{
	struct unit u;
	unit_open(&u);
	struct text_use use = {{"a.md", 3, 4}, url, served, chapters};
	text_judge(&u.run, &use);
	if (u.diags.len != (rule != 0) || (rule && u.diags.data[0].rule != rule))
		fail_msg("%s served as %s: %zu", url, served ? served : "nothing",
			u.diags.len);
	unit_close(&u);
}

static void test_transcripts(void **state)
{
	(void)state;
	static const struct {
		const char *url, *served;
		bool fits;
	} rows[] = {
		{"https://a.test/t.vtt", "text/vtt", true},
		{"https://a.test/t.vtt", "text/plain", true},
		{"https://a.test/t.vtt", "application/octet-stream", true},
		{"https://a.test/t.vtt", NULL, true},
		{"https://a.test/t.vtt", "text/html", false},
		{"https://a.test/t.vtt", "application/x-subrip", false},
		{"https://a.test/t.SRT?x=1", "application/x-subrip", true},
		{"https://a.test/t.srt", "application/srt", true},
		{"https://a.test/t.srt", "text/vtt", false},
		{"https://a.test/t.json", "application/json", true},
		{"https://a.test/t.json", "text/html", false},
		{"https://a.test/t.html", "text/html", true},
		{"https://a.test/transcripts/1/", "text/html", true},
		{"https://a.test/transcripts/1", "text/vtt", false},
		{"https://a.test/t.txt", "text/plain", true},
		{"https://a.test/t.txt", "text/html", false},
		{"https://a.test/t.pdf", "application/pdf", true},
	};
	for (size_t i = 0; i < sizeof rows / sizeof *rows; i++)
		expect(rows[i].url, rows[i].served, false,
			rows[i].fits ? 0 : FG_RULE_TRANSCRIPT_TYPE_DIFFERS);
}

static void test_chapters(void **state)
{
	(void)state;
	static const struct {
		const char *served;
		bool fits;
	} rows[] = {{"application/json+chapters", true}, {"application/json", true},
		{"Application/JSON", true}, {"text/plain", true},
		{"binary/octet-stream", true}, {"text/html", false},
		{"application/xml", false}};
	for (size_t i = 0; i < sizeof rows / sizeof *rows; i++)
		expect("https://a.test/c.json", rows[i].served, true,
			rows[i].fits ? 0 : FG_RULE_CHAPTERS_TYPE_DIFFERS);
}

static void test_what_is_said(void **state)
{
	(void)state;
	struct unit u;
	unit_open(&u);
	struct text_use use = {
		{"a.md", 3, 4}, "https://a.test/t.vtt", "text/html", false};
	text_judge(&u.run, &use);
	const struct fg_diag *d = unit_diag(&u, FG_RULE_TRANSCRIPT_TYPE_DIFFERS);
	assert_string_equal(d->message, "the server says text/html of the transcript "
					"https://a.test/t.vtt, not text/vtt");
	assert_int_equal(d->at.line, 3);
	unit_close(&u);
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(test_transcripts),
		cmocka_unit_test(test_chapters),
		cmocka_unit_test(test_what_is_said),
	};
	return cmocka_run_group_tests(tests, NULL, NULL);
}
