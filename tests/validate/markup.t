#!/bin/sh
# SPDX-License-Identifier: ISC
# HTML in feeds: scripts, what lies over an app, addresses that are not whole, tags that people
# would see. The same in RSS, in Atom (as text and as XHTML) and in JSON Feed. And elements that
# are there to say something, and say nothing.
# shellcheck source=tests/cli/lib.sh
. "$(dirname "$0")/../cli/lib.sh"

# The rules of $want that fire, each as often as it does, in one line.
want='feed/html-unsafe|feed/html-relative|notes/tags-visible|feed/blank'
rules() {
	run "$FEEDGEN" validate --offline --diagnostics json "$work/feed"
	printf '%s\n' "$out" | sed -En 's/.*"rule": *"([^"]+)".*/\1/p' | grep -xE "$want" |
		sort | tr '\n' ' ' | sed 's/ $//'
}
escaped() {
	printf '%s' "$1" | sed 's/&/\&amp;/g; s/</\&lt;/g; s/>/\&gt;/g'
}
rss() {
	printf '<rss version="2.0" xmlns:dc="http://purl.org/dc/elements/1.1/"' >"$work/feed"
	printf ' xmlns:itunes="http://www.itunes.com/dtds/podcast-1.0.dtd">' >>"$work/feed"
	printf '<channel><title>T</title><link>https://w.org/</link>' >>"$work/feed"
	printf '<description>d</description>%s<item><title>i</title>%s</item></channel></rss>' \
		"$1" "$2" >>"$work/feed"
}
# attributes of the feed, more of the feed, more of the entry
atom() {
	head='<title>t</title><updated>2003-12-13T18:30:02Z</updated>'
	printf '<feed xmlns="http://www.w3.org/2005/Atom"%s>%s<id>https://w.org/</id>' \
		"$1" "$head" >"$work/feed"
	printf '<author><name>A</name></author><link rel="self" href="https://w.org/f"/>' \
		>>"$work/feed"
	printf '%s<entry>%s<id>https://w.org/1</id><link href="https://w.org/1"/>' "$2" "$head" \
		>>"$work/feed"
	printf '%s</entry></feed>' "$3" >>"$work/feed"
}
json() {
	printf '{"version": "https://jsonfeed.org/version/1.1", "title": "T", "items": [{"id": "1",'
	printf ' "content_html": "%s"}]}' "$(printf '%s' "$1" | sed 's/"/\\"/g')"
}
# Label, HTML that is well-formed XML too, the rules.
finds() {
	rss '' "<description>$(escaped "$2")</description>"
	is "$1: RSS" "$(rules)" "$3"
	atom '' '' "<content type=\"html\">$(escaped "$2")</content>"
	is "$1: Atom" "$(rules)" "$3"
	atom '' '' "<content type=\"xhtml\"><div xmlns=\"http://www.w3.org/1999/xhtml\">$2</div>\
</content>"
	is "$1: Atom, XHTML" "$(rules)" "$3"
	json "$2" >"$work/feed"
	is "$1: JSON" "$(rules)" "$3"
}
finds 'good' '<p>a <a href="https://w.org/2">b</a> <b style="color: red">c</b></p>' ''
finds 'a script' '<p>a</p><script>b()</script>' feed/html-unsafe
finds 'a frame' '<p><em><iframe src="https://w.org/"></iframe></em></p>' feed/html-unsafe
finds 'a script in an attribute' '<p onclick="b()">a</p>' feed/html-unsafe
finds 'a script for an address' '<a href="javascript:b()">a</a>' feed/html-unsafe
finds 'a style that covers the app' '<p style="color: red; position: fixed">a</p>' \
	feed/html-unsafe
finds 'a style with a word like it' '<p style="background-position: 0 0">a</p>' ''
finds 'an address that is not whole' '<p><a href="/2">a</a></p>' feed/html-relative
finds 'a picture that is not' '<p><img src="2.png" alt="a"/></p>' feed/html-relative
finds 'one of each kind is told' \
	'<p><a href="/2">a</a><a href="/3">b</a><script>c()</script><object>d</object></p>' \
	'feed/html-relative feed/html-unsafe'

atom ' xml:base="https://w.org/"' '' '<content type="html">&lt;a href="2"&gt;a&lt;/a&gt;</content>'
is 'xml:base makes it whole' "$(rules)" ''
atom '' '' '<content type="xhtml" xml:base="https://w.org/"><div
	xmlns="http://www.w3.org/1999/xhtml"><a href="2">a</a></div></content>'
is 'also that of the element' "$(rules)" ''
atom '' '' '<source xml:base="https://w.org/"><id>https://w.org/3</id></source>
	<content type="html">&lt;a href="2"&gt;a&lt;/a&gt;</content>'
is 'not that of another' "$(rules)" 'feed/html-relative'
atom '' '' '<content type="xhtml"><div xmlns="http://www.w3.org/1999/xhtml"><script
	xmlns="http://www.w3.org/2000/svg">a</script></div></content>'
is 'what is not HTML is not judged as HTML' "$(rules)" ''
twice='&amp;lt;p&amp;gt;a&amp;lt;/p&amp;gt;'
atom '' '' "<content type=\"html\">$twice</content>"
is 'HTML that was escaped twice: Atom' "$(rules)" 'notes/tags-visible'
json '&lt;p&gt;a&lt;/p&gt;' >"$work/feed"
is 'HTML that was escaped twice: JSON' "$(rules)" 'notes/tags-visible'

# Label, of the channel, of the item: an element that is empty.
is_blank() {
	rss "$2" "$3"
	is "$1" "$(rules)" feed/blank
}
is_blank 'a category' '' '<category> </category>'
is_blank 'who made it' '' '<dc:creator/>'
is_blank 'the author' '<itunes:author></itunes:author>' ''
is_blank 'the program' '<generator></generator>' ''
atom '' '<generator uri="https://w.org/g"></generator>' '<summary>s</summary>'
is 'the program, in Atom' "$(rules)" feed/blank
rss '<copyright/><generator>a</generator>' '<category>b</category>'
is 'what says something, or need not' "$(rules)" ''
finish
