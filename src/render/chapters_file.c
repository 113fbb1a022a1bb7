/* SPDX-License-Identifier: ISC */
#include "render/chapters_file.h"

#include "base/arena.h"
#include "base/jsonread.h"
#include "base/sbuf.h"
#include "base/timecode.h"
#include "base/url.h"
#include "base/utf8.h"
#include "base/vec.h"

/* ---- JSON (podcast namespace, jsonChapters.md) ---- */

struct json {
	struct foreign *f;
	struct fg_chapters *out;
	struct jsonread r;
	struct fg_chapter chapter;
	bool wrong; /* its time cannot be read, which is told */
};

static bool is_named(const struct json *j, const char *name)
{
	return str_is(sbuf_text(&j->r.name), name);
}

static void skip(struct json *j, const char *message)
{
	foreign_skip(j->f, j->r.line, j->r.column, message);
}

static void take_time(struct json *j, int64_t *ms)
{
	if (timecode_parse(sbuf_text(&j->r.text), ms))
		return;
	skip(j, "this is no number of seconds; the chapter is left out");
	j->wrong = true;
}

/* What is no text of a feed is left out of the chapter. */
static void take_text(struct json *j, const char **member, bool address)
{
	struct str text = str_trim(sbuf_text(&j->r.text));
	const char *copy = arena_strndup(j->f->run->arena, text.data, text.len);
	if (utf8_clean_len(text) < text.len)
		skip(j, "this text has characters that no feed can have; it is left out");
	else if (address && *copy && !url_is_web(copy))
		skip(j, "this is no web address; it is left out");
	else
		*member = *copy ? copy : NULL;
}

static void take_member(struct json *j, enum json_event e)
{
	struct fg_chapter *c = &j->chapter;
	bool text = e == JSON_STRING;
	if (is_named(j, "startTime") && (text || e == JSON_NUMBER))
		take_time(j, &c->start_ms);
	else if (is_named(j, "endTime") && (text || e == JSON_NUMBER))
		take_time(j, &c->end_ms);
	else if (is_named(j, "toc") && e == JSON_FALSE)
		c->hidden = true;
	else if (is_named(j, "title") && text)
		take_text(j, &c->title, false);
	else if (is_named(j, "url") && text)
		take_text(j, &c->href, true);
	else if (is_named(j, "img") && text)
		take_text(j, &c->img, true);
}

static void take_location(struct json *j)
{
	struct fg_chapter *c = &j->chapter;
	if (is_named(j, "name"))
		take_text(j, &c->place, false);
	else if (is_named(j, "geo"))
		take_text(j, &c->geo, false);
	else if (is_named(j, "osm"))
		take_text(j, &c->osm, false);
}

static void end_chapter(struct json *j)
{
	if (j->chapter.start_ms >= 0 && !j->wrong)
		*vec_push(j->f->run->arena, j->out) = j->chapter;
	else if (!j->wrong)
		foreign_skip(j->f, j->chapter.at.line, j->chapter.at.column,
			"a chapter without a startTime is left out");
}

static void take_event(struct json *j, enum json_event e)
{
	struct str path = sbuf_text(&j->r.path);
	if (!str_starts(path, "chapters["))
		return;
	if (e == JSON_OBJECT && j->r.depth == 2) {
		j->chapter = (struct fg_chapter){
			.start_ms = -1, .at = fg_written_at(j->r.line, j->r.column)};
		j->wrong = false;
	} else if (e == JSON_CLOSE && j->r.depth == 2) {
		end_chapter(j);
	} else if (j->r.depth == 3) {
		take_member(j, e);
	} else if (j->r.depth == 4 && e == JSON_STRING &&
		   str_find(path, "].location.", 0) != STR_NONE) {
		take_location(j);
	}
}

static bool read_json(struct foreign *f, struct fg_chapters *out)
{
	struct json j = {.f = f, .out = out};
	enum json_event e;
	bool good = true;
	jsonread_open_text(&j.r, f->run->arena, f->text);
	while (out->len < FOREIGN_PARTS_MAX && (e = jsonread_next(&j.r)) != JSON_END) {
		if (e == JSON_BROKEN) {
			good = foreign_fail(f, j.r.line, j.r.column, j.r.problem.data);
			break;
		}
		take_event(&j, e);
	}
	jsonread_close(&j.r);
	return good;
}

/* ---- lines of time and title ---- */

