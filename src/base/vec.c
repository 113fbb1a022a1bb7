/* SPDX-License-Identifier: ISC */
#include "base/vec.h"

#include <stdint.h>
#include <string.h>

void *vec_room(struct arena *a, void *data, size_t len, size_t *cap, size_t size)
{
	if (len < *cap)
		return data;
	size_t more = *cap < 4 ? 4 : *cap > SIZE_MAX / 2 ? SIZE_MAX : *cap * 2;
	void *larger = arena_array(a, more, size);
	if (len)
		memcpy(larger, data, len * size);
	*cap = more;
	return larger;
}
