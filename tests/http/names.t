#!/bin/sh
# SPDX-License-Identifier: ISC
# What becomes of a host's name, with a hosts file and a name server of our own: one that is not
# known (N1), one whose name server is silent (N2), one with two addresses of which one is
# broken (N38).
. "$(dirname "$0")/lib.sh"

# A name server that logs each name it is asked for; it knows none, and says nothing at all of
# those in silent.example.
cat >"$work/names.pl" <<'EOT'
use strict;
use Socket;
$| = 1;
socket(my $s, PF_INET, SOCK_DGRAM, 0) or die;
bind($s, sockaddr_in(53, INADDR_LOOPBACK)) or die;
open(my $log, '>>', $ARGV[0]) or die;
$log->autoflush(1);
print "ready\n";
while (my $from = recv($s, my $query, 512, 0)) {
	my ($name, $at) = ('', 12);
	while (my $n = ord substr($query, $at, 1)) {
		$name .= substr($query, $at + 1, $n) . '.';
		$at += $n + 1;
	}
	print $log "$name\n";
	next if $name =~ /silent\.example\.$/;
	send($s, substr($query, 0, 2) . pack('n5', 0x8183, 1, 0, 0, 0)
		. substr($query, 12, $at + 5 - 12), 0, $from);
}
EOT
# Listens and takes no connection: its queue is full.
cat >"$work/full.pl" <<'EOT'
use strict;
use IO::Socket::IP;
$| = 1;
my ($host, $port) = @ARGV;
my $listener = IO::Socket::IP->new(LocalHost => $host, LocalPort => $port, Listen => 1,
	V6Only => 1) or die "$@";
listen($listener, 0);
my @clients = map { IO::Socket::IP->new(PeerHost => $host, PeerPort => $port, Blocking => 0) }
	1 .. 8;
print "ready\n";
select(undef, undef, undef, 3600);
EOT
cat >"$work/inside.sh" <<'EOT'
ip link set lo up
# begin COMMAND…: until it has said a line, which is then in $line.
begin() {
	rm -f "$work/begun"
	mkfifo "$work/begun"
	"$@" >"$work/begun" &
	begun="$begun $!"
	read -r line <"$work/begun"
}
ask() {
	echo "== $1"
	shift
	"$cli" --allow-private --limit=retry_ms=10 --limit=connect_ms=2000 "$@"
}
begin "$bad" -l "$log"
port=$line

printf 'nameserver 127.0.0.1\noptions timeout:1 attempts:1\n' >"$work/resolv.conf"
mount --bind "$work/resolv.conf" /etc/resolv.conf
begin perl "$work/names.pl" "$work/lookups"
ask unknown --limit=per_host=1 http://none.example/1.mp3 http://none.example/2.mp3 \
	http://none.example/3.mp3 http://none.example/4.mp3 http://none.example/5.mp3 \
	"http://127.0.0.1:$port/ok/6.mp3"
ask silent --limit=connect_ms=300 http://one.silent.example/1.mp3 "http://127.0.0.1:$port/ok/2.mp3"

printf '::1 six.test both.test\n127.0.0.1 four.test both.test\n' >"$work/hosts"
mount --bind "$work/hosts" /etc/hosts
echo '== order'
getent ahosts both.test | sed -n '1s/ .*//p'
ask four "http://four.test:$port/ok/1.mp3"
ask six-refused "http://both.test:$port/ok/2.mp3"
begin perl "$work/full.pl" ::1 "$port"
ask six-silent "http://both.test:$port/ok/3.mp3"
mkdir "$work/www"
head -c 123456 /dev/zero >"$work/www/a.mp3"
begin "$PYTHON" -u -m http.server --bind ::1 --directory "$work/www" 0
port=${line#* port }
port=${port%% *}
ask six "http://six.test:$port/a.mp3"
ask four-refused "http://both.test:$port/a.mp3"
begin perl "$work/full.pl" 127.0.0.1 "$port"
ask four-silent "http://both.test:$port/a.mp3"
kill $begun
EOT
export bad cli log work PYTHON
if ! unshare -rnm true 2>"$work/none" || ! command -v ip >"$work/none"; then
	skip 'names' 'no network namespaces here'
	finish
	exit
fi
start_log
run unshare -rnm --kill-child sh "$work/inside.sh"
# part NAME: what was found and said there.
part() {
	part=$(printf '%s\n' "$out" | sed -n "/^== $1\$/,/^== /{/^== /d;p;}")
	values=$(printf '%s\n' "$part" | grep -Ev '^(hint|warning|error) ')
	said=$(printf '%s\n' "$part" | grep -E '^(hint|warning|error) ')
}
good='123456 probed audio/mpeg probed'

part unknown
is 'unknown host: one line for all its episodes' "$(rules)" 'warning enclosure/unreachable 1'
like 'unknown host: named' "$said" 'none\.example.*\(so with 4 more episodes\)'
is 'unknown host: the other is asked' "$(printf '%s\n' "$values" | tail -1)" "$good"
# A lookup is two questions, for either family, and there is one retry.
lookups=$(grep -c '^none\.example\.$' "$work/lookups")
ok "unknown host: $lookups questions for five addresses, of 4" \
	test "$lookups" -ge 1 -a "$lookups" -le 4
part silent
is 'a silent name server: one line, in time' "$(rules)" 'warning enclosure/unreachable 1'
like 'a silent name server: why' "$said" \
	'nobody told the address of one\.silent\.example within 0\.3 s$'
is 'a silent name server: the other is asked' "$(printf '%s\n' "$values" | tail -1)" "$good"

part order
is 'of two addresses, that of IPv6 is tried first' "$part" ::1
for kind in four six six-refused six-silent four-refused four-silent; do
	part $kind
	is "$kind: found, and nothing to say" "$values$said" "$good"
done

finish
