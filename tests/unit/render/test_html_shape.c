/* SPDX-License-Identifier: ISC */
#include "html_unit.h"

/* What becomes of HTML that means well, and of its addresses. */

static const char base[] = "https://b.test/e/one/";

/* With the full allow-list. */
static const struct pair full[] = {
	{"<p>one<p>two<div>three</div>four",
		"<p>one</p>\n<p>two</p>\n<p>three</p>\n<p>four</p>"},
	{"<ul><li>one<li>two</ul>", "<ul><li>one</li><li>two</li></ul>"},
	{"<li>one<li>two", "<p>one</p>\n<p>two</p>"},
	{"<ul>loose<li>one</li>loose</ul>",
		"<ul><li>loose</li><li>one</li><li>loose</li></ul>"},
	{"<ul><ul><li>one</li></ul></ul>", "<ul><li><ul><li>one</li></ul></li></ul>"},
	{"<ol start=3><li>x</ol>", "<ol start=\"3\"><li>x</li></ol>"},
	{"<ol start=\"3x\"><li>x</ol>", "<ol><li>x</li></ol>"},
	{"<ol start=\"-1\"><li>x</ol>", "<ol><li>x</li></ol>"},
	{"<ol start=\"99999999999999\"><li>x</ol>", "<ol><li>x</li></ol>"},
	{"<dl><dt>term<dd>words</dl>", "<p>term</p>\n<p>words</p>"},
	{"<b><i>bold</b>both?</i>", "<p><strong><em>bold</em></strong>both?</p>"},
	{"<b></b><i> </i>text<strong><em></em></strong>", "<p>text</p>"},
	{"<b>one</b> <i>two</i>", "<p><strong>one</strong> <em>two</em></p>"},
	{"a<b> b </b>c", "<p>a <strong>b</strong> c</p>"},
	{"<p></p><p>&nbsp;</p><p><br></p><p><b>&#8203;</b></p>", ""},
	{"<h1>one</h1><h2>two</h2><h6>six</h6>",
		"<h2>one</h2>\n<h2>two</h2>\n<h6>six</h6>"},
	{"<h2><p>text</p></h2>", "<p>text</p>"},
	{"<p><ul><li>x</li></ul></p>", "<ul><li>x</li></ul>"},
	{"<strong><ul><li>x</li></ul></strong>", "<ul><li><strong>x</strong></li></ul>"},
	{"<table><caption>c</caption><thead><tr><th>A<th>B</"
	 "thead><tbody><tr><td>1<td>2<tr><td><td>3</table>",
		"<p>c</p>\n<p>A | B<br>1 | 2<br>3</p>"},
	{"<table><tr><td><p>one</p><p>two</p></td><td><ul><li>x</ul></td><td>y</td></"
	 "tr></table>",
		"<p>one two</p>\n<ul><li>x</li></ul>\n<p>y</p>"},
	{"<pre>  a  b<br>c\n   d</pre>", "<pre>  a  b\nc\n   d</pre>"},
	{"<pre>\n\nx <b>b</b>\n</pre>", "<pre>x <strong>b</strong></pre>"},
	{"<code>a  b</code>", "<p><code>a b</code></p>"},
	{"one<br><br>two<br>", "<p>one<br><br>two</p>"},
	{"one<hr>two", "<p>one</p>\n<hr>\n<p>two</p>"},
	{"<blockquote>one<p>two</blockquote>", "<blockquote>one<p>two</p></blockquote>"},
	{"<figure><img "
	 "src=\"https://a.test/i.png\"><figcaption>words</figcaption></figure>",
		"<p><img src=\"https://a.test/i.png\" alt=\"\"></p>\n<p>words</p>"},
	{"<iframe src=\"https://www.youtube.com/embed/abc_-1?rel=0\" title=\" A &amp; B "
	 "\"></iframe>",
		"<p><a href=\"https://www.youtube.com/watch?v=abc_-1\">A &amp; "
		"B</a></p>"},
	{"<iframe src=\"//www.youtube-nocookie.com/embed/abc/\"></iframe>",
		"<p><a href=\"https://www.youtube.com/watch?v=abc\">youtube.com</a></p>"},
	{"<iframe src=\"https://www.youtube.com/embed/videoseries?list=PL1\"></iframe>",
		"<p><a "
		"href=\"https://www.youtube.com/embed/"
		"videoseries?list=PL1\">youtube.com</a></p>"},
	{"<iframe src=\"https://player.vimeo.com/video/123?h=1\"></iframe>",
		"<p><a href=\"https://vimeo.com/123\">vimeo.com</a></p>"},
	{"<iframe src=\"https://open.spotify.com/embed/episode/abc?x\"></iframe>",
		"<p><a "
		"href=\"https://open.spotify.com/episode/abc\">open.spotify.com</a></p>"},
	{"<iframe src=\"https://a.test/x\">fallback</iframe>",
		"<p><a href=\"https://a.test/x\">a.test</a></p>"},
	{"text <iframe src=\"https://a.test/x\"></iframe> text",
		"<p>text</p>\n<p><a "
		"href=\"https://a.test/x\">a.test</a></p>\n<p>text</p>"},
	{"<video controls><source src=\"https://a.test/v.mp4\"><source "
	 "src=\"https://a.test/w.mp4\">no video</video>",
		"<p><a href=\"https://a.test/v.mp4\">a.test</a></p>"},
	{"<audio src=\"https://a.test/a.mp3\" title=\"Listen\"></audio>",
		"<p><a href=\"https://a.test/a.mp3\">Listen</a></p>"},
	/* furniture of Ghost and WordPress: players of the episode itself, controls, pictures */
	{"<div class=\"kg-card kg-audio-card\"><img src=\"https://a.test/t.jpg\" "
	 "class=\"kg-audio-thumbnail\"><audio src=\"https://a.test/a.mp3\"></audio>"
	 "<div class=\"kg-audio-title\">Owls</div><div class=\"x kg-audio-player\">"
	 "<span>0:00</span><div>/<b>1834</b></div></div></div><p>after</p>",
		"<p><a href=\"https://a.test/a.mp3\">a.test</a></p>\n<p>Owls</p>\n"
		"<p>after</p>"},
	{"<div class=\"powerpress_player\"><audio src=\"https://a.test/a.mp3\"></audio>"
	 "</div><p class=\"powerpress_links powerpress_links_mp3\">Podcast: <a "
	 "href=\"https://a.test/a.mp3\">Download</a></p>after",
		"<p>after</p>"},
	{"<p class=\"my-powerpress_links\">text</p>", "<p>text</p>"},
	{"<p>a <img class=\"kg-bookmark-icon\" src=\"https://a.test/i.png\"> b</p>",
		"<p>a b</p>"},
	{"see https://a.test/x_(y). <b>www.b.test</b>",
		"<p>see <a href=\"https://a.test/x_(y)\">https://a.test/x_(y)</a>. "
		"<strong><a href=\"http://www.b.test\">www.b.test</a></strong></p>"},
	{"<div><span>text</span></div> <section>more</section>",
		"<p>text</p>\n<p>more</p>"},
	{"<em><em>x</em></em>", "<p><em>x</em></p>"},
	{"<p>one<br>&nbsp;<br>two</p>", "<p>one<br>\302\240<br>two</p>"},
	{"<h2><b>one</b><div>two</div></h2>",
		"<h2><strong>one</strong></h2>\n<h2>two</h2>"},
	{"<li>one</li>two", "<p>one</p>\n<p>two</p>"},
	{"<ul><li>a<hr>b</li></ul>", "<ul><li>a<hr>b</li></ul>"},
	{"<blockquote><blockquote>x</blockquote>y</blockquote>",
		"<blockquote><blockquote>x</blockquote>y</blockquote>"},
	{"<ol><li><p>a</p><p>b</p></li></ol>", "<ol><li><p>a</p><p>b</p></li></ol>"},
	{"<b>one<p>two</p>three</b>",
		"<p><strong>one</strong></p>\n<p>two</p>\n<p>three</p>"},
	{"<a href=\"x\">rel</a> <a href=\"/y\">root</a> <a href=\"#z\">here</a> <a "
	 "href=\"?q\">query</a> <a href=\"\">self</a> <img src=\"../i.png\">",
		"<p><a href=\"https://b.test/e/one/x\">rel</a> <a "
		"href=\"https://b.test/y\">root</a> <a "
		"href=\"https://b.test/e/one/#z\">here</a> <a "
		"href=\"https://b.test/e/one/?q\">query</a> self <img "
		"src=\"https://b.test/e/i.png\" alt=\"\"></p>"},
	{"<table><tr><td>1<td>2</table><table><tr><td>3</table>",
		"<p>1 | 2</p>\n<p>3</p>"},
	{"<table><tr><td>a<br>b<td>c</table>", "<p>a<br>b | c</p>"},
	{"<table>loose<tr><td><table><tr><td>in</table><td>out</table>",
		"<p>loose</p>\n<p>in</p>\n<p>out</p>"},
	{"<pre>a<table><tr><td>b<td>c<tr><td>d</table></pre>",
		"<pre>a</pre>\n<p>b | c<br>d</p>"},
	{"<pre><code>x\n</code>\n</pre>", "<pre><code>x</code></pre>"},
	{"<pre>a<p>b</p><ul><li>c</ul><hr>d</pre>",
		"<pre>a\nb</pre>\n<ul><li>c</li></ul>\n<hr>\n<p>d</p>"},
	{"<pre> \n </pre>", ""},
	{"<code>https://a.test/</code> <pre>www.a.test</pre>",
		"<p><code>https://a.test/</code></p>\n<pre>www.a.test</pre>"},
	{"<b>a</b><b>b</b>", "<p><strong>a</strong><strong>b</strong></p>"},
	{"<i>https://a.test/</i>x",
		"<p><em><a href=\"https://a.test/\">https://a.test/</a></em>x</p>"},
	{"a\302\240b <p>\302\240c", "<p>a\302\240b</p>\n<p>c</p>"},
	{"<iframe src=\"https://open.spotify.com/embed/show/x/\"></iframe><iframe "
	 "src=\"https://embed.podcasts.apple.com/us/podcast/x/id1?i=2\"></iframe>",
		"<p><a "
		"href=\"https://open.spotify.com/show/x\">open.spotify.com</a></"
		"p>\n<p><a "
		"href=\"https://podcasts.apple.com/us/podcast/x/"
		"id1?i=2\">podcasts.apple.com</a></p>"},
	{"<h3>Watch <iframe src=\"https://a.test/\"></iframe></h3>",
		"<h3>Watch</h3>\n<h3><a href=\"https://a.test/\">a.test</a></h3>"},
	{"<table><tr><td>a<iframe src=\"https://a.test/\"></iframe>b</table>",
		"<p>a <a href=\"https://a.test/\">a.test</a> b</p>"},
	{"<a href=\"https://a.test/\">x <iframe src=\"https://b.test/\"></iframe></a>",
		"<p><a href=\"https://a.test/\">x</a></p>\n<p><a "
		"href=\"https://a.test/\">b.test</a></p>"},
	{"<p>a<script>x</script>b", "<p>ab</p>"},
	{"x<!-- a -->y", "<p>xy</p>"},
	{"<b>1 </b> <i> 2</i>", "<p><strong>1</strong> <em>2</em></p>"},
	{"<menu><li>x</menu><dir><li>y</dir>",
		"<ul><li>x</li></ul>\n<ul><li>y</li></ul>"},
	{"<center>a</center>b<address>c</address>", "<p>a</p>\n<p>b</p>\n<p>c</p>"},
	{"<label>Name</label> <output>x</output>", "<p>Name x</p>"},
	{"<video src=\"/v.mp4\" title=\"The film\"><track src=x>none</video>",
		"<p><a href=\"https://b.test/v.mp4\">The film</a></p>"},
	/* the site, as Ghost exports its address */
	{"<a href=\"__GHOST_URL__/x?y\">a</a> <a href=\"__GHOST_URL__x\">b</a>",
		"<p><a href=\"https://b.test/x?y\">a</a> <a "
		"href=\"https://b.test/e/one/__GHOST_URL__x\">b</a></p>"},
	{"<noscript>shown</noscript>", "<p>shown</p>"},
	{"<picture><source srcset=x><img src=\"https://a.test/i.png\" alt=i></picture>",
		"<p><img src=\"https://a.test/i.png\" alt=\"i\"></p>"},
	{"<q>said</q> <sub>a</sub><sup>b</sup> <u>c</u> <s>d</s> <mark>e</mark> "
	 "<kbd>f</kbd>",
		"<p>said ab c d e f</p>"},
};

