/* SPDX-License-Identifier: ISC */
#include "model/guid.h"

#include "base/hash.h"
#include "base/str.h"
#include "base/url.h"
#include "model/check_iri.h"

/* Is it an IRI of the schemes that are made for names? Others only look like one: "Part 2: x". */
static bool is_name(const char *guid)
{
	struct str s = str_of(guid);
	return (str_starts(s, "tag:") || str_starts(s, "urn:")) &&
	       !check_iri(guid, CHECK_IRI_ABSOLUTE);
}

const char *guid_as_iri(struct arena *a, const char *show_guid, const char *guid)
{
	char uuid[UUID_TEXT_SIZE];
	if (url_is_web(guid) || is_name(guid))
		return guid;
	if (uuid_is(guid))
		return arena_printf(a, "urn:uuid:%s", guid);
	if (show_guid && uuid_v5(show_guid, guid, uuid))
		return arena_printf(a, "urn:uuid:%s", uuid);
	return guid;
}
