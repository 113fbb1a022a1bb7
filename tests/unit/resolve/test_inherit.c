/* SPDX-License-Identifier: ISC */
#include "resolve/bench.h"

static void test_fills_what_is_absent(void **state)
{
	struct bench *b = *state;
	struct fg_episode *ep = bench_episode(b, "one");
	bench_template(b, FG_EP_SUBTITLE, "About {title}");
	bench_resolve(b, 0);
	assert_string_equal(ep->subtitle, "About one");
	assert_int_equal(ep->at[FG_EP_SUBTITLE].origin, FG_INHERITED);
	struct fg_place at = fg_episode_place(&b->show, ep, FG_EP_SUBTITLE);
	assert_string_equal(at.file, "shows/feed.yaml");
	assert_int_equal(at.line, 20 + FG_EP_SUBTITLE);
}

static void test_leaves_what_is_written(void **state)
{
	struct bench *b = *state;
	struct fg_episode *ep = bench_episode(b, "one");
	bench_write(b, ep, FG_EP_SUBTITLE, 5, "Mine");
	bench_write(b, ep, FG_EP_LINK, 6, "https://mine.test/");
	bench_template(b, FG_EP_SUBTITLE, "About {title}");
	bench_template(b, FG_EP_LINK, "https://show.test/{stem}");
	bench_resolve(b, 0);
	assert_string_equal(ep->subtitle, "Mine");
	assert_string_equal(ep->link, "https://mine.test/");
}

static void test_an_empty_list_is_written(void **state)
{
	struct bench *b = *state;
	struct fg_episode *ep = bench_episode(b, "none");
	struct fg_episode *other = bench_episode(b, "all");
	bench_template(b, FG_EP_OMIT, "itunes:explicit, itunes:episode");
	ep->at[FG_EP_OMIT] = (struct fg_pos){.line = 7}; /* omit: [] */
	bench_resolve(b, 0);
	assert_int_equal(ep->omit.len, 0);
	assert_int_equal(other->omit.len, 2);
}

static void test_relative_address_is_an_ingredient(void **state)
{
	struct bench *b = *state;
	struct fg_episode *ep = bench_episode(b, "one");
	bench_write(b, ep, FG_EP_IMAGE, 5, "vb.png");
	bench_template(b, FG_EP_IMAGE, "https://img.test/{image}");
	bench_resolve(b, 0);
	assert_string_equal(ep->image, "https://img.test/vb.png");
	assert_int_equal(ep->at[FG_EP_IMAGE].origin, FG_INHERITED);
}

static void test_missing_ingredient_leaves_the_field_absent(void **state)
{
	struct bench *b = *state;
	struct fg_episode *bare = bench_episode(b, "bare");
	struct fg_episode *full = bench_episode(b, "full");
	*bench_entry(b, full, "featuredImage") =
		(struct fg_entry){"featuredImage", "f.png", bench_pos(6)};
	bench_template(b, FG_EP_IMAGE, "https://img.test/{featuredImage}");
	bench_resolve(b, 0);
	assert_null(bare->image);
	assert_int_equal(bare->at[FG_EP_IMAGE].origin, FG_ABSENT);
	assert_string_equal(full->image, "https://img.test/f.png");
}

static void test_missing_ingredient_leaves_a_relative_name_to_the_site(void **state)
{
	struct bench *b = *state;
	struct fg_episode *ep = bench_episode(b, "one");
	bench_write(b, ep, FG_EP_IMAGE, 5, "vb.png");
	bench_template(b, FG_EP_IMAGE, "https://img.test/{number}/{image}");
	bench_resolve(b, 0);
	assert_string_equal(ep->image, "https://show.test/vb.png");
	assert_int_equal(ep->at[FG_EP_IMAGE].origin, FG_WRITTEN);
}

static void test_relative_template_is_made_absolute(void **state)
{
	struct bench *b = *state;
	struct fg_episode *ep = bench_episode(b, "one");
	bench_template(b, FG_EP_LINK, "/{date.year}/{date.month}/{slug}/");
	bench_resolve(b, 0);
	assert_string_equal(ep->link, "https://show.test/2024/03/one/");
}

static void test_values_in_addresses_are_encoded(void **state)
{
	struct bench *b = *state;
	struct fg_episode *ep = bench_episode(b, "one");
	bench_write(b, ep, FG_EP_IMAGE, 5, "my größe.png");
	bench_template(b, FG_EP_IMAGE, "https://img.test/{image}");
	bench_resolve(b, 0);
	assert_string_equal(ep->image, "https://img.test/my%20gr%C3%B6%C3%9Fe.png");
}

