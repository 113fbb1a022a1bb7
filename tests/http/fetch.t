#!/bin/sh
# SPDX-License-Identifier: ISC
# Documents that are fetched whole: what comes back, what is refused, and how that is told.
. "$(dirname "$0")/lib.sh"
docs=$work/docs
mkdir "$docs"
start_bad -d "$docs"
printf '<rss version="2.0"/>\n' >"$docs/feed.xml"
gzip -nc "$docs/feed.xml" >"$docs/feed.gz"
head -c 100000000 /dev/zero | gzip -n >"$docs/bomb.gz"
printf 'this is not packed' >"$docs/false.gz"
: >"$docs/empty.xml"
xml=type=application/rss+xml

# fetch [OPTION]… URL
fetch() {
	probe --fetch --allow-private --limit=deadline_ms=20000 "$@"
}
# Label, URL behind $site/, the rule, the message, requests. $plenty: an option of time.
plenty=
refused() {
	# shellcheck disable=SC2086
	fetch $plenty "$site/$2"
	is "$1: the rule" "$(rules)" "error fetch/$3 0"
	like "$1: what is said" "$said" "$4"
	is "$1: requests" "$(asked | wc -l)" "$5"
	is "$1: nothing comes back" "$values" ''
}

# ---- what comes back ----

fetch "$site/file/feed.xml?$xml"
is 'a document' "$out" "21 application/rss+xml - 0 $site/file/feed.xml?$xml
<rss version=\"2.0\"/>"
is 'by one GET, without a range' "$(asked)" "GET /file/feed.xml?$xml -"
fetch "$site/file/feed.xml?type=Text/XML;q=1;CharSet=ISO-8859-1"
like 'charset' "$out" '^21 text/xml ISO-8859-1 0 '
fetch "$site/file/feed.xml?type=text/xml;charset=a/../b"
like 'a charset that is none' "$out" '^21 text/xml - 0 '
fetch "$site/file/feed.xml?type=none"
like 'no type' "$out" '^21 - - 0 '
fetch "$site/file/feed.gz?$xml&gzip=1"
like 'unpacked' "$out" '^21 application/rss.xml - 0 '
cat "$docs/feed.gz" "$docs/feed.gz" >"$docs/two.gz"
fetch "$site/file/two.gz?$xml&gzip=1"
like 'two members' "$out" '^42 application/rss.xml'
{ cat "$docs/feed.gz" && head -c 512 /dev/zero; } >"$docs/padded.gz"
fetch "$site/file/padded.gz?$xml&gzip=1"
like 'padding' "$out" '^21 application/rss.xml'
fetch "$site/file/empty.xml?$xml&gzip=1"
like 'an empty document, packed' "$out" '^0 application/rss.xml'
head -c 3000000 /dev/zero | tr '\0' x | gzip -n >"$docs/long.gz"
fetch "$site/file/long.gz?$xml&gzip=1"
like 'many pieces' "$out" '^3000000 application/rss.xml'
fetch --max=2999999 "$site/file/long.gz?$xml&gzip=1"
like 'a byte too many, unpacked' "$said" '^error fetch/too-large 0: .* more than 2999999 bytes'
fetch "$site/file/empty.xml?$xml"
like 'an empty document' "$out" '^0 application/rss.xml'
fetch --max=21 "$site/file/feed.xml?$xml"
like 'as much as there is room for' "$out" '^21 '
fetch "$site/5xx-then-ok/1/x?size=3&$xml"
like 'tried again after a fault' "$(asked | wc -l) $out" '^2 3 application/rss.xml'
fetch "$site/ra/seconds/x?size=3&$xml"
like 'a pause that is asked for is kept' "$(asked | wc -l) $out" '^2 3 application/rss.xml'

# ---- redirects ----

fetch "$site/to/$site/file/feed.xml?$xml"
like 'for now' "$out" "^21 application/rss.xml - 302 $site/file/feed.xml"
fetch "$site/moved/$site/file/feed.xml?$xml"
like 'for good' "$out" "^21 application/rss.xml - 0 $site/file/feed.xml"
fetch "$site/moved/$site/to/$site/file/feed.xml?$xml"
like 'for good, then for now' "$out" "^21 application/rss.xml - 302 $site/file/feed.xml"
refused 'in a circle' loop/x redirects 'that is more than 10 redirects' 11
refused 'to nowhere' nowhere/x denied ': the server answers 302, but not where to go' 1
refused 'to a file' to/file:///etc/passwd address \
	'behind a redirect to file:///etc/passwd: this is neither http nor https' 1
