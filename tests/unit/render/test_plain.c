/* SPDX-License-Identifier: ISC */
/* Plain blocks: which are, what they are, and that a parser would make the same of them. */
#include "unit.h"

#include "render/html.h"
#include "render/markdown.h"
#include "render/plain.h"
#include "unplain.h"

/* The pieces of a run, as if they were HTML. */
static void show(const struct plain *p, const struct plain_run *run, struct sbuf *out)
{
	static const char *const names[TAG_COUNT] = {[TAG_P] = "p",
		[TAG_H1] = "h1",
		[TAG_H2] = "h2",
		[TAG_H6] = "h6",
		[TAG_UL] = "ul",
		[TAG_OL] = "ol",
		[TAG_LI] = "li",
		[TAG_BLOCKQUOTE] = "q",
		[TAG_A] = "a",
		[TAG_STRONG] = "b",
		[TAG_EM] = "i"};
	for (size_t i = run->first; i < run->past; i++) {
		const struct html_piece *piece = &p->pieces.data[i];
		if (piece->kind == PIECE_TEXT)
			sbuf_slice(out, piece->text);
		else if (piece->kind == PIECE_LOOSE)
			sbuf_printf(out, "~%.*s~", STR_ARG(piece->text));
		else if (piece->kind == PIECE_BREAK)
			sbuf_str(out, "<br>");
		else if (piece->kind == PIECE_CLOSE)
			sbuf_str(out, "</>");
		else
			sbuf_printf(
				out, "<%s%.*s>", names[piece->tag], STR_ARG(piece->text));
	}
}

/* text has n runs, which are expected[0], the text as it stands, expected[1], its pieces … */
static void assert_plain(
	struct unit *u, const char *text, const char *const *expected, size_t n)
{
	struct plain p;
	struct plain_run run;
	size_t i = 0;
	plain_init(&p, &u->arena, str_of(text));
	for (; plain_next(&p, &run); i++) {
		struct sbuf pieces;
		sbuf_init(&pieces, 1 << 16);
		show(&p, &run, &pieces);
		if (i >= n || !str_is(run.whole, expected[2 * i]) ||
			!str_is(sbuf_text(&pieces), expected[2 * i + 1]))
			fail_msg("in “%s”: “%.*s”: “%s”", text, STR_ARG(run.whole),
				pieces.data);
		sbuf_release(&pieces);
	}
	if (i != n)
		fail_msg("in “%s”: %zu instead of %zu", text, i, n);
}

