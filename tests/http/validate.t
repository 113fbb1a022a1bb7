#!/bin/sh
# SPDX-License-Identifier: ISC
# feedgen validate ADDRESS: the feed as a server gives it, and what the server says about it.
. "$(dirname "$0")/lib.sh"
docs=$work/docs
mkdir "$docs"
start_bad -d "$docs"
good=$top/tests/validate/good.xml
cp "$good" "$docs/good.xml"
xml=type=application/rss+xml

# judge [OPTION]… PATH: findings as SEVERITY RULE LINE, in $found; the text in $out.
judge() {
	start_log
	run "$FEEDGEN" validate --allow-private -v "$@"
	found=$(printf '%s\n' "$out" |
		sed -En 's/^.*: (error|warning|hint): .*\[([a-z]+\/[a-z0-9-]+).*$/\1 \2/p')
}
# Label, path, the findings, the status.
finds() {
	judge "$site/$2"
	is "$1" "$status $found" "$4 $3"
}

# ---- the type ----

judge "$site/file/good.xml?$xml"
is 'a good feed has no finding' "$status $found" '0 '
like 'and a verdict' "$out" '^feedgen: valid for Apple'
is 'the feed, another version of it, and its headers' "$(asked)" \
	"GET /file/good.xml?$xml -
GET /file/good.xml?$xml -
HEAD /file/good.xml?$xml -
GET /file/good.xml?$xml bytes=0-0"
for type in application/xml text/xml 'application/rss+xml;charset=utf-8' \
	'Text/XML;Charset=UTF-8'; do
	finds "type: $type" "file/good.xml?type=$type" '' 0
done
finds 'a page' 'file/good.xml?type=text/html' 'warning feed/content-type' 0
like 'what is said' "$out" "^$site/file/good.xml[?]type=text/html: warning: the server says that \
this is text/html"
like 'what to do' "$out" 'let it say Content-Type: application/rss.xml$'
finds 'no type' 'file/good.xml?type=none' 'warning feed/content-type' 0
finds "another format's type" 'file/good.xml?type=application/atom+xml' \
	'warning feed/content-type' 0
printf '{"version": "https://jsonfeed.org/version/1.1", "title": "Tides", "items": []}' \
	>"$docs/feed.json"
judge "$site/file/feed.json?type=application/feed+json"
unlike 'JSON Feed' "$found" feed/content-type
judge "$site/file/feed.json?type=text/plain"
like 'JSON Feed as text' "$out" 'let it say Content-Type: application/feed.json'
sed 's/<rss[^>]*>/<feed xmlns="http:\/\/www.w3.org\/2005\/Atom"\/>/; /<channel>/,$d' "$good" \
	>"$docs/atom.xml"
judge "$site/file/atom.xml?type=application/atom+xml"
unlike 'Atom' "$found" feed/content-type
judge "$site/file/atom.xml?$xml"
like 'Atom as RSS' "$found" '^warning feed/content-type'

# ---- what it costs to ask again ----

finds 'the same version, once more' "file/good.xml?$xml&always=1" 'warning feed/sent-again' 0
finds 'no answer to HEAD' "file/good.xml?$xml&headless=1" 'warning feed/head-refused' 0
finds 'no parts' "file/good.xml?$xml&whole=1" 'warning feed/no-ranges' 0
judge "$site/file/good.xml?$xml&headless=1&whole=1"
is 'neither HEAD nor parts' "$found" 'warning feed/head-refused
warning feed/no-ranges'
is 'of which nothing is asked twice' "$(asked)" \
	"GET /file/good.xml?$xml&headless=1&whole=1 -
GET /file/good.xml?$xml&headless=1&whole=1 -
HEAD /file/good.xml?$xml&headless=1&whole=1 -
GET /file/good.xml?$xml&headless=1&whole=1 bytes=0-0"
finds 'neither ETag nor Last-Modified' "file/good.xml?$xml&undated=1" 'warning feed/undated' 0
awk '{ print } /<channel>/ { for (i = 0; i < 900; i++) print "<!-- the tides of the quay -->" }' \
	"$good" >"$docs/long.xml"
