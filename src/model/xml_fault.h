/* SPDX-License-Identifier: ISC */
/*
 * xml_fault: what keeps a document from being XML, as a finding.
 */
#ifndef MODEL_XML_FAULT_H
#define MODEL_XML_FAULT_H

#include <feedgen/feedgen.h>
#include "base/xmlread.h"

/* Adds the finding of the rules xml/…, or of feed/unreadable for lack of memory. The pointer
   is good until the next finding. */
struct fg_diag *xml_fault_tell(
	struct fg_diags *diags, const char *file, const struct xmlread_fault *fault);

#endif
