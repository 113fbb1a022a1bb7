#!/bin/sh
# SPDX-License-Identifier: ISC
# make: an object is made again when it would be made with other flags, and else it is not.
. "$(dirname "$0")/../cli/lib.sh"
cd "$top" || exit 1
unset MAKEFLAGS MAKELEVEL MFLAGS BUILD FLAVOUR CFLAGS
object=$work/b/src/base/str.o

# made [FLAG…]: how often the object was compiled.
made() {
	make V=1 BUILD="$work/b" CC="${CC:-gcc}" "$@" "$object" 2>&1 | grep -c -- '-c -o '
}
is "an object is made" "$(made)" 1
is "… once" "$(made)" 0
is "warnings that are errors make no other object" "$(made DEV=1)" 0
is "other flags do" "$(made CFLAGS=-O0)" 1
is "… once" "$(made CFLAGS=-O0)" 0
is "so does another version" "$(made CFLAGS=-O0 VERSION=9)" 1
is "and the usual flags" "$(made)" 1
finish
