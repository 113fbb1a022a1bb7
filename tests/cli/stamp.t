#!/bin/sh
# SPDX-License-Identifier: ISC
# Nothing changed, nothing done: a build that finds its stamp good touches nothing, says what a
# build would say, and is never wrong about it.
. "$(dirname "$0")/lib.sh"

# Returns when what changes from now on has another time than what was changed before.
tick() {
	touch "$work/tick"
	before=$(stat -c %z "$work/tick")
	while touch "$work/tick" && [ "$(stat -c %z "$work/tick")" = "$before" ]; do :; done
}
not_skipped() {
	! is_skipped "$@"
}
build() {
	tick
	run "$FEEDGEN" --offline --cache cache -o feed.xml "$@" show
}
# Does a build with these options succeed, and do nothing? One that goes all the way has a
# temporary file beside the feed, which the folder remembers.
is_skipped() {
	was=$(stat -c %y .)
	build "$@"
	[ "$status" -eq 0 ] && [ "$was" = "$(stat -c %y .)" ]
}

cd "$work" || exit 1
small_show show 4
sed -i 's/^number: 2/number: 1/' show/2.md
build
is "the first build writes" "$status" 0
build
is "the second finds nothing to change" "$status" 0
told=$err
feed=$(stat -c '%i %y %z' feed.xml)
ok "the third does nothing" is_skipped
is "… and says the same" "$status $err" "0 $told"
like "… which is something" "$told" 'warning: '
is "… and the feed is untouched" "$(stat -c '%i %y %z' feed.xml)" "$feed"
is_skipped -v
verbose=$err
build -v --rebuild
is "with -v, too, it says what a build says" "$verbose" "$err"
like "… how many episodes there are" "$err" 'feed.xml: unchanged, 4 episodes'
build
is_skipped --diagnostics json
json=$err
build --rebuild --diagnostics json
is "… and in JSON" "$json" "$err"

# What a report only counts, the stamp only counts; one that shows all needs a stamp with all.
mkdir many && cd many || exit 1
small_show show 9
for n in 2 3 4 5 6 7; do
	sed -i 's/^number: .*/number: 1/' show/$n.md
done
for option in "" -q "--rule episode/number-duplicate=hint" -v "--diagnostics json"; do
	# shellcheck disable=SC2086
	for _ in 1 2 3; do
		build $option
	done
	# shellcheck disable=SC2086
	ok "folded, ${option:-as it is}: nothing is done" is_skipped $option
	# shellcheck disable=SC2086
	build $option
	said=$err
	# shellcheck disable=SC2086
	build --rebuild $option
	is "folded, ${option:-as it is}: the same is said" "$said" "$err"
done
build --rebuild
build
like "folded: some are but counted" "$err" 'and [0-9]+ more warnings of episode/number-duplicate'
is "folded: the stamp has those that are shown" "$(cat cache.stamps/* | grep -c '^found')" \
	"$(printf '%s\n' "$err" | grep -c '\[.*\]$')"
ok "folded: also for -q nothing is done" is_skipped -q
ok "folded: but it does not do for -v" not_skipped -v
build -v
build -v
ok "what -v has left does for all" is_skipped
build
like "… which fold what they fold" "$err" 'and [0-9]+ more warnings of episode/number-duplicate'
cd ..

is "one show has one stamp, for this user alone" \
	"$(find cache.stamps -type f -perm 600 | wc -l) $(ls -A cache.stamps | wc -l)" "1 1"

build
ok "nothing happens in between" is_skipped
ok "--rebuild builds" not_skipped --rebuild
build
ok "--rule builds" not_skipped --rule notes/image=hint
build
run "$FEEDGEN" --offline --cache cache show
like "standard output always has its bytes" "$out" '</rss>'
run "$FEEDGEN" --offline --cache none -o feed.xml show
is "--cache none leaves no stamp" "$status $(find none.stamps 2>&1 | grep -c No)" "0 1"

