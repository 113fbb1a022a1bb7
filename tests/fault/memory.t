#!/bin/sh
# SPDX-License-Identifier: ISC
# Memory that runs out: each allocation of a build of three episodes fails once, those of the
# libraries too. The exit status is a documented one, never a signal, and feed and lock file
# are whole. `make check` tries a sample, `make torture` all; POINTS= for another number.
. "$(dirname "$0")/lib.sh"
. "$root/tests/fault/program.sh"

if [ "${FLAVOUR:-}" ]; then
	echo "1..0 # SKIP a sanitizer has an allocator of its own"
	exit
fi

ok "the show builds, before and after its change" changed_show
count_allocations
ok "a build has thousands of allocations" [ "$count" -gt 5000 ]

points=${POINTS:-300}
[ "$points" != all ] && [ "$points" -lt "$count" ] || points=$count
seed=${SEED:-$(od -An -N2 -tu2 /dev/urandom | tr -d ' ')}
echo "# SEED=$seed"
ok "$points of $count allocations fail, one a run" each_allocation "$points"
ok "most of them end the run with status 3" \
	[ "$(grep -c '^3$' statuses)" -gt $((points / 2)) ]
ok "none is taken for an error in the input" sh -c '! grep -q "^1$" statuses'
said_why() {
	starved $((count / 2)) && [ $status -eq 3 ] &&
		said 'feedgen: out of memory; a published feed stays whole'
}
ok "and say why" said_why
ok "the next run puts all right" mended

# All memory that there is, too little: the limits of a container or of systemd.
limited() {
	restore_show
	(ulimit -v "$1" && exec "$FEEDGEN" --offline -q --cache none -j1 -o site/feed.xml show) \
		2>said
	status=$?
	case $status in
	0 | 1 | 3) whole $status ;;
	127) : ;; # the loader itself had too little
	*) return 1 ;;
	esac
}
limits() {
	for kilobytes in 20000 25000 30000 35000 40000 45000 50000 64000 100000; do
		limited $kilobytes || return
	done
}
ok "so does one after a limit on memory" limits

# A new show has all of its files, whole, or the run ends with status 3.
init() {
	rm -rf new
	SOURCE_DATE_EPOCH=1717243200 LD_PRELOAD=$starve "$FEEDGEN" init -q new 2>said
}
init_whole() {
	STARVE_COUNT=$scratch/count init && mv new good && [ "$(cat count)" -gt 10 ] || return
	for number in $(seq "$(cat count)"); do
		STARVE_AT=$number init
		case $? in
		0) diff -r good new || return ;;
		3) : ;;
		*) return 1 ;;
		esac
	done
}
ok "a new show: each allocation fails" init_whole
finish
