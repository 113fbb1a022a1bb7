/* SPDX-License-Identifier: ISC */
#include "unit.h"

#include <fcntl.h>
#include <unistd.h>
#include <sys/stat.h>
#include "guard/published.h"
#include "guard/scan.h"

struct got {
	struct published feed;
	const char *problem;
	unsigned line;
	bool ok;
};

static struct got scan(struct unit *u, const char *text)
{
	struct got g = {0};
	g.ok = published_scan(&u->arena, str_of(text), &g.feed, &g.problem, &g.line);
	return g;
}

/* A feed of one channel with this in it. */
static struct got scan_channel(struct unit *u, const char *content)
{
	return scan(u, arena_printf(&u->arena,
			       "<?xml version=\"1.0\"?>\n<rss version=\"2.0\" "
			       "xmlns:podcast=\"https://podcastindex.org/namespace/1.0\">"
			       "<channel>%s</channel></rss>\n",
			       content));
}

static int setup(void **state)
{
	*state = malloc(sizeof(struct unit));
	unit_open(*state);
	return 0;
}

static int teardown(void **state)
{
	unit_close(*state);
	free(*state);
	return 0;
}

static void items_are_found(void **state)
{
	struct got g = scan_channel(*state,
		"<title>Show</title><item><title>One &amp; only</title>"
		"<guid isPermaLink=\"false\"> one </guid>"
		"<enclosure length='1' "
		"url='https://a.example/1.mp3?x=1&amp;y=2'/></item>\n"
		"<item><guid><![CDATA[two]]></guid></item><item/>");
	assert_true(g.ok);
	assert_int_equal(g.feed.len, 3);
	assert_string_equal(g.feed.data[0].guid, "one");
	assert_string_equal(g.feed.data[0].title, "One & only");
	assert_string_equal(g.feed.data[0].url, "https://a.example/1.mp3?x=1&y=2");
	assert_string_equal(g.feed.data[1].guid, "two");
	assert_null(g.feed.data[1].title);
	assert_null(g.feed.data[1].url);
	assert_null(g.feed.data[2].guid);
	assert_string_equal(g.feed.data[0].length, "1");
	assert_int_equal(g.feed.data[0].line, 2);
	assert_int_equal(g.feed.data[1].line, 3);
	assert_string_equal(g.feed.title, "Show");
	assert_null(g.feed.guid);
	assert_int_equal(g.feed.newest, 0);
}

/* Only what stands directly in an item is its own. */
static void other_places_do_not_count(void **state)
{
	struct got g = scan_channel(*state,
		"<guid>channel's</guid><image><title>image's</title></image>"
		"<item><itunes:title>apple's</itunes:title><source><guid>deep</guid>"
		"<enclosure url='deep'/></source><media:content url='media'/>"
		"<!-- <guid>comment's</guid> --><guid></guid><guid>first</guid>"
		"<guid>second</guid></item>");
	assert_true(g.ok);
	assert_int_equal(g.feed.len, 1);
	assert_string_equal(g.feed.data[0].guid, "first");
	assert_null(g.feed.data[0].title);
	assert_null(g.feed.data[0].url);
	assert_null(g.feed.guid);
}

static void the_newest_date_is_found(void **state)
{
	struct got g = scan_channel(*state,
		"<lastBuildDate>Tue, 05 Mar 2024 06:30:00 +0000</lastBuildDate>"
		"<item><pubDate>Wed, 06 Mar 2024 06:30:00 +0100</pubDate></item>"
		"<item><pubDate>some day</pubDate></item><item><pubDate/></item>");
	assert_true(g.ok);
	assert_int_equal(g.feed.newest, 1709703000);
}

static void the_shows_guid_is_found_by_namespace(void **state)
{
	struct got g = scan_channel(*state,
		"<podcast:guid>917393e3-1b1e-5cef-ace4-edaa54e1f810</podcast:guid>");
	assert_true(g.ok);
	assert_string_equal(g.feed.guid, "917393e3-1b1e-5cef-ace4-edaa54e1f810");

	g = scan(*state,
		"<rss "
		"xmlns:p='https://github.com/Podcastindex-org/podcast-namespace/blob/"
		"main/"
		"docs/1.0.md' xmlns:podcast='https://example.org/other'><channel>"
		"<podcast:guid>other</podcast:guid><p:guid>mine</p:guid></channel></"
		"rss>");
	assert_true(g.ok);
	assert_string_equal(g.feed.guid, "mine");
}

