/* SPDX-License-Identifier: ISC */
/* What is judged of a document around its content: version, encoding, DOCTYPE, root and
   namespaces, and what stands behind. */
#ifndef VALIDATE_PROLOGUE_H
#define VALIDATE_PROLOGUE_H

#include "validate/judge.h"

void prologue_doctype(struct judge *j, const char *public_id, const char *system_id);
/* The root begins, and is the innermost element. */
void prologue_root(struct judge *j);
/* The namespaces that the innermost element declares. */
void prologue_bindings(struct judge *j);
/* An element uses the namespaces that the root has declared. */
void prologue_use(struct judge *j, const struct xmlread_element *element);
/* The root ends: were all used? */
void prologue_ends(struct judge *j);
void prologue_comment(struct judge *j, struct xmlscan_place at);
/* What the reader found to be no XML. */
void prologue_fault(struct judge *j, const struct xmlread_fault *fault);

#endif
