/* SPDX-License-Identifier: ISC */
#include "render/shortcode.h"

#include "base/diag.h"
#include "model/rule.h"
#include "model/template.h"
#include "render/arguments.h"
#include "render/complaints.h"
#include "render/footnote.h"
#include "render/raw.h"
#include "render/splice.h"
#include "render/tags.h"
#include "render/token.h"

enum {
	NESTING_MAX = 8,
	/* With a tag before it gone, a fence that was text is one, and what was code is text:
	   then there is more to expand. */
	ROUNDS_MAX = 8
};

/* Stands for the body while the template is expanded. No text has this character: XML
   does not allow it, and what is read is checked for that. */
static const char body_mark[] = "\x01";

struct expansion {
	struct fg_run *run;
	const struct fg_show *show;
	const struct fg_episode *ep;
	struct str text;
	struct tokens tokens;
	const struct tag *tags; /* one for each token */
	struct footnotes notes;
	unsigned nesting; /* shortcodes around what is being expanded */
	struct complaints complaints;
};

/* A part of the text, and the tokens in it. */
struct range {
	size_t first, last; /* indices of tokens; last is past the end */
	size_t from, to;    /* offsets in the text */
};

/* ---- expansion ---- */

static void expand(struct expansion *x, struct range r, struct sbuf *out);

static const char *quote(const struct expansion *x, struct str s)
{
	return complaint_quote(&x->complaints, s);
}

/* Appends the line ends in text[from, to), so that the lines behind keep their number. */
static void add_line_ends(struct expansion *x, size_t from, size_t to, struct sbuf *out)
{
	while ((from = str_find_char(str_slice(x->text, 0, to), '\n', from)) !=
		STR_NONE) {
		sbuf_char(out, '\n');
		from++;
	}
}

/* Length of the entity that s begins with ("&amp;", "&#8217;"), or 0. */
static size_t entity(struct str s)
{
	size_t n = s.len > 1 && s.data[1] == '#' ? 2 : 1;
	size_t first = n;
	while (n < s.len && ascii_is_alnum(s.data[n]))
		n++;
	return n > first && n < s.len && s.data[n] == ';' ? n + 1 : 0;
}

/* Makes a value fit for an attribute or text of HTML, where it opens no code span and no
   template's mark either. An entity stays one: in a site's templates, too, it means its
   character. */
static void escape(struct arena *a, struct str value, struct str *out)
{
	struct sbuf b;
	sbuf_init(&b, TEMPLATE_MAX);
	for (size_t i = 0; i < value.len; i++) {
		char c = value.data[i];
		if (c == '<')
			sbuf_str(&b, "&lt;");
		else if (c == '>')
			sbuf_str(&b, "&gt;");
		else if (c == '"')
			sbuf_str(&b, "&quot;");
		else if (c == '\'')
			sbuf_str(&b, "&#39;");
		else if (c == '`' || c == '{' || c == '}')
			sbuf_printf(&b, "&#%d;", c);
		else if (c == '&' && !entity(str_slice(value, i, value.len)))
			sbuf_str(&b, "&amp;");
		else
			sbuf_char(&b, c);
	}
	sbuf_need_memory(&b, a);
	*out = (struct str){arena_strndup(a, b.data, b.len), b.len};
	sbuf_release(&b);
}

/* The expression of a template language that an argument holds; length 0: none does. */
static struct str expression_in(const struct arguments *args)
{
	for (size_t i = 0; i < args->positional.len; i++) {
		if (str_find(args->positional.data[i], "{{", 0) != STR_NONE)
			return args->positional.data[i];
	}
	for (size_t i = 0; i < args->named.len; i++) {
		struct str value = str_of(args->named.data[i].text);
		if (str_find(value, "{{", 0) != STR_NONE)
			return value;
	}
	return (struct str){NULL, 0};
}

