#!/bin/sh
# SPDX-License-Identifier: ISC
# Elements that people write themselves: xml, omit, namespaces; and notes that are verbatim.
. "$(dirname "$0")/lib.sh"
. "$top/tests/small_show.sh"

build() { run "$FEEDGEN" --offline --cache none --lock none "$@"; }
# put FILE LINE…: puts lines into the front matter of an episode, behind its first.
put() {
	file=$1
	shift
	{ head -1 "$file"; printf '%s\n' "$@"; sed 1d "$file"; } >"$work/put"
	cp "$work/put" "$file"
}
item() { printf '%s\n' "$out" | sed -n "/Episode number $1 of/,/<\/item>/p"; }

show=$work/show
small_show "$show"
cat >>"$show/feed.yaml" <<'EOF'
namespaces: {psc: "http://podlove.org/simple-chapters"}
omit: [generator, lastBuildDate]
xml: |
  <itunes:keywords>tides, sea</itunes:keywords>
  <language>en-gb</language>
EOF
put "$show/1.md" 'omit: [itunes:duration]' 'xml: |' \
	'  <psc:chapters version="1.2"><psc:chapter start="0" title="One  two"/></psc:chapters>' \
	'  <itunes:explicit>clean</itunes:explicit>'
build "$show"
is "a show with XML of its own builds" "$status" 0
like "the prefix is declared" "$out" 'xmlns:psc="http://podlove.org/simple-chapters"'
like "the channel has the element" "$out" '<itunes:keywords>tides, sea</itunes:keywords>'
is "an element takes the place of ours" "$(printf '%s\n' "$out" | grep -c '<language>')" 1
unlike "what is omitted is not there" "$out" '<generator>|<lastBuildDate>'
like "the item has the element, to the byte" "$(item 1)" \
	'<psc:chapter start="0" title="One  two"/>'
is "in the item too it takes the place of ours" "$(item 1 | grep -c '<itunes:explicit>')" 1
unlike "in the item too what is omitted is not there" "$(item 1)" itunes:duration
like "the other item has all" "$(item 2)" '<itunes:duration>'
build -f atom "$show"
is "Atom builds with what is in a namespace" "$status" 0
like "Atom declares the prefix" "$out" '<feed [^>]*xmlns:psc="http://podlove.org/simple-chapters"'
like "the entry has the element, to the byte" "$out" '<psc:chapter start="0" title="One  two"/>'
like "the feed has the element of the channel" "$out" '<itunes:keywords>tides, sea</itunes'
is "in Atom too it takes the place of ours" "$(printf '%s\n' "$out" | grep -c 'itunes:explicit')" 3
unlike "Atom has no element of RSS" "$out" '<language>'
like "Atom has what is omitted of RSS, by a name of RSS" "$out" '<updated>'
unlike "nothing is said of an element that Atom says in its own way" "$err" left-out

# A namespace is declared where it is used.
small_show "$work/apart"
echo 'namespaces: {one: "urn:example:one", two: "urn:example:two", three: "urn:example:three"}' \
	>>"$work/apart/feed.yaml"
put "$work/apart/1.md" 'atom: <one:a/>' 'xml: <two:b/>'
build "$work/apart"
unlike "what only Atom uses is not declared in RSS" "$out" 'xmlns:one'
like "what RSS uses is" "$out" 'xmlns:two="urn:example:two" xmlns:three="urn:example:three"'
build -f atom "$work/apart"
like "Atom has both" "$out" 'xmlns:one="urn:example:one" xmlns:two="urn:example:two"'
put "$work/apart/2.md" 'xml: <one:c/>'
build "$work/apart"
like "one element for RSS is enough" "$out" 'xmlns:one="urn:example:one"'

# What is for one format alone, and what the others do without it.
small_show "$show"
cat >>"$show/feed.yaml" <<'EOF'
namespaces: {media: "http://search.yahoo.com/mrss/"}
keywords: [sea]
atom_id: "tag:small.example.com,2020:feed"
omit: ["atom:logo", "json:icon", "podcast:guid"]
xml: |
  <ttl>60</ttl> <!-- a comment --> <media:credit role="a>b"><x/></media:credit>
  <atom:contributor><atom:name>Ebb</atom:name></atom:contributor>
  <atom:link rel="self" href="https://small.example.com/rss"/>
