#!/bin/sh
# SPDX-License-Identifier: ISC
# feedgen import ADDRESS: a feed as a server gives it, and all pages that it has.
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
	run "$FEEDGEN" import --allow-private "$@" "$feed" -o new
}
# The titles of the show, in the order of the feed that it builds.
titles() {
	"$FEEDGEN" -q --offline --cache none --lock none new 2>build.err |
		sed -n 's/^ *<title>\(Tide .*\)<\/title>$/\1/p' | tr '\n' ' '
}
# The guids that the lock has, in the order of the alphabet.
locked() { grep -o 'guid: "[^"]*"' new/feed.lock | sort | cut -d'"' -f2 | tr '\n' ' '; }
findings() { printf '%s\n' "$err" | sed -n 's/.*\[\([a-z]*\/[a-z-]*\)\].*/\1/p' | tr '\n' ' '; }

# rss LINK NUMBER…: a page of RSS; LINK is what it says of others.
rss() {
	echo '<rss version="2.0" xmlns:atom="http://www.w3.org/2005/Atom"><channel>'
	echo "<title>Tides</title><link>https://tides.example.org/</link>$1"
	shift
	for n; do
		echo "<item><title>Tide $n</title><guid isPermaLink=\"false\">tide-$n</guid>"
		echo "<pubDate>0$n Mar 2024 06:00:00 +0000</pubDate><enclosure length=\"1000\""
		echo " type=\"audio/mpeg\" url=\"https://tides.example.org/$n.mp3\"/></item>"
	done
	echo '</channel></rss>'
}
next() { echo "<atom:link rel=\"${2:-next}\" href=\"$1\"/>"; }
atom() {
	echo '<feed xmlns="http://www.w3.org/2005/Atom"><title>Tides</title><id>urn:tides</id>'
	echo "<updated>2024-03-09T06:00:00Z</updated>$1"
	shift
	for n; do
		echo "<entry><title>Tide $n</title><id>tag:tides.example.org,2024:$n</id>"
		echo "<updated>2024-03-0${n}T06:00:00Z</updated><link rel=\"enclosure\""
		echo " type=\"audio/mpeg\" href=\"https://tides.example.org/$n.mp3\"/></entry>"
	done
	echo '</feed>'
}
json() {
	echo "{\"version\": \"https://jsonfeed.org/version/1.1\", \"title\": \"Tides\", $1"
	shift
	between='"items": ['
	for n; do
		echo "$between{\"id\": \"tide-$n\", \"title\": \"Tide $n\","
		echo '"content_text": "T",'
		echo "\"date_published\": \"2024-03-0${n}T06:00:00Z\", \"attachments\": [{"
		echo "\"url\": \"https://tides.example.org/$n.mp3\","
		echo '"mime_type": "audio/mpeg"}]}'
		between=,
	done
	echo ']}'
}

# ---- one page ----

rss '' 2 1 >"$docs/one.xml"
import "$file/one.xml" -q
is 'a feed of one page' "$status:$out:$(findings):$(titles):$(locked)" \
	'0:::Tide 2 Tide 1 :tide-1 tide-2 '
is 'is asked for once' "$(asked)" 'GET /file/one.xml -'
import "$site/to/$file/one.xml"
is 'behind a redirect' "$status:$(titles)" '0:Tide 2 Tide 1 '
import "$file/none.xml"
is 'what is not there' "$status $err" \
	"3 $file/none.xml: error: the server answers 404 [fetch/not-found]
  hint: check the address; look for it on the page of the show"
ok 'makes nothing' test ! -e new

# ---- several ----

