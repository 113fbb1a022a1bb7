# SPDX-License-Identifier: ISC
# shellcheck shell=sh
# Holds a table of faults to the truth: its rows end in "| test file | test |", a row's name is
# its first cell. For tests/fault/table.t and tests/http/table.t:
#
#     fault_table TOP TABLE LETTERS
#     ok … rows_complete && rows_are NAME… && rows_name_tests && files_named DIR
#
# What is wrong is said on standard output. $rows holds name, file and test between tabs.

fault_table() {
	rows_top=$1 rows_table=$2 rows_begin="^| [$3][0-9][0-9]* |"
	rows=$(grep "$rows_begin" "$rows_table" |
		sed -n 's/^| \([^ ]*\) | .* | \(tests[^ |]*\) | \(.*\) |$/\1\t\2\t\3/p')
}

# There are rows, and each has a file and a test.
rows_complete() {
	[ -n "$rows" ] || return 1
	grep "$rows_begin" "$rows_table" | grep -v '| tests/[^ |]* | [^|]* |$' | sed 's/^/# /'
	[ "$(grep -c "$rows_begin" "$rows_table")" -eq "$(printf '%s\n' "$rows" | wc -l)" ]
}

# rows_are NAME…: these are there, and no other.
rows_are() {
	there=$(printf '%s\n' "$rows" | cut -f1 | sort -u)
	[ "$there" = "$(printf '%s\n' "$@" | sort -u)" ] && return
	echo "# the rows are" $there
	return 1
}

# The test of each row stands in its file.
rows_name_tests() {
	printf '%s\n' "$rows" | while IFS="$(printf '\t')" read -r row file test; do
		grep -qF -- "$test" "$rows_top/$file" && continue
		echo "# $row: $file has no test “$test”"
		exit 1
	done
}

# files_named DIR: the table's page leaves none of the tests there out.
files_named() {
	for file in "$1"/*.t; do
		grep -qF "$(basename "$file")" "$rows_table" && continue
		echo "# $file is not in $rows_table"
		return 1
	done
}
