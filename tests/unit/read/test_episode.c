/* SPDX-License-Identifier: ISC */
/* From names and values to an episode: shapes, conflicts, kinds, slips. */
#include "folder.h"

#include "model/field.h"

/* The episode that this YAML is. */
static const struct fg_episode *read_yaml(struct folder *f, const char *yaml)
{
	char text[2048];
	snprintf(text, sizeof text, "---\n%s---\n", yaml);
	const struct fg_episode *ep = read_file(f, "a.md", text);
	assert_non_null(ep);
	return ep;
}

struct fault {
	const char *text;
	struct expected is;
};

#define SHAPE    FG_RULE_FIELD_SHAPE
#define VALUE    FG_RULE_FIELD_VALUE
#define UNKNOWN  FG_RULE_FIELD_UNKNOWN
#define CONFLICT FG_RULE_FIELD_CONFLICT

static const struct fault faults[] = {
	/* Y19: the wrong shape */
	{"title: [a]\n", {SHAPE, 2, 8, "“title” must be a text, but it is a list", NULL}},
	{"title:\n  a: b\n", {SHAPE, 3, 3, "it is a map of names and values", NULL}},
	{"audio: [[a.mp3, b.mp3]]\n",
		{SHAPE, 2, 9, "must be an address, but it is a list", NULL}},
	{"audio: {foo: a.mp3}\n", {SHAPE, 2, 8, "it is a map", "one address"}},
	{"x: 1\nnumber: {a: 1}\n", {SHAPE, 3, 9, "“number” must be a number", NULL}},
	{"explicit: [true]\n", {SHAPE, 2, 11, "must be true or false", NULL}},
	{"tags: {a: b}\n", {SHAPE, 2, 7, "“tags” must be a list of texts", NULL}},
	{"tags: [a, [b]]\n", {SHAPE, 2, 11, "an item of it is a list", NULL}},
	{"guests: [[a, b]]\n", {SHAPE, 2, 10, "an item of it is a list", NULL}},
	{"guests: [{name: [a]}]\n",
		{SHAPE, 2, 17, "“name” in “guests” must be a text", NULL}},
	{"guests: [{role: x}]\n", {FG_RULE_FIELD_PERSON_NAMELESS, 2, 10, NULL, NULL}},
	/* Y9, Y11 and others: what the field cannot hold */
	{"season: 0x1F\n", {VALUE, 2, 9, "a whole number, not “0x1F”", "digits"}},
	{"season: 1_000\n", {VALUE, 2, 9, "not “1_000”", NULL}},
	{"season: -1\n", {VALUE, 2, 9, "not “-1”", NULL}},
	{"number: 1e3\n", {VALUE, 2, 9, "must be a number, not “1e3”", NULL}},
	{"number: S1\n", {VALUE, 2, 9, "not “S1”", NULL}},
	{"length: 1,000\n", {VALUE, 2, 9, "a number of bytes", "without unit or commas"}},
	{"length: 12.5\n", {VALUE, 2, 9, "not “12.5”", NULL}},
	{"duration: 12 bananas\n", {VALUE, 2, 11, "a playing time", "1:02:03"}},
	{"duration: 1:60\n", {VALUE, 2, 11, "not “1:60”", NULL}},
	{"explicit: maybe\n", {VALUE, 2, 11, "true or false, not “maybe”", NULL}},
	{"draft: perhaps\n", {VALUE, 2, 8, "true or false", NULL}},
	/* Y8: booleans in other words */
	{"explicit: no\n",
		{FG_RULE_FIELD_BOOLEAN, 2, 11, "no, taken for false", "explicit: false"}},
	{"explicit: Clean\n", {FG_RULE_FIELD_BOOLEAN, 2, 11, "taken for false", NULL}},
	{"block: 'on'\n", {FG_RULE_FIELD_BOOLEAN, 2, 8, "on, taken for true", NULL}},
	/* Y18: slips */
	{"titel: x\n", {UNKNOWN, 2, 1, "“titel” means nothing", "did you mean “title”?"}},
	{"x: y\nDuraton: 1\n", {UNKNOWN, 3, 1, NULL, "“duration”"}},
	{"descripton: x\n", {UNKNOWN, 2, 1, NULL, "“description”"}},
	{"trnascript: x\n", {UNKNOWN, 2, 1, NULL, "“transcript”"}},
	/* two names, two values */
	{"number: 1\nepisode: 2\n",
		{CONFLICT, 3, 1, "“episode” and “number” (line 2) mean the same",
			"fields:"}},
	{"episode: 2\nnumber: 1\n", {CONFLICT, 2, 1, "“number” counts", NULL}},
	{"Title: a\ntitle: b\n", {CONFLICT, 3, 1, "“Title” counts", NULL}},
	{"podcast_file: a.mp3\nurl: b.mp3\n",
		{CONFLICT, 3, 1, "“podcast_file” counts", NULL}},
	/* what is not carried on */
	/* chapters */
	{"chapters: [0:00 a, soon b]\n",
		{FG_RULE_FIELD_VALUE, 2, 20, "“soon b” does not begin with a time",
			NULL}},
	{"episode: {chapters: [{title: a}]}\n",
		{FG_RULE_FIELD_VALUE, 2, 22, "a chapter without a time", NULL}},
	{"chapters: [{time: 1:75, title: a}]\n",
		{FG_RULE_FIELD_VALUE, 2, 19, "“1:75” does not begin with a time", NULL}},
	{"chapters: [[0:00, a, b]]\n", {FG_RULE_FIELD_SHAPE, 2, 12, NULL, NULL}},
	{"chapters: [0:00]\n", {FG_RULE_FIELD_VALUE, 2, 12, "without a title", NULL}},
	{"chapters: {0:00: a, x: b}\n",
		{FG_RULE_FIELD_VALUE, 2, 24, "“x” does not begin with a time", NULL}},
	{"chapters: |\n  0:00 a\n  b\n",
		{FG_RULE_FIELD_VALUE, 2, 11, "“b” does not begin with a time", NULL}},
	{"transcript: |\n  a\n  b\n", {FG_RULE_FIELD_NOT_WRITTEN, 2, 1, NULL, NULL}},
	{"lint-ignore: [file/name, a/b]\n",
		{FG_RULE_LINT_IGNORE_UNKNOWN, 2, 26, "no rule “a/b”", NULL}},
	{"lint-ignore: guid-week\n",
		{FG_RULE_LINT_IGNORE_UNKNOWN, 2, 14, "no rule “guid-week”",
			"“episode/guid-weak”"}},
};

