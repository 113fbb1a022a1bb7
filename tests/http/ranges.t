#!/bin/sh
# SPDX-License-Identifier: ISC
# Bytes of a good file: which requests are made for them, where, and what comes.
. "$(dirname "$0")/lib.sh"
start_bad -n 2
client=$BUILD/tests/http/ask_cli

# fetch URL [FIRST LEN]…: what came is in $out.
fetch() {
	start_log
	run "$client" "$@"
	[ "$status" -eq 0 ] || fail "ask_cli ended with $status" "$err"
}

fetch "$site/ok/a.mp3" 0 1000 27 65536 123000 65536
is 'three ranges: what came' "$out" '0 1000 a
27 65536 b
123000 456 u
0 200 123456'
is 'three ranges: asked' "$(asked)" 'HEAD /ok/a.mp3 -
GET /ok/a.mp3 bytes=0-999
GET /ok/a.mp3 bytes=27-65562
GET /ok/a.mp3 bytes=123000-188535'

# Where the redirects ended, and nowhere on the way.
fetch "$site/to/http://127.0.0.2:$port/ok/a.mp3" 0 10
is 'redirected: what came' "$out" '0 10 a
0 200 123456'
is 'redirected: the range is asked of the end' "$(asked | grep GET)" 'GET /ok/a.mp3 bytes=0-9'

# What is not what was asked for ends it, and the finding stays good.
fetch "$site/get/404/a.mp3" 0 10 20 10
is 'no good finding: no range' "$(asked | grep -v 0-0)" 'HEAD /get/404/a.mp3 -'
fetch "$site/head-good/404/a.mp3" 0 10 20 10
is 'a refused range: the finding stays' "$out" '0 200 123456'
is 'a refused range: no other' "$(asked | wc -l)" 2
fetch "$site/no-ranges/a.mp3" 5 10
is 'Range ignored: not taken for it' "$out" '0 200 123456'
fetch "$site/no-ranges/a.mp3" 0 10 10 10
like 'Range ignored: the first bytes are the first bytes' "$out" '^0 10 '

finish
