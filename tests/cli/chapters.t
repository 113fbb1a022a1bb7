#!/bin/sh
# SPDX-License-Identifier: ISC
# Chapters from a list, from files of three formats, from the audio and from the headings of a
# transcript become JSON beside the feed, psc:chapters in it, and a list in the description.
. "$(dirname "$0")/lib.sh"

show=$work/show
small_show "$show" 6
cat >>"$show/feed.yaml" <<'END'
chapters: {dir: c, url: "https://small.example.com/c/{number}", inline: true, description: true}
END
write() { # EPISODE FRONT-MATTER
	{
		sed '/^number/q' "$show/$1.md"
		printf '%s\n---\nThe notes.\n' "$2"
	} >"$work/new" && mv "$work/new" "$show/$1.md"
}
build() {
	run "$FEEDGEN" --offline --cache none --lock none "$@" "$show"
}
# Times and titles of a chapters file.
marks() {
	"$PYTHON" - "$show/c/$1.chapters.json" <<'END'
import json, sys
d = json.load(open(sys.argv[1], encoding="utf-8"))
assert d["version"] == "1.2.0", d
print(*("%g %s" % (c["startTime"], c.get("title", "-")) for c in d["chapters"]), sep=", ")
END
}

write 1 'chapters:
  - 0:00 Hello & welcome
  - {time: 0:10.5, title: The tides, url: /tides, img: https://small.example.com/t.png}
  - {time: 0:20, img: https://small.example.com/u.png, toc: false}'
write 2 'chapters: 2.json'
cat >"$show/2.json" <<'END'
{"version": "1.1.0", "chapters": [{"startTime": 0, "title": "One"}, {"startTime": 9.25,
 "endTime": 12, "title": "Two", "location": {"name": "Rome", "geo": "geo:41.9,12.5"}}]}
END
write 3 'chapters: 3.txt'
printf '00:00:00.000 Uno\n00:00:08.000 Due <https://small.example.com/due>\n' >"$show/3.txt"
write 4 'chapters: 4.ffmeta'
cat >"$work/meta" <<'END'
;FFMETADATA1
[CHAPTER]
TIMEBASE=1/1000
START=0
END=1000
title=First
[CHAPTER]
TIMEBASE=1/1000
START=1000
END=2000
title=Second
END
cp "$work/meta" "$show/4.ffmeta"
write 5 'verbatim: false'
sed -i 's,^audio:.*,audio: 5.m4a,; /^length/d; /^duration/d; /^type/d' "$show/5.md"
ffmpeg -v error -f lavfi -i sine=duration=2 -i "$work/meta" -map_metadata 1 -c:a aac "$show/5.m4a"
write 6 'season: 1'
cat >>"$show/6.md" <<'END'

## Transcript

### Introduction

**Ada 0:02:** Hello.

### The tides

**Kim 0:12:** Up and down.
END

build -o "$work/feed.xml" -o "$work/feed.atom" -o "$work/feed.json"
is "a build makes them" "$status" 0
is "of a list" "$(marks 1)" "0 Hello & welcome, 10.5 The tides, 20 -"
is "of JSON" "$(marks 2)" "0 One, 9.25 Two"
like "with what else it says" "$(cat "$show/c/2.chapters.json")" \
	'"endTime": 12, .*"location": \{"name": "Rome", "geo": "geo:41.9,12.5"\}'
is "of lines" "$(marks 3)" "0 Uno, 8 Due"
is "of ffmetadata" "$(marks 4)" "0 First, 1 Second"
is "of the audio" "$(marks 5)" "0 First, 1 Second"
is "of a transcript's headings" "$(marks 6)" "0 Introduction, 12 The tides"
site=https://small.example.com
type='type="application/json+chapters"'
for feed in feed.xml feed.atom; do
	ok "$feed is well-formed" xmllint --noout "$work/$feed"
	is "$feed names each" "$(grep -c \
		"podcast:chapters url=\"$site/c/[1-6].chapters.json\" $type" "$work/$feed")" 6
done
first='<psc:chapter start="00:00:00.000" title="Hello &amp; welcome"/>'
second="<psc:chapter start=\"00:00:10.500\" title=\"The tides\""
second="$second href=\"$site/tides\" image=\"$site/t.png\"/>"
is "they are in the feed itself" "$(xmllint --xpath \
	'//*[local-name()="item"][6]/*[namespace-uri()="http://podlove.org/simple-chapters"]' \
	"$work/feed.xml" | tr -s '\n\t ' ' ' | sed 's/ xmlns:[a-z]*="[^"]*"//g; s/ $//')" \
	"<psc:chapters version=\"1.2\"> $first $second </psc:chapters>"
is "and in the description" "$(xmllint --xpath 'string(//item[6]/description)' "$work/feed.xml")" \
	'<p>The notes.</p><p>00:00:00 Hello &amp; welcome<br>00:00:10 The tides</p>'
like "and in JSON" "$(cat "$work/feed.json")" \
	'The notes.*00:00:00 Introduction<br>00:00:12 The tides'
ok "the validator of feedgen takes the feed" "$FEEDGEN" validate -q "$work/feed.xml"
ok "and that of Atom" "$FEEDGEN" validate -q "$work/feed.atom"
cp "$work/feed.xml" "$work/before"
build -o "$work/feed.xml" -v
like "nothing is made again" "$err" 'chapters: 0 written, 6 unchanged, 0 removed'

# ---- what is wrong ----

sed -i 's/0:10.5/1:10.5/' "$show/1.md"
build -o "$work/feed.xml"
like "a chapter behind the end is told with its line" "$err" \
	'1\.md:11:5: warning: the chapter at 1:10 begins behind the end .*1:01 .*past-end'
like "out of order, too" "$err" \
	'1\.md:12:5: warning: the chapter at 0:20 stands behind that at 1:10'
is "and is left out" "$(marks 1)" "0 Hello & welcome, 20 -"
printf '{"chapters": [\n{"startTime": 0,}]}' >"$show/2.json"
build -o "$work/feed.xml"
is "a broken file stops the build" "$status" 1
like "with its place in that file" "$err" '2\.json:2:16: error: .*chapters/file'
is "all files stay" "$(marks 1)" "0 Hello & welcome, 20 -"
write 2 'chapters: https://small.example.com/2.json'
build -o "$work/feed.xml"
is "an address is named as it is" \
	"$status $(grep -c "chapters url=\"$site/2.json\"" "$work/feed.xml")" "0 1"
ok "and the file made before is gone" test ! -e "$show/c/2.chapters.json"

# ---- transcripts and chapters in one folder ----

echo 'transcript: {dir: ./c, url: "https://small.example.com/c/{number}"}' >>"$show/feed.yaml"
build -o "$work/feed.xml"
is "one folder may have both" "$status $(cd "$show/c" && echo 6.*)" \
	"0 6.chapters.json 6.html 6.json 6.srt 6.vtt"
finish
