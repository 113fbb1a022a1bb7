/* SPDX-License-Identifier: ISC */
#include "unit.h"

#include "render/shortcode.h"

enum { LINE = 10, OUT_MAX = 1 << 20 };

#define TEMPLATE(n, t)                                                                   \
	{                                                                                \
		.name = n, .text = t,                                                    \
		.at = {.line = 5,                                                        \
			.column = 3,                                                     \
			.origin = FG_WRITTEN }                                           \
	}
static struct fg_entry shortcodes[] = {
	TEMPLATE("image", "<img src=\"https://cdn.example/{number}/{1}\" alt=\"{2}\">"),
	TEMPLATE("aside", "<blockquote>{body}</blockquote>"),
	TEMPLATE("box", "<div>\n{body}\n</div>\n"),
	TEMPLATE("mark", "<strong>{body}</strong>"),
	TEMPLATE("figure", "<img src=\"{src}\" alt=\"{alt}\">"),
	TEMPLATE("link", "[{1}]({2})"),
	TEMPLATE("twice", "{body} {body}"),
	TEMPLATE("guest", "<b>{guest}</b>"),
	TEMPLATE("broken", "<b>{1</b>"),
	TEMPLATE("odd", "<b>{a?}</b>"),
	TEMPLATE("lines", "<ul>\n<li>{1}</li>\n</ul>"),
};

struct bench {
	struct unit u;
	struct fg_show show;
	struct fg_episode ep;
	struct fg_entry entries[2];
	struct sbuf out;
};

static void bench_open(struct bench *b)
{
	memset(b, 0, sizeof *b);
	unit_open(&b->u);
	unsigned n = sizeof shortcodes / sizeof *shortcodes;
	b->show = (struct fg_show){.file = "show.yaml", .shortcodes = {shortcodes, n, n}};
	b->entries[0] = (struct fg_entry){"number", "07", {2, 9, FG_WRITTEN, false}};
	b->entries[1] = (struct fg_entry){"guest", "", {3, 8, FG_WRITTEN, false}};
	b->ep = (struct fg_episode){.file = "e.md", .entries = {b->entries, 2, 2}};
	sbuf_init(&b->out, OUT_MAX);
}

static void bench_close(struct bench *b)
{
	sbuf_release(&b->out);
	unit_close(&b->u);
}

static const char *expand(struct bench *b, const char *source)
{
	sbuf_reset(&b->out);
	b->u.diags.len = 0;
	struct fg_body body = {source, strlen(source), LINE};
	assert_true(shortcode_expand(&b->u.run, &b->show, &b->ep, &body, &b->out));
	return b->out.data;
}

struct example {
	const char *source, *expanded;
};

static void expand_all(const struct example *e, size_t n, bool silent)
{
	struct bench b;
	bench_open(&b);
	for (size_t i = 0; i < n; i++) {
		assert_string_equal(expand(&b, e[i].source), e[i].expanded);
		if (silent && b.u.diags.len)
			fail_msg("%s: %s", e[i].source, b.u.diags.data[0].message);
	}
	bench_close(&b);
}
#define EXPAND_ALL(examples, silent)                                                     \
	expand_all(examples, sizeof examples / sizeof *examples, silent)

#define IMG(src, alt) "<img src=\"https://cdn.example/07/" src "\" alt=\"" alt "\">"

