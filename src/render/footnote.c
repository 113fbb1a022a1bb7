/* SPDX-License-Identifier: ISC */
#include "render/footnote.h"

#include "base/vec.h"
#include "render/lines.h"

void footnotes_init(struct footnotes *f, struct arena *a)
{
	*f = (struct footnotes){.by_id = {.arena = a}};
}

static const char *key(const struct footnotes *f, struct str id)
{
	char *key = arena_strndup(f->by_id.arena, id.data, id.len);
	for (size_t i = 0; i < id.len; i++)
		key[i] = ascii_lower(key[i]);
	return key;
}

struct footnote *footnote_find(const struct footnotes *f, struct str id)
{
	return map_get(&f->by_id, key(f, id));
}

void footnote_define(struct footnotes *f, struct str id, size_t token)
{
	struct arena *a = f->by_id.arena;
	struct footnote *note = arena_new(a, struct footnote);
	note->token = token;
	map_put(&f->by_id, key(f, id), note);
	*vec_push(a, &f->all) = note;
}

void footnote_mark(struct footnotes *f, struct footnote *note, struct sbuf *out)
{
	if (note->number == 0) {
		*vec_push(f->by_id.arena, &f->used) = note;
		note->number = (unsigned)f->used.len;
	}
	/* Escaped: [1] could be a link reference of the body, and [1](…) is a link. */
	sbuf_printf(out, "\\[%u\\]", note->number);
}

/* The line without the blanks that the definition is indented by. */
static struct str outdent(struct str line)
{
	size_t n = 0;
	unsigned columns = 0;
	for (; n < line.len && columns < LINES_NOTE_WIDTH; n++) {
		if (line.data[n] == '\t')
			columns = LINES_NOTE_WIDTH;
		else if (line.data[n] == ' ')
			columns++;
		else
			break;
	}
	return str_slice(line, n, line.len);
}

void footnote_item(unsigned number, struct str text, struct sbuf *out)
{
	size_t before = out->len, width;
	struct str rest = text, line;
	bool begun = false, of_mark = true;
	sbuf_printf(out, "%u. ", number);
	width = out->len - before;
	for (; str_line(&rest, &line); of_mark = false) {
		line = of_mark ? line : outdent(line);
		bool blank = str_trim(line).len == 0;
		if (!begun && blank)
			continue;
		if (begun && !blank)
			sbuf_printf(out, "%*s", (int)width, "");
		sbuf_slice(out, line);
		sbuf_char(out, '\n');
		begun = true;
	}
	sbuf_char(out, '\n');
}
