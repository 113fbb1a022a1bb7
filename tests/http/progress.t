#!/bin/sh
# SPDX-License-Identifier: ISC
# What people see while servers are asked, and that they can stop it: nothing is lost.
. "$(dirname "$0")/served.sh"
start_bad
cd "$work" || exit 1

# on_terminal COLUMNS COMMAND…: what a terminal of that width would get is then in $seen, a
# line for each time that it was written anew.
on_terminal() {
	columns=$1
	shift
	start_log
	TERM=${TERM_IS:-xterm} script -qec "stty cols $columns; $*" "$work/none" \
		</dev/null >"$work/seen" 2>&1
	seen=$(tr '\r' '\n' <"$work/seen")
}
ask="'$FEEDGEN' check -q --allow-private --cache none"

served_show quick ok/1.mp3
served_show slow ok/1.mp3?delay=2500 ok/2.mp3
on_terminals() {
	on_terminal 100 "$ask quick"
	is "what is done at once shows nothing" "$seen" ""
	on_terminal 100 "$ask --progress always quick"
	like "--progress always shows it" "$seen" '^checked 1 of 1 \[#{24}\]'
	is "and wipes it" "$(printf '%s\n' "$seen" | tail -1 | tr -d ' ')" ""
	asked_for="'$FEEDGEN' check --allow-private --cache none"
	on_terminal 100 "$asked_for slow"
	like "a bar, after a second" "$seen" \
		'^checked 1 of 2 \[#{12}-{12}\] [01]\.[0-9] a second, 0:0[0-9] left; '
	like "with the host that is waited for" "$seen" '; waiting for 127\.0\.0\.1'
	on_terminal 40 "$asked_for slow"
	like "narrow: cut" "$seen" '^checked 1 of 2 '
	is "never wider than the terminal" \
		"$(printf '%s\n' "$seen" | grep '^checked' | awk 'length > 39')" ""
	unlike "no escape sequences" "$seen" "$(printf '\033')"
	TERM_IS=dumb
	on_terminal 100 "$asked_for slow"
	unlike "a terminal that cannot rewrite a line gets none" "$seen" 'checked 1 of 2'
	TERM_IS=
	on_terminal 100 "$asked_for --progress never slow"
	unlike "--progress never" "$seen" 'checked 1 of 2'
}
if script -qec true "$work/none" </dev/null >"$work/seen" 2>&1; then
	on_terminals
else
	skip "what a terminal shows" "there are no pseudo-terminals here"
fi

start_log
run "$FEEDGEN" check --allow-private --cache none slow
unlike "no terminal: nothing" "$err" 'checked 1 of 2'
run "$FEEDGEN" check -v --allow-private --cache none slow
like "no terminal, -v: a line" "$err" '^feedgen: checked 1 of 2 [01]\.[0-9] a second'
unlike "without a bar" "$err" '\[[#-]'
run "$FEEDGEN" check -v --diagnostics json --allow-private --cache none slow
unlike "but none among JSON" "$err" 'checked'

# stop SIGNAL: stops a build that waits for the last of four addresses. With one request at a
# time the others have been dealt with when that is asked.
served_show many hang/1.mp3 ok/2.mp3 ok/3.mp3 ok/4.mp3
run "$FEEDGEN" --offline --allow-private -q -o feed.xml quick
before=$(stat -c '%i %Y' feed.xml)
stop() {
	rm -f cache.db
	start_log
	"$FEEDGEN" --allow-private --per-host 1 --cache cache.db -o feed.xml many 2>err &
	pid=$!
	until grep -q hang "$log"; do :; done
	kill -"$1" $pid
	status=0
	wait $pid || status=$?
}
for row in INT:130:Interrupt TERM:143:Terminated HUP:129:Hangup; do
	signal=${row%%:*} word=${row##*:} code=${row#*:} code=${code%:*}
	stop "$signal"
	is "SIG$signal: exit status" "$status" "$code"
	is "SIG$signal: the feed stays" "$(stat -c '%i %Y' feed.xml)" "$before"
	is "SIG$signal: what is said" "$(tail -1 err)" \
		"feedgen: stopped ($word); what servers have said is kept; feed.xml is unchanged"
	is "SIG$signal: nothing is left" "$(find . -name '.*feedgen')" ""
	sed -i 's|/hang/|/ok/|' many/1.md
	start_log
	run "$FEEDGEN" --allow-private --cache cache.db check many
	sed -i 's|/ok/|/hang/|' many/1.md
	is "SIG$signal: the next run asks for the rest" "$status $(asked)" "0 HEAD /ok/1.mp3 -"
done

finish
