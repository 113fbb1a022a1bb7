#!/bin/sh
# SPDX-License-Identifier: ISC
# What may pass: no answer, half an answer, a busy server. A warning, and the value that is
# written, local or cached stands.
. "$(dirname "$0")/lib.sh"
# A name server that is not there is given up soon.
export RES_OPTIONS='timeout:1 attempts:1'
start_bad
free=$("$bad" -f)

nothing='0 absent audio/mpeg derived'

# N17, N26, N27: cut, silent or slow; each is tried twice.
patience=1
for kind in rst empty-reply hang slow; do
	probe --allow-private "$site/$kind/a.mp3"
	is "$kind: a warning" "$(rules)" 'warning enclosure/unreachable 1'
	is "$kind: found" "$values" "$nothing"
	is "$kind: tried twice" "$(asked | grep -c "HEAD /$kind/a.mp3")" 2
done
like 'slow: why' "$said" '127\.0\.0\.1 gives no answer in time'

# N4: nobody listens.
probe --allow-private --length=77 "http://127.0.0.1:$free/a.mp3"
is 'refused: a warning' "$(rules)" 'warning enclosure/unreachable 1'
like 'refused: why' "$said" '127\.0\.0\.1 gives no answer: Connection refused'
is 'refused: the written length stands' "$values" '77 written audio/mpeg derived'

# N5: packets vanish, as at a listener whose queue is full.
cat >"$work/full.pl" <<'EOT'
use strict;
use Socket qw(:DEFAULT SOCK_NONBLOCK);
$| = 1;
my ($proto, $here) = (getprotobyname('tcp') || 6, inet_aton('127.0.0.1'));
socket(my $listener, PF_INET, SOCK_STREAM, $proto) or die;
bind($listener, sockaddr_in(0, $here)) and listen($listener, 0) or die;
my ($port) = sockaddr_in(getsockname($listener));
my @clients;
for (1 .. 4) {
	socket(my $client, PF_INET, SOCK_STREAM | SOCK_NONBLOCK, $proto) or die;
	connect($client, sockaddr_in($port, $here));
	push @clients, $client;
}
print "$port\n";
select(undef, undef, undef, 3600);
EOT
mkfifo "$work/full"
perl "$work/full.pl" >"$work/full" &
servers="$servers $!"
read -r full <"$work/full"
probe --allow-private "http://127.0.0.1:$full/a.mp3" "http://127.0.0.2:$free/b.mp3" "$site/ok/c.mp3"
is 'black hole: a warning' "$(rules)" 'warning enclosure/unreachable 1
warning enclosure/unreachable 2'
like 'black hole: why' "$said" 'no connection to 127\.0\.0\.1 within 1 s'

# N33: a server that speaks HTTP/2 only, or would rather.
for kind in h2/goaway h2/silence switch; do
	probe --allow-private "$site/$kind/a.mp3" "$site/ok/b.mp3"
	is "$kind: a warning" "$(rules)" 'warning enclosure/unreachable 1'
	is "$kind: tried twice" "$(asked | grep -c "HEAD /$kind/a.mp3")" 2
	is "$kind: the next answer is right" "$values" "$nothing
123456 probed audio/mpeg probed"
done
patience=10

# A local file stands in for the server.
printf '%1000s' x >"$work/local.mp3"
probe --allow-private --file="$work/local.mp3" "http://127.0.0.1:$free/a.mp3"
is 'local file: a warning only' "$(rules)" 'warning enclosure/unreachable 1'
is 'local file: its length' "$values" '1000 probed audio/mpeg derived'
probe --allow-private --file="$work/local.mp3" "$site/ok/a.mp3"
is 'local file: counts before the server' "$values" '1000 probed audio/mpeg probed'
like 'local file: the difference is told' "$said" \
	'warning enclosure/length-differs 1: .*local.mp3 has 1000 bytes, but the server has 123456'
: >"$work/empty.mp3"
probe --offline --file="$work/empty.mp3" "$site/ok/a.mp3"
is 'local file: empty, and nobody has more' "$(rules)" 'error enclosure/empty 1'
probe --allow-private --file="$work/empty.mp3" "$site/ok/a.mp3"
is 'local file: empty, but the server has the audio' "$(rules) $values" \
	'warning enclosure/file 1 123456 probed audio/mpeg probed'
