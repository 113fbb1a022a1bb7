/* SPDX-License-Identifier: ISC */
/*
 * Scan: a walk through an XML document, one event at a time, in bounded memory.
 *
 *     struct scan s;
 *     scan_open_text(&s, arena, text);            or scan_open_file
 *     for (enum scan_event e; (e = scan_next(&s)) != SCAN_END && e != SCAN_BROKEN;)
 *             if (e == SCAN_OPEN && str_is(sbuf_text(&s.path), "rss/channel/title"))
 *                     s.keep_text = true;
 *             …
 *     scan_close(&s);
 *
 * This is enough XML to find a few texts in a feed that somebody published, and strict
 * about what it reads: tags must nest, quotes must close, and there is no DTD. It does
 * not look up namespaces, and of UTF-8 it checks neither encoding nor characters: who takes a
 * text out does. A document that says to be in another encoding is made UTF-8 first.
 */
#ifndef GUARD_SCAN_H
#define GUARD_SCAN_H

#include <stdint.h>
#include "base/arena.h"
#include "base/decode.h"
#include "base/sbuf.h"

enum {
	SCAN_FILE_MAX = 256 << 20,
	SCAN_PATH_MAX = 4096, /* names of all open elements together */
	SCAN_TEXT_MAX = 64 << 10
};

enum scan_event {
	SCAN_OPEN,      /* path is the element's; keep_text may be set now */
	SCAN_ATTRIBUTE, /* of the element last opened: name and value */
	SCAN_CLOSE,     /* path is still the element's; text is its own, if kept */
	SCAN_END,
	SCAN_BROKEN /* problem says why; there is nothing more to come */
};

struct scan {
	/* for the caller */
	struct sbuf path; /* "rss/channel/item" */
	struct sbuf name, value;
	struct sbuf text;    /* without that of elements within */
	bool keep_text;      /* of the innermost open element; opening another ends it */
	const char *problem; /* continues "the published feed …" */
	unsigned line;       /* where the scan stands */

	/* its own */
	struct arena *arena; /* who ends the run when there is no memory */
	int fd;              /* -1: all of it is in memory */
	char *buffer;
	const char *data;
	size_t at, len;
	int64_t total;
	struct decode *decode; /* NULL: it is UTF-8 */
	struct str rest;       /* of what is in memory, and not decoded yet */
	bool ended;            /* there is nothing more to be read */
	enum { SCAN_IN_CONTENT, SCAN_IN_TAG, SCAN_AT_CLOSE } state;
	bool had_root;
};

/* text and a must live as long as the scan. */
void scan_open_text(struct scan *s, struct arena *a, struct str text);
/* Reads fd, which stays the caller's, through a buffer in a. */
void scan_open_file(struct scan *s, struct arena *a, int fd);
enum scan_event scan_next(struct scan *s);
void scan_close(struct scan *s);

#endif
