#!/bin/sh
# SPDX-License-Identifier: ISC
# The podcast namespace: what people write, and what stands in the feed for it.
. "$(dirname "$0")/lib.sh"
. "$top/tests/small_show.sh"

show=$work/show

# with_show YAML, with_episode YAML: a small show that has these lines.
with_show() {
	small_show "$show"
	printf '%s\n' "$1" >>"$show/feed.yaml"
}
with_episode() {
	small_show "$show"
	{ head -1 "$show/1.md"; printf '%s\n' "$1"; sed 1d "$show/1.md"; } >"$work/put"
	cp "$work/put" "$show/1.md"
}
build() { run "$FEEDGEN" --offline --cache none --lock none "$@" "$show"; }
# The lines that the tags make, each behind a ';'.
tags() {
	printf '%s\n' "$out" |
		sed -n '/podcast:guid\|<rss/d; /podcast:/{s/^ *//; p;}' | paste -sd';'
}


# A case of tags.txt. What makes a feed is without warning, and the judge of feeds agrees.
check() {
	"with_$where" "$yaml"
	build
	if [ -z "$refused" ]; then
		is "$where: $(printf %s "$yaml" | paste -sd" ")" "$status $err $(tags)" "0  $made"
		printf '%s\n' "$out" >"$work/feed.xml"
		run "$FEEDGEN" validate "$work/feed.xml"
		unlike "… and validate has nothing against it" "$err$out" 'podcast:'
		return
	fi
	is "refused: $where: $(printf %s "$yaml" | paste -sd" ")" "$status $out" "1 "
	printf '%s\n' "$refused" >"$work/patterns"
	while IFS= read -r pattern; do like "… $pattern" "$err" "$pattern"; done <"$work/patterns"
}
reset() { where='' yaml='' made='' refused=''; }

reset
while IFS= read -r line; do
	case $line in
	'#'*) ;;
	'') if [ -n "$where" ]; then check; fi && reset ;;
	'= '*) made=$made${made:+;}${line#= } ;;
	'! '*) refused=$refused${refused:+
}${line#! } ;;
	*) if [ -z "$where" ]; then where=$line; else yaml=$yaml${yaml:+
}$line; fi ;;
	esac
done <"$top/tests/cli/tags.txt"
is "all cases were read" "$where" ""

live='live: [{status: pending, start: 2026-02-01 20:00, end: 2026-02-01 21:00,
  title: Live, guid: live-1, audio: https://small.example.com/live.mp3,
  watch: {url: /live, text: Listen}, people: [{name: Ann, role: guest}]}]'
cat >"$work/want" <<'EOF'
<podcast:liveItem status="pending" start="2026-02-01T20:00:00Z" end="2026-02-01T21:00:00Z">
<title>Live</title>
<guid isPermaLink="false">live-1</guid>
<enclosure url="https://small.example.com/live.mp3" length="0" type="audio/mpeg"/>
<podcast:contentLink href="https://small.example.com/live">Listen</podcast:contentLink>
<podcast:person role="guest">Ann</podcast:person>
</podcast:liveItem>
EOF
with_show "$live"
build
is "a broadcast is an item of its own kind" "$(printf '%s\n' "$out" |
	sed -n '/<podcast:liveItem/,/<\/podcast:liveItem/{s/^ *//; p;}' | paste -sd';')" \
	"$(paste -sd';' "$work/want")"
printf '%s\n' "$out" >"$work/feed.xml"
run "$FEEDGEN" validate "$work/feed.xml"
unlike "… and validate has nothing against it" "$err$out" 'liveItem|podcast:'

# What a file tells.
with_episode 'alternates: [small.ogg, {file: small.ogg, length: 7, title: Other}]'
printf 'not much of a sound' >"$show/small.ogg"
build
sri=sha384-$(openssl dgst -sha384 -binary "$show/small.ogg" | base64 | tr -d '\n')
like "a file beside the episode has its length" "$out" 'type="audio/ogg" length="19"'
is "and its hash, as OpenSSL has it" \
	"$(printf '%s\n' "$out" | grep -cF "<podcast:integrity type=\"sri\" value=\"$sri\"/>")" 2
