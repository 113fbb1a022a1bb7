#!/bin/sh
# SPDX-License-Identifier: ISC
# The rules about finished feeds: for each a folder with its id, and in it a feed that fires
# the rule exactly once (fires) and one that just does not (near). The ending says nothing:
# .xml for all, even where it is JSON or no feed at all.
# shellcheck source=tests/cli/lib.sh
. "$(dirname "$0")/../cli/lib.sh"
here=$top/tests/validate

# Ids of the rules about finished feeds; not of what a file system has to say.
rules_of_feeds() {
	tr '\n' ' ' <"$top/src/model/rules.def" | sed 's/RULE(/\n&/g' |
		sed -En 's/^RULE\([A-Z0-9_]+, *"([^"]+)", *[A-Z]+, *FEED,.*/\1/p' |
		grep -v '^feed/unreadable$'
}

findings() {
	run "$FEEDGEN" validate --diagnostics json "$1"
	printf '%s\n' "$out"
}

# Label, rule, findings, how many of them must be of the rule.
counts() {
	n=$(printf '%s\n' "$3" | grep -cE "\"rule\": ?\"$2\"")
	if [ "$n" -eq "$4" ]; then pass "$1"; else fail "$1" "$3"; fi
}

is "the good feed has no finding" "$(findings "$here/good.xml")" ""
is "standard input is judged as a file is" \
	"$(findings - <"$here/feed/date/fires.xml" | sed 's/"file": *"[^"]*"//')" \
	"$(findings "$here/feed/date/fires.xml" | sed 's/"file": *"[^"]*"//')"
run "$FEEDGEN" validate "$work/none.xml"
is "a feed that is not there ends with 3" "$status" 3

run "$FEEDGEN" validate --offline "$here/atom/self/near.xml"
like "the verdict on Atom leaves out who reads RSS alone" "$out" \
	'^feedgen: (valid for W3C|W3C: .* the way); not for Apple, Spotify, PSP-1, where RSS alone'
run "$FEEDGEN" validate --offline --profile apple "$here/feed/not-rss/fires.xml"
like "and of a profile that does" "$out" '^feedgen: not for Apple, where RSS alone is read'
run "$FEEDGEN" validate --offline "$here/json/type/near.xml"
like "and that on a JSON Feed too" "$out" 'not for Apple, Spotify, PSP-1, where RSS alone'
run "$FEEDGEN" validate --offline "$here/good.xml"
like "the verdict on RSS names all" "$out" '^feedgen: valid for Apple, Spotify, PSP-1, W3C \('

missing=
for rule in $(rules_of_feeds); do
	[ -f "$here/$rule/fires.xml" ] && [ -f "$here/$rule/near.xml" ] ||
		missing="$missing $rule"
done
is "every rule about feeds has its folder" "$missing" ""

for fires in "$here"/*/*/fires.xml; do
	rule=${fires%/fires.xml}
	rule=${rule#"$here"/}
	ok "$rule is a rule" "$FEEDGEN" explain "$rule"
	counts "$rule fires once" "$rule" "$(findings "$fires")" 1
	counts "$rule does not fire at a near miss" "$rule" \
		"$(findings "${fires%/fires.xml}/near.xml")" 0
done
finish
