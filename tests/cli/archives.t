#!/bin/sh
# SPDX-License-Identifier: ISC
# One feed in several documents (archive.size, RFC 5005): the newest, and archives that stay
# as they are; the guard, the lock and diff see all of it.
. "$(dirname "$0")/lib.sh"

show=$work/show public=$work/public
small_show "$show" 7
sed -i 's/^length: .*/length: 1000000/' "$show"/*.md
mkdir "$public"
cat >>"$show/feed.yaml" <<'EOT'
atom_url: https://small.example.com/feed.atom
json_url: https://small.example.com/feed.json
EOT
sed -i 's/^rules: {/&show\/archived: off, /' "$show/feed.yaml"
cp "$show/feed.yaml" "$work/whole.yaml"
echo 'archive: {size: 2}' >>"$show/feed.yaml"
build() {
	run "$FEEDGEN" --offline -q --cache none "$@" "$show"
}
three() {
	build -o "$public/feed.xml" -o "$public/feed.atom" -o "$public/feed.json" "$@"
}
facts() {
	stat -c '%n %i %Y %s' "$public"/feed-*.* | grep -E "$1"
}

three --lock none
is "seven episodes in documents of two" "$status $err" "0 "
is "three archives of each format" "$(cd "$public" && echo *)" "$(
	echo feed-1.atom feed-1.json feed-1.xml feed-2.atom feed-2.json feed-2.xml \
		feed-3.atom feed-3.json feed-3.xml feed.atom feed.json feed.xml)"

# Follows the links as a reader does: the numbers of the episodes in each document.
cat >"$work/follow.py" <<'EOF2'
import json, os, re, sys
import xml.etree.ElementTree as tree

ATOM = "{http://www.w3.org/2005/Atom}"
HISTORY = "{http://purl.org/syndication/history/1.0}"
BASE = "https://small.example.com/"

def document(name, relation):
    path = os.path.join(sys.argv[1], name)
    if name.endswith(".json"):
        feed = json.load(open(path))
        titles = [item["title"] for item in feed["items"]]
        return feed["feed_url"], titles, feed.get("next_url"), None, None
    root = tree.parse(path).getroot()
    head = root.find("channel") if name.endswith(".xml") else root
    links = {link.get("rel"): link.get("href") for link in head.findall(ATOM + "link")}
    path = "item/title" if name.endswith(".xml") else f"{ATOM}entry/{ATOM}title"
    titles = [title.text for title in head.findall(path)]
    return (links["self"], titles, links.get(relation), links["current"],
            head.find(HISTORY + "archive") is not None)

name, relation = sys.argv[2:]
newest, number = name, 0
while name:
    own, titles, older, current, archive = document(name, relation)
    assert own == BASE + name, own
    assert current in (None, BASE + newest), current
    assert archive in (None, name != newest), name
    print(name, *[re.search(r"\d+", t).group() for t in titles])
    name = older and older.removeprefix(BASE)
EOF2
chain() {
	"$PYTHON" "$work/follow.py" "$public" "$@"
}
for relation in prev-archive next; do
	for end in xml atom; do
		is "$relation leads through the $end documents" "$(chain "feed.$end" "$relation")" \
			"feed.$end 7 6
feed-3.$end 6 5
feed-2.$end 4 3
feed-1.$end 2 1"
	done
done
is "next_url leads through those of JSON Feed" "$(chain feed.json -)" "feed.json 7 6
feed-3.json 6 5
feed-2.json 4 3
feed-1.json 2 1"
for file in "$public"/feed*.*; do
	run "$FEEDGEN" validate --offline --diagnostics json --rule url/reserved=off \
		--rule feed/not-rss=off "$file"
	is "validate finds nothing in ${file##*/}" "$status $out" "0 "
done
like "an archive has the date of its newest episode" "$(cat "$public/feed-1.xml")" \
	'<lastBuildDate>Sun, 01 Feb 2026'

# ---- archives stay ----

before=$(facts .)
cp "$public/feed.xml" "$work/before.xml"
three --lock none
is "what is the same is not written again" "$(facts .)" "$before"
ok "nor the newest document" cmp "$public/feed.xml" "$work/before.xml"
add() {
	sed "s/Episode number 7/Episode number $1/; s/^number: .*/number: $1/
s/^date: .*/date: 2026-0$1-02/; s/7.mp3/$1.mp3/; s/example.com\/7/example.com\/$1/" \
		"$show/7.md" >"$show/$1.md"
}
add 8
three --lock none
is "a new episode changes no archive" "$(facts .)" "$before"
is "it is in the newest document" "$(chain feed.xml next | head -1)" "feed.xml 8 7"
add 9
three --lock none
is "one more makes an archive" "$(chain feed.xml next | head -2)" "feed.xml 9 8
feed-4.xml 8 7"
is "and the others stay" "$(facts 'feed-[123]')" "$before"

