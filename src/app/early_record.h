/* SPDX-License-Identifier: ISC */
/*
 * Early record: what early.c puts aside of an episode, as one text: parts of its notes, the files
 * that are made of them, and what was found in them. It is read by the process that wrote it.
 */
#ifndef APP_EARLY_RECORD_H
#define APP_EARLY_RECORD_H

#include "app/crew.h"
#include "base/sbuf.h"

struct early_record {
	struct fg_notes
		notes;  /* those of its parts; texts escaped (fg_write_escaped), or not */
	unsigned parts; /* bits: WORKER_TEXTS … */
	uint64_t heard; /* early_heard of the episode for which marks were made */
};

/* What of the audio marks are made with, as one number: they are good for an episode with the
   same. */
uint64_t early_heard(const struct fg_episode *ep);

/* The record, with w->files if it has marks, and w->diags. Texts are escaped on the way, if they
   can be. out->failed: it has no room. */
void early_pack(const struct early_record *record, const struct worker *w, bool escape,
	struct sbuf *out);
/* What the record begins with; its texts are not there yet. */
void early_peek(const struct sbuf *from, struct early_record *record);
/* Adds it to *notes, w->files and w->diags, which lead into from then. */
void early_unpack(const struct sbuf *from, struct worker *w, struct fg_notes *notes);

#endif
