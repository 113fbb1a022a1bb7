#!/bin/sh
# SPDX-License-Identifier: ISC
# feedgen import: a feed becomes a show that builds that feed again.
. "$(dirname "$0")/lib.sh"
feeds=$top/tests/cli/import
cd "$work" || exit 1

import() { run "$FEEDGEN" import --offline "$@"; }
build() { run "$FEEDGEN" --offline --cache none --lock none "$@"; }

# turns FEED: it is imported, built and imported again, and nothing is lost on the way. The
# shows are then in a and b, the feed that was built in built.xml.
turns() {
	rm -rf a b
	import -q "$1" -o a
	is "$2 is imported" "$status:$out:$(printf '%s' "$err" | grep error:)" "0::"
	run "$FEEDGEN" -q --offline --cache none a
	is "$2 builds at once" "$status:$(printf '%s\n' "$err" | grep -c error:)" "0:0"
	cp out built.xml
	import -q built.xml -o b
	is "$2 makes the same show again" "$status:$(diff -r a b)" "0:"
	run "$FEEDGEN" -q --offline --cache none b
	ok "$2 builds the same feed again" cmp built.xml out
}
same() { ok "$2 lost nothing" "$PYTHON" "$top/tests/tools/feeds_same.py" "$1" built.xml; }

turns "$feeds/plain.xml" "a simple feed"
same "$feeds/plain.xml" "a simple feed"
run "$FEEDGEN" diff "$feeds/plain.xml" built.xml
is "and is the same to feedgen diff" "$status:$out" \
	"0:feedgen: 0 added, 0 removed, 0 changed, 1 the same"
is "its notes become Markdown" "$(sed '1,/^---$/d' a/2024-03-05-fog-horns.md)" \
	'All about **fog horns** and [a link](https://example.org/a_b).

- One
- Two *twice*'
is "the fields of an episode come in the order of the table" \
	"$(sed -n 's/^\([a-z_]*\):.*/\1/p' a/2024-03-05-fog-horns.md | tr '\n' ' ')" \
	"title guid date audio length mime_type duration number explicit link "
is "nothing is there that a field says" "$(grep -c xml: a/*.md)" 0
like "the lock has the guid" "$(cat a/feed.lock)" \
	'\{guid: "harbour-1", file: "2024-03-05-fog-horns.md"'
is "no rule is turned down" "$(grep -c '^rules:' a/feed.yaml)" 0

turns "$feeds/odd.xml" "an odd feed"
same "$feeds/odd.xml" "an odd feed"
is "names of files are made of dates, places and titles" "$(ls a)" \
	'1-published-and-due-in-2090.md
2-6.md
2023-11-10-a-text-without-audio.md
2023-12-24-5.md
2023-12-24-no-yes-anchor-alias-tag-dir-at-tick-a-b-q.md
2024-02-28-no-s1e2-no-guid-no-date-a-day-of-the-week-that-is-wrong.md
2024-02-29-the-second-with-the-guid-of-the-first.md
2024-03-01-con.md
2024-03-01-con_2.md
2024-03-05-episode-12-ebbe-flut.md
2024-03-05-etc-cron-d-x.md
3-2023-11-11-a-title-that-begins-like-a-date-and-then-goes-on.md
feed.lock
feed.yaml'
like "an element of a namespace of its own is kept as it was" "$(cat a/feed.yaml)" \
	'^  <ns2:weather unit="°C">12<ns3:wind/></ns2:weather>$'
like "its namespace is declared" "$(cat built.xml)" 'xmlns:ns2="urn:tides:weather"'
like "an old spelling of a namespace stays" "$(cat built.xml)" \
	'xmlns:podcast="https://github.com/Podcastindex-org/'
like "a date to come holds nothing back" "$(cat built.xml)" '<pubDate>Wed, 01 Mar 2090'
like "rules that the feed breaks are warnings" "$(cat a/feed.yaml)" '^  date/missing: warning$'
like "what all episodes omit is said once" "$(cat a/feed.yaml)" '^  omit: itunes:explicit$'

