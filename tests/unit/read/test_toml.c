/* SPDX-License-Identifier: ISC */
/* TOML front matter: what is read, and the place of every complaint in the file. */
#include "folder.h"

struct fault {
	const char *text;
	struct expected is;
};

#define SYNTAX    FG_RULE_FRONT_MATTER_SYNTAX
#define TWICE     FG_RULE_FRONT_MATTER_DUPLICATE_KEY
#define CHARACTER FG_RULE_FRONT_MATTER_CHARACTER

/* Each is the whole front matter: its first line is line 2 of the file. */
static const struct fault faults[] = {
	{"a = Foo\n", {SYNTAX, 2, 5, "needs quotation marks", NULL}},
	{"a = yes\n", {SYNTAX, 2, 5, "needs quotation marks", NULL}},
	{"a = 1_\n", {SYNTAX, 2, 5, "needs quotation marks", NULL}},
	{"a = 1__0\n", {SYNTAX, 2, 5, "needs quotation marks", NULL}},
	{"a = .5\n", {SYNTAX, 2, 5, "needs quotation marks", NULL}},
	{"a = 1e\n", {SYNTAX, 2, 5, "needs quotation marks", NULL}},
	{"a = 2020-01-02x\n", {SYNTAX, 2, 5, "needs quotation marks", NULL}},
	{"a = https://x\n", {SYNTAX, 2, 5, "needs quotation marks", NULL}},
	{"a =\n", {SYNTAX, 2, 4, "a value is missing", "\"\""}},
	{"a\n", {SYNTAX, 2, 2, "no = after the name", "+++"}},
	{"a \"x\"\n", {SYNTAX, 2, 3, "no = after the name", NULL}},
	{"a: x\n", {SYNTAX, 2, 2, "no = after the name", NULL}},
	{"= 1\n", {SYNTAX, 2, 1, "a name is missing", NULL}},
	{"a. = 1\n", {SYNTAX, 2, 4, "a name is missing", NULL}},
	{"é = 1\n", {SYNTAX, 2, 1, "a name is missing", "others need quotation"}},
	{"a = \"x\nb = 1\n", {SYNTAX, 2, 5, "not closed on its line", "three"}},
	{"a = 'x\n", {SYNTAX, 2, 5, "not closed on its line", NULL}},
	{"a = \"\"\"x\ny\n", {SYNTAX, 2, 5, "never closed", "three"}},
	{"a = '''\n''\n", {SYNTAX, 2, 5, "never closed", NULL}},
	{"a = \"é\\q\"\n", {SYNTAX, 2, 7, "unknown escape", "single"}},
	{"a = \"\\u12\"\n", {SYNTAX, 2, 6, "too few", "four of them"}},
	{"a = \"\\ud800\"\n", {CHARACTER, 2, 6, "U+D800", NULL}},
	{"a = \"\\u0000\"\n", {CHARACTER, 2, 6, "U+0000", NULL}},
	{"a = \"\\U00110000\"\n", {CHARACTER, 2, 6, "U+110000", NULL}},
	{"a = \"é\" é\n", {SYNTAX, 2, 9, "more text follows", NULL}},
	{"a = 1 b = 2\n", {SYNTAX, 2, 7, "more text follows", "a line of its own"}},
	{"[a] x = 1\n", {SYNTAX, 2, 5, "more text follows", NULL}},
	{"a = [1, 2\nb = 3\n", {SYNTAX, 2, 5, "the list that [ opens", "close it"}},
	{"a = [1 2]\n", {SYNTAX, 2, 5, "the list that [ opens", "commas"}},
	{"a = [1,, 2]\n", {SYNTAX, 2, 8, "a value is missing", NULL}},
	{"a = {b = 1, c = 2\n", {SYNTAX, 2, 5, "the table that { opens", "close it"}},
	{"a = {b = 1,}\n", {SYNTAX, 2, 12, "a name is missing", NULL}},
	{"[a\nb = 1\n", {SYNTAX, 2, 1, "not closed on its line", NULL}},
	{"[[a]\nb = 1\n", {SYNTAX, 2, 1, "not closed on its line", NULL}},
	{"[]\n", {SYNTAX, 2, 2, "a name is missing", NULL}},
	{"\"\"\"a\"\"\" = 1\n", {SYNTAX, 2, 1, "three quotation marks", NULL}},
	{"a = 1\nb = 2\na = 3\n",
		{TWICE, 4, 1, "“a” is given twice (lines 2 and 4)", NULL}},
	{"a.b = 1\na.b = 2\n", {TWICE, 3, 3, "“b” is given twice", NULL}},
	{"a = 1\na.b = 2\n", {TWICE, 3, 1, "“a” is given twice", NULL}},
	{"a = 1\n[a]\n", {TWICE, 3, 2, "“a” is given twice", NULL}},
	{"[a]\n[b]\n[a]\n", {TWICE, 4, 2, "“a” is given twice", NULL}},
	{"a = {b = 1}\n[a.c]\n", {TWICE, 3, 2, "“a” is given twice", NULL}},
	{"a = {b = 1}\na.c = 2\n", {TWICE, 3, 1, "“a” is given twice", NULL}},
	{"a = {b.c = 1}\na.b.d = 2\n", {TWICE, 3, 1, "“a” is given twice", NULL}},
	{"a = [{b = 1}]\n[[a]]\n", {TWICE, 3, 3, "“a” is given twice", NULL}},
	{"[a]\n[[a]]\n", {TWICE, 3, 3, "“a” is given twice", NULL}},
	{"[[a]]\n[a]\n", {TWICE, 3, 2, "“a” is given twice", NULL}},
	{"[[a]]\nb = 1\nb = 2\n", {TWICE, 4, 1, "“b” is given twice", NULL}},
	{"a = {b = 1, b = 2}\n", {TWICE, 2, 13, "“b” is given twice", NULL}},
	{"a.b.c.d.e.f.g.h.i.j.k.l.m.n.o.p.q = 1\n",
		{FG_RULE_FRONT_MATTER_LIMIT, 2, 33, "16 parts", NULL}},
	{"a = x\xc2\x85\n", {CHARACTER, 2, 6, "U+0085", NULL}},
};

