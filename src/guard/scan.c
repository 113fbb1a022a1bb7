/* SPDX-License-Identifier: ISC */
#include "guard/scan.h"

#include <errno.h>
#include <stdlib.h>
#include <unistd.h>
#include <sys/stat.h>
#include "base/utf8.h"

enum { BUFFER_SIZE = 64 * 1024, NAME_MAX_LEN = 256, ENTITY_MAX = 10 };

static const char too_large[] = "is larger than 256 MiB";

static void open_any(struct scan *s, struct arena *a)
{
	*s = (struct scan){.arena = a, .fd = -1, .line = 1};
	sbuf_init(&s->path, SCAN_PATH_MAX);
	sbuf_init(&s->name, NAME_MAX_LEN);
	sbuf_init(&s->value, SCAN_TEXT_MAX);
	sbuf_init(&s->text, SCAN_TEXT_MAX);
}

/* The first problem is the one to tell. */
static bool fail(struct scan *s, const char *problem)
{
	if (!s->problem)
		s->problem = problem;
	return false;
}

/* Does its XML declaration name another encoding than UTF-8, or ASCII, which is some? */
static bool declares_other(struct str start)
{
	size_t end = str_find_char(start, '>', 0), at;
	if (!str_starts(start, "<?xml") || end == STR_NONE)
		return false;
	struct str rest = str_slice(start, 0, end);
	if ((at = str_find(rest, "encoding", 0)) == STR_NONE)
		return false;
	rest = str_slice(rest, at + strlen("encoding"), rest.len);
	while (rest.len && (ascii_is_space(*rest.data) || strchr("='\"", *rest.data)))
		rest = str_slice(rest, 1, rest.len);
	return !str_case_starts(rest, "utf-8") && !str_case_starts(rest, "us-ascii");
}

/* UTF-16 has a mark at its beginning, or half of a character that is NUL. */
static bool is_other(struct str start)
{
	if (start.len < 2)
		return false;
	unsigned char one = (unsigned char)start.data[0],
		      two = (unsigned char)start.data[1];
	return (one == 0xff && two == 0xfe) || (one == 0xfe && two == 0xff) || !one ||
	       !two || declares_other(start);
}

static void begin(struct scan *s, struct str start)
{
	if (s->decode || !is_other(start))
		return;
	s->decode = arena_new(s->arena, struct decode);
	decode_init(s->decode, s->arena);
}

void scan_open_text(struct scan *s, struct arena *a, struct str text)
{
	open_any(s, a);
	begin(s, text);
	if (s->decode) {
		s->rest = text;
		return;
	}
	s->data = text.data;
	s->len = text.len;
}

void scan_open_file(struct scan *s, struct arena *a, int fd)
{
	struct stat st;
	open_any(s, a);
	s->fd = fd;
	if (fstat(fd, &st) == 0 && st.st_size > SCAN_FILE_MAX)
		s->problem = too_large;
	s->buffer = arena_alloc(a, BUFFER_SIZE);
}

void scan_close(struct scan *s)
{
	if (s->decode)
		decode_release(s->decode);
	sbuf_release(&s->path);
	sbuf_release(&s->name);
	sbuf_release(&s->value);
	sbuf_release(&s->text);
}

/* The next of them; empty at the end. */
static bool read_bytes(struct scan *s, struct str *bytes)
{
	size_t most = s->rest.len < BUFFER_SIZE ? s->rest.len : BUFFER_SIZE;
	ssize_t n;
	*bytes = str_slice(s->rest, 0, most);
	s->rest = str_slice(s->rest, most, s->rest.len);
	if (s->fd < 0)
		return true;
	do
		n = read(s->fd, s->buffer, BUFFER_SIZE);
	while (n < 0 && errno == EINTR);
	if (n < 0)
		return fail(s, "cannot be read to its end");
	*bytes = (struct str){s->buffer, (size_t)n};
	if (s->total == 0)
		begin(s, *bytes);
	s->total += n;
	return s->total <= SCAN_FILE_MAX || fail(s, too_large); /* it grows meanwhile */
}

/* Makes bytes the text that is ahead. Of what is decoded, a piece may give nothing yet. */
static bool take_bytes(struct scan *s, struct str bytes)
{
	struct str text = bytes;
	bool good = !s->decode ||
		    (bytes.len ? decode_feed(s->decode, bytes.data, bytes.len, &text)
			       : decode_finish(s->decode, &text));
	s->ended = bytes.len == 0;
	s->at = 0;
	s->data = text.data;
	s->len = text.len;
	return good || fail(s, s->decode->problem);
}

