/* SPDX-License-Identifier: ISC */
/* The audio of an item. */
#include "validate/rss.h"

#include "base/url.h"
#include "model/check.h"
#include "validate/values.h"

enum { LENGTH_LEAST = 16384 }; /* AntennaPod takes less for unknown */

/* A live stream has no size, its address need not end as a file's name does, and Apple
   does not read it. */
static bool is_live(const struct judge *j)
{
	return judge_parent(j)->row == ROW_PODCAST_LIVE_ITEM;
}

static void judge_extension(struct judge *j, const char *url)
{
	struct str extension = url_extension(url);
	if (!rss_is_show(j) || is_live(j) || extension_is_apples(extension))
		return;
	judge_say(j, FG_RULE_ENCLOSURE_EXTENSION,
		"the name of the audio does not end as Apple wants it: %s",
		judge_quote(j, url));
}

static void judge_url(struct judge *j, const char *url)
{
	const char *problem = *url ? url_problem(url) : "is empty";
	if (problem) {
		struct fg_diag *d = judge_say(j, FG_RULE_ENCLOSURE_URL_INVALID,
			"the address of the audio %s: %s", problem, judge_quote(j, url));
		if (*url && url_is_web(url_encode(&j->scratch, url)))
			judge_hint(j, d, "write %s", url_encode(&j->scratch, url));
		return;
	}
	if (str_case_starts(str_of(url), "http:") && rss_is_show(j))
		judge_say(j, FG_RULE_ENCLOSURE_HTTP, "the audio is not encrypted: %s",
			judge_quote(j, url));
	value_host(j, url);
	judge_extension(j, url);
	struct said audio = {url, NULL, judge_node(j)->at};
	if (judge_in_item(j))
		items_audio(&j->items, &audio);
}

static void judge_length(struct judge *j, const char *length)
{
	int64_t n;
	if (!check_integer(str_trim(str_of(length)), &n)) {
		struct fg_diag *d = judge_say(j, FG_RULE_ENCLOSURE_LENGTH_INVALID,
			"the length of the audio is no number of bytes: %s",
			judge_quote(j, length));
		judge_hint(j, d, "write the size in bytes; 0 if nobody knows it");
	} else if (n < LENGTH_LEAST && !is_live(j)) {
		struct fg_diag *d = judge_say(j, FG_RULE_ENCLOSURE_LENGTH_SMALL,
			"the length of the audio is %lld bytes", (long long)n);
		judge_hint(j, d, "write the size in bytes");
	}
}

static void judge_type(struct judge *j, const char *type)
{
	const char *url = judge_attribute(j, "url");
	struct str extension = url_extension(url ? url : ""), rest = str_of(type), bare;
	str_cut(&rest, ';', &bare); /* parameters are allowed, though nobody reads them */
	bare = str_trim(bare);
	type = rest.data ? arena_strndup(&j->scratch, bare.data, bare.len) : type;
	if (!check_mime(type)) {
		struct fg_diag *d = judge_say(j, FG_RULE_ENCLOSURE_TYPE_INVALID,
			"the type of the audio is no MIME type: %s",
			judge_quote(j, type));
		const char *right = mime_of_extension(extension);
		judge_hint(j, d, "write %s", right ? right : "audio/mpeg");
	} else if (mime_of_extension(extension) && !mime_agrees(extension, type)) {
		struct fg_diag *d = judge_say(j, FG_RULE_ENCLOSURE_TYPE_MISMATCH,
			"the type %s does not go with a name that ends in .%.*s",
			judge_quote(j, type), STR_ARG(extension));
		judge_hint(j, d, "write %s", mime_of_extension(extension));
	} else if (!mime_of_extension(extension) && !mime_is_apples(type) &&
		   rss_is_show(j) && !is_live(j)) {
		judge_say(j, FG_RULE_ENCLOSURE_TYPE_UNSUPPORTED, "Apple does not play %s",
			type);
	}
}

/* Apps play the first one. */
static void keep_audio(struct judge *j)
{
	struct item *item = &j->items.item;
	const char *url = judge_attribute(j, "url"), *type = judge_attribute(j, "type"),
		   *length = judge_attribute(j, "length");
	if (!judge_in_item(j) || item->facts[FACT_AUDIO].text)
		return;
	judge_keep(j, FACT_AUDIO, url ? url : "");
	item->format = arena_strdup(&j->scratch, type ? type : "");
	if (!length || !check_integer(str_trim(str_of(length)), &item->bytes))
		item->bytes = 0;
}

void rss_enclosure(struct judge *j, enum moment moment)
{
	static const struct {
		const char *name;
		void (*check)(struct judge *j, const char *value);
	} checks[] = {{"url", judge_url}, {"length", judge_length}, {"type", judge_type}};
	if (moment == ENDS)
		return;
	rss_of(j)->has_audio = true;
	keep_audio(j);
	for (size_t i = 0; i < sizeof checks / sizeof *checks; i++) {
		const char *value = judge_attribute(j, checks[i].name);
		j->attribute = checks[i].name;
		if (value)
			checks[i].check(j, value);
		j->attribute = NULL;
	}
	if (judge_parent(j)->counts[ROW_ENCLOSURE] == 2)
		judge_say(j, FG_RULE_FEED_ENCLOSURES,
			"<item> has more than one <enclosure>");
}
