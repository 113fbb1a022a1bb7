/* SPDX-License-Identifier: ISC */
#include "base/arena.h"

#include <stdint.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

enum { BLOCK_SIZE = 64 * 1024, ALIGN = 16 };

struct arena_block {
	struct arena_block *next;
	size_t size, used;
	_Alignas(ALIGN) char data[];
};

void arena_init(struct arena *a, void (*exhausted)(void))
{
	a->head = NULL;
	a->exhausted = exhausted;
}

/* The block made as large as that, and all of it in use; old may be NULL. */
static struct arena_block *block_of(struct arena *a, struct arena_block *old, size_t size)
{
	struct arena_block *b = NULL;
	if (size <= SIZE_MAX - sizeof *b)
		b = realloc(old, sizeof *b + size);
	if (!b) {
		a->exhausted();
		abort(); /* the handler must not return */
	}
	b->size = b->used = size;
	return b;
}

static size_t aligned(size_t used)
{
	return (used + ALIGN - 1) & ~(size_t)(ALIGN - 1);
}

/* Memory of which the caller writes every byte, behind what the newest block has in use. */
static void *alloc_at(struct arena *a, size_t used, size_t size)
{
	struct arena_block *b = a->head;
	if (!b || used > b->size || b->size - used < size) {
		b = block_of(a, NULL, size > BLOCK_SIZE ? size : BLOCK_SIZE);
		used = 0;
		/* A large object gets a block of its own, behind the one in use. */
		if (a->head && size > BLOCK_SIZE / 4) {
			b->next = a->head->next;
			a->head->next = b;
		} else {
			b->next = a->head;
			a->head = b;
		}
	}
	b->used = used + size;
	return b->data + used;
}

void *arena_alloc(struct arena *a, size_t size)
{
	size_t used = a->head ? aligned(a->head->used) : 0;
	return memset(alloc_at(a, used, size), 0, size);
}

char *arena_text(struct arena *a, size_t len)
{
	size_t used = a->head ? a->head->used : 0;
	char *text = alloc_at(a, used, len < SIZE_MAX ? len + 1 : len);
	text[len] = '\0';
	return text;
}

void *arena_array(struct arena *a, size_t count, size_t size)
{
	size_t total;
	if (__builtin_mul_overflow(count, size, &total))
		total = SIZE_MAX;
	return arena_alloc(a, total);
}

/* The place of the block that has nothing but these bytes in it; of NULL if there is none. */
static struct arena_block **block_with(struct arena *a, const void *old, size_t was)
{
	struct arena_block **at = &a->head;
	while (*at && ((*at)->data != old || (*at)->used != was))
		at = &(*at)->next;
	return at;
}

void *arena_grow(struct arena *a, void *old, size_t was, size_t size)
{
	struct arena_block **at = block_with(a, old, was);
	if (*at && size >= BLOCK_SIZE) {
		*at = block_of(a, *at, size);
		return (*at)->data;
	}
	void *larger = alloc_at(a, a->head ? aligned(a->head->used) : 0, size);
	return was ? memcpy(larger, old, was) : larger;
}

void arena_drop(struct arena *a, const void *old, size_t was)
{
	struct arena_block **at = block_with(a, old, was), *block = *at;
	if (was < BLOCK_SIZE || !block)
		return;
	*at = block->next;
	free(block);
}

char *arena_strndup(struct arena *a, const char *s, size_t n)
{
	char *copy = arena_text(a, n);
	if (n)
		memcpy(copy, s, n);
	return copy;
}

char *arena_strdup(struct arena *a, const char *s)
{
	return arena_strndup(a, s, strlen(s));
}

char *arena_vprintf(struct arena *a, const char *fmt, va_list ap)
{
	va_list again;
	va_copy(again, ap);
	int n = vsnprintf(NULL, 0, fmt, ap);
	char *text = arena_text(a, n < 0 ? 0 : (size_t)n);
	if (n > 0)
		vsnprintf(text, (size_t)n + 1, fmt, again);
	va_end(again);
	return text;
}

char *arena_printf(struct arena *a, const char *fmt, ...)
{
	va_list ap;
	va_start(ap, fmt);
	char *text = arena_vprintf(a, fmt, ap);
	va_end(ap);
	return text;
}

void arena_join(struct arena *a, struct arena *from)
{
	struct arena_block **end = a->head ? &a->head->next : &a->head;
	struct arena_block *behind = *end;
	*end = from->head;
	while (*end)
		end = &(*end)->next;
	*end = behind;
	from->head = NULL;
}

void arena_reset(struct arena *a)
{
	struct arena_block *keep = a->head;
	if (!keep)
		return;
	struct arena_block *b = keep->next;
	while (b) {
		struct arena_block *next = b->next;
		free(b);
		b = next;
	}
	keep->next = NULL;
	keep->used = 0;
}

void arena_release(struct arena *a)
{
	arena_reset(a);
	free(a->head);
	a->head = NULL;
}
