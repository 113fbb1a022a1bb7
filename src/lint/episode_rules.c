/* SPDX-License-Identifier: ISC */
/* Rules about identity, order and numbering of episodes. */
#include "lint/lint.h"

#include "base/map.h"
#include "base/trace.h"
#include "model/check.h"
#include "model/field.h"

/* ---- one episode ---- */

void episode_title_missing(struct lint *l)
{
	if (lint_blank(l->episode->title))
		lint_episode(l, FG_EP_TITLE, "the episode has no title");
}

void episode_type_value(struct lint *l)
{
	const char *type = l->episode->episode_type;
	if (lint_is_full(l->episode) || strcmp(type, "trailer") == 0 ||
		strcmp(type, "bonus") == 0)
		return;
	lint_episode(l, FG_EP_EPISODE_TYPE,
		"the episode_type “%s” is none of full, trailer and bonus", type);
}

void episode_number_invalid(struct lint *l)
{
	const char *number = l->episode->number;
	if (number && !lint_is_whole(number))
		lint_episode(l, FG_EP_NUMBER, "Apple shows no episode number %s", number);
}

void episode_season_invalid(struct lint *l)
{
	const struct fg_episode *ep = l->episode;
	if (ep->at[FG_EP_SEASON].origin != FG_ABSENT && ep->season <= 0)
		lint_episode(l, FG_EP_SEASON, "there can be no season %lld",
			(long long)ep->season);
}

void episode_serial_number_missing(struct lint *l)
{
	const char *type = l->show->type;
	if (type && strcmp(type, "serial") == 0 && lint_is_full(l->episode) &&
		!lint_is_whole(l->episode->number))
		lint_episode(l, FG_EP_NUMBER,
			"the show is serial, and the episode has no number");
}

enum { SHORT_GUID = 9 }; /* digits that two shows may well share */

static bool is_number(const char *text)
{
	return *text && text[strspn(text, "0123456789")] == '\0';
}

static bool same(const char *a, const char *b)
{
	return a && b && strcmp(a, b) == 0;
}

void episode_guid_weak(struct lint *l)
{
	const struct fg_episode *ep = l->episode;
	if (!ep->guid)
		return;
	bool is_short = is_number(ep->guid) && strlen(ep->guid) < SHORT_GUID;
	if (is_short || same(ep->guid, ep->title) || same(ep->guid, ep->stem) ||
		same(ep->guid, ep->date_text))
		lint_episode(l, FG_EP_GUID,
			"the guid “%s” is one that another show may have", ep->guid);
}

void episode_guid_is_media_url(struct lint *l)
{
	const struct fg_episode *ep = l->episode;
	if (same(ep->guid, ep->enclosure.url))
		lint_episode(l, FG_EP_GUID, "the guid is the address of the audio");
}

enum { YEAR_1990 = 631152000 };

void date_implausible(struct lint *l)
{
	const struct fg_episode *ep = l->episode;
	if (ep->at[FG_EP_DATE].origin != FG_ABSENT && ep->date < YEAR_1990)
		lint_episode(l, FG_EP_DATE, "the date %s is before 1990", ep->date_text);
}

void date_updated_early(struct lint *l)
{
	const struct fg_episode *ep = l->episode;
	if (ep->updated && ep->updated < ep->date)
		lint_episode(l, FG_EP_UPDATED,
			"it is updated (%s) before it is published (%s)",
			ep->updated_text, ep->date_text);
}

void date_updated_late(struct lint *l)
{
	const struct fg_episode *ep = l->episode;
	if (ep->updated <= l->run->settings->now)
		return;
	trace_until(l->run->settings->traces, ep->updated);
	lint_episode(
		l, FG_EP_UPDATED, "the update of %s is in the future", ep->updated_text);
}

/* ---- one episode and the others ---- */

/* What two episodes must not share, as text in scratch memory or the model; NULL: this
   one does not take part. */
typedef const char *key_of(struct lint *l, const struct fg_episode *ep);

/* Visits each episode, from the oldest on, whose key an older one has. */
static void each_twin(struct lint *l, key_of *key,
	void (*visit)(struct lint *l, const struct fg_episode *ep,
		const struct fg_episode *older))
{
	struct map seen = {.arena = l->scratch};
	const struct fg_episodes *list = &l->show->episodes;
	for (size_t i = list->len; i > 0; i--) {
		struct fg_episode *ep = list->data[i - 1];
		const char *k = key(l, ep);
		const struct fg_episode *older = k ? map_get(&seen, k) : NULL;
		if (older)
			visit(l, ep, older);
		else if (k)
			map_put(&seen, k, ep);
	}
}

/* A finding at field f of ep, with the same field of the older one as the other place. */
static void say_twin(struct lint *l, const struct fg_episode *ep,
	const struct fg_episode *older, enum fg_episode_field f, const char *message)
{
	struct fg_diag *d = lint_say(
		l, fg_episode_place(l->show, ep, f), "%s as %s", message, older->file);
	d->related = fg_episode_place(l->show, older, f);
	d->element = episode_field(f)->field.name;
}

static const char *title_key(struct lint *l, const struct fg_episode *ep)
{
	(void)l;
	return lint_blank(ep->title) ? NULL : ep->title;
}

static void title_twin(
	struct lint *l, const struct fg_episode *ep, const struct fg_episode *older)
{
	say_twin(l, ep, older, FG_EP_TITLE,
		arena_printf(l->scratch, "the same title “%s”", ep->title));
}

