/* SPDX-License-Identifier: ISC */
#include "base/sbuf.h"

#include <stdarg.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

void sbuf_init(struct sbuf *b, size_t max)
{
	*b = (struct sbuf){.data = "", .max = max};
}

void sbuf_init_in(struct sbuf *b, struct arena *a, size_t max)
{
	sbuf_init(b, max);
	b->arena = a;
}

/* Makes room for extra bytes and a NUL, which max does not forbid. */
static bool grow(struct sbuf *b, size_t extra)
{
	size_t need = b->len + extra + 1;
	if (need <= b->cap)
		return true;
	size_t cap = b->cap ? b->cap * 2 : 256;
	if (cap < need)
		cap = need;
	char *data = b->arena ? arena_grow(b->arena, b->own, b->cap, cap)
			      : realloc(b->own, cap);
	if (!data)
		return false;
	b->data = b->own = data;
	b->cap = cap;
	data[b->len] = '\0';
	return true;
}

bool sbuf_reserve(struct sbuf *b, size_t extra)
{
	return !b->failed && extra <= b->max - b->len && grow(b, extra);
}

/* Makes room for extra bytes and a NUL, or fails. */
static bool sbuf_grow(struct sbuf *b, size_t extra)
{
	if (b->failed || extra > b->max - b->len) {
		b->failed = true;
		return false;
	}
	if (!grow(b, extra))
		b->failed = b->no_memory = true;
	return !b->failed;
}

void sbuf_add_grown(struct sbuf *b, const void *data, size_t len)
{
	if (len == 0 || !sbuf_grow(b, len))
		return;
	memcpy(b->own + b->len, data, len);
	b->len += len;
	b->own[b->len] = '\0';
}

void sbuf_printf(struct sbuf *b, const char *fmt, ...)
{
	va_list ap;
	va_start(ap, fmt);
	int n = vsnprintf(NULL, 0, fmt, ap);
	va_end(ap);
	if (n <= 0 || !sbuf_grow(b, (size_t)n)) {
		b->failed = b->failed || n < 0;
		return;
	}
	va_start(ap, fmt);
	vsnprintf(b->own + b->len, (size_t)n + 1, fmt, ap);
	va_end(ap);
	b->len += (size_t)n;
}

void sbuf_cut(struct sbuf *b, size_t len)
{
	if (len >= b->len)
		return;
	b->len = len;
	b->own[len] = '\0';
}

void sbuf_reset(struct sbuf *b)
{
	sbuf_cut(b, 0);
	b->failed = b->no_memory;
}

void sbuf_need_memory(const struct sbuf *b, const struct arena *a)
{
	if (b->no_memory)
		a->exhausted();
}

void sbuf_release(struct sbuf *b)
{
	if (!b->arena)
		free(b->own);
	sbuf_init(b, b->max);
}
