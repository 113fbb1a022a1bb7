/* SPDX-License-Identifier: ISC */
/* Apple's elements: what rows of vocabulary_itunes.def cannot say. */
#include "validate/rss.h"

#include "base/url.h"
#include "base/utf8.h"
#include "model/check.h"
#include "validate/values.h"

static const char *kept(struct judge *j)
{
	struct str s = str_trim(str_of(j->text));
	return arena_strndup(&j->scratch, s.data, s.len);
}

/* Told once: who leaves it out does so everywhere. */
void itunes_owner(struct judge *j, enum moment moment)
{
	if (moment == ENDS && !judge_count(j, ROW_ITUNES_OWNER_EMAIL))
		judge_lacks(j, FG_RULE_SHOW_OWNER_EMAIL_ABSENT, "itunes:email");
}

void itunes_obsolete(struct judge *j, enum moment moment)
{
	bool *told = &rss_of(j)->obsolete_told[judge_node(j)->row];
	if (moment == BEGINS || *told)
		return;
	*told = true;
	struct fg_diag *d =
		judge_say(j, FG_RULE_FEED_OBSOLETE, "%s is obsolete", judge_what(j));
	judge_hint(j, d, "leave it out, here and wherever else it stands");
}

static void limit(struct judge *j, size_t most)
{
	size_t n = utf8_count(str_of(kept(j)));
	if (n > most)
		judge_say(j, FG_RULE_FEED_TEXT_LONG,
			"%s has %zu characters; %zu are allowed", judge_what(j), n, most);
}

void itunes_subtitle(struct judge *j, enum moment moment)
{
	itunes_obsolete(j, moment);
	if (moment == ENDS)
		limit(j, 255);
}

void itunes_summary(struct judge *j, enum moment moment)
{
	itunes_obsolete(j, moment);
	if (moment == ENDS)
		limit(j, 4000);
}

/* One of a few words, letter by letter. Returns the complaint, or NULL: it is one. */
static struct fg_diag *judge_word(
	struct judge *j, enum fg_rule_id rule, const char *const *words)
{
	for (size_t i = 0; words[i]; i++) {
		if (strcmp(j->text, words[i]) == 0)
			return NULL;
	}
	return judge_say(j, rule, "%s is %s", judge_what(j), judge_quote(j, j->text));
}

/* What Apple's guide allowed once says which of today's words is meant. */
static const char *explicit_meant(struct str text)
{
	static const struct {
		const char *old, *now;
	} words[] = {{"yes", "true"}, {"explicit", "true"}, {"true", "true"},
		{"no", "false"}, {"clean", "false"}, {"false", "false"}};
	for (size_t i = 0; i < sizeof words / sizeof *words; i++) {
		if (str_case_is(text, words[i].old))
			return words[i].now;
	}
	return NULL;
}

void itunes_explicit(struct judge *j, enum moment moment)
{
	static const char *const words[] = {"true", "false", NULL};
	if (moment != ENDS)
		return;
	struct fg_diag *d = judge_word(j, FG_RULE_FEED_EXPLICIT_VALUE, words);
	const char *meant = explicit_meant(str_trim(str_of(j->text)));
	if (d && meant)
		judge_hint(j, d, "write %s, in lower case and without spaces", meant);
}

void itunes_type(struct judge *j, enum moment moment)
{
	static const char *const words[] = {"episodic", "serial", NULL};
	if (moment == ENDS && !judge_word(j, FG_RULE_SHOW_TYPE_VALUE, words))
		j->items.serial = strcmp(j->text, "serial") == 0;
}

static void keep_type(struct judge *j)
{
	struct item *item = &j->items.item;
	item->type = arena_strdup(&j->scratch, j->text);
	item->is_extra = strcmp(j->text, "full") != 0;
}

void itunes_episode_type(struct judge *j, enum moment moment)
{
	static const char *const words[] = {"full", "trailer", "bonus", NULL};
	if (moment == ENDS && !judge_word(j, FG_RULE_EPISODE_TYPE_VALUE, words))
		keep_type(j);
}

/* Yes has an effect; "no" says what is so anyway. */
static void judge_yes(struct judge *j)
{
	static const char *const words[] = {"yes", "no", "clean", NULL};
	const char *text = kept(j);
	for (size_t i = 0; words[i]; i++) {
		if (str_case_is(str_of(text), words[i]))
			return;
	}
	judge_say(j, FG_RULE_FEED_YES_VALUE, "%s is %s, which has no effect",
		judge_what(j), judge_quote(j, text));
}

void itunes_block(struct judge *j, enum moment moment)
{
	if (moment == BEGINS)
		return;
	judge_yes(j);
	if (judge_in_head(j) && str_case_is(str_of(kept(j)), "yes"))
		judge_hint(j,
			judge_say(j, FG_RULE_SHOW_BLOCK,
				"the whole show is hidden from directories"),
			"leave <itunes:block> out of <channel>, if that is not meant");
}