probe --allow-private --file="$work/none.mp3" "$site/ok/a.mp3"
is 'local file: not there' "$(rules)" 'warning enclosure/file 1'
is 'local file: the server knows' "$values" '123456 probed audio/mpeg probed'

# N25: 5xx are tried twice more.
probe --allow-private "$site/5xx-then-ok/1/a.mp3"
is '500, then good: no word' "$values$said" '123456 probed audio/mpeg probed'
probe --allow-private "$site/5xx-then-ok/2/a.mp3"
is '500 twice, then good' "$values$said" '123456 probed audio/mpeg probed'
probe --allow-private "$site/5xx-then-ok/9/a.mp3"
is '500 for good: three requests' "$(asked | cut -d' ' -f1 | xargs)" 'HEAD HEAD GET'
is '500 for good: a warning' "$(rules)" 'warning enclosure/unreachable 1'
like '500 for good: the status' "$said" 'answers 500'

# N25: after five in a row the host is left alone; one line says so for all.
set --
for n in 1 2 3 4 5 6 7 8 9 10 11 12; do
	set -- "$@" "$site/status/500/$n.mp3"
done
probe --allow-private --limit=retries=0 --limit=per_host=1 "$@"
is 'breaker: five requests for twelve URLs' "$(asked | wc -l)" 5
is 'breaker: one line' "$(rules)" 'warning enclosure/unreachable 1'
like 'breaker: it counts the others' "$said" 'so with 11 more episodes'

