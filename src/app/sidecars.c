/* SPDX-License-Identifier: ISC */
#include "app/sidecars.h"

#include <string.h>
#include <sys/stat.h>
#include "base/arena.h"
#include "base/fs.h"
#include "base/sbuf.h"

/* ---- folders ---- */

static const char *folder_path(const struct line *line, const char *dir)
{
	struct arena *a = line->run.arena;
	return fs_seen_from(a, fs_dirname(a, line->show.file), dir);
}

static bool is_one(const char *a, const char *b)
{
	struct stat x, y;
	return stat(a, &x) == 0 && stat(b, &y) == 0 && x.st_dev == y.st_dev &&
	       x.st_ino == y.st_ino;
}

bool sidecars_open(struct line *line)
{
	struct fg_run *run = &line->run;
	const struct fg_show *show = &line->show;
	struct fg_folder *transcripts = NULL, *chapters = NULL;
	const char *own = NULL;
	if (line->checks)
		return true;
	if (show->transcript_dir) {
		own = folder_path(line, show->transcript_dir);
		transcripts = fg_folder_open(run, own, show->guid);
		for (size_t k = 0; k < FG_SIDECAR_CHAPTERS; k++)
			line->folders[k] = transcripts;
		if (!transcripts)
			return false;
	}
	if (show->chapters_dir) {
		const char *path = folder_path(line, show->chapters_dir);
		bool shared = own && is_one(own, path);
		chapters = shared ? transcripts : fg_folder_open(run, path, show->guid);
		line->folders[FG_SIDECAR_CHAPTERS] = chapters;
	}
	return !show->chapters_dir || chapters;
}

/* Has none of the kinds before k that folder? */
static bool is_first(const struct line *line, size_t k)
{
	for (size_t i = 0; i < k; i++) {
		if (line->folders[i] == line->folders[k])
			return false;
	}
	return line->folders[k] != NULL;
}

/* ---- an item ---- */

static const char *name_of(struct worker *w, const struct fg_episode *ep, size_t k)
{
	const struct fg_sidecar_place *place =
		k == FG_SIDECAR_CHAPTERS ? &ep->chapters_place : &ep->transcript_place;
	return arena_printf(
		&w->arena, "%s%s", place->name, fg_sidecar_suffix((enum fg_sidecar)k));
}

bool sidecars_write(const struct line *line, struct worker *w,
	const struct fg_episode *ep, const struct fg_notes *notes)
{
	struct fg_item item = {&line->show, ep, notes};
	for (size_t k = 0; k < FG_SIDECARS && !line->checks; k++) {
		struct sbuf *text = &w->texts[k];
		if (w->files[k].name || !(notes->sidecars & 1U << k))
			continue;
		sbuf_reset(text);
		if (!fg_write_sidecar(&w->run, &item, (enum fg_sidecar)k, text))
			return false;
		w->files[k].name = name_of(w, ep, k);
		w->files[k].text = text->data;
		w->files[k].len = text->len;
	}
	return true;
}

bool sidecars_stage(const struct line *line, struct worker *w)
{
	for (size_t k = 0; k < FG_SIDECARS; k++) {
		struct fg_folder_file *file = &w->files[k];
		if (file->name && !fg_folder_stage(line->folders[k], &w->run, file))
			return false;
	}
	return true;
}

void sidecars_take(struct line *line, const struct worker *w)
{
	for (size_t k = 0; k < FG_SIDECARS; k++) {
		if (w->files[k].name)
			fg_folder_add(line->folders[k], &w->files[k]);
	}
}

/* ---- all ---- */

bool sidecars_publish(struct line *line)
{
	for (size_t k = 0; k < FG_SIDECARS; k++) {
		if (is_first(line, k) && !fg_folder_publish(line->folders[k]))
			return false;
	}
	return true;
}

/* Is there a feed that stays? What goes to standard output may be a mere look at what would
   be, while the published feed still names the old files. */
static bool is_published(const struct outputs *outs)
{
	for (size_t i = 0; i < outs->len; i++) {
		if (outs->data[i].path)
			return true;
	}
	return false;
}

void sidecars_sweep(struct line *line)
{
	bool published = is_published(line->outs);
	for (size_t k = 0; k < FG_SIDECARS; k++) {
		if (!is_first(line, k))
			continue;
		if (published)
			fg_folder_sweep(line->folders[k]);
		struct fg_folder_counts n = fg_folder_counts(line->folders[k]);
		line->made.written += n.written;
		line->made.unchanged += n.unchanged;
		line->made.removed += n.removed;
	}
}

void sidecars_close(struct line *line)
{
	for (size_t k = 0; k < FG_SIDECARS; k++) {
		if (is_first(line, k))
			fg_folder_close(line->folders[k]);
	}
	memset(line->folders, 0, sizeof line->folders);
}
