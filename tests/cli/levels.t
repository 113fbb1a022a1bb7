#!/bin/sh
# SPDX-License-Identifier: ISC
# How grave a finding is, and who has the last word: the table, the show config, --rule,
# lint_ignore, --profile, --strict. And what is said of an ignore that is of no use.
. "$(dirname "$0")/lib.sh"
cd "$work" || exit 1

rule=episode/duration-missing
# level NAME ARGS…: what the missing duration is, with these options.
level() {
	label=$1 want=$2
	shift 2
	run "$FEEDGEN" check -v --offline --diagnostics json "$@" s
	got=$(printf '%s\n' "$err" | grep "\"rule\": \"$rule\"" | cut -d'"' -f4)
	is "$label" "$status:$got" "$want"
}
fresh() {
	small_show s
	sed -i '/^duration/d' s/1.md
}
config() {
	sed -i "s|^rules:.*|rules: {url/reserved: off, $1}|" s/feed.yaml
}

fresh
level "the table" 0:warning
level "--rule" 1:error --rule $rule=error
level "--rule off" 0: --rule $rule=off
level "--strict" 1:error --strict
level "--strict leaves hints alone" 0:hint --strict --rule $rule=hint
level "the last --rule counts" 0:hint --rule $rule=error --rule $rule=hint
config "$rule: hint"
level "the show config" 0:hint
level "--rule before the show config" 1:error --rule $rule=error
config "$rule: off"
run "$FEEDGEN" check --offline --rule $rule=hint --rule lint-ignore/unused=error s
is "a rule that is off, and finds what is then but counted, is off for a reason" "$status" 0
like "and what it finds is counted" "$err" ' 1 hint '
config "$rule: error"
level "an error by the show config" 1:error
sed -i "2i lint_ignore: [$rule]" s/1.md
level "lint_ignore before the show config" 0:
level "lint_ignore before --rule" 0: --rule $rule=error --strict
sed -i "/^lint_ignore/d" s/1.md
level "--profile before --rule" 0: --rule $rule=error --profile w3c
level "--profile of one who is concerned" 1:error --profile apple

fresh
sed -i "2i lint_ignore: [$rule]" s/2.md
run "$FEEDGEN" check -v --offline s
is "an ignore that finds nothing is a hint" "$status" 0
like "with its place" "$err" '^s/2.md:2:15: hint: the rule .*\[lint-ignore/unused\]$'
like "one of another episode does not help" "$err" '^s/1.md: warning: .*duration-missing; '
sed -i "s|^lint_ignore.*|lint_ignore: [file/unreadable, enclosure/unreachable]|" s/2.md
run "$FEEDGEN" check -v --offline s
like "nor can what is fatal be ignored" "$err" 'file/unreadable” cannot be ignored'
unlike "what only a network can find is not judged without" "$err" 'enclosure/unreachable” finds'
sed -i "s|^lint_ignore.*|lint_ignore: [duration-mising]|" s/2.md
run "$FEEDGEN" check --offline s
like "an id that does not exist is asked back" "$err" 'did you mean “episode/duration-missing”\?'

fresh
config "text/title-html: off, enclosure/no-ranges: off, date/duplicate: hint"
run "$FEEDGEN" check -v --offline s
like "a rule that is off in the show config and finds nothing is a hint" "$err" \
	'^s/feed.yaml:[0-9]+:[0-9]+: hint: .*text/title-html” is off, .*\[lint-ignore/unused'
is "those that find something, that only servers break, or that have a level are none" \
	"$(printf '%s\n' "$err" | grep -c lint-ignore/unused)" 1
sed -i '1i lint_ignore: date/duplicate' s/feed.yaml
run "$FEEDGEN" check --offline s
like "lint_ignore in a show config is told what it is there" "$err" \
	'hint: turn rules of the whole show off with rules: .date/duplicate: off'

fresh
config "episode/duration-mising: off"
run "$FEEDGEN" check --offline s
like "one in the show config is an error" "$status" 1
like "with its place" "$err" '^s/feed.yaml:12:[0-9]+: error: there is no rule'
like "and with what was meant" "$err" 'did you mean “episode/duration-missing”\?'
config "$rule: of"
run "$FEEDGEN" check --offline s
like "so is a level" "$status $(printf '%s' "$err" | tr '\n' ' ')" '^1 .*“of” is no level'
run "$FEEDGEN" check --offline --rule duration-missing=off s
like "an option asks back too" "$status $err" \
	"^2 feedgen: there is no rule 'duration-missing'; did you mean '$rule'\?"
run "$FEEDGEN" explain duration-missing
like "and explain" "$status $err" "^2 .*did you mean $rule\?"
run "$FEEDGEN" explain titel
like "… which thinks of a field first, of the nearest" "$status $err" '^2 .*did you mean title\?'

# What the reader has refused is not missing as well.
for slip in 'duration: 61:99' 'title: [a]' 'date: [2026-01-01]' 'audio: {a: b}'; do
	fresh
	sed -i "s|^${slip%%:*}:.*|$slip|" s/2.md
	run "$FEEDGEN" check -v --offline s
	is "$slip is told once" \
		"$status $(printf '%s\n' "$err" | grep -c '^s/2.md.*: \(error\|warning\): ')" "1 1"
done
finish
