/* SPDX-License-Identifier: ISC */
/* YAML front matter, with the place of every complaint in the file. */
#include "folder.h"

struct fault {
	const char *text;
	struct expected is;
};

#define SYNTAX      FG_RULE_FRONT_MATTER_SYNTAX
#define UNSUPPORTED FG_RULE_FRONT_MATTER_UNSUPPORTED
#define CHARACTER   FG_RULE_FRONT_MATTER_CHARACTER
#define TWICE       FG_RULE_FRONT_MATTER_DUPLICATE_KEY

/* Each is the whole front matter: its first line is line 2 of the file. */
static const struct fault faults[] = {
	/* Y1, Y2: anchors and aliases */
	{"a: &x [1]\nb: [*x, *x]\n", {UNSUPPORTED, 2, 4, "anchors", "quotes"}},
	{"a: &a [*a]\n", {UNSUPPORTED, 2, 4, "anchors", NULL}},
	{"a: *b\n", {UNSUPPORTED, 2, 4, "aliases", "quotes"}},
	{"é: é\nb: &x {}\n", {UNSUPPORTED, 3, 4, "anchors", NULL}},
	{"&k a: b\n", {UNSUPPORTED, 2, 1, "anchors", NULL}},
	/* Y6: the same name twice */
	{"title: a\nx: b\ntitle: c\n",
		{TWICE, 4, 1, "“title” is given twice (lines 2 and 4)", "delete"}},
	{"a: {b: 1, c: 2, b: 3}\n", {TWICE, 2, 17, "“b” is given twice", NULL}},
	{"é: {é: 1, é: 2}\n", {TWICE, 2, 11, "“é” is given twice", NULL}},
	/* Y7: tabs */
	{"a:\n\tb: 1\n", {SYNTAX, 3, 1, "a tab indents this line", "spaces"}},
	{"a: 1\n\tb: 2\n", {SYNTAX, 3, 1, "a tab indents this line", "spaces"}},
	/* Y13, Y14, Y15: documents, merge keys, tags */
	{"<<: {a: 1}\n", {UNSUPPORTED, 2, 1, "merge keys", "write the values out"}},
	{"a: !!binary aGk=\n", {UNSUPPORTED, 2, 4, "tags", "quotes"}},
	{"a: !!python/object:x {}\n", {UNSUPPORTED, 2, 4, "tags", NULL}},
	{"a: !x [1]\n", {UNSUPPORTED, 2, 4, "tags", NULL}},
	/* Y16: escapes that make what no feed can hold */
	{"a: \"x\\0y\"\n", {CHARACTER, 2, 4, "U+0000", NULL}},
	{"a: \"\\x01\"\n", {CHARACTER, 2, 4, "U+0001", NULL}},
	{"b: 1\n\"\\x07\": 2\n", {CHARACTER, 3, 1, "U+0007", NULL}},
	{"a: \"\\ud800\"\n", {SYNTAX, 2, 7, "does not exist", "character itself"}},
	{"a: \"\\uffff\"\n", {CHARACTER, 2, 4, "U+FFFF", NULL}},
	/* Y17: line ends that only YAML sees */
	{"a: x\xc2\x85"
	 "b: 2\n",
		{CHARACTER, 2, 5, "U+0085", NULL}},
	{"é: x\xe2\x80\xa8y\n", {CHARACTER, 2, 5, "U+2028", NULL}},
	{"a: x\xe2\x80\xa9y\n", {CHARACTER, 2, 5, "U+2029", NULL}},
	{"a: 1\n\xef\xbb\xbf"
	 "b: 2\n",
		{CHARACTER, 3, 1, "U+FEFF", NULL}},
	{"a: x\x7fy\n", {CHARACTER, 2, 5, "U+007F", NULL}},
	/* Y19: not names and values at all */
	{"- a\n- b\n", {FG_RULE_FRONT_MATTER_NOT_A_MAP, 2, 1, "a list", NULL}},
	{"just words\n", {FG_RULE_FRONT_MATTER_NOT_A_MAP, 2, 1, "a text", NULL}},
	{"title:Foo\ndate:x\n",
		{FG_RULE_FRONT_MATTER_NOT_A_MAP, 2, 1, NULL, "colon: title: Foo"}},
	/* Y20: text that wants quotation marks */
	{"title: Foo: Bar\n", {SYNTAX, 2, 11, "second colon", "title: \"Foo: Bar\""}},
	{"title: “é”: x\n", {SYNTAX, 2, 11, "second colon", "title: \"“é”: x\""}},
	{"title: Foo \"a\": Bar\n", {SYNTAX, 2, 15, NULL, "title: 'Foo \"a\": Bar'"}},
	{"title: \"a\" isn't: b\n",
		{SYNTAX, 2, 12, "closing quot", "write each ' in it twice"}},
	{"title: @x\n", {SYNTAX, 2, 8, "cannot begin with @", "title: \"@x\""}},
	{"title: `x`\n", {SYNTAX, 2, 8, "cannot begin with `", "title: \"`x`\""}},
	{"title: %x\n", {SYNTAX, 2, 8, "cannot begin with %", "title: \"%x\""}},
	{"title: ]x\n", {SYNTAX, 2, 8, "cannot begin with ]", "title: \"]x\""}},
	{"title: *bold* x\n", {SYNTAX, 2, 8, "cannot begin with *", "\"*bold* x\""}},
	{"title: & x\n", {SYNTAX, 2, 8, "cannot begin with &", "\"& x\""}},
	{"title: >foo\n", {SYNTAX, 2, 8, "> at the beginning", "\">foo\""}},
	{"title: {{ x }}\n", {SYNTAX, 2, 9, "where a name should", "\"{{ x }}\""}},
	{"title: [draft] x\n", {SYNTAX, 2, 16, "closing bracket", "\"[draft] x\""}},
	{"title: \"Say \"hi\" now\"\n",
		{SYNTAX, 2, 14, "closing quotation mark", "title: 'Say \"hi\" now'"}},
	{"title: 'it's'\n", {SYNTAX, 2, 12, "closing quot", "title: \"it's\""}},
	{"title: - x\n", {SYNTAX, 2, 8, "a list cannot begin", NULL}},
	/* what else goes wrong */
	{"a: \"foo\nb: c\n", {SYNTAX, 2, 4, "\" that opens here is never closed", NULL}},
	{"a: 1\nb: 'foo\nc: d\n", {SYNTAX, 3, 4, "' that opens here is never", NULL}},
	{"a: [x, y\nb: z\n", {SYNTAX, 2, 4, "list that [ opens", "close it with ]"}},
	{"a: {x: y\nb: z\n", {SYNTAX, 2, 4, "map that { opens", "close it with }"}},
	{"a: x\n b: y\n", {SYNTAX, 3, 3, "inside the value of the line above", NULL}},
	{"  a: x\nb: y\n", {SYNTAX, 3, 1, "indented less", "same column"}},
	{"a:\n  b: 1\n c: 2\n", {SYNTAX, 4, 2, "indentation does not fit", NULL}},
	{"a: b\nfoo\nc: d\n", {SYNTAX, 3, 1, "not “name: value”", "put --- above"}},
	{"a: b\nsee http://x\nc: d\n", {SYNTAX, 3, 1, NULL, "put --- above"}},
	{"a: b\nfoo:x\nc: d\n", {SYNTAX, 3, 1, NULL, "after the colon: foo: x"}},
	{"a: \"\\q\"\n", {SYNTAX, 2, 5, "unknown escape", "single quotation"}},
	{"? [a]\n: b\n", {SYNTAX, 2, 3, "where a name should", NULL}},
	{"a: b\nfoo:\u00a0x\nc: d\n", {SYNTAX, 3, 1, NULL, "no-break space (U+00A0)"}},
	{": x\n", {SYNTAX, 2, 1, "no name before the colon", NULL}},
	{"\"\": x\n", {SYNTAX, 2, 1, "no name before the colon", NULL}},
};