static void complain_template(struct expansion *x, const struct token *t,
	const struct fg_entry *e, enum template_result result, const char *name)
{
	struct complaints *c = &x->complaints;
	const char *fault = quote(x, str_of(name));
	struct fg_diag *d;
	if (result == TEMPLATE_EMPTY)
		d = complain(c, FG_RULE_SHORTCODE_INGREDIENT, t,
			"the shortcode “%s” is left out: there is no value for {%s}",
			e->name, fault);
	else if (result == TEMPLATE_UNKNOWN)
		d = complain(c, FG_RULE_SHORTCODE_TEMPLATE, t,
			"the template of the shortcode “%s” asks for {%s}, "
			"which is no name",
			e->name, fault);
	else if (result == TEMPLATE_BROKEN)
		d = complain(c, FG_RULE_SHORTCODE_TEMPLATE, t,
			"the template of the shortcode “%s” has a brace "
			"without its partner at “%s”",
			e->name, fault);
	else
		d = complain(c, FG_RULE_SHORTCODE_TEMPLATE, t,
			"the template of the shortcode “%s” makes more than %d bytes",
			e->name, TEMPLATE_MAX);
	if (d)
		d->related = (struct fg_place){x->show->file, e->at.line, e->at.column};
}

/* The markup that shortcode i becomes, body_mark where its body goes; false, with a
   complaint, if it becomes nothing. */
static bool make(struct expansion *x, size_t i, struct str *markup)
{
	struct arena *a = x->run->arena;
	const struct token *t = &x->tokens.data[i];
	const struct tag *tag = &x->tags[i];
	struct arguments args = {0};
	arguments_parse(a, t->rest, &args);
	struct str expression = expression_in(&args), body = str_of(body_mark);
	if (expression.len) {
		complain(&x->complaints, FG_RULE_SHORTCODE_EXPRESSION, t,
			"the shortcode “%s” is left out: its argument “%s” "
			"is for a template language",
			tag->entry->name, quote(x, expression));
		return false;
	}
	if (tag->of_file) {
		args.positional.data++;
		args.positional.len--;
	}
	struct template_args with = {
		.episode = x->ep,
		.positional = args.positional.data,
		.n_positional = args.positional.len,
		.named = &args.named,
		.body = tag->paired ? &body : NULL,
		.escape = escape,
	};
	const char *text, *name;
	enum template_result result =
		template_expand(a, tag->entry->text, &with, &text, &name);
	if (result != TEMPLATE_OK) {
		complain_template(x, t, tag->entry, result, name);
		return false;
	}
	*markup = str_trim(str_of(text));
	return true;
}

/* Puts the body of shortcode i in: expanded the first time, the same again if the
   template has it again. */
static void put_body(struct expansion *x, size_t i, struct str *again, struct sbuf *out)
{
	const struct token *end = &x->tokens.data[x->tags[i].partner];
	size_t from = out->len;
	if (again->data) {
		splice_add(out, *again);
		return;
	}
	x->nesting++;
	expand(x,
		(struct range){
			i + 1, x->tags[i].partner, x->tokens.data[i].to, end->from},
		out);
	x->nesting--;
	*again = (struct str){
		arena_strndup(x->run->arena, out->data + from, out->len - from),
		out->len - from};
}

/* Puts shortcode i in, with its body if it has one. Returns the token it ends with. */
static size_t put(struct expansion *x, size_t i, struct str markup, struct range r,
	struct sbuf *out)
{
	const struct token *t = &x->tokens.data[i];
	size_t last = x->tags[i].paired ? x->tags[i].partner : i, at;
	const struct token *end = &x->tokens.data[last];
	struct str following = str_slice(x->text, end->to, r.to), again = {NULL, 0};
	struct str body = str_slice(x->text, t->to, end->from);
	struct splice p = splice_of(x->run->arena, sbuf_text(out), markup, following);
	while ((at = str_find_char(markup, body_mark[0], 0)) != STR_NONE) {
		splice_markup(&p, str_slice(markup, 0, at), out);
		markup = str_slice(markup, at + 1, markup.len);
		splice_part(&p, body, out);
		put_body(x, i, &again, out);
		splice_part(&p, markup, out);
	}
	splice_markup(&p, markup, out);
	add_line_ends(x, t->from, t->to, out);
	if (last != i)
		add_line_ends(x, end->from, end->to, out);
	splice_end(&p, following, out);
	return last;
}

