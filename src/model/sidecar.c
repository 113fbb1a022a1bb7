/* SPDX-License-Identifier: ISC */
#include "model/sidecar.h"

/* Chapters have a suffix that no transcript has: both may go to one folder. */
static const struct {
	const char *suffix, *type;
} sidecars[FG_SIDECARS] = {
	[FG_SIDECAR_VTT] = {".vtt", "text/vtt"},
	[FG_SIDECAR_SRT] = {".srt", "application/x-subrip"},
	[FG_SIDECAR_JSON] = {".json", "application/json"},
	[FG_SIDECAR_HTML] = {".html", "text/html"},
	[FG_SIDECAR_TEXT] = {".txt", "text/plain"},
	[FG_SIDECAR_CHAPTERS] = {".chapters.json", "application/json+chapters"},
};

const char *fg_sidecar_suffix(enum fg_sidecar kind)
{
	return sidecars[kind].suffix;
}

const char *sidecar_type(enum fg_sidecar kind)
{
	return sidecars[kind].type;
}