# N24: Retry-After.
for kind in seconds date; do
	probe --allow-private "$site/ra/$kind/a.mp3"
	is "Retry-After in $kind: kept" "$values$said" '123456 probed audio/mpeg probed'
	begun=$(cut -d' ' -f5 "$log" | paste -sd' ')
	ok "Retry-After in $kind: a second went by" test $((${begun#* } - ${begun% *})) -ge 1000
done
probe --allow-private "$site/ra-long/a.mp3" "$site/ok/b.mp3" "$site/ok/c.mp3"
is 'a long Retry-After: not waited for' "$(rules)" 'warning enclosure/unreachable 1'
like 'a long Retry-After: it answers 503' "$said" 'answers 503'
probe --allow-private --limit=per_host=1 "$site/ra-huge/a.mp3" "$site/ok/b.mp3"
is 'a huge Retry-After: the whole host is left alone' "$(asked)" 'HEAD /ra-huge/a.mp3 -'
like 'a huge Retry-After: one line for both' "$said" 'so with 1 more episode)'

# The run's time is bounded.
probe --allow-private --limit=deadline_ms=50 --limit=per_host=1 "$site/ok/1.mp3?delay=300" \
	"$site/ok/2.mp3" "$site/ok/3.mp3"
is 'deadline: one summary' "$(rules)" 'warning probe/unfinished 0'
like 'deadline: it counts' "$said" 'so with 1 more episode'
is 'deadline: what was asked has its answer' "$(printf '%s\n' "$values" | head -1)" \
	'123456 probed audio/mpeg probed'

# N41: the clock runs away, forwards or backwards: a server has as long as ever, and so has the
# run. In the half second of this answer 5,000 seconds go by on the wrong clock; the one that is
# for measuring is left alone.
faketime=$(ls /usr/lib/*/faketime/libfaketimeMT.so.1 2>"$work/none" | head -1)
right=$cli
cat >"$work/wrong" <<EOT
#!/bin/sh
exec timeout 60 env LD_PRELOAD=$faketime FAKETIME="@2030-01-01 00:00:00 x\$speed" \\
	FAKETIME_DONT_FAKE_MONOTONIC=1 $right "\$@"
EOT
chmod +x "$work/wrong"
for speed in 10000 -10000; do
	if [ -z "$faketime" ] || [ -n "${FLAVOUR:-}" ]; then
		skip "a clock that runs $speed times as fast" 'no faketime, or a sanitizer'
		continue
	fi
	export speed
	cli=$work/wrong
	probe --allow-private --limit=total_ms=5000 --limit=retry_ms=100 \
		"$site/ok/a.mp3?delay=500" "$site/ra/seconds/$speed.mp3"
	cli=$right
	is "a clock that runs $speed times as fast" "$values$said" '123456 probed audio/mpeg probed
123456 probed audio/mpeg probed'
done

# N3: no network. Names are not found, or nothing is routed: one line for all.
probe http://a.invalid/1.mp3 http://b.invalid/2.mp3 http://a.invalid/3.mp3
is 'no such hosts: one line' "$(rules)" 'warning probe/no-network 0'
like 'no such hosts: it counts' "$said" 'so with 2 more episodes'
probe --allow-private http://a.invalid/1.mp3 "$site/ok/a.mp3"
is 'one host of two (N1): not the network' "$(rules)" 'warning enclosure/unreachable 1'
like 'one host of two: why' "$said" 'a\.invalid'
probe --allow-private "http://127.0.0.1:$free/1.mp3" "http://127.0.0.2:$free/2.mp3"
is 'all hosts refuse: one line' "$(rules)" 'warning probe/no-network 0'
probe http://a.invalid/1.mp3 http://10.0.0.1/2.mp3 http://b.invalid/3.mp3
is 'no such hosts, and a private address: that is no answer' "$(rules)" \
	'warning probe/no-network 0
error enclosure/private-address 2'
# In a network of our own no interface is up; then there is loopback, with a name server that
# says nothing (N2).
cat >"$work/inside.sh" <<'EOT'
"$cli" --limit=retry_ms=10 --allow-private http://127.0.0.1/1.mp3 http://127.0.0.1/2.mp3
echo silence
ip link set lo up
echo 'nameserver 127.0.0.1' >"$work/resolv.conf"
mount --bind "$work/resolv.conf" /etc/resolv.conf
mkfifo "$work/silent"
perl -MSocket -e '$| = 1; socket(S, PF_INET, SOCK_DGRAM, 0) or die;
	bind(S, sockaddr_in(53, INADDR_LOOPBACK)) or die;
	print "ready\n"; select(undef, undef, undef, 3600)' \
	>"$work/silent" &
read -r ready <"$work/silent"
"$cli" --limit=connect_ms=300 --limit=retry_ms=10 http://a.example/1.mp3 http://b.example/2.mp3
echo late
"$cli" --limit=connect_ms=100 --limit=retries=0 --limit=live=1 --limit=deadline_fixed=1 \
	--limit=deadline_ms=1000 $(seq -f 'http://h%g.example/1.mp3' 20)
kill $!
EOT
export cli work
if unshare -rnm true 2>"$work/none" && command -v ip >"$work/none"; then
	run unshare -rnm sh "$work/inside.sh"
	down=$(printf '%s\n' "$out" | sed '/^silence/,$d')
	silent=$(printf '%s\n' "$out" | sed '1,/^silence/d; /^late/,$d')
	late=$(printf '%s\n' "$out" | sed '1,/^late/d' | grep '^warning')
	is 'the time is up, and nobody has answered: one line' "$(printf '%s\n' "$late" | wc -l)" 1
	like 'the time is up: it is the network' "$late" \
		'^warning probe/no-network 0: .* \(so with 19 more episodes\)'
	is 'no interface is up: one line' "$(printf '%s\n' "$down" | grep -c '^warning')" 1
	like 'no interface is up: it is the network' "$down" '^warning probe/no-network 0: '
	is 'a silent name server: one line' "$(printf '%s\n' "$silent" | grep -c '^warning')" 1
	like 'a silent name server: it is the network' "$silent" '^warning probe/no-network 0: '
	like 'a silent name server: why' "$silent" \
		'nobody told the address of a\.example within 0\.3 s \(so with 1 more episode\)'
else
	skip 'no network, and a silent name server' 'no network namespaces here'
fi

# Offline nothing is asked.
probe --allow-private --offline "$site/ok/a.mp3"
is 'offline: nothing asked, nothing said' "$(asked)$said" ''
is 'offline: the extension tells the type' "$values" "$nothing"

# N43: the proxies of the environment are not used: the deny list could not see behind them.
http_proxy=http://127.0.0.1:$free probe --allow-private "$site/ok/a.mp3"
is 'http_proxy has no say' "$values$said" '123456 probed audio/mpeg probed'

# N42: what is no web URL is not asked about; the linter tells why.
probe --allow-private "http://name:word@127.0.0.1:$port/ok/a.mp3" "$site/ok/a b.mp3" \
	ftp://127.0.0.1/a.mp3 "$site/ok/$(printf '%2100s' | tr ' ' x).mp3"
is 'odd URLs: nothing asked' "$(asked)$said" ''
probe --allow-private "$site/ok/a.mp3#t=10"
is 'a fragment is not sent' "$(asked)" 'HEAD /ok/a.mp3 -'

finish
