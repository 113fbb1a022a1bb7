#!/bin/sh
# SPDX-License-Identifier: ISC
# What findings about feeds say: that the hint fits the case, and that a live stream is not
# asked for what only a file has. Each case is the good feed with one change.
# shellcheck source=tests/cli/lib.sh
. "$(dirname "$0")/../cli/lib.sh"
good=$top/tests/validate/good.xml

# The good feed, changed by the sed script; its findings are in $out.
change() {
	sed "$1" "$good" >"$work/feed.xml"
	run "$FEEDGEN" validate --diagnostics json "$work/feed.xml"
}
# A liveItem with this start and this enclosure.
live() {
	guid='<guid isPermaLink="false">harbour-live-1</guid>'
	page='<podcast:contentLink href="https://harbour-sounds.org/live">Live'
	item="status=\"live\" start=\"$1\" end=\"2024-03-12T08:00:00Z\"><title>Live</title>$guid"
	item="<podcast:liveItem $item$2$page</podcast:contentLink></podcast:liveItem>"
	change "s|<itunes:type>episodic</itunes:type>|&$item|"
}
enclosure='<enclosure url="https://harbour-sounds.org/stream" length="33" type="audio/mpeg"/>'

live 2024-03-12T06:00:00Z "$enclosure"
is "a live stream needs neither a size nor a file's name" "$out" ""
live "2024-03-12T06:00:00 -0500" "$enclosure"
like "a space before a zone is named" "$out" 'has a space behind its time of day'
like "the hint for a date of RFC 3339 is such a date" "$out" 'write it like 2024-03-05T06:30:00Z'

for host in localhost 192.168.1.10 '[::1]'; do
	change "0,/<enclosure url=\"https:..[^/]*/s||<enclosure url=\"https://$host|"
	like "audio at $host is not public" "$out" '"url/not-public".* is not public'
done

change 's|<pubDate>Tue, 05 Mar|<pubDate>Mon, 05 Mar|'
like "a wrong day of the week: the right one is named" "$out" 'that is a Tuesday'
like "the hint for a date of RFC 822 is such a date" "$out" 'write it like Tue, 05 Mar 2024'

change '0,/<itunes:explicit>false/s//<itunes:explicit>clean/'
like "clean means false" "$out" '"hint": *"write false,'
change '0,/<itunes:explicit>false/s//<itunes:explicit>Yes/'
like "Yes means true" "$out" '"hint": *"write true,'
change '0,/<itunes:explicit>false/s//<itunes:explicit>perhaps/'
like "who knows what else means" "$out" '"hint": *"write true or false,'

change '0,/<title>/s//<title>Harbour | Quay | Sea | /'
like "a show's title says too much as an item's does" "$out" \
	'"text/title-stuffed".*"element": "channel/title".*in several parts'

flare='<feedburner:feedFlare href="a page" src="https://harbour-sounds.org/"/>'
change "s|<itunes:type>|$flare&|;
	s|<rss |&xmlns:feedburner=\"http://rssnamespace.org/feedburner/ext/1.0\" |"
like "what FeedBurner adds has addresses too" "$out" \
	'"url/invalid".*"element": "channel/feedburner:feedFlare@href"'

change 's|cover.jpg|cover.gif|'
like "a GIF is not mended by its name" "$out" 'save the picture as JPEG or PNG'
change 's|https://harbour-sounds.org/cover|http://harbour-sounds.org/cover|'
like "a cover without encryption" "$out" '"url/http".*"element": "channel/itunes:image@href"'
change 's|cover.jpg|cover|'
like "a picture without an extension needs one" "$out" 'give the picture such a name'

recipient='<podcast:value type="lightning" method="keysend"><podcast:valueRecipient type="node" \
address="a" split=""/></podcast:value>'
change "s|<itunes:type>episodic</itunes:type>|&$recipient|"
like "an empty split is told to who follows the podcast namespace" "$out" \
	'"feed/number", *"platforms": *\[[^]]*psp1'

change 's|Ropes and rain|Ropes \&nbsp; rain|'
like "ill-formed XML is told with the element around it" "$out" \
	'"xml/entity".*"element": "channel/item/title"'
change 's|<itunes:duration>3600</itunes:duration>|&<podcast:soundbite startTime="3580" \
	duration="30"/>|'
like "a soundbite ends before the episode does" "$out" \
	'"feed/soundbite".*podcast:soundbite".*ends after 3610 seconds, and the episode after 3600'
change 's|<itunes:duration>3600</itunes:duration>|&<podcast:soundbite startTime="3570" \
	duration="30"/>|'
is "or with it" "$out" ""
change 's|<itunes:type>episodic</itunes:type>|&<podcast:medium>musicL</podcast:medium>|'
like "a list has no items" "$out" 'the feed is a list, but it has items of its own'
like "but remote ones" "$out" '<channel> has no <podcast:remoteItem>'

# A podcast:value with one recipient: type, address, split.
pays() {
	value="<podcast:valueRecipient type=\"$1\" address=\"$2\" split=\"$3\"/>"
	value="<podcast:value type=\"lightning\" method=\"keysend\">$value</podcast:value>"
	change "s|<itunes:type>episodic</itunes:type>|&$value|"
}
key=$(printf '%066d' 7)
pays node "$key" 1
is "who is paid by the key of a node has one" "$out" ""
pays node "${key#0}" 1
like "a key of 65 digits is none" "$out" 'is no key of a node'
pays lnaddress harbour-sounds 1
like "a lightning address has an @" "$out" 'is no lightning address: “harbour-sounds”'
pays node "$key" 0
like "when all splits are 0, nobody is paid" "$out" 'are all 0, so nobody is paid'

change 's|<itunes:type>episodic</itunes:type>|&<itunes:complete>yes</itunes:complete>|;
	s|Tue, 12 Mar 2024 06:00:00|Fri, 12 Mar 2100 06:00:00|'
like "a complete show has nothing to come" "$out" '"show/complete".*an item is still to come'
next='<atom:link rel="next" href="https://harbour-sounds.org/feed.xml"/>'
change "s|rel=\"self\" type=\"application/rss+xml\"/>|rel=\"self\"/>$next|"
like "the next page is not this one" "$out" '"feed/next-loop".*"element": "channel/atom:link@href"'

change 's|</itunes:name>|</itunes:nome>|'
like "so is an element that is not closed" "$out" \
	'"xml/ill-formed".*"element": "channel/itunes:owner/itunes:name"'
change 's|^<rss|<!-- & -->&nbsp;<rss|'
like "before the root there is none" "$out" '"element": null'
run "$FEEDGEN" validate --diagnostics json "$top/tests/validate/json/member-missing/fires.xml"
like "of a JSON Feed the member that is missing is named" "$out" \
	'"json/member-missing".*"element": "title"'
change 's|An hour under a tin roof.|\&lt;img ONERROR = "go()" alt="on=1"\&gt; An hour.|'
like "a handler of events is a script" "$out" \
	'"feed/html-unsafe".*<description> has a script in it, ONERROR='
finish
