/* SPDX-License-Identifier: ISC */
/* RSS: the exact text of rich and poor shows and episodes, and each row's odd cases. */
#include "feed_unit.h"

#include <libxml/parser.h>

static const char rich_head[] =
	"<?xml version=\"1.0\" encoding=\"UTF-8\"?>\n"
	"<rss version=\"2.0\""
	" xmlns:itunes=\"http://www.itunes.com/dtds/podcast-1.0.dtd\""
	" xmlns:podcast=\"https://podcastindex.org/namespace/1.0\""
	" xmlns:atom=\"http://www.w3.org/2005/Atom\""
	" xmlns:content=\"http://purl.org/rss/1.0/modules/content/\">\n"
	"  <channel>\n"
	"    <title>Salt &amp; Tide</title>\n"
	"    <link>https://salt.example/</link>\n"
	"    <atom:link href=\"https://salt.example/feed.xml\" rel=\"self\""
	" type=\"application/rss+xml\"/>\n"
	"    <atom:link href=\"https://hub.salt.example/\" rel=\"hub\"/>\n"
	"    <description>Stories of the sea.\n\nNew on Tuesdays.</description>\n"
	"    <language>en-GB</language>\n"
	"    <category>coast</category>\n"
	"    <copyright>Salt Audio</copyright>\n"
	"    <pubDate>Tue, 05 Mar 2024 06:30:00 +0000</pubDate>\n"
	"    <lastBuildDate>Wed, 06 Mar 2024 06:30:00 +0000</lastBuildDate>\n"
	"    <generator>feedgen</generator>\n"
	"    <itunes:title>Salt &amp; Tide: the sea, every week</itunes:title>\n"
	"    <itunes:author>Host One</itunes:author>\n"
	"    <itunes:owner>\n"
	"      <itunes:name>Salt Audio</itunes:name>\n"
	"      <itunes:email>hello@salt.example</itunes:email>\n"
	"    </itunes:owner>\n"
	"    <itunes:explicit>false</itunes:explicit>\n"
	"    <itunes:category text=\"Society &amp; Culture\">\n"
	"      <itunes:category text=\"Places &amp; Travel\"/>\n"
	"    </itunes:category>\n"
	"    <itunes:category text=\"History\"/>\n"
	"    <itunes:image href=\"https://salt.example/cover.jpg\"/>\n"
	"    <image>\n"
	"      <url>https://salt.example/cover.jpg</url>\n"
	"      <title>Salt &amp; Tide</title>\n"
	"      <link>https://salt.example/</link>\n"
	"    </image>\n"
	"    <itunes:type>serial</itunes:type>\n"
	"    <itunes:new-feed-url>https://salt.example/feed.xml</itunes:new-feed-url>\n"
	"    <itunes:block>Yes</itunes:block>\n"
	"    <itunes:complete>Yes</itunes:complete>\n"
	"    <podcast:guid>917393e3-1b1e-5cef-ace4-edaa54e1f810</podcast:guid>\n"
	"    <podcast:locked owner=\"hello@salt.example\">yes</podcast:locked>\n"
	"    <podcast:person role=\"host\" group=\"cast\" "
	"img=\"https://salt.example/one.png\""
	" href=\"https://salt.example/one\">Host One</podcast:person>\n"
	"    <podcast:person>Host Two</podcast:person>\n";

