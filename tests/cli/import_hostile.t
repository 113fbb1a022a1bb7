#!/bin/sh
# SPDX-License-Identifier: ISC
# feedgen import of feeds that mean harm: bombs, files of others, floods, names that are paths.
# Whatever comes in, it ends soon and in little memory, and writes into its folder or not at all.
# (What servers do is in tests/http/import_hostile.t.)
. "$(dirname "$0")/lib.sh"
mkdir "$work/in" && cd "$work/in" || exit 1
printf 'TOP SECRET' >secret.txt

# small CMD…: with the processor time and memory that a feed may cost. ASan reserves more.
small() {
	(
		ulimit -t 10
		[ "${FLAVOUR:-}" ] || ulimit -v 1500000
		exec "$@"
	)
}
import() { run small "$FEEDGEN" import --offline "$@"; }

# refused FEED LABEL WHAT: the diagnostic is WHAT, with --repair and without; all is as it was.
refused() {
	before=$(ls)
	for option in -v --repair; do
		import "$option" "$1" -o new
		like "$2, $option" "$status $err" "^$3"
		is "$2, $option: nothing is made" "$(ls)" "$before"
		unlike "$2, $option: no file is shown" "$err" 'TOP SECRET'
	done
}
# channel TEXT: a feed of it
channel() { printf '<rss version="2.0"><channel><title>T</title>\n%s</channel></rss>' "$1"; }
# many N TEXT
many() { yes "$2" | head -n "$1" | tr -d '\n'; }

# ---- entities ----

declared='1:[0-9]+: error: the document declares entities \[xml/limit\]'
{
	printf '<!DOCTYPE rss [<!ENTITY a "ha">'
	last=a
	for name in b c d e f g h i j; do
		printf '<!ENTITY %s "%s">' "$name" "$(many 10 "&$last;")"
		last=$name
	done
	printf ']>'
	channel '<item><title>&j;</title></item>'
} >laughs.xml
refused laughs.xml "a billion laughs" "1 laughs.xml:$declared"
{
	printf '<!DOCTYPE rss [<!ENTITY a "%s">]>' "$(many 100000 x)"
	channel "<description>$(many 100000 '&a;')</description>"
} >square.xml
refused square.xml "an entity that is long and often named" "1 square.xml:$declared"
for id in 'SYSTEM "secret.txt"' "SYSTEM \"file://$PWD/secret.txt\"" \
	'PUBLIC "-//X//EN" "http://127.0.0.1/x"'; do
	{
		printf '<!DOCTYPE rss [<!ENTITY a %s>]>' "$id"
		channel '<item><title>&a;</title></item>'
	} >outer.xml
	refused outer.xml "an entity of $id" "1 outer.xml:$declared"
done
{
	printf '<!DOCTYPE rss [<!ENTITY %% p SYSTEM "secret.txt"> %%p;]>'
	channel ''
} >parameter.xml
refused parameter.xml "a parameter entity" "1 parameter.xml:$declared"

# What points at other documents is not followed: here, none of them opens the file.
{
	printf '<?xml-stylesheet href="secret.txt"?><!DOCTYPE rss SYSTEM "secret.txt">'
	channel '<xi:include xmlns:xi="http://www.w3.org/2001/XInclude" href="secret.txt"
		parse="text"/><item><title>One</title><link>file:secret.txt</link><enclosure
		url="secret.txt" length="1" type="audio/mpeg"/></item>'
} >points.xml
import -q points.xml -o points
is "a DTD, a stylesheet and XInclude are left alone" "$status:$(ls points | tr '\n' ' ')" \
	"0:1-one.md feed.lock feed.yaml "
ok "and nothing of the file is in the show" sh -c '! grep -r "TOP SECRET" points'
if strace -o trace true 2>strace.err; then
	rm -rf points
	# The leak checker does not work in a traced process.
	run strace -f -E ASAN_OPTIONS=detect_leaks=0 -o trace -e trace=open,openat,connect \
		"$FEEDGEN" import --offline -q points.xml -o points
	is "nor is it opened, nor anybody asked" "$status:$(grep -c 'secret\|connect' trace)" "0:0"
else
	skip "nor is it opened, nor anybody asked" "strace does not work here"
fi

# ---- floods ----

awk 'BEGIN { printf "<rss><channel>\n<title"; for (i = 0; i < 200000; i++) printf " a%d=\"\"", i
	print ">T</title></channel></rss>" }' >attributes.xml
refused attributes.xml "200,000 attributes" \
	'1 attributes.xml:2:1951: error: .* a tag with more than 256 attributes \[xml/limit\]'
channel "<x y=\"$(head -c 300000 /dev/zero | tr '\0' y)\"/>" >value.xml
refused value.xml "an attribute of 300 kB" \
	'1 value.xml:2:300007: error: the document has a tag of more than 256 KiB \[xml/limit\]'
channel "<$(head -c 300000 /dev/zero | tr '\0' n)/>" >name.xml
refused name.xml "a name of 300 kB" \
	'1 name.xml:2:26[0-9]{4}: error: the document has a tag of more than 256 KiB \[xml/limit\]'
channel "$(many 100000 '<a>')" >deep.xml
refused deep.xml "100,000 elements in each other" \
	'1 deep.xml:2:379: error: more than 128 elements are nested here \[xml/limit\]'
