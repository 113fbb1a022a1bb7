/* SPDX-License-Identifier: ISC */
#include "guard/published.h"

#include <errno.h>
#include <fcntl.h>
#include <string.h>
#include <unistd.h>
#include <sys/stat.h>
#include "base/utf8.h"
#include "base/vec.h"
#include "base/when.h"
#include "guard/scan.h"

/* The podcast namespace has had two names. A prefix can be anything. */
static const char *const podcast_names[] = {"https://podcastindex.org/namespace/1.0",
	"https://github.com/Podcastindex-org/podcast-namespace/blob/main/docs/1.0.md"};

struct reader {
	struct arena *arena;
	struct scan scan;
	struct published *out;
	struct published_item item; /* the one being read */
	const char *podcast_guid;   /* path of podcast:guid with the feed's own prefix */
	const char *rel, *href;     /* of the link of Atom being read */
};

/* What is taken of the texts in a feed, and from where. */
enum place { NOWHERE, ITEM_GUID, ITEM_TITLE, ITEM_LINK, ITEM_DATE, SHOW_GUID, SHOW_DATE };

static enum place place_of(const struct reader *r)
{
	static const struct {
		const char *path;
		enum place place;
	} places[] = {
		{"rss/channel/item/guid", ITEM_GUID},
		{"rss/channel/item/title", ITEM_TITLE},
		{"rss/channel/item/link", ITEM_LINK},
		{"rss/channel/item/pubDate", ITEM_DATE},
		{"rss/channel/lastBuildDate", SHOW_DATE},
		{"rss/channel/pubDate", SHOW_DATE},
		{"feed/entry/id", ITEM_GUID},
		{"feed/entry/title", ITEM_TITLE},
		{"feed/entry/published", ITEM_DATE},
		{"feed/updated", SHOW_DATE},
	};
	struct str path = sbuf_text(&r->scan.path);
	for (size_t i = 0; i < sizeof places / sizeof *places; i++) {
		if (str_is(path, places[i].path))
			return places[i].place;
	}
	return r->podcast_guid && str_is(path, r->podcast_guid) ? SHOW_GUID : NOWHERE;
}

static bool fail(struct reader *r, const char *problem)
{
	r->scan.problem = problem;
	return false;
}

/* Sets *to, unless it is set: the first one counts. */
static bool take(struct reader *r, const char **to, const struct sbuf *from)
{
	struct str text = str_trim(sbuf_text(from));
	if (utf8_clean_len(text) != text.len)
		return fail(r, "has bytes that are no UTF-8");
	if (!*to && text.len > 0)
		*to = arena_strndup(r->arena, text.data, text.len);
	return true;
}

/* A date that is not understood is no reason to distrust the rest. */
static bool take_date(struct reader *r, int64_t *to, const struct sbuf *from)
{
	const char *text = NULL, *problem;
	struct when_text when;
	if (!take(r, &text, from))
		return false;
	if (!text || !when_parse(text, &when, &problem) || !when.has_zone)
		return true;
	enum when_fold fold;
	int64_t t = when_resolve(&when, NULL, 0, &fold);
	if (t > r->out->newest)
		r->out->newest = t;
	*to = t;
	return true;
}

static bool is_item(struct str path)
{
	return str_is(path, "rss/channel/item") || str_is(path, "feed/entry");
}

static bool opened(struct reader *r)
{
	struct str path = sbuf_text(&r->scan.path);
	bool is_root = str_find_char(path, '/', 0) == STR_NONE;
	if (is_root && !str_is(path, "rss") && !str_is(path, "feed"))
		return fail(r, "is neither RSS nor Atom nor JSON Feed");
	if (is_root)
		r->out->ids_are_iris = str_is(path, "feed");
	if (is_item(path))
		r->item = (struct published_item){0};
	if (str_is(path, "feed/entry/link"))
		r->rel = r->href = NULL;
	r->scan.keep_text = place_of(r) != NOWHERE;
	return true;
}

static bool link_attribute(struct reader *r)
{
	const struct scan *s = &r->scan;
	if (str_is(sbuf_text(&s->name), "rel"))
		return take(r, &r->rel, &s->value);
	return !str_is(sbuf_text(&s->name), "href") || take(r, &r->href, &s->value);
}

/* RFC 4287, 4.2.7.2: a link without rel is an alternate one. */
static void take_link(struct reader *r)
{
	const char *rel = r->rel ? r->rel : "alternate";
	if (strcmp(rel, "alternate") == 0 && !r->item.link)
		r->item.link = r->href;
	if (strcmp(rel, "enclosure") == 0 && !r->item.url)
		r->item.url = r->href;
}

