/* SPDX-License-Identifier: ISC */
#include "unit.h"

#include <unistd.h>
#include <sys/stat.h>
#include "base/when.h"

static const char channel_guid[] = "917393e3-1b1e-5cef-ace4-edaa54e1f810";

/* A published feed in a scratch folder, and the show that is to replace it. */
struct world {
	struct unit u;
	char dir[64];
	const char *path;
	struct sbuf feed;
	struct fg_show show;
	struct fg_allow allow;
};

static int setup(void **state)
{
	struct world *w = calloc(1, sizeof *w);
	unit_open(&w->u);
	const char *tmp = getenv("TMPDIR");
	snprintf(w->dir, sizeof w->dir, "%s/test_guard_XXXXXX", tmp ? tmp : "/tmp");
	if (!mkdtemp(w->dir))
		return -1;
	w->path = arena_printf(&w->u.arena, "%s/feed.xml", w->dir);
	sbuf_init(&w->feed, 1 << 20);
	w->show.file = "feed.yaml";
	w->show.guid = channel_guid;
	*state = w;
	return 0;
}

static int teardown(void **state)
{
	struct world *w = *state;
	unlink(w->path);
	rmdir(w->dir);
	sbuf_release(&w->feed);
	unit_close(&w->u);
	free(w);
	return 0;
}

static void published(
	struct world *w, const char *guid, const char *title, const char *url)
{
	sbuf_printf(&w->feed,
		"<item><guid>%s</guid><title>%s</title>"
		"<enclosure url=\"%s\" length=\"1\" type=\"audio/mpeg\"/></item>\n",
		guid, title, url);
}

static void episode(struct world *w, const char *guid, const char *title, const char *url)
{
	struct arena *a = &w->u.arena;
	struct fg_episode *ep = arena_new(a, struct fg_episode);
	ep->file = arena_printf(a, "episodes/%s.md", guid);
	ep->guid = guid;
	ep->title = title;
	ep->enclosure.url = url;
	ep->at[FG_EP_GUID] =
		(struct fg_pos){.line = 7, .column = 3, .origin = FG_WRITTEN};
	struct fg_episodes *all = &w->show.episodes;
	struct fg_episode **data = arena_array(a, all->len + 1, sizeof *data);
	if (all->len)
		memcpy(data, all->data, all->len * sizeof *data);
	data[all->len++] = ep;
	all->data = data;
}

/* Numbered episodes first to last - 1, published or to be. */
static void many(struct world *w, int first, int last,
	void (*add)(struct world *, const char *, const char *, const char *))
{
	struct arena *a = &w->u.arena;
	for (int i = first; i < last; i++)
		add(w, arena_printf(a, "guid-%d", i), arena_printf(a, "Title %d", i),
			arena_printf(a, "https://a.example/%d.mp3", i));
}

static bool guard(struct world *w)
{
	FILE *f = fopen(w->path, "w");
	fprintf(f,
		"<rss xmlns:podcast=\"https://podcastindex.org/namespace/1.0\"><channel>"
		"<podcast:guid>%s</podcast:guid>\n%s</channel></rss>\n",
		channel_guid, w->feed.data);
	fclose(f);
	return fg_guard(
		&w->u.run, w->path, &(struct fg_feed){.show = &w->show}, &w->allow);
}

static void expect_only(struct world *w, int rule)
{
	assert_int_equal(w->u.diags.len, 1);
	assert_string_equal(fg_rule_at((size_t)w->u.diags.data[0].rule)->id,
		fg_rule_at((size_t)rule)->id);
}

static const char *message(struct world *w, int rule)
{
	return unit_diag(&w->u, rule)->message;
}

static void the_same_and_more_is_well(void **state)
{
	struct world *w = *state;
	many(w, 0, 10, published);
	many(w, 0, 11, episode);
	assert_true(guard(w));
	assert_int_equal(w->u.diags.len, 0);
}

static void nothing_published_is_well(void **state)
{
	struct world *w = *state;
	assert_true(fg_guard(
		&w->u.run, w->path, &(struct fg_feed){.show = &w->show}, &w->allow));
	assert_true(guard(w)); /* a feed without items */
	assert_int_equal(w->u.diags.len, 0);
}

