/* SPDX-License-Identifier: ISC */
#include "unit.h"

#include "base/vec.h"
#include "probe/chapters.h"
#include "probe/embedded.h"

static int open_unit(void **state)
{
	struct unit *u = calloc(1, sizeof *u);
	unit_open(u);
	*state = u;
	return 0;
}

static int close_unit(void **state)
{
	unit_close(*state);
	free(*state);
	return 0;
}

#define TEST(f) cmocka_unit_test_setup_teardown(f, open_unit, close_unit)

static void add(struct unit *u, struct fg_chapters *all, struct fg_chapter c)
{
	*vec_push(&u->arena, all) = c;
}

static void test_what_is_packed_comes_out(void **state)
{
	struct unit *u = *state;
	struct fg_chapters in = {0}, out;
	add(u, &in, (struct fg_chapter){.title = "Caf\u00e9, \"quoted\"\\"});
	add(u, &in,
		(struct fg_chapter){.start_ms = 3600001,
			.title = "Two\nlines",
			.href = "https://a.example/?q=1&r"});
	out = chapters_unpack(&u->arena, chapters_pack(&u->arena, &in));
	assert_int_equal(out.len, 2);
	assert_int_equal(out.data[0].start_ms, 0);
	assert_string_equal(out.data[0].title, in.data[0].title);
	assert_null(out.data[0].href);
	assert_int_equal(out.data[1].start_ms, 3600001);
	assert_string_equal(out.data[1].title, in.data[1].title);
	assert_string_equal(out.data[1].href, in.data[1].href);
}

static void test_none(void **state)
{
	struct unit *u = *state;
	struct fg_chapters none = {0};
	assert_null(chapters_pack(&u->arena, &none));
	assert_int_equal(chapters_unpack(&u->arena, NULL).len, 0);
	assert_int_equal(chapters_unpack(&u->arena, "[]").len, 0);
}

static void test_too_long(void **state)
{
	struct unit *u = *state;
	struct fg_chapters in = {0};
	char *title = arena_alloc(&u->arena, CHAPTERS_TEXT_MAX + 1);
	memset(title, 'x', CHAPTERS_TEXT_MAX);
	title[CHAPTERS_TEXT_MAX] = '\0';
	add(u, &in, (struct fg_chapter){.title = title});
	assert_null(chapters_pack(&u->arena, &in));
}

/* What is not as it was packed, wherever it went wrong, is nothing. */
static void test_others_texts(void **state)
{
	struct unit *u = *state;
	static const char *const texts[] = {"", "x", "[", "{}", "7", "[7]", "[[]]",
		"[{\"start\":0}]", "[{\"start\":-1,\"title\":\"a\"}]",
		"[{\"start\":1.5,\"title\":\"a\"}]", "[{\"start\":0,\"title\":7}]",
		"[{\"start\":0,\"title\":\"\"}]",
		"[{\"start\":0,\"title\":\"a\\u0001\"}]",
		"[{\"start\":0,\"title\":\"a\",\"href\":\"javascript:x\"}]",
		"[{\"start\":0,\"title\":\"a\",\"more\":{}}]",
		"[{\"start\":0,\"title\":\"a\"}]]",
		"{\"0\":{\"start\":0,\"title\":\"a\"}}"};
	for (size_t i = 0; i < sizeof texts / sizeof *texts; i++)
		assert_int_equal(chapters_unpack(&u->arena, texts[i]).len, 0);
}

static void test_too_many(void **state)
{
	struct unit *u = *state;
	struct fg_chapters in = {0};
	for (int i = 0; i <= CHAPTERS_MOST; i++)
		add(u, &in, (struct fg_chapter){.start_ms = i, .title = "x"});
	assert_int_equal(chapters_unpack(&u->arena, chapters_pack(&u->arena, &in)).len,
		CHAPTERS_MOST);
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		TEST(test_what_is_packed_comes_out),
		TEST(test_none),
		TEST(test_too_long),
		TEST(test_others_texts),
		TEST(test_too_many),
	};
	return cmocka_run_group_tests(tests, NULL, NULL);
}
