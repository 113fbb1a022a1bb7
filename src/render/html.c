/* SPDX-License-Identifier: ISC */
/*
 * HTML into nodes, by libxml2's HTML parser in its event form: no tree of libxml2's is
 * ever built, and this is the only file of the room that knows it. What needs no repair
 * (html_tidy.h) goes without it.
 *
 * libxml2 repairs (what was not closed, what cannot be inside what), we forget: attributes
 * but a few, comments, and elements that give way to their content or vanish with it.
 */
#include "render/html_parse.h"

#include <limits.h>
#include <stdint.h>
#include <stdlib.h>
#include <libxml/HTMLparser.h>
#include "render/html_tidy.h"

enum {
	INPUT_MAX = 8 * 1024 *
		    1024, /* below libxml2's own limits, which cut without a word */
	ATTRIBUTES_MAX = 1000,
	OPEN_MAX = 256
};

/* An element that vanishes with its content. */
#define TAG_GONE TAG_COUNT
/* A source of audio or video: not a node, but an address for one. */
#define TAG_SOURCE (TAG_COUNT + 1)

/* In byte order. What is not here gives way to its content. */
static const struct element {
	char name[12];
	int tag;
} elements[] = {
	{"a", TAG_A},
	{"address", TAG_DIV},
	{"applet", TAG_GONE},
	{"article", TAG_DIV},
	{"aside", TAG_DIV},
	{"audio", TAG_MEDIA},
	{"b", TAG_STRONG},
	{"blockquote", TAG_BLOCKQUOTE},
	{"br", TAG_BR},
	{"button", TAG_GONE},
	{"canvas", TAG_GONE},
	{"caption", TAG_DIV},
	{"center", TAG_DIV},
	{"code", TAG_CODE},
	{"datalist", TAG_GONE},
	{"dd", TAG_DIV},
	{"details", TAG_DIV},
	{"dialog", TAG_DIV},
	{"dir", TAG_UL},
	{"div", TAG_DIV},
	{"dl", TAG_DIV},
	{"dt", TAG_DIV},
	{"em", TAG_EM},
	{"fieldset", TAG_DIV},
	{"figcaption", TAG_DIV},
	{"figure", TAG_DIV},
	{"footer", TAG_DIV},
	{"form", TAG_DIV},
	{"h1", TAG_H1},
	{"h2", TAG_H2},
	{"h3", TAG_H3},
	{"h4", TAG_H4},
	{"h5", TAG_H5},
	{"h6", TAG_H6},
	{"head", TAG_GONE},
	{"header", TAG_DIV},
	{"hgroup", TAG_DIV},
	{"hr", TAG_HR},
	{"i", TAG_EM},
	{"iframe", TAG_IFRAME},
	{"img", TAG_IMG},
	{"input", TAG_GONE},
	{"legend", TAG_DIV},
	{"li", TAG_LI},
	{"listing", TAG_PRE},
	{"main", TAG_DIV},
	{"math", TAG_GONE},
	{"menu", TAG_UL},
	{"meter", TAG_GONE},
	{"nav", TAG_DIV},
	{"noembed", TAG_GONE},
	{"noframes", TAG_GONE},
	{"object", TAG_GONE},
	{"ol", TAG_OL},
	{"optgroup", TAG_GONE},
	{"option", TAG_GONE},
	{"p", TAG_P},
	{"plaintext", TAG_PRE},
	{"pre", TAG_PRE},
	{"progress", TAG_GONE},
	{"script", TAG_GONE},
	{"section", TAG_DIV},
	{"select", TAG_GONE},
	{"source", TAG_SOURCE},
	{"strong", TAG_STRONG},
	{"style", TAG_GONE},
	{"summary", TAG_DIV},
	{"svg", TAG_GONE},
	{"table", TAG_TABLE},
	{"td", TAG_TD},
	{"template", TAG_GONE},
	{"textarea", TAG_GONE},
	{"th", TAG_TD},
	{"title", TAG_GONE},
	{"tr", TAG_TR},
	{"ul", TAG_UL},
	{"video", TAG_MEDIA},
	{"xmp", TAG_PRE},
};

