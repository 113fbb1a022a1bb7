#!/bin/sh
# SPDX-License-Identifier: ISC
# What a build looks at is in its stamp: every path that the system was asked about, held against
# what the stamp lists. Else a change there would go unnoticed.
. "$(dirname "$0")/lib.sh"
cd "$work" || exit 1

if ! strace -o trace true 2>strace.err; then
	skip "all that is looked at is in the stamp" "strace does not work here"
	finish
	exit
fi

small_show show 3
mkdir show/more
sed 's/^title:.*/title: One below/; s/^number: .*/number: 4/; s/3\.mp3/4.mp3/' show/3.md \
	>show/more/4.md
printf 'some sound' >show/1.mp3
printf 'WEBVTT\n\n00:01.000 --> 00:02.000\nThe quay.\n' >show/words.vtt
printf '{"version": "1.2.0", "chapters": [{"startTime": 0, "title": "Quay"}]}' \
	>show/parts.json
sed -i 's/^number: .*/&\ntranscript: words.vtt\nchapters: parts.json/' show/2.md
sed -i 's/^title:.*/&\ntranscript: {dir: made, url: "https:\/\/quay.example\/made\/"}/' \
	show/feed.yaml
build() {
	run "$@" "$FEEDGEN" --offline --cache cache -o feed.xml show
}
build
is "a build writes" "$status" 0
# A stamp is left once nothing is as young as the build.
while build strace -f -E ASAN_OPTIONS=detect_leaks=0 -y -o trace -e trace=%file &&
	[ "$status" -eq 0 ] && [ ! -d cache.stamps ]; do :; done
is "the next one leaves a stamp" "$status $(ls cache.stamps | wc -l)" "0 1"

# whole: paths from the root on, without dots.
whole() {
	sed "s,^[^/],$work/&,; s,/\./,/,g; s,/[^/]*/\.\.\$,,; s,/\.\$,," | sort -u
}
# CALL("PATH" or CALL(DESCRIPTOR<FOLDER>, "PATH"
sed -n 's/^[0-9]* *[a-z0-9_]*("\([^"]\{1,\}\)".*/\1/p
	s/^[0-9]* *[a-z0-9_]*([A-Z0-9_]*<[^>]*>, "\(\/[^"]*\)".*/\1/p
	s/^[0-9]* *[a-z0-9_]*([A-Z0-9_]*<\([^>]*\)>, "\([^"\/][^"]*\)".*/\1\/\2/p' \
	trace | whole >looked
sed -n 's/^\(file\|names\|real\)\t.*\t=\([^\t]*\)$/\2/p; s/^real\t=\([^\t]*\)\t.*/\1/p' \
	cache.stamps/* | whole >listed
# Not what belongs to the machine or the program (which the stamp's key has), nor the folder of
# the feed, where only the feed and its temporary file count, nor the stamps themselves, nor the
# folder of the books that are kept of made files, of which "files" is listed.
exempt() {
	grep -vE '^/(proc|sys|dev)/|\.so(\.[0-9.]+)?$|\.so\.cache$|^/etc/gnutls/|/openssl\.cnf$' |
		grep -vE '^/etc/ld\.so\.preload$|/\.feedgen-[0-9a-f-]+$' |
		grep -vxF -e "$work" -e "$FEEDGEN" -e "$(realpath "$FEEDGEN")" |
		grep -vF "$work/cache.stamps"
}
exempt <looked | comm -23 - listed >missing
is "all that is looked at is in the stamp" "$(cat missing)" ""
for path in show/more show/1.mp3 show/words.vtt show/parts.json show/feed.lock cache-journal \
	show/made; do
	ok "looked at, and listed: $path" grep -qx "$work/$path" listed
done

finish
