/* SPDX-License-Identifier: ISC */
#include "probe/pieces.h"

#include <string.h>
#include "base/vec.h"

static void want(struct pieces *p, int64_t at, size_t need)
{
	size_t len = need > p->ahead ? need : p->ahead;
	len = len < PIECE_MAX ? len : PIECE_MAX;
	if ((int64_t)len > p->size - at)
		len = (size_t)(p->size - at);
	p->wanted = (struct pieces_range){at, len};
}

const unsigned char *pieces_from(struct pieces *p, int64_t at, size_t need, size_t *len)
{
	if (at < 0 || at >= p->size || need > PIECE_MAX || (int64_t)need > p->size - at)
		return NULL;
	for (size_t i = p->list.len; i-- > 0;) {
		const struct piece *piece = &p->list.data[i];
		int64_t skip = at - piece->first;
		if (skip < 0 || skip >= (int64_t)piece->len ||
			piece->len - (size_t)skip < need)
			continue;
		*len = piece->len - (size_t)skip;
		return piece->data + skip;
	}
	want(p, at, need);
	return NULL;
}

const unsigned char *pieces_at(struct pieces *p, int64_t at, size_t len)
{
	size_t here;
	return pieces_from(p, at, len, &here);
}

void pieces_add(struct pieces *p, int64_t first, const void *data, size_t len)
{
	if (first < 0 || first >= p->size || len == 0)
		return;
	if ((int64_t)len > p->size - first)
		len = (size_t)(p->size - first);
	unsigned char *copy = arena_alloc(p->arena, len);
	memcpy(copy, data, len);
	*vec_push(p->arena, &p->list) = (struct piece){first, len, copy};
}
