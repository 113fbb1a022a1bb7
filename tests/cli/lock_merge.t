#!/bin/sh
# SPDX-License-Identifier: ISC
# The lock file under version control: what two branches have published comes together, by
# itself or with marks that stop the build; and what one claims that the other has is told
# with the places of both.
. "$(dirname "$0")/lib.sh"
. "$top/tests/small_show.sh"
cd "$work" || exit 1
export SOURCE_DATE_EPOCH=1800000000
if ! git --version >git.version 2>&1; then
	echo "1..0 # SKIP there is no git"
	exit
fi
git() {
	command git -c user.name=Tester -c user.email=tester@example.org \
		-c init.defaultBranch=main "$@"
}

# add STEM NUMBER [GUID]: an episode.
add() {
	sed "s/number 1 of/number $2 of/; s/^number: 1/number: $2/; s|/1.mp3|/$1.mp3|
		s/2026-01/2026-0$2/; ${3:+s/^number:/guid: $3\n&/}" s/1.md >"s/$1.md"
}
# publish FEED
publish() { run "$FEEDGEN" -q --offline --cache none -o "$1" s; }
# branches COMMAND COMMAND: a show of three, and what each of two branches publishes besides;
# main has the second then.
branches() {
	rm -rf s ours.xml theirs.xml
	small_show s 3
	sed -i "s/^rules:.*/&\nepisode: {guid: \"small-{stem}\"}/" s/feed.yaml
	publish ours.xml
	cp ours.xml theirs.xml
	git -C s init -q
	git -C s add -A
	git -C s commit -q -m base
	git -C s checkout -q -b theirs
	eval "$1"
	publish theirs.xml
	git -C s add -A
	git -C s commit -q --allow-empty -m theirs
	git -C s checkout -q main
	eval "$2"
	publish ours.xml
	git -C s add -A
	git -C s commit -q --allow-empty -m ours
}
merge() { git -C s merge -q -m both theirs >merged 2>&1; }
guids() { sed -n 's/^  - {guid: "\([^"]*\)".*/\1/p' s/feed.lock | tr '\n' ' '; }

branches 'add 10 4' 'add zinnia 5'
ok 'two branches that each add an episode merge by themselves' merge
is 'to a line for each, in order' "$(guids)" 'small-1 small-10 small-2 small-3 small-zinnia '
publish ours.xml
is 'and the show builds' "$status:$err:$(grep -c '<item>' ours.xml)" '0::5'
is 'without another change' "$(git -C s status --short)" ''
is 'under which both branches had published it' \
	"$(grep -o '>small-[0-9]*<' theirs.xml | sort | tr -d '\n')" \
	'>small-10<>small-1<>small-2<>small-3<'

branches 'add 5 5' 'add 4 4'
ok 'two at one place stop the merge' test "$(merge || echo stopped)" = stopped
publish ours.xml
is 'and the build, at the marks' "$status:$(printf '%s\n' "$err" | head -1)" \
	'1:s/feed.lock:10:1: error: a merge left its marks here: “<<<<<<<” [lock/conflict]'
like 'with the way out' "$err" '^  hint: keep the lines of both sides, and remove the three lines'
sed -i '/^[<=>]\{7\}/d' s/feed.lock
publish ours.xml
is 'which is one' "$status:$err:$(guids)" '0::small-1 small-2 small-3 small-4 small-5 '

branches 'rm s/2.md' 'sed -i "s/^title:.*/title: Better/" s/2.md'
merge
is 'an episode that one removes and the other changes is a conflict of its file' \
	"$(git -C s status --short)" 'UD 2.md'

# Both publish one episode, each under a name of its own: which guid is it?
branches 'add new 4 theirs-4' 'add other 4 ours-4'
merge
sed -i '/^[<=>]\{7\}/d' s/feed.lock
publish ours.xml
is 'what both have published under guids of their own is two episodes' "$status:$(guids)" \
	'0:ours-4 small-1 small-2 small-3 theirs-4 '

# And under one guid.
branches 'add new 4 both' 'add other 5 both'
merge
sed -i '/^[<=>]\{7\}/d' s/feed.lock
publish ours.xml
like 'one guid for two is told with both lines of the lock' "$status:$err" \
	'^1:.*s/feed.lock:8:5: error: the guid both is here and on line 7.*\[lock/guid-twice\]'
like 'and with both files' "$err" 's/other.md:8:7: error: the same guid “both” as s/new.md'

# ---- all at once ----

# Another template, and one episode with another name, title and host: the same guids.
branches true true
sed -i 's/small-{stem}/{number}/' s/feed.yaml
mv s/2.md s/two.md
sed -i 's/^title:.*/title: Two/; s/small.example.com/cdn.example.com/' s/two.md
run "$FEEDGEN" -v --offline --cache none -o ours.xml s
is 'template, file, title and host at once' "$status:$(guids)" '0:small-1 small-2 small-3 '
like 'are noted with the episode' "$err" \
	'“Two” keeps the guid small-2: its file was 2.md, its title was'
like 'at the template, for all' "$err" \
	'^s/feed.yaml:[0-9:]*: hint: published guids stay as they are: this'
is 'and are one line of the lock' "$(git -C s diff --stat -- feed.lock | tail -1)" \
	' 1 file changed, 1 insertion(+), 1 deletion(-)'

# Two claim a guid that is pinned to one of them.
branches true true
sed -i 's/^number:/guid: small-1\n&/' s/3.md
publish ours.xml
is 'who takes the guid of another is told' "$status:$(grep -c small-3 ours.xml)" 1:1
like 'at its line' "$err" \
	's/3.md:8:7: error: “Episode number 3 of small” was published with the guid'
like 'with the line of its own in the lock' "$err" 'see: s/feed.lock:9:1'
like 'and what it meets' "$err" 's/3.md:8:7: error: the same guid “small-1” as s/1.md'

finish
