#!/bin/sh
# SPDX-License-Identifier: ISC
# Stamps and servers: a build that asked leaves none, one that the cache answered does, and it
# holds as long as the cache's answers do.
. "$(dirname "$0")/served.sh"
start_bad
day=86400

tick() {
	touch "$work/tick"
	before=$(stat -c %z "$work/tick")
	while touch "$work/tick" && [ "$(stat -c %z "$work/tick")" = "$before" ]; do :; done
}
build() {
	tick
	start_log
	run "$FEEDGEN" -q --allow-private --cache cache -o feed.xml "$@" show
}
# Does a build succeed and do nothing? See tests/cli/stamp.t.
is_skipped() {
	was=$(stat -c %y .)
	build "$@"
	[ "$status" -eq 0 ] && [ "$was" = "$(stat -c %y .)" ]
}
stamped() {
	find cache.stamps -type f 2>&1 | grep -c 'stamps/[0-9a-f]*$'
}

cd "$work" || exit 1
served_show show ok/a.mp3 ok/b.mp3

build
is "servers are asked" "$status $(asked | grep -c .)" "0 2"
is "who asked leaves no stamp" "$(stamped)" 0
build
is "the cache answers" "$status $(asked)" "0 "
is "that leaves a stamp" "$(stamped)" 1
ok "nothing to do" is_skipped
run "$FEEDGEN" cache forget "$site/ok/a.mp3" --cache cache
build
is "what was forgotten is asked for" "$status $(asked | grep -c .)" "0 1"
build
ok "and then there is nothing to do" is_skipped
build --recheck
is "--recheck asks" "$status $(asked | grep -c .)" "0 2"
build
build
SOURCE_DATE_EPOCH=$((SOURCE_DATE_EPOCH + 40 * day))
build
is "answers that are too old are asked for again" "$status $(asked | grep -c .)" "0 2"
build
ok "and then there is nothing to do" is_skipped
rm cache
build
is "a cache that is gone" "$status $(asked | grep -c .)" "0 2"

# A failure is told with its age: that is not as it was.
sed -i "s|^audio:.*|audio: $site/status/503/c.mp3\nlength: 5\ntype: audio/mpeg|" show/2.md
build
build
build
is "a failure that is remembered leaves no stamp" "$(is_skipped || echo built)" built

finish
