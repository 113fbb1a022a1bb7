/* SPDX-License-Identifier: ISC */
/*
 * Import: the other way. The rest of the line is in feedgen.h.
 */
#ifndef FEEDGEN_IMPORT_H
#define FEEDGEN_IMPORT_H

#include <feedgen/feedgen.h>
#include <feedgen/sidecars.h>

/* A feed of anybody, on its way to become a show: a show config and a file for each item.

       struct fg_import *im = fg_import_new(run, "show");
       fg_import_page(im, &input);             and again while there is fg_import_next(im)
       struct fg_show *show = fg_import_show(im);
       fg_resolve(run, show); fg_probe(run, show);         offline, as a build will
       fg_import_settle(im, write, arg);
       fg_import_files(im, &files);                        … with fg_creation_… into "show"

   What the show then builds says of each element what the old feed said: what the fields
   have no words for is in the files as XML. All lives in run->arena, as long as the model. */
enum { FG_IMPORT_MAX = 64 * 1024 * 1024 }; /* bytes of a feed, all pages together */
struct fg_import;
/* dir is where the files will be: it makes their names in the model. */
struct fg_import *fg_import_new(struct fg_run *run, const char *dir);
/* Mend pages that are not well-formed XML, and warn of what was mended (import/repaired). */
void fg_import_repair(struct fg_import *im);
/* Reads a page of the feed, RSS, Atom or JSON Feed as its content says, from memory
   (input->data). The first page says what the show is. False: it is refused, whole, and one
   diagnostic says why and where. */
bool fg_import_page(struct fg_import *im, const struct fg_input *input);
/* The address of the page behind the one that was read last, or of the archive that is older
   (RFC 5005): as the feed says it, so of any scheme, and relative if nothing says to what.
   NULL: there is none. */
const char *fg_import_next(const struct fg_import *im);
/* Makes the model of all pages, whose fields are WRITTEN in lines of the feed. */
struct fg_show *fg_import_show(struct fg_import *im);

/* Appends what a build would write of an episode with these notes in that format; of the show,
   head and tail, if ep is NULL (and so is body). */
typedef bool fg_import_write(void *arg, enum fg_format format,
	const struct fg_episode *ep, const struct fg_body *body, struct sbuf *out);
/* Completes the model by what write does not write of the feed, and must not: in RSS, and in the
   format of the feed. False: it could not be written, and a diagnostic says why. */
bool fg_import_settle(struct fg_import *im, fg_import_write *write, void *arg);
/* Keeps something of item number i as XML, though a field says it too: who writes XML answers for
   it, and the grammar is not asked. The number behind the last is the show's. */
void fg_import_keep(struct fg_import *im, size_t i);
/* Item number i with the body that its file will have; their number. */
const struct fg_episode *fg_import_item(
	const struct fg_import *im, size_t i, struct fg_body *body);
size_t fg_import_count(const struct fg_import *im);

/* A file of a transcript or chapters that an item names. */
struct fg_import_file {
	size_t item;
	enum fg_sidecar kind;
	const char *url;    /* as the feed says it */
	const char *name;   /* what to call it in the folder of the show */
	const char *title;  /* of the item */
	struct fg_place at; /* in the feed */
};
struct fg_wanted_files {
	struct fg_import_file *data;
	size_t len, cap;
};
/* Appends those that a show can have beside its episodes: of a transcript in several formats
   the one of which feedgen makes the others. What it has to leave is a warning. */
void fg_import_named(struct fg_import *im, struct fg_wanted_files *files);
/* It was had, and will be there by its name: the episode has it from there, and no more at its
   address. Behind fg_import_settle. */
void fg_import_have(struct fg_import *im, const struct fg_import_file *file);

struct fg_new_files {
	struct fg_new_file *data;
	size_t len, cap;
};
/* Appends the files, the show config last. False: one is larger than can be read again. */
bool fg_import_files(struct fg_import *im, struct fg_new_files *files);

#endif
