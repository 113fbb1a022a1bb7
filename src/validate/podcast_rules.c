/* SPDX-License-Identifier: ISC */
/* The Podcasting 2.0 namespace: what rows of vocabulary_podcast.def cannot say. */
#include "validate/judge.h"

#include <stdlib.h>
#include "model/check.h"

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

void podcast_transcript(struct judge *j, enum moment moment)
{
	static const char *const types[] = {"text/vtt", "application/x-subrip",
		"text/html", "application/json", "text/plain", NULL};
	static const char *const srt[] = {"application/srt", "text/srt", NULL};
	const char *type = moment == BEGINS ? judge_attribute(j, "type") : NULL;
	if (!type || is_word(type, types, true))
		return;
	j->attribute = "type";
	if (is_word(type, srt, true))
		judge_say(j, FG_RULE_FEED_TRANSCRIPT_TYPE_OLD,
			"not every app still knows this type of a transcript: %s",
			judge_quote(j, type));
	else
		judge_say(j, FG_RULE_FEED_TRANSCRIPT_TYPE,
			"apps do not know this type of a transcript: %s",
			judge_quote(j, type));
	j->attribute = NULL;
}

void podcast_chapters(struct judge *j, enum moment moment)
{
	static const char *const types[] = {
		"application/json+chapters", "application/json", NULL};
	if (moment == BEGINS)
		attribute_is(j, "type", types, "application/json+chapters");
}

void podcast_medium(struct judge *j, enum moment moment)
{
	static const char *const words[] = {"podcast", "music", "video", "film",
		"audiobook", "newsletter", "blog", "publisher", "course", "podcastL",
		"musicL", "videoL", "filmL", "audiobookL", "newsletterL", "blogL",
		"publisherL", "courseL", "mixed", NULL};
	if (moment == ENDS && !is_word(j->text, words, false))
		judge_say(j, FG_RULE_FEED_PODCAST_VALUE, "there is no medium %s",
			judge_quote(j, j->text));
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
		   *group = judge_attribute(j, "group"), *its_group;
	j->attribute = "role";
	if (role && !check_role(role, &its_group))
		judge_say(j, FG_RULE_PERSON_ROLE_UNKNOWN, "there is no role %s",
			judge_quote(j, role));
	j->attribute = "group";
	if (group && !check_group(group))
		judge_say(j, FG_RULE_PERSON_GROUP_UNKNOWN, "there is no group %s",
			judge_quote(j, group));
	j->attribute = NULL;
}

/* ---- location ---- */

/* A number from -most to most at *s, which moves on. */
static bool take_degrees(const char **s, double most)
{
	char *end;
	bool digit = ascii_is_digit(**s) || (**s == '-' && ascii_is_digit((*s)[1]));
	double value = digit ? strtod(*s, &end) : 0;
	if (!digit || value < -most || value > most)
		return false;
	*s = end;
	return true;
}

/* RFC 5870: geo:lat,lon[,alt][;u=…] */
static bool is_geo(const char *text)
{
	if (!str_case_starts(str_of(text), "geo:"))
		return false;
	text += strlen("geo:");
	if (!take_degrees(&text, 90) || *text++ != ',' || !take_degrees(&text, 180))
		return false;
	if (*text == ',' && (text++, !take_degrees(&text, 1e7)))
		return false;
	return *text == '\0' || *text == ';';
}

/* OpenStreetMap: N, W or R, digits, perhaps # and a revision. */
static bool is_osm(const char *text)
{
	if (!*text || !strchr("NWR", *text) || !ascii_is_digit(text[1]))
		return false;
	for (text++; ascii_is_digit(*text); text++)
		;
	if (*text == '#' && ascii_is_digit(text[1])) {
		for (text++; ascii_is_digit(*text); text++)
			;
	}
	return *text == '\0';
}

static bool is_country(const char *text)
{
	return strlen(text) == 2 && ascii_is_alpha(text[0]) && ascii_is_alpha(text[1]);
}

static bool is_relation(const char *text)
{
	return strcmp(text, "subject") == 0 || strcmp(text, "creator") == 0;
}

void podcast_location(struct judge *j, enum moment moment)
{
	static const struct {
		const char *name;
		bool (*is)(const char *text);
		const char *like;
	} parts[] = {{"geo", is_geo, "geo:52.52,13.405"}, {"osm", is_osm, "R62422"},
		{"country", is_country, "DE"},
		{"rel", is_relation, "subject or creator"}};
	for (size_t i = 0; moment == BEGINS && i < sizeof parts / sizeof *parts; i++) {
		const char *value = judge_attribute(j, parts[i].name);
		if (!value || parts[i].is(value))
			continue;
		j->attribute = parts[i].name;
		struct fg_diag *d = judge_say(j, FG_RULE_FEED_LOCATION,
			"%s cannot be read: %s", judge_what(j), judge_quote(j, value));
		judge_hint(j, d, "write it like %s", parts[i].like);
		j->attribute = NULL;
	}
}

/* ---- other people's feeds, payments, live ---- */

void podcast_social(struct judge *j, enum moment moment)
{
	static const char *const protocols[] = {"disabled", "activitypub", "twitter",
		"lightning", "atproto", "hive", "matrix", "nostr", "bluesky", NULL};
	const char *protocol = judge_attribute(j, "protocol");
	if (moment == ENDS || !protocol)
		return;
	attribute_is(j, "protocol", protocols,
		"activitypub, atproto, lightning, hive, matrix, nostr, twitter or "
		"disabled");
	bool disabled = strcmp(protocol, "disabled") == 0;
	if (!disabled && !judge_attribute(j, "uri"))
		judge_say(j, FG_RULE_FEED_PODCAST_VALUE,
			"<podcast:socialInteract> has no uri");
}

void podcast_images(struct judge *j, enum moment moment)
{
	if (moment == BEGINS)
		judge_say(j, FG_RULE_FEED_OBSOLETE,
			"<podcast:images> has given way to <podcast:image>");
}

void podcast_recipient(struct judge *j, enum moment moment)
{
	static const char *const types[] = {
		"node", "lnaddress", "keysend", "wallet", NULL};
	if (moment == BEGINS)
		attribute_is(j, "type", types, "node or lnaddress");
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
	static const char *const states[] = {"pending", "live", "ended", NULL};
	if (moment == BEGINS) {
		attribute_is(j, "status", states, "pending, live or ended");
		return;
	}
	if (!judge_count(j, ROW_GUID))
		judge_lacks(j, FG_RULE_FEED_ELEMENT_MISSING, "guid");
	if (!judge_count(j, ROW_PODCAST_CONTENT_LINK))
		judge_lacks(j, FG_RULE_FEED_ELEMENT_MISSING, "podcast:contentLink");
}
