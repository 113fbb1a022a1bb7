#!/bin/sh
# SPDX-License-Identifier: ISC
# Templates for audio in several formats: of each format of its own, or one for all.
. "$(dirname "$0")/lib.sh"

show=$work/show
# audio TEMPLATES FRONT_MATTER: what a feed of one episode has, enclosure first.
audio() {
	rm -rf "$show"
	small_show "$show" 1
	sed -i "s#^audio:.*#$2#; /^length:/d; /^type:/d" "$show/1.md"
	printf 'episode:\n  audio: %s\n' "$1" >>"$show/feed.yaml"
	[ -z "${3:-}" ] || echo "$3" >>"$show/feed.yaml"
	[ -z "${file:-}" ] || printf 'not much of a sound' >"$show/$file"
	run "$FEEDGEN" build --offline --cache none --lock none "$show"
	made=$(printf '%s\n' "$out" | sed -n '
		s/.*<enclosure url="\([^"]*\)".*type="\([^"]*\)".*/\1 \2/p
		s/.*<podcast:alternateEnclosure type="\([^"]*\)".*/\1/p
		s/.*<podcast:source uri="\([^"]*\)".*/\1/p' | paste -sd' ')
}
both='{mp3: "https://a.example.com/{number}.mp3", opus: "https://b.example.com/{number}.opus"}'
all="https://a.example.com/1.mp3 audio/mpeg audio/ogg https://b.example.com/1.opus"

audio "$both" 'x: y'
is "an episode that names no audio has all formats" "$made" "$all"
audio '["https://a.example.com/{number}.mp3", "https://b.example.com/{number}.opus"]' 'x: y'
is "a list says the same" "$made" "$all"
audio "$both" 'x: y' 'audio_formats: [opus]'
is "audio_formats chooses among them" "$made" \
	"https://b.example.com/1.opus audio/ogg audio/mpeg https://a.example.com/1.mp3"
audio "$both" 'audio: https://c.example.com/one.mp3'
is "a format that is written stays" "$made" \
	"https://c.example.com/one.mp3 audio/mpeg audio/ogg https://b.example.com/1.opus"
audio "$both" 'audio: https://c.example.com/one.opus'
is "whichever it is" "$made" \
	"https://c.example.com/one.opus audio/ogg audio/mpeg https://a.example.com/1.mp3"
audio "$both" 'audio: {mp3: https://c.example.com/1.mp3, opus: https://c.example.com/1.opus}'
is "so do both" "$made" \
	"https://c.example.com/1.mp3 audio/mpeg audio/ogg https://c.example.com/1.opus"
audio '{mp3: "https://a.example.com/{audio}.mp3", opus: "https://b.example.com/{audio}.opus"}' \
	'audio: one'
is "a name is an ingredient of each" "$made" \
	"https://a.example.com/one.mp3 audio/mpeg audio/ogg https://b.example.com/one.opus"
audio '{mp3: "https://a.example.com/get?{number}", m4a: "https://a.example.com/{stem}"}' 'x: y'
is "the format gives a type where the address does not" "$made" \
	"https://a.example.com/get?1 audio/mpeg audio/x-m4a https://a.example.com/1"

# One template for all formats.
audio 'https://cdn.example.com/{audio.name}' 'audio: [1.mp3, one.opus]'
is "one template makes the addresses of all that are written" "$made" \
	"https://cdn.example.com/1.mp3 audio/mpeg audio/ogg https://cdn.example.com/one.opus"
file=one.opus
audio 'https://cdn.example.com/{audio.name}' 'audio: [1.mp3, one.opus]'
like "a file that is here is known by its size and hash" "$(printf '%s' "$out" | tr -d '\n')" \
	'"audio/ogg" length="19"> *<podcast:source uri="https://cdn[^>]*> *<podcast:integrity'
audio 'https://cdn.example.com/{audio.name}' 'audio: [1.mp3, one.opus]' 'audio_formats: [opus]'
is "also if it is the enclosure" "$made" \
	"https://cdn.example.com/one.opus audio/ogg audio/mpeg https://cdn.example.com/1.mp3"
like "with its size" "$out" '<enclosure url="[^"]*one.opus" length="19"'
file=

# What is wrong.
audio '{mp3: "https://a.example.com/{nmber}.mp3"}' 'audio: one.mp3'
like "a name that no episode has, where the template is" "$err" \
	'feed\.yaml:14:16: error: the template for audio has \{nmber\}.*\[template/unknown'
like "with the one that was meant" "$err" 'did you mean \{number\}'
audio '{zip: "https://a.example.com/{number}.zip"}' 'audio: https://a.example.com/1.mp3'
like "a format that there is not" "$err" \
	'feed\.yaml:14:16: warning: “zip” is no format of audio.*\[field/unknown'
audio '{mp3: [a, b]}' 'audio: https://a.example.com/1.mp3'
is "a list in a map is no template" "$status" 1
like "… which is told" "$err" 'feed\.yaml:14:16: error: '
finish
