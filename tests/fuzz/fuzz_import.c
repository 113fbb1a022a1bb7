/* SPDX-License-Identifier: ISC */
/*
 * Fuzz target: a feed of anybody, all the way to the files of a show. Whatever it is: who is
 * refused is told why; what was made has names that stay in the folder, each once, and is
 * text that feedgen reads again; and what is taken as it is, is taken by --repair, too.
 */
#include "fuzz.h"

#include <string.h>
#include <feedgen/import.h>
#include "base/arena.h"
#include "base/map.h"
#include "base/utf8.h"
#include "model/rule.h"
#include "read/episode.h"

enum { INPUT_MAX = 128 << 10 };

struct walk {
	struct arena arena, scratch;
	struct fg_diags diags;
	struct fg_settings settings;
	struct fg_run run;
	struct fg_show *show;
};

static bool is_refused(const struct fg_diags *diags)
{
	for (size_t i = 0; i < diags->len; i++) {
		must(diags->data[i].message && *diags->data[i].message);
		if (fg_rule_at((size_t)diags->data[i].rule)->severity == FG_FATAL)
			return true;
	}
	return false;
}

static bool write_part(void *arg, enum fg_format format, const struct fg_episode *ep,
	const struct fg_body *body, struct sbuf *out)
{
	struct walk *w = arg;
	struct fg_feed feed = {.format = format, .show = w->show};
	struct fg_run item = w->run;
	struct fg_notes notes;
	if (!ep)
		return fg_write_head(&w->run, &feed, out) &&
		       fg_write_tail(&w->run, &feed, out);
	arena_reset(&w->scratch);
	item.arena = &w->scratch;
	return fg_render(&item, w->show, ep, body, &notes) &&
	       fg_write_item(&item, &feed, ep, &notes, out);
}

/* Nothing that a feed says can leave the folder or be the name of a device. */
static void check_name(struct map *taken, const struct fg_new_file *file)
{
	static const char letters[] = "abcdefghijklmnopqrstuvwxyz0123456789-_";
	size_t stem = strspn(file->name, letters);
	must(strcmp(file->name, "feed.yaml") == 0 ||
		(stem > 0 && stem <= 100 && strcmp(file->name + stem, ".md") == 0));
	must(!map_get(taken, file->name));
	map_put(taken, file->name, taken);
}

static void check_episode(
	struct walk *w, struct names *known, const struct fg_new_file *file)
{
	struct fg_diags diags = {.arena = &w->arena};
	struct fg_run run = {&w->arena, &diags, &w->settings};
	struct source src = {.file = file->name};
	arena_reset(&w->scratch);
	struct episode_reader reader = {&run, &w->scratch, known};
	must(source_take(&run, &w->scratch, (struct str){file->text, file->len}, &src));
	must(episode_read(&reader, &src, NULL) && !is_refused(&diags));
}

static void check_files(struct walk *w, const struct fg_new_files *files)
{
	struct map taken = {.arena = &w->arena};
	struct names known;
	names_init(&known, &w->arena, w->show);
	for (size_t i = 0; i < files->len; i++) {
		const struct fg_new_file *file = &files->data[i];
		check_name(&taken, file);
		must(utf8_clean_len((struct str){file->text, file->len}) == file->len);
		if (i + 1 < files->len)
			check_episode(w, &known, file);
	}
	must(files->len == w->show->episodes.len + 1);
}

/* As if each file that the feed names had been fetched. */
static void have_files(struct walk *w, struct fg_import *im)
{
	struct fg_wanted_files named = {0};
	struct map taken = {.arena = &w->arena};
	fg_import_named(im, &named);
	for (size_t i = 0; i < named.len; i++) {
		const struct fg_import_file *file = &named.data[i];
		const char *stem =
			fg_import_item(im, file->item, &(struct fg_body){0})->stem;
		size_t len = strlen(stem);
		must(strncmp(file->name, stem, len) == 0 &&
			strcmp(file->name + len, fg_sidecar_suffix(file->kind)) == 0);
		must(!map_get(&taken, file->name));
		map_put(&taken, file->name, w);
		fg_import_have(im, file);
	}
}

static bool settle(struct walk *w, struct fg_import *im)
{
	bool good = fg_resolve(&w->run, w->show) && fg_import_settle(im, write_part, w);
	if (good)
		have_files(w, im);
	return good;
}

static void make_files(struct walk *w, struct fg_import *im)
{
	struct fg_new_files files = {0};
	w->show = fg_import_show(im);
	must(w->show && w->show->episodes.len == fg_import_count(im));
	if (!settle(w, im) || !fg_import_files(im, &files))
		must(w->diags.len > 0);
	else
		check_files(w, &files);
}

/* Was the page taken? */
static bool import(struct str text, bool repair)
{
	struct walk w = {.settings = {.now = 1717243200,
				 .offline = true,
				 .plain_notes = true,
				 .jobs = 1}};
	arena_init(&w.arena, exhausted);
	arena_init(&w.scratch, exhausted);
	w.diags.arena = &w.arena;
	w.run = (struct fg_run){&w.arena, &w.diags, &w.settings};
	struct fg_input input = {.name = "feed", .data = text.data, .len = text.len};
	struct fg_import *im = fg_import_new(&w.run, "show");
	if (repair)
		fg_import_repair(im);
	bool taken = fg_import_page(im, &input);
	if (taken)
		make_files(&w, im);
	else
		must(w.diags.len > 0 && w.diags.data[0].at.line <= text.len + 1);
	arena_release(&w.scratch);
	arena_release(&w.arena);
	return taken;
}

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size)
{
	struct str text = {size ? (const char *)data : "", size};
	if (size > INPUT_MAX)
		return 0;
	bool taken = import(text, false);
	must(import(text, true) || !taken);
	return 0;
}
