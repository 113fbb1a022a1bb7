/* SPDX-License-Identifier: ISC */
#include "import/repair.h"

#include <string.h>
#include "base/vec.h"
#include "import/mend.h"
#include "model/element.h"

static bool begins_name(char c)
{
	return ascii_is_alpha(c) || c == '_' || (unsigned char)c >= 0x80;
}

static size_t name_len(struct str s)
{
	size_t n = 0;
	while (n < s.len && !ascii_is_space(s.data[n]) && !strchr("/>=<\"'", s.data[n]))
		n++;
	return n;
}

/* ---- prefixes ---- */

/* Those that most feeds have, beside feedgen's own. */
static const struct element_namespace known[] = {
	{"dc", "http://purl.org/dc/elements/1.1/"},
	{"dcterms", "http://purl.org/dc/terms/"},
	{"media", "http://search.yahoo.com/mrss/"},
	{"googleplay", "http://www.google.com/schemas/play-podcasts/1.0"},
	{"sy", "http://purl.org/rss/1.0/modules/syndication/"},
	{"slash", "http://purl.org/rss/1.0/modules/slash/"},
	{"psc", "http://podlove.org/simple-chapters"},
	{"wfw", "http://wellformedweb.org/CommentAPI/"},
	{"feedburner", "http://rssnamespace.org/feedburner/ext/1.0"},
	{"rawvoice", "http://www.rawvoice.com/rawvoiceRssModule/"},
	{"creativeCommons", "http://backend.userland.com/creativeCommonsRssModule"},
	{"georss", "http://www.georss.org/georss"},
	{"rdf", "http://www.w3.org/1999/02/22-rdf-syntax-ns#"},
};

static const char *uri_of(struct arena *a, const char *prefix)
{
	const struct element_namespace *ns;
	for (size_t i = 0; (ns = element_namespace_at(i)); i++) {
		if (strcmp(ns->prefix, prefix) == 0)
			return ns->uri;
	}
	for (size_t i = 0; i < sizeof known / sizeof *known; i++) {
		if (strcmp(known[i].prefix, prefix) == 0)
			return known[i].uri;
	}
	return arena_printf(a, "urn:undeclared:%s", prefix);
}

/* Notes what a name of an element or attribute uses or declares. */
static void note_name(struct mend *m, struct str name)
{
	struct arena *a = m->run->arena;
	size_t colon = str_find_char(name, ':', 0);
	if (colon == STR_NONE || colon == 0)
		return;
	bool declares = str_starts(name, "xmlns:");
	struct str part =
		declares ? str_slice(name, 6, name.len) : str_slice(name, 0, colon);
	struct map *map = declares ? &m->declared : &m->used;
	const char *prefix = arena_strndup(a, part.data, part.len);
	if (strcmp(prefix, "xml") == 0 || map_get(map, prefix))
		return;
	map_put(map, prefix, m);
	if (!declares)
		*vec_push(a, &m->prefixes) = prefix;
}

/* ---- tags ---- */

/* The length of the tag that begins here, with its '>'; 0: it has none before the next tag or
   the end, which *cut tells from each other. */
static size_t tag_len(struct str s, bool *cut)
{
	char quote = '\0';
	*cut = false;
	for (size_t i = 1; i < s.len; i++) {
		char c = s.data[i];
		if (quote) {
			quote = c == quote ? '\0' : quote;
			continue;
		}
		if (c == '>')
			return i + 1;
		if (c == '<')
			return 0;
		if ((c == '"' || c == '\'') && s.data[i - 1] == '=')
			quote = c;
	}
	*cut = true;
	return 0;
}

/* The value of an attribute, from its quotation mark to the other. */
static void copy_value(struct mend *m, size_t end)
{
	char quote = m->in.data[m->at];
	mend_copy(m, 1);
	while (m->at < end && m->in.data[m->at] != quote) {
		char c = m->in.data[m->at];
		if (c == '&') {
			mend_reference(m);
		} else if (c == '<') {
			mend_tell(m, "a < in the value of an attribute became &lt;");
			sbuf_str(m->out, "&lt;");
			mend_skip(m, 1);
		} else {
			mend_copy(m, 1);
		}
	}
	if (m->at < end)
		mend_copy(m, 1);
}

