/* SPDX-License-Identifier: ISC */
/*
 * emit: what changes the disk: outputs, files that are made beside them, and what is put aside
 * until it is wanted. Included by <feedgen/feedgen.h>.
 */
#ifndef FEEDGEN_EMIT_H
#define FEEDGEN_EMIT_H

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

struct arena;
struct fg_run;
struct sbuf;

/* An output being made: a temp file beside its target, which is also the lock. The
   process must ignore SIGPIPE and SIGXFSZ: what they would say comes as a diagnostic. */
struct fg_stage;
enum fg_emitted { FG_EMIT_FAILED, FG_EMIT_WRITTEN, FG_EMIT_UNCHANGED };

/* path NULL: standard output. NULL on failure, with a diagnostic. Where the folder of an old file
   may not be written to, the temp is elsewhere: it does as long as nothing changes. */
struct fg_stage *fg_stage_new(struct fg_run *run, const char *path);
/* False, and ever after, once something could not be written; it is said once. */
bool fg_stage_add(struct fg_stage *stage, const char *data, size_t len);
/* The descriptor of what was added, for reading it back (pread from 0; its offset must
   stay where it is). -1 if adding failed. */
int fg_stage_fd(struct fg_stage *stage);
/* How much of what was added is to be had there; the rest waits in memory for fg_stage_fd. Any
   thread may ask, while another adds. */
int64_t fg_stage_size(const struct fg_stage *stage);
/* Can it be published? False, with a diagnostic: its folder may not be written to, and what was
   added is not what is there. To be asked of all outputs before the first is committed. */
bool fg_stage_fits(struct fg_stage *stage);
/* Publishes and frees; the old file stays byte for byte unless this succeeds. */
enum fg_emitted fg_stage_commit(struct fg_stage *stage);
/* Throws the stage away; the target is untouched. NULL is allowed. */
void fg_stage_drop(struct fg_stage *stage);
/* Where the temp file of the output at path is while a run makes it, and what a run that was
   killed leaves. In the arena; NULL: the output is not there. */
const char *fg_stage_temp(struct arena *a, const char *path);

/* A shelf: texts that are put aside on the disk, in a file without a name, of which nothing is
   left when the process ends, however it ends. Nobody may rely on it: it takes no more than a
   quarter of what is free there, and gives all of it back when the disk is full all the same.
   What is not there has to be made again. */
struct fg_shelf;
/* With so many places, in $TMPDIR or /var/tmp. In run->arena, but has to be closed. NULL: there
   can be none. */
struct fg_shelf *fg_shelf_open(struct fg_run *run, size_t places);
/* One at a time, each place once. */
void fg_shelf_put(struct fg_shelf *shelf, size_t place, const char *data, size_t len);
/* Makes *text what was put there. From any thread, once nothing is put any more. False: it is
   not there. */
bool fg_shelf_get(const struct fg_shelf *shelf, size_t place, struct sbuf *text);
/* NULL is allowed. */
void fg_shelf_close(struct fg_shelf *shelf);

/* Puts a file of this user alone in place, with the folders above it. For what may as well be
   lost: it is whole or not there, but nothing is synced, and a failure is not told. */
bool fg_keep_file(struct arena *a, const char *path, const char *text, size_t len);

struct fg_new_file {
	const char *name, *text;
	size_t len;
};
/* New files in the folder dir, which is made if it is not there (its parent is not). All of
   them or none, whatever happens to the run, and never over anything that is there. Of a run
   that was killed, the next one for that folder removes what it left.

       struct fg_creation *c = fg_creation_open(run, "show");
       fg_creation_claim(c, "feed.yaml") …            names, before there is anything to undo
       fg_creation_add(c, &file) …                    the one that counts last
       fg_creation_commit(c)  or  fg_creation_drop(c)

   They are made in a hidden folder, and put in place when all are on the disk: at once, if dir
   is not there; else one by one, and a run that is killed meanwhile leaves no last file.
   FG_RULE_EMIT_EXISTS for a name that is taken, or if dir is no folder; FG_RULE_EMIT_LOCKED
   if another run is making files for it; FG_RULE_EMIT_WRITE_FAILED for what the system
   refuses, once. */
struct fg_creation;
/* NULL on failure, with a diagnostic. It lives in run->arena. */
struct fg_creation *fg_creation_open(struct fg_run *run, const char *dir);
/* False: something has that name, or the folder cannot be looked at. Nothing can be added. */
bool fg_creation_claim(struct fg_creation *creation, const char *name);
/* file->name has no slash and no dot in front, and is new. False, and ever after, if it could
   not be made. */
bool fg_creation_add(struct fg_creation *creation, const struct fg_new_file *file);
/* Puts all in place, and ends it. False: nothing is. */
bool fg_creation_commit(struct fg_creation *creation);
/* Ends it without anything in place. */
void fg_creation_drop(struct fg_creation *creation);
/* Is there what a run left in dir that was killed, or is still at work? */
bool fg_creation_is_unfinished(const char *dir);
/* All of that with files that are there already, the one that counts last. */
bool fg_create_files(
	struct fg_run *run, const char *dir, const struct fg_new_file *files, size_t n);

#endif
