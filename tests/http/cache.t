#!/bin/sh
# SPDX-License-Identifier: ISC
# The cache: what was learnt is not asked again, stands in for a server that is away, and does
# no harm when it is itself unwell.
. "$(dirname "$0")/lib.sh"
start_bad
cache=$work/deep/er/cache.db
day=86400
now=1717243200
good='123456 probed audio/mpeg probed'

at() {
	seconds=$1
	shift
	probe --allow-private --cache="$cache" --now="$seconds" "$@"
}

at $now "$site/ok/a.mp3" "$site/head/405/b.mp3"
is 'first run: asked' "$(asked | wc -l)" 3
is 'first run: folders and file are for this user alone' \
	"$(stat -c %a "$work/deep" "$work/deep/er" "$cache" | paste -sd' ')" '700 700 600'
before=$out
at $now "$site/ok/a.mp3" "$site/head/405/b.mp3"
is 'second run: nothing asked' "$(asked)" ''
is 'second run: the same is found and said' "$out" "$before"
at $now --offline "$site/ok/a.mp3"
is 'offline: the cache knows' "$values" "$good"

# Time to live: 30 days, 7 of a new episode; a fifth more or less.
at $((now + 23 * day)) "$site/ok/a.mp3"
is 'after 23 days: not asked' "$(asked)" ''
at $((now + 37 * day)) --offline "$site/ok/a.mp3"
is 'after 37 days, offline: the old value stands' "$values" "$good"
at $((now + 37 * day)) "$site/ok/a.mp3"
is 'after 37 days: asked' "$(asked)" 'HEAD /ok/a.mp3 -'
at $now --date=$((now - day)) "$site/ok/new.mp3"
at $((now + 9 * day)) --date=$((now - day)) "$site/ok/new.mp3"
is 'a new episode is asked about after 9 days' "$(asked)" 'HEAD /ok/new.mp3 -'
at $((now - day)) "$site/ok/new.mp3"
is 'an entry of the future is not believed' "$(asked)" 'HEAD /ok/new.mp3 -'

# A value that the episode contradicts is asked about anew.
at $now --length=5 "$site/ok/a.mp3"
is 'contradicted: asked' "$(asked)" 'HEAD /ok/a.mp3 -'
at $now --length=123456 "$site/ok/a.mp3"
is 'not contradicted: not asked' "$(asked)" ''

# A failed probe takes nothing away, and the next one waits.
first=$port
at $now "$site/ok/c.mp3" >"$work/none"
stop_servers
old=$site
later=$((now + 40 * day))
at $later "$old/ok/c.mp3"
is 'the server is away: a warning' "$(rules)" 'warning enclosure/unreachable 1'
is 'the server is away: the value stands' "$values" "$good"
at $((later + 60)) "$old/ok/c.mp3"
is 'a minute later: left in peace' "$values$said" "$good"
at $((later + 400)) "$old/ok/c.mp3"
is 'after the pause: asked again' "$(rules)" 'warning enclosure/unreachable 1'
is 'after the pause: the value still stands' "$values" "$good"
at $later "http://127.0.0.1:$first/ok/never.mp3"
at $later "http://127.0.0.1:$first/ok/never.mp3"
is 'what is not known is asked about each time' "$(rules)" 'warning enclosure/unreachable 1'
start_bad

# Errors are remembered for a while if the episode is old: nobody waits for its upload.
at $now "$site/status/404/a.mp3"
is 'not found: asked' "$(asked | wc -l)" 2
at $((now + 720)) "$site/status/404/a.mp3"
is 'not found: not asked again' "$(asked)" ''
like 'not found: told again, with its age' "$said" \
	'^error enclosure/not-found 1: .* 404 .*\(12 minutes ago; --recheck asks again\)$'
at $((now + 720)) --recheck "$site/status/404/a.mp3"
is 'not found, --recheck: asked' "$(asked | wc -l)" 2
at $((now + 720 + 6 * 3600 - 60)) "$site/status/404/a.mp3"
is 'not found for the second time: six hours' "$(asked)" ''
like 'not found: hours' "$said" '\(5 hours ago; --recheck'
at $((now + 720 + 6 * 3600)) "$site/status/404/a.mp3"
is 'not found: then asked' "$(asked | wc -l)" 2
for try in 1 2; do
	at $now --date=$((now - day)) "$site/status/404/new.mp3"
	is "not found, a new episode: asked in run $try" "$(asked | wc -l)" 2
done
at $now "$site/status/500/a.mp3"
at $((now + 240)) "$site/status/500/a.mp3"
is 'what may pass: left in peace for five minutes' "$(asked)" ''
is 'what may pass: told again' "$(rules)" 'warning enclosure/unreachable 1'
at $((now + 300)) "$site/status/500/a.mp3"
is 'what may pass: then asked' "$(asked | wc -l)" 3
at $now --offline "$site/status/404/a.mp3"
is 'offline: failures are not told' "$said" ''
at $now http://a.invalid/1.mp3 http://b.invalid/1.mp3
at $now http://a.invalid/1.mp3 http://b.invalid/1.mp3
is 'no network: not remembered' "$(rules)" 'warning probe/no-network 0'

