/* SPDX-License-Identifier: ISC */
/* The Podcasting 2.0 namespace: what rows of podcast.def cannot say. */
#include "validate/rss.h"

#include <stdlib.h>
#include "base/url.h"
#include "model/check.h"
#include "model/check_form.h"

/* One of a few words, ASCII case aside if `any_case`. */
static bool is_word(const char *text, const char *const *words, bool any_case)
{
	for (size_t i = 0; words[i]; i++) {
		if (any_case ? str_case_is(str_of(text), words[i])
			     : strcmp(text, words[i]) == 0)
			return true;
	}
	return false;
}

/* Is the attribute one of the words? If not, says so; absent is fine. */
static bool attribute_is(
	struct judge *j, const char *name, const char *const *words, const char *expected)
{
	const char *value = judge_attribute(j, name);
	if (!value || is_word(value, words, false))
		return true;
	j->attribute = name;
	struct fg_diag *d = judge_say(j, FG_RULE_FEED_PODCAST_VALUE, "%s is %s",
		judge_what(j), judge_quote(j, value));
	judge_hint(j, d, "write %s", expected);
	j->attribute = NULL;
	return false;
}

/* ---- transcripts ---- */

static const char *const transcript_types[] = {"text/vtt", "application/x-subrip",
	"text/html", "application/json", "text/plain", NULL};
static const char *const old_srt_types[] = {"application/srt", "text/srt", NULL};

static void judge_transcript_type(struct judge *j, const char *type)
{
	if (is_word(type, transcript_types, true))
		return;
	j->attribute = "type";
	if (is_word(type, old_srt_types, true))
		judge_say(j, FG_RULE_FEED_TRANSCRIPT_TYPE_OLD,
			"not every app still knows this type of a transcript: %s",
			judge_quote(j, type));
	else
		judge_say(j, FG_RULE_FEED_TRANSCRIPT_TYPE,
			"apps do not know this type of a transcript: %s",
			judge_quote(j, type));
	j->attribute = NULL;
}

/* A type that we do not know is told as such. */
static void judge_transcript_name(struct judge *j, const char *type, const char *url)
{
	struct str extension = url_extension(url);
	const char *right = extension.len ? mime_of_transcript(extension) : NULL;
	bool is_srt = str_case_is(extension, "srt") && is_word(type, old_srt_types, true);
	if (!right || is_srt || !is_word(type, transcript_types, true) ||
		str_case_is(str_of(type), right))
		return;
	j->attribute = "type";
	struct fg_diag *d = judge_say(j, FG_RULE_FEED_TRANSCRIPT_MISMATCH,
		"a transcript that ends in .%.*s is said to be %s", STR_ARG(extension),
		type);
	judge_hint(j, d, "write %s, if that is what it is", right);
	j->attribute = NULL;
}

void podcast_transcript(struct judge *j, enum moment moment)
{
	const char *type = moment == BEGINS ? judge_attribute(j, "type") : NULL;
	const char *url = moment == BEGINS ? judge_attribute(j, "url") : NULL;
	if (!type)
		return;
	judge_transcript_type(j, type);
	if (url)
		judge_transcript_name(j, type, url);
	struct rss_item *item = &rss_of(j)->item;
	item->has_transcript = true;
	item->has_vtt = item->has_vtt || str_case_is(str_of(type), "text/vtt");
}

void podcast_chapters(struct judge *j, enum moment moment)
{
	static const char *const types[] = {
		"application/json+chapters", "application/json", NULL};
	const char *url = moment == BEGINS ? judge_attribute(j, "url") : NULL;
	if (moment == BEGINS)
		attribute_is(j, "type", types, "application/json+chapters");
	if (url && url_is_web(url))
		items_chapters(&j->items, url, judge_node(j)->at);
}

void podcast_medium(struct judge *j, enum moment moment)
{
	if (moment == ENDS)
		rss_of(j)->is_list = str_ends(str_of(j->text), "L");
}

static void keep_person(struct judge *j, const char *role)
{
	static const char *const hosts[] = {"host", "co-host", "guest host", NULL};
	struct rss *rss = rss_of(j);
	bool is_host = is_word(role, hosts, true);
	if (judge_in_head(j)) {
		rss->has_host = rss->has_host || is_host;
	} else {
		rss->item.has_person = true;
		rss->item.has_host = rss->item.has_host || is_host;
	}
}

static void hint_meant(struct judge *j, struct fg_diag *d, const char *meant)
{
	if (meant)
		judge_hint(j, d, "did you mean “%s”?", meant);
}

