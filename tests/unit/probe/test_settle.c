/* SPDX-License-Identifier: ISC */
#include "unit.h"

#include "probe/settle.h"

struct world {
	struct unit u;
	struct fg_show show;
	struct fg_episode ep;
	struct probe_finding server;
	struct settle_facts facts;
};

static int open_world(void **state)
{
	struct world *w = calloc(1, sizeof *w);
	unit_open(&w->u);
	w->show.file = "feed.yaml";
	w->ep.file = "1.md";
	w->ep.enclosure.url = "https://a.example/1.mp3";
	w->ep.enclosure.file = "audio/1.mp3";
	w->ep.at[FG_EP_AUDIO] = fg_written_at(4, 8);
	w->server = (struct probe_finding){.length = 5000, .type = "audio/mpeg"};
	w->facts.server = &w->server;
	*state = w;
	return 0;
}

static int close_world(void **state)
{
	struct world *w = *state;
	unit_close(&w->u);
	free(w);
	return 0;
}

static void settle(struct world *w)
{
	settle_episode(&w->u.run, &w->show, &w->ep, &w->facts);
}

static void write_length(struct world *w, int64_t length)
{
	w->ep.enclosure.length = length;
	w->ep.at[FG_EP_LENGTH] = fg_written_at(5, 9);
}

static void write_type(struct world *w, const char *type)
{
	w->ep.enclosure.type = type;
	w->ep.at[FG_EP_TYPE] = fg_written_at(6, 12);
}

static void test_found_values_are_probed(void **state)
{
	struct world *w = *state;
	settle(w);
	assert_int_equal(w->ep.enclosure.length, 5000);
	assert_int_equal(w->ep.at[FG_EP_LENGTH].origin, FG_PROBED);
	assert_int_equal(w->ep.at[FG_EP_LENGTH].line, 4);
	assert_string_equal(w->ep.enclosure.type, "audio/mpeg");
	assert_int_equal(w->ep.at[FG_EP_TYPE].origin, FG_PROBED);
	assert_int_equal(w->u.diags.len, 0);
}

static void test_nothing_found(void **state)
{
	struct world *w = *state;
	w->facts.server = NULL;
	settle(w);
	assert_int_equal(w->ep.enclosure.length, 0);
	assert_int_equal(w->ep.at[FG_EP_LENGTH].origin, FG_ABSENT);
	assert_string_equal(w->ep.enclosure.type, "audio/mpeg");
	assert_int_equal(w->ep.at[FG_EP_TYPE].origin, FG_DERIVED);
	assert_int_equal(w->u.diags.len, 0);
}

static void test_written_length_stands(void **state)
{
	struct world *w = *state;
	write_length(w, 77);
	w->facts.local.length = 88;
	settle(w);
	assert_int_equal(w->ep.enclosure.length, 77);
	assert_int_equal(w->ep.at[FG_EP_LENGTH].origin, FG_WRITTEN);
	assert_int_equal(unit_count(&w->u, FG_RULE_ENCLOSURE_LENGTH_DIFFERS), 2);
	const struct fg_diag *d = unit_diag(&w->u, FG_RULE_ENCLOSURE_LENGTH_DIFFERS);
	assert_string_equal(d->message, "length is 77, but the server has 5000 bytes");
	assert_string_equal(d->at.file, "1.md");
	assert_int_equal(d->at.line, 5);
	assert_int_equal(d->at.column, 9);
	assert_int_equal(d->related.line, 4);
	assert_string_equal(
		w->u.diags.data[1].message, "length is 77, but audio/1.mp3 has 88 bytes");
	assert_true(settle_disagrees(&w->ep, &w->facts));
}

static void test_inherited_length_stands(void **state)
{
	struct world *w = *state;
	write_length(w, 77);
	w->ep.at[FG_EP_LENGTH].origin = FG_INHERITED;
	settle(w);
	assert_int_equal(w->ep.enclosure.length, 77);
	assert_string_equal(
		unit_diag(&w->u, FG_RULE_ENCLOSURE_LENGTH_DIFFERS)->at.file, "feed.yaml");
}

static void test_agreement_is_silent(void **state)
{
	struct world *w = *state;
	write_length(w, 5000);
	write_type(w, "audio/mpeg");
	w->facts.local.length = 5000;
	settle(w);
	assert_int_equal(w->u.diags.len, 0);
	assert_false(settle_disagrees(&w->ep, &w->facts));
}

