/* SPDX-License-Identifier: ISC */
/* Rules about the show itself. */
#include "lint/lint.h"

#include "base/hash.h"
#include "base/url.h"
#include "model/check.h"
#include "model/field.h"

/* ---- what every show needs ---- */

void show_title_missing(struct lint *l)
{
	if (lint_blank(l->show->title))
		lint_show(l, FG_SHOW_TITLE, "the show has no title");
}

void show_link_missing(struct lint *l)
{
	if (lint_blank(l->show->link))
		lint_show(l, FG_SHOW_LINK, "the show has no link");
}

void show_description_missing(struct lint *l)
{
	if (lint_blank(l->show->description))
		lint_show(l, FG_SHOW_DESCRIPTION, "the show has no description");
}

void show_language_missing(struct lint *l)
{
	if (lint_blank(l->show->language))
		lint_show(l, FG_SHOW_LANGUAGE, "the show has no language");
}

/* Categories that are none were reported by the reader; the field is there then. */
void show_category_missing(struct lint *l)
{
	if (l->show->at[FG_SHOW_CATEGORIES].origin == FG_ABSENT)
		lint_show(l, FG_SHOW_CATEGORIES, "the show has no category");
}

void show_explicit_missing(struct lint *l)
{
	if (l->show->at[FG_SHOW_EXPLICIT].origin == FG_ABSENT)
		lint_show(l, FG_SHOW_EXPLICIT,
			"the show does not say whether it is explicit");
}

void show_image_missing(struct lint *l)
{
	if (lint_blank(l->show->image))
		lint_show(l, FG_SHOW_IMAGE, "the show has no image");
}

void show_author_missing(struct lint *l)
{
	if (lint_blank(l->show->author))
		lint_show(l, FG_SHOW_AUTHOR, "the show has no author");
}

void show_feed_url_missing(struct lint *l)
{
	if (lint_blank(l->show->feed_url))
		lint_show(l, FG_SHOW_FEED_URL, "the show has no feed_url");
}

void show_owner_email_absent(struct lint *l)
{
	if (lint_blank(l->show->owner_email))
		lint_show(l, FG_SHOW_OWNER_EMAIL, "the show has no owner with an email");
}

/* A list has no address of its own: it goes into the feed, or a file is made of it. */
static bool comes_nowhere(const struct fg_show *show, const struct fg_episode *ep)
{
	return ep->own_chapters.len > 0 && !ep->chapters_place.name &&
	       !show->chapters_inline && !show->chapters_description;
}

void chapters_unpublished(struct lint *l)
{
	const struct fg_show *show = l->show;
	const struct fg_episode *first = NULL;
	size_t more = 0;
	for (size_t i = 0; i < show->episodes.len; i++) {
		const struct fg_episode *ep = show->episodes.data[i];
		if (!comes_nowhere(show, ep))
			continue;
		more += first != NULL;
		first = first ? first : ep;
	}
	if (!first)
		return;
	const char *others =
		more ? arena_printf(l->scratch, ", nor do those of %zu more episode%s",
			       more, more == 1 ? "" : "s")
		     : "";
	lint_say(l, fg_episode_place(show, first, FG_EP_CHAPTERS),
		"these chapters do not come into the feed%s", others)
		->element = show_field(FG_SHOW_CHAPTERS_INLINE)->field.name;
}

void show_no_episodes(struct lint *l)
{
	const struct fg_show *s = l->show;
	if (s->episodes.len || s->unread)
		return;
	struct fg_place at = {.file = s->file};
	if (s->drafts + s->scheduled + s->left_out == 0)
		lint_hint(l, lint_say(l, at, "there is no episode in the folder"),
			"name the folder that has them: files with front matter, *.md, "
			"*.markdown, *.mdx, *.yaml or *.yml");
	else
		lint_say(l, at,
			"no episode is live (%zu drafts, %zu scheduled, %zu without "
			"audio)",
			s->drafts, s->scheduled, s->left_out);
}

/* ---- how it is written ---- */

void show_link_invalid(struct lint *l)
{
	const char *link = l->show->link;
	const char *problem = lint_blank(link) ? NULL : url_problem(link);
	if (problem)
		lint_show(l, FG_SHOW_LINK, "the link “%s” %s", link, problem);
}

void show_feed_url_invalid(struct lint *l)
{
	const char *url = l->show->feed_url;
	const char *problem = lint_blank(url) ? NULL : url_problem(url);
	if (problem)
		lint_show(l, FG_SHOW_FEED_URL, "the feed_url “%s” %s", url, problem);
}