static void atom_entries_are_items(void **state)
{
	struct got g = scan(*state,
		"<feed xmlns='http://www.w3.org/2005/Atom' "
		"xmlns:p='https://podcastindex.org/namespace/1.0'>"
		"<updated>2024-03-05T06:30:00Z</updated><p:guid>abc</p:guid>"
		"<entry><id>urn:uuid:1</id><title>One</title>"
		"<link href='https://a.example/1'/><link rel='self' href='x'/>"
		"<link rel='enclosure' length='9' type='audio/mpeg' "
		"href='https://a.example/1.mp3'/>"
		"<published>2024-03-04T06:30:00Z</published></entry>"
		"<entry><id>urn:uuid:2</id>"
		"<updated>2024-03-03T06:30:00Z</updated></entry></feed>");
	assert_true(g.ok);
	assert_true(g.feed.ids_are_iris);
	assert_string_equal(g.feed.guid, "abc");
	assert_int_equal(g.feed.newest, 1709620200);
	assert_int_equal(g.feed.len, 2);
	const struct published_item *item = &g.feed.data[0];
	assert_string_equal(item->guid, "urn:uuid:1");
	assert_string_equal(item->title, "One");
	assert_string_equal(item->link, "https://a.example/1");
	assert_string_equal(item->url, "https://a.example/1.mp3");
	assert_string_equal(item->type, "audio/mpeg");
	assert_string_equal(item->length, "9");
	assert_int_equal(item->date, 1709620200 - 24 * 60 * 60);
	assert_null(g.feed.data[1].url);
	assert_int_equal(g.feed.data[1].date, 1709620200 - 48 * 60 * 60);
}

static size_t give(void *text, char *buffer, size_t size)
{
	struct str *s = text;
	size_t n = s->len < size ? s->len : size;
	memcpy(buffer, s->data, n);
	*s = str_slice(*s, n, s->len);
	return n;
}

static struct got read_json(struct unit *u, const char *text)
{
	struct got g = {0};
	struct str rest = str_of(text);
	struct published_source source = {give, &rest};
	g.ok = published_json(&u->arena, &source, &g.feed, &g.problem, &g.line);
	return g;
}

static void json_items_are_items(void **state)
{
	struct got g = read_json(*state,
		"{\"title\": \"Show\", \"items\": [\n"
		"{\"id\": \"1\", \"title\": \"One\", \"url\": \"https://a.example/1\",\n"
		" \"date_published\": \"2024-03-04T06:30:00Z\", \"authors\": [{\"name\": "
		"\"x\"}],\n"
		" \"attachments\": [{\"url\": \"https://a.example/1.mp3\",\n"
		" \"mime_type\": \"audio/mpeg\", \"size_in_bytes\": 9}]},\n"
		"{\"id\": 2}]}");
	assert_true(g.ok);
	assert_false(g.feed.ids_are_iris);
	assert_int_equal(g.feed.len, 2);
	const struct published_item *item = &g.feed.data[0];
	assert_string_equal(item->guid, "1");
	assert_string_equal(item->title, "One");
	assert_string_equal(item->link, "https://a.example/1");
	assert_string_equal(item->url, "https://a.example/1.mp3");
	assert_string_equal(item->type, "audio/mpeg");
	assert_string_equal(item->length, "9");
	assert_int_equal(item->line, 2);
	assert_string_equal(g.feed.title, "Show");
	assert_int_equal(item->date, g.feed.newest);
	assert_string_equal(g.feed.data[1].guid, "2");
	assert_null(g.feed.data[1].title);
}

static void broken_json_is_told(void **state)
{
	struct got g = read_json(*state, "{\"items\": [\n{\"id\" 1}]}");
	assert_false(g.ok);
	assert_true(str_starts(str_of(g.problem), "is no JSON: "));
	assert_int_equal(g.line, 2);
}

