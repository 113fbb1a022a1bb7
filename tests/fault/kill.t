#!/bin/sh
# SPDX-License-Identifier: ISC
# kill -9: at every system call of a run, and at 500 random moments (KILLS= for another
# number). The feed is the old one or the new one, whole; the next run puts all right.
. "$(dirname "$0")/lib.sh"

mkdir site
target=site/feed.xml

# The next run succeeds, and nothing is left of the killed one.
recovers() {
	run 0 "$stage" $target "$new" && cmp -s $target "$new" && names site feed.xml
}

# Beside the feed there is nothing but the one temporary file.
only_known_names() {
	names site feed.xml || names site .feed.xml.feedgen feed.xml
}

# killed CALL NUMBER: a sanitizer reads its memory map before main, in one read more or less
# from run to run, so that a run may have fewer calls than the one that was counted.
killed() {
	for _ in 1 2 3 4 5 6 7 8 9; do
		cp "$old" $target
		strace -f -o trace -e trace="$1" -e inject="$1:signal=KILL:when=$2" \
			"$stage" $target "$new" 2>said || return 0
	done
	return 1
}

killed_at() {
	killed "$1" "$2" && one_of $target && only_known_names && recovers && return
	echo "# killed at $1 number $2"
	return 1
}

if strace -o /dev/null true 2>/dev/null; then
	calls_made >counts
	ok "the calls of a run are known" grep -q '^renameat 1 1$' counts
	while read -r call first last; do
		each_call() {
			k=$first
			while [ "$k" -le "$last" ]; do
				killed_at "$call" "$k" || return
				k=$((k + 1))
			done
		}
		ok "killed at each $call" each_call
		echo "# $((last - first + 1)) times"
	done <counts
else
	skip "killed at each system call" "strace is not permitted"
fi

# Random moments within the time that a run takes, by a generator with a seed to repeat.
kills=${KILLS:-500}
seed=${SEED:-$(od -An -N4 -tu4 /dev/urandom | tr -d ' ')}
echo "# SEED=$seed"
random_moments() {
	cp "$old" $target
	start=$(date +%s%N)
	"$stage" $target "$new" 2>said
	micros=$((($(date +%s%N) - start) / 1000))
	killed=0
	awk -v n="$kills" -v max="$micros" -v seed="$seed" 'BEGIN {
		srand(seed)
		for (i = 0; i < n; i++)
			printf "%.6f\n", (1 + rand() * max) / 1e6
	}' >moments
	while read -r moment; do
		cmp -s $target "$new" && next=$old || next=$new
		timeout -s KILL "$moment" "$stage" $target "$next" 2>/dev/null
		[ $? -eq 137 ] && killed=$((killed + 1))
		one_of $target && only_known_names && continue
		echo "# killed after $moment s: the feed is neither old nor new"
		return 1
	done <moments
	echo "# $killed of $kills runs did not reach their end"
	[ "$killed" -gt 0 ] && recovers
}
ok "$kills kills at random moments" random_moments

finish
