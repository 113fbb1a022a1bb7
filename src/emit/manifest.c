/* SPDX-License-Identifier: ISC */
#include "emit/manifest.h"

#include <stdlib.h>
#include "base/vec.h"

enum { HASH_LEN = SHA256_TEXT_SIZE - 1 };

void manifest_init(struct manifest *m, struct arena *a)
{
	*m = (struct manifest){.arena = a, .by_name = {.arena = a}};
}

const struct manifest_line *manifest_find(const struct manifest *m, const char *name)
{
	return map_get(&m->by_name, name);
}

bool manifest_has(const struct manifest *m, const char *name, const char *hash)
{
	const struct manifest_line *line = manifest_find(m, name);
	while (line && strcmp(line->hash, hash) != 0)
		line = line->also;
	return line != NULL;
}

void manifest_add(struct manifest *m, const char *name, const char *hash)
{
	struct manifest_line *first = map_get(&m->by_name, name);
	if (first && manifest_has(m, name, hash))
		return;
	struct manifest_line *line = arena_new(m->arena, struct manifest_line);
	line->hash = arena_strdup(m->arena, hash);
	if (first) {
		line->name = first->name;
		line->also = first->also;
		first->also = line;
		return;
	}
	line->name = arena_strdup(m->arena, name);
	map_put(&m->by_name, line->name, line);
	*vec_push(m->arena, m) = line;
}

static bool is_hash(struct str s)
{
	for (size_t i = 0; i < s.len; i++) {
		if (!ascii_is_digit(s.data[i]) && (s.data[i] < 'a' || s.data[i] > 'f'))
			return false;
	}
	return s.len == HASH_LEN;
}

/* A name that leads nowhere else. */
static bool is_name(struct str s)
{
	return s.len > 0 && s.data[0] != '.' && str_find_char(s, '/', 0) == STR_NONE &&
	       str_find_char(s, '\0', 0) == STR_NONE;
}

void manifest_parse(struct manifest *m, struct str text)
{
	struct str line;
	while (str_line(&text, &line)) {
		if (line.len < HASH_LEN + 3)
			continue;
		struct str hash = str_slice(line, 0, HASH_LEN);
		struct str name = str_slice(line, HASH_LEN + 2, line.len);
		if (is_hash(hash) && is_name(name) && line.data[HASH_LEN] == ' ')
			manifest_add(m, arena_strndup(m->arena, name.data, name.len),
				arena_strndup(m->arena, hash.data, hash.len));
	}
}

static int by_name(const void *a, const void *b)
{
	const struct manifest_line *const *x = a, *const *y = b;
	return strcmp((*x)->name, (*y)->name);
}

/* The version that comes first behind hash; NULL: none. Few names have more than one. */
static const struct manifest_line *next_version(
	const struct manifest_line *first, const char *hash)
{
	const struct manifest_line *next = NULL;
	for (const struct manifest_line *l = first; l; l = l->also) {
		if (strcmp(l->hash, hash) > 0 &&
			(!next || strcmp(l->hash, next->hash) < 0))
			next = l;
	}
	return next;
}

void manifest_text(struct manifest *m, struct sbuf *out)
{
	if (m->len > 1)
		qsort(m->data, m->len, sizeof(struct manifest_line *), by_name);
	for (size_t i = 0; i < m->len; i++) {
		const struct manifest_line *l = m->data[i];
		for (const char *hash = ""; (l = next_version(m->data[i], hash));
			hash = l->hash)
			sbuf_printf(out, "%s  %s\n", l->hash, l->name);
	}
}
