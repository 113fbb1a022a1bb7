#!/bin/sh
# SPDX-License-Identifier: ISC
# How findings are told: platforms and profiles, JSON lines, SARIF, what it comes to.
. "$(dirname "$0")/lib.sh"
cd "$work" || exit 1

# Asks the JSON lines of the last run: L is all of them, of(RULE) those of a rule.
ask() {
	printf '%s\n' "$err" | "$PYTHON" -c "import json, os, sys
L = [json.loads(l) for l in sys.stdin if l.strip()]
of = lambda rule: [d for d in L if d['rule'] == rule]
print($1)"
}

small_show good
run "$FEEDGEN" check --offline good
like "a check ends with what there was" "$status $err" '^0 feedgen: 0 errors, 0 warnings'
like "and with its verdict" "$err" \
	'^feedgen: valid for Apple, Spotify, PSP-1, W3C \(no server was asked\)$'
cp -r good as-is
sed -i '/^---$/{x;s/^/x/;/^xx$/{x;s/^/xml: <itunes:duration\/>\n/;b};x}' as-is/1.md
run "$FEEDGEN" check --offline as-is
like "what it has not judged it does not vouch for" "$err" \
	'^feedgen: valid for .* \(no server was asked; elements in xml: were not judged: '
like "and an advice that would change nothing is not given" "$err" \
	'duration.* in xml: takes the place of the field|field/overruled'
run "$FEEDGEN" check -q --offline good
is "but not with -q, if there is nothing" "$status $err" "0 "
run "$FEEDGEN" --offline -o feed.xml good
is "a build that finds nothing is silent" "$status $err" "0 "

small_show s
sed -i '/^categories/d; /^owner/d' s/feed.yaml
sed -i 's/^title:.*/title:/; /^duration/d' s/2.md
sed -i 's/^number:.*/number: 1.5/' s/1.md
run "$FEEDGEN" check --offline s
is "errors exit 1" "$status" 1
like "who breaks is said" "$err" '\[show/category-missing; Apple, PSP-1\]$'
like "all are counted" "$err" '^feedgen: 2 errors, 2 warnings, 1 hint \(-v shows them\)$'
like "and whom they keep the show from" "$err" \
	'^feedgen: valid for Spotify, W3C; Apple, PSP-1: 2 errors stand in the way'
run "$FEEDGEN" --offline s
like "a build tells the counts" "$status $err" 'feedgen: 2 errors, 2 warnings'
unlike "and no verdict" "$err" 'valid for'

run "$FEEDGEN" check --offline --profile spotify s
is "what does not concern the profile does not count" "$status" 0
like "only the profile is judged" "$err" '^feedgen: valid for Spotify \(no'
unlike "nor is it shown" "$err" 'category|title'
run "$FEEDGEN" check --offline --profile w3c s
like "another profile" "$status $err" '^0 .*\[episode/number-invalid; Apple, W3C\]'
run "$FEEDGEN" check --offline --profile apple s
like "and another" "$status $err" 'feedgen: Apple: 2 errors stand in the way'
run "$FEEDGEN" check --offline --profile all s
is "all is the default" "$err" "$("$FEEDGEN" check --offline s 2>&1)"
run "$FEEDGEN" check --offline --profile google s
like "a profile that there is not" "$status $err" \
	"^2 feedgen: --profile is all, apple, spotify, psp1 or w3c, not 'google'"
run "$FEEDGEN" --offline --profile spotify -o p.xml s
like "what is built passes the grammar whatever the profile" "$status $err" \
	'^1 .*\[validate/schema\]'
cp -r s f
sed -i '1s/.*/no/' f/1.md
printf 'title: [\n' >>f/feed.yaml
run "$FEEDGEN" check --offline --profile spotify f
like "what cannot be read concerns everybody" "$status $err" '^1 .*\[front-matter/'

