/* SPDX-License-Identifier: ISC */
#include "render/comments.h"

#include "base/diag.h"
#include "model/rule.h"

static char at(struct str text, size_t i)
{
	return i < text.len ? text.data[i] : '\0';
}

/* Is what stands behind "{%" a comment, or begins like one? Other tags are in many texts. */
static bool is_comment(struct str inner)
{
	while (inner.len && (ascii_is_space(*inner.data) || *inner.data == '-'))
		inner = str_slice(inner, 1, inner.len);
	return str_starts(inner, "comment");
}

/* All of a body is looked through for that, and hardly one has any: by its rare characters, of
   which either takes less than anything that looks for both. */
static bool may_have_comments(struct str text)
{
	for (size_t i = 0; (i = str_find_char(text, '%', i)) != STR_NONE; i++) {
		if (at(text, i + 1) == '%')
			return true;
	}
	for (size_t i = 0; (i = str_find_char(text, '{', i)) != STR_NONE; i++) {
		char next = at(text, i + 1);
		if (next == '#' ||
			(next == '%' && is_comment(str_slice(text, i + 2, text.len))))
			return true;
	}
	return false;
}

static void blank(char *text, size_t len)
{
	for (size_t i = 0; i < len; i++) {
		if (text[i] != '\n')
			text[i] = ' ';
	}
}

void comments_find(struct arena *a, struct str text, struct comments *out)
{
	*out = (struct comments){.blanked = text};
	if (!may_have_comments(text))
		return;
	token_scan(a, text, 0, &out->tokens);
	char *copy = arena_strndup(a, text.data, text.len);
	for (size_t i = 0; i < out->tokens.len; i++) {
		const struct token *t = &out->tokens.data[i];
		if (t->kind == TOKEN_COMMENT)
			blank(copy + t->from, t->to - t->from);
	}
	out->blanked.data = copy;
}

bool comments_cut(struct comments *c, size_t at)
{
	while (c->next < c->tokens.len &&
		(c->tokens.data[c->next].kind != TOKEN_COMMENT ||
			c->tokens.data[c->next].to <= at))
		c->next++;
	return c->next < c->tokens.len && c->tokens.data[c->next].from < at;
}

void comments_check(struct fg_run *run, const char *file, const struct fg_body *section)
{
	struct str text = {section->text, section->len};
	struct tokens tokens = {0};
	if (str_find(text, "%%", 0) == STR_NONE)
		return;
	token_scan(run->arena, text, section->line, &tokens);
	for (size_t i = 0; i < tokens.len; i++) {
		const struct token *t = &tokens.data[i];
		if (t->kind == TOKEN_OPEN && str_is(t->name, "%%"))
			diag_add(run->diags, FG_RULE_SHORTCODE_UNCLOSED,
				(struct fg_place){file, t->line, t->column},
				"“%%%%” is not closed; the mark is left out");
	}
}