like "another length is told" "$err" '1\.md:2:.*7 bytes.*has 19.*\[enclosure/length-differs'
with_show 'trailer: {title: Hello, audio: hello.mp3, date: 2026-02-01}'
printf 'hello' >"$show/hello.mp3"
build
like "so has a trailer beside the show config" "$out" 'hello.mp3" .*length="5"'
with_episode 'alternates: ../hello.ogg'
build
is "a path out of the folder is an address" "$status $(tags)" "0 $(paste -sd';' <<'EOF'
<podcast:alternateEnclosure type="audio/ogg">
<podcast:source uri="https://small.example.com/hello.ogg"/>
</podcast:alternateEnclosure>
EOF
)"

# Templates.
templates() {
	small_show "$show"
	printf 'episode:\n  %s\n' "$1" >>"$show/feed.yaml"
	build
}
templates 'alternates: https://cdn.example.com/{number}.ogg'
is "a template makes a tag of a value alone" "$status $err $(tags)" "0  $(
	for n in 2 1; do
		echo '<podcast:alternateEnclosure type="audio/ogg">'
		echo "<podcast:source uri=\"https://cdn.example.com/$n.ogg\"/>"
		echo '</podcast:alternateEnclosure>'
	done | paste -sd';')"
templates 'location: "{number}"'
is "of a text, too" "$(tags)" \
	'<podcast:location>2</podcast:location>;<podcast:location>1</podcast:location>'
templates 'chat: "{number}"'
like "but not if the tag needs more" "$status $err" '1 .*feed\.yaml:14:9.*\[template/value\]'
templates 'funding: http://small.example.com/{number}'
like "a finding is at the template's place" "$err" 'feed\.yaml:14:12: warning.*\[url/http'

# Other formats.
with_show 'funding: https://small.example.com/pay'
build -f atom
like "Atom has tags too" "$out" '<podcast:funding url="https://small.example.com/pay"/>'
with_show "$live"
build -f atom
is "but no broadcasts, which are items of RSS" \
	"$status $(printf '%s' "$out" | grep -c liveItem)" "0 0"
with_show 'funding: https://small.example.com/pay'
build -f json
is "JSON Feed has no member for them" "$status $(printf '%s' "$out" | grep -c '/pay')" "0 0"

# What people write as XML wins.
with_show 'funding: https://small.example.com/pay
omit: [podcast:funding]'
build
is "a tag can be omitted" "$status $(tags)" "0 "
with_show 'funding: https://small.example.com/pay
xml: <podcast:funding url="https://small.example.com/mine">Mine</podcast:funding>'
build
is "and XML takes its place" "$(tags)" \
	'<podcast:funding url="https://small.example.com/mine">Mine</podcast:funding>'

with_show 'funding: {url: /pay, txet: Pay}'
build
is "an unknown name is a warning" "$status" 0
like "with what there is" "$err" \
	"feed\.yaml:13:22: warning: .*txet.* means nothing in .*funding.* \[field/unknown\]"
with_episode 'people: [{name: Ann, role: producr}, {name: Bo, role: moderator, group: casting}]'
build
like "a role that is not in the taxonomy is a warning, with the nearest" "$err" \
	'1\.md:2:10: warning: .*producr.*\[person/role-unknown'
like "… the nearest" "$err" 'did you mean .*Producer'
like "… or what the taxonomy calls it" "$err" 'did you mean .*Host'
like "so is a group" "$err" 'casting.*\[person/group-unknown'
with_show "funding: {url: \"http://small.example.com/a\", text: $(printf %0130d 0)}"
build
like "http is told as of every address" "$err" '\[url/http\]'
like "and a text that is too long" "$err" \
	'the text of the funding has 130 characters.*\[text/value-long'
finish