/* Classes of what Ghost, and podcast plugins of WordPress, put around the text: players of the
   episode itself and their controls, pictures for links, forms. They vanish with their content;
   the links that they have are the episode's own. */
static const char *const furniture[] = {"kg-audio-thumbnail", "kg-audio-player",
	"kg-bookmark-icon", "kg-bookmark-thumbnail", "kg-file-card-metadata",
	"kg-signup-card", "powerpress_player", "powerpress_links", "podcast_player",
	"podcast_meta", "castos-player", "sharedaddy"};

struct sax {
	struct html_builder b;
	htmlParserCtxtPtr parser;
	const struct html_graft *graft; /* NULL: none */
	size_t next_graft;
	unsigned open;           /* elements open in libxml2 */
	unsigned gone;           /* of these, how many inside one that vanishes, and it */
	struct html_node *media; /* the vanished one is this: its sources count */
	const char *problem;
};

static int compare(const void *name, const void *row)
{
	return strcmp(name, ((const struct element *)row)->name);
}

/* An html_tag, TAG_GONE, TAG_SOURCE, or TAG_ROOT for what gives way to its content. */
static int tag_of(const char *name)
{
	const struct element *e = bsearch(name, elements,
		sizeof elements / sizeof *elements, sizeof *elements, compare);
	return e ? e->tag : TAG_ROOT;
}

/* The value of an attribute; NULL if there is none or it has none. */
static const char *attribute(const char **attributes, const char *name)
{
	for (; attributes && attributes[0]; attributes += 2) {
		if (strcmp(attributes[0], name) == 0)
			return attributes[1];
	}
	return NULL;
}

static bool is_furniture(const char **attributes)
{
	const char *class = attribute(attributes, "class");
	struct str rest = str_of(class ? class : ""), word;
	while (str_cut(&rest, ' ', &word)) {
		for (size_t i = 0; i < sizeof furniture / sizeof *furniture; i++) {
			if (word.data[0] == furniture[i][0] && str_is(word, furniture[i]))
				return true;
		}
	}
	return false;
}

static const char *copy(struct sax *s, const char **attributes, const char *name)
{
	const char *value = attribute(attributes, name);
	return value ? html_value(&s->b, str_of(value)) : NULL;
}

/* ---- grafts ---- */

#define MARK "data-feedgen"

void html_graft_mark(struct sbuf *text, size_t i)
{
	sbuf_printf(text, "<hr " MARK "=\"%zu\">", i);
}

/* Is this hr a mark whose turn it is? A body that writes marks of its own hurts only the
   order of its own blocks. */
static bool graft(struct sax *s, const char **attributes)
{
	long long i;
	const char *number = attribute(attributes, MARK);
	if (!s->graft || !number || !str_to_int(str_of(number), &i))
		return false;
	if ((size_t)i >= s->next_graft && (size_t)i < s->graft->count) {
		s->next_graft = (size_t)i + 1;
		s->graft->add(s->graft->ctx, &s->b, (size_t)i);
	}
	return true;
}

/* ---- events ---- */

static void set_start(struct html_node *list, const char **attributes)
{
	long long n;
	const char *start = attribute(attributes, "start");
	list->start = 1;
	if (start && str_to_int(str_trim(str_of(start)), &n) && n <= INT_MAX)
		list->start = (int)n;
}

static void vanish(struct sax *s, struct html_node *media)
{
	s->gone = 1;
	s->media = media;
}

