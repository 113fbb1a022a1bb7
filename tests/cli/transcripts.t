#!/bin/sh
# SPDX-License-Identifier: ISC
# Transcripts become files beside the feed: made with the first build, replaced only where
# they changed, removed when nothing needs them; never anybody's own. Each format is read by
# somebody else: VTT and SRT by ffprobe, JSON by Python, HTML by lxml.
. "$(dirname "$0")/lib.sh"

show=$work/show
small_show "$show" 3
cat >>"$show/feed.yaml" <<'EOF'
people: [{name: Ada Lovelace, aka: [Countess]}]
transcript: {dir: public/t, url: https://small.example.com/t}
EOF
cat >>"$show/1.md" <<'EOF'

## Transcript

**Ada 0:01**

Good evening & welcome. This is the first sentence that is long enough for several cards.

**Kim 0:20**

Thank you.
EOF
printf '\n## Transcript\n\n**Ada:** Hello.\n\n**Kim:** Hello &lt;*you*>.\n' >>"$show/2.md"
t=$show/public/t

build() {
	run "$FEEDGEN" --offline --cache none --lock none "$@" "$show"
}
names() {
	find "$t" -maxdepth 1 -type f | sed 's,.*/,,' | sort | tr '\n' ' '
}

build -o "$work/feed.xml" -o "$work/feed.atom" -v
is "a build makes them" "$status" 0
like "and says so with -v" "$err" 'transcripts and chapters: 6 written, 0 unchanged, 0 removed'
is "timed in four formats, untimed in two" "$(names)" \
	"1.html 1.json 1.srt 1.vtt 2.html 2.txt "
for feed in feed.xml feed.atom; do
	is "$feed names each with its type" \
		"$(grep -o 'podcast:transcript [^/]*//[^>]*' "$work/$feed" | sed 's,.*/t/,,')" \
		'2.html" type="text/html"/
2.txt" type="text/plain"/
1.vtt" type="text/vtt"/
1.srt" type="application/x-subrip"/
1.json" type="application/json"/
1.html" type="text/html"/'
done
is "the VTT" "$(cat "$t/1.vtt")" 'WEBVTT

00:00:01.000 --> 00:00:14.250
<v Ada Lovelace>Good evening &amp; welcome. This is the first sentence that is long
enough for several cards.

00:00:20.000 --> 00:00:23.375
<v Kim>Thank you.'
ok "the validator of feedgen takes the feed" "$FEEDGEN" validate -q "$work/feed.xml"

# ---- other readers ----

cues() {
	ffprobe -v error -show_entries packet=pts_time,duration_time -of csv=p=0 "$1"
}
like "ffprobe reads the VTT" "$(cues "$t/1.vtt")" '^20.000000,3.375000$'
is "and the SRT, in more cards" "$(cues "$t/1.srt" | wc -l)" 4
is "each of two lines of 32 characters" \
	"$(grep -v -- '-->' "$t/1.srt" | awk 'length > 32')" ""
is "Python reads the JSON" "$("$PYTHON" - "$t/1.json" <<'EOF'
import json, sys
d = json.load(open(sys.argv[1]))
print(d["version"], [(s["speaker"], s["startTime"], s["endTime"]) for s in d["segments"]])
EOF
)" "1.0.0 [('Ada Lovelace', 1, 14.25), ('Kim', 20, 23.375)]"
is "which is as the podcast namespace has it" \
	"$("$PYTHON" "$top/tests/tools/transcript_json.py" "$t/1.json")" \
	"$t/1.json: 2 segments, 2 speakers"
# The check can fail: what is wrong in each of these is told.
wrong() { # SED SCRIPT, WHAT IS TOLD
	sed "$1" "$t/1.json" >"$work/wrong.json"
	run "$PYTHON" "$top/tests/tools/transcript_json.py" "$work/wrong.json"
	like "not so: $2" "$status $out" "^1 .*$2"
}
wrong 's/"1.0.0"/"2"/' "version is '2'"
wrong 's/"startTime": 20,/"startTime": "20",/' "segment 1 startTime is '20'"
wrong 's/"startTime": 20,/"startTime": 0.5,/' 'segment 1 begins at 0.5'
wrong 's/"endTime": 14.25/"endTime": 0/' 'segment 0 ends at 0'
wrong 's/"body"/"text"/' 'segment 0 has no body'
wrong 's/"speaker": "Kim"/"speaker": ""/' 'segment 1 speaker is empty'
is "lxml reads the HTML" "$("$PYTHON" - "$t/2.html" <<'EOF'
import sys
import lxml.html
d = lxml.html.parse(sys.argv[1]).getroot()
print(d.get("lang"), [e.text for e in d.iter("cite", "p")])
EOF
)" "en ['Ada Lovelace:', 'Hello.', 'Kim:', 'Hello <you>.']"
is "the text" "$(cat "$t/2.txt")" 'Ada Lovelace: Hello.

