/* SPDX-License-Identifier: ISC */
/* The walks over fields that are alike. */
#include "lint/lint.h"

#include "model/field.h"

#define COUNT(array) (sizeof(array) / sizeof *(array))

static const char *show_text(const struct lint *l, enum fg_show_field f)
{
	size_t offset = show_field(f)->offset;
	return *(const char *const *)((const char *)l->show + offset);
}

static const char *episode_text(const struct fg_episode *ep, enum fg_episode_field f)
{
	size_t offset = episode_field(f)->offset;
	return *(const char *const *)((const char *)ep + offset);
}

/* ---- people ---- */

/* The people of the show (i is 0) and of each episode; false past the last. */
static bool people_at(const struct lint *l, size_t i, const struct fg_people **people,
	const char **file)
{
	const struct fg_episodes *list = &l->show->episodes;
	if (i > list->len)
		return false;
	*people = i ? &list->data[i - 1]->people : &l->show->people;
	*file = i ? list->data[i - 1]->file : l->show->file;
	return true;
}

void lint_each_person(struct lint *l, lint_person_visit *visit)
{
	const struct fg_people *people;
	const char *file;
	l->element = "people";
	for (size_t i = 0; people_at(l, i, &people, &file); i++) {
		for (size_t j = 0; j < people->len; j++) {
			struct fg_pos at = people->data[j].at;
			if (at.origin != FG_INHERITED && people->data[j].name)
				visit(l, &people->data[j],
					(struct fg_place){file, at.line, at.column});
		}
	}
}

/* ---- addresses ---- */

static const struct {
	enum fg_show_field field;
	const char *what;
	bool is_resource, has_own_rule;
} show_addresses[] = {
	{FG_SHOW_LINK, "the show's link", false, true},
	{FG_SHOW_FEED_URL, "the feed_url", false, true},
	{FG_SHOW_ATOM_URL, "the atom_url", false, false},
	{FG_SHOW_JSON_URL, "the json_url", false, false},
	{FG_SHOW_IMAGE, "the show's image", true, false},
	{FG_SHOW_NEW_FEED_URL, "the new_feed_url", false, false},
};

static const struct {
	enum fg_episode_field field;
	const char *what;
	bool is_resource, is_enclosure;
} episode_addresses[] = {
	{FG_EP_AUDIO, "the audio", false, true},
	{FG_EP_LINK, "the link", false, false},
	{FG_EP_IMAGE, "the image", true, false},
	{FG_EP_TRANSCRIPT, "the transcript", true, false},
	{FG_EP_CHAPTERS, "the chapters file", true, false},
};

static void visit_show(struct lint *l, lint_address_visit *visit)
{
	for (size_t i = 0; i < COUNT(show_addresses); i++) {
		struct lint_address a = {.url = show_text(l, show_addresses[i].field),
			.at = fg_show_place(l->show, show_addresses[i].field),
			.what = show_addresses[i].what,
			.is_resource = show_addresses[i].is_resource,
			.has_own_rule = show_addresses[i].has_own_rule};
		l->element = show_field(show_addresses[i].field)->field.name;
		if (a.url && *a.url)
			visit(l, &a);
	}
	l->element = show_field(FG_SHOW_HUBS)->field.name;
	for (size_t i = 0; i < l->show->hubs.len; i++) {
		struct lint_address a = {.url = l->show->hubs.data[i],
			.at = fg_show_place(l->show, FG_SHOW_HUBS),
			.what = "the hub"};
		visit(l, &a);
	}
}

static void visit_episode(
	struct lint *l, lint_address_visit *visit, const struct fg_episode *ep)
{
	for (size_t i = 0; i < COUNT(episode_addresses); i++) {
		struct lint_address a = {
			.url = episode_text(ep, episode_addresses[i].field),
			.at = fg_episode_place(l->show, ep, episode_addresses[i].field),
			.what = episode_addresses[i].what,
			.is_resource = episode_addresses[i].is_resource,
			.is_enclosure = episode_addresses[i].is_enclosure,
			.has_own_rule = episode_addresses[i].is_enclosure};
		l->element = episode_field(episode_addresses[i].field)->field.name;
		if (a.url && *a.url)
			visit(l, &a);
	}
}

