/* SPDX-License-Identifier: ISC */
#include <inttypes.h>
#include <string.h>
#include "base/diag.h"
#include "model/element.h"
#include "model/field.h"
#include "model/rule.h"
#include "read/assign.h"
#include "read/front_matter.h"
#include "read/gather.h"

static struct fg_place entry_place(const struct fg_show *show, const struct fg_entry *e)
{
	return (struct fg_place){show->file, e->at.line, e->at.column};
}

/* ---- names that mean nothing ---- */

/* The show's field whose name looks like name, or NULL. */
static const char *nearest_field(const char *name)
{
	for (int f = 0; f < FG_SHOW_FIELD_COUNT; f++) {
		const char *known = show_field((enum fg_show_field)f)->field.name;
		if (str_resembles(name, known))
			return known;
	}
	return NULL;
}

static void warn_strangers(const struct gather *g)
{
	for (size_t i = 0; i < g->strangers.len; i++) {
		const struct stranger *s = &g->strangers.data[i];
		struct fg_diag *d = diag_add(g->run->diags, FG_RULE_FIELD_UNKNOWN,
			point_place(g->file, s->node->key_at),
			"“%s” means nothing in a show config", s->name->text);
		const char *near = nearest_field(s->name->text);
		if (field_name_is(s->name->text, "lint_ignore"))
			diag_hint(g->run->diags, d,
				"turn rules of the whole show off with rules: {%s: off}",
				*node_text(s->node) ? node_text(s->node) : "ID");
		else if (near)
			diag_hint(g->run->diags, d, "did you mean “%s”?", near);
	}
}

/* ---- rules ---- */

static const char *nearest_level(const char *word, bool *exact)
{
	static const char *const levels[] = {"error", "warning", "hint", "off"};
	const char *nearest = NULL;
	*exact = false;
	for (size_t i = 0; i < sizeof levels / sizeof *levels; i++) {
		*exact = *exact || strcmp(word, levels[i]) == 0;
		if (!nearest && str_resembles(word, levels[i]))
			nearest = levels[i];
	}
	return nearest;
}

static void check_rule(
	struct fg_run *run, const struct fg_show *show, const struct fg_entry *e)
{
	struct fg_diag *d = NULL;
	bool exact;
	const char *near = nearest_level(e->text, &exact);
	int rule = fg_rule_find(e->name);
	if (rule < 0) {
		near = fg_rule_nearest(e->name);
		d = diag_add(run->diags, FG_RULE_CONFIG_RULE, entry_place(show, e),
			"there is no rule “%s”", e->name);
	} else if (!exact) {
		d = diag_add(run->diags, FG_RULE_CONFIG_RULE, entry_place(show, e),
			"“%s” is no level of a rule", e->text);
		diag_hint(run->diags, d, "write error, warning, hint or off");
	} else if (fg_rule_at((size_t)rule)->severity == FG_FATAL) {
		d = diag_add(run->diags, FG_RULE_CONFIG_RULE, entry_place(show, e),
			"the rule “%s” cannot be changed", e->name);
		diag_hint(run->diags, d, "see feedgen explain %s", e->name);
		near = NULL;
	}
	if (d && near)
		diag_hint(run->diags, d, "did you mean “%s”?", near);
}

static void check_rules(struct fg_run *run, const struct fg_show *show)
{
	for (size_t i = 0; i < show->rules.len; i++)
		check_rule(run, show, &show->rules.data[i]);
}

/* ---- names of the show's own ---- */

static const char *nearest_episode_field(const char *name)
{
	for (int f = 0; f < FG_EP_FIELD_COUNT; f++) {
		const char *known = episode_field((enum fg_episode_field)f)->field.name;
		if (str_resembles(name, known))
			return known;
	}
	return NULL;
}

static void check_fields(struct fg_run *run, const struct fg_show *show)
{
	for (size_t i = 0; i < show->fields.len; i++) {
		const struct fg_entry *e = &show->fields.data[i];
		if (fg_field_find(e->text, false) >= 0 ||
			strcmp(e->text, NAMES_NONE) == 0)
			continue;
		struct fg_diag *d = diag_add(run->diags, FG_RULE_CONFIG_FIELD,
			entry_place(show, e), "“%s” is no field of an episode", e->text);
		const char *near = nearest_episode_field(e->text);
		if (near)
			diag_hint(run->diags, d, "did you mean “%s”?", near);
	}
}

