#!/bin/sh
# SPDX-License-Identifier: ISC
# What goes wrong where a show is kept and published: signals, cron's bare environment, runs
# that meet, clocks, folders that are not there, files that were copied. README.md lists it.
. "$(dirname "$0")/lib.sh"
. "$root/tests/fault/program.sh"

ok "the show builds, before and after its change" changed_show

# ---- processes ----

# Signals at random moments; SIGNALS= for another number of each.
signals=${SIGNALS:-20}
seed=${SEED:-$(od -An -N4 -tu4 /dev/urandom | tr -d ' ')}
echo "# SEED=$seed"
stopped_by() {
	restore_show
	start=$(date +%s%N)
	feedgen -o site/feed.xml show 2>said
	micros=$((($(date +%s%N) - start) / 1000))
	awk -v n="$signals" -v max="$micros" -v seed="$seed$2" 'BEGIN {
		srand(seed)
		for (i = 0; i < n; i++)
			printf "%.6f\n", (1 + rand() * max) / 1e6
	}' >moments
	# --foreground: one signal, to the program alone; a second one ends it at once.
	while read -r moment; do
		restore_show
		timeout --foreground -s "$1" --preserve-status "$moment" \
			"$FEEDGEN" --offline -q --cache none -j1 -o site/feed.xml show 2>said
		status=$?
		# Before the program can ask for signals, one ends it as any other.
		[ $status -eq 0 ] || [ $status -eq $((128 + $2)) ] || return
		[ $status -eq 0 ] || status=137
		whole $status && names site feed.xml && [ ! "$(find show -name '.*')" ] && continue
		echo "# SIG$1 after $moment s"
		return 1
	done <moments
}
ok "SIGINT at $signals moments: nothing half done, nothing left" stopped_by INT 2
ok "SIGTERM at $signals moments: nothing half done, nothing left" stopped_by TERM 15
ok "SIGHUP at $signals moments: nothing half done, nothing left" stopped_by HUP 1

# Cron jobs that overlap: one publishes, the others did too or say why not.
crowd() {
	restore_show
	for i in 1 2 3 4 5 6 7 8 9 10 11 12 13 14 15 16 17 18 19 20; do
		(
			feedgen -o site/feed.xml show 2>"crowd.$i"
			echo $? >"status.$i"
		) &
	done
	wait
	for i in 1 2 3 4 5 6 7 8 9 10 11 12 13 14 15 16 17 18 19 20; do
		case $(cat "status.$i") in
		0) ;;
		3) grep -qE 'emit/locked|lock/changed' "crowd.$i" || return ;;
		*) return 1 ;;
		esac
	done
	grep -q '^0$' status.* && whole 0 && mended
}
ok "twenty runs at once" crowd

no_descriptors() {
	restore_show
	feedgen -o site/feed.xml show <&- >&- 2>&- && whole 0
}
ok "a run without standard descriptors" no_descriptors

bare() {
	restore_show
	(cd / && env -i SOURCE_DATE_EPOCH=1800000000 "$FEEDGEN" --offline -q \
		-o "$scratch/site/feed.xml" "$scratch/show") 2>said && whole 0
}
ok "cron: an empty environment, and / as the folder" bare

in_order() {
	strace -o /dev/null true 2>/dev/null || return 0
	restore_show
	strace -f -o trace -y -e trace=fsync,renameat "$FEEDGEN" --offline -q --cache none -j1 \
		-o site/feed.xml show 2>said
	sed -n 's/.*fsync([0-9]*<.*\/\(.*\)>) .*/sync \1/p; s/.*renameat(.*"\(.*\)") .*/name \1/p' \
		trace >steps
	[ "$(tr '\n' ' ' <steps)" = "sync .feed.lock.feedgen name feed.lock sync show \
sync .feed.xml.feedgen name feed.xml sync site " ]
}
ok "power loss: lock file, its folder, feed, its folder, each synced in turn" in_order

# ---- files ----

within() {
	restore_show
	feedgen -o show/feed.xml show 2>said && cp show/feed.xml first &&
		feedgen -o show/feed.xml show 2>said && cmp -s show/feed.xml first
	status=$?
	rm -f show/feed.xml
	[ $status -eq 0 ] && [ "$(grep -c '<item>' first)" -eq 3 ]
}
ok "an output inside the folder of episodes is no episode" within

