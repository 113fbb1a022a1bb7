#!/bin/sh
# SPDX-License-Identifier: ISC
# What is said about the cover, episodes' pictures, transcripts and chapters, and what is asked
# for it. nginx serves them, with a log of its own; badserver serves the audio.
. "$(dirname "$0")/lib.sh"
PATH=$PATH:/usr/sbin
start_bad -n 3
mkdir "$work/www"
ok 'the pictures are made' "$PYTHON" "$top/tests/http/pictures.py" "$work/www"
for name in closed.vtt closed.json asked.vtt \
	good.vtt page.vtt good.srt good.json page.json bytes.vtt bare-text; do
	echo "WEBVTT or something like it" >"$work/www/$name"
done

# ---- nginx ----

configure() {
	cat <<EOF2
daemon on;
pid nginx.pid;
error_log error.log;
$([ "$(id -u)" -ne 0 ] || echo 'user root;')
events { worker_connections 64; }
http {
types { image/jpeg jpg jpeg; image/png png; image/webp webp; text/vtt vtt; application/json json;
	application/x-subrip srt; }
default_type application/octet-stream;
log_format plain '\$request_method \$request_uri \$http_range';
access_log access.log plain;
root www;
client_body_temp_path t1; proxy_temp_path t2; fastcgi_temp_path t3; uwsgi_temp_path t4;
scgi_temp_path t5;
server { listen 127.0.0.1:$http;
	add_header Access-Control-Allow-Origin *;
	location /closed. { add_header X-Other 1; }
	location = /asked.vtt {
		if (\$http_origin = null) { add_header Access-Control-Allow-Origin null; } }
	location = /page.jpg { types { } default_type image/jpeg; }
	location = /login.jpg { types { } default_type text/html; return 200 "<p>Log in</p>"; }
	location = /page.vtt { types { } default_type text/html; }
	location = /page.json { types { } default_type text/html; }
	location = /bytes.vtt { types { } }
	location = /bytes.jpg { alias www/good.jpg; types { } }
	location = /bare { types { } default_type image/jpeg; }
	location = /nohead.jpg { alias www/good.jpg; if (\$request_method = HEAD) { return 405; } }
	location /noranges/ { alias www/; max_ranges 0; }
	location /cdn/ { alias www/; }
	location /moved/ { return 302 /cdn/good.jpg; }
	location /away/ { return 503; }
	location /secret/ { return 403; }
}
}
EOF2
}
start_nginx() {
	for try in 1 2 3 4 5 6 7 8; do
		http=$("$bad" -f)
		configure >"$work/nginx.conf"
		nginx -p "$work" -c nginx.conf -e error.log 2>"$work/nginx.said" && return 0
	done
	return 1
}
stop_nginx() {
	[ ! -s "$work/nginx.pid" ] || kill "$(cat "$work/nginx.pid")"
}
trap 'stop_nginx; stop_servers; rm -rf "$work"' EXIT
if start_nginx; then pass 'nginx starts'; else fail 'nginx starts' "$(cat "$work/nginx.said")"; fi
at=http://127.0.0.1:$http
cd "$work" || exit 1

# ---- a show ----

