#!/bin/sh
# SPDX-License-Identifier: ISC
# A build that makes transcripts and chapters files beside its feed: some are new, some
# change, some go. Each system call that can fail does so once from where their folders are
# opened on, and the run is killed at each. Each file is then the old or the new one, whole; the
# feed names none that is not there; and the next run makes the same bytes as one that nothing
# disturbed. The same for allocations.
. "$(dirname "$0")/lib.sh"
. "$root/tests/fault/program.sh"

# The show as published (was/, with old.lock), and as it is now: what a good run makes of it
# is is/, with new.lock. The first episode's files stay, those of the second change, those of
# the third are new, and those of the fourth go.
turns() {
	printf '\n## Transcript\n\n### %s\n\n**Ada 0:01**\n\nGood evening.\n' "$1"
	printf '\n### More\n\n**Kim 0:20**\n\nThank you.\n\n### End\n\n**Ada 0:40**\n\nBye.\n'
}
show_with_sidecars() {
	mkdir site
	small_show show 4
	cat >>show/feed.yaml <<'END'
transcript: {dir: ../site/t, url: https://small.example.com/t}
chapters: {dir: ../site/c, url: https://small.example.com/c}
END
	for n in 1 2 4; do
		turns First >>show/$n.md
	done
	feedgen -o site/feed.xml show || return
	cp -r site was
	cp show/feed.lock old.lock
	sed -i 's/### First/### Another/; s/Thank you/Thank you all/' show/2.md
	turns First >>show/3.md
	sed -i '/## Transcript/,$d' show/4.md
	sed -i 's/^title:.*/title: A better title/' show/4.md
	feedgen -o site/feed.xml show || return
	feedgen -o site/feed.xml show || return
	cp -r site is && cp show/feed.lock new.lock
	sums was >was.sums
	sums is >is.sums
	cut -c67- was.sums | sort >was.names
	grep -o 'https://small.example.com/[ct]/[^"]*' was/feed.xml | cut -d/ -f4- | sort |
		cmp - was.names
}

restore_show() {
	rm -rf site
	cp -rp was site
	cp old.lock show/feed.lock
	rm -f show/.feed.lock.feedgen*
}

# sums DIR: of the files beside its feed, with their names from there.
sums() {
	(cd "$1" && sha256sum [ct]/* | sort)
}

# Each file there is one of the two versions, whole, and in a list of those that are feedgen's;
# each that the feed names is there, and with the new feed it is the new one.
beside_whole() {
	sums site >there
	sort -u site/[ct]/.feedgen-*/files >listed
	sort was.sums is.sums | comm -23 there - >wrong
	sed 's,  [ct]/,  ,' there | sort -u | comm -23 - listed >>wrong
	case $feed in
	new) comm -13 there is.sums >>wrong ;;
	old) cut -c67- there | sort | comm -13 - was.names >>wrong ;;
	esac
	[ ! -s wrong ] && return
	sed 's/^/# with the '"$feed"' feed: /' wrong
	return 1
}

# whole STATUS: as in program.sh, and the files beside the feed are as they should be.
whole() {
	feed=torn lock=torn
	cmp -s site/feed.xml was/feed.xml && feed=old
	cmp -s site/feed.xml is/feed.xml && feed=new
	cmp -s show/feed.lock old.lock && lock=old
	cmp -s show/feed.lock new.lock && lock=new
	case $1:$feed:$lock in
	0:new:new | [134]:old:old | [134]:old:new) ;;
	137:old:old | 137:old:new | 137:new:new) ;;
	*)
		echo "# status $1, feed $feed, lock file $lock"
		return 1
		;;
	esac
	beside_whole
}

# The next run puts all right, to the byte, and nothing is left of the one before it. (Its lists
# may still have both versions of a file.)
mended() {
	run 0 feedgen -o site/feed.xml show && diff -r -x files site is &&
		cmp show/feed.lock new.lock && [ ! "$(find show -name '.*')" ]
}

ok "the show builds, before and after its change" show_with_sidecars
ok "files stay, change, come and go" sh -c 'cmp was/t/1.vtt is/t/1.vtt &&
	! cmp -s was/t/2.vtt is/t/2.vtt && [ ! -e was/t/3.vtt ] && [ -e is/t/3.vtt ] &&
	[ -e was/c/4.chapters.json ] && [ ! -e is/c/4.chapters.json ]'

# ---- system calls ----

