/* SPDX-License-Identifier: ISC */
/*
 * jsonread: a walk through a JSON text (RFC 8259), one value at a time, in bounded memory.
 *
 *     struct jsonread r;
 *     jsonread_open_text(&r, arena, text);              or jsonread_open with a source
 *     for (enum json_event e; (e = jsonread_next(&r)) != JSON_END && e != JSON_BROKEN;)
 *             if (e == JSON_STRING && str_is(sbuf_text(&r.path), "items[0].id"))
 *                     …  r.text, r.line, r.column
 *     jsonread_close(&r);
 *
 * It is our own because whoever judges a text must say where: every value and every name
 * has its line and column here, and the first fault is named in words. Libraries (jansson)
 * give a tree without positions, and keep only the last of two members of one name.
 *
 * It is strict: UTF-8 without surrogates, no comments, no commas too many, numbers as the
 * grammar has them. A name that comes twice in an object is no fault of the grammar: twice
 * is set, and the walk goes on. A byte order mark is passed over, and bom set.
 *
 * Strings come without escapes and may hold NUL. All texts are good until the next call.
 */
#ifndef BASE_JSONREAD_H
#define BASE_JSONREAD_H

#include <stddef.h>
#include <stdint.h>
#include <stdbool.h>
#include "base/arena.h"
#include "base/sbuf.h"

enum {
	JSON_SIZE_MAX = 256 << 20,  /* bytes of a source */
	JSON_DEPTH_MAX = 64,        /* objects and arrays within each other */
	JSON_STRING_MAX = 10000000, /* bytes, decoded */
	JSON_NAME_MAX = 1024,       /* bytes of a member's name */
	JSON_NAMES_MAX = 50000,     /* members of all open objects */
	JSON_NUMBER_MAX = 256       /* characters */
};

enum json_event {
	JSON_OBJECT, /* opens; its members follow, then JSON_CLOSE */
	JSON_ARRAY,
	JSON_CLOSE, /* path is that of what closes */
	JSON_STRING,
	JSON_NUMBER, /* text is as it is written */
	JSON_TRUE,
	JSON_FALSE,
	JSON_NULL,
	JSON_END,
	JSON_BROKEN /* problem says why, line and column where; there is nothing more to come */
};

/* Puts up to size bytes into buffer; 0 at the end. A source that fails ends, and remembers. */
typedef size_t (*json_source)(void *arg, char *buffer, size_t size);

struct json_level;
struct json_name;

struct jsonread {
	/* for the caller */
	struct sbuf path; /* "items[3].url"; "" is the whole */
	struct sbuf
		name; /* of the member that the value is; "" in an array, and of the whole */
	struct sbuf text; /* of a string or a number */
	struct sbuf problem;
	unsigned depth;        /* how many objects and arrays are open around the value */
	unsigned line, column; /* of the value, or of the problem */
	unsigned name_line, name_column;
	bool twice; /* the object had this name before, in first_line */
	unsigned first_line;
	bool bom;

	/* its own */
	struct arena *arena;
	json_source source;
	size_t total; /* bytes that it gave */
	void *arg;
	char *buffer;
	const char *data;
	size_t at, len;
	unsigned at_line, at_column;
	bool broken, had_value, opened;
	struct json_level *levels;
	struct {
		struct json_name *data;
		size_t len, cap;
	} names;
	struct sbuf name_text;
	uint32_t *heads;
};

/* Buffers are in the arena, or freed by jsonread_close. */
void jsonread_open(struct jsonread *r, struct arena *a, json_source source, void *arg);
/* text must live as long as the walk. */
void jsonread_open_text(struct jsonread *r, struct arena *a, struct str text);
enum json_event jsonread_next(struct jsonread *r);
void jsonread_close(struct jsonread *r);

#endif
