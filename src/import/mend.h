/* SPDX-License-Identifier: ISC */
/*
 * mend: a walk through a text that is being repaired, for repair.c: what was read, what is
 * written, and characters on their way.
 */
#ifndef IMPORT_MEND_H
#define IMPORT_MEND_H

#include <stdarg.h>
#include <feedgen/feedgen.h>
#include "base/map.h"
#include "base/sbuf.h"
#include "base/str.h"

/* An element that is open. */
struct mend_open {
	struct str name;
	size_t out_at; /* where its '<' is in out */
	unsigned line;
};
struct mend {
	struct fg_run *run;
	const char *file;
	struct str in;
	size_t at; /* in in */
	unsigned line, column;
	struct sbuf *out;
	bool is_utf8;
	size_t told;
	struct {
		struct mend_open *data;
		size_t len, cap;
	} open;
	struct map declared; /* prefixes */
	struct {
		const char **data;
		size_t len, cap;
	} prefixes; /* that are used, each once */
	struct map used;
	size_t root_at; /* in out, behind the name of the root */
	bool had_root;
	bool is_cut; /* the text ended within a tag */
};

static inline struct str mend_rest(const struct mend *m)
{
	return str_slice(m->in, m->at, m->in.len);
}
/* Says what was mended here. */
void mend_tell(struct mend *m, const char *fmt, ...)
	__attribute__((format(printf, 2, 3)));
/* Goes over n bytes, writing nothing. */
void mend_skip(struct mend *m, size_t n);
/* … writing them as they are, but for characters that XML does not allow. */
void mend_copy(struct mend *m, size_t n);
/* The character that HTML means by name: "nbsp", "amp", "#160", "#xa0". False: none that XML may
   have. */
bool mend_character(struct str name, uint32_t *cp);
/* Writes the '&' that is here, with what belongs to it: a reference that XML knows. */
void mend_reference(struct mend *m);

#endif