refused 'to what is not there' "to/$site/status/404" not-found \
	"behind a redirect to $site/status/404: the server answers 404" 2
probe --fetch "$site/file/feed.xml"
is 'a private address' "$out" 'error fetch/private-address 0: this is a private address'
is 'is not asked' "$(asked)" ''

# ---- what is refused ----

refused 'not found' file/none.xml not-found ': the server answers 404$' 1
refused 'gone' status/410/x not-found ': the server answers 410$' 1
refused 'a password' status/401/x denied ': the server answers 401: it asks for a password$' 1
refused 'forbidden' status/403/x denied ': the server answers 403$' 1
refused 'a fault' status/500/x server ': the server answers 500$' 3
refused 'busy' ra-long/x server ': the server answers 503$' 1
refused 'a part of it' part/x denied ': the server answers 206$' 1
refused 'cut off' cut/x broken 'the connection ended before all of it had come' 2
refused 'cut off in a chunk' cut-chunk/x broken ': what the server sends is broken: ' 2
refused 'no answer' empty-reply/x broken ': what the server sends is broken: ' 2
refused 'reset' rst/x broken ': what the server sends is broken: ' 2
refused 'packed in an unknown way' odd-packing/x broken \
	': what the server sends is broken: it is packed in a way that nobody asked for$' 2
refused 'not packed' "file/false.gz?$xml&gzip=1" broken \
	'it is not the gzip that it says it is$' 2
for n in 1 9 10 17 30 $(($(wc -c <"$docs/feed.gz") - 1)); do
	head -c "$n" "$docs/feed.gz" >"$docs/half.gz"
	refused "packed, and cut off at $n" "file/half.gz?$xml&gzip=1" broken \
		': the gzip ends before all of it has come$' 2
done
cp "$docs/feed.gz" "$docs/wrong.gz"
printf 'x' | dd of="$docs/wrong.gz" bs=1 seek=$(($(wc -c <"$docs/feed.gz") - 8)) conv=notrunc \
	2>"$work/dd"
refused 'packed, with a wrong sum' "file/wrong.gz?$xml&gzip=1" broken 'it is not the gzip' 2
# On a busy machine, 32 MB take their time.
plenty=--limit=total_ms=20000
refused 'without end' endless/x too-large \
	': the document has more than 33554432 bytes, unpacked$' 1
refused 'a bomb' "file/bomb.gz?$xml&gzip=1" too-large ': the document has more than 33554432 ' 1
refused 'announced as too large' huge/x too-large ': the document has more than 33554432 ' 1
plenty=
ok 'and not read' awk '$1 == "sent" && $2 > 8000000 { bad = 1 } END { exit bad }' "$log"
patience=1
refused 'a little at a time' drip/x no-answer \
	': the server was silent for 1 s, or had not sent all' 2
refused 'silent in the middle' silent/x no-answer ': the server was silent for 1 s, or had not' 2
patience=10
refused 'endless headers' hdr-flood/x broken 'its headers are too long' 2
fetch --max=20 "$site/file/feed.xml?$xml"
like 'a byte too many' "$said" '^error fetch/too-large 0: the document has more than 20 bytes'
fetch --limit=deadline_ms=300 --limit=deadline_fixed=1 --limit=stall_s=60 \
	--limit=total_ms=60000 "$site/hang/x"
is 'the time for all of it' "$said" 'error fetch/unfinished 0: the time was up after 0.3 s'
fetch --offline "$site/file/feed.xml"
is 'offline' "$said $(asked)" \
	'error fetch/offline 0: it is not fetched: --offline asks no server '
fetch "http://127.0.0.1:$("$bad" -f)/x"
like 'nobody listens' "$said" '^error fetch/no-answer 0: the server gives no answer: .*refused'
fetch 'http://a.invalid/x'
like 'no such host' "$said" '^error fetch/no-answer 0: '
fetch 'ftp://127.0.0.1/x'
is 'another scheme' "$said" 'error fetch/address 0: the URL is not http or https'
fetch --ca="$work/none.pem" "https://127.0.0.1:$port/x"
like 'no authorities' "$said" '^error fetch/unable 0: this machine cannot fetch it: '
fetch "https://127.0.0.1:$port/ok/x"
like 'no encryption there' "$said" '^error fetch/(no-answer|broken) 0: '

# What is said names no more of an address than can be shown.
fetch "$site/to/$site/status/404?$(head -c 600 /dev/zero | tr '\0' x)"
ok 'a long address is cut' [ ${#said} -lt 400 ]

finish
