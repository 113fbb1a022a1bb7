/* SPDX-License-Identifier: ISC */
/*
 * input: the bytes of a feed, piece by piece, from a descriptor or from memory.
 *
 *     while (input_next(&in, &piece)) …          the first piece has the head, if it can
 *     if (in.error) …                            errno: it could not be read to its end
 */
#ifndef VALIDATE_INPUT_H
#define VALIDATE_INPUT_H

#include <feedgen/feedgen.h>
#include "base/str.h"

enum { INPUT_PIECE = 64 * 1024 };

struct input {
	const struct fg_input *from;
	char *buffer;
	size_t at; /* in from->data */
	int error;
};

void input_open(struct input *in, struct fg_run *run, const struct fg_input *from);
bool input_next(struct input *in, struct str *piece);

/* The same for who asks for bytes (json_source): first the piece that is there already. */
struct input_pieces {
	struct input *in;
	struct str piece;
};
size_t input_take(void *pieces, char *buffer, size_t size);

/* A format that is not XML: found by its first bytes, without white space and a BOM;
   judged by a function that reads the rest. first is the first piece. False: it could not
   be read to its end; that was told. */
struct feed_format {
	const char *name;
	bool (*is)(struct str head);
	bool (*judge)(struct fg_run *run, struct input *in, struct str first);
};
/* Tells that the input could not be read; false. */
bool input_failed(struct fg_run *run, const struct input *in);

/* json_feed.c */
bool json_is(struct str head);
bool json_judge(struct fg_run *run, struct input *in, struct str first);

#endif
