/* SPDX-License-Identifier: ISC */
/*
 * The arguments of a shortcode, as people write them: "…", '…', typographic quotes, bare
 * words, name="value" and name: "value", with commas or without.
 *
 * A quote closes where white space, a comma, another quote or the end follows: the
 * apostrophe of 'Da Vinci's drawings' does not. A quote that is never closed takes the
 * rest. In a quoted value \" is a quote; a line break is a space.
 */
#ifndef RENDER_ARGUMENTS_H
#define RENDER_ARGUMENTS_H

#include <feedgen/model.h>
#include "base/arena.h"
#include "base/str.h"

struct arguments {
	struct {
		struct str *data;
		size_t len, cap;
	} positional;
	struct fg_entries named;
};

/* text is what stands between the shortcode's name and its end. */
void arguments_parse(struct arena *a, struct str text, struct arguments *out);

#endif
