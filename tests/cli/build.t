#!/bin/sh
# SPDX-License-Identifier: ISC
# feedgen build: what goes where, and what happens when it cannot.
. "$(dirname "$0")/lib.sh"

small_show "$work/s"
cd "$work" || exit 1

run "$FEEDGEN" --offline s
is "a good show exits 0" "$status" 0
is "and says nothing" "$err" ""
like "stdout is a feed" "$out" '^<\?xml version="1.0" encoding="UTF-8"\?>'
ok "which is well-formed" xmllint --noout "$work/out"
is "with an item for each episode" "$(grep -c '<item>' "$work/out")" 2
like "newest first" "$(grep -A1 '<item>' "$work/out" | grep title | head -1)" 'number 2'
cp "$work/out" first.xml

run "$FEEDGEN" build --offline -o feed.xml s
is "build is the default command" "$(cmp first.xml feed.xml 2>&1)" ""
is "-o leaves stdout empty" "$out" ""
rm feed.xml
(umask 027 && "$FEEDGEN" --offline -o feed.xml s)
is "a new file has the mode that umask gives" "$(stat -c %a feed.xml)" 640

before=$(stat -c '%i %Y %Z' feed.xml)
run "$FEEDGEN" --offline -v -o feed.xml s
is "an unchanged feed is not touched" "$(stat -c '%i %Y %Z' feed.xml)" "$before"
like "and -v says so" "$err" 'feed.xml: unchanged, 2 episodes'

run "$FEEDGEN" --offline -o a.xml -o rss:b s
is "several outputs of one run" "$status $(cmp a.xml b && cmp a.xml feed.xml)" "0 "

sed -i 's/^title:.*/title:/' s/2.md
run "$FEEDGEN" --offline -o feed.xml s
is "an error exits 1" "$status" 1
is "and leaves the feed as it was" "$(cmp first.xml feed.xml 2>&1)" ""
like "which is said" "$err" 'feedgen: 1 error, 0 warnings; feed.xml is unchanged'
like "the error names file, line and rule" "$err" \
	'^s/2.md:2:[0-9]+: error: .*\[episode/title-missing; Apple, PSP-1\]'
run "$FEEDGEN" --offline s
is "on stdout nothing is written" "$status:$out" "1:"
small_show "$work/s"

# A show config in TOML or JSON, which another program reads, too; feed.yaml is then no episode.
cp -r s toml
cat >show.toml <<'E2'
title = "Tides"
baseURL = "https://example.com/"
languageCode = "en"
description = "About tides."
feed_url = "https://example.com/feed.xml"
author = "Our Team"
categories = ["Science"]
explicit = false
image = "https://example.com/cover.jpg"
[owner]
name = "Our Team"
email = "show@example.com"
E2
run "$FEEDGEN" --offline -c show.toml toml
is "a show config may be TOML" "$status:$(printf '%s' "$out" | grep -c '<item>')" "0:2"
like "its words are understood" "$out" '<link>https://example.com/</link>'
printf 'title = [\n' >bad.toml
run "$FEEDGEN" --offline -c bad.toml toml
like "and what it cannot be is told" "$status $err" '^1 bad.toml:[0-9]+:[0-9]+: error: '

status=0
"$FEEDGEN" --offline s >/dev/full 2>err || status=$?
is "a full disk behind stdout exits 3" "$status" 3
like "and is told" "$(cat err)" 'No space left on device'
run "$FEEDGEN" --offline -o /dev/full s
is "a full device that is named exits 3" "$status" 3
like "and is not said to be unchanged" "$err" '^feedgen: 1 error.*; /dev/full was not written$'
status=0
"$FEEDGEN" --offline s >&- 2>err || status=$?
is "a closed stdout exits 3" "$status" 3
status=0
"$FEEDGEN" --help >/dev/full 2>err || status=$?
is "so does --help" "$status" 3
mkdir dir
run "$FEEDGEN" --offline -o dir s
is "an output that is a directory exits 3" "$status" 3
run "$FEEDGEN" --offline -o nowhere/feed.xml s
is "an output in no directory exits 3" "$status" 3
like "and is named" "$err" 'nowhere'

for n in 1 2; do sed -i 's/^date:.*/date: [/' s/$n.md; done
run "$FEEDGEN" check --offline s
like "what cannot be read is an error" "$err" 's/1.md:3:[0-9]+: error: '
unlike "but does not make the show empty" "$err" 'show/no-episodes'

rm s/1.md s/2.md
run "$FEEDGEN" --offline -o feed.xml s
is "no episodes: a published feed is not emptied" "$(cmp first.xml feed.xml 2>&1)" ""
is "and the exit status says so" "$status" 4
like "with the flag that allows it" "$err" '--allow-empty.*|guard/empty'

small_show "$work/l"
run "$FEEDGEN" --offline -v -o l.xml l
run "$FEEDGEN" --offline -v --limit 1 -o l.xml l
is "--limit: what it leaves out is not missed by the guard" "$status" 0
like "and not counted" "$err" 'l.xml: written, 1 episode$'
is "the newest are in the feed" "$(grep -c '<item>' l.xml) $(grep -c 'number 2' l.xml)" "1 1"
run "$FEEDGEN" --offline -v --limit 9 -o l.xml l
is "a limit above their number takes all" "$(grep -c '<item>' l.xml)" 2
sed -i 's/^title:.*/title:/' l/1.md
run "$FEEDGEN" --offline --limit 1 -o l.xml l
is "the others are judged all the same" "$status $(grep -c '<item>' l.xml)" "1 2"

small_show "$work/w"
sed -i 's/^date:.*/date: 2026-02-30/; s/$/\r/' w/1.md
run "$FEEDGEN" --offline w
like "the source line of a file with Windows line ends" "$err" 'date: 2026-02-30$'

# Ghost and WordPress have the audio in the text alone.
small_show played 4
sed -i '/^audio/d' played/[234].md
echo '
é <audio data-src="x" src="https://small.example.com/2.mp3"></audio>' >>played/2.md
echo "
<audio controls>
<source src='https://small.example.com/3.mp3'></audio>" >>played/3.md
printf '\n<audio></audio>\n<img src="4.png">\n' >>played/4.md
run "$FEEDGEN" --offline played
like "a player in the text is told where it is" "$status $err" '2.md:11:3: warning: .*has no audio'
like "… with what it plays" "$err" 'in the front matter: audio: https://small.example.com/2.mp3$'
like "… also by a <source> in it" "$err" '3.md:11:1: warning: .*has no audio'
like "… which is named" "$err" 'in the front matter: audio: https://small.example.com/3.mp3$'
like "one that plays nothing is none" "$err" '4.md(:[0-9]+)*: warning: .*has no audio'
unlike "… and says nothing" "$err" '4.png'

finish
