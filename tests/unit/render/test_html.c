/* SPDX-License-Identifier: ISC */
#include "html_unit.h"

/* Hostile and broken HTML: what a browser would run, follow or misread must not get through,
   and what a reader would read must. */

static const struct html_rules full = {.full = true};

/* What is left is <p>text</p>. */
static const char *const only_text[] = {
	"<p style=\"width:expression(alert(1))\">text</p>",
	"<p onclick=\"alert(1)\" onmouseover=alert(2)>text</p>",
	"<p class=a id=b data-x=c dir=rtl lang=en title=t>text</p>",
	"<form action=\"javascript:alert(1)\"><input type=submit value=go><button "
	"formaction=javascript:alert(2)>b</button>text</form>",
	"<a href=\"javascript:alert(1)\">text</a>",
	"<a href=JaVaScRiPt:alert(1)>text</a>",
	"<a href=\"java&#09;script:alert(1)\">text</a>",
	"<a href=\"java&#10;script:alert(1)\">text</a>",
	"<a href=\"java&NewLine;script:alert(1)\">text</a>",
	"<a href=\"&#1;javascript:alert(1)\">text</a>",
	"<a href=\" &#32; javascript:alert(1)\">text</a>",
	"<a href=\"&#x6A;&#x61;vascript&colon;alert(1)\">text</a>",
	"<a "
	"href=\"&#106;&#97;&#118;&#97;&#115;&#99;&#114;&#105;&#112;&#116;&#58;alert(1)\">"
	"text</a>",
	"<a href=\"&#0000106avascript:alert(1)\">text</a>",
	"<a href=\"javascript&#58;alert(1)\">text</a>",
	"<a href=\"javascript&#x3A;alert(1)\">text</a>",
	"<a href=\"java script:alert(1)\">text</a>",
	"<a href=\"vbscript:msgbox(1)\">text</a>",
	"<a href=\"data:text/html;base64,PHNjcmlwdD4=\">text</a>",
	"<a href=\"file:///etc/passwd\">text</a>",
	"<a href=\"feed:javascript:alert(1)\">text</a>",
	"<a href=\"view-source:https://a.test/\">text</a>",
	"<a href=\"blob:https://a.test/x\">text</a>",
	"<a href=\"tel:+441234\">text</a>",
	"<a href=\"https:evil.test\">text</a>",
	"<a href=\"https:///evil.test\">text</a>",
	"<a href=\"https:\\\\evil.test\">text</a>",
	"<a href=\"mailto:\">text</a>",
	"<a href>text</a>",
	"<a href=\"\">text</a>",
	"<a name=here>text</a>",
	"<p<b>text",
	"</p>text</b></div>",
	"<p title=\"a>b\">text</p>",
	"<p title='a\" onclick=\"alert(1)'>text</p>",
	"<p title=`a onclick=alert(1)`>text</p>",
	"<p/onclick=alert(1)//>text",
	"<!DOCTYPE html><html><head><title>t</title></head><body "
	"onload=alert(1)>text</body></html>",
	"<base href=\"javascript:alert(1)//\"><a href=\"x\">text</a>",
	"&#0;&#1;&#xFFFE;&#xD800;&#x110000;text",
	"<unknown onclick=x>text</unknown>",
	"<x:y z>text</x:y>",
	"<a href=\"JAVASCRIPT&Tab;:alert(1)\">text</a>",
	"<a href=\"&#x2028;javascript:alert(1)\">text</a>",
	"<a href=\"javascript&#65306;alert(1)\">text</a>",
	"<a href=\"%6Aavascript:alert(1)\">text</a>",
	"<a href=\"x:y\">text</a>",
	"<a href=\"https://\">text</a>",
	"<a href=\"http://&nbsp;x/\">text</a>",
	"<a href=\"//&#x200b;\">text</a>",
	"<a href=\"https://%.te&#x48a;t/\">text</a>",
	"<a href=\"https://a.te|t&#xfeff;y/\">text</a>",
	"<table><td><script>alert(1)</script><td>text</table>",
	"<marquee onstart=alert(1)>text</marquee>",
	"<body onload=alert(1)>text",
	"</body><script>alert(1)</script>text",
};

