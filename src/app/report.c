/* SPDX-License-Identifier: ISC */
#include "app/report.h"

#include <stdint.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include "base/arena.h"
#include "base/fs.h"
#include "base/sbuf.h"
#include "base/utf8.h"
#include "app/json.h"
#include "app/memory.h"

enum {
	FOLD = 3,         /* findings of one rule that text shows before it counts */
	LINE_SHOWN = 100, /* columns of a source line around the caret */
	SOURCE_MAX = 4 * 1024 * 1024
};

struct finding {
	const struct fg_diag *diag;
	enum fg_severity severity;
};

struct report {
	const struct cli *cli;
	struct sbuf out;
	size_t shown[FG_RULE_COUNT];
	/* the source read last: findings come sorted by file */
	struct arena arena;
	const char *file;
	struct str text;
};

static const char *const severity_names[] = {"off", "hint", "warning", "error", "error"};

/* Text for a terminal: control characters and bidi overrides as \u{…}. */
static void add_visible(struct sbuf *out, struct str s)
{
	for (size_t i = 0; i < s.len;) {
		uint32_t cp;
		size_t n = utf8_decode(s.data + i, s.len - i, &cp);
		bool bidi = n && ((cp >= 0x202a && cp <= 0x202e) ||
					 (cp >= 0x2066 && cp <= 0x2069));
		bool control = n && (cp < 0x20 || (cp >= 0x7f && cp < 0xa0));
		if (n == 0)
			sbuf_printf(out, "\\x%02x", (unsigned char)s.data[i]);
		else if (control || bidi)
			sbuf_printf(out, "\\u{%x}", cp);
		else
			sbuf_add(out, s.data + i, n);
		i += n ? n : 1;
	}
}

static void add_place(struct sbuf *out, const struct fg_place *at)
{
	if (!at->file)
		return;
	add_visible(out, str_of(at->file));
	if (at->line)
		sbuf_printf(out, ":%u", at->line);
	if (at->line && at->column)
		sbuf_printf(out, ":%u", at->column);
	sbuf_str(out, ": ");
}

/* The source line of a place, or an empty slice. */
static struct str source_line(struct report *r, const struct fg_place *at)
{
	if (!r->file || strcmp(r->file, at->file) != 0) {
		arena_reset(&r->arena);
		r->file = at->file;
		r->text = (struct str){NULL, 0};
		struct fs_facts facts;
		if (fs_read(&r->arena, at->file, SOURCE_MAX, &r->text, &facts) != FS_OK)
			r->text = (struct str){NULL, 0};
	}
	struct str rest = r->text, line = {NULL, 0};
	for (unsigned n = 0; n < at->line; n++) {
		if (!str_line(&rest, &line))
			return (struct str){NULL, 0};
	}
	if (str_ends(line, "\r"))
		line.len--;
	return line;
}

/* Byte offset of a column (code points, from 1). */
static size_t column_offset(struct str line, unsigned column)
{
	size_t i = 0;
	for (unsigned c = 1; c < column && i < line.len; c++) {
		uint32_t cp;
		size_t n = utf8_decode(line.data + i, line.len - i, &cp);
		i += n ? n : 1;
	}
	return i;
}

static void add_caret(struct report *r, const struct fg_place *at)
{
	if (!at->file || !at->line || !at->column)
		return;
	struct str line = source_line(r, at);
	if (!line.data)
		return;
	size_t caret = column_offset(line, at->column);
	size_t from = caret > LINE_SHOWN / 2 ? utf8_cut(line, caret - LINE_SHOWN / 2) : 0;
	struct str part = str_slice(line, from, line.len);
	part.len = utf8_cut(part, LINE_SHOWN);
	int indent = snprintf(NULL, 0, "%5u | ", at->line);
	sbuf_printf(&r->out, "%5u | ", at->line);
	size_t begin = r->out.len;
	struct str before =
		str_slice(part, 0, caret - from > part.len ? part.len : caret - from);
	add_visible(&r->out, before);
	size_t width = utf8_count((struct str){r->out.data + begin, r->out.len - begin});
	add_visible(&r->out, str_slice(part, before.len, part.len));
	sbuf_printf(&r->out, "\n%*s^\n", indent + (int)width, "");
}

