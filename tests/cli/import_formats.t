#!/bin/sh
# SPDX-License-Identifier: ISC
# An Atom or JSON Feed becomes a show that builds that feed again, in its own format and in RSS.
. "$(dirname "$0")/lib.sh"
feeds=$top/tests/cli/import
cd "$work" || exit 1

import() { run "$FEEDGEN" import --offline "$@"; }
# makes FORMAT SHOW FILE: the show builds at once.
makes() {
	run "$FEEDGEN" -q --offline --cache none -f "$1" "$2"
	cp out "$3"
	is "$2 builds as $1" "$status:$(printf '%s\n' "$err" | grep -c error:)" "0:0"
}

# turns FORMAT FEED: imported, built and imported again, it says what it said.
turns() {
	rm -rf a b c
	import -q "$feeds/$2" -o a
	is "$2 is imported" "$status:$out:$(printf '%s' "$err" | grep error:)" "0::"
	makes "$1" a "built.$1"
	ok "$2 lost nothing" "$PYTHON" "$top/tests/tools/native_same.py" "$feeds/$2" "built.$1"
	import -q "built.$1" -o b
	is "$2 makes the same show again" "$status:$(diff -r a b)" "0:"
	makes "$1" b "again.$1"
	ok "$2 builds the same feed again" cmp "built.$1" "again.$1"
	run "$FEEDGEN" diff "built.$1" "again.$1"
	like "$2 is the same to feedgen diff" "$status $out" '^0 .* 0 added, 0 removed, 0 changed'
	makes rss a built.xml
	import -q built.xml -o c
	makes rss c again.xml
	ok "$2 builds the same RSS again" \
		"$PYTHON" "$top/tests/tools/feeds_same.py" built.xml again.xml
	is "$2 keeps its guids by RSS" "$(grep -o 'guid: "[^"]*"' a/feed.lock)" \
		"$(grep -o 'guid: "[^"]*"' c/feed.lock)"
}

# What each element of Atom becomes, and in which of the three formats it is said.
turns atom full.atom
show=$(cat a/feed.yaml) entry=$(cat a/2024-03-05-everything.md)
like "id is a field" "$show" '^atom_id: "tag:base.example.org,2019:feed"$'
like "self is a field" "$show" '^atom_url: https://base.example.org/a/feed.atom$'
like "hub is a field" "$show" '^hub: \[https://hub.example.org/\]$'
like "category is keywords" "$show" '^keywords: \[tides, sea\]$'
like "logo is the image" "$show" '^image: https://base.example.org/a/logo.png$'
like "what feedgen writes in a simpler way is Atom's" "$show" \
	'^  <author><name>Ebb</name><uri>https://ebb.example.org/</uri><email>ebb@example'
like "a scheme and a label, too" "$show" \
	'^  <category term="tides" scheme="https://schemes.example.org/" label="Tides"/>$'
like "rights that are HTML, too" "$show" '^  <rights type="html">CC &lt;a href='
like "a subtitle of XHTML, too" "$show" '^  <subtitle type="xhtml"><ns1:div>The <ns1:em>sea'
like "a link in another language, too" "$show" '^  <link rel="alternate" .* hreflang="de" href='
like "what feedgen never writes is XML of both" "$show" '^  <atom:icon>https://base.example.org/a/'
like "a contributor with an extension, too" "$show" '^  <atom:contributor>.*<t:role>editor</t:role>'
like "an extension is as it was" "$show" \
	'^  <t:station id="12"><t:name>North</t:name><none>of no <t:namespace/></none></t:station>$'
like "updated is a field" "$entry" '^updated: 2024-03-06T06:30:00Z$'
like "a second enclosure is a link of Atom, in RSS too" "$entry" \
	'^  <atom:link rel="enclosure" type="audio/ogg" length="4000000" href='
like "source is XML" "$entry" '^  <atom:source><atom:id>tag:other'
like "content that is elsewhere is XML" "$(cat a/2024-03-03-elsewhere.md)" \
	'^  <content type="application/pdf" src="https://base.example.org/a/3.pdf"/>$'
like "the language of an entry is that of its texts" "$(cat a/2024-03-04-*.md)" \
	'^  <title type="html" xml:lang="de">Nur &lt;i&gt;das&lt;'
like "a text alone is Markdown" "$(cat a/2024-03-02-*.md)" '^One text$'
atom=$(cat built.atom)
like "an element of no namespace stays in none" "$atom" '<t:station xmlns="" id="12">'
unlike "what RSS alone has is not in Atom" "$atom" 'itunes:author|<enclosure|rel="self"[^>]*rss'
rss=$(cat built.xml)
is "RSS has one enclosure an item" "$(printf '%s\n' "$rss" | grep -c '<enclosure ')" 4
like "RSS has links of Atom" "$rss" '<atom:link rel="replies" .* thr:count="3"/>'
unlike "RSS has nothing of Atom's alone" "$rss" 'spring@example.org|label="Tides"'
import "$feeds/full.atom" -o told
like "what RSS cannot say is told once" "$(printf '%s\n' "$err" | grep -c import/native) $err" \
	'^1 .*full.atom:[0-9:]+ warning: RSS cannot say all .* atom: keeps it \[import/native\]'