static const char rich_item[] =
	"    <item>\n"
	"      <title>The lighthouse &lt;keeper&gt;</title>\n"
	"      <itunes:title>The lighthouse</itunes:title>\n"
	"      <link>https://salt.example/lighthouse/</link>\n"
	"      <description>&lt;p&gt;The lamp &amp;amp; its "
	"keeper.&lt;/p&gt;</description>\n"
	"      <content:encoded>&lt;p&gt;The lamp &amp;amp; its keeper.&lt;/p&gt;\n"
	"&lt;p&gt;More.&lt;/p&gt;</content:encoded>\n"
	"      <enclosure url=\"https://cdn.salt.example/12.mp3?a=1&amp;b=2\""
	" length=\"12345678\" type=\"audio/mpeg\"/>\n"
	"      <guid isPermaLink=\"false\">salt-0012</guid>\n"
	"      <pubDate>Tue, 05 Mar 2024 06:30:00 +0000</pubDate>\n"
	"      <category>sea</category>\n"
	"      <category>light &amp; salt</category>\n"
	"      <itunes:author>Guest One</itunes:author>\n"
	"      <itunes:duration>3723</itunes:duration>\n"
	"      <itunes:image href=\"https://salt.example/12.jpg\"/>\n"
	"      <itunes:explicit>true</itunes:explicit>\n"
	"      <itunes:episode>12</itunes:episode>\n"
	"      <itunes:season>2</itunes:season>\n"
	"      <itunes:episodeType>full</itunes:episodeType>\n"
	"      <itunes:block>Yes</itunes:block>\n"
	"      <podcast:season name=\"Winter\">2</podcast:season>\n"
	"      <podcast:episode display=\"Twelve\">12</podcast:episode>\n"
	"      <podcast:person role=\"guest\">Guest \"Two\" Name</podcast:person>\n"
	"      <podcast:person role=\"host\">Host One</podcast:person>\n"
	"      <podcast:transcript url=\"https://salt.example/12.vtt\" "
	"type=\"text/vtt\"/>\n"
	"      <podcast:chapters url=\"https://salt.example/12.json\""
	" type=\"application/json+chapters\"/>\n"
	"    </item>\n";

static const char tail_text[] = "  </channel>\n</rss>\n";

static void rich_show(void **state)
{
	struct fixture *f = *state;
	assert_string_equal(head(f, FG_RSS), rich_head);
}

static void rich_episode(void **state)
{
	struct fixture *f = *state;
	assert_string_equal(item(f, FG_RSS), rich_item);
}

static void whole_feed(void **state)
{
	struct fixture *f = *state;
	head(f, FG_RSS);
	for (int i = 0; i < 2; i++)
		assert_true(fg_write_item(&f->u.run,
			&(struct fg_feed){FG_RSS, &f->s.show, NULL, NULL}, &f->s.episode,
			&f->s.notes, &f->out));
	assert_true(fg_write_tail(
		&f->u.run, &(struct fg_feed){FG_RSS, &f->s.show, NULL, NULL}, &f->out));
	struct sbuf expected;
	sbuf_init(&expected, 1 << 16);
	sbuf_str(&expected, rich_head);
	sbuf_str(&expected, rich_item);
	sbuf_str(&expected, rich_item);
	sbuf_str(&expected, tail_text);
	assert_string_equal(f->out.data, expected.data);
	sbuf_release(&expected);
	assert_int_equal(f->u.diags.len, 0);
}

/* Nothing written: nothing in the feed but what needs no field. */
static void poor_show(void **state)
{
	struct fixture *f = *state;
	f->s.show = (struct fg_show){.file = "show.yaml", .title = "T"};
	const char *text = head(f, FG_RSS);
	assert_string_equal(strstr(text, "  <channel>"),
		"  <channel>\n"
		"    <title>T</title>\n"
		"    <generator>feedgen</generator>\n");
}

static void poor_episode(void **state)
{
	struct fixture *f = *state;
	f->s.episode = (struct fg_episode){.file = "e.md", .title = "T"};
	f->s.notes = (struct fg_notes){.html = "", .description = ""};
	assert_string_equal(item(f, FG_RSS), "    <item>\n"
					     "      <title>T</title>\n"
					     "    </item>\n");
}