# What Python's reader makes of the files is what ours does.
cat >titles.py <<'E2'
import sys, yaml, glob
for name in sorted(glob.glob("a/*.md")):
    text = open(name, encoding="utf-8", newline="").read()
    front = yaml.safe_load(text[4:text.index("\n---\n", 3) + 1])
    assert isinstance(front.get("title", ""), str), name
    assert isinstance(front.get("guid", ""), str), name
    print(front.get("title", "(none)"))
config = yaml.safe_load(open("a/feed.yaml", encoding="utf-8"))
print(config["title"], config["xml"].count("<"), sorted(config["namespaces"]))
E2
run "$PYTHON" titles.py
is "another reader of YAML takes the files" "$status:$err" "0:"
like "and finds a hostile title to the byte" "$out" \
	'^- no: "yes" # \*anchor\* &alias !tag %dir @at `tick` \| > \{a: \[b\]\} \\ '"'q'\$"

for name in empty.xml base.rss; do
	turns "$feeds/$name" "$name"
done
like "a relative address is made whole by xml:base" "$(cat a/2024-03-05-one.md)" \
	'^audio: https://base\.example\.org/a/c/1%20one\.mp3$'

# The sample show has every tag of the podcast namespace.
mkdir sample
cp -r "$top/feeds" "$top/episodes" sample
build -q -o sample.xml sample/episodes
turns sample.xml "the sample show"
same sample.xml "the sample show"
is "its tags are fields, not XML" "$(grep -c '^ *<podcast:' a/* | grep -v ':0$')" ""
like "as people write them" "$(cat a/feed.yaml)" \
	'^funding: \{url: https://plain-files\.example/support, text: Support plain files\}$'
like "with what stands in them" "$(cat a/feed.yaml)" \
	'^      - \{name: First Voice, type: lnaddress, address: first@plain-files.*, split: 50\}$'
is "another reader of YAML takes them" \
	"$("$PYTHON" -c 'import yaml; f = yaml.safe_load(open("a/feed.yaml", encoding="utf-8"))
print(f["medium"], f["value"][0]["recipients"][1]["split"], f["txt"][0]["text"], f["locked"])')" \
	'podcast 50 1 True'
like "chapters, transcript and soundbites of an episode are fields" \
	"$(cat a/2026-09-15-*)" '^chapters: https://plain-files\.example/chapters/02-'

# A tag that says more than its field can is XML, with all of its name; a number may be written
# in another way.
{
	sed '/<item>/,$d' "$feeds/plain.xml"
	cat <<'E2'
<podcast:funding url="https://a.example.org/">One</podcast:funding>
<podcast:funding url="https://b.example.org/" platform="x">Two</podcast:funding>
<podcast:license>cc-by-4.0</podcast:license>
<podcast:location/>
<podcast:value type="lightning" method="keysend" suggested="0.00050"><podcast:valueRecipient
 type="node" address="02d5c1bf8b940dc9cadca86d1b0a3c37fbe39cee4c7e839e33bef9174531d27f52" split="1"
 fee="false"/></podcast:value>
<podcast:chat server="irc.example.org" protocol="irc">text</podcast:chat>
<podcast:trailer url="trailer.mp3" pubdate="Fri, 01 Mar 2024 06:00:00 GMT" length="1"
 type="audio/mpeg">T</podcast:trailer>
</channel></rss>
E2
} >tags.xml
turns tags.xml "a feed of odd tags"
sed 's/0\.00050/0.0005/' tags.xml >usual.xml
same usual.xml "a feed of odd tags"
is "what no tag can say is XML" \
	"$(sed -n 's/^ *<\(podcast:[a-z]*\).*/\1/p' a/feed.yaml | tr '\n' ' ')" \
	'podcast:funding podcast:funding podcast:location podcast:chat podcast:trailer '