static void visit_variants(
	struct lint *l, lint_address_visit *visit, const struct fg_episode *ep)
{
	l->element = episode_field(FG_EP_AUDIO)->field.name;
	for (size_t i = 0; i < ep->variants.len; i++) {
		const struct fg_variant *v = &ep->variants.data[i];
		struct lint_address a = {.url = v->audio.url,
			.at = {ep->file, v->at.line, v->at.column},
			.what = "the audio"};
		visit(l, &a);
	}
}

static void visit_people(struct lint *l, lint_address_visit *visit,
	const struct fg_people *people, const char *file)
{
	l->element = "people";
	for (size_t i = 0; i < people->len; i++) {
		const struct fg_person *p = &people->data[i];
		struct lint_address a = {.at = {file, p->at.line, p->at.column}};
		if (p->at.origin == FG_INHERITED)
			continue;
		a.url = p->href;
		a.what = "the person's href";
		if (a.url && *a.url)
			visit(l, &a);
		a.url = p->img;
		a.what = "the person's img";
		a.is_resource = true;
		if (a.url && *a.url)
			visit(l, &a);
	}
}

void lint_each_address(struct lint *l, lint_address_visit *visit)
{
	const struct fg_people *people;
	const char *file;
	visit_show(l, visit);
	for (size_t i = 0; i < l->show->episodes.len; i++)
		visit_episode(l, visit, l->show->episodes.data[i]);
	for (size_t i = 0; i < l->show->episodes.len; i++)
		visit_variants(l, visit, l->show->episodes.data[i]);
	for (size_t i = 0; people_at(l, i, &people, &file); i++)
		visit_people(l, visit, people, file);
	lint_each_tag_address(l, visit);
}

/* ---- texts ---- */

/* Apple's limit for any value, and those that the pages of Podcasting 2.0's tags give. */
enum { VALUE_MAX = 255, SHORT_MAX = 128, DISPLAY_MAX = 32 };

static const struct {
	enum fg_show_field field;
	const char *what;
	unsigned limit;
	bool is_title;
} show_texts[] = {
	{FG_SHOW_TITLE, "the show's title", VALUE_MAX, true},
	{FG_SHOW_ITUNES_TITLE, "the show's itunes_title", VALUE_MAX, true},
	{FG_SHOW_SUBTITLE, "the show's subtitle", VALUE_MAX, false},
	{FG_SHOW_AUTHOR, "the show's author", VALUE_MAX, false},
	{FG_SHOW_OWNER_NAME, "the owner's name", VALUE_MAX, false},
	{FG_SHOW_COPYRIGHT, "the copyright", VALUE_MAX, false},
};

static const struct {
	enum fg_episode_field field;
	const char *what;
	unsigned limit;
	bool is_title;
} episode_texts[] = {
	{FG_EP_TITLE, "the title", VALUE_MAX, true},
	{FG_EP_ITUNES_TITLE, "the itunes_title", VALUE_MAX, true},
	{FG_EP_SUBTITLE, "the subtitle", VALUE_MAX, false},
	{FG_EP_AUTHOR, "the author", VALUE_MAX, false},
	{FG_EP_GUID, "the guid", VALUE_MAX, false},
	{FG_EP_SEASON_NAME, "the season's name", SHORT_MAX, false},
	{FG_EP_NUMBER_DISPLAY, "the number_display", DISPLAY_MAX, false},
};

void lint_each_text(struct lint *l, lint_text_visit *visit)
{
	for (size_t i = 0; i < COUNT(show_texts); i++) {
		struct lint_text t = {show_text(l, show_texts[i].field),
			fg_show_place(l->show, show_texts[i].field), show_texts[i].what,
			show_texts[i].limit, show_texts[i].is_title};
		l->element = show_field(show_texts[i].field)->field.name;
		if (!lint_blank(t.text))
			visit(l, &t);
	}
	size_t n = l->show->episodes.len * COUNT(episode_texts);
	for (size_t i = 0; i < n; i++) {
		const struct fg_episode *ep =
			l->show->episodes.data[i / COUNT(episode_texts)];
		size_t row = i % COUNT(episode_texts);
		struct lint_text t = {episode_text(ep, episode_texts[row].field),
			fg_episode_place(l->show, ep, episode_texts[row].field),
			episode_texts[row].what, episode_texts[row].limit,
			episode_texts[row].is_title};
		l->element = episode_field(episode_texts[row].field)->field.name;
		if (!lint_blank(t.text))
			visit(l, &t);
	}
	lint_each_tag_text(l, visit);
}
