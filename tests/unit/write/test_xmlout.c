/* SPDX-License-Identifier: ISC */
/* xmlout: exact bytes, and that a parser reads back what was written, whatever it was. */
#include "unit.h"

#include <libxml/parser.h>
#include <libxml/tree.h>
#include "base/utf8.h"
#include "write/xmlout.h"

static const char *const around[] = {"a", "b", NULL};

/* <?xml …?> <a><b> with text in an element and in an attribute. */
static void write_document(struct sbuf *out, struct str s)
{
	struct xmlout x;
	xmlout_begin(&x, out);
	xmlout_open(&x, "a");
	xmlout_attr(&x, "v", s);
	xmlout_leaf(&x, "b", s);
	xmlout_close(&x);
	xmlout_end(&x);
}

static void document(void **state)
{
	(void)state;
	struct sbuf out;
	sbuf_init(&out, 1 << 20);
	write_document(&out, str_of("1 < 2 & \"3\" > '2'"));
	assert_false(out.failed);
	assert_string_equal(out.data, "<?xml version=\"1.0\" encoding=\"UTF-8\"?>\n"
				      "<a v=\"1 &lt; 2 &amp; &quot;3&quot; &gt; '2'\">\n"
				      "  <b>1 &lt; 2 &amp; \"3\" &gt; '2'</b>\n"
				      "</a>\n");
	sbuf_release(&out);
}

static void empty_elements(void **state)
{
	(void)state;
	struct sbuf out;
	sbuf_init(&out, 1 << 20);
	struct xmlout x;
	xmlout_begin(&x, &out);
	xmlout_open(&x, "a");
	xmlout_open(&x, "b");
	xmlout_attr(&x, "c", str_of(""));
	xmlout_close(&x);
	xmlout_leaf(&x, "d", str_of(""));
	xmlout_close(&x);
	xmlout_end(&x);
	assert_string_equal(out.data, "<?xml version=\"1.0\" encoding=\"UTF-8\"?>\n"
				      "<a>\n"
				      "  <b c=\"\"/>\n"
				      "  <d/>\n"
				      "</a>\n");
	sbuf_release(&out);
}

/* What is written in pieces must be what one writer writes. */
static void pieces(void **state)
{
	(void)state;
	struct sbuf out;
	sbuf_init(&out, 1 << 20);
	struct xmlout x;
	xmlout_begin(&x, &out);
	xmlout_open(&x, "a");
	xmlout_open(&x, "b");
	xmlout_leaf(&x, "first", str_of("1"));
	xmlout_end(&x);
	for (int i = 0; i < 2; i++) {
		xmlout_resume(&x, &out, around);
		xmlout_open(&x, "item");
		xmlout_leaf(&x, "t", str_of("x"));
		xmlout_close(&x);
		xmlout_end(&x);
	}
	xmlout_resume(&x, &out, around);
	xmlout_close(&x);
	xmlout_close(&x);
	xmlout_end(&x);
	assert_string_equal(out.data, "<?xml version=\"1.0\" encoding=\"UTF-8\"?>\n"
				      "<a>\n"
				      "  <b>\n"
				      "    <first>1</first>\n"
				      "    <item>\n"
				      "      <t>x</t>\n"
				      "    </item>\n"
				      "    <item>\n"
				      "      <t>x</t>\n"
				      "    </item>\n"
				      "  </b>\n"
				      "</a>\n");
	sbuf_release(&out);
}

/* The parser's view of what write_document made of s: the same bytes, twice. */
static void assert_survives(struct str s)
{
	struct sbuf out;
	sbuf_init(&out, 1 << 24);
	write_document(&out, s);
	assert_false(out.failed);
	xmlDocPtr doc = xmlReadMemory(out.data, (int)out.len, NULL, NULL,
		XML_PARSE_NONET | XML_PARSE_NOERROR | XML_PARSE_NOWARNING);
	if (!doc)
		fail_msg("ill-formed: %s", out.data);
	xmlNodePtr root = xmlDocGetRootElement(doc);
	xmlChar *attr = xmlGetProp(root, (const xmlChar *)"v");
	xmlChar *text = xmlNodeGetContent(xmlFirstElementChild(root));
	assert_int_equal(strlen((char *)attr), s.len);
	assert_memory_equal(attr, s.data, s.len);
	assert_int_equal(strlen((char *)text), s.len);
	assert_memory_equal(text, s.data, s.len);
	xmlFree(attr);
	xmlFree(text);
	xmlFreeDoc(doc);
	sbuf_release(&out);
}

