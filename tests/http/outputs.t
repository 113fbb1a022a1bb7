#!/bin/sh
# SPDX-License-Identifier: ISC
# Several outputs of one run: episodes are read once and servers asked once, whatever is made
# of them; and audio in several formats, which is asked about in each, as alternates and as
# feeds of its own.
. "$(dirname "$0")/served.sh"
start_bad

show=$work/show
served_show "$show" ok/1.mp3 ok/2.mp3 ok/3.mp3
cat >>"$show/feed.yaml" <<EOT
atom_url: https://small.example.com/feed.atom
json_url: https://small.example.com/feed.json
EOT
sed -i 's/^rules: {/&url\/not-public: off, url\/http: off, /' "$show/feed.yaml"
build() {
	start_log
	run "$FEEDGEN" -q --allow-private --cache none --lock none "$@" "$show"
}

# ---- one read, one probe ----

build -o "$work/one.xml"
is "one feed builds" "$status" 0
asked | sort >"$work/once"
is "each audio is asked for" "$(grep -c mp3 "$work/once")" 3
three="-o $work/feed.xml -o $work/feed.atom -o $work/feed.json"
# shellcheck disable=SC2086
build $three
is "three feeds ask what one asks" "$status $(asked | sort)" "0 $(cat "$work/once")"
ok "and the first is the same" cmp "$work/one.xml" "$work/feed.xml"
opens() {
	# The leak checker does not work in a traced process.
	strace -f -E ASAN_OPTIONS=detect_leaks=0 -o "$work/trace" -e trace=open,openat \
		"$FEEDGEN" -q --offline -j1 --cache none --lock none "$@" "$show"
	grep -oE "$show/[^\"]*" "$work/trace" | sort
}
if strace -o /dev/null true 2>"$work/strace"; then
	# shellcheck disable=SC2086
	is "no file is read more often for three feeds than for one" \
		"$(opens $three)" "$(opens -o "$work/one.xml")"
else
	skip "no file is read more often for three feeds than for one" 'strace is not permitted'
fi

# ---- audio in several formats ----

mp3="$site/ok/1.mp3?size=5000000" opus="$site/ok/1.opus?size=600000&type=audio/ogg"
variants() {
	sed "s|^audio: .*|audio: $(printf '%s' "$1" | sed 's/&/\\&/g')|" \
		"$show/1.md" >"$work/1.md"
	cp "$work/1.md" "$show/1.md"
}
enclosures() {
	sed -nE 's/.*<(enclosure|podcast:source) (.*)\/>/\1 \2/p' "$1"
}
variants "{mp3: '$mp3', opus: '$opus'}"
build -o "$work/feed.xml" -o "rss+opus:$work/opus.xml" -o "$work/feed.json"
is "a feed with its opus twin builds" "$status" 0
is "each format is asked for, once" "$(asked | grep -c '^HEAD /ok/1')" 2
like "the first is the enclosure" "$(cat "$work/feed.xml")" \
	'<enclosure url="[^"]*1.mp3[^"]*" length="5000000" type="audio/mpeg"/>'
# The alternates of a feed, a line each.
alternates() {
	tr -d '\n' <"$1" | grep -oE '<podcast:alternateEnclosure[^>]*> *<podcast:source [^>]*>'
}
like "the other an alternate, with what its server says" "$(alternates "$work/feed.xml")" \
	'type="audio/ogg" length="600000"> *<podcast:source uri="[^"]*1.opus'
like "in its own feed it is the enclosure" "$(cat "$work/opus.xml")" \
	'<enclosure url="[^"]*1.opus[^"]*" length="600000" type="audio/ogg"/>'
like "and the other the alternate" "$(alternates "$work/opus.xml")" \
	'type="audio/mpeg" length="5000000"> *<podcast:source uri="[^"]*1.mp3'
like "an episode that has one format has it in both" "$(cat "$work/opus.xml")" \
	'<enclosure url="[^"]*2.mp3'
is "guids are the same" "$(grep '<guid' "$work/opus.xml")" "$(grep '<guid' "$work/feed.xml")"
like "it says where it is itself" "$(cat "$work/opus.xml")" \
	'href="https://small.example.com/opus.xml" rel="self"'
like "JSON Feed has both under one title" "$(cat "$work/feed.json")" \
	"$(printf '%s' '1.mp3[^}]*"title": "([^"]*)", "size_in_bytes": 5000000[^}]*}, ' \
		'\{"url": "[^"]*1.opus[^}]*"title": "\1", "size_in_bytes": 600000')"
for feed in feed opus; do
	run "$FEEDGEN" validate --offline --diagnostics json "$work/$feed.xml"
	is "validate finds no error in $feed.xml" "$(printf '%s\n' "$out" |
		grep '"severity": "error"' | grep -v url/not-public)" ""
done

build --limit 1 -o "$work/newest.xml" -o "rss+opus:$work/newest-opus.xml"
is "a limit holds for both" "$(cat "$work/newest.xml" "$work/newest-opus.xml" |
	grep -c '<item>')" 2

before=$(stat -c '%i %Y' "$work/feed.xml" "$work/opus.xml")
build -o "$work/feed.xml" -o "rss+opus:$work/opus.xml"
is "built again, both are left as they are" \
	"$status $(stat -c '%i %Y' "$work/feed.xml" "$work/opus.xml")" "0 $before"

cp "$show/feed.yaml" "$work/feed.yaml"
echo 'audio_formats: [flac, opus]' >>"$show/feed.yaml"
build -o "$work/preferred.xml"
is "the show can choose the enclosure" \
	"$(enclosures "$work/preferred.xml" | grep 1.opus | cut -d' ' -f1)" enclosure
cp "$work/feed.yaml" "$show/feed.yaml"

variants "['$mp3', '$opus']"
build -o "$work/list.xml"
is "a list says the same" "$status $(enclosures "$work/list.xml")" \
	"0 $(enclosures "$work/feed.xml")"

variants "{mp3: '$mp3', opus: $site/status/404/1.opus}"
build -o "$work/feed.xml"
is "a format that is not there is an error" "$status" 1
like "at its place" "$err" '1.md:[0-9]+:[0-9]+: error: .*404'
variants "{mp3: '$mp3', opus: 'https://user:word@small.example.com/1.opus'}"
build -o "$work/feed.xml"
like "its address is judged as any other" "$status $err" \
	'1.md:[0-9]+:[0-9]+: error: .*(user|password)'

variants "$mp3"
sed -i "2i alternates: [{title: small, source: [{uri: '$opus'}]}]" "$show/1.md"
build -o "$work/feed.xml"
like "of an alternate that is written out the length is found, too" \
	"$status $(alternates "$work/feed.xml")" '^0 .*length="600000"[^>]*> *<podcast:source'
sed -i "2s|ok/1.opus|status/404/1.opus|" "$show/1.md"
build -o "$work/feed.xml"
like "or that it is not there" "$status $err" '^1 .*1.md:2:[0-9]+: error: .*404'
sed -i 2d "$show/1.md"

variants "{mp3: '$mp3', opus: '$opus'}"
run "$FEEDGEN" --offline --cache none --lock none -o "rss+flac:$work/flac.xml" "$show"
like "a format that nobody has is told" "$err" 'format .*flac.*\[output/variant\]'
finish