any_mtime() {
	for day in 1970-01-01 2038-02-01 2100-01-01; do
		restore_show
		touch -d "$day" show/*
		feedgen -o site/feed.xml show 2>said && cmp -s site/feed.xml new.xml || return
	done
}
ok "modification times mean nothing" any_mtime

# ---- what the show is ----

# refused STATUS RULE: the build is, and says why; nothing changes.
refused() {
	restore_show
	feedgen -o site/feed.xml "${3:-gone}" 2>said
	got=$?
	[ $got -eq "$1" ] && said "$2" && cmp -s site/feed.xml old.xml &&
		cmp -s show/feed.lock old.lock && return
	echo "# status $got"
	return 1
}
# A copy of the show in gone/, with the lock file as it was.
copy_show() {
	rm -rf gone
	restore_show
	cp -r show gone
}

folder_empty() {
	copy_show
	rm gone/*.md
	refused 4 guard/empty && said '--allow-empty'
}
ok "all episodes are gone" folder_empty

# Fourteen published, three gone: more than a fifth.
many_gone() {
	rm -rf many
	small_show many 3
	for n in 4 5 6 7 8 9 10 11 12 13 14; do
		sed "s/number 1/number $n/; s/1\.mp3/$n.mp3/; s/^number:.*/number: $n/
			s/2026-01-01/2025-01-$(printf %02d $n)/" many/1.md >many/$n.md
	done
	feedgen -o many.xml many 2>said || return
	cp many.xml before
	rm many/4.md many/5.md many/6.md
	run 4 feedgen -o many.xml many && said 'would drop 3 of 14' && said '--allow-shrink' &&
		cmp many.xml before && run 0 feedgen --allow-shrink -o many.xml many
}
ok "more than a fifth of the episodes are gone" many_gone

copied() {
	copy_show
	sed -i '2i guid: a-guid-that-was-written' gone/3.md
	cp gone/3.md gone/4.md
	refused 1 episode/guid-duplicate && said gone/4.md && said gone/3.md
}
ok "a copied file with its guid" copied

one_audio() {
	copy_show
	sed 's/^title:.*/title: Another/; s/03-01/04-01/; s/^number:.*/number: 4/' gone/3.md \
		>gone/4.md
	refused 1 enclosure/url-duplicate
}
ok "two episodes with one audio" one_audio

numbers() {
	copy_show
	sed -i 's/^number:.*/number: 1/' gone/3.md
	run 0 "$FEEDGEN" check --offline --lock none gone && said episode/number-duplicate &&
		sed -i 's/^number:.*/number: -1/' gone/3.md &&
		! "$FEEDGEN" check --offline --strict --lock none gone 2>said &&
		said gone/3.md:8:9
}
ok "a number twice, and one below zero" numbers

no_title() {
	copy_show
	sed -i '/^title:/d' gone/feed.yaml
	refused 1 show/title-missing
}
ok "a show without a title" no_title

# ---- clocks ----

due() {
	rm -f due.xml
	SOURCE_DATE_EPOCH=$1 feedgen --lock none -o due.xml show 2>said &&
		[ "$(grep -c '<item>' due.xml)" -eq "$2" ]
}
# The third episode is due at 1772352000: 2026-03-01 08:00 in London.
on_the_second() {
	due 1772351999 2 && due 1772352000 3
}
ok "an episode is due on the second" on_the_second

wrong_clock() {
	restore_show
	for clock in 0 1000000000 1700000000; do
		SOURCE_DATE_EPOCH=$clock feedgen -o site/feed.xml show 2>said
		[ $? -eq 4 ] && cmp -s site/feed.xml old.xml || return
	done
	for clock in 2145916800 4102444800; do
		restore_show
		SOURCE_DATE_EPOCH=$clock feedgen -o site/feed.xml show 2>said &&
			cmp -s site/feed.xml new.xml || return
	done
}
ok "a clock at 1970 is refused; one in 2038 or 2100 changes no byte" wrong_clock

no_churn() {
	restore_show
	feedgen -o site/feed.xml show 2>said
	before=$(stat -c '%i %Y %Z' site/feed.xml show/feed.lock)
	SOURCE_DATE_EPOCH=1900000000 feedgen -o site/feed.xml show 2>said &&
		[ "$(stat -c '%i %Y %Z' site/feed.xml show/feed.lock)" = "$before" ]
}
ok "a later run of an unchanged show touches nothing" no_churn

# ---- the cache ----

# cache_of TEXT: whatever is in that file, the build is the same.
cache_is() {
	restore_show
	run 0 "$FEEDGEN" --offline -q --cache cache -j1 -o site/feed.xml show && whole 0
}
bad_caches() {
	head -c 5000 /dev/urandom >cache && cache_is && : >cache && cache_is &&
		printf 'SQLite format 3\0cut' >cache && cache_is && rm -f cache* &&
		mkdir cache && cache_is && rmdir cache
}
ok "noise, nothing, half a file or a folder where the cache is" bad_caches

newer_cache() {
	"$PYTHON" -c 'import sqlite3
c = sqlite3.connect("cache"); c.execute("pragma user_version = 9999")
c.execute("create table x (y)"); c.commit()' && cp cache cache.before && cache_is &&
		cmp cache cache.before
}
PYTHON=${PYTHON:-/usr/bin/python3}
rm -rf cache
ok "the cache of a newer feedgen is left alone" newer_cache

finish
