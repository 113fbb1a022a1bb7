/* SPDX-License-Identifier: ISC */
#include "app/pages.h"

#include <string.h>
#include "app/samefile.h"
#include "base/arena.h"
#include "base/diag.h"
#include "base/str.h"
#include "base/url.h"
#include "base/vec.h"

/* Each is a file that is open until all are finished. */
enum { ARCHIVES_MAX = 200 };

struct pages {
	struct fg_run *run;
	const struct fg_show *show;
	const struct outputs *wholes;
	size_t size, archives;
	struct outputs made;
};

static bool refuse(struct pages *p, const char *why, const char *hint)
{
	struct fg_diag *d = diag_add(p->run->diags, FG_RULE_CONFIG_ARCHIVE,
		fg_show_place(p->show, FG_SHOW_ARCHIVE_SIZE), "%s", why);
	if (hint)
		diag_hint(p->run->diags, d, "%s", hint);
	return false;
}

/* ---- names and addresses ---- */

/* Where the extension of the file's name begins: at its end, if it has none. */
static const char *extension_of(const char *path)
{
	const char *slash = strrchr(path, '/'), *name = slash ? slash + 1 : path;
	const char *dot = strrchr(name, '.');
	return dot && dot != name ? dot : path + strlen(path);
}

/* feed-3.xml of feed.xml, in the same folder. */
static const char *archive_path(struct arena *a, const char *path, size_t number)
{
	const char *dot = extension_of(path);
	return arena_printf(a, "%.*s-%zu%s", (int)(dot - path), path, number, dot);
}

const char *pages_pattern(struct arena *a, const char *path)
{
	const char *dot = extension_of(path);
	return arena_printf(a, "%.*s-*%s", (int)(dot - path), path, dot);
}

const char *pages_pattern_of(struct arena *a, const char *path)
{
	const char *dot = extension_of(path), *from = dot;
	long long number;
	while (from > path && ascii_is_digit(from[-1]))
		from--;
	struct str digits = {from, (size_t)(dot - from)};
	if (from == path || from[-1] != '-' || *from == '0' ||
		!str_to_int(digits, &number) || number > ARCHIVES_MAX)
		return NULL;
	return arena_printf(a, "%.*s*%s", (int)(from - path), path, dot);
}

/* A file beside the feed has an address beside the feed's. */
static const char *archive_url(struct arena *a, const char *feed, const char *path)
{
	const char *slash = strrchr(path, '/');
	return url_resolve(a, feed, url_encode_part(a, slash ? slash + 1 : path));
}

/* That of the show's feed; or, for one with other audio, that of its file beside it. */
static const char *address_of(struct pages *p, const struct output *whole)
{
	const char *address = fg_feed_address(
		&(struct fg_feed){.format = whole->format, .show = p->show});
	if (!whole->variant || !whole->path || !address || !url_is_web(address))
		return address;
	return archive_url(p->run->arena, address, whole->path);
}

static bool has_address(struct pages *p, const struct output *whole)
{
	const char *address = address_of(p, whole);
	if (address && url_is_web(address))
		return true;
	return refuse(p,
		arena_printf(p->run->arena,
			"the archives of %s lie beside the feed's address, which is not "
			"known",
			whole->path),
		"add feed_url (atom_url for Atom, json_url for JSON) to the show config");
}

static bool is_free(struct pages *p, const char *path)
{
	for (size_t i = 0; i < p->wholes->len; i++) {
		const char *other = p->wholes->data[i].path;
		if (other && (strcmp(other, path) == 0 ||
				     samefile(p->run->arena, other, path)))
			return refuse(p,
				arena_printf(p->run->arena,
					"%s is an output, and the name of an archive too",
					path),
				"give the output another name");
	}
	return true;
}

/* ---- one output ---- */

static void date_page(struct pages *p, struct fg_page *page)
{
	for (size_t i = page->first; i < page->first + page->count; i++) {
		const struct fg_episode *ep = p->show->episodes.data[i];
		int64_t latest = ep->updated > ep->date ? ep->updated : ep->date;
		page->published = ep->date > page->published ? ep->date : page->published;
		page->updated = latest > page->updated ? latest : page->updated;
	}
}