static void add_text(struct report *r, const struct finding *f)
{
	const struct fg_diag *d = f->diag;
	const struct fg_rule *rule = fg_rule_at((size_t)d->rule);
	const char *hint = d->hint ? d->hint : rule->hint;
	if (d->at.file)
		add_place(&r->out, &d->at);
	else
		sbuf_str(&r->out, "feedgen: ");
	sbuf_printf(&r->out, "%s: ", severity_names[f->severity]);
	add_visible(&r->out, str_of(d->message));
	sbuf_printf(&r->out, " [%s]\n", rule->id);
	add_caret(r, &d->at);
	if (d->related.file) {
		sbuf_str(&r->out, "  see: ");
		add_place(&r->out, &d->related);
		sbuf_cut(&r->out, r->out.len - 2);
		sbuf_char(&r->out, '\n');
	}
	if (hint && *hint) {
		sbuf_str(&r->out, "  hint: ");
		add_visible(&r->out, str_of(hint));
		sbuf_char(&r->out, '\n');
	}
}

static void add_json_place(struct sbuf *out, const struct fg_place *at)
{
	json_text(out, "file", at->file);
	json_number(out, "line", at->line);
	json_number(out, "column", at->column);
}

static void add_json(struct report *r, const struct finding *f)
{
	const struct fg_diag *d = f->diag;
	const struct fg_rule *rule = fg_rule_at((size_t)d->rule);
	json_open(&r->out, NULL);
	json_text(&r->out, "severity", severity_names[f->severity]);
	json_text(&r->out, "rule", rule->id);
	add_json_place(&r->out, &d->at);
	json_text(&r->out, "message", d->message);
	json_text(&r->out, "hint", d->hint ? d->hint : rule->hint);
	json_text(&r->out, "source", rule->source);
	if (d->related.file) {
		json_open(&r->out, "related");
		add_json_place(&r->out, &d->related);
		json_close(&r->out);
	}
	json_close(&r->out);
	sbuf_char(&r->out, '\n');
}

static int compare(const void *pa, const void *pb)
{
	const struct fg_diag *a = ((const struct finding *)pa)->diag;
	const struct fg_diag *b = ((const struct finding *)pb)->diag;
	int c = strcmp(a->at.file ? a->at.file : "", b->at.file ? b->at.file : "");
	if (c)
		return c;
	if (a->at.line != b->at.line)
		return a->at.line < b->at.line ? -1 : 1;
	if (a->at.column != b->at.column)
		return a->at.column < b->at.column ? -1 : 1;
	if (a->rule != b->rule)
		return strcmp(
			fg_rule_at((size_t)a->rule)->id, fg_rule_at((size_t)b->rule)->id);
	return strcmp(a->message, b->message);
}

static bool is_shown(const struct report *r, enum fg_severity s)
{
	if (s == FG_OFF || (r->cli->quiet && s != FG_ERROR))
		return false;
	return s != FG_HINT || r->cli->verbose || r->cli->diagnostics == CLI_JSON;
}

static void flush(struct report *r)
{
	fwrite(r->out.data, 1, r->out.len, stderr);
	sbuf_reset(&r->out);
}

/* Errors are never folded: each has to be mended. */
static void add(struct report *r, const struct finding *f)
{
	if (!is_shown(r, f->severity))
		return;
	if (r->cli->diagnostics == CLI_JSON) {
		add_json(r, f);
	} else {
		size_t n = r->shown[f->diag->rule]++;
		if (f->severity == FG_ERROR || r->cli->verbose || n < FOLD)
			add_text(r, f);
	}
	flush(r);
}

static void add_folded(struct report *r, const struct levels *levels)
{
	if (r->cli->diagnostics == CLI_JSON || r->cli->verbose)
		return;
	for (size_t i = 0; i < FG_RULE_COUNT; i++) {
		struct fg_diag any = {.rule = (int)i};
		if (r->shown[i] > FOLD && levels_severity(levels, &any) != FG_ERROR)
			sbuf_printf(&r->out,
				"feedgen: and %zu more of %s (-v shows all)\n",
				r->shown[i] - FOLD, fg_rule_at(i)->id);
	}
	flush(r);
}

struct report_totals report_all(
	const struct cli *cli, const struct levels *levels, const struct fg_diags *diags)
{
	struct report_totals totals = {0};
	struct report r = {.cli = cli};
	sbuf_init(&r.out, 1024 * 1024);
	arena_init(&r.arena, memory_exhausted);
	struct finding *all = arena_array(cli->arena, diags->len, sizeof *all);
	for (size_t i = 0; i < diags->len; i++)
		all[i] = (struct finding){
			&diags->data[i], levels_severity(levels, &diags->data[i])};
	if (diags->len)
		qsort(all, diags->len, sizeof *all, compare);
	for (size_t i = 0; i < diags->len; i++) {
		totals.errors += all[i].severity == FG_ERROR;
		totals.warnings += all[i].severity == FG_WARNING;
		totals.hints += all[i].severity == FG_HINT;
		add(&r, &all[i]);
	}
	add_folded(&r, levels);
	arena_release(&r.arena);
	sbuf_release(&r.out);
	return totals;
}
