#!/bin/sh
# SPDX-License-Identifier: ISC
# Several shows in one run are one visitor to the servers: politeness, pauses, a deadline and
# the cache are shared. The log of badserver is the witness: MS and LIVE of each request.
. "$(dirname "$0")/served.sh"
start_bad
cd "$work" || exit 1

# network NAME PATH…: one more show of the network.
network() {
	mkdir -p feeds
	served_show "$@"
	{
		cat "$1/feed.yaml"
		echo "episodes: ../$1"
		echo "output: ../$1.xml"
	} >"feeds/$1.yaml"
	rm "$1/feed.yaml"
}
build() {
	start_log
	run "$FEEDGEN" build --allow-private --cache cache.db "$@" feeds/*.yaml
}

network a ok/1.mp3 ok/2.mp3 ok/3.mp3 ok/4.mp3
network b ok/5.mp3 ok/6.mp3 ok/7.mp3 ok/8.mp3
network c ok/1.mp3 ok/9.mp3 ok/10.mp3 ok/11.mp3
build
is 'three shows, one host: what two of them share is asked once' \
	"$status $(asked | wc -l) $(asked | grep -c '/ok/1\.mp3')" '0 11 1'
# Two log lines six apart are a second apart, less what lies between sending and logging.
ok 'never more than five in a second, whose they may be' \
	awk '{ at[NR] = $5; if (NR > 5 && $5 - at[NR - 5] < 600) bad = 1 } END { exit bad }' "$log"
build
is 'the cache knows all of it' "$status $(asked | wc -l)" '0 0'

# Who says 429 in one show is asked once a second in the next, also without a cache.
rm -r feeds ./*.xml
network a ra/seconds/slow.mp3
network b ok/1.mp3 ok/2.mp3
build --cache none
is '429: all found in the end' "$status $(asked | wc -l)" '0 4'
ok '429: the next show keeps a second between' \
	awk 'NR > 1 && $5 - last < 600 { bad = 1 } { last = $5 } END { exit bad || NR != 4 }' "$log"

# A deadline is for the whole run.
rm -r feeds ./*.xml
network a 'ok/1.mp3?delay=60000'
network b ok/2.mp3
build --cache none --recheck --deadline 1s
is 'the time was up in the first show: the second asks nobody' \
	"$(asked)" 'HEAD /ok/1.mp3?delay=60000 -'

# A cache that cannot be used is told once.
echo 'this is no SQLite file, and is longer than its header is' >cache.txt
rm -r feeds
network a ok/1.mp3
network b ok/2.mp3
build --cache cache.txt
is 'a cache that is none: one warning' "$(printf '%s\n' "$err" | grep -c 'the cache of probes')" 1
is 'and the feeds are there' "$status $(echo ./*.xml)" '0 ./a.xml ./b.xml'
finish