static void copy_attributes(struct mend *m, size_t end)
{
	while (m->at < end) {
		struct str rest = str_slice(m->in, m->at, end);
		size_t n = name_len(rest);
		if (n) {
			note_name(m, str_slice(rest, 0, n));
			mend_copy(m, n);
		} else if (rest.data[0] == '"' || rest.data[0] == '\'') {
			copy_value(m, end);
		} else {
			mend_copy(m, 1);
		}
	}
}

static void put_end(struct mend *m, const struct mend_open *open)
{
	sbuf_str(m->out, "</");
	sbuf_slice(m->out, open->name);
	sbuf_char(m->out, '>');
}

static void start_tag(struct mend *m, size_t len)
{
	struct str tag = str_slice(mend_rest(m), 0, len);
	struct str name = str_slice(tag, 1, 1 + name_len(str_slice(tag, 1, len)));
	struct mend_open open = {name, m->out->len, m->line};
	size_t end = m->at + len;
	if (m->open.len == 0 && m->had_root) {
		mend_tell(m, "<%.*s> behind the end of the document was taken out",
			STR_ARG(name));
		mend_skip(m, len);
		return;
	}
	note_name(m, name);
	mend_copy(m, 1 + name.len);
	if (m->open.len == 0)
		m->root_at = m->out->len;
	m->had_root = true;
	copy_attributes(m, end);
	if (tag.data[len - 2] != '/')
		*vec_push(m->run->arena, &m->open) = open;
}

/* Closes what is open within element number i. */
static void close_down_to(struct mend *m, size_t i)
{
	while (m->open.len > i) {
		const struct mend_open *open = &m->open.data[--m->open.len];
		mend_tell(m,
			"the end of <%.*s> of line %u, which was missing, was put in",
			STR_ARG(open->name), open->line);
		put_end(m, open);
	}
}

static void end_tag(struct mend *m, size_t len)
{
	struct str tag = str_slice(mend_rest(m), 0, len);
	struct str name = str_slice(tag, 2, 2 + name_len(str_slice(tag, 2, len)));
	size_t i = m->open.len;
	while (i && !str_eq(m->open.data[i - 1].name, name))
		i--;
	if (i == 0) {
		mend_tell(
			m, "</%.*s>, which closes nothing, was taken out", STR_ARG(name));
	} else {
		close_down_to(m, i);
		put_end(m, &m->open.data[--m->open.len]);
	}
	mend_skip(m, len);
}

/* ---- what is no tag ---- */

static void escape(struct mend *m, const char *what, const char *as)
{
	mend_tell(m, "a bare %s became %s", what, as);
	sbuf_str(m->out, as);
	mend_skip(m, strlen(what));
}

/* From here to the end of a comment, a CDATA section or an instruction. */
static void copy_section(struct mend *m, const char *end)
{
	size_t found = str_find(mend_rest(m), end, 2);
	if (found == STR_NONE)
		m->is_cut = true;
	else
		mend_copy(m, found + strlen(end));
}

static void markup(struct mend *m)
{
	struct str rest = mend_rest(m);
	bool cut, ends = str_starts(rest, "</");
	if (str_starts(rest, "<![CDATA["))
		copy_section(m, "]]>");
	else if (str_starts(rest, "<!--"))
		copy_section(m, "-->");
	else if (str_starts(rest, "<?"))
		copy_section(m, "?>");
	else if (str_starts(rest, "<!"))
		copy_section(m, ">");
	else if (rest.len > 1 && (ends || begins_name(rest.data[1]))) {
		size_t len = tag_len(rest, &cut);
		m->is_cut = cut;
		if (len && ends)
			end_tag(m, len);
		else if (len)
			start_tag(m, len);
		else if (!cut)
			escape(m, "<", "&lt;");
	} else {
		m->is_cut = rest.len == 1;
		if (!m->is_cut)
			escape(m, "<", "&lt;");
	}
}

