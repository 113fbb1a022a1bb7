#!/bin/sh
# SPDX-License-Identifier: ISC
# The rules about sources: for each a folder with its id, and in it an input that fires the
# rule exactly once (fires) and one that just does not (near). Both hold only the files in
# which they differ from the good show in base.
# shellcheck source=tests/cli/lib.sh
. "$(dirname "$0")/../cli/lib.sh"
here=$top/tests/lint

# Ids of the rules that these rooms find.
rules_of() {
	tr '\n' ' ' <"$top/src/model/rules.def" | sed 's/RULE(/\n&/g' |
		sed -En 's/^RULE\([A-Z0-9_]+, *"([^"]+)", *[A-Z]+, *('"$1"'),.*/\1/p'
}

# What check finds in the base show under the overlay $1, as JSON lines.
findings() {
	rm -rf "$work/show"
	cp -r "$here/base" "$work/show"
	[ -z "$1" ] || cp -r "$1/." "$work/show"
	run "$FEEDGEN" check --offline --diagnostics json "$work/show"
	printf '%s\n' "$err"
}

# Those of the findings $2 that are of rule $1.
of_rule() {
	printf '%s\n' "$2" | grep -E "\"rule\": ?\"$1\""
}

# Label, rule, findings, how many of them must be of the rule.
counts() {
	if [ "$(of_rule "$2" "$3" | wc -l)" -eq "$4" ]; then pass "$1"; else fail "$1" "$3"; fi
}

is "the base show has no finding" "$(findings '')" ""

missing=
for rule in $(rules_of 'SHOW|EPISODE|NOTES|RESOLVE'); do
	[ -d "$here/$rule/fires" ] && [ -d "$here/$rule/near" ] || missing="$missing $rule"
done
is "every rule about sources has its folder" "$missing" ""

for folder in "$here"/*/*/fires; do
	folder=${folder%/fires}
	rule=${folder#"$here"/}
	ok "$rule is a rule" "$FEEDGEN" explain "$rule"
	found=$(findings "$folder/fires")
	counts "$rule fires once" "$rule" "$found" 1
	like "$rule names the file" "$(of_rule "$rule" "$found")" \
		'"file": ?"[^"]*(feed\.yaml|\.md|\.vtt|\.txt|\.json)"'
	case $rule in
	notes/* | text/notes-* | show/no-episodes) ;; # about the body, or the whole
	*) like "$rule names the field" "$(of_rule "$rule" "$found")" '"element": ?"[a-z]' ;;
	esac
	counts "$rule does not fire at a near miss" "$rule" "$(findings "$folder/near")" 0
done
finish