static bool refill(struct scan *s)
{
	struct str bytes;
	if (s->fd < 0 && !s->decode)
		return false;
	do {
		if (s->ended || !read_bytes(s, &bytes) || !take_bytes(s, bytes))
			return false;
	} while (s->len == 0);
	return true;
}

/* The next byte, or -1 at the end and after a failure. */
static int next(struct scan *s)
{
	if (s->problem || (s->at == s->len && !refill(s)))
		return -1;
	char c = s->data[s->at++];
	s->line += c == '\n';
	return (unsigned char)c;
}

/* Gives the byte that next just returned back. */
static void back(struct scan *s)
{
	s->at--;
	s->line -= s->data[s->at] == '\n';
}

static int next_solid(struct scan *s)
{
	int c;
	do
		c = next(s);
	while (c >= 0 && ascii_is_space((char)c));
	return c;
}

static bool put(struct scan *s, struct sbuf *b, const char *data, size_t len)
{
	sbuf_add(b, data, len);
	sbuf_need_memory(b, s->arena);
	return !b->failed ||
	       fail(s, "has a name, an id, a title or an address without end");
}

/* Passes over everything up to and with end (of two or three bytes); what comes before
   it is added to into, if that is not NULL. */
static bool pass(struct scan *s, const char *end, struct sbuf *into)
{
	size_t n = strlen(end);
	uint32_t mask = n == 3 ? 0xffffff : 0xffff, want = 0, last = 0;
	for (size_t i = 0; i < n; i++)
		want = want << 8 | (unsigned char)end[i];
	for (int c; (c = next(s)) >= 0;) {
		char byte = (char)c;
		if (into && !put(s, into, &byte, 1))
			return false;
		last = (last << 8 | (uint32_t)c) & mask;
		if (last != want)
			continue;
		if (into)
			sbuf_cut(into, into->len - n);
		return true;
	}
	return fail(s, "ends in the middle");
}

static bool expect(struct scan *s, const char *literal)
{
	for (; *literal; literal++) {
		if (next(s) != *literal)
			return fail(s, "is not well-formed");
	}
	return true;
}

static bool is_name_byte(int c)
{
	return c > ' ' && !strchr("<>&\"'=/", c);
}

static bool take_name(struct scan *s)
{
	sbuf_reset(&s->name);
	for (int c; (c = next(s)) >= 0;) {
		char byte = (char)c;
		if (!is_name_byte(c)) {
			back(s);
			break;
		}
		if (!put(s, &s->name, &byte, 1))
			return false;
	}
	return s->name.len > 0 || fail(s, "is not well-formed");
}

/* The code point that name (between '&' and ';') stands for; 0: none. */
static uint32_t entity(const char *name)
{
	static const struct {
		const char *name;
		uint32_t cp;
	} named[] = {
		{"amp", '&'}, {"lt", '<'}, {"gt", '>'}, {"quot", '"'}, {"apos", '\''}};
	if (*name != '#') {
		for (size_t i = 0; i < sizeof named / sizeof *named; i++) {
			if (strcmp(name, named[i].name) == 0)
				return named[i].cp;
		}
		return 0;
	}
	bool hex = name[1] == 'x';
	const char *digits = name + (hex ? 2 : 1);
	size_t n = strspn(digits, hex ? "0123456789abcdefABCDEF" : "0123456789");
	if (n == 0 || n > 7 || digits[n])
		return 0;
	uint32_t cp = (uint32_t)strtoul(digits, NULL, hex ? 16 : 10);
	return utf8_is_xml_char(cp) ? cp : 0;
}

/* Behind an '&'. */
static bool take_entity(struct scan *s, struct sbuf *into)
{
	char name[ENTITY_MAX + 1] = "";
	size_t n = 0;
	int c;
	while ((c = next(s)) >= 0 && c != ';' && n < ENTITY_MAX)
		name[n++] = (char)c;
	uint32_t cp = c == ';' ? entity(name) : 0;
	if (!cp)
		return fail(s, "has an & that is no known entity");
	char bytes[4];
	return put(s, into, bytes, utf8_encode(cp, bytes));
}

/* One byte of text, or the entity that it begins. */
static bool take_character(struct scan *s, int c, struct sbuf *into)
{
	char byte = (char)c;
	return c == '&' ? take_entity(s, into) : put(s, into, &byte, 1);
}

static bool take_attribute(struct scan *s)
{
	if (!take_name(s))
		return false;
	if (next_solid(s) != '=')
		return fail(s, "is not well-formed");
	int quote = next_solid(s);
	if (quote != '"' && quote != '\'')
		return fail(s, "is not well-formed");
	sbuf_reset(&s->value);
	for (int c; (c = next(s)) >= 0 && c != '<';) {
		if (c == quote)
			return true;
		if (!take_character(s, c, &s->value))
			return false;
	}
	return fail(s, "is not well-formed");
}

