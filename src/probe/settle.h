/* SPDX-License-Identifier: ISC */
/*
 * settle: what was found goes into the model, or against what is written there.
 *
 * Written values stand; a difference is a warning. Where nothing is written, the length is
 * the local file's (it is what will be served), else the server's; the type is that of the
 * content if that is another than the extension says, else the extension's, which decides at
 * Apple, else the server's; the duration is what the bytes tell.
 */
#ifndef PROBE_SETTLE_H
#define PROBE_SETTLE_H

#include <feedgen/feedgen.h>
#include "probe/listen.h"
#include "probe/local.h"
#include "probe/policy.h"

/* What is known about an episode's audio. */
struct settle_facts {
	struct local_facts local;
	const struct probe_finding
		*server; /* PROBE_GOOD, of now or from the cache; NULL: nothing */
	const struct heard *heard; /* its bytes, here or there; NULL: nothing */
};

/* Completes ep's length, type, duration and chapters, and tells of differences. */
void settle_episode(struct fg_run *run, const struct fg_show *show, struct fg_episode *ep,
	const struct settle_facts *facts);
/* Of that, what the bytes tell of duration and chapters, without a word. */
void settle_heard(struct fg_episode *ep, const struct heard *heard);

/* Does what the server said disagree with what is written or with the local file? */
bool settle_disagrees(const struct fg_episode *ep, const struct settle_facts *facts);

/* MP3s outside Apple's advice; said once for all of them. */
struct settle_rates {
	const struct fg_episode *first;
	int bitrate;
	unsigned channels;
	size_t episodes;
};
void settle_count_rate(struct settle_rates *rates, const struct fg_episode *ep,
	const struct heard *heard);
void settle_tell_rates(
	struct fg_run *run, const struct fg_show *show, const struct settle_rates *rates);

/* ---- between settle*.c ---- */

bool settle_is_written(const struct fg_episode *ep, enum fg_episode_field field);
/* A value found belongs to where the audio is named. */
struct fg_pos settle_found_at(const struct fg_episode *ep, enum fg_origin origin);
/* The name under which people know what was heard: the file's, or the address. */
const char *settle_audio_name(
	const struct fg_episode *ep, const struct settle_facts *facts);
/* The extension that says what the audio is: the address's, else the file's. */
struct str settle_extension(const struct fg_episode *ep);
/* The type of the content if it contradicts the extension, or is a web page's, which no audio
   has; NULL: it is neither. */
const char *settle_content(const struct fg_episode *ep, const struct settle_facts *facts);
bool settle_is_page(const char *format);
/* Duration, chapters, and what the content is. */
void settle_media(struct fg_run *run, const struct fg_show *show, struct fg_episode *ep,
	const struct settle_facts *facts);

#endif
