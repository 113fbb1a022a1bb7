/* SPDX-License-Identifier: ISC */
#include "resolve/bench.h"

#include "base/hash.h"

/* Vectors 1 and 2 are from the podcast namespace's guid page; the rest follow from its
   rule: the scheme and all trailing slashes go, nothing else does. */
static void test_guid_of_the_show(void **state)
{
	struct bench *b = *state;
	static const struct {
		const char *url, *guid;
	} vectors[] = {
		{"https://podnews.net/rss", "9b024349-ccf0-5f69-a609-6b82873eab3c"},
		{"podnews.net/rss", "9b024349-ccf0-5f69-a609-6b82873eab3c"},
		{"https://podnews.net/rss/", "9b024349-ccf0-5f69-a609-6b82873eab3c"},
		{"http://podnews.net/rss///", "9b024349-ccf0-5f69-a609-6b82873eab3c"},
		{"feed://podnews.net/rss", "9b024349-ccf0-5f69-a609-6b82873eab3c"},
		{"https://mp3s.nashownotes.com/pc20rss.xml",
			"917393e3-1b1e-5cef-ace4-edaa54e1f810"},
	};
	for (size_t i = 0; i < sizeof vectors / sizeof *vectors; i++) {
		b->show.guid = NULL;
		b->show.feed_url = vectors[i].url;
		bench_resolve(b, 0);
		assert_string_equal(b->show.guid, vectors[i].guid);
		assert_int_equal(b->show.at[FG_SHOW_GUID].origin, FG_DERIVED);
	}
}

static void test_host_case_is_kept(void **state)
{
	struct bench *b = *state;
	b->show.feed_url = "https://Podnews.net/rss";
	bench_resolve(b, 0);
	assert_string_not_equal(b->show.guid, "9b024349-ccf0-5f69-a609-6b82873eab3c");
}

static void test_written_guid_of_the_show_stands(void **state)
{
	struct bench *b = *state;
	b->show.guid = " 917393E3-1b1e-5cef-ace4-edaa54e1f810\n";
	b->show.at[FG_SHOW_GUID] = bench_pos(9);
	bench_resolve(b, 0);
	assert_string_equal(b->show.guid, "917393E3-1b1e-5cef-ace4-edaa54e1f810");
	assert_int_equal(b->show.at[FG_SHOW_GUID].origin, FG_WRITTEN);
}

static void test_no_guid_without_feed_url(void **state)
{
	struct bench *b = *state;
	struct fg_episode *ep = bench_episode(b, "one");
	b->show.feed_url = NULL;
	bench_resolve(b, 0);
	assert_null(b->show.guid);
	assert_null(ep->guid);
	assert_int_equal(ep->at[FG_EP_GUID].origin, FG_ABSENT);
}

static void test_slug(void **state)
{
	struct bench *b = *state;
	struct fg_episode *written = bench_episode(b, "a");
	bench_write(b, written, FG_EP_SLUG, 5, "own");
	bench_write(b, written, FG_EP_PATH, 6, "else/where");
	struct fg_episode *path = bench_episode(b, "b");
	bench_write(b, path, FG_EP_PATH, 6, "/episodes/victoria/");
	struct fg_episode *root = bench_episode(b, "c");
	bench_write(b, root, FG_EP_PATH, 6, "/");
	struct fg_episode *post = bench_episode(b, "2024-03-05-hello");
	struct fg_episode *bare = bench_episode(b, "2024-03-05-");
	struct fg_episode *number = bench_episode(b, "2024-3-05-x");
	bench_resolve(b, 0);
	assert_string_equal(written->slug, "own");
	assert_string_equal(path->slug, "victoria");
	assert_string_equal(root->slug, "c");
	assert_string_equal(post->slug, "hello");
	assert_string_equal(bare->slug, "2024-03-05-");
	assert_string_equal(number->slug, "2024-3-05-x");
	assert_int_equal(written->at[FG_EP_SLUG].origin, FG_WRITTEN);
	assert_int_equal(path->at[FG_EP_SLUG].origin, FG_DERIVED);
}