/* Between the name of a start tag and its '>'. *event is set unless it ended. */
static bool in_tag(struct scan *s, enum scan_event *event)
{
	int c = next_solid(s);
	if (c == '>') {
		s->state = SCAN_IN_CONTENT;
		return true;
	}
	if (c == '/') {
		s->state = SCAN_AT_CLOSE;
		*event = SCAN_CLOSE;
		return expect(s, ">");
	}
	if (c < 0)
		return fail(s, "ends in the middle");
	back(s);
	*event = SCAN_ATTRIBUTE;
	return take_attribute(s);
}

static bool open_element(struct scan *s, enum scan_event *event)
{
	if (s->path.len == 0 && s->had_root)
		return fail(s, "goes on after its end");
	if (!take_name(s))
		return false;
	if (s->path.len > 0 && !put(s, &s->path, "/", 1))
		return false;
	s->had_root = true;
	s->keep_text = false;
	sbuf_reset(&s->text);
	s->state = SCAN_IN_TAG;
	*event = SCAN_OPEN;
	return put(s, &s->path, s->name.data, s->name.len);
}

/* Where the last name in the path begins. */
static size_t last_name(const struct scan *s)
{
	size_t at = s->path.len;
	while (at > 0 && s->path.data[at - 1] != '/')
		at--;
	return at;
}

static bool close_element(struct scan *s, enum scan_event *event)
{
	if (!take_name(s))
		return false;
	struct str open = str_slice(sbuf_text(&s->path), last_name(s), s->path.len);
	if (!str_eq(open, sbuf_text(&s->name)))
		return fail(s, "has tags that do not nest");
	s->state = SCAN_AT_CLOSE;
	*event = SCAN_CLOSE;
	return next_solid(s) == '>' || fail(s, "is not well-formed");
}

/* The element whose SCAN_CLOSE was told is gone. */
static void leave(struct scan *s)
{
	size_t at = last_name(s);
	sbuf_cut(&s->path, at > 0 ? at - 1 : 0);
	sbuf_reset(&s->text);
	s->keep_text = false;
	s->state = SCAN_IN_CONTENT;
}

/* A declaration is passed over; one with a DTD in it could define entities. */
static bool pass_doctype(struct scan *s)
{
	for (int c; (c = next(s)) >= 0;) {
		if (c == '>')
			return true;
		if (c == '[')
			return fail(s, "has a DTD");
	}
	return fail(s, "ends in the middle");
}

/* Behind "<!". */
static bool declaration(struct scan *s)
{
	int c = next(s);
	if (c == '-')
		return expect(s, "-") && pass(s, "-->", NULL);
	if (c == '[')
		return expect(s, "CDATA[") &&
		       pass(s, "]]>", s->keep_text ? &s->text : NULL);
	return pass_doctype(s);
}

/* Behind a '<'. *event is set if this is a tag. */
static bool markup(struct scan *s, enum scan_event *event)
{
	int c = next(s);
	if (c == '?')
		return pass(s, "?>", NULL);
	if (c == '!')
		return declaration(s);
	if (c == '/')
		return close_element(s, event);
	if (c >= 0)
		back(s);
	return open_element(s, event);
}

/* Goes over what is in the buffer of a text that nobody keeps: most of a feed is notes. */
static void pass_text(struct scan *s)
{
	struct str ahead = {s->data + s->at, s->len - s->at};
	size_t end = str_find_char(ahead, '<', 0);
	struct str text = str_slice(ahead, 0, end == STR_NONE ? ahead.len : end);
	for (size_t lf = 0; (lf = str_find_char(text, '\n', lf)) != STR_NONE; lf++)
		s->line++;
	s->at += text.len;
}

static bool in_content(struct scan *s, enum scan_event *event)
{
	if (!s->keep_text && s->at < s->len)
		pass_text(s);
	int c = next(s);
	if (c == '<')
		return markup(s, event);
	if (c >= 0)
		return !s->keep_text || take_character(s, c, &s->text);
	if (s->path.len > 0 || !s->had_root)
		return fail(s, s->had_root ? "ends in the middle" : "is no XML");
	*event = SCAN_END;
	return true;
}

enum scan_event scan_next(struct scan *s)
{
	enum scan_event event = SCAN_BROKEN;
	if (s->state == SCAN_AT_CLOSE)
		leave(s);
	while (!s->problem && event == SCAN_BROKEN) {
		if (s->state == SCAN_IN_TAG)
			in_tag(s, &event);
		else
			in_content(s, &event);
	}
	return s->problem ? SCAN_BROKEN : event;
}
