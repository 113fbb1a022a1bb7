#!/bin/sh
# SPDX-License-Identifier: ISC
# The command line itself: help, mistakes, exit status 2, and that documents and code agree.
. "$(dirname "$0")/lib.sh"
cd "$work" || exit 1
small_show s

run "$FEEDGEN" --help
is "--help exits 0" "$status" 0
help=$out
run "$FEEDGEN"
is "nothing to do is a usage error" "$status" 2
like "which asks" "$err" 'which directory of episodes'
run "$FEEDGEN" --ofline s
like "an unknown option is asked back" "$status $err" '^2 .* did you mean --offline\?'
run "$FEEDGEN" -x s
like "so is an unknown letter" "$status $err" '^2 feedgen: there is no option -x'
run "$FEEDGEN" -j
like "a missing value" "$status $err" '^2 feedgen: -j needs a value'
run "$FEEDGEN" -j 0 s
like "a number out of range" "$status $err" \
	"^2 feedgen: --jobs is a number from 1 to 256, not '0'"
run "$FEEDGEN" --offline --recheck s
like "to ask and not to ask" "$status $err" '^2 feedgen: --recheck asks servers, --offline'
for time in 0 soon 5x 25h -1; do
	run "$FEEDGEN" --deadline "$time" s
	is "no time to wait: $time" "$status $(head -1 "$work/err")" \
		"2 feedgen: --deadline is a time from 1s to 24h, such as 90, 90s or 5m, not '$time'"
done
for time in 90 90s 5m 1h 1:30; do
	run "$FEEDGEN" --offline --deadline "$time" s
	is "a time to wait: $time" "$status" 0
done
most() { # OPTION NUMBER: as in the show config
	for n in 0 $(($2 + 1)) -1 many 1.5; do
		run "$FEEDGEN" --$1 "$n" s
		is "--$1 $n" "$status $(head -1 "$work/err")" \
			"2 feedgen: --$1 is a number from 1 to $2, not '$n'"
	done
	run "$FEEDGEN" --offline --$1 "$2" s
	is "--$1 $2" "$status" 0
}
most per-host 64
most per-second 10000
run "$FEEDGEN" --diagnostics xml s
like "a word that is not offered" "$status $err" '^2 feedgen: --diagnostics is text, json or sarif'
run "$FEEDGEN" --rule nonsense=off s
like "an unknown rule" "$status $err" "^2 feedgen: there is no rule 'nonsense'"
run "$FEEDGEN" --rule file/unreadable=off s
like "a rule that cannot be turned off" "$status $err" '^2 feedgen: .*cannot be changed'
run "$FEEDGEN" s s
is "two directories" "$status" 2
run "$FEEDGEN" check -o x s
like "an option of another command" "$status $err" \
	"^2 feedgen: 'feedgen check' has no option --output"
run "$FEEDGEN" validate --offline https://small.example.com/feed.xml
is "--offline fetches no feed" "$status $(printf '%s\n' "$out" | head -1)" \
	"3 https://small.example.com/feed.xml: error: it is not fetched: --offline asks no server \
[fetch/offline]"
run "$FEEDGEN" validate ftp://small.example.com/feed.xml
like "what is no address of the web" "$status $out" \
	'^3 ftp://.*: error: the URL is not http or https \[fetch/address\]'
run "$FEEDGEN" validate https://me:word@small.example.com/feed.xml
like "an address with a password" "$status $out" \
	'^3 .*the URL holds a user name or password \[fetch/address\]'
SOURCE_DATE_EPOCH=soon run "$FEEDGEN" s
like "a clock that is none" "$status $err" '^2 feedgen: SOURCE_DATE_EPOCH'
run "$FEEDGEN" --version
like "--version" "$status $out" '^0 feedgen [0-9]+\.[0-9]+\.[0-9]+'
like "and the formats it writes" "$out" 'RSS 2\.0.*Podcasting 2\.0.*Atom.*JSON Feed 1\.1'

mkdir empty
run "$FEEDGEN" --offline empty
like "no show config" "$status $err" \
	'^2 empty: error: no show config: .*\[config/not-found\]'
mkdir -p two/episodes two/feeds
cp s/feed.yaml two/feeds/a.yaml
cp s/feed.yaml two/feeds/b.yaml
run "$FEEDGEN" --offline two/episodes
like "more than one" "$status $err" \
	'^2 two/feeds: error: there are several show configs: a.yaml, b.yaml'
like "with both ways on" "$err" \
	'hint: choose one: -c two/feeds/a.yaml; or build all: feedgen build two/feeds/\*.yaml'
rm two/feeds/b.yaml
cp s/1.md two/episodes/
run "$FEEDGEN" --offline two/episodes
is "the one in feeds/ beside the episodes is found" \
	"$status:$(printf '%s' "$out" | grep -c '<item>')" "0:1"
run sh -c 'cd two/episodes && "$FEEDGEN" --offline .'
is "also from within them" "$status:$(printf '%s' "$out" | grep -c '<item>')" "0:1"
run "$FEEDGEN" --offline -c nowhere.yaml s
like "a show config that is not there" "$status $err" \
	'^1 nowhere.yaml: error: .*\[file/unreadable\]'
run "$FEEDGEN" --offline nowhere
is "a directory that is not there" "$status" 2

# What the front matter of other programs calls a field can be explained too.
run "$FEEDGEN" explain Podcast-File
is "explain knows the other names of fields" "$status" 0
like "and says what they mean" "$out" '^Podcast-File is another name of audio \(episode'
run "$FEEDGEN" explain url
like "a name of two fields: one" "$out" '^url is another name of audio'
like "a name of two fields: the other" "$out" '^url is another name of link \(episode'
run "$FEEDGEN" explain podcast_fil,e
is "what is no name stays unknown" "$status" 2

run "$FEEDGEN" explain text/title-html
like "explain says who breaks" "$out" '^Who breaks: apps in general: Apple, Spotify, PSP-1, W3C\.$'
like "and how it is changed, everywhere" "$out" '^or in an episode lint_ignore'
like "what to do" "$out" '^What to do: write plain text'
is "and how it looks before and after" "$(printf '%s\n' "$out" | sed -n '/^Before/,/^$/p')" \
	"$(printf 'Before:\n    title: Salt &amp; Tide\nAfter:\n    title: Salt & Tide')"
like "feedgen-rules(7) shows it too" "$(cat "$MAN/feedgen-rules.7")" '^title: Salt &amp; Tide$'
run "$FEEDGEN" explain media/group
unlike "a rule about feeds of anybody is not changed in an episode" "$out" 'lint_ignore'

# Documents and code.
page=$top/man/feedgen.1
for option in $(printf '%s\n' "$help" | grep -o -- '--[a-z][a-z-]*' | sort -u); do
	ok "feedgen(1) has $option" grep -Eq -- "Fl Fl ${option#--}( |\$)" "$page"
done
for option in $(grep -o 'Fl Fl [a-z-]*' "$page" | sed 's/Fl Fl //' | sort -u); do
	like "--help has --$option" "$help" "[-]-$option( |\$)"
done
for command in $(printf '%s\n' "$help" | sed -n '/^Commands/,/^$/s/^  \([a-z]*\) .*/\1/p'); do
	ok "feedgen(1) has the command $command" grep -q "It Cm $command" "$page"
done

finish
