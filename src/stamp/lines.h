/* SPDX-License-Identifier: ISC */
/*
 * The lines of a stamp:
 *
 *     feedgen-stamp 2
 *     key WORD
 *     from NOW until THEN
 *     counts EPISODES DRAFTS SCHEDULED LEFT-OUT NEXT-DUE
 *     file DEVICE INODE SIZE MTIME CTIME ERROR PATH     any number of these three
 *     names SHA-256 FOLDER
 *     real PATH REALPATH
 *     output ITEMS ARCHIVE PATH                         each that stands; ARCHIVE: 1 or 0
 *     rule SEVERITY UNTOLD ID                           each that was broken; counted from 0
 *     found RULE LINE COLUMN LINE COLUMN FILE FILE ELEMENT MESSAGE HINT
 *     end SHA-256                                       of all before this line
 *
 * A tab is between two words. A text has \xHH for control characters and backslashes; "-" is
 * no text, and "=" stands before one.
 */
#ifndef STAMP_LINES_H
#define STAMP_LINES_H

#include <stdint.h>
#include "base/fs.h"
#include "base/sbuf.h"

#define STAMP_HEAD "feedgen-stamp 2"

/* Appends a tab and the text, which may be NULL. */
void stamp_put_text(struct sbuf *out, const char *text);
/* Takes the next word off *rest. False, as below: there is none, or it is not of that kind. */
bool stamp_take_word(struct str *rest, struct str *word);
bool stamp_take_number(struct str *rest, int64_t *value);
/* Copies to a; *text is NULL for no text. */
bool stamp_take_text(struct arena *a, struct str *rest, const char **text);

void stamp_put_mark(struct sbuf *out, const struct fs_mark *mark);
bool stamp_take_mark(struct str *rest, struct fs_mark *mark);

#endif
