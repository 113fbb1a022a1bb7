# SPDX-License-Identifier: ISC
# For tests/fault/*.t: TAP output, a scratch folder that is also the working folder, and
# the program under test, $stage (stage_cli.c). BUILD names the build folder.

set -u
root=$(cd "$(dirname "$0")/../.." && pwd)
BUILD=${BUILD:-build}
case $BUILD in
/*) ;;
*) BUILD=$root/$BUILD ;;
esac
stage=$BUILD/tests/fault/stage_cli
[ -x "$stage" ] || {
	echo "Bail out! $stage is not built"
	exit 1
}
scratch=$(mktemp -d)
# The leak checker cannot work under strace; the unit tests look for leaks.
export ASAN_OPTIONS="${ASAN_OPTIONS:+$ASAN_OPTIONS:}detect_leaks=0"
trap 'rm -rf "$scratch"' EXIT
cd "$scratch" || exit 1

tests=0
failures=0

# ok NAME COMMAND…: a test passes if the command does. Several conditions: a function.
ok() {
	name=$1
	shift
	tests=$((tests + 1))
	if "$@"; then
		echo "ok $tests - $name"
	else
		failures=$((failures + 1))
		echo "not ok $tests - $name"
		sed 's/^/# said: /' said 2>/dev/null
	fi
}

# skip NAME WHY
skip() {
	tests=$((tests + 1))
	echo "ok $tests - $1 # SKIP $2"
}

finish() {
	echo "1..$tests"
	[ "$failures" -eq 0 ]
	exit
}

# run STATUS COMMAND…: does it end with this status? What it said is then in the file said.
run() {
	want=$1
	shift
	"$@" 2>said
	got=$?
	[ "$got" -eq "$want" ] && return
	echo "# status $got, not $want: $*"
	return 1
}

# said TEXT: was this said on standard error?
said() {
	grep -qF -- "$1" said
}

# names DIR NAME…: exactly these names are there?
names() {
	dir=$1
	shift
	[ "$(ls -A "$dir")" = "$(printf '%s\n' "$@")" ]
}

# Two feeds, larger than any buffer and not of one length.
old=$scratch/old
new=$scratch/new
seq 1 40000 | sed 's/^/old /' >"$old"
seq 1 50000 | sed 's/^/new /' >"$new"

# one_of FILE: is it one of the two, whole?
one_of() {
	cmp -s "$1" "$old" || cmp -s "$1" "$new"
}

# calls_of BEGIN COMMAND…: a line "CALL FIRST LAST" for each system call that a command makes
# from the one on that matches BEGIN; FIRST and LAST count the calls of that name since the
# program was loaded, so that what the loader does is left out.
calls_of() {
	begin=$1
	shift
	strace -f -o calls "$@" 2>/dev/null
	awk -v begin="$begin" '
		!match($0, /^[0-9]+ +[a-z0-9_]+\(/) || / execve\(/ || / exit_group\(/ { next }
		{
			call = $2
			sub(/\(.*/, "", call)
			count[call]++
		}
		index($0, begin) { begun = 1 }
		begun && !first[call] { first[call] = count[call] }
		END {
			for (call in first)
				if (first[call])
					print call, first[call], count[call]
		}' calls | sort
}

# calls_made: those with which a run replaces site/feed.xml.
calls_made() {
	cp "$old" site/feed.xml
	calls_of '"site' "$stage" site/feed.xml "$new"
}
