#!/bin/sh
# SPDX-License-Identifier: ISC
# Files of JSON chapters (podcast namespace): what apps cannot read of them, and what they
# would show wrongly.
# shellcheck source=tests/cli/lib.sh
. "$(dirname "$0")/../cli/lib.sh"

# Label, text of the file, findings as "RULE LINE:COLUMN ELEMENT".
finds() {
	printf '%s' "$2" >"$work/c.json"
	run "$FEEDGEN" validate --offline --diagnostics json "$work/c.json"
	e=', "element": "([^"]*)"'
	is "$1" "$(printf '%s\n' "$out" | sed -En \
	's/.*"rule": "([^"]*)".*"line": ([0-9]*), "column": ([0-9]*)('"$e"')?.*/\1 \2:\3 \5/p' |
		sed 's/ $//')" "$3"
}
v='"version": "1.2.0"'
three='{"startTime": 0}, {"startTime": 1}, {"startTime": 2}'
finds 'no more than what must be there' "{$v, \"chapters\": [$three]}" ''
finds 'the version may come last' "{\"chapters\": [$three], \"version\": \"1.1.0\"}" ''
finds 'what nobody knows is passed over' \
	"{$v, \"x\": {\"chapters\": [{\"startTime\": \"x\"}]}, \"chapters\": [$three]}" ''
finds 'no version' "{\"chapters\": [$three]}" 'chapters/json 1:1'
finds 'a version that is no text' "{\"version\": 1.2, \"chapters\": [$three]}" \
	'chapters/json 1:13 version'
finds 'chapters that are no list' '{"version": "1.2.0", "chapters": {}}' \
	'chapters/few 1:34
chapters/json 1:34 chapters'
finds 'an empty list' '{"version": "1.2.0", "chapters": []}' 'chapters/few 1:34'
finds 'two chapters' '{"version": "1.2.0", "chapters": [{"startTime": 0}, {"startTime": 9}]}' \
	'chapters/few 1:34'
finds 'a chapter that is no object' "{$v, \"chapters\": [$three, 4]}" \
	'chapters/json 1:89 chapters[3]'
finds 'no startTime' "{$v, \"chapters\": [$three, {\"title\": \"x\"}]}" \
	'chapters/json 1:89 chapters[3]'
finds 'a startTime before the beginning' \
	"{$v, \"chapters\": [$three, {\"startTime\": -1}]}" \
	'chapters/json 1:103 chapters[3].startTime'
finds 'null is no time' "{$v, \"chapters\": [$three, {\"startTime\": null}]}" \
	'chapters/json 1:103 chapters[3].startTime'
finds 'the same time twice' "{$v, \"chapters\": [$three, {\"startTime\": 2.0}]}" \
	'chapters/times 1:89 chapters[3]'
finds 'an end before the beginning' \
	"{$v, \"chapters\": [$three, {\"startTime\": 9, \"endTime\": 8}]}" \
	'chapters/times 1:89 chapters[3]'
finds 'values of the wrong kind' "{$v, \"author\": 1, \"chapters\": [$three,
{\"startTime\": 9, \"title\": 1, \"url\": \"x\", \"img\": true, \"toc\": 0,
\"endTime\": \"x\", \"location\": \"x\"}]}" \
	'chapters/value 1:32 author
chapters/value 2:27 chapters[3].title
chapters/value 2:37 chapters[3].url
chapters/value 2:49 chapters[3].img
chapters/value 2:62 chapters[3].toc
chapters/value 3:12 chapters[3].endTime
chapters/value 3:29 chapters[3].location'
finds 'a place without coordinates' "{$v, \"chapters\": [$three,
{\"startTime\": 9, \"location\": {\"name\": \"The quay\"}}]}" \
	'chapters/value 2:49 chapters[3].location'
finds 'broken' "{$v, \"chapters\": [$three" 'chapters/json 1:87 chapters[2]'
finds 'a JSON Feed with chapters of its own is one' \
	'{"version": "https://jsonfeed.org/version/1.1", "title": "T", "items": [],
"chapters": []}' \
	'feed/not-rss 1:1
json/member-wanted 1:1 feed_url
json/member-wanted 1:1 home_page_url
json/member-unknown 2:13 chapters'

run "$FEEDGEN" validate --offline "$work/c.json"
many=$(awk 'BEGIN { for (i = 0; i < 1200; i++) printf ", {\"startTime\": \"x\"}" }')
printf '{"version": "1.2.0", "chapters": [%s%s]}' "$three" "$many" >"$work/c.json"
run "$FEEDGEN" validate --offline --diagnostics json "$work/c.json"
is 'a thousand of one rule, and the rest counted' \
	"$(printf '%s\n' "$out" | grep -c 'chapters/json') $(printf '%s\n' "$out" |
		grep -o 'there are 200 more findings')" '1001 there are 200 more findings'
finish
