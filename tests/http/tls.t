#!/bin/sh
# SPDX-License-Identifier: ISC
# N6 to N8, and what a real server does: nginx, with certificates of an authority of our own.
. "$(dirname "$0")/lib.sh"
PATH=$PATH:/usr/sbin
mkdir "$work/ca" "$work/www"
cd "$work/ca" || exit 1

# ---- certificates ----

cat >ca.conf <<'EOF2'
[ca]
default_ca = ours
[ours]
database = index.txt
new_certs_dir = .
serial = serial
certificate = ca.pem
private_key = ca.key
default_md = sha256
policy = any
copy_extensions = copy
unique_subject = no
[any]
commonName = supplied
EOF2
: >index.txt
echo 01 >serial

# certificate NAME EXTENSION START END
certificate() {
	openssl req -new -newkey rsa:2048 -nodes -keyout "$1.key" -out "$1.csr" -subj "/CN=$1" \
		-addext "$2" 2>>said &&
		openssl ca -batch -config ca.conf -in "$1.csr" -out "$1.pem" -notext \
			-startdate "$3" -enddate "$4" 2>>said
}
here=subjectAltName=IP:127.0.0.1
ok 'an authority' openssl req -x509 -newkey rsa:2048 -nodes -keyout ca.key -out ca.pem -days 3650 \
	-subj '/CN=feedgen test authority'
ok 'a good certificate' certificate good "$here" \
	20200101000000Z 20490101000000Z
ok 'an expired certificate' certificate expired "$here" \
	20200101000000Z 20200201000000Z
ok 'a certificate of times to come' certificate early "$here" \
	20480301000000Z 20490101000000Z
ok "another's certificate" certificate other subjectAltName=DNS:other.example \
	20200101000000Z 20490101000000Z
ok 'a self-signed certificate' openssl req -x509 -newkey rsa:2048 -nodes -keyout self.key \
	-out self.pem -days 3650 -subj /CN=self -addext subjectAltName=IP:127.0.0.1
ok 'an expired authority between' certificate between basicConstraints=critical,CA:TRUE \
	20200101000000Z 20211001000000Z
signed_between() {
	openssl req -new -newkey rsa:2048 -nodes -keyout below.key -out below.csr -subj /CN=below \
		-addext "$here" 2>>said &&
		openssl x509 -req -in below.csr -CA between.pem -CAkey between.key -days 3650 \
			-copy_extensions copy -out below.only 2>>said &&
		cat below.only between.pem >below.pem
}
ok 'a good certificate below it' signed_between

# ---- nginx ----

head -c 123456 /dev/zero >"$work/www/a.mp3"
head -c 200000 /dev/zero >"$work/www/b.mp3"

