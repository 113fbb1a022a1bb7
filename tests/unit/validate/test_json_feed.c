/* SPDX-License-Identifier: ISC */
#include "unit.h"

#include "validate/json_feed.h"

static size_t drip(void *arg, char *buffer, size_t size)
{
	struct str *rest = arg;
	size_t n = rest->len < size ? rest->len : size;
	if (n)
		memcpy(buffer, rest->data, n);
	*rest = str_slice(*rest, n, rest->len);
	return n;
}

/* The findings about a text: "rule line:column element" each, with | between. */
static const char *findings(struct unit *u, const char *text)
{
	struct str rest = str_of(text);
	struct sbuf out;
	sbuf_init(&out, 1 << 20);
	u->diags.len = 0;
	json_feed_judge(&u->run, "feed.json", drip, &rest);
	for (size_t i = 0; i < u->diags.len; i++) {
		const struct fg_diag *d = &u->diags.data[i];
		assert_string_equal(d->at.file, "feed.json");
		sbuf_printf(&out, "%s%s %u:%u %s", i ? "|" : "",
			fg_rule_at((size_t)d->rule)->id, d->at.line, d->at.column,
			d->element ? d->element : "-");
	}
	const char *kept = arena_strdup(&u->arena, out.data);
	sbuf_release(&out);
	return kept;
}

#define VERSION "\"version\":\"https://jsonfeed.org/version/1.1\""
#define HEAD    "{" VERSION ",\n\"title\":\"A show\",\n"
#define URLS                                                                             \
	"\"home_page_url\":\"https://example.org/\",\"feed_url\":\"https://example.org/" \
	"f.json\""
#define AUDIO                                                                            \
	"{\"url\":\"https://example.org/a.mp3\",\"mime_type\":\"audio/mpeg\","           \
	"\"size_in_bytes\":1000,\"duration_in_seconds\":1.5}"
#define ITEM_END                                                                         \
	"\"content_text\":\"\",\"date_published\":\"2024-03-05T06:30:00Z\","             \
	"\"attachments\":[" AUDIO "]}"
#define ITEM "{\"id\":\"1\"," ITEM_END
#define TAIL "\n\"items\":[" ITEM "]}"
/* A feed with one more member, one with one more in its item, one in its attachment. */
#define FEED(member) HEAD URLS ",\n" member "," TAIL
#define IN_ITEM(member)                                                                  \
	HEAD URLS ",\n\"items\":[{\"id\":\"1\",\n" member "," ITEM_END "]}"
#define IN_ATTACHMENT(parts)                                                             \
	HEAD URLS ",\n\"items\":[{\"id\":\"1\",\"content_text\":\"\","                   \
		  "\"date_published\":\"2024-03-05T06:30:00Z\",\"attachments\":[" AUDIO  \
		  ",\n{" parts "}]}]}"

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
		{HEAD URLS "," TAIL, ""},
		{FEED("\"expired\":true,\"hubs\":[{\"type\":\"WebSub\",\"url\":\"https://"
		      "h.example.org/\"}]"),
			""},
		{FEED("\"authors\":[{\"name\":\"A\",\"url\":\"https://example.org/"
		      "a\"}],\"language\":\"en-GB\""),
			""},
		{FEED("\"_podcast\":{\"about\":\"https://example.org/"
		      "\",\"odd\":[null,{}]}"),
			""},
		{FEED("\"next_url\":\"https://example.org/"
		      "2.json\",\"user_comment\":\"<b>\""),
			""},
		{IN_ITEM("\"content_html\":\"<p>x</p>\",\"tags\":[\"a\",\"b\"]"), ""},
		{IN_ITEM("\"author\":{\"name\":\"A\"}"),
			"json/edition 5:10 items[0].author"},
		{"{\"version\":\"https://jsonfeed.org/version/1\",\"title\":\"t\"," URLS
		 ",\"author\":{\"name\":\"A\"}," TAIL,
			""},
		{"{\"version\":\"https://jsonfeed.org/version/1\",\"title\":\"t\"," URLS
		 ",\n\"language\":\"en\"," TAIL,
			"json/edition 2:12 language"},
	};
	(void)state;
	EXPECT(examples);
}

