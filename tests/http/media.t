#!/bin/sh
# SPDX-License-Identifier: ISC
# What the bytes of audio tell, of files that ffmpeg made, from nginx and from this machine:
# playing time beside ffprobe's, and how many bytes of how many were fetched for it.
. "$(dirname "$0")/lib.sh"
cd "$work" || exit 1

mkdir www
ff() {
	ffmpeg -nostdin -hide_banner -loglevel error -y "$@" || fail "ffmpeg $*" ''
}
cat >marks <<EOF2
;FFMETADATA1
title=Two parts
[CHAPTER]
TIMEBASE=1/1000
START=0
END=60000
title=First
[CHAPTER]
TIMEBASE=1/1000
START=60000
END=610000
title=Second
EOF2
ff -f lavfi -i 'sine=frequency=300:sample_rate=44100:duration=617.3' www/wav.wav
ff -f lavfi -i "nullsrc=s=700x700,geq='random(1)*255:random(2)*255:random(3)*255'" \
	-frames:v 1 cover.png
ff -i www/wav.wav -i marks -map_metadata 1 -b:a 64k www/cbr.mp3
ff -i www/wav.wav -b:a 64k -write_xing 0 -id3v2_version 0 -write_id3v1 1 \
	-metadata title=x www/cbr-bare.mp3
ff -i www/wav.wav -i cover.png -map 0 -map 1 -c:v copy -b:a 64k www/cover.mp3
# Noise and silence by turns, so that the bitrate changes.
ff -f lavfi -i "aevalsrc='0.3*random(0)*mod(floor(t/5),2)':s=44100:d=617.3" -q:a 4 www/vbr.mp3
ff -i www/vbr.mp3 -c copy -write_xing 0 -id3v2_version 0 www/vbr-bare.mp3
ff -i www/wav.wav -i marks -map_metadata 1 -b:a 64k www/last.m4a
ff -i www/last.m4a -c copy -movflags +faststart www/first.m4a
ff -i www/wav.wav -b:a 32k www/opus.opus
ff -i www/wav.wav -b:a 64k www/vorbis.ogg
ff -i www/wav.wav www/flac.flac
cp www/last.m4a www/wrong.mp3
echo '<!DOCTYPE html><p>Log in' >page
head -c 20000 /dev/zero | tr '\0' ' ' | cat page - >www/page.mp3

configure() {
	cat <<EOF2
daemon on;
pid nginx.pid;
error_log error.log;
$([ "$(id -u)" -ne 0 ] || echo 'user root;')
events { worker_connections 64; }
http {
types { audio/mpeg mp3; audio/x-m4a m4a; audio/ogg ogg opus; audio/flac flac; audio/wav wav; }
log_format sent '\$request_method \$uri \$body_bytes_sent';
access_log sent.log sent;
client_body_temp_path t1; proxy_temp_path t2; fastcgi_temp_path t3; uwsgi_temp_path t4;
scgi_temp_path t5;
server { listen 127.0.0.1:$http; root $work/www;
location /whole/ { max_ranges 0; add_header Accept-Ranges none; }
location /silent/ { alias $work/www/whole/; max_ranges 0; }
}
}
EOF2
}
start_nginx() {
	for try in 1 2 3 4 5 6 7 8; do
		http=$("$bad" -f)
		configure >nginx.conf
		nginx -p "$work" -c nginx.conf -e error.log 2>nginx.said && return 0
	done
	return 1
}
stop_nginx() {
	[ ! -s "$work/nginx.pid" ] || kill "$(cat "$work/nginx.pid")"
}
trap 'stop_nginx; stop_servers; rm -rf "$work"' EXIT
if start_nginx; then pass 'nginx starts'; else fail 'nginx starts' "$(cat nginx.said)"; fi
site=http://127.0.0.1:$http

