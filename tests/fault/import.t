#!/bin/sh
# SPDX-License-Identifier: ISC
# feedgen import, into a folder that is not there and into one that is: each system call that
# can fail does so once, the run is killed at each, and each allocation fails. The show is
# then there whole or not at all, what was there is as it was, and the next run makes it.
. "$(dirname "$0")/lib.sh"

FEEDGEN=${FEEDGEN:-$BUILD/feedgen}
export LC_ALL=C TZ=UTC SOURCE_DATE_EPOCH=1800000000
if ! strace -o /dev/null true 2>/dev/null; then
	echo "1..0 # SKIP strace is not permitted"
	exit
fi

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
import() { "$FEEDGEN" import --offline -q feed.xml -o "$1"; }
import whole 2>said
names='2024-03-01-tide-1.md 2024-03-02-tide-2.md 2024-03-03-tide-3.md feed.lock feed.yaml'
# shellcheck disable=SC2086
ok "a show is made" names whole $names

# Two places for it: new, which is not there, and home, which has a file in it.
begin() {
	rm -rf box
	mkdir -p box/home
	echo mine >box/home/mine
}
mine() { [ "$(cat box/home/mine)" = mine ]; }
# Nothing under a name that anybody sees, or (whole) all, the same to the byte.
nothing() {
	[ "$(find box -not -path '*/.*' | sort | tr '\n' ' ')" = "box box/home box/home/mine " ]
}
all() {
	mv box/home/mine mine
	diff -r --exclude '.*' whole "box/$1" >differs 2>&1
	got=$?
	mv mine box/home/mine
	return $got
}
# Where files are put in place one by one, a show that is not whole is none, and a build says
# how that came.
no_show() {
	[ "$1" = home ] && [ ! -e box/home/feed.yaml ] &&
		! "$FEEDGEN" --offline -q --cache none box/home >out 2>said &&
		grep -q 'an import into this folder was stopped .* \[config/not-found\]' said
}
tidy() { [ "$(find box -name '.*')" = "" ]; }
# after STATUS PLACE: is what is there as the run said? Only a run that made the show, or was
# killed, may leave something hidden, which the next removes. 2: something was there by then.
after() {
	mine || return
	case $1 in
	0) all "$2" ;;
	[23]) nothing && tidy ;;
	137) nothing || all "$2" || no_show "$2" ;;
	*) return 1 ;;
	esac
}
# The next run makes the show, or finds it there whole.
mended() {
	all "$1" && there=2 || there=0
	run $there import "box/$1" && all "$1" && mine && tidy
}

# disturbed PLACE CALL INJECTION NUMBER: one run; its status in $status.
disturbed() {
	begin
	strace -f -o trace -e trace="$2" -e inject="$2:$3:when=$4" \
		"$FEEDGEN" import --offline -q feed.xml -o "box/$1" 2>said
	status=$?
}
points=0
each_time() {
	place=$1
	call=${2%%:*}
	injection=${2#*:}
	tried=0
	# shellcheck disable=SC2046
	set -- $(sed -n "s/^$call \([0-9]*\) \([0-9]*\)$/\1 \2/p" "counts.$place")
	[ $# -eq 2 ] || return
	for k in $(seq "$1" "$2"); do
		disturbed "$place" "$call" "$injection" "$k"
		if ! after $status "$place" || ! mended "$place"; then
			echo "# $call number $k: $injection: status $status"
			find box | sed 's/^/# /'
			return 1
		fi
		tried=$((tried + 1))
	done
	[ "$tried" -gt 0 ]
}
for place in new home; do
	begin
	calls_of '"feed.xml' "$FEEDGEN" import --offline -q feed.xml -o box/$place \
		>counts.$place
done
ok "the calls of an import are known" grep -q '^renameat 1 1$' counts.new
ok "into a folder that is there, too" grep -q '^linkat 1 5$' counts.home

often='openat:error=EIO openat:error=EMFILE write:error=ENOSPC write:error=EIO
	write:error=EDQUOT read:error=EIO close:error=EIO syncfs:error=EIO mkdirat:error=ENOSPC
	mkdirat:error=EROFS flock:error=ENOLCK'
for case in $often renameat:error=EIO; do
	ok "new: $case, each time" each_time new "$case"
	points=$((points + tried))
done
for case in $often linkat:error=EIO linkat:error=ENOSPC linkat:error=EEXIST \
	symlinkat:error=ENOSPC; do
	ok "home: $case, each time" each_time home "$case"
	points=$((points + tried))
done
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

# Memory that runs out.
each_allocation() {
	begin
	STARVE_COUNT=$scratch/count LD_PRELOAD=$BUILD/tests/fault/starve.so import "box/$1" 2>said
	count=$(cat count)
	step=$((count / ${POINTS:-100} + 1))
	number=$((1 + $(od -An -N2 -tu2 /dev/urandom) % step))
	[ "${POINTS:-}" = all ] && step=1 number=1
	tried=0
	while [ "$number" -le "$count" ]; do
		begin
		STARVE_AT=$number LD_PRELOAD=$BUILD/tests/fault/starve.so import "box/$1" 2>said
		status=$?
		# All was made, and there was no memory to tell of findings.
		[ $status -eq 3 ] && all "$1" && status=0
		if ! after $status "$1" || ! mended "$1"; then
			echo "# allocation $number of $count: status $status"
			return 1
		fi
		tried=$((tried + 1))
		number=$((number + step))
	done
	echo "# $tried of $count allocations"
	[ "$count" -gt 500 ]
}

# Sanitizers have an allocator of their own, and nothing to say about a process that is killed.
if [ "${FLAVOUR:-}" ]; then
	skip "killed at each system call" "the plain build is killed"
	skip "each allocation fails" "a sanitizer has an allocator of its own"
	finish
fi
points=0
for place in new home; do
	while read -r call first last; do
		ok "$place: killed at each $call" each_time $place "$call:signal=KILL"
		points=$((points + tried))
	done <counts.$place
	ok "$place: each allocation fails" each_allocation $place
done
echo "# $points kills"
finish
