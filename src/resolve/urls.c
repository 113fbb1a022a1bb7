/* SPDX-License-Identifier: ISC */
#include "resolve/walk.h"

#include <string.h>
#include "base/diag.h"
#include "base/fs.h"
#include "base/sbuf.h"
#include "base/str.h"
#include "base/trace.h"
#include "base/url.h"

/* ---- what references are relative to ---- */

/* An address as a folder: of https://a.org/show the pages are below show/, whereas those
   beside https://a.org/index.html are below /. */
static const char *folder(struct arena *a, const char *link)
{
	bool is_page = url_extension(link).len > 0 || strpbrk(link, "?#");
	return is_page || str_ends(str_of(link), "/") ? link
						      : arena_printf(a, "%s/", link);
}

/* Pages and pictures belong to the site. */
static const char *site(struct walk *w)
{
	const struct fg_show *show = w->show;
	return show->link ? folder(&w->scratch, show->link) : show->feed_url;
}

/* Media files lie beside the feed. */
static const char *feed_folder(struct walk *w)
{
	return w->show->feed_url ? w->show->feed_url : site(w);
}

/* ---- an address on its own ---- */

static bool has_control(const char *text)
{
	for (; *text; text++) {
		if ((unsigned char)*text < 0x20 || *text == 0x7f)
			return true;
	}
	return false;
}

/* What is written as a URL with characters that no URL has is meant well: it is taken in
   its encoded form. A control character is a slip that nobody can guess; lint says so. */
static void encode(
	struct walk *w, const char **text, const char *what, struct fg_place at)
{
	const char *encoded = has_control(*text) ? NULL : url_encode(&w->scratch, *text);
	if (!encoded)
		return;
	if (strpbrk(*text, " \"<>\\^`{|}"))
		diag_add(w->run->diags, FG_RULE_URL_CHARACTERS, at,
			"“%s” has characters that no URL has: taken as %s", *text,
			encoded)
			->element = what;
	if (strcmp(encoded, *text) != 0)
		*text = arena_strdup(w->run->arena, encoded);
}

/* Makes *text absolute against base, which may be NULL. what is the field: a literal. */
static void settle(struct walk *w, const char **text, const char *base, const char *what,
	struct fg_place at)
{
	struct arena *a = w->run->arena;
	if (!*text || **text == '\0')
		return;
	if (url_has_scheme(*text)) {
		encode(w, text, what, at);
		return;
	}
	const char *ref = has_control(*text) ? NULL : url_encode(&w->scratch, *text);
	const char *absolute = base && ref ? url_resolve(a, base, ref) : NULL;
	if (absolute)
		*text = absolute;
	else
		diag_add(w->run->diags, FG_RULE_URL_RELATIVE, at,
			"the %s “%s” is not an absolute URL and cannot be made one", what,
			*text)
			->element = what;
}

void urls_settle(struct walk *w, const char **text, bool is_media, const char *what,
	struct fg_place at)
{
	settle(w, text, is_media ? feed_folder(w) : site(w), what, at);
}

/* ---- files ---- */

/* Does path climb out of the folder it starts in? */
static bool climbs_out(const char *path)
{
	struct str rest = str_of(path), part;
	int depth = 0;
	while (str_cut(&rest, '/', &part)) {
		if (part.len == 0 || str_is(part, "."))
			continue;
		depth += str_is(part, "..") ? -1 : 1;
		if (depth < 0)
			return true;
	}
	return false;
}

/* Is text the path of a file here, and no address? */
static bool is_path(const char *text)
{
	return text && *text && !url_has_scheme(text) && !str_starts(str_of(text), "//");
}

const char *urls_find_file(struct walk *w, const char *owner, const char *path)
{
	struct arena *a = &w->scratch;
	if (!owner || !is_path(path) || climbs_out(path))
		return NULL;
	const char *file = fs_join(a, fs_dirname(a, owner), path + strspn(path, "/"));
	trace_file(w->run->settings->traces, file);
	return fs_exists(file) && !fs_is_dir(file) ? arena_strdup(w->run->arena, file)
						   : NULL;
}

/* ---- the show ---- */

static void settle_people(struct walk *w, struct fg_people *people, const char *file)
{
	for (size_t i = 0; i < people->len; i++) {
		struct fg_person *p = &people->data[i];
		struct fg_place at = {file, p->at.line, p->at.column};
		settle(w, &p->href, site(w), "people.href", at);
		settle(w, &p->img, site(w), "people.img", at);
	}
}

static void settle_chapters(struct walk *w, struct fg_episode *ep)
{
	for (size_t i = 0; i < ep->own_chapters.len; i++) {
		struct fg_chapter *c = &ep->own_chapters.data[i];
		struct fg_place at = {ep->file, c->at.line, c->at.column};
		settle(w, &c->href, site(w), "chapter's url", at);
		settle(w, &c->img, site(w), "chapter's img", at);
	}
}

