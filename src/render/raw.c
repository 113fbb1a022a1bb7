/* SPDX-License-Identifier: ISC */
#include "render/raw.h"

#include "model/rule.h"

static bool is_tag(const struct token *t, const char *name)
{
	return t->kind == TOKEN_TAG && !t->closing && str_is(t->name, name);
}

/* The index of the next {% endraw %}; tokens->len if there is none. */
static size_t end_of(const struct tokens *tokens, size_t i)
{
	while (i < tokens->len && !is_tag(&tokens->data[i], "endraw"))
		i++;
	return i;
}

static bool has_shortcode(const struct fg_show *show, const char *name)
{
	for (size_t i = 0; i < show->shortcodes.len; i++) {
		if (strcmp(show->shortcodes.data[i].name, name) == 0)
			return true;
	}
	return false;
}

/* Footnotes are no template syntax: they work in raw text as well. */
static void take(struct tokens *tokens, size_t begin, size_t end)
{
	tokens->data[begin].kind = TOKEN_COMMENT;
	tokens->data[end].kind = TOKEN_COMMENT;
	for (size_t i = begin + 1; i < end; i++) {
		struct token *t = &tokens->data[i];
		if (t->kind != TOKEN_MARK && t->kind != TOKEN_NOTE)
			t->kind = TOKEN_TEXT;
	}
}

void raw_take(struct complaints *c, const struct fg_show *show, struct tokens *tokens)
{
	if (has_shortcode(show, "raw"))
		return;
	for (size_t i = 0; i < tokens->len; i++) {
		struct token *t = &tokens->data[i];
		if (!is_tag(t, "raw"))
			continue;
		size_t end = end_of(tokens, i);
		if (end == tokens->len) {
			complain(c, FG_RULE_SHORTCODE_UNPAIRED, t,
				"{%% raw %%} has no {%% endraw %%}; the tag is left out");
			t->kind = TOKEN_COMMENT;
			return;
		}
		take(tokens, i, end);
		i = end;
	}
}

void raw_put(struct str text, struct sbuf *out)
{
	for (size_t i = 0; i < text.len; i++) {
		char c = text.data[i];
		bool percents = c == '%' && i + 1 < text.len && text.data[i + 1] == '%';
		if (c == '{' || c == '}' || percents)
			sbuf_printf(out, "&#%d;", c);
		else
			sbuf_char(out, c);
	}
}