static void test_arguments(void **state)
{
	(void)state;
	static const struct example e[] = {
		{"{% image \"a.jpg\" \"A picture\" %}", IMG("a.jpg", "A picture")},
		{"{% image 'a' 'b c' %}", IMG("a", "b c")},
		{"{%image \"a\" \"b\"%}", IMG("a", "b")},
		{"{%- image 'a' 'b' -%}", IMG("a", "b")},
		{"{% image a.jpg word %}", IMG("a.jpg", "word")},
		{"{% image \"a\", \"b\" %}", IMG("a", "b")},
		{"{% image a,b %}", IMG("a", "b")},
		{"{% image \"a\"\"b\" %}", IMG("a", "b")},
		{"{% image \"a\" \"\" %}", IMG("a", "")},
		{"{% image \"a\" %}", IMG("a", "")},
		{"{% image 'a' 'b' 'more' 'https://example.com/' %}", IMG("a", "b")},
		{"{% image 'a' 'The baker's dozen' %}",
			IMG("a", "The baker&#39;s dozen")},
		{"{% image 'a' 'The baker's dozen %}", IMG("a", "The baker&#39;s dozen")},
		{"{% image \"a\" \"The ‘old’ baker’s\" %}",
			IMG("a", "The ‘old’ baker’s")},
		{"{% image “a” “b c” %}", IMG("a", "b c")},
		{"{% image ‘a’ ‘the baker’s dozen’ %}", IMG("a", "the baker’s dozen")},
		{"{% image “a\" \"b” c” %}", IMG("a", "b” c”")},
		{"{% image \"a\" \"b\" \" %}", IMG("a", "b")},
		{"{% image \"a\" \"say \\\"hi\\\" now\" %}",
			IMG("a", "say &quot;hi&quot; now")},
		{"{% image \"a\" \"two\nlines\" %}", IMG("a", "two lines") "\n"},
		{"{% image \"a\" \"x < y & z &amp; é\" %}",
			IMG("a", "x &lt; y &amp; z &amp; é")},
		{"{% link x https://example.com/?a=1,2&b=3 %}",
			"[x](https://example.com/?a=1,2&amp;b=3)"},
		{"{% figure src=\"s.jpg\" alt='' %}", "<img src=\"s.jpg\" alt=\"\">"},
		{"{% figure alt = \"b c\" src = s.jpg %}",
			"<img src=\"s.jpg\" alt=\"b c\">"},
		{"{% figure src: \"s.jpg\", alt: \"b\" %}",
			"<img src=\"s.jpg\" alt=\"b\">"},
		{"{{< figure src=\"s.jpg\" alt=\"b\" >}}",
			"<img src=\"s.jpg\" alt=\"b\">"},
		{"{{% image a b %}}", IMG("a", "b")},
		{"{{< image a b />}}", IMG("a", "b")},
		{"{% include dir/figure.html src=\"s\" alt=\"b\" %}",
			"<img src=\"s\" alt=\"b\">"},
		{"{% include image.html a.jpg \"b\" %}", IMG("a.jpg", "b")},
	};
	EXPAND_ALL(e, true);
}

/* Text around a shortcode stays, on its line. */
static void test_surroundings(void **state)
{
	(void)state;
	static const struct example e[] = {
		{"", ""},
		{"no shortcode, 5 {x} 100% [y] {", "no shortcode, 5 {x} 100% [y] {"},
		{"a {% image 'i' 'j' %} b", "a " IMG("i", "j") " b"},
		{"a\n\n  {% image 'i' 'j' %}\n\nb\n", "a\n\n  " IMG("i", "j") "\n\nb\n"},
		{"a {% image\n'i'\n'j' %} b\nc", "a " IMG("i", "j") "\n\nb\nc"},
		{"\\{% image 'i' 'j' %}", IMG("i", "j")},
		{"\\\\{% image 'i' 'j' %}", "\\\\" IMG("i", "j")},
		/* an HTML block would take in the line below */
		{"{% image 'i' 'j' %}\ntext", IMG("i", "j") "\n\ntext"},
		{"> {% image 'i' 'j' %}\n> text", "> " IMG("i", "j") "\n> \n> text"},
		{"- {% lines a %}\n", "- <ul>\n  <li>a</li>\n  </ul>\n"},
		{"{% image 'i' 'j' %} text", IMG("i", "j") " text"},
		/* no code block comes to be */
		{"{# c #}    text", "text"},
		{"``{# c #}`a` b", "`` `a` b"},
		{"~~{# c #}~\na", "~~ ~\na"},
		{"{% link '`' '{x' %} `a", "[&#96;](&#123;x) `a"},
		/* comments and attributes */
		{"a {# not {% image %} this #} b", "a  b"},
		{"a {# one\n\ntwo {% x %}\n\n```\n#} b {% image 'i' 'j' %}\n",
			"a \n\n\n\n\nb " IMG("i", "j") "\n"},
		{"a {% comment %} secret\n\nmore {% endcomment %} b", "a \n\nb"},
		{"## Heading {#id}", "## Heading "},
		{"[a](b){:target=\"_blank\"} {:.big}", "[a](b) "},
		{"emoticon {: and {#1 stay", "emoticon {: and {#1 stay"},
		{"{# never closed", "{# never closed"},
		{"in formulas, $a_{b_{c}}$ stays", "in formulas, $a_{b_{c}}$ stays"},
	};
	EXPAND_ALL(e, true);
}