run "$FEEDGEN" check --offline --diagnostics json s
is "JSON: the members" "$(ask 'sorted(L[0])')" "['column', 'element', 'file', 'hint', \
'line', 'message', 'platforms', 'rule', 'severity', 'source']"
is "JSON: hints too" "$(ask 'len(L)')" 5
is "JSON: in the order of places" \
	"$(ask 'L == sorted(L, key=lambda d: (d["file"], d["line"], d["column"]))')" True
is "JSON: platforms" "$(ask 'of("episode/title-missing")[0]["platforms"]')" "['apple', 'psp1']"
is "JSON: the field" "$(ask 'of("episode/title-missing")[0]["element"]')" title
unlike "JSON: nothing else is on the stream" "$err" '^feedgen:'

# Names with every awkward byte; and a related place.
odd=$(printf 'o\303\251 "q\\\t%%#.d')
mkdir "$odd"
cp good/feed.yaml "$odd/"
sed 's/^audio.*/audio: https:\/\/small.example.com\/same.mp3/' good/1.md >"$odd/a b.md"
sed 's/^audio.*/audio: https:\/\/small.example.com\/same.mp3/' good/2.md >"$odd/c.md"
run "$FEEDGEN" check --offline --diagnostics json "$odd"
is "JSON: awkward names are told exactly" \
	"$(ask 'of("enclosure/url-duplicate")[0]["file"][:-5] in os.listdir(".")')" True
like "JSON: the other place" \
	"$(ask 'of("enclosure/url-duplicate")[0]["related"]["file"]')" '/a b\.md$'
latin=$(printf 'la\351tin')
cp -r s "$latin"
run "$FEEDGEN" check --offline --diagnostics json "$latin"
is "JSON: a name that is no UTF-8 makes no broken JSON" "$(ask 'len(L)')" 5

# What code hosts need of SARIF 2.1.0.
cat >sarif.py <<'EOF'
import json, re, sys, urllib.parse
doc = json.load(open(sys.argv[1], encoding="utf-8"))
assert set(doc) == {"$schema", "version", "runs"} and doc["version"] == "2.1.0"
(run,) = doc["runs"]
driver = run["tool"]["driver"]
assert driver["name"] == "feedgen" and re.fullmatch(r"\d+\.\d+\.\d+", driver["semanticVersion"])
assert run["columnKind"] == "unicodeCodePoints"
assert run["invocations"][0]["executionSuccessful"] is True
rules = driver["rules"]
assert len({r["id"] for r in rules}) == len(rules)
for r in rules:
    assert r["shortDescription"]["text"] and r["fullDescription"]["text"] and r["help"]["text"]
    assert r["defaultConfiguration"]["level"] in ("error", "warning", "note")
    assert set(r["properties"]["tags"]) <= {"apple", "spotify", "psp1", "w3c"}
    assert r.get("helpUri", "https://").startswith("https://")
def place(location):
    uri = location["physicalLocation"]["artifactLocation"]["uri"]
    region = location["physicalLocation"]["region"]
    assert re.fullmatch(r"(file:///)?[A-Za-z0-9._~/%-]+", uri), uri
    assert not re.search(r"%(?![0-9A-F]{2})", uri) and not uri.startswith("./"), uri
    assert region["startLine"] >= 1 and region.get("startColumn", 1) >= 1
    return urllib.parse.unquote(uri)
for r in run["results"]:
    assert rules[r["ruleIndex"]]["id"] == r["ruleId"]
    assert r["level"] in ("error", "warning", "note") and r["message"]["text"]
    print(r["level"], r["ruleId"], place(r["locations"][0]),
          *[place(l) for l in r.get("relatedLocations", [])])
