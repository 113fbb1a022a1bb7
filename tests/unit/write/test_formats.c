/* SPDX-License-Identifier: ISC */
/* Atom and JSON Feed: the exact text of a rich show, and the odd cases of each format. */
#include "feed_unit.h"

static const char atom_head[] =
	"<?xml version=\"1.0\" encoding=\"UTF-8\"?>\n"
	"<feed xmlns=\"http://www.w3.org/2005/Atom\" xmlns:itunes=\"http://www"
	".itunes.com/dtds/podcast-1.0.dtd\" xmlns:podcast=\"https://podcastin"
	"dex.org/namespace/1.0\" xmlns:content=\"http://purl.org/rss/1.0/modu"
	"les/content/\" xml:lang=\"en-GB\">\n"
	"  <id>urn:uuid:917393e3-1b1e-5cef-ace4-edaa54e1f810</id>\n"
	"  <title>Salt &amp; Tide</title>\n"
	"  <link rel=\"alternate\" type=\"text/html\" href=\"https://salt.exampl"
	"e/\"/>\n"
	"  <link rel=\"self\" type=\"application/atom+xml\" href=\"https://salt."
	"example/feed.atom\"/>\n"
	"  <link rel=\"hub\" href=\"https://hub.salt.example/\"/>\n"
	"  <subtitle>Stories of the sea.\n"
	"\n"
	"New on Tuesdays.</subtitle>\n"
	"  <category term=\"coast\"/>\n"
	"  <rights>Salt Audio</rights>\n"
	"  <updated>2024-03-06T06:30:00Z</updated>\n"
	"  <generator>feedgen</generator>\n"
	"  <itunes:title>Salt &amp; Tide: the sea, every week</itunes:title"
	">\n"
	"  <author>\n"
	"    <name>Host One</name>\n"
	"    <uri>https://salt.example/one</uri>\n"
	"  </author>\n"
	"  <itunes:owner>\n"
	"    <itunes:name>Salt Audio</itunes:name>\n"
	"    <itunes:email>hello@salt.example</itunes:email>\n"
	"  </itunes:owner>\n"
	"  <itunes:explicit>false</itunes:explicit>\n"
	"  <itunes:category text=\"Society &amp; Culture\">\n"
	"    <itunes:category text=\"Places &amp; Travel\"/>\n"
	"  </itunes:category>\n"
	"  <itunes:category text=\"History\"/>\n"
	"  <itunes:image href=\"https://salt.example/cover.jpg\"/>\n"
	"  <logo>https://salt.example/cover.jpg</logo>\n"
	"  <itunes:type>serial</itunes:type>\n"
	"  <itunes:block>Yes</itunes:block>\n"
	"  <itunes:complete>Yes</itunes:complete>\n"
	"  <podcast:guid>917393e3-1b1e-5cef-ace4-edaa54e1f810</podcast:guid"
	">\n"
	"  <podcast:locked owner=\"hello@salt.example\">yes</podcast:locked>\n"
	"  <podcast:person role=\"host\" group=\"cast\" img=\"https://salt.examp"
	"le/one.png\" href=\"https://salt.example/one\">Host One</podcast:pers"
	"on>\n"
	"  <podcast:person>Host Two</podcast:person>\n";

static const char atom_entry[] =
	"  <entry>\n"
	"    <title>The lighthouse &lt;keeper&gt;</title>\n"
	"    <itunes:title>The lighthouse</itunes:title>\n"
	"    <link rel=\"alternate\" type=\"text/html\" href=\"https://salt.exam"
	"ple/lighthouse/\"/>\n"
	"    <summary type=\"html\">&lt;p&gt;The lamp &amp;amp; its keeper.&l"
	"t;/p&gt;</summary>\n"
	"    <content type=\"html\">&lt;p&gt;The lamp &amp;amp; its keeper.&l"
	"t;/p&gt;\n"
	"&lt;p&gt;More.&lt;/p&gt;</content>\n"
	"    <link rel=\"enclosure\" type=\"audio/mpeg\" length=\"12345678\" href"
	"=\"https://cdn.salt.example/12.mp3?a=1&amp;b=2\"/>\n"
	"    <id>urn:uuid:6d63e13d-6acc-5048-a8ef-26232f2df129</id>\n"
	"    <published>2024-03-05T06:30:00Z</published>\n"
	"    <updated>2024-03-06T06:30:00Z</updated>\n"
	"    <category term=\"sea\"/>\n"
	"    <category term=\"light &amp; salt\"/>\n"
	"    <author>\n"
	"      <name>Guest One</name>\n"
	"    </author>\n"
	"    <itunes:duration>3723</itunes:duration>\n"
	"    <itunes:image href=\"https://salt.example/12.jpg\"/>\n"
	"    <itunes:explicit>true</itunes:explicit>\n"
	"    <itunes:episode>12</itunes:episode>\n"
	"    <itunes:season>2</itunes:season>\n"
	"    <itunes:episodeType>full</itunes:episodeType>\n"
	"    <itunes:block>Yes</itunes:block>\n"
	"    <podcast:season name=\"Winter\">2</podcast:season>\n"
	"    <podcast:episode display=\"Twelve\">12</podcast:episode>\n"
	"    <podcast:person role=\"guest\">Guest \"Two\" Name</podcast:person>"
	"\n"
	"    <podcast:person role=\"host\">Host One</podcast:person>\n"
	"    <podcast:transcript url=\"https://salt.example/12.vtt\" type=\"te"
	"xt/vtt\"/>\n"
	"    <podcast:chapters url=\"https://salt.example/12.json\" type=\"app"
	"lication/json+chapters\"/>\n"
	"  </entry>\n";