void podcast_person(struct judge *j, enum moment moment)
{
	if (moment == ENDS) {
		if (str_trim(str_of(j->text)).len == 0)
			judge_say(j, FG_RULE_FEED_PODCAST_VALUE,
				"<podcast:person> has no name");
		return;
	}
	const char *role = judge_attribute(j, "role"),
		   *group = judge_attribute(j, "group"),
		   *page = judge_attribute(j, "href"), *its_group;
	keep_person(j, role ? role : "host");
	j->attribute = "role";
	if (role && !check_role(role, &its_group))
		hint_meant(j,
			judge_say(j, FG_RULE_PERSON_ROLE_UNKNOWN, "there is no role %s",
				judge_quote(j, role)),
			role_nearest(role));
	j->attribute = "group";
	if (group && !check_group(group))
		hint_meant(j,
			judge_say(j, FG_RULE_PERSON_GROUP_UNKNOWN, "there is no group %s",
				judge_quote(j, group)),
			group_nearest(group));
	j->attribute = "href";
	if (page && str_case_starts(str_of(page), "http:"))
		judge_say(j, FG_RULE_PERSON_HTTP,
			"the page of a person is not encrypted: %s",
			judge_quote(j, page));
	j->attribute = NULL;
}

/* ---- location ---- */

void podcast_location(struct judge *j, enum moment moment)
{
	if (moment == ENDS)
		judge_blank(j, j->text);
}

/* ---- other people's feeds, payments, live ---- */

void podcast_social(struct judge *j, enum moment moment)
{
	const char *protocol = judge_attribute(j, "protocol");
	if (moment == ENDS || !protocol)
		return;
	bool disabled = strcmp(protocol, "disabled") == 0;
	if (!disabled && !judge_attribute(j, "uri"))
		judge_say(j, FG_RULE_FEED_PODCAST_VALUE,
			"<podcast:socialInteract> has no uri");
	if (disabled && j->element->attribute_count > 1)
		judge_say(j, FG_RULE_FEED_PODCAST_VALUE,
			"comments are disabled here; <podcast:socialInteract> has other "
			"attributes all the same");
}

void podcast_images(struct judge *j, enum moment moment)
{
	if (moment == BEGINS)
		judge_say(j, FG_RULE_FEED_OBSOLETE,
			"<podcast:images> has given way to <podcast:image>");
}

/* Money that is sent to what is no address comes back, or does not. */
static void judge_address(struct judge *j)
{
	const char *type = judge_attribute(j, "type"),
		   *address = judge_attribute(j, "address");
	if (!type || !address)
		return;
	j->attribute = "address";
	if (strcmp(type, "node") == 0 && !check_node_key(address))
		judge_hint(j,
			judge_say(j, FG_RULE_FEED_PODCAST_VALUE,
				"%s is no key of a node: %s", judge_what(j),
				judge_quote(j, address)),
			"write the 66 hexadecimal digits of the node's public key");
	else if (strcmp(type, "lnaddress") == 0 && !check_email(address))
		judge_hint(j,
			judge_say(j, FG_RULE_FEED_PODCAST_VALUE,
				"%s is no lightning address: %s", judge_what(j),
				judge_quote(j, address)),
			"write it as name@server");
	j->attribute = NULL;
}

void podcast_recipient(struct judge *j, enum moment moment)
{
	if (moment == ENDS)
		return;
	judge_address(j);
	int64_t split;
	const char *text = judge_attribute(j, "split");
	if (!text || !check_integer(str_of(text), &split) || split > 0)
		rss_of(j)->value_pays = true;
}

void podcast_time_split(struct judge *j, enum moment moment)
{
	if (moment == BEGINS)
		return;
	unsigned remote = judge_count(j, ROW_PODCAST_REMOTE_ITEM),
		 recipients = judge_count(j, ROW_PODCAST_RECIPIENT);
	if (remote == 1 ? recipients > 0 : remote > 1 || recipients == 0)
		judge_say(j, FG_RULE_FEED_PODCAST_VALUE,
			"<podcast:valueTimeSplit> has %u remoteItem and %u "
			"valueRecipient; it "
			"is one of the first, or some of the second",
			remote, recipients);
}

void podcast_remote(struct judge *j, enum moment moment)
{
	if (moment == ENDS && !judge_count(j, ROW_PODCAST_REMOTE_ITEM))
		judge_lacks(j, FG_RULE_FEED_ELEMENT_MISSING, "podcast:remoteItem");
}