system_calls() {
	restore_show
	calls_of 'site/t"' "$FEEDGEN" --offline -q --cache none -j1 -o site/feed.xml show \
		>counts
	# A folder whose locks do not work is told; what cannot be looked at is not touched.
	for case in write:error=ENOSPC write:error=EIO syncfs:error=EIO fsync:error=EIO \
		renameat:error=EIO openat:error=EIO openat:error=EMFILE close:error=EIO \
		unlinkat:error=EIO mkdir:error=ENOSPC mkdirat:error=EACCES flock:error=ENOLCK \
		fchmod:error=EPERM newfstatat:error=EIO pread64:error=EIO getdents64:error=EIO; do
		ok "$case, each time" each_time "$case"
		echo "# $tried times"
	done
	echo "# $points failures"

	# Sanitizers have nothing to say about a process that is killed.
	[ ! "${FLAVOUR:-}" ] || return
	points=0
	while read -r call _ _; do
		ok "killed at each $call" each_time "$call:signal=KILL"
	done <counts
	echo "# $points kills"
}

# What is to be removed cannot be: the feed is there all the same, does not name it, and hubs
# would be told. The next run removes it.
stays() {
	restore_show
	run 0 strace -f -o trace -P "$PWD/site/t" -e trace=unlinkat \
		-e inject=unlinkat:error=EACCES:when=1 \
		"$FEEDGEN" --offline --cache none -j1 -o site/feed.xml show &&
		said '4.html: warning: no episode has it any more, but it cannot be removed' &&
		said emit/not-removed && whole 0 && [ -e site/t/4.html ] && mended
}

# The run after the next has lists of what is there, and nothing else.
settled() {
	restore_show
	run 0 feedgen -o site/feed.xml show && run 0 feedgen -o site/feed.xml show &&
		diff -r site is
}

in_order() {
	restore_show
	strace -f -o trace -y -e trace=fsync,syncfs,renameat,unlinkat \
		"$FEEDGEN" --offline -q --cache none -j1 -o site/feed.xml show 2>said
	sed -n 's/.*\(sync[fs]*\)([0-9]*<.*\/\(.*\)>) .*/\1 \2/p
		s/.*renameat(.*"\(.*\)") .*/name \1/p
		s/.*unlinkat(.*"\([0-9].*\)", 0) .*/gone \1/p' trace |
		sed 's/\.feedgen-.*/own/; s/\.new$//' | awk '{ line = $1 " " $2 }
			$2 ~ /^[0-9]/ { line = $1 " files" }
			line != last { printf "%s, ", line; last = line }' >steps
	one="syncfs own, sync files, name files, sync own, name files, sync"
	[ "$(cat steps)" = "$one t, $one c, sync .feed.lock.feedgen, name feed.lock, sync show, \
sync .feed.xml.feedgen, name feed.xml, sync site, gone files, " ] && return
	sed 's/^/# /' steps
	return 1
}

if strace -o /dev/null true 2>/dev/null; then
	system_calls
	ok "a file that cannot be removed is told, and goes with the next run" stays
	ok "power loss: files, list, names, folder, then the feed, then what goes" in_order
else
	skip "system calls that fail" "strace is not permitted"
fi
ok "the run after the next keeps no old versions in its lists" settled

# ---- a read-only disk ----

# read_only STATUS: a build of what is there, on one.
read_only() {
	run "$1" unshare -m sh -c 'mount --bind "$0" "$0" && cd "$0" &&
		mount -o remount,bind,ro "$0" && exec "$@"' "$scratch" \
		"$FEEDGEN" --offline -q --cache none -j1 -o site/feed.xml show 2>said
}
nothing_to_change() {
	restore_show
	run 0 feedgen -o site/feed.xml show && run 0 feedgen -o site/feed.xml show &&
		read_only 0 && [ ! -s said ] && diff -r site is
}
something_to_change() {
	sed -i 's/Thank you all/Thank you/' show/2.md
	read_only 3 && said "site/t/2.vtt: error: cannot make the new file: Read-only" &&
		said "site/feed.xml is unchanged" && diff -r site is
	result=$?
	sed -i 's/Thank you/Thank you all/' show/2.md
	return $result
}
nothing_made() {
	mkdir plain && cd plain && small_show show 1 && mkdir site || return
	echo 'transcript: {dir: ../t, url: https://small.example.com/t}' >>show/feed.yaml
	run 0 feedgen -o site/feed.xml show && mv said .. && scratch=$PWD read_only 0 &&
		[ ! -s said ] && [ ! -e t ]
	result=$?
	cd ..
	return $result
}
if unshare -m true 2>/dev/null; then
	ok "a read-only disk does for a show that has not changed" nothing_to_change
	ok "… and not for one that has: it names the file" something_to_change
	ok "… and does where no file was ever made" nothing_made
else
	skip "a read-only disk" "a mount namespace is not permitted"
fi

# ---- memory ----

if [ "${FLAVOUR:-}" ]; then
	skip "allocations fail" "a sanitizer has an allocator of its own"
	finish
fi
count_allocations
points=${POINTS:-200}
[ "$points" != all ] && [ "$points" -lt "$count" ] || points=$count
seed=${SEED:-$(od -An -N2 -tu2 /dev/urandom | tr -d ' ')}
echo "# SEED=$seed"
ok "$points of $count allocations fail, one a run" each_allocation "$points"
ok "the next run puts all right" mended
finish