# ---- the guard sees all of it ----

cp -r "$show" "$work/whole"
cp "$work/whole.yaml" "$work/whole/feed.yaml"
run "$FEEDGEN" --offline -q --cache none --lock none -o "$work/whole.xml" "$work/whole"
is "the whole feed builds" "$status $err" "0 "
for end in xml atom json; do
	run "$FEEDGEN" diff --diagnostics json "$public/feed.$end" "$work/whole.xml"
	is "diff finds it the same as the $end documents" \
		"$status $(printf '%s\n' "$out" | grep -E 'added|removed|"of": "episode"' |
			grep -vE '"what": "(title|link|enclosure[.a-z]*)"')" "0 "
done
cp -r "$public" "$work/published"
sed -i '2i guid: another' "$show/1.md"
three --lock none
is "another guid for the oldest episode is refused" "$status" 4
like "by its name" "$err" 'guard/guid-changed'
ok "and all documents stay" diff -r "$public" "$work/published"
sed -i 2d "$show/1.md"
mkdir "$work/aside"
mv "$show"/[123].md "$work/aside"
three --lock none
is "a third of the episodes gone from the archives is refused" "$status" 4
mv "$work"/aside/*.md "$show"
cp "$work/whole.yaml" "$show/feed.yaml"
build -o "$public/feed.xml" --lock none
is "back to one document" "$status $err" "0 "
is "with all episodes" "$(grep -c '<item>' "$public/feed.xml")" 9
echo 'archive: 3' >>"$show/feed.yaml"
build -o "$public/feed.xml" --lock none
is "and to archives of another size, by the short form" "$status
$(chain feed.xml next)" "0
feed.xml 9 8 7
feed-2.xml 6 5 4
feed-1.xml 3 2 1"
rm "$public/feed-1.xml"
build -o "$public/feed.xml" --lock none
is "an archive that is lost is no reason to stop" "$status" 0
ok "and is made again" test -f "$public/feed-1.xml"
rm "$public/feed-1.xml"
run "$FEEDGEN" --offline --cache none --lock none -o "$public/feed.xml" "$show"
like "with a warning" "$err" 'archive that cannot be read: .*feed-1.xml.*guard/archive'

# The first lock takes the guids of all documents over.
cat >>"$show/feed.yaml" <<'EOT'
episode: {guid: "other-{number}"}
EOT
cp "$public/feed-1.xml" "$work/oldest.xml"
build -o "$public/feed.xml"
is "a template for guids comes too late" "$status" 0
ok "for the oldest episodes, too" cmp "$public/feed-1.xml" "$work/oldest.xml"
is "whose guids are in the lock" "$(grep -c '{guid: "[0-9a-f]*-' "$show/feed.lock")" 9

# ---- whole or not at all ----

cp "$work/whole.yaml" "$show/feed.yaml"
rm "$show/feed.lock"
echo 'archive: {size: 2}' >>"$show/feed.yaml"
rm -r "$public" && cp -r "$work/published" "$public"
rm "$public/feed-2.xml" && mkdir "$public/feed-2.xml"
sed -i 's/^title: Small Show/title: A new title/' "$show/feed.yaml"
three --lock none
is "an archive that cannot be written ends with 3" "$status" 3
rmdir "$public/feed-2.xml" && cp "$work/published/feed-2.xml" "$public"
ok "and leaves all others" diff -r "$public" "$work/published"
sed -i 's/^date: .*/date: some day/' "$show/1.md"
three --lock none
is "so does an episode that is broken" "$status" 1
ok "whatever its document" diff -r "$public" "$work/published"
sed -i 's/^date: .*/date: 2026-01-01 08:00/' "$show/1.md"

# ---- what cannot be ----

refused() {
	like "$1" "$status $err" "^1 .*error: .*$2.*\[config/archive\]"
}
build --lock none
refused "standard output has no archives" 'standard output'
build --lock none -o "$public/feed.xml" -o "$public/feed-2.xml"
refused "an output cannot have the name of one" 'feed-2.xml is an output, and the name'
sed -i '/^json_url/d' "$show/feed.yaml"
build --lock none -o "$public/feed.json"
refused "without an address of the feed there is none of archives" 'json is not known|not *known'
sed -i 's/^archive: .*/archive: 0/' "$show/feed.yaml"
build --lock none -o "$public/feed.xml"
refused "nor are there archives of nothing" 'a number of episodes'
sed -i 's/^archive: .*/archive: 2/; s/show\/archived: off, //' "$show/feed.yaml"
run "$FEEDGEN" check --offline --cache none "$show"
is "a check goes without files" "$status" 0
like "and tells what Apple shows" "$err" 'newest 2 of 9 episodes \[show/archived'
finish
