#!/bin/sh
# SPDX-License-Identifier: ISC
# Slips of the hand and of scripts: what is named, and what must not be lost by them.
. "$(dirname "$0")/lib.sh"
cd "$work" || exit 1
small_show s

run "$FEEDGEN" s -Zq
like "a wrong letter behind the folder is named" "$status $err" '^2 .*no option -Z'
run "$FEEDGEN" --offline=yes s
like "a value for a flag" "$status $err" '^2 feedgen: --offline takes no value'
run "$FEEDGEN" s --bogus
like "a wrong word behind the folder is named" "$status $err" '^2 .*no option --bogus'
run "$FEEDGEN" -c "" s
like "an empty value" "$status $err" '^2 feedgen: -c needs a value|^2 .* needs a value'
run "$FEEDGEN" --offline ""
like "an empty folder" "$status $err" '^2 feedgen: which directory of episodes'
run "$FEEDGEN" --offline nowhere
like "no such folder" "$status $err" '^2 nowhere: error: .*No such file or directory'
run "$FEEDGEN" --offline s/1.md
like "a file instead of a folder" "$status $err" '^2 s/1.md: error: .*Not a directory'

for name in s/feed.yaml s/1.md rss:s/2.md; do
	cp -r s before
	run "$FEEDGEN" --offline -o "$name" s
	like "-o $name is refused" "$status $err" '^2 .*name of a source'
	is "and costs nothing" "$(diff -r before s)" ""
	rm -r before
done

echo "no feed" >feed.xml
run "$FEEDGEN" --offline --strict -o feed.xml s
is "--strict: what the guard cannot read is an error" "$status" 1
is "and stays" "$(cat feed.xml)" "no feed"
run "$FEEDGEN" --offline -o feed.xml s
is "without, it is replaced" "$status $(grep -c '<item>' feed.xml)" "0 2"

run sh -c 'trap "" XFSZ; ulimit -f 1; "$FEEDGEN" --offline -o big.xml s'
like "a file that cannot grow is no fault of the input" "$status $err" '^3 .*write-failed'
is "and leaves nothing" "$(find . -name "*big*")" ""

mkfifo fifo
# The first output's temporary file is there when the program comes to the second.
"$FEEDGEN" --offline -o first.xml -o fifo s 2>err &
pid=$!
until [ -e .first.xml.feedgen ] && grep -q '^State:[[:space:]]*S' "/proc/$pid/status"; do :; done
kill -TERM "$pid"
status=0
wait "$pid" || status=$?
is "stopped while it waits for a reader" "$status" 143
is "leaves nothing either" "$(find . -name "*first*")" ""
rm fifo

# The guard: what it refuses has one option, which works; a rule cannot silence it.
run "$FEEDGEN" --offline --rule guard/shrunk=off -o feed.xml s
like "the guard cannot be turned off for ever" "$status $err" '^2 .*cannot be changed'
mkdir none
cp s/feed.yaml none/
run "$FEEDGEN" --offline -o feed.xml none
is "without --allow-empty the feed stays" "$status $(grep -c "<item>" feed.xml)" "4 2"
run "$FEEDGEN" --offline --allow-empty -o feed.xml none
is "--allow-empty publishes a show without episodes" \
	"$status $(grep -c '<item>' feed.xml)" "0 0"

finish