print(len(run["results"]), "results")
EOF
sarif() {
	"$FEEDGEN" check --offline --diagnostics sarif "$1" 2>found.sarif
	"$PYTHON" sarif.py found.sarif 2>&1
}
said=$(sarif ./s)
like "SARIF: an error at its relative path" "$said" '^error episode/title-missing s/2.md$'
like "SARIF: hints are notes" "$said" '^note show/owner-email-absent s/feed.yaml$'
is "SARIF: every finding" "$(printf '%s\n' "$said" | tail -1)" "5 results"
is "SARIF: of a show without findings" "$(sarif good)" "0 results"
like "SARIF: the absolute path of a file" "$(sarif "$work/s")" \
	"^error episode/title-missing file://$work/s/2.md$"
said=$(sarif "$odd")
like "SARIF: awkward names are encoded, the other place is there" "$said" \
	"^error enclosure/url-duplicate o.*/c.md o.*/a b.md$"
like "SARIF: and so are names that are no UTF-8" "$(sarif "$latin")" "^5 results$"
mkdir none
run sh -c '"$FEEDGEN" check --diagnostics sarif none 2>none.sarif; "$PYTHON" sarif.py none.sarif'
like "SARIF: what is about the run as a whole has a place" "$out" '^error config/not-found none$'

# Much of the same.
mkdir many
cp good/feed.yaml many/
i=100
while [ $i -lt 160 ]; do
	sed "s/^title:.*/title:/; s/^duration.*//; s/^number.*/number: $i/; s/1\.mp3/$i.mp3/
		s/^date.*/date: 2025-01-01 08:00:${i#1}/" good/1.md >many/$i.md
	i=$((i + 1))
done
sed -i 's/08:00:[6-9]/08:01:0/' many/*.md
run "$FEEDGEN" check --offline many
shown=$(printf '%s\n' "$err" | grep -c 'duration-missing; ')
is "text shows three warnings of a rule" "$shown" 3
like "and counts the others" "$err" '^feedgen: and 57 more warnings of episode/duration-miss'
is "it shows fifty errors" "$(printf '%s\n' "$err" | grep -c 'title-missing; ')" 50
like "and counts the others too" "$err" '^feedgen: and 10 more errors of episode/title-missing'
run "$FEEDGEN" check -v --offline many
is "-v shows them all" "$(printf '%s\n' "$err" | grep -c 'title-missing; ')" 60
run "$FEEDGEN" check -j1 --offline --diagnostics json many
one=$err
run "$FEEDGEN" check -j7 --offline --diagnostics json many
is "the order does not depend on -j" "$err" "$one"

# A feed that is too large to fetch. Notes have a limit of their own.
mkdir large
cp good/feed.yaml large/
i=10
while [ $i -lt 22 ]; do
	sed "s/^title.*/title: Large $i/; s/^number.*/number: $i/; s/1\.mp3/$i.mp3/
		s/^date.*/date: 2025-01-$i 08:00/" good/1.md >large/$i.md
	yes 'A line of the notes that says nothing new.' | head -n 11000 >>large/$i.md
	i=$((i + 1))
done
run "$FEEDGEN" --offline -o large.xml large
like "a large feed is told by its name" "$err" \
	'^large.xml: warning: the feed has 5[0-9]{6} bytes.*\[feed/large\]'
run "$FEEDGEN" check --offline large
like "and in a check by the show's" "$err" '^large/feed.yaml: warning: the feed has 5'

# What the reader refuses, and what a walk over many fields finds, names its field.
small_show "$work/named"
sed -i 's/^duration: .*/duration: 61:99/' "$work/named/1.md"
run "$FEEDGEN" check --offline --cache none --diagnostics json -v "$work/named"
like "the field that the reader refuses is the element" "$out$err" \
	'"rule": "field/value".*"element": "duration"'
small_show "$work/named"
sed -i 's/^number: .*/&\nimage: http:\/\/small.example.com\/2.png/' "$work/named/2.md"
run "$FEEDGEN" check --offline --cache none --diagnostics json -v "$work/named"
like "so is the field that a walk is at" "$out$err" '"rule": "url/http".*"element": "image"'
finish
