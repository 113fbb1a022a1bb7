/* SPDX-License-Identifier: ISC */
/*
 * xmlout: XML into an sbuf, by libxml2's xmlTextWriter. xmlout.c is the only file that
 * knows it.
 *
 *     struct xmlout x;
 *     xmlout_begin(&x, &out);
 *     xmlout_open(&x, "rss");
 *     xmlout_attr(&x, "version", str_of("2.0"));
 *     xmlout_leaf(&x, "title", str_of("a < b"));
 *     xmlout_close(&x);
 *     xmlout_end(&x);
 *     if (out.failed) …            asked once, at the end
 *
 * Every element is on a line of its own, indented by two spaces a level. Text must be
 * valid UTF-8 of XML characters only (the model's strings are); whatever it says, a
 * parser reads back the same bytes. It is escaped, never CDATA: "]]>" needs no care.
 *
 * xmlout_end may leave elements open, and xmlout_resume goes on inside them, in another
 * buffer if need be. The bytes are then the same as those of one writer.
 */
#ifndef WRITE_XMLOUT_H
#define WRITE_XMLOUT_H

#include "base/sbuf.h"
#include "base/str.h"

struct xmlout {
	struct sbuf *out;
	struct _xmlTextWriter *writer; /* NULL: there is no memory, out has failed */
};

/* Starts a document with its XML declaration. */
void xmlout_begin(struct xmlout *x, struct sbuf *out);
/* Goes on inside elements that were opened before: their names from the root inwards, up
   to a NULL. */
void xmlout_resume(struct xmlout *x, struct sbuf *out, const char *const *open);
/* Names are constants of ours with their prefix; they are not checked. */
void xmlout_open(struct xmlout *x, const char *name);
/* Only between xmlout_open and the element's first content. */
void xmlout_attr(struct xmlout *x, const char *name, struct str value);
void xmlout_text(struct xmlout *x, struct str text);
/* What xmlout_text makes of text; and it again, into the open element. */
void xmlout_escape(struct sbuf *out, struct str text);
void xmlout_escaped(struct xmlout *x, struct str escaped);
void xmlout_close(struct xmlout *x);
/* An element with text alone. */
void xmlout_leaf(struct xmlout *x, const char *name, struct str text);
/* Elements that are there as text, among the last of the open one, and that deep; what is
   well-formed stays so. Then raw_end, if the open one is closed next. */
void xmlout_raw(struct xmlout *x, struct str elements, unsigned depth);
void xmlout_raw_end(struct xmlout *x, unsigned depth);
/* Hands the last bytes to out and frees the writer; closes no element. */
void xmlout_end(struct xmlout *x);

#endif
