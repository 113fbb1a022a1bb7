#!/bin/sh
# SPDX-License-Identifier: ISC
# make check-corpus CORPUS=DIR: a real show, DIR/feeds/*.yaml and DIR/episodes, built offline:
# is the feed well-formed, does it say what its sources say, and is it the same each time?
. "$(dirname "$0")/../cli/lib.sh"

config=$(ls "$CORPUS"/feeds/*.yaml)
build="$FEEDGEN --offline -q --cache none -c $config"
# shellcheck disable=SC2086
{
	run $build -j1 "$CORPUS/episodes"
	is "the show builds" "$status $err" "0 "
	cp "$work/out" "$work/feed.xml"
	ok "the feed is well-formed" xmllint --noout "$work/feed.xml"
	ok "it says what its sources say" \
		"$PYTHON" "$top/tests/tools/expect.py" "$config" "$CORPUS/episodes" "$work/feed.xml"
	for way in -j8 LC_ALL=C LC_ALL=tr_TR.UTF-8 TZ=UTC TZ=Pacific/Apia again; do
		case $way in
		-*) run $build $way "$CORPUS/episodes" ;;
		*=*) run env $way $build "$CORPUS/episodes" ;;
		*) run $build "$CORPUS/episodes" ;;
		esac
		is "the same with $way" "$(cmp "$work/feed.xml" "$work/out" 2>&1)" ""
	done
	run valgrind -q --error-exitcode=99 --leak-check=full \
		--errors-for-leak-kinds=definite,indirect,possible $build "$CORPUS/episodes"
	is "valgrind finds no error and no leak" "$status $err" "0 "
}
finish
