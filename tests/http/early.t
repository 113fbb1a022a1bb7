#!/bin/sh
# SPDX-License-Identifier: ISC
# Notes that are rendered while servers are asked: whether they were or not cannot be seen, and
# nothing is left of them. A server that is stopped answers when it goes on.
. "$(dirname "$0")/served.sh"
start_bad
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
# until_rendered N: waits for the notes of so many episodes, or the end of the build.
until_rendered() {
	until [ "$(shelf | grep -ac 'The notes of episode')" -ge "$1" ]; do
		kill -0 $pid 2>none || return
	done
}
# early N OPTION…: a build whose answers come when the notes of N episodes are there.
early() {
	n=$1
	shift
	kill -STOP $servers
	# shellcheck disable=SC2086
	TMPDIR=$work/tmp "$FEEDGEN" $some "$@" 2>err &
	pid=$!
	until_rendered "$n"
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
