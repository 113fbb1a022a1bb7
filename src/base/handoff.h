/* SPDX-License-Identifier: ISC */
/*
 * Handoff: numbers that one thread gives and others take, each of them once and in the order in
 * which they were given. Who comes for one that is not there yet waits.
 *
 *     struct handoff *h = handoff_new(most);
 *     … handoff_give(h, i) …  handoff_end(h);          one thread
 *     while (handoff_take(h, &i)) …                    the others
 *     handoff_free(h);                                 when nobody takes any more
 */
#ifndef BASE_HANDOFF_H
#define BASE_HANDOFF_H

#include <stdbool.h>
#include <stddef.h>

struct handoff;

/* For at most so many numbers in all. NULL: the system has no room for it. */
struct handoff *handoff_new(size_t most);
void handoff_give(struct handoff *h, size_t i);
/* No more are given: who waits goes on without, and what was given is there to be taken. */
void handoff_end(struct handoff *h);
/* False: all are taken, and the end has come. */
bool handoff_take(struct handoff *h, size_t *i);
/* NULL: nothing is done. */
void handoff_free(struct handoff *h);

#endif
