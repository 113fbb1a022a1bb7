/* SPDX-License-Identifier: ISC */
/*
 * Sidecars: the files beside a feed, one function for each format. Each appends a whole file;
 * what cannot be written shows in the sbuf, asked once by sidecars.c.
 */
#ifndef WRITE_SIDECARS_H
#define WRITE_SIDECARS_H

#include <feedgen/feedgen.h>
#include "base/arena.h"
#include "base/sbuf.h"
#include "base/str.h"

void sidecar_vtt(struct fg_run *run, const struct fg_item *item, struct sbuf *out);
void sidecar_srt(struct fg_run *run, const struct fg_item *item, struct sbuf *out);
void sidecar_json(struct fg_run *run, const struct fg_item *item, struct sbuf *out);
void sidecar_html(struct fg_run *run, const struct fg_item *item, struct sbuf *out);
void sidecar_text(struct fg_run *run, const struct fg_item *item, struct sbuf *out);
void sidecar_chapters(struct fg_run *run, const struct fg_item *item, struct sbuf *out);

#endif
