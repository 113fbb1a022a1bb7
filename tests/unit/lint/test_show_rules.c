/* SPDX-License-Identifier: ISC */
#include "lint/bench.h"

static void test_good_show(void **state)
{
	bench_clean(*state);
}

/* Takes a text away, then leaves only white space of it. */
static void needs(struct bench *b, const char **member, int rule, enum fg_show_field f,
	const char *message)
{
	*member = NULL;
	bench_finds(b, rule, "feed.yaml", b->show.at[f].line, message);
	*member = " \n";
	bench_finds(b, rule, "feed.yaml", b->show.at[f].line, message);
}

static void test_title(void **state)
{
	struct bench *b = *state;
	needs(b, &b->show.title, FG_RULE_SHOW_TITLE_MISSING, FG_SHOW_TITLE,
		"the show has no title");
}

static void test_link(void **state)
{
	struct bench *b = *state;
	needs(b, &b->show.link, FG_RULE_SHOW_LINK_MISSING, FG_SHOW_LINK,
		"the show has no link");
	b->show.link = "quiet.feedgen.org";
	bench_finds_show(b, SHOW_LINK_INVALID, LINK,
		"the link “quiet.feedgen.org” is not absolute: it does not begin with "
		"https://");
	b->show.link = "http://quiet.feedgen.org/";
	bench_clean(b);
}

static void test_description(void **state)
{
	struct bench *b = *state;
	needs(b, &b->show.description, FG_RULE_SHOW_DESCRIPTION_MISSING,
		FG_SHOW_DESCRIPTION, "the show has no description");
	b->show.description = "Talks & <b>tea</b>";
	bench_finds_show(b, SHOW_DESCRIPTION_HTML, DESCRIPTION,
		"the show's description has HTML in it");
	b->show.description = "5 < 6 & 7 > 2; AT&T; a <3 b";
	bench_clean(b);
}

static void test_language(void **state)
{
	struct bench *b = *state;
	needs(b, &b->show.language, FG_RULE_SHOW_LANGUAGE_MISSING, FG_SHOW_LANGUAGE,
		"the show has no language");
	b->show.language = "English";
	bench_finds_show(
		b, SHOW_LANGUAGE_INVALID, LANGUAGE, "“English” is no language code");
	b->show.language = "en_GB";
	bench_finds_show(
		b, SHOW_LANGUAGE_INVALID, LANGUAGE, "“en_GB” is no language code");
	b->show.language = "gsw";
	bench_finds_show(b, SHOW_LANGUAGE_THREE_LETTER, LANGUAGE,
		"“gsw” is a code of three letters");
	b->show.language = "de";
	bench_clean(b);
}

static void test_categories(void **state)
{
	struct bench *b = *state;
	struct arena *a = &b->unit.arena;
	*vec_push(a, &b->show.categories) =
		(struct fg_category){"Arts", "Food", bench_at(10)};
	bench_clean(b);
	*vec_push(a, &b->show.categories) =
		(struct fg_category){"News", NULL, bench_at(11)};
	*vec_push(a, &b->show.categories) =
		(struct fg_category){"Music", NULL, bench_at(12)};
	bench_finds(b, FG_RULE_SHOW_CATEGORY_MANY, "feed.yaml", 11,
		"Apple counts the show as Arts only, not as News");
	b->show.categories.len = 0;
	bench_clean(b); /* the reader has reported them */
	b->show.at[FG_SHOW_CATEGORIES] = (struct fg_pos){0};
	bench_finds_show(
		b, SHOW_CATEGORY_MISSING, CATEGORIES, "the show has no category");
}

static void test_explicit(void **state)
{
	struct bench *b = *state;
	b->show.at[FG_SHOW_EXPLICIT] = (struct fg_pos){0};
	bench_finds_show(b, SHOW_EXPLICIT_MISSING, EXPLICIT,
		"the show does not say whether it is explicit");
}

static void test_image(void **state)
{
	struct bench *b = *state;
	needs(b, &b->show.image, FG_RULE_SHOW_IMAGE_MISSING, FG_SHOW_IMAGE,
		"the show has no image");
	b->show.image = "https://quiet.feedgen.org/cover.webp";
	bench_finds_show(b, SHOW_IMAGE_EXTENSION, IMAGE,
		"the image https://quiet.feedgen.org/cover.webp does not end in .jpg or "
		".png");
	b->show.image = "https://quiet.feedgen.org/cover.JPEG?v=2";
	bench_clean(b);
	b->show.image = "https://quiet.feedgen.org/w_3000/cover";
	b->show.picture.type = "image/png";
	bench_clean(b);
}

