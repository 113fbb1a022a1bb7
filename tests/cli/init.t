#!/bin/sh
# SPDX-License-Identifier: ISC
# feedgen init: a new show that builds at once, and nothing that is there is touched.

# In a mount namespace of its own, if that is permitted.
if [ -z "${own_mounts-}" ] && unshare -m true 2>/dev/null; then
	own_mounts=yes exec unshare -m sh "$0"
fi
. "$(dirname "$0")/lib.sh"
trap 'umount "$work/mnt" 2>/dev/null; rm -rf "$work"' EXIT
cd "$work" || exit 1

run "$FEEDGEN" init new
is "init exits 0, and stdout is empty" "$status:$out" "0:"
is "it says what was made and what comes next" "$err" \
	"feedgen: made feed.yaml and 01-first-episode.md; replace what they say, then:
  feedgen check new
  feedgen -o feed.xml new"
is "two files are made" "$(ls -A new | tr '\n' ' ')" "01-first-episode.md feed.yaml "
like "the date is today's" "$(cat new/01-first-episode.md)" '^date: 2027-01-15$'

run "$FEEDGEN" --offline --cache none new
is "they build at once" "$status:$(printf '%s' "$out" | grep -c '<item>')" "0:1"
ok "into well-formed XML" xmllint --noout "$work/out"
run "$FEEDGEN" check --offline --cache none -v new
like "check finds no error" "$status $err" '^0 '
others=$(printf '%s\n' "$err" | grep warning: | grep -Ev 'url/reserved|length-missing')
is "and warns of what is to be filled in, no more" "$others" ""

# With what is commented out taken in, it is a show too.
mkdir full
for f in feed.yaml 01-first-episode.md; do sed 's/^#: //' "new/$f" >"full/$f"; done
run "$FEEDGEN" --offline --cache none full
is "all that is commented out can be taken in" "$status" 0
unlike "and means something" "$err" 'field/unknown'

# Every key is a field, and the comment over it the field's own.
keys=0
for key in $(sed -n 's/^\(#: \)\{0,1\} *\([a-z_]*\):.*/\2/p' new/*); do
	keys=$((keys + 1))
	case $key in
	owner | transcript) continue ;; # maps of fields
	name | email) key=owner.$key ;;
	esac
	ok "explain knows $key" "$FEEDGEN" explain "$key"
done
ok "keys were found" test "$keys" -gt 25
"$FEEDGEN" explain >fields
grep -h '^ *# ' new/* | sed 's/^ *# //' | grep -v '^The show config\.\|^More: ' >comments
unknown=$(while read -r comment; do
	grep -qF -- " $comment" fields || echo "$comment"
done <comments)
is "each comment is a field's" "$unknown" ""
is "and each key but owner: has one" "$(wc -l <comments)" "$((keys - 1))"

# What is there stays.
cp -r new before
run "$FEEDGEN" init new
is "a second time it refuses" "$status" 2
like "and says why" "$err" \
	'^new/feed.yaml: error: this is there already; nothing was made \[emit/exists\]'
ok "the files stay" diff -r before new
mkdir half
echo mine >half/feed.yaml
run "$FEEDGEN" init half
is "one of the names is enough" "$status:$(ls -A half):$(cat half/feed.yaml)" "2:feed.yaml:mine"
mkdir link
ln -s ../elsewhere link/feed.yaml
run "$FEEDGEN" init link
is "a link that leads nowhere is not followed" "$status:$(ls -A link)" "2:feed.yaml"
ok "nothing is made there" test ! -e elsewhere
mkdir used
echo '# notes' >used/README.md
run "$FEEDGEN" init used
is "beside other files there is room" "$status:$(ls -A used | wc -l)" "0:3"

# A show that another program keeps: its listeners must not get the example.
mkdir -p hugo/bundle one
printf -- '+++\ntitle = "A"\ndate = 2024-03-05\n+++\n' >hugo/a.md
printf -- '---\ntitle: B\naudio: b.mp3\n---\n' >hugo/bundle/index.md
printf -- '---\ntitle: broken\n' >hugo/c.md
run "$FEEDGEN" init hugo
is "beside episodes only the show config is made" \
	"$status:$(ls -A hugo | tr '\n' ' ')" "0:a.md bundle c.md feed.yaml "
is "and that is said" "$err" \
	"feedgen: made feed.yaml for the 2 episodes in this folder; replace what it says, then:
  feedgen check hugo
  feedgen -o feed.xml hugo"
printf -- '---\ntitle: B\n---\n' >one/a.md
run "$FEEDGEN" init one
like "one is one" "$err" 'for the 1 episode in this folder; replace what it says'

echo text >file
run "$FEEDGEN" init file
is "a file is no folder" "$status:$(head -1 "$work/err"):$(cat file)" \
	"2:file: error: this is no folder; nothing was made [emit/exists]:text"
run "$FEEDGEN" init no/parent
like "the parent is not made" "$status $err" \
	'^3 no/parent: error: cannot make the folder: No such file or directory; nothing was made'
ok "indeed" test ! -e no
run "$FEEDGEN" init
like "init wants a folder" "$status $err" '^2 feedgen: a new show in which folder\?'
run "$FEEDGEN" init a b
is "one" "$status:$(ls -d a b 2>/dev/null)" "2:"
run "$FEEDGEN" init ''
is "an empty name is none" "$status" 2
SOURCE_DATE_EPOCH=soon run "$FEEDGEN" init clock
is "a clock that is none makes nothing" "$status:$(ls -d clock 2>/dev/null)" "2:"

run "$FEEDGEN" init -q quiet
is "-q is silent" "$status:$err" "0:"
run "$FEEDGEN" init "Ann's show"
like "a name is told as a shell takes it" "$err" "^  feedgen check 'Ann'\\\\''s show'\$"
status=0
"$FEEDGEN" init closed 2>&- || status=$?
is "with stderr closed the files are whole" "$status:$(diff -r new closed)" "0:"

# What the system refuses.
(ulimit -f 0 && exec "$FEEDGEN" init limited) 2>limited.err
status=$?
is "a limit on the size of files leaves nothing" "$status:$(ls -d limited 2>/dev/null)" "3:"
mkdir mnt
if [ "${own_mounts-}" ]; then
	mount -t tmpfs -o size=4k none mnt
	mkdir mnt/new
	head -c 4096 /dev/zero >mnt/fill 2>/dev/null
	run "$FEEDGEN" init mnt/new
	like "a full disk" "$status $err" \
		'^3 mnt/new/.*: error: cannot (make|write) the file: No space left'
	is "gets no half show" "$(ls -A mnt/new)" ""
	mount -o remount,ro mnt
	run "$FEEDGEN" init mnt/other
	like "a read-only one" "$status $err" \
		'^3 mnt/other: error: cannot make the folder: Read-only file system'
else
	for what in "a full disk" "gets no half show" "a read-only one"; do
		skip "$what" "a mount namespace is not permitted"
	done
fi

finish
