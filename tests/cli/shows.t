#!/bin/sh
# SPDX-License-Identifier: ISC
# Several shows in one run, named by their configs: each builds as it would alone, one that is
# bad keeps nothing from the others, two that write one file are refused before anything is
# written.
. "$(dirname "$0")/lib.sh"
cd "$work" || exit 1

# network DIR NAME...: a folder feeds/ of show configs, one of episodes for each, and out/.
network() {
	folder=$1
	shift
	mkdir -p "$folder/feeds" "$folder/out"
	for name in "$@"; do
		small_show "$folder/$name"
		{
			sed "s/Small Show/Show $name/; s/feed\.xml/$name.xml/" \
				"$folder/$name/feed.yaml"
			echo "episodes: ../$name"
			echo "output: [../out/$name.xml, 'json:../out/$name.feed']"
		} >"$folder/feeds/$name.yaml"
		rm "$folder/$name/feed.yaml"
	done
}

# ---- each as it would be alone ----
network n a b c
run "$FEEDGEN" build --offline -q n/feeds/a.yaml n/feeds/b.yaml n/feeds/c.yaml
is "three good shows, quietly" "$status $out$err" "0 "
for name in a b c; do
	run "$FEEDGEN" --offline -q --lock none -c n/feeds/$name.yaml n/$name
	is "show $name is what it is alone" \
		"$status $(cmp n/out/$name.xml "$work/out" 2>&1)" "0 "
	ok "and so is its lock" test -s n/feeds/$name.lock
	like "and its second output" "$(head -c 60 n/out/$name.feed)" \
		'"version": ?"https://jsonfeed'
done
run "$FEEDGEN" build --offline -v n/feeds/*.yaml
like "unchanged ones are counted" "$status $err" \
	'feedgen: 3 shows: 0 built, 3 unchanged, 0 failed$'
cd n/feeds || exit 1
run "$FEEDGEN" build --offline -v b.yaml a.yaml
cd ../.. || exit 1
like "paths are seen from the config, not from where one stands" "$status $err" \
	'feedgen: 2 shows: 0 built, 2 unchanged, 0 failed$'

# ---- one is bad ----
rm n/out/*
echo "title: [" >n/b/2.md
sed -i 's/^title:.*/title: A new title/' n/c/1.md
printf -- '---\ntitle: [\n---\n' >n/b/2.md
run "$FEEDGEN" build --offline n/feeds/a.yaml n/feeds/b.yaml n/feeds/c.yaml
is "a bad show in the middle: the exit status is its" "$status" 1
is "the others are there, it is not" "$(cd n/out && echo *)" "a.feed a.xml c.feed c.xml"
like "findings name its files" "$err" '^n/b/2\.md:[0-9]+:[0-9]+: error: '
like "what became of it has the show's name" "$err" \
	'^feedgen: n/feeds/b\.yaml: 1 error, 0 warnings; n/out/b\.xml was not written'
like "the summary counts" "$err" '^feedgen: 3 shows: 2 built, 0 unchanged, 1 failed$'
is "and names it, last of all" "$(tail -1 "$work/err")" \
	"feedgen: failed: n/feeds/b.yaml: errors in the input"