# show COVER [LINE]…: a show in s with that cover, and an episode for each line of front matter.
show() {
	rm -rf s
	small_show s
	rm s/*.md
	cover=$(printf '%s\n' "$1" | sed 's/&/\\&/g')
	rules='url/reserved: off, url/http: off, enclosure/http: off, transcript/no-vtt: off'
	rules="$rules, lint-ignore/unused: off"
	sed -i "s|^image: .*|image: $cover|; s|^rules: .*|rules: {$rules}|" s/feed.yaml
	shift
	n=0
	for line in "$@" ""; do
		n=$((n + 1))
		cat >s/$n.md <<EOF2
---
title: Episode number $n
date: 2026-01-0$n 08:00
audio: $site/ok/$n.mp3
duration: 1:00
number: $n
$line
---
The notes of episode $n.
EOF2
	done
}
# check [OPTION]…: what is said is in $said, "RULE FILE:LINE" a line; what nginx was asked in $got.
check() {
	: >access.log
	run "$FEEDGEN" check --allow-private --cache none \
		--per-second 50 --rule lint-ignore/unused=off -v "$@" s
	said=$(printf '%s\n' "$err" | sed -En \
		's/^s\/([^:]*:[0-9]+):[0-9]+: (error|warning|hint): .*\[([a-z/-]*).*\]$/\2 \3 \1/p')
	got=$(cat access.log)
}
# cover PATH FINDING: of the show.
cover() {
	show "$at/$1"
	check
	is "cover $1" "$said" "${2:+$2 feed.yaml:11}"
}
# picture PATH FINDING: of an episode, beside a cover that is good.
picture() {
	show "$at/good.jpg" "image: $at/$1"
	check
	is "picture $1" "$said" "${2:+$2 1.md:7}"
}

# ---- what a picture is ----

for name in good.jpg good.png progressive.jpeg 'good.jpg?v=2&w=3000' bare cdn/good.jpg moved/x.jpg \
	noranges/good.jpg; do
	cover "$name" ''
	picture "$name" ''
done
cover small.jpg 'error show/image-size'
picture small.jpg 'warning image/size'
cover big.png 'error show/image-size'
picture big.png 'warning image/size'
cover wide.jpg 'error show/image-square'
picture wide.jpg 'warning image/square'
cover cmyk.jpg 'error show/image-colour'
picture cmyk.jpg 'warning image/colour'
cover grey.jpg 'error show/image-colour'
picture grey.jpg 'warning image/colour'
cover alpha.png 'warning show/image-alpha'
picture alpha.png 'hint image/alpha'
cover trns.png 'warning show/image-alpha'
picture trns.png 'hint image/alpha'
cover misnamed.png 'error show/image-name'
picture misnamed.png 'warning image/name'
cover picture.webp 'error show/image-format'
picture picture.webp 'warning image/format'
cover gif.jpg 'error show/image-format'
picture gif.jpg 'warning image/format'
cover noise.jpg 'error show/image-format'
picture noise.jpg 'warning image/format'
cover cut.jpg 'error show/image-format'
picture cut.jpg 'warning image/format'
cover heavy.jpg 'hint image/large'
picture heavy.jpg 'hint image/large'
cover deep.png 'hint image/depth'
picture deep.png 'hint image/depth'
cover bytes.jpg 'warning image/type'
picture bytes.jpg 'warning image/type'
cover endless.jpg 'hint image/large'

# ---- whether it is there ----

cover none.jpg 'error show/image-not-found'
picture none.jpg 'error image/not-found'
cover page.jpg 'error show/image-not-found'
picture page.jpg 'error image/not-found'
cover login.jpg 'error show/image-not-found'
picture login.jpg 'error image/not-found'
cover away/x.jpg 'warning image/unreachable'
picture away/x.jpg 'warning image/unreachable'
cover secret/x.jpg 'warning image/unreachable'
picture secret/x.jpg 'warning image/unreachable'
cover nohead.jpg 'warning image/head-refused'
picture nohead.jpg 'warning image/head-refused'

# ---- what is asked ----

show "$at/good.jpg"
check
is 'one picture: HEAD, and its first bytes' "$got" 'HEAD /good.jpg -
GET /good.jpg bytes=0-65535'
show "$at/cmyk.jpg"
check
ok 'far behind its metadata: a few small ranges more' \
	test "$(grep -c 'bytes=[1-9]' access.log)" -eq 9
show "$at/endless.jpg"
check
ok 'metadata without end: so many ranges, and no more' \
	test "$(grep -c GET access.log)" -eq 32
picture nohead.jpg 'warning image/head-refused'

# ---- many episodes ----

show "$at/good.jpg" "image: $at/good.jpg" "image: $at/wide.jpg" "image: $at/wide.jpg" \
	"image: $at/wide.jpg" "image: $at/none.jpg" "image: $at/none.jpg"
check
is 'one picture of many episodes: told once' "$said" 'warning image/square 4.md:7
error image/not-found 6.md:7'
like 'one picture of many episodes: it counts them' "$err" \
	'wide\.jpg is not square: 1920 x 1080 pixels \(so with 2 more episodes\)'
like 'a missing one: it counts them' "$err" 'none\.jpg \(so with 1 more episode\)'
is 'each address is asked about once' "$(printf '%s\n' "$got" | grep HEAD | sort)" \
	'HEAD /good.jpg -
HEAD /none.jpg -
HEAD /wide.jpg -'

# ---- the cache ----

again() {
	: >access.log
	run "$FEEDGEN" check --allow-private --cache cache.db "$@" s
	err=$(printf '%s\n' "$err" | grep -v '^feedgen: ')
}
show "$at/good.jpg" "image: $at/wide.jpg
transcript: $at/good.vtt"
again
first=$err
like 'first run: what is wrong' "$first" 'wide.jpg is not square'
again
is 'second run: nothing is asked' "$(cat access.log)" ''
is 'second run: the same is said' "$err" "$first"
again --offline
is 'offline: the same is said' "$err" "$first"
again --recheck
is '--recheck: asked again' "$(grep -c HEAD access.log)" 3
show "$at/small.jpg"
again
again
like 'a cover that is bad: looked at in each run' "$(cat access.log)" 'HEAD /small.jpg'
cp www/good.jpg www/small.jpg
again
is 'who mends it sees it at once' "$status$err" 0

# ---- files on this machine ----

show cover.jpg 'image: wide.jpg'
cp www/good.jpg s/cover.jpg
cp www/wide.jpg s/wide.jpg
check
is 'local files: looked at' "$said" 'warning image/square 1.md:7'
is 'local files: nothing is asked' "$got" ''
check --offline
is 'local files: offline too' "$(printf '%s\n' "$said" | grep -v length)" \
	'warning image/square 1.md:7'
show cover.jpg
: >s/cover.jpg
check
is 'an empty file: no picture' "$said" 'error show/image-format feed.yaml:11'

# ---- transcripts and chapters ----

# text FIELD PATH FINDING
text() {
	show "$at/good.jpg" "$1: $at/$2"
	check
	is "$1 $2" "$said" "${3:+$3 1.md:7}"
}
text transcript good.vtt ''
text transcript bytes.vtt ''
text transcript good.srt ''
text transcript good.json ''
text transcript closed.vtt 'warning transcript/not-shared'
text transcript asked.vtt ''
text transcript none.vtt 'warning transcript/unreachable'
text transcript away/x.vtt 'warning transcript/unreachable'
text transcript page.vtt 'warning transcript/type-differs'
text transcript good.jpg 'warning transcript/type-unknown'
text chapters good.json ''
text chapters closed.json ''
text chapters none.json 'warning chapters/unreachable'
text chapters page.json 'warning chapters/type-differs'
show "$at/good.jpg" 'transcript: 1.vtt
chapters: 1.json'
echo WEBVTT >s/1.vtt
echo '{}' >s/1.json
check
is 'local texts: nothing is said' "$said" ''
is 'local texts: not asked' "$(printf '%s\n' "$got" | grep -v good.jpg)" ''

# ---- what must not happen ----

# A server of pictures that is away, slow or wrong: the audio has all its values.
free=$("$bad" -f)
show "http://127.0.0.2:$free/cover.jpg" "image: http://127.0.0.3:$port/hang/a.jpg" \
	"image: $site/html/b.jpg"
start_log
check --deadline 60 --per-host 1
is 'bad pictures: what is said' "$(printf '%s\n' "$said" | sort)" 'error image/not-found 2.md:7
warning image/unreachable 1.md:7
warning image/unreachable feed.yaml:11'
is 'bad pictures: the audio is asked about first' \
	"$(asked | grep -v hang | head -3 | cut -d' ' -f2 | sort)" '/ok/1.mp3
/ok/2.mp3
/ok/3.mp3'
# An address at a private host, or one for examples, is the linter's alone.
show https://small.example.com/cover.jpg 'image: https://127.0.0.1/a.jpg'
run "$FEEDGEN" check --cache none s
is 'a private picture: said once' "$(printf '%s\n' "$err" | grep -c '1\.md:7.*error')" 1

finish