is "the others are fields, and none is both" \
	"$(sed -n 's/^\(funding\|license\|location\|value\|chat\|trailer\):.*/\1/p' a/feed.yaml |
		tr '\n' ' ')" 'license value '
like "a number is written as feedgen does" "$(cat built.xml)" 'suggested="0.0005"'

# A hub of WebSub and categories have fields; a category of somebody's scheme has none.
sed 's|<language>|<atom:link xmlns:atom="http://www.w3.org/2005/Atom" rel="hub"\
 href="https://hub.example.org/"/><category>sea</category><category>tides, low</category>&|
 s|<guid|<category domain="https://scheme.example.org/">Horn</category>&|
' "$feeds/plain.xml" >hub.xml
turns hub.xml "a feed with a hub"
same hub.xml "a feed with a hub"
is "hub and categories are fields" "$(sed -n 's/^\(hub\|keywords\): //p' a/feed.yaml)" \
	'[https://hub.example.org/]
[sea, "tides, low"]'
like "a scheme is XML" "$(cat a/2024-03-05-fog-horns.md)" \
	'^  <category domain="https://scheme.example.org/">Horn</category>$'

# Encodings and marks.
for encoding in UTF-16LE UTF-16BE ISO-8859-1; do
	sed "1s/UTF-8/$encoding/; s/fog horns/fög horns/" "$feeds/plain.xml" >plain-utf8
	case $encoding in
	UTF-16LE) mark='\377\376' ;;
	UTF-16BE) mark='\376\377' ;;
	*) mark= ;;
	esac
	{ printf "$mark" && iconv -f UTF-8 -t $encoding plain-utf8; } >encoded.xml
	rm -rf a
	import -q encoded.xml -o a
	like "a feed in $encoding is read" "$status $(cat a/2024-03-05-fog-horns.md)" \
		'^All about \*\*fög'
done
{ printf '\357\273\277' && cat "$feeds/plain.xml"; } >bom.xml
turns bom.xml "a feed with a byte order mark"
rm -rf a
run sh -c '"$FEEDGEN" import --offline -q - -o a <"$0"' "$feeds/plain.xml"
is "standard input is a feed, too" "$status:$(ls a | wc -l)" "0:3"

# More than any reader takes in one piece.
awk -v q='"' 'BEGIN {
	print "<rss version=" q "2.0" q "><channel><title>Large</title>"
	for (i = 0; i < 4096; i++)
		words = words "word "
	for (i = 1; i <= 150; i++)
		print "<item><guid>" i "</guid><description>" words "</description></item>"
	print "</channel></rss>"
}' >large.xml
rm -rf a
import -q large.xml -o a
is "a feed of megabytes is read" "$status:$err:$(ls a | wc -l)" "0::152"

# A show of ours that becomes a feed and a show again.
small_show mine 3
"$FEEDGEN" --offline --cache none --lock none -q mine >mine.xml 2>/dev/null
turns mine.xml "a feed of feedgen's"
is "its notes are Markdown as they were" "$(tail -1 a/2026-01-01-episode-number-1-of-small.md)" \
	"$(tail -1 mine/1.md)"

# What is refused leaves nothing.
refused() {
	rm -rf new
	import "$1" -o new
	like "$2" "$status $err" "$3"
	ok "nothing is made of it" test ! -e new
}
printf '<rss><channel><title>a & b</title></channel></rss>' >bad.xml
refused bad.xml "a feed that is not well-formed is refused with its place" \
	'^1 bad.xml:1:[0-9]+: error: .* \[xml/entity\]'
