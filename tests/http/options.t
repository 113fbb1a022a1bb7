#!/bin/sh
# SPDX-License-Identifier: ISC
# feedgen's own options about asking servers, on a show whose audio is on loopback: what
# feedgen(1) says of them, sentence by sentence.
. "$(dirname "$0")/served.sh"
start_bad
cd "$work" || exit 1

build() {
	start_log
	run "$FEEDGEN" --allow-private --cache cache.db "$@"
}

# The lengths in a feed, in a line.
lengths() {
	sed -n 's/.*<enclosure.* length="\([0-9]*\)".*/\1/p' "$1" | xargs
}

# --recheck: "Ask servers again, also about what the cache still knows."
served_show s ok/1.mp3 ok/2.mp3
build -o feed.xml s
is 'first run: asked' "$status $(asked | wc -l) $err" '0 2 '
build -o feed.xml s
is 'second run: the cache knows' "$status $(asked | wc -l)" '0 0'
build --recheck -o feed.xml s
is '--recheck asks again' "$status $(asked | wc -l)" '0 2'

# "When a server gives no answer now, what the cache knows stands."
stop_servers
build --recheck -o feed.xml s
like 'a server that is down: told' "$status $err" \
	'^0 .*warning: .*\[(enclosure/unreachable|probe/no-network)\]'
is 'a server that is down: what the cache knows stands' "$(lengths feed.xml)" '123456 123456'
start_bad
served_show s ok/1.mp3 ok/2.mp3
build -o feed.xml s

# --offline: "Ask no server."
build --offline -o feed.xml s
is '--offline asks nobody' "$status $(asked | wc -l) $err" '0 0 '
for field in transcript chapters image; do
	sed -i "s|^duration|$field: $site/ok/1.$field\n&|" s/1.md
done
sed -i "s|^image: .*|image: $site/ok/cover.png|" s/feed.yaml
build --offline check s
is '--offline: nor about pictures, transcripts and chapters' "$(asked)" ''
build check s
is 'which are asked about without it' \
	"$(asked | cut -d' ' -f2 | sort -u | xargs)" \
	'/ok/1.chapters /ok/1.image /ok/1.transcript /ok/cover.png'
build --offline --recheck s
is '--offline and --recheck cannot both be' "$status $(asked)" '2 '

# "Sizes and types come from local files, from the cache and from what is written."
served_show three ok/1.mp3 ok/2.mp3 ok/3.mp3
printf 'ID3.' >three/here.mp3
sed -i 's|^audio: .*|audio: here.mp3|' three/1.md
sed -i 's|^duration|length: 77777\ntype: audio/mpeg\n&|' three/2.md
build check three
build --offline -o three.xml three
is '--offline: asks nobody' "$(asked)" ''
is '--offline: sizes of the cache, as written, of the file' "$(lengths three.xml)" '123456 77777 4'
is '--offline: types too' "$(grep -c 'type="audio/mpeg"' three.xml)" 3

served_show s ok/1.mp3 ok/2.mp3
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
	awk '{ at[NR] = $5; if (NR > 1 && $5 - at[NR - 1] < 600) bad = 1 }
		END { exit bad || NR != 3 }' "$log"

# "Servers are told who asks": the site of the show.
link=$(sed -n 's/^link: *//p' three/feed.yaml)
version=$("$FEEDGEN" --version | sed -n '1s/^feedgen //p')
build --recheck check three
is 'who asks: version and link' "$(cut -d' ' -f7- "$log" | sort -u)" \
	"feedgen/$version (+$link; podcast feed builder)"
run "$FEEDGEN" --allow-private validate "$site/ok/feed.xml"
like 'who asks: of a feed that is not of a show, the program alone' \
	"$(cut -d' ' -f7- "$log" | tail -1)" '^feedgen/[0-9.]+ \(podcast feed builder\)$'

# "Both go before what the show config says."
sed -i 's/^title:.*/&\nprobe: {per_host: 1, per_second: 1}/' eight/feed.yaml
build --recheck --per-host 8 --per-second 64 check eight
ok 'options go before the show config' awk '$6 > 2 { good = 1 } END { exit !good }' "$log"

# --deadline: "Ask no more servers after time." With one request a second there is time for two.
served_show slow ok/1.mp3 ok/2.mp3 ok/3.mp3 ok/4.mp3 ok/5.mp3
build --cache slow.db -o slow.xml slow
is 'the sizes of all are known' "$(lengths slow.xml)" '123456 123456 123456 123456 123456'
build --cache slow.db --recheck --per-second 1 --deadline 1s -o slow.xml slow
ok '--deadline: not all were asked' [ "$(asked | wc -l)" -lt 5 ]
is '"What was not asked by then is not wrong: known sizes and types stand"' \
	"$status $(lengths slow.xml) $(grep -c 'type="audio/mpeg"' slow.xml)" \
	'0 123456 123456 123456 123456 123456 5'
like '"a warning says how many episodes it concerns"' "$err" \
	"warning: the time was up .* \(so with [23] more episodes\) \[probe/unfinished\]"
is 'one line' "$(printf '%s\n' "$err" | grep -c 'probe/unfinished')" 1
rm slow.db
build --cache slow.db --per-second 1 --deadline 1s check slow
first=$(asked)
build --cache slow.db check slow
is '"the next run goes on with them"' "$(printf '%s\n%s\n' "$first" "$(asked)" | sort | xargs)" \
	"$(printf 'HEAD /ok/%d.mp3 - ' 1 2 3 4 5 | sed 's/ $//')"
like '… and has no complaint' "$status $err" '^0 feedgen: 0 errors, 0 warnings'
build --cache none --strict --per-second 1 --deadline 1s -o strict.xml slow
like '--deadline --strict: then it is an error' "$status $err" '^1 .*error: the time was up'
is '--deadline --strict: nothing is written' "$(ls strict.xml 2>&1 | grep -c 'No such')" 1

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