/* Text around the document is none of it. */
static void outside(struct mend *m)
{
	struct str rest = mend_rest(m);
	size_t next = str_find_char(rest, '<', 0);
	size_t n = next == STR_NONE ? rest.len : next;
	if (str_trim(str_slice(rest, 0, n)).len)
		mend_tell(m, "text outside the document was taken out");
	mend_skip(m, n);
}

static void text(struct mend *m)
{
	struct str rest = mend_rest(m);
	if (m->open.len == 0)
		outside(m);
	else if (rest.data[0] == '&')
		mend_reference(m);
	else if (str_starts(rest, "]]>"))
		escape(m, "]]>", "]]&gt;");
	else
		mend_copy(m, 1);
}

/* ---- beginning and end ---- */

/* <?xml must be the very first. */
static void begin(struct mend *m)
{
	size_t mark = str_starts(m->in, "\xef\xbb\xbf") ? 3 : 0;
	struct str rest = str_slice(m->in, mark, m->in.len);
	size_t first = str_find_char(rest, '<', 0);
	if (first == STR_NONE || first == 0)
		return;
	rest.len = first;
	if (str_trim(rest).len ||
		str_starts(str_slice(m->in, mark + first, m->in.len), "<?xml"))
		mend_tell(m, "what stood before the first < was taken out");
	mend_skip(m, mark + first);
}

static bool is_item(struct str name)
{
	return str_is(name, "item") || str_is(name, "entry");
}

/* An item that is not whole is none: half of its notes would be published as all of them. */
static void end_cut(struct mend *m)
{
	size_t item = 0;
	while (item < m->open.len && !is_item(m->open.data[item].name))
		item++;
	if (item < m->open.len) {
		mend_tell(m,
			"the feed is cut off: its last item, of line %u, which is not "
			"whole, was left out",
			m->open.data[item].line);
		sbuf_cut(m->out, m->open.data[item].out_at);
		m->open.len = item;
	} else if (m->is_cut || m->open.len) {
		mend_tell(m, "the feed is cut off here");
	}
	while (m->open.len)
		put_end(m, &m->open.data[--m->open.len]);
}

static void declare_prefixes(struct mend *m, struct sbuf *to)
{
	for (size_t i = 0; i < m->prefixes.len; i++) {
		const char *prefix = m->prefixes.data[i];
		if (map_get(&m->declared, prefix))
			continue;
		const char *uri = uri_of(m->run->arena, prefix);
		mend_tell(m, "the prefix %s:, which nobody declares, was declared as %s",
			prefix, uri);
		sbuf_printf(to, " xmlns:%s=\"%s\"", prefix, uri);
	}
}

/* Is it in UTF-8, as far as it says? */
static bool is_utf8(struct str in)
{
	struct str head = str_slice(in, 0, in.len < 200 ? in.len : 200);
	size_t at = str_find(head, "encoding=", 0);
	size_t from = at + sizeof "encoding='" - 1; /* behind the quotation mark */
	if (at == STR_NONE || str_find(head, "?>", 0) < at || from > head.len)
		return true;
	head = str_slice(head, from, head.len);
	return str_case_starts(head, "utf-8") || str_case_starts(head, "us-ascii");
}

void repair_xml(struct fg_run *run, const char *file, struct str in, struct sbuf *out)
{
	struct sbuf mended;
	struct mend m = {.run = run, .file = file, .in = in, .line = 1, .column = 1};
	m.declared.arena = m.used.arena = run->arena;
	m.is_utf8 = is_utf8(in);
	m.out = &mended;
	sbuf_init(&mended, SIZE_MAX / 2);
	begin(&m);
	while (m.at < in.len && !m.is_cut) {
		if (in.data[m.at] == '<')
			markup(&m);
		else
			text(&m);
	}
	end_cut(&m);
	sbuf_slice(out, str_slice(sbuf_text(&mended), 0, m.root_at));
	declare_prefixes(&m, out);
	sbuf_slice(out, str_slice(sbuf_text(&mended), m.root_at, mended.len));
	sbuf_need_memory(&mended, run->arena);
	sbuf_need_memory(out, run->arena);
	sbuf_release(&mended);
}
