#!/bin/sh
# SPDX-License-Identifier: ISC
# Memory that runs out while servers are asked, and notes, transcripts and chapters are made beside
# it on another thread: an allocation fails, in libcurl, OpenSSL, SQLite or here. The run ends with
# status 3 and the old feed, or it did without and made the new one. `make check` tries a sample,
# `make torture` all; POINTS= for another number.
. "$(dirname "$0")/served.sh"
starve=$BUILD/tests/fault/starve.so
if [ "${FLAVOUR:-}" ]; then
	echo "1..0 # SKIP a sanitizer has an allocator of its own"
	exit
fi
start_bad -d "$work"
cd "$work" || exit 1

ffmpeg -nostdin -hide_banner -loglevel error -f lavfi -i 'sine=300:sample_rate=8000:duration=70' \
	-b:a 8k a.mp3 || fail "ffmpeg makes a file" ''
served_show show file/a.mp3 'file/a.mp3?x=2' 'file/a.mp3?x=3'
sed -i '/^duration/d' show/*.md
for n in 1 2 3; do
	cat >>show/$n.md <<'EOF'

## Transcript

**Ada 0:01**

Good evening, and so on.

### Two

**Kim 0:31**

The middle of it.

### Three

**Ada 1:05**

This was the last of it.
EOF
done
cat >>show/feed.yaml <<'EOF'
transcript: {dir: t, url: https://small.example.com/t}
chapters: {dir: t, url: https://small.example.com/c, description: true}
EOF

# build [VARIABLE=VALUE]…: with these in its environment. It is not to hang either.
build() {
	rm -f cache.sqlite*
	timeout 120 env "$@" "$FEEDGEN" -q --per-second 1000 --per-host 8 --allow-private \
		--cache cache.sqlite --lock none -j1 -o feed.xml show 2>said
}
build
is "the show builds" "$?" 0
like "with what its audio told" "$(cat feed.xml)" '<itunes:duration>70<'
like "and its chapters" "$(cat show/t/1.chapters.json)" '"Three"'
cp feed.xml new.xml
cp -r show/t new
sed 's/<title>Episode/<title>Old episode/' new.xml >old.xml

# What is there without memory for it: files of transcripts are the old ones or the new ones.
whole() {
	case $1 in
	0) cmp -s feed.xml new.xml && diff -r show/t new >differ ;;
	3) cmp -s feed.xml old.xml && diff -r show/t new >differ ;;
	*) return 1 ;;
	esac
}
starved() {
	cp old.xml feed.xml
	rm -rf show/t
	cp -r new show/t
	build STARVE_AT="$1" LD_PRELOAD="$starve"
	status=$?
	echo $status >>statuses
	whole $status && return
	# All was published, and there was no memory to tell of findings.
	[ $status -eq 3 ] && cmp -s feed.xml new.xml && return
	echo "# allocation $1 of $count: status $status"
	diff feed.xml new.xml | sed 's/^/# /'
	return 1
}
each_allocation() {
	i=$((1 + seed % (count / points)))
	while [ $i -le "$count" ]; do
		starved $i || return
		i=$((i + count / points))
	done
	sort statuses | uniq -c | sed 's/^ *\([0-9]*\) \(.*\)/# status \2: \1 times/'
}

cp old.xml feed.xml
build STARVE_COUNT="$work/count" LD_PRELOAD="$starve"
count=$(cat count)
ok "a build that asks has thousands of allocations" test "$count" -gt 10000
points=${POINTS:-150}
[ "$points" != all ] || points=$count
seed=${SEED:-$(od -An -N2 -tu2 /dev/urandom | tr -d ' ')}
echo "# SEED=$seed"
ok "$points of $count allocations fail, one a run" each_allocation
ok "most of them end the run" test "$(grep -c '^3$' statuses)" -gt $((points / 2))
build
is "the next run puts all right" "$?" 0
ok "the feed is the new one" cmp feed.xml new.xml
is "so are the files" "$(diff -r show/t new 2>&1)" ""
finish
