#!/bin/sh
# SPDX-License-Identifier: ISC
# The sample show, as a newcomer meets it: the command of the README, in the project's folder.
. "$(dirname "$0")/lib.sh"
cd "$top" || exit 1

# No server has this show's name, so this is also a run without any server.
run "$FEEDGEN" --cache none episodes/
is "feedgen episodes/ > feed.xml writes a feed" "$status" 0
like "and warns that no server answered" "$err" 'warning: plain-files.example gives no answer'
shown() { sed 's/gives no answer: [^(]*/gives no answer /'; }
is "as the README shows it, whatever the machine calls it" "$(printf '%s\n' "$err" | shown)" "$(
	sed -n '/^    \$ .*episodes\/ > feed.xml/,/^    feedgen: /{/^    \$/d;s/^    //p;}' \
		"$top/README.md" | shown)"
ok "the feed is well-formed" xmllint --noout "$work/out"
ok "and says what its sources say" \
	"$PYTHON" tests/tools/expect.py feeds/plain-files.yaml episodes "$work/out"
is "sizes are those of the local files" \
	"$(grep '<enclosure\|alternateEnc' "$work/out" | grep -o 'length="[1-9][0-9]*"' |
		tr -dc '0-9\n' | sort | tr '\n' ' ')" \
	"$(stat -c %s episodes/audio/* | sort | tr '\n' ' ')"
like "the m4a has its own type" "$out" 'type="audio/x-m4a"'
unlike "the transcript is not in the notes" "$out" 'have to scroll past|nobody has to'
like "a shortcode became a picture" "$out" 'images/folder.png'
like "the footnote is a list at the end" "$out" 'A footnote. Its mark becomes a number'
like "the frame became a link" "$out" 'https://plain-files.example/films/http'
like "the second voice is a guest" "$out" \
	'<podcast:person role="guest"[^>]*>Second Voice<'
like "the season has a name" "$out" '<podcast:season name="Beginnings">1</podcast:season>'
like "number \"01\" is 1" "$out" '<itunes:episode>1</itunes:episode>'
like "half past six in London's summer" "$out" 'Tue, 15 Sep 2026 17:30:00 \+0000'

# It has every tag of the namespace that is not deprecated, and all of them are right.
lacking=$({
	sed -n 's/^[A-Z]*(.*"\(podcast:[a-zA-Z]*\)".*TAG)$/\1/p' src/model/elements.def
	sed -n 's/^ELEMENT([A-Z_]*, PODCAST, "\([a-zA-Z]*\)".*/podcast:\1/p' src/model/podcast.def
} | sort -u | while read -r tag; do
	grep -q "<$tag[ >/]" "$work/out" || echo "$tag"
done)
is "every tag of Podcasting 2.0 is used" "$lacking" "podcast:images"
cp "$work/out" "$work/sample.xml"
run "$FEEDGEN" validate "$work/sample.xml"
is "and the feed is valid" "$status" 0
unlike "without a warning" "$err$out" 'error:|warning:'
if command -v jing >/dev/null; then
	run "$FEEDGEN" --offline -q --cache none -o "$work/f.xml" -o "$work/f.atom" episodes/
	ok "jing accepts RSS and Atom" \
		jing src/validate/schema/feed.rng "$work/f.xml" "$work/f.atom"
else
	skip "jing accepts RSS and Atom" "jing is not installed"
fi

run "$FEEDGEN" check --offline --diagnostics json episodes/
is "check agrees" "$status" 0
ok "its JSON is JSON" "$PYTHON" -c \
	'import json,sys; [json.loads(l) for l in open(sys.argv[1])]' "$work/err"

# In all formats, with no finding but that most apps want RSS, and what a show may be told as
# a hint: a second category that Apple does not count, a picture in the notes.
run "$FEEDGEN" --offline -q --cache none \
	-o "$work/feed.xml" -o "$work/feed.atom" -o "$work/feed.json" episodes/
is "the sample show builds in three formats" "$status $err" "0 "
for format in xml atom json; do
	run "$FEEDGEN" validate --offline --diagnostics json --rule url/reserved=off \
		--rule feed/not-rss=off "$work/feed.$format"
	is "validate has nothing against its $format feed" \
		"$status $(printf '%s\n' "$out" | grep -v '"severity": "hint"')" "0 "
done

# What the README shows of a mistake is what is printed.
cp -r episodes feeds "$work/"
cd "$work" || exit 1
"$FEEDGEN" --offline -q -o feed.xml episodes/
sed -i 's/^duration: 0:23/duraton: 0:23/; s/^date: 2026-09-08/date: 2026-09-31/' episodes/01*.md
run "$FEEDGEN" --offline -o feed.xml episodes/
is "the README's example of a mistake is true" "$err" "$(
	sed -n '/^    \$ .*-o feed.xml episodes/,/^    feedgen: /{/^    \$/d;s/^    //p;}' \
		"$top/README.md")"
cd "$top" || exit 1

if [ -z "${FLAVOUR:-}" ]; then
	leaks=definite,indirect,possible
	run valgrind -q --error-exitcode=99 --leak-check=full \
		--show-leak-kinds=$leaks --errors-for-leak-kinds=$leaks \
		"$FEEDGEN" --offline -q --cache none -j2 -o "$work/v.xml" episodes/
	is "valgrind finds no error and no leak" "$status $err" "0 "
fi
finish
