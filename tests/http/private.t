#!/bin/sh
# SPDX-License-Identifier: ISC
# N23: an address that is not the public's is never connected to, however it is spelt and
# whoever leads there, unless private addresses are allowed.
. "$(dirname "$0")/lib.sh"
start_bad

# Every spelling of this machine, and others' networks.
for host in 127.0.0.1 127.1 0x7f.1 2130706433 017700000001 127.0.0.2 0 0.0.0.0 localhost \
	'[::1]' '[::]' '[::ffff:127.0.0.1]' '[::ffff:7f00:1]' '[64:ff9b::7f00:1]' \
	169.254.169.254 10.0.0.1 172.16.0.1 192.168.0.1 100.64.0.1 198.18.0.1 224.0.0.1 \
	192.88.99.1 240.0.0.1 255.255.255.255 '[::ffff:0:7f00:1]' '[2001::1]' '[4000::1]' \
	'[fe80::1]' '[fc00::1]' '[ff02::1]' '[2002:7f00:1::]'; do
	probe "http://$host:$port/ok/a.mp3"
	is "$host: refused" "$(rules)" 'error enclosure/private-address 1'
	is "$host: not asked" "$(asked)" ''
done
probe --allow-private "http://127.1:$port/ok/a.mp3" "http://0:$port/ok/b.mp3"
is 'allowed: asked' "$(asked | sort)" "HEAD /ok/a.mp3 -
HEAD /ok/b.mp3 -"
is 'allowed: no word' "$said" ''

# A public server that leads inside: needs an address that looks public, so a network of our
# own, in which nothing else is.
cat >"$work/inside.sh" <<'EOT'
ip link set lo up
ip addr add 8.8.8.8/32 dev lo
mkfifo "$work/public" "$work/inner"
"$bad" -l "$log" -a 8.8.8.8 >"$work/public" &
read -r port <"$work/public"
"$bad" -l "$work/private" >"$work/inner" &
read -r inside <"$work/inner"
for to in "127.0.0.1:$inside" "2130706433:$inside" "0:$inside" "[::ffff:127.0.0.1]:$inside" \
	"localhost:$inside" 169.254.169.254 "[::1]:$inside"; do
	"$cli" --limit=retry_ms=10 "http://8.8.8.8:$port/to/http://$to/ok/a.mp3"
done
"$cli" --fetch "http://8.8.8.8:$port/to/http://127.0.0.1:$inside/ok/a.xml"
"$cli" "http://8.8.8.8:$port/ok/a.mp3"
"$cli" --allow-private "http://8.8.8.8:$port/to/http://127.0.0.1:$inside/ok/a.mp3"
"$cli" "http://8.8.8.8:$port/to/http://8.8.8.8:$port/ok/b.mp3" "http://8.8.8.8:$port/ok/c.mp3"
echo done
EOT
export bad cli log work
if unshare -rn true 2>"$work/said" && command -v ip >"$work/said"; then
	start_log
	: >"$work/private"
	run unshare -rn --kill-child sh "$work/inside.sh"
	refused=$(printf '%s\n' "$out" | grep -c 'error enclosure/private-address 1: .* redirected')
	is 'redirect inside: each of seven refused' "$refused" 7
	like 'redirect inside: of a document too' "$out" \
		'^error fetch/private-address 0: behind a redirect to http://127.0.0.1:[0-9]*/ok/a'
	is 'redirect inside: only where it is allowed was it asked' \
		"$(cut -d' ' -f1-3 "$work/private")" 'HEAD /ok/a.mp3 -'
	is 'redirect inside: the public ones are found' \
		"$(printf '%s\n' "$out" | grep -c '^123456 probed audio/mpeg probed')" 4
	like 'redirect to an odd port: told' "$out" \
		'^warning url/port 1: 8.8.8.8 redirects to a port .*: http://8.8.8.8:[0-9]*/ok/b'
	is 'redirect to an odd port: nobody else' \
		"$(printf '%s\n' "$out" | grep -c 'url/port')" 1
	is 'redirect inside: to the end' "$(printf '%s\n' "$out" | tail -1)" 'done'
else
	skip 'redirect inside' 'no network namespaces here'
fi

finish
