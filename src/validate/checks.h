/* SPDX-License-Identifier: ISC */
/*
 * checks: the last gate for what feedgen has written, a set of functions for XML and one
 * for JSON. gate.c chooses between them; what they do is told in <feedgen/feedgen.h>.
 */
#ifndef VALIDATE_CHECKS_H
#define VALIDATE_CHECKS_H

#include <sys/types.h>
#include <feedgen/feedgen.h>
#include "base/arena.h"
#include "base/str.h"

/* ---- XML: xmlcheck.c, readback.c ---- */

struct xml_schema;
/* like: as of fg_schema_new. */
struct xml_schema *xml_schema_new(
	struct fg_run *run, enum fg_format format, const struct xml_schema *like);
void xml_schema_free(struct xml_schema *schema);
bool xml_channel(struct fg_run *run, struct xml_schema *schema,
	const struct fg_show *show, struct str text);
bool xml_item(struct fg_run *run, struct xml_schema *schema, const struct fg_episode *ep,
	struct str text);
struct xml_look;
struct xml_look *xml_look_new(struct arena *a, enum fg_format format, int fd);
void xml_look_follow(struct xml_look *l, int64_t size);
bool xml_look_end(struct fg_run *run, struct xml_look *l, size_t items);

/* ---- JSON: jsoncheck.c ---- */

bool json_channel(struct fg_run *run, const struct fg_show *show, struct str text);
bool json_item(struct fg_run *run, const struct fg_episode *ep, struct str text);
bool json_whole(struct fg_run *run, int fd, size_t items);

/* ---- reading a finished file: readback_source.c ---- */

/* From its start, whatever its offset. */
struct readback {
	int fd;
	off_t at;
	int error; /* errno; 0: none */
};
/* Puts up to size bytes into buffer; 0 at the end, which is where a failure ends the text. */
size_t readback_read(void *readback, char *buffer, size_t size);
/* Could all be read? If not, it is told. */
bool readback_is_whole(struct fg_run *run, const struct readback *r);

#endif
