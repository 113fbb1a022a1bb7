/* SPDX-License-Identifier: ISC */
#include "read/episode.h"

#include <string.h>
#include "base/diag.h"
#include "base/url.h"
#include "model/check.h"
#include "model/field.h"
#include "model/rule.h"
#include "read/assign.h"
#include "read/bytes.h"
#include "read/enclosure.h"
#include "read/entries.h"
#include "read/file_name.h"
#include "read/gather.h"
#include "read/resources.h"
#include "read/variants.h"
#include "read/wiki.h"

/* An episode that is being made. */
struct making {
	struct gather g;
	struct fg_episode *ep;
	struct target target;
};

static bool take(struct making *m, int field, const struct found *best)
{
	gather_warn_conflict(
		&m->g, episode_field((enum fg_episode_field)field)->kind, best);
	return assign(&m->target, field, best->node, best->name);
}

/* ---- fields with ways of their own ---- */

/* guests, hosts and the like: they add up. */
static void take_people(struct making *m, const struct found *f)
{
	struct fg_pos *at = &m->ep->at[FG_EP_PEOPLE];
	struct fg_pos first = node_pos(f->node);
	for (; f; f = f->next)
		assign(&m->target, FG_EP_PEOPLE, f->node, f->name);
	if (m->ep->people.len)
		*at = first;
}

/* draft: true, upcoming: true, published: false: one of them is enough. */
static void take_draft(struct making *m, const struct found *f)
{
	bool draft = m->ep->draft;
	struct fg_pos at = m->ep->at[FG_EP_DRAFT];
	for (; f; f = f->next) {
		if (!assign(&m->target, FG_EP_DRAFT, f->node, f->name))
			continue;
		bool says = m->ep->draft != (f->how->shape == SHAPE_NOT);
		if (at.origin == FG_ABSENT || (says && !draft))
			at = node_pos(f->node);
		draft = draft || says;
	}
	m->ep->draft = draft;
	m->ep->at[FG_EP_DRAFT] = at;
}

/* Takes out what is there already, in whatever case. */
static void keywords_once(struct fg_list *list)
{
	unsigned kept = 0;
	for (unsigned i = 0; i < list->len; i++) {
		unsigned k = 0;
		while (k < kept && !str_case_is(str_of(list->data[i]), list->data[k]))
			k++;
		if (k == kept)
			list->data[kept++] = list->data[i];
	}
	list->len = kept;
}

/* Hugo's date is that of the text; where there is a publishDate, the page goes out then, and
   not before. */
static void take_date(struct making *m, const struct found *best)
{
	struct found first = *best, *others = &first, **link = &others;
	const struct found *publish = best;
	while (publish && !field_name_is(gather_last_part(publish->name), "publish_date"))
		publish = publish->next;
	if (publish && publish != best) {
		first = *publish;
		link = &first.next;
		for (const struct found *f = best; f; f = f->next) {
			if (f == publish)
				continue;
			*link = arena_new(m->g.scratch, struct found);
			**link = *f;
			link = &(*link)->next;
		}
		*link = NULL;
	}
	take(m, FG_EP_DATE, &first);
}

/* "S01E02", "Episode 2" and "#2" are understood as in the name of a file. */
static void take_number(struct making *m, const struct found *best)
{
	struct str season, number;
	char canonical[DECIMAL_SIZE];
	struct fg_episode *ep = m->ep;
	struct str text = str_trim(str_of(node_text(best->node)));
	if (best->node->kind != NODE_SCALAR ||
		!file_name_spells(text, &season, &number) ||
		!check_decimal(number, canonical)) {
		take(m, FG_EP_NUMBER, best);
		return;
	}
	gather_warn_conflict(&m->g, KIND_TEXT, best);
	ep->number = arena_strdup(m->g.run->arena, canonical);
	ep->at[FG_EP_NUMBER] = node_pos(best->node);
	if (season.len && !m->g.of[FG_EP_SEASON] && check_integer(season, &ep->season))
		ep->at[FG_EP_SEASON] = node_pos(best->node);
}

/* Tags and categories of a blog are both words that people search for. What is meant as keywords
   stands alone. */
static void take_keywords(struct making *m, const struct found *best)
{
	struct fg_pos first = node_pos(best->node);
	if (best->how->shape != SHAPE_ELSE) {
		take(m, FG_EP_KEYWORDS, best);
		return;
	}
	for (const struct found *f = best; f; f = f->next)
		assign(&m->target, FG_EP_KEYWORDS, f->node, f->name);
	keywords_once(&m->ep->keywords);
	if (m->ep->keywords.len)
		m->ep->at[FG_EP_KEYWORDS] = first;
}

