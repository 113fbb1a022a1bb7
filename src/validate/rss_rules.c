/* SPDX-License-Identifier: ISC */
/* RSS 2.0: what rows of vocabulary_rss.def cannot say. */
#include "validate/rss.h"

#include <stdlib.h>
#include "base/url.h"
#include "model/check.h"
#include "model/check_time.h"

struct rss *rss_of(struct judge *j)
{
	if (!j->rss)
		j->rss = arena_new(j->run->arena, struct rss);
	return j->rss;
}

static const char *keep(struct judge *j, struct arena *arena)
{
	struct str s = str_trim(str_of(j->text));
	return arena_strndup(arena, s.data, s.len);
}

static bool is_blank(const char *text)
{
	return str_trim(str_of(text)).len == 0;
}

void rss_root(struct judge *j, enum moment moment)
{
	static const char *const old[] = {"0.91", "0.92", "0.93", "0.94", NULL};
	if (moment == ENDS)
		return;
	const char *version = judge_attribute(j, "version");
	if (!version || strcmp(version, "2.0") == 0)
		return;
	j->attribute = "version";
	size_t i = 0;
	while (old[i] && strcmp(version, old[i]) != 0)
		i++;
	judge_say(j, old[i] ? FG_RULE_FEED_VERSION_OLD : FG_RULE_FEED_VERSION,
		"the version of RSS is %s", judge_quote(j, version));
	j->attribute = NULL;
}

void rss_after_item(struct judge *j)
{
	struct rss *rss = rss_of(j);
	const struct node *parent = judge_parent(j);
	bool late = parent && parent->row == ROW_CHANNEL && rss->item_met &&
		    judge_node(j)->row != ROW_ITEM && !rss->misplaced_told;
	if (!late)
		return;
	rss->misplaced_told = true;
	judge_say(j, FG_RULE_FEED_ITEM_MISPLACED,
		"<%s> of the channel stands behind an <item>",
		judge_name(j, judge_node(j)));
}

/* ---- two ways to say one thing ---- */

void rss_twins(struct judge *j)
{
	static const enum row_id twins[][2] = {{ROW_PUB_DATE, ROW_DC_DATE},
		{ROW_ITEM_DATE, ROW_DC_DATE}, {ROW_LANGUAGE, ROW_DC_LANGUAGE},
		{ROW_COPYRIGHT, ROW_DC_RIGHTS}, {ROW_MANAGING_EDITOR, ROW_DC_CREATOR},
		{ROW_AUTHOR, ROW_DC_CREATOR}, {ROW_GENERATOR, ROW_ADMIN_GENERATOR},
		{ROW_ITEM_SOURCE, ROW_DC_SOURCE}, {ROW_CREATIVE_COMMONS, ROW_CC_LICENSE},
		{ROW_GUID, ROW_ATOM_ITEM_ID}, {ROW_CONTENT_ENCODED, ROW_XHTML_BODY},
		{ROW_ITEM_DESCRIPTION, ROW_XHTML_BODY}};
	for (size_t i = 0; i < sizeof twins / sizeof *twins; i++) {
		const struct element_row *a = &element_rows[twins[i][0]],
					 *b = &element_rows[twins[i][1]];
		if (!judge_count(j, twins[i][0]) || !judge_count(j, twins[i][1]))
			continue;
		judge_say(j, FG_RULE_FEED_TWIN, "<%s> has both <%s> and <%s:%s>",
			judge_name(j, judge_node(j)), a->name, namespaces[b->ns].prefix,
			b->name);
	}
}

/* ---- the channel ---- */

/* Directories refuse a show for it; of any other feed it is a blemish. */
static void tell_blank(
	struct judge *j, enum fg_rule_id rule, const char *name, struct xmlscan_place at)
{
	if (!at.line)
		return;
	struct fg_diag *d = judge_say(
		j, rss_is_show(j) ? rule : FG_RULE_FEED_BLANK, "<%s> is empty", name);
	judge_point(j, d, name, at);
	judge_hint(j, d, "fill it");
}

/* Those of its children that RSS asks for. */
static void channel_ends(struct judge *j)
{
	const struct rss *rss = rss_of(j);
	rss_twins(j);
	rss_show_ends(j);
	items_end(&j->items);
	tell_blank(j, FG_RULE_SHOW_TITLE_MISSING, "title", rss->blank_title);
	tell_blank(j, FG_RULE_SHOW_DESCRIPTION_MISSING, "description",
		rss->blank_description);
	pages_end(j, &rss->pages, "atom:link");
	if (!judge_count(j, ROW_TITLE))
		judge_lacks(j, FG_RULE_SHOW_TITLE_MISSING, "title");
	if (!judge_count(j, ROW_LINK))
		judge_lacks(j, FG_RULE_SHOW_LINK_MISSING, "link");
	if (!judge_count(j, ROW_DESCRIPTION))
		judge_lacks(j, FG_RULE_SHOW_DESCRIPTION_MISSING, "description");
}

