/* SPDX-License-Identifier: ISC */
/* The show config. */
#include "folder.h"

static const char whole[] =
	"# a show\n"
	"title: Salt & Tide\n"
	"description: >-\n"
	"  Stories\n"
	"  of the sea.\n"
	"link: https://salt.example\n"
	"feed_url: https://salt.example/feed.xml\n"
	"language: en-GB\n"
	"timezone: Europe/London\n"
	"publish_time: \"06:30\"\n"
	"author: [Host One, Host Two]\n"
	"owner: {name: Salt Audio, email: hello@salt.example}\n"
	"categories: [Society & Culture > Philosophy, Education, {Arts: Books}]\n"
	"explicit: false\n"
	"type: serial\n"
	"image: https://salt.example/cover.jpg\n"
	"locked: true\n"
	"episode:\n"
	"  link: https://salt.example/{path}/\n"
	"  image: https://salt.example/{number}.png\n"
	"  title:\n"
	"shortcodes:\n"
	"  image: <img src=\"{1}\">\n"
	"  aside: <blockquote>{body}</blockquote>\n"
	"people:\n"
	"  - {name: Host One, role: host, href: https://one.example, aka: [One, H. "
	"O.]}\n"
	"  - Host Two\n"
	"transcript:\n"
	"  heading: Transcript\n"
	"  keep: true\n"
	"  dir: out/transcripts\n"
	"probe: {per_host: 4, per_second: 10, direct: true}\n"
	"rules: {file/name: off, \"field/boolean\": warning}\n"
	"fields: {sound: audio, layout: none}\n";

static void reads_everything(void **state)
{
	struct folder *f = *state;
	const struct fg_show *show = read_show(f, whole);
	expect_none(&f->u);
	assert_string_equal(show->file, "feed.yaml");
	assert_string_equal(show->title, "Salt & Tide");
	assert_string_equal(show->description, "Stories of the sea.");
	assert_string_equal(show->timezone, "Europe/London");
	assert_int_equal(show->publish_time, 6 * 3600 + 30 * 60);
	assert_string_equal(show->author, "Host One, Host Two");
	assert_string_equal(show->owner_name, "Salt Audio");
	assert_string_equal(show->owner_email, "hello@salt.example");
	assert_false(show->is_explicit);
	assert_int_equal(show->at[FG_SHOW_EXPLICIT].origin, FG_WRITTEN);
	assert_true(show->locked);
	assert_int_equal(show->at[FG_SHOW_COMPLETE].origin, FG_ABSENT);
	assert_string_equal(show->transcript_heading, "Transcript");
	assert_true(show->transcript_keep);
	assert_string_equal(show->transcript_dir, "out/transcripts");
	assert_null(show->transcript_url);
	assert_int_equal(show->probe_per_host, 4);
	assert_int_equal(show->probe_per_second, 10);
	assert_true(show->probe_direct);
}

static void reads_lists(void **state)
{
	struct folder *f = *state;
	const struct fg_show *show = read_show(f, whole);
	assert_int_equal(show->categories.len, 3);
	assert_string_equal(show->categories.data[0].top, "Society & Culture");
	assert_string_equal(show->categories.data[0].sub, "Philosophy");
	assert_null(show->categories.data[1].sub);
	assert_string_equal(show->categories.data[2].sub, "Books");
	expect_at(show->categories.data[1].at, 13, 46, FG_WRITTEN);
	assert_int_equal(show->people.len, 2);
	assert_string_equal(show->people.data[0].aka.data[1], "H. O.");
	assert_string_equal(show->people.data[1].name, "Host Two");
	assert_string_equal(
		show->templates[FG_EP_LINK].text, "https://salt.example/{path}/");
	expect_at(show->templates[FG_EP_IMAGE].at, 20, 10, FG_WRITTEN);
	assert_null(show->templates[FG_EP_TITLE].text);
	assert_int_equal(show->shortcodes.len, 2);
	assert_string_equal(show->shortcodes.data[1].name, "aside");
	assert_string_equal(show->rules.data[0].text, "off");
	assert_string_equal(show->fields.data[0].text, "audio");
}

