/* SPDX-License-Identifier: ISC */
#include <feedgen/feedgen.h>

#include "base/arena.h"
#include "base/diag.h"
#include "base/sbuf.h"
#include "model/rule.h"
#include "render/chapters.h"
#include "render/guard.h"
#include "render/html.h"
#include "render/markdown.h"
#include "render/marks.h"
#include "render/shortcode.h"
#include "render/slips.h"
#include "render/transcript.h"
#include "render/verbatim.h"

/* What may come out of n bytes: tags and absolute addresses need room,
   amplification needs more. */
enum { GROWTH = 4, GROWTH_FREE = 64 * 1024, DESCRIPTION_MAX = 4000, LIST_MAX = 3000 };

const struct fg_notes fg_no_notes = {
	.html = "", .description = "", .text = "", .transcript = ""};

/* A Markdown text on its way: the notes, or the description. */
struct text {
	struct fg_run *run;
	const struct fg_show *show;
	const struct fg_episode *ep;
	const char *what; /* how messages call it */
	struct fg_body source;
	struct str list; /* of chapters, HTML, that is to stand behind it; "": none */
};

static struct fg_place place_of(const struct text *t)
{
	return (struct fg_place){t->ep->file, t->source.line, t->source.line > 0};
}

static size_t room(const struct text *t)
{
	return t->source.len * GROWTH + GROWTH_FREE;
}

static bool complain_growth(const struct text *t)
{
	diag_add(t->run->diags, FG_RULE_NOTES_GROWS, place_of(t),
		"%zu bytes of %s become more than %zu bytes", t->source.len, t->what,
		room(t));
	return false;
}

/* Begins a text that is made of the source, and lives as long as the item. */
static void begin(const struct text *t, struct sbuf *b, size_t expected)
{
	sbuf_init_in(b, t->run->arena, room(t));
	sbuf_reserve(b, expected);
}

static struct fg_body made(const struct text *t, const struct sbuf *b)
{
	return (struct fg_body){b->data, b->len, t->source.line};
}

/* Source to document: guarded, shortcodes and footnotes expanded, guarded, parsed. */
static struct html_doc *parse(const struct text *t)
{
	struct sbuf b;
	if (!guard_notes(t->run, t->ep, &t->source, NOTES_MAX))
		return NULL;
	slips_check(t->run, t->ep->file, &t->source);
	begin(t, &b, t->source.len + t->source.len / 8);
	bool fits = shortcode_expand(t->run, t->show, t->ep, &t->source, &b);
	struct fg_body expanded = made(t, &b);
	if (!fits) {
		complain_growth(t);
		return NULL;
	}
	if (!guard_notes(t->run, t->ep, &expanded, room(t)))
		return NULL;
	const char *problem;
	struct str text = {expanded.text, expanded.len};
	struct html_doc *doc = markdown_parse(t->run->arena, text, &problem);
	if (!doc)
		diag_add(t->run->diags, FG_RULE_NOTES_HTML, place_of(t),
			"the HTML of the %s %s", t->what, problem);
	return doc;
}

/* Document to HTML. *cut: it was cut to rules->max. */
static bool write_html(const struct text *t, const struct html_doc *doc,
	const struct html_rules *rules, struct fg_body *out, bool *cut)
{
	struct sbuf b;
	size_t expected = t->source.len + t->source.len / 2 + t->list.len;
	if (rules->max && rules->max < expected)
		expected = rules->max + t->list.len;
	begin(t, &b, expected);
	*cut = !html_write(t->run->arena, doc, rules, &b);
	sbuf_slice(&b, t->list);
	*out = made(t, &b);
	return !b.failed || complain_growth(t);
}

static const char *base_of(const struct text *t)
{
	return t->ep->link ? t->ep->link : t->show->link;
}

/* The notes in full. */
static bool write_notes(
	const struct text *t, const struct html_doc *doc, struct fg_notes *notes)
{
	struct html_rules rules = {.base = base_of(t), .full = true};
	struct fg_body out;
	bool cut;
	if (!write_html(t, doc, &rules, &out, &cut))
		return false;
	notes->html = out.text;
	notes->html_len = out.len;
	return true;
}

/* The notes as plain text, if somebody wants them. */
static bool write_plain(
	const struct text *t, const struct html_doc *doc, struct fg_notes *notes)
{
	struct sbuf b;
	if (!t->run->settings->plain_notes)
		return true;
	begin(t, &b, t->source.len);
	html_text(t->run->arena, doc, &b);
	if (t->list.len) {
		sbuf_str(&b, b.len ? "\n\n" : "");
		chapters_list_text(&notes->chapters, &b);
	}
	notes->text = b.data;
	notes->text_len = b.len;
	return !b.failed || complain_growth(t);
}

