/* SPDX-License-Identifier: ISC */
#include "app/finding.h"

#include <stdlib.h>
#include <string.h>

const char *finding_level(int severity)
{
	static const char *const names[] = {"off", "hint", "warning", "error"};
	return names[severity];
}

const char *finding_hint(const struct finding *f)
{
	const char *hint =
		f->diag->hint ? f->diag->hint : fg_rule_at((size_t)f->diag->rule)->hint;
	return hint ? hint : "";
}

/* ---- the list ---- */

static int compare_texts(const char *a, const char *b)
{
	return a == b ? 0 : strcmp(a ? a : "", b ? b : "");
}

/* What is alike in all this was found in this order: the order is that of the list. */
static int compare(const void *pa, const void *pb)
{
	const struct fg_diag *a = ((const struct finding *)pa)->diag;
	const struct fg_diag *b = ((const struct finding *)pb)->diag;
	int c = compare_texts(a->at.file, b->at.file);
	if (c)
		return c;
	if (a->at.line != b->at.line)
		return a->at.line < b->at.line ? -1 : 1;
	if (a->at.column != b->at.column)
		return a->at.column < b->at.column ? -1 : 1;
	if (a->rule != b->rule)
		return strcmp(
			fg_rule_at((size_t)a->rule)->id, fg_rule_at((size_t)b->rule)->id);
	c = strcmp(a->message, b->message);
	return c ? c : (a > b) - (a < b);
}

struct findings findings_list(
	struct arena *a, const struct levels *levels, const struct fg_diags *diags)
{
	struct findings all = {
		.data = arena_array(a, diags->len, sizeof *all.data), .levels = levels};
	for (size_t i = 0; i < diags->len; i++) {
		enum fg_severity s = levels_severity(levels, &diags->data[i]);
		if (s != FG_OFF)
			all.data[all.len++] = (struct finding){&diags->data[i], s};
	}
	if (all.len)
		qsort(all.data, all.len, sizeof *all.data, compare);
	return all;
}
