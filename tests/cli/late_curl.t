#!/bin/sh
# SPDX-License-Identifier: ISC
# libcurl is loaded when it is needed (src/app/late_curl.c), and not before: for a server, and for
# an address that is not plain ASCII.
. "$(dirname "$0")/lib.sh"

cd "$work" || exit 1
small_show show 1
# What the loader takes for libcurl, and refuses.
mkdir none && : >none/libcurl.so.4
without() {
	LD_LIBRARY_PATH=$work/none run "$@"
}

build() {
	"$FEEDGEN" -q --cache none -o feed.xml "$@" show
}
without build --offline
is "a build that asks nobody needs no libcurl" "$status $err" "0 "
was=$(cksum feed.xml)

sed -i 's|^audio:.*|audio: http://127.0.0.1:1/1.mp3|' show/1.md
without build --allow-private
is "one that would ask ends with the status of a machine that fails" "$status" 3
like "… says why" "$err" '^feedgen: .*libcurl.so.4: .*; a published feed stays whole$'
is "… and leaves the feed" "$(cksum feed.xml)" "$was"
build --allow-private --allow-guid-change 2>/dev/null
like "with libcurl it is built" "$(cat feed.xml)" 'url="http://127.0.0.1:1/1.mp3"'

sed -i 's|^audio:.*|audio: https://bücher.example.com/1.mp3|' show/1.md
build --offline 2>/dev/null
like "an international name, offline, has its ASCII form" "$(cat feed.xml)" \
	'url="https://xn--bcher-kva.example.com/1.mp3"'

finish
