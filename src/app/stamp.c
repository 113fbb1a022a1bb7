/* SPDX-License-Identifier: ISC */
#include "app/stamp.h"

#include <stdlib.h>
#include <string.h>
#include <sys/stat.h>
#include <unistd.h>
#include "app/discover.h"
#include "app/finding.h"
#include "base/sbuf.h"
#include "base/vec.h"

enum {
	TEXT_MAX = 64 << 20,
	NAME_LEN = 32, /* of the key's digits, enough of them to be alone */
	/* What no trace tells of, a library that is loaded late or by a child process, goes
	   unnoticed for at most so many seconds. */
	LIFE = 24 * 60 * 60
};

/* ---- what was asked ---- */

static void add_word(struct sbuf *b, const char *name, const char *value)
{
	sbuf_printf(b, "%s=", name);
	sbuf_add(b, value ? value : "", value ? strlen(value) + 1 : 0);
	sbuf_char(b, '\n');
}

static void add_number(struct sbuf *b, const char *name, int64_t value)
{
	sbuf_printf(b, "%s=%lld\n", name, (long long)value);
}

/* Which show, and where it goes. */
static void add_show(
	struct sbuf *b, const struct line *line, const char *config, const char *dir)
{
	char *here = getcwd(NULL, 0);
	add_word(b, "here", here);
	free(here);
	add_word(b, "config", config);
	add_word(b, "episodes", dir);
	for (size_t i = 0; i < line->outs->len; i++) {
		add_number(b, "format", line->outs->data[i].format);
		add_word(b, "audio", line->outs->data[i].variant);
		add_word(b, "output", line->outs->data[i].path);
	}
}

static void add_options(struct sbuf *b, const struct cli *cli, const char *lock)
{
	for (size_t i = 0; i < cli->given.len; i++)
		add_word(b, "option", cli->given.data[i]);
	add_word(b, "lock", lock);
}

static void add_user(struct sbuf *b)
{
	add_number(b, "user", geteuid());
	add_number(b, "group", getegid());
	add_word(b, "zones", getenv("ZONEINFO"));
}

/* ---- reading ---- */

/* Standard output wants its bytes each time, and what another feed says is looked at anew. */
static bool is_wanted(const struct line *line)
{
	const struct cli *cli = line->cli;
	if (line->checks || cli->against || !line->run.settings->cache)
		return false;
	for (size_t i = 0; i < line->outs->len; i++) {
		if (!line->outs->data[i].path)
			return false;
	}
	return true;
}

void stamp_open(
	struct stamp *s, const struct line *line, const char *config, const char *dir)
{
	struct arena *a = line->run.arena;
	const char *cache = line->run.settings->cache;
	char name[SHA256_TEXT_SIZE];
	struct sbuf b;
	traces_init(&s->traces, a);
	if (!is_wanted(line))
		return;
	sbuf_init(&b, SIZE_MAX);
	add_show(&b, line, config, dir);
	bool good = sha256_text(b.data, b.len, name);
	add_word(&b, "cache", cache);
	add_options(&b, line->cli, discover_lock(line->cli, config));
	add_user(&b);
	sbuf_str(&b, s->program);
	sbuf_need_memory(&b, a);
	if (good && sha256_text(b.data, b.len, s->key))
		s->path = arena_printf(a, "%s.stamps/%.*s", cache, NAME_LEN, name);
	sbuf_release(&b);
}

/* Would we believe what this file says? Not if others may have written it. */
static bool is_own(const char *path)
{
	struct stat st;
	return lstat(path, &st) == 0 && S_ISREG(st.st_mode) && st.st_uid == geteuid() &&
	       !(st.st_mode & (S_IWGRP | S_IWOTH));
}

/* For those who tell of them. */
static void restore_outputs(
	struct arena *a, struct outputs *outs, const struct fg_stamp *was)
{
	static const struct fg_page archive = {.archive = true};
	*outs = (struct outputs){0};
	for (size_t i = 0; i < was->outputs.len; i++) {
		const struct fg_stamp_output *o = &was->outputs.data[i];
		*vec_push(a, outs) = (struct output){.path = o->path,
			.page = o->archive ? &archive : NULL,
			.items = o->items,
			.result = FG_EMIT_UNCHANGED};
	}
}

static void restore(struct line *line, const struct fg_stamp *was)
{
	*line->run.diags = was->diags;
	for (size_t i = 0; i < FG_RULE_COUNT; i++) {
		if (was->levels[i] != FG_OFF)
			line->levels.of[i] = was->levels[i];
		line->levels.untold[i] = was->untold[i];
	}
	line->show.episodes.len = was->episodes;
	line->show.drafts = was->drafts;
	line->show.scheduled = was->scheduled;
	line->show.left_out = was->left_out;
	line->show.next_due = was->next_due;
}

/* A report that shows every finding cannot be made of a stamp that counts some. */
static bool tells_enough(const struct cli *cli, const struct fg_stamp *was)
{
	for (size_t i = 0; i < FG_RULE_COUNT; i++) {
		if (was->untold[i] > 0 && report_shows_all(cli))
			return false;
	}
	return true;
}

