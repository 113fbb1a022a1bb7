/* SPDX-License-Identifier: ISC */
#include "base/jsonread_scan.h"

#include "base/vec.h"

enum {
	HEADS = 4096, /* a power of two */
	NONE = UINT32_MAX,
	PATH_BYTES_MAX = JSON_DEPTH_MAX * (JSON_NAME_MAX + 24)
};

/* An open object or array. */
struct json_level {
	bool object;
	uint64_t count;  /* values so far */
	size_t path_len; /* of its own path */
	size_t names;    /* how many names were known when it opened */
	size_t name_text;
	unsigned line;
};

/* A name in an open object. Those of one hash are chained, the newest first: an object that
   closes takes its own off again in reverse order. */
struct json_name {
	uint32_t hash, next;
	size_t text, len;
	unsigned level, line;
};

/* ---- names ---- */

static uint32_t hash_of(struct str s)
{
	uint32_t h = 2166136261u;
	for (size_t i = 0; i < s.len; i++)
		h = (h ^ (unsigned char)s.data[i]) * 16777619u;
	return h;
}

static const struct json_name *known_name(const struct jsonread *r, uint32_t hash)
{
	for (uint32_t i = r->heads[hash & (HEADS - 1)]; i != NONE;
		i = r->names.data[i].next) {
		const struct json_name *n = &r->names.data[i];
		if (n->level != r->depth)
			return NULL;
		struct str text = {r->name_text.data + n->text, n->len};
		if (n->hash == hash && str_eq(text, sbuf_text(&r->name)))
			return n;
	}
	return NULL;
}

static bool learn_name(struct jsonread *r)
{
	uint32_t hash = hash_of(sbuf_text(&r->name)),
		 *head = &r->heads[hash & (HEADS - 1)];
	const struct json_name *first = known_name(r, hash);
	r->twice = first != NULL;
	if (first) {
		r->first_line = first->line;
		return true;
	}
	if (r->names.len >= JSON_NAMES_MAX)
		return jsonscan_fail(
			r, "the open objects have more than %d members", JSON_NAMES_MAX);
	struct json_name *n = vec_push(r->arena, &r->names);
	*n = (struct json_name){.hash = hash,
		.next = *head,
		.text = r->name_text.len,
		.len = r->name.len,
		.level = r->depth,
		.line = r->name_line};
	*head = (uint32_t)(r->names.len - 1);
	sbuf_slice(&r->name_text, sbuf_text(&r->name));
	return true;
}

static void forget_names(struct jsonread *r, const struct json_level *level)
{
	while (r->names.len > level->names) {
		const struct json_name *n = &r->names.data[--r->names.len];
		r->heads[n->hash & (HEADS - 1)] = n->next;
	}
	sbuf_cut(&r->name_text, level->name_text);
}

/* ---- values ---- */

static enum json_event open_level(struct jsonread *r, bool object)
{
	jsonscan_mark(r);
	jsonscan_skip(r);
	if (r->depth == JSON_DEPTH_MAX) {
		jsonscan_fail(r, "objects and arrays are nested more than %d deep",
			JSON_DEPTH_MAX);
		return JSON_BROKEN;
	}
	r->levels[r->depth] = (struct json_level){.object = object,
		.path_len = r->path.len,
		.names = r->names.len,
		.name_text = r->name_text.len,
		.line = r->line};
	return object ? JSON_OBJECT : JSON_ARRAY;
}

static enum json_event close_level(struct jsonread *r)
{
	const struct json_level *level = &r->levels[--r->depth];
	jsonscan_mark(r);
	jsonscan_skip(r);
	forget_names(r, level);
	sbuf_cut(&r->path, level->path_len);
	sbuf_reset(&r->name);
	return JSON_CLOSE;
}

static enum json_event value(struct jsonread *r)
{
	enum json_event event = JSON_STRING;
	bool ok;
	int c = jsonscan_peek(r);
	sbuf_reset(&r->text);
	if (c == '{' || c == '[')
		return open_level(r, c == '{');
	if (c == '"') {
		ok = jsonscan_string(r, &r->text);
	} else if ((c >= '0' && c <= '9') || c == '-' || c == '+' || c == '.') {
		event = JSON_NUMBER;
		ok = jsonscan_number(r);
	} else if (c > 0 && ascii_is_alpha((char)c)) {
		ok = jsonscan_word(r, &event);
	} else {
		ok = jsonscan_fail_char(r, "a value");
	}
	return ok ? event : JSON_BROKEN;
}

