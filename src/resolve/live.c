/* SPDX-License-Identifier: ISC */
#include "resolve/walk.h"

#include "base/diag.h"
#include "base/str.h"
#include "model/field.h"

static const char *const live_words[] = {"live", "published", "publish", "public"};
static const char *const other_words[] = {"draft", "hidden", "private", "idea", "planned",
	"pending", "recorded", "editing", "review", "unlisted", "unpublished",
	"archived"};

static bool is_among(const char *text, const char *const *words, size_t n)
{
	for (size_t i = 0; i < n; i++) {
		if (str_case_is(str_of(text), words[i]))
			return true;
	}
	return false;
}

#define IS_AMONG(text, words) is_among((text), (words), sizeof(words) / sizeof *(words))

static const char *live_word_like(const char *text)
{
	for (size_t i = 0; i < sizeof live_words / sizeof *live_words; i++) {
		if (str_resembles(text, live_words[i]))
			return live_words[i];
	}
	return NULL;
}

bool live_is_published(struct walk *w, struct fg_episode *ep)
{
	inherit_field(w, ep, FG_EP_DRAFT);
	inherit_field(w, ep, FG_EP_STATUS);
	ep->held = FG_HELD_DRAFT;
	if (ep->draft)
		return false;
	bool is_live =
		!ep->status || *ep->status == '\0' || IS_AMONG(ep->status, live_words);
	if (is_live)
		ep->held = FG_HELD_NOT;
	if (is_live || IS_AMONG(ep->status, other_words))
		return is_live;
	ep->held = FG_HELD_MISTAKE;
	struct fg_diags *diags = w->run->diags;
	struct fg_diag *d = diag_add(diags, FG_RULE_EPISODE_STATUS_UNKNOWN,
		fg_episode_place(w->show, ep, FG_EP_STATUS),
		"the status “%s” is not known, so the episode is left out", ep->status);
	d->element = episode_field(FG_EP_STATUS)->field.name;
	const char *meant = live_word_like(ep->status);
	if (meant)
		diag_hint(diags, d, "did you mean %s?", meant);
	return false;
}