void episode_title_duplicate(struct lint *l)
{
	each_twin(l, title_key, title_twin);
}

static const char *guid_key(struct lint *l, const struct fg_episode *ep)
{
	(void)l;
	return ep->guid;
}

static void guid_twin(
	struct lint *l, const struct fg_episode *ep, const struct fg_episode *older)
{
	say_twin(l, ep, older, FG_EP_GUID,
		arena_printf(l->scratch, "the same guid “%s”", ep->guid));
}

void episode_guid_duplicate(struct lint *l)
{
	each_twin(l, guid_key, guid_twin);
}

static const char *folded_guid_key(struct lint *l, const struct fg_episode *ep)
{
	if (!ep->guid)
		return NULL;
	char *folded = arena_strdup(l->scratch, ep->guid);
	for (char *c = folded; *c; c++)
		*c = ascii_lower(*c);
	return folded;
}

static void folded_guid_twin(
	struct lint *l, const struct fg_episode *ep, const struct fg_episode *older)
{
	if (strcmp(ep->guid, older->guid) != 0)
		say_twin(l, ep, older, FG_EP_GUID,
			arena_printf(l->scratch, "the same guid “%s”, but for its case,",
				ep->guid));
}

void episode_guid_case(struct lint *l)
{
	each_twin(l, folded_guid_key, folded_guid_twin);
}

static const char *audio_key(struct lint *l, const struct fg_episode *ep)
{
	(void)l;
	return ep->enclosure.url;
}

static void audio_twin(
	struct lint *l, const struct fg_episode *ep, const struct fg_episode *older)
{
	say_twin(l, ep, older, FG_EP_AUDIO,
		arena_printf(l->scratch, "the same audio %s", ep->enclosure.url));
}

void enclosure_url_duplicate(struct lint *l)
{
	each_twin(l, audio_key, audio_twin);
}

static const char *date_key(struct lint *l, const struct fg_episode *ep)
{
	return ep->at[FG_EP_DATE].origin == FG_ABSENT
		       ? NULL
		       : arena_printf(l->scratch, "%lld", (long long)ep->date);
}

static void date_twin(
	struct lint *l, const struct fg_episode *ep, const struct fg_episode *older)
{
	say_twin(l, ep, older, FG_EP_DATE, "the same date and time");
}

void date_duplicate(struct lint *l)
{
	each_twin(l, date_key, date_twin);
}

/* What all episodes have alike is the show config's. */
static const char *description_key(struct lint *l, const struct fg_episode *ep)
{
	(void)l;
	bool own = ep->at[FG_EP_DESCRIPTION].origin == FG_WRITTEN;
	return own && !lint_blank(ep->description) ? ep->description : NULL;
}

static void description_twin(
	struct lint *l, const struct fg_episode *ep, const struct fg_episode *older)
{
	say_twin(l, ep, older, FG_EP_DESCRIPTION, "the same description");
}

void text_description_duplicate(struct lint *l)
{
	each_twin(l, description_key, description_twin);
}

/* A teaser has the number of the episode that it is for: the type is part of the key. */
static const char *number_key(struct lint *l, const struct fg_episode *ep)
{
	if (!ep->number)
		return NULL;
	return arena_printf(l->scratch, "%lld %s %s", (long long)ep->season, ep->number,
		lint_is_full(ep) ? "full" : ep->episode_type);
}

static void number_twin(
	struct lint *l, const struct fg_episode *ep, const struct fg_episode *older)
{
	say_twin(l, ep, older, FG_EP_NUMBER,
		arena_printf(l->scratch, "the same number %s", ep->number));
}

void episode_number_duplicate(struct lint *l)
{
	each_twin(l, number_key, number_twin);
}

/* ---- all episodes ---- */

/* Told once: what is missing is one thing, the show's guid or feed_url. */
void episode_guid_missing(struct lint *l)
{
	const struct fg_episode *first = NULL;
	size_t n = 0;
	for (size_t i = 0; i < l->show->episodes.len; i++) {
		const struct fg_episode *ep = l->show->episodes.data[i];
		if (ep->guid)
			continue;
		first = first ? first : ep;
		n++;
	}
	if (n > 0)
		lint_say(l, fg_episode_place(l->show, first, FG_EP_GUID),
			"no guid, and none can be made without the show's guid or "
			"feed_url "
			"(%zu episode%s)",
			n, n == 1 ? "" : "s")
			->element = episode_field(FG_EP_GUID)->field.name;
}

void episode_season_mixed(struct lint *l)
{
	const struct fg_episode *without = NULL;
	size_t n = 0, full = 0;
	for (size_t i = 0; i < l->show->episodes.len; i++) {
		const struct fg_episode *ep = l->show->episodes.data[i];
		if (!lint_is_full(ep) || ep->at[FG_EP_SEASON].refused)
			continue;
		full++;
		if (ep->at[FG_EP_SEASON].origin != FG_ABSENT)
			continue;
		without = without ? without : ep;
		n++;
	}
	if (n > 0 && n < full)
		lint_say(l, fg_episode_place(l->show, without, FG_EP_SEASON),
			"%zu of %zu full episodes, this one among them, have no season",
			n, full)
			->element = episode_field(FG_EP_SEASON)->field.name;
}
