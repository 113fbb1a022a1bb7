/* SPDX-License-Identifier: ISC */
/*
 * Manifest: the list of files that were made in a folder, which is how they are known from
 * anybody's own. A line a file, its SHA-256 and its name, as sha256sum(1) reads it. A name may
 * have several lines: while one version takes the place of another, both are ours.
 */
#ifndef EMIT_MANIFEST_H
#define EMIT_MANIFEST_H

#include <stdbool.h>
#include "base/arena.h"
#include "base/hash.h"
#include "base/map.h"
#include "base/sbuf.h"
#include "base/str.h"

struct manifest_line {
	const char *name, *hash;
	struct manifest_line *also; /* another version of the name */
};

struct manifest {
	struct arena *arena;
	struct manifest_line **data; /* by name, one for each; others behind also */
	size_t len, cap;
	struct map by_name;
};

void manifest_init(struct manifest *m, struct arena *a);
/* Lines that are none are passed over: what they name is then nobody's. */
void manifest_parse(struct manifest *m, struct str text);
/* Copies both. */
void manifest_add(struct manifest *m, const char *name, const char *hash);
/* The first version of the name, or NULL. */
const struct manifest_line *manifest_find(const struct manifest *m, const char *name);
bool manifest_has(const struct manifest *m, const char *name, const char *hash);
/* Appends all lines, in byte order of names and hashes. */
void manifest_text(struct manifest *m, struct sbuf *out);

#endif
