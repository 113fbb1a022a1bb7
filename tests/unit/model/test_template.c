/* SPDX-License-Identifier: ISC */
#include "unit.h"

#include "base/vec.h"
#include "model/template.h"

struct bench {
	struct unit unit;
	struct fg_episode ep;
	struct template_args args;
};

static int open_bench(void **state)
{
	struct bench *b = calloc(1, sizeof *b);
	assert_non_null(b);
	unit_open(&b->unit);
	b->ep.stem = "01-victoria";
	b->args.episode = &b->ep;
	*state = b;
	return 0;
}

static int close_bench(void **state)
{
	struct bench *b = *state;
	unit_close(&b->unit);
	free(b);
	return 0;
}

static void write_entry(
	struct bench *b, const char *name, const char *text, unsigned line)
{
	*vec_push(&b->unit.arena, &b->ep.entries) =
		(struct fg_entry){name, text, fg_written_at(line, 8)};
}

static enum template_result result_of(struct bench *b, const char *text, const char **out)
{
	const char *expansion = NULL, *fault = NULL;
	enum template_result r =
		template_expand(&b->unit.arena, text, &b->args, &expansion, &fault);
	*out = r == TEMPLATE_OK ? expansion : fault;
	return r;
}

static void makes(struct bench *b, const char *text, const char *expected)
{
	const char *out;
	assert_int_equal(result_of(b, text, &out), TEMPLATE_OK);
	assert_string_equal(out, expected);
}

static void fails(struct bench *b, const char *text, enum template_result expected,
	const char *name)
{
	const char *out;
	assert_int_equal(result_of(b, text, &out), expected);
	assert_string_equal(out, name);
}

static void test_plain_text_and_braces(void **state)
{
	struct bench *b = *state;
	makes(b, "", "");
	makes(b, "as it is", "as it is");
	makes(b, "{{name}} and }}{{", "{name} and }{");
}

static void test_value_is_put_in_as_written(void **state)
{
	struct bench *b = *state;
	b->ep.number = "1";
	write_entry(b, "number", "01", 2);
	write_entry(b, "featuredImage", "vb.png", 3);
	makes(b, "https://img.test/{number}/{featuredImage}",
		"https://img.test/01/vb.png");
	makes(b, "{ Featured_Image }", "vb.png");
}

static void test_written_under_an_alias(void **state)
{
	struct bench *b = *state;
	write_entry(b, "episode_number", "007", 4);
	b->ep.number = "7";
	b->ep.at[FG_EP_NUMBER] = fg_written_at(4, 8);
	makes(b, "{number}", "007");
	b->ep.at[FG_EP_NUMBER] = fg_written_at(9, 8);
	makes(b, "{number}", "7");
}

static void test_field_values_of_every_kind(void **state)
{
	struct bench *b = *state;
	b->ep.season = 3;
	b->ep.duration = 61;
	b->ep.is_explicit = true;
	b->ep.slug = "bateman";
	*vec_push(&b->unit.arena, &b->ep.keywords) = "growth";
	*vec_push(&b->unit.arena, &b->ep.keywords) = "history";
	fails(b, "{season}", TEMPLATE_EMPTY, "season");
	fails(b, "{explicit}", TEMPLATE_EMPTY, "explicit");
	fails(b, "{keywords}", TEMPLATE_EMPTY, "keywords");
	static const enum fg_episode_field present[] = {
		FG_EP_SEASON, FG_EP_DURATION, FG_EP_EXPLICIT, FG_EP_KEYWORDS};
	for (size_t i = 0; i < 4; i++)
		b->ep.at[present[i]].origin = FG_DERIVED;
	makes(b, "{slug} s{season} {duration} {explicit} {keywords}",
		"bateman s3 61 true growth, history");
	fails(b, "{people}", TEMPLATE_EMPTY, "people");
}

static void test_parts_of_an_address(void **state)
{
	struct bench *b = *state;
	write_entry(
		b, "audio", "https://cast.test/listen/70dd4fad-4207.mp3?src=a/b.c", 5);
	makes(b, "{audio.stem} {audio.name} {audio.ext}",
		"70dd4fad-4207 70dd4fad-4207.mp3 mp3");
	fails(b, "{audio.bytes}", TEMPLATE_EMPTY, "audio.bytes");
	fails(b, "{image.stem}", TEMPLATE_EMPTY, "image.stem");
}

static void test_parts_of_a_date(void **state)
{
	struct bench *b = *state;
	write_entry(b, "date", "2024-3-05", 5);
	makes(b, "/{date.year}/{date.month}/{date.day}/", "/2024/03/05/");
	b->ep.entries.len = 0;
	write_entry(b, "date", "soon", 5);
	fails(b, "{date.year}", TEMPLATE_EMPTY, "date.year");
}

static void test_members_of_a_map(void **state)
{
	struct bench *b = *state;
	write_entry(b, "audio.mp3", "media/one.mp3", 5);
	write_entry(b, "audio.stem", "mine", 6);
	makes(b, "{audio.mp3} {audio.mp3.stem}", "media/one.mp3 one");
	makes(b, "{audio.stem}", "mine");
}

static void test_stem_of_the_file(void **state)
{
	struct bench *b = *state;
	makes(b, "{stem}.html", "01-victoria.html");
}

static void test_absent_or_blank_is_empty(void **state)
{
	struct bench *b = *state;
	write_entry(b, "path", "  ", 2);
	fails(b, "a/{featuredImage}", TEMPLATE_EMPTY, "featuredImage");
	fails(b, "a/{path}", TEMPLATE_EMPTY, "path");
}