static void finds_faults(void **state)
{
	struct folder *f = *state;
	for (size_t i = 0; i < sizeof faults / sizeof *faults; i++) {
		char text[512];
		snprintf(text, sizeof text, "+++\n%s+++\nbody\n", faults[i].text);
		assert_null(read_file(f, "a.md", text));
		expect_only(&f->u, &faults[i].is);
	}
}

struct value {
	const char *text, *name, *value;
};

static const struct value values[] = {
	{"a = \"x\"", "a", "x"},
	{"  a=\"x\"  # c", "a", "x"},
	{"a = 'C:\\new'", "a", "C:\\new"},
	{"a = \"a\\tb\\\"\\\\\\u00e9\\U0001F600\\n\\r\"", "a", "a\tb\"\\é😀\n\n"},
	{"a = \"\"", "a", ""},
	{"a = ''", "a", ""},
	{"a = \"\"\"\nx\ny\"\"\"", "a", "x\ny"},
	{"a = \"\"\"x\\\n\n    y\\\n  \"\"\"", "a", "xy"},
	{"a = \"\"\"\"x\"\"\"\"\"", "a", "\"x\"\""},
	{"a = '''it's '' \\'''", "a", "it's '' \\"},
	{"a = 08", "a", "08"},
	{"a = +1_000", "a", "+1000"},
	{"a = -1.5e+10", "a", "-1.5e+10"},
	{"a = 1_2.3_4", "a", "12.34"},
	{"a = 0xFF", "a", "0xFF"},
	{"a = -inf", "a", "-inf"},
	{"a = true", "a", "true"},
	{"a = 2020-01-02", "a", "2020-01-02"},
	{"a = 2020-01-02 03:04:05 # c", "a", "2020-01-02 03:04:05"},
	{"a = 2020-01-02T03:04:05.1+01:00", "a", "2020-01-02T03:04:05.1+01:00"},
	{"a = 03:04:05", "a", "03:04:05"},
	{"a = []", "a.1", "(none)"},
	{"a = [ 1, # one\n  'two',\n]", "a.2", "two"},
	{"a = [[1], [2, 3]]", "a.2.2", "3"},
	{"a = {}", "a", "(none)"},
	{"a = {b = 1, c.d = 'x'}", "a.c.d", "x"},
	{"a . b = 1\na.c = 2", "a.c", "2"},
	{"\"a b\".'c' = 1", "a b.c", "1"},
	{"1-a_B = 1", "1-a_B", "1"},
	{"[a]\nb = 1\n[a.c]\nd = 2", "a.c.d", "2"},
	{"[a.c]\nd = 2\n[a]\nb = 1", "a.b", "1"},
	{"[ a . \"b\" ] # c\nd = 2", "a.b.d", "2"},
	{"[[a]]\nb = 1\n[[a]]\nb = 2", "a.2.b", "2"},
	{"[[a]]\nb = 1\n[a.c]\nd = 2", "a.1.c.d", "2"},
	{"[[a]]\n[[a.b]]\nc = 1\n[[a.b]]\nc = 2", "a.1.b.2.c", "2"},
};

