/* SPDX-License-Identifier: ISC */
/* Single values of a JSON Feed, by kind, and those that are judged together. */
#include "validate/json_judge.h"

#include "base/url.h"
#include "model/check.h"
#include "model/check_form.h"
#include "model/check_iri.h"
#include "model/check_text.h"
#include "model/check_time.h"
#include "validate/markup.h"

typedef void check(struct json_judge *j, const char *value);

static const char *keep(struct json_judge *j, const char *text)
{
	return arena_strdup(&j->scratch, text);
}

static bool is_blank(const char *text)
{
	return str_trim(str_of(text)).len == 0;
}

static bool is_media(const char *type)
{
	return str_case_starts(str_of(type), "audio/") ||
	       str_case_starts(str_of(type), "video/");
}

/* ---- texts ---- */

static void any(struct json_judge *j, const char *value)
{
	(void)j, (void)value;
}

static void text(struct json_judge *j, const char *value)
{
	if (check_has_markup(value))
		json_say(j, FG_RULE_TEXT_TITLE_HTML, "%s has HTML in it: %s",
			j->r.path.data, json_quote(j, value));
}

static void title(struct json_judge *j, const char *value)
{
	if (is_blank(value))
		json_say(j,
			j->r.depth == 1 ? FG_RULE_SHOW_TITLE_MISSING
					: FG_RULE_EPISODE_TITLE_MISSING,
			"%s is empty", j->r.path.data);
	text(j, value);
}

static void version(struct json_judge *j, const char *value)
{
	static const char v1[] = "https://jsonfeed.org/version/1",
			  v11[] = "https://jsonfeed.org/version/1.1";
	j->is_1_0 = strcmp(value, v1) == 0;
	if (j->is_1_0 || strcmp(value, v11) == 0)
		return;
	struct fg_diag *d = json_say(j, FG_RULE_JSON_VERSION,
		"the version is no version of JSON Feed: %s", json_quote(j, value));
	json_hint(j, d, "write “%s”", v11);
}

static void id(struct json_judge *j, const char *value)
{
	if (is_blank(value))
		json_hint(j,
			json_say(j, FG_RULE_EPISODE_GUID_MISSING, "%s is empty",
				j->r.path.data),
			"write what no other item has, such as a UUID");
}

void json_keep(struct json_judge *j, enum item_fact fact)
{
	items_keep(&j->items, fact, j->r.text.data, j->r.path.data,
		(struct xmlscan_place){j->r.line, j->r.column});
}

/* ---- addresses ---- */

static bool is_ascii(const char *text)
{
	while (*text && (unsigned char)*text < 0x80)
		text++;
	return *text == '\0';
}

static bool is_address(struct json_judge *j, const char *value)
{
	const char *problem = check_iri(value, CHECK_IRI_ABSOLUTE);
	if (!problem && !is_ascii(value))
		json_say(j, FG_RULE_URL_CHARACTERS,
			"%s has a character that is not percent-encoded: %s",
			j->r.path.data, json_quote(j, value));
	if (!problem)
		return true;
	json_say(j, FG_RULE_URL_INVALID, "%s %s: %s", j->r.path.data, problem,
		json_quote(j, value));
	return false;
}

static void address(struct json_judge *j, const char *value)
{
	is_address(j, value);
}

static void feed_url(struct json_judge *j, const char *value)
{
	if (is_address(j, value))
		j->feed_url = arena_strdup(j->run->arena, value);
}

static void next_url(struct json_judge *j, const char *value)
{
	j->next_at = json_here(j, j->run->arena);
	if (is_address(j, value))
		j->next_url = arena_strdup(j->run->arena, value);
}

static void media_url(struct json_judge *j, const char *value)
{
	if (!is_address(j, value))
		return;
	j->media_url = keep(j, value);
	j->media_url_at = json_here(j, &j->scratch);
	if (str_case_starts(str_of(value), "http:"))
		json_say(j, FG_RULE_ENCLOSURE_HTTP, "%s is not https: %s", j->r.path.data,
			json_quote(j, value));
}

