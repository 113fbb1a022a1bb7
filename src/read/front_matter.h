/* SPDX-License-Identifier: ISC */
/*
 * Front matter: the names and values before the text of an episode.
 *
 *     struct front_matter fm;
 *     if (!front_matter_split(run, &src, &fm)) …       told
 *     if (fm.kind == FRONT_NONE) …                     no episode; warned
 *     const struct node *top = front_matter_read(run, scratch, &fm);
 *
 * YAML stands between a first line --- and a line of exactly --- or ..., TOML between
 * lines of +++, JSON (which is YAML) between lines { and }, header lines ("Title: x",
 * Pelican's way) before the first empty line. Eleventy and Gatsby name the language behind the
 * first ---: ---json, ---toml; programs (---js) are refused.
 * A .yaml or .yml file is YAML as a whole and has no text behind it.
 */
#ifndef READ_FRONT_MATTER_H
#define READ_FRONT_MATTER_H

#include <feedgen/feedgen.h>
#include "read/passage.h"
#include "read/source.h"

enum front_kind { FRONT_NONE, FRONT_YAML, FRONT_JSON, FRONT_TOML, FRONT_HEADERS };

struct front_matter {
	enum front_kind kind;
	struct passage in;
	size_t body_at; /* byte of the source's text where the rest begins */
	unsigned body_line;
};

/* Finds the front matter of an episode file. */
bool front_matter_split(
	struct fg_run *run, const struct source *src, struct front_matter *fm);
/* Where the text behind it begins in the beginning of a file, if it stands between fences and is
   closed there; 0: not so. */
size_t front_matter_end(struct str text);
/* The whole of a YAML file, however long. */
void front_matter_whole(const struct source *src, struct front_matter *fm);
/* The map at the top, in the scratch arena; NULL after a diagnostic. */
struct node *front_matter_read(
	struct fg_run *run, struct arena *scratch, const struct front_matter *fm);
/* Is this the name of a file that is YAML as a whole? */
bool front_matter_is_whole(const char *file);

#endif
