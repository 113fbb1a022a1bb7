/* SPDX-License-Identifier: ISC */
/*
 * Is this what html_write may write? Read by hand, without any of the code that wrote it:
 * only allowed elements with their attributes, balanced, each where it may be, none empty,
 * everything escaped, only addresses of good schemes. For tests and the fuzz target.
 *
 *     assert_null(wellformed(html, true));
 */
#ifndef TESTS_WELLFORMED_H
#define TESTS_WELLFORMED_H

#include <stdbool.h>
#include <stdio.h>
#include <string.h>
#include "base/utf8.h"

enum wf_content { WF_VOID, WF_INLINE, WF_ITEMS, WF_FLOW };

static const struct wf_element {
	const char *name;
	bool block, brief; /* brief: allowed in descriptions */
	enum wf_content content;
	const char *attributes[2]; /* those it must have, in this order */
} wf_elements[] = {
	{"p", true, true, WF_INLINE, {0}},
	{"h2", true, false, WF_INLINE, {0}},
	{"h3", true, false, WF_INLINE, {0}},
	{"h4", true, false, WF_INLINE, {0}},
	{"h5", true, false, WF_INLINE, {0}},
	{"h6", true, false, WF_INLINE, {0}},
	{"ul", true, true, WF_ITEMS, {0}},
	{"ol", true, true, WF_ITEMS, {0}},
	{"li", false, true, WF_FLOW, {0}},
	{"blockquote", true, false, WF_FLOW, {0}},
	{"pre", true, false, WF_INLINE, {0}},
	{"hr", true, false, WF_VOID, {0}},
	{"a", false, true, WF_INLINE, {"href"}},
	{"strong", false, true, WF_INLINE, {0}},
	{"em", false, true, WF_INLINE, {0}},
	{"code", false, false, WF_INLINE, {0}},
	{"br", false, true, WF_VOID, {0}},
	{"img", false, false, WF_VOID, {"src", "alt"}},
};

struct wf {
	const char *at;
	bool full;
	const struct wf_element *open[256];
	size_t depth;
	bool empty; /* nothing is in the innermost yet */
};

static inline bool wf_take(struct wf *w, const char *text)
{
	size_t n = strlen(text);
	if (strncmp(w->at, text, n) != 0)
		return false;
	w->at += n;
	return true;
}

static inline const struct wf_element *wf_name(struct wf *w)
{
	size_t n = strspn(w->at, "abcdefghijklmnopqrstuvwxyz0123456789");
	for (size_t i = 0; i < sizeof wf_elements / sizeof *wf_elements; i++) {
		const struct wf_element *e = &wf_elements[i];
		if (strlen(e->name) == n && strncmp(e->name, w->at, n) == 0) {
			w->at += n;
			return e;
		}
	}
	return NULL;
}

/* One character of text or of a value. */
static inline bool wf_char(struct wf *w)
{
	if (*w->at == '&')
		return wf_take(w, "&amp;") || wf_take(w, "&lt;") || wf_take(w, "&gt;") ||
		       wf_take(w, "&quot;");
	if (*w->at == '<' || *w->at == '>' || *w->at == '\0')
		return false;
	w->at++;
	return true;
}

static inline bool wf_value(struct wf *w, bool url, bool image)
{
	if (!wf_take(w, "=\""))
		return false;
	const char *v = w->at;
	if (url && strncmp(v, "http://", 7) != 0 && strncmp(v, "https://", 8) != 0 &&
		(image || strncmp(v, "mailto:", 7) != 0))
		return false;
	while (*w->at != '"') {
		if (url && ((unsigned char)*w->at <= ' ' || (unsigned char)*w->at > 0x7e))
			return false;
		if (!wf_char(w))
			return false;
	}
	w->at++;
	return true;
}

static inline const char *wf_attributes(struct wf *w, const struct wf_element *e)
{
	for (size_t i = 0; i < 2 && e->attributes[i]; i++) {
		bool url = strcmp(e->attributes[i], "alt") != 0;
		if (!wf_take(w, " ") || !wf_take(w, e->attributes[i]) ||
			!wf_value(w, url, url && e->content == WF_VOID))
			return "an attribute is missing or bad";
	}
	if (strcmp(e->name, "ol") == 0 && wf_take(w, " start=\"")) {
		w->at += strspn(w->at, "0123456789");
		if (!wf_take(w, "\""))
			return "start is no number";
	}
	return wf_take(w, ">") ? NULL : "a tag has more than it may";
}

/* May e be where we are? */
static inline const char *wf_place(const struct wf *w, const struct wf_element *e)
{
	const struct wf_element *in = w->depth ? w->open[w->depth - 1] : NULL;
	bool item = strcmp(e->name, "li") == 0;
	if (!w->full && !e->brief)
		return "not in a description";
	if (item != (in && in->content == WF_ITEMS))
		return "an item is outside of a list, or something else in one";
	if (!in && !e->block)
		return "text is loose";
	if (in && in->content == WF_INLINE && e->block)
		return "a block is in a paragraph";
	for (size_t i = 0; i < w->depth; i++) {
		if (w->open[i] == e && !e->block && !item)
			return "an inline element is in itself";
	}
	return NULL;
}

static inline const char *wf_start(struct wf *w)
{
	const struct wf_element *e = wf_name(w);
	if (!e)
		return "an element is not allowed";
	const char *problem = wf_place(w, e);
	if (!problem)
		problem = wf_attributes(w, e);
	if (problem)
		return problem;
	w->empty = e->content != WF_VOID;
	if (e->content != WF_VOID && w->depth == 256)
		return "it is too deep";
	if (e->content != WF_VOID)
		w->open[w->depth++] = e;
	return NULL;
}

static inline const char *wf_end(struct wf *w)
{
	const struct wf_element *e = wf_name(w);
	if (!e || w->depth == 0 || w->open[w->depth - 1] != e || !wf_take(w, ">"))
		return "an end tag fits nothing";
	if (w->empty)
		return "an element is empty";
	w->depth--;
	w->empty = false;
	return NULL;
}

static inline const char *wf_text(struct wf *w)
{
	const struct wf_element *in = w->depth ? w->open[w->depth - 1] : NULL;
	if (!in && *w->at == '\n') {
		w->at++;
		return NULL;
	}
	if (!in || in->content == WF_ITEMS)
		return "text is loose";
	w->empty = false;
	return wf_char(w) ? NULL : "a character is not escaped";
}

/* What is wrong with html, or NULL. */
static inline const char *wellformed(const char *html, bool full)
{
	struct wf w = {.at = html, .full = full};
	struct str s = {html, strlen(html)};
	if (utf8_clean_len(s) != s.len)
		return "it is not clean UTF-8";
	while (*w.at) {
		const char *problem;
		if (wf_take(&w, "</"))
			problem = wf_end(&w);
		else if (wf_take(&w, "<"))
			problem = wf_start(&w);
		else
			problem = wf_text(&w);
		if (problem)
			return problem;
	}
	return w.depth ? "something is not closed" : NULL;
}

#endif