/* ---- forms ---- */

/* Seconds since 1970, or 0: it is no date, which is told. */
static int64_t seconds_of(struct json_judge *j, const char *value)
{
	int64_t seconds = 0;
	const char *problem = NULL;
	enum check_date result = check_rfc3339(value, &seconds, &problem);
	if (result == DATE_GOOD)
		return seconds;
	json_say(j, result == DATE_BAD ? FG_RULE_FEED_DATE : FG_RULE_FEED_DATE_ODD,
		"%s %s: %s", j->r.path.data, *value ? problem : "is empty",
		json_quote(j, value));
	return result == DATE_BAD ? 0 : seconds;
}

enum { PODCASTS_BEGAN = 631152000, SLACK = 600 }; /* 1990-01-01; clocks differ */

static void date(struct json_judge *j, const char *value)
{
	j->published = seconds_of(j, value);
	if (j->published > j->run->settings->now + SLACK)
		json_say(j, FG_RULE_FEED_DATE_FUTURE, "%s is still to come: %s",
			j->r.path.data, json_quote(j, value));
	else if (j->published && j->published < PODCASTS_BEGAN)
		json_say(j, FG_RULE_DATE_IMPLAUSIBLE, "%s is before 1990: %s",
			j->r.path.data, json_quote(j, value));
}

static void modified(struct json_judge *j, const char *value)
{
	j->modified = seconds_of(j, value);
}

static void html(struct json_judge *j, const char *value)
{
	struct markup_faults f = markup_judge(&j->scratch, str_of(value));
	const char *path = j->r.path.data, *unsafe = markup_unsafe(&j->scratch, &f);
	if (unsafe)
		json_say(j, FG_RULE_FEED_HTML_UNSAFE, "%s %s", path, unsafe);
	if (f.relative.len)
		json_say(j, FG_RULE_FEED_HTML_RELATIVE,
			"%s has an address that is not whole: %s", path,
			json_quote(j, arena_strndup(&j->scratch, f.relative.data,
					      f.relative.len)));
	if (check_tags_visible(str_of(value)))
		json_hint(j,
			json_say(j, FG_RULE_NOTES_TAGS_VISIBLE,
				"people will see HTML tags in %s", path),
			"write HTML as it is, <p>; JSON needs no escapes for it");
}

static void language(struct json_judge *j, const char *value)
{
	if (!check_language_tag(value))
		json_say(j, FG_RULE_SHOW_LANGUAGE_INVALID, "%s is no language tag: %s",
			j->r.path.data, json_quote(j, value));
}

static void mime(struct json_judge *j, const char *value)
{
	j->media_type = keep(j, value);
	j->media_type_at = json_here(j, &j->scratch);
	if (!check_media_type(value))
		json_say(j, FG_RULE_FEED_MIME, "%s is no MIME type: %s", j->r.path.data,
			json_quote(j, value));
	else if (is_media(value))
		j->has_audio = true;
}

static void positive(struct json_judge *j, const char *value)
{
	if (*value == '-')
		json_say(j, FG_RULE_FEED_NUMBER, "%s is below 0: %s", j->r.path.data,
			value);
	j->media_seconds = keep(j, value);
	j->media_seconds_at = json_here(j, &j->scratch);
}

static void size(struct json_judge *j, const char *value)
{
	if (check_integer(str_of(value), &j->media_bytes))
		return;
	j->media_bytes = 0;
	json_say(j, FG_RULE_FEED_NUMBER, "%s is no whole number of bytes: %s",
		j->r.path.data, value);
}