static void test_names_nothing_can_have(void **state)
{
	struct bench *b = *state;
	fails(b, "{}", TEMPLATE_UNKNOWN, "");
	fails(b, "{a..b}", TEMPLATE_UNKNOWN, "a..b");
	fails(b, "{.a}", TEMPLATE_UNKNOWN, ".a");
	fails(b, "p {color: red}", TEMPLATE_UNKNOWN, "color: red");
	fails(b, "{body}", TEMPLATE_UNKNOWN, "body");
}

static void test_braces_without_partner(void **state)
{
	struct bench *b = *state;
	fails(b, "a/{number", TEMPLATE_BROKEN, "{number");
	fails(b, "a}b", TEMPLATE_BROKEN, "}b");
	fails(b, "{{number}", TEMPLATE_BROKEN, "}");
}

static void test_positional_and_body(void **state)
{
	struct bench *b = *state;
	struct str positional[] = {str_of("ben.jpg"), str_of("")};
	struct str body = str_of("*Hi* {1}");
	b->args.positional = positional;
	b->args.n_positional = 2;
	b->args.body = &body;
	makes(b, "<img src=\"{1}\" alt=\"{2}\" title=\"{3}\">{body}",
		"<img src=\"ben.jpg\" alt=\"\" title=\"\">*Hi* {1}");
}

static void shout(struct arena *a, struct str value, struct str *out)
{
	*out = str_of(arena_printf(a, "<%.*s>", STR_ARG(value)));
}

static void test_escape_spares_the_body(void **state)
{
	struct bench *b = *state;
	struct str one = str_of("x"), body = str_of("y");
	b->args = (struct template_args){&b->ep, &one, 1, NULL, &body, shout};
	makes(b, "{1}{body}{stem}", "<x>y<01-victoria>");
}

static void test_named_arguments_come_first(void **state)
{
	struct bench *b = *state;
	struct fg_entry entries[] = {
		{.name = "Stem", .text = "mine"}, {.name = "alt", .text = ""}};
	struct fg_entries named = {entries, 2, 2};
	b->args.named = &named;
	makes(b, "{stem}|{alt}|", "mine||");
	fails(b, "{title}", TEMPLATE_EMPTY, "title");
}

static void test_what_comes_out_is_bounded(void **state)
{
	struct bench *b = *state;
	size_t half = TEMPLATE_MAX / 2 + 1;
	char *long_text = arena_alloc(&b->unit.arena, half + 1);
	memset(long_text, 'x', half);
	struct str body = str_of(long_text);
	b->args.body = &body;
	const char *out;
	assert_int_equal(result_of(b, "{body}", &out), TEMPLATE_OK);
	assert_int_equal(result_of(b, "{body}{body}", &out), TEMPLATE_LONG);
}

static void test_soundness(void **state)
{
	(void)state;
	const char *fault;
	assert_true(
		template_is_sound("https://x.test/{path}/{1}{body}{my-own.ext}", &fault));
	assert_false(template_is_sound("a{b", &fault));
	assert_string_equal(fault, "{b");
	assert_false(template_is_sound("a{}b", &fault));
	assert_string_equal(fault, "}b");
	assert_false(template_is_sound("{a:b}", &fault));
	assert_string_equal(fault, "a:b}");
}

static void test_has(void **state)
{
	struct bench *b = *state;
	struct arena *a = &b->unit.arena;
	write_entry(b, "cover", "", 2);
	assert_true(template_has(a, &b->ep, str_of("cover")));
	assert_true(template_has(a, &b->ep, str_of("stem")));
	assert_false(template_has(a, &b->ep, str_of("covr")));
}

static void test_is_field(void **state)
{
	struct arena *a = &((struct bench *)*state)->unit.arena;
	assert_true(template_is_field(a, str_of("Number")));
	assert_true(template_is_field(a, str_of("audio.stem")));
	assert_false(template_is_field(a, str_of("audio.stme")));
	assert_false(template_is_field(a, str_of("feed_url")));
}

static void test_waits(void **state)
{
	struct arena *a = &((struct bench *)*state)->unit.arena;
	assert_true(template_waits(a, "<b>{1}</b> is {Duration} s long"));
	assert_true(template_waits(a, "{length}"));
	assert_false(template_waits(a, "{1} {body} {number} {audio.stem} {mine.length}"));
	assert_false(template_waits(a, "duration"));
	assert_false(template_waits(a, ""));
}

#define TEST(f) cmocka_unit_test_setup_teardown(f, open_bench, close_bench)

int main(void)
{
	const struct CMUnitTest tests[] = {
		TEST(test_plain_text_and_braces),
		TEST(test_value_is_put_in_as_written),
		TEST(test_written_under_an_alias),
		TEST(test_field_values_of_every_kind),
		TEST(test_parts_of_an_address),
		TEST(test_parts_of_a_date),
		TEST(test_members_of_a_map),
		TEST(test_stem_of_the_file),
		TEST(test_absent_or_blank_is_empty),
		TEST(test_names_nothing_can_have),
		TEST(test_braces_without_partner),
		TEST(test_positional_and_body),
		TEST(test_escape_spares_the_body),
		TEST(test_named_arguments_come_first),
		TEST(test_what_comes_out_is_bounded),
		TEST(test_soundness),
		TEST(test_has),
		TEST(test_is_field),
		TEST(test_waits),
	};
	return cmocka_run_group_tests(tests, NULL, NULL);
}