Kim: Hello <you>.'

# ---- again ----

find "$t" "$work"/feed.* -type f -exec touch -d '2020-01-01 00:00' {} +
build -o "$work/feed.xml" -v
like "nothing is written again" "$err" '0 written, 6 unchanged, 0 removed'
is "no file was touched" "$(find "$t" -type f -newermt 2020-01-02)" ""

sed -i 's/Thank you/Thank you both/' "$show/1.md"
build -o "$work/feed.xml" -v
like "what changed is" "$err" '4 written, 2 unchanged, 0 removed'
like "with the feed as it was" "$err" 'feed.xml: unchanged'
like "it says the new words" "$(cat "$t/1.vtt")" 'Thank you both'

echo mine >"$t/note.txt"
sed -i '/## Transcript/,$d' "$show/2.md"
build -o "$work/feed.xml" -v
like "what no episode has any more goes" "$err" '0 written, 4 unchanged, 2 removed'
is "and nothing else" "$(names)" "1.html 1.json 1.srt 1.vtt note.txt "
unlike "the feed does not name it" "$(cat "$work/feed.xml")" '2\.txt'

# ---- what is somebody's own ----

cp "$work/feed.xml" "$work/before"
echo mine >"$t/1.vtt"
sed -i 's/both/all/' "$show/1.md"
build -o "$work/feed.xml"
is "a file that somebody changed stops the build" "$status" 1
like "by its name" "$err" 'public/t/1\.vtt: error: .*emit/not-ours'
is "and is kept" "$(cat "$t/1.vtt")" mine
unlike "with all others" "$(cat "$t/1.srt")" all
ok "and the feed" cmp "$work/feed.xml" "$work/before"
rm "$t/1.vtt"
build -o "$work/feed.xml"
is "without it all is well" "$status" 0
echo mine >"$t/1.srt"
sed -i '/## Transcript/,$d' "$show/1.md"
build -o "$work/feed.xml"
like "one that nobody needs is told" "$err" '1\.srt: warning: .*emit/kept'
is "and stays" "$(names)" "1.srt note.txt "

# ---- builds that fail, checks, standard output ----

printf '\n## Transcript\n\n**Ada 0:01:** Hello.\n' >>"$show/3.md"
sed -i 's/^title:.*/title:/' "$show/1.md"
build -o "$work/feed.xml"
is "a build with an error" "$status" 1
is "makes no file" "$(names)" "1.srt note.txt "
sed -i 's/^title:.*/title: Back again/' "$show/1.md"
run "$FEEDGEN" check --offline --cache none "$show"
is "a check makes none" "$status $(names)" "0 1.srt note.txt "
build
is "a build to standard output does" "$status $(names)" \
	"0 1.srt 3.html 3.json 3.srt 3.vtt note.txt "
sed -i '/## Transcript/,$d' "$show/3.md"
build
is "but removes none: a published feed may name them" "$status $(names)" \
	"0 1.srt 3.html 3.json 3.srt 3.vtt note.txt "
build -o "$work/feed.xml"
is "a build to a file does so later" "$status $(names)" "0 1.srt note.txt "
printf '\n## Transcript\n\n**Ada 0:01:** Hello.\n' >>"$show/3.md"
rm -rf "$t"
sed -i 's/^transcript:.*/transcript: {heading: Transcript}/' "$show/feed.yaml"
build
is "without a folder there is none" "$status $(ls "$show/public")" "0 "
unlike "and the feed names none" "$out" 'podcast:transcript'

# ---- files ----

