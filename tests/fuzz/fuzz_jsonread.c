/* SPDX-License-Identifier: ISC */
/*
 * Fuzz target: any text as JSON. What is read is clean and nests, what is refused says why
 * and where, and a text that comes in pieces reads the same as one that is there at once.
 */
#include "fuzz.h"

#include "base/jsonread.h"
#include "base/utf8.h"

static void check_utf8(struct str s)
{
	uint32_t cp;
	for (size_t at = 0, n; at < s.len; at += n)
		must((n = utf8_decode(s.data + at, s.len - at, &cp)) > 0);
}

/* Three bytes at a time: characters and words are cut. */
static size_t pieces(void *arg, char *buffer, size_t size)
{
	struct str *rest = arg;
	size_t n = rest->len < 3 ? rest->len : 3;
	must(size >= 3);
	if (n)
		memcpy(buffer, rest->data, n);
	*rest = str_slice(*rest, n, rest->len);
	return n;
}

static void check_same(const struct jsonread *a, const struct jsonread *b)
{
	must(str_eq(sbuf_text(&a->path), sbuf_text(&b->path)));
	must(str_eq(sbuf_text(&a->text), sbuf_text(&b->text)));
	must(str_eq(sbuf_text(&a->problem), sbuf_text(&b->problem)));
	must(a->line == b->line && a->column == b->column && a->twice == b->twice);
}

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size)
{
	struct arena arena;
	struct jsonread whole, cut;
	struct str text = {(const char *)data, size}, rest = text;
	enum json_event e;
	unsigned depth = 0, line = 1;
	arena_init(&arena, exhausted);
	jsonread_open_text(&whole, &arena, text);
	jsonread_open(&cut, &arena, pieces, &rest);
	do {
		e = jsonread_next(&whole);
		must(e == jsonread_next(&cut));
		check_same(&whole, &cut);
		check_utf8(sbuf_text(&whole.text));
		check_utf8(sbuf_text(&whole.path));
		depth -= e == JSON_CLOSE;
		must(e == JSON_BROKEN || whole.depth == depth);
		depth += e == JSON_OBJECT || e == JSON_ARRAY;
		must(whole.line >= line && whole.column >= 1);
		line = whole.line;
	} while (e != JSON_END && e != JSON_BROKEN);
	must((e == JSON_BROKEN) == (whole.problem.len > 0));
	jsonread_close(&whole);
	jsonread_close(&cut);
	arena_release(&arena);
	return 0;
}