/* Archive number (from 1); 0: the newest episodes. */
static struct fg_page *page_of(struct pages *p, const struct output *whole, size_t number)
{
	struct arena *a = p->run->arena;
	struct fg_page *page = arena_new(a, struct fg_page);
	size_t older = number ? number - 1 : p->archives;
	page->current = address_of(p, whole);
	page->archive = number > 0;
	page->count = p->size;
	page->first = number ? p->show->episodes.len - number * p->size : 0;
	page->self = number ? archive_url(a, page->current,
				      archive_path(a, whole->path, number))
			    : page->current;
	if (older)
		page->older = archive_url(
			a, page->current, archive_path(a, whole->path, older));
	date_page(p, page);
	return page;
}

static bool add_archives(struct pages *p, const struct output *whole)
{
	struct arena *a = p->run->arena;
	for (size_t n = 1; n <= p->archives; n++) {
		struct output archive = *whole;
		archive.path = archive_path(a, whole->path, n);
		archive.page = page_of(p, whole, n);
		if (!is_free(p, archive.path))
			return false;
		*vec_push(a, &p->made) = archive;
	}
	return true;
}

/* ---- all ---- */

static bool size_fits(struct pages *p)
{
	size_t episodes = p->show->episodes.len;
	if (p->show->archive_size < 1)
		return refuse(p, "archive.size is a number of episodes, from 1 on", NULL);
	p->size = (size_t)p->show->archive_size;
	p->archives = episodes ? (episodes - 1) / p->size : 0;
	if (p->archives <= ARCHIVES_MAX)
		return true;
	return refuse(p,
		arena_printf(p->run->arena,
			"%zu episodes would make %zu archives, and %d are the most",
			episodes, p->archives, ARCHIVES_MAX),
		arena_printf(p->run->arena, "write %zu or more",
			(episodes - 1) / (ARCHIVES_MAX + 1) + 1));
}

/* Archives first: the order of outputs is that in which they are put in place, and the newest
   document leads to the others. */
static bool split_all(struct pages *p, bool stdout_too)
{
	for (size_t i = 0; i < p->wholes->len; i++) {
		const struct output *whole = &p->wholes->data[i];
		if (!whole->path && !stdout_too)
			return refuse(p, "beside standard output there are no archives",
				"write the feed to a file: --output FILE");
		if (whole->path && (!has_address(p, whole) || !add_archives(p, whole)))
			return false;
	}
	for (size_t i = 0; i < p->wholes->len; i++) {
		struct output newest = p->wholes->data[i];
		if (newest.path)
			newest.page = page_of(p, &newest, 0);
		*vec_push(p->run->arena, &p->made) = newest;
	}
	return true;
}

static void tell_absent(struct pages *p, const struct output *o)
{
	for (size_t i = 0; i < p->show->episodes.len; i++) {
		const struct fg_episode *ep = p->show->episodes.data[i];
		bool usual = str_case_is(url_extension(ep->enclosure.url), o->variant) ||
			     (ep->audio_format && !strcmp(ep->audio_format, o->variant));
		if (usual || fg_audio(ep, o->variant) != &ep->enclosure)
			return;
	}
	diag_add(p->run->diags, FG_RULE_OUTPUT_VARIANT,
		(struct fg_place){.file = o->path},
		"no episode has audio in the format “%s”: the feed has the same as "
		"others",
		o->variant);
}

/* A feed with other audio is a document of its own, with an address of its own. */
static void name_variants(struct pages *p, struct outputs *outs)
{
	for (size_t i = 0; i < outs->len; i++) {
		struct output *o = &outs->data[i];
		if (!o->variant || !o->path)
			continue;
		struct fg_page *page = arena_new(p->run->arena, struct fg_page);
		page->self = address_of(p, o);
		page->count = p->show->episodes.len;
		date_page(p, page);
		o->page = page;
		tell_absent(p, o);
	}
}

bool pages_split(struct fg_run *run, const struct fg_show *show, struct outputs *outs,
	bool stdout_too)
{
	struct pages p = {.run = run, .show = show, .wholes = outs};
	name_variants(&p, outs);
	if (show->at[FG_SHOW_ARCHIVE_SIZE].origin == FG_ABSENT)
		return true;
	if (!size_fits(&p))
		return false;
	if (p.archives == 0)
		return true;
	if (!split_all(&p, stdout_too))
		return false;
	*outs = p.made;
	return true;
}

bool pages_has(const struct output *output, size_t i)
{
	const struct fg_page *page = output->page;
	return !page || (i >= page->first && i < page->first + page->count);
}