# A host that refuses HEAD is asked with GET first.
rm -f "$cache"
at $now "$site/head/405/a.mp3"
is 'HEAD refused: HEAD, then GET' "$(asked | cut -d' ' -f1 | paste -sd' ')" 'HEAD GET'
before=$said
at $now "$site/head/405/b.mp3"
is 'HEAD known to be refused: GET alone' "$(asked)" 'GET /head/405/b.mp3 bytes=0-0'
is 'HEAD known to be refused: the same is said' "$values$said" "$good$before"
rm -f "$cache"
at $now --limit=per_host=1 "$site/ok/a.mp3" "$site/head/405/b.mp3"
at $now "$site/ok/c.mp3"
is 'HEAD refused for some files only: HEAD first' "$(asked)" 'HEAD /ok/c.mp3 -'

# A pause that a host asked for lasts into the next run, and so does its 429.
at $now --limit=per_host=1 "$site/ra-huge/a.mp3"
is 'a pause: asked once' "$(asked)" 'HEAD /ra-huge/a.mp3 -'
at $now "$site/ok/x.mp3" "$site/ok/y.mp3"
is 'a pause: the next run leaves the host alone' "$(asked)" ''
is 'a pause: one line' "$(rules)" 'warning enclosure/unreachable 1'
like 'a pause: and says so' "$said" \
	'127\.0\.0\.1 asked to be left alone for 1 more minute \(so with 1 more episode\)'
/usr/bin/python3 -c 'import sqlite3, sys
db = sqlite3.connect(sys.argv[1])
db.execute("UPDATE host SET not_before = 1")
db.commit()' "$cache"
at $now "$site/ok/x.mp3" "$site/ok/y.mp3"
is 'after the pause: asked' "$(asked | wc -l)" 2
ok 'after the pause: a second apart' \
	awk 'NR > 1 && $5 - last < 600 { bad = 1 } { last = $5 } END { exit bad }' "$log"

# An unwell cache is one warning, and the build goes on.
unwell() {
	probe --allow-private --cache="$1" --limit=cache_ms=10 "$site/ok/a.mp3"
	is "$2: one warning" "$(rules)" 'warning probe/cache 0'
	is "$2: the build goes on" "$values" "$good"
}
head -c 20000 /dev/urandom >"$work/noise"
chmod 600 "$work/noise"
cp "$work/noise" "$work/copy"
unwell "$work/noise" 'damaged'
ok 'damaged: left as it is' cmp "$work/noise" "$work/copy"
mkdir "$work/folder"
unwell "$work/folder" 'a folder'
ln -s "$cache" "$work/link"
unwell "$work/link" 'a link'
cp "$cache" "$work/open"
chmod 666 "$work/open"
unwell "$work/open" 'writable for all'
mkfifo -m 600 "$work/fifo"
unwell "$work/fifo" 'a pipe'
unwell /dev/null/x 'no such folder'
head -c 5000 "$cache" >"$work/cut"
chmod 600 "$work/cut"
unwell "$work/cut" 'cut off'
cp "$cache" "$work/newer"
sql() {
	"$PYTHON" -c 'import sqlite3, sys
db = sqlite3.connect(sys.argv[1])
print(*(row[0] for row in db.execute(sys.argv[2])), sep="\n")
db.commit()' "$@"
}
sql "$work/newer" 'PRAGMA user_version = 99'
cp "$work/newer" "$work/copy"
unwell "$work/newer" 'of a newer feedgen'
like 'of a newer feedgen: why' "$said" 'it was made by a newer feedgen'
ok 'of a newer feedgen: left as it is' cmp "$work/newer" "$work/copy"

# ---- what can be read and not written ----

