#!/bin/sh
# SPDX-License-Identifier: ISC
# The sample show's feed, byte for byte. GOLDEN=update (make golden) shows what differs and
# takes it over.
. "$(dirname "$0")/../cli/lib.sh"
cd "$top" || exit 1

golden=tests/golden/plain-files.xml
run "$FEEDGEN" --offline -q --cache none -o "$work/feed.xml" episodes/
is "the sample show builds" "$status" 0
if [ "${GOLDEN:-}" = update ]; then
	diff -u "$golden" "$work/feed.xml" >&2
	cp "$work/feed.xml" "$golden"
fi
is "its feed is the golden one" "$(diff -u "$golden" "$work/feed.xml" 2>&1)" ""
finish