static void one(void **state)
{
	struct unit unit, *u = &unit;
	(void)state;
	unit_open(u);
	static const struct {
		const char *text, *run[2];
	} cases[] = {
		{"a", {"a", "<p>a</>"}},
		{"a\n", {"a", "<p>a</>"}},
		{"\n\na b, c.  \n\n", {"a b, c.  ", "<p>a b, c.</>"}},
		{"a\nb\n\n* c\n- d", {"a\nb", "<p>a\nb</>"}},
		{"(a) > {b} | ^ ~ # + = 1. !\n",
			{"(a) > {b} | ^ ~ # + = 1. !",
				"<p>(a) > {b} | ^ ~ # + = 1. !</>"}},
		{"“Ä”\n\"b\"\n'c'\n", {"“Ä”\n\"b\"\n'c'", "<p>“Ä”\n\"b\"\n'c'</>"}},
		{"12 a\n2nd\n", {"12 a\n2nd", "<p>12 a\n2nd</>"}},
		{"a_b __c_d__", {"a_b __c_d__", "<p>a_b <b>c_d</></>"}},
		{"a  b *c*   d e\n\n",
			{"a  b *c*   d e", "<p>~a  b ~<i>c</>~   d e~</>"}},
		{"# a  b   \n", {"# a  b   ", "<h1>~a  b~</>"}},
		{"a [b  c](d)  \ne", {"a [b  c](d)  \ne", "<p>a <ad>~b  c~</><br>e</>"}},
		{"R&D & a&b c", {"R&D & a&b c", "<p>R&D & a&b c</>"}},
		{"a  \nb   \nc", {"a  \nb   \nc", "<p>a<br>b<br>c</>"}},
		{"**A:** b\n", {"**A:** b", "<p><b>A:</> b</>"}},
		{"**A 1:02**\n\n", {"**A 1:02**", "<p><b>A 1:02</></>"}},
		{"**A**: b\nc", {"**A**: b\nc", "<p><b>A</>: b\nc</>"}},
		{"**A**  \n*b\nc*", {"**A**  \n*b\nc*", "<p><b>A</><br><i>b\nc</></>"}},
		{"x*a*y (_b_), *c.*",
			{"x*a*y (_b_), *c.*", "<p>x<i>a</>y (<i>b</>), <i>c.</></>"}},
		{"a[b] [[c]][ ] [d][e]",
			{"a[b] [[c]][ ] [d][e]", "<p>a[b] [[c]][ ] [d][e]</>"}},
		{"[*a] b* [c [d](e) f]",
			{"[*a] b* [c [d](e) f]", "<p>[<i>a] b</> [c <ae>d</> f]</>"}},
		{"[a [b] c](d(e)(f(g))) h",
			{"[a [b] c](d(e)(f(g))) h", "<p><ad(e)(f(g))>a [b] c</> h</>"}},
		{"$\\a\\ 1\\Ä$ < b", {"$\\a\\ 1\\Ä$ < b", "<p>$\\a\\ 1\\Ä$ < b</>"}},
		{"[a](/b?c&d=*)", {"[a](/b?c&d=*)", "<p><a/b?c&d=*>a</></>"}},
		{"a [b\nc](d;e)f", {"a [b\nc](d;e)f", "<p>a <ad;e>b\nc</>f</>"}},
		{"*a [b](c) d* [_e_](f)",
			{"*a [b](c) d* [_e_](f)",
				"<p><i>a <ac>b</> d</> <af><i>e</></></>"}},
		{"**[a](b)**", {"**[a](b)**", "<p><b><ab>a</></></>"}},
		{"## a *b* \nc", {"## a *b* \nc", "<h2>a <i>b</></><p>c</>"}},
		{"###### 1. - > |", {"###### 1. - > |", "<h6>1. - > |</>"}},
		{"# a\n\nb\n", {"# a\n\nb", "<h1>a</><p>b</>"}},
		{"a\n\n \n\nb\n# c\n", {"a", "<p>a</>"}},
		{"> a `\n\nb\n", {"b", "<p>b</>"}},
		{"- a `\n\nb\n", {"b", "<p>b</>"}},
		{"```\na\n```\n\nb\n", {"b", "<p>b</>"}},
		{"<pre>\n\na\n\n</pre>\n\nb\n", {"b", "<p>b</>"}},
		{"[^1]: a\n\nb\n", {"b", "<p>b</>"}},
	};
	for (size_t i = 0; i < sizeof cases / sizeof *cases; i++)
		assert_plain(u, cases[i].text, cases[i].run, 1);
	unit_close(u);
}

static void boxes(void **state)
{
	struct unit unit, *u = &unit;
	(void)state;
	unit_open(u);
	static const struct {
		const char *text, *run[2];
	} cases[] = {
		{"> a", {"> a", "<q><p>a</></>"}},
		{">*a*  \n> \n>\n> b\n>\n\n> c\n\nd",
			{">*a*  \n> \n>\n> b\n>\n\n> c\n\nd",
				"<q><p><i>a</></><p>b</></><q><p>c</></><p>d</>"}},
		{"- a", {"- a", "<ul><li>a</></>"}},
		{"* *a*\n* [b](c)  d  \n\ne",
			{"* *a*\n* [b](c)  d  \n\ne",
				"<ul><li><i>a</></><li><ac>b</>~  d~</></><p>e</>"}},
		{"# a\n1. b\n7. c\n\n\n",
			{"# a\n1. b\n7. c", "<h1>a</><ol><li>b</><li>c</></>"}},
		{"- a\n\n\n- *b*\n- c\n\n\n**d**",
			{"- a\n\n\n- *b*\n- c\n\n\n**d**",
				"<ul><li><p>a</></><li><p><i>b</></></><li><p>c</></></>"
				"<p><b>d</></>"}},
		{"1. a\n\n2. b\n \n\n",
			{"1. a\n\n2. b", "<ol><li><p>a</></><li><p>b</></></>"}},
		{"- a\n\n*b*", {"- a\n\n*b*", "<ul><li>a</></><p><i>b</></>"}},
		{"- a\n  - b\n    1) c\n  - d\n- e\n",
			{"- a\n  - b\n    1) c\n  - d\n- e",
				"<ul><li>a<ul><li>b<ol><li>c</></></><li>d</></></"
				"><li>e</"
				"></>"}},
	};
	for (size_t i = 0; i < sizeof cases / sizeof *cases; i++)
		assert_plain(u, cases[i].text, cases[i].run, 1);
	unit_close(u);
}

