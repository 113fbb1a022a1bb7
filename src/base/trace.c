/* SPDX-License-Identifier: ISC */
#include "base/trace.h"

#include <stdatomic.h>
#include <string.h>
#include "base/hash.h"
#include "base/sbuf.h"
#include "base/vec.h"

void traces_init(struct traces *t, struct arena *a)
{
	*t = (struct traces){.arena = a, .known = {.arena = a}, .until = INT64_MAX};
}

void trace_file(struct traces *t, const char *path)
{
	if (!t || map_get(&t->known, path))
		return;
	char *own = arena_strdup(t->arena, path);
	map_put(&t->known, own, own);
	*vec_push(t->arena, &t->files) = own;
}

void trace_lasting_file(struct traces *t, const char *path)
{
	if (t)
		*vec_push(t->arena, &t->files) = path;
}

void trace_list(struct traces *t, const char *dir, const struct fs_names *names)
{
	if (!t)
		return;
	struct trace_names *n = vec_push(t->arena, &t->names);
	n->dir = arena_strdup(t->arena, dir);
	if (!trace_hash(t->arena, names, n->hash))
		t->once = true;
}

void trace_real(struct traces *t, const char *path, const char *real)
{
	if (!t)
		return;
	struct trace_place *p = vec_push(t->arena, &t->places);
	p->path = arena_strdup(t->arena, path);
	p->real = arena_strdup(t->arena, real);
}

void trace_until(struct traces *t, int64_t time)
{
	if (!t)
		return;
	int64_t until = t->until;
	while (time < until && !atomic_compare_exchange_weak(&t->until, &until, time))
		;
}

void trace_once(struct traces *t)
{
	if (t)
		t->once = true;
}

void traces_move(struct traces *t, struct traces *from)
{
	for (size_t i = 0; i < from->files.len; i++)
		trace_file(t, from->files.data[i]);
	for (size_t i = 0; i < from->names.len; i++)
		*vec_push(t->arena, &t->names) = from->names.data[i];
	for (size_t i = 0; i < from->places.len; i++)
		*vec_push(t->arena, &t->places) = from->places.data[i];
	trace_until(t, from->until);
	if (from->once)
		trace_once(t);
	from->files.len = from->names.len = from->places.len = 0;
}

bool trace_hash(struct arena *a, const struct fs_names *names, char hash[65])
{
	struct sbuf all;
	sbuf_init(&all, SIZE_MAX);
	for (size_t i = 0; i < names->len; i++)
		sbuf_add(&all, names->data[i], strlen(names->data[i]) + 1);
	sbuf_need_memory(&all, a);
	bool good = sha256_text(all.data, all.len, hash);
	sbuf_release(&all);
	return good;
}