static check *const checks[JSON_VAL_COUNT] = {
	[JSON_VAL_ANY] = any,
	[JSON_VAL_VERSION] = version,
	[JSON_VAL_TITLE] = title,
	[JSON_VAL_TEXT] = text,
	[JSON_VAL_HTML] = html,
	[JSON_VAL_ADDRESS] = address,
	[JSON_VAL_FEED_URL] = feed_url,
	[JSON_VAL_NEXT_URL] = next_url,
	[JSON_VAL_MEDIA_URL] = media_url,
	[JSON_VAL_ID] = id,
	[JSON_VAL_DATE] = date,
	[JSON_VAL_MODIFIED] = modified,
	[JSON_VAL_LANGUAGE] = language,
	[JSON_VAL_MIME] = mime,
	[JSON_VAL_SIZE] = size,
	[JSON_VAL_POSITIVE] = positive,
};

void json_check_value(struct json_judge *j, enum json_value value)
{
	if (strlen(j->r.text.data) != j->r.text.len)
		json_say(j, FG_RULE_FILE_CHARACTER,
			"%s has a character that no text has (U+0000)", j->r.path.data);
	checks[value](j, j->r.text.data);
}

/* ---- values together ---- */

static void keep_fact(struct json_judge *j, enum item_fact fact, const char *text,
	const struct json_spot *at)
{
	items_keep(&j->items, fact, text, at->path,
		(struct xmlscan_place){at->at.line, at->at.column});
}

/* The first of an item is what apps play. */
static void keep_audio(struct json_judge *j)
{
	struct item *item = &j->items.item;
	if (!j->media_url || !j->media_type || !is_media(j->media_type) ||
		item->facts[FACT_AUDIO].text)
		return;
	keep_fact(j, FACT_AUDIO, j->media_url, &j->media_url_at);
	item->format = j->media_type;
	item->bytes = j->media_bytes;
	items_audio(&j->items, &item->facts[FACT_AUDIO]);
	if (!j->media_seconds)
		return;
	struct str whole = str_of(j->media_seconds);
	whole.len = str_until(whole, ".", 0);
	keep_fact(j, FACT_DURATION, arena_strndup(&j->scratch, whole.data, whole.len),
		&j->media_seconds_at);
}

void json_end_attachment(struct json_judge *j)
{
	if (j->media_url && j->media_type) {
		struct str extension = url_extension(j->media_url);
		if (extension_is_media(extension) &&
			!mime_agrees(extension, j->media_type))
			json_say_at(j, FG_RULE_ENCLOSURE_TYPE_MISMATCH, &j->media_type_at,
				"the file ends in .%.*s, but its mime_type is %s",
				STR_ARG(extension), json_quote(j, j->media_type));
	}
	keep_audio(j);
	j->media_url = j->media_type = j->media_seconds = NULL;
	j->media_bytes = 0;
}

void json_end_item(struct json_judge *j, const struct json_spot *at)
{
	struct item *item = &j->items.item;
	item->seconds = j->published;
	item->has_seconds = j->published != 0;
	j->items.teller.whole = at->path;
	items_guid(&j->items);
	items_end_item(&j->items);
	j->items.teller.whole = "items";
	if (j->modified && j->modified < j->published)
		json_say_at(j, FG_RULE_FEED_UPDATED_EARLY, at,
			"%s was modified before it was published", at->path);
	j->published = j->modified = 0;
}

void json_end_feed(struct json_judge *j)
{
	if (j->next_url && j->feed_url && strcmp(j->next_url, j->feed_url) == 0)
		json_say_at(j, FG_RULE_FEED_NEXT_LOOP, &j->next_at,
			"next_url is the address of the feed itself: %s",
			json_quote(j, j->next_url));
	if (j->is_1_0 && j->new_at.path)
		json_say_at(j, FG_RULE_JSON_EDITION, &j->new_at,
			"%s came with JSON Feed 1.1, but the version is 1",
			j->new_at.path);
	if (!j->is_1_0 && j->old_at.path)
		json_say_at(j, FG_RULE_JSON_EDITION, &j->old_at,
			"%s is deprecated by JSON Feed 1.1, which has authors",
			j->old_at.path);
}
