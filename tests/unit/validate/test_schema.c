/* SPDX-License-Identifier: ISC */
/*
 * The grammar, as fg_validate_channel and fg_validate_item ask it: what is right passes,
 * what is ill-formed is told apart from what is not allowed.
 */
#include "fixture.h"

#include <pthread.h>
#include <libxml/parser.h>
#include "model/check.h"
#include "validate/schema.h"

static void valid(void **state)
{
	struct fixture *f = *state;
	assert_true(check(f, ELEMENT_CHANNEL, &f->channel));
	assert_true(check(f, ELEMENT_ITEM, &f->item));
	assert_int_equal(f->u.diags.len, 0);
}

static void variations(void **state)
{
	static const struct {
		enum element_scope scope;
		const char *from, *to;
	} allowed[] = {
		{ELEMENT_CHANNEL, " owner=\"hello@salt.example\"", ""},
		{ELEMENT_CHANNEL, ">yes</podcast:locked>", ">no</podcast:locked>"},
		{ELEMENT_CHANNEL, "<itunes:name>Salt Audio</itunes:name>", ""},
		{ELEMENT_CHANNEL, "<itunes:email>hello@salt.example</itunes:email>", ""},
		{ELEMENT_CHANNEL, ">serial<", ">episodic<"},
		{ELEMENT_CHANNEL, ">en-GB<", ">de<"},
		{ELEMENT_CHANNEL, ">en-GB<", ">zh-Hans-CN<"},
		{ELEMENT_CHANNEL, "<link>https:", "<link>HTTP:"},
		{ELEMENT_CHANNEL, "</language>",
			"</language><podcast:person>X</podcast:person>"},
		{ELEMENT_ITEM, " name=\"Winter\"", ""},
		{ELEMENT_ITEM, " display=\"Twelve\">12<", ">315.5<"},
		{ELEMENT_ITEM, ">full<", ">trailer<"},
		{ELEMENT_ITEM, ">full<", ">bonus<"},
		{ELEMENT_ITEM, " length=\"12345678\"", " length=\"0\""},
		{ELEMENT_ITEM, "\"audio/mpeg\"", "\"application/vnd.x+xml\""},
		{ELEMENT_ITEM, "\"false\">salt-0012<",
			"\"true\">https://salt.example/?a=1&amp;b<"},
		{ELEMENT_ITEM, "\"text/vtt\"", "\"application/x-subrip\""},
		{ELEMENT_ITEM, "</title>", "</title><podcast:person>X</podcast:person>"},
	};
	struct fixture *f = *state;
	for (size_t i = 0; i < sizeof allowed / sizeof *allowed; i++) {
		replace(f, allowed[i].scope, allowed[i].from, allowed[i].to);
		if (!check(f, allowed[i].scope, &f->bad))
			fail_msg("%s: %s", allowed[i].to, f->u.diags.data[0].message);
	}
}

/* Two faults are two diagnostics, and each points at the line that made it. */
static void places(void **state)
{
	struct fixture *f = *state;
	f->s.show.title = f->s.show.language = NULL;
	sbuf_reset(&f->bad);
	fg_write_head(
		&f->u.run, &(struct fg_feed){FG_RSS, &f->s.show, NULL, NULL}, &f->bad);
	fg_write_tail(
		&f->u.run, &(struct fg_feed){FG_RSS, &f->s.show, NULL, NULL}, &f->bad);
	assert_false(check(f, ELEMENT_CHANNEL, &f->bad));
	assert_int_equal(f->u.diags.len, 2);
	assert_string_equal(f->u.diags.data[0].message, "the channel has no <title>");
	assert_string_equal(f->u.diags.data[0].at.file, "show.yaml");
	assert_int_equal(f->u.diags.data[0].at.line, 100 + FG_SHOW_TITLE);
	assert_int_equal(f->u.diags.data[0].at.column, 3);
	assert_int_equal(f->u.diags.data[1].at.line, 100 + FG_SHOW_LANGUAGE);

	replace(f, ELEMENT_ITEM, "<itunes:season>2<", "<itunes:season>x<");
	assert_false(check(f, ELEMENT_ITEM, &f->bad));
	assert_string_equal(f->u.diags.data[0].at.file, "episodes/lighthouse.md");
	assert_int_equal(f->u.diags.data[0].at.line, 200 + FG_EP_SEASON);
	f->s.episode.at[FG_EP_SEASON].origin = FG_INHERITED;
	assert_false(check(f, ELEMENT_ITEM, &f->bad));
	assert_int_equal(f->u.diags.data[0].at.line, 0);
}

