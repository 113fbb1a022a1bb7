/* SPDX-License-Identifier: ISC */
/*
 * guid: an episode's name for ever, in the forms that formats ask for.
 */
#ifndef MODEL_GUID_H
#define MODEL_GUID_H

#include "base/arena.h"

/* guid as an IRI, which is what Atom has for an id (RFC 4287, 4.2.6), while a guid of RSS is
   any text. An address stays as it is, as do a tag: and a urn:; a UUID becomes
   a urn:uuid, and any other text a UUID made from it and from the show's podcast:guid (NULL:
   none; guid is then given back).
   Always the same for the same two. */
const char *guid_as_iri(struct arena *a, const char *show_guid, const char *guid);

#endif