printf '<html><head><title>Not here</title></head></html>' >page.xml
refused page.xml "so is a web page" '^1 page.xml:1:1: error: this is a web page .*\[feed/html\]'
printf '<opml/>' >opml.xml
refused opml.xml "so is what is no feed" '^1 opml.xml:1:1: error: .*<opml> \[feed/unknown\]'
: >nothing.xml
refused nothing.xml "so is nothing" '^1 nothing.xml:1:1: error: the feed is empty'
printf '{"items": []}' >not.json
refused not.json "so is other JSON" '^1 not.json:1:1: error: .* it has no version \[feed/unknown\]'
# Exports of a whole site: drafts, passwords and what people left with their comments.
cat >wxr.xml <<'E2'
<rss version="2.0" xmlns:wp="http://wordpress.org/export/1.2/"><channel><title>Tides</title>
<wp:wxr_version>1.2</wp:wxr_version>
<item><title>Plan</title><wp:status>draft</wp:status><wp:post_password>x</wp:post_password></item>
</channel></rss>
E2
refused wxr.xml "so is what WordPress exports" \
	'^1 wxr.xml:2:1: error: this is an export of WordPress, not a feed \[import/export\]'
like "and what to import is said" "$err" "hint: import the address of the podcast's feed"
import --repair wxr.xml -o new
like "--repair makes no feed of it" "$status:$(ls -d new 2>/dev/null)$err" '^1:wxr.xml:2:1: error'
printf '{"db":[{"meta":{"exported_on":1,"version":"5.0"},"data":{"posts":[]}}]}' >ghost.json
refused ghost.json "and Ghost" \
	'^1 ghost.json:1:1: error: this is an export of Ghost, not a feed \[import/export\]'
printf '{"version": "https://jsonfeed.org/version/1.1", "items": [' >cut.json
refused cut.json "so is JSON that is cut off" '^1 cut.json:1:[0-9]+: error: .*\[json/syntax\]'
refused absent.xml "a file that is not there" '^3 absent.xml: error: .*No such file'
refused https://feeds.example.com/ "an address, offline" '^3 https.*\[fetch/offline\]'

# RSS's own picture is often an icon of the site, and may stand first.
cat >icon.xml <<'E2'
<rss version="2.0" xmlns:itunes="http://www.itunes.com/dtds/podcast-1.0.dtd"><channel>
<title>Tides</title><link>https://tides.example.org/</link><description>d</description>
<image><url>https://tides.example.org/icon.png</url><title>Tides</title>
<link>https://tides.example.org/</link></image>
<itunes:image href="https://tides.example.org/cover.jpg"/></channel></rss>
E2
import -q icon.xml -o icon
is "the cover is Apple's, wherever it stands" "$(grep '^image:' icon/feed.yaml)" \
	"image: https://tides.example.org/cover.jpg"
like "and RSS's own stays what it was" "$(cat icon/feed.yaml)" 'icon\.png</url>'
sed 's/href="[^"]*"/href=""/' icon.xml >nocover.xml
import -q nocover.xml -o nocover
is "without one it is RSS's own" "$(grep '^image:' nocover/feed.yaml)" \
	"image: https://tides.example.org/icon.png"

# WordPress gives ten items, and no link to the others.
usual() {
	printf '<rss version="2.0"><channel><title>T</title><link>https://t.example.org/</link>'
	printf '<description>d</description><generator>https://%s/?v=6.6</generator>' "$2"
	seq "$1" | sed 's,.*,<item><guid>&</guid><title>&</title></item>,'
	printf '</channel></rss>'
}
usual 10 wordpress.org >ten.xml
import ten.xml -o ten
like "a feed of WordPress with its usual ten items may not be whole" "$err" \
	'^ten.xml:1:[0-9]+: warning: the feed has 10 items, as many as WordPress .*\[import/pages\]'
usual 11 wordpress.org >eleven.xml
import eleven.xml -o eleven
unlike "one with more is" "$err" 'import/pages'
usual 10 feeds.example.org >other.xml
import other.xml -o other
unlike "and one of another program" "$err" 'import/pages'

# … unless it is to be mended.
cat >ill.xml <<'E2'

