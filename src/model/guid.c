/* SPDX-License-Identifier: ISC */
#include "model/guid.h"

#include "base/hash.h"
#include "base/url.h"

const char *guid_as_iri(struct arena *a, const char *show_guid, const char *guid)
{
	char uuid[UUID_TEXT_SIZE];
	if (url_is_web(guid))
		return guid;
	if (uuid_is(guid))
		return arena_printf(a, "urn:uuid:%s", guid);
	if (show_guid && uuid_v5(show_guid, guid, uuid))
		return arena_printf(a, "urn:uuid:%s", uuid);
	return guid;
}
