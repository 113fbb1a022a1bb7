/* SPDX-License-Identifier: ISC */
#include "base/jsonline.h"

#include <string.h>
#include "base/jsonout.h"

static void open_one(struct jsonline *l, unsigned depth, const char *name, bool array)
{
	uint64_t bit = (uint64_t)1 << depth % 64, *all = &l->arrays[depth / 64];
	*all = array ? *all | bit : *all & ~bit;
	if (array)
		jsonout_list(&l->text, name);
	else
		jsonout_open(&l->text, name);
}

static void close_one(struct jsonline *l, unsigned depth)
{
	if (l->arrays[depth / 64] >> depth % 64 & 1)
		jsonout_end(&l->text);
	else
		jsonout_close(&l->text);
}

static void add(struct jsonline *l, const struct jsonread *r, enum json_event event)
{
	bool inner = r->depth > l->depth && r->name.len > 0;
	const char *name = inner ? r->name.data : NULL;
	switch (event) {
	case JSON_OBJECT:
	case JSON_ARRAY:
		open_one(l, r->depth, name, event == JSON_ARRAY);
		break;
	case JSON_CLOSE:
		close_one(l, r->depth);
		break;
	case JSON_STRING:
		jsonout_str(&l->text, name, sbuf_text(&r->text));
		break;
	case JSON_NUMBER:
		jsonout_raw(&l->text, name, r->text.data);
		break;
	case JSON_TRUE:
	case JSON_FALSE:
		jsonout_flag(&l->text, name, event == JSON_TRUE);
		break;
	default:
		jsonout_text(&l->text, name, NULL);
		break;
	}
}

static void begin(struct jsonline *l, const struct jsonread *r)
{
	size_t n = r->name.len < JSON_NAME_MAX ? r->name.len : JSON_NAME_MAX;
	sbuf_reset(&l->text);
	memcpy(l->name, r->name.len ? r->name.data : "", n);
	l->name[n] = '\0';
	l->line = r->line;
	l->column = r->column;
}

bool jsonline_take(struct jsonline *l, const struct jsonread *r, enum json_event event)
{
	bool member = r->depth == l->depth;
	if (event == JSON_END || event == JSON_BROKEN || r->depth < l->depth)
		return false;
	if (member && event != JSON_CLOSE)
		begin(l, r);
	add(l, r, event);
	return member && event != JSON_OBJECT && event != JSON_ARRAY;
}

void jsonline_release(struct jsonline *l)
{
	sbuf_release(&l->text);
}
