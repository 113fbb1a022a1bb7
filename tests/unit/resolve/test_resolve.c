/* SPDX-License-Identifier: ISC */
/* What is in the feed at all, and the walk as a whole. */
#include "resolve/bench.h"

static void test_good_episode_is_live(void **state)
{
	struct bench *b = *state;
	struct fg_episode *ep = bench_episode(b, "one");
	bench_resolve(b, 0);
	assert_int_equal(b->show.episodes.len, 1);
	assert_int_equal(ep->date, 1709596800);
	assert_string_equal(ep->slug, "one");
}

static void test_empty_show(void **state)
{
	struct bench *b = *state;
	bench_resolve(b, 0);
	assert_int_equal(b->show.episodes.len, 0);
	assert_int_equal(b->show.updated, 0);
}

static void test_drafts_are_left_out_whatever_they_lack(void **state)
{
	struct bench *b = *state;
	struct fg_episode *draft = bench_episode(b, "draft");
	draft->draft = true;
	draft->date_text = NULL;
	draft->enclosure.url = NULL;
	bench_resolve(b, 0);
	assert_int_equal(b->show.drafts, 1);
	assert_int_equal(b->show.episodes.len, 0);
}

static void test_words_of_status(void **state)
{
	struct bench *b = *state;
	static const char *const words[] = {
		"live", "Published", "public", "", "draft", "Hidden", "private", "idea"};
	for (size_t i = 0; i < 8; i++)
		bench_write(b, bench_episode(b, words[i]), FG_EP_STATUS, 6, words[i]);
	bench_resolve(b, 0);
	assert_int_equal(b->show.episodes.len, 4);
	assert_int_equal(b->show.drafts, 4);
}

static void test_status_and_draft_by_template(void **state)
{
	struct bench *b = *state;
	bench_write(b, bench_episode(b, "live"), FG_EP_STATUS, 6, "live");
	bench_episode(b, "silent");
	bench_template(b, FG_EP_STATUS, "idea");
	bench_resolve(b, 0);
	assert_int_equal(b->show.episodes.len, 1);
	bench_template(b, FG_EP_DRAFT, "true");
	bench_resolve(b, 0);
	assert_int_equal(b->show.episodes.len, 0);
}

static void test_unknown_status_is_not_live(void **state)
{
	struct bench *b = *state;
	bench_write(b, bench_episode(b, "one"), FG_EP_STATUS, 6, "lvie");
	bench_resolve(b, 1);
	assert_int_equal(b->show.drafts, 1);
	bench_says(b, FG_RULE_EPISODE_STATUS_UNKNOWN, "shows/one.md", 6,
		"the status “lvie” is not known, so the episode is left out");
	assert_string_equal(b->unit.diags.data[0].hint, "did you mean live?");
}

static void test_no_audio_is_left_out(void **state)
{
	struct bench *b = *state;
	bench_episode(b, "good");
	struct fg_episode *ep = bench_episode(b, "silent");
	bench_write(b, ep, FG_EP_AUDIO, 7, NULL);
	bench_resolve(b, 1);
	assert_int_equal(b->show.left_out, 1);
	assert_int_equal(b->show.episodes.len, 1);
	bench_says(b, FG_RULE_EPISODE_NO_AUDIO, "shows/silent.md", 7,
		"“silent” has no audio and is left out");
}

static void test_what_may_be_the_audio_is_named(void **state)
{
	struct bench *b = *state;
	struct fg_episode *ep = bench_episode(b, "silent");
	bench_write(b, ep, FG_EP_AUDIO, 0, NULL);
	ep->at[FG_EP_AUDIO] = (struct fg_pos){0};
	struct fg_entry *own = bench_entry(b, ep, "file");
	*own = (struct fg_entry){"file", "/media/silent.MP3?x=1", bench_pos(6)};
	bench_resolve(b, 1);
	bench_says(b, FG_RULE_EPISODE_NO_AUDIO, "shows/silent.md", 6,
		"“silent” has no audio and is left out");
	const char *hint = b->unit.diags.data[0].hint;
	assert_non_null(strstr(hint, "fields: {file: audio}"));
}