static const char json_head[] =
	"{\"version\": \"https://jsonfeed.org/version/1.1\", \"title\": \"Salt & T"
	"ide\", \"home_page_url\": \"https://salt.example/\", \"feed_url\": \"https"
	"://salt.example/feed.json\", \"hubs\": [{\"type\": \"WebSub\", \"url\": "
	"\"https://hub.salt.ex"
	"ample/\"}], \"description\": \"Stories of the sea.\\n\\"
	"nNew on Tuesdays.\", \"language\": \"en-GB\", \"authors\": [{\"name\": \"Hos"
	"t One\", \"url\": \"https://salt.example/one\", \"avatar\": \"https://salt.e"
	"xample/one.png\"}], \"icon\": \"https://salt.example/cover.jpg\", \"expired\": "
	"tru"
	"e, \"items\": [";

static const char json_line[] =
	"\n"
	"{\"title\": \"The lighthouse <keeper>\", \"url\": \"https://salt.example/"
	"lighthouse/\", \"content_html\": \"<p>The lamp &amp; its keeper.<\\/p>\\"
	"n<p>More.<\\/p>\", \"attachments\": [{\"url\": \"https://cdn.salt.example"
	"/12.mp3?a=1&b=2\", \"mime_type\": \"audio/mpeg\", \"size_in_bytes\": 1234"
	"5678, \"duration_in_seconds\": 3723}], \"id\": \"salt-0012\", \"date_publ"
	"ished\": \"2024-03-05T06:30:00Z\", \"date_modified\": \"2024-03-06T06:3"
	"0:00Z\", \"tags\": [\"sea\", \"light & salt\"], \"authors\": [{"
	"\"name\": \"Guest One\"}]"
	", \"image\": \"https://salt.example/12.jpg\"}";

/* ---- Atom ---- */

static void atom_is_exact(void **state)
{
	struct fixture *f = *state;
	assert_string_equal(head(f, FG_ATOM), atom_head);
	assert_string_equal(item(f, FG_ATOM), atom_entry);
	assert_string_equal(tail(f, FG_ATOM), "</feed>\n");
}

static void atom_ids_are_iris(void **state)
{
	struct fixture *f = *state;
	f->s.episode.guid = "https://salt.example/12";
	assert_has(item(f, FG_ATOM), "<id>https://salt.example/12</id>");
	f->s.episode.guid = "6D63E13D-6ACC-5048-A8EF-26232F2DF129";
	assert_has(item(f, FG_ATOM),
		"<id>urn:uuid:6D63E13D-6ACC-5048-A8EF-26232F2DF129</id>");
	f->s.episode.guid = "salt 0012";
	const char *id = arena_strdup(f->u.run.arena, item(f, FG_ATOM));
	assert_has(id, "<id>urn:uuid:");
	f->s.episode.guid = "salt 0013";
	assert_string_not_equal(id, item(f, FG_ATOM));
}

/* RFC 4287, 4.1.1: a feed has an author and a date, whatever the show has. */
static void atom_has_what_it_must(void **state)
{
	struct fixture *f = *state;
	f->s.show.author = NULL;
	f->s.show.updated = 0;
	assert_has(head(f, FG_ATOM), "<name>Salt Audio</name>");
	assert_has(head(f, FG_ATOM), "<updated>1970-01-01T00:00:00Z</updated>");
	f->s.show.owner_name = NULL;
	assert_has(head(f, FG_ATOM), "<name>Salt &amp; Tide</name>");
}

