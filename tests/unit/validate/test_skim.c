/* SPDX-License-Identifier: ISC */
/* Skim: what it is sure of, and what it leaves to a parser. That the first is well-formed,
   tests/fuzz/fuzz_skim.c asks libxml2. */
#include "unit.h"

#include "validate/skim.h"

#define HEAD "<?xml version=\"1.0\" encoding=\"UTF-8\"?>\n"

struct met {
	char names[256];
};

static void on_element(void *ctx, struct str name, unsigned depth)
{
	struct met *met = ctx;
	size_t n = strlen(met->names);
	snprintf(met->names + n, sizeof met->names - n, "%u%.*s ", depth, STR_ARG(name));
}

static bool is_sure(const char *text, struct met *met)
{
	struct skim s;
	met->names[0] = '\0';
	skim_begin(&s, on_element, met);
	return skim_lines(&s, str_of(text)) && skim_is_whole(&s);
}

static void sure(void **state)
{
	(void)state;
	static const struct {
		const char *text, *names;
	} cases[] = {
		{"<a/>", "1a "},
		{"<a></a>\n", "1a "},
		{HEAD "<a>\n  <b>x</b>\n  <b/>\n</a>\n", "1a 2b 2b "},
		{"<a>&amp;&lt;&gt;&quot;&apos;&#13;&#8217;</a>", "1a "},
		{"<a>\xc3\xa4 \xf0\x9f\x8e\x99\t\x7f]]</a>", "1a "},
		{"<a x=\"1\" y=\"&#10;'\" _z.0-=\"\"/>", "1a "},
		{"<r xmlns:p=\"http://x.org/p\"><p:a p:b=\"c\"/></r>", "1r 2p:a "},
		{"<p:r xmlns:p=\"https://x.org/p\"></p:r>", "1p:r "},
		{"<r xmlns=\"http://x.org/\"><a xml:lang=\"en\"/></r>", "1r 2a "},
	};
	for (size_t i = 0; i < sizeof cases / sizeof *cases; i++) {
		struct met met;
		if (!is_sure(cases[i].text, &met))
			fail_msg("not sure of %s", cases[i].text);
		assert_string_equal(met.names, cases[i].names);
	}
}

/* Faults. */
static const char *const bad[] = {
	"",
	"\n",
	"x",
	"<a>",
	"</a>",
	"<a></b>",
	"<a></a",
	"<a/",
	"<a/>x",
	"x<a/>",
	"<a/><b/>",
	"<a/></a>",
	"<a></a></a>",
	"<a><b></a></b>",
	"\n" HEAD "<a/>",
	HEAD HEAD "<a/>",
	"<a>" HEAD "</a>",
	"< a/>",
	"<1/>",
	"<a 1=\"\"/>",
	"<a x/>",
	"<a x=1/>",
	"<a x=\"/>",
	"<a x=\"<\"/>",
	"<a x=\"\"y=\"\"/>",
	"<a x=\"\" x=\"\"/>",
	"<a>&</a>",
	"<a>&b;</a>",
	"<a>&amp</a>",
	"<a>&#;</a>",
	"<a>&#1;</a>",
	"<a>&#99999999;</a>",
	"<a x=\"&b;\"/>",
	"<a>]]></a>",
	"<a>\x01</a>",
	"<a>\xff</a>",
	"<a>\xc3</a>",
	"<a>\xed\xa0\x80</a>",
	"<a>\xef\xbf\xbf</a>",
	"<p:a/>",
	"<a p:x=\"\"/>",
	"<a:/>",
	"<:a/>",
	"<a:b:c xmlns:a=\"http://x.org/\"/>",
	"<r xmlns:p=\"http://x.org/\" xmlns:p=\"http://y.org/\"/>",
	"<r xmlns:xml=\"http://x.org/\"/>",
	"<r xmlns:p=\"\"/>",
	"<r xmlns:p=\"http://\"/>",
	"<r xmlns:p=\"http://x:y\"/>",
	"<r xmlns:p=\"http://x.org/\" xmlns:q=\"http://x.org/\"><a p:x=\"\" "
	"q:x=\"\"/></r>",
	"<r xmlns:p=\"http://www.w3.org/XML/1998/namespace\"/>",
};

/* Good, but not plain. */
static const char *const fancy[] = {
	"<a><!-- x --></a>",
	"<a><![CDATA[x]]></a>",
	"<a><?x?></a>",
	"<!DOCTYPE a><a/>",
	"<a x='1'/>",
	"<a  x=\"1\"/>",
	"<a />",
	"<a></a >",
	"<a\n/>",
	"<a>></a>",
	"<a>&#x41;</a>",
	"<a>\r\n</a>",
	"<a><b xmlns:p=\"http://x.org/\"/></a>",
	"<r xmlns:p=\"urn:x\"/>",
	"<\xc3\xa4/>",
	"\xef\xbb\xbf<a/>",
};

