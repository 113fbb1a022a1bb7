/* SPDX-License-Identifier: ISC */
/*
 * Early: notes are rendered while servers are asked.
 *
 *     early_ask(line, probing);            asks, and renders meanwhile
 *     … fg_probe_end, the item phase …     early_take(line, w, i, &notes), and the rest
 *     early_close(line);                   in any case
 *
 * Most of what becomes of an episode's texts does not depend on what its audio turns out to be:
 * they are rendered and, unless a JSON Feed is made, escaped. Its marks do, and the files that are
 * made of them: their turn comes when the audio was heard (fg_probe_foresee), and that it is the
 * same in the end is looked at before they are taken.
 * What is ready when the last server has answered is taken as it is, with what was found in it;
 * all else is rendered in its turn, as if nothing had been. So nothing that is made here can
 * fail: it is on a shelf (fg_shelf), or it is made again.
 */
#ifndef APP_EARLY_H
#define APP_EARLY_H

#include "app/line.h"

/* Does fg_probe_ask. The show is resolved and in feed order, which stays. */
void early_ask(struct line *line, struct fg_probing *probing);
/* Sets *notes to what is there of them, with the files of w, and adds what was found to w->diags:
   all are good until the worker's next item. The parts (WORKER_TEXTS …) that need not be
   rendered any more. */
unsigned early_take(
	const struct line *line, struct worker *w, size_t i, struct fg_notes *notes);
void early_close(struct line *line);

#endif