# A folder with a cache that knows the audio of episode 1.
kept() {
	mkdir "$work/$1"
	probe --allow-private --cache="$work/$1/c.db" "$site/ok/1.mp3"
	cp "$work/$1/c.db" "$work/$1.copy"
}
# read_only NAME WHY RUNNER…: RUNNER runs what follows where the cache cannot be written. What
# is known is used without a word; what is new is asked about, each time, with one warning.
read_only() {
	name=$1 why=$2
	shift 2
	real=$cli
	printf '#!/bin/sh\nexec %s %s "$@"\n' "$*" "$real" >"$work/run"
	chmod +x "$work/run"
	cli=$work/run
	probe --allow-private --cache="$work/$name/c.db" "$site/ok/1.mp3"
	is "$name: what is known is not asked" "$(asked)$values$said" "$good"
	for try in 1 2; do
		probe --allow-private --cache="$work/$name/c.db" "$site/ok/1.mp3" \
			"$site/head/405/2.mp3" "$site/head/405/3.mp3"
		is "$name, run $try: the rest is asked" "$(asked | grep -c GET)" 2
		is "$name, run $try: one warning" "$(rules | grep -c probe/cache)" 1
		like "$name, run $try: why" "$said" \
			"the cache of probes is read, but cannot be written: $why"
		is "$name, run $try: all is found" "$values" "$good
$good
$good"
	done
	cli=$real
	ok "$name: not a byte has changed" cmp "$work/$name/c.db" "$work/$name.copy"
}
# In a user namespace of another, root has no more rights than the owner of files.
if unshare -U true 2>"$work/none"; then
	kept read-only-file
	chmod 400 "$work/read-only-file/c.db"
	read_only read-only-file 'Permission denied' unshare -U
	kept read-only-folder
	chmod 500 "$work/read-only-folder"
	read_only read-only-folder 'nothing can be written into its folder' unshare -U
else
	skip 'read-only files and folders' 'no user namespaces here'
fi
cat >"$work/bound.sh" <<'EOT'
mount --bind "$work/read-only-disk" "$work/read-only-disk" &&
	mount -o remount,bind,ro "$work/read-only-disk" && exec "$@"
EOT
export work
if unshare -rm true 2>"$work/none"; then
	kept read-only-disk
	read_only read-only-disk 'Read-only file system' unshare -rm sh "$work/bound.sh"
else
	skip 'a read-only disk' 'no mount namespaces here'
fi

# A full disk: a few entries fit, and hosts and addresses that come later do not.
cat >"$work/full.sh" <<'EOT'
mkdir -p "$work/full"
mount -t tmpfs -o size=40k,mode=700 none "$work/full" || exit
probe="$cli --allow-private --limit=per_second=0 --cache=$work/full/c.db"
$probe "$1/ok/1.mp3"
dd if=/dev/zero of="$work/full/rest" bs=4096 2>"$work/none"
echo == full
for n in $(seq 2 130); do
	echo "$1/head/405/$n.mp3"
done >"$work/urls"
$probe "$1/ok/1.mp3" --urls="$work/urls"
echo == after
$probe --offline "$1/ok/1.mp3" "$1/head/405/2.mp3"
rm "$work/full/rest"
echo == room
$probe "$1/head/405/2.mp3"
$probe --offline "$1/ok/1.mp3" "$1/head/405/2.mp3"
EOT
export cli
if unshare -rm true 2>"$work/none"; then
	start_log
	run unshare -rm sh "$work/full.sh" "$site"
	part() {
		printf '%s\n' "$out" | sed -n "/^== $1\$/,/^== /{/^== /d;p;}"
	}
	is 'full disk: all is found' "$(part full | grep -c "^$good\$")" 130
	is 'full disk: one warning' "$(part full | grep -c 'probe/cache')" 1
	like 'full disk: why' "$(part full)" \
		'^warning probe/cache 0: .* is read, but cannot be written: the disk is full$'
	is 'full disk: what was known stays known' "$(part after)" "$good
0 absent audio/mpeg derived"
	is 'full disk: with room, it learns again' "$(part room | grep "^[0-9]" | tail -2)" "$good
$good"
else
	skip 'a full disk' 'no mount namespaces here'
fi

# Runs at once, on a file that none of them has made yet: each keeps all that it has learnt.
for n in 1 2 3 4 5 6; do
	{
		echo "$site/ok/shared.mp3"
		seq -f "$site/ok/$n-%g.mp3" 130
	} >"$work/urls.$n"
	"$cli" --allow-private --limit=per_second=0 --cache="$work/shared.db" \
		--urls="$work/urls.$n" >"$work/out.$n" 2>&1 &
	eval "run$n=$!"
done
ended=
for n in 1 2 3 4 5 6; do
	eval "wait \$run$n"
	ended="$ended$? "
done
is 'six at once: all end well' "$ended" '0 0 0 0 0 0 '
is 'six at once: nothing to say, all is found' \
	"$(sort "$work"/out.? | uniq -c | sed 's/^ *//')" "786 $good"
is 'six at once: all is kept' "$(sql "$work/shared.db" 'SELECT count(*) FROM probe')" 781

# Results are kept when the run is killed: a hundred at a time.
set --
for n in $(seq 1 150); do
	set -- "$@" "$site/ok/$n.mp3"
done
"$cli" --allow-private --limit=per_second=0 --limit=per_host=1 --cache="$work/killed" "$@" \
	"$site/hang/x.mp3" >"$work/none" &
victim=$!
while kill -0 $victim && ! grep -q hang "$log"; do :; done
kill -9 $victim
wait $victim 2>"$work/none"
probe --allow-private --cache="$work/killed" "$@"
ok 'killed: a hundred results were kept' test "$(asked | wc -l)" -le 50

finish
