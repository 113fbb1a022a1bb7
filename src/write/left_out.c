/* SPDX-License-Identifier: ISC */
/* What people have written as XML, and a format has no place for: told once for all of it. */
#include <feedgen/feedgen.h>

#include <string.h>
#include "base/diag.h"
#include "base/map.h"
#include "base/sbuf.h"
#include "base/vec.h"
#include "model/element.h"
#include "model/rule.h"

enum { SHOWN = 3 };

struct leaving {
	enum fg_format format;
	struct map seen;
	struct fg_list keys; /* each once, in order */
	struct fg_place at;  /* of the first */
};

/* What feedgen has a row for, the fields say in every format that has words for it. */
static bool is_left(enum fg_format format, enum element_scope scope, const char *key)
{
	bool taken = format == FG_ATOM && element_is_shared(key);
	return format != FG_RSS && !taken && !element_of_key(scope, key);
}

static void look(struct leaving *l, enum element_scope scope, const struct fg_xml *xml,
	struct fg_place at)
{
	for (size_t i = 0; i < xml->parts.len; i++) {
		const char *key = xml->parts.data[i].name;
		if (!is_left(l->format, scope, key) || map_get(&l->seen, key))
			continue;
		map_put(&l->seen, key, l);
		if (l->keys.len == 0)
			l->at = at;
		*vec_push(l->seen.arena, &l->keys) = key;
	}
}

static void tell(struct fg_run *run, const struct leaving *l)
{
	struct sbuf names;
	sbuf_init(&names, SIZE_MAX / 2);
	for (size_t i = 0; i < l->keys.len && i < SHOWN; i++)
		sbuf_printf(&names, "%s%s", i ? ", " : "", l->keys.data[i]);
	if (l->keys.len > SHOWN)
		sbuf_printf(&names, " and %u more", l->keys.len - SHOWN);
	sbuf_need_memory(&names, run->arena);
	struct fg_diag *d = diag_add(run->diags, FG_RULE_WRITE_LEFT_OUT, l->at,
		"%s has no place for what xml: says, and goes without it: %s",
		l->format == FG_ATOM ? "Atom" : "JSON Feed", names.data);
	const char *field = l->format == FG_ATOM ? "atom" : "json";
	diag_hint(run->diags, d,
		"say it in %s: as that format has it, or turn the rule off", field);
	sbuf_release(&names);
}

void fg_write_left_out(
	struct fg_run *run, const struct fg_show *show, enum fg_format format)
{
	struct leaving l = {.format = format, .seen = {.arena = run->arena}};
	look(&l, ELEMENT_CHANNEL, &show->xml, fg_show_place(show, FG_SHOW_XML));
	for (size_t i = 0; i < show->episodes.len; i++) {
		const struct fg_episode *ep = show->episodes.data[i];
		look(&l, ELEMENT_ITEM, &ep->xml, fg_episode_place(show, ep, FG_EP_XML));
	}
	if (l.keys.len)
		tell(run, &l);
}