# Label, first page, guids; the others are 2.* and 3.* of the same kind.
goes_on() {
	import "$file/$2" -q
	is "$1: all episodes, in order" "$status:$(findings):$(titles)" \
		'0::Tide 5 Tide 4 Tide 3 Tide 2 Tide 1 '
	is "$1: the lock has all guids" "$(locked)" "$3"
	is "$1: each page is asked for once" "$(asked | sort | uniq -c | awk '{print $1}' |
		tr '\n' ' ')" '1 1 1 '
	is "$1: no page is linked" "$(grep -Ec '(next|prev-archive|file/)' new/feed.yaml)" 0
}
rss "$(next "$file/2.xml")" 5 4 >"$docs/1.xml"
rss "$(next 3.xml)" 4 3 2 >"$docs/2.xml"
rss '' 1 >"$docs/3.xml"
goes_on RSS 1.xml 'tide-1 tide-2 tide-3 tide-4 tide-5 '
atom "$(next 2.atom | sed s/atom://)" 5 4 >"$docs/1.atom"
atom "$(next "$file/3.atom" | sed s/atom://)" 3 2 >"$docs/2.atom"
atom '' 1 >"$docs/3.atom"
tag=tag:tides.example.org,2024
goes_on Atom 1.atom "$tag:1 $tag:2 $tag:3 $tag:4 $tag:5 "
json "\"next_url\": \"$file/2.json\"," 5 4 >"$docs/1.json"
json "\"next_url\": \"$file/3.json\"," 3 2 >"$docs/2.json"
json '' 1 >"$docs/3.json"
goes_on 'JSON Feed' 1.json 'tide-1 tide-2 tide-3 tide-4 tide-5 '
rss "$(next "$file/2.old" prev-archive)" 5 4 >"$docs/1.old"
rss "$(next 3.old prev-archive)" 3 2 >"$docs/2.old"
rss '' 1 >"$docs/3.old"
goes_on 'archives (RFC 5005)' 1.old 'tide-1 tide-2 tide-3 tide-4 tide-5 '
rss "$(next "$file/2.xml")" 5 >first.xml
import first.xml
is 'a file goes on on the web' "$status:$(titles)" '0:Tide 5 Tide 4 Tide 3 Tide 2 Tide 1 '
rm -rf new
run "$FEEDGEN" init -q --allow-private --from "$file/1.xml" new
is 'init --from an address' "$status:$err:$(titles)" '0::Tide 5 Tide 4 Tide 3 Tide 2 Tide 1 '

# The first page says what the show is; that later ones say the same is no move.
moved="<itunes:new-feed-url xmlns:itunes=\"http://www.itunes.com/dtds/podcast-1.0.dtd\">$file/"
rss "${moved}here.xml</itunes:new-feed-url>$(next "$file/3.xml")" 5 >"$docs/here.xml"
import "$file/here.xml"
is 'a feed that is where it says it is has not moved' "$status:$(findings)" '0:'

# ---- pages that lead nowhere ----

# Label, name of the file, what is said of it, the episodes.
stops() {
	import "$file/$2"
	is "$1: what was read stays" "$status:$(titles)" "0:$4"
	is "$1: told" "$(printf '%s\n' "$err" | grep pages)" "$file/$3 [import/pages]"
}
circle='was read already: the pages lead in a circle'
rss "$(next back.xml)" 5 4 >"$docs/round.xml"
rss "$(next round.xml)" 3 2 >"$docs/back.xml"
stops 'a circle' round.xml "back.xml: warning: the next page, $file/round.xml, $circle" \
	'Tide 5 Tide 4 Tide 3 Tide 2 '
is 'no page twice' "$(asked)" "GET /file/round.xml -
GET /file/back.xml -"
rss "$(next self.xml)" 5 | sed 's/<guid.*<.guid>//' >"$docs/self.xml"
import "$site/to/$file/self.xml"
is 'a circle by a redirect' "$status:$(titles)" '0:Tide 5 '
is 'is known by the address behind it' "$(asked | wc -l):$(findings)" '2:import/pages '
for scheme in 'file:///etc/passwd' 'ftp://127.0.0.1/2' 'page:2.xml'; do
	rss "$(next "$scheme")" 5 >"$docs/scheme.xml"
	rss '' 4 >page:2.xml
	stops "$scheme" scheme.xml "scheme.xml: warning: the next page, $scheme, is not read: \
the URL is not http or https" 'Tide 5 '
done
rss "$(next 2.xml)" 5 >relative.xml
import relative.xml
is 'a relative address of a file, which may be anywhere' "$status:$(titles)" '0:Tide 5 '
is 'is told, too' "$(printf '%s\n' "$err" | grep pages)" "relative.xml: warning: the next page, \
2.xml, is not read: the URL is not absolute: it does not begin with https:// [import/pages]"
rss "$(next "$site/to/$file/start.xml")" 4 >"$docs/end.xml"
rss "$(next end.xml)" 5 | sed 's/<guid.*<.guid>//' >"$docs/start.xml"
import "$file/start.xml"
is 'a page that redirects to the first is not taken twice' "$status:$(findings):$(titles)" \
	'0:import/pages :Tide 5 Tide 4 '

# ---- pages that cannot be had: nothing is made ----

rss "$(next gone.xml)" 5 4 >"$docs/before.xml"
import "$file/before.xml"
is 'a page that is gone' "$status $err" \
	"3 $file/gone.xml: error: the server answers 404 [fetch/not-found]
  hint: check the address; look for it on the page of the show"
