/* SPDX-License-Identifier: ISC */
#include "unit.h"

/* The findings about a feed, but for those that it is Atom and has no audio: "rule
   line:column element" each, with | between. */
static const char *findings(struct unit *u, const char *text)
{
	struct fg_input in = {.name = "feed.atom", .data = text, .len = strlen(text)};
	struct sbuf out;
	sbuf_init(&out, 1 << 20);
	u->diags.len = 0;
	assert_true(fg_validate_feed(&u->run, &in));
	for (size_t i = 0; i < u->diags.len; i++) {
		const struct fg_diag *d = &u->diags.data[i];
		if (d->rule == FG_RULE_FEED_NOT_RSS ||
			d->rule == FG_RULE_EPISODE_NO_AUDIO)
			continue;
		sbuf_printf(&out, "%s%s %u:%u %s", out.len ? "|" : "",
			fg_rule_at((size_t)d->rule)->id, d->at.line, d->at.column,
			d->element ? d->element : "-");
	}
	const char *kept = arena_strdup(&u->arena, out.data);
	sbuf_release(&out);
	return kept;
}

#define FEED "<feed xmlns='http://www.w3.org/2005/Atom'>"
#define DATE "<updated>2024-03-05T06:30:00Z</updated>"
#define NO_AUTHOR                                                                        \
	"<id>urn:x-tide:feed</id><title>Tides</title>" DATE                              \
	"<link rel='self' href='https://example.org/f'/>"
#define HEAD  FEED NO_AUTHOR "<author><name>A</name></author>\n"
#define ENTRY "<entry><id>urn:x-tide:1</id><title>One</title>" DATE
#define PAGE  "<link href='https://example.org/1'/>"
#define BODY  PAGE "<summary>s</summary>"
#define END   "</entry>\n</feed>"
#define DIV   "<div xmlns='http://www.w3.org/1999/xhtml'>x</div>"
/* A feed whose entry has this; one that has this itself; one with this content. */
#define WITH(more)       HEAD ENTRY BODY "\n" more END
#define IN_FEED(more)    HEAD more "\n" ENTRY BODY END
#define CONTENT(content) HEAD ENTRY BODY "\n" content END

struct example {
	const char *text, *findings;
};

static void expect(const struct example *examples, size_t n)
{
	struct unit u;
	unit_open(&u);
	for (size_t i = 0; i < n; i++)
		assert_string_equal(findings(&u, examples[i].text), examples[i].findings);
	unit_close(&u);
}

#define EXPECT(examples) expect((examples), sizeof(examples) / sizeof *(examples))

static void good_feeds(void **state)
{
	static const struct example examples[] = {
		{HEAD ENTRY BODY END, ""},
		{HEAD "</feed>", ""},
		{FEED NO_AUTHOR ENTRY BODY "<author><name>B</name></author>" END, ""},
		{FEED NO_AUTHOR ENTRY BODY "<source><id>urn:x-tide:a</id><title/>" DATE
					   "<author><name>B</name></author></source>" END,
			"feed/blank 1:343 feed/entry/source/title"},
		{"<entry xmlns='http://www.w3.org/2005/Atom'><id>urn:x-tide:1</id>"
		 "<title>t</title>" DATE BODY "<author><name>B</name></author></entry>",
			""},
		{IN_FEED("<x:y xmlns:x='urn:x-tide:x'>1</x:y>"), ""},
		{WITH("<published>2024-03-05T06:30:00.25+01:00</published>"), ""},
		{IN_FEED("<icon>favicon.ico</icon><logo>//example.org/l.png</logo>"), ""},
		{WITH("<link rel='http://www.iana.org/assignments/relation/via' "
		      "href='?a=1:2'/>"),
			""},
		{"<a:feed xmlns:a='http://www.w3.org/2005/Atom'><a:id>urn:x-tide:f</a:id>"
		 "<a:title>t</a:title><a:updated>2024-03-05T06:30:00Z</a:updated>"
		 "<a:link rel='self' href='https://example.org/f'/></a:feed>",
			"feed/prefix-unusual 1:1 feed"},
	};
	(void)state;
	EXPECT(examples);
}