static void test_code_is_left_alone(void **state)
{
	(void)state;
	static const char *const same[] = {
		"`{% image %}`",
		"``{% image ` %}`` and `{{ x }}`",
		"a `b\n{% image %} c` d",
		"```\n{% image %}\n```\n",
		"~~~~ liquid\n```\n{% image %}\n~~~\n{{ x }}\n~~~~\n",
		"    {% image %}\n\n    {{ x }}\n",
		"\t{% image %}\n",
		"- a\n\n      {% image %}\n",
		"> ```\n> {% image %}\n",
		"```\nnever closed {% image %}\n\n{{ x }}",
		"1. ~~~\n   {% image %}\n",
		"```\n[^1]\n```\n",
		"`[^1]`",
	};
	struct bench b;
	bench_open(&b);
	for (size_t i = 0; i < sizeof same / sizeof *same; i++) {
		assert_string_equal(expand(&b, same[i]), same[i]);
		assert_int_equal(b.u.diags.len, 0);
	}
	bench_close(&b);
}

static void test_what_only_looks_like_code(void **state)
{
	(void)state;
	static const struct example e[] = {
		{"- a\n\n  {% image i j %}\n", "- a\n\n  " IMG("i", "j") "\n"},
		{"- a\n\n    {% image i j %}\n", "- a\n\n    " IMG("i", "j") "\n"},
		{"text\n    {% image i j %}", "text\n    " IMG("i", "j")},
		{"one ` tick {% image i j %}", "one ` tick " IMG("i", "j")},
		{"`one\n\n{% image i j %} `", "`one\n\n" IMG("i", "j") " `"},
		{"\\`{% image i j %}`", "\\`" IMG("i", "j") "`"},
		{"`` {% image i j %} `", "`` " IMG("i", "j") " `"},
		{"```x` {% image i j %}", "```x` " IMG("i", "j")},
		{"<div>\n`{% image i j %}`\n</div>",
			"<div>\n`" IMG("i", "j") "`\n</div>"},
		{"```\ncode\n```\n{% image i j %}", "```\ncode\n```\n" IMG("i", "j")},
		{"> ```\n{% image i j %}", "> ```\n" IMG("i", "j")},
	};
	struct bench b;
	bench_open(&b);
	for (size_t i = 0; i < sizeof e / sizeof *e; i++)
		assert_string_equal(expand(&b, e[i].source), e[i].expanded);
	bench_close(&b);
}

static void test_bodies(void **state)
{
	(void)state;
	static const struct example e[] = {
		{"{% aside %}\n\nA *note*.\n\n{% endaside %}\n",
			"<blockquote>\n\nA *note*.\n\n</blockquote>\n"},
		{"{% aside %}\nA *note*.\n{% endaside %}\n",
			"<blockquote>\n\nA *note*.\n\n</blockquote>\n"},
		{"{% aside %}A *note*.{% endaside %}",
			"<blockquote>\n\nA *note*.\n\n</blockquote>"},
		{"{% aside %}A{% endaside %} b",
			"<blockquote>\n\nA\n\n</blockquote>\n\nb"},
		{"{% aside %}A{% endaside %}\nb",
			"<blockquote>\n\nA\n\n</blockquote>\n\nb"},
		{"a {% aside %}b{% endaside %} c", "a <blockquote>b</blockquote> c"},
		{"{{< aside >}}A{{< /aside >}}", "<blockquote>\n\nA\n\n</blockquote>"},
		{"{{% aside %}}A{{% /aside %}}", "<blockquote>\n\nA\n\n</blockquote>"},
		{"a {% mark %}b *c*{% endmark %} d", "a <strong>b *c*</strong> d"},
		{"{% mark %}b{% endmark %} d", "<strong>b</strong> d"},
		{"{% box %}\nA\n{% endbox %}\n", "<div>\n\nA\n\n</div>\n"},
		{"- x\n\n  {% aside %}\n  A\n  {% endaside %}\n- y",
			"- x\n\n  <blockquote>\n  \n  A\n  \n  </blockquote>\n  \n- y"},
		{"> {% aside %}\n> A\n> {% endaside %}\n",
			"> <blockquote>\n> \n> A\n> \n> </blockquote>\n"},
		{"- {% aside %}A{% endaside %}\n",
			"- <blockquote>\n  \n  A\n  \n  </blockquote>\n"},
		{"a {% aside %}{% image i j %} `{% x %}`{% endaside %}",
			"a <blockquote>" IMG("i", "j") " `{% x %}`</blockquote>"},
		{"a {% mark %}{% mark %}b{% endmark %}c{% endmark %}",
			"a <strong><strong>b</strong>c</strong>"},
		{"a {% twice %}b{% endtwice %}", "a b b"},
		{"a {% aside\n%}b{% endaside\n%}\nc",
			"a <blockquote>b</blockquote>\n\n\nc"},
	};
	EXPAND_ALL(e, true);
}

