/* SPDX-License-Identifier: ISC */
#include "validate/skim.h"

#include "base/lanes.h"
#include "base/utf8.h"

static const char declaration[] = "?xml version=\"1.0\" encoding=\"UTF-8\"?";

void skim_begin(struct skim *s,
	void (*opened)(void *ctx, struct str name, unsigned depth), void *ctx)
{
	memset(s, 0, sizeof *s);
	s->opened = opened;
	s->ctx = ctx;
}

/* ---- text ---- */

/* Length of the reference that s begins with, its '&' and ';' included; 0: there is none that
   a parser surely knows. */
static size_t reference(struct str s)
{
	if (str_starts(s, "&lt;") || str_starts(s, "&gt;"))
		return 4;
	if (str_starts(s, "&amp;"))
		return 5;
	if (str_starts(s, "&quot;") || str_starts(s, "&apos;"))
		return 6;
	uint32_t cp = 0;
	size_t n = 2;
	if (!str_starts(s, "&#"))
		return 0;
	for (; n < s.len && n < 9 && ascii_is_digit(s.data[n]); n++)
		cp = cp * 10 + (uint32_t)(s.data[n] - '0');
	return n > 2 && n < s.len && s.data[n] == ';' && utf8_is_xml_char(cp) ? n + 1 : 0;
}

_Static_assert((('<' ^ '>') | 0xfd) == 0xff && ('<' & 0xfd) == '<', "one bit apart");

/* How many bytes behind LANES tag_references_at looks at. */
enum { REFERENCE_REST = 3 };

/* In which lanes do references begin that stand for the tags of notes? There are many. */
static inline lanes tag_references_at(const char *s)
{
	lanes first = lanes_load(s + 1);
	return (lanes)(lanes_load(s) == '&') &
	       ((lanes)(first == 'l') | (lanes)(first == 'g')) &
	       (lanes)(lanes_load(s + 2) == 't') & (lanes)(lanes_load(s + 3) == ';');
}

/* Bytes of s that are plain: ASCII, no control but line ends, no markup but the references of
   tags. */
static size_t plain(struct str s)
{
	size_t i = 0;
	for (; s.len - i >= LANES + REFERENCE_REST; i += LANES) {
		lanes v = lanes_load(s.data + i);
		lanes control = lanes_odd(v) & (lanes)(v != '\n');
		lanes reference = (lanes)(v == '&') & ~tag_references_at(s.data + i);
		size_t first =
			lanes_first(control | reference | (lanes)((v & 0xfd) == '<'));
		if (first < LANES)
			return i + first;
	}
	for (; i < s.len; i++) {
		unsigned char c = (unsigned char)s.data[i];
		if (c < 0x20 || c > 0x7f || c == '<' || c == '>' || c == '&')
			break;
	}
	return i;
}

/* Length of what s begins with and plain does not go over; 0: '<', or not surely good. */
static size_t special(struct str s)
{
	uint32_t cp;
	if (s.data[0] == '\n' || s.data[0] == '\t')
		return 1;
	if (s.data[0] == '&')
		return reference(s);
	if ((unsigned char)s.data[0] < 0x80)
		return 0;
	size_t n = utf8_decode(s.data, s.len, &cp);
	return n && utf8_is_xml_char(cp) ? n : 0;
}

/* Length of the text that s begins with, up to '<' or what is not surely good. */
static size_t text_len(struct str s)
{
	size_t i = 0, n;
	for (;;) {
		i += plain(str_slice(s, i, s.len));
		if (i == s.len || (n = special(str_slice(s, i, s.len))) == 0)
			return i;
		i += n;
	}
}

/* ---- names ---- */

static bool begins_name(char c)
{
	return ascii_is_alpha(c) || c == '_';
}

static size_t name_part(struct str s)
{
	size_t n = s.len && begins_name(s.data[0]);
	while (n && n < s.len &&
		(begins_name(s.data[n]) || ascii_is_digit(s.data[n]) ||
			s.data[n] == '-' || s.data[n] == '.'))
		n++;
	return n;
}

/* A name with its prefix, which may be none. */
struct name {
	struct str whole, prefix, local;
};

/* Takes the name that *s begins with. */
static bool take_name(struct str *s, struct name *name)
{
	size_t n = name_part(*s), rest = 0;
	if (n == 0)
		return false;
	name->prefix = str_slice(*s, 0, 0);
	name->local = str_slice(*s, 0, n);
	if (n < s->len && s->data[n] == ':') {
		name->prefix = name->local;
		rest = name_part(str_slice(*s, n + 1, s->len));
		name->local = str_slice(*s, n + 1, n + 1 + rest);
		n += 1 + rest;
	}
	name->whole = str_slice(*s, 0, n);
	*s = str_slice(*s, n, s->len);
	return name->local.len > 0;
}

static bool keep(struct skim_name *to, struct str name)
{
	if (name.len > sizeof to->text)
		return false;
	memcpy(to->text, name.data, name.len);
	to->len = name.len;
	return true;
}

static bool is_kept(const struct skim_name *kept, struct str name)
{
	return kept->len == name.len && memcmp(kept->text, name.data, name.len) == 0;
}