static void what_is_no_feed(void **state)
{
	static const struct example examples[] = {
		{"", "json/syntax 1:1 -"},
		{"[]", "json/type 1:1 -"},
		{"\"x\"", "json/type 1:1 -"},
		{HEAD URLS ",\n\"items\":[}", "json/syntax 4:10 items"},
		{"\xef\xbb\xbf" HEAD URLS "," TAIL, "json/byte-order-mark 1:1 -"},
		{"{}", "json/member-missing 1:1 version|json/member-missing 1:1 title|"
		       "json/member-wanted 1:1 home_page_url|"
		       "json/member-wanted 1:1 feed_url|"
		       "json/member-missing 1:1 items"},
		{FEED(VERSION), "json/name-twice 4:11 version"},
	};
	(void)state;
	EXPECT(examples);
}

static void types(void **state)
{
	static const struct example examples[] = {
		{FEED("\"icon\":null"), "json/type 4:8 icon"},
		{FEED("\"expired\":\"true\""), "json/type 4:11 expired"},
		{FEED("\"authors\":{\"name\":\"A\"}"), "json/type 4:11 authors"},
		{FEED("\"authors\":[\"A\"]"), "json/type 4:12 authors[0]"},
		{FEED("\"hubs\":[[]]"), "json/type 4:9 hubs[0]"},
		{IN_ITEM("\"tags\":[\"a\",1,{}]"),
			"json/type 5:13 items[0].tags[1]|json/type 5:15 "
			"items[0].tags[2]"},
		{HEAD URLS ",\n\"items\":[{\"id\":7," ITEM_END "]}",
			"json/type 4:16 items[0].id"},
		{HEAD URLS ",\n\"items\":[1]}", "json/type 4:10 items[0]"},
		{HEAD URLS ",\n\"items\":{}}", "json/type 4:9 items"},
		{IN_ATTACHMENT(
			 "\"url\":\"https://example.org/b.mp3\",\"mime_type\":\"audio/"
			 "mpeg\","
			 "\"size_in_bytes\":\"5\",\"duration_in_seconds\":\"1:00\""),
			"json/type 5:77 items[0].attachments[1].size_in_bytes|"
			"json/type 5:103 items[0].attachments[1].duration_in_seconds"},
	};
	(void)state;
	EXPECT(examples);
}

static void members(void **state)
{
	static const struct example examples[] = {
		{FEED("\"_x\":1"), "json/type 4:6 _x"},
		{FEED("\"titel\":\"x\""), "json/member-unknown 4:9 titel"},
		{FEED("\"_9\":1"), "json/member-unknown 4:6 _9"},
		{FEED("\"_a.b\":1"), "json/member-unknown 4:8 _a.b"},
		{FEED("\"authors\":[{}]"), "json/author-empty 4:12 authors[0]"},
		{FEED("\"hubs\":[{\"type\":\"x\"}]"),
			"json/member-missing 4:9 hubs[0].url"},
		{FEED("\"next_url\":\"https://example.org/f.json\""),
			"feed/next-loop 4:12 next_url"},
		{HEAD URLS ",\n\"items\":[{" ITEM_END "]}",
			"json/member-missing 4:10 items[0].id"},
		{HEAD URLS ",\n\"items\":[{\"id\":\"1\",\"date_published\":\"2024-03-"
			   "05T06:30:00Z\"}]}",
			"json/content-missing 4:10 items[0]|episode/no-audio 4:10 "
			"items[0]"},
		{HEAD URLS ",\n\"items\":[" ITEM ",\n" ITEM "]}",
			"enclosure/url-duplicate 5:91 items[1].attachments[0].url|"
			"episode/guid-duplicate 5:7 items[1].id|"
			"date/duplicate 5:46 items[1].date_published"},
		{IN_ATTACHMENT("\"mime_type\":\"image/png\""),
			"json/member-missing 5:1 items[0].attachments[1].url|"
			"json/member-wanted 5:1 "
			"items[0].attachments[1].size_in_bytes|"
			"json/member-wanted 5:1 "
			"items[0].attachments[1].duration_in_seconds"},
	};
	(void)state;
	EXPECT(examples);
}