static void open_element(struct sax *s, int tag, const char **attributes)
{
	struct html_node *n;
	switch (tag) {
	case TAG_ROOT:
	case TAG_SOURCE:
		return;
	case TAG_GONE:
		vanish(s, NULL);
		return;
	case TAG_HR:
		if (!graft(s, attributes))
			html_leaf(&s->b, TAG_HR);
		return;
	case TAG_BR:
		html_leaf(&s->b, TAG_BR);
		return;
	case TAG_IMG:
	case TAG_IFRAME:
	case TAG_MEDIA:
		n = html_leaf(&s->b, (enum html_tag)tag);
		n->url = copy(s, attributes, "src");
		n->text = str_of(copy(s, attributes, tag == TAG_IMG ? "alt" : "title"));
		if (tag != TAG_IMG)
			vanish(s, n);
		return;
	default:
		n = html_open(&s->b, (enum html_tag)tag);
		n->url = tag == TAG_A ? copy(s, attributes, "href") : NULL;
		if (tag == TAG_OL)
			set_start(n, attributes);
	}
}

static void on_start(void *ctx, const char *name, const char **attributes)
{
	struct sax *s = ctx;
	if (s->problem)
		return;
	if (++s->open > OPEN_MAX) {
		s->problem = "nests more than 256 elements";
		xmlStopParser(s->parser);
		return;
	}
	int tag = tag_of(name);
	if (!s->gone) {
		open_element(s, is_furniture(attributes) ? TAG_GONE : tag, attributes);
		return;
	}
	s->gone++;
	if (tag == TAG_SOURCE && s->media && !s->media->url)
		s->media->url = copy(s, attributes, "src");
}

static void on_end(void *ctx, const char *name)
{
	struct sax *s = ctx;
	if (s->problem)
		return;
	s->open--;
	if (s->gone) {
		s->gone--;
		return;
	}
	switch (tag_of(name)) {
	case TAG_ROOT:
	case TAG_GONE:
	case TAG_SOURCE:
	case TAG_HR:
	case TAG_BR:
	case TAG_IMG:
	case TAG_IFRAME:
	case TAG_MEDIA:
		return;
	default:
		html_close(&s->b);
	}
}

static void on_text(void *ctx, struct str text)
{
	struct sax *s = ctx;
	if (!s->gone && !s->problem)
		html_chars(&s->b, text);
}

static bool is_known(const char *name)
{
	return htmlTagLookup((const xmlChar *)name) != NULL;
}

static const struct html_events events = {on_start, on_end, on_text, is_known};

/* ---- parsing ---- */

/* Counts the attributes of tags, for every "<a" that could begin one at once: outside is
   the most that any of these tags has if we are outside of quotes now, quoted[q] if we are
   inside a value in quotes q; -1: there is no such tag. */
struct tally {
	long outside, quoted[2];
	bool after_equals;
};

/* Counts in a quotation mark. True: it ended a value. */
static bool tally_quote(struct tally *t, char mark)
{
	long *quoted = &t->quoted[mark == '"'], inside = *quoted;
	*quoted = t->after_equals ? t->outside : -1;
	if (inside > t->outside)
		t->outside = inside;
	return inside >= 0;
}

static void tally_char(struct tally *t, char c, char next)
{
	bool between = ascii_is_space(c);
	if (c == '"' || c == '\'')
		between = tally_quote(t, c);
	if (c == '<' && t->outside < 0 && ascii_is_alpha(next))
		t->outside = 0;
	else if (c == '>')
		t->outside = -1;
	else if (between && t->outside >= 0 &&
		 (ascii_is_alpha(next) || strchr("_:.", next)))
		t->outside++;
	if (!ascii_is_space(c))
		t->after_equals = c == '=';
}

/* Could a tag in text have more than ATTRIBUTES_MAX attributes? libxml2 compares each with
   all before it: 50,000 take seconds. */
static bool has_flood(struct str text)
{
	struct tally t = {-1, {-1, -1}, false};
	for (size_t i = 0; i < text.len && t.outside <= ATTRIBUTES_MAX; i++)
		tally_char(&t, text.data[i], i + 1 < text.len ? text.data[i + 1] : '\0');
	return t.outside > ATTRIBUTES_MAX;
}

