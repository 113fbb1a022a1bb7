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

# One file under two names would be written twice.
run "$FEEDGEN" --offline -o a.xml -o ./a.xml s
is "two names of a file that is not there yet" "$status $(head -1 "$work/err")" \
	"2 feedgen: --output a.xml and --output ./a.xml are one file"
ln -s a.xml link.xml
run "$FEEDGEN" --offline -o a.xml -o link.xml s
is "a link to a file that is not there yet" "$status $(head -1 "$work/err")" \
	"2 feedgen: --output a.xml and --output link.xml are one file"
echo "old" >a.xml
ln a.xml hard.xml
for name in "$work/a.xml" s/../a.xml link.xml hard.xml rss:link.xml; do
	run "$FEEDGEN" --offline -o a.xml -o "$name" s
	is "two names of a file: $name" "$status $(head -1 "$work/err")" \
		"2 feedgen: --output a.xml and --output ${name#rss:} are one file"
done
run "$FEEDGEN" --offline -o a.xml -o a.xml s
like "the same name twice" "$status $err" '^2 feedgen: --output a.xml is given twice'
is "and the file stays" "$(cat a.xml)" old
status=0
"$FEEDGEN" --offline -o a.xml -o - s >>a.xml 2>err || status=$?
is "a file that is standard output as well" "$status $(head -1 err)" \
	"2 feedgen: standard output and --output a.xml are one file"
rm a.xml link.xml hard.xml
run "$FEEDGEN" --offline -o /dev/null -o /dev/stderr s
is "devices are no files" "$status" 0
run "$FEEDGEN" --offline -o - s
is "-o - is standard output" "$status $(printf '%s\n' "$out" | grep -c '<item>')" "0 2"
is "and no file" "$(find . -name '*-*')" ""
run "$FEEDGEN" --offline -o - -o b.xml s
is "also beside a file" "$status $(cmp out b.xml 2>&1)" "0 "
run "$FEEDGEN" --offline -o - -o rss:- s
like "but not twice" "$status $err" '^2 feedgen: --output - is given twice'
run "$FEEDGEN" --offline -f rss -o - s
is "its format can be named" "$status" 0
run "$FEEDGEN" --offline -f rss -o b.xml s
like "that of a file follows its name" "$status $err" '^2 feedgen: --format is for standard'
run "$FEEDGEN" --offline -o ./- s
is "a file called -" "$status $(cmp ./- b.xml 2>&1)" "0 "
rm b.xml ./-

# With > the shell has emptied the file; nothing can bring the old feed back.
cp -r s broken
sed -i 's/^title:.*/title:/' broken/2.md
status=0
"$FEEDGEN" --offline broken >shell.xml 2>err || status=$?
like "> file: that -o would have kept it is said" "$status $(tail -1 err)" \
	'^1 .*nothing was written \(with -o FILE the old feed would have stayed\)'
is "and no half of a feed is there" "$(cat shell.xml)" ""
unlike "said of a file alone" "$("$FEEDGEN" --offline broken 2>&1 >/dev/null)" 'would have stayed'
rm -r broken shell.xml

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
