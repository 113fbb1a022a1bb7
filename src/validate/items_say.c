/* SPDX-License-Identifier: ISC */
/* How those who judge items complain. */
#include "validate/items_own.h"

#include <stdarg.h>

struct fg_diag *items_say(struct items *items, enum fg_rule_id rule,
	const struct said *at, const char *message)
{
	return items->teller.tell(items->teller.who, rule, at, message);
}

struct fg_diag *items_tell(struct items *items, enum fg_rule_id rule, enum item_fact fact,
	const char *fmt, ...)
{
	const struct said *at = &items->item.facts[fact];
	struct said whole = {"", items->teller.whole, items->item.at};
	va_list ap;
	va_start(ap, fmt);
	const char *message = arena_vprintf(items->scratch, fmt, ap);
	va_end(ap);
	return items_say(items, rule, at->text ? at : &whole, message);
}
