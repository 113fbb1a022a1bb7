/* SPDX-License-Identifier: ISC */
#include "resolve/walk.h"

#include <string.h>
#include "base/arena.h"
#include "base/diag.h"
#include "base/str.h"
#include "base/utf8.h"
#include "model/template.h"

enum { NAME_MAX_BYTES = 150 }; /* a suffix and a temp's name have to fit behind it */

/* What is the same for transcripts and chapters. */
struct kind {
	const char *what; /* as messages call it */
	const char **dir, **url;
	enum fg_show_field dir_field, url_field;
	struct map *names;
	bool elsewhere; /* the episode's is at an address of its own: none is made */
	struct fg_sidecar_place *place;
};

static struct kind transcripts(struct walk *w, struct fg_episode *ep)
{
	struct fg_show *show = w->show;
	return (struct kind){"transcript", &show->transcript_dir, &show->transcript_url,
		FG_SHOW_TRANSCRIPT_DIR, FG_SHOW_TRANSCRIPT_URL, &w->transcript_names,
		ep && ep->transcript && !ep->transcript_file,
		ep ? &ep->transcript_place : NULL};
}

static struct kind chapters(struct walk *w, struct fg_episode *ep)
{
	struct fg_show *show = w->show;
	return (struct kind){"chapters", &show->chapters_dir, &show->chapters_url,
		FG_SHOW_CHAPTERS_DIR, FG_SHOW_CHAPTERS_URL, &w->chapters_names,
		ep && ep->chapters && !ep->chapters_file,
		ep ? &ep->chapters_place : NULL};
}

/* ---- the show ---- */

/* Where the name begins in an address: behind the folder that is the same for all. */
static size_t name_at(const char *url)
{
	const char *brace = strchr(url, '{');
	size_t at = brace ? (size_t)(brace - url) : strlen(url);
	while (at > 0 && url[at - 1] != '/')
		at--;
	return at;
}

static bool is_sound(struct walk *w, const struct kind *k)
{
	const char *bad;
	if (template_is_sound(*k->url, &bad))
		return true;
	diag_add(w->run->diags, FG_RULE_TEMPLATE_BROKEN,
		fg_show_place(w->show, k->url_field),
		"the address of the %s files cannot be read from “%s” on", k->what, bad);
	return false;
}

/* The address as a template of the name, its folder absolute. Without a template the files
   are called as the episodes' pages are. */
static void open_kind(struct walk *w, const struct kind *k)
{
	struct arena *a = w->run->arena;
	if (!*k->dir != !*k->url)
		diag_add(w->run->diags, FG_RULE_CONFIG_SIDECAR,
			fg_show_place(w->show, *k->dir ? k->dir_field : k->url_field),
			*k->dir ? "%s.dir is there, but no %s.url"
				: "%s.url is there, but no %s.dir",
			k->what, k->what)
			->element = k->what;
	bool sound = *k->dir && *k->url && is_sound(w, k);
	if (!sound) {
		*k->dir = NULL;
		return;
	}
	const char *url = *k->url;
	if (!strchr(url, '{'))
		url = arena_printf(
			a, str_ends(str_of(url), "/") ? "%s{slug}" : "%s/{slug}", url);
	size_t at = name_at(url);
	const char *folder = at ? arena_strndup(a, url, at) : "./";
	urls_settle(w, &folder, false, "address", fg_show_place(w->show, k->url_field));
	*k->url = arena_printf(a, "%s%s", folder, url + at);
}

void places_open(struct walk *w)
{
	struct kind t = transcripts(w, NULL), c = chapters(w, NULL);
	w->transcript_names.arena = w->chapters_names.arena = w->run->arena;
	open_kind(w, &t);
	open_kind(w, &c);
}

/* ---- an episode ---- */

/* Why no file can be called that; NULL: one can. */
static const char *fault(struct arena *a, const char *name)
{
	struct str s = str_of(name);
	if (s.len > NAME_MAX_BYTES)
		return "is too long";
	if (s.len == 0 || name[0] == '.')
		return "is no name of a file";
	for (size_t i = 0; i < s.len; i++) {
		unsigned char c = (unsigned char)name[i];
		if (c == '/' || c == '\\' || c < 0x20 || c == 0x7f)
			return arena_printf(a, "has %s in it",
				c == '/'    ? "a slash"
				: c == '\\' ? "a backslash"
					    : "a control character");
	}
	return NULL;
}

static void complain(
	struct walk *w, const struct kind *k, struct fg_episode *ep, const char *message)
{
	struct fg_diag *d = diag_add(w->run->diags, FG_RULE_EPISODE_SIDECAR_NAME,
		(struct fg_place){.file = ep->file}, "the %s file of this episode: %s",
		k->what, message);
	d->related = fg_show_place(w->show, k->url_field);
	d->element = k->what;
}

static const char *name_of(struct walk *w, const struct kind *k, struct fg_episode *ep)
{
	struct arena *a = w->run->arena;
	struct template_args args = {.episode = ep};
	const char *template = *k->url + name_at(*k->url), *name, *missing;
	if (template_expand(a, template, &args, &name, &missing) != TEMPLATE_OK) {
		complain(w, k, ep,
			arena_printf(a, "“%s” makes no name, for want of {%s}", template,
				missing));
		return NULL;
	}
	const char *why = fault(a, name);
	struct fg_episode *twin = map_get(k->names, name);
	if (!why && twin)
		why = arena_printf(a, "is that of %s, too", twin->file);
	if (why)
		complain(w, k, ep, arena_printf(a, "its name “%s” %s", name, why));
	return why ? NULL : name;
}

static void set_kind(struct walk *w, const struct kind *k, struct fg_episode *ep)
{
	if (!*k->dir || k->elsewhere)
		return;
	const char *name = name_of(w, k, ep);
	if (!name)
		return;
	map_put(k->names, name, ep);
	k->place->name = name;
	k->place->url = arena_printf(w->run->arena, "%.*s%s", (int)name_at(*k->url),
		*k->url, urls_encode_path(w->run->arena, name));
}

void places_set(struct walk *w, struct fg_episode *ep)
{
	struct kind t = transcripts(w, ep), c = chapters(w, ep);
	set_kind(w, &t, ep);
	set_kind(w, &c, ep);
}