static void test_people_behind_it(void **state)
{
	struct bench *b = *state;
	b->show.author = NULL;
	bench_finds_show(b, SHOW_AUTHOR_MISSING, AUTHOR, "the show has no author");
	b->show.author = "Host One";
	b->show.owner_email = NULL;
	bench_finds_show(b, SHOW_OWNER_EMAIL_ABSENT, OWNER_EMAIL,
		"the show has no owner with an email");
	b->show.owner_email = "mailto:show@quiet.feedgen.org";
	const struct fg_diag *d = bench_finds_show(b, SHOW_EMAIL_INVALID, OWNER_EMAIL,
		"“mailto:show@quiet.feedgen.org” is no mail address");
	assert_string_equal(d->hint, "leave out mailto:");
}

static void test_type(void **state)
{
	struct bench *b = *state;
	b->show.type = "episodic";
	bench_clean(b);
	b->show.type = "Serial";
	bench_finds_show(b, SHOW_TYPE_VALUE, TYPE,
		"the type “Serial” is neither episodic nor serial");
}

static void test_feed_url(void **state)
{
	struct bench *b = *state;
	needs(b, &b->show.feed_url, FG_RULE_SHOW_FEED_URL_MISSING, FG_SHOW_FEED_URL,
		"the show has no feed_url");
	b->show.feed_url = "ftp://quiet.feedgen.org/feed.xml";
	bench_finds_show(b, SHOW_FEED_URL_INVALID, FEED_URL,
		"the feed_url “ftp://quiet.feedgen.org/feed.xml” is not http or https");
}

static void test_block(void **state)
{
	struct bench *b = *state;
	b->show.block = true;
	bench_finds_show(
		b, SHOW_BLOCK, BLOCK, "the whole show is hidden from directories");
}

static void test_complete(void **state)
{
	struct bench *b = *state;
	b->show.complete = true;
	bench_clean(b);
	b->show.scheduled = 2;
	bench_finds_show(b, SHOW_COMPLETE, COMPLETE,
		"the show is said to be complete, but 2 episodes are scheduled");
}

static void test_new_feed_url(void **state)
{
	struct bench *b = *state;
	b->show.new_feed_url = b->show.feed_url;
	bench_clean(b);
	b->show.new_feed_url = "https://other.feedgen.org/feed.xml";
	bench_finds_show(b, SHOW_NEW_FEED_URL_FOREIGN, NEW_FEED_URL,
		"new_feed_url sends all listeners to https://other.feedgen.org/feed.xml");
	b->show.new_feed_url = "http:///feed.xml";
	b->show.feed_url = b->show.new_feed_url;
	b->unit.diags.len = 0;
	fg_lint_show(&b->unit.run, &b->show);
	assert_int_equal(unit_count(&b->unit, FG_RULE_URL_INVALID), 1);
	assert_int_equal(unit_count(&b->unit, FG_RULE_SHOW_FEED_URL_INVALID), 1);
}

static void test_no_episodes(void **state)
{
	struct bench *b = *state;
	b->show.episodes.len = 0;
	bench_finds(b, FG_RULE_SHOW_NO_EPISODES, "feed.yaml", 0,
		"there is no episode in the folder");
	b->show.drafts = 3;
	b->show.scheduled = 1;
	bench_finds(b, FG_RULE_SHOW_NO_EPISODES, "feed.yaml", 0,
		"no episode is live (3 drafts, 1 scheduled, 0 without audio)");
}

static void test_guid(void **state)
{
	struct bench *b = *state;
	b->show.guid = "quiet-hours";
	bench_finds_show(
		b, SHOW_GUID_FORMAT, GUID, "the show's guid “quiet-hours” is no UUID");
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		BENCH_TEST(test_good_show),
		BENCH_TEST(test_title),
		BENCH_TEST(test_link),
		BENCH_TEST(test_description),
		BENCH_TEST(test_language),
		BENCH_TEST(test_categories),
		BENCH_TEST(test_explicit),
		BENCH_TEST(test_image),
		BENCH_TEST(test_people_behind_it),
		BENCH_TEST(test_type),
		BENCH_TEST(test_feed_url),
		BENCH_TEST(test_block),
		BENCH_TEST(test_complete),
		BENCH_TEST(test_new_feed_url),
		BENCH_TEST(test_no_episodes),
		BENCH_TEST(test_guid),
	};
	return cmocka_run_group_tests(tests, NULL, NULL);
}
