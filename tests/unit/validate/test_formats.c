/* SPDX-License-Identifier: ISC */
/* The last gate for Atom and JSON Feed: what is right passes, each fault is named. */
#include "unit.h"
#include "sample.h"

#include <stdio.h>
#include <unistd.h>
#include "base/fs.h"

struct fixture {
	struct unit u;
	struct sample s;
	struct fg_episode *episodes[1];
	struct sbuf head, item, tail, text;
	int fd;
};

static int open_fixture(void **state)
{
	struct fixture *f = calloc(1, sizeof *f);
	unit_open(&f->u);
	sample_fill(&f->s);
	f->episodes[0] = &f->s.episode;
	f->s.show.episodes.data = f->episodes;
	f->s.show.episodes.len = 1;
	struct sbuf *all[] = {&f->head, &f->item, &f->tail, &f->text};
	for (size_t i = 0; i < 4; i++)
		sbuf_init(all[i], 1 << 20);
	f->fd = fileno(tmpfile());
	*state = f;
	return 0;
}

static int close_fixture(void **state)
{
	struct fixture *f = *state;
	struct sbuf *all[] = {&f->head, &f->item, &f->tail, &f->text};
	for (size_t i = 0; i < 4; i++)
		sbuf_release(all[i]);
	unit_close(&f->u);
	free(f);
	return 0;
}

static void write_all(struct fixture *f, enum fg_format format)
{
	struct fg_run *run = &f->u.run;
	struct fg_feed feed = {format, &f->s.show, NULL, NULL};
	sbuf_reset(&f->head);
	sbuf_reset(&f->item);
	sbuf_reset(&f->tail);
	assert_true(fg_write_head(run, &feed, &f->head));
	assert_true(fg_write_item(run, &feed, &f->s.episode, &f->s.notes, &f->item));
	assert_true(fg_write_tail(run, &feed, &f->tail));
}

static bool item_is_good(struct fixture *f, enum fg_format format, const char *text)
{
	f->u.diags.len = 0;
	struct fg_schema *schema = fg_schema_new(&f->u.run, format, NULL);
	assert_non_null(schema);
	bool good =
		fg_validate_item(&f->u.run, schema, &f->s.episode, text, strlen(text));
	fg_schema_free(schema);
	return good;
}

static bool channel_is_good(struct fixture *f, enum fg_format format, const char *text)
{
	f->u.diags.len = 0;
	struct fg_schema *schema = fg_schema_new(&f->u.run, format, NULL);
	assert_non_null(schema);
	bool good =
		fg_validate_channel(&f->u.run, schema, &f->s.show, text, strlen(text));
	fg_schema_free(schema);
	return good;
}

static bool whole_is_good(
	struct fixture *f, enum fg_format format, const char *text, size_t items)
{
	f->u.diags.len = 0;
	assert_int_equal(ftruncate(f->fd, 0), 0);
	assert_int_equal(lseek(f->fd, 0, SEEK_SET), 0);
	assert_true(fs_write_all(f->fd, text, strlen(text)));
	return fg_validate_whole(&f->u.run, format, f->fd, items);
}

static const char *join(struct fixture *f, bool with_item)
{
	sbuf_reset(&f->text);
	sbuf_slice(&f->text, sbuf_text(&f->head));
	if (with_item)
		sbuf_slice(&f->text, sbuf_text(&f->item));
	sbuf_slice(&f->text, sbuf_text(&f->tail));
	return f->text.data;
}

/* The item with the first `from` in it replaced. */
static const char *spoilt(struct fixture *f, const char *from, const char *to)
{
	const char *at = strstr(f->item.data, from);
	assert_non_null(at);
	sbuf_reset(&f->text);
	sbuf_add(&f->text, f->item.data, (size_t)(at - f->item.data));
	sbuf_str(&f->text, to);
	sbuf_str(&f->text, at + strlen(from));
	return f->text.data;
}

static void assert_says(struct fixture *f, int rule, const char *words)
{
	const struct fg_diag *d = unit_diag(&f->u, rule);
	if (!strstr(d->message, words))
		fail_msg("\"%s\" does not say \"%s\"", d->message, words);
}

