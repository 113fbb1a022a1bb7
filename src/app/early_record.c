/* SPDX-License-Identifier: ISC */
#include "app/early_record.h"

#include <string.h>
#include "base/vec.h"

/*
 * struct early_record; of texts: HTML, description, plain text; of marks: struct fg_chapter with
 * their texts, and the files; then, until the end, struct fg_diag with theirs. Behind each text
 * stands a NUL. Pointers in the structs tell whether there is a text, and not where.
 */
enum { DIAG_TEXTS = 5, CHAPTER_TEXTS = 6 };

static void diag_texts(struct fg_diag *d, const char **texts[DIAG_TEXTS])
{
	texts[0] = &d->at.file;
	texts[1] = &d->related.file;
	texts[2] = &d->element;
	texts[3] = &d->message;
	texts[4] = &d->hint;
}

static void chapter_texts(struct fg_chapter *c, const char **texts[CHAPTER_TEXTS])
{
	texts[0] = &c->title;
	texts[1] = &c->href;
	texts[2] = &c->img;
	texts[3] = &c->place;
	texts[4] = &c->geo;
	texts[5] = &c->osm;
}

/* ---- what was heard ---- */

/* FNV-1a, 64 bits. */
static uint64_t mix(uint64_t hash, const void *data, size_t len)
{
	const unsigned char *bytes = data;
	for (size_t i = 0; i < len; i++)
		hash = (hash ^ bytes[i]) * 0x100000001b3U;
	return hash;
}

uint64_t early_heard(const struct fg_episode *ep)
{
	const struct fg_chapters *all = &ep->embedded_chapters;
	const char **texts[CHAPTER_TEXTS];
	uint64_t hash = mix(0xcbf29ce484222325U, &ep->duration, sizeof ep->duration);
	for (size_t i = 0; i < all->len; i++) {
		struct fg_chapter c = all->data[i];
		hash = mix(hash, &c.start_ms, sizeof c.start_ms);
		hash = mix(hash, &c.end_ms, sizeof c.end_ms);
		hash = mix(hash, &c.hidden, sizeof c.hidden);
		chapter_texts(&c, texts);
		for (size_t k = 0; k < CHAPTER_TEXTS; k++) {
			const char *text = *texts[k] ? *texts[k] : "";
			hash = mix(hash, text, strlen(text) + 1);
		}
	}
	return hash;
}

/* ---- packing ---- */

static void pack_text(struct sbuf *out, const char *text, size_t len)
{
	sbuf_add(out, text, len);
	sbuf_char(out, '\0');
}

static void pack_texts(struct sbuf *out, const char **texts[], size_t n)
{
	for (size_t k = 0; k < n; k++) {
		if (*texts[k])
			pack_text(out, *texts[k], strlen(*texts[k]));
	}
}

/* Packs HTML of *len bytes, and sets *len to how many they are then. */
static void pack_html(struct sbuf *out, const char *html, size_t *len, bool escape)
{
	size_t from = out->len;
	if (escape)
		fg_write_escaped(html, *len, out);
	else
		sbuf_add(out, html, *len);
	*len = out->len - from;
	sbuf_char(out, '\0');
}

static void pack_marks(
	struct sbuf *out, const struct fg_chapters *chapters, const struct worker *w)
{
	const char **texts[CHAPTER_TEXTS];
	for (size_t i = 0; i < chapters->len; i++) {
		struct fg_chapter c = chapters->data[i];
		sbuf_add(out, &c, sizeof c);
		chapter_texts(&c, texts);
		pack_texts(out, texts, CHAPTER_TEXTS);
	}
	for (size_t k = 0; k < FG_SIDECARS; k++) {
		const struct fg_folder_file *file = &w->files[k];
		sbuf_add(out, file, sizeof *file);
		if (!file->name)
			continue;
		pack_text(out, file->name, strlen(file->name));
		pack_text(out, file->text, file->len);
	}
}

void early_pack(const struct early_record *record, const struct worker *w, bool escape,
	struct sbuf *out)
{
	const char **texts[DIAG_TEXTS];
	struct early_record r = *record;
	sbuf_reset(out);
	sbuf_add(out, &r, sizeof r);
	if (r.parts & WORKER_TEXTS) {
		pack_html(out, r.notes.html, &r.notes.html_len, escape);
		pack_html(out, r.notes.description, &r.notes.description_len, escape);
		pack_text(out, r.notes.text, r.notes.text_len);
		r.notes.escaped = escape;
	}
	if (!out->failed)
		memcpy(out->own, &r, sizeof r);
	if (r.parts & WORKER_MARKS)
		pack_marks(out, &r.notes.chapters, w);
	for (size_t i = 0; i < w->diags.len; i++) {
		struct fg_diag d = w->diags.data[i];
		sbuf_add(out, &d, sizeof d);
		diag_texts(&d, texts);
		pack_texts(out, texts, DIAG_TEXTS);
	}
}

/* ---- unpacking ---- */

/* Of len bytes, and the NUL behind them. */
static const char *unpack_text(const char **at, size_t len)
{
	const char *text = *at;
	*at += len + 1;
	return text;
}

static void unpack(const char **at, void *to, size_t size)
{
	memcpy(to, *at, size);
	*at += size;
}

static void unpack_texts(const char **at, const char **texts[], size_t n)
{
	for (size_t k = 0; k < n; k++) {
		if (*texts[k])
			*texts[k] = unpack_text(at, strlen(*at));
	}
}

static void take_texts(
	const char **at, const struct fg_notes *packed, struct fg_notes *notes)
{
	notes->escaped = packed->escaped;
	notes->description_cut = packed->description_cut;
	notes->html_len = packed->html_len;
	notes->description_len = packed->description_len;
	notes->text_len = packed->text_len;
	notes->html = unpack_text(at, notes->html_len);
	notes->description = unpack_text(at, notes->description_len);
	notes->text = unpack_text(at, notes->text_len);
}

/* What is said (spoken) nobody wants any more: the files are made. */
static void take_marks(const char **at, const struct fg_notes *packed, struct worker *w,
	struct fg_notes *notes)
{
	const char **texts[CHAPTER_TEXTS];
	notes->sidecars = packed->sidecars;
	for (unsigned i = 0; i < packed->chapters.len; i++) {
		struct fg_chapter *c = vec_push(&w->arena, &notes->chapters);
		unpack(at, c, sizeof *c);
		chapter_texts(c, texts);
		unpack_texts(at, texts, CHAPTER_TEXTS);
	}
	for (size_t k = 0; k < FG_SIDECARS; k++) {
		struct fg_folder_file *file = &w->files[k];
		unpack(at, file, sizeof *file);
		if (!file->name)
			continue;
		file->name = unpack_text(at, strlen(*at));
		file->text = unpack_text(at, file->len);
	}
}

void early_peek(const struct sbuf *from, struct early_record *record)
{
	memcpy(record, from->data, sizeof *record);
}

void early_unpack(const struct sbuf *from, struct worker *w, struct fg_notes *notes)
{
	const char **texts[DIAG_TEXTS];
	const char *at = from->data, *end = from->data + from->len;
	struct early_record r;
	unpack(&at, &r, sizeof r);
	if (r.parts & WORKER_TEXTS)
		take_texts(&at, &r.notes, notes);
	if (r.parts & WORKER_MARKS)
		take_marks(&at, &r.notes, w, notes);
	while (at < end) {
		struct fg_diag *d = vec_push(w->diags.arena, &w->diags);
		unpack(&at, d, sizeof *d);
		diag_texts(d, texts);
		unpack_texts(&at, texts, DIAG_TEXTS);
	}
}
