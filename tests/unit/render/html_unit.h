/* SPDX-License-Identifier: ISC */
/*
 * For tests of the HTML writers: parse, write, compare, and write again.
 */
#ifndef TESTS_HTML_UNIT_H
#define TESTS_HTML_UNIT_H

#include "unit.h"
#include "render/html.h"
#include "wellformed.h"

struct pair {
	const char *in, *out;
};

static inline struct html_doc *parse_html(struct unit *u, struct str html)
{
	const char *problem = NULL;
	struct html_doc *doc = html_parse(&u->arena, html, &problem);
	if (problem)
		fail_msg("%.*s: %s", STR_ARG(html), problem);
	assert_non_null(doc);
	return doc;
}

/* Appends html, rebuilt, to out. */
static inline void rebuild(struct unit *u, const char *html,
	const struct html_rules *rules, struct sbuf *out)
{
	assert_true(html_write(&u->arena, parse_html(u, str_of(html)), rules, out));
	assert_false(out->failed);
	if (wellformed(out->data, rules->full))
		fail_msg("%s: %s", out->data, wellformed(out->data, rules->full));
}

/* html is written as expected, which is written as itself. */
static inline void becomes(
	const char *html, const struct html_rules *rules, const char *expected)
{
	struct unit u;
	struct sbuf once, twice;
	unit_open(&u);
	sbuf_init(&once, 1 << 20);
	sbuf_init(&twice, 1 << 20);
	rebuild(&u, html, rules, &once);
	if (strcmp(once.data, expected) != 0)
		fail_msg("%s\n  becomes %s\n  not     %s", html, once.data, expected);
	rebuild(&u, once.data, rules, &twice);
	assert_string_equal(twice.data, once.data);
	sbuf_release(&once);
	sbuf_release(&twice);
	unit_close(&u);
}

#endif