static void reads_values(void **state)
{
	struct folder *f = *state;
	show_asks(f, "{a} {a b} {1-a_B}");
	for (size_t i = 0; i < sizeof values / sizeof *values; i++) {
		char text[512];
		snprintf(text, sizeof text, "+++\n%s\n+++\nbody\n", values[i].text);
		const struct fg_episode *ep = read_file(f, "a.md", text);
		expect_none(&f->u);
		assert_non_null(ep);
		assert_string_equal(entry_text(ep, values[i].name), values[i].value);
	}
}

static void knows_positions(void **state)
{
	struct folder *f = *state;
	show_asks(f, "{title} {x}");
	const struct fg_episode *ep = read_file(f, "a.md",
		"+++\n# é\ntitle = \"\"\"\nö\nü\"\"\"\nx = [\"é\", 'ö', {y = 1}]\n"
		"[podcast]\n  file = 'a.mp3'\n+++\nbody\n");
	expect_none(&f->u);
	expect_at(ep->at[FG_EP_TITLE], 3, 9, FG_WRITTEN);
	expect_at(ep->entries.data[1].at, 6, 6, FG_WRITTEN);
	expect_at(ep->entries.data[2].at, 6, 11, FG_WRITTEN);
	expect_at(ep->entries.data[3].at, 6, 21, FG_WRITTEN);
	expect_at(ep->at[FG_EP_AUDIO], 8, 10, FG_WRITTEN);
	assert_int_equal(ep->body_line, 10);
}

/* So many times text, in front matter. */
static const struct fg_episode *read_many(
	struct folder *f, size_t count, const char *before, const char *text)
{
	struct sbuf b;
	sbuf_init(&b, 1 << 24);
	sbuf_printf(&b, "+++\n%s", before);
	for (size_t i = 0; i < count; i++)
		sbuf_str(&b, text);
	sbuf_str(&b, "\n+++\n");
	const struct fg_episode *ep = read_file(f, "a.md", b.data);
	sbuf_release(&b);
	return ep;
}

static void limits_what_it_reads(void **state)
{
	struct folder *f = *state;
	assert_non_null(
		read_file(f, "a.md", "+++\na = [[[[[[[[[[[[[[[1]]]]]]]]]]]]]]]\n+++\n"));
	expect_none(&f->u);
	assert_null(read_many(f, 60000, "a = ", "["));
	expect_only(&f->u, &(struct expected){FG_RULE_FRONT_MATTER_LIMIT, 2, 20,
				   "more than 16 deep", NULL});
	assert_null(read_many(f, 10000, "a = ", "{a="));
	expect_diag(&f->u,
		(struct expected){FG_RULE_FRONT_MATTER_LIMIT, 2, 50, "16 deep", NULL});
	assert_null(read_many(f, 30000, "a = [", "1,"));
	expect_only(&f->u,
		&(struct expected){FG_RULE_FRONT_MATTER_LIMIT, 2, 40002, "20,000", NULL});
	assert_null(read_many(f, 270000, "a = '", "x"));
	expect_only(&f->u, &(struct expected){FG_RULE_FRONT_MATTER_LIMIT, 1, 1,
				   "70006 bytes", NULL});
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test_setup_teardown(finds_faults, folder_open, folder_close),
		cmocka_unit_test_setup_teardown(reads_values, folder_open, folder_close),
		cmocka_unit_test_setup_teardown(
			knows_positions, folder_open, folder_close),
		cmocka_unit_test_setup_teardown(
			limits_what_it_reads, folder_open, folder_close),
	};
	return cmocka_run_group_tests(tests, NULL, NULL);
}
