/* SPDX-License-Identifier: ISC */
/* The files of an imported show: fields in the order of fields.def, then the notes. */
#include "import/import.h"

#include <inttypes.h>
#include <stdlib.h>
#include <string.h>
#include "base/diag.h"
#include "base/jsonout.h"
#include "base/vec.h"
#include "import/tags.h"
#include "import/yaml.h"
#include "model/field.h"
#include "model/rule.h"

enum { INDENT = 2 };

/* ---- values by kind ---- */

static void put_number(struct sbuf *out, const void *member)
{
	sbuf_printf(out, " %" PRId64 "\n", *(const int64_t *)member);
}

/* Between quotation marks: to YAML 1.1, 1:02:03 is a number. */
static void put_duration(struct sbuf *out, const void *member)
{
	int64_t s = *(const int64_t *)member;
	if (s >= 3600)
		sbuf_printf(out, " \"%" PRId64 ":%02d:%02d\"\n", s / 3600,
			(int)(s / 60 % 60), (int)(s % 60));
	else
		sbuf_printf(out, " \"%d:%02d\"\n", (int)(s / 60), (int)(s % 60));
}

static void put_list(struct sbuf *out, const struct fg_list *list)
{
	sbuf_str(out, " [");
	for (size_t i = 0; i < list->len; i++) {
		sbuf_str(out, i ? ", " : "");
		yaml_word(out, list->data[i]);
	}
	sbuf_str(out, "]\n");
}

static void put_categories(
	struct arena *a, struct sbuf *out, const struct fg_categories *all)
{
	struct fg_list names = {0};
	for (size_t i = 0; i < all->len; i++) {
		const struct fg_category *c = &all->data[i];
		*vec_push(a, &names) =
			c->sub ? arena_printf(a, "%s > %s", c->top, c->sub) : c->top;
	}
	put_list(out, &names);
}

static void put_part(struct sbuf *out, const char *name, const char *text)
{
	if (!text)
		return;
	sbuf_printf(out, ", %s: ", name);
	yaml_word(out, text);
}

static void put_people(struct sbuf *out, const struct fg_people *all)
{
	sbuf_char(out, '\n');
	for (size_t i = 0; i < all->len; i++) {
		const struct fg_person *p = &all->data[i];
		sbuf_str(out, "  - {name: ");
		yaml_word(out, p->name);
		put_part(out, "role", p->role);
		put_part(out, "group", p->group);
		put_part(out, "href", p->href);
		put_part(out, "img", p->img);
		sbuf_str(out, "}\n");
	}
}

static void put_entries(struct sbuf *out, const struct fg_entries *all)
{
	sbuf_char(out, '\n');
	for (size_t i = 0; i < all->len; i++) {
		sbuf_printf(out, "  %s:", all->data[i].name);
		yaml_value(out, all->data[i].text, 2 * INDENT);
	}
}

/* As an object, a member a line. */
static void put_json(struct arena *a, struct sbuf *out, const struct fg_entries *all)
{
	struct sbuf b;
	sbuf_init(&b, SIZE_MAX / 2);
	jsonout_open(&b, NULL);
	for (size_t i = 0; i < all->len; i++) {
		sbuf_str(&b, i ? ",\n" : "");
		jsonout_raw(&b, all->data[i].name, all->data[i].text);
	}
	jsonout_close(&b);
	sbuf_need_memory(&b, a);
	yaml_block(out, arena_strndup(a, b.data, b.len), INDENT);
	sbuf_release(&b);
}

static void put_templates(struct sbuf *out, const struct fg_entry *all)
{
	sbuf_char(out, '\n');
	for (int f = 0; f < FG_EP_FIELD_COUNT; f++) {
		if (!all[f].text)
			continue;
		sbuf_printf(out,
			"  %s:", episode_field((enum fg_episode_field)f)->field.name);
		yaml_value(out, all[f].text, 2 * INDENT);
	}
}

static void put_value(struct arena *a, struct sbuf *out, const struct field_row *row,
	const void *member)
{
	switch (row->kind) {
	case KIND_TEXT:
	case KIND_URL:
	case KIND_EMAIL:
	case KIND_CHAPTERS:
		yaml_value(out, *(const char *const *)member, INDENT);
		return;
	case KIND_DATE:
	case KIND_DECIMAL: /* of digits, which the field takes as they are */
		sbuf_printf(out, " %s\n", *(const char *const *)member);
		return;
	case KIND_BOOLEAN:
		sbuf_printf(out, " %s\n", *(const bool *)member ? "true" : "false");
		return;
	case KIND_DURATION:
		put_duration(out, member);
		return;
	case KIND_LIST:
		put_list(out, member);
		return;
	case KIND_CATEGORIES:
		put_categories(a, out, member);
		return;
	case KIND_PEOPLE:
		put_people(out, member);
		return;
	case KIND_XML:
		yaml_block(out, ((const struct fg_xml *)member)->text, INDENT);
		return;
	case KIND_JSON:
		put_json(a, out, member);
		return;
	case KIND_ENTRIES:
		put_entries(out, member);
		return;
	case KIND_TEMPLATES:
		put_templates(out, member);
		return;
	default:
		put_number(out, member);
	}
}