static void assert_not_sure(const char *const *cases, size_t n)
{
	struct met met;
	for (size_t i = 0; i < n; i++) {
		if (is_sure(cases[i], &met))
			fail_msg("sure of %s", cases[i]);
	}
}

static void not_sure(void **state)
{
	(void)state;
	assert_not_sure(bad, sizeof bad / sizeof *bad);
	assert_not_sure(fancy, sizeof fancy / sizeof *fancy);
}

/* More than it has room for is not plain either, and one less is. */
static void limits(void **state)
{
	(void)state;
	char text[4096];
	struct met met;
	for (int more = 0; more < 2; more++) {
		size_t n = 0;
		for (int i = 0; i < SKIM_DEPTH_MAX + more; i++)
			n += (size_t)snprintf(text + n, sizeof text - n, "<a>");
		for (int i = 0; i < SKIM_DEPTH_MAX + more; i++)
			n += (size_t)snprintf(text + n, sizeof text - n, "</a>");
		assert_int_equal(is_sure(text, &met), !more);
		n = (size_t)snprintf(text, sizeof text, "<a");
		for (int i = 0; i < SKIM_ATTRIBUTES_MAX + more; i++)
			n += (size_t)snprintf(text + n, sizeof text - n, " x%d=\"\"", i);
		snprintf(text + n, sizeof text - n, "/>");
		assert_int_equal(is_sure(text, &met), !more);
		n = (size_t)snprintf(text, sizeof text, "<a");
		for (int i = 0; i < SKIM_PREFIXES_MAX + more; i++)
			n += (size_t)snprintf(text + n, sizeof text - n,
				" xmlns:x%d=\"http://x.org/\"", i);
		snprintf(text + n, sizeof text - n, "/>");
		assert_int_equal(is_sure(text, &met), !more);
		snprintf(text, sizeof text, "<%0*d></%0*d>", SKIM_NAME_MAX + more, 0,
			SKIM_NAME_MAX + more, 0);
		for (char *c = text; *c; c++)
			*c = *c == '0' ? 'a' : *c;
		assert_int_equal(is_sure(text, &met), !more);
	}
}

/* Is it sure of text with so many characters of others around it, wherever it stands among the
   bytes that are looked at together? */
static void assert_among_others(const char *text, bool good)
{
	struct met met;
	char all[128];
	for (int before = 0; before < 40; before++) {
		for (int after = 0; after < 40; after++) {
			snprintf(all, sizeof all, "<a>%.*s%s%.*s</a>", before,
				"xxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxx", text, after,
				"tttttttttttttttttttttttttttttttttttttttt");
			if (is_sure(all, &met) != good)
				fail_msg("%s of %s", good ? "not sure" : "sure", all);
		}
	}
}

static void among_others(void **state)
{
	(void)state;
	static const char *const good_texts[] = {"&lt;", "&gt;", "&lt;&lt;", "&gt;p&lt;",
		"&amp;lt;", "&amp;&gt;", "\n", "\t", "lt;", ";", "\n&lt;\n",
		"\xe2\x80\x9c&gt;", "&lt;\xc3\xa4&gt;"};
	static const char *const bad_texts[] = {"&", "&lt", "&gt", "&l;", "&lt,", "&mt;",
		"&ht;", "&l\n;", "&Lt;", "&;lt;", "&&lt;", "&lt;&", "&lt;&gt", "\x1f",
		"\x0b", "\xc3", "&lt;\x80", "\xe2&lt;"};
	for (size_t i = 0; i < sizeof good_texts / sizeof *good_texts; i++)
		assert_among_others(good_texts[i], true);
	for (size_t i = 0; i < sizeof bad_texts / sizeof *bad_texts; i++)
		assert_among_others(bad_texts[i], false);
}

static void for_ever(void **state)
{
	(void)state;
	struct met met = {""};
	struct skim s;
	skim_begin(&s, on_element, &met);
	assert_true(skim_lines(&s, str_of("<a>\n")));
	assert_false(skim_is_whole(&s));
	assert_false(skim_lines(&s, str_of("&b;\n")));
	assert_false(skim_lines(&s, str_of("</a>\n")));
	assert_false(skim_is_whole(&s));
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(sure),
		cmocka_unit_test(not_sure),
		cmocka_unit_test(limits),
		cmocka_unit_test(among_others),
		cmocka_unit_test(for_ever),
	};
	return cmocka_run_group_tests_name("validate/skim", tests, NULL, NULL);
}
