/* SPDX-License-Identifier: ISC */
#include "unit.h"

#include "base/xmlread.h"

/* What the handlers saw, as text: "<name@line:col text >" */
struct trace {
	struct sbuf seen;
};

static void on_start(void *data, const struct xmlread_element *e)
{
	struct trace *t = data;
	sbuf_printf(&t->seen, "<%s@%u:%u", e->name, e->at.line, e->at.column);
	for (size_t i = 0; i < e->attribute_count; i++)
		sbuf_printf(&t->seen, " %s=%s", e->attributes[i].name,
			e->attributes[i].value);
}

static void on_text(void *data, struct str text)
{
	sbuf_slice(&((struct trace *)data)->seen, text);
}

static void on_end(void *data)
{
	sbuf_char(&((struct trace *)data)->seen, '>');
}

static const struct xmlread_handler handler = {
	.start = on_start, .text = on_text, .end = on_end};

/* Reads the document in pieces of so many bytes. */
static struct xmlread *read_in(
	struct unit *u, struct trace *t, struct str document, size_t piece)
{
	sbuf_init(&t->seen, 1 << 20);
	struct xmlread *x = xmlread_new(&u->arena, &handler, t);
	assert_non_null(x);
	for (size_t at = 0; at < document.len; at += piece) {
		size_t n = document.len - at < piece ? document.len - at : piece;
		if (!xmlread_feed(x, document.data + at, n))
			break;
	}
	xmlread_finish(x);
	return x;
}

static void tells_places(void **state)
{
	struct unit own, *u = &own;
	(void)state;
	unit_open(u);
	static const char document[] = "<?xml version=\"1.0\"?>\n<!-- <no> --><a "
				       "x='&amp;#38;&#38;>'>é<b/>\n <c>1 &amp; 2"
				       "<![CDATA[<d>]]></c></a>";
	for (size_t piece = 1; piece < 40; piece += 6) {
		struct trace t;
		struct xmlread *x = read_in(u, &t, str_of(document), piece);
		assert_null(xmlread_fault(x));
		assert_string_equal(t.seen.data,
			"<a@2:14 x=&#38;&>\xc3\xa9<b@2:38>\n <c@3:2"
			"1 & 2<d>>>");
		xmlread_free(x);
		sbuf_release(&t.seen);
	}
	unit_close(u);
}

static void tells_faults(void **state)
{
	struct unit own, *u = &own;
	(void)state;
	unit_open(u);
	static const struct {
		const char *document;
		enum xmlread_kind kind;
		unsigned line, column;
		const char *says;
	} cases[] = {
		{"<a>\n Salt & Pepper</a>", XMLREAD_ENTITY, 2, 7, "bare &"},
		{"<a>\n x&nbsp;y</a>", XMLREAD_ENTITY, 2, 3, "&nbsp;"},
		{"<a>\n 1 < 2</a>", XMLREAD_ILL_FORMED, 2, 4, "bare <"},
		{"<a>\n<b>x</c></a>", XMLREAD_ILL_FORMED, 2, 5,
			"<b> of line 2 is closed by </c>"},
		{"<a>\n<b>", XMLREAD_ILL_FORMED, 2, 4, "<b> of line 2 is open"},
		{"<a>\n<b><c", XMLREAD_ILL_FORMED, 2, 4, ""},
		{"\n<?xml version=\"1.0\"?><a/>", XMLREAD_DECLARATION, 2, 1,
			"before <?xml"},
		{"<a/>\nx", XMLREAD_ILL_FORMED, 2, 1, "behind the end"},
		{"<a>\n<b:c/></a>", XMLREAD_PREFIX, 2, 1, "prefix b:"},
		{"<a x='1'\n x='2'/>", XMLREAD_ILL_FORMED, 1, 1,
			"attribute x is there twice"},
		{"<a>&#11;</a>", XMLREAD_CHARACTER, 1, 4, ""},
		{"<a>\n\x0b</a>", XMLREAD_CHARACTER, 2, 1, "U+000B"},
		{"<a>\n\xe9t\xe9</a>", XMLREAD_ENCODING, 2, 1, "0xE9"},
		{"<!DOCTYPE a [<!ENTITY b \"c\">]><a>&b;</a>", XMLREAD_LIMIT, 1, 18,
			"entities"},
		{"<a>]]></a>", XMLREAD_ILL_FORMED, 1, 4, "]]>"},
		{"", XMLREAD_ILL_FORMED, 1, 1, ""},
	};
	for (size_t i = 0; i < sizeof cases / sizeof *cases; i++) {
		struct trace t;
		struct xmlread *x = read_in(u, &t, str_of(cases[i].document), 4096);
		const struct xmlread_fault *f = xmlread_fault(x);
		assert_non_null(f);
		assert_int_equal(f->kind, cases[i].kind);
		assert_int_equal(f->at.line, cases[i].line);
		assert_int_equal(f->at.column, cases[i].column);
		assert_non_null(strstr(f->message, cases[i].says));
		xmlread_free(x);
		sbuf_release(&t.seen);
	}
	unit_close(u);
}

static void reads_encodings(void **state)
{
	struct unit own, *u = &own;
	(void)state;
	unit_open(u);
	static const struct {
		struct str document;
		const char *encoding;
		bool is_utf8;
	} cases[] = {
		{{"\xef\xbb\xbf<a>\xc3\xa9</a>", 12}, "UTF-8", true},
		{{"\xff\xfe<\0a\0>\0\xe9\0<\0/\0a\0>\0", 18}, "UTF-16LE", false},
		{{"\0<\0a\0>\0\xe9\0<\0/\0a\0>", 16}, "UTF-16BE", false},
		{{"<?xml version='1.0' encoding='windows-1252'?><a>\xe9</a>", 53},
			"windows-1252", false},
	};
	for (size_t i = 0; i < sizeof cases / sizeof *cases; i++) {
		for (size_t piece = 1; piece < 60; piece += 7) {
			struct trace t;
			bool is_utf8;
			struct xmlread *x = read_in(u, &t, cases[i].document, piece);
			assert_null(xmlread_fault(x));
			assert_non_null(strstr(t.seen.data, "\xc3\xa9>"));
			assert_string_equal(
				xmlread_encoding(x, &is_utf8), cases[i].encoding);
			assert_int_equal(is_utf8, cases[i].is_utf8);
			xmlread_free(x);
			sbuf_release(&t.seen);
		}
	}
	unit_close(u);
}

/* What a tag of very many attributes, or elements without end, must not cost. */
static void keeps_limits(void **state)
{
	struct unit own, *u = &own;
	(void)state;
	unit_open(u);
	for (int i = 0; i < 2; i++) {
		struct sbuf document;
		struct trace t;
		sbuf_init(&document, 1 << 22);
		sbuf_str(&document, "<a");
		for (unsigned n = 0; n < 20000; n++)
			i ? sbuf_str(&document, "><b")
			  : sbuf_printf(&document, " a%u='1'", n);
		struct xmlread *x = read_in(u, &t, sbuf_text(&document), 65536);
		assert_non_null(xmlread_fault(x));
		assert_int_equal(xmlread_fault(x)->kind, XMLREAD_LIMIT);
		xmlread_free(x);
		sbuf_release(&t.seen);
		sbuf_release(&document);
	}
	unit_close(u);
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(tells_places),
		cmocka_unit_test(tells_faults),
		cmocka_unit_test(reads_encodings),
		cmocka_unit_test(keeps_limits),
	};
	return cmocka_run_group_tests(tests, NULL, NULL);
}
