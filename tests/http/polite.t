#!/bin/sh
# SPDX-License-Identifier: ISC
# How servers are treated, and in which order people are told. The log of badserver is the
# witness: MS and LIVE of each request.
. "$(dirname "$0")/lib.sh"
start_bad -n 250

# The same URL in several episodes is asked once.
probe --allow-private "$site/ok/a.mp3" "$site/ok/a.mp3" "$site/status/404/a.mp3" \
	"$site/ok/a.mp3" "$site/status/404/a.mp3"
is 'one URL, one probe' "$(asked | sort)" "GET /status/404/a.mp3 bytes=0-0
HEAD /ok/a.mp3 -
HEAD /status/404/a.mp3 -"
is 'one URL, all its episodes' "$(printf '%s\n' "$values" | grep -c '^123456 probed')" 3
is 'one URL, told at each' "$(rules)" "error enclosure/not-found 3
error enclosure/not-found 5"

# At most two requests at once, and five begun in any second.
set --
for n in 1 2 3 4 5 6 7 8 9 10 11; do
	set -- "$@" "$site/ok/$n.mp3?delay=60"
done
probe --allow-private --limit=per_second=5 "$@"
is 'eleven URLs, eleven requests' "$(asked | wc -l)" 11
ok 'never more than two at once' awk '$6 > 2 { bad = 1 } END { exit bad }' "$log"
# Two log lines six apart are a second apart, less what lies between sending and logging on a
# busy machine; without the limit it would be 200 ms. The exact rate is test_host.c's.
ok 'never more than five in a second' \
	awk '{ at[NR] = $5; if (NR > 5 && $5 - at[NR - 5] < 600) bad = 1 } END { exit bad }' "$log"

# A host that is reached through others only is not asked faster for that.
set --
for n in 2 3 4 5 6 7 8 9 10 11 12; do
	set -- "$@" "http://127.0.0.$n:$port/to/http://127.0.0.1:$port/ok/$n.mp3?delay=60"
done
probe --allow-private --limit=per_second=5 "$@"
is 'behind redirects: all found' "$(printf '%s\n' "$values" | grep -c '^123456 probed')" 11
grep ' 127\.0\.0\.1 ' "$log" >"$work/end"
ok 'behind redirects: never more than two at once' \
	awk '$6 > 2 { bad = 1 } END { exit bad || NR != 11 }' "$work/end"
ok 'behind redirects: never more than five in a second' \
	awk '{ at[NR] = $5; if (NR > 5 && $5 - at[NR - 5] < 600) bad = 1 } END { exit bad }' \
	"$work/end"

# Who says 429 is asked once a second from then on, and one thing at a time.
probe --allow-private --limit=per_host=1 "$site/ra/seconds/slow.mp3" "$site/ok/1.mp3" \
	"$site/ok/2.mp3"
is '429: all found in the end' "$(printf '%s\n' "$values" | grep -c '^123456 probed')" 3
ok '429: a second apart from then on' \
	awk 'NR > 1 && $5 - last < 600 { bad = 1 } { last = $5 } END { exit bad || NR != 4 }' "$log"

# However many fail, retries are a tenth of all requests, and a few.
set --
for n in $(seq 1 40); do
	set -- "$@" "http://127.0.0.$n:$port/status/500/$n.mp3"
done
probe --allow-private "$@"
ok "40 failing hosts: $(asked | wc -l) requests, of 40 + 10 + a tenth" \
	test "$(asked | wc -l)" -le 56

# Prefixes that count downloads are left out when the show says so, and are published.
probe --allow-private --direct "http://op3.dev/e/http://127.0.0.1:$port/ok/direct.mp3"
is 'direct: the last host is asked' "$(asked)" 'HEAD /ok/direct.mp3 -'
is 'direct: found' "$values" '123456 probed audio/mpeg probed'

# One page for all (N35): a captive portal, told once.
set --
for n in 2 3 4; do
	set -- "$@" "http://127.0.0.$n:$port/to/http://127.0.0.9:$port/html/$n.mp3"
done
probe --allow-private --length=77 "$@"
is 'portal: one warning' "$(rules)" 'warning probe/portal 0'
like 'portal: whose page' "$said" '127\.0\.0\.9.*so with 2 more episodes'
is 'portal: what is written stands' "$(printf '%s\n' "$values" | head -1)" \
	'77 written audio/mpeg derived'
probe --allow-private "http://127.0.0.2:$port/html/1.mp3" "http://127.0.0.3:$port/html/2.mp3" \
	"http://127.0.0.4:$port/html/3.mp3"
is 'nothing but pages from three hosts: a portal' "$(rules)" 'warning probe/portal 0'
probe --allow-private "http://127.0.0.2:$port/html/1.mp3" "http://127.0.0.3:$port/html/2.mp3" \
	"http://127.0.0.4:$port/html/3.mp3" "$site/ok/1.mp3"
is 'pages from three hosts, audio from a fourth: no portal' "$(rules)" \
	"error enclosure/html 1
