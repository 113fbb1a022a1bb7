#!/bin/sh
# SPDX-License-Identifier: ISC
# feedgen diff: what has changed from one feed to another; and the guard's view of it.
. "$(dirname "$0")/lib.sh"
cd "$work" || exit 1

# items N [SED]: a feed of N items, a line each from the third on, changed by SED.
podcast='xmlns:podcast="https://podcastindex.org/namespace/1.0"'
items() {
	echo "<rss version=\"2.0\" $podcast><channel><title>Small</title>"
	echo '<podcast:guid>917393e3-1b1e-5cef-ace4-edaa54e1f810</podcast:guid>'
	i=1
	for day in Tue Wed Thu Fri; do
		[ "$i" -le "$1" ] || break
		printf '<item><title>Number %s</title><guid>g%s</guid>' "$i" "$i"
		printf '<link>https://a.example/%s</link>' "$i"
		printf '<pubDate>%s, 0%s Jul 2025 06:00:00 +0000</pubDate>' "$day" "$i"
		printf '<enclosure url="https://a.example/%s.mp3" length="%s" ' "$i" "$i"
		echo 'type="audio/mpeg"/></item>'
		i=$((i + 1))
	done | sed "${2-}"
	echo '</channel></rss>'
}

one_line() {
	printf '%s' "$*"
}

items 4 >old.xml
run "$FEEDGEN" diff old.xml old.xml
is "a feed is the same as itself" "$status:$out:$err" \
	"0:feedgen: 0 added, 0 removed, 0 changed, 4 the same:"
run "$FEEDGEN" diff -q old.xml old.xml
is "with -q nothing is said of that" "$status:$out:$err" "0::"

items 4 's/Number 2/Second/; s/length="2"/length="22"/; /Wed/s/06:00/07:00/' >new.xml
run "$FEEDGEN" diff old.xml new.xml
is "what changed is told before and after" "$status:$err:$out" "0::~ “Second”
    title: Number 2 -> Second
    enclosure.length: 2 -> 22
    date: 2025-07-02T06:00:00Z -> 2025-07-02T07:00:00Z
feedgen: 0 added, 0 removed, 1 changed, 3 the same"

# What an xml:base makes of an address is what counts, of whichever element it is, and wherever
# among its attributes.
items 4 's|https://a.example/||; s|<item>|<item xml:base="https://a.example/x">|
	s|<enclosure url="2|<enclosure url="../2|; s|url="\([134]\)|url="/\1|
	s|type="audio/mpeg"/>|type="audio/mpeg" xml:base="y/"/>|' >new.xml
run "$FEEDGEN" diff old.xml new.xml
is "addresses are compared as they are with their xml:base" "$status:$out:$err" \
	"0:feedgen: 0 added, 0 removed, 0 changed, 4 the same:"
items 4 's|https://a.example/||; s|<item>|<item xml:base="https://b.example/">|' >new.xml
run "$FEEDGEN" diff old.xml new.xml
like "… and told so" "$out" 'link: https://a.example/1 -> https://b.example/1'
atom() {
	cat <<EOF
<feed xmlns="http://www.w3.org/2005/Atom" $1><title>A</title><id>urn:example:a</id>
<updated>2025-07-01T06:00:00Z</updated><entry $2><title>One</title><id>urn:example:1</id>
<updated>2025-07-01T06:00:00Z</updated><link href="$3"/>
<link rel="enclosure" href="$4" ${5-}/></entry></feed>
EOF
}
atom '' '' https://a.example/one https://cdn.example/x/1.mp3 >old.atom
atom 'xml:base="https://a.example/feed"' 'xml:base="/e/"' ../one 1.mp3 \
	'xml:base="https://cdn.example/x/"' >new.atom
run "$FEEDGEN" diff old.atom new.atom
is "… of Atom, too" "$status:$out:$err" "0:feedgen: 0 added, 0 removed, 0 changed, 1 the same:"

items 3 '1d' >new.xml
run "$FEEDGEN" diff old.xml new.xml
is "what went is told" "$status:$out" "0:- “Number 1”
- “Number 4”
feedgen: 0 added, 2 removed, 0 changed, 2 the same"
run "$FEEDGEN" diff new.xml - <old.xml
is "what came is told, from a pipe too" "$status:$out" "0:+ “Number 1”
+ “Number 4”
feedgen: 2 added, 0 removed, 0 changed, 2 the same"

items 4 's/<guid>g3/<guid>h3/' >new.xml
run "$FEEDGEN" diff old.xml new.xml
is "what the guard would refuse is refused" "$status:$out" "4:~ “Number 3”
    guid: g3 -> h3
feedgen: 0 added, 0 removed, 1 changed, 3 the same"
like "with the reason, and where" "$err" \
	'^new.xml:5: error: “Number 3” was published with .* g3 and would get h3 \[guard/guid'
items 4 's/ 06:00:00 / 07:00:00 /' >new.xml
run "$FEEDGEN" diff old.xml new.xml
like "dates that move are refused" "$status:$err" \
	'4:.*would move the dates of 4 of 4 published episodes.*guard/dates-moved'
