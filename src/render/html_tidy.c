/* SPDX-License-Identifier: ISC */
#include "render/html_tidy.h"

#include "base/vec.h"

enum { DEPTH = 32, ATTRIBUTES = 16, NAME_MAX = 16 };

/* Where an element may stand, and what in it. */
enum rank {
	ANYWHERE, /* and in it what may stand anywhere */
	EMPTY,    /* anywhere, without content or end tag */
	BLOCK,    /* in blocks alone; in it anything */
	LINE,     /* in blocks alone; in it what may stand anywhere */
	RULE      /* in blocks alone; without content or end tag */
};

static const struct element {
	char name[NAME_MAX];
	enum rank rank;
} elements[] = {
	{"img", EMPTY},
	{"div", BLOCK},
	{"br", EMPTY},
	{"hr", RULE},
	{"a", ANYWHERE},
	{"p", LINE},
	{"i", ANYWHERE},
	{"em", ANYWHERE},
	{"b", ANYWHERE},
	{"strong", ANYWHERE},
	{"iframe", ANYWHERE},
	{"blockquote", BLOCK},
	{"h1", LINE},
	{"h2", LINE},
	{"h3", LINE},
	{"h4", LINE},
	{"h5", LINE},
	{"h6", LINE},
};

struct token {
	enum { TOKEN_TEXT, TOKEN_START, TOKEN_END } kind;
	const char *name;        /* of START and END */
	const char **attributes; /* of START */
	struct str text;
};

struct tidy {
	struct arena *arena;
	const struct html_events *events;
	struct str s;
	size_t at;
	struct {
		const char *name;
		enum rank rank;
	} open[DEPTH];
	size_t depth,
		blocks; /* how many are open; how many of them are BLOCK, the first ones */
	struct {
		struct token *data;
		size_t len, cap;
	} tokens;
};

static struct token *push(struct tidy *t)
{
	return vec_push(t->arena, &t->tokens);
}

static char char_at(const struct tidy *t, size_t at)
{
	return at < t->s.len ? t->s.data[at] : '\0';
}

/* Goes over one of the characters of set, if it comes next. */
static bool take_one(struct tidy *t, const char *set)
{
	char c = char_at(t, t->at);
	bool is_one = c && strchr(set, c);
	t->at += is_one;
	return is_one;
}

/* ---- text ---- */

/* What the '&' at the beginning of s stands for, and the length of its reference. It stands for
   itself where no ';' ends a name. NUL: what it is takes a parser to say. */
static char reference(struct str s, size_t *len)
{
	static const struct {
		const char *name;
		char c;
	} references[] = {{"&amp;", '&'}, {"&quot;", '"'}, {"&#39;", '\''}, {"&lt;", '<'},
		{"&gt;", '>'}};
	size_t n = 1;
	for (size_t i = 0; i < sizeof references / sizeof *references; i++) {
		*len = strlen(references[i].name);
		if (str_starts(s, references[i].name))
			return references[i].c;
	}
	while (n < s.len && ascii_is_alnum(s.data[n]))
		n++;
	*len = 1;
	return n == s.len || strchr(" \n=&", s.data[n]) ? '&' : '\0';
}

/* s without references, NUL-terminated; NULL: it has others than are known. */
static const char *decode(struct arena *a, struct str s)
{
	char *text = arena_text(a, s.len), *to = text;
	size_t len;
	for (; s.len; s = str_slice(s, len, s.len)) {
		len = str_until(s, "&", 0);
		memcpy(to, s.data, len);
		to += len;
		if (len == 0 && !(*to++ = reference(s, &len)))
			return NULL;
	}
	*to = '\0';
	return text;
}

/* Takes text up to a tag or the end. */
static bool take_text(struct tidy *t)
{
	size_t end = str_until(t->s, "<", t->at);
	struct str text = str_slice(t->s, t->at, end);
	t->at = end;
	if (str_find_char(text, '&', 0) != STR_NONE)
		text = str_of(decode(t->arena, text));
	if (text.data)
		push(t)->text = text;
	return text.data != NULL;
}

/* ---- tags ---- */

static bool is_name_char(char c)
{
	return ascii_is_alnum(c) || c == '-';
}

