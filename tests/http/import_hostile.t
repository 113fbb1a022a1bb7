#!/bin/sh
# SPDX-License-Identifier: ISC
# feedgen import from servers that mean harm: circles, bombs, what is cut off, who else is asked.
# (Pages are in import.t.)
. "$(dirname "$0")/lib.sh"
docs=$work/docs
mkdir "$docs"
start_bad -d "$docs"
xml=type=application/rss+xml
cd "$work" || exit 1

# import PATH [OPTION]…: into new; what the server was asked is in asked.
import() {
	rm -rf new
	start_log
	path=$1
	shift
	run "$FEEDGEN" import --allow-private "$@" "$site/$path" -o new
}
# page NAME NEXT ITEM…
page() {
	name=$1
	{
		printf '<rss xmlns:atom="http://www.w3.org/2005/Atom"><channel><title>T</title>'
		[ "$2" ] && printf '<atom:link rel="next" href="%s"/>' "$2"
		shift 2
		for item; do
			printf '<item><guid>%s</guid><title>%s</title></item>' "$item" "$item"
		done
		printf '</channel></rss>'
	} >"$docs/$name"
}
# refused LABEL PATH WHAT
refused() {
	import "$2"
	like "$1 is refused" "$status $err" "$3"
	ok "$1: nothing is made" test ! -e new
}
made() { find new -name '*.md' -printf '%f\n' | sort | tr '\n' ' '; }

# ---- redirects ----

page 1.xml '' a
import "moved/$site/to/$site/file/1.xml"
is 'redirects are followed' "$status:$(made)" '0:1-a.md '
refused 'a circle of redirects' loop/x '^3 .*more than 10 redirects.*\[fetch/redirects\]'
refused 'a redirect to a file' to/file:///etc/passwd \
	'^3 .*neither http nor https.*\[fetch/address\]'

# ---- bombs, and what is cut off ----

head -c 100000000 /dev/zero | gzip -n >"$docs/bomb.gz"
refused 'a bomb' "file/bomb.gz?$xml&gzip=1" \
	'^1 .*more than 33554432 bytes, unpacked \[fetch/too-large\]'
refused 'what has no end' endless/x '^1 .*more than 33554432 bytes, unpacked \[fetch/too-large\]'
gzip -nc "$docs/1.xml" | head -c 40 >"$docs/half.gz"
refused 'half a packed feed' "file/half.gz?$xml&gzip=1" '^3 .*the gzip ends before all of it'
refused 'a feed cut off in a chunk' cut-chunk/x '^3 .*\[fetch/broken\]'

# ---- nobody else is asked ----

sed "s|^<rss|<?xml-stylesheet href=\"$site/ok/a\"?><!DOCTYPE rss SYSTEM \"$site/ok/b\">&|
	s|<item>|<xi:include xmlns:xi=\"http://www.w3.org/2001/XInclude\" href=\"$site/ok/c\"/>\
<itunes:image \
xmlns:itunes=\"http://www.itunes.com/dtds/podcast-1.0.dtd\" href=\"$site/ok/d.jpg\"/>&<enclosure \
url=\"$site/ok/e.mp3\" length=\"1\" type=\"audio/mpeg\"/>|" "$docs/1.xml" >"$docs/points.xml"
import file/points.xml
is 'a stylesheet, a DTD, XInclude, pictures and audio are not fetched' \
	"$status:$(asked | sed 's/ -$//')" '0:GET /file/points.xml'
sed "s|^<rss|<!DOCTYPE rss [<!ENTITY x SYSTEM \"$site/ok/x\">]>&|; s|<title>T|&\&x;|" \
	"$docs/1.xml" >"$docs/entity.xml"
refused 'an entity of elsewhere' file/entity.xml \
	'^1 .*:1:[0-9]+: error: the document declares entities'
is 'and it is not fetched' "$(asked | grep -c ok/x)" 0
finish
