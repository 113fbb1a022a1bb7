/* SPDX-License-Identifier: ISC */
#include "read/variants.h"

#include <string.h>
#include "base/diag.h"
#include "base/str.h"
#include "base/url.h"
#include "base/vec.h"
#include "model/check.h"
#include "read/bytes.h"

struct str variants_format(const char *name)
{
	struct str last = str_of(gather_last_part(name));
	return strchr(name, '.') && extension_is_media(last) ? last : (struct str){"", 0};
}

struct found variants_first(const struct found *best)
{
	struct found first = *best;
	if (first.node->kind == NODE_LIST && first.node->first)
		first.node = first.node->first;
	return first;
}

/* "opus", as outputs ask for it. */
static const char *lower(struct arena *a, struct str name)
{
	char *text = arena_strndup(a, name.data, name.len);
	for (char *c = text; *c; c++)
		*c = ascii_lower(*c);
	return text;
}

/* Two of a format cannot be told apart; the first counts. */
static bool is_known(const struct fg_episode *ep, const char *format)
{
	for (size_t i = 0; i < ep->variants.len; i++) {
		if (strcmp(ep->variants.data[i].format, format) == 0)
			return true;
	}
	return false;
}

static void add(
	struct gather *g, const struct node *n, struct str format, struct fg_episode *ep)
{
	struct arena *a = g->run->arena;
	if (n->kind != NODE_SCALAR || node_is_empty(n))
		return;
	struct fg_variant v = {.at = node_pos(n)};
	v.audio.url = arena_strdup(a, node_text(n));
	struct str extension = url_extension(v.audio.url);
	v.format = lower(a, format.len ? format : extension);
	if (!extension_is_media(extension))
		v.audio.type = mime_of_extension(format);
	if (*v.format && !is_known(ep, v.format))
		*vec_push(a, &ep->variants) = v;
}

/* "filesize.opus" is the size of the opus. */
static void measure(const struct found *sizes, struct fg_variant *v)
{
	for (const struct found *f = sizes; f; f = f->next) {
		bool exact, mega = str_ends(str_of(f->name), "size");
		if (f->node->kind == NODE_SCALAR &&
			str_case_is(variants_format(f->name), v->format) &&
			bytes_parse(node_text(f->node), mega, &v->audio.length, &exact))
			return;
	}
}

/* Are both in one map, as in audio.mp3 and audio.opus? */
static bool is_sibling(const struct found *f, const struct found *best)
{
	size_t n = (size_t)(gather_last_part(best->name) - best->name);
	return n > 0 && n == (size_t)(gather_last_part(f->name) - f->name) &&
	       strncmp(f->name, best->name, n) == 0 && variants_format(f->name).len;
}

void variants_read(struct gather *g, const struct found *best, const struct found *sizes,
	struct fg_episode *ep)
{
	struct str none = {"", 0}, format = variants_format(best->name);
	if (format.len == 0 && ep->enclosure.url)
		format = url_extension(ep->enclosure.url);
	ep->audio_format = lower(g->run->arena, format);
	if (best->node->kind == NODE_LIST)
		for (const struct node *n = best->node->first->next; n; n = n->next)
			add(g, n, none, ep);
	for (const struct found *f = best->next; f && variants_format(best->name).len;
		f = f->next) {
		if (is_sibling(f, best))
			add(g, f->node, variants_format(f->name), ep);
	}
	for (size_t i = 0; i < ep->variants.len; i++)
		measure(sizes, &ep->variants.data[i]);
}

bool variants_templates(const struct slot *s, const struct node *node)
{
	struct fg_show *show = s->to->object;
	struct arena *a = s->to->run->arena;
	bool good = true;
	for (const struct node *n = node->first; n; n = n->next) {
		if (n->kind != NODE_SCALAR) {
			good = slot_fail_member(s, n);
			continue;
		}
		bool map = node->kind == NODE_MAP;
		struct str format = map ? str_of(n->key) : url_extension(n->text);
		if (node_is_empty(n))
			continue;
		if (extension_is_media(format))
			*vec_push(a, &show->audio_templates) =
				(struct fg_entry){lower(a, format), n->text, node_pos(n)};
		else
			diag_add(s->to->run->diags, FG_RULE_FIELD_UNKNOWN,
				(struct fg_place){s->to->file, node_pos(n).line,
					node_pos(n).column},
				"“%s” is no format of audio: this template does nothing",
				map ? n->key : n->text);
	}
	return good;
}
