#!/bin/sh
# SPDX-License-Identifier: ISC
# feedgen import, into a folder that is not there and into one that is: each system call that
# can fail does so once, the run is killed at each, and each allocation fails. The show is
# then there whole or not at all, what was there is as it was, and the next run makes it.
. "$(dirname "$0")/lib.sh"

how='--offline -q'
. "$root/tests/fault/taken.sh"

{
	echo '<rss version="2.0"><channel><title>Tides</title>'
	echo '<link>https://tides.example.org/</link>'
	for n in 1 2 3; do
		echo "<item><title>Tide $n</title><guid isPermaLink=\"false\">tide-$n</guid>"
		echo "<pubDate>0$n Mar 2024 06:00:00 +0000</pubDate><enclosure length=\"1\""
		echo " type=\"audio/mpeg\" url=\"https://tides.example.org/$n.mp3\"/></item>"
	done
	echo '</channel></rss>'
} >feed.xml
import whole 2>said
names='2024-03-01-tide-1.md 2024-03-02-tide-2.md 2024-03-03-tide-3.md feed.lock feed.yaml'
# shellcheck disable=SC2086
ok "a show is made" names whole $names

count_calls
ok "the calls of an import are known" grep -q '^renameat 1 1$' counts.new
ok "into a folder that is there, too" grep -q '^linkat 1 5$' counts.home

often='openat:error=EIO openat:error=EMFILE write:error=ENOSPC write:error=EIO
	write:error=EDQUOT read:error=EIO close:error=EIO syncfs:error=EIO mkdirat:error=ENOSPC
	mkdirat:error=EROFS flock:error=ENOLCK'
# shellcheck disable=SC2086
each_of new $often renameat:error=EIO
# shellcheck disable=SC2086
each_of home $often linkat:error=EIO linkat:error=ENOSPC linkat:error=EEXIST symlinkat:error=ENOSPC
echo "# $points failures"

# What cannot be tidied up is left to the next run, which does it.
untidy() {
	disturbed home unlinkat error=EIO "$1"
	after $status home && [ $status -eq 0 ] && run 2 import box/home && all home && tidy
}
ok "home: what cannot be removed is removed by the next run" untidy 1
unsynced() {
	disturbed new fsync error=EIO 1
	[ $status -eq 0 ] && after 0 new && tidy
}
ok "new: a folder that cannot be synced is there all the same" unsynced
# No links (FAT): the files are moved.
no_links() {
	begin
	strace -f -o trace -e trace=linkat,symlinkat -e inject=linkat,symlinkat:error=EPERM \
		"$FEEDGEN" import --offline -q feed.xml -o box/home 2>said
	after $? home && all home && tidy && grep -q INJECTED trace
}
ok "home: a file system without links does" no_links

# Sanitizers have an allocator of their own, and nothing to say about a process that is killed.
if [ "${FLAVOUR:-}" ]; then
	skip "killed at each system call" "the plain build is killed"
	skip "each allocation fails" "a sanitizer has an allocator of its own"
	finish
fi
points=0
killed
echo "# $points kills"
finish
