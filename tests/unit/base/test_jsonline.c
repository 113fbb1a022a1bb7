/* SPDX-License-Identifier: ISC */
/* Members of an object, each on one line. */
#include "unit.h"

#include "base/jsonline.h"
#include "base/jsonout.h"

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

/* "name=value|…" of the members at that depth. */
static const char *lines(struct unit *u, const char *text, unsigned depth)
{
	struct jsonread r;
	struct jsonline line = {.depth = depth};
	struct sbuf all;
	enum json_event e;
	sbuf_init(&line.text, 1 << 20);
	sbuf_init(&all, 1 << 20);
	jsonread_open_text(&r, &u->arena, str_of(text));
	while ((e = jsonread_next(&r)) != JSON_END && e != JSON_BROKEN) {
		if (jsonline_take(&line, &r, e))
			sbuf_printf(&all, "%s=%s|", line.name, line.text.data);
	}
	const char *copy = arena_strndup(&u->arena, all.data, all.len);
	jsonread_close(&r);
	jsonline_release(&line);
	sbuf_release(&all);
	return copy;
}

static void one_line_each(void **state)
{
	assert_string_equal(lines(*state,
				    "{\"a\": 1,\n \"b\" : [ 1.50, {\"c\":null "
				    ",\"d\":[]}, \"\\u00e9\\/\" ],"
				    "\"\": {} , \"t\": true}",
				    1),
		"a=1|b=[1.50, {\"c\": null, \"d\": []}, \"\xc3\xa9/\"]|={}|t=true|");
}

static void of_inner_objects(void **state)
{
	assert_string_equal(
		lines(*state, "{\"x\": 1, \"items\": [{\"id\": \"1\"}, {\"id\": [2]}]}",
			3),
		"id=\"1\"|id=[2]|");
}

static void deep_lists_close(void **state)
{
	enum { DEEP = 60 };
	char lists[2 * DEEP + 1], text[256];
	memset(lists, '[', DEEP);
	memset(lists + DEEP, ']', DEEP);
	lists[2 * DEEP] = '\0';
	snprintf(text, sizeof text, "{\"a\": %s}", lists);
	assert_int_equal(strlen(lines(*state, text, 1)), strlen("a=|") + 2 * DEEP);
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test_setup_teardown(one_line_each, setup, teardown),
		cmocka_unit_test_setup_teardown(of_inner_objects, setup, teardown),
		cmocka_unit_test_setup_teardown(deep_lists_close, setup, teardown),
	};
	return cmocka_run_group_tests(tests, NULL, NULL);
}