/* "00:01:02.500 Title <https://example.org/>" */
static bool read_line(
	struct foreign *f, struct str line, unsigned n, struct fg_chapter *c)
{
	struct arena *a = f->run->arena;
	struct str text = str_trim(line);
	size_t end = str_until(text, " \t", 0);
	*c = (struct fg_chapter){.at = fg_written_at(n, 1)};
	if (!timecode_parse(str_slice(text, 0, end), &c->start_ms)) {
		foreign_skip(f, n, foreign_column(line, text.data),
			"this line does not begin with a time; it is left out");
		return false;
	}
	struct str title = str_trim(str_slice(text, end, text.len));
	size_t open = title.len;
	while (open > 0 && title.data[open - 1] != '<')
		open--;
	if (str_ends(title, ">") && open > 0) {
		struct str url = str_slice(title, open, title.len - 1);
		const char *href = arena_strndup(a, url.data, url.len);
		if (url_is_web(href)) {
			c->href = href;
			title = str_trim(str_slice(title, 0, open - 1));
		}
	}
	c->title = title.len ? arena_strndup(a, title.data, title.len) : NULL;
	return true;
}

static bool read_lines(struct foreign *f, struct fg_chapters *out)
{
	struct str rest = f->text, line;
	struct fg_chapter c;
	for (unsigned n = 1; out->len < FOREIGN_PARTS_MAX && str_line(&rest, &line);
		n++) {
		if (str_trim(line).len && read_line(f, line, n, &c))
			*vec_push(f->run->arena, out) = c;
	}
	return true;
}

/* ---- ffmetadata (ffmpeg-formats, "Metadata") ---- */

enum { BASE_MOST = 1000000000 };
static const long long STAMP_MOST = 1000000000000LL;

struct stamp {
	long long num, den;   /* of its time base */
	long long start, end; /* -1: not said */
	unsigned line;
	bool open; /* a [CHAPTER] is at hand */
	const char *title;
};

/* "=", ";", "#", "\" and the end of a line have a backslash before them. */
static const char *unescaped(struct arena *a, struct str text)
{
	char *copy = arena_text(a, text.len);
	size_t len = 0;
	for (size_t i = 0; i < text.len; i++) {
		if (text.data[i] == '\\' && i + 1 < text.len)
			i++;
		copy[len++] = text.data[i];
	}
	copy[len] = '\0';
	struct str t = str_trim((struct str){copy, len});
	return t.len ? arena_strndup(a, t.data, t.len) : NULL;
}

static void end_stamp(struct foreign *f, struct stamp *s, struct fg_chapters *out)
{
	if (!s->open)
		return;
	s->open = false;
	bool good = s->start >= 0 && s->start <= STAMP_MOST && s->num > 0 && s->den > 0 &&
		    s->num <= 1000 && s->den <= BASE_MOST;
	int64_t ms = good ? s->start * s->num * 1000 / s->den : -1;
	if (!good || ms > TIMECODE_MAX) {
		foreign_skip(f, s->line, 1, "a chapter without a START is left out");
		return;
	}
	bool ends = s->end > s->start && s->end <= STAMP_MOST;
	*vec_push(f->run->arena, out) = (struct fg_chapter){.start_ms = ms,
		.end_ms = ends ? s->end * s->num * 1000 / s->den : 0,
		.title = s->title,
		.at = fg_written_at(s->line, 1)};
}

static void take_pair(struct foreign *f, struct stamp *s, struct str line)
{
	struct str value = line, name;
	str_cut(&value, '=', &name);
	if (!value.data)
		return;
	long long *number = str_case_is(name, "START") ? &s->start
			    : str_case_is(name, "END") ? &s->end
						       : NULL;
	if (number && !str_to_int(str_trim(value), number))
		*number = -1;
	if (str_case_is(name, "TIMEBASE")) {
		struct str num;
		str_cut(&value, '/', &num);
		if (!value.data || !str_to_int(str_trim(num), &s->num) ||
			!str_to_int(str_trim(value), &s->den))
			s->den = 0;
	} else if (str_case_is(name, "title")) {
		s->title = unescaped(f->run->arena, value);
	}
}

static bool read_ffmetadata(struct foreign *f, struct fg_chapters *out)
{
	struct str rest = f->text, line;
	struct stamp s = {0};
	for (unsigned n = 1; out->len < FOREIGN_PARTS_MAX && str_line(&rest, &line);
		n++) {
		line = str_trim(line);
		if (line.len == 0 || line.data[0] == ';' || line.data[0] == '#')
			continue;
		if (line.data[0] == '[') {
			end_stamp(f, &s, out);
			/* Without a time base START counts nanoseconds. */
			s = (struct stamp){.num = 1,
				.den = BASE_MOST,
				.start = -1,
				.end = -1,
				.line = n,
				.open = str_case_is(line, "[CHAPTER]")};
		} else if (s.open) {
			take_pair(f, &s, line);
		}
	}
	end_stamp(f, &s, out);
	return true;
}

bool chapters_file_read(struct foreign *f, struct fg_chapters *out)
{
	struct str text = str_trim(f->text);
	bool good = str_starts(text, ";FFMETADATA") ? read_ffmetadata(f, out)
		    : str_starts(text, "{")         ? read_json(f, out)
						    : read_lines(f, out);
	if (good && out->len == 0)
		return foreign_fail(f, 0, 0, "there is no chapter in this file");
	return good;
}