<?xml version="1.0"?>
<rss version="2.0"><channel><title>A & B &nbsp; &bogus; &#8; 1 < 2</title>
<itunes:author owner="a<b & c">X</itunes:author><foo:bar>y</foo:bar>
<description>some <b>bold ]]> text</description></p>
<item><title>One</title><guid>1</guid><link>https://x.example.org/?a=1&b=2</link></item>
<item><title>Two</title><guid>2</gui
E2
refused ill.xml "an ill-formed feed is refused" '^1 ill.xml:2:1: error: .*<\?xml'
import -v --repair ill.xml -o mended
is "--repair makes a show of it" "$status:$(ls mended | tr '\n' ' ')" \
	"0:1-one.md feed.lock feed.yaml "
for told in '1:1: warning: what stood before' '3:38: warning: a bare & became &amp;' \
	'3:42: warning: &nbsp; became &#160;' '3:49: warning: a bare & became' \
	'3:57: warning: &#8;, a character' '3:64: warning: a bare < became' \
	'4:24: warning: a < in the value' 'the end of <b> of line 5, which was missing' \
	'</p>, which closes nothing' 'its last item, of line 7, which is not whole' \
	'the prefix itunes:, which nobody declares'; do
	like "and says what it mended: $told" "$err" "$told"
done
is "what is mended builds" "$("$FEEDGEN" -q --offline --cache none mended 2>/dev/null |
	grep -c '<link>https://x.example.org/?a=1&amp;b=2</link>')" 1
printf '<rss><channel><title>caf\351 \001x</title></channel></rss>' >bytes.xml
import --repair bytes.xml -o bytes
is "bytes of Windows-1252, and characters that nobody may have" \
	"$status:$(grep title: bytes/feed.yaml)" "0:title: café x"
refused page.xml "a web page is not mended" 'feed/html'

# What people should know is told.
import "$feeds/odd.xml" -o odd-again
like "an item whose date is to come" "$err" \
	'“Published, and due in 2090” is .*\[import/date-future\]'
like "two items of one guid" "$err" 'has the guid of “CON” \[import/guid-twice\]'
import "$feeds/show.json" -o json-again
like "what RSS has no words for" "$err" \
	'show.json:[0-9:]+ warning: RSS cannot say all .* json: keeps it \[import/native\]'
sed 's|<language>|<itunes:new-feed-url>https://n.example.org/f</itunes:new-feed-url>&|' \
	"$feeds/plain.xml" >moved.xml
import moved.xml -o moved
like "a feed that has moved" "$err" 'has moved to https://n.example.org/f \[import/moved\]'
run "$FEEDGEN" init -q --offline --from "$feeds/plain.xml" from
is "init --from is import" "$status:$(ls from | tr '\n' ' ')" \
	"0:2024-03-05-fog-horns.md feed.lock feed.yaml "

# Nothing is overwritten, and nothing is made outside the folder.
import -q "$feeds/plain.xml" -o twice
cp -r twice before
import -q "$feeds/plain.xml" -o twice
like "a second time it refuses" "$status $err" \
	'^2 twice/.*: error: this is there already; nothing was made \[emit/exists\]'
ok "what was there stays" diff -r twice before
mkdir link
ln -s ../elsewhere.md link/2024-03-05-fog-horns.md
import -q "$feeds/plain.xml" -o link
is "a link is not followed" "$status:$(ls link):$(ls elsewhere.md 2>/dev/null)" \
	"2:2024-03-05-fog-horns.md:"

mkdir -p stopped/.feedgen-new
run "$FEEDGEN" stopped
like "what a stopped import left is no show, and that is said" "$status $err" \
	'^2 stopped: error: .* was stopped before it put stopped/feed.yaml in place .*not-found\]'
like "with what to do" "$err" 'hint: run the import again'

run "$FEEDGEN" import
like "import wants a feed" "$status $err" '^2 feedgen: which feed\?'
run "$FEEDGEN" import "$feeds/plain.xml"
like "and a folder" "$status $err" '^2 feedgen: into which folder\?'
import "$feeds/odd.xml" -o told
is "what was made is told" "$(grep '^feedgen: made' err)" \
	"feedgen: made told: feed.yaml, feed.lock and 12 episodes"
like "and which rules are turned down" "$err" 'warnings in feed.yaml, .*: date/missing, '
finish