void urls_open(struct walk *w)
{
	struct fg_show *show = w->show;
	if (show->link && url_has_scheme(show->link))
		encode(w, &show->link, "link", fg_show_place(show, FG_SHOW_LINK));
	show->picture.file = urls_find_file(w, show->file, show->image);
	settle(w, &show->image, site(w), "image", fg_show_place(show, FG_SHOW_IMAGE));
	settle_people(w, &show->people, show->file);
}

/* ---- an episode ---- */

void urls_find_audio(struct walk *w, struct fg_episode *ep)
{
	const char *path = ep->enclosure.url;
	if (is_path(path) && climbs_out(path))
		diag_add(w->run->diags, FG_RULE_ENCLOSURE_FILE_OUTSIDE,
			fg_episode_place(w->show, ep, FG_EP_AUDIO),
			"the audio “%s” is outside the folder of the episodes", path)
			->element = "audio";
	else
		ep->enclosure.file = urls_find_file(w, ep->file, path);
}

/* Pictures lie beside the episodes or beside the show config. One that a template has made
   an address of may be another there: smaller, cut, of another kind. */
static void find_others(struct walk *w, struct fg_episode *ep)
{
	ep->picture.file = urls_find_file(w, ep->file, ep->image);
	if (!ep->picture.file)
		ep->picture.file = urls_find_file(w, w->show->file, ep->image);
	ep->transcript_file = urls_find_file(w, ep->file, ep->transcript);
	ep->chapters_file = urls_find_file(w, ep->file, ep->chapters);
}

const char *urls_encode_path(struct arena *a, const char *path)
{
	struct sbuf b;
	sbuf_init(&b, 3 * strlen(path));
	for (; *path; path++) {
		if (ascii_is_alnum(*path) || strchr("-._~/", *path))
			sbuf_char(&b, *path);
		else
			sbuf_printf(&b, "%%%02X", (unsigned)(unsigned char)*path);
	}
	sbuf_need_memory(&b, a);
	const char *encoded = arena_strndup(a, b.data, b.len);
	sbuf_release(&b);
	return encoded;
}

const char *urls_of_file(struct walk *w, const char *path)
{
	struct arena *a = w->run->arena;
	const char *encoded =
		urls_encode_path(a, path + (w->bundle ? strspn(path, "/") : 0));
	return w->bundle ? arena_printf(a, "%s%s", w->bundle, encoded) : encoded;
}

const char *urls_of_audio(struct walk *w, const char *path, struct fg_pos at)
{
	return at.origin == FG_INHERITED ? urls_encode_path(w->run->arena, path)
					 : urls_of_file(w, path);
}

/* What is in the folder of a page is served below the page; where that is not said, in a
   folder of that name beside the feed. */
static const char *bundle_of(struct walk *w, const struct fg_episode *ep)
{
	struct arena *a = &w->scratch;
	if (!ep->bundled)
		return NULL;
	if (ep->link && url_has_scheme(ep->link))
		return url_resolve(a, folder(a, ep->link), ".");
	const char *stem = urls_encode_path(a, ep->stem), *base = feed_folder(w);
	return base ? url_resolve(a, base, arena_printf(a, "%s/", stem)) : NULL;
}

/* A picture beside the show config is none of the bundle's. */
static void put_in_bundle(struct walk *w, const char **text, const char *file)
{
	if (w->bundle && file && !url_has_scheme(*text))
		*text = urls_of_file(w, *text);
}

static void find_bundle(struct walk *w, struct fg_episode *ep)
{
	w->bundle = NULL;
	w->bundle = bundle_of(w, ep);
	put_in_bundle(w, &ep->image, urls_find_file(w, ep->file, ep->image));
	put_in_bundle(w, &ep->transcript, ep->transcript_file);
	put_in_bundle(w, &ep->chapters, ep->chapters_file);
}

void urls_complete(struct walk *w, struct fg_episode *ep)
{
	const struct {
		const char **text;
		const char *base, *what;
		enum fg_episode_field field;
	} addresses[] = {
		{&ep->enclosure.url, feed_folder(w), "audio", FG_EP_AUDIO},
		{&ep->transcript, feed_folder(w), "transcript", FG_EP_TRANSCRIPT},
		{&ep->chapters, feed_folder(w), "chapters file", FG_EP_CHAPTERS},
		{&ep->image, site(w), "image", FG_EP_IMAGE},
	};
	struct fg_enclosure *audio = &ep->enclosure;
	settle(w, &ep->link, site(w), "link", fg_episode_place(w->show, ep, FG_EP_LINK));
	find_others(w, ep);
	find_bundle(w, ep);
	if (audio->file && !url_has_scheme(audio->url))
		audio->url = urls_of_audio(w, audio->url, ep->at[FG_EP_AUDIO]);
	for (size_t i = 0; i < sizeof addresses / sizeof *addresses; i++)
		settle(w, addresses[i].text, addresses[i].base, addresses[i].what,
			fg_episode_place(w->show, ep, addresses[i].field));
	settle_people(w, &ep->people, ep->file);
	settle_chapters(w, ep);
}
