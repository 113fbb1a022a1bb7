/* SPDX-License-Identifier: ISC */
#include "app/early.h"

#include <string.h>
#include "base/pool.h"
#include "base/vec.h"

/* ---- notes and findings as one text ---- */

/*
 * struct fg_notes, its texts with a NUL behind each, HTML escaped if it can be; then, until the
 * end, struct fg_diag and the texts that it has. It is read by the process that has written it:
 * pointers in it tell whether there is a text, and not where.
 */
enum { DIAG_TEXTS = 5 };

static void diag_texts(struct fg_diag *d, const char **texts[DIAG_TEXTS])
{
	texts[0] = &d->at.file;
	texts[1] = &d->related.file;
	texts[2] = &d->element;
	texts[3] = &d->message;
	texts[4] = &d->hint;
}

static void pack_text(struct sbuf *out, const char *text, size_t len)
{
	sbuf_add(out, text, len);
	sbuf_char(out, '\0');
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

static void pack(const struct fg_notes *from, const struct fg_diags *diags, bool escape,
	struct sbuf *out)
{
	const char **texts[DIAG_TEXTS];
	struct fg_notes notes = *from;
	sbuf_reset(out);
	sbuf_add(out, &notes, sizeof notes);
	pack_html(out, notes.html, &notes.html_len, escape);
	pack_html(out, notes.description, &notes.description_len, escape);
	notes.escaped = escape;
	if (!out->failed)
		memcpy(out->own, &notes, sizeof notes);
	pack_text(out, notes.text, notes.text_len);
	for (size_t i = 0; i < diags->len; i++) {
		sbuf_add(out, &diags->data[i], sizeof *diags->data);
		diag_texts(&diags->data[i], texts);
		for (size_t k = 0; k < DIAG_TEXTS; k++) {
			if (*texts[k])
				pack_text(out, *texts[k], strlen(*texts[k]));
		}
	}
}

/* Of len bytes, and the NUL behind them. */
static const char *unpack_text(const char **at, size_t len)
{
	const char *text = *at;
	*at += len + 1;
	return text;
}

static void unpack_diag(const char **at, struct fg_diag *d)
{
	const char **texts[DIAG_TEXTS];
	memcpy(d, *at, sizeof *d);
	*at += sizeof *d;
	diag_texts(d, texts);
	for (size_t k = 0; k < DIAG_TEXTS; k++) {
		if (*texts[k])
			*texts[k] = unpack_text(at, strlen(*at));
	}
}

static void unpack(
	const struct sbuf *from, struct fg_notes *notes, struct fg_diags *diags)
{
	const char *at = from->data, *end = from->data + from->len;
	memcpy(notes, at, sizeof *notes);
	at += sizeof *notes;
	notes->html = unpack_text(&at, notes->html_len);
	notes->description = unpack_text(&at, notes->description_len);
	notes->text = unpack_text(&at, notes->text_len);
	notes->transcript = "";
	notes->transcript_len = 0; /* which nobody wants any more */
	while (at < end)
		unpack_diag(&at, vec_push(diags->arena, diags));
}

/* ---- while servers are asked ---- */

struct asking {
	struct line *line;
	struct fg_probing *probing;
};

static void ask(void *ctx)
{
	const struct asking *a = ctx;
	fg_probe_ask(a->probing);
}

static bool render(void *ctx, unsigned worker, size_t i)
{
	const struct asking *a = ctx;
	const struct fg_show *show = &a->line->show;
	const struct fg_episode *ep = show->episodes.data[i];
	struct worker *w = &a->line->crew->workers[worker];
	struct fg_notes notes;
	worker_begin(w);
	if (fg_render_waits(&w->run, show, ep) || !worker_render(w, show, ep, &notes))
		return true;
	/* JSON escapes in its own way. */
	bool xml = !outputs_have(a->line->outs, FG_JSON);
	pack(&notes, &w->diags, xml, &w->early);
	w->done = !w->early.failed;
	return true;
}

static bool put(void *ctx, unsigned worker, size_t i)
{
	const struct asking *a = ctx;
	const struct worker *w = &a->line->crew->workers[worker];
	if (w->done)
		fg_shelf_put(a->line->early, i, w->early.data, w->early.len);
	return true; /* who is told to stop stops asking, and that ends this */
}

void early_ask(struct line *line, struct fg_probing *probing)
{
	struct asking a = {line, probing};
	struct pool_jobs jobs = {.count = line->show.episodes.len,
		.ctx = &a,
		.work = render,
		.take = put,
		.beside = ask};
	struct fg_settings settings = *line->run.settings;
	struct fg_run run = {line->run.arena, line->run.diags, &settings};
	struct crew_need need = {0};
	settings.traces = NULL; /* which threads may not leave */
	if (fg_probe_left(probing) > 0)
		line->early = fg_shelf_open(&line->run, line->show.episodes.len);
	if (line->early && crew_ready(line->crew, &run, line->crew->threads, &need))
		pool_run(line->crew->threads, &jobs);
	else
		ask(&a);
}

/* ---- when they have answered ---- */

bool early_take(
	const struct line *line, struct worker *w, size_t i, struct fg_notes *notes)
{
	if (!line->early || !fg_shelf_get(line->early, i, &w->early))
		return false;
	unpack(&w->early, notes, &w->diags);
	return true;
}

void early_close(struct line *line)
{
	fg_shelf_close(line->early);
	line->early = NULL;
}
