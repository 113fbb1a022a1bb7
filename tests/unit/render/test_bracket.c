/* SPDX-License-Identifier: ISC */
/* Shortcodes in brackets, as WordPress has them. */
#include "foreign_tags.h"

enum { UNKNOWN = FG_RULE_SHORTCODE_UNKNOWN };

static const struct example brackets[] = {
	{"a\n\n[powerpress]\n", "a\n\n\n", UNKNOWN, 1,
		"the show config has no shortcode “powerpress”; the tag is left out"},
	{"é [ss_player] b", "é  b", UNKNOWN, 3, "no shortcode “ss_player”"},
	{"[caption id=\"a\" width=\"3\"]<img src=\"x.jpg\"> X[/caption]",
		"<img src=\"x.jpg\"> X", UNKNOWN, 1, "no shortcode “caption”"},
	{"[embed]https://a.example/[/embed]", "https://a.example/", UNKNOWN, 1,
		"“embed”"},
	{"[audio mp3=\"https://a.example/1.mp3\"][/audio]", "", UNKNOWN, 1, "“audio”"},
	{"[youtube https://youtu.be/abc]", "", UNKNOWN, 1, "“youtube”"},
	{"[gallery\nids=\"1,2\" /]x", "\nx", UNKNOWN, 1, "“gallery”"},
	/* as exporters escape it */
	{"a \\[powerpress\\] b", "a  b", UNKNOWN, 4, "“powerpress”"},
	{"\\[caption id=\"a\"\\]X\\[/caption\\]", "X", UNKNOWN, 2, "“caption”"},
	{"- [vc_row]text[/vc_row]", "- text", UNKNOWN, 3, "“vc_row”"},
	/* these are text and links */
	{"[audio] and [video plays] [Caption] [1] [sic] [ ] [x]",
		"[audio] and [video plays] [Caption] [1] [sic] [ ] [x]", -1, 0, NULL},
	{"[audio](a.mp3) [powerpress](https://a.example) [audio=1](x)",
		"[audio](a.mp3) [powerpress](https://a.example) [audio=1](x)", -1, 0,
		NULL},
	{"[gallery]: https://a.example/", "[gallery]: https://a.example/", -1, 0, NULL},
	{"`[powerpress]`\n\n```\n[powerpress]\n```\n\n    [powerpress]\n",
		"`[powerpress]`\n\n```\n[powerpress]\n```\n\n    [powerpress]\n", -1, 0,
		NULL},
	{"[powerpress", "[powerpress", -1, 0, NULL},
	{"[powerpressed] [ss]", "[powerpressed] [ss]", -1, 0, NULL},
	{"[audio [b] mp3=\"1\"]", "[audio [b] mp3=\"1\"]", -1, 0, NULL},
	{"\\[audio\\] \\[^1]", "\\[audio\\] \\[^1]", -1, 0, NULL},
	{"{% raw %}[powerpress]{% endraw %}", "[powerpress]", -1, 0, NULL},
};

static void brackets_of_wordpress(void **state)
{
	(void)state;
	expect_all(brackets, sizeof brackets / sizeof *brackets);
}

/* Those that the show config has are its own. */
static void own_ones_count(void **state)
{
	struct fg_entry own[] = {
		{.name = "caption", .text = "<p>{body}</p>"},
		{.name = "audio", .text = "[a]({mp3})"},
	};
	struct fg_show show = {.file = "show.yaml", .shortcodes = {own, 2, 2}};
	struct fg_episode ep = {.file = "e.md"};
	static const char source[] =
		"x [caption a=1]b[/caption] [audio mp3=\"u\"][/audio]";
	struct fg_body body = {source, sizeof source - 1, 10};
	struct unit u;
	struct sbuf out;
	(void)state;
	unit_open(&u);
	sbuf_init(&out, 4096);
	assert_true(shortcode_expand(&u.run, &show, &ep, &body, &out));
	assert_string_equal(out.data, "x <p>b</p> [a](u)");
	assert_int_equal(u.diags.len, 0);
	sbuf_release(&out);
	unit_close(&u);
}

static void hostile_ones_are_quick(void **state)
{
	(void)state;
	expect_quick("[audio ");
	expect_quick("[embed]");
	expect_quick("[/embed]");
	expect_quick("\\[audio\\]");
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(brackets_of_wordpress),
		cmocka_unit_test(own_ones_count),
		cmocka_unit_test(hostile_ones_are_quick),
	};
	return cmocka_run_group_tests(tests, NULL, NULL);
}