void rss_channel(struct judge *j, enum moment moment)
{
	if (moment == ENDS)
		channel_ends(j);
}

void rss_channel_text(struct judge *j, enum moment moment)
{
	struct rss *rss = rss_of(j);
	const struct node *n = judge_node(j);
	if (moment == BEGINS)
		return;
	if (n->row == ROW_TITLE) {
		rss->title = keep(j, j->run->arena);
		rss->title_at = n->at;
	}
	if (n->row == ROW_LINK)
		rss->link = keep(j, j->run->arena);
	if (n->row == ROW_DESCRIPTION)
		rss_notes(j);
	if (n->row == ROW_TITLE && is_blank(j->text))
		rss->blank_title = n->at;
	if (n->row == ROW_DESCRIPTION && is_blank(j->text))
		rss->blank_description = n->at;
}

/* ---- image, textInput ---- */

void rss_image_url(struct judge *j, enum moment moment)
{
	if (moment == BEGINS || is_blank(j->text))
		return;
	struct str e = url_extension(keep(j, &j->scratch));
	if (e.len && !str_case_is(e, "jpg") && !str_case_is(e, "jpeg") &&
		!str_case_is(e, "gif") && !str_case_is(e, "png"))
		judge_say(j, FG_RULE_FEED_IMAGE,
			"%s does not end in .jpg, .gif or .png: %s", judge_what(j),
			judge_quote(j, j->text));
}

static void same_as_channel(struct judge *j, const char *of_channel)
{
	const char *own = keep(j, &j->scratch);
	if (of_channel && *own && strcmp(own, of_channel) != 0)
		judge_say(j, FG_RULE_FEED_IMAGE, "%s of <image> is not the channel's: %s",
			judge_what(j), judge_quote(j, own));
}

void rss_image_title(struct judge *j, enum moment moment)
{
	if (moment == ENDS)
		same_as_channel(j, rss_of(j)->title);
}

void rss_image_link(struct judge *j, enum moment moment)
{
	if (moment == ENDS)
		same_as_channel(j, rss_of(j)->link);
}

void rss_image_size(struct judge *j, enum moment moment)
{
	bool width = judge_node(j)->row == ROW_IMAGE_WIDTH;
	int64_t n, most = width ? 144 : 400;
	if (moment == BEGINS || !check_integer(str_trim(str_of(j->text)), &n) ||
		n <= most)
		return;
	judge_say(j, FG_RULE_FEED_IMAGE_SIZE, "%s is %lld; RSS allows %lld",
		judge_what(j), (long long)n, (long long)most);
}

/* An HTML form's field: a letter, then letters, digits, - _ : . */
void rss_input_name(struct judge *j, enum moment moment)
{
	if (moment == BEGINS)
		return;
	const char *name = keep(j, &j->scratch);
	bool good = ascii_is_alpha(*name);
	for (const char *c = name; *c; c++)
		good = good && (ascii_is_alnum(*c) || strchr("-_:.", *c));
	if (!good)
		judge_say(j, FG_RULE_FEED_WORD, "%s is no name of a form's field: %s",
			judge_what(j), judge_quote(j, name));
}

/* What is there to say something, and may be left out. */
void rss_filled(struct judge *j, enum moment moment)
{
	if (moment == ENDS)
		judge_blank(j, j->text);
}

/* ---- skipHours, skipDays ---- */

void rss_skip(struct judge *j, enum moment moment)
{
	if (moment == BEGINS)
		memset(&rss_of(j)->skip, 0, sizeof rss_of(j)->skip);
}

void rss_hour(struct judge *j, enum moment moment)
{
	int64_t n;
	if (moment == BEGINS || !check_integer(str_trim(str_of(j->text)), &n))
		return;
	if (n > 24)
		judge_say(j, FG_RULE_FEED_NUMBER, "%s is no hour from 0 to 23: %s",
			judge_what(j), judge_quote(j, j->text));
	else if (n == 24)
		judge_say(j, FG_RULE_FEED_HOUR_24, "%s is 24; midnight is 0",
			judge_what(j));
	if (n <= 24 && rss_of(j)->skip.hours[n % 24]++)
		judge_say(j, FG_RULE_FEED_VALUE_TWICE, "the hour %s is there twice",
			judge_quote(j, j->text));
}

void rss_day(struct judge *j, enum moment moment)
{
	static const char *const days[] = {"Monday", "Tuesday", "Wednesday", "Thursday",
		"Friday", "Saturday", "Sunday"};
	if (moment == BEGINS)
		return;
	const char *day = keep(j, &j->scratch);
	for (size_t i = 0; i < 7; i++) {
		if (strcmp(days[i], day) != 0)
			continue;
		if (rss_of(j)->skip.days[i]++)
			judge_say(j, FG_RULE_FEED_VALUE_TWICE, "%s is there twice", day);
		return;
	}
	judge_say(j, FG_RULE_FEED_WORD, "%s is no day of the week in English: %s",
		judge_what(j), judge_quote(j, day));
}
