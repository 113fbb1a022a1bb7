/* SPDX-License-Identifier: ISC */
/*
 * sbuf: a growing string with a cap and a sticky error.
 *
 *     struct sbuf b;
 *     sbuf_init(&b, 1 << 20);
 *     sbuf_str(&b, "a");
 *     sbuf_printf(&b, "%d", 1);
 *     if (b.failed) …              asked once, at the end
 *     sbuf_release(&b);
 *
 * data is always NUL-terminated behind len (and "" before the first byte). An
 * append that would pass max, or for which there is no memory, sets failed and
 * leaves the text as it was; every later append is then a no-op. Where an append may
 * really pass max, lack of memory must not be told as that: sbuf_need_memory comes first.
 */
#ifndef BASE_SBUF_H
#define BASE_SBUF_H

#include <stddef.h>
#include <stdbool.h>
#include "base/arena.h"
#include "base/str.h"

struct sbuf {
	const char *data;
	size_t len, max;
	bool failed;
	bool no_memory; /* … and for lack of it, not because of max */
	char *own;      /* where data is, once there is some */
	size_t cap;
	struct arena *arena; /* that own is from; NULL: from malloc */
};

void sbuf_init(struct sbuf *b, size_t max);
/* The same with memory of the arena: the text lives as long as that, without being copied, and
   there is nothing to release. */
void sbuf_init_in(struct sbuf *b, struct arena *a, size_t max);
/* Makes room for extra bytes, which are not appended yet, and the NUL. False: that would pass
   max, or there is no memory; nothing has failed. */
bool sbuf_reserve(struct sbuf *b, size_t extra);
/* Is there room for the next bytes of what will take about extra? As sbuf_reserve, for callers
   that write into own behind len themselves. */
static inline bool sbuf_has_room(struct sbuf *b, size_t extra, size_t next)
{
	if (b->failed || b->max - b->len < next)
		return false;
	return b->cap - b->len > next || sbuf_reserve(b, extra + extra / 8 + next);
}
/* What sbuf_add does where there is no room yet. */
void sbuf_add_grown(struct sbuf *b, const void *data, size_t len);
static inline void sbuf_add(struct sbuf *b, const void *data, size_t len)
{
	if (b->failed || len == 0 || b->cap - b->len <= len || b->max - b->len < len) {
		sbuf_add_grown(b, data, len);
		return;
	}
	memcpy(b->own + b->len, data, len);
	b->len += len;
	b->own[b->len] = '\0';
}
static inline void sbuf_slice(struct sbuf *b, struct str s)
{
	sbuf_add(b, s.data, s.len);
}
static inline void sbuf_str(struct sbuf *b, const char *s)
{
	sbuf_add(b, s, strlen(s));
}
static inline void sbuf_char(struct sbuf *b, char c)
{
	sbuf_add(b, &c, 1);
}
void sbuf_printf(struct sbuf *b, const char *fmt, ...)
	__attribute__((format(printf, 2, 3)));
/* Cuts back to len bytes; no-op if it is shorter. */
void sbuf_cut(struct sbuf *b, size_t len);
/* Ends the run (arena.h: exhausted) if an append failed for lack of memory. Whether one would
   have passed max is then what failed says. */
void sbuf_need_memory(const struct sbuf *b, const struct arena *a);
/* Empties and keeps the memory. Forgives that max would have been passed, but not that there
   was no memory. */
void sbuf_reset(struct sbuf *b);
void sbuf_release(struct sbuf *b);
static inline struct str sbuf_text(const struct sbuf *b)
{
	return (struct str){b->data, b->len};
}

#endif