static void several(void **state)
{
	struct unit unit, *u = &unit;
	(void)state;
	unit_open(u);
	static const char *const two[] = {"a\n\n\n**B:** c", "<p>a</><p><b>B:</> c</>",
		"d\n\n## e\nf", "<p>d</><h2>e</><p>f</>"};
	assert_plain(u, "a\n\n\n**B:** c\n\n- e `\n\nd\n\n## e\nf\n", two, 2);
	assert_plain(u, "a\n\n\n**B:** c\n\n>\n\nd\n\n## e\nf\n", two, 2);
	unit_close(u);
}

static const char *const others[] = {
	"",
	"\n",
	" a",
	"\ta",
	"1",
	"#a",
	"#",
	"# a #",
	"# a\\#",
	"a\n# b",
	"\xef\xbb\xbf# a",
	"-a",
	"=a",
	"~a",
	"|a",
	":a",
	"a\n1. ",
	"a\n=",
	"a\n-",
	"a\n b",
	"a \nb",
	"a\\\nb",
	"a\tb",
	"a\n \n2. b",
	"a&b;",
	"a&#98;",
	"a*b",
	"a_ b",
	"a<b",
	"a[b",
	"a[b]\n\n    []: c",
	"a[b][c]\n\n    []:",
	"[a\n\nb]",
	"[[[[a]]]]",
	"[a](b(c(d(e(f)))))",
	"[a](b(c)",
	"[a [b](c)](d)",
	"![a]",
	"a\\!",
	"a\\",
	"a]b",
	"a`b",
	"![a",
	"![a](b)",
	"[](a)",
	"[a]()",
	"[a](b c)",
	"[a](<b>)",
	"[a](b&c;)",
	"[a](b\\c)",
	"[a](b",
	"a [ b](c)",
	"a [b ](c)",
	"[\nb](c)",
	"\xc2\xa0 a",
	"# \xe2\x80\x8b",
	"[\xc2\xa0](b) c",
	"[[a](b)](c)",
	"[*a](b)*",
	"*[a*](b)",
	"*a [*b*](c)*",
	"[a]: b",
	"    a",
	"> a\n> b",
	">\n> a",
	">\r",
	">  a",
	"> - a",
	"> a\n\tb",
	"> a `\n\n> b",
	"> # a",
	"- a\n\n- b\nc",
	"- a\n\n- b\n\n  c",
	"- a\n\n  - b",
	"- a\n  - b\n\n- c",
	"- a\n\n- b\n  - c",
	"- a\n\n- b\n\n* c",
	"- a\n\n-",
	"- a\n\n- b\n\n -  c",
	"- a\n\n1. b",
	"- a\n\n\n\n  b",
	"- a\n\n\tb",
	"- a\n* b",
	"- a\n  1. b\n  1) c",
	"- a\n-",
	"- a\n- b\nc",
	"- a\n---",
	"- a\n      - b",
	"- a\n - b\n   - c\n     - d\n       - e",
	"-\n- a",
	"- `a`\n- b",
	"- a\n- `b`\n\n- c",
	"- - a",
	"- > a",
	"- # a",
	"-      a",
	"-\ta",
	"- - -",
	"* * a",
	"2. a",
	"01. a",
	"- a\n  2. b",
	"1. a\n1) b",
	"1.a",
	" - a",
	"- \xc2\xa0",
	"> a\nb",
	"- a\nb",
	"- a\n\n  b",
	"```\na",
	"```\n\na\n",
	"<div>\na",
	"<!--\n\na\n",
	"**",
	"****",
	"* * *",
	"***",
	"** a**",
	"**a **",
	"**a",
	"**a*",
	"*a**",
	"***a***",
	"**a****",
	"*a*b_c_",
	"*a _b_ c*",
	"**(a)**",
	"**a.**b",
	"**Ä**",
	"*Ä*",
	"*aä*",
	"a_b_",
	"_a_b",
	"*a\n* b",
	"**a**\n- b",
	"**a** \nb",
};