/* Returns the token behind which to go on. */
static size_t expand_tag(struct expansion *x, size_t i, struct range r, struct sbuf *out)
{
	const struct token *t = &x->tokens.data[i];
	const struct tag *tag = &x->tags[i];
	struct str markup;
	bool is_use =
		tag->entry && !tag->ends && !(tag->paired && tag->partner == STR_NONE);
	if (is_use && tag->paired && x->nesting == NESTING_MAX) {
		complain(&x->complaints, FG_RULE_SHORTCODE_NESTING, t,
			"the shortcode “%s” stands in %d others; "
			"its text stays, the tags are left out",
			tag->entry->name, NESTING_MAX);
		is_use = false;
	}
	if (is_use && make(x, i, &markup))
		return put(x, i, markup, r, out);
	size_t last = tag->hides ? tag->partner : i;
	add_line_ends(x, t->from, x->tokens.data[last].to, out);
	return last;
}

static void expand_mark(struct expansion *x, const struct token *t, struct sbuf *out)
{
	struct footnote *note = footnote_find(&x->notes, t->name);
	if (note) {
		footnote_mark(&x->notes, note, out);
		return;
	}
	complain(&x->complaints, FG_RULE_FOOTNOTE_UNDEFINED, t,
		"the footnote [^%s] is not in the notes", quote(x, t->name));
	splice_add(out, str_slice(x->text, t->from, t->to));
}

/* Puts in what token i becomes. Returns the token behind which to go on. */
static size_t expand_token(
	struct expansion *x, size_t i, struct range r, struct sbuf *out)
{
	const struct token *t = &x->tokens.data[i];
	switch (t->kind) {
	case TOKEN_TAG:
		return expand_tag(x, i, r, out);
	case TOKEN_MARK:
		expand_mark(x, t, out);
		return i;
	case TOKEN_EXPRESSION:
		complain(&x->complaints, FG_RULE_SHORTCODE_EXPRESSION, t,
			"%s is for a template language; it is left out",
			quote(x, t->name));
		break;
	case TOKEN_OPEN:
		complain(&x->complaints, FG_RULE_SHORTCODE_UNCLOSED, t,
			"“%s” is not closed%s; the mark is left out", quote(x, t->name),
			str_is(t->name, "%%") ? "" : " in its paragraph");
		break;
	case TOKEN_CLOSE:
		complain(&x->complaints, FG_RULE_SHORTCODE_UNCLOSED, t,
			"“%s” closes nothing; the mark is left out", quote(x, t->name));
		break;
	case TOKEN_TEXT:
		raw_put(str_slice(x->text, t->from, t->to), out);
		return i;
	case TOKEN_COMMENT:
	case TOKEN_NOTE:
		break;
	}
	add_line_ends(x, t->from, t->to, out);
	return t->kind == TOKEN_NOTE ? t->past - 1 : i;
}

/* Goes over blanks in text[at, to) if out has come to the beginning of a line: behind a
   tag that was removed they would make a code block of the text. */
static size_t skip_blanks(
	const struct expansion *x, size_t at, size_t to, const struct sbuf *out)
{
	if (out->len > 0 && out->data[out->len - 1] != '\n')
		return at;
	while (at < to && (x->text.data[at] == ' ' || x->text.data[at] == '\t'))
		at++;
	return at;
}

static void expand(struct expansion *x, struct range r, struct sbuf *out)
{
	size_t at = r.from;
	for (size_t i = r.first; i < r.last && !out->failed; i++) {
		const struct token *t = &x->tokens.data[i];
		splice_add(out, str_slice(x->text, at, t->from));
		i = expand_token(x, i, r, out);
		at = t->kind == TOKEN_TAG ? x->tokens.data[i].to : t->to;
		at = skip_blanks(x, at, r.to, out);
	}
	splice_add(out, str_slice(x->text, at, r.to));
}

/* ---- footnotes ---- */

static void define_notes(struct expansion *x)
{
	for (size_t i = 0; i < x->tokens.len; i++) {
		const struct token *t = &x->tokens.data[i];
		if (t->kind != TOKEN_NOTE)
			continue;
		struct footnote *earlier = footnote_find(&x->notes, t->name);
		if (!earlier) {
			footnote_define(&x->notes, t->name, i);
			continue;
		}
		struct fg_diag *d = complain(&x->complaints, FG_RULE_FOOTNOTE_DUPLICATE,
			t, "the footnote [^%s] is there twice; the first is taken",
			quote(x, t->name));
		if (d)
			d->related = complaint_place(
				&x->complaints, &x->tokens.data[earlier->token]);
	}
}