channel "<item><description>$(many 30000 '&lt;b&gt;&lt;i&gt;')</description></item>" >soup.xml
import -q soup.xml -o soup
is "60,000 elements of HTML in each other are kept as they are" "$status:$(ls soup | wc -l)" "0:3"
{
	printf '<rss><channel><description>\n'
	head -c 11000000 /dev/zero | tr '\0' x
	printf '</description></channel></rss>'
} >text.xml
refused text.xml "a text of 11 MB" \
	'1 text.xml:2:[0-9]+: error: .* a comment or text of more than 4 MiB \[xml/limit\]'
{
	printf '<rss><channel>'
	many 200001 '<item/>'
	printf '</channel></rss>'
} >items.xml
refused items.xml "200,001 items" \
	'1 items.xml: error: the feed has more than 200000 items \[import/too-large\]'
{
	printf '<rss><channel>'
	yes "<!--$(head -c 1000 /dev/zero | tr '\0' x)-->" | head -c 67108864
} >bytes.xml
refused bytes.xml "more than 64 MiB" \
	'1 bytes.xml: error: the feed has more than 67108864 bytes \[import/too-large\]'
rm bytes.xml
printf '{"version": "https://jsonfeed.org/version/1.1", "items":\n%s' "$(many 100000 '[')" \
	>deep.json
refused deep.json "100,000 arrays in each other" \
	'1 deep.json:2:[0-9]+: error: .* are nested more than 64 deep \[json/syntax\]'
gzip -c points.xml >packed.xml
refused packed.xml "a packed file" '1 packed.xml:1:1: error: this is a gzip file'

# A feed that ends early, wherever that is, is refused whole: never is a part of it a show.
channel '<item><title>One</title><guid>1</guid></item><item><title>Two</title></item>' >whole.xml
taken=
size=$(wc -c <whole.xml)
for n in 1 9 30 47 60 90 105 120 $((size - 6)) $((size - 1)); do
	head -c "$n" whole.xml >cut.xml
	import -q cut.xml -o cut
	case "$status $err" in
	"1 cut.xml:"[12]:*) ;;
	*) taken="$taken $n: $status $err" ;;
	esac
	[ -e cut ] && taken="$taken $n: made"
done
is "a feed that is cut off is refused, with a place" "$taken" ""

# ---- titles that are names ----

ls -a .. >outside
cat >titles.py <<'E2'
import sys
titles = ["../../x", "../../../etc/cron.d/x", "/etc/passwd", "..", ".", "", " ", "/",
    "\\\\host\\c$", "C:\\x", "CON", "con.md", "NUL", "aux", "COM1", "LPT9.txt",
    "feed", "feed.yaml", "feed.lock",
    "-rf", "--help", "~", "~root", "$(touch x)", "`touch x`", "a;b|c&d", "*", "?", "a\tb", "a\nb",
    "\U0001f30a", "\U0001f468\u200d\U0001f469", "\u202egnp.exe", "e\u0301", "\u6f6e",
    "\u00e9t\u00e9",
    "x" * 10000, "y " * 5000, "\U0001f30a" * 10000, "CON", "con", "Con.", "x" * 10000]
from xml.sax.saxutils import escape
date = "<pubDate>Tue, 05 Mar 2024 06:30:00 GMT</pubDate>"
print("<rss><channel><title>../../x</title>" + "".join(
    "<item><title>%s</title><guid>%s</guid>%s</item>" % (escape(t), i, date if i % 2 else "")
    for i, t in enumerate(titles)) + "</channel></rss>")
print(len(titles), file=sys.stderr)
E2
PYTHONIOENCODING=utf-8 "$PYTHON" titles.py >titles.xml 2>count
import -q titles.xml -o titles
is "titles that are paths, devices and more are taken" "$status:$err" "0:"
is "each has a file" "$(ls titles/*.md | wc -l)" "$(($(cat count)))"
is "whose name is short and plain, and no device" "$(ls -A titles |
	grep -Ev '^[0-9]{1,4}(-03-05)?-[a-z0-9_-]{1,75}\.md$|^feed\.(yaml|lock)$')" ""
is "no two are one to a file system that ignores case" \
	"$(ls titles | tr A-Z a-z | sort | uniq -d)" ""
is "there is nothing but files" "$(find titles ! -type f)" "titles"
ok "outside the folder all is as it was" sh -c 'ls -a .. | diff outside -'
is "no title was a command" "$(ls -d x 2>ls.err)" ""
run "$FEEDGEN" -q --offline --cache none --lock none titles
like "and the titles are in the feed as they were" "$out" '<title>../../../etc/cron.d/x</title>'
printf '<rss><channel><title>T</title><item><title>a&#0;b\0c</title></item></channel></rss>' \
	>nul.xml
import nul.xml -o nul
like "a NUL is refused where it is" "$status $err" '^1 nul.xml:1:[0-9]+: error: '
import -q --repair nul.xml -o nul
is "and may be mended" "$status:$(ls nul | grep -c '^1-[a-c-]*\.md$')" "0:1"

# A folder of somebody else's, with the names that the show would have.
mkdir theirs && printf 'mine' >theirs/feed.yaml
import -q titles.xml -o theirs
is "one file in the way, and none is made" "$status:$(ls theirs):$(cat theirs/feed.yaml)" \
	"2:feed.yaml:mine"
rm theirs/feed.yaml
ln -s ../secret.txt theirs/feed.lock
import -q titles.xml -o theirs
is "nor is a link written through" "$status:$(ls theirs):$(cat secret.txt)" "2:feed.lock:TOP SECRET"
finish