void podcast_live(struct judge *j, enum moment moment)
{
	if (moment == BEGINS)
		return;
	if (!judge_count(j, ROW_GUID))
		judge_lacks(j, FG_RULE_FEED_ELEMENT_MISSING, "guid");
	if (!judge_count(j, ROW_PODCAST_CONTENT_LINK))
		judge_lacks(j, FG_RULE_FEED_ELEMENT_MISSING, "podcast:contentLink");
}

void podcast_value(struct judge *j, enum moment moment)
{
	struct rss *rss = rss_of(j);
	if (moment == BEGINS)
		rss->value_pays = false;
	else if (!judge_count(j, ROW_PODCAST_RECIPIENT))
		judge_lacks(j, FG_RULE_FEED_ELEMENT_MISSING, "podcast:valueRecipient");
	else if (!rss->value_pays)
		judge_say(j, FG_RULE_FEED_PODCAST_VALUE,
			"the splits in <podcast:value> are all 0, so nobody is paid");
}

/* ---- attributes that only make sense together ---- */

static void judge_form(
	struct judge *j, const char *name, bool (*is)(const char *text), const char *like)
{
	const char *value = judge_attribute(j, name);
	if (!value || is(value))
		return;
	j->attribute = name;
	struct fg_diag *d = judge_say(j, FG_RULE_FEED_PODCAST_VALUE, "%s is %s",
		judge_what(j), judge_quote(j, value));
	judge_hint(j, d, "write %s", like);
	j->attribute = NULL;
}

void podcast_integrity(struct judge *j, enum moment moment)
{
	const char *type = moment == BEGINS ? judge_attribute(j, "type") : NULL;
	if (type && strcmp(type, "sri") == 0)
		judge_form(j, "value", check_sri,
			"sha256-, sha384- or sha512- and the hash in base64");
}

void podcast_update(struct judge *j, enum moment moment)
{
	bool counts;
	const char *problem;
	if (moment == ENDS)
		return;
	const char *rule = judge_attribute(j, "rrule"),
		   *complete = judge_attribute(j, "complete");
	rss_of(j)->updates = !complete || strcmp(complete, "true") != 0;
	if (!rule)
		return;
	j->attribute = "rrule";
	if (!check_rrule(rule, &counts, &problem))
		judge_say(j, FG_RULE_FEED_PODCAST_VALUE, "%s %s: %s", judge_what(j),
			problem, judge_quote(j, rule));
	else if (counts && !judge_attribute(j, "dtstart"))
		judge_say(j, FG_RULE_FEED_PODCAST_VALUE,
			"%s counts from a start, but there is no dtstart", judge_what(j));
	j->attribute = NULL;
}

void podcast_block(struct judge *j, enum moment moment)
{
	struct rss *rss = rss_of(j);
	if (moment == BEGINS)
		rss->block_has_id = judge_attribute(j, "id") != NULL;
	else if (!rss->block_has_id && str_is(str_trim(str_of(j->text)), "yes"))
		judge_hint(j,
			judge_say(j, FG_RULE_SHOW_BLOCK,
				"<podcast:block> without an id hides the show from all "
				"directories"),
			"leave it out, or name in id= the directory that is meant");
}

enum { BITE_LEAST = 15, BITE_MOST = 120 }; /* seconds that the namespace advises */

static bool seconds_of(struct judge *j, const char *name, double *seconds)
{
	char text[DECIMAL_SIZE];
	const char *value = judge_attribute(j, name);
	if (!value || !check_decimal(str_trim(str_of(value)), text))
		return false;
	*seconds = strtod(text, NULL);
	return true;
}

/* The one that ends last; how long the item is may be said behind it. */
static void keep_bite(struct judge *j, double end)
{
	struct item *item = &j->items.item;
	if (end <= item->bite_end)
		return;
	item->bite_end = end;
	item->bite_at = judge_node(j)->at;
}

void podcast_soundbite(struct judge *j, enum moment moment)
{
	double start, length;
	if (moment == ENDS || !seconds_of(j, "duration", &length))
		return;
	if (seconds_of(j, "startTime", &start))
		keep_bite(j, start + length);
	if (length >= BITE_LEAST && length <= BITE_MOST)
		return;
	j->attribute = "duration";
	judge_say(j, FG_RULE_FEED_SOUNDBITE, "a soundbite has %g seconds", length);
	j->attribute = NULL;
}
