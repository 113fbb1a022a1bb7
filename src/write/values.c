/* SPDX-License-Identifier: ISC */
/* What elements are called, and what stands in them, in any format. */
#include "write/writer.h"

#include "base/when.h"
#include "model/field.h"

const char *writing_name(const struct writing *w, const struct element *e)
{
	switch (w->format) {
	case FG_ATOM:
		return e->atom;
	case FG_JSON:
		return e->json;
	case FG_RSS:
		break;
	}
	return e->rss;
}

struct str writing_line(struct writing *w, const char *text)
{
	struct str from = str_trim(str_of(text));
	char *line = arena_alloc(w->run->arena, from.len + 1);
	size_t len = 0;
	for (size_t i = 0; i < from.len; i++) {
		bool space = ascii_is_space(from.data[i]);
		if (!space || !ascii_is_space(from.data[i - 1]))
			line[len++] = space ? ' ' : from.data[i];
	}
	return (struct str){line, len};
}

/* Where the model has the row's field, and where the field came from. */
static const void *member(const struct writing *w, const struct element *e)
{
	if (e->scope == ELEMENT_ITEM)
		return (const char *)w->ep +
		       episode_field((enum fg_episode_field)e->field)->offset;
	return (const char *)w->show + show_field((enum fg_show_field)e->field)->offset;
}

static bool is_absent(const struct writing *w, const struct element *e)
{
	const struct fg_pos *at = e->scope == ELEMENT_ITEM ? w->ep->at : w->show->at;
	return at[e->field].origin == FG_ABSENT;
}

static const char *string_of(const struct writing *w, const struct element *e)
{
	return *(const char *const *)member(w, e);
}

static struct str number(struct writing *w, const struct element *e)
{
	long long n = *(const int64_t *)member(w, e);
	if (is_absent(w, e) || n <= 0)
		return str_of(NULL);
	return str_of(arena_printf(w->run->arena, "%lld", n));
}

static struct str flag(
	const struct writing *w, const struct element *e, const char *yes, const char *no)
{
	if (is_absent(w, e))
		return str_of(NULL);
	return str_of(*(const bool *)member(w, e) ? yes : no);
}

/* The dates of a channel come from its episodes, never from the clock: the same input
   makes the same feed. */
static struct str date(struct writing *w, const struct element *e)
{
	bool updated = e->how == HOW_UPDATED;
	int64_t seconds = updated ? w->show->updated : w->show->published;
	if (w->page)
		seconds = updated ? w->page->updated : w->page->published;
	if (w->ep)
		seconds = updated ? w->ep->updated : w->ep->date;
	if (w->ep ? is_absent(w, e) : seconds == 0)
		return str_of(NULL);
	char text[WHEN_TEXT_SIZE];
	w->writer->date(seconds, text);
	return str_of(arena_strdup(w->run->arena, text));
}

struct str writing_self(const struct writing *w, const char *whole)
{
	return str_of(w->page ? w->page->self : whole);
}

struct str writing_value(struct writing *w, const struct element *e)
{
	switch (e->kind) {
	case ELEMENT_TEXT:
		return writing_line(w, string_of(w, e));
	case ELEMENT_PROSE:
		return str_trim(str_of(string_of(w, e)));
	case ELEMENT_URL:
		return str_of(string_of(w, e));
	case ELEMENT_DATE:
		return date(w, e);
	case ELEMENT_NUMBER:
		return number(w, e);
	case ELEMENT_FLAG:
		return flag(w, e, "true", "false");
	case ELEMENT_YES:
		return flag(w, e, "Yes", NULL);
	case ELEMENT_HTML:
	case ELEMENT_PARTS:
		break;
	}
	return str_of(NULL);
}

/* Where one of the variants is the enclosure, the usual one stands in its place. */
const struct fg_enclosure *writing_alternate(const struct writing *w, size_t i)
{
	if (i >= w->ep->variants.len)
		return NULL;
	const struct fg_enclosure *audio = &w->ep->variants.data[i].audio;
	return audio == fg_audio(w->ep, w->variant) ? &w->ep->enclosure : audio;
}

static const struct fg_person *person_among(
	struct writing *w, const struct fg_people *people, struct str name)
{
	for (size_t i = 0; i < people->len; i++) {
		if (str_eq(writing_line(w, people->data[i].name), name))
			return &people->data[i];
	}
	return NULL;
}

const struct fg_person *writing_person(struct writing *w, struct str name)
{
	const struct fg_person *found =
		w->ep ? person_among(w, &w->ep->people, name) : NULL;
	return found ? found : person_among(w, &w->show->people, name);
}

struct str writing_summary(const struct writing *w)
{
	return (struct str){w->notes->description, w->notes->description_len};
}

struct str writing_content(const struct writing *w)
{
	struct str html = {w->notes->html, w->notes->html_len};
	bool alone = w->format == FG_RSS &&
		     element_name_is_replaced("description", &w->ep->omit, &w->ep->xml);
	return !alone && str_eq(html, writing_summary(w)) ? str_of(NULL) : html;
}

struct element_own writing_own(const struct writing *w)
{
	return w->ep ? element_own_episode(w->ep) : element_own_show(w->show);
}
