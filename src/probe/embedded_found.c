/* SPDX-License-Identifier: ISC */
#include "probe/embedded_found.h"

#include "base/url.h"
#include "base/utf8.h"
#include "base/vec.h"

struct found_chapter *embedded_add(struct embedded *e)
{
	return e->found.len < CHAPTERS_MOST ? vec_push(e->scratch, &e->found) : NULL;
}

const char *embedded_text(struct embedded *e, struct str text)
{
	text.len = utf8_clean_len(text);
	text = str_trim(text);
	return text.len > 0 ? arena_strndup(e->scratch, text.data, text.len) : NULL;
}

const char *embedded_href(struct embedded *e, struct str text)
{
	const char *href = embedded_text(e, text);
	return href && url_is_web(href) ? href : NULL;
}

/* By start, and as they came. */
static void sort_found(struct embedded *e)
{
	for (size_t i = 1; i < e->found.len; i++) {
		struct found_chapter c = e->found.data[i];
		size_t at = i;
		for (; at > 0 && e->found.data[at - 1].start_ms > c.start_ms; at--)
			e->found.data[at] = e->found.data[at - 1];
		e->found.data[at] = c;
	}
}

static const char *keep(struct arena *a, const char *text)
{
	return text ? arena_strdup(a, text) : NULL;
}

void embedded_hand_over(struct embedded *e, struct fg_chapters *chapters)
{
	struct arena *a = e->pieces->arena;
	sort_found(e);
	for (size_t i = 0; i < e->found.len; i++) {
		const struct found_chapter *c = &e->found.data[i];
		if (c->hidden || !c->title)
			continue;
		*vec_push(a, chapters) = (struct fg_chapter){.start_ms = c->start_ms,
			.title = keep(a, c->title),
			.href = keep(a, c->href)};
	}
}
