/* SPDX-License-Identifier: ISC */
#include "write/sidecars.h"

#include "base/diag.h"

bool fg_write_sidecar(struct fg_run *run, const struct fg_item *item,
	enum fg_sidecar kind, struct sbuf *out)
{
	static void (*const write[FG_SIDECARS])(
		struct fg_run * run, const struct fg_item *item, struct sbuf *out) = {
		[FG_SIDECAR_VTT] = sidecar_vtt,
		[FG_SIDECAR_SRT] = sidecar_srt,
		[FG_SIDECAR_JSON] = sidecar_json,
		[FG_SIDECAR_HTML] = sidecar_html,
		[FG_SIDECAR_TEXT] = sidecar_text,
		[FG_SIDECAR_CHAPTERS] = sidecar_chapters,
	};
	write[kind](run, item, out);
	sbuf_need_memory(out, run->arena);
	if (!out->failed)
		return true;
	diag_add(run->diags, FG_RULE_WRITE_FAILED,
		(struct fg_place){item->episode->file, 0, 0},
		"its %s file would have more than %zu bytes", fg_sidecar_suffix(kind),
		out->max);
	return false;
}