static void test_local_file_counts_first(void **state)
{
	struct world *w = *state;
	w->facts.local.length = 88;
	assert_true(settle_disagrees(&w->ep, &w->facts));
	settle(w);
	assert_int_equal(w->ep.enclosure.length, 88);
	assert_string_equal(unit_diag(&w->u, FG_RULE_ENCLOSURE_LENGTH_DIFFERS)->message,
		"audio/1.mp3 has 88 bytes, but the server has 5000");
}

static void test_unknown_length_is_told(void **state)
{
	struct world *w = *state;
	w->server.length = 0;
	settle(w);
	assert_int_equal(w->ep.at[FG_EP_LENGTH].origin, FG_ABSENT);
	assert_int_equal(unit_diag(&w->u, FG_RULE_ENCLOSURE_LENGTH_UNKNOWN)->at.line, 4);
	/* Whoever has written it knows. */
	w->u.diags.len = 0;
	write_length(w, 77);
	settle(w);
	assert_int_equal(w->u.diags.len, 0);
}

static void test_written_type_stands(void **state)
{
	struct world *w = *state;
	write_type(w, "audio/ogg");
	settle(w);
	assert_string_equal(w->ep.enclosure.type, "audio/ogg");
	const struct fg_diag *d = unit_diag(&w->u, FG_RULE_ENCLOSURE_TYPE_DIFFERS);
	assert_string_equal(
		d->message, "the type is audio/ogg, but the server says audio/mpeg");
	assert_int_equal(d->at.line, 6);
	assert_true(settle_disagrees(&w->ep, &w->facts));
}

/* Two spellings of one type are no difference. */
static void test_spellings_of_a_type(void **state)
{
	struct world *w = *state;
	w->ep.enclosure.url = "https://a.example/1.m4a";
	w->server.type = "audio/mp4";
	write_type(w, "audio/m4a");
	settle(w);
	assert_string_equal(w->ep.enclosure.type, "audio/m4a");
	assert_int_equal(w->u.diags.len, 0);
}

static void test_extension_decides(void **state)
{
	struct world *w = *state;
	w->server.type = "audio/ogg";
	settle(w);
	assert_string_equal(w->ep.enclosure.type, "audio/mpeg");
	assert_int_equal(w->ep.at[FG_EP_TYPE].origin, FG_DERIVED);
	assert_string_equal(unit_diag(&w->u, FG_RULE_ENCLOSURE_TYPE_DIFFERS)->message,
		"the server says audio/ogg, but .mp3 is audio/mpeg");
}

/* An address without extension: the file's, then the server's word. */
static void test_address_without_extension(void **state)
{
	struct world *w = *state;
	w->ep.enclosure.url = "https://a.example/listen/1";
	w->ep.enclosure.file = "audio/1.m4a";
	w->facts.server = NULL;
	settle(w);
	assert_string_equal(w->ep.enclosure.type, "audio/x-m4a");

	w->ep.enclosure.file = NULL;
	w->facts.server = &w->server;
	settle(w);
	assert_string_equal(w->ep.enclosure.type, "audio/mpeg");
	assert_int_equal(w->ep.at[FG_EP_TYPE].origin, FG_PROBED);
}

static void test_a_local_file_that_is_not_there(void **state)
{
	struct world *w = *state;
	w->facts.local.problem = "there is no such file";
	settle(w);
	const struct fg_diag *d = unit_diag(&w->u, FG_RULE_ENCLOSURE_FILE);
	assert_string_equal(
		d->message, "the audio file audio/1.mp3: there is no such file");
	assert_int_equal(d->at.line, 4);
}

/* ---- what the bytes told ---- */

static void hear(struct world *w, const char *format, int64_t duration_ms)
{
	struct heard *heard = arena_new(&w->u.arena, struct heard);
	heard->facts = (struct probe_facts){
		.looked = true, .format = format, .duration_ms = duration_ms};
	w->facts.heard = heard;
}

static void test_duration_is_filled(void **state)
{
	struct world *w = *state;
	hear(w, "audio/mpeg", 61500);
	settle(w);
	assert_int_equal(w->ep.duration, 62);
	assert_int_equal(w->ep.at[FG_EP_DURATION].origin, FG_PROBED);
	assert_int_equal(w->ep.at[FG_EP_DURATION].line, 4);
	assert_int_equal(w->u.diags.len, 0);
}

