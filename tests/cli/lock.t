#!/bin/sh
# SPDX-License-Identifier: ISC
# The lock file: an episode keeps the guid under which it was published.
. "$(dirname "$0")/lib.sh"
cd "$work" || exit 1

# A show of three episodes in s/, published as feed.xml; s/feed.lock was made by that.
published_show() {
	rm -rf s feed.xml feed.new
	small_show s
	sed 's/number 2/number 3/; s/2\.mp3/3.mp3/; s/-02-01/-03-01/; s/^number: 2/number: 3/
		s/^length:.*/length: 3000000/' s/2.md >s/3.md
	run "$FEEDGEN" --offline -o feed.xml s
	[ "$status:$err" = 0: ] || fail "the show builds" "$err"
	guids >guids
	cp s/feed.lock lock.1
	cp feed.xml feed.1
}
# The guids of the feed, with the audio of each.
guids() {
	sed -n 's/.*<guid[^>]*>\(.*\)<.guid>.*/\1/p' "${1-feed.xml}" | sort
}
pinned() {
	sed -n 's/.*{guid: "\([^"]*\)".*/\1/p' s/feed.lock
}
build() {
	run "$FEEDGEN" --offline -v -o feed.xml s
}
same_guids() {
	guids | cmp - guids
}
# refused LABEL STATUS: the build is, and nothing changes.
refused() {
	cp s/feed.lock lock.before
	cp feed.xml feed.before
	build
	is "$1" "$status $(cmp feed.before feed.xml 2>&1; cmp lock.before s/feed.lock 2>&1)" "$2 "
}

# ---- what is written, and when ----

small_show s
run "$FEEDGEN" --offline s
is "standard output writes no lock" "$(ls s)" "1.md
2.md
feed.yaml"
run "$FEEDGEN" check --offline s
is "check writes none either" "$(find s -name '*.lock')" ""
run "$FEEDGEN" --offline --lock none -o feed.xml s
is "--lock none writes none" "$status $(find s -name '*.lock')" "0 "
published_show
is "-o writes one beside the show config" "$(ls s)" "1.md
2.md
3.md
feed.lock
feed.yaml"
is "with a line for each episode" "$(grep -c '^  - {guid: ' s/feed.lock)" 3
is "and the guids of the feed" "$(pinned)" "$(cat guids)"
is "sorted by them" "$(pinned)" "$(pinned | LC_ALL=C sort)"
like "and the show's" "$(cat s/feed.lock)" '^guid: "[0-9a-f-]{36}"$'
ok "it is YAML" "$PYTHON" -c 'import yaml; yaml.safe_load(open("s/feed.lock"))'
before=$(stat -c '%i %Y %Z' s/feed.lock)
build
is "an unchanged show does not touch it" "$(stat -c '%i %Y %Z' s/feed.lock)" "$before"
unlike "and is not told of" "$err" 'lock/'
run "$FEEDGEN" --offline --lock own.lock -o other.xml s
is "--lock names another file" "$status $(cmp own.lock s/feed.lock)" "0 "
sed 's/^title:.*/title: Fourth/; s/3\.mp3/4.mp3/; s/-03-01/-04-01/; s/^number:.*/number: 4/' \
	s/3.md >s/4.md
build
is "a new episode is one line more" "$(diff lock.1 s/feed.lock | grep -c '^[<>]')" 1

# ---- one thing changes, the guid does not ----

published_show
mv s/2.md s/renamed.md
build
is "a renamed file" "$status $(same_guids)" "0 "
like "is noted with both names" "$err" \
	's/renamed.md: hint: .* keeps the guid .*: its file was 2.md'
is "and is one line changed" "$(diff lock.1 s/feed.lock | grep -c '^>')" 1
build
unlike "once" "$err" 'lock/'
is "and stays" "$status $(same_guids)" "0 "

published_show
sed -i 's/^title:.*/title: A better title/' s/2.md
build
is "a new title" "$status $(same_guids)" "0 "
like "is noted with both" "$err" \
	's/2.md:2:8: hint: “A better title” keeps .* its title was “Episode number 2 of small”'