finds 'a long feed that is not packed' "file/long.xml?$xml" 'hint feed/unpacked' 0
gzip -c "$docs/long.xml" >"$docs/long.xml.gz"
finds 'one that is' "file/long.xml.gz?$xml&gzip=1" '' 0

# ---- the encoding (RFC 7303): mark, server, declaration ----

latin=iso-8859-1
sed "s/UTF-8/$latin/; s/<title>/&Caf\xe9 /" "$good" >"$docs/latin.xml"
finds 'Latin-1, both say so' "file/latin.xml?$xml;charset=$latin" 'warning xml/not-utf8' 0
finds 'Latin-1, the server says nothing' "file/latin.xml?$xml" 'warning xml/not-utf8' 0
finds 'Latin-1, the server says UTF-8: the server is believed' \
	"file/latin.xml?$xml;charset=utf-8" 'warning feed/charset
error xml/encoding' 1
like 'and blamed' "$out" 'let the server say the charset that the document is in, or none'
sed "s/UTF-8/$latin/" "$good" >"$docs/claims.xml"
finds 'UTF-8 that claims Latin-1, the server knows better' \
	"file/claims.xml?$xml;charset=utf-8" 'warning feed/charset' 0
finds 'UTF-8, the server says Latin-1' "file/good.xml?$xml;charset=$latin" 'warning feed/charset
warning xml/not-utf8' 0
like 'both are named' "$out" "says that the feed is in $latin, and the feed itself says UTF-8"
{ printf '\357\273\277' && cat "$good"; } >"$docs/mark.xml"
finds 'a mark goes before the server' "file/mark.xml?$xml;charset=$latin" \
	'warning feed/charset' 0
sed 's/ encoding="UTF-8"//; s/<title>/&Caf\xe9 /' "$good" >"$docs/silent.xml"
finds 'the feed does not say' "file/silent.xml?$xml;charset=windows-1252" 'warning feed/charset
warning xml/not-utf8' 0
like 'what it would be' "$out" 'in windows-1252; as the feed does not say, it would be UTF-8'
iconv -f utf-8 -t utf-16 "$good" | sed 's/U\x00T\x00F\x00-\x008/U\x00T\x00F\x00-\x001\x006/' \
	>"$docs/wide.xml"
finds 'UTF-16 with a mark' "file/wide.xml?$xml;charset=utf-8" 'warning feed/charset
warning xml/not-utf8' 0
tail -c +3 "$docs/wide.xml" >"$docs/bare.xml"
finds 'UTF-16 without a mark, the server says it' "file/bare.xml?$xml;charset=utf-16le" \
	'warning xml/not-utf8' 0
judge "$site/file/bare.xml?$xml;charset=utf-8"
like 'UTF-16, the server says UTF-8' "$status $out" \
	'error: the document is in UTF-16LE, and its server says it is in utf-8 \[xml/encoding\]'
judge "$site/file/good.xml?$xml;charset=utf-16"
like 'UTF-8, the server says UTF-16' "$out" \
	'the document has a server that says it is utf-16, and is not \[xml/encoding\]'
judge "$site/file/good.xml?$xml;charset=x-none"
like 'an encoding that nobody knows' "$out" 'is in the encoding x-none, which is not known'
finds 'no type of XML: its charset is nobody’s' "file/good.xml?type=text/plain;charset=$latin" \
	'warning feed/content-type' 0

# ---- the line that is meant is shown, with a caret, whatever it came in ----

sed 's|<itunes:episode>2<|<itunes:episode>zwölf<|' "$good" >"$docs/odd.xml"
caret='
   28 |       <itunes:episode>zwölf</itunes:episode>
              ^
