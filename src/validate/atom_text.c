/* SPDX-License-Identifier: ISC */
/* Atom: text constructs and content, which hold text, HTML, XHTML, or anything (RFC 4287
   3.1 and 4.1.3). */
#include "validate/atom.h"

#include "base/url.h"
#include "model/check.h"
#include "model/check_form.h"
#include "validate/notes.h"

/* ---- what it says that it is ---- */

static enum atom_type media_type(const char *type)
{
	struct str rest = str_of(type), s;
	str_cut(&rest, ';', &s);
	s = str_trim(s);
	const char *xml[] = {"+xml", "/xml"};
	for (size_t i = 0; i < 2; i++) {
		if (s.len > 4 && str_case_is(str_slice(s, s.len - 4, s.len), xml[i]))
			return ATOM_TYPE_MEDIA_XML;
	}
	return str_case_starts(s, "text/") ? ATOM_TYPE_MEDIA_TEXT : ATOM_TYPE_MEDIA;
}

static bool is_word(const char *type, enum atom_type *found)
{
	static const struct {
		const char *word;
		enum atom_type type;
	} words[] = {{"text", ATOM_TYPE_TEXT}, {"html", ATOM_TYPE_HTML},
		{"xhtml", ATOM_TYPE_XHTML}};
	for (size_t i = 0; i < sizeof words / sizeof *words; i++) {
		if (strcmp(type, words[i].word) != 0)
			continue;
		*found = words[i].type;
		return true;
	}
	return false;
}

/* The construct begins, with this type that it has or has not. */
static struct atom_construct *construct(struct judge *j)
{
	struct atom_construct *c = &atom_of(j)->construct;
	*c = (struct atom_construct){.type = ATOM_TYPE_TEXT};
	return c;
}

static void begin_text(struct judge *j)
{
	struct atom_construct *c = construct(j);
	const char *type = judge_attribute(j, "type");
	if (!type || is_word(type, &c->type))
		return;
	j->attribute = "type";
	struct fg_diag *d = judge_say(j, FG_RULE_ATOM_TYPE,
		"%s is neither text nor html nor xhtml: %s", judge_what(j),
		judge_quote(j, type));
	if (str_case_is(str_of(type), "text/html"))
		judge_hint(j, d, "write type=\"html\"");
	j->attribute = NULL;
	c->told = true;
}

/* RFC 4287 4.1.3.1: not a composite type. */
static bool is_composite(const char *type)
{
	struct str s = str_of(type);
	return str_case_starts(s, "multipart/") || str_case_starts(s, "message/");
}

static void begin_content(struct judge *j)
{
	struct atom_construct *c = construct(j);
	const char *type = judge_attribute(j, "type");
	bool word = type && is_word(type, &c->type);
	c->has_src = judge_attribute(j, "src") != NULL;
	j->attribute = "type";
	if (type && !word) {
		if (!check_media_type(type) || is_composite(type))
			judge_say(j, FG_RULE_FEED_MIME,
				"%s is neither text, html, xhtml nor a MIME type of one "
				"part: %s",
				judge_what(j), judge_quote(j, type));
		c->type = media_type(type);
	}
	if (c->has_src && word)
		judge_say(j, FG_RULE_ATOM_TYPE,
			"%s is %s, but what src leads to has a MIME type", judge_what(j),
			type);
	if (c->has_src && !type)
		judge_say(j, FG_RULE_FEED_ATTRIBUTE_WANTED,
			"<content> with src has no type");
	j->attribute = NULL;
	if (c->has_src || c->type == ATOM_TYPE_MEDIA)
		atom_of(j)->entry.needs_summary = true;
}

/* ---- what stands in it ---- */

static void tell_div(struct judge *j, const char *found)
{
	struct atom_construct *c = &atom_of(j)->construct;
	if (!c->told)
		judge_say(j, FG_RULE_ATOM_XHTML_DIV,
			"%s is xhtml, and must hold one <div> of XHTML and nothing else: "
			"it has %s",
			judge_what(j), found);
	c->told = true;
}

static void holds_div(struct judge *j)
{
	const struct xmlread_element *e = j->element;
	bool xhtml = e->uri && strcmp(e->uri, namespaces[NS_XHTML].uri) == 0;
	if (strcmp(e->name, "div") != 0 || !xhtml)
		tell_div(j, arena_printf(&j->scratch, "<%s>%s", e->name,
				    xhtml ? "" : ", which is not in its namespace"));
	else if (atom_of(j)->construct.elements > 1)
		tell_div(j, "a second <div>");
}

/* What the construct is, to say that no element stands in it. */
static const char *nature(const struct atom_construct *c)
{
	static const char *const natures[] = {[ATOM_TYPE_TEXT] = "which is text",
		[ATOM_TYPE_HTML] = "which is HTML written as text",
		[ATOM_TYPE_MEDIA_TEXT] = "which is text",
		[ATOM_TYPE_MEDIA_XML] = "which holds one document of XML already",
		[ATOM_TYPE_MEDIA] = "which is neither text nor XML"};
	return c->has_src ? "which has src, and must be empty" : natures[c->type];
}

static void judge_xhtml_attribute(
	const struct xmlread_attribute *a, struct markup_faults *f)
{
	struct str name = str_of(a->name), value = str_trim(str_of(a->value));
	if (markup_is_handler(name))
		f->handler = name;
	if (str_is(name, "style"))
		f->style = markup_bad_style(value);
	if (!str_is(name, "href") && !str_is(name, "src"))
		return;
	if (str_case_starts(value, "javascript:"))
		f->unsafe = "javascript:";
	if (value.len && !url_has_scheme(value.data))
		f->relative = value;
}