items 4 's/a.example.\([0-9].mp3\)/b.example\/\1/' >new.xml
run "$FEEDGEN" diff old.xml new.xml
like "audio that moves is refused" "$status:$err" \
	'4:.*would change the audio of 4 of 4.*guard/enclosures-changed'

items 4 's/<guid>[^<]*<.guid>//' >bare.xml
run "$FEEDGEN" diff bare.xml bare.xml
is "without guids the audio tells episodes apart" "$status:$out" \
	"0:feedgen: 0 added, 0 removed, 0 changed, 4 the same"
sed '/Number 3/d; s/Number 2/Second/' bare.xml >new.xml
run "$FEEDGEN" diff bare.xml new.xml
is "and what changed and went" "$status:$out" "0:~ “Second”
    title: Number 2 -> Second
- “Number 3”
feedgen: 0 added, 1 removed, 1 changed, 2 the same"
echo '<rss><channel><item><description>x</description></item></channel></rss>' >new.xml
run "$FEEDGEN" diff new.xml new.xml
is "a feed that names nothing is the same as itself too" "$status:$out" \
	"0:feedgen: 0 added, 0 removed, 0 changed, 1 the same"

items 4 's/Number 2/Se"c\&amp;ond/; /g4/d' >new.xml
run "$FEEDGEN" diff --diagnostics json old.xml new.xml
is "programs get a line of JSON for each" "$status:$out" \
	"0:$(one_line '{"change": "changed", "of": "episode", "guid": "g2", "title": "Se\"c&ond",' \
		'"what": "title", "was": "Number 2", "is": "Se\"c&ond", "was_line": 4, "line": 4}')
$(one_line '{"change": "removed", "of": "episode", "guid": "g4", "title": "Number 4",' \
		'"was_line": 6}')"
items 4 | sed 's/<title>Small/<title>Smaller/' >new.xml
run "$FEEDGEN" diff --diagnostics json old.xml new.xml
is "also about the show" "$out" \
	'{"change": "changed", "of": "show", "what": "title", "was": "Small", "is": "Smaller"}'
printf '{"items": [{"id": "g1", "title": "x\\u001b[2Jy"}]}' >new.json
run "$FEEDGEN" diff -q new.json new.xml
like "control characters do not reach the terminal" "$out" 'title: x\\u\{1b\}\[2Jy -> Number 1$'

small_show s
"$FEEDGEN" --offline --lock none -o s.xml -o s.atom -o s.json s
for other in atom json; do
	run "$FEEDGEN" diff -q s.xml s.$other
	is "RSS and $other of one show are the same" "$status:$out:$err" "0::"
done
run "$FEEDGEN" diff s.atom s.json
is "so are those two" "$status:$out" "0:feedgen: 0 added, 0 removed, 0 changed, 2 the same"

# ---- --against ----

run "$FEEDGEN" --offline --lock none --against s.atom s
is "a build against the same feed is done" \
	"$status:$err:$(printf '%s' "$out" | grep -c '<item>')" "0::2"
sed 's|<guid[^>]*>|&x|' s.xml >other.xml
run "$FEEDGEN" --offline --lock none --against other.xml s
like "one that would change guids is refused" "$status:$err" '4:.*guard/guid-changed'
is "and nothing is written" "$out" ""
run "$FEEDGEN" --offline --lock none --against other.xml --allow-guid-change -o n.xml s
is "unless it is allowed" "$status:$err" "0:"
run "$FEEDGEN" --offline --lock none --against none.xml -o m.xml s
like "a feed that is not there is no comparison" "$status:$err" \
	'3:none.xml: error: the feed cannot be read'
run "$FEEDGEN" --offline --lock none --against s/1.md -o m.xml s
like "nor is what is no feed" "$status:$err" '3:s/1.md.* error: the feed is no XML'
run "$FEEDGEN" --offline --lock none --against https://small.example.com/feed.xml -o m.xml s
like "nor an address, without network" "$status:$err" '3:https://small.example.com/feed.xml: error'
ok "the output is not made then" test ! -e m.xml

# ---- what cannot be compared ----

run "$FEEDGEN" diff old.xml none.xml
like "a feed that is not there is told" "$status:$err" \
	'^3:none.xml: error: the feed cannot be read: No such file'
run "$FEEDGEN" diff s/1.md old.xml
like "what is no feed is told" "$status:$err" '^3:s/1.md.*: error: the feed is no XML'
like "and where to look" "$err" 'hint: look at what is in it'
run "$FEEDGEN" diff old.xml </dev/null
like "one feed is too few" "$status:$err" '^2:feedgen: which two feeds'
run "$FEEDGEN" diff - - </dev/null
like "both cannot be standard input" "$status:$err" '^2:feedgen: only one of the two'
sh -c '"$FEEDGEN" diff old.xml old.xml >/dev/full' 2>err
is "a full disk is told" "$?:$(cat err)" "3:feedgen: standard output: No space left on device"

finish
