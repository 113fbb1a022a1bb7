/* SPDX-License-Identifier: ISC */
/* The first line of a turn, in every way in which people write it. */
#include "unit.h"

#include "render/turn.h"

struct example {
	const char *line, *speaker, *time, *rest;
	bool alone;
};

typedef bool (*reader)(struct str line, struct turn *t);

static void expect(struct str is, const char *want, const char *line)
{
	if (!str_is(is, want))
		fail_msg("of %s: “%.*s”, not “%s”", line, STR_ARG(is), want);
}

static void check(reader read, const struct example *e)
{
	struct turn t;
	if (!read(str_of(e->line), &t))
		fail_msg("no turn: %s", e->line);
	expect(t.speaker, e->speaker, e->line);
	expect(t.time, e->time, e->line);
	expect(t.rest, e->rest, e->line);
	assert_int_equal(t.alone, e->alone);
}

static void test_markdown(void **state)
{
	static const struct example all[] = {
		{"**Fin**", "Fin", "", "", true},
		{"  **Lord Bird**  ", "Lord Bird", "", "", true},
		{"**Fin / Luca**", "Fin / Luca", "", "", true},
		{"**Fin 1:02:03**", "Fin", "1:02:03", "", true},
		{"**Fin [1:02:03]**", "Fin", "1:02:03", "", true},
		{"**Fin (02:03)**", "Fin", "02:03", "", true},
		{"**Fin** 0:04", "Fin", "0:04", "", false},
		{"**Fin**1:33:15", "Fin", "1:33:15", "", false},
		{"**Fin** [0:04]: Hello.", "Fin", "0:04", "Hello.", false},
		{"**Isabelle 03:23****", "Isabelle", "03:23", "", true},
		{"**Ben 02:49:36*", "Ben", "02:49:36", "", true},
		{"**Fin:** Hello.", "Fin", "", "Hello.", false},
		{"**Fin**: Hello.", "Fin", "", "Hello.", false},
		{"**Fin:**", "Fin", "", "", false},
		{"**Fin 0:04:** Hello.", "Fin", "0:04", "Hello.", false},
		{"[00:06:30] Hello.", "", "00:06:30", "Hello.", false},
		{"(6:30)", "", "6:30", "", false},
		{"[00:06:30] **Fin:** Hello.", "Fin", "00:06:30", "Hello.", false},
		{"[00:06:30] **Fin**", "Fin", "00:06:30", "", true},
		{"**Fin 6:75**", "Fin", "6:75", "", true},
	};
	(void)state;
	for (size_t i = 0; i < sizeof all / sizeof *all; i++)
		check(turn_at, &all[i]);
}

static void test_text(void **state)
{
	static const struct example all[] = {
		{"Fin: Hello.", "Fin", "", "Hello.", false},
		{"FIN:", "FIN", "", "", true},
		{"Speaker 1: Hello.", "Speaker 1", "", "Hello.", false},
		{"Isabelle van der Berg: Hello.", "Isabelle van der Berg", "", "Hello.",
			false},
		{"Kevin: 0:09", "Kevin", "0:09", "", true},
		{"Kevin:0:09", "Kevin", "0:09", "", true},
		{"Kevin 0:09", "Kevin", "0:09", "", true},
		{"Kevin (1:02:03): Hello.", "Kevin", "1:02:03", "Hello.", false},
		{"Kevin: [0:09] Hello.", "Kevin", "0:09", "Hello.", false},
		{"[0:09] Kevin: Hello.", "Kevin", "0:09", "Hello.", false},
		{"[0:09] Hello there.", "", "0:09", "Hello there.", false},
	};
	(void)state;
	for (size_t i = 0; i < sizeof all / sizeof *all; i++)
		check(turn_in_text, &all[i]);
}

static void test_what_is_none(void **state)
{
	static const char *const markdown[] = {"", "Hello.", "**Hello** there.", "*Fin*",
		"6:30 was the time.", "[link](https://example.com)", "[note]", "**",
		"**Fin", "Fin: Hello."};
	static const char *const text[] = {"", "Hello.", "so here is the thing: no.",
		"He said: no.", "https://example.com", "What, really: no.",
		"One Two Three Four Five Six: no.", "12: no.", "6:30"};
	struct turn t;
	(void)state;
	for (size_t i = 0; i < sizeof markdown / sizeof *markdown; i++) {
		if (turn_at(str_of(markdown[i]), &t))
			fail_msg("a turn: %s", markdown[i]);
	}
	for (size_t i = 0; i < sizeof text / sizeof *text; i++) {
		if (turn_in_text(str_of(text[i]), &t))
			fail_msg("a turn: %s", text[i]);
	}
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(test_markdown),
		cmocka_unit_test(test_text),
		cmocka_unit_test(test_what_is_none),
	};
	return cmocka_run_group_tests(tests, NULL, NULL);
}
