/* SPDX-License-Identifier: ISC */
#include "probe/chapters.h"

#include "base/jsonout.h"
#include "base/jsonread.h"
#include "base/str.h"
#include "base/url.h"
#include "base/utf8.h"
#include "base/vec.h"
#include "probe/embedded.h"

const char *chapters_pack(struct arena *a, const struct fg_chapters *chapters)
{
	struct sbuf out;
	if (chapters->len == 0)
		return NULL;
	sbuf_init(&out, CHAPTERS_TEXT_MAX);
	jsonout_list(&out, NULL);
	for (size_t i = 0; i < chapters->len; i++) {
		const struct fg_chapter *c = &chapters->data[i];
		jsonout_open(&out, NULL);
		jsonout_number(&out, "start", (uint64_t)c->start_ms);
		jsonout_text(&out, "title", c->title);
		if (c->href)
			jsonout_text(&out, "href", c->href);
		jsonout_close(&out);
	}
	jsonout_end(&out);
	sbuf_need_memory(&out, a);
	const char *text = out.failed ? NULL : arena_strdup(a, out.data);
	sbuf_release(&out);
	return text;
}

/* A member of the chapter that is being read. False: there is no such value. */
static bool take(struct arena *a, const struct jsonread *r, enum json_event event,
	struct fg_chapter *c)
{
	struct str text = sbuf_text(&r->text);
	long long start;
	if (event == JSON_NUMBER && str_is(sbuf_text(&r->name), "start")) {
		bool good = str_to_int(text, &start) && start >= 0;
		c->start_ms = good ? start : 0;
		return good;
	}
	if (event != JSON_STRING || text.len == 0 || utf8_clean_len(text) != text.len)
		return false;
	const char *copy = arena_strndup(a, text.data, text.len);
	if (str_is(sbuf_text(&r->name), "title"))
		c->title = copy;
	else if (str_is(sbuf_text(&r->name), "href") && url_is_web(copy))
		c->href = copy;
	else
		return false;
	return true;
}

/* Appends the chapters of r; false: it has something else. */
static bool take_all(struct arena *a, struct jsonread *r, struct fg_chapters *chapters)
{
	struct fg_chapter c = {0};
	for (enum json_event e; (e = jsonread_next(r)) != JSON_END;) {
		if (e == JSON_OBJECT && r->depth == 1)
			c = (struct fg_chapter){0};
		else if (e == JSON_CLOSE && r->depth == 1 && c.title &&
			 chapters->len < CHAPTERS_MOST)
			*vec_push(a, chapters) = c;
		else if (r->depth < 2 ? e != JSON_CLOSE && e != JSON_ARRAY
				      : !take(a, r, e, &c))
			return false;
	}
	return true;
}

struct fg_chapters chapters_unpack(struct arena *a, const char *text)
{
	struct fg_chapters chapters = {0};
	struct jsonread r;
	if (!text)
		return chapters;
	jsonread_open_text(&r, a, str_of(text));
	bool good = take_all(a, &r, &chapters);
	jsonread_close(&r);
	return good ? chapters : (struct fg_chapters){0};
}