static void what_is_written_passes(void **state)
{
	struct fixture *f = *state;
	static const enum fg_format formats[] = {FG_RSS, FG_ATOM, FG_JSON};
	for (size_t i = 0; i < 3; i++) {
		write_all(f, formats[i]);
		assert_true(item_is_good(f, formats[i], f->item.data));
		assert_true(channel_is_good(f, formats[i], join(f, false)));
		assert_true(whole_is_good(f, formats[i], join(f, true), 1));
		assert_int_equal(f->u.diags.len, 0);
	}
}

static void atom_faults(void **state)
{
	struct fixture *f = *state;
	static const struct {
		const char *from, *to, *words;
	} faults[] = {
		{"<id>urn:uuid:", "<id>", "<id>"},
		{"<updated>2024-03-06T06:30:00Z", "<updated>yesterday",
			"<updated>yesterday"},
		{"rel=\"enclosure\"", "rel=\"audio\"", "<link"},
		{"length=\"12345678\"", "length=\"12 MB\"", "<link"},
		{"<summary type=\"html\">", "<summary type=\"markdown\">", "<summary"},
		{"<title>", "<heading/><title>", "has <heading>"},
	};
	write_all(f, FG_ATOM);
	for (size_t i = 0; i < sizeof faults / sizeof *faults; i++) {
		assert_false(item_is_good(
			f, FG_ATOM, spoilt(f, faults[i].from, faults[i].to)));
		assert_says(f, FG_RULE_VALIDATE_SCHEMA, faults[i].words);
	}
	assert_false(item_is_good(f, FG_ATOM, spoilt(f, "<title>", "<b><title>")));
	assert_says(f, FG_RULE_VALIDATE_ILL_FORMED, "of the entry");
	assert_false(item_is_good(f, FG_ATOM, "<item/>"));
	assert_says(f, FG_RULE_VALIDATE_ILL_FORMED, "does not begin with <entry>");
}

static void json_faults(void **state)
{
	struct fixture *f = *state;
	write_all(f, FG_JSON);
	assert_false(item_is_good(f, FG_JSON, spoilt(f, "\"id\"", "\"ident\"")));
	assert_says(f, FG_RULE_VALIDATE_SCHEMA, "the item has no id");
	assert_false(item_is_good(f, FG_JSON, spoilt(f, "\"content_html\"", "\"html\"")));
	assert_says(f, FG_RULE_VALIDATE_SCHEMA, "the item has no content_html");
	assert_true(item_is_good(
		f, FG_JSON, spoilt(f, "\"content_html\"", "\"content_text\"")));
	assert_false(item_is_good(f, FG_JSON, spoilt(f, "\"title\"", "\"id\"")));
	assert_says(f, FG_RULE_VALIDATE_SCHEMA, "id twice");
	assert_false(item_is_good(f, FG_JSON, spoilt(f, ": ", " ")));
	assert_says(f, FG_RULE_VALIDATE_ILL_FORMED, "line 2, column 10 of the item");
	assert_false(channel_is_good(f, FG_JSON, "{\"version\": \"1\", \"items\": []}"));
	assert_says(f, FG_RULE_VALIDATE_SCHEMA, "the feed has no title");
}

static void wholes_that_lack_something(void **state)
{
	struct fixture *f = *state;
	static const enum fg_format formats[] = {FG_ATOM, FG_JSON};
	for (size_t i = 0; i < 2; i++) {
		write_all(f, formats[i]);
		assert_false(whole_is_good(f, formats[i], join(f, true), 2));
		assert_says(f, FG_RULE_VALIDATE_ITEM_COUNT,
			"the feed has 1 items, but 2 were written");
		assert_false(whole_is_good(f, formats[i], f->head.data, 0));
		assert_says(f, FG_RULE_VALIDATE_ILL_FORMED, "of the feed");
		assert_false(fg_validate_whole(&f->u.run, formats[i], -1, 0));
		assert_says(f, FG_RULE_VALIDATE_READ_BACK, "cannot be read back");
	}
	assert_false(whole_is_good(f, FG_ATOM, "<feed/>", 0));
	assert_says(f, FG_RULE_VALIDATE_ILL_FORMED, "is not one <feed>");
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test_setup_teardown(
			what_is_written_passes, open_fixture, close_fixture),
		cmocka_unit_test_setup_teardown(atom_faults, open_fixture, close_fixture),
		cmocka_unit_test_setup_teardown(json_faults, open_fixture, close_fixture),
		cmocka_unit_test_setup_teardown(
			wholes_that_lack_something, open_fixture, close_fixture),
	};
	return cmocka_run_group_tests_name("validate/formats", tests, NULL, NULL);
}