/* With the description's. */
static const struct pair brief[] = {
	{"<h1>one</h1><h3>two <b>three</b></h3>",
		"<p><strong>one</strong></p>\n<p><strong>two three</strong></p>"},
	{"<blockquote><p>one</p>two</blockquote>", "<p>one</p>\n<p>two</p>"},
	{"one<hr>two", "<p>one</p>\n<p>two</p>"},
	{"<img src=\"https://a.test/i.png\" alt=words>text", "<p>text</p>"},
	{"<p><img src=\"https://a.test/i.png\"></p><p>text</p>", "<p>text</p>"},
	{"<code>a</code> <pre>b  c\n\td\n\n<b>e</b></pre>",
		"<p>a</p>\n<p>b c<br>d<br><br><strong>e</strong></p>"},
	{"<ul><li>one<ol><li>two</ol></ul>",
		"<ul><li>one<ol><li>two</li></ol></li></ul>"},
	{"<em>a</em> <strong>b</strong> <a href=\"/x\">c</a>",
		"<p><em>a</em> <strong>b</strong> <a "
		"href=\"https://b.test/x\">c</a></p>"},
	{"<h2></h2><h2><img src=x></h2>", ""},
	{"<table><tr><td>1<td>2</table>", "<p>1 | 2</p>"},
	{"<li>a<hr>b", "<p>a</p>\n<p>b</p>"},
	{"<ul><li>a<hr>b</ul>", "<ul><li>a<p>b</p></li></ul>"},
	{"<pre>https://a.test/</pre>",
		"<p><a href=\"https://a.test/\">https://a.test/</a></p>"},
	{"<h2><strong>x</strong></h2>", "<p><strong>x</strong></p>"},
	{"<iframe src=\"https://a.test/\" title=t></iframe>",
		"<p><a href=\"https://a.test/\">t</a></p>"},
	{"htt<img src=\"https://a.test/i.png\">ps://b.test/",
		"<p><a href=\"https://b.test/\">https://b.test/</a></p>"},
	{"<blockquote>a</blockquote>b", "<p>a</p>\n<p>b</p>"},
};