/* Takes a name, which is then in lower case; NULL: there is none, or a long one. */
static const char *take_name(struct tidy *t)
{
	char name[NAME_MAX];
	size_t n = 0;
	while (n < NAME_MAX && is_name_char(char_at(t, t->at)))
		name[n++] = ascii_lower(t->s.data[t->at++]);
	if (n == NAME_MAX || n == 0 || !ascii_is_alpha(name[0]))
		return NULL;
	return arena_strndup(t->arena, name, n);
}

/* Takes a value in quotes, if '=' comes next. NULL: it is not as it should be. */
static bool take_value(struct tidy *t, const char **value)
{
	if (!take_one(t, "="))
		return true;
	char quote = char_at(t, t->at);
	if (!take_one(t, "\"'"))
		return false;
	size_t end = str_find_char(t->s, quote, t->at);
	if (end == STR_NONE)
		return false;
	*value = decode(t->arena, str_slice(t->s, t->at, end));
	t->at = end + 1;
	return *value != NULL;
}

/* Takes attributes, each behind white space, and such before the end of the tag. */
static bool take_attributes(struct tidy *t, struct token *token)
{
	token->attributes = arena_array(t->arena, 2 * ATTRIBUTES + 1, sizeof(char *));
	for (size_t n = 0; take_one(t, " \n"); n++) {
		while (take_one(t, " \n"))
			;
		if (char_at(t, t->at) == '/' || char_at(t, t->at) == '>')
			break;
		const char **attribute = &token->attributes[2 * n];
		if (n == ATTRIBUTES || !(attribute[0] = take_name(t)) ||
			!take_value(t, &attribute[1]))
			return false;
	}
	return true;
}

/* False: it is an element that takes a parser. */
static bool rank_of(const struct tidy *t, const char *name, enum rank *rank)
{
	for (size_t i = 0; i < sizeof elements / sizeof *elements; i++) {
		if (strcmp(elements[i].name, name) == 0) {
			*rank = elements[i].rank;
			return true;
		}
	}
	*rank = ANYWHERE;
	return !t->events->is_known(name);
}

/* May an element stand here? A link may not in a link. */
static bool may_stand(const struct tidy *t, const char *name, enum rank rank)
{
	for (size_t i = t->blocks; i < t->depth; i++) {
		if (strcmp(name, "a") == 0 && strcmp(t->open[i].name, "a") == 0)
			return false;
	}
	bool block = rank == BLOCK || rank == LINE || rank == RULE;
	return t->depth < DEPTH && (!block || t->blocks == t->depth);
}

static void end_element(struct tidy *t, const char *name)
{
	struct token *end = push(t);
	end->kind = TOKEN_END;
	end->name = name;
}

static bool take_start(struct tidy *t)
{
	enum rank rank;
	struct token start = {.kind = TOKEN_START, .name = take_name(t)};
	if (!start.name || !rank_of(t, start.name, &rank) ||
		!may_stand(t, start.name, rank) || !take_attributes(t, &start))
		return false;
	*push(t) = start;
	if (take_one(t, "/") || rank == EMPTY || rank == RULE) {
		end_element(t, start.name);
	} else {
		t->blocks += rank == BLOCK;
		t->open[t->depth].rank = rank;
		t->open[t->depth++].name = start.name;
	}
	return take_one(t, ">");
}

static bool take_end(struct tidy *t)
{
	const char *name = take_name(t);
	if (!name || t->depth == 0 || strcmp(t->open[t->depth - 1].name, name) != 0)
		return false;
	t->depth--;
	t->blocks -= t->open[t->depth].rank == BLOCK;
	end_element(t, name);
	return take_one(t, ">");
}

static bool take_tag(struct tidy *t)
{
	t->at++;
	return take_one(t, "/") ? take_end(t) : take_start(t);
}

/* ---- all ---- */

static void tell(const struct token *token, const struct html_events *events, void *ctx)
{
	switch (token->kind) {
	case TOKEN_TEXT:
		events->text(ctx, token->text);
		break;
	case TOKEN_START:
		events->start(ctx, token->name, token->attributes);
		break;
	case TOKEN_END:
		events->end(ctx, token->name);
	}
}

bool html_tidy(
	struct arena *a, struct str text, const struct html_events *events, void *ctx)
{
	struct tidy t = {.arena = a, .events = events, .s = text};
	while (t.at < text.len) {
		if (!(text.data[t.at] == '<' ? take_tag(&t) : take_text(&t)))
			return false;
	}
	if (t.depth > 0)
		return false;
	for (size_t i = 0; i < t.tokens.len; i++)
		tell(&t.tokens.data[i], events, ctx);
	return true;
}