static void test_empty_audio_is_none(void **state)
{
	struct bench *b = *state;
	bench_write(b, bench_episode(b, "silent"), FG_EP_AUDIO, 7, "");
	bench_resolve(b, 1);
	assert_int_equal(b->show.left_out, 1);
}

static void test_template_can_give_the_audio(void **state)
{
	struct bench *b = *state;
	struct fg_episode *ep = bench_episode(b, "one");
	ep->enclosure.url = NULL;
	ep->at[FG_EP_AUDIO] = (struct fg_pos){0};
	bench_template(b, FG_EP_AUDIO, "https://cdn.test/{stem}.mp3");
	bench_resolve(b, 0);
	assert_string_equal(ep->enclosure.url, "https://cdn.test/one.mp3");
}

/* unit_open sets the clock to 2024-06-01T12:00:00Z, when London has summer time. */
static void test_boundary_of_now(void **state)
{
	struct bench *b = *state;
	struct fg_episode *at = bench_episode(b, "at");
	bench_write(b, at, FG_EP_DATE, 3, "2024-06-01 13:00:00");
	bench_write(b, bench_episode(b, "after"), FG_EP_DATE, 3, "2024-06-01 13:00:01");
	bench_write(b, bench_episode(b, "later"), FG_EP_DATE, 3, "2030-01-01");
	bench_resolve(b, 0);
	assert_int_equal(b->show.episodes.len, 1);
	assert_ptr_equal(b->show.episodes.data[0], at);
	assert_int_equal(b->show.scheduled, 2);
	assert_int_equal(b->show.next_due, 1717243201);
	assert_int_equal(b->show.updated, 1717243200);
}

static void test_scheduled_may_still_lack_audio(void **state)
{
	struct bench *b = *state;
	struct fg_episode *ep = bench_episode(b, "planned");
	bench_write(b, ep, FG_EP_DATE, 3, "2030-01-01");
	ep->enclosure.url = NULL;
	bench_resolve(b, 0);
	assert_int_equal(b->show.scheduled, 1);
	assert_int_equal(b->show.left_out, 0);
}

/* The front matter of the real show: the number as written, the picture's name and the
   audio make guid, link and picture. */
static void test_templates_of_the_real_show(void **state)
{
	struct bench *b = *state;
	struct fg_episode *ep = bench_episode(b, "01-victoria-bateman");
	bench_write(b, ep, FG_EP_NUMBER, 5, "1");
	bench_entry(b, ep, "number")->text = "01";
	bench_write(b, ep, FG_EP_PATH, 6, "victoria");
	bench_write(b, ep, FG_EP_AUDIO, 7, "https://pinecast.test/listen/70dd4fad.mp3");
	*bench_entry(b, ep, "featuredImage") =
		(struct fg_entry){"featuredImage", "vb.png", bench_pos(8)};
	bench_template(b, FG_EP_LINK, "https://show.test/episodes/{path}/");
	bench_template(b, FG_EP_GUID, "https://pinecast.test/guid/{audio.stem}");
	bench_template(
		b, FG_EP_IMAGE, "https://img.test/episodes/{number}/{featuredImage}");
	bench_resolve(b, 0);
	assert_string_equal(ep->link, "https://show.test/episodes/victoria/");
	assert_string_equal(ep->guid, "https://pinecast.test/guid/70dd4fad");
	assert_string_equal(ep->image, "https://img.test/episodes/01/vb.png");
	assert_string_equal(ep->slug, "victoria");
	assert_false(ep->guid_is_permalink);
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		BENCH_TEST(test_good_episode_is_live),
		BENCH_TEST(test_empty_show),
		BENCH_TEST(test_drafts_are_left_out_whatever_they_lack),
		BENCH_TEST(test_words_of_status),
		BENCH_TEST(test_status_and_draft_by_template),
		BENCH_TEST(test_unknown_status_is_not_live),
		BENCH_TEST(test_no_audio_is_left_out),
		BENCH_TEST(test_what_may_be_the_audio_is_named),
		BENCH_TEST(test_empty_audio_is_none),
		BENCH_TEST(test_template_can_give_the_audio),
		BENCH_TEST(test_boundary_of_now),
		BENCH_TEST(test_scheduled_may_still_lack_audio),
		BENCH_TEST(test_templates_of_the_real_show),
	};
	return cmocka_run_group_tests(tests, NULL, NULL);
}