static void atom_says_only_what_is_known(void **state)
{
	struct fixture *f = *state;
	f->s.show.atom_url = NULL;
	assert_lacks(head(f, FG_ATOM), "rel=\"self\"");
	f->s.episode.enclosure.length = 0;
	f->s.episode.author = f->s.show.author;
	f->s.notes.html = f->s.notes.description;
	f->s.notes.html_len = f->s.notes.description_len;
	f->s.episode.updated = 0;
	f->s.episode.at[FG_EP_UPDATED].origin = FG_ABSENT;
	const char *entry = item(f, FG_ATOM);
	assert_lacks(entry, "length=");
	assert_lacks(entry, "<author>");
	assert_has(entry, "<content");
	assert_lacks(entry, "<summary");
	assert_has(entry, "<updated>2024-03-05T06:30:00Z</updated>");
}

/* RFC 4287, 4.1.2: without a page there is content, whatever the notes have. */
static void atom_has_content_or_a_page(void **state)
{
	struct fixture *f = *state;
	f->s.notes.html_len = 0;
	assert_lacks(item(f, FG_ATOM), "<content");
	f->s.episode.link = NULL;
	assert_has(item(f, FG_ATOM), "<content type=\"html\">&lt;p&gt;The lamp");
	f->s.notes.description_len = 0;
	assert_has(item(f, FG_ATOM),
		"<content type=\"text\">The lighthouse &lt;keeper&gt;<");
	assert_lacks(item(f, FG_ATOM), "<summary");
}

/* Notes may be escaped before. The characters that have to be are among those of the last. */
static void escaped_before_or_now(void **state)
{
	struct fixture *f = *state;
	static const char hostile[] = "<p>a &amp; \"b\" ]]> 'c'\r\n\t\xc3\xa4</p>";
	const char *const texts[] = {"", f->s.notes.description, hostile};
	struct sbuf html, in_short, expected;
	sbuf_init(&html, 1 << 20);
	sbuf_init(&in_short, 1 << 20);
	sbuf_init(&expected, 1 << 20);
	for (size_t i = 0; i < 18; i++) {
		enum fg_format format = i % 2 ? FG_RSS : FG_ATOM;
		const char *full = texts[i / 2 % 3], *summary = texts[i / 6];
		struct fg_notes plain = f->s.notes;
		plain.html = full;
		plain.html_len = strlen(full);
		plain.description = summary;
		plain.description_len = strlen(summary);
		f->s.notes = plain;
		sbuf_reset(&expected);
		sbuf_str(&expected, item(f, format));
		sbuf_reset(&html);
		sbuf_reset(&in_short);
		fg_write_escaped(plain.html, plain.html_len, &html);
		fg_write_escaped(plain.description, plain.description_len, &in_short);
		f->s.notes.html = html.data;
		f->s.notes.html_len = html.len;
		f->s.notes.description = in_short.data;
		f->s.notes.description_len = in_short.len;
		f->s.notes.escaped = true;
		assert_string_equal(item(f, format), expected.data);
		f->s.notes = plain;
	}
	sbuf_release(&html);
	sbuf_release(&in_short);
	sbuf_release(&expected);
}

/* ---- JSON Feed ---- */

static void json_is_exact(void **state)
{
	struct fixture *f = *state;
	assert_string_equal(head(f, FG_JSON), json_head);
	assert_string_equal(item(f, FG_JSON), json_line);
	assert_string_equal(tail(f, FG_JSON), "\n]}\n");
}

static void json_items_are_parted_by_commas(void **state)
{
	(void)state;
	assert_string_equal(fg_between_items(FG_JSON), ",");
	assert_string_equal(fg_between_items(FG_ATOM), "");
	assert_string_equal(fg_between_items(FG_RSS), "");
}

/* ---- audio in several formats ---- */

static void any_of_the_formats_can_be_the_enclosure(void **state)
{
	struct fixture *f = *state;
	struct fg_variant opus = {.format = "opus"};
	opus.audio = (struct fg_enclosure){
		.url = "https://salt.example/12.opus", .type = "audio/ogg", .length = 99};
	f->s.episode.variants.data = &opus;
	f->s.episode.variants.len = 1;
	assert_has(item(f, FG_ATOM), "<link rel=\"enclosure\" type=\"audio/mpeg\"");
	assert_has(f->out.data,
		"<podcast:alternateEnclosure type=\"audio/ogg\" length=\"99\">");
	assert_has(f->out.data, "<podcast:source uri=\"https://salt.example/12.opus\"/>");
	assert_has(item(f, FG_JSON), "\"size_in_bytes\": 99");
	struct fg_feed feed = {FG_RSS, &f->s.show, NULL, "opus"};
	sbuf_reset(&f->out);
	assert_true(fg_write_item(&f->u.run, &feed, &f->s.episode, &f->s.notes, &f->out));
	assert_has(f->out.data, "<enclosure url=\"https://salt.example/12.opus\" "
				"length=\"99\" type=\"audio/ogg\"/>");
	assert_has(f->out.data, "<podcast:alternateEnclosure type=\"audio/mpeg\"");
	assert_has(f->out.data, "salt-0012</guid>");
	feed.variant = "flac";
	sbuf_reset(&f->out);
	assert_true(fg_write_item(&f->u.run, &feed, &f->s.episode, &f->s.notes, &f->out));
	assert_has(f->out.data, "<enclosure url=\"https://cdn.salt.example/12.mp3");
}

