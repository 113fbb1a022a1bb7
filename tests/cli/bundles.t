#!/bin/sh
# SPDX-License-Identifier: ISC
# Page bundles: an episode that has a folder to itself, with its page, audio and picture.
. "$(dirname "$0")/lib.sh"
cd "$work" || exit 1

# s/ has the episodes 1, a file, and 2, a bundle, both with their audio beside them.
bundled_show() {
	rm -rf s feed.xml
	small_show s
	mkdir s/2
	mv s/2.md s/2/index.md
	sed -i 's/^audio:.*/audio: the talk.mp3/; /^length/d; /^type/d' s/1.md s/2/index.md
	head -c 700000 /dev/zero >"s/the talk.mp3"
	head -c 600000 /dev/zero >"s/2/the talk.mp3"
}
audio() {
	sed -n 's/.*<enclosure url="\([^"]*\)" length="\([0-9]*\)".*/\1 \2/p' feed.xml
}
guids() {
	sed -n 's/.*<guid[^>]*>\(.*\)<.guid>.*/\1/p' feed.xml | sort
}
build() {
	run "$FEEDGEN" --offline -o feed.xml "$@" s
}

bundled_show
build
is "a folder with a page is an episode" "$status $err" "0 "
is "its audio is served from a folder of its name" "$(audio)" \
	"https://small.example.com/2/the%20talk.mp3 600000
https://small.example.com/the%20talk.mp3 700000"
like "the lock calls it by its folder" "$(cat s/feed.lock)" 'file: "2/index.md"'

guids >guids
mv s/2 s/two
build -v
like "a folder of another name is noted" "$status $err" 'its file was 2/index.md'
is "and keeps the guid" "$(guids)" "$(cat guids)"
mkdir s/1
mv s/1.md s/1/index.md
cp "s/the talk.mp3" s/1/
build
is "a file that becomes a bundle" "$status $err" "0 "
is "keeps its guid" "$(guids)" "$(cat guids)"

bundled_show
echo 'episode: {link: "https://small.example.com/show/{stem}/"}' >>s/feed.yaml
sed -i 's/^duration/image: cover.jpg\nduration/' s/2/index.md
echo no picture >s/2/cover.jpg
build
like "with the address of the page, below the page" "$(audio)" \
	'^https://small.example.com/show/2/the%20talk.mp3 600000'
like "and the picture too" "$(cat feed.xml)" \
	'itunes:image href="https://small.example.com/show/2/cover.jpg"'
sed -i 's/^episode:.*/episode: {audio: "media\/{stem}.mp3"}/' s/feed.yaml
build
like "but what a template makes of it is what the template says" "$(audio)" \
	'^https://small.example.com/media/2.mp3 600000'

# ---- what is none ----

bundled_show
mkdir s/2024 s/3 s/4 s/5
cp s/2/index.md s/2024/march.md
cp s/2/index.md s/3/index.adoc
cp s/2/index.md s/4/index.en.md
echo "no front matter" >s/5/index.md
echo "a page beside the page" >s/2/more.md
build
is "others do not stand in the way" "$status $(audio | wc -l)" "0 2"
like "a folder without a page" "$err" '^s/2024: warning: .*march.md \[file/subfolder\]'
like "a page in another language" "$err" '^s/3/index.adoc: warning: .*\[file/ending\]'
like "a page of one tongue of several" "$err" '^s/4: warning: .*index.en.md \[file/subfolder\]'
like "a page that is no episode" "$err" '^s/5/index.md:1:1: warning: .*\[file/no-front-matter\]'
unlike "what else a bundle has is its own business" "$err" 'more.md'

bundled_show
mkdir away
mv s/2 away/
ln -s ../away/2 s/2
build
like "a folder that is a link out of the folder is left out" "$status $err" \
	'^0 s/2: warning: .*\[file/link-outside\]'
is "with its episode" "$(audio)" "https://small.example.com/the%20talk.mp3 700000"
rm s/2
mv away/2 s/b
ln -s b s/2
build
like "a link within is an episode, as one to a file is" "$status $err" \
	'^0 s/2/index.md:2:8: warning: the same title'

bundled_show
build
: >s/2/index.md
build
like "a page that is lost does not take its episode away" "$status $err" \
	's/2/index.md: error: .*\[lock/left-out\]'

bundled_show
run "$FEEDGEN" --offline -o s/2/index.md s
like "a page is a source that -o does not replace" "$status $err" '^2 .*name of a source'
sed -i '/^title/d' s/2/index.md
build
like "a fault is told at the page" "$status $err" '^1 s/2/index.md: error: .*title'
finish
