/* SPDX-License-Identifier: ISC */
/* What feedgen writes, read back as the old feed was read. */
#include "import/settle.h"

#include <string.h>
#include "base/jsonread.h"
#include "base/xmlread.h"

/* ---- around an item ---- */

static void declare(struct sbuf *out, const char *prefix, const char *uri)
{
	sbuf_printf(out, " xmlns:%s=\"", prefix);
	for (; *uri; uri++) {
		if (strchr("&<\"", *uri))
			sbuf_printf(out, "&#%d;", *uri);
		else
			sbuf_char(out, *uri);
	}
	sbuf_char(out, '"');
}

/* What the head of the feed declares. */
static void open_root(const struct prefixes *p, enum fg_format format, struct sbuf *out)
{
	const struct element_namespace *ns;
	sbuf_str(out, format == FG_ATOM ? "<feed xmlns=\"http://www.w3.org/2005/Atom\""
					: "<rss");
	for (size_t i = 0; (ns = element_namespace_at(i)); i++) {
		const struct prefix *own = map_get(&p->by_prefix, ns->prefix);
		declare(out, ns->prefix, own ? own->uri : ns->uri);
	}
	for (size_t i = 0; i < p->all.len; i++) {
		if (!p->all.data[i]->is_ours)
			declare(out, p->all.data[i]->prefix, p->all.data[i]->uri);
	}
	sbuf_str(out, format == FG_ATOM ? ">" : "><channel>");
}

static void close_root(enum fg_format format, struct sbuf *out)
{
	sbuf_str(out, format == FG_ATOM ? "</feed>" : "</channel></rss>");
}

/* ---- reading ---- */

static struct fg_import probe_of(struct settling *s)
{
	return (struct fg_import){.run = s->im->run,
		.arena = &s->scratch,
		.prefixes = s->im->prefixes,
		.words = s->im->words};
}

static bool read_xml(struct settling *s, bool of_item)
{
	struct reading r;
	struct fg_import probe = probe_of(s);
	reading_init(&r, &probe);
	r.is_plain = true;
	struct xmlread *x = xmlread_new(&s->scratch, &reading_handler, &r);
	if (!x)
		s->scratch.exhausted();
	bool good = reading_feed(x, sbuf_text(&s->text)) && xmlread_finish(x);
	xmlread_free(x);
	reading_release(&r);
	s->written = (struct tree){0};
	if (!of_item)
		s->written = probe.channel;
	else if (probe.items.len)
		s->written = probe.items.data[0]->elements;
	return good;
}

static bool read_json(struct settling *s)
{
	struct fg_import probe = probe_of(s);
	struct jsonline line = {.depth = 1};
	struct jsonread r;
	enum json_event e;
	s->written = (struct tree){0};
	sbuf_init(&line.text, SIZE_MAX / 2);
	jsonread_open_text(&r, &s->scratch, sbuf_text(&s->text));
	while ((e = jsonread_next(&r)) != JSON_END && e != JSON_BROKEN) {
		if (jsonline_take(&line, &r, e))
			json_add_member(&probe, &s->written, &line);
		sbuf_need_memory(&line.text, &s->scratch);
	}
	jsonread_close(&r);
	jsonline_release(&line);
	return e == JSON_END;
}

bool settle_try(struct settling *s, enum fg_format format, const struct fg_episode *ep,
	struct str body)
{
	struct fg_body notes = {body.data, body.len, 1};
	bool root = ep && format != FG_JSON;
	arena_reset(&s->scratch);
	sbuf_reset(&s->text);
	if (root)
		open_root(s->im->prefixes, format, &s->text);
	if (!s->write(s->arg, format, ep, ep ? &notes : NULL, &s->text))
		return false;
	if (root)
		close_root(format, &s->text);
	sbuf_need_memory(&s->text, s->im->arena);
	if (s->text.failed)
		return false;
	return format == FG_JSON ? read_json(s) : read_xml(s, ep != NULL);
}
