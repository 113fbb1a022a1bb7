#!/bin/sh
# SPDX-License-Identifier: ISC
# RSS, Atom and JSON Feed of one run say the same, each in a form that other readers take.
. "$(dirname "$0")/lib.sh"

small_show "$work/show"
build() {
	run "$FEEDGEN" --offline -q --cache none --lock none "$@" "$work/show"
}
build -o "$work/feed.xml" -o "$work/feed.atom" -o json:"$work/feed"
is "three formats in one run" "$status" 0
ok "the Atom feed is well-formed" xmllint --noout "$work/feed.atom"
ok "the JSON feed is JSON" "$PYTHON" -m json.tool "$work/feed" "$work/pretty"

# id, title, date and audio of each item, a line each, as each format has them.
cat >"$work/facts.py" <<'EOF'
import email.utils, json, sys
import xml.etree.ElementTree as tree

ATOM = "{http://www.w3.org/2005/Atom}"

def rss(file):
    for item in tree.parse(file).iter("item"):
        date = email.utils.parsedate_to_datetime(item.findtext("pubDate"))
        yield (item.findtext("guid"), item.findtext("title"),
               date.strftime("%Y-%m-%dT%H:%M:%SZ"), item.find("enclosure").get("url"))

def atom(file):
    for entry in tree.parse(file).iter(ATOM + "entry"):
        links = {link.get("rel"): link for link in entry.iter(ATOM + "link")}
        yield (entry.findtext(ATOM + "id").replace("urn:uuid:", ""),
               entry.findtext(ATOM + "title"), entry.findtext(ATOM + "published"),
               links["enclosure"].get("href"))

def json_feed(file):
    for item in json.load(open(file))["items"]:
        yield (item["id"], item["title"], item["date_published"],
               item["attachments"][0]["url"])

for fact in globals()[sys.argv[1]](sys.argv[2]):
    print(*fact, sep="|")
EOF
facts() {
	"$PYTHON" "$work/facts.py" "$@"
}
expected=$(facts rss "$work/feed.xml")
is "there are two items" "$(printf '%s\n' "$expected" | wc -l)" 2
is "Atom has the same ids, titles, dates and audio" "$(facts atom "$work/feed.atom")" "$expected"
is "and so has JSON Feed" "$(facts json_feed "$work/feed")" "$expected"

build -f atom
ok "Atom on standard output is the same" cmp "$work/out" "$work/feed.atom"
build -f json
ok "JSON on standard output is the same" cmp "$work/out" "$work/feed"
build -f yaml
is "there is no other format" "$status" 2

# Whatever a guid looks like, and whenever an episode was changed, the formats say the same:
# the ids to the byte where an id can be any text, as an IRI in Atom, and the instants.
small_show "$work/guids" 6
i=0
for guid in https://small.example.com/1 6D63E13D-6ACC-5048-A8EF-26232F2DF129 \
	'Episode 3, of small & long' tag:small.example.com,2026:4 urn:isbn:0451450523; do
	i=$((i + 1))
	sed -i "2i guid: \"$guid\"" "$work/guids/$i.md"
done
sed -i '2i updated: 2026-09-02\nkeywords: [salt, sea & sand]' "$work/guids/2.md"
sed -i 's/^length: .*/length: 1000000/' "$work"/guids/*.md
sed -i '/^number/q' "$work/guids/5.md" # no notes
echo --- >>"$work/guids/5.md"
cat >>"$work/guids/feed.yaml" <<'EOT'
json_url: https://small.example.com/feed.json
atom_url: https://small.example.com/feed.atom
hub: [https://hub.example.com/, https://hub.example.org/push]
people: [{name: The feedgen maintainers, href: https://small.example.com/us}]
EOT
run "$FEEDGEN" --offline -q --cache none --lock none \
	-o "$work/g.xml" -o "$work/g.atom" -o "$work/g.json" "$work/guids"
is "a show with guids of every kind builds" "$status $err" "0 "
for pair in "xml atom" "xml json" "atom json"; do
	run "$FEEDGEN" diff --diagnostics json "$work/g.${pair% *}" "$work/g.${pair#* }"
	is "$pair differ in no id, date or audio" "$status $(printf '%s\n' "$out" |
		grep -E '"(guid|date|enclosure[.a-z]*)"|added|removed')" "0 "
done
atom=$(cat "$work/g.atom")
like "an address is its own id in Atom" "$atom" '<id>https://small.example.com/1</id>'
like "and so is a UUID" "$atom" '<id>urn:uuid:6D63E13D-6ACC-5048-A8EF-26232F2DF129</id>'
like "a tag" "$atom" '<id>tag:small.example.com,2026:4</id>'
like "and a URN" "$atom" '<id>urn:isbn:0451450523</id>'
is "an update is told by Atom, for the episode and the feed" \
	"$(grep -c '<updated>2026-09-01T23:00:00Z' "$work/g.atom")" 2
like "and by JSON Feed" "$(cat "$work/g.json")" '"date_modified": "2026-09-01T23:00:00Z"'
like "RSS has it as the day of its last build" "$(cat "$work/g.xml")" \
	'<lastBuildDate>Tue, 01 Sep 2026 23:00:00'
like "but not as its newest episode" "$(cat "$work/g.xml")" \
	'<pubDate>Mon, 01 Jun 2026 07:00:00'
for format in xml atom json; do
	is "the hubs are in the $format feed" \
		"$(grep -oE 'https://hub.example.(com/|org/push)"' "$work/g.$format" | wc -l)" 2
done
# What these shows lack (servers that answer, an artwork, transcripts) is not what is asked.
for format in xml atom json; do
	run "$FEEDGEN" validate --offline --diagnostics json --rule url/reserved=off \
		--rule feed/not-rss=off --rule text/notes-missing=off "$work/g.$format"
	is "validate finds nothing in the $format feed" "$status $out" "0 "
done

# What a podcaster publishes once more must not become new.
before=$(stat -c '%i %Y' "$work/feed.atom" "$work/feed")
build -o "$work/feed.atom" -o json:"$work/feed"
is "an unchanged feed is not touched" "$(stat -c '%i %Y' "$work/feed.atom" "$work/feed")" "$before"

# The publish guard reads all three.
for feed in feed.atom json:feed.json; do
	file=$work/${feed#json:}
	build -o "${feed%feed.*}$file"
	sed -i 's/Episode number 2/Episode number two/; s/9427fdbf/9427fdbe/' "$file"
	cp "$file" "$work/before"
	sed 's/^title: .*/title: Episode number two of small/' "$work/show/2.md" >"$work/2.md"
	cp "$work/2.md" "$work/show/2.md"
	build -o "${feed%feed.*}$file"
	is "a guid that differs from that of $feed is refused" "$status" 4
	like "and named" "$err" 'guard/guid-changed'
	ok "the old feed stays" cmp "$file" "$work/before"
	build --allow-guid-change -o "${feed%feed.*}$file"
	is "it can be allowed" "$status" 0
	small_show "$work/show"
done

cat >>"$work/show/feed.yaml" <<'EOF'
atom_url: https://small.example/feed.atom
json_url: https://small.example/feed.json
EOF
build -f atom
like "an Atom feed says where it is" "$out" \
	'rel="self" type="application/atom.xml" href="https://small.example/feed.atom"'
build -f json
like "a JSON feed says where it is" "$out" \
	'"feed_url": "https://small.example/feed.json"'
finish
