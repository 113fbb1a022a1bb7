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