static void titles_are_one_line(void **state)
{
	struct fixture *f = *state;
	f->s.episode.title = "\n A \t\r\n title  with\nlines\n";
	assert_has(item(f, FG_RSS), "<title>A title with lines</title>");
	f->s.episode.title = "one\xe2\x80\xa8two";
	assert_has(item(f, FG_RSS), "<title>one\xe2\x80\xa8two</title>");
	f->s.episode.title = " \n\t ";
	assert_lacks(item(f, FG_RSS), "<title>");
	f->s.guests[0].name = "Guest\nTwo";
	f->s.guests[1].name = "  ";
	assert_has(item(f, FG_RSS),
		"<podcast:person role=\"guest\">Guest Two</podcast:person>");
	assert_lacks(item(f, FG_RSS), "role=\"host\"");
}

static void guid_is_untouched(void **state)
{
	struct fixture *f = *state;
	f->s.episode.guid = " a  b ";
	assert_has(item(f, FG_RSS), "<guid isPermaLink=\"false\"> a  b </guid>");
	f->s.episode.guid = "https://salt.example/?p=1&q=2";
	f->s.episode.guid_is_permalink = true;
	assert_has(item(f, FG_RSS),
		"<guid isPermaLink=\"true\">https://salt.example/?p=1&amp;q=2</guid>");
	f->s.episode.guid = "";
	assert_lacks(item(f, FG_RSS), "<guid");
}

static void content_only_if_it_says_more(void **state)
{
	struct fixture *f = *state;
	f->s.notes.html = f->s.notes.description;
	f->s.notes.html_len = f->s.notes.description_len;
	assert_lacks(item(f, FG_RSS), "content:encoded");
	assert_has(item(f, FG_RSS), "<description>");
	f->s.notes.html = "";
	f->s.notes.html_len = 0;
	assert_lacks(item(f, FG_RSS), "content:encoded");
}

static void enclosure(void **state)
{
	struct fixture *f = *state;
	f->s.episode.enclosure.length = 0;
	assert_has(item(f, FG_RSS), " length=\"0\" type=\"audio/mpeg\"/>");
	f->s.episode.enclosure.length = -1;
	assert_has(item(f, FG_RSS), " length=\"0\" type=\"audio/mpeg\"/>");
	f->s.episode.enclosure.length = 5000000000;
	assert_has(item(f, FG_RSS), " length=\"5000000000\" ");
	f->s.episode.enclosure.type = NULL;
	assert_has(item(f, FG_RSS), " length=\"5000000000\"/>");
	f->s.episode.enclosure.url = NULL;
	assert_lacks(item(f, FG_RSS), "<enclosure");
}

static void same_as_the_show(void **state)
{
	struct fixture *f = *state;
	f->s.episode.author = " Host\nOne";
	f->s.episode.image = f->s.show.image;
	assert_lacks(item(f, FG_RSS), "itunes:author");
	f->s.episode.at[FG_EP_IMAGE].origin = FG_INHERITED;
	assert_lacks(item(f, FG_RSS), "itunes:image");
	f->s.episode.at[FG_EP_IMAGE].origin = FG_WRITTEN;
	assert_has(item(f, FG_RSS),
		"<itunes:image href=\"https://salt.example/cover.jpg\"/>");
	f->s.show.author = NULL;
	f->s.show.image = NULL;
	assert_has(item(f, FG_RSS), "<itunes:author>Host One</itunes:author>");
	assert_has(item(f, FG_RSS),
		"<itunes:image href=\"https://salt.example/cover.jpg\"/>");
}

static void numbers(void **state)
{
	struct fixture *f = *state;
	struct fg_episode *ep = &f->s.episode;
	ep->number_display = NULL;
	assert_has(item(f, FG_RSS), "<itunes:episode>12</itunes:episode>");
	assert_lacks(item(f, FG_RSS), "podcast:episode");
	ep->number = "315.5";
	assert_lacks(item(f, FG_RSS), "itunes:episode>");
	assert_has(item(f, FG_RSS), "<podcast:episode>315.5</podcast:episode>");
	ep->number = "0";
	assert_lacks(item(f, FG_RSS), "itunes:episode>");
	assert_has(item(f, FG_RSS), "<podcast:episode>0</podcast:episode>");
	ep->number = NULL;
	ep->number_display = "Day one";
	assert_lacks(item(f, FG_RSS), "podcast:episode");
}

