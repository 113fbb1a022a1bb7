/* SPDX-License-Identifier: ISC */
#include "unit.h"

#include <cmark.h>
#include "render/lines.h"

/* One letter a line: . blank, t text, T text that begins a block, h and H the same of raw
   HTML, c code, 1 to 6 a heading. */
static const char *kinds(const char *text, char out[64])
{
	struct lines l;
	struct line line;
	size_t n = 0;
	lines_init(&l, str_of(text));
	while (lines_next(&l, &line)) {
		char c = line.kind == LINE_BLANK  ? '.'
			 : line.kind == LINE_CODE ? 'c'
						  : 't';
		if (c == 't' && line.html)
			c = 'h';
		if (c != '.' && c != 'c' && line.fresh)
			c = (char)(c - 'a' + 'A');
		if (line.heading)
			c = (char)('0' + line.heading);
		out[n++] = c;
	}
	out[n] = '\0';
	return out;
}

static void test_kinds(void **state)
{
	(void)state;
	static const struct {
		const char *text, *kinds;
	} e[] = {
		{"", ""},
		{"\n \n\t\n", "..."},
		{"a\nb\n\nc", "Tt.T"},
		{"# a\nb\n###### c\n####### d\n#e", "1T6Tt"},
		{"a\n===\nb\n---\nc\n***\nd", "T1T2TTT"},
		{"```\na\n\n```\nb", "cccc"
				     "T"},
		{"~~~\n```\n~~~~\nb", "ccc"
				      "T"},
		{"```\n~~~\n``\n    ```\n", "cccc"},
		{"a\n    b\n\n    c\n\n    d\ne", "Tt.c.cT"},
		{"\tc\n", "c"},
		{"- a\n\n  b\n\n      c\n\n    d\n\ne", "T.T.c.T.T"},
		{"- a\nlazy\n- b\n\nout", "TtT.T"},
		{"1. a\n2. b\n", "TT"},
		{"a\n2. b\n1. c\n- d\n-\n", "TtTT."},
		{"a\n10. b\n01. c", "TtT"},
		{"> a\nlazy\n> b\n\nc", "Ttt.T"},
		{"> ```\n> c\nd", "ccT"},
		{"<div>\n    a\n```\n\n    c", "Hhh.c"},
		{"<!-- a\n\n    b\n-->\n    c", "H.hhc"},
		{"<!X\n\n    b\n>\n    c", "H.hhc"},
		{"<!x\n\n    b", "T.c"},
		{"a\n<b>\n<div>\nc", "TtHh"},
		{"<b>\nc\n\nd", "Hh.T"},
		{"<b> c\n\nd", "T.T"},
		{"[^1]: a\n\n    b\n\n        c\nd", "T.T.cT"},
	};
	char out[64];
	for (size_t i = 0; i < sizeof e / sizeof *e; i++)
		assert_string_equal(kinds(e[i].text, out), e[i].kinds);
}

static void test_places(void **state)
{
	(void)state;
	struct lines l;
	struct line line;
	lines_init(&l, str_of("a\n> -   b\n[^x]: c\n"));
	assert_true(lines_next(&l, &line));
	assert_int_equal(line.depth, 0);
	assert_true(lines_next(&l, &line));
	assert_int_equal(line.from, 2);
	assert_int_equal(line.content, 8);
	assert_int_equal(line.to, 9);
	assert_int_equal(line.depth, 2);
	assert_true(lines_next(&l, &line));
	assert_true(line.note && line.note_begins);
	assert_int_equal(line.content, 16);
	assert_int_equal(line.to, 17);
	assert_false(lines_next(&l, &line));
}

static void test_depth(void **state)
{
	(void)state;
	for (size_t depth = LINES_DEPTH - 1; depth < LINES_DEPTH + 2; depth++) {
		struct lines l;
		struct line line;
		char text[LINES_DEPTH * 2];
		memset(text, '>', depth);
		text[depth] = '\0';
		lines_init(&l, str_of(text));
		assert_true(lines_next(&l, &line));
		assert_int_equal(l.too_deep, depth > LINES_DEPTH);
	}
}

