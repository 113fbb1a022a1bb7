#!/bin/sh
# SPDX-License-Identifier: ISC
# Notes that are rendered while servers are asked: whether they were or not cannot be seen, and
# nothing is left of them. A server that is stopped answers when it goes on.
. "$(dirname "$0")/served.sh"
start_bad -d "$work"
cd "$work" || exit 1
mkdir tmp
some="--per-second 1000 --per-host 8 --allow-private --cache none --lock none"
# The file without a name of the process $pid.
shelf() {
	for fd in /proc/$pid/fd/*; do
		case $(readlink "$fd") in
		"$work/tmp/"*) cat "$fd" ;;
		esac
	done 2>none
}
# until_rendered N [TEXT]: waits until so many lines with it are there, or the build ends: the
# notes of so many episodes.
until_rendered() {
	until [ "$(shelf | grep -ac "${2-The notes of episode}")" -ge "$1" ]; do
		kill -0 $pid 2>none || return
	done
}
# early N OPTION…: a build whose answers come when N lines with $sign are there.
sign='The notes of episode'
early() {
	n=$1
	shift
	kill -STOP $servers
	# shellcheck disable=SC2086
	TMPDIR=$work/tmp "$FEEDGEN" $some "$@" 2>err &
	pid=$!
	until_rendered "$n" "$sign"
	early=$(shelf | wc -c)
	kill -CONT $servers
	status=0
	wait $pid 2>none || status=$?
}
# late OPTION…: there is no place for notes, and none are made before.
late() {
	status=0
	# shellcheck disable=SC2086
	TMPDIR=$work/none-here "$FEEDGEN" $some "$@" 2>err || status=$?
}

served_show show ok/1.mp3 'ok/2.mp3?size=5000000' ok/3.mp3 gone/4.mp3 ok/5.mp3
for n in 1 2 3 4 5; do
	sed 's/.*/Some *more* of the notes, line &, to have enough./' <<EOF >>show/$n.md

$(seq 100)
EOF
done
printf '\n{%% nothing %%} and {%% image %%}\n\n[here](javascript:x)\n' >>show/3.md
sed -i '/^number/d' show/5.md
sed -i '1,/^---/b;s/^duration.*//' show/1.md show/5.md

if ! python3 -c 'import os; os.close(os.open("tmp", os.O_RDWR | os.O_TMPFILE))' 2>none; then
	skip "notes that are rendered early" "this file system has no files without names"
	finish
	exit
fi

# ---- the same, early or late ----

json="-v --diagnostics json"
formats="-o feed.xml -o feed.atom -o feed.json"
cat >>show/feed.yaml <<EOF
atom_url: https://small.example.com/feed.atom
json_url: https://small.example.com/feed.json
EOF
sed -i 's/^rules: {/&enclosure\/not-found: warning, /' show/feed.yaml
# early_as_late OPTION…: whether all that -o names, and what is said, is the same.
early_as_late() {
	rm -f feed.xml feed.atom feed.json
	# shellcheck disable=SC2086
	late "$@" $json show
	is "$*: late" "$status" 0
	rm -rf late && mkdir late && mv feed.* err late
	# shellcheck disable=SC2086
	early 5 "$@" $json show
	is "$*: early" "$status" 0
	ok "$*: notes were there before an answer" test "$early" -gt 10000
	for file in late/*; do
		ok "$*: the same ${file#late/}" cmp "${file#late/}" "$file"
	done
}
for jobs in 1 3; do
	# shellcheck disable=SC2086
	early_as_late -j$jobs $formats
	early_as_late -j$jobs -o feed.xml -o feed.atom
done
like "what is wrong with notes is told" "$(cat err)" 'shortcode/unknown'
is "and is told once" "$(grep -c 'no shortcode “nothing”' err)" 1
like "what servers say is in the feed" "$(cat feed.xml)" 'length="5000000"'

# ---- what depends on the answers waits for them ----

cp -r show asks
sed -i 's|^rules:|shortcodes: {size: "<b>{length} bytes</b>"}\n&|' asks/feed.yaml
printf '\n{%% size %%}\n' >>asks/2.md
early 0 -o asks.xml asks
is "a template that asks for the length: built" "$status" 0
like "they have the length" "$(cat asks.xml)" '5000000 bytes'

# ---- transcripts and chapters, which wait for the audio ----

cat >marks <<'EOF'
;FFMETADATA1
[CHAPTER]
TIMEBASE=1/1000
START=0
END=30000
title=First half
[CHAPTER]
TIMEBASE=1/1000
START=30000
END=70000
title=Second half
EOF
sound="-nostdin -hide_banner -loglevel error -y -f lavfi -i sine=300:sample_rate=44100:duration="
# shellcheck disable=SC2086
ffmpeg ${sound}70 -ar 8000 -b:a 8k plain.mp3 && ffmpeg ${sound}50 -ar 8000 -b:a 8k short.mp3 &&
	ffmpeg ${sound}70 -i marks -map_metadata 1 -ar 8000 -b:a 8k marked.mp3
served_show spoken file/plain.mp3 file/marked.mp3 file/short.mp3 'ok/4.mp3?size=5000000'
sed -i '/^duration/d' spoken/[123].md
cat >talk <<'EOF'

## Transcript

**Ada 0:01**

Good evening. This is the first sentence, which is long enough to be one.

### The middle

**Kim 0:31**

It is about the middle of it.

### The end

**Ada 1:05**

That was the last thing that anybody says.
EOF
for n in 1 2 3 4; do
	cat talk >>spoken/$n.md
done
cat >>spoken/feed.yaml <<'EOF'
transcript: {dir: public, url: https://small.example.com/t}
EOF
chapters='{dir: public, url: https://small.example.com/c'
cp -r spoken listed
echo "chapters: $chapters, inline: true}" >>spoken/feed.yaml
echo "chapters: $chapters, description: true}" >>listed/feed.yaml
# marked_as_late N SHOW OPTION…: as early_as_late, with the files that are made.
marked_as_late() {
	n=$1
	marked=$2
	shift 2
	rm -rf "$marked/public" feed.xml feed.atom
	# shellcheck disable=SC2086
	late "$@" $json "$marked"
	is "$marked, $*: late" "$status" 0
	rm -rf late && mkdir late && mv feed.* err "$marked/public" late
	# shellcheck disable=SC2086
	early "$n" "$@" $json "$marked"
	is "$marked, $*: early" "$status" 0
	for file in feed.xml feed.atom err; do
		ok "$marked, $*: the same $file" cmp "$file" "late/$file"
	done
	is "$marked, $*: the same files" "$(diff -r "$marked/public" late/public 2>&1)" ""
}
for jobs in 1 3; do
	marked_as_late 4 spoken -j$jobs -o feed.xml -o feed.atom
	marked_as_late 0 listed -j$jobs -o feed.xml -o feed.atom
done
like "what is behind the end of the audio is told" "$(cat err)" 'transcript/past-end'
like "chapters of the audio go before headings" "$(cat late/public/2.chapters.json)" 'Second half'
like "else headings are chapters" "$(cat late/public/1.chapters.json)" 'The middle'

# Of all but one the cache knows the audio: their files are made before that one is asked about.
sed 's/^number.*/number: 5/; s/^title.*/title: One more/; s/?size/-more&/' spoken/4.md >more.md
for show in spoken listed; do
	some="--per-second 1000 --per-host 8 --allow-private --cache $show.sqlite --lock none"
	late -q -o feed.xml $show
	cp more.md $show/5.md
	rm -r $show/public
	cp $show.sqlite known.sqlite
	sign=WEBVTT
	early 4 -o feed.xml $show
	is "$show, all but one known: built" "$status" 0
	ok "$show: the files were there before the answer" test "$early" -gt 3000
	mv $show/public early-$show
	mv feed.xml early-$show.xml
	cp known.sqlite $show.sqlite
	late -o feed.xml $show
	ok "$show: the feed is the same" cmp feed.xml early-$show.xml
	is "$show: the files are" "$(diff -r $show/public early-$show 2>&1)" ""
done
some="--per-second 1000 --per-host 8 --allow-private --cache none --lock none"
sign='The notes of episode'

# ---- what stops it ----

late -q -o feed.xml show
before=$(stat -c '%i %Y' feed.xml)
for row in INT:130 TERM:143 KILL:137; do
	signal=${row%:*}
	kill -STOP $servers
	# shellcheck disable=SC2086
	TMPDIR=$work/tmp "$FEEDGEN" $some -o feed.xml show 2>err &
	pid=$!
	until_rendered 5
	kill -"$signal" $pid
	status=0
	wait $pid 2>none || status=$?
	kill -CONT $servers
	is "SIG$signal: exit status" "$status" "${row#*:}"
	is "SIG$signal: the feed stays" "$(stat -c '%i %Y' feed.xml)" "$before"
	is "SIG$signal: nothing is left" "$(ls -A tmp; find . -name '.*feedgen')" ""
done

# ---- a disk that is full ----

# The notes of one episode have room on the disk, but not those of five.
checked() {
	ulimit -f "$1"
	# shellcheck disable=SC2086
	TMPDIR=$work/tmp "$FEEDGEN" check $some $json --limit 1 show 2>&1 | cat
}
roomy=$(checked unlimited)
like "room for notes: something is found" "$roomy" 'shortcode/unknown'
is "no room: all is found all the same" "$(checked 50)" "$roomy"

finish