static void test_written_duration_stands(void **state)
{
	struct world *w = *state;
	w->ep.duration = 3725;
	w->ep.at[FG_EP_DURATION] = fg_written_at(7, 11);
	hear(w, "audio/mpeg", 3760000); /* one per cent */
	settle(w);
	assert_int_equal(w->u.diags.len, 0);
	hear(w, "audio/mpeg", 3770000);
	settle(w);
	assert_int_equal(w->ep.duration, 3725);
	const struct fg_diag *d = unit_diag(&w->u, FG_RULE_EPISODE_DURATION_DIFFERS);
	assert_string_equal(d->message,
		"the duration is 1:02:05, but https://a.example/1.mp3 plays 1:02:50");
	assert_int_equal(d->at.line, 7);
	assert_int_equal(d->related.line, 4);
}

static void test_content_decides(void **state)
{
	struct world *w = *state;
	hear(w, "audio/x-m4a", 0);
	settle(w);
	assert_string_equal(w->ep.enclosure.type, "audio/x-m4a");
	assert_int_equal(w->ep.at[FG_EP_TYPE].origin, FG_PROBED);
	assert_string_equal(unit_diag(&w->u, FG_RULE_ENCLOSURE_CONTENT_DIFFERS)->message,
		"https://a.example/1.mp3 is audio/x-m4a by its content, not what .mp3 "
		"says");
}

/* One container under several names is no difference. */
static void test_content_of_the_family(void **state)
{
	struct world *w = *state;
	static const char *const formats[] = {
		"audio/x-m4a", "video/mp4", "video/quicktime"};
	w->ep.enclosure.url = "https://a.example/1.m4a";
	w->server.type = "audio/x-m4a";
	for (size_t i = 0; i < sizeof formats / sizeof *formats; i++) {
		hear(w, formats[i], 0);
		settle(w);
		assert_int_equal(w->u.diags.len, 0);
		assert_string_equal(w->ep.enclosure.type, "audio/x-m4a");
	}
}

static void test_trouble_is_told(void **state)
{
	struct world *w = *state;
	struct heard heard = {.trouble = "reading it came to no end"};
	w->facts.heard = &heard;
	settle(w);
	assert_int_equal(w->ep.at[FG_EP_DURATION].origin, FG_ABSENT);
	assert_string_equal(unit_diag(&w->u, FG_RULE_PROBE_MEDIA)->message,
		"https://a.example/1.mp3 cannot be examined: reading it came to no end");
}

static void test_rates(void **state)
{
	struct world *w = *state;
	static const struct {
		int bitrate;
		unsigned channels;
		bool told;
	} rows[] = {{64, 1, true}, {90, 1, false}, {128, 1, false}, {192, 1, true},
		{96, 2, true}, {128, 2, false}, {256, 2, false}, {320, 2, true},
		{0, 2, false}, {320, 0, false}};
	for (size_t i = 0; i < sizeof rows / sizeof *rows; i++) {
		struct settle_rates rates = {0};
		struct heard heard = {.facts = {.format = "audio/mpeg",
					      .bitrate = rows[i].bitrate,
					      .channels = rows[i].channels}};
		settle_count_rate(&rates, &w->ep, &heard);
		assert_int_equal(rates.episodes, rows[i].told);
	}
}

#define TEST(f) cmocka_unit_test_setup_teardown(f, open_world, close_world)
int main(void)
{
	const struct CMUnitTest tests[] = {
		TEST(test_found_values_are_probed),
		TEST(test_nothing_found),
		TEST(test_written_length_stands),
		TEST(test_inherited_length_stands),
		TEST(test_agreement_is_silent),
		TEST(test_local_file_counts_first),
		TEST(test_unknown_length_is_told),
		TEST(test_written_type_stands),
		TEST(test_spellings_of_a_type),
		TEST(test_extension_decides),
		TEST(test_address_without_extension),
		TEST(test_a_local_file_that_is_not_there),
		TEST(test_duration_is_filled),
		TEST(test_written_duration_stands),
		TEST(test_content_decides),
		TEST(test_content_of_the_family),
		TEST(test_trouble_is_told),
		TEST(test_rates),
	};
	return cmocka_run_group_tests(tests, NULL, NULL);
}
