#!/bin/sh
# SPDX-License-Identifier: ISC
# feedgen's own options about asking servers, on a show whose audio is on loopback.
. "$(dirname "$0")/served.sh"
start_bad
cd "$work" || exit 1

build() {
	start_log
	run "$FEEDGEN" --allow-private --cache cache.db "$@"
}

# --recheck
served_show s ok/1.mp3 ok/2.mp3
build -o feed.xml s
is 'first run: asked' "$status $(asked | wc -l) $err" '0 2 '
build -o feed.xml s
is 'second run: the cache knows' "$status $(asked | wc -l)" '0 0'
build --recheck -o feed.xml s
is '--recheck asks again' "$status $(asked | wc -l)" '0 2'

# --offline
build --offline -o feed.xml s
is '--offline asks nobody' "$status $(asked | wc -l) $err" '0 0 '
build --cache none --offline -o feed.xml s
like 'what nobody knows is told' "$status $err" '^0 .*the length of the audio is not known'
build --cache none --offline --strict -o feed.xml s
like '--offline --strict: and an error' "$status $err" '^1 .*error: the length of the audio'

# --per-host and --per-second; the log of the server is the witness.
served_show eight $(printf 'ok/%d.mp3?delay=40 ' 1 2 3 4 5 6 7 8)
build --recheck --per-host 1 --per-second 64 check eight
is '--per-host 1: all are asked' "$status $(asked | wc -l)" '0 8'
ok '--per-host 1: one at a time' awk '$6 > 1 { bad = 1 } END { exit bad }' "$log"
build --recheck --per-host 8 --per-second 64 check eight
ok '--per-host 8: more than two at once' awk '$6 > 2 { good = 1 } END { exit !good }' "$log"
served_show three ok/1.mp3 ok/2.mp3 ok/3.mp3
build --recheck --per-second 1 check three
ok '--per-second 1: a second apart' \
	awk '{ at[NR] = $5; if (NR > 1 && $5 - at[NR - 1] < 950) bad = 1 }
		END { exit bad || NR != 3 }' "$log"

# --deadline
served_show late ok/1.mp3 ok/2.mp3 ok/3.mp3 hang/4.mp3
build --cache none --per-host 1 --deadline 1 check late
like '--deadline: what was not asked is told once' "$err" \
	'warning: the time was up before .* \(so with [123] more episodes?\) \[probe/unfinished\]'

# --strict
served_show denied status/403/1.mp3
sed -i 's/^duration/length: 123456\n&/' denied/1.md
build --cache none -o denied.xml denied
like 'a server that denies is a warning' "$status $err" '^0 .*warning: .*\[enclosure/denied\]'
cp denied.xml before.xml
sed -i 's/^title: .*/title: Another title altogether/' denied/1.md
build --cache none --strict -o denied.xml denied
like '--strict: it is an error' "$status $err" '^1 .*error: .*\[enclosure/denied\]'
is '--strict: and the feed stays' "$(cmp denied.xml before.xml 2>&1)" ''
build --cache none --strict --rule enclosure/denied=hint -o denied.xml denied
is '--strict leaves a hint a hint' "$status" 0

finish
