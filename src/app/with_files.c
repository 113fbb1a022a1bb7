/* SPDX-License-Identifier: ISC */
#include "app/with_files.h"

#include <stdlib.h>
#include "base/arena.h"
#include "base/diag.h"
#include "base/sbuf.h"
#include "base/str.h"
#include "base/url.h"
#include "base/utf8.h"

/* The most that a build reads of one, and what no show has of all together. */
enum { FILE_MAX = 16 << 20, ALL_MAX = 1 << 30 };
static const char too_much[] = "all together they have more than 1 GiB";

bool with_files_claim(struct with_files *w)
{
	bool free = true;
	fg_import_named(w->import, &w->named);
	for (size_t i = 0; i < w->named.len; i++)
		free = fg_creation_claim(w->creation, w->named.data[i].name) && free;
	return free;
}

/* What a server gives in place of a file that is not there any more. */
static bool is_page(const struct fg_import_file *file, const char *type)
{
	return type && file->kind != FG_SIDECAR_HTML &&
	       (str_is(str_of(type), "text/html") ||
		       str_is(str_of(type), "application/xhtml+xml"));
}

/* Why what came is not what was asked for; NULL: it may be. */
static const char *fault(const struct with_files *w, const struct fg_document *doc)
{
	const struct str text = {doc->text->data, doc->text->len};
	if (doc->problem)
		return doc->problem;
	if (text.len == 0)
		return "the file is empty";
	if (is_page(doc->tag, doc->fetched.type))
		return "the server gives a web page in its place";
	if (utf8_clean_len(text) < text.len)
		return "it is no text in UTF-8";
	return w->bytes + text.len > ALL_MAX ? too_much : NULL;
}

static void tell(struct with_files *w, size_t i, const char *why)
{
	const struct fg_import_file *file = &w->named.data[i];
	bool chapters = file->kind == FG_SIDECAR_CHAPTERS;
	diag_add(w->run->diags, FG_RULE_IMPORT_FILE, file->at,
		"the %s of “%s” %s not fetched: %s: %s",
		chapters ? "chapters" : "transcript", file->title,
		chapters ? "are" : "is", file->url, why);
	w->told[i] = true;
}

static bool take(void *ctx, struct fg_document *doc)
{
	struct with_files *w = ctx;
	const struct fg_import_file *file = doc->tag;
	size_t i = (size_t)(file - w->named.data);
	const struct fg_new_file made = {file->name, doc->text->data, doc->text->len};
	const char *why = fault(w, doc);
	if (why) {
		tell(w, i, why);
		return why != too_much;
	}
	w->failed = !fg_creation_add(w->creation, &made);
	if (w->failed)
		return false;
	fg_import_have(w->import, file);
	w->told[i] = true;
	w->bytes += made.len;
	w->had++;
	return true;
}

static struct fg_document *order(struct with_files *w)
{
	struct arena *a = w->run->arena;
	struct fg_document *docs = arena_array(a, w->named.len, sizeof *docs);
	for (size_t i = 0; i < w->named.len; i++) {
		struct fg_import_file *file = &w->named.data[i];
		const char *encoded = url_encode(a, file->url);
		docs[i].url = encoded ? encoded : file->url;
		docs[i].tag = file;
		docs[i].text = arena_new(a, struct sbuf);
		sbuf_init(docs[i].text, FILE_MAX);
	}
	return docs;
}

bool with_files_fetch(struct with_files *w)
{
	size_t n = w->named.len;
	w->told = arena_array(w->run->arena, n, sizeof *w->told);
	if (n == 0)
		return true;
	if (!fg_fetch_all(w->run, order(w), n, take, w))
		return false;
	for (size_t i = 0; !w->failed && i < n; i++) {
		if (!w->told[i])
			tell(w, i, too_much);
	}
	return !w->failed;
}
