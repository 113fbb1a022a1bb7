/* SPDX-License-Identifier: ISC */
#include "render/tags.h"

#include "base/diag.h"
#include "base/map.h"
#include "base/url.h"
#include "model/rule.h"
#include "model/template.h"
#include "render/arguments.h"

/* What template languages (Liquid, Nunjucks) have between {% and %} beside shortcodes. */
enum work {
	WORK_ALONE,  /* a tag and nothing more */
	WORK_BLOCK,  /* what it encloses is shown, if something is so */
	WORK_WITHIN, /* it parts a block */
	WORK_HIDES   /* what it encloses is shown elsewhere, or not to people */
};

static const struct word {
	const char *name;
	enum work work;
} words[] = {
	{"assign", WORK_ALONE},
	{"increment", WORK_ALONE},
	{"decrement", WORK_ALONE},
	{"cycle", WORK_ALONE},
	{"extends", WORK_ALONE},
	{"import", WORK_ALONE},
	{"from", WORK_ALONE},
	{"layout", WORK_ALONE},
	{"liquid", WORK_ALONE},
	{"echo", WORK_ALONE},
	{"break", WORK_ALONE},
	{"continue", WORK_ALONE},
	{"if", WORK_BLOCK},
	{"ifAsync", WORK_BLOCK},
	{"unless", WORK_BLOCK},
	{"for", WORK_BLOCK},
	{"asyncEach", WORK_BLOCK},
	{"asyncAll", WORK_BLOCK},
	{"tablerow", WORK_BLOCK},
	{"case", WORK_BLOCK},
	{"switch", WORK_BLOCK},
	{"block", WORK_BLOCK},
	{"filter", WORK_BLOCK},
	{"call", WORK_BLOCK},
	{"else", WORK_WITHIN},
	{"elif", WORK_WITHIN},
	{"elseif", WORK_WITHIN},
	{"elsif", WORK_WITHIN},
	{"when", WORK_WITHIN},
	{"set", WORK_HIDES},
	{"capture", WORK_HIDES},
	{"macro", WORK_HIDES},
	{"css", WORK_HIDES},
	{"js", WORK_HIDES},
};
enum { WORDS = sizeof words / sizeof *words };

struct matching {
	struct complaints *complaints;
	struct arena *arena;
	const struct fg_entries *shortcodes;
	const struct tokens *tokens;
	struct tag *tags;
	size_t *stack, depth; /* tokens that are open, innermost last */
	size_t *open;         /* for each shortcode its innermost open token */
	struct map unknown;   /* names that were complained about */
	bool in_block;        /* one of WORK_BLOCK was */
	bool unended[WORDS];  /* of a word that hides: no end follows */
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

/* Shortcodes that many sites have, and what may become of them. */
static const char *usual_template(const char *name)
{
	static const struct {
		const char *name, *text;
	} usual[] = {
		{"youtube", "<a href='https://youtu.be/{1}'>Video</a>"},
		{"vimeo", "<a href='https://vimeo.com/{1}'>Video</a>"},
		{"figure", "<img src='{src}' alt='{alt}'>"},
		{"highlight", "<pre>{body}</pre>"},
		{"details", "{body}"},
		{"caption", "{body}"},
		{"embed", "{body}"},
		{"audio", ""},
		{"player", ""},
		{"powerpress", ""},
		{"ss_player", ""},
	};
	for (size_t i = 0; i < sizeof usual / sizeof *usual; i++) {
		if (strcmp(usual[i].name, name) == 0)
			return usual[i].text;
	}
	return "<p>…</p>";
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
			"{%s: \"%s\"}, or take it out of the body",
			own_name(m, t, name), usual_template(own_name(m, t, name)));
}

/* ---- words of template languages ---- */

static const struct word *word_of(const struct token *t)
{
	for (size_t i = 0; i < WORDS && !t->closing; i++) {
		if (str_is(t->name, words[i].name))
			return &words[i];
	}
	return NULL;
}

/* {% set x = 1 %} encloses nothing. */
static bool hides(const struct word *word, const struct token *t)
{
	return word->work == WORK_HIDES &&
	       !(str_is(t->name, "set") && str_find_char(t->rest, '=', 0) != STR_NONE);
}

/* The token that ends what token i hides; STR_NONE: none does before last. */
static size_t hidden_end(
	struct matching *m, const struct word *word, size_t i, size_t last)
{
	struct str name = m->tokens->data[i].name;
	bool *unended = &m->unended[word - words];
	for (size_t k = i + 1; !*unended && k < last; k++) {
		const struct token *t = &m->tokens->data[k];
		if (t->kind == TOKEN_NOTE)
			k = t->past - 1;
		else if (t->kind == TOKEN_TAG && str_starts(t->name, "end") &&
			 str_eq(ended(t), name))
			return k;
	}
	*unended = true;
	return STR_NONE;
}

/* Takes a word of a template language out, with what it hides. Returns the token behind which
   to go on. */
static size_t match_word(
	struct matching *m, const struct word *word, size_t i, size_t last)
{
	const struct token *t = &m->tokens->data[i];
	size_t end = hides(word, t) ? hidden_end(m, word, i, last) : STR_NONE;
	const char *more = end != STR_NONE            ? " with what it encloses"
			   : word->work == WORK_BLOCK ? "; what it encloses stays"
						      : "";
	m->in_block = m->in_block || word->work == WORK_BLOCK;
	map_put(&m->unknown, word->name, m);
	if (word->work != WORK_WITHIN || !m->in_block)
		complain(m->complaints, FG_RULE_SHORTCODE_EXPRESSION, t,
			"{%% %s %%} is for a template language; it is left out%s",
			complaint_quote(m->complaints,
				(struct str){t->name.data,
					(size_t)(t->rest.data - t->name.data) +
						t->rest.len}),
			more);
	if (end == STR_NONE)
		return i;
	m->tags[i] = (struct tag){.hides = true, .partner = end};
	return end;
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
	if (!tag->paired && i > 0 && m->tags[i - 1].entry == tag->entry &&
		m->tokens->data[i - 1].to == t->from)
		return; /* [audio mp3="a.mp3"][/audio] */
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

/* Returns the token behind which to go on, before last. */
static size_t match_tag(struct matching *m, size_t i, size_t last)
{
	const struct token *t = &m->tokens->data[i];
	struct tag *tag = &m->tags[i];
	*tag = tag_of(m, t);
	const struct word *word = tag->entry ? NULL : word_of(t);
	if (word)
		return match_word(m, word, i, last);
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
	return i;
}

/* Finds the ends of the shortcodes in a range: the body, or one footnote. */
static void match(struct matching *m, size_t first, size_t last)
{
	for (size_t i = first; i < last; i++) {
		const struct token *t = &m->tokens->data[i];
		if (t->kind == TOKEN_NOTE)
			i = t->past - 1;
		else if (t->kind == TOKEN_TAG)
			i = match_tag(m, i, last);
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