static void an_unreadable_feed_is_replaced_with_a_warning(void **state)
{
	struct world *w = *state;
	sbuf_str(&w->feed, "\n<item>");
	assert_true(guard(w));
	expect_only(w, FG_RULE_GUARD_UNREADABLE);
	assert_string_equal(message(w, FG_RULE_GUARD_UNREADABLE),
		"the published feed has tags that do not nest: it is replaced without a "
		"comparison");
	assert_string_equal(w->u.diags.data[0].at.file, w->path);
	assert_int_equal(w->u.diags.data[0].at.line, 3);
}

static void an_empty_feed_is_refused(void **state)
{
	struct world *w = *state;
	many(w, 0, 2, published);
	assert_false(guard(w));
	expect_only(w, FG_RULE_GUARD_EMPTY);
	assert_string_equal(message(w, FG_RULE_GUARD_EMPTY),
		"would drop all 2 published episodes: there is none to publish");
	w->u.diags.len = 0;
	w->allow = (struct fg_allow){.shrink = true, .guids = true, .clock = true};
	assert_false(guard(w));
	w->u.diags.len = 0;
	w->allow = (struct fg_allow){.empty = true};
	assert_true(guard(w));
	assert_int_equal(w->u.diags.len, 0);
}

/* 3 of 15 is a fifth; 3 of 14 is more; 2 is never too many. */
static void a_fifth_may_go(void **state)
{
	struct world *w = *state;
	many(w, 0, 15, published);
	many(w, 3, 15, episode);
	assert_true(guard(w));
	expect_only(w, FG_RULE_GUARD_DROPPED);
}

static void more_than_a_fifth_is_refused(void **state)
{
	struct world *w = *state;
	many(w, 0, 14, published);
	many(w, 3, 14, episode);
	assert_false(guard(w));
	expect_only(w, FG_RULE_GUARD_SHRUNK);
	assert_string_equal(message(w, FG_RULE_GUARD_SHRUNK),
		"would drop 3 of 14 published episodes: “Title 0”, “Title 1”, "
		"“Title 2”");
	w->u.diags.len = 0;
	w->allow = (struct fg_allow){.empty = true, .guids = true, .clock = true};
	assert_false(guard(w));
	w->u.diags.len = 0;
	w->allow = (struct fg_allow){.shrink = true};
	assert_true(guard(w));
	expect_only(w, FG_RULE_GUARD_DROPPED);
}

static void two_may_always_go(void **state)
{
	struct world *w = *state;
	many(w, 0, 3, published);
	many(w, 2, 3, episode);
	assert_true(guard(w));
	assert_true(guard(w)); /* Atom beside RSS loses the same: once is enough */
	expect_only(w, FG_RULE_GUARD_DROPPED);
	assert_non_null(strstr(message(w, FG_RULE_GUARD_DROPPED), "2 of 3"));
}

static void five_of_many_are_named(void **state)
{
	struct world *w = *state;
	many(w, 0, 120, published);
	many(w, 37, 120, episode);
	assert_false(guard(w));
	assert_string_equal(message(w, FG_RULE_GUARD_SHRUNK),
		"would drop 37 of 120 published episodes: “Title 0”, “Title 1”, "
		"“Title 2”, “Title 3”, “Title 4” and 32 more");
}

static void a_long_title_is_cut(void **state)
{
	struct world *w = *state;
	char *title = arena_alloc(&w->u.arena, 301);
	for (int i = 0; i < 300; i += 3)
		memcpy(title + i, "\xe2\x80\xa6", 3);
	published(w, "a", title, "1");
	published(w, "b", "B", "2");
	published(w, "c", "C", "3");
	episode(w, "d", "D", "4");
	assert_false(guard(w));
	assert_non_null(strstr(message(w, FG_RULE_GUARD_SHRUNK), "…”, “B”"));
	assert_true(strlen(message(w, FG_RULE_GUARD_SHRUNK)) < 150);
}

