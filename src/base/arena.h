/* SPDX-License-Identifier: ISC */
/*
 * Arena: memory that is given back all at once.
 *
 *     struct arena a;
 *     arena_init(&a, on_exhausted);
 *     char *name = arena_strdup(&a, "x");
 *     arena_release(&a);
 *
 * What is allocated is zeroed and aligned for any type, but for texts. Allocation
 * never returns NULL: when memory is exhausted the handler is called, which must not
 * return.
 * An arena belongs to one thread at a time.
 */
#ifndef BASE_ARENA_H
#define BASE_ARENA_H

#include <stddef.h>
#include <stdarg.h>

struct arena_block;
struct arena {
	struct arena_block *head;
	void (*exhausted)(void);
};

void arena_init(struct arena *a, void (*exhausted)(void));
void *arena_alloc(struct arena *a, size_t size);
/* count objects of size bytes; an overflow counts as exhaustion. */
void *arena_array(struct arena *a, size_t count, size_t size);
/* More room for what is was bytes at old, which is not there any more then: large things move
   without leaving their old place behind. What is new is not zeroed. */
void *arena_grow(struct arena *a, void *old, size_t was, size_t size);
/* Gives back what is was bytes at old, if it is large; else it stays. */
void arena_drop(struct arena *a, const void *old, size_t was);
/* Room for a text of len bytes, which are not zeroed, and the NUL behind them, which is. */
char *arena_text(struct arena *a, size_t len);
char *arena_strdup(struct arena *a, const char *s);
/* A NUL-terminated copy of n bytes. */
char *arena_strndup(struct arena *a, const char *s, size_t n);
char *arena_printf(struct arena *a, const char *fmt, ...)
	__attribute__((format(printf, 2, 3)));
char *arena_vprintf(struct arena *a, const char *fmt, va_list ap)
	__attribute__((format(printf, 2, 0)));
/* Makes all that is in from part of a; from is then empty. */
void arena_join(struct arena *a, struct arena *from);
/* Empties the arena but keeps its newest block for the next use. */
void arena_reset(struct arena *a);
/* Gives all memory back; the arena may be used again. */
void arena_release(struct arena *a);

#define arena_new(a, type) ((type *)arena_alloc((a), sizeof(type)))

#endif
