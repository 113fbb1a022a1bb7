/* SPDX-License-Identifier: ISC */
#include "base/vec.h"

#include <stdint.h>
#include <string.h>

void *vec_more(struct arena *a, void *data, size_t len, size_t size)
{
	size_t was, total;
	if (__builtin_mul_overflow(VEC_MORE(len), size, &total))
		total = SIZE_MAX;
	was = len * size;
	char *larger = arena_grow(a, data, was, total);
	memset(larger + was, 0, total - was);
	return larger;
}
