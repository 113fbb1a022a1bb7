/* SPDX-License-Identifier: ISC */
#include "unit.h"

#include "guard/scan.h"

/* The events of a document, written out: "<a" opens, "@n=v" is an attribute, ">t" closes
   with the text t, "!" is the end and "?problem" a broken one. */
static const char *events(struct unit *u, const char *text)
{
	struct scan s;
	struct sbuf out;
	sbuf_init(&out, 1 << 20);
	scan_open_text(&s, &u->arena, str_of(text));
	enum scan_event e;
	while ((e = scan_next(&s)) == SCAN_OPEN || e == SCAN_ATTRIBUTE ||
		e == SCAN_CLOSE) {
		s.keep_text = s.keep_text || e == SCAN_OPEN;
		if (e == SCAN_OPEN)
			sbuf_printf(&out, "<%s", s.path.data);
		if (e == SCAN_ATTRIBUTE)
			sbuf_printf(&out, "@%s=%s", s.name.data, s.value.data);
		if (e == SCAN_CLOSE)
			sbuf_printf(&out, ">%s", s.text.data);
	}
	sbuf_str(&out, e == SCAN_END ? "!" : "?");
	if (e == SCAN_BROKEN)
		sbuf_str(&out, s.problem);
	scan_close(&s);
	const char *kept = arena_strdup(&u->arena, out.data);
	sbuf_release(&out);
	return kept;
}

struct example {
	const char *text, *events;
};

static void expect(const struct example *examples, size_t n)
{
	struct unit u;
	unit_open(&u);
	for (size_t i = 0; i < n; i++)
		assert_string_equal(events(&u, examples[i].text), examples[i].events);
	unit_close(&u);
}

#define EXPECT(examples) expect((examples), sizeof(examples) / sizeof *(examples))

static void what_is_well_formed(void **state)
{
	static const struct example examples[] = {
		{"<a/>", "<a>!"},
		{"<a></a>", "<a>!"},
		{"<a>x</a>", "<a>x!"},
		{"<a ><b />t</a >", "<a<a/b>>!"},
		{"\xef\xbb\xbf<?xml version=\"1.0\"?>\n<!DOCTYPE a>\n<a>x</a>\n<!-- end "
		 "-->\n",
			"<a>x!"},
		{"<a b=\"1\" c = 'two'/>", "<a@b=1@c=two>!"},
		{"<a b='>' c=\"'/>\">x</a>", "<a@b=>@c='/>>x!"},
		{"<a><!-- </a> <b> --- -->x</a>", "<a>x!"},
		{"<a>1<![CDATA[<b>&amp;]] ]>]]>2</a>", "<a>1<b>&amp;]] ]>2!"},
		{"<a><![CDATA[]]]]></a>", "<a>]]!"},
		{"<a>&amp;&lt;&gt;&quot;&apos;</a>", "<a>&<>\"'!"},
		{"<a>&#65;&#x42;&#x1F399;</a>", "<a>AB\xf0\x9f\x8e\x99!"},
		{"<a b='&lt;&#10;'/>", "<a@b=<\n>!"},
		{"<a><?php \"</a>\" ?>x</a>", "<a>x!"},
		{"<n:a x:y='z'><n:b/></n:a>", "<n:a@x:y=z<n:a/n:b>>!"},
		{"<a><b>in</b>out</a>", "<a<a/b>in>!"},
	};
	(void)state;
	EXPECT(examples);
}

