#!/bin/sh
# SPDX-License-Identifier: ISC
# Audio that is here in several formats: each alternate gets its hash, as OpenSSL has it, and
# what is known of a file that stays as it is comes from the cache.
. "$(dirname "$0")/lib.sh"

cd "$work" || exit 1
# Returns when what changes from now on has another time than what was changed before.
tick() {
	touch tick
	before=$(stat -c %z tick)
	while touch tick && [ "$(stat -c %z tick)" = "$before" ]; do :; done
}
small_show show 2
sed -i 's,^audio:.*,audio: {mp3: 1.mp3\, opus: 1.opus},; /^length:/d; /^type:/d' show/1.md
printf 'not much of a sound' >show/1.mp3
printf 'no more of a sound' >show/1.opus
sri() {
	echo "sha384-$(openssl dgst -sha384 -binary "$1" | base64 | tr -d '\n')"
}
build() {
	tick
	run "$FEEDGEN" build -q --offline --lock none "$@" show
}
# The elements with a hash, of the output.
hashes() {
	printf '%s\n' "$out" | grep -o '<podcast:integrity [^>]*>'
}
element() {
	echo "<podcast:integrity type=\"sri\" value=\"$1\"/>"
}

build --cache none
is "the alternate has its hash" "$status $(hashes)" "0 $(element "$(sri show/1.opus)")"
build --cache none -o rss+opus:opus.xml
out=$(cat opus.xml)
is "where it is the enclosure, the other has" "$(hashes)" "$(element "$(sri show/1.mp3)")"
like "behind its source" "$(printf '%s' "$out" | tr -d '\n')" \
	'audio/mpeg" length="19"> *<podcast:source [^>]*> *<podcast:integrity '
build --cache none -f atom
is "Atom has it, too" "$(hashes)" "$(element "$(sri show/1.opus)")"

# ---- the cache ----

# put_in SRI: what the cache says of the opus from now on.
put_in() {
	"$PYTHON" -c 'import sqlite3, sys
c = sqlite3.connect("cache")
n = c.execute("UPDATE file SET sri = ? WHERE path LIKE ?", (sys.argv[1], "%.opus")).rowcount
c.commit()
print(n)' "$1"
}
(umask 077 && : >cache)
build --cache cache
is "with a cache it is the same" "$status $err $(hashes)" "0  $(element "$(sri show/1.opus)")"
fake=sha384-$(printf 'A%.0s' $(seq 64))
is "which has it now" "$(put_in "$fake")" 1
build --cache cache
is "and is believed, so that the file is not read again" "$(hashes)" "$(element "$fake")"
cp show/1.opus copy
mv copy show/1.opus
build --cache cache
is "another file of that name is read" "$(hashes)" "$(element "$(sri show/1.opus)")"
put_in "$fake" >/dev/null
printf 'no less' | dd of=show/1.opus conv=notrunc 2>/dev/null
touch -r show/1.mp3 show/1.opus
build --cache cache
is "so is one that was written to, whatever its size and date say" "$(hashes)" \
	"$(element "$(sri show/1.opus)")"
for bad in sha384-AAAA "sha384-$(printf '"%.0s' $(seq 64))" ''; do
	put_in "$bad" >/dev/null
	build --cache cache
	is "“$bad” is no hash: the file is read" "$(hashes)" "$(element "$(sri show/1.opus)")"
done
put_in "$fake" >/dev/null
run "$FEEDGEN" cache clear --cache cache
build --cache cache
is "cache clear forgets it" "$(hashes)" "$(element "$(sri show/1.opus)")"

# ---- what is no audio ----

printf 'version https://git-lfs.github.com/spec/v1\noid sha256:%064d\nsize 12345\n' 7 \
	>show/1.opus
build --cache cache
is "a pointer of Git LFS has no hash" "$(hashes)" ""
printf 'sound' >show/2.ogg
sed -i 's,^number:.*,&\nalternates: [2.ogg\, 1.opus],' show/2.md
build --cache cache
is "nor among alternates that are written" "$(hashes)" "$(element "$(sri show/2.ogg)")"
unlike "… nor a length" "$out" 'audio/(ogg|opus)" length="1[0-9][0-9]"'
finish