static void a_guid_changed_under_the_same_audio(void **state)
{
	struct world *w = *state;
	many(w, 0, 10, published);
	many(w, 1, 10, episode);
	episode(w, "new", "Retitled", "https://a.example/0.mp3");
	assert_false(guard(w));
	expect_only(w, FG_RULE_GUARD_GUID_CHANGED);
	const struct fg_diag *d = unit_diag(&w->u, FG_RULE_GUARD_GUID_CHANGED);
	assert_string_equal(d->message,
		"“Title 0” was published with the guid guid-0 and would get new");
	assert_string_equal(d->hint, "write `guid: guid-0` into the front matter; "
				     "--allow-guid-change publishes all "
				     "the same");
	assert_string_equal(d->at.file, "episodes/new.md");
	assert_int_equal(d->at.line, 7);
	assert_string_equal(d->related.file, w->path);
	w->u.diags.len = 0;
	w->allow = (struct fg_allow){.empty = true, .shrink = true, .clock = true};
	assert_false(guard(w));
	w->u.diags.len = 0;
	w->allow = (struct fg_allow){.guids = true};
	assert_true(guard(w));
	assert_int_equal(w->u.diags.len, 0);
}

static void a_guid_changed_under_the_same_title(void **state)
{
	struct world *w = *state;
	many(w, 0, 10, published);
	many(w, 1, 10, episode);
	episode(w, "new", "Title 0", "https://b.example/moved.mp3");
	assert_false(guard(w));
	expect_only(w, FG_RULE_GUARD_GUID_CHANGED);
}

/* A title that several have proves nothing, nor does one whose episode was there before. */
static void a_doubtful_title_is_no_proof(void **state)
{
	struct world *w = *state;
	published(w, "a", "Trailer", "https://a.example/a.mp3");
	published(w, "b", "Trailer", "https://a.example/b.mp3");
	published(w, "c", "Questions", "https://a.example/c.mp3");
	published(w, "d", "News", "https://a.example/d.mp3");
	episode(w, "b", "Trailer", "https://a.example/b.mp3");
	episode(w, "d", "Questions", "https://a.example/d.mp3");
	episode(w, "e", "Trailer", "https://a.example/e.mp3");
	assert_true(guard(w));
	expect_only(w, FG_RULE_GUARD_DROPPED);
}

/* All guids changed: that is what is said, not that all episodes are lost. */
static void every_guid_changed(void **state)
{
	struct world *w = *state;
	struct arena *a = &w->u.arena;
	many(w, 0, 20, published);
	for (int i = 0; i < 20; i++)
		episode(w, arena_printf(a, "new-%d", i), arena_printf(a, "Title %d", i),
			arena_printf(a, "https://b.example/%d.mp3", i));
	assert_false(guard(w));
	assert_int_equal(w->u.diags.len, 6);
	assert_int_equal(unit_count(&w->u, FG_RULE_GUARD_GUID_CHANGED), 6);
	assert_string_equal(w->u.diags.data[5].message,
		"15 more published episodes would get another guid");
	w->u.diags.len = 0;
	w->allow = (struct fg_allow){.guids = true};
	assert_true(guard(w));
	assert_int_equal(w->u.diags.len, 0);
}

/* The published items with a date, and the episodes so many seconds later. */
static void dated(struct world *w, int n, int64_t later)
{
	struct arena *a = &w->u.arena;
	for (int i = 0; i < n; i++) {
		char date[WHEN_TEXT_SIZE];
		int64_t t = 1700000000 + 86400 * i;
		const char *guid = arena_printf(a, "guid-%d", i);
		const char *title = arena_printf(a, "Title %d", i);
		when_rfc822(t, date);
		sbuf_printf(&w->feed,
			"<item><guid>%s</guid><title>%s</title><pubDate>%s</pubDate>"
			"</item>\n",
			guid, title, date);
		episode(w, guid, title, "https://a.example/1.mp3");
		w->show.episodes.data[i]->date = i < 3 ? t + later : t;
	}
}

