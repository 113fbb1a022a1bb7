/* SPDX-License-Identifier: ISC */
/* fg_stamp_text: what a build depended on, and what it said, as lines. */
#include <feedgen/feedgen.h>

#include <inttypes.h>
#include <string.h>
#include "base/hash.h"
#include "base/trace.h"
#include "stamp/lines.h"

enum { LINE_USUAL = 128 }; /* bytes about a file */

/* False: a file has changed so lately that one more change might not show. */
static bool put_files(struct sbuf *out, const struct traces *t, int64_t began)
{
	for (size_t i = 0; i < t->files.len; i++) {
		struct fs_mark mark = fs_mark(t->files.data[i]);
		if (!fs_mark_settled(&mark, began))
			return false;
		sbuf_str(out, "file");
		stamp_put_mark(out, &mark);
		stamp_put_text(out, t->files.data[i]);
		sbuf_char(out, '\n');
	}
	return true;
}

static void put_folders(struct sbuf *out, const struct traces *t)
{
	for (size_t i = 0; i < t->names.len; i++) {
		sbuf_printf(out, "names\t%s", t->names.data[i].hash);
		stamp_put_text(out, t->names.data[i].dir);
		sbuf_char(out, '\n');
	}
	for (size_t i = 0; i < t->places.len; i++) {
		sbuf_str(out, "real");
		stamp_put_text(out, t->places.data[i].path);
		stamp_put_text(out, t->places.data[i].real);
		sbuf_char(out, '\n');
	}
}

static void put_outputs(struct sbuf *out, const struct fg_stamp *stamp)
{
	for (size_t i = 0; i < stamp->outputs.len; i++) {
		const struct fg_stamp_output *o = &stamp->outputs.data[i];
		sbuf_printf(out, "output\t%zu\t%d", o->items, o->archive);
		stamp_put_text(out, o->path);
		sbuf_char(out, '\n');
	}
}

static void put_rule(struct sbuf *out, const struct fg_stamp *stamp, size_t rule)
{
	sbuf_printf(out, "rule\t%d\t%zu\t%s\n", (int)stamp->levels[rule],
		stamp->untold ? stamp->untold[rule] : 0, fg_rule_at(rule)->id);
}

/* Numbers the rules of the findings in the order in which they come. */
static void put_rules(struct sbuf *out, const struct fg_stamp *stamp, int *numbers)
{
	int next = 0;
	for (size_t i = 0; i < FG_RULE_COUNT; i++)
		numbers[i] = -1;
	for (size_t i = 0; i < stamp->diags.len; i++) {
		int rule = stamp->diags.data[i].rule;
		if (numbers[rule] >= 0)
			continue;
		numbers[rule] = next++;
		put_rule(out, stamp, (size_t)rule);
	}
	for (size_t i = 0; i < FG_RULE_COUNT; i++) {
		if (stamp->untold && stamp->untold[i] > 0 && numbers[i] < 0)
			put_rule(out, stamp, i);
	}
}

static void put_finding(struct sbuf *out, const struct fg_diag *d, int number)
{
	sbuf_printf(out, "found\t%d\t%u\t%u\t%u\t%u", number, d->at.line, d->at.column,
		d->related.line, d->related.column);
	stamp_put_text(out, d->at.file);
	stamp_put_text(out, d->related.file);
	stamp_put_text(out, d->element);
	stamp_put_text(out, d->message);
	stamp_put_text(out, d->hint);
	sbuf_char(out, '\n');
}

bool fg_stamp_text(
	struct fg_run *run, const struct fg_stamp *stamp, int64_t began, struct sbuf *out)
{
	const struct traces *t = run->settings->traces;
	int *numbers = arena_array(run->arena, FG_RULE_COUNT, sizeof *numbers);
	char hash[SHA256_TEXT_SIZE];
	if (!t || t->once)
		return false;
	/* At once: to grow by and by takes twice as much, when all else is in memory, too. */
	sbuf_reserve(out, t->files.len * LINE_USUAL);
	sbuf_printf(out, STAMP_HEAD "\nkey\t%s\nfrom\t%" PRId64 "\tuntil\t%" PRId64 "\n",
		stamp->key, stamp->from,
		t->until < stamp->until ? t->until : stamp->until);
	sbuf_printf(out, "counts\t%zu\t%zu\t%zu\t%zu\t%" PRId64 "\n", stamp->episodes,
		stamp->drafts, stamp->scheduled, stamp->left_out, stamp->next_due);
	if (!put_files(out, t, began))
		return false;
	put_folders(out, t);
	put_outputs(out, stamp);
	put_rules(out, stamp, numbers);
	for (size_t i = 0; i < stamp->diags.len; i++)
		put_finding(
			out, &stamp->diags.data[i], numbers[stamp->diags.data[i].rule]);
	if (out->failed || !sha256_text(out->data, out->len, hash))
		return false;
	sbuf_printf(out, "end\t%s\n", hash);
	return !out->failed;
}