static void test_dot_of_a_relative_name_is_dropped(void **state)
{
	struct bench *b = *state;
	struct fg_episode *ep = bench_episode(b, "one");
	bench_write(b, ep, FG_EP_IMAGE, 5, "./images/a.png");
	bench_template(b, FG_EP_IMAGE, "https://img.test/1/{image}");
	bench_resolve(b, 0);
	assert_string_equal(ep->image, "https://img.test/1/images/a.png");
}

static void test_guid_sees_the_finished_link(void **state)
{
	struct bench *b = *state;
	struct fg_episode *ep = bench_episode(b, "one");
	bench_template(b, FG_EP_LINK, "/episodes/{stem}/");
	bench_template(b, FG_EP_GUID, "{link}");
	bench_resolve(b, 0);
	assert_string_equal(ep->guid, "https://show.test/episodes/one/");
	assert_true(ep->guid_is_permalink);
}

static void test_white_space_around_a_template_is_dropped(void **state)
{
	struct bench *b = *state;
	struct fg_episode *ep = bench_episode(b, "one");
	bench_template(b, FG_EP_LINK, "https://show.test/{stem}\n");
	bench_template(b, FG_EP_SUBTITLE, " \n");
	bench_resolve(b, 0);
	assert_string_equal(ep->link, "https://show.test/one");
	assert_null(ep->subtitle);
}

static void test_every_kind_that_a_template_can_make(void **state)
{
	struct bench *b = *state;
	struct fg_episode *ep = bench_episode(b, "one");
	bench_template(b, FG_EP_SEASON, "3");
	bench_template(b, FG_EP_NUMBER, "007");
	bench_template(b, FG_EP_DURATION, "1:00:01");
	bench_template(b, FG_EP_LENGTH, "1234567");
	bench_template(b, FG_EP_BLOCK, "yes");
	bench_template(b, FG_EP_KEYWORDS, "growth, , history");
	bench_template(b, FG_EP_TYPE, "audio/mpeg");
	bench_template(b, FG_EP_TRANSCRIPT, "https://t.test/{stem}.vtt");
	bench_resolve(b, 0);
	assert_int_equal(ep->season, 3);
	assert_string_equal(ep->number, "7");
	assert_int_equal(ep->duration, 3601);
	assert_int_equal(ep->enclosure.length, 1234567);
	assert_true(ep->block);
	assert_int_equal(ep->keywords.len, 2);
	assert_string_equal(ep->keywords.data[1], "history");
	assert_string_equal(ep->enclosure.type, "audio/mpeg");
	assert_string_equal(ep->transcript, "https://t.test/one.vtt");
}

/* A template that is at fault is told once, however many episodes there are. */
static void faults(struct bench *b, enum fg_episode_field f, const char *text, int rule,
	const char *message)
{
	b->show.episodes.len = 0;
	b->unit.diags = (struct fg_diags){.arena = &b->unit.arena};
	bench_episode(b, "one");
	bench_episode(b, "two");
	bench_template(b, f, text);
	bench_resolve(b, 1);
	bench_says(b, rule, "shows/feed.yaml", 20 + f, message);
	b->show.templates[f].text = NULL;
}

static void test_faults(void **state)
{
	struct bench *b = *state;
	faults(b, FG_EP_SEASON, "{title}", FG_RULE_TEMPLATE_VALUE,
		"the template for season makes “one”, which is no whole number");
	faults(b, FG_EP_BLOCK, "perhaps", FG_RULE_TEMPLATE_VALUE,
		"the template for block makes “perhaps”, which is no true or false");
	faults(b, FG_EP_PEOPLE, "Host One", FG_RULE_TEMPLATE_VALUE,
		"the template for people makes “Host One”, which is no list of people");
	faults(b, FG_EP_LINK, "https://x.test/{slug", FG_RULE_TEMPLATE_BROKEN,
		"the template for link cannot be read from “{slug” on");
	faults(b, FG_EP_LINK, "https://x.test/{}", FG_RULE_TEMPLATE_BROKEN,
		"the template for link cannot be read from “}” on");
	faults(b, FG_EP_LINK, "https://x.test/{1}", FG_RULE_TEMPLATE_UNKNOWN,
		"the template for link has {1}, which no episode has");
	faults(b, FG_EP_LINK, "https://x.test/{body}", FG_RULE_TEMPLATE_UNKNOWN,
		"the template for link has {body}, which no episode has");
	faults(b, FG_EP_LINK, "{audio.stme}", FG_RULE_TEMPLATE_UNKNOWN,
		"the template for link has {audio.stme}, which no episode has");
}

