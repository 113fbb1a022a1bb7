#!/bin/sh
# SPDX-License-Identifier: ISC
# Two runs that write one feed.
. "$(dirname "$0")/lib.sh"

mkdir site
target=site/feed.xml

# A run that has begun and waits for its input, standing at the other end of ./hold.
begin_run() {
	rm -f hold
	mkfifo hold
	"$stage" "$1" <hold 2>held &
	first=$!
	exec 7>hold
	wait_for locked
}

# Asked of the kernel, because trying the lock would disturb whoever takes it.
locked() {
	inode=$(stat -c %i site/.feed.xml.feedgen 2>/dev/null) &&
		grep -q ":$inode " /proc/locks
}

end_run() {
	cat "$1" >&7
	exec 7>&-
	wait "$first"
}

# wait_for COMMAND: until it is true, at most 20 s.
wait_for() {
	for _ in $(seq 2000); do
		"$@" && return
		sleep 0.01
	done
	return 1
}

second_is_refused() {
	cp "$old" $target
	begin_run $target && run 3 "$stage" $target "$new" &&
		said "emit/locked: another run is writing feed.xml" && cmp -s $target "$old" &&
		end_run "$new" && cmp -s $target "$new" && names site feed.xml
}
ok "while a run goes on, a second one is refused" second_is_refused

through_link() {
	cp "$old" $target
	ln -s feed.xml site/link.xml
	begin_run $target && run 3 "$stage" site/link.xml "$new" && said emit/locked &&
		end_run "$new" && cmp -s $target "$new"
	status=$?
	rm site/link.xml
	return $status
}
ok "also under another name of the feed" through_link

killed_holder() {
	cp "$old" $target
	begin_run $target && kill -9 "$first"
	wait "$first"
	exec 7>&-
	[ -e site/.feed.xml.feedgen ] && run 0 "$stage" $target "$new" &&
		cmp -s $target "$new" && names site feed.xml
}
ok "a killed run holds no lock" killed_holder

other_feed() {
	cp "$old" $target
	begin_run $target && run 0 "$stage" site/other.xml "$new" && end_run "$new" &&
		cmp -s site/other.xml "$new"
	status=$?
	rm -f site/other.xml
	return $status
}
ok "another feed in the same folder is not locked" other_feed

# The race that a lock on a renamed file invites: the second run opens the temporary file,
# the first one publishes it, and the second one then gets the lock on what is published.
# strace stops the second run right after its open.
stopped() {
	grep -q 'stopped by SIGSTOP' trace 2>/dev/null
}
overtaken() {
	cp "$old" $target
	opens=$(strace -o trace -e trace=openat "$stage" $target "$new" 2>/dev/null
		grep -n '"\.feed\.xml\.feedgen"' trace | cut -d: -f1)
	cp "$old" $target
	rm trace
	begin_run $target || return
	strace -o trace -e trace=openat,flock -e inject=openat:signal=STOP:when="$opens" \
		"$stage" $target "$old" 2>said 7>&- &
	second=$!
	wait_for stopped || return
	end_run "$new" && cmp -s $target "$new" || return
	kill -CONT "$(cat /proc/$second/task/$second/children)"
	wait $second && cmp -s $target "$old" && names site feed.xml &&
		[ "$(grep -c flock trace)" -gt 1 ]
}
if strace -o /dev/null true 2>/dev/null; then
	ok "a lock on what was published meanwhile does not count" overtaken
else
	skip "a lock on what was published meanwhile does not count" "strace is not permitted"
fi

# All at once: each run has a feed of its own, whole copies of which it writes.
for i in $(seq 20); do
	seq 1 30000 | sed "s/^/$i /" >feed.$i
done
whole() {
	read -r number _ <$target
	cmp -s $target "feed.$number"
}
crowd() {
	won=0
	for round in $(seq "${ROUNDS:-25}"); do
		for i in $(seq 20); do
			{
				"$stage" $target feed.$i 2>said.$i
				echo $? >status.$i
			} &
		done
		wait
		whole && names site feed.xml || return
		for i in $(seq 20); do
			case $(cat status.$i) in
			0) won=$((won + 1)) ;;
			3) [ "$(cut -d: -f1 said.$i | head -n 1)" = emit/locked ] || return ;;
			*) return 1 ;;
			esac
		done
		[ $won -ge "$round" ] || return
	done
	echo "# $won of $((20 * round)) runs published"
}
ok "of twenty runs at once each publishes whole or says emit/locked" crowd

finish