published_show
sed -i 's|https://small.example.com/2|https://cdn.example.net/x/two|' s/2.md
build
is "another address of the audio" "$status $(same_guids)" "0 "
like "is noted with the old one" "$err" 'its audio was https://small.example.com/2.mp3'

published_show
sed -i 's|https://small.example.com/|https://cdn.example.net/|' s/?.md
for n in 1 2 3; do mv s/$n.md s/episode-$n.md; done
refused "another host for all audio is refused" 4
run "$FEEDGEN" --offline -o feed.xml --allow-enclosure-change s
is "if it is meant, all keep their guids, under new names too" "$status $(same_guids)" "0 "

published_show
sed -i 's|^feed_url:.*|feed_url: https://new.example.net/rss.xml|' s/feed.yaml
build
is "another address of the feed" "$status $(same_guids)" "0 "
is "keeps the podcast:guid" "$(grep podcast:guid feed.xml)" "$(grep podcast:guid feed.1)"

published_show
printf 'episode: {guid: "tag:{stem}-of-this-show"}\n' >>s/feed.yaml
build
is "a new template" "$status $(same_guids)" "0 "
like "is noted at the template" "$err" \
	's/feed.yaml:[0-9]+:[0-9]+: hint: .* would change 3 of them'
build
is "and stays so" "$status $(same_guids)" "0 "

published_show
mv s/1.md s/x.md && mv s/2.md s/1.md && mv s/x.md s/2.md
build
is "two files that change their names" "$status $(same_guids)" "0 "
is "go by what is in them, and the feed is the same" "$(cmp feed.1 feed.xml)" ""

# ---- what is refused ----

published_show
sed -i '2i guid: my-own-idea-of-it' s/2.md
refused "a guid that was edited is refused" 1
like "at its line" "$err" \
	's/2.md:2:7: error: .* with the guid .* and has now my-own-idea-of-it .lock/guid-changed'
like "with the flag that allows it" "$err" '[-]-allow-guid-change'
like "and the lock's line" "$err" 's/feed.lock:[0-9]+'
run "$FEEDGEN" check --offline s
is "check finds it too" "$status" 1
run "$FEEDGEN" check --offline --allow-guid-change s
is "unless it is allowed" "$status" 0
run "$FEEDGEN" --offline --allow-guid-change -o feed.xml s
is "the flag publishes it" "$status $(grep -c my-own-idea feed.xml s/feed.lock | tr '\n' ' ')" \
	"0 feed.xml:1 s/feed.lock:1 "
is "and the old guid is gone" "$(grep -c '^  - ' s/feed.lock)" 3
build
is "then it is pinned" "$status" 0

# The file of an episode makes place for another, which was copied from it with its guid: $1, the
# line that another thing of the old one is kept by.
copied() {
	published_show
	old=$(sed -n 's/.*{guid: "\([^"]*\)", file: "2.md".*/\1/p' s/feed.lock)
	sed "s/number 2/of nets/; s/2\.mp3/9.mp3/; s/-02-01/-04-01/; s/^number: 2/number: 9/; $1
		2i guid: $old" s/2.md >s/9.md
	rm s/2.md
}
copied ''
refused "a new episode with the guid of an old one is refused" 1
like "at its line" "$err" 's/9.md:2:7: error: .*lock/guid-reused.*'
like "with the lock's" "$err" 'see: s/feed.lock:[0-9]+'
run "$FEEDGEN" --offline --allow-guid-change -o feed.xml s
is "unless it is allowed" "$status $(guids | grep -c "^$old\$")" "0 1"
build
is "and is that episode from then on" "$status" 0
for kept in 's/9\.mp3/2.mp3/' 's/of nets/number 2/' 's/-04-01/-02-01/'; do
	copied "$kept"
	build
	is "what keeps one thing of it is the old one: $kept" \
		"$status $(guids | grep -c "^$old\$")" "0 1"
done

