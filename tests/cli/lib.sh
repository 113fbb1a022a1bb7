# SPDX-License-Identifier: ISC
# shellcheck shell=sh
# What the command-line tests share. TAP, one line a check:
#
#     . "$(dirname "$0")/lib.sh"
#     ok "what is expected" command…        the command succeeds
#     is "what is expected" "$got" "$want"
#     like "what is expected" "$got" 'extended regular expression'
#     finish
#
# $FEEDGEN is the program; $work a folder that goes away; $top the project. run CMD… leaves
# its standard output, standard error and exit status in $out, $err and $status.
set -u
top=$(cd "$(dirname "$0")/../.." && pwd)
FEEDGEN=${FEEDGEN:-$top/feedgen}
PYTHON=${PYTHON:-/usr/bin/python3}
export FEEDGEN PYTHON
work=$(mktemp -d)
trap 'rm -rf "$work"' EXIT
trap 'exit 1' INT TERM HUP
# The machine's own settings have no say, and the clock stands still.
unset XDG_CACHE_HOME http_proxy https_proxy no_proxy
export HOME="$work" LC_ALL=C TZ=UTC SOURCE_DATE_EPOCH=1800000000
tests=0

pass() {
	tests=$((tests + 1))
	echo "ok $tests - $1"
}
fail() {
	tests=$((tests + 1))
	echo "not ok $tests - $1"
	shift
	for text in "$@"; do
		printf '%s\n' "$text" | head -40 | sed 's/^/# /'
	done
}
ok() {
	label=$1
	shift
	if said=$("$@" 2>&1); then pass "$label"; else fail "$label" "failed: $*" "$said"; fi
}
is() {
	if [ "$2" = "$3" ]; then pass "$1"; else fail "$1" "got:  $2" "want: $3"; fi
}
like() {
	if printf '%s\n' "$2" | grep -Eq -- "$3"; then
		pass "$1"
	else
		fail "$1" "no match for: $3" "$2"
	fi
}
unlike() {
	if printf '%s\n' "$2" | grep -Eq -- "$3"; then
		fail "$1" "there is a match for: $3" "$2"
	else
		pass "$1"
	fi
}
skip() {
	tests=$((tests + 1))
	echo "ok $tests - $1 # skip $2"
}
run() {
	status=0
	"$@" >"$work/out" 2>"$work/err" || status=$?
	out=$(cat "$work/out")
	err=$(cat "$work/err")
}
finish() {
	echo "1..$tests"
}

. "$top/tests/small_show.sh"