static void values(void **state)
{
	static const struct example examples[] = {
		{"{\"version\":\"1.1\",\"title\":\"A\"," URLS "," TAIL,
			"json/version 1:12 version"},
		{"{" VERSION ",\"title\":\" \"," URLS "," TAIL,
			"show/title-missing 1:55 title"},
		{FEED("\"icon\":\"icon.png\""), "url/invalid 4:8 icon"},
		{FEED("\"icon\":\"https://example.org/a b.png\""),
			"url/invalid 4:8 icon"},
		{FEED("\"icon\":\"https://example.org/\xc3\xa9.png\""),
			"url/characters 4:8 icon"},
		{FEED("\"language\":\"english\\u0020\""),
			"show/language-invalid 4:12 language"},
		{FEED("\"description\":\"<b>x</b>\""),
			"text/title-html 4:15 description"},
		{IN_ITEM("\"title\":\"\""), "episode/title-missing 5:9 items[0].title"},
		{IN_ITEM("\"date_modified\":\"2024-03-05\""),
			"feed/date 5:17 items[0].date_modified"},
		{IN_ITEM("\"date_modified\":\"2024-02-30T00:00:00Z\""),
			"feed/date 5:17 items[0].date_modified"},
		{HEAD URLS ",\n\"items\":[{\"id\":\"\"," ITEM_END "]}",
			"episode/guid-missing 4:16 items[0].id"},
		{IN_ATTACHMENT(
			 "\"url\":\"http://example.org/b.mp3\",\"mime_type\":\"audio\","
			 "\"size_in_bytes\":-5,\"duration_in_seconds\":-1"),
			"enclosure/http 5:8 items[0].attachments[1].url|"
			"feed/mime 5:47 items[0].attachments[1].mime_type|"
			"feed/number 5:71 items[0].attachments[1].size_in_bytes|"
			"feed/number 5:96 items[0].attachments[1].duration_in_seconds|"
			"enclosure/type-mismatch 5:47 items[0].attachments[1].mime_type"},
		{IN_ATTACHMENT("\"url\":\"https://example.org/"
			       "b.mp3\",\"mime_type\":\"audio/x-m4a\","
			       "\"size_in_bytes\":5,\"duration_in_seconds\":1"),
			"enclosure/type-mismatch 5:48 items[0].attachments[1].mime_type"},
	};
	(void)state;
	EXPECT(examples);
}

static void many_findings_are_counted(void **state)
{
	struct unit u;
	struct sbuf text;
	(void)state;
	unit_open(&u);
	sbuf_init(&text, 1 << 20);
	sbuf_str(&text, HEAD URLS ",\"items\":[1");
	for (int i = 0; i < JSON_FEED_TOLD_MAX + 4; i++)
		sbuf_str(&text, ",1");
	sbuf_str(&text, "]}");
	findings(&u, text.data);
	assert_int_equal(unit_count(&u, FG_RULE_JSON_TYPE), JSON_FEED_TOLD_MAX + 1);
	assert_string_equal(u.diags.data[JSON_FEED_TOLD_MAX].message,
		"there are 5 more findings like these");
	sbuf_release(&text);
	unit_close(&u);
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(good_feeds),
		cmocka_unit_test(what_is_no_feed),
		cmocka_unit_test(types),
		cmocka_unit_test(members),
		cmocka_unit_test(values),
		cmocka_unit_test(many_findings_are_counted),
	};
	return cmocka_run_group_tests(tests, NULL, NULL);
}
