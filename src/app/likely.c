/* SPDX-License-Identifier: ISC */
#include "app/likely.h"

#include <string.h>
#include "base/diag.h"
#include "base/map.h"

/* Where an element of that name begins in text, in lower case as editors write it, and *tag what
   is between its name and its '>'; STR_NONE: nowhere. */
static size_t find_tag(struct str text, const char *name, struct str *tag)
{
	size_t at = 0, n = strlen(name);
	while ((at = str_find(text, name, at)) != STR_NONE) {
		size_t end = str_find_char(text, '>', at);
		if (end == STR_NONE)
			return STR_NONE;
		*tag = str_slice(text, at + n, end);
		if (tag->len && ascii_is_space(tag->data[0]))
			return at;
		at += n;
	}
	return STR_NONE;
}

/* The value of src in a tag; length 0: it has none. */
static struct str source_in(struct str tag)
{
	static const char name[] = "src=";
	size_t at = str_find(tag, name, 0);
	while (at != STR_NONE && !ascii_is_space(tag.data[at - 1])) /* data-src= */
		at = str_find(tag, name, at + 1);
	if (at == STR_NONE)
		return (struct str){"", 0};
	struct str value = str_slice(tag, at + strlen(name), tag.len);
	char quote = value.len ? value.data[0] : '\0';
	if (quote != '"' && quote != '\'')
		return (struct str){"", 0};
	value = str_slice(value, 1, value.len);
	size_t end = str_find_char(value, quote, 0);
	return str_slice(value, 0, end == STR_NONE ? 0 : end);
}

/* What the first player in a text plays, by itself or by a <source> in it, and where it is. */
static struct str played(struct str text, size_t *at)
{
	struct str tag, url;
	*at = find_tag(text, "<audio", &tag);
	if (*at == STR_NONE)
		return (struct str){"", 0};
	url = source_in(tag);
	struct str rest = str_slice(text, *at, text.len);
	size_t end = str_find(rest, "</audio", 0);
	rest = str_slice(rest, 0, end == STR_NONE ? rest.len : end);
	bool within = !url.len && find_tag(rest, "<source", &tag) != STR_NONE;
	return within ? source_in(tag) : url;
}

static void look(struct fg_run *run, const struct fg_episode *ep, struct fg_diag *d,
	struct fg_diags *diags)
{
	struct fg_body body;
	size_t at;
	if (!fg_read_body(run, ep, &body))
		return;
	struct str text = {body.text, body.len};
	struct str url = played(text, &at);
	if (!url.len)
		return;
	d->at = (struct fg_place){ep->file, body.line, 1};
	for (size_t i = 0; i < at; i++) {
		d->at.line += text.data[i] == '\n';
		if (text.data[i] == '\n')
			d->at.column = 1;
		else
			d->at.column += (text.data[i] & 0xc0) != 0x80;
	}
	diag_hint(diags, d,
		"if this is the audio, say so in the front matter: audio: %.*s",
		STR_ARG(url));
}

void likely_audio(struct line *line)
{
	struct fg_diags *diags = line->run.diags;
	const struct fg_episodes *all = &line->lock.all;
	struct arena scratch;
	if (!diag_has(diags, FG_RULE_EPISODE_NO_AUDIO))
		return;
	arena_init(&scratch, line->run.arena->exhausted);
	struct map files = {.arena = line->run.arena};
	for (size_t i = 0; i < all->len; i++)
		map_put(&files, all->data[i]->file, all->data[i]);
	for (size_t i = 0; i < diags->len; i++) {
		struct fg_diag *d = &diags->data[i];
		const struct fg_episode *ep =
			d->at.file ? map_get(&files, d->at.file) : NULL;
		if (d->rule != FG_RULE_EPISODE_NO_AUDIO || d->hint || !ep)
			continue;
		/* What is wrong with the text is not for here to say. */
		struct fg_diags unsaid = {.arena = &scratch};
		struct fg_run run = {&scratch, &unsaid, line->run.settings};
		look(&run, ep, d, diags);
		arena_reset(&scratch);
	}
	arena_release(&scratch);
}
