#!/bin/sh
# SPDX-License-Identifier: ISC
# Standard output, pipes and devices as outputs; closed standard descriptors.
. "$(dirname "$0")/lib.sh"

to_stdout() {
	run 0 "$stage" - "$new" >out && cmp out "$new"
}
ok "standard output gets everything" to_stdout

appended() {
	echo before >out
	run 0 "$stage" /dev/stdout "$new" >>out && (echo before && cat "$new") | cmp - out
}
ok "/dev/stdout is standard output, wherever it goes" appended

through_pipe() {
	run 0 "$stage" - "$new" | cmp - "$new"
}
ok "a pipe gets everything" through_pipe

full_stdout() {
	run 3 "$stage" - "$new" >/dev/full &&
		said "No space left on device; nothing was written to standard output"
}
ok "a full device behind standard output" full_stdout

reader_leaves() {
	{ "$stage" - "$new" 2>said; echo $? >status; } | head -c 1 >/dev/null
	[ "$(cat status)" -eq 3 ] && said emit/pipe-closed
}
ok "a reader that leaves is an error, not a signal" reader_leaves

# Nothing may reach standard output before all is complete.
nothing_early() {
	run 3 "$stage" - missing >out && [ ! -s out ]
}
ok "nothing is written by a run that fails" nothing_early

closed_stdin() {
	cp "$old" feed.xml
	run 3 "$stage" feed.xml <&- && cmp feed.xml "$old" &&
		run 0 "$stage" feed.xml "$new" <&- && cmp feed.xml "$new"
}
ok "without standard input" closed_stdin

closed_stdout() {
	cp "$old" feed.xml
	run 3 "$stage" - "$new" >&- && said emit/stdout-closed &&
		run 0 "$stage" feed.xml "$new" >&- && cmp feed.xml "$new"
}
ok "without standard output" closed_stdout

closed_all() {
	cp "$old" feed.xml
	"$stage" feed.xml "$new" <&- >&- 2>&- && cmp feed.xml "$new"
}
ok "without any standard descriptor" closed_all

fifo() {
	mkfifo pipe
	cat pipe >out &
	run 0 "$stage" pipe "$new"
	status=$?
	wait $!
	[ $status -eq 0 ] && cmp out "$new" && [ -p pipe ]
}
ok "a FIFO gets everything and stays a FIFO" fifo

null_device() {
	run 0 "$stage" /dev/null "$new" && [ -c /dev/null ]
}
ok "/dev/null stays what it is" null_device

# A pipe that does not block and is read in small bites: every write is short or EAGAIN.
slow_reader() {
	python3 - "$stage" "$new" <<'PY'
import os, subprocess, sys
stage, feed = sys.argv[1:]
r, w = os.pipe()
os.set_blocking(w, False)
p = subprocess.Popen([stage, "-", feed], stdout=w, stderr=subprocess.DEVNULL)
os.close(w)
got = b""
while True:
    bite = os.read(r, 1000)
    if not bite:
        break
    got += bite
sys.exit(p.wait() != 0 or got != open(feed, "rb").read())
PY
}
ok "a pipe that does not block gets everything" slow_reader

# EINTR and one byte at a time, which no real descriptor does to order.
if strace -o /dev/null true 2>/dev/null; then
	interrupted() {
		run 0 strace -o trace -e trace=write -e inject=write:error=EINTR:when=1+2 \
			"$stage" - "$new" >out && cmp out "$new" && grep -q INJECTED trace
	}
	ok "interrupted writes are taken up again" interrupted
else
	skip "interrupted writes are taken up again" "strace is not permitted"
fi

finish