published_show
other=$(sed -n 's/.*{guid: "\([^"]*\)", file: "1.md".*/\1/p' s/feed.lock)
sed -i "2i guid: $other" s/2.md
refused "the guid of another episode is refused" 1
like "which is named" "$err" 'which is that of “Episode number 1 of small” \(1.md\)'
like "as two episodes with one guid" "$err" 'episode/guid-duplicate'

published_show
sed -i '2i guid: 917393e3-1b1e-5cef-ace4-edaa54e1f810' s/feed.yaml
refused "a podcast:guid that was edited is refused" 1
like "at its line" "$err" 's/feed.yaml:2:7: error: .*lock/show-guid-changed'
run "$FEEDGEN" --offline --allow-guid-change -o feed.xml s
is "the flag publishes it too" "$status $(grep -c 917393e3 s/feed.lock)" "0 1"

published_show
sed -i 's/^title:.*/title: Something else/; s/2\.mp3/new.mp3/; s/-02-01/-06-01/' s/2.md
refused "another episode under the same file name is refused" 1
like "both ways out are named" "$err" \
	'if it is, write .guid: .*. into its front matter; if not'
sed -i '2i guid: a-guid-of-its-very-own' s/2.md
build
is "a guid of its own makes it a new one" "$status $(grep -c '<item>' feed.xml)" "0 3"
like "and the old one is gone" "$err" \
	's/feed.lock:[0-9]+:1: warning: .* 2 of small” was published .2.md., and is not in'
is "but remembered" "$(grep -c '^  - ' s/feed.lock)" 4

# ---- what goes away ----

published_show
rm s/2.md
build
is "a file that is gone is a warning" "$status" 0
like "at the lock's line" "$err" \
	's/feed.lock:[0-9]+:1: warning: .* 2 of small” was published .2.md., and is not in'
is "its line stays" "$(cmp lock.1 s/feed.lock)" ""
sed -i '/"2.md"/d' s/feed.lock
build
unlike "deleting the line says that it was meant" "$err" 'lock/'

published_show
sed -i '2i draft: true' s/2.md
build
like "a draft is a hint" "$err" 's/2.md: hint: .*is not in the feed any more'
is "and its line stays" "$(cmp lock.1 s/feed.lock)" ""
sed -i 2d s/2.md
mv s/2.md s/back.md
build
is "so that it comes back under its guid" "$status $(same_guids)" "0 "

# A cron job with -q says nothing of warnings: what is a mistake must not take an episode away.
for mistake in '1,$d' '1s/---/-- -/' '/^audio/d' '2i status: publishd'; do
	published_show
	sed -i "$mistake" s/2.md
	refused "a mistake ($mistake) does not take back what is published" 1
	like "which is said" "$err" \
		'^s/2.md: error: “Episode number 2 of small” was published, .*\[lock/left-out\]'
	run "$FEEDGEN" --offline --rule lock/left-out=warning -o feed.xml s
	is "unless it is meant" "$status $(grep -c '<item>' feed.xml)" "0 2"
done
published_show
sed -i 's/^date:.*/date: 2062-02-01/' s/2.md
build
like "an episode that is put off is a warning" "$status $err" \
	's/2.md:3:7: warning: .*\[lock/postponed\]'
is "whose line stays" "$(cmp lock.1 s/feed.lock)" ""

# ---- a lock that is not as it was written ----

# The published feed knows better than a guid that was edited in the lock.
published_show
first=$(pinned | head -1 | cut -d' ' -f1)
sed -i "s/$first/00000000-edited-by-hand/" s/feed.lock
refused "a guid that is edited in the lock: refused" 4
like "it is told where it was edited" "$err" \
	's/feed.lock:[678]:1: error: .* was published with the guid .*, and the lock file has'
like "with what to do there" "$err" "hint: put $first back there; --allow-guid-change"
like "and where it is published" "$err" 'see: feed.xml:[0-9]+'
edited=$(sed -n 's/.*{guid: "00000000-edited-by-hand", file: "\([^"]*\)".*/\1/p' s/feed.lock)
sed -i '1a guid: 00000000-edited-by-hand' "s/$edited"
refused "so is one that is edited in both: refused" 4
like "and both are named" "$err" 'hint: put .* back there and into the front matter; --allow'
sed -i "s/^guid: 00000000.*/guid: $first/" "s/$edited"
refused "where only the lock is edited, the episode's own is another: refused" 1
like "and it is said that it may be the lock" "$err" 'or nothing, unless it is the lock file'