void show_new_feed_url_invalid(struct lint *l)
{
	const char *url = l->show->new_feed_url;
	const char *problem = lint_blank(url) ? NULL : url_problem(url);
	if (problem)
		lint_show(l, FG_SHOW_NEW_FEED_URL, "the new_feed_url “%s” %s", url,
			problem);
}

void show_description_html(struct lint *l)
{
	const char *text = l->show->description;
	if (text && check_has_markup(text))
		lint_show(
			l, FG_SHOW_DESCRIPTION, "the show's description has HTML in it");
}

void show_language_invalid(struct lint *l)
{
	bool three;
	const char *language = l->show->language;
	if (!lint_blank(language) && !check_language(language, &three))
		lint_show(l, FG_SHOW_LANGUAGE, "“%s” is no language code", language);
}

void show_language_three_letter(struct lint *l)
{
	bool three = false;
	const char *language = l->show->language;
	if (!lint_blank(language) && check_language(language, &three) && three)
		lint_show(
			l, FG_SHOW_LANGUAGE, "“%s” is a code of three letters", language);
}

void show_category_many(struct lint *l)
{
	const struct fg_categories *list = &l->show->categories;
	for (size_t i = 1; i < list->len; i++) {
		const struct fg_category *c = &list->data[i];
		if (strcmp(c->top, list->data[0].top) == 0)
			continue;
		lint_say(l, (struct fg_place){l->show->file, c->at.line, c->at.column},
			"Apple counts the show as %s only, not as %s", list->data[0].top,
			c->top)
			->element = show_field(FG_SHOW_CATEGORIES)->field.name;
		return;
	}
}

void show_image_extension(struct lint *l)
{
	const char *image = l->show->image;
	if (!lint_blank(image) && !lint_is_picture(image, &l->show->picture))
		lint_show(l, FG_SHOW_IMAGE, "the image %s does not end in .jpg or .png",
			image);
}

void show_email_invalid(struct lint *l)
{
	const char *email = l->show->owner_email;
	if (lint_blank(email) || check_email(email))
		return;
	struct fg_diag *d =
		lint_show(l, FG_SHOW_OWNER_EMAIL, "“%s” is no mail address", email);
	if (str_case_starts(str_of(email), "mailto:"))
		lint_hint(l, d, "leave out mailto:");
}

void show_type_value(struct lint *l)
{
	const char *type = l->show->type;
	if (lint_blank(type) || strcmp(type, "episodic") == 0 ||
		strcmp(type, "serial") == 0)
		return;
	lint_show(l, FG_SHOW_TYPE, "the type “%s” is neither episodic nor serial", type);
}

void show_guid_format(struct lint *l)
{
	const char *guid = l->show->guid;
	if (!lint_blank(guid) && !uuid_is(guid))
		lint_show(l, FG_SHOW_GUID, "the show's guid “%s” is no UUID", guid);
}

enum { UUID_VERSION_AT = 14 }; /* of the digit that tells it */

void show_guid_version(struct lint *l)
{
	const char *guid = l->show->guid;
	if (!lint_blank(guid) && uuid_is(guid) && guid[UUID_VERSION_AT] != '5')
		lint_show(l, FG_SHOW_GUID,
			"the show's guid is a UUID of version %c, not 5",
			guid[UUID_VERSION_AT]);
}

/* ---- what it does ---- */

void show_block(struct lint *l)
{
	if (l->show->block)
		lint_show(l, FG_SHOW_BLOCK, "the whole show is hidden from directories");
}

void show_complete(struct lint *l)
{
	const struct fg_show *s = l->show;
	if (s->complete && s->scheduled > 0)
		lint_show(l, FG_SHOW_COMPLETE,
			"the show is said to be complete, but %zu episodes are scheduled",
			s->scheduled);
}

void show_archived(struct lint *l)
{
	const struct fg_show *s = l->show;
	int64_t all = (int64_t)s->episodes.len;
	if (s->archive_size > 0 && all > s->archive_size)
		lint_show(l, FG_SHOW_ARCHIVE_SIZE,
			"Apple, Spotify and most apps will show the newest %lld of %lld "
			"episodes",
			(long long)s->archive_size, (long long)all);
}

void show_new_feed_url_foreign(struct lint *l)
{
	const struct fg_show *s = l->show;
	if (!s->new_feed_url || !s->feed_url || strcmp(s->new_feed_url, s->feed_url) == 0)
		return;
	lint_show(l, FG_SHOW_NEW_FEED_URL, "new_feed_url sends all listeners to %s",
		s->new_feed_url);
}