/* What is left is <p>after</p>. */
static const char *const only_after[] = {
	"<script>alert(1)</script>after",
	"<SCRIPT SRC=https://evil.test/x.js></SCRIPT>after",
	"<script>if (a<b) document.write(\"<p>x</p>\")</script>after",
	"<script/x>alert(1)</script>after",
	"<style>p{background:url(javascript:alert(1))}</style>after",
	"<svg onload=alert(1)><script>alert(2)</script><p>x</p></svg>after",
	"<svg/onload=alert(1)>x</svg>after",
	"<svg><style><img src=x onerror=alert(1)></style></svg>after",
	"<svg><a xlink:href=\"javascript:alert(1)\"><text>x</text></a></svg>after",
	"<math><mtext><table><mglyph><style><img src=x "
	"onerror=alert(1)></style></table></mtext></math>after",
	"<noscript><p title=\"</noscript><img src=x onerror=alert(1)>\"></noscript>after",
	"<template><img src=x onerror=alert(1)></template>after",
	"<textarea><img src=x onerror=alert(1)></textarea>after",
	"<title><img src=x onerror=alert(1)></title>after",
	"<xmp><img src=x onerror=alert(1)></xmp>after",
	"<noembed><img src=x onerror=alert(1)></noembed>after",
	"<noframes><img src=x onerror=alert(1)></noframes>after",
	"<object data=\"javascript:alert(1)\">inside</object>after",
	"<embed src=\"javascript:alert(1)\">after",
	"<applet code=x>inside</applet>after",
	"<iframe src=\"javascript:alert(1)\">inside</iframe>after",
	"<iframe srcdoc=\"<script>alert(1)</script>\"></iframe>after",
	"<iframe src=\"data:text/html,<script>alert(1)</script>\" "
	"title=\"t\"></iframe>after",
	"<video onerror=alert(1)><source src=\"javascript:alert(1)\"></video>after",
	"<audio src=x onerror=alert(1)>fallback</audio>after",
	"<select><option>one<option onclick=x>two</select>after",
	"<isindex action=javascript:alert(1) type=image>after",
	"<a href=\"https://a.test/\"></a>after",
	"<a href=\"https://a.test/\"> </a>after",
	"<!-- <script>alert(1)</script> -->after",
	"<!-- a -- b --!>after",
	"<!-->after",
	"<link rel=stylesheet href=\"javascript:alert(1)\">after",
	"<meta http-equiv=refresh content=\"0;url=javascript:alert(1)\">after",
	"<Book url=\"https://a.test/\" image=\"b\"/>after",
};

