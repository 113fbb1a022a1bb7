/* SPDX-License-Identifier: ISC */
#include "read/names.h"

#include <string.h>
#include "base/url.h"
#include "model/check.h"
#include "model/field.h"

/* What the show says about a name comes before the field's own name, and that before
   its other names. */
enum { RANK_OWN, RANK_FIELD };

/* Hugo has what a site has made up under this name; it is as good as at the top. */
static const char own_map[] = "params";

struct word {
	struct meaning *meanings;
	bool folder;
};

/* ---- shapes ---- */

static const struct {
	const char *name;
	enum shape shape;
} shapes[] = {
	{"scalar", SHAPE_SCALAR},
	{"media", SHAPE_MEDIA},
	{"address", SHAPE_ADDRESS},
	{"page", SHAPE_PAGE},
	{"mime", SHAPE_MIME},
	{"episode", SHAPE_EPISODE},
	{"date", SHAPE_DATE},
	{"not", SHAPE_NOT},
	{"else", SHAPE_ELSE},
};

static enum shape shape_named(struct str name)
{
	for (size_t i = 0; i < sizeof shapes / sizeof *shapes; i++) {
		if (str_is(name, shapes[i].name))
			return shapes[i].shape;
	}
	return SHAPE_ANY;
}

static bool is_media(const char *text)
{
	return extension_is_media(url_extension(text));
}

static bool is_boolean(const char *text)
{
	bool value, usual;
	return check_boolean(str_of(text), &value, &usual);
}

/* Site generators fill patterns in ({{ slug }}, /:year/), and say false for no page. */
static bool is_page(const char *text)
{
	return !is_media(text) && !is_boolean(text) && !strchr(text, '{') &&
	       !strstr(text, "/:");
}

static bool is_episode_type(struct str text)
{
	return str_case_is(text, "full") || str_case_is(text, "trailer") ||
	       str_case_is(text, "bonus");
}

bool shape_fits(enum shape shape, const struct node *value)
{
	if (shape == SHAPE_ANY || shape == SHAPE_ELSE)
		return true;
	if (value->kind != NODE_SCALAR)
		return false;
	const char *text = node_text(value);
	switch (shape) {
	case SHAPE_MEDIA:
		return is_media(text);
	case SHAPE_ADDRESS:
		return url_has_scheme(text) || is_media(text);
	case SHAPE_PAGE:
		return is_page(text);
	case SHAPE_MIME:
		return check_mime(text);
	case SHAPE_EPISODE:
		return is_episode_type(str_of(text));
	case SHAPE_DATE:
		return !is_boolean(text);
	case SHAPE_NOT:
		return is_boolean(text);
	default:
		return true;
	}
}

/* ---- the table ---- */

/* The spelling that names are compared in (field_name_is). */
static char *plain(struct arena *a, struct str name)
{
	char *out = arena_alloc(a, name.len + 1);
	size_t n = 0;
	for (size_t i = 0; i < name.len; i++) {
		char c = name.data[i];
		if (c != '-' && c != '_' && c != ' ')
			out[n++] = ascii_lower(c);
	}
	return out;
}

static struct word *word_made(struct names *n, const char *key)
{
	struct word *w = map_get(&n->known, key);
	if (!w) {
		w = arena_new(n->arena, struct word);
		map_put(&n->known, key, w);
	}
	return w;
}

/* Marks what goes before each dot of key: a map of that name is entered. */
static void mark_folders(struct names *n, const char *key)
{
	for (const char *dot = key; (dot = strchr(dot, '.')); dot++) {
		const char *folder = arena_strndup(n->arena, key, (size_t)(dot - key));
		word_made(n, folder)->folder = true;
	}
}

static void add_meaning(struct names *n, struct str name, struct meaning meaning)
{
	const char *key = plain(n->arena, name);
	struct word *w = word_made(n, key);
	struct meaning *m = arena_new(n->arena, struct meaning);
	*m = meaning;
	m->next = w->meanings;
	w->meanings = m;
	mark_folders(n, key);
}

static void add_field(struct names *n, int field, const struct fg_field *row)
{
	struct str rest = str_of(row->aliases), alias;
	unsigned rank = RANK_FIELD;
	add_meaning(n, str_of(row->name), (struct meaning){.field = field, .rank = rank});
	while (str_cut(&rest, ',', &alias)) {
		struct str name = {"", 0}, shape = str_trim(alias);
		str_cut(&shape, ':', &name);
		if (name.len == 0)
			continue;
		add_meaning(n, name,
			(struct meaning){
				.field = field,
				.rank = ++rank,
				.shape = shape.data ? shape_named(shape) : SHAPE_ANY,
			});
	}
}

