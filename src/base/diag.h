/* SPDX-License-Identifier: ISC */
/*
 * Adding diagnostics. See <feedgen/diag.h> for what they are.
 *
 *     struct fg_diag *d = diag_add(run->diags, FG_RULE_YAML_SYNTAX, place, "…%s…", x);
 *     diag_hint(run->diags, d, "quote the value");
 *     d->related = first_place;
 *
 * The pointer is good until the next diag_add.
 */
#ifndef BASE_DIAG_H
#define BASE_DIAG_H

#include <feedgen/diag.h>

struct fg_diag *diag_add(struct fg_diags *diags, int rule, struct fg_place at,
	const char *fmt, ...) __attribute__((format(printf, 4, 5)));
/* Is one of that rule among them? */
bool diag_has(const struct fg_diags *diags, int rule);
void diag_hint(struct fg_diags *diags, struct fg_diag *d, const char *fmt, ...)
	__attribute__((format(printf, 3, 4)));
/* Appends copies of all of from to to, whose arena they then live in. file lives as long, and
   is not copied where a finding is about it; NULL: there is none such. */
void diag_move(struct fg_diags *to, const struct fg_diags *from, const char *file);

#endif
