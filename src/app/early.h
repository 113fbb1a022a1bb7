/* SPDX-License-Identifier: ISC */
/*
 * Early: notes are rendered while servers are asked.
 *
 *     early_ask(line, probing);            asks, and renders meanwhile
 *     … fg_probe_end, the item phase …     early_take(line, w, i, &notes), else render
 *     early_close(line);                   in any case
 *
 * Most of what becomes of an episode's text does not depend on what its audio turns out to be.
 * It is rendered and, unless a JSON Feed is made, escaped.
 * As many notes as are ready when the last server has answered are taken as they are, with
 * what was found in them; the others are rendered in their turn, as if nothing had been. So
 * nothing that is made here can fail: it is on a shelf (fg_shelf), or it is made again.
 */
#ifndef APP_EARLY_H
#define APP_EARLY_H

#include "app/line.h"

/* Does fg_probe_ask. The show is resolved and in feed order, which stays. */
void early_ask(struct line *line, struct fg_probing *probing);
/* Sets *notes, and adds what was found in them to w->diags: all are good until the worker's
   next item. False: they are not there; nothing is changed. */
bool early_take(
	const struct line *line, struct worker *w, size_t i, struct fg_notes *notes);
void early_close(struct line *line);

#endif
