#!/bin/sh
# SPDX-License-Identifier: ISC
# Every system call that can fail does so, the first time it is made, the second, and so
# on until a run does not get that far. After each run the feed is the old one or the new
# one, as the run said, and the next run puts everything right.
. "$(dirname "$0")/lib.sh"

if ! strace -o /dev/null true 2>/dev/null; then
	echo "1..0 # SKIP strace is not permitted"
	exit
fi

mkdir site
target=site/feed.xml

# as_said STATUS: does the feed agree with the exit status? 0: the new one; 3: the old
# one, and no other status.
as_said() {
	case $1 in
	0) cmp -s $target "$new" ;;
	3) cmp -s $target "$old" && names_expected ;;
	*) return 1 ;;
	esac
}

# A run that failed removes its temporary file; if it could not lock it or look at it, an
# empty one may stay for the next run.
names_expected() {
	case $call in
	flock | newfstatat) [ ! -s site/.feed.xml.feedgen ] ;;
	*) names site feed.xml ;;
	esac
}

# The old feed, of another owner if that can be had, so that fchown has work.
restore() {
	cp "$old" $target
	[ "$(id -u)" -ne 0 ] || chown 65534 $target
}

# each_time CALL ERROR: true if all went well; tells in $times how many were tried.
each_time() {
	call=$1
	times=0
	k=$(sed -n "s/^$1 \([0-9]*\) .*/\1/p" counts)
	[ "$k" ] || return
	while :; do
		restore
		strace -f -o trace -e trace="$1" -e inject="$1:error=$2:when=$k" \
			"$stage" $target "$new" 2>said
		status=$?
		grep -q INJECTED trace || break
		if ! as_said $status; then
			echo "# $1 number $k: status $status, but the feed is not so"
			return 1
		fi
		restore
		run 0 "$stage" $target "$new" && cmp -s $target "$new" && names site feed.xml ||
			return 1
		times=$((times + 1))
		k=$((k + 1))
	done
	[ $times -gt 0 ]
}

restore
calls_made >counts
cases='write:ENOSPC write:EIO write:EDQUOT fsync:EIO fsync:ENOSPC renameat:EIO
	renameat:EACCES openat:EACCES openat:EMFILE openat:EIO close:EIO ftruncate:EIO
	fchmod:EPERM flock:EIO newfstatat:EIO readlink:EIO'
[ "$(id -u)" -ne 0 ] || cases="$cases fchown:EPERM"
for case in $cases; do
	ok "$case, each time" each_time "${case%:*}" "${case#*:}"
	echo "# $times times"
done

# That the loops above meet what they are for.
failed_with() {
	cp "$old" $target
	run 3 strace -f -o trace -e trace="$1" -e inject="$1:error=$2:when=$3" \
		"$stage" $target "$new" && said "$4; feed.xml is unchanged" &&
		cmp -s $target "$old" && names site feed.xml
}
ok "a failed fsync is an error" failed_with fsync EIO 1 \
	"cannot sync the new file to the disk: Input/output error"
ok "a failed fsync is not tried again" [ "$(grep -c '^[0-9]* *fsync' trace)" -eq 1 ]
ok "a failed rename is an error" failed_with renameat EXDEV 1 \
	"cannot rename the new file into place: Invalid cross-device link"
ok "a failed fchmod is an error" failed_with fchmod EIO 1 \
	"cannot set the mode of the new file: Input/output error"

folder_not_synced() {
	cp "$old" $target
	run 0 strace -f -o trace -e trace=fsync -e inject=fsync:error=EIO:when=2 \
		"$stage" $target "$new" && said emit/not-durable && cmp -s $target "$new"
}
ok "a folder that cannot be synced is told; the new feed is there" folder_not_synced

# The old feed is the same, but cannot be read: then it is replaced.
comparison_fails() {
	cp "$new" $target
	run 0 strace -f -o trace -P site/feed.xml -e trace=pread64 \
		-e inject=pread64:error=EIO "$stage" $target "$new" && said written &&
		grep -q INJECTED trace && cmp -s $target "$new" && names site feed.xml
}
ok "an old feed that cannot be read is replaced" comparison_fails

leftover() {
	cp "$new" $target
	run 0 strace -f -o trace -e trace=unlinkat -e inject=unlinkat:error=EIO \
		"$stage" $target "$new" && said unchanged && cmp -s $target "$new" &&
		run 0 "$stage" $target "$new" && said unchanged && names site feed.xml
}
ok "a temporary file that cannot be removed is taken over" leftover

no_locks() {
	cp "$old" $target
	run 0 strace -f -o trace -e trace=flock -e inject=flock:error=ENOLCK \
		"$stage" $target "$new" && said emit/unlocked && cmp -s $target "$new" &&
		names site feed.xml
}
ok "a file system without locks is told, and does" no_locks

# Standard output, late: what a network file system answers to fsync and close.
late() {
	run 3 strace -f -o trace -e trace="$1" -e inject="$1:error=$2:when=$3" \
		"$stage" - "$new" >out && said "$4" && grep -q INJECTED trace
}
ok "standard output that cannot be synced" late fsync EDQUOT 1 "Disk quota exceeded"
last_close=$(strace -f -o trace -e trace=close "$stage" - "$new" 2>/dev/null >out
	grep -c '^[0-9]* *close' trace)
ok "standard output that cannot be closed" late close EIO $((last_close - 1)) \
	"Input/output error"

finish