bool stamp_holds(const struct stamp *s, struct line *line, struct outputs *outs)
{
	struct str text;
	struct fs_facts facts;
	struct fg_stamp was;
	struct fg_run *run = &line->run;
	bool trusted = !line->cli->recheck && !line->cli->rebuild;
	if (!s->path || !trusted || !is_own(s->path) ||
		fs_read(run->arena, s->path, TEXT_MAX, &text, &facts) != FS_OK ||
		!fg_stamp_holds(run, text.data, text.len, s->key, &was) ||
		!tells_enough(line->cli, &was))
		return false;
	restore(line, &was);
	restore_outputs(run->arena, outs, &was);
	return true;
}

/* ---- leaving ---- */

struct traces *stamp_traces(struct stamp *s)
{
	return s->path ? &s->traces : NULL;
}

/* What feedgen itself has written, or left as it was; and that no run which was killed has left
   something beside it, for the next build to take away. False: one is no file, or as young as this
   run, and there will be no stamp: nothing else need be looked at. */
static bool trace_outputs(struct traces *t, const struct line *line, int64_t began)
{
	struct fs_facts facts;
	const char *temp;
	for (size_t i = 0; i < line->outs->len; i++) {
		const char *path = line->outs->data[i].path;
		struct fs_mark mark = fs_mark(path);
		temp = fg_stage_temp(line->run.arena, path);
		if (!temp || fs_stat(path, &facts) != FS_OK ||
			!fs_mark_settled(&mark, began))
			return false;
		trace_file(t, path);
		trace_file(t, temp);
	}
	return true;
}

/* The folder that files are made in beside the feed, with all that is in it: its own time says
   whether a name came or went while we ran. */
static void trace_folder(struct traces *t, const struct line *line, const char *dir)
{
	struct arena *a = line->run.arena;
	struct fs_names names;
	const char *path = fs_seen_from(a, fs_dirname(a, line->show.file), dir);
	trace_file(t, path);
	if (!fs_list(a, path, &names))
		return;
	trace_list(t, path, &names);
	for (size_t i = 0; i < names.len; i++) {
		const char *file = fs_join(a, path, names.data[i]);
		/* What keeps the books is locked, and so touched, by each build. */
		bool books = names.data[i][0] == '.' && fs_is_dir(file);
		trace_file(t, books ? fs_join(a, file, "files") : file);
	}
}

/* The findings in the order of a report. Where it folds them, those that it but counts are but
   counted, quiet or not: a large show may have fifty thousand, of which a few lines are
   shown. Those that are off nobody sees. */
static void add_findings(struct fg_stamp *stamp, const struct line *line)
{
	struct arena *a = stamp->diags.arena;
	struct findings all = findings_list(a, &line->levels, line->run.diags);
	size_t *untold = arena_array(a, FG_RULE_COUNT, sizeof *untold);
	size_t *told = arena_array(a, FG_RULE_COUNT, sizeof *told);
	bool whole = report_shows_all(line->cli);
	stamp->untold = memcpy(untold, line->levels.untold, sizeof line->levels.untold);
	for (size_t i = 0; i < all.len; i++) {
		const struct finding *f = &all.data[i];
		int rule = f->diag->rule;
		if (!whole && report_folds(f->severity, told[rule])) {
			untold[rule]++;
			continue;
		}
		told[rule]++;
		*vec_push(a, &stamp->diags) = *f->diag;
	}
}

/* In a, but for what the line has. */
static struct fg_stamp stamp_of(
	const struct stamp *s, const struct line *line, struct arena *a)
{
	const struct fg_show *show = &line->show;
	struct fg_stamp stamp = {
		.key = s->key,
		.from = line->run.settings->now,
		.until = line->run.settings->now + LIFE,
		.episodes = show->episodes.len,
		.drafts = show->drafts,
		.scheduled = show->scheduled,
		.left_out = show->left_out,
		.next_due = show->next_due,
		.levels = line->levels.of,
		.diags.arena = a,
	};
	for (size_t i = 0; i < line->outs->len; i++) {
		const struct output *o = &line->outs->data[i];
		*vec_push(a, &stamp.outputs) = (struct fg_stamp_output){
			o->path, o->items, o->page && o->page->archive};
	}
	add_findings(&stamp, line);
	return stamp;
}

void stamp_leave(struct stamp *s, const struct line *line)
{
	struct fg_settings settings = *line->run.settings;
	struct arena scratch;
	struct fg_run run = {&scratch, line->run.diags, &settings};
	struct sbuf text;
	if (!s->path || !trace_outputs(&s->traces, line, s->began))
		return;
	if (line->show.transcript_dir)
		trace_folder(&s->traces, line, line->show.transcript_dir);
	if (line->show.chapters_dir)
		trace_folder(&s->traces, line, line->show.chapters_dir);
	if (line->show.next_due)
		trace_until(&s->traces, line->show.next_due);
	arena_init(&scratch, line->run.arena->exhausted);
	struct fg_stamp stamp = stamp_of(s, line, &scratch);
	settings.traces = &s->traces;
	sbuf_init(&text, TEXT_MAX);
	if (fg_stamp_text(&run, &stamp, s->began, &text))
		fg_keep_file(&scratch, s->path, text.data, text.len);
	sbuf_release(&text);
	arena_release(&scratch);
}