/* The description of what is written for it, else of the notes. */
static bool write_description(
	const struct text *notes_text, struct html_doc *doc, struct fg_notes *notes)
{
	struct text t = *notes_text;
	const char *written = t.ep->description;
	if (str_trim(str_of(written)).len) {
		const struct fg_pos *at = &t.ep->at[FG_EP_DESCRIPTION];
		t.what = "description";
		t.source = (struct fg_body){written, strlen(written),
			at->origin == FG_WRITTEN ? at->line : 0};
		doc = parse(&t);
	}
	struct html_rules rules = {.base = base_of(&t),
		.max = DESCRIPTION_MAX - t.list.len,
		.more = t.ep->link};
	struct fg_body out;
	if (!doc || !write_html(&t, doc, &rules, &out, &notes->description_cut))
		return false;
	notes->description = out.text;
	notes->description_len = out.len;
	return true;
}

/* The body without the section that cut takes out, in whose place its line ends stay. */
static struct fg_body without(
	struct arena *a, const struct fg_body *body, const struct transcript_cut *cut)
{
	if (!cut->after.len)
		return (struct fg_body){
			arena_strndup(a, cut->before.data, cut->before.len),
			cut->before.len, body->line};
	char *text = arena_text(a, body->len), *to = text + cut->before.len;
	struct str to_after = {body->text, (size_t)(cut->after.data - body->text)};
	size_t at = cut->before.len;
	memcpy(text, cut->before.data, cut->before.len);
	for (; (at = str_find_char(to_after, '\n', at)) != STR_NONE; at++)
		*to++ = '\n';
	memcpy(to, cut->after.data, cut->after.len);
	to += cut->after.len;
	*to = '\0';
	return (struct fg_body){text, (size_t)(to - text), body->line};
}

/* Finds the transcript; what is left of the body is the notes. */
static void cut_transcript(struct text *t, struct fg_notes *notes)
{
	struct transcript_cut cut;
	struct str body = {t->source.text, t->source.len};
	const char *heading = t->show->transcript_heading;
	if (!transcript_find(t->run->arena, body, heading ? heading : "Transcript", &cut))
		return;
	/* At the end of the body it need not be copied to end with a NUL. */
	notes->transcript = cut.after.len ? arena_strndup(t->run->arena, cut.section.data,
						    cut.section.len)
					  : cut.section.data;
	notes->transcript_len = cut.section.len;
	notes->transcript_line = t->source.line + cut.section_line;
	if (!t->show->transcript_keep)
		t->source = without(t->run->arena, &t->source, &cut);
}

/* The list of chapters for the end of the notes and of the description, if it is wanted and
   leaves room for them. */
static void list_chapters(struct text *t, const struct fg_notes *notes)
{
	struct sbuf b;
	if (!t->show->chapters_description)
		return;
	sbuf_init(&b, LIST_MAX);
	chapters_list_html(&notes->chapters, &b);
	sbuf_need_memory(&b, t->run->arena);
	if (b.failed)
		diag_add(t->run->diags, FG_RULE_CHAPTERS_LIST_LONG,
			fg_episode_place(t->show, t->ep, FG_EP_CHAPTERS),
			"the list of the %u chapters has more than %d bytes",
			notes->chapters.len, LIST_MAX)
			->element = "chapters";
	else
		t->list =
			(struct str){arena_strndup(t->run->arena, b.data, b.len), b.len};
	sbuf_release(&b);
}

bool fg_render_has_marks(const struct fg_show *show, const struct fg_episode *ep)
{
	return marks_wanted(show, ep);
}

enum fg_render_after fg_render_texts_after(struct fg_run *run, const struct fg_show *show)
{
	if (shortcode_waits(run->arena, show))
		return FG_AFTER_PROBE;
	return show->chapters_description ? FG_AFTER_MARKS : FG_AFTER_NOTHING;
}

/* The body, without the transcript unless that stays. */
static struct text begin_notes(struct fg_run *run, const struct fg_show *show,
	const struct fg_episode *ep, const struct fg_body *body, struct fg_notes *notes)
{
	struct text t = {run, show, ep, "notes", *body, {"", 0}};
	if (!ep->verbatim)
		cut_transcript(&t, notes);
	return t;
}

static bool write_texts(struct text *t, struct fg_notes *notes)
{
	if (t->ep->verbatim)
		return verbatim_render(t->run, t->ep, &t->source, notes);
	list_chapters(t, notes);
	struct html_doc *doc = parse(t);
	return doc && write_notes(t, doc, notes) && write_plain(t, doc, notes) &&
	       write_description(t, doc, notes);
}

bool fg_render(struct fg_run *run, const struct fg_show *show,
	const struct fg_episode *ep, const struct fg_body *body, struct fg_notes *notes)
{
	*notes = fg_no_notes;
	struct text t = begin_notes(run, show, ep, body, notes);
	return marks_read(run, show, ep, notes) && write_texts(&t, notes);
}

bool fg_render_marks(struct fg_run *run, const struct fg_show *show,
	const struct fg_episode *ep, const struct fg_body *body, struct fg_notes *notes)
{
	begin_notes(run, show, ep, body, notes);
	return marks_read(run, show, ep, notes);
}

bool fg_render_texts(struct fg_run *run, const struct fg_show *show,
	const struct fg_episode *ep, const struct fg_body *body, struct fg_notes *notes)
{
	struct text t = begin_notes(run, show, ep, body, notes);
	return write_texts(&t, notes);
}
