/* SPDX-License-Identifier: ISC */
/* The lock file: what is written to it, and what stands in for it on the first run. */
#include <feedgen/feedgen.h>

#include <stdlib.h>
#include <string.h>
#include "base/diag.h"
#include "base/fs.h"
#include "base/sbuf.h"
#include "base/utf8.h"
#include "base/vec.h"
#include "base/when.h"
#include "guard/match.h"
#include "guard/published.h"

/* ---- before there is one ---- */

/* An empty file is what a shell makes of "> feed.xml": nothing was published by that. */
static bool is_empty(const char *feed)
{
	struct fs_facts facts;
	return fs_stat(feed, &facts) == FS_OK && facts.size == 0;
}

void fg_lock_seed(struct fg_run *run, const char *path, const struct fg_feed *feed,
	struct fg_lock *lock)
{
	struct published old = {.address = fg_feed_address(feed)};
	const char *problem = NULL;
	struct fg_place at = {.file = arena_strdup(run->arena, path)};
	if (lock->exists || lock->is_feed)
		return;
	enum published_result result =
		published_read(run->arena, path, &old, &problem, &at.line);
	if (result == PUBLISHED_UNREADABLE && !is_empty(path))
		diag_add(run->diags, FG_RULE_LOCK_FEED_UNREADABLE, at,
			"there is no lock file, and the published feed %s: which guids "
			"its episodes have is not known",
			problem);
	/* That it cannot be opened, the guard says. */
	if (result != PUBLISHED_OK || old.ids_are_iris)
		return;
	published_archives(run->arena, path, &old);
	lock->is_feed = true;
	lock->file = at.file;
	lock->guid = old.guid;
	for (size_t i = 0; i < old.len; i++) {
		const struct published_item *item = &old.data[i];
		if (!item->guid)
			continue;
		*vec_push(run->arena, lock) = (struct fg_pin){.guid = item->guid,
			.title = item->title,
			.audio = item->url,
			.link = item->link,
			.date = item->date};
	}
}

/* ---- writing ---- */

/* One line for each, sorted by guid: a line keeps its place whatever becomes of its
   episode, and two branches that each add one seldom meet. */
static const char head[] =
	"# Under which guid each episode was published, by feedgen(1). An episode keeps "
	"it, "
	"whatever\n"
	"# becomes of its file, title, date or audio. Keep this file with the episodes, "
	"under "
	"version\n"
	"# control; when a merge stops here, keep the lines of both sides.\n"
	"version: 1\n";

/* What YAML does not take as it is, even between quotation marks. */
static bool is_escaped(uint32_t cp)
{
	return cp < 0x20 || (cp >= 0x7f && cp < 0xa0) || cp == 0x2028 || cp == 0x2029 ||
	       cp == 0xfeff;
}

static void add_quoted(struct sbuf *out, const char *text)
{
	uint32_t cp;
	sbuf_char(out, '"');
	for (struct str s = str_of(text); s.len;) {
		size_t n = utf8_decode(s.data, s.len, &cp);
		if (n == 0)
			break; /* texts are checked where they are read */
		if (cp == '"' || cp == '\\')
			sbuf_printf(out, "\\%c", (int)cp);
		else if (is_escaped(cp))
			sbuf_printf(out, "\\u%04x", (unsigned)cp);
		else
			sbuf_add(out, s.data, n);
		s = str_slice(s, n, s.len);
	}
	sbuf_char(out, '"');
}

static void add_part(struct sbuf *out, const char *name, const char *text)
{
	if (!text || !*text)
		return;
	sbuf_printf(out, ", %s: ", name);
	add_quoted(out, text);
}

static void add_pin(struct sbuf *out, const struct fg_pin *pin)
{
	char date[WHEN_TEXT_SIZE] = "";
	sbuf_str(out, "  - {guid: ");
	add_quoted(out, pin->guid);
	add_part(out, "file", pin->file);
	if (pin->date)
		when_rfc3339(pin->date, date);
	add_part(out, "date", date);
	add_part(out, "title", pin->title);
	add_part(out, "audio", pin->audio);
	sbuf_str(out, "}\n");
}

static int by_guid(const void *a, const void *b)
{
	const struct fg_pin *x = a, *y = b;
	return strcmp(x->guid, y->guid);
}

/* What is published now, and what the lock knows beyond that: drafts and episodes of
   another branch come back. */
static size_t gather(
	struct fg_pin *pins, const struct fg_lock *lock, const struct fg_show *show)
{
	size_t n = 0;
	for (size_t i = 0; i < show->episodes.len; i++) {
		const struct fg_episode *ep = show->episodes.data[i];
		if (!ep->guid)
			continue;
		pins[n++] = (struct fg_pin){.guid = ep->guid,
			.file = match_file(ep),
			.title = ep->title,
			.audio = ep->enclosure.url,
			.date = ep->date};
	}
	for (size_t i = 0; !lock->is_feed && i < lock->len; i++) {
		if (!lock->data[i].live)
			pins[n++] = lock->data[i];
	}
	return n;
}

void fg_lock_text(struct fg_run *run, const struct fg_lock *lock,
	const struct fg_show *show, struct sbuf *out)
{
	struct fg_pin *pins =
		arena_array(run->arena, show->episodes.len + lock->len + 1, sizeof *pins);
	size_t n = gather(pins, lock, show);
	qsort(pins, n, sizeof *pins, by_guid);
	sbuf_str(out, head);
	if (show->guid && *show->guid) {
		sbuf_str(out, "guid: ");
		add_quoted(out, show->guid);
		sbuf_char(out, '\n');
	}
	sbuf_str(out, n ? "episodes:\n" : "episodes: []\n");
	for (size_t i = 0; i < n; i++)
		add_pin(out, &pins[i]);
}
