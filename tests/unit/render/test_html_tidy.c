/* SPDX-License-Identifier: ISC */
/* HTML that needs no repair: which does not, what it is, and that a parser makes the same of it. */
#include "unit.h"

#include "render/html.h"
#include "render/html_tidy.h"

/* ---- events as text ---- */

static void on_start(void *ctx, const char *name, const char **attributes)
{
	struct sbuf *out = ctx;
	sbuf_printf(out, "(%s", name);
	for (; attributes[0]; attributes += 2) {
		sbuf_printf(out, " %s", attributes[0]);
		if (attributes[1])
			sbuf_printf(out, "=%s", attributes[1]);
	}
	sbuf_char(out, '|');
}

static void on_end(void *ctx, const char *name)
{
	sbuf_printf(ctx, "|%s)", name);
}

static void on_text(void *ctx, struct str text)
{
	sbuf_slice(ctx, text);
}

static bool is_known(const char *name)
{
	static const char *const others[] = {"x", "x-y", "img2"};
	return !STR_IS_AMONG(name, others);
}

static const struct html_events events = {on_start, on_end, on_text, is_known};

static void assert_tidy(struct unit *u, const char *html, const char *expected)
{
	struct sbuf told;
	sbuf_init(&told, 1 << 16);
	bool tidy = html_tidy(&u->arena, str_of(html), &events, &told);
	if (tidy != (expected != NULL) ||
		!str_is(sbuf_text(&told), expected ? expected : ""))
		fail_msg("“%s”: %d “%.*s”", html, tidy, STR_ARG(sbuf_text(&told)));
	sbuf_release(&told);
}

static void tidy(void **state)
{
	struct unit unit, *u = &unit;
	(void)state;
	unit_open(u);
	static const char *const cases[][2] = {
		{"", ""},
		{"a > \n \"b\" ä", "a > \n \"b\" ä"},
		{"a &amp;&lt;b&gt; &quot;&#39; & c &d &e=f&&",
			"a &<b> \"' & c &d &e=f&&"},
		{"<img src=\"a\">", "(img src=a||img)"},
		{"<img\n src='a&amp;\"b>&c'  alt = \"\"/>", NULL},
		{"<img\n src='a&amp;\"b>&c'  alt=\"\"/>", "(img src=a&\"b>&c alt=||img)"},
		{"<IMG Src=\"A\" src=\"b\" alt />", "(img src=A src=b alt||img)"},
		{"<br>a<br/>b<hr >", "(br||br)a(br||br)b(hr||hr)"},
		{"<div><p>a <b>b "
		 "<i>c</i></b></p>\n<blockquote>\n<h2>d</h2></blockquote></div>",
			"(div|(p|a (b|b (i|c|i)|b)|p)\n(blockquote|\n(h2|d|h2)"
			"|blockquote)|div)"},
		{"<X a=\"b\"/><x><x-y>c</x-y><img2></img2></X>",
			"(x a=b||x)(x|(x-y|c|x-y)(img2||img2)|x)"},
		{"<a href=\"b\">c <em>d</em><img></a>",
			"(a href=b|c (em|d|em)(img||img)|a)"},
		{"<iframe src='a'></iframe>", "(iframe src=a||iframe)"},
		{"<div/>a", "(div||div)a"},
	};
	for (size_t i = 0; i < sizeof cases / sizeof *cases; i++)
		assert_tidy(u, cases[i][0], cases[i][1]);
	unit_close(u);
}

static const char *const others[] = {
	"<",
	"a < b",
	"<b",
	"<b>",
	"</b>",
	"<b></i>",
	"<b><i></b></i>",
	"<b ></b >",
	"<>",
	"</>",
	"< b></b>",
	"<1></1>",
	"<!-- a -->",
	"<!a>",
	"<?a?>",
	"<span>a</span>",
	"<script>a</script>",
	"<ul><li>a</li></ul>",
	"<p><div></div></p>",
	"<p>a<hr></p>",
	"<p><p></p></p>",
	"<a><a></a></a>",
	"<a><b><a></a></b></a>",
	"<b><p></p></b>",
	"<x><p></p></x>",
	"<h1><h2></h2></h1>",
	"<br></br>",
	"<img src=a>",
	"<img src=\"a>",
	"<img src=\"a\"alt=\"b\">",
	"<img src=\"a\" =\"b\">",
	"<img src=\"&b;\">",
	"<img src=\"&#98;\">",
	"<img src=\"&b-\">",
	"<img / >",
	"<img a.b=\"c\">",
	"<img _a=\"c\">",
	"<img abcdefghijklmnop=\"a\">",
	"<img\\ta>",
	"&nbsp;",
	"&a;",
	"&a-",
	"&#97;",
	"&;",
};

