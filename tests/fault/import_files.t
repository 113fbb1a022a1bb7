#!/bin/sh
# SPDX-License-Identifier: ISC
# feedgen import --with-files, disturbed as in import.t, and at its servers: the show is there
# whole or not at all, but for files that could not be had, each of which is told and stays where
# it was. No file is there in part.
. "$(dirname "$0")/lib.sh"
how='--allow-private --with-files --per-second 1000'
. "$root/tests/fault/taken.sh"

mkdir docs
printf 'WEBVTT\n\n00:00:00.000 --> 00:00:02.000\n<v Ada>The tide comes in.\n' >docs/1.vtt
echo '{"version": "1.2.0", "chapters": [{"startTime": 0, "title": "In"}]}' >docs/1.json
printf '1\n00:00:00,000 --> 00:00:02,000\nThe tide goes out.\n' >docs/2.srt
mkfifo port
"$BUILD/tests/http/badserver" -l log -d docs >port &
server=$!
trap 'kill $server; rm -rf "$scratch"' EXIT
read -r port <port
file=http://127.0.0.1:$port/file

item() {
	echo "<item><title>Tide $1</title><guid isPermaLink=\"false\">tide-$1</guid>"
	echo "<pubDate>0$1 Mar 2024 06:00:00 +0000</pubDate><enclosure length=\"1\""
	echo " type=\"audio/mpeg\" url=\"https://tides.example.org/$1.mp3\"/>"
	shift
	printf '<podcast:%s/>\n' "$@"
	echo '</item>'
}
{
	echo '<rss version="2.0" xmlns:podcast="https://podcastindex.org/namespace/1.0">'
	echo '<channel><title>Tides</title><link>https://tides.example.org/</link>'
	item 1 "transcript url=\"$file/1.vtt?type=text/vtt\" type=\"text/vtt\"" \
		"chapters url=\"$file/1.json?type=application/json\" type=\"application/json\""
	item 2 "transcript url=\"$file/2.srt?type=application/x-subrip\" \
type=\"application/x-subrip\""
	echo '</channel></rss>'
} >feed.xml
one=2024-03-01-tide-1
two=2024-03-02-tide-2
import whole 2>said
# shellcheck disable=SC2086
ok "a show is made" names whole $one.chapters.json $one.md $one.vtt $two.md $two.srt \
	feed.lock feed.yaml

# With all the files, or fewer of them, of which each is told and stays in the feed.
told=0
made() {
	here=$(grep -c '\[import/file\]' said)
	told=$((told + here))
	for one_file in $one.chapters.json $one.vtt $two.srt; do
		[ -e "box/$1/$one_file" ] || continue
		cmp "whole/$one_file" "box/$1/$one_file" || return
		here=$((here + 1))
	done
	"$FEEDGEN" --offline -q --allow-private --cache none --lock none "box/$1" >out 2>said.build
	[ "$here $(grep -c '<podcast:[tc][rh]a' out)" = "3 3" ]
}
count_calls
ok "the calls of an import are known" grep -q '^renameat 1 1$' counts.new
ok "into a folder that is there, too" grep -q '^linkat 1 7$' counts.home
ok "those to the server are among them" [ "$(grep -c '^sendto \|^recvfrom ' counts.new)" = 2 ]

most=${POINTS:-4}
[ "$most" = all ] && most=
often='openat:error=EMFILE openat:error=EACCES write:error=ENOSPC write:error=EIO
	read:error=EIO close:error=EIO syncfs:error=EIO mkdirat:error=EACCES
	socket:error=EMFILE connect:error=EACCES sendto:error=EPIPE recvfrom:error=EIO
	recvfrom:retval=0 getsockopt:error=EIO poll:error=ENOMEM epoll_wait:error=EIO
	epoll_ctl:error=ENOSPC epoll_create1:error=EMFILE socketpair:error=EMFILE'
# A sanitizer's own allocator cannot do without.
[ -n "${FLAVOUR:-}" ] || often="$often mmap:error=ENOMEM"
# shellcheck disable=SC2086
each_of new $often renameat:error=EIO
# shellcheck disable=SC2086
each_of home $often linkat:error=EIO linkat:error=ENOSPC linkat:error=EEXIST symlinkat:error=ENOSPC
on=+
each_of home socket:error=EMFILE connect:error=ECONNREFUSED sendto:error=EPIPE \
	recvfrom:error=EIO recvfrom:retval=0
on=
ok "of files that cannot be had, $told times" [ $told -ge 10 ]
echo "# $points failures"

# Sanitizers have an allocator of their own, and nothing to say about a process that is killed.
if [ "${FLAVOUR:-}" ]; then
	skip "killed at each system call" "the plain build is killed"
	skip "each allocation fails" "a sanitizer has an allocator of its own"
	finish
fi
points=0
killed
echo "# $points kills"
finish
