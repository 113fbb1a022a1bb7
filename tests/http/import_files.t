#!/bin/sh
# SPDX-License-Identifier: ISC
# feedgen import --with-files: the transcripts and chapters that a feed names, taken into the
# show, each or with a warning that names it.
. "$(dirname "$0")/lib.sh"
docs=$work/docs
mkdir "$docs"
start_bad -d "$docs"
cd "$work" || exit 1
file=$site/file

# import FEED [OPTION]…: into new, which is not there before.
import() {
	feed=$1
	shift
	rm -rf new
	start_log
	run "$FEEDGEN" import --allow-private --per-second 1000 "$@" "$feed" -o new
}
# item NUMBER TEXT…: what is in an item besides.
item() {
	echo "<item><title>Tide $1</title><guid isPermaLink=\"false\">tide-$1</guid>"
	echo "<pubDate>0$1 Mar 2024 06:00:00 +0000</pubDate><enclosure length=\"1000\""
	echo " type=\"audio/mpeg\" url=\"https://tides.example.org/$1.mp3\"/>"
	shift
	for text; do
		echo "$text"
	done
	echo '</item>'
}
# feed ITEM…
feed() {
	echo '<rss version="2.0" xmlns:podcast="https://podcastindex.org/namespace/1.0">'
	echo '<channel><title>Tides</title><link>https://tides.example.org/</link>'
	printf '%s\n' "$@"
	echo '</channel></rss>'
}
transcript() { echo "<podcast:transcript url=\"$1\" type=\"$2\"${3:+ $3}/>"; }
chapters() { echo "<podcast:chapters url=\"$1\" type=\"application/json+chapters\"/>"; }
field() { sed -n "s/^$2: //p" new/*-tide-"$1".md | tr -d '"'; }
findings() { printf '%s\n' "$err" | sed -n 's/.*\[\([a-z]*\/[a-z-]*\)\].*/\1/p' | tr '\n' ' '; }
made() { ls -A new | tr '\n' ' '; }
one=2024-03-01-tide-1
two=2024-03-02-tide-2

cat >"$docs/1.vtt" <<'E2'
WEBVTT

00:00:00.000 --> 00:00:02.000
<v Ada>The tide comes in.
E2
cat >"$docs/1.json" <<'E2'
{"version": "1.2.0", "chapters": [{"startTime": 0, "title": "In"},
{"startTime": 60, "title": "Out"}]}
E2
printf '1\n00:00:00,000 --> 00:00:02,000\nThe tide goes out.\n' >"$docs/2.srt"
echo '<p>The tide goes out.</p>' >"$docs/2.html"

# ---- all of them ----

feed "$(item 1 "$(transcript "$file/1.vtt?type=text/vtt" text/vtt 'language="en"')" \
	"$(chapters "$file/1.json?type=application/json")")" \
	"$(item 2 "$(transcript "$file/2.html?type=text/html" text/html)" \
		"$(transcript "$file/2.srt?type=application/x-subrip" application/srt \
			'rel="captions"')")" >feed.xml
import feed.xml --with-files
is 'they are fetched' "$status:$out:$(findings)" '0::'
is 'and lie beside the episodes' "$(made)" \
	"$one.chapters.json $one.md $one.vtt $two.md $two.srt feed.lock feed.yaml "
ok 'as they are' cmp "$docs/1.vtt" "new/$one.vtt"
ok 'chapters, too' cmp "$docs/1.json" "new/$one.chapters.json"
is 'the episode names them' "$(field 1 transcript) $(field 1 chapters)" \
	"$one.vtt $one.chapters.json"
is 'one format of several is enough: the others are made of it' \
	"$(field 2 transcript):$(asked | grep -c html)" "$two.srt:0"
is 'nothing is said twice' "$(grep -c podcast: new/*.md | cut -d: -f2 | tr '\n' ' ')" '0 0 '
like 'what was made is told' "$err" '^feedgen: and 3 transcripts or chapters files, which'
run "$FEEDGEN" -q --offline --cache none --lock none new
is 'the show builds at once' "$status:$err" '0:'
is 'the feed names the new ones' "$(printf '%s\n' "$out" |
	grep -c "url=\"https://tides.example.org/$one")" 2
