#!/bin/sh
# SPDX-License-Identifier: ISC
# The grammar means the same to another validator: jing and libxml2 accept what feedgen
# writes, as a whole and item by item, and refuse the same faults.
. "$(dirname "$0")/lib.sh"

if ! command -v jing >"$work/jing"; then
	echo "1..0 # skip jing is not installed"
	exit 0
fi
grammar=$top/src/validate/schema/feed.rng
small_show "$work/show"
run "$FEEDGEN" --offline -q --cache none -o "$work/feed.xml" "$work/show"
is "the small show builds" "$status" 0

# Each item in a file of its own, with the namespaces that <rss> declares.
mkdir "$work/items"
ns=$(sed -n 's/^<rss version="2.0"\( .*\)>$/\1/p' "$work/feed.xml")
awk -v ns="$ns" -v dir="$work/items" '
	/^ *<item>/ { file = dir "/" ++n ".xml"; sub(/<item>/, "<item" ns ">") }
	file { print >file }
	/^ *<\/item>/ { close(file); file = "" }' "$work/feed.xml"
is "it has two items" "$(find "$work/items" -name '*.xml' | wc -l)" 2
ok "jing accepts the feed and each item" jing "$grammar" "$work/feed.xml" "$work"/items/*.xml
ok "xmllint accepts the feed" xmllint --noout --relaxng "$grammar" "$work/feed.xml"
ok "xmllint accepts each item" xmllint --noout --relaxng "$grammar" "$work"/items/*.xml

# One fault a file. Some have to be made by a look at what the feed has.
mkdir "$work/bad"
n=0
while read -r fault; do
	n=$((n + 1))
	sed "$fault" "$work/feed.xml" >"$work/bad/$n.xml"
	if cmp -s "$work/feed.xml" "$work/bad/$n.xml"; then
		fail "there is something to spoil: $fault"
	fi
done <<'EOF'
/<language>/d
/<atom:link /d
/<itunes:category /d
/<guid /d
/<enclosure /d
0,/<pubDate>/! s/<pubDate>.*/<pubDate>yesterday<\/pubDate>/
s/<itunes:explicit>false/<itunes:explicit>no/
s/text="Technology"/text="technology"/
s/text="Technology"\/>/text="Technology"><itunes:category text="Podcasting"\/><\/itunes:category>/
s/isPermaLink="false"/isPermaLink="true"/
s/ length="[0-9]*"/ length="1 MB"/
s/ type="audio\/mpeg"//
s/<itunes:duration>/&0:/
s/<itunes:episode>1</<itunes:episode>1.5</
s/<podcast:guid>./<podcast:guid>/
s/<link>https:/<link>ftp:/
s/<title>.*/&&/
s/^    <item>/&<itunes:keywords>a,b<\/itunes:keywords>/
s/^    <item>/&text/
s/version="2.0"/version="2.01"/
EOF
refused() {
	for file in "$work"/bad/*.xml; do
		"$@" "$grammar" "$file" >/dev/null 2>&1 || echo "${file##*/}"
	done | wc -l
}
# One process of jing for all: each file it refuses is named in its own lines.
is "jing refuses every fault" \
	"$(jing "$grammar" "$work"/bad/*.xml 2>/dev/null |
		sed -n 's/\.xml:[0-9].*error:.*//p' | sort -u | wc -l)" "$n"
is "and so does xmllint" "$(refused xmllint --noout --relaxng)" "$n"
finish
