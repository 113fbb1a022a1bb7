/* SPDX-License-Identifier: ISC */
#include "app/finding.h"
#include "app/source_text.h"
#include "app/visible.h"

#include <stdint.h>
#include <stdio.h>
#include "base/arena.h"
#include "base/utf8.h"
#include "app/memory.h"

enum { LINE_SHOWN = 100 /* columns of a source line around the caret */ };

struct text_report {
	const struct cli *cli;
	struct sbuf out;
	size_t shown[FG_RULE_COUNT][FG_FATAL];
	/* the source read last: findings come sorted by file */
	struct arena arena;
	const char *file;
	struct str text;
};

static void add_place(struct sbuf *out, const struct fg_place *at)
{
	if (!at->file)
		return;
	visible_add(out, str_of(at->file));
	if (at->line)
		sbuf_printf(out, ":%u", at->line);
	if (at->line && at->column)
		sbuf_printf(out, ":%u", at->column);
	sbuf_str(out, ": ");
}

/* The source line of a place, or an empty slice. */
static struct str source_line(struct text_report *r, const struct fg_place *at)
{
	if (!r->file || strcmp(r->file, at->file) != 0) {
		arena_reset(&r->arena);
		r->file = at->file;
		r->text = source_text_of(r->cli, &r->arena, at->file);
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

static void add_caret(struct text_report *r, const struct fg_place *at)
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
	visible_add(&r->out, before);
	size_t width = utf8_count((struct str){r->out.data + begin, r->out.len - begin});
	visible_add(&r->out, str_slice(part, before.len, part.len));
	sbuf_printf(&r->out, "\n%*s^\n", indent + (int)width, "");
}

/* "; Apple, PSP-1": only who breaks, if others do not. */
static void add_platforms(struct sbuf *out, unsigned platforms)
{
	const char *before = "; ";
	if (platforms == FG_EVERY_PLATFORM)
		return;
	for (size_t i = 0; i < FG_PLATFORM_COUNT; i++) {
		if (!(platforms & fg_platform_at(i)->bit))
			continue;
		sbuf_printf(out, "%s%s", before, fg_platform_at(i)->name);
		before = ", ";
	}
}

static void add_text(struct text_report *r, const struct finding *f)
{
	const struct fg_diag *d = f->diag;
	const struct fg_rule *rule = fg_rule_at((size_t)d->rule);
	const char *hint = finding_hint(f);
	if (d->at.file)
		add_place(&r->out, &d->at);
	else
		sbuf_str(&r->out, "feedgen: ");
	sbuf_printf(&r->out, "%s: ", finding_level(f->severity));
	visible_add(&r->out, str_of(d->message));
	sbuf_printf(&r->out, " [%s", rule->id);
	add_platforms(&r->out, rule->platforms);
	sbuf_str(&r->out, "]\n");
	add_caret(r, &d->at);
	if (d->related.file) {
		sbuf_str(&r->out, "  see: ");
		add_place(&r->out, &d->related);
		sbuf_cut(&r->out, r->out.len - 2);
		sbuf_char(&r->out, '\n');
	}
	if (*hint) {
		sbuf_str(&r->out, "  hint: ");
		visible_add(&r->out, str_of(hint));
		sbuf_char(&r->out, '\n');
	}
}

/* -q hides what stands there night after night. What the guard warns of happens in this run, and
   is not to be seen in the next. */
static bool is_of_this_run(size_t rule)
{
	return str_starts(str_of(fg_rule_at(rule)->id), "guard/");
}

static bool is_shown(const struct cli *cli, size_t rule, enum fg_severity s)
{
	if (s == FG_HINT)
		return cli->verbose && !cli->quiet;
	return s == FG_ERROR || !cli->quiet || is_of_this_run(rule);
}

static void flush(struct text_report *r, FILE *stream)
{
	fwrite(r->out.data, 1, r->out.len, stream);
	sbuf_reset(&r->out);
}

static void add_folded(struct text_report *r, size_t rule, enum fg_severity s)
{
	size_t n = r->shown[rule][s], most = report_fold_at(r->cli, s);
	if (n > most)
		sbuf_printf(&r->out, "feedgen: and %zu more %s%s of %s (-v shows all)\n",
			n - most, finding_level(s), n - most == 1 ? "" : "s",
			fg_rule_at(rule)->id);
}

bool report_text(const struct cli *cli, const struct findings *all, FILE *stream)
{
	struct text_report r = {.cli = cli};
	bool any = false;
	sbuf_init(&r.out, 1024 * 1024);
	arena_init(&r.arena, memory_exhausted);
	for (size_t i = 0; i < all->len; i++) {
		const struct finding *f = &all->data[i];
		if (!is_shown(cli, (size_t)f->diag->rule, f->severity))
			continue;
		any = true;
		if (r.shown[f->diag->rule][f->severity]++ <
			report_fold_at(cli, f->severity))
			add_text(&r, f);
		flush(&r, stream);
	}
	for (size_t i = 0; i < FG_RULE_COUNT; i++) {
		for (enum fg_severity s = FG_HINT; s <= FG_ERROR; s++) {
			if (is_shown(cli, i, s))
				r.shown[i][s] += levels_untold(all->levels, i, s);
			add_folded(&r, i, s);
		}
	}
	flush(&r, stream);
	arena_release(&r.arena);
	sbuf_release(&r.out);
	return any;
}
