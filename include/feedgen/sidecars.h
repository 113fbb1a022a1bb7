/* SPDX-License-Identifier: ISC */
/*
 * Sidecars: files of transcripts and chapters beside a feed (write), and the folders that
 * they are kept in (emit).
 */
#ifndef FEEDGEN_SIDECARS_H
#define FEEDGEN_SIDECARS_H

#include <stddef.h>
#include <stdbool.h>

struct fg_run;
struct fg_show;
struct fg_episode;
struct fg_notes;
struct sbuf;

/* An episode with what render has made of it. */
struct fg_item {
	const struct fg_show *show;
	const struct fg_episode *episode;
	const struct fg_notes *notes;
};

/* Files beside the feed, in the order in which feeds name them: a transcript in each of its
   formats, and chapters. */
enum fg_sidecar {
	FG_SIDECAR_VTT,
	FG_SIDECAR_SRT,
	FG_SIDECAR_JSON,
	FG_SIDECAR_HTML,
	FG_SIDECAR_TEXT,
	FG_SIDECAR_CHAPTERS,
	FG_SIDECARS
};
/* What follows the name: ".vtt". */
const char *fg_sidecar_suffix(enum fg_sidecar kind);
/* Appends the whole file to out, which the caller has asked notes->sidecars about. False: it
   is larger than out may be, and a diagnostic says so. */
bool fg_write_sidecar(struct fg_run *run, const struct fg_item *item,
	enum fg_sidecar kind, struct sbuf *out);

/* A folder of files that are made for one show beside its feed: transcripts, chapters.

       folder = fg_folder_open(run, dir, owner);
       fg_folder_stage(folder, run, &file)     each file; on any thread, with its own run
       fg_folder_add(folder, &file)            each that was staged, on one thread
       fg_folder_publish(folder)               puts them in place
       fg_folder_sweep(folder)                 removes those that are not made any more
       fg_folder_close(folder)

   Until fg_folder_publish nothing in dir is touched. What was made for the owner is known by
   name and SHA-256, in dir/.feedgen-OWNER/files: what is not in that list, or was changed
   since, is somebody's own and is neither replaced (FG_RULE_EMIT_NOT_OURS) nor removed
   (FG_RULE_EMIT_KEPT). A file that has the very bytes already stays as it is, and counts as
   made. dir is made if it is not there, with the folders above it; a second run for the same
   owner is refused while the first goes on (FG_RULE_EMIT_LOCKED). */
struct fg_folder;
struct fg_folder_file {
	const char *name, *text; /* good until fg_folder_add has returned */
	size_t len;
	bool is_new;   /* set by fg_folder_stage: it is not there, or differs */
	char hash[65]; /* likewise */
};
/* NULL on failure, with a diagnostic. In run->arena, but has to be closed. */
struct fg_folder *fg_folder_open(struct fg_run *run, const char *dir, const char *owner);
bool fg_folder_stage(
	const struct fg_folder *folder, struct fg_run *run, struct fg_folder_file *file);
void fg_folder_add(struct fg_folder *folder, const struct fg_folder_file *file);
/* False: some of the files may be in place and others as they were, each of them whole. */
bool fg_folder_publish(struct fg_folder *folder);
/* What cannot be removed (FG_RULE_EMIT_NOT_REMOVED) stays in the list, for the next run. */
void fg_folder_sweep(struct fg_folder *folder);
/* How many files publish and sweep have put in place, found as they were, and removed. */
struct fg_folder_counts {
	size_t written, unchanged, removed;
};
struct fg_folder_counts fg_folder_counts(const struct fg_folder *folder);
/* Drops what was staged and not published, and the lock. NULL is allowed. */
void fg_folder_close(struct fg_folder *folder);

#endif
