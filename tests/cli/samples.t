#!/bin/sh
# SPDX-License-Identifier: ISC
# What feedgen explain and feedgen.yaml(5) show as an example is built, and makes a valid feed.
. "$(dirname "$0")/lib.sh"
. "$top/tests/small_show.sh"

# The fields that have an example, as "show NAME" or "episode NAME", and the example itself.
"$FEEDGEN" explain | sed -n '/^Fields of the show/,/^$/s/^  \([^ ]*\) .*/show \1/p
	/^Fields of an episode/,/^$/s/^  \([^ ]*\) .*/episode \1/p' >"$work/fields"
sample() {
	"$FEEDGEN" explain "$2" | awk -v where="$1" -v name="$2" '
		BEGIN { title = name " (" (where == "show" ? "show config" : where) }
		/^[a-z].* \(.*\)$/ { mine = index($0, title) == 1 }
		mine && /^For example:/ { inside = 1; next }
		/^$/ { inside = 0 }
		inside { sub(/^    /, ""); print }'
}
# The lines without those of the names that the sample has itself.
without() {
	sed -n 's/^\([a-z_]*\):.*/^\1:/p' "$work/sample" >"$work/names"
	grep -v -f "$work/names" "$1"
}

count=0
while read -r where name; do
	sample "$where" "$name" >"$work/sample"
	[ -s "$work/sample" ] || continue
	count=$((count + 1))
	small_show "$work/show" 1
	if [ "$where" = show ]; then
		file=$work/show/feed.yaml
		{ without "$file"; cat "$work/sample"; } >"$work/put"
	else
		file=$work/show/1.md
		{ echo ---; cat "$work/sample"; without "$file" | sed 1d; } >"$work/put"
	fi
	cp "$work/put" "$file"
	run "$FEEDGEN" --offline --cache none --lock none "$work/show"
	is "$where: $name builds as the example has it" "$status $err" "0 "
	printf '%s\n' "$out" >"$work/feed.xml"
	run "$FEEDGEN" validate "$work/feed.xml"
	unlike "… it is valid, and nothing is said of it" "$out$err" 'podcast:|error:'
	lost=$(while IFS= read -r line; do
		grep -qF -- "$line" "$MAN/feedgen.yaml.5" || echo "$line"
	done <"$work/sample")
	is "… and the manual page has it" "$lost" ""
done <"$work/fields"
is "every tag of the namespace has one" "$count" \
	"$(grep -c '^SHOW(\|^EPISODE(' "$top/src/model/samples.def")"
lacking=$(grep -o '"podcast:[a-zA-Z]*"' "$top/src/model/elements.def" | sort -u | wc -l)
ok "there are as many as elements, or more" test "$count" -ge "$lacking"
finish
