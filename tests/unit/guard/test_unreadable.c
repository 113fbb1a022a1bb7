/* SPDX-License-Identifier: ISC */
/* A published feed that nobody can read: what the guard and the lock make of it. */
#include "unit.h"

#include <unistd.h>

struct world {
	struct unit u;
	char dir[64];
	const char *path;
	struct fg_show show;
	struct fg_lock lock;
};

static int setup(void **state)
{
	struct world *w = calloc(1, sizeof *w);
	const char *tmp = getenv("TMPDIR");
	unit_open(&w->u);
	snprintf(w->dir, sizeof w->dir, "%s/test_unreadable_XXXXXX", tmp ? tmp : "/tmp");
	if (!mkdtemp(w->dir))
		return -1;
	w->path = arena_printf(&w->u.arena, "%s/feed.xml", w->dir);
	w->show.file = "feed.yaml";
	*state = w;
	return 0;
}

static int teardown(void **state)
{
	struct world *w = *state;
	unlink(w->path);
	rmdir(w->dir);
	unit_close(&w->u);
	free(w);
	return 0;
}

static void put(const struct world *w, const char *text)
{
	FILE *f = fopen(w->path, "w");
	fputs(text, f);
	fclose(f);
}

static bool guard(struct world *w)
{
	static const struct fg_allow nothing;
	return fg_guard(
		&w->u.run, w->path, &(struct fg_feed){.show = &w->show}, &nothing);
}

static void seed(struct world *w)
{
	fg_lock_seed(&w->u.run, w->path, &(struct fg_feed){.show = &w->show}, &w->lock);
}

static void expect_only(const struct world *w, int rule)
{
	assert_int_equal(w->u.diags.len, 1);
	assert_int_equal(w->u.diags.data[0].rule, rule);
	assert_string_equal(w->u.diags.data[0].at.file, w->path);
}

/* A link that leads to itself cannot be opened, not by root either. */
static void what_cannot_be_opened_is_not_replaced(void **state)
{
	struct world *w = *state;
	assert_int_equal(symlink(w->path, w->path), 0);
	assert_false(guard(w));
	expect_only(w, FG_RULE_GUARD_UNOPENED);
	w->u.diags.len = 0;
	seed(w);
	assert_int_equal(w->u.diags.len, 0); /* the guard says it */
}

static void without_a_lock_what_is_not_understood_has_unknown_guids(void **state)
{
	struct world *w = *state;
	put(w, "<rss><channel><item><guid>old-1</guid>");
	seed(w);
	expect_only(w, FG_RULE_LOCK_FEED_UNREADABLE);
	assert_false(w->lock.is_feed);
}

static void with_a_lock_it_has_none_that_count(void **state)
{
	struct world *w = *state;
	w->lock.exists = true;
	put(w, "<rss><channel><item><guid>old-1</guid>");
	seed(w);
	assert_int_equal(w->u.diags.len, 0);
}

static void what_is_empty_has_none(void **state)
{
	struct world *w = *state;
	put(w, "");
	seed(w);
	assert_int_equal(w->u.diags.len, 0);
	assert_true(guard(w));
	expect_only(w, FG_RULE_GUARD_UNREADABLE);
}

int main(void)
{
	const struct CMUnitTest tests[] = {
#define T(f) cmocka_unit_test_setup_teardown(f, setup, teardown)
		T(what_cannot_be_opened_is_not_replaced),
		T(without_a_lock_what_is_not_understood_has_unknown_guids),
		T(with_a_lock_it_has_none_that_count),
		T(what_is_empty_has_none),
	};
	return cmocka_run_group_tests(tests, NULL, NULL);
}