/* Appends the notes that are used. A note may use others: the list grows meanwhile. */
static void add_notes(struct expansion *x, struct sbuf *out)
{
	if (x->notes.used.len > 0 && x->tokens.fence) {
		sbuf_char(out, '\n');
		for (size_t n = 0; n < x->tokens.fence_len; n++)
			sbuf_char(out, x->tokens.fence);
	}
	sbuf_str(out, x->notes.used.len > 0 ? "\n\n***\n\n" : "");
	for (size_t i = 0; i < x->notes.used.len && !out->failed; i++) {
		const struct footnote *note = x->notes.used.data[i];
		const struct token *t = &x->tokens.data[note->token];
		size_t from = (size_t)(t->rest.data - x->text.data);
		struct sbuf text;
		sbuf_init(&text, out->max);
		expand(x, (struct range){note->token + 1, t->past, from, t->to}, &text);
		footnote_item(note->number, sbuf_text(&text), out);
		sbuf_need_memory(&text, x->run->arena);
		out->failed = out->failed || text.failed;
		sbuf_release(&text);
	}
}

static void complain_unused_notes(struct expansion *x)
{
	for (size_t i = 0; i < x->notes.all.len; i++) {
		const struct footnote *note = x->notes.all.data[i];
		const struct token *t = &x->tokens.data[note->token];
		if (note->number == 0)
			complain(&x->complaints, FG_RULE_FOOTNOTE_UNUSED, t,
				"nothing refers to the footnote [^%s]; it is left out",
				quote(x, t->name));
	}
}

/* Appends the expansion of body to out. */
static void expand_body(struct fg_run *run, const struct fg_show *show,
	const struct fg_episode *ep, const struct fg_body *body, struct sbuf *out)
{
	struct expansion x = {.run = run,
		.show = show,
		.ep = ep,
		.text = {body->text, body->len},
		.complaints = {.run = run, .file = ep->file}};
	token_scan(run->arena, x.text, body->line, &x.tokens);
	raw_take(&x.complaints, show, &x.tokens);
	x.tags = tags_match(&x.complaints, show, &x.tokens);
	footnotes_init(&x.notes, run->arena);
	define_notes(&x);
	expand(&x, (struct range){0, x.tokens.len, 0, x.text.len}, out);
	add_notes(&x, out);
	complain_unused_notes(&x);
	complain_rest(&x.complaints);
}

/* In a formula are many single braces. */
static bool has_mark(struct str text)
{
	for (size_t at = 0; (at = str_find_char(text, '{', at)) != STR_NONE; at++) {
		struct str rest = str_slice(text, at, text.len);
		if (str_starts(rest, "{{") || str_starts(rest, "{%"))
			return true;
	}
	for (size_t at = 0; (at = str_find_char(text, '}', at)) != STR_NONE; at++) {
		if (at > 0 && text.data[at - 1] == '%')
			return true;
	}
	return false;
}

/* A comment is: as long as it stands there, the code spans behind it may be others than those
   that were looked at. */
static bool is_syntax(const struct token *t)
{
	return t->kind != TOKEN_MARK && t->kind != TOKEN_NOTE;
}

/* Is there template syntax in text that is no code? */
static bool has_syntax(struct arena *a, struct str text)
{
	struct tokens tokens = {0};
	if (!has_mark(text))
		return false;
	token_scan(a, text, 0, &tokens);
	for (size_t i = 0; i < tokens.len; i++) {
		if (is_syntax(&tokens.data[i]))
			return true;
	}
	return false;
}

bool shortcode_waits(struct arena *a, const struct fg_show *show)
{
	for (size_t i = 0; i < show->shortcodes.len; i++) {
		if (template_waits(a, show->shortcodes.data[i].text))
			return true;
	}
	return false;
}

bool shortcode_expand(struct fg_run *run, const struct fg_show *show,
	const struct fg_episode *ep, const struct fg_body *body, struct sbuf *out)
{
	size_t from = out->len;
	expand_body(run, show, ep, body, out);
	for (int round = 1; round < ROUNDS_MAX && !out->failed; round++) {
		struct str text = str_slice(sbuf_text(out), from, out->len);
		if (!has_syntax(run->arena, text))
			break;
		const char *copy = arena_strndup(run->arena, text.data, text.len);
		sbuf_cut(out, from);
		struct fg_body again = {copy, text.len, body->line};
		expand_body(run, show, ep, &again, out);
	}
	return !out->failed;
}