static void none(void **state)
{
	struct unit unit, *u = &unit;
	(void)state;
	unit_open(u);
	for (size_t i = 0; i < sizeof others / sizeof *others; i++)
		assert_plain(u, others[i], NULL, 0);
	unit_close(u);
}

static const char *html_by(struct unit *u, const char *text, struct html_rules rules)
{
	const char *problem;
	struct sbuf out;
	struct html_doc *doc = markdown_parse(&u->arena, str_of(text), &problem);
	assert_non_null(doc);
	sbuf_init(&out, 1 << 16);
	html_write(&u->arena, doc, &rules, &out);
	const char *html = arena_strndup(&u->arena, out.data, out.len);
	sbuf_release(&out);
	return html;
}

static const char *html_of(struct unit *u, const char *text)
{
	return html_by(
		u, text, (struct html_rules){.base = "https://x.org/", .full = true});
}

static const char *description_of(struct unit *u, const char *text)
{
	return html_by(u, text, (struct html_rules){.max = 60, .more = "https://x.org/"});
}

/* With a reference for its first letter a block is plain no more, and means the same, in the
   notes as in a description. */
static void same_as_parsed(void **state)
{
	struct unit unit, *u = &unit;
	(void)state;
	unit_open(u);
	static const char *const cases[][2] = {
		{"a  b.\n\n- c\n\nd", "&#97;  b.\n\n- c\n\n&#100;"},
		{"**A:**  b  \n\nc", "**&#65;:**  b  \n\n&#99;"},
		{"**A**\nb http://x.org/a.\n", "**&#65;**\nb http://x.org/a.\n"},
		{"# a\nb\n\n[c*d*](/e&f)  \ng",
			"# &#97;\n&#98;\n\n[&#99;*d*](/e&f)  \ng"},
		{"a\n\n<div>\n\nb\n\n</div>\n\nc",
			"&#97;\n\n<div>\n\n&#98;\n\n</div>\n\n&#99;"},
		{"a\n\n[b]\n\n[b]: /c\n", "&#97;\n\n[b]\n\n[b]: /c\n"},
		{"(www.x.org  see) http://y.z\n\n[www.a.b](/c)",
			"&#40;www.x.org  see) http://y.z\n\n[&#119;ww.a.b](/c)"},
		{"a www.[x.org](data:,x) b  c\n\nd",
			"&#97; www.[x.org](data:,x) b  c\n\n&#100;"},
		{"<pre><!-- -->\n\na  b\nc\n\n</pre>",
			"<pre><!-- -->\n\n&#97;  b\nc\n\n</pre>"},
		{"<div><pre>\n\na  b\n\n</pre></div>\n\n# c",
			"<div><pre>\n\n&#97;  b\n\n</pre></div>\n\n# &#99;"},
		{"<table><tr><td>\n\na\n\n# b\n\n</table>\n\nc",
			"<table><tr><td>\n\n&#97;\n\n# &#98;\n\n</table>\n\n&#99;"},
		{"<b>\n\n*a* [b](/c)\n\nd\n\n</b>\n\ne",
			"<b>\n\n*&#97;* [b](/c)\n\n&#100;\n\n</b>\n\n&#101;"},
		{"text <i>x</i>\n\na\n\n<ul><li>\n\nb\n\nc",
			"text <i>x</i>\n\n&#97;\n\n<ul><li>\n\n&#98;\n\n&#99;"},
	};
	for (size_t i = 0; i < sizeof cases / sizeof *cases; i++) {
		assert_string_equal(html_of(u, cases[i][0]), html_of(u, cases[i][1]));
		assert_string_equal(
			description_of(u, cases[i][0]), description_of(u, cases[i][1]));
	}
	/* The byte that stands for one cannot be meant by anybody. */
	assert_string_equal(html_of(u, "&#255;\n\na"), "<p>\xc3\xbf</p>\n<p>a</p>");
	unit_close(u);
}