static void what_is_broken(void **state)
{
	static const struct example examples[] = {
		{"", "?is no XML"},
		{"{\"version\": 1}", "?is no XML"},
		{"<a>", "<a?ends in the middle"},
		{"<a", "<a?ends in the middle"},
		{"<a b='1'", "<a@b=1?ends in the middle"},
		{"<a b='1", "<a?is not well-formed"},
		{"<a b=1/>", "<a?is not well-formed"},
		{"<a b/>", "<a?is not well-formed"},
		{"<a b='<'/>", "<a?is not well-formed"},
		{"<a/ >", "<a?is not well-formed"},
		{"<>", "?is not well-formed"},
		{"< a/>", "?is not well-formed"},
		{"<a></b>", "<a?has tags that do not nest"},
		{"<a><b></a></b>", "<a<a/b?has tags that do not nest"},
		{"<a></aa>", "<a?has tags that do not nest"},
		{"</a>", "?has tags that do not nest"},
		{"<a/><b/>", "<a>?goes on after its end"},
		{"<a><!-- x", "<a?ends in the middle"},
		{"<a><!- x -></a>", "<a?is not well-formed"},
		{"<a><![CDATA[x]]</a>", "<a?ends in the middle"},
		{"<a><![cdata[x]]></a>", "<a?is not well-formed"},
		{"<!DOCTYPE a [<!ENTITY b 'c'>]><a/>", "?has a DTD"},
		{"<a>&nbsp;</a>", "<a?has an & that is no known entity"},
		{"<a>AT&T</a>", "<a?has an & that is no known entity"},
		{"<a>&;</a>", "<a?has an & that is no known entity"},
		{"<a>&#;</a>", "<a?has an & that is no known entity"},
		{"<a>&#x;</a>", "<a?has an & that is no known entity"},
		{"<a>&#0;</a>", "<a?has an & that is no known entity"},
		{"<a>&#xD800;</a>", "<a?has an & that is no known entity"},
		{"<a>&#1114112;</a>", "<a?has an & that is no known entity"},
		{"<a>&#99999999999999999999;</a>", "<a?has an & that is no known entity"},
		{"<a>&amp", "<a?has an & that is no known entity"},
	};
	(void)state;
	EXPECT(examples);
}

/* Text that nobody asked for is passed over, whatever it holds. */
static void other_texts_are_not_read(void **state)
{
	struct scan s;
	struct unit u;
	(void)state;
	unit_open(&u);
	scan_open_text(&s, &u.arena, str_of("<a>AT&T &nbsp; \x01 ]]></a>"));
	assert_int_equal(scan_next(&s), SCAN_OPEN);
	assert_int_equal(scan_next(&s), SCAN_CLOSE);
	assert_int_equal(s.text.len, 0);
	assert_int_equal(scan_next(&s), SCAN_END);
	scan_close(&s);
	unit_close(&u);
}

static void names_and_texts_are_bounded(void **state)
{
	enum { LONG = SCAN_TEXT_MAX + 1 };
	struct unit u;
	(void)state;
	unit_open(&u);
	char *x = arena_alloc(&u.arena, LONG + 1);
	memset(x, 'x', LONG);
	static const char too_long[] =
		"has a name, an id, a title or an address without end";

	const char *texts[] = {arena_printf(&u.arena, "<a>%s</a>", x),
		arena_printf(&u.arena, "<a b='%s'/>", x),
		arena_printf(&u.arena, "<a><![CDATA[%s]]></a>", x),
		arena_printf(&u.arena, "<%s/>", x)};
	for (size_t i = 0; i < sizeof texts / sizeof *texts; i++)
		assert_non_null(strstr(events(&u, texts[i]), too_long));
	x[SCAN_TEXT_MAX] = '\0';
	assert_null(strstr(events(&u, arena_printf(&u.arena, "<a>%s</a>", x)), too_long));

	unit_close(&u);
}

static void depth_is_bounded(void **state)
{
	struct scan s;
	struct unit u;
	struct sbuf b;
	(void)state;
	unit_open(&u);
	sbuf_init(&b, 1 << 20);
	for (int i = 0; i < 100 * 1000; i++)
		sbuf_str(&b, "<a>");
	scan_open_text(&s, &u.arena, sbuf_text(&b));
	size_t opened = 0;
	while (scan_next(&s) == SCAN_OPEN)
		opened++;
	assert_int_equal(opened, SCAN_PATH_MAX / 2); /* "a/a/a/…" */
	assert_string_equal(
		s.problem, "has a name, an id, a title or an address without end");
	scan_close(&s);
	sbuf_release(&b);
	unit_close(&u);
}

static void lines_are_counted(void **state)
{
	struct scan s;
	struct unit u;
	(void)state;
	unit_open(&u);
	scan_open_text(&s, &u.arena, str_of("<a>\n<!--\n\n-->\n<b\nc='1'\n></c>"));
	while (scan_next(&s) != SCAN_BROKEN)
		;
	assert_int_equal(s.line, 7);
	scan_close(&s);
	unit_close(&u);
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(what_is_well_formed),
		cmocka_unit_test(what_is_broken),
		cmocka_unit_test(other_texts_are_not_read),
		cmocka_unit_test(names_and_texts_are_bounded),
		cmocka_unit_test(depth_is_bounded),
		cmocka_unit_test(lines_are_counted),
	};
	return cmocka_run_group_tests_name("guard/scan", tests, NULL, NULL);
}