cp feed.xml whole.xml
sed -i 's/Small/Large/' feed.xml
build
ok "a feed that was edited is made again" cmp feed.xml whole.xml
build
build
rm feed.xml
build
ok "one that was deleted, too" test -s feed.xml
build
ok "until it stands again" is_skipped
touch .feed.xml.feedgen
build
ok "what a killed run has left beside it is taken away" test ! -e .feed.xml.feedgen
build
ok "… and then there is nothing to do" is_skipped

# Damaged stamps are as none: the build goes all the way, and says nothing of it.
file=$(find cache.stamps -type f)
for damage in ': >"$file"' 'truncate -s 50 "$file"' 'printf x >>"$file"' \
	'sed -i "s/^counts.4/counts\t5/" "$file"' 'sed -i "s/stamp 1/stamp 2/" "$file"' \
	'chmod 000 "$file"' 'chmod 666 "$file"' 'rm "$file"; mkfifo "$file"' \
	'rm "$file"; ln -s "$work/elsewhere" "$file"'; do
	eval "$damage"
	build
	is "after $damage: built" "$status $err" "0 $told"
	chmod 600 "$file"
	build
	ok "after $damage: in order again" is_skipped
done
rm -rf cache.stamps
touch cache.stamps
build
is "where no stamp can be left" "$status $err" "0 $told"
rm cache.stamps

# The clock: an episode that is held back comes when it is due.
sed 's/2026-04/2027-06/; s/^title.*/title: To come/; s/\b4/5/' show/4.md >show/5.md
due=$(date -u -d '2027-06-01 07:00' +%s)
build
build
ok "held back: nothing to do" is_skipped
SOURCE_DATE_EPOCH=$((due - 1))
build
build
ok "a second before: nothing to do" is_skipped
SOURCE_DATE_EPOCH=$due
ok "now it is due" not_skipped
like "… and there" "$(cat feed.xml)" 'To come'
SOURCE_DATE_EPOCH=$((due - 1))
ok "the clock goes back" not_skipped
rm show/5.md
SOURCE_DATE_EPOCH=1800000000
build --allow-shrink
build
ok "after a while" is_skipped
SOURCE_DATE_EPOCH=$((SOURCE_DATE_EPOCH + 86400))
ok "a day later all is built once more" not_skipped

# What is looked for beside the texts, whether it is there or not.
sed -i 's|^audio:.*|audio: sub/1.mp3|' show/1.md
build --allow-guid-change
mkdir show/sub
build
build
ok "audio that is not there: nothing to do" is_skipped
printf 'ID3 not much of it' >show/sub/1.mp3
ok "it comes" not_skipped
build
build
ok "… and stays: nothing to do" is_skipped
printf 'ID3 not much of it, but more' >show/sub/1.mp3
ok "it changes" not_skipped
build
build
echo text >show/sub/page.md
ok "a page in the folder below" not_skipped
rm -r show/sub
sed -i 's|^audio:.*|audio: https://small.example.com/1.mp3|' show/1.md
build
build
ok "all as before" is_skipped

# Another program is another program.
cp "$FEEDGEN" feedgen-copy
build
build
FEEDGEN=./feedgen-copy
ok "another file of the program builds" not_skipped
FEEDGEN=$work/feedgen-copy

# All at once.
small_show many 3
for i in 1 2 3 4; do
	"$FEEDGEN" -q --offline --cache cache -o many.xml many 2>"$work/many.$i" &
done
wait
tick
run "$FEEDGEN" -q --offline --cache cache -o many.xml many
is "several runs at once" "$status $(grep -c '<item>' many.xml)" "0 3"
run "$FEEDGEN" -q --offline --cache none -o clean.xml many
ok "… leave the feed that one leaves" cmp many.xml clean.xml

# Whatever happens in between, and in whatever order. SEED=N has another order.
mkdir random
ok "a random life: the same as without stamps" \
	"$PYTHON" -B "$top/tests/cli/stamp_random.py" "$FEEDGEN" "$work/random" "${SEED:-1}" \
	"${STEPS:-$([ -n "${FLAVOUR:-}" ] && echo 20 || echo 120)}"

finish
