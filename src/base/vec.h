/* SPDX-License-Identifier: ISC */
/*
 * vec: growing arrays in an arena. Any struct with the members
 * `T *data; size_t len, cap;` is one.
 *
 *     struct { int *data; size_t len, cap; } v = {0};
 *     *vec_push(arena, &v) = 7;
 *
 * vec_push gives a zeroed element at the end. Growing moves the elements: keep
 * indices, not pointers.
 */
#ifndef BASE_VEC_H
#define BASE_VEC_H

#include <stddef.h>
#include "base/arena.h"

#define vec_push(arena, v)                                                               \
	((v)->data = vec_room(                                                           \
		 (arena), (v)->data, (v)->len, &(v)->cap, sizeof *(v)->data),            \
		&(v)->data[(v)->len++])

/* data, or a larger copy of it, with room for at least one more of size bytes. */
void *vec_room(struct arena *a, void *data, size_t len, size_t *cap, size_t size);

#endif