'
shows() {
	case "$out" in
	*"$2:28:7: error: "*"$caret"*) pass "$1" ;;
	*) fail "$1" "$out" ;;
	esac
}
# Label, a file like odd.xml, the query: judged as a document and as a file.
shows_line() {
	judge "$site/file/$2?$xml$3"
	shows "$1" "$2?$xml$3"
	[ "$3" ] && return
	run "$FEEDGEN" validate "$docs/$2"
	shows "$1: a file" "$2"
}
shows_line 'UTF-8' odd.xml ''
gzip -c "$docs/odd.xml" >"$docs/odd.gz"
shows_line 'packed' odd.gz '&gzip=1'
sed 's/$/\r/' "$docs/odd.xml" >"$docs/crlf.xml"
shows_line 'with CR LF' crlf.xml ''
{ printf '\357\273\277' && cat "$docs/odd.xml"; } >"$docs/marked.xml"
shows_line 'with a mark' marked.xml ''
sed 's/UTF-8/ISO-8859-1/' "$docs/odd.xml" | iconv -f utf-8 -t iso-8859-1 >"$docs/odd1.xml"
shows_line 'Latin-1' odd1.xml ''
sed 's/ encoding="UTF-8"//' "$docs/odd.xml" | iconv -f utf-8 -t iso-8859-1 >"$docs/odd2.xml"
shows_line 'Latin-1, as the server alone says' odd2.xml ';charset=iso-8859-1'
sed 's/UTF-8/UTF-16/' "$docs/odd.xml" | iconv -f utf-8 -t utf-16 >"$docs/odd3.xml"
shows_line 'UTF-16' odd3.xml ''
judge --diagnostics sarif "$site/file/odd3.xml?$xml"
like 'the same place as SARIF' "$out" \
	'odd3.xml[^"]*"[}], "region": [{]"startLine": 28, "startColumn": 7'
judge --diagnostics json "$site/file/odd3.xml?$xml"
like 'and as JSON' "$out" '"line": 28, "column": 7, "element": "channel/item/itunes:episode"'

# ---- redirects ----

finds 'moved for good' "moved/$site/file/good.xml?$xml" 'hint feed/moved' 0
like 'where to' "$out" "hint: the feed has moved for good, to $site/file/good.xml"
like 'the address that was given is named' "$out" "^$site/moved/"
finds 'redirected for now' "to/$site/file/good.xml?$xml" 'warning feed/redirected' 0
like 'how' "$out" "the server redirects, for now \(302\), to $site/file/good.xml"

# ---- no feed ----

cat >"$docs/page.html" <<'EOF2'
<!DOCTYPE html><html><head><title>Tides</title>
<link rel="alternate" type="application/rss+xml" href="../tides/feed.xml">
</head></html>
EOF2
judge "$site/file/page.html?type=text/html"
is 'a page' "$status $found" '1 error feed/html'
like 'the feed that it links to' "$out" "hint: its feed is at $site/tides/feed.xml\$"
judge "$site/to/$site/file/page.html?type=text/html"
like 'a page behind a redirect' "$out" \
	"this leads to a web page \(HTML\), and no feed: $site/file/page.html"
: >"$docs/empty.xml"
judge "$site/file/empty.xml?$xml"
like 'nothing' "$status $out" '^1 .*: error: the feed is empty'

# ---- chapters that the feed names: --with-files ----

base=$top/tests/validate/chapters
cp "$base/json/near.xml" "$docs/good.json"
cp "$base/json/fires.xml" "$docs/bad.json"
sed 's/"startTime": 600,/"startTime": 4000,/' "$docs/good.json" >"$docs/late.json"
json=type=application/json
# Addresses of the first and of the second item's chapters: the feed that names them.
names() {
	awk -v a="$1" -v b="$2" '/<guid/ && ++n { url = n == 1 ? a : b; gsub(/&/, "\\&amp;", url)
		print "<podcast:chapters url=\"" url "\" type=\"application/json+chapters\"/>" }
		{ print }' "$good" >"$docs/named.xml"
}
names "$site/file/bad.json?$json" "$site/file/good.json?$json"
judge --rule url/http=off "$docs/named.xml"
is 'chapters are not asked for unasked' "$found $(asked)" ' '
judge --rule url/http=off --with-files "$docs/named.xml"
is 'they are judged' "$status $found" '1 error chapters/json'
like 'at their place' "$out" "^$site/file/bad.json[?]$json:9:19: error: chapters\[2\].startTime"
like 'with its line' "$out" '^    9 \| +[{]"startTime": "10:00", "title": "Rain"'
like 'with that in the feed' "$out" "see: $docs/named.xml:24:1\$"
is 'each is asked for once' "$(asked | sort)" "GET /file/bad.json?$json -
GET /file/good.json?$json -"
names "$site/file/good.json?$json" "$site/file/good.json?$json"
judge --rule url/http=off --with-files "$docs/named.xml"
is 'one that two items name, too' "$status $found:$(asked)" "0 :GET /file/good.json?$json -"
names "$site/file/late.json?$json" "$site/file/none.json"
judge --rule url/http=off --with-files "$docs/named.xml"
is 'a chapter behind the end; no file' "$status $found" '0 warning chapters/unreachable
warning chapters/times'
like 'what the server said' "$out" "$docs/named.xml:37:1: warning: the chapters cannot be had: \
$site/file/none.json: the server answers 404 \[chapters/unreachable"
names "$site/file/page.html?type=text/html" "$site/file/good.json?type=none"
judge --rule url/http=off --with-files "$docs/named.xml"
is 'a page; no type' "$status $found" '1 warning chapters/type-differs
warning chapters/type-differs
error chapters/json'
judge --rule url/http=off --with-files --offline "$docs/named.xml"
is 'offline nothing is asked' "$status $found:$(asked)" '0 :'
run "$FEEDGEN" validate -v --with-files "$docs/named.xml"
like 'no private address' "$out" 'chapters cannot be had: .*: this is a private address'
judge --rule url/http=off --with-files "$site/file/named.xml?$xml"
like 'of a feed on the web too' "$found" 'error chapters/json'