ok 'a page that is gone: nothing is made' test ! -e new
printf '<rss version="2.0"><channel><title>Tides</channel></rss>' >"$docs/gone.xml"
import "$file/before.xml"
like 'a page that is broken' "$status $err" "^1 $file/gone.xml:1:[0-9]+: error: .*\[xml/"
ok 'a page that is broken: nothing is made' test ! -e new
echo '<html><title>Log in</title></html>' >"$docs/gone.xml"
import "$file/before.xml"
like 'a page of the web' "$status $err" "^1 $file/gone.xml:1:1: error: .*\[feed/html\]"
rss "$(next "https://gone.invalid/2.xml")" 5 | tee "$docs/left.xml" >left.xml
import "$file/left.xml"
like 'a page at a host that is gone' "$status $err" \
	"^3 https://gone.invalid/2.xml: error: .* \[fetch/no-answer\]"
ok 'a page at a host that is gone: nothing is made' test ! -e new
import left.xml
is 'a file, which may be all that is left' "$status:$(titles)" '0:Tide 5 '
like 'says what is not in it' "$err" "left.xml: warning: the next page, \
https://gone.invalid/2.xml, is not read: the server gives no answer.* \[import/pages\]"
rm -r new
start_log
run "$FEEDGEN" import first.xml -o new
like 'a page at a private address' "$status $err" \
	"^3 $file/2.xml: error: this is a private address \[fetch/private"
is 'is not asked for' "$(asked)" ''
ok 'a page at a private address: nothing is made' test ! -e new
import "$site/hang/x" --deadline 1s
like '--deadline' "$status $err" '^3 .*: error: the time was up after 1 s \[fetch/unfinished\]'

# The time is for all pages together. Each of these takes 0.3 s, so the fourth comes too late.
for n in 1 2 3 4 5 6 7 8 9; do
	rss "$(next "late-$((n + 1)).xml?delay=300")" $n >"$docs/late-$n.xml"
done
rss '' 9 >"$docs/late-10.xml"
import "$file/late-1.xml?delay=300" --deadline 1s
like '--deadline is for all pages' "$status $err" \
	'^3 .*/late-[2-4].xml.*: error: the time was up after 1 s \[fetch/unfinished\]'
ok 'a feed that takes too long is not made in part' test ! -e new

# ---- too many ----

page=$(rss "$(next many-NEXT.xml)" 1 | sed 's/tide-1/tide-PAGE/')
echo "$page" | awk -v RS= -v docs="$docs" '{
	for (n = 1; n <= 1002; n++) {
		page = $0
		sub(/NEXT/, n + 1, page)
		sub(/PAGE/, n, page)
		print page >(docs "/many-" n ".xml")
		close(docs "/many-" n ".xml")
	}
}'
import "$file/many-1.xml" -q
is 'of a chain without end 1,000 pages are read' "$status:$(asked | wc -l):$(ls new/*.md | wc -l)" \
	'0:1000:1000'
import "$file/many-1.xml"
is 'and where it goes on is told' "$(printf '%s\n' "$err" | grep pages)" "$file/many-1000.xml: \
warning: the next page, $file/many-1001.xml, is not read: these are more pages than a feed has \
[import/pages]"

# ---- offline, and too large ----

import first.xml --offline
is 'offline, the rest of a feed is missed' "$status:$(titles)" '0:Tide 5 '
is 'and that is told' "$(printf '%s\n' "$err" | grep pages)" "first.xml: warning: the next page, \
$file/2.xml, is not read: --offline asks no server [import/pages]"
is 'no server is asked' "$(asked)" ''
{ rss '' 5 && head -c 68000000 /dev/zero | tr '\0' ' '; } >large.xml
import large.xml
is 'a file of more than 64 MiB' "$status $(printf '%s\n' "$err" | head -1)" \
	'1 large.xml: error: the feed has more than 67108864 bytes [import/too-large]'
ok 'is not imported' test ! -e new
rm large.xml
for n in 1 2 3; do
	{ rss "$(next "large-$((n + 1)).xml?gzip=1")" "$n" &&
		yes "$(printf '<!-- %01000d -->' 0)" | head -n 24000; } |
		gzip -1n >"$docs/large-$n.xml"
done
import "$file/large-1.xml?gzip=1"
is 'pages of more than that together' "$status $(printf '%s\n' "$err" | head -1)" \
	"1 $file/large-3.xml?gzip=1: error: the feed has more than 67108864 bytes \
[import/too-large]"
ok 'are not imported' test ! -e new

finish