# seconds FILE: as ffprobe has it.
seconds() {
	ffprobe -v error -show_entries format=duration -of csv=p=0 "$1"
}
# sent: what nginx sent since the log was emptied: BYTES REQUESTS of the GETs.
sent() {
	awk '$1 == "GET" { bytes += $3; n++ } END { print bytes + 0, n + 0 }' sent.log
}
# near A B: no more apart than rounding to seconds takes, and a tenth.
near() {
	awk -v a="$1" -v b="$2" 'BEGIN { d = a - b; exit !(d <= 0.6 && d >= -0.6) }'
}
# holds CONDITION…: as a test.
holds() {
	what=$1
	shift
	if "$@"; then pass "$what"; else fail "$what" "$* does not hold"; fi
}

# found FILE OPTION…: the line of probe_cli about it.
found() {
	name=$1
	shift
	: >sent.log
	probe --allow-private --listen "$@" "$site/$name"
	playing=$(echo "$values" | cut -d' ' -f5)
	origin=$(echo "$values" | cut -d' ' -f6)
	chapters=$(echo "$values" | cut -d' ' -f7)
}

for name in cbr.mp3 cbr-bare.mp3 cover.mp3 vbr.mp3 first.m4a last.m4a opus.opus vorbis.ogg \
	flac.flac wav.wav; do
	true_time=$(seconds "www/$name")
	found "$name"
	is "$name: found by probing" "$origin" probed
	holds "$name: $playing s of $true_time s" near "$playing" "$true_time"
	counts=$(sent)
	bytes=${counts% *}
	echo "# $name: $(stat -c %s "www/$name") bytes, fetched $bytes in ${counts#* } requests"
	holds "$name: bytes are fetched" [ "$bytes" -gt 0 ]
	holds "$name: few of them" [ "$bytes" -le 49152 ]
	probe --listen --offline --file="$work/www/$name" "$site/$name"
	is "$name: the same from the file" "$(echo "$values" | cut -d' ' -f5,6)" "$playing probed"
done

# To a tenth of a second, as the cache has it.
exact='cbr.mp3 cbr-bare.mp3 vbr.mp3 first.m4a last.m4a opus.opus vorbis.ogg flac.flac wav.wav'
for name in $exact; do
	probe --allow-private --listen --cache="$work/ms.db" "$site/$name"
