#!/bin/sh
# SPDX-License-Identifier: ISC
# README.md tells what may go wrong and which test holds us to it. It is true.
. "$(dirname "$0")/lib.sh"
table=$root/tests/fault/README.md

# The rows, their cells between tabs: row, file, test.
sed -n 's/^| \([FS][0-9]*\) | .* | \(tests[^ |]*\) | \(.*\) |$/\1\t\2\t\3/p' "$table" >rows
ok "there is a table" [ -s rows ]
ok "each row has a file and a test" \
	[ "$(grep -c '^| [FS][0-9]' "$table")" -eq "$(wc -l <rows)" ]

all_rows() {
	{
		seq -f F%g 1 15
		seq -f F%g 30 35
		seq -f S%g 1 14
	} | sort >wanted
	cut -f1 rows | sort -u | diff wanted - >said
}
ok "F1 to F15, F30 to F35 and S1 to S14 are there, and no other" all_rows

tests_exist() {
	while IFS="$(printf '\t')" read -r row file test; do
		grep -qF -- "$test" "$root/$file" && continue
		echo "$row: $file has no test “$test”" >said
		return 1
	done <rows
}
ok "each row names a test that exists" tests_exist

none_left_out() {
	for file in "$root"/tests/fault/*.t; do
		grep -qF "$(basename "$file")" "$table" && continue
		echo "$file is not in README.md" >said
		return 1
	done
}
ok "each file of tests here is named" none_left_out
finish
