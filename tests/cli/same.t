#!/bin/sh
# SPDX-License-Identifier: ISC
# Same input, same clock: same bytes, whatever the threads, the locale, the time zone, the
# order of the directory and the folder it is called from.
. "$(dirname "$0")/lib.sh"

config=$top/feeds/plain-files.yaml
run "$FEEDGEN" --offline -q -j1 -c "$config" -o "$work/one.xml" "$top/episodes"
is "the first build" "$status $err" "0 "

same() {
	label=$1
	shift
	run env "$@"
	is "$label" "$status $(cmp "$work/one.xml" "$work/out" 2>&1)" "0 "
}
build="$FEEDGEN --offline -q -c $config"
# shellcheck disable=SC2086
{
	same "again" $build "$top/episodes"
	same "-j8" $build -j8 "$top/episodes"
	same "LC_ALL=tr_TR.UTF-8" LC_ALL=tr_TR.UTF-8 $build "$top/episodes"
	same "LC_ALL=C" LC_ALL=C $build "$top/episodes"
	same "TZ=UTC" TZ=UTC $build "$top/episodes"
	same "TZ=Pacific/Apia" TZ=Pacific/Apia $build "$top/episodes"
	same "nothing in the environment" -i PATH="$PATH" SOURCE_DATE_EPOCH="$SOURCE_DATE_EPOCH" \
		$build "$top/episodes"
	same "another directory order" sh -c "
		mkdir '$work/copy' && cd '$top/episodes' &&
		for f in \$(ls -r); do cp -r \"\$f\" '$work/copy/'; done &&
		$build '$work/copy'"
	same "from within" sh -c "cd '$top/episodes' && $build ."
}
later=$((SOURCE_DATE_EPOCH + 86400))
same "a day later" SOURCE_DATE_EPOCH=$later "$FEEDGEN" --offline -q -c "$config" "$top/episodes"

finish