/* An element of XHTML, at whatever depth. */
static void judge_xhtml(struct judge *j)
{
	struct atom_construct *c = &atom_of(j)->construct;
	const struct xmlread_element *e = j->element;
	struct markup_faults f = {0};
	if (!e->uri || strcmp(e->uri, namespaces[NS_XHTML].uri) != 0)
		return;
	if (markup_is_unsafe(str_of(e->name)))
		f.unsafe = arena_printf(&j->scratch, "<%s", e->name);
	for (size_t i = 0; i < e->attribute_count; i++) {
		if (!e->attributes[i].uri)
			judge_xhtml_attribute(&e->attributes[i], &f);
	}
	if (!c->unsafe_told)
		notes_tell_unsafe(j, &f);
	if (!c->relative_told && !judge_node(j)->based)
		notes_tell_relative(j, f.relative);
	c->unsafe_told = c->unsafe_told || markup_unsafe(&j->scratch, &f);
	c->relative_told = c->relative_told || f.relative.len;
}

/* HTML that was written as text. */
static void judge_html(struct judge *j)
{
	struct markup_faults f = markup_judge(&j->scratch, str_of(j->text));
	notes_tell_unsafe(j, &f);
	if (!judge_node(j)->based)
		notes_tell_relative(j, f.relative);
	notes_tell_double(j);
}

/* An element begins in the construct. */
static void holds(struct judge *j)
{
	struct atom_construct *c = &atom_of(j)->construct;
	c->elements++;
	if (c->type == ATOM_TYPE_XHTML && !c->has_src) {
		holds_div(j);
		judge_xhtml(j);
		return;
	}
	bool document = c->type == ATOM_TYPE_MEDIA_XML && c->elements == 1;
	if (c->told || (document && !c->has_src))
		return;
	c->told = true;
	struct fg_diag *d = judge_say(j, FG_RULE_FEED_ELEMENT_UNKNOWN,
		"<%s> stands in %s, %s", j->element->name, judge_what(j), nature(c));
	if (c->type == ATOM_TYPE_TEXT || c->type == ATOM_TYPE_HTML)
		judge_hint(j, d, "write HTML as text, &lt;%s&gt;, with type=\"html\"",
			j->element->name);
}

/* One begins in an element that the construct holds. */
static void deeper(struct judge *j)
{
	if (atom_of(j)->construct.type == ATOM_TYPE_XHTML)
		judge_xhtml(j);
}

/* ---- what it was ---- */

static void end_xhtml(struct judge *j, bool has_text)
{
	if (has_text)
		tell_div(j,
			arena_printf(&j->scratch, "text, %s", judge_quote(j, j->text)));
	else if (atom_of(j)->construct.elements == 0)
		tell_div(j, "nothing");
}

static void end_media(struct judge *j, const struct atom_construct *c, bool has_text)
{
	if (c->type == ATOM_TYPE_MEDIA_XML && has_text)
		judge_say(j, FG_RULE_FEED_TEXT_STRAY,
			"<content> is XML, but has text around it: %s",
			judge_quote(j, j->text));
	if (c->type == ATOM_TYPE_MEDIA && has_text && !check_base64(j->text))
		judge_say(j, FG_RULE_ATOM_BASE64,
			"<content> is neither text nor XML, and so base64, but is none: "
			"%s",
			judge_quote(j, j->text));
}

/* Of content and summary, the summary is what lists show. */
static void keep(struct judge *j)
{
	int row = judge_node(j)->row;
	bool described = j->items.item.facts[FACT_DESCRIPTION].text != NULL;
	if (row == ROW_ATOM_TITLE)
		judge_keep(j, FACT_TITLE, j->text);
	else if (row == ROW_ATOM_SUMMARY || (row == ROW_ATOM_CONTENT && !described))
		judge_keep(j, FACT_DESCRIPTION, j->text);
}

static void end_construct(struct judge *j)
{
	const struct atom_construct *c = &atom_of(j)->construct;
	bool has_text = str_trim(str_of(j->text)).len > 0;
	if (c->has_src) {
		if (has_text)
			judge_say(j, FG_RULE_FEED_TEXT_STRAY,
				"<content> has src, and must be empty: it has %s",
				judge_quote(j, j->text));
		return;
	}
	if (c->type == ATOM_TYPE_XHTML) {
		end_xhtml(j, has_text);
		return;
	}
	if (c->elements == 0)
		judge_blank(j, j->text);
	if (has_text)
		keep(j);
	if (c->type == ATOM_TYPE_HTML)
		judge_html(j);
	if (c->type == ATOM_TYPE_TEXT && check_has_markup(j->text))
		judge_say(j, FG_RULE_ATOM_TEXT_HTML,
			"%s is text, but looks like HTML: %s", judge_what(j),
			judge_quote(j, j->text));
	end_media(j, c, has_text);
}

void atom_text(struct judge *j, enum moment moment)
{
	if (moment == BEGINS) {
		atom_ordered(j);
		begin_text(j);
	} else if (moment == HOLDS) {
		holds(j);
	} else if (moment == DEEPER) {
		deeper(j);
	} else {
		end_construct(j);
	}
}

void atom_content(struct judge *j, enum moment moment)
{
	if (moment == BEGINS)
		begin_content(j);
	else if (moment == HOLDS)
		holds(j);
	else if (moment == DEEPER)
		deeper(j);
	else
		end_construct(j);
}
