/* SPDX-License-Identifier: ISC */
/*
 * vec: growing arrays in an arena. Any struct with the members
 * `T *data; size_t len, cap;` is one, or with `unsigned len, cap;` where there are many of few.
 *
 *     struct { int *data; size_t len, cap; } v = {0};
 *     *vec_push(arena, &v) = 7;
 *
 * vec_push gives a zeroed element at the end. Growing moves the elements: keep
 * indices, not pointers; and of two copies of such a struct, only one may grow.
 */
#ifndef BASE_VEC_H
#define BASE_VEC_H

#include <stddef.h>
#include "base/arena.h"

#define vec_push(arena, v)                                                               \
	((v)->len < (v)->cap ? (void)0                                                   \
			     : (void)((v)->data = vec_more((arena), (v)->data, (v)->len, \
					      sizeof *(v)->data),                        \
				       (v)->cap = VEC_MORE((v)->len)),                   \
		&(v)->data[(v)->len++])

/* How much room there is next, when it is full. */
#define VEC_MORE(cap) ((cap) < 4 ? 4 : 2 * (cap))

/* A larger copy of data, which is full of len things of that size. */
void *vec_more(struct arena *a, void *data, size_t len, size_t size);

#endif
