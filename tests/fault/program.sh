# SPDX-License-Identifier: ISC
# For those of tests/fault/*.t that try the whole program: a show of three episodes that is
# published once, and then changes. lib.sh comes first.

FEEDGEN=${FEEDGEN:-$BUILD/feedgen}
unset XDG_CACHE_HOME http_proxy https_proxy no_proxy ZONEINFO
export HOME="$scratch" LC_ALL=C TZ=UTC SOURCE_DATE_EPOCH=1800000000

. "$root/tests/small_show.sh"

# The real program, as it is run by cron but for what would differ from run to run.
feedgen() {
	"$FEEDGEN" --offline -q --cache none -j1 "$@"
}

# The show as it was published (old.xml, old.lock) and as it is now (show/): one file was
# renamed and retitled, one episode is new. A good run makes new.xml and new.lock of it.
changed_show() {
	small_show show 3
	cat >>show/feed.yaml <<-'EOF'
		shortcodes:
		  picture: <img src="https://small.example.com/{number}/{1}" alt="{keywords}">
	EOF
	sed -i 's/^number:.*/&\nkeywords: [quay, tide]/' show/2.md
	printf '\n{%% picture "a quay.png" %%}\n' >>show/2.md
	mkdir -p site
	mv show/3.md third
	feedgen -o site/feed.xml show || return
	cp site/feed.xml old.xml
	cp show/feed.lock old.lock
	mv third show/3.md
	sed 's/^title:.*/title: A better title/' show/2.md >show/two.md
	rm show/2.md
	feedgen -o site/feed.xml show || return
	cp site/feed.xml new.xml
	cp show/feed.lock new.lock
	! cmp -s old.xml new.xml && ! cmp -s old.lock new.lock
}

# Back to what was published.
restore_show() {
	cp old.xml site/feed.xml
	cp old.lock show/feed.lock
	rm -f site/.feed.xml.feedgen* show/.feed.lock.feedgen*
}

# whole STATUS: are feed and lock file each the old or the new one, whole? With status 0
# both are new; otherwise the feed is old, unless the run was killed (137). A new feed never
# stands beside an old lock file.
whole() {
	feed=torn lock=torn
	cmp -s site/feed.xml old.xml && feed=old
	cmp -s site/feed.xml new.xml && feed=new
	cmp -s show/feed.lock old.lock && lock=old
	cmp -s show/feed.lock new.lock && lock=new
	case $1:$feed:$lock in
	0:new:new | [134]:old:old | [134]:old:new) return 0 ;;
	137:old:old | 137:old:new | 137:new:new) return 0 ;;
	esac
	echo "# status $1, feed $feed, lock file $lock"
	return 1
}

# The next run puts all right, to the byte.
mended() {
	feedgen -o site/feed.xml show 2>said && whole 0 && names site feed.xml &&
		[ "$(find show -name '.*')" = "" ]
}

# ---- one fault a run ----

# disturbed CALL INJECTION NUMBER: one run; its status in $status. A sanitizer may make a
# call more or less before main: then nothing happens.
disturbed() {
	restore_show
	strace -f -o trace -e trace="$1" -e inject="$1:$2:when=$3" \
		"$FEEDGEN" --offline -q --cache none -j1 -o site/feed.xml show 2>said
	status=$?
}

# each_time CALL:INJECTION: at each of the calls that are in the file counts (calls_of). How
# many, in $tried; all of them so far, in $points.
points=0
each_time() {
	call=${1%%:*}
	tried=0
	# shellcheck disable=SC2046
	set -- "${1#*:}" $(sed -n "s/^$call \([0-9]*\) \([0-9]*\)$/\1 \2/p" counts)
	[ $# -eq 3 ] || return
	for k in $(seq "$2" "$3"); do
		disturbed "$call" "$1" "$k"
		if ! whole $status || ! mended; then
			echo "# $call number $k: $1"
			return 1
		fi
		tried=$((tried + 1))
	done
	points=$((points + tried))
	[ "$tried" -gt 0 ]
}

# count_allocations: those of a build, in $count.
starve=$BUILD/tests/fault/starve.so
count_allocations() {
	restore_show
	STARVE_COUNT=$scratch/count LD_PRELOAD=$starve \
		"$FEEDGEN" --offline -q --cache none -j1 -o site/feed.xml show 2>said
	count=$(cat count)
}

# starved NUMBER: a build whose allocation of that number fails.
starved() {
	restore_show
	STARVE_AT=$1 LD_PRELOAD=$starve \
		"$FEEDGEN" --offline -q --cache none -j1 -o site/feed.xml show 2>said
	status=$?
	echo $status >>statuses
	whole $status && return
	# All was published, and there was no memory to tell of findings.
	[ "$status:$feed:$lock" = 3:new:new ] && whole 0 && return
	echo "# allocation $1 of $count"
	return 1
}

# each_allocation POINTS: so many of them fail, or all, one a run; evenly spread, from a place
# that differs from run to run. SEED= to see the same again.
each_allocation() {
	awk -v n="$1" -v count="$count" -v seed="$seed" 'BEGIN {
		step = count / n
		for (i = 0; i < n; i++)
			print 1 + int(i * step + seed % step)
	}' >numbers
	while read -r number; do
		starved "$number" || return
	done <numbers
	sort statuses | uniq -c | sed 's/^ *\([0-9]*\) \(.*\)/# status \2: \1 times/'
}