static void what_is_no_feed_is_told(void **state)
{
	static const struct {
		const char *text, *problem;
	} examples[] = {
		{"", "is no XML"},
		{"<html><body>Not found</body></html>",
			"is neither RSS nor Atom nor JSON Feed"},
		{"<rss><channel><item><guid>\xe9</guid></item></channel></rss>",
			"has bytes that are no UTF-8"},
		{"<rss><channel><item><guid>\x01</guid></item></channel></rss>",
			"has bytes that are no UTF-8"},
		{"<rss><channel><item>", "ends in the middle"},
		{"<rss><channel><item><title>AT&T</title></item></channel></rss>",
			"has an & that is no known entity"},
	};
	for (size_t i = 0; i < sizeof examples / sizeof *examples; i++) {
		struct got g = scan(*state, examples[i].text);
		assert_false(g.ok);
		assert_string_equal(g.problem, examples[i].problem);
	}
	/* A text that is not taken may have any bytes. */
	assert_true(
		scan_channel(*state, "<item><description>\xe9 AT&T</description></item>")
			.ok);
}

static void too_many_items_are_told(void **state)
{
	struct unit *u = *state;
	struct sbuf b;
	sbuf_init(&b, 64 << 20);
	sbuf_str(&b, "<rss><channel>");
	for (size_t i = 0; i < PUBLISHED_ITEMS_MAX; i++)
		sbuf_str(&b, "<item/>");
	size_t at = b.len;
	sbuf_str(&b, "</channel></rss>");
	assert_true(scan(u, b.data).ok);
	sbuf_cut(&b, at);
	sbuf_str(&b, "<item/></channel></rss>");
	assert_false(b.failed);
	assert_string_equal(scan(u, b.data).problem, "has more than 500,000 items");
	sbuf_release(&b);
}

static const char *scratch(struct unit *u)
{
	const char *tmp = getenv("TMPDIR");
	char *dir =
		arena_printf(&u->arena, "%s/test_published_XXXXXX", tmp ? tmp : "/tmp");
	assert_non_null(mkdtemp(dir));
	return dir;
}

static void files_are_read_through_the_buffer(void **state)
{
	enum { ITEMS = 20 * 1000 };
	struct unit *u = *state;
	const char *dir = scratch(u), *path = arena_printf(&u->arena, "%s/feed.xml", dir);
	FILE *f = fopen(path, "w");
	fputs("<rss><channel>\n", f);
	for (int i = 0; i < ITEMS; i++)
		fprintf(f, "<item><guid>guid-%d</guid><title>T%d</title></item>\n", i, i);
	fputs("</channel></rss>\n", f);
	fclose(f);
	struct got g = {0};
	assert_int_equal(published_read(&u->arena, path, &g.feed, &g.problem, &g.line),
		PUBLISHED_OK);
	assert_int_equal(g.feed.len, ITEMS);
	for (int i = 0; i < ITEMS; i++) {
		assert_string_equal(
			g.feed.data[i].guid, arena_printf(&u->arena, "guid-%d", i));
		assert_string_equal(
			g.feed.data[i].title, arena_printf(&u->arena, "T%d", i));
	}
	f = fopen(path, "a");
	fputs("<more/>", f);
	fclose(f);
	assert_int_equal(published_read(&u->arena, path, &g.feed, &g.problem, &g.line),
		PUBLISHED_UNREADABLE);
	assert_string_equal(g.problem, "goes on after its end");
	assert_int_equal(g.line, ITEMS + 3);
	unlink(path);
	rmdir(dir);
}

static void what_keeps_no_feed_is_absent(void **state)
{
	struct unit *u = *state;
	const char *dir = scratch(u), *fifo = arena_printf(&u->arena, "%s/fifo", dir);
	assert_int_equal(mkfifo(fifo, 0600), 0);
	const char *paths[] = {fifo, dir, "/dev/null",
		arena_printf(&u->arena, "%s/none.xml", dir),
		arena_printf(&u->arena, "%s/none/feed.xml", dir)};
	for (size_t i = 0; i < sizeof paths / sizeof *paths; i++) {
		struct got g = {0};
		assert_int_equal(
			published_read(&u->arena, paths[i], &g.feed, &g.problem, &g.line),
			PUBLISHED_ABSENT);
	}
	unlink(fifo);
	rmdir(dir);
}