static void seasons(void **state)
{
	struct fixture *f = *state;
	struct fg_episode *ep = &f->s.episode;
	ep->season_name = NULL;
	assert_has(item(f, FG_RSS), "<itunes:season>2</itunes:season>");
	assert_lacks(item(f, FG_RSS), "podcast:season");
	ep->season = 0;
	ep->season_name = "Specials";
	assert_lacks(item(f, FG_RSS), "itunes:season");
	assert_has(
		item(f, FG_RSS), "<podcast:season name=\"Specials\">0</podcast:season>");
	ep->season = 2;
	ep->at[FG_EP_SEASON].origin = FG_ABSENT;
	assert_lacks(item(f, FG_RSS), "season");
}

/* Numbers and booleans mean nothing where the origin is FG_ABSENT. */
static void absent_values(void **state)
{
	struct fixture *f = *state;
	memset(f->s.episode.at, 0, sizeof f->s.episode.at);
	const char *text = item(f, FG_RSS);
	assert_lacks(text, "pubDate");
	assert_lacks(text, "itunes:duration");
	assert_lacks(text, "itunes:explicit");
	assert_lacks(text, "itunes:season");
	assert_lacks(text, "itunes:block");
	memset(f->s.show.at, 0, sizeof f->s.show.at);
	text = head(f, FG_RSS);
	assert_lacks(text, "itunes:explicit");
	assert_lacks(text, "itunes:block");
	assert_lacks(text, "itunes:complete");
	assert_lacks(text, "podcast:locked");
}

static void false_values(void **state)
{
	struct fixture *f = *state;
	f->s.episode.is_explicit = f->s.episode.block = false;
	f->s.episode.duration = 0;
	assert_has(item(f, FG_RSS), "<itunes:explicit>false</itunes:explicit>");
	assert_lacks(item(f, FG_RSS), "itunes:block");
	assert_lacks(item(f, FG_RSS), "itunes:duration");
	f->s.show.locked = f->s.show.block = f->s.show.complete = false;
	f->s.show.owner_email = NULL;
	assert_has(head(f, FG_RSS), "<podcast:locked>no</podcast:locked>");
	assert_lacks(head(f, FG_RSS), "itunes:block");
	assert_lacks(head(f, FG_RSS), "itunes:complete");
	assert_lacks(head(f, FG_RSS), "itunes:email");
	f->s.show.owner_name = NULL;
	assert_lacks(head(f, FG_RSS), "itunes:owner");
}

static void picture_needs_all_its_parts(void **state)
{
	struct fixture *f = *state;
	f->s.show.link = NULL;
	assert_lacks(head(f, FG_RSS), "<image>");
	assert_has(head(f, FG_RSS), "<itunes:image ");
}

/* The dates of the channel are its newest episode's. */
static void no_episode_no_date(void **state)
{
	struct fixture *f = *state;
	f->s.show.published = f->s.show.updated = 0;
	assert_lacks(head(f, FG_RSS), "pubDate");
	assert_lacks(head(f, FG_RSS), "lastBuildDate");
}

static void transcripts(void **state)
{
	static const struct {
		const char *url, *expected;
	} cases[] = {
		{"https://a.example/t.vtt",
			"url=\"https://a.example/t.vtt\" type=\"text/vtt\""},
		{"https://a.example/t.SRT?x=1", "type=\"application/x-subrip\""},
		{"https://a.example/t.json", "type=\"application/json\""},
		{"https://a.example/t.html#top", "type=\"text/html\""},
		{"https://a.example/t.htm", "type=\"text/html\""},
		{"https://a.example/t.txt", "type=\"text/plain\""},
		{"https://a.example/transcripts/12/", "type=\"text/html\""},
		{"https://a.example/t.pdf", NULL},
		{"12.vtt", NULL},
		{"", NULL},
		{NULL, NULL},
	};
	struct fixture *f = *state;
	for (size_t i = 0; i < sizeof cases / sizeof *cases; i++) {
		f->s.episode.transcript = cases[i].url;
		if (cases[i].expected)
			assert_has(item(f, FG_RSS), cases[i].expected);
		else
			assert_lacks(item(f, FG_RSS), "podcast:transcript");
	}
}

