#!/bin/sh
# SPDX-License-Identifier: ISC
# README.md tells what may go wrong and which test holds us to it. It is true.
. "$(dirname "$0")/lib.sh"
. "$root/tests/fault_table.sh"

fault_table "$root" "$root/tests/fault/README.md" FS
ok "each row has a file and a test" rows_complete
# shellcheck disable=SC2046
ok "F1 to F16, F30 to F35 and S1 to S14 are there, and no other" \
	rows_are $(seq -f F%g 1 16) $(seq -f F%g 30 35) $(seq -f S%g 1 14)
ok "each row names a test that exists" rows_name_tests
ok "each file of tests here is named" files_named "$root/tests/fault"
finish