/* ---- namespaces ---- */

static bool is_prefix(const char *name)
{
	for (const char *c = name; *c; c++) {
		bool inner = ascii_is_digit(*c) || *c == '-' || *c == '.';
		if (!ascii_is_alpha(*c) && *c != '_' && (c == name || !inner))
			return false;
	}
	return *name && !str_case_starts(str_of(name), "xml");
}

static bool is_table_prefix(const char *prefix)
{
	const struct element_namespace *ns;
	for (size_t i = 0; (ns = element_namespace_at(i)); i++) {
		if (strcmp(ns->prefix, prefix) == 0)
			return true;
	}
	return false;
}

/* Those that are no good are taken out: the rest of the config may go on. */
static void check_namespaces(struct fg_run *run, struct fg_show *show)
{
	struct fg_entries *all = &show->namespaces;
	unsigned kept = 0;
	for (size_t i = 0; i < all->len; i++) {
		const struct fg_entry *e = &all->data[i];
		const char *ours = element_prefix(e->text);
		bool is_ours = is_table_prefix(e->name);
		if (is_prefix(e->name) && *e->text &&
			(ours ? strcmp(ours, e->name) == 0 : !is_ours)) {
			all->data[kept++] = *e;
			continue;
		}
		diag_add(run->diags, FG_RULE_CONFIG_NAMESPACE, entry_place(show, e),
			!is_prefix(e->name) ? "“%s” is no prefix (for “%s”)"
					    : "the prefix %s cannot stand for “%s”",
			e->name, e->text);
	}
	all->len = kept;
}

/* ---- numbers ---- */

/* What is out of bounds counts as absent. */
static void check_range(struct fg_run *run, struct fg_show *show,
	enum fg_show_field field, int64_t value, int64_t most)
{
	if (show->at[field].origin != FG_WRITTEN || (value >= 1 && value <= most))
		return;
	diag_add(run->diags, FG_RULE_FIELD_VALUE, fg_show_place(show, field),
		"“%s” must be a whole number from 1 to %" PRId64 ", not %" PRId64,
		show_field(field)->field.name, most, value);
	show->at[field].origin = FG_ABSENT;
}

/* ---- reading ---- */

static void fill(struct fg_run *run, struct fg_show *show, const struct node *top)
{
	struct names names;
	struct target target = {run, show->file, show, show->at, true, &show->namespaces};
	names_init(&names, run->arena, NULL);
	struct gather g = {
		.run = run, .scratch = run->arena, .names = &names, .file = show->file};
	gather_tree(&g, top, FG_SHOW_FIELD_COUNT);
	gather_place_empty(&g, show->at, FG_SHOW_FIELD_COUNT);
	for (int f = 0; f < FG_SHOW_FIELD_COUNT; f++) {
		if (!g.of[f])
			continue;
		gather_warn_conflict(
			&g, show_field((enum fg_show_field)f)->kind, g.of[f]);
		assign(&target, f, g.of[f]->node, g.of[f]->name);
		if (f == FG_SHOW_NAMESPACES) /* before xml, which uses them */
			check_namespaces(run, show);
	}
	warn_strangers(&g);
}

bool fg_read_show(struct fg_run *run, const char *path, struct fg_show *show)
{
	struct source src;
	struct front_matter fm;
	memset(show, 0, sizeof *show);
	show->file = arena_strdup(run->arena, path);
	enum source_result result =
		source_read(run, run->arena, show->file, FG_CONFIG_MAX, &src);
	if (result == SOURCE_GONE)
		diag_add(run->diags, FG_RULE_FILE_UNREADABLE,
			(struct fg_place){show->file, 0, 0}, "does not exist");
	if (result != SOURCE_OK)
		return false;
	front_matter_whole(&src, &fm);
	if (str_ends(str_of(path), ".toml"))
		fm.kind = FRONT_TOML;
	const struct node *top = front_matter_read(run, run->arena, &fm);
	if (!top)
		return false;
	fill(run, show, top);
	check_rules(run, show);
	check_fields(run, show);
	check_range(
		run, show, FG_SHOW_PROBE_PER_HOST, show->probe_per_host, FG_PER_HOST_MAX);
	check_range(run, show, FG_SHOW_PROBE_PER_SECOND, show->probe_per_second,
		FG_PER_SECOND_MAX);
	return true;
}