static void finds_faults(void **state)
{
	struct folder *f = *state;
	for (size_t i = 0; i < sizeof faults / sizeof *faults; i++) {
		read_yaml(f, faults[i].text);
		expect_only(&f->u, &faults[i].is);
	}
}

/* What a careful reader would let pass. */
static const char *const fine[] = {
	"location: x\nlinks: [a]\nlayout: x\ncolor: red\nstate: x\nseries: y\nimages: "
	"[a]\n",
	"title: x\ntitel: y\n", /* the field is there: titel is the site's own */
	"title:\ntitel: y\n",
	"number: 01\nepisode: '1'\n",
	"duration: 1:00\npodcast_duration: 60\n",
	"explicit: false\nitunes_explicit: 'false'\n",
	"audio: {mp3: a.mp3, ogg: a.ogg}\n",
	"description: a\nsummary: b\nexcerpt: c\n",
	"keywords: [a]\ntags: [b]\ncategories: [c]\n",
	"type: podcast-episode\nurl: [1]\npermalink: false\n",
	"permalink: /{{ slug }}/\nlink: https://a.example/\n",
	"episode: {foo: 1}\n",
	"podcast: true\n",
	"title: x\nguests: []\nhosts:\n",
	"length: 0\n",
};

static void lets_pass_what_is_fine(void **state)
{
	struct folder *f = *state;
	for (size_t i = 0; i < sizeof fine / sizeof *fine; i++) {
		read_yaml(f, fine[i]);
		expect_none(&f->u);
	}
}

