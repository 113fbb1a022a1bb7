/* SPDX-License-Identifier: ISC */
#include "write/writer.h"

#include "base/diag.h"
#include "model/rule.h"

static const struct format *const formats[] = {
	[FG_RSS] = &rss_format, [FG_ATOM] = &atom_format, [FG_JSON] = &json_format};

/* Is the element left to what people have written themselves? */
static bool is_replaced(const struct writing *w, const struct element *e)
{
	struct element_own own = writing_own(w);
	return element_is_replaced(e, w->format, &own);
}

static void walk(struct writing *w, const struct format *format, enum element_scope scope)
{
	const struct element *e;
	for (size_t i = 0; (e = element_at(i)); i++) {
		bool has_it = *writing_name(w, e) && format->how[e->how];
		if (e->scope == scope && has_it && !is_replaced(w, e))
			format->how[e->how](w, e);
	}
}

static bool write_part(struct writing *w, enum writing_part part, struct sbuf *out)
{
	const struct format *format = w->writer = formats[w->format];
	format->begin(w, part, out);
	if (part != WRITING_TAIL)
		walk(w, format, part == WRITING_ITEM ? ELEMENT_ITEM : ELEMENT_CHANNEL);
	format->end(w, part);
	sbuf_need_memory(out, w->run->arena);
	if (!out->failed)
		return true;
	struct fg_place at = {w->ep ? w->ep->file : w->show->file, 0, 0};
	diag_add(w->run->diags, FG_RULE_WRITE_FAILED, at,
		"this needs more than %zu bytes in the feed", out->max);
	return false;
}

bool fg_write_head(struct fg_run *run, const struct fg_feed *feed, struct sbuf *out)
{
	struct writing w = {.run = run,
		.format = feed->format,
		.show = feed->show,
		.page = feed->page,
		.variant = feed->variant};
	return write_part(&w, WRITING_HEAD, out);
}

bool fg_write_item(struct fg_run *run, const struct fg_feed *feed,
	const struct fg_episode *ep, const struct fg_notes *notes, struct sbuf *out)
{
	struct writing w = {.run = run,
		.format = feed->format,
		.show = feed->show,
		.variant = feed->variant,
		.ep = ep,
		.notes = notes};
	return write_part(&w, WRITING_ITEM, out);
}

bool fg_write_tail(struct fg_run *run, const struct fg_feed *feed, struct sbuf *out)
{
	struct writing w = {.run = run,
		.format = feed->format,
		.show = feed->show,
		.page = feed->page,
		.variant = feed->variant};
	return write_part(&w, WRITING_TAIL, out);
}

void fg_write_escaped(const char *html, size_t len, struct sbuf *out)
{
	xmlout_escape(out, (struct str){html, len});
}

const char *fg_between_items(enum fg_format format)
{
	return formats[format]->between;
}