static void counts_and_places(void **state)
{
	static const struct example examples[] = {
		{FEED "</feed>",
			"feed/element-missing 1:1 feed/id|feed/element-missing 1:1 "
			"feed/title|"
			"feed/element-missing 1:1 feed/updated|atom/self 1:1 feed"},
		{IN_FEED("<title>again</title>"), "feed/element-twice 2:1 feed/title"},
		{WITH("<rights>a</rights><rights>b</rights>"),
			"feed/element-twice 3:19 feed/entry/rights"},
		{IN_FEED("<summary>s</summary>"),
			"feed/element-misplaced 2:1 feed/summary"},
		{IN_FEED("<subtitel>s</subtitel>"),
			"feed/element-unknown 2:1 feed/subtitel"},
		{WITH("<source><entry/></source>"),
			"feed/element-misplaced 3:9 feed/entry/source/entry|"
			"atom/source 3:1 feed/entry/source/id|"
			"atom/source 3:1 feed/entry/source/title|"
			"atom/source 3:1 feed/entry/source/updated"},
		{IN_FEED("<author><email>a@example.org</email></author>"),
			"feed/element-missing 2:1 feed/author/name"},
		{IN_FEED("<author><name>A</name><mail/></author>"),
			"feed/element-unknown 2:23 feed/author/mail"},
		{IN_FEED("stray"), "feed/text-stray 1:1 feed"},
		{FEED NO_AUTHOR "\n" ENTRY BODY "</entry>\n<entry><id>urn:x-tide:2</id>"
				"<title>Two</title>" DATE BODY END,
			"feed/element-missing 2:1 feed/author"},
		{IN_FEED("<category/><link/>"),
			"feed/attribute-missing 2:1 feed/category@term|"
			"feed/attribute-missing 2:12 feed/link@href"},
		{IN_FEED("<category term='' scheme='mine'/>"),
			"url/invalid 2:1 feed/category@scheme|feed/blank 2:1 "
			"feed/category@term"},
	};
	(void)state;
	EXPECT(examples);
}

static void values(void **state)
{
	static const struct example examples[] = {
		{WITH("<published>2024-03-05</published>"),
			"feed/date 3:1 feed/entry/published"},
		{WITH("<published> 2024-03-05T06:30:00Z</published>"),
			"feed/date 3:1 feed/entry/published"},
		{IN_FEED("<icon> a.png</icon>"), "url/invalid 2:1 feed/icon"},
		{IN_FEED("<generator uri='a b'>x</generator>"),
			"url/invalid 2:1 feed/generator@uri"},
		{IN_FEED("<author><name>A</name><email>a at b</email></author>"),
			"show/email-invalid 2:23 feed/author/email"},
		{IN_FEED("<link href='a' rel='via' type='mp3' hreflang='en_US' "
			 "length='-1'/>"),
			"feed/mime 2:1 feed/link@type|show/language-invalid 2:1 "
			"feed/link@hreflang|"
			"feed/number 2:1 feed/link@length"},
		{IN_FEED("<logo xml:base='a b' xml:lang='en_US'>l</logo>"),
			"url/invalid 2:1 feed/logo@xml:base|"
			"show/language-invalid 2:1 feed/logo@xml:lang"},
		{IN_FEED("<logo xml:lang=''>l</logo>"), ""},
	};
	(void)state;
	EXPECT(examples);
}

static void links(void **state)
{
	static const struct example examples[] = {
		{WITH("<link href='https://example.org/2'/>"),
			"atom/link-twice 3:1 feed/entry/link"},
		{WITH("<link rel='alternate' type='text/html' "
		      "href='https://example.org/2'/>"),
			""},
		{WITH("<link rel='next' href='https://example.org/2'/>"),
			"atom/paging 3:1 feed/entry/link@rel"},
		{IN_FEED("<link rel='next' href='https://example.org/f'/>"),
			"feed/next-loop 2:1 feed/link@href"},
		{IN_FEED("<link rel='' href='a'/>"), "feed/blank 2:1 feed/link@rel"},
		{IN_FEED("<link rel=' self' href='a'/>"),
			"atom/link-relation 2:1 feed/link@rel"},
		{WITH("<link rel='enclosure' href='http://example.org/1.mp3' "
		      "type='audio/mp4'/>"),
			"enclosure/http 3:1 feed/entry/link@href|"
			"enclosure/type-mismatch 3:1 feed/entry/link@type|"
			"feed/attribute-wanted 3:1 feed/entry/link@length"},
	};
	(void)state;
	EXPECT(examples);
}

