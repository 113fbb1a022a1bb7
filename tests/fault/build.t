#!/bin/sh
# SPDX-License-Identifier: ISC
# A whole build, with a feed and a lock file to replace: each system call that can fail does
# so once, and the run is killed at each. Feed and lock file are then the old or the new
# ones, and the next run makes the same bytes as one that nothing disturbed.
. "$(dirname "$0")/lib.sh"
. "$root/tests/fault/program.sh"

if ! strace -o /dev/null true 2>/dev/null; then
	echo "1..0 # SKIP strace is not permitted"
	exit
fi

ok "the show builds, before and after its change" changed_show
restore_show
calls_of '"show' "$FEEDGEN" --offline -q --cache none -j1 -o site/feed.xml show >counts
ok "the calls of a build are known" grep -q '^renameat 1 2$' counts

cases='write:error=ENOSPC write:error=EIO write:error=EDQUOT fsync:error=EIO
	fsync:error=ENOSPC renameat:error=EIO renameat:error=EROFS openat:error=EIO
	openat:error=EMFILE close:error=EIO ftruncate:error=EIO fchmod:error=EPERM
	flock:error=ENOLCK read:error=EIO pread64:error=EIO getdents64:error=EIO'
for case in $cases; do
	ok "$case, each time" each_time "$case"
	echo "# $tried times"
done
echo "# $points failures"

# Sanitizers have nothing to say about a process that is killed.
if [ "${FLAVOUR:-}" ]; then
	skip "killed at each system call" "the plain build is killed"
	finish
fi
points=0
while read -r call first last; do
	ok "killed at each $call" each_time "$call:signal=KILL"
done <counts
echo "# $points kills"

# Killed at the second rename, which is that of the feed.
between() {
	disturbed renameat signal=KILL 2
	[ $status -eq 137 ] && cmp -s show/feed.lock new.lock && cmp -s site/feed.xml old.xml &&
		mended
}
ok "the lock file comes before the feed, and the next run finishes" between

# The author goes on between the two runs: what was pinned holds.
renamed_meanwhile() {
	disturbed renameat signal=KILL 2
	mv show/3.md show/three.md
	feedgen -o site/feed.xml show 2>said
	status=$?
	mv show/three.md show/3.md
	[ $status -eq 0 ] && cmp site/feed.xml new.xml
}
ok "a file that is renamed after a killed run keeps its guid" renamed_meanwhile

finish
