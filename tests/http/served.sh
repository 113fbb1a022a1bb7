# SPDX-License-Identifier: ISC
# shellcheck shell=sh
# For the tests of feedgen itself against badserver: a show whose audio is there.

. "$(dirname "$0")/lib.sh"

# served_show DIR PATH…: small_show's config, and an episode for each path on the server.
served_show() {
	small_show "$1"
	dir=$1
	shift
	rm "$dir"/*.md
	sed -i 's/^rules: .*/rules: {enclosure\/http: off, url\/reserved: off}/' "$dir/feed.yaml"
	n=0
	for path in "$@"; do
		n=$((n + 1))
		cat >"$dir/$n.md" <<EOF
---
title: Episode number $n of a served show
date: 2026-01-01 08:$(printf %02d "$n")
audio: $site/$path
duration: 1:00
number: $n
---
The notes of episode $n.
EOF
	done
}
