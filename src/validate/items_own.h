/* SPDX-License-Identifier: ISC */
/* What the files of items share. Theirs alone. */
#ifndef VALIDATE_ITEMS_OWN_H
#define VALIDATE_ITEMS_OWN_H

#include "base/str.h"
#include "validate/items.h"

/* What the item says; "": nothing. */
static inline const char *items_said(const struct items *items, enum item_fact fact)
{
	const char *text = items->item.facts[fact].text;
	return text ? text : "";
}
/* Complains about what was said at a place. Texts of the finding have to last: literals. */
struct fg_diag *items_say(struct items *items, enum fg_rule_id rule,
	const struct said *at, const char *message);
/* The same of what the item says, or of the item where it says nothing. */
struct fg_diag *items_tell(struct items *items, enum fg_rule_id rule, enum item_fact fact,
	const char *fmt, ...) __attribute__((format(printf, 4, 5)));
void items_judge_one(struct items *items);

#endif