small_show "$work/files" 5
echo 'transcript: {dir: t, url: https://small.example.com/t}' >>"$work/files/feed.yaml"
from() { # EPISODE FILE
	sed -i "s,^number:.*,&\ntranscript: $2," "$work/files/$1.md"
	cat >"$work/files/$2"
}
from 1 a.vtt <<'EOF'
WEBVTT

00:01.000 --> 00:04.000
<v Ada>Good evening &amp; welcome.

00:05.000 --> 00:09.000
We begin.
EOF
from 2 a.srt <<'EOF'
1
00:00:01,000 --> 00:00:04,000
Ada: Good evening
& welcome.

2
00:00:05,000 --> 00:00:09,000
We begin.
EOF
from 3 a.json <<'EOF'
{"version": "1.0.0", "segments": [
{"speaker": "Ada", "startTime": 1, "endTime": 4, "body": "Good evening & welcome."},
{"speaker": "Ada", "startTime": 5, "endTime": 9, "body": "We begin."}]}
EOF
from 4 a.html <<'EOF'
<cite>Ada:</cite> <time>0:01</time> <p>Good evening &amp; welcome.</p>
<cite>Kim:</cite> <time>0:05</time> <p>We begin.</p>
EOF
from 5 a.txt <<'EOF'
Ada (0:01): Good evening & welcome.
Kim (0:05): We begin.
EOF
made() {
	run "$FEEDGEN" --offline --cache none --lock none -o "$work/files.xml" "$work/files"
}
made
is "files of every format are read" "$status $err" "0 "
ok "VTT and SRT say the same" cmp "$work/files/t/1.vtt" "$work/files/t/2.vtt"
ok "and JSON" cmp "$work/files/t/1.vtt" "$work/files/t/3.vtt"
for n in 4 5; do
	is "number $n begins when it should" \
		"$(grep -c '00:00:0[15].000 -->' "$work/files/t/$n.vtt")" 2
done
is "each is named in four formats" "$(grep -c podcast:transcript "$work/files.xml")" 20
cp "$work/files/t/1.vtt" "$work/files/a.vtt"
made
ok "a VTT that feedgen made is read back to the same" \
	cmp "$work/files/t/1.vtt" "$work/files/a.vtt"
printf 'WEBVTT\n\n00:01.000 --> 00:04.000\nHello\377\n' >"$work/files/a.vtt"
made
is "a broken one stops the build" "$status" 1
like "with its place in that file" "$err" 'a\.vtt:4:6: error: .*transcript/file'

# ---- comments of Obsidian are for who writes ----

small_show "$work/mine" 1
cat >>"$work/mine/1.md" <<'EOF'

%%
## Transcript

**Ada 0:01** A secret.
%%

## Transcript

**Ada 0:02** Hello. %%A secret.%%

%%
## A secret
%%

**Kim 0:03** Thank you.

%%
and goodbye
EOF
for keep in false true; do
	sed -i '/^transcript:/d' "$work/mine/feed.yaml"
	echo "transcript: {keep: $keep, dir: t, url: https://small.example.com/t}" \
		>>"$work/mine/feed.yaml"
	run "$FEEDGEN" --offline --cache none --lock none -o "$work/mine.xml" "$work/mine"
	is "keep: $keep: one that is not closed is told once" "$status $(
		printf '%s\n' "$err" | grep -c shortcode/unclosed)" "0 1"
	unlike "what is hidden is nowhere" "$(cat "$work/mine.xml" "$work/mine/t"/*)" 'secret|%%'
	is "and what is not, is" "$(
		grep -c '<v Ada>Hello\|<v Kim>Thank you' "$work/mine/t/1.vtt")" 2
done

# ---- the same with many threads ----

small_show "$work/many" 9
echo 'transcript: {dir: t, url: https://small.example.com/t}' >>"$work/many/feed.yaml"
for n in 1 2 3 4 5 6 7 8 9; do
	printf '\n## Transcript\n\n**Ada 0:0%s:** Number %s.\n' "$n" "$n" >>"$work/many/$n.md"
done
for j in 1 8; do
	run "$FEEDGEN" --offline --cache none --lock none -j$j -o "$work/$j.xml" "$work/many"
	mv "$work/many/t" "$work/t$j"
done
ok "the same files with any number of threads" diff -r "$work/t1" "$work/t8"
finish