published_show
{
	echo '# by hand'
	grep ^guid: s/feed.lock
	echo episodes:
	grep '^  - ' s/feed.lock | sort -r |
		sed 's/^  - {guid: "\([^"]*\)", file: "\([^"]*\)".*/  - file: \2\n    guid: \1/'
	echo 'version: 1'
} >by-hand
cp by-hand s/feed.lock
build
is "other YAML that says the same is understood" "$status $(same_guids)" "0 "
is "and written as usual" "$(cmp s/feed.lock lock.1)" ""
sed -i 's/$/\r/' s/feed.lock
before=$(cat s/feed.lock)
build
is "line ends of Windows are left alone" "$status $(cat s/feed.lock)" "0 $before"

# Label, text of the lock file, what is said.
broken() {
	published_show
	printf '%b' "$2" >s/feed.lock
	refused "$1: refused" 1
	like "$1: told" "$err" "$3"
}
broken "an unfinished merge" \
	'version: 1\nepisodes:\n<<<<<<< ours\n  - {guid: a, file: a}\n=======\n>>>>>>> theirs\n' \
	's/feed.lock:3:1: error: a merge left its marks here: “<<<<<<<” \[lock/conflict\]'
broken "garbage" 'xyz\n' 's/feed.lock:1:1: error: '
broken "no UTF-8" 'version: 1\n# \0377\n' 's/feed.lock:2:3: error: byte 0xFF'
broken "an empty file" '' 's/feed.lock: error: the lock file is empty'
broken "no version" 'episodes: []\n' 's/feed.lock:1:1: error: .*no version \[lock/invalid\]'
broken "a newer version" 'version: 2\nepisodes: 7\n' \
	's/feed.lock:1:10: error: a newer feedgen wrote this file.* \[lock/newer\]'
broken "one guid twice" \
	'version: 1\nepisodes:\n  - {guid: a, file: a.md}\n  - {guid: a, file: b.md}\n' \
	's/feed.lock:4:5: error: the guid a is here and on line 3'
broken "a name that means nothing" 'version: 1\nepisodes:\n  - {giud: a, file: a.md}\n' \
	's/feed.lock:3:6: error: “giud” means nothing here'
broken "a line without a guid" 'version: 1\nepisodes:\n  - {file: a.md}\n' \
	's/feed.lock:3:5: error: this episode has no guid'
broken "a date that is none" 'version: 1\nepisodes:\n  - {guid: a, file: a.md, date: then}\n' \
	's/feed.lock:3:33: error: “then” is no point in time'
broken "a line that was cut" 'version: 1\nepisodes:\n  - {guid: a, fi' \
	's/feed.lock:[0-9]+:[0-9]+: error: '
published_show
rm s/feed.lock
mkdir s/feed.lock
build
is "a folder of that name is refused" "$status" 1

# A slip of the hand: the feed over the lock file, which has what nothing else has.
published_show
cp feed.xml feed.1
ln -s s/feed.lock pins.xml
for name in s/feed.lock pins.xml; do
	run "$FEEDGEN" --offline -q -o feed.xml -o "$name" s
	is "-o $name is refused where that is the lock file" "$status:$(
		printf '%s\n' "$err" | head -1)$(cmp lock.1 s/feed.lock)$(cmp feed.1 feed.xml)" \
		"1:s/feed.lock: error: this is the lock file, and the output $name [lock/is-output]"
done
rm pins.xml
run "$FEEDGEN" --offline -q --lock none -o s/feed.lock s
is "without one it is any file" "$status" 0
run "$FEEDGEN" --offline -q --lock new.xml -o new.xml s
like "so is a lock file that is not there yet" "$status $err" '^1 new.xml: error: .*lock/is-output'
ok "and none is made" test ! -e new.xml