printf 'transcript:\n  dir: t\n  url: https://tides.example.org/t\n' >>new/feed.yaml
printf 'chapters:\n  inline: true\n' >>new/feed.yaml
run "$FEEDGEN" -q --offline --cache none --lock none new
is 'and a build reads them' "$status:$err:$(printf '%s\n' "$out" | grep -c '<psc:chapter ')" '0::2'
is 'to make all formats of them' "$(find new/t -type f -not -path '*/.*' | wc -l)" 8
like 'with those who speak' "$(cat new/t/*tide-1.json)" '"speaker": *"Ada"'

import feed.xml
is 'without the option, no server is asked' "$status:$(asked)" '0:'
is 'and they stay where they are, what a field cannot say as XML' \
	"$(field 1 transcript):$(field 1 chapters | sed 's/?.*//')" \
	":$file/1.json"
rm -rf new
run "$FEEDGEN" init -q --allow-private --with-files --from feed.xml new
is 'init --from does the same' "$status:$err:$(made)" \
	"0::$one.chapters.json $one.md $one.vtt $two.md $two.srt feed.lock feed.yaml "
sed "s|<title>Tides</title>|&<atom:link xmlns:atom=\"http://www.w3.org/2005/Atom\" rel=\"next\" \
href=\"$file/older.xml\"/>|" feed.xml >paged.xml
feed "$(item 3 "$(transcript "$file/1.vtt" text/vtt)")" >"$docs/older.xml"
import paged.xml --with-files -q
is 'those of other pages, too' "$status:$err:$(field 3 transcript)" '0::2024-03-03-tide-3.vtt'

# ---- what cannot be had ----

# kept LABEL URL WHAT [OPTION]…: the transcript is not fetched, which is told, and stays.
kept() {
	label=$1 url=$2 what=$3
	shift 3
	feed "$(item 1 "$(transcript "$url" text/vtt)")" >kept.xml
	import kept.xml --with-files "$@"
	is "$label is told" "$status $(printf '%s\n' "$err" | grep import/file)" "0 kept.xml:6:1: \
warning: the transcript of “Tide 1” is not fetched: $url: $what [import/file]"
	is "$label: the address stays" "$(grep -c "$url" new/*.md):$(made)" \
		"1:$one.md feed.lock feed.yaml "
	"$FEEDGEN" -q --offline --allow-private --cache none --lock none new >built.xml
	is "$label: in the new feed as well" "$(grep -c "url=\"$url\"" built.xml)" 1
}
kept 'one that is gone' "$file/none.vtt" 'the server answers 404'
kept 'a page of the web' "$site/html/x.vtt" 'the server gives a web page in its place'
printf 'WEBVTT\n\377\n' >"$docs/bytes.vtt"
kept 'what is no text' "$file/bytes.vtt" 'it is no text in UTF-8'
: >"$docs/empty.vtt"
kept 'an empty one' "$file/empty.vtt" 'the file is empty'
kept 'one without end' "$site/endless/x.vtt" \
	'the document has more than 16777216 bytes, unpacked'
head -c 100000000 /dev/zero | gzip -n >"$docs/bomb.vtt"
kept 'a bomb' "$file/bomb.vtt?gzip=1" 'the document has more than 16777216 bytes, unpacked'
kept 'a file of this machine' file:///etc/passwd 'the URL is not http or https'
kept 'a circle' "$site/loop/x.vtt" 'that is more than 10 redirects'
kept 'one that takes too long' "$site/hang/x.vtt" 'the time was up after 1 s' --deadline 1s
kept 'one that is behind a file' "$site/to/file:///etc/x.vtt" 'this is neither http nor https'