/* "Full" and "full" are the same type; feeds want the latter. Seriously Simple Podcasting has
   another name for that, and says here whether the episode is audio or video. */
static void take_episode_type(struct making *m, const struct found *best)
{
	static const char *const types[] = {"full", "trailer", "bonus"};
	struct str text = str_trim(str_of(node_text(best->node)));
	if (str_case_is(text, "audio") || str_case_is(text, "video"))
		best = best->next;
	if (!best)
		return;
	if (!take(m, FG_EP_EPISODE_TYPE, best))
		return;
	for (size_t i = 0; i < sizeof types / sizeof *types; i++) {
		if (str_case_is(str_of(m->ep->episode_type), types[i]))
			m->ep->episode_type = types[i];
	}
}

/* One address, or several of which the first is the enclosure. */
static void take_audio(struct making *m, const struct found *best)
{
	struct found first = variants_first(best);
	if (!take(m, FG_EP_AUDIO, &first))
		return;
	enclosure_split(m->g.run->arena, m->ep);
	variants_read(&m->g, best, m->g.of[FG_EP_LENGTH], m->ep);
}

/* "size" is in bytes, but for Astropod, which has megabytes; "filesize.mp3" counts only
   if the audio is that mp3. */
static void take_length(struct making *m, const struct found *f)
{
	struct str audio = str_of(m->ep->audio_format);
	int64_t *length = &m->ep->enclosure.length;
	bool exact = true;
	while (f && variants_format(f->name).len &&
		!str_case_is(audio, gather_last_part(f->name)))
		f = f->next;
	if (!f)
		return;
	bool mega = str_ends(str_of(f->name), "size");
	if (f->node->kind == NODE_SCALAR &&
		bytes_parse(node_text(f->node), mega, length, &exact) && !exact) {
		m->ep->at[FG_EP_LENGTH] = node_pos(f->node);
		m->ep->at[FG_EP_LENGTH].origin = FG_DERIVED;
	} else if (!take(m, FG_EP_LENGTH, f)) {
		return;
	}
	if (*length == 0)
		m->ep->at[FG_EP_LENGTH].origin = FG_ABSENT;
}

/* A transcript is an address or a file; what is written out is not carried on. */
static void take_transcript(struct making *m, const struct found *best)
{
	if (best->node->kind == NODE_SCALAR && !strchr(node_text(best->node), '\n')) {
		take(m, FG_EP_TRANSCRIPT, best);
		return;
	}
	diag_add(m->g.run->diags, FG_RULE_FIELD_NOT_WRITTEN,
		point_place(m->g.file, best->node->key_at),
		"“%s” is written out here, and does not come into the feed", best->name);
}

/* The item of a list with that text; the whole, if it is no list. */
static const struct node *item_of(const struct node *list, const char *text)
{
	for (const struct node *n = list->first; n; n = n->next) {
		if (str_is(str_trim(str_of(node_text(n))), text))
			return n;
	}
	return list;
}

static void take_lint_ignore(struct making *m, const struct found *best)
{
	struct fg_diags *diags = m->g.run->diags;
	take(m, FG_EP_LINT_IGNORE, best);
	for (size_t i = 0; i < m->ep->lint_ignore.len; i++) {
		const char *id = m->ep->lint_ignore.data[i];
		if (fg_rule_find(id) >= 0)
			continue;
		struct fg_diag *d = diag_add(diags, FG_RULE_LINT_IGNORE_UNKNOWN,
			node_place(m->g.file, item_of(best->node, id)),
			"there is no rule “%s”", id);
		d->element = episode_field(FG_EP_LINT_IGNORE)->field.name;
		const char *near = fg_rule_nearest(id);
		if (near)
			diag_hint(diags, d, "did you mean “%s”?", near);
	}
}

static void (*const ways[FG_EP_FIELD_COUNT])(struct making *, const struct found *) = {
	[FG_EP_AUDIO] = take_audio,
	[FG_EP_DATE] = take_date,
	[FG_EP_NUMBER] = take_number,
	[FG_EP_KEYWORDS] = take_keywords,
	[FG_EP_PEOPLE] = take_people,
	[FG_EP_DRAFT] = take_draft,
	[FG_EP_EPISODE_TYPE] = take_episode_type,
	[FG_EP_LENGTH] = take_length,
	[FG_EP_TRANSCRIPT] = take_transcript,
	[FG_EP_LINT_IGNORE] = take_lint_ignore,
};

/* ---- all together ---- */

