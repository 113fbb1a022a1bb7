#!/bin/sh
# SPDX-License-Identifier: ISC
# make demo: the sample show's feed, with a real server that has its audio. The server is on
# loopback, on a port that the system chooses; the show config is the real one with that
# address in it.
set -e
top=$(cd "$(dirname "$0")/../.." && pwd)
cd "$top"
work=build/demo
rm -rf "$work"
mkdir -p "$work"

# http.server says its port in the first line of its output: reading that line is waiting
# for the server. Requests are logged on its other output.
mkfifo "$work/ready"
"${PYTHON:-python3}" -u -m http.server 0 --bind 127.0.0.1 --directory episodes \
	>"$work/ready" 2>"$work/server.log" &
server=$!
trap 'kill $server 2>/dev/null' EXIT INT TERM
read -r line <"$work/ready"
port=$(echo "$line" | sed 's/.* port \([0-9]*\) .*/\1/')
site=http://127.0.0.1:$port
sed "s|https://plain-files.example|$site|g" feeds/plain-files.yaml >"$work/show.yaml"

show() {
	echo "\$ $*"
	"$@"
}
build() {
	show ./feedgen -v --allow-private --rule url/http=off --cache none -c "$work/show.yaml" \
		-o "$work/feed.xml" episodes/
}
build
echo
echo "What the server was asked ($site):"
grep -o '"HEAD [^"]*" [0-9]*' "$work/server.log" || {
	echo "demo: no HEAD request came" >&2
	exit 1
}
echo
echo "The enclosures in $work/feed.xml:"
grep '<enclosure' "$work/feed.xml"
echo
build 2>&1 | grep -v '^ \|hint\|warning'