error enclosure/html 2
error enclosure/html 3"

# What is the matter with a host is told once; what is the matter with a file, each time; all
# in the order of the episodes, whatever the order of the answers.
probe --allow-private "$site/status/404/1.mp3?delay=200" "$site/head/405/2.mp3?delay=100" \
	"$site/status/404/3.mp3" "$site/head/405/4.mp3" "$site/html/5.mp3"
is 'in order' "$(rules)" "error enclosure/not-found 1
warning enclosure/head-refused 2
error enclosure/not-found 3
error enclosure/html 5"
like 'the host of two' "$said" \
	'127\.0\.0\.1 answers 405 when asked with HEAD \(so with 1 more episode\)'

# One line speaks only for those of which it is true: host and status are the same.
probe --allow-private "$site/status/403/1.mp3" "$site/status/401/2.mp3" \
	"http://127.0.0.2:$port/status/403/3.mp3" "$site/status/403/4.mp3" \
	"$site/to/http://127.0.0.2:$port/status/403/5.mp3"
is 'a line for each host and status' "$(rules)" "warning enclosure/denied 1
warning enclosure/denied 2
warning enclosure/denied 3"
like 'the first speaks for two' "$said" ' 1: 127\.0\.0\.1 answers 403 .*so with 1 more episode'
unlike 'the second for itself' "$said" ' 2: 127\.0\.0\.1 answers 401 .*so with'
like 'the third for two' "$said" ' 3: 127\.0\.0\.2 answers 403 .*so with 1 more episode'

# Progress comes for each URL.
probe --allow-private --progress "$site/ok/1.mp3" "$site/ok/2.mp3" "$site/ok/2.mp3" "$site/ok/3.mp3"
is 'progress' "$(printf '%s\n' "$out" | grep 'progress [1-9]' | uniq)" "progress 1/3
progress 2/3
progress 3/3"

# N39: a thousand URLs of 250 hosts, each 50 ms away: at most 64 at once, no host hurried.
# 1000 * 50 ms / 64 is 0.8 s; the bound is for a machine that is busy with other things.
set --
for n in $(seq 1 250); do
	for f in 1 2 3 4; do
		set -- "$@" "http://127.0.0.$n:$port/ok/$n-$f.mp3?delay=50"
	done
done
start=$(date +%s)
probe --allow-private --limit=per_second=5 "$@"
seconds=$(($(date +%s) - start))
is 'a thousand URLs: all found' "$(printf '%s\n' "$values" | grep -c '^123456 probed')" 1000
is 'a thousand URLs: nothing to say' "$said" ''
is 'a thousand URLs: as many requests' "$(asked | sort -u | wc -l)" 1000
ok 'a thousand URLs: never more than two at one host' \
	awk '$6 > 2 { bad = 1 } END { exit bad }' "$log"
ok "a thousand URLs: in $seconds s, of 20" test "$seconds" -le 20

# N40: with few descriptors it takes longer, and that is all.
set --
for n in $(seq 1 60); do
	set -- "$@" "http://127.0.0.$n:$port/ok/$n.mp3"
done
start_log
run sh -c 'ulimit -n 32; exec "$@"' sh "$cli" --allow-private "$@"
is '32 descriptors: all found' "$(printf '%s\n' "$out" | grep -c '^123456 probed')" 60

# Connections that nobody needs any more are closed while the last answer is waited for. One
# host is asked one URL after the other, so that answers do not all come at once.
trace=$work/trace
if strace -o "$trace" true 2>"$work/strace.err"; then
	start_log
	run strace -f -E ASAN_OPTIONS=detect_leaks=0 -o "$trace" \
		-e trace=connect,close,recvfrom -e signal=none \
		"$cli" --allow-private --limit=per_host=1 \
		"http://127.0.0.1:$port/ok/1.mp3?delay=2500" "http://127.0.0.2:$port/ok/2.mp3" \
		"http://127.0.0.3:$port/ok/3.mp3" "http://127.0.0.4:$port/ok/4.mp3" \
		"http://127.0.0.4:$port/ok/5.mp3" "http://127.0.0.4:$port/ok/6.mp3" \
		"http://127.0.0.4:$port/ok/7.mp3"
	is 'idle connections: all found' "$(printf '%s\n' "$out" | grep -c '^123456 probed')" 7
	slow=$(sed -n 's/.*connect(\([0-9]*\), .*127\.0\.0\.1.*/\1/p' "$trace")
	for fd in $(sed -n 's/.*connect(\([0-9]*\), .*127\.0\.0\.[2-4].*/\1/p' "$trace"); do
		echo "close($fd)"
	done >"$work/closes"
	ok 'idle connections: some are closed before the last answer' sh -c \
		'sed "/recvfrom($1, \"HTTP/q" "$2" | grep -qFf "$3"' \
		- "$slow" "$trace" "$work/closes"
else
	skip 'idle connections: all found' 'strace does not work here'
	skip 'idle connections: some are closed before the last answer' 'nor here'
fi

finish