atom: |
  <author><name>Ebb</name><email>ebb@small.example.com</email></author>
json: |
  {"_tides": {"high": [6.50, null, true, {"a": "</b>"}]},
   "authors": []}
EOF
put "$show/1.md" 'keywords: [a, "b, c"]' 'omit: ["atom:content", "json:content_html"]' \
	'atom: <contributor><name>Flow</name></contributor>' \
	"json: '{\"_tides\": {}}'"
build -o "$work/own.xml" -o "$work/own.atom" -o "$work/own.json" "$show"
is "a show with words of every format builds" "$status" 0
is "what a format has no place for is told once for each" \
	"$(printf '%s\n' "$err" | grep -c 'left-out')" 2
like "for Atom, that is what is in no namespace" "$err" \
	'feed\.yaml:[0-9:]+ warning: Atom has no place .*goes without it: ttl \[write/left-out\]'
like "for JSON Feed, all that no field says" "$err" \
	'warning: JSON Feed has no place .*: ttl, media:credit, atom:contributor \[write/left-out\]'
rss=$(cat "$work/own.xml") atom=$(cat "$work/own.atom") json=$(cat "$work/own.json")
like "keywords are categories in RSS" "$rss" '<category>sea</category>'
like "in an item, too" "$rss" '<category>b, c</category>'
unlike "RSS has nothing of Atom's" "$rss" 'ebb@small|Flow'
like "the id of the feed is the show's" "$atom" '<id>tag:small.example.com,2020:feed</id>'
like "keywords are categories in Atom" "$atom" '<category term="sea"/>'
like "what is in no namespace stays so" "$atom" \
	'<media:credit xmlns="" role="a>b"><x/></media:credit>'
like "Atom's elements say what they are" "$atom" \
	'<atom:contributor xmlns:atom="http://www.w3.org/2005/Atom"><atom:name>Ebb</atom:name>'
unlike "the link to the RSS feed is not Atom's" "$atom" 'small.example.com/rss'
is "an element for Atom takes the place of ours" "$(printf '%s\n' "$atom" | grep -c '<author>')" 1
unlike "Atom omits what is Atom's and everybody's" "$atom" '<logo>|podcast:guid'
like "RSS has what Atom omits" "$rss" '<image>'
like "text whose content is omitted is the summary" "$atom" \
	'<summary type="html">&lt;p&gt;The notes of episode 1'
is "and there is no content beside it" "$(printf '%s\n' "$atom" | grep -c '<content ')" 1
like "JSON Feed has its members, on one line" "$json" \
	'"high": \[6.50, null, true, \{"a": "<\\/b>"\}\]\}, "authors": \[\], "items"'
is "a member takes the place of ours" "$(printf '%s\n' "$json" | grep -o '"authors"' | wc -l)" 1
unlike "JSON Feed omits what is its own" "$json" '"icon"'
like "text whose HTML is omitted is plain" "$json" '"content_text": "The notes of episode 1, with'
is "only that" "$(printf '%s\n' "$json" | grep -c '"content_html"')" 1
ok "JSON Feed is JSON" "$PYTHON" -m json.tool "$work/own.json"
for feed in own.xml own.atom own.json; do
	run "$FEEDGEN" validate --offline "$work/$feed"
	unlike "$feed is no broken feed" "$err$out" 'error: .*\[(xml|json)/'
done

# bad_json WHAT JSON PATTERN: the JSON is on the third line of an episode.
bad_json() {
	small_show "$work/bad"
	put "$work/bad/2.md" 'json: |' "  $2"
	build "$work/bad"
	is "$1 is refused, and there is no feed" "$status $out" "1 "
	like "$1 is told with its place" "$err" "$3"
}
bad_json "JSON that is cut off" '{"_x": [1' '2\.md:3:.*\[field/json\]'
bad_json "JSON that is no object" '[1]' '2\.md:3:.*no object.*\[field/json\]'
bad_json "a member that comes twice" '{"_x": {"a": 1, "a": 2}}' \
	'_x\.a is there twice \[field/json\]'
small_show "$work/bad"
printf 'json: |\n  {"items": []}\n' >>"$work/bad/feed.yaml"
build "$work/bad"
like "the list of items is feedgen's" "$status $err" '^1 .*items is made by feedgen \[field/json\]'
small_show "$work/bad"
printf 'atom: <a><b></a>\n' >>"$work/bad/feed.yaml"
build "$work/bad"
like "elements for Atom are checked likewise" "$status $err" '^1 .*\[field/xml\]'

