/* SPDX-License-Identifier: ISC */
/*
 * Memory that runs out: preloaded into a program, it lets one allocation fail.
 *
 *     STARVE_AT=7 LD_PRELOAD=…/starve.so feedgen …       the seventh fails, once
 *     STARVE_COUNT=file LD_PRELOAD=…/starve.so feedgen …  how many there are, at exit
 *
 * Counted are malloc, calloc, realloc and what aligns, of the program and of all libraries,
 * from the first one after they were loaded. With threads the order is not the same twice:
 * use -j1.
 */
#include <errno.h>
#include <fcntl.h>
#include <malloc.h>
#include <stdatomic.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <unistd.h>

/* The C library's own names for what is replaced here. */
extern void *__libc_malloc(size_t size);
extern void *__libc_calloc(size_t count, size_t size);
extern void *__libc_realloc(void *old, size_t size);
extern void *__libc_memalign(size_t align, size_t size);

static atomic_long made;
static long fails_at; /* 0: none */

__attribute__((constructor)) static void starve_begin(void)
{
	const char *at = getenv("STARVE_AT");
	fails_at = at ? strtol(at, NULL, 10) : 0;
	made = 0;
}

__attribute__((destructor)) static void starve_end(void)
{
	const char *path = getenv("STARVE_COUNT");
	int fd = path ? open(path, O_WRONLY | O_CREAT | O_TRUNC, 0600) : -1;
	if (fd < 0)
		return;
	char text[32];
	int n = snprintf(text, sizeof text, "%ld\n", (long)made);
	if (write(fd, text, (size_t)n) != n)
		_exit(99);
	close(fd);
}

static int fails(void)
{
	if (++made != fails_at)
		return 0;
	errno = ENOMEM;
	return 1;
}

void *malloc(size_t size)
{
	return fails() ? NULL : __libc_malloc(size);
}

void *calloc(size_t count, size_t size)
{
	return fails() ? NULL : __libc_calloc(count, size);
}

void *realloc(void *old, size_t size)
{
	return fails() ? NULL : __libc_realloc(old, size);
}

void *reallocarray(void *old, size_t count, size_t size)
{
	size_t total;
	if (__builtin_mul_overflow(count, size, &total)) {
		errno = ENOMEM;
		return NULL;
	}
	return realloc(old, total);
}

void *memalign(size_t align, size_t size)
{
	return fails() ? NULL : __libc_memalign(align, size);
}

void *aligned_alloc(size_t align, size_t size)
{
	return memalign(align, size);
}

int posix_memalign(void **out, size_t align, size_t size)
{
	void *p = memalign(align, size);
	if (p)
		*out = p;
	return p ? 0 : ENOMEM;
}