/* A tag before a fence is gone when Markdown sees it: what is text then is expanded, too. */
static void test_tags_before_fences(void **state)
{
	(void)state;
	static const struct example e[] = {
		{"{# c #}```\n```\n{% image i j %}\n", "```\n```\n" IMG("i", "j") "\n"},
		{"{# c #}-   a\n\n    {% image i j %}\n",
			"-   a\n\n    " IMG("i", "j") "\n"},
		/* … and what only then is a comment hides no mark. */
		{"{# c #}```\n```\n%%a {\n{%%b", "```\n```\n\nb"},
		{"{# c #}```\n```\n{# a {% #}b", "```\n```\nb"},
	};
	EXPAND_ALL(e, true);
}

struct complaint {
	const char *source, *expanded;
	int rule;
	unsigned line, column;
	const char *message;
};

static const struct complaint complaints[] = {
	{"a\n  {% foto \"x\" %} b", "a\n   b", FG_RULE_SHORTCODE_UNKNOWN, 11, 3,
		"the show config has no shortcode “foto”; the tag is left out"},
	{"{% quote %}text{% endquote %}", "text", FG_RULE_SHORTCODE_UNKNOWN, 10, 1,
		"the show config has no shortcode “quote”; the tag is left out"},
	{"{% endorse %}", "", FG_RULE_SHORTCODE_UNKNOWN, 10, 1,
		"the show config has no shortcode “endorse”; the tag is left out"},
	{"{% include note.html a=1 %}", "", FG_RULE_SHORTCODE_UNKNOWN, 10, 1,
		"the show config has no shortcode “include note.html a=1”; the tag is "
		"left "
		"out"},
	{"é {% %} a", "é  a", FG_RULE_SHORTCODE_UNKNOWN, 10, 3,
		"a template tag without a name; it is left out"},
	{"a {% image 'i' and\n\nb", "a  image 'i' and\n\nb", FG_RULE_SHORTCODE_UNCLOSED,
		10, 3, "“{%” is not closed in its paragraph; the mark is left out"},
	{"{% a {% image i j %}", "a " IMG("i", "j"), FG_RULE_SHORTCODE_UNCLOSED, 10, 1,
		"“{%” is not closed in its paragraph; the mark is left out"},
	{"100%} a", "100 a", FG_RULE_SHORTCODE_UNCLOSED, 10, 4,
		"“%}” closes nothing; the mark is left out"},
	{"a {{ b", "a  b", FG_RULE_SHORTCODE_UNCLOSED, 10, 3,
		"“{{” is not closed in its paragraph; the mark is left out"},
	{"by {{ page.author }}.", "by .", FG_RULE_SHORTCODE_EXPRESSION, 10, 4,
		"{{ page.author }} is for a template language; it is left out"},
	{"{% image \"{{ site.cdn }}/a\" b %}.", ".", FG_RULE_SHORTCODE_EXPRESSION, 10, 1,
		"the shortcode “image” is left out: its argument “{{ site.cdn }}/a” "
		"is for "
		"a template language"},
	{"{% aside %}text", "text", FG_RULE_SHORTCODE_UNPAIRED, 10, 1,
		"the shortcode “aside” has no end; its text stays, the tag is left "
		"out"},
	{"text\n{% endaside %}", "text\n", FG_RULE_SHORTCODE_UNPAIRED, 11, 1,
		"the end of a shortcode “aside” that was not begun"},
	{"{% endimage %}", "", FG_RULE_SHORTCODE_UNPAIRED, 10, 1,
		"the shortcode “image” encloses nothing and needs no end"},
	{"a {% mark %}{% aside %}b{% endmark %}", "a <strong>b</strong>",
		FG_RULE_SHORTCODE_UNPAIRED, 10, 13,
		"the shortcode “aside” has no end; its text stays, the tag is left "
		"out"},
	{"a {% guest %} b", "a  b", FG_RULE_SHORTCODE_INGREDIENT, 10, 3,
		"the shortcode “guest” is left out: there is no value for {guest}"},
	{"{% figure alt='a' %}", "", FG_RULE_SHORTCODE_INGREDIENT, 10, 1,
		"the shortcode “figure” is left out: there is no value for {src}"},
	{"{% odd %}", "", FG_RULE_SHORTCODE_TEMPLATE, 10, 1,
		"the template of the shortcode “odd” asks for {a?}, which is no name"},
};