# refused WHAT XML PATTERN: the XML is on the fourth line of an episode.
refused() {
	small_show "$work/bad"
	put "$work/bad/2.md" 'xml: |' '  <itunes:keywords>a</itunes:keywords>' "  $2"
	build "$work/bad"
	is "$1 is refused, and there is no feed" "$status $out" "1 "
	like "$1 is told with its place" "$err" "$3"
}
refused "a tag that is not closed" '<a>' '2\.md:[0-9]+:.*\[field/xml\]'
refused "a prefix that nobody declares" '<psc:x/>' '2\.md:4:.*psc.*\[field/xml\]'
refused "a bare &" '<a>x & y</a>' '2\.md:4:.*\[field/xml\]'
refused "text beside the elements" 'text' '2\.md:.*text beside.*\[field/xml\]'
refused "an end of what is around" '</item><item>' '2\.md:.*\[field/xml\]'
refused "an end of the root" '</x><x>' '2\.md:.*\[field/xml\]'
refused "a DTD" '<!DOCTYPE x><a/>' '2\.md:.*\[field/xml\]'

small_show "$work/bad"
cat >>"$work/bad/feed.yaml" <<'EOF'
namespaces:
  itunes: http://chapters.example/ns
  1x: urn:x
  psc: http://www.w3.org/2005/Atom
EOF
build "$work/bad"
is "namespaces that cannot be are refused" \
	"$status $(printf '%s\n' "$err" | grep -c 'error:.*config/namespace')" "1 3"

small_show "$work/old"
old=https://github.com/Podcastindex-org/podcast-namespace/blob/main/docs/1.0.md
echo "namespaces: {podcast: \"$old\"}" >>"$work/old/feed.yaml"
build "$work/old"
is "a show that has an old spelling of a namespace builds" "$status" 0
is "its prefix stands for that spelling" \
	"$(printf '%s\n' "$out" | grep -o 'xmlns:podcast="[^"]*"')" "xmlns:podcast=\"$old\""

small_show "$work/raw"
sed -i '$d' "$work/raw/1.md"
put "$work/raw/1.md" 'verbatim: true'
echo '<div class="x">*not* {% this %}<br />  two</div>' >>"$work/raw/1.md"
build "$work/raw"
like "verbatim notes are in the feed to the byte" "$(item 1)" \
	'&lt;div class="x"&gt;\*not\* \{% this %\}&lt;br /&gt;  two&lt;/div&gt;</description>'
unlike "one text is written once" "$(item 1)" content:encoded
put "$work/raw/1.md" 'description: In <b>short</b>'
build "$work/raw"
like "a description is as it is, too" "$(item 1)" \
	'<description>In &lt;b&gt;short&lt;/b&gt;</description>'
like "the text is then the content" "$(item 1)" '<content:encoded>&lt;div class'

small_show "$work/alone"
sed -i '$d' "$work/alone/1.md"
put "$work/alone/1.md" 'verbatim: true' 'omit: [description]'
echo 'All there is' >>"$work/alone/1.md"
build "$work/alone"
like "notes whose description is omitted are the content" "$(item 1)" \
	'<content:encoded>All there is</content:encoded>'
unlike "and there is no description" "$(item 1)" '<description>'

small_show "$work/own"
put "$work/own/1.md" 'image: https://small.example.com/cover.png'
printf 'episode: {image: "https://small.example.com/cover.png"}\n' >>"$work/own/feed.yaml"
build "$work/own"
like "a picture that an episode names is written, though it is the show's" "$(item 1)" \
	'<itunes:image href="https://small.example.com/cover.png"/>'
unlike "one that a template makes is not" "$(item 2)" itunes:image

small_show "$work/mute"
sed -i -e '/^audio:/d' -e '/^length:/d' -e '/^type:/d' "$work/mute/2.md"
put "$work/mute/2.md" 'omit: [enclosure]'
build "$work/mute"
is "an item that omits its enclosure needs no audio" "$status" 0
unlike "nobody asks for the length of what is not there" "$err" length-missing
like "it is in the feed, without an enclosure" \
	"$(item 2 | grep -c '<enclosure') $(item 2 | grep -c '</item>')" '^0 1$'
finish