static void places_fields(void **state)
{
	struct folder *f = *state;
	const struct fg_show *show = read_show(f, whole);
	expect_at(show->at[FG_SHOW_TITLE], 2, 8, FG_WRITTEN);
	expect_at(show->at[FG_SHOW_DESCRIPTION], 3, 14, FG_WRITTEN);
	expect_at(show->at[FG_SHOW_OWNER_EMAIL], 12, 34, FG_WRITTEN);
	struct fg_place at = fg_show_place(show, FG_SHOW_TRANSCRIPT_DIR);
	assert_string_equal(at.file, "feed.yaml");
	assert_int_equal(at.line, 31);
	assert_int_equal(at.column, 8);
}

struct fault {
	const char *text;
	struct expected is;
};

#define UNKNOWN FG_RULE_FIELD_UNKNOWN
#define SHAPE   FG_RULE_FIELD_SHAPE

static const struct fault faults[] = {
	{"titel: x\n", {UNKNOWN, 1, 1, "“titel” means nothing", "did you mean “title”?"}},
	{"title: x\nfoo: y\n", {UNKNOWN, 2, 1, "“foo” means nothing", NULL}},
	{"owner: {nme: x}\n", {UNKNOWN, 1, 9, "“owner.nme”", "“owner.name”"}},
	{"transcript:\n  haeding: x\n", {UNKNOWN, 2, 3, NULL, "“transcript.heading”"}},
	{"people: [{name: A, rol: host}]\n", {UNKNOWN, 1, 20, "“rol”", "“role”"}},
	{"episode: {imge: x}\n", {UNKNOWN, 1, 11, "no field of an episode", "“image”"}},
	{"episode: {title: [x]}\n",
		{SHAPE, 1, 18, "“title” in “episode” must be a text", NULL}},
	{"episode: x\n", {SHAPE, 1, 10, "a map of fields and templates", NULL}},
	{"shortcodes: [x]\n", {SHAPE, 1, 13, "a map of names and texts", NULL}},
	{"shortcodes: {a: {b: c}}\n", {SHAPE, 1, 17, "“a” in “shortcodes”", NULL}},
	{"title: {a: b}\n", {SHAPE, 1, 8, "“title” must be a text", NULL}},
	{"categories: [[Arts]]\n", {SHAPE, 1, 14, "an item of it is a list", NULL}},
	{"categories: Art\n", {FG_RULE_CATEGORY_UNKNOWN, 1, 13,
				      "“Art” is not one of Apple's", "“Arts”"}},
	{"categories:\n- Arts > Bookz\n",
		{FG_RULE_CATEGORY_UNKNOWN, 2, 3, "“Arts > Bookz”", "“Arts > Books”"}},
	{"categories: {Arts: [Books, Xyzzy]}\n",
		{FG_RULE_CATEGORY_UNKNOWN, 1, 28, "“Arts > Xyzzy”", NULL}},
	{"probe: {per_host: 0}\n",
		{FG_RULE_FIELD_VALUE, 1, 19,
			"“probe.per_host” must be a whole number from 1 to 64, not 0",
			NULL}},
	{"probe: {per_host: 65}\n",
		{FG_RULE_FIELD_VALUE, 1, 19, "from 1 to 64, not 65", NULL}},
	{"probe:\n  per_second: 10001\n",
		{FG_RULE_FIELD_VALUE, 2, 15, "from 1 to 10000, not 10001", NULL}},
	{"explicit: perhaps\n", {FG_RULE_FIELD_VALUE, 1, 11, "true or false", NULL}},
	{"explicit: no\n", {FG_RULE_FIELD_BOOLEAN, 1, 11, "taken for false", NULL}},
	{"publish_time: 25:00\n", {FG_RULE_FIELD_VALUE, 1, 15, "a time of day", "06:30"}},
	{"rules: {file/nmae: off}\n",
		{FG_RULE_CONFIG_RULE, 1, 20, "no rule “file/nmae”", "“file/name”"}},
	{"rules: {file/name: of}\n",
		{FG_RULE_CONFIG_RULE, 1, 20, "“of” is no level", "did you mean “off”?"}},
	{"rules: {file/name: loud}\n", {FG_RULE_CONFIG_RULE, 1, 20, "“loud” is no level",
					       "error, warning, hint or off"}},
	{"fields: {sound: audoi}\n",
		{FG_RULE_CONFIG_FIELD, 1, 17, "“audoi” is no field", "“audio”"}},
	{"link: a\nurl: b\n", {FG_RULE_FIELD_CONFLICT, 2, 1, "“link” counts", NULL}},
	{"people: [{role: host}]\n", {FG_RULE_FIELD_PERSON_NAMELESS, 1, 10, NULL, NULL}},
};