static void test_slug_and_path_by_template(void **state)
{
	struct bench *b = *state;
	struct fg_episode *ep = bench_episode(b, "2024-03-05-hello");
	ep->date_text = NULL;
	bench_template(b, FG_EP_PATH, "/{date.year}/{stem}/");
	bench_template(b, FG_EP_SLUG, "ep-{number}");
	bench_resolve(b, 0);
	assert_string_equal(ep->path, "/2024/2024-03-05-hello/");
	assert_string_equal(ep->slug, "2024-03-05-hello");
	struct fg_episode *numbered = bench_episode(b, "two");
	bench_write(b, numbered, FG_EP_NUMBER, 6, "2");
	bench_resolve(b, 0);
	assert_string_equal(numbered->slug, "ep-2");
}

static void test_guid_is_made_of_show_and_slug(void **state)
{
	struct bench *b = *state;
	struct fg_episode *ep = bench_episode(b, "one");
	b->show.guid = "917393e3-1b1e-5cef-ace4-edaa54e1f810";
	bench_resolve(b, 0);
	char expected[UUID_TEXT_SIZE];
	assert_true(uuid_v5(b->show.guid, "one", expected));
	assert_string_equal(ep->guid, expected);
	assert_int_equal(ep->at[FG_EP_GUID].origin, FG_DERIVED);
	assert_false(ep->guid_is_permalink);
}

static void test_made_guid_survives_all_but_the_slug(void **state)
{
	struct bench *b = *state;
	struct fg_episode *before = bench_episode(b, "one");
	struct fg_episode *after = bench_episode(b, "renamed");
	bench_write(b, after, FG_EP_SLUG, 5, "one");
	bench_write(b, after, FG_EP_TITLE, 2, "Another title");
	bench_write(b, after, FG_EP_AUDIO, 4, "https://elsewhere.test/x.mp3");
	bench_resolve(b, 0);
	assert_string_equal(before->guid, after->guid);
}

static void test_written_guid_is_trimmed_and_wins(void **state)
{
	struct bench *b = *state;
	struct fg_episode *ep = bench_episode(b, "one");
	bench_write(b, ep, FG_EP_GUID, 5, "  tag:show.test,2024:1 ");
	bench_template(b, FG_EP_GUID, "https://other.test/{stem}");
	bench_resolve(b, 0);
	assert_string_equal(ep->guid, "tag:show.test,2024:1");
	assert_int_equal(ep->at[FG_EP_GUID].line, 5);
}

static void test_blank_guid_is_none(void **state)
{
	struct bench *b = *state;
	struct fg_episode *ep = bench_episode(b, "one");
	bench_write(b, ep, FG_EP_GUID, 5, " ");
	bench_resolve(b, 0);
	assert_int_equal(strlen(ep->guid), 36);
	assert_int_equal(ep->at[FG_EP_GUID].origin, FG_DERIVED);
}

static void test_permalink_is_the_link_exactly(void **state)
{
	struct bench *b = *state;
	struct fg_episode *same = bench_episode(b, "a");
	bench_write(b, same, FG_EP_LINK, 5, "https://show.test/a/");
	struct fg_episode *other = bench_episode(b, "b");
	bench_write(b, other, FG_EP_LINK, 5, "https://show.test/b/");
	bench_write(b, other, FG_EP_GUID, 6, "https://show.test/b");
	struct fg_episode *lone = bench_episode(b, "c");
	bench_write(b, lone, FG_EP_GUID, 6, "https://show.test/c");
	bench_template(b, FG_EP_GUID, "{link}");
	bench_resolve(b, 0);
	assert_string_equal(same->guid, "https://show.test/a/");
	assert_true(same->guid_is_permalink);
	assert_false(other->guid_is_permalink);
	assert_false(lone->guid_is_permalink);
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		BENCH_TEST(test_guid_of_the_show),
		BENCH_TEST(test_host_case_is_kept),
		BENCH_TEST(test_written_guid_of_the_show_stands),
		BENCH_TEST(test_no_guid_without_feed_url),
		BENCH_TEST(test_slug),
		BENCH_TEST(test_slug_and_path_by_template),
		BENCH_TEST(test_guid_is_made_of_show_and_slug),
		BENCH_TEST(test_made_guid_survives_all_but_the_slug),
		BENCH_TEST(test_written_guid_is_trimmed_and_wins),
		BENCH_TEST(test_blank_guid_is_none),
		BENCH_TEST(test_permalink_is_the_link_exactly),
	};
	return cmocka_run_group_tests(tests, NULL, NULL);
}