static void dates_that_move_together_are_refused(void **state)
{
	struct world *w = *state;
	dated(w, 14, 3600);
	assert_false(guard(w));
	expect_only(w, FG_RULE_GUARD_DATES_MOVED);
	const struct fg_diag *d = unit_diag(&w->u, FG_RULE_GUARD_DATES_MOVED);
	assert_string_equal(d->message,
		"would move the dates of 3 of 14 published episodes: "
		"“Title 0” from 2023-11-14T22:13:20Z to 2023-11-14T23:13:20Z, "
		"“Title 1” from 2023-11-15T22:13:20Z to 2023-11-15T23:13:20Z, "
		"“Title 2” from 2023-11-16T22:13:20Z to 2023-11-16T23:13:20Z");
	assert_string_equal(d->at.file, "episodes/guid-0.md");
	assert_int_equal(d->related.line, 2);
	w->u.diags.len = 0;
	w->allow = (struct fg_allow){.dates = true};
	assert_true(guard(w));
	assert_int_equal(w->u.diags.len, 0);
}

static void a_fifth_of_the_dates_may_move(void **state)
{
	struct world *w = *state;
	dated(w, 15, -3600);
	assert_true(guard(w));
	assert_int_equal(w->u.diags.len, 0);
}

/* The audio of the first so many of 14 moves to another address. */
static void move_audio(struct world *w, int n, const char *from, const char *to)
{
	struct arena *a = &w->u.arena;
	for (int i = 0; i < 14; i++) {
		const char *guid = arena_printf(a, "guid-%d", i);
		const char *was = arena_printf(a, "%s/%d.mp3", from, i);
		published(w, guid, guid, was);
		episode(w, guid, guid, i < n ? arena_printf(a, "%s/%d.mp3", to, i) : was);
	}
}

static void audio_that_moves_together_is_refused(void **state)
{
	struct world *w = *state;
	move_audio(w, 3, "https://a.example", "https://b.example");
	assert_false(guard(w));
	expect_only(w, FG_RULE_GUARD_ENCLOSURES_CHANGED);
	assert_string_equal(message(w, FG_RULE_GUARD_ENCLOSURES_CHANGED),
		"would change the audio of 3 of 14 published episodes: "
		"“guid-0” from https://a.example/0.mp3 to https://b.example/0.mp3, "
		"“guid-1” from https://a.example/1.mp3 to https://b.example/1.mp3, "
		"“guid-2” from https://a.example/2.mp3 to https://b.example/2.mp3");
	w->u.diags.len = 0;
	w->allow = (struct fg_allow){.enclosures = true};
	assert_true(guard(w));
	assert_int_equal(w->u.diags.len, 0);
}

static void two_may_always_get_other_audio(void **state)
{
	struct world *w = *state;
	move_audio(w, 2, "https://a.example", "https://b.example");
	assert_true(guard(w));
	assert_int_equal(w->u.diags.len, 0);
}

static void audio_that_becomes_safer_is_the_same(void **state)
{
	struct world *w = *state;
	move_audio(w, 14, "http://a.example", "https://a.example");
	assert_true(guard(w));
	assert_int_equal(w->u.diags.len, 0);
	w->show.episodes.len = w->feed.len = 0;
	move_audio(w, 14, "https://a.example", "http://a.example");
	assert_false(guard(w));
}

static void another_show_guid_is_refused(void **state)
{
	struct world *w = *state;
	w->show.guid = "9b024349-ccf0-5f69-a609-6b82873eab3c";
	assert_false(guard(w));
	expect_only(w, FG_RULE_GUARD_SHOW_GUID_CHANGED);
	assert_string_equal(message(w, FG_RULE_GUARD_SHOW_GUID_CHANGED),
		"the show was published with the podcast:guid "
		"917393e3-1b1e-5cef-ace4-edaa54e1f810 and would get "
		"9b024349-ccf0-5f69-a609-6b82873eab3c");
	w->u.diags.len = 0;
	w->show.guid = NULL;
	assert_false(guard(w));
	w->u.diags.len = 0;
	w->allow = (struct fg_allow){.guids = true};
	assert_true(guard(w));
	w->allow = (struct fg_allow){0};
	w->show.guid = "917393E3-1B1E-5CEF-ACE4-EDAA54E1F810";
	assert_true(guard(w));
	assert_int_equal(w->u.diags.len, 0);
}

