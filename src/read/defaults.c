/* SPDX-License-Identifier: ISC */
#include "read/defaults.h"

#include <string.h>
#include "base/diag.h"
#include "model/field.h"
#include "model/rule.h"

static const char hugo[] = "_index.md";

/* What Eleventy has behind the folder's name. */
static const struct {
	const char *ending;
	bool program;
} eleventy[] = {
	{".json", false},
	{".11tydata.json", false},
	{".11tydata.js", true},
	{".11tydata.cjs", true},
	{".11tydata.mjs", true},
};

static bool ends_as_program(const char *path)
{
	for (size_t i = 0; i < sizeof eleventy / sizeof *eleventy; i++) {
		if (eleventy[i].program && str_ends(str_of(path), eleventy[i].ending))
			return true;
	}
	return false;
}

bool defaults_are_in(const char *dir, const char *name)
{
	struct str path = str_of(dir);
	while (path.len > 1 && path.data[path.len - 1] == '/')
		path.len--;
	size_t from = path.len;
	while (from > 0 && path.data[from - 1] != '/')
		from--;
	size_t len = path.len - from;
	if (strcmp(name, hugo) == 0)
		return true;
	if (len == 0 || strncmp(name, path.data + from, len) != 0)
		return false;
	for (size_t i = 0; i < sizeof eleventy / sizeof *eleventy; i++) {
		if (strcmp(name + len, eleventy[i].ending) == 0)
			return true;
	}
	return false;
}

struct telling {
	struct episode_reader *r;
	const struct fg_show *show;
	const char *path; /* in the run's arena */
};

/* Collections and addresses of pages are the site's own: tags, permalink. */
static bool is_of_site(int field)
{
	return field == FG_EP_KEYWORDS || field == FG_EP_LINK || field == FG_EP_SLUG ||
	       field == FG_EP_PATH;
}

static void tell_field(const struct telling *t, const struct node *n, int field)
{
	struct fg_diags *diags = t->r->run->diags;
	const char *name = episode_field((enum fg_episode_field)field)->field.name;
	const char *value = n->kind == NODE_SCALAR ? node_text(n) : "";
	bool made = t->show->templates[field].text ||
		    (field == FG_EP_AUDIO && t->show->audio_templates.len);
	if (is_of_site(field) || made)
		return;
	struct fg_diag *d =
		diag_add(diags, FG_RULE_FILE_DEFAULTS, point_place(t->path, n->key_at),
			"“%s” is said here for all episodes, and not read", n->key);
	diag_hint(diags, d,
		"write it into the show config, as in episode: {%s: %s}, or into each "
		"episode",
		name,
		*value && shown_len(str_of(value)) == (int)strlen(value) ? value : "…");
	d->element = name;
}

/* The fields in a map; prefix as for names that are dotted, NULL at the top. */
static void tell_map(const struct telling *t, const struct node *map, const char *prefix)
{
	for (const struct node *n = map->first; n; n = n->next) {
		const char *path =
			prefix ? arena_printf(t->r->scratch, "%s.%s", prefix, n->key)
			       : n->key;
		const struct name *name = names_find(t->r->names, path);
		if (n->kind == NODE_MAP &&
			(name->folder || field_name_is(n->key, "eleventy_computed")))
			tell_map(t, n, name->folder ? path : NULL);
		else if (name->meanings && !node_is_empty(n) &&
			 shape_fits(name->meanings->shape, n))
			tell_field(t, n, name->meanings->field);
	}
}

/* Hugo takes one map, or a list of them for several kinds of pages. */
static void tell_cascade(const struct telling *t, const struct node *top)
{
	const struct node *cascade = node_get(top, "cascade");
	if (cascade && cascade->kind == NODE_MAP)
		tell_map(t, cascade, NULL);
	for (const struct node *n = cascade && cascade->kind == NODE_LIST ? cascade->first
									  : NULL;
		n; n = n->next) {
		if (n->kind == NODE_MAP)
			tell_map(t, n, NULL);
	}
}

/* The map at the top of the file; NULL: it has none that can be read. */
static const struct node *top_of(struct episode_reader *r, const char *path, bool is_json)
{
	struct fg_diags unsaid = {.arena = r->scratch};
	struct fg_run run = *r->run;
	struct source src;
	struct front_matter fm;
	run.diags = &unsaid;
	if (source_read(&run, r->scratch, path, FG_FRONT_MATTER_MAX, &src) != SOURCE_OK)
		return NULL;
	if (is_json) {
		front_matter_whole(&src, &fm);
		fm.kind = FRONT_JSON;
	} else if (!front_matter_split(&run, &src, &fm) || fm.kind == FRONT_NONE) {
		return NULL;
	}
	return front_matter_read(&run, r->scratch, &fm);
}

void defaults_tell(struct episode_reader *r, const struct fg_show *show, const char *path)
{
	struct telling t = {r, show, arena_strdup(r->run->arena, path)};
	bool is_hugo = str_ends(str_of(path), hugo);
	if (ends_as_program(path)) {
		struct fg_diag *d = diag_add(r->run->diags, FG_RULE_FILE_DEFAULTS,
			(struct fg_place){t.path, 0, 0},
			"what this program says for all episodes is not read");
		diag_hint(r->run->diags, d,
			"write fields that it sets into the show config, below episode:; "
			"then rules: {file/defaults: off} ends this");
		return;
	}
	const struct node *top = top_of(r, path, !is_hugo);
	if (top && is_hugo)
		tell_cascade(&t, top);
	else if (top)
		tell_map(&t, top, NULL);
}
