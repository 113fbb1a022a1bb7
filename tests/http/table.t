#!/bin/sh
# SPDX-License-Identifier: ISC
# README.md tells how servers may fail, what comes of it and which test holds us to it. It is true.
. "$(dirname "$0")/../cli/lib.sh"
. "$top/tests/fault_table.sh"
table=$top/tests/http/README.md

fault_table "$top" "$table" N
ok 'each row has a file and a test' rows_complete
# shellcheck disable=SC2046
ok 'N1 to N43 are there, and no other' rows_are $(seq -f N%g 1 43)
ok 'each row names a test that exists' rows_name_tests
ok 'each file of tests here is named' files_named "$top/tests/http"

# Lines "SEVERITY RULE FILE" of all results.
sed -n 's/^| N.* | \(.*\) | \(tests[^ ]*\) | .* |$/\1 | \2/p' "$table" |
	grep -Eo '(error|warning|hint) [a-z]+/[a-z-]+.* \| .*' |
	sed 's/^\([a-z]* [^ ,;:]*\).* | /\1 /' | sort -u >"$work/results"
results_hold() {
	while read -r severity rule file; do
		"$FEEDGEN" explain "$rule" | head -1 | grep -qF "$rule ($severity)" &&
			grep -qF "$severity $rule" "$top/$file" && continue
		echo "$file does not look for the $severity $rule, or that is none"
		return 1
	done <"$work/results"
}
ok 'there are results' test "$(wc -l <"$work/results")" -ge 15
ok 'each finding is of that level, and looked for in that file' results_hold

finish
