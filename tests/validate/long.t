#!/bin/sh
# SPDX-License-Identifier: ISC
# Texts of millions of bytes, made to be read again from each of them: an end that is far away, a
# word that may begin anywhere. In time that grows with their square they take minutes.
# shellcheck source=tests/cli/lib.sh
. "$(dirname "$0")/../cli/lib.sh"
good=$top/tests/validate/good.xml

# repeated TEXT: 3,000,000 bytes of it.
repeated() {
	awk -v text="$1" 'BEGIN {
		for (s = text; length(s) < 3000000;) s = s s
		printf "%s", substr(s, 1, 3000000)
	}'
}
# long ELEMENT TEXT: the good feed with TEXT in the first ELEMENT of its first item.
long() {
	sed -n "1,/<item>/p" "$good"
	printf '<%s><![CDATA[%s>]]></%s>\n' "$1" "$(repeated "$2")" "$1"
	sed "1,/<item>/d" "$good" | sed "0,/<$1>/{/<$1>/d}"
}
# judged ELEMENT TEXT: it is judged, and within a bound that only a hang reaches.
judged() {
	long "$1" "$2" >"$work/feed.xml"
	run timeout 20 "$FEEDGEN" validate --diagnostics json "$work/feed.xml"
	is "$1 of $2: judged" "$status" 0
	like "$1 of $2: too long" "$out" "\"element\": \"channel/item/$1\""
}

for bait in '<' '</' '<a b=' 'é' '#' 's1'; do
	judged title "$bait"
	judged description "$bait"
done

finish