# server PORT [CERTIFICATE [HTTP2]]: one server block.
server() {
	echo "server { listen 127.0.0.1:$1${2:+ ssl}${3:+ $3};"
	[ -z "${2:-}" ] || echo "ssl_certificate ca/$2.pem; ssl_certificate_key ca/$2.key;"
	cat <<'EOF2'
	location /405/ { alias www/; if ($request_method = HEAD) { return 405; } }
	location /403/ { alias www/; limit_except GET { deny all; } }
	location /norange/ { alias www/; max_ranges 0; if ($request_method = HEAD) { return 405; } }
	location /gzip/ { alias www/; gzip on; gzip_types audio/mpeg; gzip_min_length 1; }
	location /dead/ { proxy_pass http://127.0.0.1:1/; }
	location /page/ { types { } default_type text/html; return 200 "<p>Listen in our app</p>"; }
EOF2
	echo "location /plain/ { return 302 http://127.0.0.1:$http/a.mp3; }"
	echo "location /secure/ { return 301 https://127.0.0.1:$good/a.mp3; }"
	echo '}'
}
configure() {
	cat <<EOF2
daemon on;
pid nginx.pid;
error_log error.log;
$([ "$(id -u)" -ne 0 ] || echo 'user root;')
events { worker_connections 64; }
http {
types { audio/mpeg mp3; }
root www;
client_body_temp_path t1; proxy_temp_path t2; fastcgi_temp_path t3; uwsgi_temp_path t4;
scgi_temp_path t5;
$(server "$http")
$(server "$good" good)
$(server "$expired" expired)
$(server "$other" other)
$(server "$self" self)
$(server "$early" early)
$(server "$below" below)
$(server "$both" good http2)
$(server "$modern" '' http2)
log_format spoken '\$server_port \$request_method \$server_protocol \$ssl_alpn_protocol';
access_log spoken.log spoken;
server { listen 127.0.0.1:$old ssl; ssl_certificate ca/good.pem; ssl_certificate_key ca/good.key;
ssl_protocols TLSv1 TLSv1.1; ssl_ciphers ALL:@SECLEVEL=0; }
}
EOF2
}
# nginx cannot ask for any port: ports that are free now, and again if one was taken meanwhile, or
# was free twice.
start_nginx() {
	for try in 1 2 3 4 5 6 7 8; do
		set -- $(for port in 1 2 3 4 5 6 7 8 9 10; do "$bad" -f; done)
		[ "$(printf '%s\n' "$@" | sort -u | wc -l)" -eq 10 ] || continue
		http=$1 good=$2 expired=$3 other=$4 self=$5 old=$6 both=$7 modern=$8 early=$9
		below=${10}
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
ca=$work/ca/ca.pem

# ---- a real server ----

try() {
	probe --allow-private --ca="$ca" "$1"
	is "$1: found" "$values" "$2"
	is "$1: said" "$(rules)" "$3"
}
site=http://127.0.0.1:$http
found='123456 probed audio/mpeg probed'
try "$site/a.mp3" "$found" ''
try "$site/none.mp3" '0 absent audio/mpeg derived' 'error enclosure/not-found 1'
try "$site/405/a.mp3" "$found" 'warning enclosure/head-refused 1'
try "$site/403/b.mp3" '200000 probed audio/mpeg probed' ''
try "$site/norange/b.mp3" '200000 probed audio/mpeg probed' 'warning enclosure/head-refused 1
warning enclosure/no-ranges 1'
try "$site/gzip/a.mp3" "$found" ''
try "$site/dead/a.mp3" '0 absent audio/mpeg derived' 'warning enclosure/unreachable 1'
try "$site/page/a.mp3" '0 absent audio/mpeg derived' 'error enclosure/html 1'
try "$site/secure/a.mp3" "$found" ''

# ---- encryption ----

try "https://127.0.0.1:$good/a.mp3" "$found" ''
try "https://127.0.0.1:$good/plain/a.mp3" "$found" 'warning enclosure/downgraded 1'
bad_certificate() {
	try "https://127.0.0.1:$1/a.mp3" '0 absent audio/mpeg derived' \
		'error enclosure/certificate 1'
	like "$2: why" "$said" "$3"
}
bad_certificate "$expired" expired ': it expired on 2020-02-01 [(]UTC[)]$'
bad_certificate "$early" 'not yet good' ': it is good only from 2048-03-01 [(]UTC[)]$'
bad_certificate "$below" 'expired above' \
	': the one it is signed with expired on 2021-10-01 [(]UTC[)]$'
bad_certificate "$other" "another's" 'no alternative certificate subject name matches'
bad_certificate "$self" self-signed 'self.signed certificate'
try "https://127.0.0.1:$old/a.mp3" '0 absent audio/mpeg derived' 'warning enclosure/unreachable 1'
probe --allow-private "https://127.0.0.1:$good/a.mp3"
is 'an authority that is not known' "$(rules)" 'error enclosure/certificate 1'
probe --allow-private --ca="$work/none.pem" "https://127.0.0.1:$good/a.mp3"
is 'no authorities at all: this machine, not the audio' "$(rules)" 'warning probe/unable 0'

# A document.
fetch() {
	probe --fetch --allow-private --ca="$ca" "https://127.0.0.1:$1"
}
fetch "$good/none.xml"
is 'a document: encrypted' "$said" 'error fetch/not-found 0: the server answers 404'
fetch "$good/gzip/a.mp3"
like 'a document: unpacked' "$values" '^123456 audio/mpeg - 0 '
for bad_one in "$expired it expired on 2020-02-01" \
	"$other no alternative certificate subject name matches" \
	"$self self.signed certificate"; do
	fetch "${bad_one%% *}/a.mp3"
	like "a document: ${bad_one#* }" "$said" \
		"^error fetch/certificate 0: the server has no valid certificate: .*${bad_one#* }"
done
fetch "$old/a.mp3"
like 'a document: encryption that is too old' "$said" \
	'^error fetch/no-answer 0: no encrypted connection to the server: '

# N33: a server that would rather speak HTTP/2 is told that this is HTTP/1.1, in the handshake
# and in the request; one that speaks nothing else is given up in time.
: >"$work/spoken.log"
try "https://127.0.0.1:$both/a.mp3" "$found" ''
is 'HTTP/2 on offer: what was spoken' "$(cat "$work/spoken.log")" "$both HEAD HTTP/1.1 http/1.1"
try "https://127.0.0.1:$both/405/a.mp3" "$found" 'warning enclosure/head-refused 1'
patience=1
try "http://127.0.0.1:$modern/a.mp3" '0 absent audio/mpeg derived' \
	'warning enclosure/unreachable 1'
patience=10
ok 'HTTP/2 on offer: that server can' curl -sf --cacert "$ca" --http2 -o "$work/none" \
	"https://127.0.0.1:$both/a.mp3"
ok 'HTTP/2 alone: that server can' curl -sf --http2-prior-knowledge -o "$work/none" \
	"http://127.0.0.1:$modern/a.mp3"
is 'HTTP/2: and it was HTTP/2' "$(tail -2 "$work/spoken.log" | cut -d' ' -f3-)" 'HTTP/2.0 h2
HTTP/2.0 -'

# The server hangs up on the handshake: encryption with one that does not speak it.
start_bad
patience=1
probe --allow-private "https://127.0.0.1:$port/ok/a.mp3"
is 'no encryption there' "$(rules)" 'warning enclosure/unreachable 1'

finish