static void test_what_a_template_makes_is_bounded(void **state)
{
	struct bench *b = *state;
	enum { LONG = (1 << 20) + 1 };
	char *text = arena_alloc(&b->unit.arena, LONG + 1);
	memset(text, 'x', LONG);
	faults(b, FG_EP_SUBTITLE, text, FG_RULE_TEMPLATE_VALUE,
		"the template for subtitle makes more than 1 MiB");
}

static void test_only_one_episode_has_a_body_value(void **state)
{
	struct bench *b = *state;
	struct fg_episode *has = bench_episode(b, "has");
	struct fg_episode *lacks = bench_episode(b, "lacks");
	*bench_entry(b, has, "body") = (struct fg_entry){"body", "B", bench_pos(6)};
	bench_template(b, FG_EP_SUBTITLE, "{body}");
	bench_resolve(b, 1);
	assert_string_equal(has->subtitle, "B");
	assert_null(lacks->subtitle);
	assert_string_equal(unit_diag(&b->unit, FG_RULE_TEMPLATE_UNKNOWN)->related.file,
		"shows/lacks.md");
}

static void test_misspelt_name_gets_a_hint(void **state)
{
	struct bench *b = *state;
	struct fg_episode *ep = bench_episode(b, "one");
	*bench_entry(b, ep, "featuredImage") =
		(struct fg_entry){"featuredImage", "f.png", bench_pos(6)};
	bench_template(b, FG_EP_IMAGE, "https://img.test/{feturedImage}");
	bench_template(b, FG_EP_LINK, "https://show.test/{slugg}");
	bench_resolve(b, 2);
	assert_string_equal(b->unit.diags.data[0].hint, "did you mean {featuredImage}?");
	assert_string_equal(b->unit.diags.data[1].hint, "did you mean {slug}?");
}

static void test_no_episodes_no_unknown_names(void **state)
{
	struct bench *b = *state;
	bench_template(b, FG_EP_IMAGE, "https://img.test/{anything}");
	bench_resolve(b, 0);
}

static void test_author_and_explicit_come_from_the_show(void **state)
{
	struct bench *b = *state;
	b->show.author = "Host One";
	b->show.at[FG_SHOW_AUTHOR] = bench_pos(7);
	b->show.is_explicit = true;
	b->show.at[FG_SHOW_EXPLICIT] = bench_pos(8);
	b->show.image = "https://show.test/cover.jpg";
	struct fg_episode *plain = bench_episode(b, "plain");
	struct fg_episode *own = bench_episode(b, "own");
	bench_write(b, own, FG_EP_AUTHOR, 5, "Host Two");
	own->at[FG_EP_EXPLICIT] = bench_pos(6);
	bench_resolve(b, 0);
	assert_string_equal(plain->author, "Host One");
	assert_true(plain->is_explicit);
	assert_int_equal(plain->at[FG_EP_EXPLICIT].origin, FG_INHERITED);
	assert_int_equal(plain->at[FG_EP_EXPLICIT].line, 8);
	assert_null(plain->image);
	assert_string_equal(own->author, "Host Two");
	assert_false(own->is_explicit);
}

static void test_absent_in_the_show_is_absent_in_the_episode(void **state)
{
	struct bench *b = *state;
	struct fg_episode *ep = bench_episode(b, "one");
	bench_resolve(b, 0);
	assert_null(ep->author);
	assert_int_equal(ep->at[FG_EP_EXPLICIT].origin, FG_ABSENT);
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		BENCH_TEST(test_fills_what_is_absent),
		BENCH_TEST(test_leaves_what_is_written),
		BENCH_TEST(test_an_empty_list_is_written),
		BENCH_TEST(test_relative_address_is_an_ingredient),
		BENCH_TEST(test_missing_ingredient_leaves_the_field_absent),
		BENCH_TEST(test_missing_ingredient_leaves_a_relative_name_to_the_site),
		BENCH_TEST(test_relative_template_is_made_absolute),
		BENCH_TEST(test_values_in_addresses_are_encoded),
		BENCH_TEST(test_dot_of_a_relative_name_is_dropped),
		BENCH_TEST(test_guid_sees_the_finished_link),
		BENCH_TEST(test_white_space_around_a_template_is_dropped),
		BENCH_TEST(test_every_kind_that_a_template_can_make),
		BENCH_TEST(test_faults),
		BENCH_TEST(test_what_a_template_makes_is_bounded),
		BENCH_TEST(test_only_one_episode_has_a_body_value),
		BENCH_TEST(test_misspelt_name_gets_a_hint),
		BENCH_TEST(test_no_episodes_no_unknown_names),
		BENCH_TEST(test_author_and_explicit_come_from_the_show),
		BENCH_TEST(test_absent_in_the_show_is_absent_in_the_episode),
	};
	return cmocka_run_group_tests(tests, NULL, NULL);
}
