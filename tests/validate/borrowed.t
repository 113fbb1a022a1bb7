#!/bin/sh
# SPDX-License-Identifier: ISC
# What feeds borrow from other vocabularies, value by value: an error, or fine. Each line of
# borrowed.txt is a small feed with that in its channel, item, feed or entry.
# shellcheck source=tests/cli/lib.sh
. "$(dirname "$0")/../cli/lib.sh"

purl=http://purl.org
prefixes="xmlns:atom=\"http://www.w3.org/2005/Atom\"
xmlns:dc=\"$purl/dc/elements/1.1/\" xmlns:media=\"http://search.yahoo.com/mrss/\"
xmlns:sy=\"$purl/rss/1.0/modules/syndication/\" xmlns:slash=\"$purl/rss/1.0/modules/slash/\"
xmlns:admin=\"http://webns.net/mvcb/\" xmlns:cc=\"http://web.resource.org/cc/\"
xmlns:creativeCommons=\"http://backend.userland.com/creativeCommonsRssModule\"
xmlns:blogChannel=\"http://backend.userland.com/blogChannelModule\"
xmlns:wfw=\"http://wellformedweb.org/CommentAPI/\" xmlns:thr=\"$purl/syndication/thread/1.0\"
xmlns:feedburner=\"http://rssnamespace.org/feedburner/ext/1.0\"
xmlns:geo=\"http://www.w3.org/2003/01/geo/wgs84_pos#\" xmlns:icbm=\"http://postneo.com/icbm\"
xmlns:geourl=\"http://geourl.org/rss/module/\" xmlns:georss=\"http://www.georss.org/georss\"
xmlns:dcterms=\"$purl/dc/terms/\"
xmlns:trackback=\"http://madskills.com/public/xml/rss/module/trackback/\"
xmlns:opensearch=\"http://a9.com/-/spec/opensearch/1.1/\"
xmlns:itunes=\"http://www.itunes.com/dtds/podcast-1.0.dtd\"
xmlns:fh=\"$purl/syndication/history/1.0\" xmlns:x=\"https://x.example/ns\"
xmlns:rdf=\"http://www.w3.org/1999/02/22-rdf-syntax-ns#\""

rss() {
	printf '<rss version="2.0" %s><channel><title>T</title>' "$prefixes"
	printf '<link>https://w.org/</link><description>d</description>%s' "$1"
	printf '<item><title>i</title>%s</item></channel></rss>' "$2"
}
atom() {
	head='<title>t</title><updated>2003-12-13T18:30:02Z</updated>'
	printf '<feed xmlns="http://www.w3.org/2005/Atom" %s>%s' "$prefixes" "$head"
	printf '<id>https://w.org/</id><author><name>A</name></author>%s' "$1"
	printf '<entry>%s<id>https://w.org/1</id><summary>s</summary>' "$head"
	printf '<link href="https://w.org/1"/>%s</entry></feed>' "$2"
}

while read -r wanted place text; do
	case $place in
	channel) rss "$text" '' ;;
	item) rss '' "$text" ;;
	feed) atom "$text" '' ;;
	entry) atom '' "$text" ;;
	esac >"$work/feed.xml"
	run "$FEEDGEN" validate --offline "$work/feed.xml"
	case $status in
	0) found=fine ;;
	1) found=error ;;
	*) found=$status ;;
	esac
	is "$wanted: $text" "$found" "$wanted"
done <"$top/tests/validate/borrowed.txt"
finish