/* ---- the same text, as cmark sees it ---- */

/* A generator of its own: the texts are the same on every machine. */
static unsigned next_random(uint64_t *state)
{
	*state = *state * 6364136223846793005u + 1442695040888963407u;
	return (unsigned)(*state >> 33);
}

static void add_random(uint64_t *state, struct sbuf *out)
{
	static const char *const pieces[] = {"- ", "1. ", "2. ", "> ", ">", "    ", "  ",
		"\t", " ", "```", "~~~", "a", "b", "\n", "\n", "\n", "\n\n", "# ", "---",
		"===", "<div>", "<a>", "</a>", "<!--", "-->", "*", "-", "`", "+ ", "10) ",
		"<pre>", "</pre>", "   ", "* * *", "   - ", "01. ", "00) ", "<?", "?>",
		"<!X", "<!x", "<![CDATA[", "]]>", "<div/>", "<a b=", "\"", "<!-- -->",
		"</div>", "<script>", "</SCRIPT>", "&", "1", "~", "_", "___"};
	for (unsigned n = 3 + next_random(state) % 25; n > 0; n--)
		sbuf_str(out,
			pieces[next_random(state) % (sizeof pieces / sizeof *pieces)]);
	sbuf_char(out, '\n');
}

enum { ROWS = 512, IS_CODE = 1, MAY_BE_CODE = 2 };

/* The line-th line of text. */
static const char *line_at(const char *text, int line)
{
	for (; line > 1; line--)
		text = strchr(text, '\n') + 1;
	return text;
}

/* Marks the lines of a code block. cmark does not say on which line a fence is closed, nor
   whether it is: that line may be code. */
static void mark_code(cmark_node *node, const char *text, char rows[ROWS])
{
	const char *literal = cmark_node_get_literal(node);
	int first = cmark_node_get_start_line(node), lines = 0;
	const char *at = line_at(text, first) + cmark_node_get_start_column(node) - 1;
	for (const char *p = literal; *p; p++)
		lines += *p == '\n';
	bool fenced = (*at == '`' || *at == '~') &&
		      strncmp(literal, at, strcspn(at, "\n") + 1) != 0;
	for (int i = 0; i < lines + fenced; i++)
		rows[first + i] = IS_CODE;
	if (fenced)
		rows[first + lines + 1] = MAY_BE_CODE;
}

static void cmark_code(struct str text, char rows[ROWS])
{
	memset(rows, 0, ROWS);
	cmark_node *doc = cmark_parse_document(text.data, text.len, CMARK_OPT_DEFAULT);
	cmark_iter *iter = cmark_iter_new(doc);
	while (cmark_iter_next(iter) != CMARK_EVENT_DONE) {
		cmark_node *node = cmark_iter_get_node(iter);
		if (cmark_node_get_type(node) == CMARK_NODE_CODE_BLOCK)
			mark_code(node, text.data, rows);
	}
	cmark_iter_free(iter);
	cmark_node_free(doc);
}

static void test_agrees_with_cmark(void **state)
{
	(void)state;
	enum { TEXTS = 20000 };
	uint64_t seed = 1;
	struct sbuf text;
	sbuf_init(&text, 1 << 16);
	for (int i = 0; i < TEXTS; i++) {
		char rows[ROWS];
		struct lines l;
		struct line line;
		sbuf_reset(&text);
		add_random(&seed, &text);
		cmark_code(sbuf_text(&text), rows);
		lines_init(&l, sbuf_text(&text));
		for (int n = 1; lines_next(&l, &line); n++) {
			bool code = line.kind == LINE_CODE;
			struct str rest =
				str_slice(sbuf_text(&text), line.content, line.to);
			if (rest.len && rows[n] != MAY_BE_CODE &&
				code != (rows[n] == IS_CODE))
				fail_msg("line %d of\n%s", n, text.data);
		}
	}
	sbuf_release(&text);
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(test_kinds),
		cmocka_unit_test(test_places),
		cmocka_unit_test(test_depth),
		cmocka_unit_test(test_agrees_with_cmark),
	};
	return cmocka_run_group_tests(tests, NULL, NULL);
}