feed "$(item 1 "$(transcript "$site/ok/1.vtt" text/vtt)")" >kept.xml
rm -rf new
start_log
run "$FEEDGEN" import --with-files kept.xml -o new
like 'a private address is not asked' "$status $(asked) $(printf '%s\n' "$err" | grep import)" \
	'^0  .*: this is a private address \[import/file\]'
feed "$(item 1 "$(transcript "$file/1.vtt" text/vtt)" "$(transcript "$file/de.vtt" text/vtt \
	'language="de"')")" >kept.xml
import kept.xml --with-files
like 'several languages stay' "$status $(asked) $(printf '%s\n' "$err" | grep import)" \
	'^0  kept.xml:7:1: warning: the transcript of “Tide 1” is not fetched: there are some in'
is 'as they are' "$(grep -c podcast:transcript new/*.md)" 2
feed "$(item 1 "$(transcript "$file/1.pdf" application/pdf)")" >kept.xml
import kept.xml --with-files
like 'so does a format that feedgen does not read' \
	"$status $(asked) $(printf '%s\n' "$err" | grep import)" \
	'^0  .*: it is in no format that feedgen reads \[import/file\]'

# One that fails keeps nothing from the others.
sed "s|$file/1.vtt|$file/none.vtt|" feed.xml >some.xml
import some.xml --with-files
is 'one that fails keeps nothing from the others' "$status:$(findings):$(made)" \
	"0:import/file :$one.chapters.json $one.md $two.md $two.srt feed.lock feed.yaml "
like 'and is told in the end' "$err" '^feedgen: and 2 transcripts or chapters files'
sed "s|<link>.*</link>||" feed.xml >nowhere.xml
import nowhere.xml --with-files
like 'beside a feed that is nowhere there are no files' "$status $(asked) $err" \
	'^0  nowhere.xml: warning: the feed has no link and no address of its own'

# ---- names ----

odd="$file/..%2F..%2Fetc/x.vtt/../1.vtt?type=text/vtt#/../../a"
cp "$docs/1.vtt" "$docs/x%20y.vtt"
feed "$(item 1 "$(transcript "$file/x y.vtt" ../../text/vtt)")" \
	"$(item 2 "$(transcript "$odd" text/vtt)")" |
	sed 's|Tide 1<|../../Tide 1/..<|; s|Tide 2<|CON<|' >odd.xml
import odd.xml --with-files
is 'no name leads out of the folder' "$(find . -name '*.vtt' -not -path './docs/*' | sort)" \
	"./new/$one.vtt"
like 'and what a server does not have stays' "$err" 'the transcript of “CON” is not fetched'

# ---- what is there stays ----

mkdir mine
echo mine >"mine/$one.vtt"
start_log
run "$FEEDGEN" import --allow-private --with-files feed.xml -o mine
is 'a name that is taken' "$status:$(printf '%s\n' "$err" | head -1)" \
	"2:mine/$one.vtt: error: this is there already; nothing was made [emit/exists]"
is 'is known before any server is asked' "$(asked):$(ls -A mine):$(cat "mine/$one.vtt")" \
	":$one.vtt:mine"
import feed.xml --with-files --offline
is '--offline and --with-files contradict each other' \
	"$status:$(printf '%s\n' "$err" | head -1):$(asked)" \
	'2:feedgen: --with-files asks servers, which --offline forbids:'

# ---- politeness ----

items=$(for n in 1 2 3 4 5 6 7 8 9; do
	item $n "$(transcript "$file/1.vtt?n=$n&amp;delay=100" text/vtt)"
done)
feed "$items" >many.xml
import many.xml --with-files --per-host 2 -q
is 'many from one host' "$status:$(ls new/*.vtt | wc -l)" 0:9
is 'never more at once than --per-host' \
	"$(grep -v '^sent' "$log" | awk '$6 > most { most = $6 } END { print most }')" 2

finish