/* "owner.name" is the name under owner:, which its first field opens. */
static void put_name(struct sbuf *out, const char *name, const char **open)
{
	const char *dot = strchr(name, '.');
	if (!dot) {
		sbuf_printf(out, "%s:", name);
		return;
	}
	int len = (int)(dot - name);
	if (!*open || strncmp(*open, name, (size_t)len + 1) != 0)
		sbuf_printf(out, "%.*s:\n", len, name);
	*open = name;
	sbuf_printf(out, "%*s%s:", INDENT, "", dot + 1);
}

static void put_fields(struct fg_import *im, struct sbuf *out, const void *object,
	const struct fg_pos *at, bool of_show)
{
	const char *open = NULL;
	int n = of_show ? FG_SHOW_FIELD_COUNT : FG_EP_FIELD_COUNT;
	for (int f = 0; f < n; f++) {
		const struct field_row *row =
			of_show ? show_field((enum fg_show_field)f)
				: episode_field((enum fg_episode_field)f);
		if (at[f].origin != FG_WRITTEN)
			continue;
		const void *member = (const char *)object + row->offset;
		put_name(out, row->field.name, &open);
		if (row->kind == KIND_TAG)
			tags_put(im->arena, member, f, out);
		else
			put_value(im->arena, out, row, member);
	}
}

/* ---- what most episodes omit is said once ---- */

static const char *joined(struct arena *a, const struct fg_list *list)
{
	const char *all = "";
	for (size_t i = 0; i < list->len; i++)
		all = arena_printf(a, "%s%s%s", all, i ? ", " : "", list->data[i]);
	return all;
}

/* The list that most have, if it is no empty one and not of one episode alone. */
static const char *usual_omit(struct fg_import *im)
{
	struct map counts = {.arena = im->arena};
	const char *best = NULL;
	size_t most = 1;
	for (size_t i = 0; i < im->items.len; i++) {
		const char *list = joined(im->arena, &im->items.data[i]->ep.omit);
		size_t *count = map_get(&counts, list);
		if (!count) {
			count = arena_new(im->arena, size_t);
			map_put(&counts, list, count);
		}
		if (++*count > most && *list) {
			most = *count;
			best = list;
		}
	}
	return 2 * most > im->items.len ? best : NULL;
}

static void share_omit(struct fg_import *im)
{
	const char *usual = usual_omit(im);
	if (!usual)
		return;
	im->show.templates[FG_EP_OMIT].text = usual;
	im->show.at[FG_SHOW_EPISODE].origin = FG_WRITTEN;
	for (size_t i = 0; i < im->items.len; i++) {
		struct fg_episode *ep = &im->items.data[i]->ep;
		bool same = strcmp(joined(im->arena, &ep->omit), usual) == 0;
		ep->at[FG_EP_OMIT].origin = same ? FG_ABSENT : FG_WRITTEN;
	}
}

/* ---- files ---- */

static struct fg_new_file take(struct fg_import *im, const char *name, struct sbuf *b)
{
	sbuf_need_memory(b, im->arena);
	struct fg_new_file file = {
		name, arena_strndup(im->arena, b->data, b->len), b->len};
	sbuf_reset(b);
	return file;
}

static bool fits(
	struct fg_import *im, const struct import_item *item, size_t front, size_t len)
{
	struct fg_place at = {item->file, item->elements.line, item->elements.column};
	if (front <= FG_FRONT_MATTER_MAX && len <= FG_EPISODE_MAX)
		return true;
	diag_add(im->run->diags, FG_RULE_IMPORT_TOO_LARGE, at,
		"the item “%s” would be a file of %zu bytes, %zu of them before its "
		"text; at most %d and %d can be read",
		item->ep.title ? item->ep.title : "", len, front, FG_EPISODE_MAX,
		FG_FRONT_MATTER_MAX);
	return false;
}

static bool refuse_config(struct fg_import *im, size_t len)
{
	diag_add(im->run->diags, FG_RULE_IMPORT_TOO_LARGE,
		(struct fg_place){im->file, 0, 0},
		"what the feed says of the show would be a show config of %zu bytes; at "
		"most %d can be read",
		len, FG_CONFIG_MAX);
	return false;
}

static bool add_episode(struct fg_import *im, const struct import_item *item,
	struct sbuf *b, struct fg_new_files *files)
{
	const struct fg_episode *ep = &item->ep;
	sbuf_str(b, "---\n");
	put_fields(im, b, ep, ep->at, false);
	size_t front = b->len;
	sbuf_str(b, "---\n");
	sbuf_slice(b, ep->verbatim ? item->notes : item->markdown);
	bool good = fits(im, item, front, b->len);
	*vec_push(im->arena, files) =
		take(im, arena_printf(im->arena, "%s.md", ep->stem), b);
	return good;
}

bool fg_import_files(struct fg_import *im, struct fg_new_files *files)
{
	struct sbuf b;
	bool good = true;
	sbuf_init(&b, SIZE_MAX / 2);
	share_omit(im);
	for (size_t i = 0; i < im->items.len; i++)
		good = add_episode(im, im->items.data[i], &b, files) && good;
	put_fields(im, &b, &im->show, im->show.at, true);
	if (b.len > FG_CONFIG_MAX)
		good = refuse_config(im, b.len);
	*vec_push(im->arena, files) = take(im, "feed.yaml", &b);
	sbuf_release(&b);
	return good;
}