/* ---- one document of several ---- */

static const char *page_head(struct fixture *f, enum fg_format format)
{
	struct fg_feed feed = {format, &f->s.show, &f->s.page, NULL};
	sbuf_reset(&f->out);
	assert_true(fg_write_head(&f->u.run, &feed, &f->out));
	return f->out.data;
}

static void archives_say_where_the_others_are(void **state)
{
	struct fixture *f = *state;
	f->s.page.updated = 0;
	const char *text = page_head(f, FG_ATOM);
	assert_has(text, "rel=\"self\" type=\"application/atom+xml\" "
			 "href=\"https://salt.example/feed-2.xml\"");
	assert_has(text, "rel=\"current\" type=\"application/atom+xml\" "
			 "href=\"https://salt.example/feed.xml\"");
	assert_has(text, "rel=\"prev-archive\" type=\"application/atom+xml\" "
			 "href=\"https://salt.example/feed-1.xml\"");
	assert_has(text, "<fh:archive/>");
	assert_has(text, "xmlns:fh=\"http://purl.org/syndication/history/1.0\"");
	assert_has(text, "<updated>1970-01-01T00:00:00Z</updated>");
	assert_has(page_head(f, FG_JSON),
		"\"next_url\": \"https://salt.example/feed-1.xml\"");
	assert_has(page_head(f, FG_RSS), "rel=\"prev-archive\"");
}

static void the_oldest_leads_no_further(void **state)
{
	struct fixture *f = *state;
	static const enum fg_format formats[] = {FG_RSS, FG_ATOM, FG_JSON};
	f->s.page.older = NULL;
	f->s.page.archive = false;
	for (size_t i = 0; i < 3; i++) {
		const char *text = page_head(f, formats[i]);
		assert_lacks(text, "prev-archive");
		assert_lacks(text, "next");
		assert_lacks(text, "xmlns:fh");
		assert_lacks(text, "fh:archive");
	}
}

static void json_says_only_what_is_known(void **state)
{
	struct fixture *f = *state;
	f->s.show.json_url = NULL;
	f->s.show.complete = false;
	f->s.show.hubs.len = 0;
	f->s.episode.keywords.len = 0;
	f->s.episode.at[FG_EP_UPDATED].origin = FG_ABSENT;
	assert_lacks(head(f, FG_JSON), "hubs");
	assert_lacks(head(f, FG_JSON), "feed_url");
	assert_lacks(head(f, FG_JSON), "expired");
	f->s.episode.enclosure.length = 0;
	f->s.episode.duration = 0;
	f->s.episode.image = f->s.show.image;
	f->s.notes.html_len = 0;
	const char *line = item(f, FG_JSON);
	assert_lacks(line, "size_in_bytes");
	assert_lacks(line, "duration_in_seconds");
	assert_lacks(line, "\"image\"");
	assert_lacks(line, "content_html");
	assert_lacks(line, "date_modified");
	assert_lacks(line, "tags");
	assert_has(line, "\"content_text\": \"");
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test_setup_teardown(
			atom_is_exact, open_fixture, close_fixture),
		cmocka_unit_test_setup_teardown(
			atom_ids_are_iris, open_fixture, close_fixture),
		cmocka_unit_test_setup_teardown(
			atom_has_what_it_must, open_fixture, close_fixture),
		cmocka_unit_test_setup_teardown(
			atom_says_only_what_is_known, open_fixture, close_fixture),
		cmocka_unit_test_setup_teardown(
			atom_has_content_or_a_page, open_fixture, close_fixture),
		cmocka_unit_test_setup_teardown(
			escaped_before_or_now, open_fixture, close_fixture),
		cmocka_unit_test_setup_teardown(
			json_is_exact, open_fixture, close_fixture),
		cmocka_unit_test_setup_teardown(
			json_items_are_parted_by_commas, open_fixture, close_fixture),
		cmocka_unit_test_setup_teardown(any_of_the_formats_can_be_the_enclosure,
			open_fixture, close_fixture),
		cmocka_unit_test_setup_teardown(
			archives_say_where_the_others_are, open_fixture, close_fixture),
		cmocka_unit_test_setup_teardown(
			the_oldest_leads_no_further, open_fixture, close_fixture),
		cmocka_unit_test_setup_teardown(
			json_says_only_what_is_known, open_fixture, close_fixture),
	};
	return cmocka_run_group_tests_name("write/formats", tests, NULL, NULL);
}
