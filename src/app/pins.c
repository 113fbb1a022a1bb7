/* SPDX-License-Identifier: ISC */
#include "app/pins.h"

#include <string.h>
#include "app/discover.h"
#include "app/samefile.h"
#include "base/diag.h"
#include "base/fs.h"
#include "base/map.h"
#include "base/sbuf.h"
#include "base/vec.h"

enum { TEXT_MAX = 128 << 20 };

static bool publishes(const struct line *line)
{
	for (size_t i = 0; i < line->outs->len; i++) {
		if (line->outs->data[i].path)
			return true;
	}
	return false;
}

/* A slip of the hand, and the guids would be gone. */
static void hold_apart(const struct line *line)
{
	for (size_t i = 0; line->lock_path && i < line->outs->len; i++) {
		const char *path = line->outs->data[i].path;
		if (path && samefile(line->run.arena, path, line->lock_path))
			diag_add(line->run.diags, FG_RULE_LOCK_IS_OUTPUT,
				(struct fg_place){.file = line->lock_path},
				"this is the lock file, and the output %s", path);
	}
}

void pins_read(struct line *line, const char *config)
{
	struct fg_run *run = &line->run;
	struct fg_lock *lock = &line->lock;
	line->lock_path = discover_lock(line->cli, config);
	hold_apart(line);
	if (line->lock_path && !fg_read_lock(run, line->lock_path, lock))
		*lock = (struct fg_lock){0}; /* half of it could be taken for all */
	/* Who wants other guids does not want those of the published feed. */
	for (size_t i = 0; line->lock_path && i < line->outs->len; i++) {
		const struct output *o = &line->outs->data[i];
		struct fg_feed feed = {o->format, &line->show, o->page, o->variant};
		if (o->path && !line->cli->allow.guids)
			fg_lock_seed(run, o->path, &feed, lock);
	}
	fg_pin_show(run, lock, &line->show, &line->cli->allow);
}

void pins_set(struct line *line)
{
	fg_pin_episodes(&line->run, &line->lock, &line->show, &line->cli->allow);
	fg_order(&line->show);
}

/* Has the file become another since it was read, and not what is to be written now? */
static bool has_changed(const struct line *line, struct str text)
{
	const struct fg_identity *was = &line->lock.identity;
	struct fs_facts is;
	struct str now;
	if (fs_stat(line->lock_path, &is) != FS_OK)
		return line->lock.exists;
	if (line->lock.exists && is.size == was->size && is.inode == was->inode &&
		is.mtime_ns == was->mtime_ns)
		return false;
	return fs_read(line->run.arena, line->lock_path, TEXT_MAX, &now, &is) != FS_OK ||
	       !str_eq(now, text);
}

static bool put(struct line *line, struct str text)
{
	struct fg_stage *stage = fg_stage_new(&line->run, line->lock_path);
	if (!stage)
		return false;
	if (has_changed(line, text)) {
		diag_add(line->run.diags, FG_RULE_LOCK_CHANGED,
			(struct fg_place){.file = line->lock_path},
			"changed while this run worked with what it said before");
		fg_stage_drop(stage);
		return false;
	}
	if (fg_stage_add(stage, text.data, text.len))
		return fg_stage_commit(stage) != FG_EMIT_FAILED;
	fg_stage_drop(stage);
	return false;
}

/* ---- findings in the lock file ---- */

/* The lines of a lock file, from 1 on, by what each is known by: all up to the end of its first
   text, which is the guid. */
struct keys {
	const char **data;
	unsigned len, cap;
};

static void keys_of(struct arena *a, struct str text, struct keys *keys)
{
	struct str one;
	*keys = (struct keys){0};
	*vec_push(a, keys) = "";
	while (str_line(&text, &one)) {
		size_t end = str_find(one, "\",", 0);
		*vec_push(a, keys) =
			arena_strndup(a, one.data, end == STR_NONE ? one.len : end);
	}
}

static void move(struct fg_place *at, const char *file, const struct keys *was,
	const struct map *is)
{
	if (!at->file || !at->line || strcmp(at->file, file) != 0)
		return;
	const char *const *now =
		at->line < was->len ? map_get(is, was->data[at->line]) : NULL;
	if (!now)
		at->column = 0;
	/* The first of all keys is that of no line, and is for nothing but counting from it. */
	at->line = now ? (unsigned)(now - (const char *const *)map_get(is, "")) : 0;
}

/* Lets findings point to where things stand in the new file: its lines are shown, and people are
   told to delete one. */
static void move_findings(struct line *line, struct str was_text, struct str is_text)
{
	struct fg_diags *diags = line->run.diags;
	struct arena scratch;
	struct keys was, is;
	arena_init(&scratch, line->run.arena->exhausted);
	struct map places = {.arena = &scratch};
	keys_of(&scratch, was_text, &was);
	keys_of(&scratch, is_text, &is);
	for (unsigned i = is.len; i-- > 0;)
		map_put(&places, is.data[i], &is.data[i]);
	for (size_t i = 0; i < diags->len; i++) {
		move(&diags->data[i].at, line->lock_path, &was, &places);
		move(&diags->data[i].related, line->lock_path, &was, &places);
	}
	arena_release(&scratch);
}

bool pins_write(struct line *line)
{
	const struct fg_lock *lock = &line->lock;
	struct str was = {lock->text, lock->text_len};
	struct sbuf text;
	if (!line->lock_path || !publishes(line))
		return true;
	sbuf_init(&text, TEXT_MAX);
	fg_lock_text(&line->run, lock, &line->show, &text);
	if (text.failed)
		line->run.arena->exhausted();
	bool is_new = !lock->exists || !str_eq(was, sbuf_text(&text));
	bool ok = !is_new || put(line, sbuf_text(&text));
	if (ok && is_new && lock->exists)
		move_findings(line, was, sbuf_text(&text));
	sbuf_release(&text);
	return ok;
}
