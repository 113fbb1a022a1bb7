/* SPDX-License-Identifier: ISC */
/*
 * Foreign: a file that another program made, as text that can be trusted to be text.
 *
 *     struct foreign f = {.run = run, .file = path, .broken = FG_RULE_…, .skipped = FG_RULE_…};
 *     if (!foreign_read(&f)) …        f.text: UTF-8, XML characters, no BOM, LF alone
 *
 * What is wrong in it is told with line and column. Few files have few faults: after
 * FOREIGN_TOLD of them the rest is counted, and told by foreign_end.
 */
#ifndef RENDER_FOREIGN_H
#define RENDER_FOREIGN_H

#include <feedgen/feedgen.h>
#include "base/str.h"

enum {
	FOREIGN_MAX = 16 << 20,     /* bytes of a file */
	FOREIGN_PARTS_MAX = 200000, /* cues or chapters that are read of it */
	FOREIGN_TOLD = 10
};

struct foreign {
	struct fg_run *run;
	const char *file;
	const char *element; /* the field that names it */
	int broken,
		skipped; /* rules: the file cannot be read; a part of it is left out */
	struct str text;
	size_t told, untold;
};

/* False after a diagnostic of the rule broken. */
bool foreign_read(struct foreign *f);
/* "this is no …": at line and column. Returns false. */
bool foreign_fail(struct foreign *f, unsigned line, unsigned column, const char *message);
/* A part is left out. */
void foreign_skip(struct foreign *f, unsigned line, unsigned column, const char *message);
void foreign_end(struct foreign *f);
/* Characters of line before the byte at, and one: a column. */
unsigned foreign_column(struct str line, const char *at);

#endif
