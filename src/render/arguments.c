/* SPDX-License-Identifier: ISC */
#include "render/arguments.h"

#include "base/vec.h"

/* What opens a quoted value, and what closes it. */
static const struct quote {
	const char *open;
	const char *close[4];
} quotes[] = {
	{"\"", {"\""}},
	{"'", {"'"}},
	{"\u201c", {"\u201d", "\u201c", "\""}},
	{"\u201d", {"\u201d", "\u201c", "\""}},
	{"\u201e", {"\u201c", "\u201d", "\""}},
	{"\u2018", {"\u2019", "\u2018", "'"}},
	{"\u2019", {"\u2019", "\u2018", "'"}},
	{"\u00ab", {"\u00bb"}},
};

static const struct quote *quote_at(struct str s)
{
	for (size_t i = 0; i < sizeof quotes / sizeof *quotes; i++) {
		if (str_starts(s, quotes[i].open))
			return &quotes[i];
	}
	return NULL;
}

/* Length of the quote at s that closes q; 0: none does. */
static size_t closes(struct str s, const struct quote *q)
{
	for (size_t i = 0; i < 4 && q->close[i]; i++) {
		size_t n = strlen(q->close[i]);
		if (!str_starts(s, q->close[i]))
			continue;
		struct str next = str_slice(s, n, s.len);
		if (next.len == 0 || ascii_is_space(next.data[0]) ||
			next.data[0] == ',' || quote_at(next))
			return n;
	}
	return 0;
}

static void skip(struct str *s, size_t n)
{
	*s = str_slice(*s, n, s->len);
}

static void skip_separators(struct str *s)
{
	while (s->len && (ascii_is_space(s->data[0]) || s->data[0] == ','))
		skip(s, 1);
}

static bool is_escape(struct str s, size_t i)
{
	return s.data[i] == '\\' && i + 1 < s.len && strchr("\"'\\", s.data[i + 1]);
}

/* Takes the quoted value that *s begins with. */
static struct str take_quoted(struct arena *a, struct str *s, const struct quote *q)
{
	skip(s, strlen(q->open));
	size_t to = 0, closing = 0, n = 0;
	while (to < s->len && !(closing = closes(str_slice(*s, to, s->len), q)))
		to += is_escape(*s, to) ? 2 : 1;
	char *value = arena_alloc(a, to + 1);
	for (size_t i = 0; i < to; i++) {
		if (is_escape(*s, i))
			i++;
		value[n++] = ascii_is_space(s->data[i]) ? ' ' : s->data[i];
	}
	skip(s, to + closing);
	return str_trim((struct str){value, n});
}

/* Takes the bare word that *s begins with: up to white space, or a comma unless it is in
   an address. */
static struct str take_word(struct str *s)
{
	size_t n = 0;
	bool address = false;
	for (; n < s->len && !ascii_is_space(s->data[n]); n++) {
		address = address || str_starts(str_slice(*s, n, s->len), "://");
		if (s->data[n] == ',' && !address)
			break;
	}
	struct str word = str_slice(*s, 0, n);
	skip(s, n);
	while (str_ends(word, ","))
		word.len--;
	return word;
}

static bool is_name_char(char c)
{
	return ascii_is_alnum(c) || c == '_' || c == '-' || c == '.';
}

/* Takes "name=", or "name:" before a blank or quote, off *s. Length 0: *s begins with
   neither. */
static struct str take_name(struct str *s)
{
	size_t n = 0;
	while (n < s->len && is_name_char(s->data[n]))
		n++;
	struct str name = str_slice(*s, 0, n), rest = str_trim(str_slice(*s, n, s->len));
	bool colon =
		str_starts(rest, ":") && rest.len > 1 &&
		(ascii_is_space(rest.data[1]) || quote_at(str_slice(rest, 1, rest.len)));
	if (n == 0 || !ascii_is_alpha(name.data[0]) || !(str_starts(rest, "=") || colon))
		return (struct str){s->data, 0};
	*s = str_trim(str_slice(rest, 1, rest.len));
	return name;
}

void arguments_parse(struct arena *a, struct str text, struct arguments *out)
{
	struct str rest = text;
	for (skip_separators(&rest); rest.len; skip_separators(&rest)) {
		struct str name = take_name(&rest);
		const struct quote *q = quote_at(rest);
		bool stray = q && rest.len == strlen(q->open);
		struct str value = q ? take_quoted(a, &rest, q) : take_word(&rest);
		if (name.len) {
			struct fg_entry *e = vec_push(a, &out->named);
			e->name = arena_strndup(a, name.data, name.len);
			e->text = arena_strndup(a, value.data, value.len);
		} else if (!stray) {
			*vec_push(a, &out->positional) = value;
		}
	}
}