static void texts(void **state)
{
	static const struct example examples[] = {
		{IN_FEED("<subtitle type='xhtml'>" DIV "</subtitle>"), ""},
		{IN_FEED("<subtitle type='xhtml'>\n " DIV " \n</subtitle>"), ""},
		{IN_FEED("<subtitle type='xhtml'>" DIV DIV "</subtitle>"),
			"atom/xhtml-div 2:1 feed/subtitle"},
		{IN_FEED("<subtitle type='xhtml'>x" DIV "</subtitle>"),
			"atom/xhtml-div 2:1 feed/subtitle"},
		{IN_FEED("<subtitle type='xhtml'><div>x</div></subtitle>"),
			"atom/xhtml-div 2:1 feed/subtitle"},
		{IN_FEED("<subtitle type='xhtml'/>"), "atom/xhtml-div 2:1 feed/subtitle"},
		{IN_FEED("<subtitle>a <b>b</b> <i>c</i></subtitle>"),
			"feed/element-unknown 2:1 feed/subtitle"},
		{IN_FEED("<subtitle type='html'>" DIV "</subtitle>"),
			"feed/element-unknown 2:1 feed/subtitle"},
		{IN_FEED("<subtitle type='HTML'>x</subtitle>"),
			"atom/type 2:1 feed/subtitle@type"},
		{IN_FEED("<subtitle> </subtitle>"), "feed/blank 2:1 feed/subtitle"},
		{IN_FEED("<subtitle>a &amp;amp; b</subtitle>"),
			"atom/text-html 2:1 feed/subtitle"},
	};
	(void)state;
	EXPECT(examples);
}

static void contents(void **state)
{
	static const struct example examples[] = {
		{CONTENT("<content src='1.html' type='text/html'/>"), ""},
		{CONTENT("<content src='1.html'/>"),
			"feed/attribute-wanted 3:1 feed/entry/content@type"},
		{CONTENT("<content src='1.html' type='html'/>"),
			"atom/type 3:1 feed/entry/content@type"},
		{CONTENT("<content src='1.html' type='text/html'>x</content>"),
			"feed/text-stray 3:1 feed/entry/content"},
		{CONTENT("<content src='1.html' type='text/html'><p/></content>"),
			"feed/element-unknown 3:1 feed/entry/content"},
		{HEAD ENTRY PAGE "\n<content src='1.mp3' type='audio/mpeg'/>" END,
			"feed/element-missing 2:1 feed/entry/summary"},
		{CONTENT("<content type='image/svg+xml'><s "
			 "xmlns='urn:x-tide:s'/></content>"),
			""},
		{CONTENT("<content type='image/svg+xml'>x<s "
			 "xmlns='urn:x-tide:s'/></content>"),
			"feed/text-stray 3:1 feed/entry/content"},
		{CONTENT("<content type='text/xml'><s xmlns=''/><t xmlns=''/></content>"),
			"feed/element-unknown 3:1 feed/entry/content"},
		{CONTENT("<content type='text/plain'>x</content>"), ""},
		{CONTENT("<content type='text/plain'>x<p/></content>"),
			"feed/element-unknown 3:1 feed/entry/content"},
		{CONTENT("<content type='audio/mpeg'>AAAA\n AAA=</content>"), ""},
		{CONTENT("<content type='audio/mpeg'>AAAAA</content>"),
			"atom/base64 3:1 feed/entry/content"},
		{CONTENT("<content type='multipart/mixed'>AAAA</content>"),
			"feed/mime 3:1 feed/entry/content@type"},
		{CONTENT("<content type='audio'>AAAA</content>"),
			"feed/mime 3:1 feed/entry/content@type"},
		{CONTENT("<content type='xhtml'>" DIV "</content>"), ""},
	};
	(void)state;
	EXPECT(examples);
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(good_feeds),
		cmocka_unit_test(counts_and_places),
		cmocka_unit_test(values),
		cmocka_unit_test(links),
		cmocka_unit_test(texts),
		cmocka_unit_test(contents),
	};
	return cmocka_run_group_tests(tests, NULL, NULL);
}