/* What is left is the second. */
static const struct pair hostile[] = {
	{"<scr<script>ipt>alert(1)</scr</script>ipt>after",
		"<p>ipt&gt;alert(1)ipt&gt;after</p>"},
	{"<img src=x onerror=alert(1)>", ""},
	{"<img src=\"https://a.test/i.png\" onerror=\"alert(1)\" alt=\"a&quot; "
	 "onload=&quot;x\">",
		"<p><img src=\"https://a.test/i.png\" alt=\"a&quot; "
		"onload=&quot;x\"></p>"},
	{"<img src=\"javascript:alert(1)\" alt=\"words\">", "<p>words</p>"},
	{"<img src=\"data:image/svg+xml;base64,PHN2Zz4=\" alt=\"words\">",
		"<p>words</p>"},
	{"<img src='mailto:a@b.test' alt=\"words\">", "<p>words</p>"},
	{"<img src=\"https://a.test/i.png\"alt=\"b\"/onload=alert(1)>",
		"<p><img src=\"https://a.test/i.png\" alt=\"b\"></p>"},
	{"<a href=\"//evil.test/x\">text</a>",
		"<p><a href=\"https://evil.test/x\">text</a></p>"},
	{"<a href=\"https://a.test/&quot;onclick=&quot;alert(1)\">text</a>",
		"<p><a href=\"https://a.test/%22onclick=%22alert(1)\">text</a></p>"},
	{"<a href='https://a.test/\"><script>alert(1)</script>'>text</a>",
		"<p><a "
		"href=\"https://a.test/%22%3E%3Cscript%3Ealert(1)%3C/script%3E\">text</"
		"a></p>"},
	{"<a href=\"https://a.test/<b>\">text</a>",
		"<p><a href=\"https://a.test/%3Cb%3E\">text</a></p>"},
	{"<a href=\"https://a.test/x y\">text</a>",
		"<p><a href=\"https://a.test/x%20y\">text</a></p>"},
	{"<a href=\"https://a.test/%zz%20\">text</a>",
		"<p><a href=\"https://a.test/%25zz%20\">text</a></p>"},
	{"<a href=\"https://a.test/é?q=ü\">text</a>",
		"<p><a href=\"https://a.test/%C3%A9?q=%C3%BC\">text</a></p>"},
	{"<a href=\"ht&#9;tps://a.test/\">text</a>",
		"<p><a href=\"https://a.test/\">text</a></p>"},
	{"<a href=\"https://a.test/\" target=_blank rel=x onclick=y>text</a>",
		"<p><a href=\"https://a.test/\">text</a></p>"},
	{"<a href=\"mailto:a@b.test?subject=a b\">text</a>",
		"<p><a href=\"mailto:a@b.test?subject=a%20b\">text</a></p>"},
	{"<a href=\"javascript:alert(1)\">https://b.test/</a>",
		"<p><a href=\"https://b.test/\">https://b.test/</a></p>"},
	{"<a href=\"https://a.test/\">one<a href=\"https://b.test/\">two</a></a>",
		"<p><a href=\"https://a.test/\">one</a><a "
		"href=\"https://b.test/\">two</a></p>"},
	{"<a href=\"https://a.test/\"><p>one</p><p>two</p></a>",
		"<p><a href=\"https://a.test/\">one</a></p>\n<p><a "
		"href=\"https://a.test/\">two</a></p>"},
	{"<<b>text</b>>", "<p>&lt;<strong>text</strong>&gt;</p>"},
	{"<b <i>text</i></b>", "<p><strong>text</strong></p>"},
	{"<b/i/s>text", "<p><strong>text</strong></p>"},
	{"<a href=\"https://a.test/\"onclick=\"alert(1)\">text</a>",
		"<p><a href=\"https://a.test/\">text</a></p>"},
	{"<b foo=\"<script>alert(1)</script>\">text</b>", "<p><strong>text</strong></p>"},
	{"<!--><script>alert(1)</script>-->after", "<p>--&gt;after</p>"},
	{"<![CDATA[<script>alert(1)</script>]]>after", "<p>&lt;![CDATA[]]&gt;after</p>"},
	{"<?php echo \"<b>x</b>\" ?>after", "<p>x\" ?&gt;after</p>"},
	{"&lt;script&gt;alert(1)&lt;/script&gt;",
		"<p>&lt;script&gt;alert(1)&lt;/script&gt;</p>"},
	{"&amp;lt;script&amp;gt;", "<p>&amp;lt;script&amp;gt;</p>"},
	{"&#60;script&#62;alert(1)&#60;/script&#62;",
		"<p>&lt;script&gt;alert(1)&lt;/script&gt;</p>"},
	{"&ltscript&gtalert(1)", "<p>&amp;ltscript&amp;gtalert(1)</p>"},
	{"&copy; &nbsp;&eacute;&hellip;&#8212;&#x1F600;", "<p>© \302\240é…—😀</p>"},
	{"&unknown; &; & &#; &#x;", "<p>&amp;unknown; &amp;; &amp;</p>"},
	{"a < b > c & d \"e\" 'f'", "<p>a &lt; b &gt; c &amp; d \"e\" 'f'</p>"},
	{"]]> and ]]&gt;", "<p>]]&gt; and ]]&gt;</p>"},
	{"<a href=\"https://a.test/\" style=\"x:expression(alert(1))\">text</a>",
		"<p><a href=\"https://a.test/\">text</a></p>"},
	{"<div style=\"background:url(javascript:alert(1))\"><b style=x>text</b></div>",
		"<p><strong>text</strong></p>"},
	{"<img src=\"https://a.test/i.png\" srcset=\"javascript:x 2x\" usemap=#m "
	 "longdesc=javascript:x>",
		"<p><img src=\"https://a.test/i.png\" alt=\"\"></p>"},
	{"<a href=\"HTTPS://A.test/\">text</a>",
		"<p><a href=\"https://A.test/\">text</a></p>"},
	{"<a href=\"https://user:pass@a.test/\">text</a>",
		"<p><a href=\"https://user:pass@a.test/\">text</a></p>"},
	{"<a title=\"</a><script>alert(1)</script>\" href=\"https://a.test/\">text</a>",
		"<p><a href=\"https://a.test/\">text</a></p>"},
	{"<svg><p><style><a id=\"</style><img src=x onerror=alert(1)>\">after", ""},
	{"<form><math><mtext></form><form><mglyph><style></math><img src=x "
	 "onerror=alert(1)>",
		""},
	{"<style><style/><script>alert(1)</script>text", ""},
	{"<iframe src=\"https://a.test/&quot;><script>alert(1)</script>\"></iframe>",
		"<p><a "
		"href=\"https://a.test/%22%3E%3Cscript%3Ealert(1)%3C/script%3E\">a.test</"
		"a></p>"},
	{"<iframe src=\"https://a.test/\" title=\"<script>alert(1)</script>\"></iframe>",
		"<p><a "
		"href=\"https://a.test/\">&lt;script&gt;alert(1)&lt;/script&gt;</a></p>"},
	{"<details open ontoggle=alert(1)><summary>one</summary>two</details>",
		"<p>one</p>\n<p>two</p>"},
	{"<img \"\"\"><script>alert(1)</script>\">", "<p>\"&gt;</p>"},
	{"<a href=https://a.test/ onclick=x>text",
		"<p><a href=\"https://a.test/\">text</a></p>"},
	{"<ımg src=x>text", "<p>&lt;ımg src=x&gt;text</p>"},
	{"<b\302\240onclick=x>text</b>", "<p><strong>text</strong></p>"},
	{"<img/src=\"https://a.test/i.png\"/alt=b>", ""},
	{"\342\200\256text", "<p>\342\200\256text</p>"},
	{"<p>\342\200\250text", "<p>\342\200\250text</p>"},
};