static void test_full(void **state)
{
	const struct html_rules rules = {.full = true, .base = base};
	(void)state;
	for (size_t i = 0; i < sizeof full / sizeof *full; i++)
		becomes(full[i].in, &rules, full[i].out);
}

static void test_brief(void **state)
{
	const struct html_rules rules = {.full = false, .base = base};
	(void)state;
	for (size_t i = 0; i < sizeof brief / sizeof *brief; i++)
		becomes(brief[i].in, &rules, brief[i].out);
}

/* Without a base, or with one that is none, a relative address is dropped (H11). */
static void test_no_base(void **state)
{
	static const char html[] = "<a href=x>one</a> <a href=/x>two</a> <a "
				   "href=#x>three</a> <a href=?x>four</a> "
				   "<img src=x.png alt=five> <a href=//a.test/>six</a>";
	static const char expected[] =
		"<p>one two three four five <a href=\"https://a.test/\">six</a></p>";
	struct html_rules rules = {.full = true};
	(void)state;
	becomes(html, &rules, expected);
	rules.base = "not a base";
	becomes("<a href=x>one</a>", &rules, "<p>one</p>");
}

/* ---- text ---- */

static const struct pair texts[] = {
	{"", ""},
	{"<p>one\ntwo<p>&lt;three&gt; &amp; &copy;", "one two\n\n<three> & ©"},
	{"<h1>one</h1>two<hr>three", "one\n\ntwo\n\nthree"},
	{"<a href='https://a.test/'>link</a> https://b.test/", "link https://b.test/"},
	{"one<br>two<br><br>three", "one\ntwo\n\nthree"},
	{"<ul><li>one<li>two<ul><li>three</ul><li>four</ul>five",
		"- one\n- two\n  - three\n- four\n\nfive"},
	{"<ol start=9><li>one<li>two</ol>", "9. one\n10. two"},
	{"<ul><li><p>one<p>two<li>a<p>b</ul>", "- one\n  two\n- a\n  b"},
	{"<ul><li><ul><li>one</ul></ul>", "- - one"},
	{"<ul><li>one<br>two</ul>", "- one\n  two"},
	{"<pre>a\n b</pre><blockquote>c</blockquote>", "a\nb\n\nc"},
	{"<table><tr><td>1<td>2<tr><td>3</table>", "1 | 2\n3"},
	{"<img src='https://a.test/i.png' alt=words>text<script>x</script>", "text"},
	{"<iframe src='https://a.test/' title=Film></iframe>", "Film"},
};

static void test_text(void **state)
{
	(void)state;
	for (size_t i = 0; i < sizeof texts / sizeof *texts; i++) {
		struct unit u;
		struct sbuf out;
		unit_open(&u);
		sbuf_init(&out, 1 << 20);
		html_text(&u.arena, parse_html(&u, str_of(texts[i].in)), &out);
		assert_string_equal(out.data, texts[i].out);
		sbuf_release(&out);
		unit_close(&u);
	}
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(test_full),
		cmocka_unit_test(test_brief),
		cmocka_unit_test(test_no_base),
		cmocka_unit_test(test_text),
	};
	return cmocka_run_group_tests(tests, NULL, NULL);
}
