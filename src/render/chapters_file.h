/* SPDX-License-Identifier: ISC */
/*
 * Files of chapters: JSON chapters 1.x, lines of time and title (Podlove, mp4chaps), and
 * ffmetadata. Which it is, the content says. An entry that cannot be read is left out and
 * told with its line and column; a file that cannot be, is told where.
 */
#ifndef RENDER_CHAPTERS_FILE_H
#define RENDER_CHAPTERS_FILE_H

#include "render/foreign.h"

/* Reads f, whose text is there. */
bool chapters_file_read(struct foreign *f, struct fg_chapters *out);

#endif
