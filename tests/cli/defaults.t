#!/bin/sh
# SPDX-License-Identifier: ISC
# What a site generator's own files say for all episodes of a folder is told.
. "$(dirname "$0")/lib.sh"
cd "$work" || exit 1

check() {
	run "$FEEDGEN" check --offline --cache none "$@"
}

small_show episodes
check episodes
unlike "a folder without such files has no such finding" "$err" 'file/defaults'

# Eleventy's directory data.
cat >episodes/episodes.json <<'E2'
{
  "layout": "episode.njk",
  "tags": ["episode"],
  "permalink": "/e/{{ page.fileSlug }}/",
  "episode": {"seasonNumber": 2, "filename": ""},
  "eleventyComputed": {"guid": "{{ page.fileSlug }}", "menu": "x"}
}
E2
check episodes
like "a field of all episodes is told at its place" "$err" \
	'^episodes/episodes.json:5:15: warning: “seasonNumber” is said here .*\[file/defaults\]'
like "with what to write instead" "$err" 'hint: .* as in episode: \{season: 2\}, or'
like "one that is worked out, too" "$err" '^episodes/episodes.json:6:24: warning: “guid” is'
is "what is the site's own is not, nor what is empty" \
	"$(printf '%s\n' "$err" | grep -c 'file/defaults')" 2
like "it stands in no way" "$status $err" '^0 '
printf 'episode: {season: 2, guid: "{stem}"}\n' >>episodes/feed.yaml
check episodes
unlike "what the show config says instead is not told" "$err" 'file/defaults'
run "$FEEDGEN" --offline --cache none episodes
is "and is in the feed" "$(printf '%s' "$out" | grep -c '<itunes:season>2<')" 2
check episodes/
unlike "a slash behind the folder changes nothing" "$err" 'file/defaults'
printf '{"episode": ' >episodes/episodes.json
check episodes
like "a broken one is Eleventy's to tell" "$status $err" '^0 '
rm episodes/episodes.json
echo 'module.exports = {}' >episodes/episodes.11tydata.js
check episodes
like "of a program nobody knows what it says" "$err" \
	'^episodes/episodes.11tydata.js: warning: what this program says .*\[file/defaults\]'
(cd episodes && "$FEEDGEN" check --offline --cache none . 2>"$work/err")
like "the folder may be called ." "$(cat "$work/err")" '\[file/defaults\]'
echo '{"season": 3}' >episodes/other.json
rm episodes/episodes.11tydata.js
check episodes
unlike "other files are nobody's" "$err" 'file/defaults'

# Hugo's cascade.
cat >episodes/_index.md <<'E2'
---
title: Episodes
cascade:
  - _target: {kind: page}
    params: {explicit: true, lead: x}
---
All of them.
E2
check episodes
like "a cascade is told" "$err" \
	'^episodes/_index.md:5:14: warning: “explicit” is said here .*\[file/defaults\]'
is "once, and the page's own title not" "$(printf '%s\n' "$err" | grep -c 'file/defaults')" 1
printf -- '+++\ntitle = "E"\n[cascade.params]\nseason = 1\n+++\n' >episodes/_index.md
sed -i '/^episode:/d' episodes/feed.yaml
check episodes
like "in TOML, too" "$err" '^episodes/_index.md:4:1: warning: “season” is'
echo 'no front matter' >episodes/_index.md
check episodes
unlike "a page without is nothing" "$err" '_index'

# A build that has nothing to do says it again, and one that is due to a change is made.
rm episodes/_index.md
echo '{"season": 3}' >episodes/episodes.json
run "$FEEDGEN" --offline --cache "$work/cache" -o feed.xml episodes
like "a build tells it" "$err" 'file/defaults'
run "$FEEDGEN" --offline --cache "$work/cache" -o feed.xml episodes
like "the next one as well" "$err" 'file/defaults'
echo '{"layout": "e.njk"}' >episodes/episodes.json
run "$FEEDGEN" --offline --cache "$work/cache" -o feed.xml episodes
unlike "a change is seen" "$err" 'file/defaults'

finish