/* The clock of the tests says 2024-06-01T12:00:00Z. */
static void a_date_tomorrow_is_well(void **state)
{
	struct world *w = *state;
	sbuf_str(
		&w->feed, "<lastBuildDate>Sun, 02 Jun 2024 12:00:00 GMT</lastBuildDate>");
	assert_true(guard(w));
	assert_int_equal(w->u.diags.len, 0);
}

static void a_clock_behind_the_feed_is_refused(void **state)
{
	struct world *w = *state;
	sbuf_str(
		&w->feed, "<lastBuildDate>Sun, 02 Jun 2024 12:00:01 GMT</lastBuildDate>");
	assert_false(guard(w));
	expect_only(w, FG_RULE_GUARD_CLOCK);
	assert_string_equal(message(w, FG_RULE_GUARD_CLOCK),
		"the clock says 2024-06-01T12:00:00Z, but the published feed has a date "
		"of "
		"2024-06-02T12:00:01Z");
	w->u.diags.len = 0;
	w->allow = (struct fg_allow){.empty = true, .shrink = true, .guids = true};
	assert_false(guard(w));
	w->u.diags.len = 0;
	w->allow = (struct fg_allow){.clock = true};
	assert_true(guard(w));
	assert_int_equal(w->u.diags.len, 0);
}

static void a_clock_of_long_ago_is_refused(void **state)
{
	struct world *w = *state;
	w->u.settings.now = 9;
	assert_false(guard(w));
	expect_only(w, FG_RULE_GUARD_CLOCK);
	assert_string_equal(message(w, FG_RULE_GUARD_CLOCK),
		"the clock says 1970-01-01T00:00:09Z, which is before feedgen was made");
	w->u.diags.len = 0;
	w->u.settings.now = 1704067200;
	assert_true(guard(w));
	assert_int_equal(w->u.diags.len, 0);
}

static void several_reasons_are_all_told(void **state)
{
	struct world *w = *state;
	many(w, 0, 10, published);
	many(w, 5, 9, episode);
	episode(w, "new", "Title 9", "https://a.example/9.mp3");
	w->show.guid = "9b024349-ccf0-5f69-a609-6b82873eab3c";
	w->u.settings.now = 0;
	assert_false(guard(w));
	assert_int_equal(w->u.diags.len, 4);
	assert_int_equal(unit_count(&w->u, FG_RULE_GUARD_CLOCK), 1);
	assert_int_equal(unit_count(&w->u, FG_RULE_GUARD_SHOW_GUID_CHANGED), 1);
	assert_int_equal(unit_count(&w->u, FG_RULE_GUARD_GUID_CHANGED), 1);
	assert_int_equal(unit_count(&w->u, FG_RULE_GUARD_SHRUNK), 1);
}

#define T(f) cmocka_unit_test_setup_teardown(f, setup, teardown)

int main(void)
{
	const struct CMUnitTest tests[] = {
		T(the_same_and_more_is_well),
		T(nothing_published_is_well),
		T(an_unreadable_feed_is_replaced_with_a_warning),
		T(an_empty_feed_is_refused),
		T(a_fifth_may_go),
		T(more_than_a_fifth_is_refused),
		T(two_may_always_go),
		T(five_of_many_are_named),
		T(a_long_title_is_cut),
		T(a_guid_changed_under_the_same_audio),
		T(a_guid_changed_under_the_same_title),
		T(a_doubtful_title_is_no_proof),
		T(every_guid_changed),
		T(dates_that_move_together_are_refused),
		T(a_fifth_of_the_dates_may_move),
		T(audio_that_moves_together_is_refused),
		T(two_may_always_get_other_audio),
		T(audio_that_becomes_safer_is_the_same),
		T(another_show_guid_is_refused),
		T(a_date_tomorrow_is_well),
		T(a_clock_behind_the_feed_is_refused),
		T(a_clock_of_long_ago_is_refused),
		T(several_reasons_are_all_told),
	};
	return cmocka_run_group_tests_name("guard/guard", tests, NULL, NULL);
}
