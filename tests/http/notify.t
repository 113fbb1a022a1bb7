#!/bin/sh
# SPDX-License-Identifier: ISC
# Who is told of a changed feed (--notify): hubs of WebSub and the Podcast Index, when it is in
# place, once, and without any harm to it.
. "$(dirname "$0")/served.sh"
start_bad

feed='https://small.example.com/feed.xml?a=1&b=é'
form='hub.mode=publish&hub.url=https%3A%2F%2Fsmall.example.com%2Ffeed.xml%3Fa%3D1%26b%3D%C3%A9'
notify() {
	probe --notify="$feed" --allow-private --limit=deadline_ms=3000 "$@"
}

# ---- what is sent ----

notify --index="$site/status/200/index" "$site/status/204/a" "$site/status/202/b"
is 'two hubs and the index take a notice' "$out" 3
is 'hubs get a form' "$(grep -c "^posted $form\$" "$log")" 2
is 'by POST, the index its address by GET, without a range' "$(asked | sort)" \
	"GET /status/200/index?url=${form#*url=} -
POST /status/202/b -
POST /status/204/a -"

# ---- what goes wrong is told, and the others are told of the feed ----

notify "$site/status/404/a" "$site/status/200/b" "$site/status/302/c" "$site/status/500/d"
is 'one of four takes it' "$values" 1
is 'each of the others has its warning' "$(rules | sort | uniq -c | tr -s ' ')" \
	' 3 warning notify/failed 0'
like 'with address and status' "$said" \
	"hub was not told of the new feed: $site/status/404/a: the server answers 404"
is 'nobody is asked twice' "$(asked | wc -l)" 4
free=$("$bad" -f)
notify "http://127.0.0.1:$free/" "$site/fin/x" "$site/hang/x"
is 'nothing there, half an answer, silence: three warnings' \
	"$values $(rules | grep -c 'warning notify/failed')" '0 3'
notify --limit=total_ms=60000 --limit=stall_s=60 --limit=deadline_ms=200 "$site/hang/x"
like 'the time is up' "$said" 'the time was up after 0.2 s'
start_log
run "$cli" --notify="$feed" "$site/status/200/x"
like 'a private address is refused' "$out" '^warning notify/failed 0: .*this is a private address'
is 'and not asked' "$(asked)" ''

# ---- the whole program ----

served_show "$work/show" ok/1.mp3
cat >>"$work/show/feed.yaml" <<EOT
hub: $site/status/200/hub
atom_url: https://small.example.com/feed.atom
notify: {podcast_index: false}
EOT
sed -i 's/^rules: {/&url\/not-public: off, url\/http: off, /' "$work/show/feed.yaml"
build() {
	start_log
	run "$FEEDGEN" --allow-private --cache none -o "$work/feed.xml" -o "$work/feed.atom" \
		"$@" "$work/show"
}
posts() {
	asked | grep POST
}
build
is 'without --notify nobody is told' "$status $(posts)" '0 '
rm "$work/feed.xml" "$work/feed.atom"
build -v --notify
is 'new feeds are told, each by its address' "$status $(grep '^posted' "$log" | sort)" \
	"0 posted hub.mode=publish&hub.url=https%3A%2F%2Fsmall.example.com%2Ffeed.atom
posted hub.mode=publish&hub.url=https%3A%2F%2Fsmall.example.com%2Ffeed.xml"
like 'and how many took it' "$err" '2 notices were taken'
build --notify
is 'unchanged ones are not' "$status $(posts)" '0 '
sed -i 's/^title: .*/title: Another title/' "$work/show/1.md"
touch "$work/feed.atom"
build --notify
is 'one that has changed is' "$(posts | wc -l)" 2

# In place before anybody hears of it: the hub looks for the feed when it is told.
sed -i 's/^title: .*/title: Yet another title/' "$work/show/1.md"
if strace -o /dev/null true 2>"$work/strace"; then
	audio=$port
	start_bad
	sed -i "s|^hub: .*|hub: $site/status/200/hub|" "$work/show/feed.yaml"
	# The leak checker does not work in a traced process.
	run strace -f -E ASAN_OPTIONS=detect_leaks=0 -o "$work/trace" \
		-e trace=rename,renameat,renameat2,connect \
		"$FEEDGEN" --allow-private --cache none --notify -o "$work/feed.xml" \
		-o "$work/feed.atom" "$work/show"
	is 'the files are there before the hub is asked' "$status $(
		grep -oE "rename|htons\\(($audio|$port)\\)" "$work/trace" |
			sed "s/htons($port)/hub/; s/htons($audio)/audio/" | uniq | tr '\n' ' ')" \
		'0 audio rename hub '
else
	skip 'the files are there before the hub is asked' 'strace is not permitted'
fi
sed -i 's/^title: .*/title: A third title/' "$work/show/1.md"
sed -i "s|^hub: .*|hub: $site/status/500/hub|" "$work/show/feed.yaml"
build --notify
is 'a hub that fails changes no exit status' "$status" 0
like 'is a warning' "$err" 'warning: the hub was not told of the new feed.*\[notify/failed\]'
like 'and leaves the new feed in place' "$(cat "$work/feed.xml")" 'A third title'
sed -i 's/^title: .*/title: A fourth title/' "$work/show/1.md"
build --notify --strict
is 'with --strict it is an error' "$status" 1
like 'and the feed is in place' "$(cat "$work/feed.xml")" 'A fourth title'
like 'which is said' "$err" 'feed.xml was written'

sed -i 's/^title: .*/title: A fifth title/; s/^date: .*/date: yesterday/' "$work/show/1.md"
build --notify
is 'a build that fails tells nobody' "$status $(posts)" '1 '
sed -i '/^hub/d; /^episodes/d' "$work/show/feed.yaml"
sed -i 's/^date: .*/date: 2026-01-01/' "$work/show/1.md"
build --notify
like 'nobody to tell is a warning' "$status $err" '^0 .*\[notify/nobody\]'

run "$FEEDGEN" --notify "$work/show"
is 'standard output cannot be told of' "$status" 2
like 'and that is said' "$err" 'notify needs --output FILE'
run "$FEEDGEN" --notify --offline -o "$work/feed.xml" "$work/show"
is 'nor can it be without servers' "$status" 2
finish