static bool is_declared(const struct skim *s, struct str prefix)
{
	bool found = prefix.len == 0 || str_is(prefix, "xml");
	for (size_t i = 0; i < s->n_prefixes && !found; i++)
		found = is_kept(&s->prefixes[i], prefix);
	return found;
}

/* ---- tags ---- */

/* The attributes of one element, in which no two may be the same: for simplicity, not even
   with different prefixes. */
struct attributes {
	struct name names[SKIM_ATTRIBUTES_MAX];
	size_t len;
};

/* Takes ` name="value"` off *s. */
static bool take_attribute(struct str *s, struct name *name, struct str *value)
{
	*s = str_slice(*s, 1, s->len);
	if (!take_name(s, name) || !str_starts(*s, "=\""))
		return false;
	*s = str_slice(*s, 2, s->len);
	size_t end = str_find_char(*s, '"', 0);
	if (end == STR_NONE)
		return false;
	*value = str_slice(*s, 0, end);
	*s = str_slice(*s, end + 1, s->len);
	return text_len(*value) == value->len;
}

/* An address that nothing is odd about, and that is not kept for XML itself. */
static bool is_plain_namespace(struct str uri)
{
	size_t n = str_starts(uri, "https://") ? 8 : 7, host = n;
	if (!str_starts(uri, "http://") && n == 7)
		return false;
	while (n < uri.len &&
		(ascii_is_alnum(uri.data[n]) ||
			(n > host && memchr("./-_", uri.data[n], 4) != NULL)))
		n++;
	return n == uri.len && n > host && !str_starts(uri, "http://www.w3.org/XML/") &&
	       !str_starts(uri, "http://www.w3.org/2000/xmlns");
}

/* Namespaces are declared by the root, each prefix once. */
static bool declare(struct skim *s, const struct name *name, struct str uri)
{
	if (s->depth > 0 || !is_plain_namespace(uri))
		return false;
	if (name->prefix.len == 0)
		return keep(&s->namespace, uri);
	return s->n_prefixes < SKIM_PREFIXES_MAX &&
	       !str_case_starts(name->local, "xml") &&
	       keep(&s->prefixes[s->n_prefixes++], name->local);
}

static bool is_declaration(const struct name *name)
{
	return str_is(name->prefix.len ? name->prefix : name->local, "xmlns");
}

static bool is_new(const struct attributes *a, struct str local)
{
	for (size_t i = 0; i < a->len; i++) {
		if (str_eq(a->names[i].local, local))
			return false;
	}
	return a->len < SKIM_ATTRIBUTES_MAX;
}

static bool take_attributes(struct skim *s, struct str *rest)
{
	struct attributes a = {.len = 0};
	struct name name;
	struct str value;
	while (rest->len && rest->data[0] == ' ') {
		if (!take_attribute(rest, &name, &value) || !is_new(&a, name.local))
			return false;
		if (is_declaration(&name) && !declare(s, &name, value))
			return false;
		a.names[a.len++] = name;
	}
	for (size_t i = 0; i < a.len; i++) {
		if (!is_declaration(&a.names[i]) && !is_declared(s, a.names[i].prefix))
			return false;
	}
	return true;
}

/* t is what stands between '<' and '>'. */
static bool start_tag(struct skim *s, struct str t)
{
	struct name name;
	if (s->depth == SKIM_DEPTH_MAX || (s->depth == 0 && s->had_root) ||
		!take_name(&t, &name) || !take_attributes(s, &t) ||
		!is_declared(s, name.prefix) || str_is(name.prefix, "xml"))
		return false;
	s->had_root = true;
	s->opened(s->ctx, name.whole, s->depth + 1);
	if (t.len)
		return str_is(t, "/");
	return keep(&s->open[s->depth++], name.whole);
}

static bool end_tag(struct skim *s, struct str name)
{
	if (s->depth == 0 || !is_kept(&s->open[s->depth - 1], name))
		return false;
	s->depth--;
	return true;
}

static bool tag(struct skim *s, struct str t)
{
	bool first = !s->begun;
	s->begun = true;
	if (t.len && t.data[0] == '/')
		return end_tag(s, str_slice(t, 1, t.len));
	if (t.len && t.data[0] == '?')
		return first && str_is(t, declaration);
	return start_tag(s, t);
}

bool skim_lines(struct skim *s, struct str text)
{
	while (text.len && !s->failed) {
		size_t n = text_len(text);
		bool loose = s->depth == 0 && n > 0;
		if (loose && (!s->begun || str_trim(str_slice(text, 0, n)).len))
			break;
		if (n == text.len)
			return true;
		size_t end = str_find_char(text, '>', n);
		if (text.data[n] != '<' || end == STR_NONE ||
			!tag(s, str_slice(text, n + 1, end)))
			break;
		text = str_slice(text, end + 1, text.len);
	}
	s->failed = s->failed || text.len > 0;
	return !s->failed;
}

bool skim_is_whole(const struct skim *s)
{
	return !s->failed && s->had_root && s->depth == 0;
}
