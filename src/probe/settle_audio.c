/* SPDX-License-Identifier: ISC */
/* What is written of an episode's audio, for both files that settle something. */
#include "probe/settle.h"

#include "base/url.h"
#include "model/check.h"

bool settle_is_written(const struct fg_episode *ep, enum fg_episode_field field)
{
	uint8_t origin = ep->at[field].origin;
	return origin == FG_WRITTEN || origin == FG_INHERITED;
}

struct fg_pos settle_found_at(const struct fg_episode *ep, enum fg_origin origin)
{
	struct fg_pos pos = ep->at[FG_EP_AUDIO];
	pos.origin = origin;
	return pos;
}

struct str settle_extension(const struct fg_episode *ep)
{
	struct str extension = url_extension(ep->enclosure.url ? ep->enclosure.url : "");
	if (!mime_of_extension(extension) && ep->enclosure.file)
		extension = url_extension(ep->enclosure.file);
	return extension;
}

const char *settle_audio_name(
	const struct fg_episode *ep, const struct settle_facts *facts)
{
	return facts->local.heard.facts.looked ? ep->enclosure.file : ep->enclosure.url;
}
