/* SPDX-License-Identifier: ISC */
#include "html_unit.h"

/* Cutting: what is written into a limit is well-formed at every limit, and ends well. */

static const char rich[] =
	"<p>In this episode we talk with <a href=\"https://a.test/?a=1&amp;b=2\">the "
	"&amp; "
	"guests</a> about <em>engines &lt;of&gt; difference</em>. They explain why it "
	"took so "
	"long.</p><h2>What we cover</h2><ul><li>Punched cards, and <strong>why</strong> "
	"they "
	"lasted</li><li>Looms<ul><li>in Lyon</li><li>in "
	"“Manchester”</li></ul></li><li>Ein "
	"Gespräch über Öl 🎧</li></ul><p>One line<br>another<br>a third</p>"
	"<blockquote><p>Said by nobody.</p></blockquote><ol "
	"start=4><li>四</li><li>五</li></ol>";

/* html in at most max bytes, with a link to the rest or without. */
static const char *cut(struct unit *u, const char *html, size_t max, const char *more)
{
	struct sbuf out;
	const struct html_rules rules = {.max = max, .more = more};
	sbuf_init(&out, 1 << 20);
	html_write(&u->arena, parse_html(u, str_of(html)), &rules, &out);
	assert_false(out.failed);
	const char *text = arena_strdup(&u->arena, out.data);
	sbuf_release(&out);
	return text;
}

static void test_every_limit(void **state)
{
	static const char *const mores[] = {NULL, "https://a.test/one?x&y"};
	struct unit u;
	(void)state;
	unit_open(&u);
	for (size_t max = 1; max <= 600; max++) {
		for (size_t i = 0; i < 4; i++) {
			const struct html_rules rules = {
				.max = max, .more = mores[i & 1], .full = i & 2};
			struct html_rules again = {.full = i & 2};
			struct sbuf once, twice;
			sbuf_init(&once, 1 << 20);
			sbuf_init(&twice, 1 << 20);
			bool whole = html_write(
				&u.arena, parse_html(&u, str_of(rich)), &rules, &once);
			if (once.len > max || wellformed(once.data, rules.full))
				fail_msg("in %zu: %s", max, once.data);
			assert_true(whole || once.len == 0 || !rules.more || max < 70 ||
				    str_ends(sbuf_text(&once), "…more</a></p>"));
			rebuild(&u, once.data, &again, &twice);
			assert_string_equal(once.data, twice.data);
			sbuf_release(&once);
			sbuf_release(&twice);
		}
	}
	unit_close(&u);
}

static void test_no_limit(void **state)
{
	struct unit u;
	(void)state;
	unit_open(&u);
	const char *whole = cut(&u, rich, 0, "https://a.test/");
	assert_null(strstr(whole, "more"));
	assert_non_null(strstr(whole, "五</li></ol>"));
	/* Where it just fits it is whole; one byte less, and it is cut. */
	assert_string_equal(cut(&u, rich, strlen(whole), "https://a.test/"), whole);
	assert_string_not_equal(
		cut(&u, rich, strlen(whole) - 1, "https://a.test/"), whole);
	unit_close(&u);
}

/* Where a text is cut, and in what a reader sees that there was more. */
static const struct {
	const char *in;
	size_t max;
	const char *more, *out;
} cuts[] = {
	/* whole blocks, if they are at least half of what fits */
	{"<p>one two three</p><p>four five six</p>", 40, NULL, "<p>one two three</p>"},
	/* else words of the next */
	{"<p>one</p><p>two three four five six seven</p>", 40, NULL,
		"<p>one</p>\n<p>two three four five…</p>"},
	/* or sentences, if they are at least half */
	{"<p>One two three four. Five six seven eight nine</p>", 40, NULL,
		"<p>One two three four.</p>"},
	{"<p>One. Two three four five six seven eight</p>", 40, NULL,
		"<p>One. Two three four five six…</p>"},
	/* items of a list */
	{"<ul><li>one</li><li>two</li><li>three</li></ul>", 40, NULL,
		"<ul><li>one</li><li>two</li></ul>"},
	{"<ul><li>one two three four five six</li></ul>", 40, NULL,
		"<ul><li>one two three four…</li></ul>"},
	{"<ul><li>one<ul><li>two</li><li>three</li></ul></li></ul>", 45, NULL,
		"<ul><li>one<ul><li>two</li></ul></li></ul>"},
	/* never in a link, an entity or a character */
	{"<p>one <a href='https://a.test/'>two three</a> four five</p>", 40, NULL,
		"<p>one…</p>"},
	{"<p>one &amp; two &amp; three</p>", 21, NULL, "<p>one &amp;…</p>"},
	{"<p>one ääää öööö üüüü</p>", 25, NULL, "<p>one ääää…</p>"},
	/* where nothing tells words apart, anywhere; but not in the middle of a short one */
	{"<p>abcdefghijklmnopqrstuvwxyz</p>", 20, NULL, ""},
	{"<p>一二三四五六七八九十一二三四五六七八九十一二三四五六七八九十</p>", 80, NULL,
		"<p>一二三四五六七八九十一二三四五六七八九十一二三…</p>"},
	/* no break, space or empty element at the end, no heading of nothing */
	{"<p>one<br><br>two three four five six</p>", 19, NULL, "<p>one…</p>"},
	{"<p>one <b>two three four five six seven</b></p>", 40, NULL,
		"<p>one <strong>two three</strong>…</p>"},
	{"<p>one</p><h2>two</h2><p>three four</p>", 45, NULL, "<p>one</p>"},
	/* the link to the rest, or none if it does not fit */
	{"<p>one two three</p><p>four five six seven eight nine ten eleven</p>", 68,
		"https://a.test/",
		"<p>one two three</p>\n<p><a href=\"https://a.test/\">…more</a></p>"},
	{"<p>one two three</p><p>four</p>", 31, "https://a.test/",
		"<p>one two three</p>"},
	{"<p>one two three four five six seven eight nine</p>", 44, "https://a.test/",
		"<p><a href=\"https://a.test/\">…more</a></p>"},
	{"<p>one two three</p><p>four</p>", 30, "javascript:x", "<p>one two three</p>"},
};

static void test_cuts(void **state)
{
	struct unit u;
	(void)state;
	unit_open(&u);
	for (size_t i = 0; i < sizeof cuts / sizeof *cuts; i++)
		assert_string_equal(
			cut(&u, cuts[i].in, cuts[i].max, cuts[i].more), cuts[i].out);
	unit_close(&u);
}

/* Something of a long text is always there, and most of the room is used. */
static void test_room_is_used(void **state)
{
	struct unit u;
	struct sbuf text;
	(void)state;
	unit_open(&u);
	sbuf_init(&text, 1 << 20);
	for (int i = 0; i < 3000; i++)
		sbuf_printf(&text, i % 12 ? "word%d " : "word%d. ", i);
	size_t len = strlen(cut(&u, text.data, 4000, "https://a.test/"));
	assert_in_range(len, 3800, 4000);
	sbuf_release(&text);
	unit_close(&u);
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(test_every_limit),
		cmocka_unit_test(test_no_limit),
		cmocka_unit_test(test_cuts),
		cmocka_unit_test(test_room_is_used),
	};
	return cmocka_run_group_tests(tests, NULL, NULL);
}
