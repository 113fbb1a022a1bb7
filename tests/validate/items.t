#!/bin/sh
# SPDX-License-Identifier: ISC
# What items say together is judged in Atom and JSON Feed as it is in RSS: twins, order,
# numbers, playing times. And what a feed says of its own move.
# shellcheck source=tests/cli/lib.sh
. "$(dirname "$0")/../cli/lib.sh"

# The rules that fire, sorted, in one line.
rules() {
	run "$FEEDGEN" validate --offline --diagnostics json "$work/feed"
	printf '%s\n' "$out" | sed -En 's/.*"rule": *"([^"]+)".*/\1/p' | sort -u | tr '\n' ' '
}
# number, date, title, audio, more elements
entry() {
	printf '<entry><id>tag:w.org,2024:%s</id><title>%s</title>' "$1" "$3"
	printf '<updated>%s</updated><published>%s</published>' "$2" "$2"
	printf '<link href="https://w.org/%s"/><summary>Notes of %s</summary>' "$1" "$3"
	printf '<link rel="enclosure" type="audio/mpeg" length="57600000" href="%s"/>' "$4"
	printf '%s</entry>\n' "$5"
}
atom() {
	printf '<feed xmlns="http://www.w3.org/2005/Atom"'
	printf ' xmlns:itunes="http://www.itunes.com/dtds/podcast-1.0.dtd">'
	printf '<id>tag:w.org,2024:f</id><title>T</title><updated>2024-03-12T06:00:00Z</updated>'
	printf '<author><name>A</name></author><link rel="self" href="https://w.org/f.atom"/>'
	printf '%s</feed>' "$1"
}
number() {
	printf '<itunes:duration>3600</itunes:duration><itunes:episode>%s</itunes:episode>' "$1"
}

twins="episode/title-duplicate feed/not-rss text/description-duplicate "
later=$(entry 2 2024-03-12T06:00:00Z Rain https://w.org/2.mp3 "$(number 2)")
first=$(entry 1 2024-03-05T06:00:00Z Ropes https://w.org/1.mp3 "$(number 1)")
atom "$later$first" >"$work/feed"
is "Atom: two good entries" "$(rules)" "feed/not-rss "
atom "$first$later" >"$work/feed"
is "Atom: the oldest first" "$(rules)" "feed/not-rss feed/order "
atom "$later$(entry 1 2024-03-05T06:00:00Z Rain https://w.org/1.mp3 "$(number 2)")" >"$work/feed"
is "Atom: the same title, notes and number" "$(rules)" \
	"episode/number-duplicate $twins"
atom "$later$(entry 1 2024-03-12T06:00:00Z Ropes https://w.org/2.mp3 "$(number 1)")" >"$work/feed"
is "Atom: the same date and audio" "$(rules)" \
	"date/duplicate enclosure/url-duplicate feed/not-rss "
atom "$(entry 5 2024-03-12T06:00:00Z Rain https://w.org/2.mp3 "$(number 5)")$first" >"$work/feed"
is "Atom: a gap in the numbers" "$(rules)" "episode/number-gap feed/not-rss "
bad='<itunes:duration>100000</itunes:duration><itunes:episode>01</itunes:episode>'
atom "$(entry 2 2024-03-12T06:00:00Z Rain https://w.org/2.mp3 "$bad")" >"$work/feed"
is "Atom: values of Apple's elements" "$(rules)" \
	"episode/duration-implausible feed/not-rss feed/number "
atom "$(entry 2 2024-03-12T06:00:00Z Rain https://w.org/2.mp3 '<itunes:episod>1</itunes:episod>')" \
	>"$work/feed"
is "Atom: an element that Apple does not have" "$(rules)" "feed/element-unknown feed/not-rss "

# id, date, title, audio, seconds
item() {
	printf '{"id": "%s", "date_published": "%s", "title": "%s",' "$1" "$2" "$3"
	printf ' "content_text": "Notes of %s", "attachments": [{"url": "%s",' "$3" "$4"
	printf ' "mime_type": "audio/mpeg", "size_in_bytes": 57600000,'
	printf ' "duration_in_seconds": %s}]}' "$5"
}
json() {
	printf '{"version": "https://jsonfeed.org/version/1.1", "title": "T",'
	printf ' "home_page_url": "https://w.org/", "feed_url": "https://w.org/f.json",'
	printf ' "items": [%s,\n%s]}' "$1" "$2"
}
later=$(item two 2024-03-12T06:00:00Z Rain https://w.org/2.mp3 3600.5)
first=$(item one 2024-03-05T06:00:00Z Ropes https://w.org/1.mp3 3600)
json "$later" "$first" >"$work/feed"
is "JSON: two good items" "$(rules)" "feed/not-rss "
json "$first" "$later" >"$work/feed"
is "JSON: the oldest first" "$(rules)" "feed/not-rss feed/order "
json "$later" "$(item TWO 2024-03-12T06:00:00Z Rain https://w.org/2.mp3 3600)" >"$work/feed"
is "JSON: the same title, notes, date and audio, and almost the same id" "$(rules)" \
	"date/duplicate enclosure/url-duplicate episode/guid-case $twins"
like "JSON: the other place is named" "$(cat "$work/out")" '"related": *\{[^}]*"line": *1'
json "$later" "$(item two 2024-03-05T06:00:00Z 2.mp3 https://w.org/1.mp3 0)" >"$work/feed"
is "JSON: the same id, and no playing time" "$(rules)" \
	"episode/duration-implausible episode/guid-duplicate feed/not-rss "
like "JSON: the element of a fact is its member" "$(cat "$work/out")" \
	'"element": *"items\[1\]\.att.*duration'
json "$(item 12345 2999-03-12T06:00:00Z Rain https://w.org/2.mp3 360000)" "$first" >"$work/feed"
is "JSON: a date to come, a time that no episode has" "$(rules)" \
	"episode/duration-implausible feed/date-future feed/not-rss "

good=$top/tests/validate/good.xml
moved='<itunes:new-feed-url>https://elsewhere.org/feed.xml</itunes:new-feed-url>'
sed "s|<itunes:type>|$moved&|" "$good" >"$work/feed"
is "a feed that sends its listeners elsewhere" "$(rules)" "show/new-feed-url-foreign "
moved='<itunes:new-feed-url>https://harbour-sounds.org/feed.xml</itunes:new-feed-url>'
sed "s|<itunes:type>|$moved&|" "$good" >"$work/feed"
is "a feed that has arrived" "$(rules)" ""
finish
