# SPDX-License-Identifier: ISC
# shellcheck shell=sh
# For those of tests/fault/*.t that disturb feedgen import. lib.sh comes first. $how has the
# options of the command, feed.xml is what is imported, whole/ what becomes of it.

FEEDGEN=${FEEDGEN:-$BUILD/feedgen}
export LC_ALL=C TZ=UTC SOURCE_DATE_EPOCH=1800000000
if ! strace -o /dev/null true 2>/dev/null; then
	echo "1..0 # SKIP strace is not permitted"
	exit
fi

# shellcheck disable=SC2086
import() { "$FEEDGEN" import $how feed.xml -o "$1"; }

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
# What a run made that ended well.
made() { all "$1"; }
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
	0) made "$2" ;;
	[23]) nothing && tidy ;;
	137) nothing || all "$2" || no_show "$2" ;;
	*) return 1 ;;
	esac
}
# The next run makes the show, or finds it there whole.
mended() {
	[ -e "box/$1/feed.yaml" ] && there=2 || there=0
	cp said said.first
	run $there import "box/$1" || return
	cp said.first said
	made "$1" && mine && tidy
}

# disturbed PLACE CALL INJECTION NUMBER: one run; its status in $status. With $on, which is +,
# all calls from that one on.
disturbed() {
	begin
	# shellcheck disable=SC2086
	strace -f -o trace -e trace="$2" -e inject="$2:$3:when=$4${on-}" \
		"$FEEDGEN" import $how feed.xml -o "box/$1" 2>said
	status=$?
}
points=0
# each_time PLACE CALL:INJECTION: of each such call, or of some, if $most says how many.
each_time() {
	place=$1
	call=${2%%:*}
	injection=${2#*:}
	tried=0
	# shellcheck disable=SC2046
	set -- $(sed -n "s/^$call \([0-9]*\) \([0-9]*\)$/\1 \2/p" "counts.$place")
	[ $# -eq 2 ] || return
	step=1
	[ -z "${most:-}" ] || step=$((($2 - $1) / most + 1))
	for k in $(seq $(($1 + $(od -An -N2 -tu2 /dev/urandom) % step)) "$step" "$2"); do
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

# each_of PLACE CALL:INJECTION…: a test for each.
each_of() {
	where=$1
	shift
	for case; do
		ok "$where: $case, ${on:+from then on, }each time" each_time "$where" "$case"
		points=$((points + tried))
	done
}

# The calls of an undisturbed import, for each_time.
count_calls() {
	for place in new home; do
		begin
		# shellcheck disable=SC2086
		calls_of '"feed.xml' "$FEEDGEN" import $how feed.xml -o box/$place \
			>counts.$place
	done
}

# each_allocation PLACE: memory runs out at each of some moments, POINTS of them.
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
		# Without memory a run ends where it stands, as one that is killed.
		[ $status -eq 3 ] && said 'out of memory' && status=137
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

# killed: at each call, and each allocation fails.
killed() {
	for place in new home; do
		while read -r call first last; do
			ok "$place: killed at each $call" each_time $place "$call:signal=KILL"
			points=$((points + tried))
		done <counts.$place
		ok "$place: each allocation fails" each_allocation $place
	done
}