# ---- the first run beside a feed that is there already ----

# A feed by another program: its own guids, and other ways of writing.
foreign_feed() {
	small_show s
	rm -f s/feed.lock
	cat >feed.xml <<'XML'
<rss version="2.0" xmlns:pc="https://podcastindex.org/namespace/1.0"><channel>
<title>Small Show</title><pc:guid>9b024349-ccf0-5f69-a609-6b82873eab3c</pc:guid>
<item><title>One, it was called</title><guid>old-1</guid>
<enclosure url="https://small.example.com/1.mp3" length="1" type="audio/mpeg"/></item>
<item><title>Two</title><guid>old-2</guid><link>https://small.example.com/two</link>
<enclosure url="https://elsewhere.example.com/b.mp3" length="1" type="audio/mpeg"/></item>
</channel></rss>
XML
	sed -i '2i link: https://small.example.com/two' s/2.md
}
rm -rf s
foreign_feed
build
is "a feed that is there lends its guids" "$status $(guids | tr '\n' ' ')" "0 old-1 old-2 "
like "by audio or page, and says so" "$err" \
	'the guids of 2 episodes are taken from the published feed'
like "and the show's" "$(cat feed.xml s/feed.lock)" '^guid: "9b024349-ccf0-5f69-a609-6b82873eab3c"'
is "all is pinned" "$(pinned | tr '\n' ' ')" "old-1 old-2 "
build
is "and stays" "$status $(guids | tr '\n' ' ')" "0 old-1 old-2 "
rm -rf s
foreign_feed
sed -i 's|https://small.example.com/|/|; s|="/1|="1|' feed.xml
build
is "by addresses that are relative to the feed's, too" "$status $(guids | tr '\n' ' ')" \
	"0 old-1 old-2 "
for encoding in ISO-8859-1 windows-1252 UTF-16 UTF-16LE; do
	rm -rf s
	foreign_feed
	sed -i 's/Two/Café/' feed.xml
	sed "1s/^/<?xml version=\"1.0\" encoding=\"$encoding\"?>/" feed.xml |
		iconv -f UTF-8 -t "$encoding" >other.xml
	run "$FEEDGEN" diff feed.xml - <other.xml
	is "a feed in $encoding is read, from a pipe" "$out" \
		"feedgen: 0 added, 0 removed, 0 changed, 2 the same"
	mv other.xml feed.xml
	build
	is "and from a file" "$status $(guids | tr '\n' ' ')" "0 old-1 old-2 "
done
rm -rf s
foreign_feed
run "$FEEDGEN" --offline --lock none -o feed.xml s
is "without a lock, nothing is taken" "$status" 4
rm -rf s
foreign_feed
sed -i '2i guid: another-guid-for-one' s/1.md
build
is "a guid that is written against the feed is refused" "$status" 4

# Another program's feed that nobody can read has the guids all the same.
rm -rf s
foreign_feed
sed -i '$d' feed.xml
cp feed.xml feed.1
build
like "without a lock, a feed that is not understood is not replaced" \
	"$status $(cmp feed.1 feed.xml) $err" \
	'^1  feed.xml:[0-9]+: error: .*ends in the middle.*\[lock/feed-unreadable\]'
ok "and no lock is made" test ! -e s/feed.lock
run "$FEEDGEN" --offline --allow-guid-change -o feed.xml s
is "unless other guids are wanted" "$status $(grep -c '<item>' feed.xml)" "0 2"
rm -rf s
foreign_feed
: >feed.xml
build
like "what a shell has emptied is nothing published" "$status $err" '^0 .*guard/unreadable'
sed -i '$d' feed.xml
build
like "with a lock, it is replaced, too" "$status $err" '^0 .*ends in the middle.*guard/unreadable'

# A link that leads back to itself cannot be opened by anybody, root included.
published_show
rm feed.xml
ln -s feed.xml feed.xml
build
like "a feed that cannot be opened is not replaced" "$status $err" '^[34] .*error: .*symbolic links'
rm feed.xml

# ---- what leaves the feed ----