static void relates_a_conflict(void **state)
{
	struct folder *f = *state;
	const struct fg_episode *ep = read_yaml(f, "x: y\nepisode: 2\nnumber: 1\n");
	const struct fg_diag *d = unit_diag(&f->u, CONFLICT);
	assert_int_equal(d->related.line, 4);
	assert_int_equal(d->related.column, 1);
	assert_string_equal(ep->number, "1");
	expect_at(ep->at[FG_EP_NUMBER], 4, 9, FG_WRITTEN);
}

static void a_wrong_value_is_absent(void **state)
{
	struct folder *f = *state;
	const struct fg_episode *ep =
		read_yaml(f, "season: two\nduration: x\nlength: y\n");
	assert_int_equal(ep->at[FG_EP_SEASON].origin, FG_ABSENT);
	assert_int_equal(ep->at[FG_EP_DURATION].origin, FG_ABSENT);
	assert_int_equal(ep->at[FG_EP_LENGTH].origin, FG_ABSENT);
}

struct length {
	const char *yaml;
	int64_t bytes;
	enum fg_origin origin;
};

static const struct length lengths[] = {
	{"length: 12345678\n", 12345678, FG_WRITTEN},
	{"length: 900\n", 900, FG_WRITTEN},
	{"length: '0012'\n", 12, FG_WRITTEN},
	{"length: 0\n", 0, FG_ABSENT},
	{"size: 12345678\n", 12345678, FG_WRITTEN},
	{"size: 23.4\n", 23400000, FG_DERIVED},
	{"size: 45\n", 45000000, FG_DERIVED},
	{"size: 1.2345678\n", 1234567, FG_DERIVED},
	{"length: 45 MB\n", 45000000, FG_DERIVED},
	{"size: 12.5mb\n", 12500000, FG_DERIVED},
	{"size: 0\n", 0, FG_ABSENT},
	{"filesize: 12345678\n", 12345678, FG_WRITTEN},
	{"audio: {mp3: a}\nfilesize: {ogg: 20000, mp3: 30000}\n", 30000, FG_WRITTEN},
	{"audio: {m4a: a}\nfilesize: {ogg: 20000}\n", 0, FG_ABSENT},
	{"audio: a.ogg\nfilesize: {mp3: 30000, ogg: 20000}\n", 20000, FG_WRITTEN},
	{"enclosure: {url: a.mp3, length: 30000}\n", 30000, FG_WRITTEN},
};

static void reads_lengths(void **state)
{
	struct folder *f = *state;
	for (size_t i = 0; i < sizeof lengths / sizeof *lengths; i++) {
		const struct fg_episode *ep = read_yaml(f, lengths[i].yaml);
		expect_none(&f->u);
		assert_int_equal(ep->enclosure.length, lengths[i].bytes);
		assert_int_equal(ep->at[FG_EP_LENGTH].origin, lengths[i].origin);
	}
}

struct single {
	const char *yaml;
	enum fg_episode_field field;
	const char *value; /* NULL: absent */
};

