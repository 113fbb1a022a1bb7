/* SPDX-License-Identifier: ISC */
#include "render/tags.h"

#include "base/diag.h"
#include "base/map.h"
#include "base/url.h"
#include "model/rule.h"
#include "model/template.h"
#include "render/arguments.h"

struct matching {
	struct complaints *complaints;
	struct arena *arena;
	const struct fg_entries *shortcodes;
	const struct tokens *tokens;
	struct tag *tags;
	size_t *stack, depth; /* tokens that are open, innermost last */
	size_t *open;         /* for each shortcode its innermost open token */
	struct map unknown;   /* names that were complained about */
};

/* ---- what the tags mean ---- */

static const struct fg_entry *lookup(const struct matching *m, struct str name)
{
	for (size_t i = 0; i < m->shortcodes->len; i++) {
		const struct fg_entry *e = &m->shortcodes->data[i];
		if (str_is(name, e->name))
			return e;
	}
	return NULL;
}

/* Has the template a {body} to put one in? */
static bool is_paired(const struct fg_entry *e)
{
	struct str rest = str_of(e->text), piece;
	enum template_piece kind;
	while ((kind = template_next(&rest, &piece)) == TEMPLATE_TEXT ||
		kind == TEMPLATE_NAME) {
		if (kind == TEMPLATE_NAME && str_is(piece, "body"))
			return true;
	}
	return false;
}

/* The name of the file that a tag includes: figure, of {% include dir/figure.html … %}; empty
   if it does not. */
static struct str included(const struct matching *m, const struct token *t)
{
	struct arguments args = {0};
	if (!str_is(t->name, "include") || t->closing)
		return (struct str){"", 0};
	arguments_parse(m->arena, t->rest, &args);
	if (args.positional.len == 0)
		return (struct str){"", 0};
	struct str file = args.positional.data[0];
	return url_stem(arena_strndup(m->arena, file.data, file.len));
}

static struct tag tag_of(const struct matching *m, const struct token *t)
{
	struct tag tag = {.ends = t->closing, .partner = STR_NONE};
	tag.entry = lookup(m, t->name);
	struct str file = included(m, t);
	const struct fg_entry *of_file = file.len ? lookup(m, file) : NULL;
	if (of_file) {
		tag.of_file = true;
		tag.entry = of_file;
	}
	if (!tag.entry && str_starts(t->name, "end")) {
		tag.ends = true;
		tag.entry = lookup(m, str_slice(t->name, 3, t->name.len));
	}
	tag.paired = tag.entry && is_paired(tag.entry);
	return tag;
}

/* The name of what an end ends. */
static struct str ended(const struct token *t)
{
	return t->closing ? t->name : str_slice(t->name, 3, t->name.len);
}

/* The shortcode that name is probably a slip for; NULL: none. */
static const char *nearest(const struct matching *m, const char *name)
{
	for (size_t i = 0; i < m->shortcodes->len; i++) {
		if (str_resembles(name, m->shortcodes->data[i].name))
			return m->shortcodes->data[i].name;
	}
	return NULL;
}

/* How the tag is called in a message: its name, of an include the file too. */
static const char *title(const struct matching *m, const struct token *t)
{
	struct str name = t->name;
	if (str_is(name, "include"))
		name.len += (size_t)(t->rest.data - (name.data + name.len)) + t->rest.len;
	return complaint_quote(m->complaints, name);
}

/* What the show config would call it: an include goes by its file. */
static const char *own_name(
	const struct matching *m, const struct token *t, const char *name)
{
	struct str file = included(m, t);
	return file.len ? complaint_quote(m->complaints, file) : name;
}