/* audio: {mp3: https://…/download/17} says what the address does not. */
static void derive_type(struct making *m)
{
	const struct found *audio = m->g.of[FG_EP_AUDIO];
	if (m->ep->at[FG_EP_TYPE].origin != FG_ABSENT || !m->ep->enclosure.url ||
		extension_is_media(url_extension(m->ep->enclosure.url)))
		return;
	const char *type = mime_of_extension(variants_format(audio->name));
	if (!type)
		return;
	m->ep->enclosure.type = type;
	m->ep->at[FG_EP_TYPE] = m->ep->at[FG_EP_AUDIO];
	m->ep->at[FG_EP_TYPE].origin = FG_DERIVED;
}

/* What Eleventy works out for each page, feedgen cannot know. */
static void warn_computed(const struct making *m, const struct stranger *s)
{
	struct fg_diags *diags = m->g.run->diags;
	if (!field_name_is(s->name->text, "eleventy_computed"))
		return;
	for (const struct node *n = s->node->first; n; n = n->next) {
		const struct name *name = names_find(m->g.names, n->key);
		if (!name->meanings)
			continue;
		struct fg_diag *d = diag_add(diags, FG_RULE_FIELD_UNKNOWN,
			point_place(m->g.file, n->key_at),
			"“%s” is worked out by Eleventy, and means nothing here", n->key);
		diag_hint(diags, d,
			"write %s: itself, or how it is made for all episodes into the "
			"show config, as in episode: {%s: \"…{slug}…\"}",
			n->key, n->key);
	}
}

/* A name that looks like a field's that is not there. Others are the site's own. */
static void warn_slips(const struct making *m)
{
	for (size_t i = 0; i < m->g.strangers.len; i++) {
		const struct stranger *s = &m->g.strangers.data[i];
		warn_computed(m, s);
		if (s->name->slip < 0 || m->g.named[s->name->slip])
			continue;
		const char *meant = m->g.names->fields[s->name->slip];
		struct fg_diag *d = diag_add(m->g.run->diags, FG_RULE_FIELD_UNKNOWN,
			point_place(m->g.file, s->node->key_at), "“%s” means nothing",
			s->name->text);
		diag_hint(m->g.run->diags, d, "did you mean “%s”?", meant);
	}
}

static void fill(struct making *m)
{
	gather_place_empty(&m->g, m->ep->at, FG_EP_FIELD_COUNT);
	for (int f = 0; f < FG_EP_FIELD_COUNT; f++) {
		const struct found *best = m->g.of[f];
		if (best && ways[f])
			ways[f](m, best);
		else if (best)
			take(m, f, best);
	}
	derive_type(m);
	warn_slips(m);
	file_name_number(m->g.run->arena, m->ep);
}

/* A YAML file with nothing in it that makes an episode is somebody else's. */
static bool is_episode(const struct making *m)
{
	static const enum fg_episode_field telling[] = {
		FG_EP_TITLE, FG_EP_AUDIO, FG_EP_DATE, FG_EP_GUID};
	for (size_t i = 0; i < sizeof telling / sizeof *telling; i++) {
		if (m->g.named[telling[i]])
			return true;
	}
	if (!front_matter_is_whole(m->ep->file))
		return true;
	diag_add(m->g.run->diags, FG_RULE_FILE_NO_EPISODE,
		(struct fg_place){m->ep->file, 0, 0},
		"has no title, audio, date or guid: it is no episode and is left out");
	return false;
}

struct fg_episode *episode_read(
	struct episode_reader *r, const struct source *src, const char *bundle)
{
	struct front_matter fm;
	if (!front_matter_split(r->run, src, &fm) || fm.kind == FRONT_NONE)
		return NULL;
	struct node *top = front_matter_read(r->run, r->scratch, &fm);
	if (!top)
		return NULL;
	wiki_unlink(r->scratch, top);
	resources_name(r->scratch, top);
	struct fg_episode *ep = arena_new(r->run->arena, struct fg_episode);
	ep->file = src->file;
	ep->bundled = bundle != NULL;
	ep->stem = bundle ? bundle : file_name_stem(r->run->arena, src->file);
	ep->identity = (struct fg_identity){
		src->facts.size, src->facts.mtime_ns, src->facts.inode};
	ep->body_at = fm.body_at;
	ep->body_line = fm.body_line;
	entries_keep(r, top, &ep->entries);
	struct making m = {
		.g = {.run = r->run,
			.scratch = r->scratch,
			.names = r->names,
			.file = src->file},
		.ep = ep,
		.target = {r->run, src->file, ep, ep->at, false, r->names->namespaces},
	};
	gather_tree(&m.g, top, FG_EP_FIELD_COUNT);
	if (!is_episode(&m))
		return NULL;
	fill(&m);
	return ep;
}