static const struct single singles[] = {
	{"audio: {ogg: a.ogg, mp3: a.mp3}\n", FG_EP_AUDIO, "a.mp3"},
	{"audio: {ogg: a.ogg, m4a: a.m4a}\n", FG_EP_AUDIO, "a.m4a"},
	{"audio: {ogg: a.ogg, mp3: ''}\n", FG_EP_AUDIO, "a.ogg"},
	{"audio: ''\nurl: a.mp3\n", FG_EP_AUDIO, "a.mp3"},
	{"url: https://a.example/b.mp3?x=1\n", FG_EP_AUDIO,
		"https://a.example/b.mp3?x=1"},
	{"url: https://a.example/b.mp3\n", FG_EP_LINK, NULL},
	{"url: https://a.example/b\n", FG_EP_LINK, "https://a.example/b"},
	{"url: https://a.example/b\n", FG_EP_AUDIO, NULL},
	{"podcast: https://a.example/b\n", FG_EP_AUDIO, "https://a.example/b"},
	{"podcast: My Show\n", FG_EP_AUDIO, NULL},
	{"enclosure: a.mp3\n", FG_EP_AUDIO, "a.mp3"},
	{"enclosure: {uri: a.mp3}\n", FG_EP_AUDIO, "a.mp3"},
	{"episode: 7\n", FG_EP_NUMBER, "7"},
	{"episode: {episodeNumber: 7}\n", FG_EP_NUMBER, "7"},
	{"Episode-Number: 007.50\n", FG_EP_NUMBER, "7.5"},
	{"type: audio/mpeg\n", FG_EP_TYPE, "audio/mpeg"},
	{"type: audio/mpeg\n", FG_EP_EPISODE_TYPE, NULL},
	{"type: Bonus\n", FG_EP_EPISODE_TYPE, "bonus"},
	{"episodeType: TRAILER\n", FG_EP_EPISODE_TYPE, "trailer"},
	{"episodeType: special\n", FG_EP_EPISODE_TYPE, "special"},
	{"type: podcast-episode\n", FG_EP_TYPE, NULL},
	{"type: podcast-episode\n", FG_EP_EPISODE_TYPE, NULL},
	{"image: a.png\n", FG_EP_IMAGE, "a.png"},
	{"image: {src: a.png, alt: b}\n", FG_EP_IMAGE, "a.png"},
	{"published: 2020-01-02\n", FG_EP_DATE, "2020-01-02"},
	{"published: true\n", FG_EP_DATE, NULL},
	{"Publish Date: 2020-01-02\n", FG_EP_DATE, "2020-01-02"},
	{"description: {title: a, summary: b}\n", FG_EP_TITLE, "a"},
	{"description: {title: a, summary: b}\n", FG_EP_DESCRIPTION, "b"},
	{"excerpt: a\n", FG_EP_DESCRIPTION, "a"},
	{"author: [a, b]\n", FG_EP_AUTHOR, "a, b"},
	{"author: {name: a}\n", FG_EP_AUTHOR, "a"},
	{"title: '  a  '\n", FG_EP_TITLE, "a"},
	{"season: {number: 2, name: Winter}\n", FG_EP_SEASON_NAME, "Winter"},
	{"permalink: /a/\n", FG_EP_LINK, "/a/"},
	{"permalink: /:year/:title/\n", FG_EP_LINK, NULL},
	{"status: Draft\n", FG_EP_STATUS, "Draft"},
	{"chapters: a.json\n", FG_EP_CHAPTERS, "a.json"},
};

static void finds_fields_by_name_and_shape(void **state)
{
	struct folder *f = *state;
	for (size_t i = 0; i < sizeof singles / sizeof *singles; i++) {
		const struct single *t = &singles[i];
		const struct fg_episode *ep = read_yaml(f, t->yaml);
		const struct field_row *row = episode_field(t->field);
		const char *value =
			*(const char *const *)((const char *)ep + row->offset);
		expect_none(&f->u);
		assert_int_equal(
			ep->at[t->field].origin, t->value ? FG_WRITTEN : FG_ABSENT);
		if (t->value)
			assert_string_equal(value, t->value);
		else
			assert_null(value);
	}
}

struct draft {
	const char *yaml;
	bool draft;
	unsigned line;
};

static const struct draft drafts[] = {
	{"draft: true\n", true, 2},
	{"draft: false\n", false, 2},
	{"upcoming: true\n", true, 2},
	{"published: false\n", true, 2},
	{"published: true\n", false, 2},
	{"draft: false\nupcoming: true\n", true, 3},
	{"draft: false\npublished: false\n", true, 3},
	{"draft: true\npublished: true\n", true, 2},
	{"title: x\n", false, 0},
};

static void knows_drafts(void **state)
{
	struct folder *f = *state;
	for (size_t i = 0; i < sizeof drafts / sizeof *drafts; i++) {
		const struct fg_episode *ep = read_yaml(f, drafts[i].yaml);
		expect_none(&f->u);
		assert_int_equal(ep->draft, drafts[i].draft);
		assert_int_equal(ep->at[FG_EP_DRAFT].line, drafts[i].line);
	}
}