done
for name in $exact; do
	ms=$("${PYTHON:-/usr/bin/python3}" -c 'import sqlite3, sys
c = sqlite3.connect(sys.argv[1])
print(c.execute("SELECT duration_ms FROM probe WHERE url=?", (sys.argv[2],)).fetchone()[0])' \
		"$work/ms.db" "$site/$name")
	true_time=$(seconds "www/$name")
	echo "# $name: $ms ms, ffprobe $true_time s"
	holds "$name: within a tenth of a second" awk -v a="$ms" -v b="$true_time" \
		'BEGIN { d = a / 1000 - b; exit !(d <= 0.1 && d >= -0.1) }'
done

# Without a header of the whole, a variable bitrate tells nothing (ffprobe guesses): the
# frames of a local file are counted, a server's file stays without.
found vbr-bare.mp3
is 'vbr-bare.mp3: no guess' "$playing $origin" '0 absent'
probe --listen --offline --file="$work/www/vbr-bare.mp3" "$site/vbr-bare.mp3"
is 'vbr-bare.mp3: counted on this machine' "$(echo "$values" | cut -d' ' -f5,6)" '617 probed'

# Chapters, where they are in bytes that are fetched anyway.
found cbr.mp3
is 'chapters of an MP3' "$chapters" 2
found first.m4a
is 'chapters of an M4A' "$chapters" 2

# Bytes of a file are kept until it has told all: who has given some goes before the others.
cp www/last.m4a www/also.m4a
: >sent.log
probe --allow-private --listen --limit=per_host=1 --limit=per_second=0 "$site/last.m4a" \
	"$site/also.m4a"
is 'a file that is begun is ended' "$(awk '$1 == "GET" { print $2 }' sent.log | uniq)" '/last.m4a
/also.m4a'

# What is known is not asked for again: not when it is written, nor from the cache.
: >sent.log
probe --allow-private "$site/cbr.mp3"
is 'a written duration: no bytes' "$(sent)" '0 0'
probe --allow-private --listen --cache="$work/cache.db" "$site/cbr.mp3"
: >sent.log
probe --allow-private --listen --cache="$work/cache.db" "$site/cbr.mp3"
is 'the second run asks nothing' "$(cat sent.log)" ''
is 'and knows it all the same, with its chapters' "$(echo "$values" | cut -d' ' -f5-7)" \
	'617 probed 2'
probe --allow-private --offline --listen --cache="$work/cache.db" "$site/cbr.mp3"
is 'so does one without a network' "$(echo "$values" | cut -d' ' -f5-7)" '617 probed 2'
probe --allow-private --recheck --listen --cache="$work/cache.db" "$site/cbr.mp3"
is 'so does one that asks, and finds the length unchanged' \
	"$(echo "$values" | cut -d' ' -f5-7)" '617 probed 2'
probe --allow-private --offline --listen --cache="$work/cache.db" "$site/cbr.mp3"
is 'and it keeps them' "$(echo "$values" | cut -d' ' -f5-7)" '617 probed 2'

# Files that are not what they are called.
found wrong.mp3
like 'content: said' "$said" \
	'warning enclosure/content-differs 1: .*wrong.mp3 is audio/x-m4a by its'
is 'content: decides' "$(echo "$values" | cut -d' ' -f3,4)" 'audio/x-m4a probed'
found page.mp3
like 'a page that is served as audio' "$said" 'error enclosure/html 1: .*page.mp3 is a web page'
is 'a page has no type for a feed' "$(echo "$values" | cut -d' ' -f3,4)" 'audio/mpeg probed'
cp www/page.mp3 www/play
found play
like 'a page whose name says nothing' "$said" 'error enclosure/html 1: .*play is a web page'
is 'nor has that' "$(echo "$values" | cut -d' ' -f3,4)" '- absent'
printf 'version https://git-lfs.github.com/spec/v1\noid sha256:0\nsize 9\n' >pointer.mp3
probe --offline --file="$work/pointer.mp3" "$site/cbr.mp3"
like 'a pointer of Git LFS' "$said" 'warning enclosure/file 1: .*it is a pointer of Git LFS'
is 'has no length' "$(echo "$values" | cut -d' ' -f1,2)" '0 absent'

# Against what is written.
probe --offline --duration=680 --file="$work/www/cbr.mp3" "$site/cbr.mp3"
like 'another duration is told' "$said" \
	'warning episode/duration-differs 1: the duration is 11:20, but .*cbr.mp3 plays 10:17'
probe --offline --duration=618 --file="$work/www/wav.wav" "$site/wav.wav"
is 'a second is no difference' "$said" ''
probe --offline --file="$work/www/cbr.mp3" --duration=617 "$site/cbr.mp3" \
	--file="$work/www/cover.mp3" --duration=617 "$site/cover.mp3"
is 'the bitrate is told once' "$said" "hint enclosure/bitrate 1: the audio has 64 kbit/s for \
1 channel; 1 more episode is outside, too"

# A server that says that it does not give parts of files is asked for the beginning alone, and
# so is one whose first answer shows that.
mkdir www/whole
cp www/last.m4a www/opus.opus www/cbr.mp3 www/whole
for kind in whole silent; do
	found "$kind/opus.opus"
	is "$kind: asked once for bytes" "$(sent | cut -d' ' -f2)" 1
	like "$kind: and that is told" "$said" 'warning enclosure/no-ranges 1'
	found "$kind/cbr.mp3"
	is "$kind: what the beginning tells is found" "$playing $origin $chapters" '617 probed 2'
done

# A server without ranges is not drained, and what it gives is not believed to be more.
start_bad
probe --allow-private --listen "$site/bigbody-ignores-range/a.mp3"
is 'a server that ignores ranges: the duration stays unknown' \
	"$(echo "$values" | cut -d' ' -f5,6)" '0 absent'

finish