static void finds_faults(void **state)
{
	struct folder *f = *state;
	for (size_t i = 0; i < sizeof faults / sizeof *faults; i++) {
		read_show(f, faults[i].text);
		expect_only(&f->u, &faults[i].is);
		assert_string_equal(f->u.diags.data[0].at.file, "feed.yaml");
	}
}

static void fails_without_a_config(void **state)
{
	struct folder *f = *state;
	struct fg_run *run = &f->u.run;
	assert_false(fg_read_show(run, "nowhere.yaml", &f->show));
	expect_only(&f->u, &(struct expected){FG_RULE_FILE_UNREADABLE, 0, 0,
				   "does not exist", NULL});
	f->u.diags.len = 0;
	assert_false(fg_read_show(run, ".", &f->show));
	expect_only(
		&f->u, &(struct expected){FG_RULE_FILE_UNREADABLE, 0, 0, "folder", NULL});
	f->u.diags.len = 0;
	put_file("feed.yaml", "title: a: b\n");
	assert_false(fg_read_show(run, "feed.yaml", &f->show));
	expect_only(&f->u,
		&(struct expected){FG_RULE_FRONT_MATTER_SYNTAX, 1, 9, NULL, "\"a: b\""});
	f->u.diags.len = 0;
	assert_int_equal(truncate("feed.yaml", 300 << 10), 0);
	assert_false(fg_read_show(run, "feed.yaml", &f->show));
	expect_only(&f->u,
		&(struct expected){FG_RULE_FILE_TOO_LARGE, 0, 0, "307200 bytes", NULL});
}

static void an_empty_config_is_one(void **state)
{
	struct folder *f = *state;
	const struct fg_show *show = read_show(f, "# nothing yet\n");
	expect_none(&f->u);
	assert_null(show->title);
	show = read_show(f, "title: S\nlanguage:\n");
	expect_none(&f->u);
	expect_at(show->at[FG_SHOW_LANGUAGE], 2, 1, FG_ABSENT);
}

/* A config may be longer than front matter. */
static void reads_long_configs(void **state)
{
	struct folder *f = *state;
	struct sbuf b;
	sbuf_init(&b, 1 << 20);
	sbuf_str(&b, "title: S\npeople:\n");
	for (int i = 0; i < 3000; i++)
		sbuf_printf(&b, "- {name: Person number %d, role: guest}\n", i);
	assert_true(b.len > 64 << 10);
	const struct fg_show *show = read_show(f, b.data);
	expect_none(&f->u);
	assert_int_equal(show->people.len, 3000);
	sbuf_release(&b);
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test_setup_teardown(
			reads_everything, folder_open, folder_close),
		cmocka_unit_test_setup_teardown(reads_lists, folder_open, folder_close),
		cmocka_unit_test_setup_teardown(places_fields, folder_open, folder_close),
		cmocka_unit_test_setup_teardown(finds_faults, folder_open, folder_close),
		cmocka_unit_test_setup_teardown(
			fails_without_a_config, folder_open, folder_close),
		cmocka_unit_test_setup_teardown(
			an_empty_config_is_one, folder_open, folder_close),
		cmocka_unit_test_setup_teardown(
			reads_long_configs, folder_open, folder_close),
	};
	return cmocka_run_group_tests(tests, NULL, NULL);
}
