/* SPDX-License-Identifier: ISC */
/*
 * Transcripts and chapters that items name, which may be taken into the show: one file an item
 * of each. Of a transcript in several formats that is the one that says most, of which feedgen
 * makes the others; several languages, though, no field can hold.
 */
#include "import/import.h"

#include <string.h>
#include "base/diag.h"
#include "base/url.h"
#include "base/vec.h"
#include "model/check.h"
#include "model/sidecar.h"

static const char transcript[] = "podcast:transcript";
static const char chapters[] = "podcast:chapters";

/* ---- what an element names ---- */

static const char *attribute(struct fg_import *im, const struct tree *n, const char *name)
{
	const char *value = tree_attribute(n, name);
	struct str s = str_trim(str_of(value ? value : ""));
	return arena_strndup(im->arena, s.data, s.len);
}

/* Types that say the same in other words. */
static const char *usual_type(const char *type)
{
	static const struct {
		const char *also, *type;
	} others[] = {
		{"application/srt", "application/x-subrip"},
		{"text/srt", "application/x-subrip"},
		{"application/subrip", "application/x-subrip"},
		{"application/xhtml+xml", "text/html"},
	};
	for (size_t i = 0; i < sizeof others / sizeof *others; i++) {
		if (str_case_is(str_of(type), others[i].also))
			return others[i].type;
	}
	return type;
}

/* The kind of a transcript by the type that the feed gives it, else by its address;
   FG_SIDECARS: none that feedgen reads. */
static enum fg_sidecar kind_of(struct fg_import *im, const struct tree *n)
{
	const char *type = usual_type(attribute(im, n, "type"));
	const char *guess = mime_of_transcript(url_extension(attribute(im, n, "url")));
	for (int pass = 0; pass < 2; pass++) {
		for (unsigned k = 0; type && k < FG_SIDECAR_CHAPTERS; k++) {
			if (str_case_is(str_of(type), sidecar_type(k)))
				return (enum fg_sidecar)k;
		}
		type = guess;
	}
	return FG_SIDECARS;
}

static const char *language_of(struct fg_import *im, const struct tree *n)
{
	const char *own = attribute(im, n, "language");
	return *own ? own : im->show.language ? im->show.language : "";
}

static const struct tree *next_of(const struct tree *n, const char *key)
{
	while (n && strcmp(n->key, key) != 0)
		n = n->next;
	return n;
}

/* ---- what is wanted of an item ---- */

static void leave(struct fg_import *im, const struct import_item *item,
	const struct tree *n, const char *why)
{
	diag_add(im->run->diags, FG_RULE_IMPORT_FILE,
		(struct fg_place){item->file, n->line, n->column},
		"the transcript of “%s” is not fetched: %s",
		item->ep.title ? item->ep.title : item->ep.stem, why);
}

/* The best of its transcripts; NULL: none, and why is told. */
static const struct tree *best_of(
	struct fg_import *im, const struct import_item *item, enum fg_sidecar *kind)
{
	const struct tree *first = next_of(item->elements.first, transcript),
			  *best = NULL;
	*kind = FG_SIDECARS;
	for (const struct tree *n = first; n; n = next_of(n->next, transcript)) {
		enum fg_sidecar is = kind_of(im, n);
		if (!str_case_is(str_of(language_of(im, n)), language_of(im, first))) {
			leave(im, item, n,
				"there are some in several languages, and transcript: "
				"holds one");
			return NULL;
		}
		if (is < *kind) {
			best = n;
			*kind = is;
		}
	}
	if (first && !best)
		leave(im, item, first, "it is in no format that feedgen reads");
	return best;
}

static void add(struct fg_import *im, struct fg_wanted_files *files, size_t i,
	const struct tree *n, enum fg_sidecar kind)
{
	const struct import_item *item = im->items.data[i];
	*vec_push(im->arena, files) = (struct fg_import_file){
		.item = i,
		.kind = kind,
		.url = attribute(im, n, "url"),
		.name = arena_printf(
			im->arena, "%s%s", item->ep.stem, fg_sidecar_suffix(kind)),
		.title = item->ep.title ? item->ep.title : item->ep.stem,
		.at = {item->file, n->line, n->column},
	};
}

void fg_import_named(struct fg_import *im, struct fg_wanted_files *files)
{
	enum fg_sidecar kind;
	for (size_t i = 0; i < im->items.len; i++) {
		const struct import_item *item = im->items.data[i];
		const struct tree *n = best_of(im, item, &kind);
		if (n)
			add(im, files, i, n, kind);
		n = next_of(item->elements.first, chapters);
		if (n)
			add(im, files, i, n, FG_SIDECAR_CHAPTERS);
	}
}

/* ---- what was had ---- */

void fg_import_have(struct fg_import *im, const struct fg_import_file *file)
{
	struct import_item *item = im->items.data[file->item];
	struct fg_episode *ep = &item->ep;
	bool of_chapters = file->kind == FG_SIDECAR_CHAPTERS;
	enum fg_episode_field field = of_chapters ? FG_EP_CHAPTERS : FG_EP_TRANSCRIPT;
	*(of_chapters ? &ep->chapters : &ep->transcript) = file->name;
	ep->at[field].origin = FG_WRITTEN;
	settle_forget(im, item, of_chapters ? chapters : transcript);
}
