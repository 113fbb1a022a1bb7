#!/bin/sh
# SPDX-License-Identifier: ISC
# The sample show's feeds, byte for byte. GOLDEN=update (make golden) shows what differs and
# takes it over.
. "$(dirname "$0")/../cli/lib.sh"
cd "$top" || exit 1

run "$FEEDGEN" --offline -q --cache none \
	-o "$work/feed.xml" -o "$work/feed.atom" -o "$work/feed.json" episodes/
is "the sample show builds" "$status" 0
for format in xml atom json; do
	golden=tests/golden/plain-files.$format
	if [ "${GOLDEN:-}" = update ]; then
		diff -u "$golden" "$work/feed.$format" >&2
		cp "$work/feed.$format" "$golden"
	fi
	is "its $format feed is the golden one" \
		"$(diff -u "$golden" "$work/feed.$format" 2>&1)" ""
done
finish