/* The key of Octopod's map is all there is to tell the type. */
static void derives_the_type(void **state)
{
	struct folder *f = *state;
	const struct fg_episode *ep =
		read_yaml(f, "audio: {mp3: https://a.example/download/7}\n");
	assert_string_equal(ep->enclosure.type, "audio/mpeg");
	expect_at(ep->at[FG_EP_TYPE], 2, 14, FG_DERIVED);
	ep = read_yaml(f, "audio: {mp3: https://a.example/7.mp3}\n");
	assert_null(ep->enclosure.type);
	ep = read_yaml(f, "audio: https://a.example/7\n");
	assert_null(ep->enclosure.type);
}

static void gathers_people(void **state)
{
	struct folder *f = *state;
	const struct fg_episode *ep = read_yaml(f,
		"guests: [Five, {name: Six, url: https://b.example, image: b.png}]\n"
		"host: Two\nco-hosts:\n- Three\ncontributors: [{name: Seven, uri: "
		"https://e.example}]\n"
		"people: [{name: One, role: editor, group: writing, aka: [O, Eff]}]\n");
	expect_none(&f->u);
	const struct fg_person *p = ep->people.data;
	static const char *const names[] = {
		"One", "Two", "Three", "Five", "Six", "Seven"};
	static const char *const roles[] = {
		"editor", "host", "co-host", "guest", "guest", NULL};
	assert_int_equal(ep->people.len, 6);
	for (size_t i = 0; i < 6; i++) {
		assert_string_equal(p[i].name, names[i]);
		if (roles[i])
			assert_string_equal(p[i].role, roles[i]);
		else
			assert_null(p[i].role);
	}
	assert_string_equal(p[0].group, "writing");
	assert_int_equal(p[0].aka.len, 2);
	assert_string_equal(p[0].aka.data[1], "Eff");
	assert_string_equal(p[4].href, "https://b.example");
	assert_string_equal(p[4].img, "b.png");
	assert_string_equal(p[5].href, "https://e.example");
	assert_int_equal(p[4].at.line, 2);
	assert_int_equal(p[4].at.column, 16);
}

static void expect_names(struct folder *f, const char *yaml, const char *expected)
{
	const struct fg_episode *ep = read_yaml(f, yaml);
	char names[256] = "";
	size_t len = 0;
	for (size_t i = 0; i < ep->people.len; i++)
		len += (size_t)snprintf(
			names + len, sizeof names - len, "%s|", ep->people.data[i].name);
	assert_string_equal(names, expected);
	expect_none(&f->u);
}

/* Several people in one text; a list, and what a name has behind a comma, are clear. */
static void splits_people(void **state)
{
	struct folder *f = *state;
	expect_names(f, "guests: Guest One, Guest Two & Guest Three\n",
		"Guest One|Guest Two|Guest Three|");
	expect_names(f, "guests: Guest One and Guest Two\n", "Guest One|Guest Two|");
	expect_names(f, "guests: 'Guest One; Guest Two, and Guest Three,'\n",
		"Guest One|Guest Two|Guest Three|");
	expect_names(f, "guests: Guest One, Jr., Guest Two, Ph.D.\n",
		"Guest One, Jr.|Guest Two, Ph.D.|");
	expect_names(f, "guests: Guest Sandy\n", "Guest Sandy|");
	expect_names(f, "guests: [\"One, Two & Three\"]\n", "One, Two & Three|");
}

static void splits_lists(void **state)
{
	struct folder *f = *state;
	const struct fg_episode *ep = read_yaml(f, "tags: a, b c ,, d\n");
	assert_int_equal(ep->keywords.len, 3);
	assert_string_equal(ep->keywords.data[1], "b c");
	ep = read_yaml(f, "tags: [' a', '', 'b, c', ~]\n");
	assert_int_equal(ep->keywords.len, 2);
	assert_string_equal(ep->keywords.data[0], "a");
	assert_string_equal(ep->keywords.data[1], "b, c");
}

