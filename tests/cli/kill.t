#!/bin/sh
# SPDX-License-Identifier: ISC
# A build that is killed with SIGKILL at any moment: the name always holds a complete, valid
# feed, the old one or the new one, and the next run mends what is left.
. "$(dirname "$0")/lib.sh"
cd "$work" || exit 1

rounds=${KILLS:-500}
small_show one
for n in $(seq 3 60); do
	sed "s/number 2/number $n/; s/2\.mp3/$n.mp3/; s/^number:.*/number: $n/
		s/2026-02-01 08:00/2025-01-01 08:$(printf %02d $((n % 60)))/" one/2.md >"one/$n.md"
done
cp -r one two
sed -i 's/^title:.*/title: Small Show, renamed/' two/feed.yaml
run "$FEEDGEN" --offline -q -o want1.xml one
is "the first show builds" "$status $err" "0 "
began=$(date +%s%N)
run "$FEEDGEN" --offline -q -o want2.xml two
span=$((($(date +%s%N) - began) / 1000 * 3 / 2)) # microseconds: half as long again as a build
is "the second show builds" "$status $err" "0 "

cp want1.xml feed.xml
torn=0 killed=0 finished=0
i=0
while [ $i -lt "$rounds" ]; do
	i=$((i + 1))
	show=one
	[ $((i % 2)) -eq 0 ] || show=two
	micro=$(($(od -An -N4 -tu4 /dev/urandom) % span + 1))
	timeout -s KILL "$(printf %d.%06d $((micro / 1000000)) $((micro % 1000000)))" \
		"$FEEDGEN" --offline -q -o feed.xml "$show" 2>err
	if [ $? -eq 137 ]; then killed=$((killed + 1)); else finished=$((finished + 1)); fi
	cmp -s feed.xml want1.xml || cmp -s feed.xml want2.xml || torn=$((torn + 1))
done
is "after each of $rounds kills the feed is a complete one" "$torn" 0
echo "# killed $killed, finished $finished"
if [ "$killed" -gt 0 ] && [ "$finished" -gt 0 ]; then
	pass "some runs were killed, some were not"
else
	fail "some runs were killed, some were not" "killed $killed, finished $finished"
fi
ok "the feed is well-formed" xmllint --noout feed.xml
run "$FEEDGEN" --offline -q -o feed.xml one
is "the next run succeeds" "$status $err" "0 "
is "and leaves its feed" "$(cmp feed.xml want1.xml 2>&1)" ""
is "and nothing else" "$(find . -maxdepth 1 -name '*feedgen*')" ""
finish
