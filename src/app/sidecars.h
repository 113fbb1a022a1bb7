/* SPDX-License-Identifier: ISC */
/*
 * Sidecars: the files of transcripts and chapters on their way through a run, as its outputs
 * are: all are complete and good before one of them is put in place.
 *
 *     sidecars_open       before the item phase; a check makes none
 *     sidecars_write      each item, on its thread
 *     sidecars_stage      the same; then sidecars_take, in order
 *     sidecars_publish    when everything is good, before the feeds
 *     sidecars_sweep      after them: what no episode has any more, unless no
 *                         feed was written to a file
 *     sidecars_close      always
 */
#ifndef APP_SIDECARS_H
#define APP_SIDECARS_H

#include "app/line.h"

/* False, here as below, with a finding. */
bool sidecars_open(struct line *line);
/* Those of w->files that are not there yet. */
bool sidecars_write(const struct line *line, struct worker *w,
	const struct fg_episode *ep, const struct fg_notes *notes);
bool sidecars_stage(const struct line *line, struct worker *w);
void sidecars_take(struct line *line, const struct worker *w);
bool sidecars_publish(struct line *line);
void sidecars_sweep(struct line *line);
void sidecars_close(struct line *line);

#endif
