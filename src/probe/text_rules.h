/* SPDX-License-Identifier: ISC */
/*
 * text_rules: is what the server calls a transcript or a chapters file what the feed says of
 * it? The feed says what the end of the address means (mime_of_transcript).
 */
#ifndef PROBE_TEXT_RULES_H
#define PROBE_TEXT_RULES_H

#include <feedgen/feedgen.h>

struct text_use {
	struct fg_place at;
	const char *url;
	const char *served; /* the type that the server says; NULL: none */
	bool chapters;      /* else a transcript */
};

void text_judge(struct fg_run *run, const struct text_use *use);

#endif
