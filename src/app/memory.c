/* SPDX-License-Identifier: ISC */
#include "app/memory.h"

#include <stdlib.h>
#include <string.h>
#include <unistd.h>
#include <malloc.h>
#include <libxml/parser.h>
#include <libxml/xmlmemory.h>
#include <openssl/crypto.h>
#include "app/cli.h"

void memory_exhausted(void)
{
	static const char text[] =
		"feedgen: out of memory; a published feed stays whole\n";
	ssize_t ignored = write(STDERR_FILENO, text, strlen(text));
	(void)ignored;
	_exit(EXIT_SYSTEM);
}

/* There is no other way to go on from here: see memory_exhausted. */
static void *or_end(void *p)
{
	if (!p)
		memory_exhausted();
	return p;
}

static void *make(size_t size)
{
	return or_end(malloc(size ? size : 1));
}

static void *make_zeroed(size_t count, size_t size)
{
	return or_end(calloc(count ? count : 1, size ? size : 1));
}

static void *resize(void *old, size_t size)
{
	return or_end(realloc(old, size ? size : 1));
}

static char *copy(const char *text)
{
	return or_end(strdup(text));
}

const struct memory_calls memory_calls = {make, make_zeroed, resize, copy, free};

/* The same with the place in OpenSSL's source that asks. */
static void *make_at(size_t size, const char *file, int line)
{
	(void)file;
	(void)line;
	return size ? make(size) : NULL;
}

static void *resize_at(void *old, size_t size, const char *file, int line)
{
	(void)file;
	(void)line;
	if (size)
		return resize(old, size);
	free(old);
	return NULL;
}

static void free_at(void *p, const char *file, int line)
{
	(void)file;
	(void)line;
	free(p);
}

/* What an item takes and frees, the next one takes again. glibc would give it back to the
   kernel in between, and get it page by page. */
static void keep_what_is_freed(void)
{
	mallopt(M_TRIM_THRESHOLD, 2 << 20);
	mallopt(M_MMAP_THRESHOLD, 1 << 20);
}

void memory_init(void)
{
	keep_what_is_freed();
	xmlMemSetup(free, make, resize, copy);
	CRYPTO_set_mem_functions(make_at, resize_at, free_at);
	/* Not by the first two threads that need it at once: its lock would leak. */
	xmlInitParser();
}
