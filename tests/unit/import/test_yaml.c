/* SPDX-License-Identifier: ISC */
/* Whatever a text is, the YAML that is written of it is read as that text, by feedgen's own
   reader here and by python3-yaml in tests/cli/import.t. */
#include "unit.h"

#include "base/utf8.h"
#include "import/yaml.h"
#include "read/yaml.h"

static int setup(void **state)
{
	static struct unit u;
	unit_open(&u);
	*state = &u;
	return 0;
}

static int teardown(void **state)
{
	unit_close(*state);
	return 0;
}

static const char *const hostile[] = {"", " ", "a", "no", "No", "NULL", "~", "y", "on",
	"true", "1984", "08", "0x1F", "0o17", "1_000", "1e3", ".inf", ".nan", "-1", "+1",
	"12:30:45", "2024-03-05", "2024-03-05T06:30:00Z", "<<", "=", "- x", "? x", ": x",
	"x: y", "x:", "x :y", "x #y", "#x", "*x", "&x", "!x", "%x", "@x", "`x", "|",
	"> x", "[a]", "{a: b}", "a, b", "a]", "'", "''", "\"", "\"a\"", "\\", "\\n",
	"a\\", "---", "...", "--- a", "https://example.org/a:b?c=d#e", "urn:x",
	"a:", "C:\\x", "{% x %}", "{{ x }}", " leading", "trailing ", "\ttab", "a\tb",
	"two\nlines", "\nfirst", "last\n", "a\n\nb", "a\n b", " a\nb", "a\n\tb", "a \nb",
	"---\na: b\n---", "a\n...\nb", "\r", "a\r\nb", "\xc2\x85", "a\xc2\x85 b",
	"\xe2\x80\xa8", "x\xe2\x80\xa9y", "\xef\xbb\xbf", "\x7f", "\xc2\xa0",
	"\xef\xbf\xbd", "\xc3\xa9t\xc3\xa9", "\xe6\xb0\xb4", "\xf0\x9f\x8c\x8a",
	"\xd7\x9e\xd7\x99\xd7\x9d", "e\xcc\x81", "a\xe2\x80\x8b b", "\xe2\x80\xaeltr"};

/* A carriage return is a line end to feedgen's reader, wherever it comes from. */
static const char *as_read(struct unit *u, const char *text)
{
	char *copy = arena_strdup(&u->arena, text);
	for (char *c = copy; (c = strchr(c, '\r'));)
		*c = '\n';
	return copy;
}

/* What is read of "k: …" and of "k: [… , …]". */
static void check(struct unit *u, const char *text)
{
	struct sbuf b;
	sbuf_init(&b, 1 << 16);
	sbuf_str(&b, "k:");
	yaml_value(&b, text, 2);
	sbuf_str(&b, "l: [");
	yaml_word(&b, text);
	sbuf_str(&b, ", z]\nm: {n: ");
	yaml_word(&b, text);
	sbuf_str(&b, ", o: z}\n");
	assert_false(b.failed);
	struct passage in = {.file = "f", .text = sbuf_text(&b), .line = 1};
	const struct node *top = yaml_read(&u->run, &u->arena, &in);
	if (!top)
		print_message("not read: %s", b.data);
	assert_non_null(top);
	assert_string_equal(node_text(node_get(top, "k")), as_read(u, text));
	assert_string_equal(node_text(node_get(top, "l")->first), as_read(u, text));
	assert_string_equal(
		node_text(node_get(node_get(top, "m"), "n")), as_read(u, text));
	sbuf_release(&b);
}

static void test_hostile_texts(void **state)
{
	for (size_t i = 0; i < sizeof hostile / sizeof *hostile; i++)
		check(*state, hostile[i]);
}

/* Every two of them, with what YAML parts values by between them. */
static void test_hostile_pairs(void **state)
{
	struct unit *u = *state;
	static const char *const glue[] = {"", " ", ": ", " #", "\n", "\n  "};
	for (size_t i = 0; i < sizeof hostile / sizeof *hostile; i++) {
		for (size_t j = 0; j < sizeof hostile / sizeof *hostile; j++)
			check(u, arena_printf(&u->arena, "%s%s%s", hostile[i],
					 glue[(i + j) % (sizeof glue / sizeof *glue)],
					 hostile[j]));
	}
}

/* Each character that a feed may have, alone and inside. */
static void test_characters(void **state)
{
	struct unit *u = *state;
	for (uint32_t cp = 1; cp < 0x30000; cp += cp < 0x3000 ? 1 : 0x101) {
		char bytes[5] = "";
		if (!utf8_is_xml_char(cp))
			continue;
		bytes[utf8_encode(cp, bytes)] = '\0';
		check(u, bytes);
		check(u, arena_printf(&u->arena, "a%sb", bytes));
	}
}

/* What people can read without quotation marks has none. */
static void test_plain_texts_stay_plain(void **state)
{
	static const char *const plain[] = {"Episode one",
		"https://example.org/a.mp3?x=1", "It's (not) so", "audio/mpeg",
		"caf\xc3\xa9"};
	(void)state;
	for (size_t i = 0; i < sizeof plain / sizeof *plain; i++) {
		struct sbuf b;
		sbuf_init(&b, 1024);
		yaml_word(&b, plain[i]);
		assert_string_equal(b.data, plain[i]);
		sbuf_release(&b);
	}
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test_setup_teardown(test_hostile_texts, setup, teardown),
		cmocka_unit_test_setup_teardown(test_hostile_pairs, setup, teardown),
		cmocka_unit_test_setup_teardown(test_characters, setup, teardown),
		cmocka_unit_test(test_plain_texts_stay_plain),
	};
	return cmocka_run_group_tests(tests, NULL, NULL);
}
