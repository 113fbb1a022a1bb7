/* SPDX-License-Identifier: ISC */
/* Where in a text a byte stands. */
#ifndef READ_PASSAGE_H
#define READ_PASSAGE_H

#include "base/str.h"
#include "read/node.h"

/* A part of a source that begins at the beginning of a line. */
struct passage {
	const char *file;
	struct str text;
	unsigned line; /* of its first line */
	/* What people have written, where text is something that is read in its place
	   (json_pairs.h); no data: text is it. */
	struct str written;
	/* YAML: so many names, values and ends may be in it; 0: as in front matter */
	size_t events_max;
};

/* The line and column in p of byte number offset. */
struct point passage_point(const struct passage *p, size_t offset);
/* The same in a whole text. */
struct point text_point(struct str text, size_t offset);

#endif
