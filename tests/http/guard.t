#!/bin/sh
# SPDX-License-Identifier: ISC
# The publish guard, each of its refusals, against the feed at -o and against one on the web:
# exit 4, nothing published, and a message that says what would change and the one flag that
# allows it. With that flag alone it is published.
. "$(dirname "$0")/lib.sh"
docs=$work/docs
mkdir "$docs"
start_bad -d "$docs"
cd "$work" || exit 1
export SOURCE_DATE_EPOCH=1720000000
published="$site/file/feed.xml?type=application/rss+xml"

# show: ten episodes, one a day.
show() {
	rm -rf s
	mkdir s
	cat >s/feed.yaml <<-E2
		title: Marsh Radio
		description: Birds.
		link: https://marsh.example.org/
		feed_url: https://marsh.example.org/feed.xml
		language: en
		timezone: UTC
		author: The marsh
		categories: [Science]
		explicit: false
		image: https://marsh.example.org/cover.jpg
		guid: 917393e3-1b1e-5cef-ace4-edaa54e1f810
		episode: {guid: "marsh-{number}"}
	E2
	for n in 10 11 12 13 14 15 16 17 18 19; do
		cat >s/$n.md <<-E2
			---
			title: Bird $n
			number: $n
			date: 2024-03-$n
			audio: $site/ok/$n.mp3
			length: 123456
			duration: 10:00
			---
			On bird $n.
		E2
	done
}
build() {
	run "$FEEDGEN" --allow-private --cache none --lock none "$@" s
}
show
build -q -o "$docs/feed.xml"
is 'the show is published' "$status:$err" '0:'
cp "$docs/feed.xml" old.xml

# What is told of the rule: its message, and the flags that anything names.
told() { printf '%s\n' "$err" | sed -n "s|.*error: \(.*\) \[$1.*\]\$|\1|p"; }
flags() { printf '%s\n' "$err" | grep -o -- '--allow-[a-z-]*' | sort -u | tr '\n' ' '; }

# refused LABEL RULE FLAG MESSAGE: with the show as it is now.
refused() {
	cp old.xml feed.xml
	build -o feed.xml
	is "$1 is refused" "$status:$(told "$2" | grep -xF -- "$4")" "4:$4"
	is "$1: nothing is published" "$(cmp old.xml feed.xml)" ''
	is "$1: one flag is named" "$(flags)" "$3 "
	build -o feed.xml "$3"
	is "$1: and allows it" "$status:$(told "$2")" '0:'
	ok "$1: which publishes it" test "$(cmp -s old.xml feed.xml || echo other)"
	build --against "$published"
	is "$1 is refused for what is on the web, too" \
		"$status:$(told "$2" | grep -xF -- "$4"):$out" "4:$4:"
	is "$1: with the same flag" "$(flags)" "$3 "
	like "$1: and its address" "$err" "$site/file/feed.xml"
	build --against "$published" -o new.xml
	is "$1: whatever the output" "$status:$(ls new.xml 2>&1)" \
		"4:ls: cannot access 'new.xml': No such file or directory"
	build -q --against "$published" "$3"
	is "$1: the flag allows that as well" "$status:$(told "$2")" '0:'
	show
}

rm s/*.md
refused 'an empty feed' guard/empty --allow-empty \
	'would drop all 10 published episodes: there is none to publish'
rm s/1[0-2].md
refused 'a feed that shrinks by more than a fifth' guard/shrunk --allow-shrink \
	'would drop 3 of 10 published episodes: “Bird 12”, “Bird 11”, “Bird 10”'
sed -i 's/marsh-{number}/marsh-no-{number}/' s/feed.yaml
refused 'a feed of other guids' guard/guid-changed --allow-guid-change \
	'“Bird 19” was published with the guid marsh-19 and would get marsh-no-19'
sed -i 's/^date:/guid: mine\ndate:/' s/15.md
refused 'one guid that changes' guard/guid-changed --allow-guid-change \
	'“Bird 15” was published with the guid marsh-15 and would get mine'
sed -i 's/^guid: .*/guid: 11111111-2222-5333-8444-555555555555/' s/feed.yaml
refused 'another podcast:guid' guard/show-guid-changed --allow-guid-change 'the show was '\
'published with the podcast:guid 917393e3-1b1e-5cef-ace4-edaa54e1f810 and would get '\
11111111-2222-5333-8444-555555555555
sed -i 's/^timezone: UTC/timezone: Asia\/Tokyo/' s/feed.yaml
refused 'a feed whose dates move' guard/dates-moved --allow-date-change "would move the dates of \
10 of 10 published episodes: “Bird 19” from 2024-03-19T00:00:00Z to 2024-03-18T15:00:00Z, \
“Bird 18” from 2024-03-18T00:00:00Z to 2024-03-17T15:00:00Z, “Bird 17” from 2024-03-17T00:00:00Z \
to 2024-03-16T15:00:00Z, “Bird 16” from 2024-03-16T00:00:00Z to 2024-03-15T15:00:00Z, “Bird 15” \
from 2024-03-15T00:00:00Z to 2024-03-14T15:00:00Z and 5 more"
sed -i 's|/ok/|/ok/new/|' s/1[0-2].md
refused 'audio at other addresses' guard/enclosures-changed --allow-enclosure-change "would change \
the audio of 3 of 10 published episodes: “Bird 12” from $site/ok/12.mp3 to $site/ok/new/12.mp3, \
“Bird 11” from $site/ok/11.mp3 to $site/ok/new/11.mp3, “Bird 10” from $site/ok/10.mp3 to \
$site/ok/new/10.mp3"

# ---- the clock ----

# A clock that holds episodes back makes the feed shrink as well, which has a flag of its own.
at() {
	SOURCE_DATE_EPOCH=$1
	shift
	build "$@"
	SOURCE_DATE_EPOCH=1720000000
}
for moment in 0 1709000000; do
	for against in '-o feed.xml' "--against $published"; do
		cp old.xml feed.xml
		# shellcheck disable=SC2086
		at $moment $against
		is "a clock of $moment, $against" "$status:$(cmp old.xml feed.xml):$out" '4::'
		like 'is told' "$(told guard/clock)" '^the clock says (1970-01|2024-02)'
		like 'with the flag that allows it' "$(flags)" '--allow-clock '
		# shellcheck disable=SC2086
		at $moment $against --allow-clock
		is 'which does not allow what comes of it' "$status:$(told guard/clock)" '4:'
		# shellcheck disable=SC2086
		at $moment $against --allow-clock --allow-empty
		is 'that has a flag of its own' "$status" 0
	done
done

# ---- what is no reason to refuse ----

# goes LABEL: it is published, in both ways.
goes() {
	cp old.xml feed.xml
	build -q -o feed.xml
	is "$1" "$status:$(told 'guard/.*')" '0:'
	build -q --against "$published"
	is "$1, on the web" "$status:$(told 'guard/.*')" '0:'
	show
}
rm s/1[01].md
goes 'a fifth may go'
sed -i 's/2024-03-1/2024-02-1/' s/1[01].md
goes 'dates of a fifth may move'
sed -i 's|/ok/|/ok/new/|' s/1[01].md
goes 'audio of a fifth may move'
sed -i 's/^title:.*/title: Another/' s/*.md
goes 'titles may change'

finish
