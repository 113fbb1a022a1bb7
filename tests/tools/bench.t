#!/bin/sh
# SPDX-License-Identifier: ISC
# What measures can be relied on: shows that are the same each time, and a bound that holds.

set -u
bench=$(cd "$(dirname "$0")/../bench" && pwd)
work=$(mktemp -d)
trap 'rm -rf "$work"' EXIT
tests=0
failures=0
: "${PYTHON:=python3}"

# result WHETHER NAME
result() {
	tests=$((tests + 1))
	if [ "$1" -eq 0 ]; then
		echo "ok $tests - $2"
	else
		failures=$((failures + 1))
		echo "not ok $tests - $2"
		sed 's/^/# /' "$work/out"
	fi
}

# corpus ARGUMENT...: made in $work
corpus() {
	(cd "$work" && "$PYTHON" -B "$bench/corpus.py" "$@") >"$work/out" 2>&1
}

# The sum is of what an earlier machine made: cost.txt counts how these bytes are built.
corpus show 3 one && corpus show 3 two && corpus shows 2 3 many
diff -r "$work/one" "$work/two" >"$work/out" 2>&1
result $? "the same arguments give the same show"
sum=$(cd "$work" && find one many -type f | LC_ALL=C sort | xargs cat | sha256sum | cut -c 1-16)
echo "$sum" >"$work/out"
[ "$sum" = 3f37c27b7da03b25 ]
result $? "the bytes are those that cost.txt was made with"
[ "$(find "$work/many" -name '*.md' | wc -l)" -eq 6 ]
result $? "two shows of three episodes have six"

# judge ROW NOW WAS: asks cost.py for its verdict
judge() {
	"$PYTHON" -B -c '
import sys; sys.path.insert(0, sys.argv[1]); import cost
line, well = cost.compare(sys.argv[2], int(sys.argv[3]), int(sys.argv[4]) or None)
print(line); sys.exit(not well)' "$bench" "$@" >"$work/out" 2>&1
}

judge row 1050000 1000000
result $? "five per cent more are allowed"
! judge row 1050001 1000000 && grep -q 'more than 5 % over 1,000,000' "$work/out"
result $? "more than that is told, with what it was"
judge row 900000 1000000 && grep -q 'UPDATE=1' "$work/out"
result $? "less is good, and worth keeping"
! judge row 5 0 && grep -q 'no figure' "$work/out"
result $? "a row without a figure is not passed over"

echo "1..$tests"
[ "$failures" -eq 0 ]