/* The show's `fields:` take a name's usual meanings away and give it theirs. */
static void add_own(struct names *n, const struct fg_entries *own)
{
	for (size_t i = 0; i < own->len; i++) {
		struct str name = str_of(own->data[i].name);
		struct word *w = word_made(n, plain(n->arena, name));
		int field = fg_field_find(own->data[i].text, false);
		*w = (struct word){.folder = false};
		if (field >= 0)
			add_meaning(n, name,
				(struct meaning){
					.field = field - FG_SHOW_FIELD_COUNT,
					.rank = RANK_OWN,
				});
	}
}

void names_init(struct names *n, struct arena *a, const struct fg_show *show)
{
	*n = (struct names){.arena = a,
		.of_show = !show,
		.namespaces = show ? &show->namespaces : NULL};
	n->known.arena = n->seen.arena = a;
	asked_init(&n->asked, a, show);
	int count = show ? FG_EP_FIELD_COUNT : FG_SHOW_FIELD_COUNT;
	n->fields = arena_array(a, (size_t)count, sizeof *n->fields);
	for (int f = 0; f < count; f++) {
		const struct fg_field *row =
			show ? &episode_field((enum fg_episode_field)f)->field
			     : &show_field((enum fg_show_field)f)->field;
		n->fields[f] = plain(a, str_of(row->name));
		add_field(n, f, row);
	}
	if (!show)
		return;
	word_made(n, own_map)->folder = true;
	add_own(n, &show->fields);
}

/* ---- looking up ---- */

/* Two neighbouring letters in the wrong order, all else the same: "titel". */
static bool is_swapped(const char *a, const char *b)
{
	size_t i = 0;
	while (a[i] && a[i] == b[i])
		i++;
	return a[i] && a[i + 1] && a[i] == b[i + 1] && a[i + 1] == b[i] &&
	       strcmp(a + i + 2, b + i + 2) == 0;
}

static bool is_plural(const char *a, const char *b)
{
	size_t n = strlen(a);
	return strncmp(a, b, n) == 0 && strcmp(b + n, "s") == 0;
}

/* Is word a slip for field? Front matter has many names of its own, and most are short:
   a "location" is no "duration", "links" are no "link". */
static bool is_slip(const char *word, const char *field)
{
	size_t n = strlen(word);
	if (n < 4 || is_plural(word, field) || is_plural(field, word))
		return false;
	size_t distance = str_distance(word, field);
	return is_swapped(word, field) || distance == 1 ||
	       (distance == 2 && n >= 7 && word[0] == field[0]);
}

static int slip_for(const struct names *n, const char *key)
{
	for (int f = 0; f < FG_EP_FIELD_COUNT && !n->of_show; f++) {
		if (is_slip(key, n->fields[f]))
			return f;
	}
	return -1;
}

static bool is_asked(const struct names *n, const struct name *name)
{
	for (const struct meaning *m = name->meanings; m && !n->of_show; m = m->next) {
		if (n->asked.fields[m->field])
			return true;
	}
	return asked_by_name(&n->asked, name->text);
}

/* What comes behind "params."; the whole key, if that is not how it begins. */
static const char *without_own_map(const char *key)
{
	size_t len = strlen(own_map);
	return strncmp(key, own_map, len) == 0 && key[len] == '.' ? key + len + 1 : key;
}

const struct name *names_find(struct names *n, const char *text)
{
	struct name *name = map_get(&n->seen, text);
	if (name)
		return name;
	const char *key = plain(n->arena, str_of(text));
	const struct word *w = map_get(&n->known, key);
	if (!w && !n->of_show) {
		key = without_own_map(key);
		w = map_get(&n->known, key);
	}
	name = arena_new(n->arena, struct name);
	name->text = arena_strdup(n->arena, text);
	name->meanings = w ? w->meanings : NULL;
	name->folder = w && w->folder;
	name->asked = is_asked(n, name);
	name->slip = w || strchr(key, '.') ? -1 : slip_for(n, key);
	map_put(&n->seen, name->text, name);
	return name;
}