static void what_cannot_be_opened_is_told_apart(void **state)
{
	struct unit *u = *state;
	const char *dir = scratch(u), *loop = arena_printf(&u->arena, "%s/loop", dir);
	struct got g = {0};
	assert_int_equal(symlink("loop", loop), 0);
	assert_int_equal(published_read(&u->arena, loop, &g.feed, &g.problem, &g.line),
		PUBLISHED_CLOSED);
	assert_non_null(strstr(g.problem, "cannot be opened: "));
	unlink(loop);
	rmdir(dir);
}

static void a_file_too_large_is_not_read_to_its_end(void **state)
{
	struct unit *u = *state;
	const char *dir = scratch(u), *path = arena_printf(&u->arena, "%s/feed.xml", dir);
	int fd = open(path, O_WRONLY | O_CREAT, 0600);
	assert_int_equal(write(fd, "<rss>", 5), 5);
	assert_int_equal(ftruncate(fd, (off_t)8 << 30), 0); /* a hole */
	close(fd);
	struct got g = {0};
	assert_int_equal(published_read(&u->arena, path, &g.feed, &g.problem, &g.line),
		PUBLISHED_UNREADABLE);
	assert_string_equal(g.problem, "is larger than 256 MiB");
	unlink(path);
	rmdir(dir);
}

#define T(f) cmocka_unit_test_setup_teardown(f, setup, teardown)

static void archives_are_known_by_their_links(void **state)
{
	struct got g = scan_channel(*state,
		"<atom:link rel='self' href='https://a.example/feed.xml'/>"
		"<a10:link href='https://a.example/feed-2.xml' rel='prev-archive'/>"
		"<item><a:link rel='prev-archive' href='no'/></item>");
	assert_true(g.ok);
	assert_string_equal(g.feed.older, "https://a.example/feed-2.xml");
	g = scan(*state, "<feed><link rel='prev-archive' href='https://a.example/1'/>"
			 "<entry><link rel='prev-archive' href='no'/></entry></feed>");
	assert_string_equal(g.feed.older, "https://a.example/1");
	g = scan_channel(*state, "<atom:link rel='next' href='https://a.example/2'/>");
	assert_null(g.feed.older);
	assert_true(published_text(&((struct unit *)*state)->arena,
		str_of("{\"next_url\": \"https://a.example/2.json\", \"items\": "
		       "[{\"next_url\": \"no\"}]}"),
		&g.feed, &g.problem, &g.line));
	assert_string_equal(g.feed.older, "https://a.example/2.json");
}

/* RFC 3986, 5.1: what an element is relative to, else the document, else what it was got from. */
static void addresses_are_relative_to_the_feeds_own(void **state)
{
	static const char *const feeds[] = {
		"<rss><channel><item><link>one</link><enclosure url='../1.mp3'/></item>"
		"<item xml:base='b/'><link>two</link><enclosure url='2.mp3'/></item>"
		"</channel></rss>",
		"<feed><entry><link href='one'/><link rel='enclosure' href='../1.mp3'/>"
		"</entry><entry xml:base='/f/b/'><link href='two'/>"
		"<link rel='enclosure' href='2.mp3'/></entry>"
		"<link rel='prev-archive' href='f-1'/></feed>",
		"{\"next_url\": \"f-1\", \"items\": [{\"url\": \"one\", \"attachments\": "
		"[{\"url\": \"../1.mp3\"}]}, {\"url\": \"b/two\", \"attachments\": "
		"[{\"url\": \"//a.example/f/b/2.mp3\"}]}]}"};
	for (size_t i = 0; i < sizeof feeds / sizeof *feeds; i++) {
		struct unit *u = *state;
		struct published feed = {.address = "https://a.example/f/feed"};
		const char *problem;
		unsigned line;
		assert_true(published_text(
			&u->arena, str_of(feeds[i]), &feed, &problem, &line));
		assert_int_equal(feed.len, 2);
		assert_string_equal(feed.data[0].link, "https://a.example/f/one");
		assert_string_equal(feed.data[0].url, "https://a.example/1.mp3");
		assert_string_equal(feed.data[1].link, "https://a.example/f/b/two");
		assert_string_equal(feed.data[1].url, "https://a.example/f/b/2.mp3");
		if (i > 0)
			assert_string_equal(feed.older, "https://a.example/f/f-1");
	}
}