static void finds_faults(void **state)
{
	struct folder *f = *state;
	for (size_t i = 0; i < sizeof faults / sizeof *faults; i++) {
		char text[512];
		snprintf(text, sizeof text, "---\n%s---\nbody\n", faults[i].text);
		assert_null(read_file(f, "a.md", text));
		expect_only(&f->u, &faults[i].is);
		assert_string_equal(f->u.diags.data[0].at.file, "a.md");
	}
}

static void relates_to_the_first(void **state)
{
	struct folder *f = *state;
	read_file(f, "a.md", "---\nx: 1\ntitle: a\ntitle: b\n---\n");
	const struct fg_diag *d = unit_diag(&f->u, TWICE);
	assert_int_equal(d->related.line, 3);
	assert_int_equal(d->related.column, 1);
	read_file(f, "a.md", "---\na: [1,\n  2\nb: 3\n---\n");
	d = unit_diag(&f->u, SYNTAX);
	assert_int_equal(d->at.line, 2);
	assert_int_equal(d->related.line, 4);
}

/* In a file that is YAML as a whole there can be a second document (Y13). */
static void refuses_documents(void **state)
{
	struct folder *f = *state;
	assert_null(read_file(f, "a.yaml", "---\ntitle: a\n---\ntitle: b\n"));
	expect_only(&f->u,
		&(struct expected){UNSUPPORTED, 3, 1, "second document", "one document"});
	assert_null(read_file(f, "a.yaml", "%TAG ! tag:x,2000:\n---\ntitle: a\n"));
	expect_only(&f->u, &(struct expected){UNSUPPORTED, 1, 1, "%TAG", NULL});
	assert_non_null(read_file(f, "a.yml", "%YAML 1.1\n---\ntitle: a\n...\n"));
	expect_none(&f->u);
}