run "$FEEDGEN" build --offline -q n/feeds/*.yaml
like "quiet is not silent about it" "$err" '^feedgen: 3 shows: 0 built, 2 unchanged, 1 failed$'
run "$FEEDGEN" build --offline --diagnostics json n/feeds/*.yaml
# shellcheck disable=SC2016
is "JSON stays one stream of lines" "$status $($PYTHON -c '
import json, sys
files = [json.loads(line)["file"] for line in sys.stdin]
print("b/2.md" in " ".join(files), len(files) > 0)' <"$work/err")" "1 True True"
run "$FEEDGEN" check --offline n/feeds/*.yaml
like "each verdict has a name" "$err" '^feedgen: n/feeds/c\.yaml: 0 errors'
like "check takes several too" "$status $err" '^feedgen: 3 shows: 2 good, 1 failed$'
like "check: each verdict has its show" "$err" \
	'^feedgen: n/feeds/c.yaml: valid for Apple, Spotify, PSP-1, W3C [(]no server'

# ---- the highest exit status ----
rm n/b/2.md
run "$FEEDGEN" build --offline -q n/feeds/*.yaml
is "mended" "$status" 0
rm n/a/*.md
printf -- '---\ntitle: [\n---\n' >n/c/2.md
run "$FEEDGEN" build --offline n/feeds/*.yaml
is "one would harm what is published, one has errors: the higher" "$status" 4
like "the one" "$err" '^feedgen: failed: n/feeds/a.yaml: refused because it would harm'
like "the other" "$err" '^feedgen: failed: n/feeds/c.yaml: errors in the input$'
network d a b
rmdir d/out
mkdir d/out2
sed -i 's#\.\./out/#../out2/#g' d/feeds/b.yaml
run "$FEEDGEN" build --offline d/feeds/*.yaml
is "an output that cannot be written: its show alone fails" "$status $(cd d/out2 && echo *)" \
	"3 b.feed b.xml"
like "and is named" "$err" '^feedgen: failed: d/feeds/a.yaml: the environment failed$'

# ---- configs that do not say enough ----
network m a b c e
sed -i '/^episodes:/d' m/feeds/a.yaml
sed -i '/^output:/d' m/feeds/b.yaml
sed -i 's#^output:.*#output: [../c/1.md, ../out/c.xml, ../out/c.xml]#' m/feeds/c.yaml
run "$FEEDGEN" build --offline m/feeds/*.yaml m/feeds/nothing.yaml
is "what cannot be built is told; the rest is built" "$status $(cd m/out && echo *)" \
	"1 e.feed e.xml"
like "no episodes" "$err" \
	'^m/feeds/a.yaml: error: it does not say where the episodes are \[config/no-episodes'
like "no output" "$err" \
	'^m/feeds/b.yaml: error: it does not say which file .*\[config/no-output'
like "an output that is a source" "$err" \
	'^m/feeds/c.yaml:[0-9]+:[0-9]+: error: output \.\./c/1\.md has the name of a source'
like "an output twice" "$err" 'error: output .*out/c\.xml is given twice \[config/output'
like "a config that is not there" "$err" '^m/feeds/nothing.yaml: error: does not exist'
small_show m/own
echo "output: feed.xml" >>m/own/feed.yaml
run "$FEEDGEN" build --offline m/own/feed.yaml m/feeds/e.yaml
is "the episodes of a feed.yaml are around it" \
	"$status $(grep -c '<item>' m/own/feed.xml)" "0 2"

# ---- two that write one file ----
refused() {
	label=$1
	want=$2
	shift 2
	before=$(find "${2%%/*}" -type f | sort | xargs cksum)
	run "$FEEDGEN" build --offline "$@"
	like "$label" "$status $err" "$want"
	is "$label: exit status 2" "$status" 2
	is "$label: nothing is written" "$(find "${2%%/*}" -type f | sort | xargs cksum)" "$before"
}
network x a b c
cp x/feeds/c.yaml c.kept
sed -i 's#c\.xml#a.xml#2; s#out/c\.xml#out/a.xml#' x/feeds/c.yaml
refused "one output of two shows" \
	'^2 x/feeds/c.yaml:[0-9]+:[0-9]+: error: .*out/a\.xml is written by x/feeds/a\.yaml too' \
	x/feeds/a.yaml x/feeds/b.yaml x/feeds/c.yaml
ln -s ../out x/feeds/also
sed -i 's#\.\./out/a\.xml#also/a.xml#' x/feeds/c.yaml
refused "also by way of a link" 'also/a\.xml is written by x/feeds/a\.yaml too' x/feeds/*.yaml
cp c.kept x/feeds/c.yaml
cp x/feeds/c.yaml x/feeds/a.yml
refused "one lock of two shows" 'x/feeds/a\.lock is written by x/feeds/a\.yaml too' \
	x/feeds/a.yaml x/feeds/a.yml
refused "one show twice" 'error: the show config is given twice \[config/shared' \
	x/feeds/a.yaml x/feeds/b.yaml x/feeds/./a.yaml
run "$FEEDGEN" build --offline -q x/feeds/b.yaml x/feeds/a.yml
is "without the clash they build" "$status $(cd x/out && echo *)" "0 b.feed b.xml c.feed c.xml"

# Archives: feed-2.xml of one show and the feed of another.
network y a b
sed -i "s/, 'json:[^']*'//" y/feeds/*.yaml
sed -i 's#out/b\.xml#out/a-2.xml#' y/feeds/b.yaml
echo 'archive: {size: 1}' >>y/feeds/a.yaml
archive_at=$(grep -n '^archive' y/feeds/a.yaml | cut -d: -f1)
refused "a feed with the name of another's archive" \
	"^2 y/feeds/b.yaml:[0-9]+:[0-9]+: error: a feed and an archive of y/feeds/a.yaml would" \
	y/feeds/a.yaml y/feeds/b.yaml
like "… which is called" "$err" 'both have a name like a-\*\.xml \[config/shared'
like "… and its place is told" "$err" "see: y/feeds/a.yaml:$archive_at:[0-9]+"
refused "an archive with the name of another's feed" \
	"^2 y/feeds/a.yaml:$archive_at:[0-9]+: error: a feed and an archive of y/feeds/b.yaml" \
	y/feeds/b.yaml y/feeds/a.yaml
for name in a-0 a-02 a-201 a-x a2 b-2; do
	sed -i "s#out/[ab][-0-9a-z]*\.xml#out/$name.xml#" y/feeds/b.yaml
	run "$FEEDGEN" check --offline -q y/feeds/a.yaml y/feeds/b.yaml
	is "$name.xml is no archive of a.xml" "$status" 0
done

# Folders: shows may share one, unless they have one guid.
network z a b
for name in a b; do
	echo 'transcript: {dir: ../t, url: https://small.example.com/t}' >>z/feeds/$name.yaml
	sed -i 's,^feed_url:.*,feed_url: https://small.example.com/feed.xml,' z/feeds/$name.yaml
done
folder_at=$(grep -n '^transcript' z/feeds/a.yaml | cut -d: -f1)
refused "one folder of two shows with one guid" \
	"^2 z/feeds/b.yaml:$folder_at:[0-9]+: error: z/t is a folder of z/feeds/a.yaml too, which" \
	z/feeds/a.yaml z/feeds/b.yaml
like "… and its place is told" "$err" "see: z/feeds/a.yaml:$folder_at:[0-9]+"
sed -i 's,^transcript: {dir: ../t,chapters: {dir: ../out/../t/,' z/feeds/b.yaml
refused "also by another name, and for chapters" "is a folder of z/feeds/a.yaml too" \
	z/feeds/a.yaml z/feeds/b.yaml
sed -i 's,^feed_url:.*,feed_url: https://small.example.com/b.xml,' z/feeds/b.yaml
run "$FEEDGEN" check --offline -q z/feeds/a.yaml z/feeds/b.yaml
is "shows with guids of their own may share one" "$status" 0

# ---- options of one show ----
for option in "-o o.xml:output" "-f atom:format" "--lock o.lock:lock" "--against o.xml:against"; do
	# shellcheck disable=SC2086
	run "$FEEDGEN" build --offline ${option%:*} x/feeds/b.yaml x/feeds/c.yaml
	is "${option%:*} is for one show" "$status $(head -1 "$work/err")" \
		"2 feedgen: --${option#*:} is for one show, and there are 2"
done
run "$FEEDGEN" build --offline --diagnostics sarif x/feeds/b.yaml x/feeds/c.yaml
like "so is a document of SARIF" "$status $err" '^2 feedgen: --diagnostics sarif is one document'
run "$FEEDGEN" build --offline -c x/feeds/a.yaml x/feeds/b.yaml
like "-c is for a directory" "$status $err" '^2 feedgen: --config goes with a directory'
run "$FEEDGEN" build --offline x/feeds/b.yaml x/a
is "a config and a directory" "$status $(head -1 "$work/err")" \
	"2 feedgen: 'x/a' is no show config (*.yaml), as the others are"
run "$FEEDGEN" build --offline -q -o o.xml x/feeds/c.yaml
is "one show may have -o" "$status $(cmp o.xml x/out/c.xml 2>&1)" "0 "
run "$FEEDGEN" --offline -q -f atom x/feeds/c.yaml
like "or standard output" "$status $out" '<feed xmlns="http://www.w3.org/2005/Atom"'
run "$FEEDGEN" --offline -q -o o.yaml x/feeds/c.yaml
is "a mistake in -o is told once" "$status $(grep -c 'name of a source' "$work/err")" "2 1"

# ---- a signal ----
# A hundred shows say more than a pipe holds: the run waits for its reader, and cannot have
# ended when the signal comes.
# shellcheck disable=SC2046
network s $(seq -w 100)
for config in s/feeds/*.yaml; do
	seq 20 | sed 's/$/_is_a_name_that_means_nothing_in_a_show_config: none/' >>"$config"
done
mkfifo pipe
"$FEEDGEN" build --offline -v s/feeds/*.yaml 2>pipe &
pid=$!
exec 3<pipe
read -r first <&3
kill -INT $pid
cat <&3 >said
exec 3<&-
wait $pid
is "a signal ends the run" "$?" 130
like "which says how far it came" "$(cat said)" \
	'^feedgen: 100 shows: [0-9]+ built, .* [01] failed, [0-9]+ not begun \(Interrupt\)$'
is "what is written is whole" \
	"$(for f in s/out/*.xml; do [ ! -e "$f" ] || tail -c 7 "$f"; done | sort -u)" "</rss>"
is "nothing is left behind" "$(find s -name '*feedgen*')" ""
finish