/* A letter each, and a long address for all: that must not fill memory. */
static void short_addresses_do_not_fill_memory(void **state)
{
	static const char *const rows[][3] = {
		{"<feed>", "<entry><link href='a'/></entry>", "</feed>"},
		{"{\"items\": [{}", ", {\"url\": \"a\"}", "]}"}};
	enum { LONG = 2000, ITEMS = 150 * 1000 };
	struct unit *u = *state;
	char *address = arena_printf(&u->arena, "https://a.example/%*s/", LONG, "");
	memset(address + strlen("https://a.example/"), 'x', LONG);
	for (size_t i = 0; i < sizeof rows / sizeof *rows; i++) {
		struct published feed = {.address = address};
		const char *problem;
		unsigned line;
		struct sbuf s;
		sbuf_init(&s, 64 * ITEMS);
		sbuf_str(&s, rows[i][0]);
		for (int n = 0; n < ITEMS; n++)
			sbuf_str(&s, rows[i][1]);
		sbuf_str(&s, rows[i][2]);
		assert_false(
			published_text(&u->arena, sbuf_text(&s), &feed, &problem, &line));
		assert_string_equal(problem, "has addresses without end");
		sbuf_release(&s);
	}
}

/* A folder of documents: their names, and where each leads. */
static struct published in_folder(
	struct unit *u, const char *const rows[][2], size_t n, const char **missing)
{
	char dir[] = "/tmp/test_published.XXXXXX";
	struct published feed = {0};
	const char *problem;
	unsigned line;
	assert_non_null(mkdtemp(dir));
	for (size_t i = 0; i < n; i++) {
		FILE *f = fopen(arena_printf(&u->arena, "%s/%s", dir, rows[i][0]), "w");
		assert_non_null(f);
		fprintf(f,
			"<feed><link rel='prev-archive' href='https://a.example/%s'/>"
			"<entry><id>%zu</id></entry><entry><id>all</id></entry></feed>",
			rows[i][1], i);
		fclose(f);
	}
	const char *path = arena_printf(&u->arena, "%s/%s", dir, rows[0][0]);
	assert_int_equal(
		published_read(&u->arena, path, &feed, &problem, &line), PUBLISHED_OK);
	*missing = published_archives(&u->arena, path, &feed);
	for (size_t i = 0; i < n; i++)
		unlink(arena_printf(&u->arena, "%s/%s", dir, rows[i][0]));
	rmdir(dir);
	return feed;
}

static void archives_are_read_once_each(void **state)
{
	const char *missing;
	static const char *const ring[][2] = {
		{"f", "my%20f-2"}, {"my f-2", "f-1"}, {"f-1", "my%20f-2"}};
	struct published feed = in_folder(*state, ring, 3, &missing);
	assert_null(missing);
	assert_int_equal(feed.len, 4); /* "all" is one episode */
	static const char *const gap[][2] = {{"f", "f-2"}, {"f-1", ""}};
	feed = in_folder(*state, gap, 2, &missing);
	assert_non_null(strstr(missing, "/f-2"));
	assert_int_equal(feed.len, 2);
	static const char *const outside[][2] = {{"f", "..%2Ff"}};
	feed = in_folder(*state, outside, 1, &missing);
	assert_null(missing);
	assert_int_equal(feed.len, 2);
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		T(items_are_found),
		T(other_places_do_not_count),
		T(the_newest_date_is_found),
		T(the_shows_guid_is_found_by_namespace),
		T(atom_entries_are_items),
		T(json_items_are_items),
		T(addresses_are_relative_to_the_feeds_own),
		T(short_addresses_do_not_fill_memory),
		T(archives_are_known_by_their_links),
		T(archives_are_read_once_each),
		T(broken_json_is_told),
		T(what_is_no_feed_is_told),
		T(too_many_items_are_told),
		T(files_are_read_through_the_buffer),
		T(what_cannot_be_opened_is_told_apart),
		T(what_keeps_no_feed_is_absent),
		T(a_file_too_large_is_not_read_to_its_end),
	};
	return cmocka_run_group_tests_name("guard/published", tests, NULL, NULL);
}