/* So many times text, in front matter that is a list of it. */
static const struct fg_episode *read_many(
	struct folder *f, size_t count, const char *before, const char *text)
{
	struct sbuf b;
	sbuf_init(&b, 1 << 24);
	sbuf_printf(&b, "---\n%s", before);
	for (size_t i = 0; i < count; i++)
		sbuf_str(&b, text);
	sbuf_str(&b, "\n---\n");
	const struct fg_episode *ep = read_file(f, "a.md", b.data);
	sbuf_release(&b);
	return ep;
}

/* Y3: depth. Sixteen levels are read, the top map being one of them. */
static void limits_depth(void **state)
{
	struct folder *f = *state;
	struct expected deep = {
		FG_RULE_FRONT_MATTER_LIMIT, 2, 19, "more than 16 deep", NULL};
	assert_non_null(
		read_file(f, "a.md", "---\na: [[[[[[[[[[[[[[[x]]]]]]]]]]]]]]]\n---\n"));
	expect_none(&f->u);
	assert_null(
		read_file(f, "a.md", "---\na: [[[[[[[[[[[[[[[[x]]]]]]]]]]]]]]]]\n---\n"));
	expect_only(&f->u, &deep);
	assert_null(read_many(f, 60000, "a: ", "["));
	expect_only(&f->u, &deep);
}

/* Y4: a great many anchors end at the first. Y5: size and number. */
static void limits_size(void **state)
{
	struct folder *f = *state;
	assert_null(read_many(f, 5000, "a: [", "&a 1, "));
	expect_only(&f->u, &(struct expected){UNSUPPORTED, 2, 5, "anchors", NULL});
	assert_null(read_many(f, 270000, "a: ", "x"));
	expect_only(&f->u, &(struct expected){FG_RULE_FRONT_MATTER_LIMIT, 1, 1,
				   "70004 bytes", NULL});
	assert_null(read_many(f, 25000, "a: [", "1,"));
	expect_diag(&f->u,
		(struct expected){FG_RULE_FRONT_MATTER_LIMIT, 2, 39995, "20,000", NULL});
}

/* A name of more than 1,024 bytes is a limit of YAML's own. */
static void limits_names(void **state)
{
	struct folder *f = *state;
	struct sbuf b;
	sbuf_init(&b, 1 << 16);
	sbuf_str(&b, "---\n");
	for (int i = 0; i < 1100; i++)
		sbuf_char(&b, 'k');
	sbuf_str(&b, ": v\n---\n");
	assert_null(read_file(f, "a.md", b.data));
	expect_only(&f->u,
		&(struct expected){SYNTAX, 2, 1101, "longer than 1,024 bytes", NULL});
	sbuf_release(&b);
}

/* Y8 to Y10, Y12: the field gives the type, not YAML. */
static void keeps_source_text(void **state)
{
	struct folder *f = *state;
	show_asks(f, "{number} {x} {y} {z}");
	const struct fg_episode *ep = read_file(f, "a.md",
		"---\ntitle: 1984\nsubtitle: no\nauthor: 1e3\nslug: .inf\npath: "
		"2020-01-02\n"
		"number: 08\nseason: 010\nduration: 12:30\nx: 0x1F\ny: 1_000\nz: "
		"yes\n---\n");
	expect_none(&f->u);
	assert_string_equal(ep->title, "1984");
	assert_string_equal(ep->subtitle, "no");
	assert_string_equal(ep->author, "1e3");
	assert_string_equal(ep->slug, ".inf");
	assert_string_equal(ep->path, "2020-01-02");
	assert_string_equal(ep->number, "8");
	assert_int_equal(ep->season, 10);
	assert_int_equal(ep->duration, 750);
	assert_string_equal(entry_text(ep, "number"), "08");
	assert_string_equal(entry_text(ep, "x"), "0x1F");
	assert_string_equal(entry_text(ep, "y"), "1_000");
	assert_string_equal(entry_text(ep, "z"), "yes");
}