# ---- it cannot be had: exit status 3 ----

judge "$site/file/none.xml"
is 'not found' "$status $(printf '%s\n' "$out" | head -2)" \
	"3 $site/file/none.xml: error: the server answers 404 [fetch/not-found]
  hint: check the address; look for it on the page of the show"
judge --diagnostics json "$site/status/403/x"
like 'as JSON' "$status $out" "^3 .*\"rule\": ?\"fetch/denied\".*\"file\": ?\"$site/status/403/x\""
judge --diagnostics sarif "$site/file/none.xml"
like 'as SARIF: the address is one' "$status $out" "\"uri\": ?\"$site/file/none.xml\""
judge --profile apple "$site/status/500/x"
is 'whatever the profile' "$status $found" '3 error fetch/server'
run "$FEEDGEN" validate --allow-private --deadline 1s "$site/hang/x"
like '--deadline' "$status $out" '^3 .*: error: the time was up after 1 s \[fetch/unfinished\]'
start_log
run "$FEEDGEN" validate "$site/file/good.xml"
like 'a private address' "$status $out" '^3 .*: error: this is a private address \[fetch/private'
is 'is not asked' "$(asked)" ''
run "$FEEDGEN" validate --allow-private "https://127.0.0.1:$port/x"
like 'no encryption there' "$status $out" '^3 .*\[fetch/(no-answer|broken)\]'
# ---- diff and build know addresses too ----

start_log
run "$FEEDGEN" diff --allow-private "$site/file/good.xml?$xml" "$good"
like 'diff fetches a feed' "$status:$out" '^0:feedgen: 0 added, 0 removed, 0 changed'
feed() {
	echo '<rss version="2.0"><channel><title>A</title><item><title>One</title>'
	echo "<guid>1</guid><link>$1one</link><enclosure url=\"$1x/1.mp3\"/></item></channel></rss>"
}
feed '' >"$docs/relative.xml"
feed "$site/file/" >"$work/whole.xml"
for name in file/relative.xml "to/$site/file/relative.xml"; do
	run "$FEEDGEN" diff --allow-private "$site/$name" "$work/whole.xml"
	is "$name: its addresses are relative to its own" "$status:$out:$err" \
		'0:feedgen: 0 added, 0 removed, 0 changed, 1 the same:'
done
run "$FEEDGEN" diff "$site/file/good.xml?$xml" "$good"
like 'but not from this machine' "$status:$err" '^3:.* error: .*private'
small_show "$work/s"
"$FEEDGEN" --offline --cache none --lock none "$work/s" |
	sed 's|\(<podcast:guid>\)[^<]*|\1917393e3-1b1e-5cef-ace4-edaa54e1f810|' >"$docs/other.xml"
run "$FEEDGEN" --allow-private --cache none --lock none --deadline 1s \
	--against "$site/file/other.xml?$xml" -o "$work/s.xml" "$work/s"
is 'a build can be guarded by a feed on the web' "$status" 4
like 'as by one on this machine' "$err" 'would get .*guard/show-guid-changed'

finish