/* What is wrong enough to stop; all else libxml2 repairs. */
static void on_error(void *ctx, xmlErrorPtr error)
{
	struct sax *s = ctx;
	if (error->code == XML_ERR_NO_MEMORY)
		s->b.arena->exhausted();
	/* The same code tells of a comment that --!> closes. */
	const xmlParserInput *input = s->parser ? s->parser->input : NULL;
	bool at_end = input && *input->cur == '\0';
	if (error->code == XML_ERR_COMMENT_NOT_FINISHED && at_end)
		s->problem = "has a comment that nothing closes";
}

/* Appends text with every <!--> and <!---> closed as HTML has it (WHATWG 13.2.5.44): to
   libxml2 they begin a comment, and all that follows would vanish. */
static void add_source(struct sbuf *out, struct str text)
{
	size_t done = 0, at;
	while ((at = str_find(text, "<!--", done)) != STR_NONE) {
		at += strlen("<!--");
		struct str rest = str_slice(text, at, text.len);
		sbuf_slice(out, str_slice(text, done, at));
		if (str_starts(rest, ">") || str_starts(rest, "->"))
			sbuf_str(out, "--");
		done = at;
	}
	sbuf_slice(out, str_slice(text, done, text.len));
}

static void on_parsed_start(void *ctx, const xmlChar *name, const xmlChar **attributes)
{
	on_start(ctx, (const char *)name, (const char **)attributes);
}

static void on_parsed_end(void *ctx, const xmlChar *name)
{
	on_end(ctx, (const char *)name);
}

static void on_parsed_text(void *ctx, const xmlChar *text, int len)
{
	on_text(ctx, (struct str){(const char *)text, (size_t)len});
}

/* Runs the parser over text, which is not empty. */
static void run(struct sax *s, struct str text)
{
	/* Where memory ends, libxml2 tells this thread's handler alone, and stops short. */
	xmlStructuredErrorFunc handler = xmlStructuredError;
	void *ctx = xmlStructuredErrorContext;
	xmlSetStructuredErrorFunc(s, on_error);
	s->parser = htmlNewParserCtxt();
	if (!s->parser || !s->parser->sax)
		s->b.arena->exhausted();
	*s->parser->sax = (xmlSAXHandler){
		.startElement = on_parsed_start,
		.endElement = on_parsed_end,
		.characters = on_parsed_text,
		.ignorableWhitespace = on_parsed_text,
		.initialized = 1,
	};
	s->parser->userData = s;
	/* Without a tree there is no document to be returned. */
	htmlCtxtReadMemory(s->parser, text.data, (int)text.len, NULL, "UTF-8",
		HTML_PARSE_RECOVER | HTML_PARSE_NOERROR | HTML_PARSE_NOWARNING |
			HTML_PARSE_NONET | HTML_PARSE_IGNORE_ENC);
	htmlFreeParserCtxt(s->parser);
	xmlSetStructuredErrorFunc(ctx, handler);
}

/* Has a parser look at text, as the content of a body: there libxml2 makes no paragraph of its
   own around loose text. */
static void repair(struct sax *s, struct str text)
{
	struct sbuf whole;
	if (has_flood(text)) {
		s->problem = "has a tag with more than 1,000 attributes";
		return;
	}
	sbuf_init(&whole, 2 * INPUT_MAX);
	sbuf_str(&whole, "<body>");
	add_source(&whole, text);
	if (whole.failed)
		s->b.arena->exhausted();
	run(s, sbuf_text(&whole));
	sbuf_release(&whole);
}

struct html_doc *html_parse_around(struct arena *a, struct str text,
	const struct html_graft *grafts, const char **problem)
{
	struct sax s = {.graft = grafts};
	html_build(&s.b, a);
	if (text.len > INPUT_MAX)
		s.problem = "is longer than 8 MiB";
	else if (!html_tidy(a, text, &events, &s))
		repair(&s, text);
	struct html_doc *doc = html_built(&s.b);
	*problem = s.problem;
	return s.problem ? NULL : doc;
}

struct html_doc *html_parse(struct arena *a, struct str fragment, const char **problem)
{
	return html_parse_around(a, fragment, NULL, problem);
}