static bool attribute(struct reader *r)
{
	struct scan *s = &r->scan;
	if (str_is(sbuf_text(&s->path), "rss/channel/item/enclosure") &&
		str_is(sbuf_text(&s->name), "url"))
		return take(r, &r->item.url, &s->value);
	if (str_is(sbuf_text(&s->path), "feed/entry/link"))
		return link_attribute(r);
	if (!str_starts(sbuf_text(&s->name), "xmlns:"))
		return true;
	for (size_t i = 0; i < sizeof podcast_names / sizeof *podcast_names; i++) {
		if (str_case_is(sbuf_text(&s->value), podcast_names[i]))
			r->podcast_guid = arena_printf(r->arena, "%s%s:guid",
				r->out->ids_are_iris ? "feed/" : "rss/channel/",
				s->name.data + strlen("xmlns:"));
	}
	return true;
}

static bool keep_item(struct reader *r)
{
	if (r->out->len == PUBLISHED_ITEMS_MAX)
		return fail(r, "has more than 500,000 items");
	*vec_push(r->arena, r->out) = r->item;
	return true;
}

static bool closed(struct reader *r)
{
	int64_t ignored;
	switch (place_of(r)) {
	case ITEM_GUID:
		return take(r, &r->item.guid, &r->scan.text);
	case ITEM_TITLE:
		return take(r, &r->item.title, &r->scan.text);
	case ITEM_LINK:
		return take(r, &r->item.link, &r->scan.text);
	case SHOW_GUID:
		return take(r, &r->out->guid, &r->scan.text);
	case ITEM_DATE:
		return take_date(r, &r->item.date, &r->scan.text);
	case SHOW_DATE:
		return take_date(r, &ignored, &r->scan.text);
	case NOWHERE:
		break;
	}
	if (str_is(sbuf_text(&r->scan.path), "feed/entry/link"))
		take_link(r);
	if (!is_item(sbuf_text(&r->scan.path)))
		return true;
	return keep_item(r);
}

static bool read_all(struct reader *r)
{
	for (;;) {
		bool ok = true;
		switch (scan_next(&r->scan)) {
		case SCAN_OPEN:
			ok = opened(r);
			break;
		case SCAN_ATTRIBUTE:
			ok = attribute(r);
			break;
		case SCAN_CLOSE:
			ok = closed(r);
			break;
		case SCAN_END:
			return true;
		case SCAN_BROKEN:
			return false;
		}
		if (!ok)
			return false;
	}
}

static bool finish(struct reader *r, const char **problem, unsigned *line)
{
	*r->out = (struct published){0};
	bool ok = read_all(r);
	*problem = r->scan.problem;
	*line = r->scan.line;
	scan_close(&r->scan);
	return ok;
}

bool published_scan(struct arena *a, struct str text, struct published *out,
	const char **problem, unsigned *line)
{
	struct reader r = {.arena = a, .out = out};
	scan_open_text(&r.scan, text);
	return finish(&r, problem, line);
}

static size_t give(void *fd, char *buffer, size_t size)
{
	ssize_t n;
	do {
		n = read(*(int *)fd, buffer, size);
	} while (n < 0 && errno == EINTR);
	return n > 0 ? (size_t)n : 0;
}

/* Does the file begin as an object of JSON does? */
static bool is_json(int fd)
{
	char start[64];
	ssize_t n = pread(fd, start, sizeof start, 0);
	struct str text = str_trim((struct str){start, n > 0 ? (size_t)n : 0});
	return str_starts(text, "{");
}

static enum published_result read_file(struct arena *a, int fd, struct published *out,
	const char **problem, unsigned *line)
{
	struct published_source source = {give, &fd};
	if (is_json(fd))
		return published_json(a, &source, out, problem, line)
			       ? PUBLISHED_OK
			       : PUBLISHED_UNREADABLE;
	struct reader r = {.arena = a, .out = out};
	scan_open_file(&r.scan, a, fd);
	return finish(&r, problem, line) ? PUBLISHED_OK : PUBLISHED_UNREADABLE;
}

enum published_result published_read(struct arena *a, const char *path,
	struct published *out, const char **problem, unsigned *line)
{
	struct stat st;
	*line = 0;
	/* O_NONBLOCK: opening a FIFO must not wait for its writer. */
	int fd = open(path, O_RDONLY | O_CLOEXEC | O_NONBLOCK);
	if (fd < 0 && (errno == ENOENT || errno == ENOTDIR))
		return PUBLISHED_ABSENT;
	if (fd < 0) {
		*problem = arena_printf(a, "cannot be opened: %s", strerror(errno));
		return PUBLISHED_UNREADABLE;
	}
	enum published_result result = PUBLISHED_ABSENT;
	if (fstat(fd, &st) == 0 && S_ISREG(st.st_mode))
		result = read_file(a, fd, out, problem, line);
	close(fd);
	return result;
}