void itunes_complete(struct judge *j, enum moment moment)
{
	if (moment == BEGINS)
		return;
	judge_yes(j);
	rss_of(j)->complete = str_case_is(str_of(kept(j)), "yes");
}

/* Another name would not help: the file itself is of a kind that Apple does not take. */
static bool is_other_picture(struct str extension)
{
	static const char *const kinds[] = {
		"gif", "webp", "svg", "avif", "bmp", "tif", "tiff", "heic", NULL};
	for (size_t i = 0; kinds[i]; i++) {
		if (str_case_is(extension, kinds[i]))
			return true;
	}
	return false;
}

void itunes_image(struct judge *j, enum moment moment)
{
	const char *href = moment == BEGINS ? judge_attribute(j, "href") : NULL;
	bool channel = judge_in_head(j);
	if (!href)
		return;
	struct str e = url_extension(href);
	if (str_case_is(e, "jpg") || str_case_is(e, "jpeg") || str_case_is(e, "png"))
		return;
	j->attribute = "href";
	struct fg_diag *d = judge_say(j,
		channel ? FG_RULE_FEED_COVER_EXTENSION : FG_RULE_IMAGE_EXTENSION,
		"the name of the picture does not end in .jpg or .png: %s",
		judge_quote(j, href));
	if (is_other_picture(e))
		judge_hint(j, d, "save the picture as JPEG or PNG, and name it so");
	j->attribute = NULL;
}

void itunes_new_feed_url(struct judge *j, enum moment moment)
{
	if (moment == BEGINS)
		return;
	const char *url = kept(j), *problem = *url ? url_problem(url) : "is empty";
	rss_of(j)->moved = problem ? NULL : arena_strdup(j->run->arena, url);
	if (problem)
		judge_say(j, FG_RULE_SHOW_NEW_FEED_URL_INVALID, "%s %s: %s",
			judge_what(j), problem, judge_quote(j, url));
	else
		value_host(j, url);
}

static void judge_first(struct judge *j, const char *category)
{
	struct rss *rss = rss_of(j);
	if (!rss->first_category)
		rss->first_category = category;
	if (rss->categories_told || strcmp(category, rss->first_category) == 0)
		return;
	rss->categories_told = true;
	judge_say(j, FG_RULE_SHOW_CATEGORY_MANY,
		"Apple counts the show as %s only, not as %s",
		judge_quote(j, rss->first_category), judge_quote(j, category));
}

void itunes_category(struct judge *j, enum moment moment)
{
	const char *text = moment == BEGINS ? judge_attribute(j, "text") : NULL, *nearest;
	struct fg_category category;
	if (!text)
		return;
	struct rss *rss = rss_of(j);
	bool sub = judge_node(j)->row == ROW_ITUNES_SUBCATEGORY;
	const char *whole = text;
	if (sub && rss->category)
		whole = arena_printf(&j->scratch, "%s > %s", rss->category, text);
	if (!sub) {
		rss->category = arena_strdup(j->run->arena, text);
		judge_first(j, rss->category);
	}
	if (check_category(whole, &category, NULL))
		return;
	j->attribute = "text";
	bool old = check_category_obsolete(whole, &nearest);
	struct fg_diag *d = judge_say(j,
		old ? FG_RULE_FEED_CATEGORY_OBSOLETE : FG_RULE_CATEGORY_UNKNOWN,
		old ? "the category %s is gone" : "there is no category %s",
		judge_quote(j, whole));
	if (!old && judge_was_told(j, d))
		check_category(whole, &category, &nearest);
	if (nearest)
		judge_hint(j, d, old ? "write %s" : "did you mean %s?", nearest);
	j->attribute = NULL;
}

/* ---- atom:link in RSS ---- */

static void judge_self(struct judge *j, const char *href)
{
	const char *type = judge_attribute(j, "type");
	j->attribute = "href";
	if (!url_is_web(href))
		judge_say(j, FG_RULE_SHOW_FEED_URL_INVALID,
			"the feed's own address is no web address: %s",
			judge_quote(j, href));
	j->attribute = "type";
	if (type && !str_case_is(str_of(type), "application/rss+xml"))
		judge_say(j, FG_RULE_FEED_SELF_TYPE,
			"the link to the feed itself says that it is %s",
			judge_quote(j, type));
	j->attribute = NULL;
}

void atom_link_in_rss(struct judge *j, enum moment moment)
{
	const char *rel = judge_attribute(j, "rel"), *href = judge_attribute(j, "href");
	if (moment == ENDS || !rel || !href)
		return;
	bool in_head = judge_in_head(j);
	pages_judge(j, rel, in_head);
	if (!in_head)
		return;
	pages_note(j, &rss_of(j)->pages, rel, href);
	if (strcmp(rel, "self") == 0)
		judge_self(j, href);
}
