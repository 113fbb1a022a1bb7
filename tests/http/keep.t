#!/bin/sh
# SPDX-License-Identifier: ISC
# feedgen cache: what people see of the cache, what they make it forget, and what is said when
# it is unwell.
. "$(dirname "$0")/served.sh"
start_bad -n 2
cd "$work" || exit 1

# The file as somebody else might leave it.
meddle() {
	"$PYTHON" -c 'import sqlite3, sys
db = sqlite3.connect("cache.db")
db.executescript(sys.argv[1])' "$1"
}
cache() {
	run "$FEEDGEN" cache --cache cache.db "$@"
}
build() {
	start_log
	run "$FEEDGEN" --allow-private --cache cache.db -o feed.xml s
}

for word in "" list clear "forget 127.0.0.1"; do
	# shellcheck disable=SC2086
	cache $word
	is "no file, cache $word: no error" "$status $err" "0 "
	ok "no file, cache $word: and none is made" test ! -e cache.db
done
cache
is "no file: said" "$out" "cache.db: nothing yet; the first run that asks servers makes it"
cache clear
is "no file: nothing to clear" "$out" "cache.db: 0 addresses forgotten"

served_show s ok/1.mp3 ok/2.mp3 ok/3.mp3
sed -i 's/127\.0\.0\.1/127.0.0.2/' s/3.md
build
is "a run fills it" "$status $(asked | wc -l)" "0 3"
cache
like "how many, and how large" "$out" '^cache\.db: 3 addresses, [0-9]+ kB$'
like "what they are" "$out" '^ +3 known: not asked again until they expire$'
like "how old" "$out" \
	'^  answered between 2027-01-15T08:00:00(Z|\+00:00) and 2027-01-15T08:00:00'
meddle "UPDATE probe SET expires_at = 1 WHERE url LIKE '%/1.mp3';
	UPDATE probe SET failures = 2 WHERE url LIKE '%/2.mp3';
	INSERT OR REPLACE INTO host VALUES('127.0.0.2', 1800003600, 0, 0, 0);
	INSERT OR REPLACE INTO host VALUES('gone.example', 1700000000, 0, 0, 0)"
cache
like "one is due" "$out" '^ +1 due: asked again by the next run$'
like "one is failing" "$out" '^ +1 failing: known, but no good answer lately$'
like "a host is paused" "$out" '^  127\.0\.0\.2 asked to be left alone until 2027-01-15T09:00:00'
unlike "not one whose pause is over" "$out" 'gone\.example'
cache list
is "list: a line for each" "$(printf '%s\n' "$out" | wc -l)" 3
like "list: the due one" "$out" \
	"^due +2027-01-15T08:00:00[^ ]* 200 +123456 audio/mpeg +$site/ok/1\\.mp3\$"
like "list: the failing one" "$out" "^failing .* $site/ok/2\\.mp3\$"

cache forget "$site/ok/1.mp3"
is "forget an address" "$status $out" "0 cache.db: 1 address forgotten: $site/ok/1.mp3"
cache forget "$site/ok/1.mp3"
is "it is gone" "$status $out" "0 cache.db: 0 addresses forgotten: $site/ok/1.mp3"
cache forget 127.0.0.2
is "forget a host" "$status $out" "0 cache.db: 1 address forgotten: 127.0.0.2"
cache
unlike "and its pause" "$out" 'left alone'
build
is "what was forgotten is asked again" "$status $(asked | sort)" "0 HEAD /ok/1.mp3 -
HEAD /ok/3.mp3 -"
cache clear
is "clear says what it removed" "$status $out" "0 cache.db: 3 addresses forgotten"
cache -q clear
is "-q: nothing" "$status $out" "0 "
cache list
is "nothing is left" "$status $out" "0 "
build
is "all is asked again" "$status $(asked | wc -l)" "0 3"

# Slips.
cache forget
like "forget what?" "$status $err" '^2 feedgen: forget which address, or which host\?'
cache lits
like "a word that is none" "$status $err" \
	"^2 feedgen: 'feedgen cache' has list, forget and clear, not 'lits'"
cache clear all
like "a word too many" "$status $err" \
	"^2 feedgen: 'feedgen cache clear' takes nothing more, not 'all'"
run "$FEEDGEN" cache --cache none
like "no cache is wanted" "$status $err" '^2 feedgen: there is no cache: --cache none'
run env -u HOME "$FEEDGEN" cache
like "nobody's cache" "$status $err" '^2 feedgen: there is no cache: HOME is not set'

# A cache that is unwell: exit 3 and its name; it is never deleted or repaired.
unwell() {
	for word in "" list clear "forget 127.0.0.1"; do
		# shellcheck disable=SC2086
		run "$FEEDGEN" cache --cache "$2" -q $word
		like "$1: cache $word" "$status $out $err" \
			"^3  $2: error: the cache of probes cannot be used: $3 \\[probe/cache"
	done
}
cp cache.db good.db
head -c 4096 /dev/zero | tr '\0' x >cache.db
before=$(cksum <cache.db)
unwell "no database" cache.db 'it is damaged, or no SQLite file'
is "no database: it stays as it is" "$(cksum <cache.db)" "$before"
cp good.db cache.db
meddle 'PRAGMA user_version = 99'
unwell "of a newer feedgen" cache.db 'it was made by a newer feedgen'
rm cache.db
meddle 'CREATE TABLE theirs(x); PRAGMA application_id = 5'
unwell "another's" cache.db 'it is the database of another program'
rm cache.db
ln -s good.db cache.db
unwell "a link" cache.db 'it is a symbolic link'
rm cache.db
mkdir cache.db
unwell "a folder" cache.db 'Is a directory'
rmdir cache.db
cp good.db cache.db
chmod 666 cache.db
unwell "others may write to it" cache.db 'other users may write to it'
chmod 600 cache.db

# Another run holds it: the lock is taken before the command begins.
mkfifo held for_ever
"$PYTHON" -c 'import sqlite3
db = sqlite3.connect("cache.db", isolation_level=None)
db.execute("BEGIN EXCLUSIVE")
open("held", "w").close()
open("for_ever")' &
holder=$!
: <held
cache list
like "held by another" "$status $err" '^3 cache\.db: error: .*another program has locked it'
kill $holder
wait $holder 2>"$work/none"
cache list
is "and then not" "$status $(printf '%s\n' "$out" | wc -l)" "0 3"

finish
