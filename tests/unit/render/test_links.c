/* SPDX-License-Identifier: ISC */
#include "unit.h"
#include "render/links.h"

/* Bare addresses in text: where they begin and end. */

/* All addresses found in text, with a bar between two. */
static const char *all(struct unit *u, struct str text)
{
	struct link link;
	const char *list = "";
	for (size_t at = 0; links_find(text, at, &link); at = link.to) {
		assert_true(
			link.from >= at && link.to > link.from && link.to <= text.len);
		list = arena_printf(&u->arena, "%s%s%s%.*s", list, *list ? "|" : "",
			link.www ? "w:" : "",
			STR_ARG(str_slice(text, link.from, link.to)));
	}
	return list;
}

static const struct {
	const char *text, *links;
} cases[] = {
	{"", ""},
	{"no address", ""},
	{"https://a.test", "https://a.test"},
	{"see http://a.test/b?c=d&e#f now", "http://a.test/b?c=d&e#f"},
	{"HTTPS://A.TEST/ WWW.b.test", "HTTPS://A.TEST/|w:WWW.b.test"},
	{"www.a.test, www.b.test/c.", "w:www.a.test|w:www.b.test/c"},
	/* punctuation belongs to the sentence */
	{"https://a.test.", "https://a.test"},
	{"https://a.test/b?!.,:;*_~'", "https://a.test/b"},
	{"https://a.test/b?c=d?", "https://a.test/b?c=d"},
	{"https://a.test/a_b_c*d~e", "https://a.test/a_b_c*d~e"},
	/* brackets only in pairs */
	{"(https://a.test/b)", "https://a.test/b"},
	{"(see https://a.test/b_(c)).", "https://a.test/b_(c)"},
	{"https://a.test/(b))) c", "https://a.test/(b)"},
	{"https://a.test/b) c (d", "https://a.test/b"},
	{"[https://a.test/b]", "https://a.test/b"},
	{"[https://a.test/b[c]]:", "https://a.test/b[c]"},
	{"https://a.test/b)c", "https://a.test/b)c"},
	/* quotation marks, angles, white space and controls end it */
	{"\"https://a.test/b\"", "https://a.test/b"},
	{"<https://a.test/b>", "https://a.test/b"},
	{"https://a.test/b\tc", "https://a.test/b"},
	{"`https://a.test/b` {https://a.test/c}", "https://a.test/c"},
	{"“https://a.test/b”, ‘www.c.test’", "https://a.test/b|w:www.c.test"},
	{"«https://a.test/b» https://a.test/c…", "https://a.test/b|https://a.test/c"},
	{"請看https://a.test/b。以及www.c.test，等", "https://a.test/b|w:www.c.test"},
	{"https://a.test/é/漢字?ü", "https://a.test/é/漢字?ü"},
	{"https://bücher.test/", "https://bücher.test/"},
	/* not inside of something else */
	{"xhttps://a.test", ""},
	{"//https://a.test", ""},
	{"a.test/https://b.test c=https://d.test", ""},
	{"xwww.a.test me@www.a.test //www.a.test -www.a.test", ""},
	{"(www.a.test) \"www.b.test\" *www.c.test*",
		"w:www.a.test|w:www.b.test|w:www.c.test"},
	/* a host has a dot and a label at each side of it */
	{"https://localhost/ https:// http://. https://a", ""},
	{"https://.a.test https://a..b www. www.a www..a", ""},
	{"www.a. www.-, https://a.b", "https://a.b"},
	{"https://a.test:8080/b https://1.2.3.4",
		"https://a.test:8080/b|https://1.2.3.4"},
	{"ftp://a.test mailto:a@b.test javascript://a.test", ""},
	{"https://user@a.test https://a%2eb.test", ""},
	/* several, and none lost after one that is none */
	{"https://a.test,https://b.test https://c.test",
		"https://a.test,https://b.test|https://c.test"},
	{"https:// https://a.test", "https://a.test"},
	{"www. www.a.test", "w:www.a.test"},
};

static void test_cases(void **state)
{
	struct unit u;
	(void)state;
	unit_open(&u);
	for (size_t i = 0; i < sizeof cases / sizeof *cases; i++) {
		const char *got = all(&u, str_of(cases[i].text));
		if (strcmp(got, cases[i].links) != 0)
			fail_msg("%s: %s, not %s", cases[i].text, got, cases[i].links);
	}
	unit_close(&u);
}

/* A slice is not looked beyond. */
static void test_slice(void **state)
{
	static const char text[] = "https://a.test/bcd";
	struct unit u;
	(void)state;
	unit_open(&u);
	for (size_t n = 0; n < sizeof text; n++) {
		char *exact = malloc(n ? n : 1);
		memcpy(exact, text, n);
		const char *got = all(&u, (struct str){exact, n});
		assert_string_equal(got, n > 10 ? arena_strndup(&u.arena, text, n) : "");
		free(exact);
	}
	unit_close(&u);
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(test_cases),
		cmocka_unit_test(test_slice),
	};
	return cmocka_run_group_tests(tests, NULL, NULL);
}
