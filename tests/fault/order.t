#!/bin/sh
# SPDX-License-Identifier: ISC
# What survives a power cut is what was synced in the right order: the new file, then the
# rename, then the folder. Read from the system calls themselves.
. "$(dirname "$0")/lib.sh"

if ! strace -o /dev/null true 2>/dev/null; then
	echo "1..0 # SKIP strace is not permitted"
	exit
fi

mkdir site
cp "$old" site/feed.xml
calls=openat,write,fchmod,fsync,rename,renameat,renameat2,close
run 0 strace -o trace -y -e trace=$calls "$stage" site/feed.xml "$new"

# line PATTERN: the number of the one line that matches it; nothing if there are several.
line() {
	[ "$(grep -cE "$1" trace)" -eq 1 ] && grep -nE "$1" trace | cut -d: -f1
}
temp='fsync\([0-9]+<[^>]*/site/\.feed\.xml\.feedgen>\) += 0'
move='rename(at2?)?\(.*"\.feed\.xml\.feedgen", .*"feed\.xml".*\) += 0'
folder='fsync\([0-9]+<[^>]*/site>\) += 0'

in_order() {
	[ "$(line "$temp")" -lt "$(line "$move")" ] &&
		[ "$(line "$move")" -lt "$(line "$folder")" ]
}
ok "the new file is synced, then renamed, then the folder is synced" in_order

nothing_after_sync() {
	! sed "1,$(line "$temp")d" trace | grep -E '^(write|fchmod)' | grep -v '<.*said>'
}
ok "nothing is written to the file after it was synced" nothing_after_sync

target_never_written() {
	! grep -E 'openat\(.*"(site/)?feed\.xml".*(O_WRONLY|O_RDWR|O_TRUNC)' trace
}
ok "the published file itself is never opened for writing" target_never_written

unchanged_is_not_synced() {
	run 0 strace -o trace -y -e trace=$calls "$stage" site/feed.xml "$new" &&
		said unchanged && ! grep -E '^(rename|fsync)' trace
}
ok "an unchanged feed costs no sync and no rename" unchanged_is_not_synced

finish