/* A long value is cut, between characters. */
static void long_value(void **state)
{
	struct fixture *f = *state;
	sbuf_reset(&f->bad);
	struct sbuf value;
	sbuf_init(&value, 1 << 16);
	sbuf_str(&value, "<itunes:season>x");
	for (int i = 0; i < 1000; i++)
		sbuf_str(&value, "\xe2\x82\xac");
	replace(f, ELEMENT_ITEM, "<itunes:season>2", value.data);
	sbuf_release(&value);
	assert_refused(f, ELEMENT_ITEM, FG_RULE_VALIDATE_SCHEMA,
		"\xe2\x82\xac\xe2\x82\xac...</itunes:season> must be a whole number");
	assert_true(strlen(f->u.diags.data[0].message) < 200);
}

static void ill_formed_items(void **state)
{
	static const struct mutation mutations[] = {
		{"    <item>", "", "does not begin with <item>"},
		{"    <item>", "    x<item>", "does not begin with <item>"},
		{"    <item>", "    <items>", "of the item: "},
		{"</item>", "", "of the item: "},
		{"</title>", "", "of the item: Opening and ending tag mismatch: title"},
		{"</item>", "</item><item></item>", "of the item: "},
		{"</item>", "</item>x", "of the item: "},
		{"&lt;keeper", "<keeper", "of the item: "},
		{"&lt;keeper", "&nbsp;keeper", "of the item: Entity 'nbsp' not defined"},
		{"a=1&amp;b=2", "a=1&b=2", "of the item: "},
		{"<itunes:season>", "<itunes:saison>", "of the item: "},
		{"<podcast:chapters", "<pod:chapters", "Namespace prefix pod"},
		{"The lighthouse", "The\x01lighthouse", "of the item: "},
		{"The lighthouse", "The\xfflighthouse", "of the item: "},
		{"The lighthouse", "]]>", "of the item: "},
		{" type=\"audio/mpeg\"", " type=\"a/b\" type=\"c/d\"", "of the item: "},
	};
	struct fixture *f = *state;
	for (size_t i = 0; i < sizeof mutations / sizeof *mutations; i++) {
		replace(f, ELEMENT_ITEM, mutations[i].from, mutations[i].to);
		assert_refused(
			f, ELEMENT_ITEM, FG_RULE_VALIDATE_ILL_FORMED, mutations[i].words);
		assert_string_equal(f->u.diags.data[0].at.file, "episodes/lighthouse.md");
	}
	/* A fault leaves nothing behind in the schema. */
	assert_true(check(f, ELEMENT_ITEM, &f->item));
}

static void ill_formed_channel(void **state)
{
	struct fixture *f = *state;
	replace(f, ELEMENT_CHANNEL, "</rss>", "");
	assert_refused(
		f, ELEMENT_CHANNEL, FG_RULE_VALIDATE_ILL_FORMED, "of the channel: ");
	sbuf_reset(&f->bad);
	assert_refused(
		f, ELEMENT_CHANNEL, FG_RULE_VALIDATE_ILL_FORMED, "of the channel: ");
	sbuf_str(&f->bad, "<rss version=\"2.0\"/>");
	assert_false(check(f, ELEMENT_CHANNEL, &f->bad));
	sbuf_reset(&f->bad);
	sbuf_str(&f->bad, "<html><body/></html>");
	assert_false(check(f, ELEMENT_CHANNEL, &f->bad));
	assert_true(check(f, ELEMENT_CHANNEL, &f->channel));
}

/* Is the channel valid with this category alone? */
static bool accepts_category(struct fixture *f, const char *top, const char *sub)
{
	struct fg_category only = {.top = top, .sub = sub};
	f->s.show.categories.data = &only;
	f->s.show.categories.len = 1;
	sbuf_reset(&f->bad);
	assert_true(fg_write_head(
		&f->u.run, &(struct fg_feed){FG_RSS, &f->s.show, NULL, NULL}, &f->bad));
	assert_true(fg_write_tail(
		&f->u.run, &(struct fg_feed){FG_RSS, &f->s.show, NULL, NULL}, &f->bad));
	return check(f, ELEMENT_CHANNEL, &f->bad);
}