/* What texts are made of. No <pre>, where the blanks would show that unplain adds. */
static const char *const bits[] = {"a", "b", "c.", "d e", "Ä", "f", "1 ", " ", " g",
	"\nh", "[x](/y)", "**z** ", " *i* ", "k, ", "  l", "\n- m", "\n- n", "\n* o",
	"\n  - p", "\n1. q", "\n\n- z", "\n\n1. y", "\n> r", "\n> s", "\n>\n> t", "  \nu",
	"[v] ", "w[", "] x", "\n\\y ", " < ", "[z](a_(b))", "\n", "\n\n", "\n$ ", "\n.",
	"\n- ", "\n2) ", "\n   - ", "\n> ", "\n# ", "\n## ", "**", "*", "_", "__", "[",
	"](", ")", "www.x.org", "http://x.org/a", "&", "&amp;", ">", "<b>", "</b>",
	"<div>", "</div>", "<td>", "<li>", "`", "```\n", "\\", "!", "#", "-", "|", ":",
	"\t", "\xc2\xa0", "\xe2\x80\x8b", "[^1]", "\n    ", "***", "---", "===", "]: c"};

static uint32_t random_next(uint32_t *state)
{
	*state = *state * 1664525U + 1013904223U;
	return *state >> 8;
}

/* A text of them, another for each seed: some blocks, some of which mean what they seem to. */
static void make_text(uint32_t seed, struct sbuf *out)
{
	enum { BLOCKS = 4, PLAIN_BITS = 32 };
	uint32_t state = seed * 2654435761U + 1;
	sbuf_reset(out);
	for (int block = 0; block < BLOCKS; block++) {
		size_t wild = random_next(&state) % 8;
		for (size_t n = random_next(&state) % 8; n < 9; n++) {
			size_t of = random_next(&state) % 16 < wild
					    ? sizeof bits / sizeof *bits
					    : PLAIN_BITS;
			sbuf_str(out, bits[random_next(&state) % of]);
		}
		sbuf_str(out, random_next(&state) % 4 ? "\n\n" : "\n");
	}
}

/* What is taken for plain is what a parser of all of Markdown makes of it. */
static void as_parsed_at_random(void **state)
{
	enum { TEXTS = 20000 };
	struct unit unit, *u = &unit;
	struct sbuf text, other;
	size_t plain = 0;
	(void)state;
	sbuf_init(&text, 1 << 16);
	sbuf_init(&other, 1 << 16);
	for (uint32_t seed = 0; seed < TEXTS; seed++) {
		unit_open(u);
		make_text(seed, &text);
		sbuf_reset(&other);
		unplain(&u->arena, sbuf_text(&text), &other);
		plain += !str_eq(sbuf_text(&text), sbuf_text(&other));
		if (strcmp(html_of(u, text.data), html_of(u, other.data)) != 0 ||
			strcmp(description_of(u, text.data),
				description_of(u, other.data)) != 0)
			fail_msg("seed %u: “%s” is not “%s”", (unsigned)seed, text.data,
				other.data);
		unit_close(u);
	}
	/* Else this would compare nothing. */
	assert_in_range(plain, TEXTS / 4, TEXTS);
	sbuf_release(&text);
	sbuf_release(&other);
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(one),
		cmocka_unit_test(boxes),
		cmocka_unit_test(several),
		cmocka_unit_test(none),
		cmocka_unit_test(same_as_parsed),
		cmocka_unit_test(as_parsed_at_random),
	};
	return cmocka_run_group_tests_name("render/plain", tests, NULL, NULL);
}