struct numbered {
	const char *file, *number;
	int64_t season;
};

static const struct numbered numbered[] = {
	{"s1e02-name.md", "2", 1},
	{"S02E10.md", "10", 2},
	{"ep7-name.md", "7", 0},
	{"episode-12.md", "12", 0},
	{"2020-01-02-ep3.md", "3", 0},
	{"episode0.md", NULL, 0},
	{"ep7x.md", NULL, 0},
	{"epilogue.md", NULL, 0},
	{"e3-fair.md", NULL, 0},
	{"season1.md", NULL, 0},
	{"01-name.md", NULL, 0},
};

static void numbers_by_file_name(void **state)
{
	struct folder *f = *state;
	for (size_t i = 0; i < sizeof numbered / sizeof *numbered; i++) {
		const struct numbered *t = &numbered[i];
		const struct fg_episode *ep =
			read_file(f, t->file, "---\ntitle: x\n---\n");
		if (t->number)
			assert_string_equal(ep->number, t->number);
		else
			assert_null(ep->number);
		assert_int_equal(ep->season, t->season);
		expect_at(ep->at[FG_EP_SEASON], 0, 0, t->season ? FG_DERIVED : FG_ABSENT);
	}
	const struct fg_episode *ep =
		read_file(f, "s1e2.md", "---\nseason: 3\nnumber: 4\n---\n");
	assert_string_equal(ep->number, "4");
	assert_int_equal(ep->season, 3);
	assert_int_equal(ep->at[FG_EP_SEASON].origin, FG_WRITTEN);
}

static void the_show_overrides_names(void **state)
{
	struct folder *f = *state;
	read_show(f,
		"title: S\nfields: {sound: audio, url: audio, nr: number, status: none, "
		"meta.when: date, titel: none}\n");
	expect_none(&f->u);
	const struct fg_episode *ep = read_yaml(f,
		"url: https://a.example/b\nnr: 3\nnumber: 3\nstatus: wild\ntitel: x\n"
		"meta: {when: 2020-01-02}\n");
	expect_none(&f->u);
	assert_string_equal(ep->enclosure.url, "https://a.example/b");
	assert_null(ep->link);
	assert_null(ep->status);
	assert_string_equal(ep->number, "3");
	assert_string_equal(ep->date_text, "2020-01-02");
	/* The show's word counts for more than the field's own name. */
	ep = read_yaml(f, "number: 2\nNR: 3\n");
	assert_string_equal(ep->number, "3");
	expect_only(&f->u, &(struct expected){CONFLICT, 2, 1, "“NR” counts", NULL});
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test_setup_teardown(finds_faults, folder_open, folder_close),
		cmocka_unit_test_setup_teardown(
			lets_pass_what_is_fine, folder_open, folder_close),
		cmocka_unit_test_setup_teardown(
			relates_a_conflict, folder_open, folder_close),
		cmocka_unit_test_setup_teardown(
			a_wrong_value_is_absent, folder_open, folder_close),
		cmocka_unit_test_setup_teardown(reads_lengths, folder_open, folder_close),
		cmocka_unit_test_setup_teardown(
			finds_fields_by_name_and_shape, folder_open, folder_close),
		cmocka_unit_test_setup_teardown(knows_drafts, folder_open, folder_close),
		cmocka_unit_test_setup_teardown(
			derives_the_type, folder_open, folder_close),
		cmocka_unit_test_setup_teardown(
			gathers_people, folder_open, folder_close),
		cmocka_unit_test_setup_teardown(splits_people, folder_open, folder_close),
		cmocka_unit_test_setup_teardown(splits_lists, folder_open, folder_close),
		cmocka_unit_test_setup_teardown(
			numbers_by_file_name, folder_open, folder_close),
		cmocka_unit_test_setup_teardown(
			the_show_overrides_names, folder_open, folder_close),
	};
	return cmocka_run_group_tests(tests, NULL, NULL);
}
