/* SPDX-License-Identifier: ISC */
/*
 * Likely: the audio of an episode that has none. Editors that make HTML (Ghost, WordPress) put
 * a player into the text, <audio src="…">, and nothing into the front matter.
 */
#ifndef APP_LIKELY_H
#define APP_LIKELY_H

#include "app/line.h"

/* After fg_resolve: points the findings of episodes without audio to what their texts play. */
void likely_audio(struct line *line);

#endif