# A file that is lost one night is told by the run that publishes without it, to whoever reads
# the mail of cron, and not night after night.
quietly() {
	run "$FEEDGEN" --offline -q -o feed.xml "$@" s
}
published_show
quietly
is "silent with -q" "$status:$err" 0:
mv s/2.md away
quietly
like "a published episode that leaves is told with -q, too" "$status $err" \
	'^0 feed.xml: warning: 1 of 3 published .* not in the new feed any more: “Episode number 2'
like "… with what to do" "$err" 'put the file back as it was: the lock file keeps the guid$'
like "… and what was done" "$err" '^feedgen: 0 errors, 2 warnings.*; feed.xml was written$'
unlike "… and -q hides what stands there every night" "$err" 'lock/vanished'
quietly
is "… once" "$status:$err" 0:
run "$FEEDGEN" --offline -o feed.xml s
like "without -q the lock goes on to tell" "$status $err" '^0 s/feed.lock:[0-9]+.*lock/vanished'
unlike "… but not as news" "$err" 'guard/dropped'
mv away s/2.md
quietly
is "it comes back as the episode that it was" "$status:$err $(cmp feed.1 feed.xml)" "0: "
sed -i 's/^title:/draft: true\ntitle:/' s/3.md
quietly -o feed.atom
like "a draft is told the same way" "$status $err" '^0 feed.xml: warning: 1 of 3 .*number 3'
published_show
quietly -o feed.atom -o feed.json
mv s/3.md away
quietly -o old.atom
cp feed.1 feed.xml
mv away s/3.md
quietly -o old.json
rm s/3.md
quietly -o feed.atom -o old.json -o old.atom -o feed.json
is "every feed that loses it is named, and no other" \
	"$(printf '%s\n' "$err" | sed -n 's/ \[guard.*//; s/.*warning: //p')" \
	"1 of 3 published episodes is not in the new feed any more: “Episode number 3 of small”; \
nor in feed.atom, old.json, feed.json"
published_show
mv s/2.md away
run "$FEEDGEN" --offline -q --lock none -o feed.atom s
rm s/3.md
run "$FEEDGEN" --offline -q --allow-shrink -o feed.xml -o feed.atom s
is "each with what it loses itself" "$(
	printf '%s\n' "$err" | grep -o '^[^ ]*: warning: .*: “.*”')" \
	"feed.atom: warning: 1 of 2 published episodes is not in the new feed any more: “Episode \
number 3 of small”
feed.xml: warning: 2 of 3 published episodes are not in the new feed any more: “Episode number \
3 of small”, “Episode number 2 of small”"
published_show
rm s/2.md
quietly --rule guard/dropped=error
like "as an error it refuses the build" "$status $err" '^1 feed.xml: error: 1 of 3 .*guard/dropped'
is "… and the feed stays" "$(cmp feed.1 feed.xml)" ""

# A finding stands where its line is in the file as it was written anew, with more lines.
published_show
rm s/3.md
for n in 4 5 6 7; do
	sed "s/number 2/number $n/; s/2\\.mp3/$n.mp3/; s/-02-01/-0$n-02/; s/r: 2/r: $n/" \
		s/2.md >s/$n.md
done
run "$FEEDGEN" --offline -o feed.xml s
line=$(printf '%s\n' "$err" | sed -n 's/^s.feed.lock:\([0-9]*\):.*(3.md).*/\1/p')
like "what is gone is told at its line of the new lock file" \
	"$(sed -n "${line:-1}p" s/feed.lock)" 'file: "3.md"'

# ---- together with the feed ----

published_show
cp s/feed.lock lock.0
sed -i 's/^title:.*/title: A better title/' s/2.md
mkdir dir
run "$FEEDGEN" --offline -o nowhere/feed.xml s
is "no feed, no lock" "$status $(cmp lock.0 s/feed.lock)" "3 "
run "$FEEDGEN" --offline --lock nowhere/x.lock -o feed.xml s
is "a lock that cannot be written" "$status" 3
is "is no feed" "$(cmp feed.1 feed.xml)" ""
like "and is named" "$err" 'nowhere'
finish