static void test_only_text(void **state)
{
	(void)state;
	for (size_t i = 0; i < sizeof only_text / sizeof *only_text; i++)
		becomes(only_text[i], &full, "<p>text</p>");
}

static void test_only_after(void **state)
{
	(void)state;
	for (size_t i = 0; i < sizeof only_after / sizeof *only_after; i++)
		becomes(only_after[i], &full, "<p>after</p>");
}

static void test_hostile(void **state)
{
	(void)state;
	for (size_t i = 0; i < sizeof hostile / sizeof *hostile; i++)
		becomes(hostile[i].in, &full, hostile[i].out);
}

/* No character that XML refuses leaves, however it was referred to (H6). */
static void test_character_references(void **state)
{
	char html[64];
	struct unit u;
	(void)state;
	for (unsigned cp = 0; cp < 0x110010; cp += cp < 0x100 ? 1 : 0xff) {
		struct sbuf out;
		unit_open(&u);
		sbuf_init(&out, 1 << 10);
		snprintf(html, sizeof html, "<p title='&#%u;'>a&#%u;b&#x%x;c</p>", cp, cp,
			cp);
		rebuild(&u, html, &full, &out);
		sbuf_release(&out);
		unit_close(&u);
	}
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(test_only_text),
		cmocka_unit_test(test_only_after),
		cmocka_unit_test(test_hostile),
		cmocka_unit_test(test_character_references),
	};
	return cmocka_run_group_tests(tests, NULL, NULL);
}