/* "name" : */
static bool member_name(struct jsonread *r)
{
	if (jsonscan_peek(r) != '"')
		return jsonscan_fail_char(r, "a name in \"\"");
	if (!jsonscan_string(r, &r->name))
		return false;
	r->name_line = r->line;
	r->name_column = r->column;
	if (!learn_name(r))
		return false;
	jsonscan_skip_space(r);
	if (jsonscan_peek(r) != ':')
		return jsonscan_fail_char(r, "the “:” behind a name");
	jsonscan_skip(r);
	jsonscan_skip_space(r);
	return true;
}

/* Comes to the next value of the innermost container: over the comma and the name. */
static bool approach(struct jsonread *r, struct json_level *level, int closer)
{
	if (level->count > 0) {
		if (jsonscan_peek(r) != ',')
			return jsonscan_fail_char(
				r, closer == '}' ? "a comma or “}”" : "a comma or “]”");
		jsonscan_mark(r);
		jsonscan_skip(r);
		jsonscan_skip_space(r);
		if (jsonscan_peek(r) == closer)
			return jsonscan_fail(r,
				"a comma stands before “%c”, with nothing between them",
				closer);
	}
	sbuf_cut(&r->path, level->path_len);
	sbuf_reset(&r->name);
	if (level->object) {
		if (!member_name(r))
			return false;
		if (r->path.len > 0)
			sbuf_char(&r->path, '.');
		sbuf_slice(&r->path, sbuf_text(&r->name));
	} else {
		sbuf_printf(&r->path, "[%llu]", (unsigned long long)level->count);
	}
	level->count++;
	return true;
}

static enum json_event end(struct jsonread *r)
{
	int c = jsonscan_peek(r);
	if (!r->had_value && c == JSON_EOF) {
		jsonscan_fail_here(r, "the text is empty");
		return JSON_BROKEN;
	}
	if (!r->had_value) {
		r->had_value = true;
		return value(r);
	}
	jsonscan_mark(r);
	if (c != JSON_EOF) {
		jsonscan_fail(r, "there is more text behind the end of the value");
		return JSON_BROKEN;
	}
	return JSON_END;
}

static enum json_event inside(struct jsonread *r)
{
	struct json_level *level = &r->levels[r->depth - 1];
	int c = jsonscan_peek(r), closer = level->object ? '}' : ']';
	if (c == closer)
		return close_level(r);
	if (c == JSON_EOF)
		jsonscan_fail_here(r,
			"the text ends, but the %s that begins in line %u is not closed",
			level->object ? "object" : "array", level->line);
	else if (c == '}' || c == ']')
		jsonscan_fail_here(r,
			"“%c” stands where “%c” should close the %s of line %u", c,
			closer, level->object ? "object" : "array", level->line);
	else if (approach(r, level, closer))
		return value(r);
	return JSON_BROKEN;
}

enum json_event jsonread_next(struct jsonread *r)
{
	r->twice = false;
	if (r->broken)
		return JSON_BROKEN;
	if (r->opened)
		r->depth++;
	r->opened = false;
	jsonscan_skip_space(r);
	enum json_event event = r->depth == 0 ? end(r) : inside(r);
	r->opened = event == JSON_OBJECT || event == JSON_ARRAY;
	return r->broken ? JSON_BROKEN : event;
}

void jsonread_open(struct jsonread *r, struct arena *a, json_source source, void *arg)
{
	memset(r, 0, sizeof *r);
	r->arena = a;
	r->source = source;
	r->arg = arg;
	r->at_line = r->at_column = r->line = r->column = 1;
	r->levels = arena_array(a, JSON_DEPTH_MAX, sizeof *r->levels);
	r->heads = arena_array(a, HEADS, sizeof *r->heads);
	memset(r->heads, 0xff, HEADS * sizeof *r->heads);
	sbuf_init(&r->path, PATH_BYTES_MAX);
	sbuf_init(&r->name, JSON_NAME_MAX);
	sbuf_init(&r->text, JSON_STRING_MAX);
	sbuf_init(&r->problem, 1024);
	sbuf_init(&r->name_text, (size_t)JSON_NAMES_MAX * JSON_NAME_MAX);
	if (source)
		jsonscan_skip_bom(r);
}

void jsonread_open_text(struct jsonread *r, struct arena *a, struct str text)
{
	jsonread_open(r, a, NULL, NULL);
	r->data = text.data;
	r->len = text.len;
	jsonscan_skip_bom(r);
}

void jsonread_close(struct jsonread *r)
{
	sbuf_release(&r->path);
	sbuf_release(&r->name);
	sbuf_release(&r->text);
	sbuf_release(&r->problem);
	sbuf_release(&r->name_text);
}
