/* SPDX-License-Identifier: ISC */
#include "render/complaints.h"

#include <stdarg.h>
#include "base/diag.h"
#include "base/utf8.h"

enum { QUOTE_MAX = 60 };

struct fg_place complaint_place(const struct complaints *c, const struct token *t)
{
	return (struct fg_place){c->file, t->line, t->line ? t->column : 0};
}

struct fg_diag *complain(
	struct complaints *c, int rule, const struct token *t, const char *fmt, ...)
{
	c->count++;
	if (c->count == COMPLAINTS_MAX + 1) {
		c->more_rule = rule;
		c->more_at = complaint_place(c, t);
	}
	if (c->count > COMPLAINTS_MAX)
		return NULL;
	va_list ap;
	va_start(ap, fmt);
	const char *message = arena_vprintf(c->run->arena, fmt, ap);
	va_end(ap);
	return diag_add(c->run->diags, rule, complaint_place(c, t), "%s", message);
}

void complain_rest(const struct complaints *c)
{
	if (c->count > COMPLAINTS_MAX)
		diag_add(c->run->diags, c->more_rule, c->more_at,
			"from here on, %zu more findings about shortcodes, footnotes and "
			"links",
			c->count - COMPLAINTS_MAX);
}

const char *complaint_quote(const struct complaints *c, struct str s)
{
	size_t n = utf8_cut(s, QUOTE_MAX);
	char *text = arena_printf(
		c->run->arena, "%.*s%s", (int)n, s.data, n < s.len ? "…" : "");
	for (size_t i = 0; text[i]; i++) {
		if (text[i] == '\n' || text[i] == '\t')
			text[i] = ' ';
	}
	return text;
}