static void takes_nothing_for_absent(void **state)
{
	struct folder *f = *state;
	show_asks(f, "{title} {subtitle} {slug} {link} {author}");
	const struct fg_episode *ep = read_file(f, "a.md",
		"---\ntitle: null\nsubtitle: ~\nslug: \"\"\nlink:\nauthor: 'null'\n"
		"tags: []\nimage: {}\n---\n");
	expect_none(&f->u);
	assert_null(ep->title);
	/* A complaint can point at what is empty. */
	expect_at(ep->at[FG_EP_TITLE], 2, 1, FG_ABSENT);
	expect_at(ep->at[FG_EP_LINK], 5, 1, FG_ABSENT);
	expect_at(ep->at[FG_EP_GUID], 0, 0, FG_ABSENT);
	assert_null(ep->subtitle);
	assert_null(ep->slug);
	assert_null(ep->link);
	assert_string_equal(ep->author, "null");
	assert_int_equal(ep->entries.len, 5);
	assert_string_equal(ep->entries.data[0].text, "");
	expect_at(ep->entries.data[0].at, 2, 1, FG_WRITTEN);
	expect_at(ep->entries.data[3].at, 5, 1, FG_WRITTEN);
}

static void counts_code_points(void **state)
{
	struct folder *f = *state;
	show_asks(f, "{x}");
	const struct fg_episode *ep = read_file(f, "a.md",
		"---\nx: {é: “ö”, title: 😀}\ntitle: 'a'\nguid:   \"b\"\n"
		"description: >-\n  one\n  two\n---\n");
	expect_none(&f->u);
	expect_at(ep->entries.data[1].at, 2, 20, FG_WRITTEN);
	expect_at(ep->at[FG_EP_TITLE], 3, 8, FG_WRITTEN);
	expect_at(ep->at[FG_EP_GUID], 4, 9, FG_WRITTEN);
	expect_at(ep->at[FG_EP_DESCRIPTION], 5, 14, FG_WRITTEN);
	assert_string_equal(ep->description, "one two");
}

/* A # after a space cuts a value short. */
static void warns_of_comments(void **state)
{
	struct folder *f = *state;
	const struct fg_episode *ep =
		read_file(f, "a.md", "---\nx: 1\ntitle: Ép  #5 now\ny: 2\n---\n");
	assert_string_equal(ep->title, "Ép");
	expect_only(&f->u,
		&(struct expected){FG_RULE_FRONT_MATTER_COMMENT, 3, 12,
			"“#5 now” is a comment: the value is only “Ép”", "quotation"});
	read_file(f, "a.md",
		"---\n#1\ntitle: x # a comment\nguid: 'x' #5\nslug: a#5\nlink: "
		"#later\nduration: # 5\n---\n");
	expect_none(&f->u);
	ep = read_file(f, "a.md", "---\ntitle: #5 with Ann\n---\n");
	assert_null(ep->title);
	expect_only(&f->u,
		&(struct expected){FG_RULE_FRONT_MATTER_COMMENT, 2, 8,
			"“#5 with Ann” is a comment: the value is “”", "quotation"});
}

static void reads_escapes(void **state)
{
	struct folder *f = *state;
	const struct fg_episode *ep = read_file(f, "a.md",
		"---\ntitle: \"a\\u00e9\\n\\tb\"\nsubtitle: \"a\\r\\rb\"\n---\n");
	expect_none(&f->u);
	assert_string_equal(ep->title, "aé\n\tb");
	assert_string_equal(ep->subtitle, "a\n\nb");
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test_setup_teardown(finds_faults, folder_open, folder_close),
		cmocka_unit_test_setup_teardown(
			relates_to_the_first, folder_open, folder_close),
		cmocka_unit_test_setup_teardown(
			refuses_documents, folder_open, folder_close),
		cmocka_unit_test_setup_teardown(limits_depth, folder_open, folder_close),
		cmocka_unit_test_setup_teardown(limits_size, folder_open, folder_close),
		cmocka_unit_test_setup_teardown(limits_names, folder_open, folder_close),
		cmocka_unit_test_setup_teardown(
			keeps_source_text, folder_open, folder_close),
		cmocka_unit_test_setup_teardown(
			takes_nothing_for_absent, folder_open, folder_close),
		cmocka_unit_test_setup_teardown(
			counts_code_points, folder_open, folder_close),
		cmocka_unit_test_setup_teardown(
			warns_of_comments, folder_open, folder_close),
		cmocka_unit_test_setup_teardown(reads_escapes, folder_open, folder_close),
	};
	return cmocka_run_group_tests(tests, NULL, NULL);
}