static void complain_unknown(struct matching *m, const struct token *t, bool ends)
{
	struct str word = ends ? ended(t) : t->name;
	const char *name = arena_strndup(m->arena, word.data, word.len);
	if (ends && map_get(&m->unknown, name))
		return; /* its beginning was complained about */
	map_put(&m->unknown, name, m);
	if (t->name.len == 0) {
		complain(m->complaints, FG_RULE_SHORTCODE_UNKNOWN, t,
			"a template tag without a name; it is left out");
		return;
	}
	struct fg_diag *d = complain(m->complaints, FG_RULE_SHORTCODE_UNKNOWN, t,
		"the show config has no shortcode “%s”; the tag is left out",
		title(m, t));
	const char *near = nearest(m, name);
	if (d && near)
		diag_hint(m->complaints->run->diags, d, "did you mean “%s”?", near);
	else if (d)
		diag_hint(m->complaints->run->diags, d,
			"write what becomes of it into the show config, as in "
			"shortcodes: "
			"{%s: \"<p>…</p>\"}, or take it out of the body",
			own_name(m, t, name));
}

/* ---- beginnings and their ends ---- */

static size_t entry_index(const struct matching *m, const struct fg_entry *e)
{
	return (size_t)(e - m->shortcodes->data);
}

static size_t pop(struct matching *m)
{
	size_t i = m->stack[--m->depth];
	m->open[entry_index(m, m->tags[i].entry)] = m->tags[i].below;
	return i;
}

static void complain_unended(struct matching *m, size_t i)
{
	const struct token *t = &m->tokens->data[i];
	complain(m->complaints, FG_RULE_SHORTCODE_UNPAIRED, t,
		"the shortcode “%s” has no end; its text stays, the tag is left out",
		title(m, t));
}

static void match_end(struct matching *m, size_t i)
{
	const struct token *t = &m->tokens->data[i];
	struct tag *tag = &m->tags[i];
	if (!tag->entry) {
		complain_unknown(m, t, true);
		return;
	}
	if (m->open[entry_index(m, tag->entry)] == STR_NONE) {
		complain(m->complaints, FG_RULE_SHORTCODE_UNPAIRED, t,
			tag->paired ? "the end of a shortcode “%s” that was not begun"
				    : "the shortcode “%s” encloses nothing and needs no "
				      "end",
			tag->entry->name);
		return;
	}
	size_t begin;
	while (m->tags[begin = pop(m)].entry != tag->entry)
		complain_unended(m, begin);
	m->tags[begin].partner = i;
	tag->partner = begin;
}

static void match_tag(struct matching *m, size_t i)
{
	const struct token *t = &m->tokens->data[i];
	struct tag *tag = &m->tags[i];
	*tag = tag_of(m, t);
	if (tag->ends) {
		match_end(m, i);
	} else if (!tag->entry) {
		complain_unknown(m, t, false);
	} else if (tag->paired) {
		size_t *open = &m->open[entry_index(m, tag->entry)];
		tag->below = *open;
		*open = i;
		m->stack[m->depth++] = i;
	}
}

/* Finds the ends of the shortcodes in a range: the body, or one footnote. */
static void match(struct matching *m, size_t first, size_t last)
{
	for (size_t i = first; i < last; i++) {
		const struct token *t = &m->tokens->data[i];
		if (t->kind == TOKEN_NOTE)
			i = t->past - 1;
		else if (t->kind == TOKEN_TAG)
			match_tag(m, i);
	}
	while (m->depth > 0)
		complain_unended(m, pop(m));
}

struct tag *tags_match(
	struct complaints *c, const struct fg_show *show, const struct tokens *tokens)
{
	struct arena *a = c->run->arena;
	struct matching m = {
		.complaints = c,
		.arena = a,
		.shortcodes = &show->shortcodes,
		.tokens = tokens,
		.tags = arena_array(a, tokens->len, sizeof(struct tag)),
		.stack = arena_array(a, tokens->len, sizeof(size_t)),
		.open = arena_array(a, show->shortcodes.len, sizeof(size_t)),
		.unknown = {.arena = a},
	};
	for (size_t i = 0; i < show->shortcodes.len; i++)
		m.open[i] = STR_NONE;
	match(&m, 0, tokens->len);
	for (size_t i = 0; i < tokens->len; i++) {
		if (tokens->data[i].kind == TOKEN_NOTE)
			match(&m, i + 1, tokens->data[i].past);
	}
	return m.tags;
}