# Of the feed, the channel and the items themselves nothing is left: nor of their attributes.
cat >attributes.atom <<'EOF'
<feed xmlns="http://www.w3.org/2005/Atom" xmlns:e="urn:example:etag" xml:lang="en"
  xml:base="https://base.example.org/"><title>T</title><id>urn:example:t</id>
<updated>2024-03-07T06:30:00Z</updated>
<entry e:tag="1" xml:lang="de"><title>A</title><id>urn:example:a</id>
<updated>2024-03-07T06:30:00Z</updated></entry>
<entry e:tag="2" own="3"><title>B</title><id>urn:example:b</id>
<updated>2024-03-07T06:30:00Z</updated></entry></feed>
EOF
import attributes.atom -o attributes
is "attributes that become nothing are told once, with the first" \
	"$(printf '%s\n' "$err" | grep import/attribute)" "attributes.atom:4:1: warning: what \
no field is for is left out: e:tag of <entry>, own of <entry> [import/attribute]"
like "what RSS cannot say of one alone is told of that" "$err" 'all that title does: atom: keeps it'
sed 's/<rss /<rss xml:lang="en" /; s/<channel>/<channel e:by="x" xmlns:e="urn:example:e">/' \
	"$feeds/plain.xml" >attributes.xml
import attributes.xml -o attributes2
like "… of RSS as well" "$err" 'left out: xml:lang of <rss>, e:by of <channel> \[import/attr'
import -q "$feeds/plain.xml" -o attributes3
is "… and those that every feed has are none" "$status:$err" 0:

# References of HTML are their characters, and need no words of Atom's.
html='It\&amp;#39;s\&amp;nbsp;caf\&amp;eacute; \&amp;amp; \&amp;bogus;'
sed "s|<title>Everything</title>|<title type=\"html\">$html</title>|" "$feeds/full.atom" >names.atom
rm -rf names
import -q names.atom -o names
like "a title of HTML is plain" "$(cat names/2024-03-05-*)" "^title: .*It's.*café & &bogus;"
unlike "and that says all" "$(cat names/2024-03-05-*)" '<title type'

# The same of JSON Feed.
turns json full.json
run "$FEEDGEN" diff "$feeds/full.json" built.json
is "feedgen diff finds nothing changed" "$status:$out" \
	"0:feedgen: 0 added, 0 removed, 0 changed, 3 the same"
show=$(cat a/feed.yaml) item=$(cat a/2024-03-05-*.md)
like "feed_url is a field" "$show" '^json_url: https://base.example.org/feed.json$'
like "a hub of WebSub is a field" "$show" '^hub: \[https://hub.example.org/\]$'
like "an extension is as it was" "$show" '"high": \[6.50, 1e3, -0, null, true\], "none": \{\}\}'
like "authors are JSON's, where they have more than a name" "$show" '"avatar": "https://ebb'
for name in favicon user_comment hubs; do
	like "$name is JSON's" "$show" "^ *\"$name\": "
done
for name in banner_image external_url language content_text attachments; do
	like "$name of an item is JSON's" "$item" "^ *\"$name\": "
done
like "tags are keywords" "$item" '^keywords: \[moon, "a, b"\]$'
like "summary is the subtitle" "$item" '^subtitle: "In short: a < b"$'
like "date_modified is a field" "$item" '^updated: 2024-03-06T06:30:00Z$'
like "plain text keeps its lines and paragraphs" "$(cat a/2024-03-04-*.md)" \
	'^<p>and \*no\* &lt;b&gt;markup&lt;/b&gt;</p>$'
like "an author of 1.0 is a list of one" "$(cat built.json)" '"authors": \[\{"name": "Neap", "url"'
like "what is plain text stays so" "$(cat built.json)" \
	'"content_text": "Two lines:\\none & two\\n\\n'
rss=$(cat built.xml)
is "RSS has one enclosure an item" "$(printf '%s\n' "$rss" | grep -c '<enclosure ')" 3
unlike "RSS has no hub that is none of WebSub" "$rss" 'cloud.example.org'

turns atom show.atom
turns json show.json

# What no front matter could hold is told, and no reason to refuse the item.
"$PYTHON" - >long.json <<'E2'
import json
item = {"id": "1", "title": "Long", "content_html": "<p>x</p>", "content_text": "word " * 8000}
print(json.dumps({"version": "https://jsonfeed.org/version/1.1", "title": "L", "items": [item]}))
E2
import long.json -o long
like "a member that is too long is told once" "$status $(printf '%s\n' "$err" | grep -c too.long)" \
	'^0 1$'
unlike "and not kept" "$(cat long/*.md)" content_text