static void awkward_texts(void **state)
{
	(void)state;
	static const char *const texts[] = {
		"]]>", "<![CDATA[ x ]]>", "&amp; &amp;amp; &#38; &nbsp;", "<!-- -- -->",
		"<?xml version=\"1.0\"?>", "</b></a>", "\r\n\r \t\n",
		" leading and trailing ", "\"'\"'", "tab\there", "e\xcc\x81 combining",
		"\xf0\x9f\x8e\x99\xef\xb8\x8f studio microphone",
		"\xd7\xa9\xd7\x9c\xd7\x95\xd7\x9d \xe2\x80\x8f RTL",
		"line\xe2\x80\xa8separator\xe2\x80\xa9paragraph\xc2\x85next",
		"\xef\xbb\xbf BOM inside", "\x7f\xc2\x80\xc2\x9f C1",
		"\xed\x9f\xbf\xee\x80\x80\xef\xbf\xbd\xf0\x90\x80\x80\xf4\x8f\xbf\xbf "
		"edges",
		"<<<<<<<<&&&&&&&&>>>>>>>>", "1234567&12345678<123456789>\r",
		"=>=<=;='=%='=?", /* neighbours of what is escaped */
	};
	for (size_t i = 0; i < sizeof texts / sizeof *texts; i++)
		assert_survives(str_of(texts[i]));
}

/* Escapes at every place of a word and around the chunks of 4,096 bytes. */
static void every_offset(void **state)
{
	(void)state;
	char text[4096 + 64];
	for (size_t at = 0; at < 24; at++) {
		memset(text, 'x', sizeof text);
		text[at] = '<';
		text[4064 + at] = '&';
		text[4072 + at] = '\r';
		assert_survives((struct str){text, sizeof text});
	}
	memset(text, '&', sizeof text);
	assert_survives((struct str){text, sizeof text});
}

/* xorshift (Marsaglia): the same texts on every run. */
static uint32_t next(uint32_t *seed)
{
	*seed ^= *seed << 13;
	*seed ^= *seed >> 17;
	*seed ^= *seed << 5;
	return *seed;
}

/* A text of XML characters, rich in what needs care. */
static void generate(struct sbuf *b, uint32_t *seed)
{
	static const char often[] = "<>&\"'\r\n\t]! ;#ax";
	size_t n = next(seed) % 200;
	for (size_t i = 0; i < n; i++) {
		uint32_t cp = next(seed) % 0x110000;
		char bytes[4];
		if (next(seed) % 4)
			sbuf_char(b, often[next(seed) % (sizeof often - 1)]);
		else if (utf8_is_xml_char(cp))
			sbuf_add(b, bytes, utf8_encode(cp, bytes));
	}
}

static void generated_texts(void **state)
{
	(void)state;
	uint32_t seed = 20240601;
	for (int i = 0; i < 3000; i++) {
		struct sbuf b;
		sbuf_init(&b, 4096);
		generate(&b, &seed);
		assert_survives(sbuf_text(&b));
		sbuf_release(&b);
	}
}

/* Beyond ASCII, longer than any buffer of libxml2, so that characters are cut in two. */
static void long_text(void **state)
{
	(void)state;
	struct sbuf b;
	sbuf_init(&b, 1 << 20);
	sbuf_char(&b, 'x');
	while (b.len < 300000)
		sbuf_str(&b, "\xe2\x82\xac\xf0\x9f\x98\x80");
	assert_survives(sbuf_text(&b));
	sbuf_release(&b);
}

static void cap(void **state)
{
	(void)state;
	struct sbuf text, out;
	sbuf_init(&text, 1 << 20);
	while (text.len < 50000)
		sbuf_str(&text, "0123456789");
	sbuf_init(&out, 20000);
	write_document(&out, sbuf_text(&text));
	assert_true(out.failed);
	assert_true(out.len <= 20000);
	/* It stays failed, and goes on harmlessly. */
	struct xmlout x;
	xmlout_resume(&x, &out, around);
	xmlout_leaf(&x, "c", str_of("d"));
	xmlout_end(&x);
	assert_true(out.failed);
	sbuf_release(&out);
	sbuf_release(&text);
}

/* One byte of room too few must not go unnoticed, wherever it is. */
static void every_cap(void **state)
{
	(void)state;
	struct sbuf whole;
	sbuf_init(&whole, 1 << 10);
	write_document(&whole, str_of("some & text"));
	for (size_t max = 0; max <= whole.len; max++) {
		struct sbuf out;
		sbuf_init(&out, max);
		write_document(&out, str_of("some & text"));
		assert_int_equal(out.failed, max < whole.len);
		sbuf_release(&out);
	}
	sbuf_release(&whole);
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(document),
		cmocka_unit_test(empty_elements),
		cmocka_unit_test(pieces),
		cmocka_unit_test(awkward_texts),
		cmocka_unit_test(every_offset),
		cmocka_unit_test(generated_texts),
		cmocka_unit_test(long_text),
		cmocka_unit_test(cap),
		cmocka_unit_test(every_cap),
	};
	int failed = cmocka_run_group_tests_name("write/xmlout", tests, NULL, NULL);
	xmlCleanupParser();
	return failed;
}