static void chapters(void **state)
{
	struct fixture *f = *state;
	f->s.episode.chapters = "chapters.json";
	assert_lacks(item(f, FG_RSS), "podcast:chapters");
}

/* A value that looks like markup stays a value. */
static void hostile_values(void **state)
{
	static const char evil[] =
		"\"/><x y='&amp;'>]]><!--\xf0\x9f\x8e\x99</title></item>";
	struct fixture *f = *state;
	f->s.show.title = f->s.show.author = f->s.show.copyright = evil;
	f->s.show.owner_email = f->s.show.link = f->s.show.image = evil;
	f->s.categories[0].sub = f->s.hosts[0].role = f->s.hosts[0].href = evil;
	f->s.episode.title = f->s.episode.guid = f->s.episode.season_name = evil;
	f->s.episode.enclosure.url = f->s.episode.enclosure.type = evil;
	f->s.notes.html = evil;
	f->s.notes.html_len = sizeof evil - 1;
	head(f, FG_RSS);
	assert_true(fg_write_item(&f->u.run,
		&(struct fg_feed){FG_RSS, &f->s.show, NULL, NULL}, &f->s.episode,
		&f->s.notes, &f->out));
	assert_true(fg_write_tail(
		&f->u.run, &(struct fg_feed){FG_RSS, &f->s.show, NULL, NULL}, &f->out));
	assert_lacks(f->out.data, "<x");
	xmlDocPtr doc = xmlReadMemory(f->out.data, (int)f->out.len, NULL, NULL,
		XML_PARSE_NONET | XML_PARSE_NOERROR | XML_PARSE_NOWARNING);
	assert_non_null(doc);
	xmlFreeDoc(doc);
	xmlCleanupParser();
}

static void very_long_title(void **state)
{
	struct fixture *f = *state;
	char *title = calloc(1, 100001);
	memset(title, 't', 100000);
	f->s.episode.title = title;
	assert_has(item(f, FG_RSS), title);
	free(title);
}

static void too_large(void **state)
{
	struct fixture *f = *state;
	struct sbuf small;
	sbuf_init(&small, 500);
	assert_false(fg_write_item(&f->u.run,
		&(struct fg_feed){FG_RSS, &f->s.show, NULL, NULL}, &f->s.episode,
		&f->s.notes, &small));
	const struct fg_diag *d = unit_diag(&f->u, FG_RULE_WRITE_FAILED);
	assert_string_equal(d->at.file, "episodes/lighthouse.md");
	assert_has(d->message, "500 bytes");
	assert_false(fg_write_head(
		&f->u.run, &(struct fg_feed){FG_RSS, &f->s.show, NULL, NULL}, &small));
	assert_string_equal(f->u.diags.data[1].at.file, "show.yaml");
	assert_int_equal(f->u.diags.len, 2);
	sbuf_release(&small);
}

#define TEST(name) cmocka_unit_test_setup_teardown(name, open_fixture, close_fixture)

int main(void)
{
	const struct CMUnitTest tests[] = {
		TEST(rich_show),
		TEST(rich_episode),
		TEST(whole_feed),
		TEST(poor_show),
		TEST(poor_episode),
		TEST(titles_are_one_line),
		TEST(guid_is_untouched),
		TEST(content_only_if_it_says_more),
		TEST(enclosure),
		TEST(same_as_the_show),
		TEST(numbers),
		TEST(seasons),
		TEST(absent_values),
		TEST(false_values),
		TEST(picture_needs_all_its_parts),
		TEST(no_episode_no_date),
		TEST(transcripts),
		TEST(chapters),
		TEST(hostile_values),
		TEST(very_long_title),
		TEST(too_large),
	};
	return cmocka_run_group_tests_name("write/rss", tests, NULL, NULL);
}
