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