static void test_complaints(void **state)
{
	(void)state;
	struct bench b;
	bench_open(&b);
	for (size_t i = 0; i < sizeof complaints / sizeof *complaints; i++) {
		const struct complaint *c = &complaints[i];
		assert_string_equal(expand(&b, c->source), c->expanded);
		assert_int_equal(b.u.diags.len, 1);
		const struct fg_diag *d = unit_diag(&b.u, c->rule);
		assert_string_equal(d->message, c->message);
		assert_string_equal(d->at.file, "e.md");
		assert_int_equal(d->at.line, c->line);
		assert_int_equal(d->at.column, c->column);
	}
	bench_close(&b);
}

static void test_what_helps(void **state)
{
	(void)state;
	struct bench b;
	bench_open(&b);
	expand(&b, "{% imgae a b %}");
	const struct fg_diag *d = unit_diag(&b.u, FG_RULE_SHORTCODE_UNKNOWN);
	assert_string_equal(d->hint, "did you mean “image”?");
	/* an include is looked for by the name of its file */
	expand(&b, "{% include dir/notes.html a=1 %}");
	d = unit_diag(&b.u, FG_RULE_SHORTCODE_UNKNOWN);
	assert_non_null(strstr(d->hint, "shortcodes: {notes: \"<p>…</p>\"}"));
	expand(&b, "{% highlight ruby %}");
	d = unit_diag(&b.u, FG_RULE_SHORTCODE_UNKNOWN);
	assert_non_null(strstr(d->hint, "shortcodes: {highlight: "));
	expand(&b, "{% broken %}");
	d = unit_diag(&b.u, FG_RULE_SHORTCODE_TEMPLATE);
	assert_string_equal(d->related.file, "show.yaml");
	assert_int_equal(d->related.line, 5);
	assert_int_equal(d->related.column, 3);
	bench_close(&b);
}

/* Marks that were apart in the source do not meet where something was taken out. */
static void test_marks_do_not_meet(void **state)
{
	(void)state;
	static const char *const sources[] = {
		"{{# c #}% x %{# c #}}",
		"{{:.a}% x %}",
		"{{% comment %}{% endcomment %}% x %}",
		"{{# c #}{ x }}",
		"{% {% %}% x",
		"{{{% x }}",
		"%{:.a}}",
	};
	struct bench b;
	bench_open(&b);
	for (size_t i = 0; i < sizeof sources / sizeof *sources; i++) {
		const char *out = expand(&b, sources[i]);
		assert_null(strstr(out, "{%"));
		assert_null(strstr(out, "%}"));
		assert_null(strstr(out, "{{"));
	}
	bench_close(&b);
}