static void other(void **state)
{
	struct unit unit, *u = &unit;
	struct sbuf deep;
	(void)state;
	unit_open(u);
	for (size_t i = 0; i < sizeof others / sizeof *others; i++)
		assert_tidy(u, others[i], NULL);
	sbuf_init(&deep, 1 << 16);
	for (int i = 0; i < 33; i++)
		sbuf_str(&deep, "<div>");
	for (int i = 0; i < 33; i++)
		sbuf_str(&deep, "</div>");
	assert_tidy(u, deep.data, NULL);
	sbuf_reset(&deep);
	sbuf_str(&deep, "<img");
	for (int i = 0; i < 17; i++)
		sbuf_printf(&deep, " a%d", i);
	sbuf_str(&deep, ">");
	assert_tidy(u, deep.data, NULL);
	sbuf_release(&deep);
	unit_close(u);
}

/* ---- beside a parser ---- */

static const char *html_of(struct unit *u, struct str html, struct html_rules rules)
{
	const char *problem;
	struct sbuf out;
	struct html_doc *doc = html_parse(&u->arena, html, &problem);
	assert_non_null(doc);
	sbuf_init(&out, 1 << 16);
	html_write(&u->arena, doc, &rules, &out);
	const char *written = arena_strndup(&u->arena, out.data, out.len);
	sbuf_release(&out);
	return written;
}

static const char *const bits[] = {"a", " b ", "\n", "<b>", "</b>", "<i>", "</i>", "<p>",
	"</p>", "<div>", "</div>", "<div class='c'>", "<a href=\"/d\">", "</a>", "<br>",
	"<br/>", "<hr>", "<img src=\"/e\" alt=\"f &amp; &quot;g&quot;\">", "<h2>",
	"</h2>", "<h3>", "</h3>", "<blockquote>", "</blockquote>", "<X y=\"z\"/>", "<x>",
	"</x>", "<iframe src=\"https://h.org/\" allowfullscreen>", "</iframe>", "&lt;",
	"& ", "&i ", "http://j.org/k", "<strong>", "</strong>", "<em>", "</em>", "<svg>",
	"</svg>", "<div/>", "<img SRC='/l?m=n&o=p' src=\"q\">"};

static uint32_t random_next(uint32_t *state)
{
	*state = *state * 1664525U + 1013904223U;
	return *state >> 8;
}

/* A text of them; half of the time what was opened last is closed where it can be. */
static void make_text(uint32_t seed, struct sbuf *out)
{
	enum { BITS = 12 };
	uint32_t state = seed * 2654435761U + 1;
	const char *open[BITS + 1];
	size_t n_open = 0;
	sbuf_reset(out);
	for (int i = 0; i < BITS; i++) {
		const char *bit =
			bits[random_next(&state) % (sizeof bits / sizeof *bits)];
		if (n_open && random_next(&state) % 2)
			sbuf_str(out, open[--n_open]);
		if (bit[1] == '/' && random_next(&state) % 16)
			continue;
		sbuf_str(out, bit);
		for (size_t end = 0; end < sizeof bits / sizeof *bits; end++) {
			struct str name = str_of(bits[end]);
			if (!str_starts(name, "</") || bit[0] != '<')
				continue;
			name = str_slice(name, 2, name.len - 1);
			if (strncmp(bit + 1, name.data, name.len) == 0 &&
				!ascii_is_alnum(bit[1 + name.len]) &&
				bit[strlen(bit) - 2] != '/')
				open[n_open++] = bits[end];
		}
	}
	while (n_open)
		sbuf_str(out, open[--n_open]);
}

/* With a comment a text needs a parser, and means the same. */
static void as_parsed_at_random(void **state)
{
	enum { TEXTS = 20000 };
	static const struct html_rules full = {.base = "https://x.org/", .full = true},
				       brief = {.base = "https://x.org/"};
	struct unit unit, *u = &unit;
	struct sbuf text, parsed;
	size_t tidy = 0;
	(void)state;
	sbuf_init(&text, 1 << 16);
	sbuf_init(&parsed, 1 << 16);
	for (uint32_t seed = 0; seed < TEXTS; seed++) {
		struct sbuf told;
		unit_open(u);
		sbuf_init(&told, 1 << 16);
		make_text(seed, &text);
		sbuf_reset(&parsed);
		sbuf_printf(&parsed, "%s<!-- -->", text.data);
		if (html_tidy(&u->arena, sbuf_text(&text), &events, &told)) {
			tidy++;
			assert_string_equal(html_of(u, sbuf_text(&text), full),
				html_of(u, sbuf_text(&parsed), full));
			assert_string_equal(html_of(u, sbuf_text(&text), brief),
				html_of(u, sbuf_text(&parsed), brief));
		}
		sbuf_release(&told);
		unit_close(u);
	}
	/* Else this would compare nothing. */
	assert_in_range(tidy, TEXTS / 8, TEXTS);
	sbuf_release(&text);
	sbuf_release(&parsed);
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(tidy),
		cmocka_unit_test(other),
		cmocka_unit_test(as_parsed_at_random),
	};
	return cmocka_run_group_tests_name("render/html_tidy", tests, NULL, NULL);
}
