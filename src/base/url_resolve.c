/* SPDX-License-Identifier: ISC */
/*
 * Relative references (RFC 3986 5.2), by our own hand: libcurl 7.88 makes
 * "http://a/b/" of "http://a/b/c" and "#s".
 */
#include "base/url.h"

#include "base/sbuf.h"

/* RFC 3986, appendix B, without the scheme. */
struct reference {
	struct str authority, path, query; /* with their "//" and "?"; empty: none */
	struct str fragment;               /* with its "#" */
};

/* Takes what goes before the first of the stops off *rest. */
static struct str take(struct str *rest, const char *stops)
{
	size_t n = 0;
	while (n < rest->len && !strchr(stops, rest->data[n]))
		n++;
	struct str part = str_slice(*rest, 0, n);
	*rest = str_slice(*rest, n, rest->len);
	return part;
}

static struct reference split(struct str s)
{
	struct reference r = {0};
	if (str_starts(s, "//")) {
		struct str rest = str_slice(s, 2, s.len);
		struct str host = take(&rest, "/?#");
		r.authority = str_slice(s, 0, host.len + 2);
		s = rest;
	}
	r.path = take(&s, "?#");
	r.query = take(&s, "#");
	r.fragment = s;
	return r;
}

/* Cuts the last segment, with its slash, off what was written since mark. */
static void drop_segment(struct sbuf *out, size_t mark)
{
	size_t n = out->len;
	while (n > mark && out->data[n - 1] != '/')
		n--;
	sbuf_cut(out, n > mark ? n - 1 : mark);
}

/* Appends path, which begins with a slash, without its dot segments (RFC 3986 5.2.4). */
static void add_path(struct sbuf *out, struct str path)
{
	size_t mark = out->len;
	struct str segment = {0};
	bool folder = false; /* the last segment was a dot: the path ends with a slash */
	path = str_slice(path, 1, path.len);
	while (str_cut(&path, '/', &segment)) {
		folder = str_is(segment, ".") || str_is(segment, "..");
		if (str_is(segment, ".."))
			drop_segment(out, mark);
		if (folder)
			continue;
		sbuf_char(out, '/');
		sbuf_slice(out, segment);
	}
	if (folder)
		sbuf_char(out, '/');
}

/* The path of base with ref in the place of its last segment (RFC 3986 5.2.3). */
static void add_merged(
	struct sbuf *out, struct str base, struct str ref, struct sbuf *scratch)
{
	size_t n = base.len;
	while (n > 0 && base.data[n - 1] != '/')
		n--;
	if (n == 0)
		sbuf_char(scratch, '/');
	sbuf_slice(scratch, str_slice(base, 0, n));
	sbuf_slice(scratch, ref);
	add_path(out, sbuf_text(scratch));
}

/* Appends what r is against base; both without scheme. */
static void add_resolved(
	struct sbuf *out, struct reference base, struct reference r, struct sbuf *scratch)
{
	bool own_authority = r.authority.len > 0;
	sbuf_slice(out, own_authority ? r.authority : base.authority);
	if (str_starts(r.path, "/"))
		add_path(out, r.path);
	else if (own_authority)
		sbuf_slice(out, r.path);
	else if (r.path.len)
		add_merged(out, base.path, r.path, scratch);
	else
		sbuf_slice(out, base.path);
	bool keeps_query = !own_authority && r.path.len == 0 && r.query.len == 0;
	sbuf_slice(out, keeps_query ? base.query : r.query);
	sbuf_slice(out, r.fragment);
}

/* What Ghost exports has this for the site's address: "__GHOST_URL__/about/" is "/about/". */
static const char *without_site_mark(const char *ref)
{
	static const char mark[] = "__GHOST_URL__";
	size_t n = sizeof mark - 1;
	return strncmp(ref, mark, n) == 0 && ref[n] == '/' ? ref + n : ref;
}

const char *url_resolve(struct arena *a, const char *base, const char *ref)
{
	struct sbuf out, scratch;
	ref = without_site_mark(ref);
	if (url_has_scheme(ref))
		return arena_strdup(a, ref);
	if (!url_is_web(base) || strlen(ref) > URL_MAX)
		return NULL;
	if (ref[0] == '\0')
		return arena_strdup(a, base);
	struct str scheme = str_of(base);
	scheme.len = str_find_char(scheme, ':', 0) + 1;
	sbuf_init(&out, 3 * URL_MAX);
	sbuf_init(&scratch, 3 * URL_MAX);
	sbuf_slice(&out, scheme);
	add_resolved(
		&out, split(str_of(base + scheme.len)), split(str_of(ref)), &scratch);
	const char *result = NULL;
	sbuf_need_memory(&out, a);
	sbuf_need_memory(&scratch, a);
	if (!out.failed && !scratch.failed && url_is_web(out.data))
		result = arena_strdup(a, out.data);
	sbuf_release(&scratch);
	sbuf_release(&out);
	return result;
}

const char *url_base(struct arena *a, const char *around, const char *own)
{
	const char *base = own && *own ? url_encode(a, own) : NULL;
	if (base && !url_is_web(base))
		base = url_resolve(a, around ? around : "", base);
	return base ? base : around;
}

const char *url_complete(struct arena *a, const char *base, const char *text)
{
	struct str s = str_trim(str_of(text));
	if (!base || !s.len)
		return text;
	const char *ref = arena_strndup(a, s.data, s.len);
	const char *encoded = url_has_scheme(ref) ? NULL : url_encode(a, ref);
	const char *whole = encoded ? url_resolve(a, base, encoded) : NULL;
	return whole ? whole : text;
}