/* The grammar and the table of model/check.h list the same categories. */
static void categories(void **state)
{
	struct fixture *f = *state;
	const char *top, *sub;
	size_t n = 0;
	for (; category_at(n, &top, &sub); n++) {
		if (!accepts_category(f, top, sub))
			fail_msg("not in the grammar: %s > %s", top, sub ? sub : "-");
		if (sub) {
			assert_false(accepts_category(f, sub, NULL));
			assert_false(accepts_category(
				f, strcmp(top, "Arts") == 0 ? "Sports" : "Arts", sub));
		}
	}
	assert_int_equal(n, 110);
	size_t values = 0;
	const char *at = schema_texts[0].text;
	at = strstr(at, "<define name=\"category\">");
	while ((at = strstr(at, "<value "))) {
		values++;
		at++;
	}
	assert_int_equal(values, 110);
}

/* What is allowed must be allowed for any text: markup in values stays in them. */
static void awkward_texts_pass(void **state)
{
	static const char *const texts[] = {
		"]]>",
		"&amp;",
		"\"'<>",
		"</item>",
		"\xf0\x9f\x8e\x99",
		"e\xcc\x81",
		"\xd7\xa9\xe2\x80\x8f",
		"a\xe2\x80\xa8"
		"b",
		"1\n2\t3",
	};
	struct fixture *f = *state;
	struct sample *s = &f->s;
	for (size_t i = 0; i < sizeof texts / sizeof *texts; i++) {
		s->episode.title = s->episode.guid = s->episode.author = texts[i];
		s->episode.season_name = s->episode.number_display = texts[i];
		s->guests[0].name = s->guests[0].role = texts[i];
		s->notes.html = texts[i];
		s->notes.html_len = strlen(texts[i]);
		sbuf_reset(&f->bad);
		fg_write_item(&f->u.run, &(struct fg_feed){FG_RSS, &s->show, NULL, NULL},
			&s->episode, &s->notes, &f->bad);
		assert_true(check(f, ELEMENT_ITEM, &f->bad));
	}
}

/* The text of a grammar is in the program byte for byte. */
static void embedded(void **state)
{
	(void)state;
	size_t n = 0;
	for (; schema_texts[n].name; n++) {
		assert_int_equal(strlen(schema_texts[n].text), schema_texts[n].len);
		assert_true(strncmp(schema_texts[n].text, "<?xml ", 6) == 0);
	}
	assert_int_equal(n, 1);
	assert_string_equal(schema_texts[0].name, "feed");
}

static void no_schema(void **state)
{
	(void)state;
	fg_schema_free(NULL);
}

struct worker {
	struct fixture *f;
	struct unit u;
	struct fg_schema *schema;
	size_t valid;
};

static void *work(void *arg)
{
	struct worker *w = arg;
	struct str item = sbuf_text(&w->f->item);
	size_t end = str_find(item, "</item>", 0);
	for (int i = 0; i < 300; i++) {
		/* Each has a shape of its own, so that the grammar is asked. */
		struct sbuf text;
		sbuf_init(&text, 1 << 16);
		sbuf_slice(&text, str_slice(item, 0, end));
		sbuf_printf(&text, "<podcast:person>X%d</podcast:person></item>", i);
		w->valid += fg_validate_item(
			&w->u.run, w->schema, &w->f->s.episode, text.data, text.len);
		sbuf_release(&text);
	}
	return NULL;
}

/* One grammar serves them all. */
static void several_threads(void **state)
{
	enum { THREADS = 4 };
	struct worker workers[THREADS];
	pthread_t threads[THREADS];
	for (int i = 0; i < THREADS; i++) {
		workers[i] = (struct worker){.f = *state};
		unit_open(&workers[i].u);
		workers[i].schema =
			fg_schema_new(&workers[i].u.run, FG_RSS, workers[0].schema);
	}
	for (int i = 0; i < THREADS; i++)
		assert_int_equal(pthread_create(&threads[i], NULL, work, &workers[i]), 0);
	for (int i = 0; i < THREADS; i++) {
		pthread_join(threads[i], NULL);
		assert_int_equal(workers[i].valid, 300);
	}
	for (int i = 0; i < THREADS; i++) {
		fg_schema_free(workers[i].schema);
		unit_close(&workers[i].u);
	}
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		TEST(valid),
		TEST(variations),
		TEST(places),
		TEST(long_value),
		TEST(ill_formed_items),
		TEST(ill_formed_channel),
		TEST(categories),
		TEST(awkward_texts_pass),
		TEST(embedded),
		TEST(no_schema),
		TEST(several_threads),
	};
	int failed = cmocka_run_group_tests_name("validate/schema", tests, NULL, NULL);
	xmlCleanupParser();
	return failed;
}
