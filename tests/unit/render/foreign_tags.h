/* SPDX-License-Identifier: ISC */
/* What tests of tags that other programs have share. */
#ifndef RENDER_FOREIGN_TAGS_H
#define RENDER_FOREIGN_TAGS_H

#include "expansion.h"

struct example {
	const char *source, *expanded;
	int rule; /* of the only finding; -1: none */
	unsigned column;
	const char *message;
};

static inline void expect_all(const struct example *all, size_t n)
{
	struct unit u;
	unit_open(&u);
	for (size_t i = 0; i < n; i++) {
		expect(&u, all[i].source, all[i].expanded);
		assert_int_equal(u.diags.len, all[i].rule >= 0);
		if (all[i].rule < 0)
			continue;
		assert_int_equal(u.diags.data[0].rule, all[i].rule);
		assert_int_equal(u.diags.data[0].at.column, all[i].column);
		assert_non_null(strstr(u.diags.data[0].message, all[i].message));
	}
	unit_close(&u);
}

/* Many beginnings and no end take no time to speak of. */
static inline void expect_quick(const char *part)
{
	enum { N = 30000 };
	struct fg_show show = {.file = "show.yaml"};
	struct fg_episode ep = {.file = "e.md"};
	struct unit u;
	struct sbuf in, out;
	unit_open(&u);
	sbuf_init(&in, 1 << 20);
	sbuf_init(&out, 1 << 20);
	for (int i = 0; i < N; i++)
		sbuf_str(&in, part);
	struct fg_body body = {in.data, in.len, 1};
	assert_true(shortcode_expand(&u.run, &show, &ep, &body, &out));
	sbuf_release(&in);
	sbuf_release(&out);
	unit_close(&u);
}

#endif
