/* SPDX-License-Identifier: ISC */
#include "validate/served.h"

#include "base/diag.h"
#include "base/str.h"
#include "model/rule.h"

/* The first is the one to advise. What is general enough says no more than XML or JSON, and is
   good as well (RFC 7303; JSON Feed 1.1). */
static const char *const types[][3] = {
	[FG_RSS] = {"application/rss+xml", "application/xml", "text/xml"},
	[FG_ATOM] = {"application/atom+xml", "application/xml", "text/xml"},
	[FG_JSON] = {"application/feed+json", "application/json"},
};

static struct fg_place head_of(const struct fg_input *from)
{
	return (struct fg_place){from->name, 0, 0};
}

static void judge_redirect(struct fg_run *run, const struct fg_input *from)
{
	const struct fg_fetched *f = from->served;
	if (!f->redirected)
		return;
	if (f->temporary)
		diag_add(run->diags, FG_RULE_FEED_REDIRECTED, head_of(from),
			"the server redirects, for now (%d), to %s", f->temporary,
			f->url);
	else
		diag_add(run->diags, FG_RULE_FEED_MOVED, head_of(from),
			"the feed has moved for good, to %s", f->url);
}

static void judge_type(
	struct fg_run *run, const struct fg_input *from, enum fg_format format)
{
	const char *type = from->served->type;
	struct fg_diag *d;
	for (size_t i = 0; type && i < 3 && types[format][i]; i++) {
		if (str_is(str_of(type), types[format][i]))
			return;
	}
	if (type)
		d = diag_add(run->diags, FG_RULE_FEED_CONTENT_TYPE, head_of(from),
			"the server says that this is %s", type);
	else
		d = diag_add(run->diags, FG_RULE_FEED_CONTENT_TYPE, head_of(from),
			"the server does not say what this is");
	diag_hint(run->diags, d, "let it say Content-Type: %s", types[format][0]);
}

enum { PACKED_LEAST = 20000 }; /* bytes; of less, packing saves nothing that counts */

/* What it costs to ask again, which every app does every hour. */
static void judge_cost(struct fg_run *run, const struct fg_input *from)
{
	if (!from->served->validator)
		diag_add(run->diags, FG_RULE_FEED_UNDATED, head_of(from),
			"the server sends neither ETag nor Last-Modified");
	if (from->served->sent_again)
		diag_add(run->diags, FG_RULE_FEED_SENT_AGAIN, head_of(from),
			"asked for another version than it had just given, the server "
			"sends the same one again");
	if (from->served->head_refused)
		diag_add(run->diags, FG_RULE_FEED_HEAD_REFUSED, head_of(from),
			"the server does not answer HEAD as it answers GET");
	if (from->served->no_ranges)
		diag_add(run->diags, FG_RULE_FEED_NO_RANGES, head_of(from),
			"asked for the first byte alone, the server does not give that");
	if (!from->served->packed && from->len >= PACKED_LEAST)
		diag_add(run->diags, FG_RULE_FEED_UNPACKED, head_of(from),
			"the server sends %zu bytes as they are, without gzip",
			from->len);
}

void served_judge(struct fg_run *run, const struct fg_input *from, enum fg_format format)
{
	if (!from->served)
		return;
	judge_redirect(run, from);
	judge_type(run, from, format);
	judge_cost(run, from);
}

void served_judge_chapters(struct fg_run *run, const struct fg_input *from)
{
	struct str type = str_of(from->served ? from->served->type : NULL);
	if (!from->served || str_is(type, "application/json+chapters") ||
		str_is(type, "application/json"))
		return;
	diag_add(run->diags, FG_RULE_CHAPTERS_TYPE_DIFFERS, head_of(from),
		"the server says %s of the chapters file, not "
		"application/json+chapters",
		type.len ? from->served->type : "nothing");
}

const char *served_charset(const struct fg_input *from)
{
	struct str type = str_of(from->served ? from->served->type : NULL);
	bool is_xml = str_ends(type, "/xml") || str_ends(type, "+xml");
	return is_xml ? from->served->charset : NULL;
}

void served_judge_charset(
	struct fg_run *run, const struct fg_input *from, const char *own)
{
	const char *charset = served_charset(from);
	if (!charset || str_case_is(str_of(own ? own : "UTF-8"), charset))
		return;
	if (own)
		diag_add(run->diags, FG_RULE_FEED_CHARSET, head_of(from),
			"the server says that the feed is in %s, and the feed itself "
			"says %s",
			charset, own);
	else
		diag_add(run->diags, FG_RULE_FEED_CHARSET, head_of(from),
			"the server says that the feed is in %s; as the feed does not "
			"say, it would be UTF-8",
			charset);
}