# Two entries of one id and title are told apart by what they say, in whatever order they come.
cat >twins.atom <<'E2'
<feed xmlns="http://www.w3.org/2005/Atom"><title>T</title><id>tag:t.example.org,2020:f</id>
<updated>2024-05-01T10:00:00Z</updated><author><name>J</name></author>
<link href="https://t.example.org/"/>
<entry><title>Same</title><id>tag:t.example.org,2020:1</id><updated>2024-05-02T10:00:00Z</updated>
<published>2024-05-01T10:00:00Z</published><content>z, the first</content>
<link rel="enclosure" href="https://t.example.org/a.mp3" type="audio/mpeg" length="5"/></entry>
<entry><title>Same</title><id>tag:t.example.org,2020:1</id><updated>2024-05-01T10:00:00Z</updated>
<published>2024-05-01T10:00:00Z</published><content>a, the second</content>
<link rel="enclosure" href="https://t.example.org/a.mp3" type="audio/mpeg" length="5"/></entry>
</feed>
E2
feeds=$work turns atom twins.atom

# A feed of ours comes back whole.
cp -r "$top/feeds" "$top/episodes" .
for format in atom json; do
	run "$FEEDGEN" --offline -q --cache none --lock none -o "sample.$format" episodes
	feeds=$work turns "$format" "sample.$format"
	is "what feedgen writes as $format needs no words of its own" \
		"$(cat a/*.md a/feed.yaml | grep -c "^$format:")" 0
done

# One that is built in all three says in each what that has words for.
rm -rf a
import -q "$top/tests/cli/import/full.atom" -o a
run "$FEEDGEN" --offline --cache none -o x.xml -o x.atom -o x.json a
is "a show of an Atom feed builds in every format" "$status" 0
like "what JSON Feed has no place for is told" "$err" 'JSON Feed has no place .*\[write/left-out\]'
like "keywords are tags there" "$(cat x.json)" '"tags": \["moon"\]'

# ---- what stands in words of its own does not follow its field, which is told ----

cat >own.atom <<'E2'
<feed xmlns="http://www.w3.org/2005/Atom">
<title type="html">The &lt;i>Old&lt;/i> &amp;amp; New</title>
<id>tag:t.example.org,2020:f</id><updated>2024-05-01T10:00:00Z</updated>
<author><name>Ada</name><uri>https://t.example.org/ada</uri></author>
<link href="https://t.example.org/"/>
<entry><title type="html">Rock &lt;b>&amp;amp; Roll&lt;/b></title>
<id>tag:t.example.org,2020:1</id>
<published>2024-05-01T12:00:00+02:00</published><updated>2024-05-01T10:00:00Z</updated>
<link href="https://t.example.org/1?a&amp;b" title="One"/><content>Notes.</content>
<link rel="enclosure" title="x" href="https://t.example.org/a.mp3" type="audio/mpeg" length="5"/>
</entry></feed>
E2
cat >own.json <<'E2'
{"version": "https://jsonfeed.org/version/1.1", "title": "T",
"home_page_url": "https://t.example.org/",
"authors": [{"name": "Ada", "avatar": "https://t.example.org/a.png"}],
"items": [{"id": "1", "title": "One", "content_text": "Notes.",
"date_published": "2024-05-01T10:00:00Z", "attachments":
[{"url": "https:\/\/t.example.org/a.mp3", "mime_type": "audio/mpeg", "title": "x"}]}]}
E2
cat >own.xml <<'E2'
<rss version="2.0" xmlns:itunes="http://www.itunes.com/dtds/podcast-1.0.dtd"><channel>
<title>T</title><link>https://t.example.org/</link><description>D</description>
<itunes:explicit>no</itunes:explicit><item><guid>1</guid><title>One</title>
<enclosure url="https://t.example.org/a.mp3" type="audio/mpeg" length="5"/></item></channel></rss>
E2
overruled() {
	run "$FEEDGEN" check --offline -v a
	printf '%s\n' "$err" |
		sed -n 's/.*warning: \(.*\) is written, but \(.*\) says .*overruled.*/\1: \2/p'
}
# edited FEED SED WANT: as it was imported nothing is overruled; edited with SED, this is.
edited() {
	rm -rf a
	import -q "$1" -o a
	is "$1: nothing is overruled as it is imported" "$(overruled)" ""
	sed -i "$2" a/*.md a/feed.yaml
	is "$1: each field that is edited is told, with what says otherwise" "$(overruled)" "$3"
}
edited own.atom 's/^title:.*/title: Else/; /^audio/s/a\.mp3/b.mp3/; /^link/s|/1?a|/2?a|
	s/^author:.*/author: Bea/' 'the title: <title> in atom:
the audio: <link rel="enclosure"> in atom:
the link: <link> in atom:
the show'"'"'s title: <title> in atom:
the show'"'"'s author: <itunes:author> in xml:'
edited own.json '/^audio/s/a\.mp3/b.mp3/; s/^author:.*/author: Bea/' \
	'the audio: attachments in json:
the show'"'"'s author: <itunes:author> in xml:'
edited own.xml 's/^explicit:.*/explicit: true/' \
	'the show'"'"'s explicit: <itunes:explicit> in xml:'
finish
