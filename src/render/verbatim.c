/* SPDX-License-Identifier: ISC */
#include "render/verbatim.h"

#include "base/arena.h"
#include "base/sbuf.h"
#include "base/str.h"
#include "render/guard.h"
#include "render/html.h"

/* HTML that cannot be read has no plain text; it is in the feed all the same. */
static void add_text(struct fg_run *run, struct str html, struct fg_notes *notes)
{
	const char *problem;
	struct html_doc *doc = html_parse(run->arena, html, &problem);
	if (!doc)
		return;
	struct sbuf text;
	sbuf_init(&text, NOTES_MAX);
	html_text(run->arena, doc, &text);
	sbuf_need_memory(&text, run->arena);
	notes->text = arena_strndup(run->arena, text.data, text.len);
	notes->text_len = text.len;
	sbuf_release(&text);
}

bool verbatim_render(struct fg_run *run, const struct fg_episode *ep,
	const struct fg_body *body, struct fg_notes *notes)
{
	struct str html = {body->text, body->len};
	struct str description = str_of(ep->description ? ep->description : "");
	if (str_ends(html, "\n"))
		html.len--;
	if (html.len == 0)
		html = description;
	if (description.len == 0)
		description = html;
	notes->html = arena_strndup(run->arena, html.data, html.len);
	notes->html_len = html.len;
	notes->description = arena_strndup(run->arena, description.data, description.len);
	notes->description_len = description.len;
	if (run->settings->plain_notes)
		add_text(run, html, notes);
	return true;
}
