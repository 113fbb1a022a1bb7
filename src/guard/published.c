/* SPDX-License-Identifier: ISC */
#include "guard/published.h"

#include <errno.h>
#include <fcntl.h>
#include <string.h>
#include <unistd.h>
#include <sys/stat.h>
#include "base/url.h"
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
	struct published feed;
	struct published_item item; /* the one being read */
	int64_t updated, changed;   /* dates of that, and of the feed */
	const char *podcast_guid;   /* path of podcast:guid with the feed's own prefix */
	struct published_item link; /* of Atom, being read: its href is url */
	const char *rel;            /* of that */
	struct {
		struct base {
			size_t path_len; /* of the element that has it */
			const char *url;
		} * data;
		size_t len, cap;
	} bases;         /* xml:base of the open elements */
	size_t resolved; /* bytes of addresses that were made absolute */
};

/* A text or a date that is taken, from which element, to where in the reader. */
struct wanted {
	const char *path;
	size_t to;
	bool is_date;
};
#define TEXT(path, member)                                                               \
	{                                                                                \
		path, offsetof(struct reader, member), false                             \
	}
#define DATE(path, member)                                                               \
	{                                                                                \
		path, offsetof(struct reader, member), true                              \
	}

static const struct wanted *wanted_here(const struct reader *r)
{
	static const struct wanted rows[] = {
		TEXT("rss/channel/item/guid", item.guid),
		TEXT("rss/channel/item/title", item.title),
		TEXT("rss/channel/item/link", item.link),
		DATE("rss/channel/item/pubDate", item.date),
		TEXT("rss/channel/title", feed.title),
		DATE("rss/channel/lastBuildDate", changed),
		DATE("rss/channel/pubDate", changed),
		TEXT("feed/entry/id", item.guid),
		TEXT("feed/entry/title", item.title),
		DATE("feed/entry/published", item.date),
		DATE("feed/entry/updated", updated),
		TEXT("feed/title", feed.title),
		DATE("feed/updated", changed),
	};
	static const struct wanted podcast_guid = TEXT(NULL, feed.guid);
	struct str path = sbuf_text(&r->scan.path);
	for (size_t i = 0; i < sizeof rows / sizeof *rows; i++) {
		if (str_is(path, rows[i].path))
			return &rows[i];
	}
	bool is_guid = r->podcast_guid && str_is(path, r->podcast_guid);
	return is_guid ? &podcast_guid : NULL;
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

/* ---- addresses, by xml:base and the feed's own, as import takes them ---- */

static const char *base_here(const struct reader *r)
{
	return r->bases.len ? r->bases.data[r->bases.len - 1].url : r->feed.address;
}

/* A short word each, and a long base for all: that must not fill memory. */
static bool may_resolve(struct reader *r, const char *url)
{
	r->resolved += url ? strlen(url) : 0;
	return r->resolved <= SCAN_FILE_MAX || fail(r, "has addresses without end");
}

static bool open_base(struct reader *r)
{
	const char *own = NULL;
	if (!take(r, &own, &r->scan.value))
		return false;
	const char *url = url_base(r->arena, base_here(r), own);
	*vec_push(r->arena, &r->bases) = (struct base){r->scan.path.len, url};
	return may_resolve(r, url);
}

static void close_base(struct reader *r)
{
	while (r->bases.len &&
		r->bases.data[r->bases.len - 1].path_len >= r->scan.path.len)
		r->bases.len--;
}

/* What was taken last, by the element that closes. */
static bool complete(struct reader *r, const char **url)
{
	const char *base = *url ? base_here(r) : NULL;
	if (!base || url_has_scheme(*url))
		return true;
	*url = url_complete(r->arena, base, *url);
	return may_resolve(r, *url);
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
	if (t > r->feed.newest)
		r->feed.newest = t;
	*to = t;
	return true;
}

static bool is_item(struct str path)
{
	return str_is(path, "rss/channel/item") || str_is(path, "feed/entry");
}

/* A link of the feed itself; in RSS, whatever Atom's prefix is there. */
static bool is_feed_link(struct str path)
{
	static const char channel[] = "rss/channel/";
	if (str_is(path, "feed/link"))
		return true;
	if (!str_starts(path, channel))
		return false;
	struct str name = str_slice(path, strlen(channel), path.len);
	return str_ends(name, ":link") && str_find_char(name, '/', 0) == STR_NONE;
}

static bool opened(struct reader *r)
{
	struct str path = sbuf_text(&r->scan.path);
	bool is_root = str_find_char(path, '/', 0) == STR_NONE;
	if (is_root && !str_is(path, "rss") && !str_is(path, "feed"))
		return fail(r, "is neither RSS nor Atom nor JSON Feed");
	if (is_root)
		r->feed.ids_are_iris = str_is(path, "feed");
	if (is_item(path)) {
		r->item = (struct published_item){.line = r->scan.line};
		r->updated = 0;
	}
	if (str_is(path, "feed/entry/link") || is_feed_link(path)) {
		r->link = (struct published_item){0};
		r->rel = NULL;
	}
	r->scan.keep_text = wanted_here(r) != NULL;
	return true;
}

/* RSS and Atom name the enclosure's attributes alike but for the first. */
static bool enclosure_attribute(
	struct reader *r, struct published_item *to, const char *address)
{
	const struct scan *s = &r->scan;
	struct str name = sbuf_text(&s->name);
	if (str_is(name, address))
		return take(r, &to->url, &s->value);
	if (str_is(name, "type"))
		return take(r, &to->type, &s->value);
	return !str_is(name, "length") || take(r, &to->length, &s->value);
}

/* RFC 4287, 4.2.7.2: a link without rel is an alternate one. */
static bool take_link(struct reader *r)
{
	const char *rel = r->rel ? r->rel : "alternate";
	if (!complete(r, &r->link.url))
		return false;
	if (strcmp(rel, "alternate") == 0 && !r->item.link)
		r->item.link = r->link.url;
	if (strcmp(rel, "enclosure") != 0 || r->item.url)
		return true;
	r->item.url = r->link.url;
	r->item.type = r->link.type;
	r->item.length = r->link.length;
	return true;
}

static bool take_older(struct reader *r)
{
	if (!r->rel || strcmp(r->rel, "prev-archive") != 0)
		return true;
	r->feed.older = r->link.url;
	return complete(r, &r->feed.older);
}

static bool attribute(struct reader *r)
{
	struct scan *s = &r->scan;
	struct str path = sbuf_text(&s->path);
	if (str_is(sbuf_text(&s->name), "xml:base"))
		return open_base(r);
	if (str_is(path, "rss/channel/item/enclosure"))
		return enclosure_attribute(r, &r->item, "url");
	if (str_is(path, "feed/entry/link") || is_feed_link(path))
		return str_is(sbuf_text(&s->name), "rel")
			       ? take(r, &r->rel, &s->value)
			       : enclosure_attribute(r, &r->link, "href");
	if (!str_starts(sbuf_text(&s->name), "xmlns:"))
		return true;
	for (size_t i = 0; i < sizeof podcast_names / sizeof *podcast_names; i++) {
		if (str_case_is(sbuf_text(&s->value), podcast_names[i]))
			r->podcast_guid = arena_printf(r->arena, "%s%s:guid",
				r->feed.ids_are_iris ? "feed/" : "rss/channel/",
				s->name.data + strlen("xmlns:"));
	}
	return true;
}

static bool keep_item(struct reader *r)
{
	if (r->feed.len == PUBLISHED_ITEMS_MAX)
		return fail(r, "has more than 500,000 items");
	if (!r->item.date)
		r->item.date = r->updated;
	*vec_push(r->arena, &r->feed) = r->item;
	return true;
}

static bool take_text(struct reader *r, const struct wanted *wanted)
{
	void *to = (char *)r + wanted->to;
	if (wanted->is_date)
		return take_date(r, to, &r->scan.text);
	return take(r, to, &r->scan.text) &&
	       (to != &r->item.link || complete(r, &r->item.link));
}

static bool take_element(struct reader *r)
{
	struct str path = sbuf_text(&r->scan.path);
	const struct wanted *wanted = wanted_here(r);
	if (wanted)
		return take_text(r, wanted);
	if (str_is(path, "feed/entry/link"))
		return take_link(r);
	if (str_is(path, "rss/channel/item/enclosure"))
		return complete(r, &r->item.url);
	if (is_feed_link(path))
		return take_older(r);
	return !is_item(path) || keep_item(r);
}

static bool closed(struct reader *r)
{
	bool good = take_element(r);
	close_base(r);
	return good;
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

static bool finish(
	struct reader *r, struct published *out, const char **problem, unsigned *line)
{
	bool ok = read_all(r);
	*out = r->feed;
	*problem = r->scan.problem;
	*line = r->scan.line;
	scan_close(&r->scan);
	return ok;
}

bool published_scan(struct arena *a, struct str text, struct published *out,
	const char **problem, unsigned *line)
{
	struct reader r = {.arena = a, .feed.address = out->address};
	scan_open_text(&r.scan, a, text);
	return finish(&r, out, problem, line);
}

static size_t give(void *fd, char *buffer, size_t size)
{
	ssize_t n;
	do {
		n = read(*(int *)fd, buffer, size);
	} while (n < 0 && errno == EINTR);
	return n > 0 ? (size_t)n : 0;
}

/* Does it begin as an object of JSON does? */
static bool is_json(struct str start)
{
	return str_starts(str_trim(start), "{");
}

static bool read_file(struct arena *a, int fd, struct published *out,
	const char **problem, unsigned *line)
{
	char start[64];
	ssize_t n = pread(fd, start, sizeof start, 0);
	if (is_json((struct str){start, n > 0 ? (size_t)n : 0})) {
		struct published_source source = {give, &fd};
		return published_json(a, &source, out, problem, line);
	}
	struct reader r = {.arena = a, .feed.address = out->address};
	scan_open_file(&r.scan, a, fd);
	return finish(&r, out, problem, line);
}

static size_t give_text(void *text, char *buffer, size_t size)
{
	struct str *rest = text;
	size_t n = rest->len < size ? rest->len : size;
	if (n)
		memcpy(buffer, rest->data, n);
	*rest = str_slice(*rest, n, rest->len);
	return n;
}

bool published_text(struct arena *a, struct str text, struct published *out,
	const char **problem, unsigned *line)
{
	if (!is_json(text))
		return published_scan(a, text, out, problem, line);
	struct published_source source = {give_text, &text};
	return published_json(a, &source, out, problem, line);
}

/* What comes through a pipe cannot be looked at before it is read. */
static bool read_pipe(struct arena *a, int fd, struct published *out,
	const char **problem, unsigned *line)
{
	char buffer[64 * 1024];
	struct sbuf all;
	size_t n;
	sbuf_init(&all, SCAN_FILE_MAX);
	while ((n = give(&fd, buffer, sizeof buffer)) > 0 && !all.failed)
		sbuf_add(&all, buffer, n);
	sbuf_need_memory(&all, a);
	bool ok = !all.failed && published_text(a, sbuf_text(&all), out, problem, line);
	if (all.failed)
		*problem = "is larger than 256 MiB";
	sbuf_release(&all);
	return ok;
}

bool published_fd(struct arena *a, int fd, struct published *out, const char **problem,
	unsigned *line)
{
	struct stat st;
	*line = 0;
	if (fstat(fd, &st) == 0 && S_ISREG(st.st_mode))
		return read_file(a, fd, out, problem, line);
	return read_pipe(a, fd, out, problem, line);
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
		return PUBLISHED_CLOSED;
	}
	enum published_result result = PUBLISHED_ABSENT;
	if (fstat(fd, &st) == 0 && S_ISREG(st.st_mode))
		result = read_file(a, fd, out, problem, line) ? PUBLISHED_OK
							      : PUBLISHED_UNREADABLE;
	close(fd);
	return result;
}