static void test_nesting(void **state)
{
	(void)state;
	struct bench b;
	struct sbuf s;
	sbuf_init(&s, OUT_MAX);
	for (int i = 0; i < 10; i++)
		sbuf_str(&s, "{% mark %}");
	sbuf_str(&s, "x");
	for (int i = 0; i < 10; i++)
		sbuf_str(&s, "{% endmark %}");
	bench_open(&b);
	const char *out = expand(&b, s.data);
	size_t levels = 0;
	for (const char *p = out; (p = strstr(p, "<strong>")); p++)
		levels++;
	assert_int_equal(levels, 8);
	assert_int_equal(unit_count(&b.u, FG_RULE_SHORTCODE_NESTING), 2);
	assert_int_equal(unit_diag(&b.u, FG_RULE_SHORTCODE_NESTING)->at.column, 81);
	bench_close(&b);
	sbuf_release(&s);
}

/* The cap of the output holds for what is made on the way, too. */
static void test_growth_is_bounded(void **state)
{
	(void)state;
	struct bench b;
	struct sbuf s;
	sbuf_init(&s, OUT_MAX);
	for (int i = 0; i < 8; i++)
		sbuf_str(&s, "{% twice %}");
	for (int i = 0; i < 1000; i++)
		sbuf_str(&s, "0123456789");
	for (int i = 0; i < 8; i++)
		sbuf_str(&s, "{% endtwice %}");
	bench_open(&b);
	sbuf_init(&b.out, 100 * 1000);
	struct fg_body body = {s.data, s.len, LINE};
	assert_false(shortcode_expand(&b.u.run, &b.show, &b.ep, &body, &b.out));
	assert_true(b.out.len <= 100 * 1000);
	bench_close(&b);
	sbuf_release(&s);
}

static void test_many_complaints_become_one(void **state)
{
	(void)state;
	struct bench b;
	struct sbuf s;
	sbuf_init(&s, OUT_MAX);
	for (int i = 0; i < 1000; i++)
		sbuf_str(&s, "{% x %}\n");
	bench_open(&b);
	expand(&b, s.data);
	assert_int_equal(b.u.diags.len, 101);
	const struct fg_diag *last = &b.u.diags.data[100];
	assert_string_equal(last->message,
		"from here on, 900 more findings about shortcodes, footnotes and links");
	assert_int_equal(last->at.line, LINE + 100);
	bench_close(&b);
	sbuf_release(&s);
}

/* Each would take minutes if any step went over the text again for each mark. */
static void test_time_is_linear(void **state)
{
	(void)state;
	static const char *const units[] = {"{%", "{% a ", "{% aside %}",
		"{% endaside %}", "{{", "{# ", "{{#", "{% comment %}", "`", "``a`",
		"[^a]", "[^a]: b\n", "'a ", "\" ", "{% image 'a ", "{% image %}", "> ",
		"- ", "{:a", "\\{%"};
	enum { SIZE = 256 * 1024 };
	struct bench b;
	bench_open(&b);
	for (size_t i = 0; i < sizeof units / sizeof *units; i++) {
		struct sbuf s;
		sbuf_init(&s, 2 * SIZE);
		while (s.len < SIZE)
			sbuf_str(&s, units[i]);
		sbuf_init(&b.out, 64 * SIZE);
		struct fg_body body = {s.data, s.len, LINE};
		shortcode_expand(&b.u.run, &b.show, &b.ep, &body, &b.out);
		assert_false(b.out.failed);
		sbuf_release(&b.out);
		sbuf_release(&s);
	}
	bench_close(&b);
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(test_arguments),
		cmocka_unit_test(test_surroundings),
		cmocka_unit_test(test_code_is_left_alone),
		cmocka_unit_test(test_what_only_looks_like_code),
		cmocka_unit_test(test_bodies),
		cmocka_unit_test(test_tags_before_fences),
		cmocka_unit_test(test_complaints),
		cmocka_unit_test(test_what_helps),
		cmocka_unit_test(test_marks_do_not_meet),
		cmocka_unit_test(test_nesting),
		cmocka_unit_test(test_growth_is_bounded),
		cmocka_unit_test(test_many_complaints_become_one),
		cmocka_unit_test(test_time_is_linear),
	};
	return cmocka_run_group_tests(tests, NULL, NULL);
}
