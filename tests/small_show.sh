# SPDX-License-Identifier: ISC
# shellcheck shell=sh
# A small valid show, for all shell tests that need one.

# small_show DIR [EPISODES]: a show config and so many episodes (2), with all that is wanted.
small_show() {
	mkdir -p "$1"
	cat >"$1/feed.yaml" <<'EOF'
title: Small Show
description: A show that tests are made of.
link: https://small.example.com
feed_url: https://small.example.com/feed.xml
language: en
timezone: Europe/London
author: The feedgen maintainers
owner: {name: The feedgen maintainers, email: show@small.example.com}
categories: [Technology]
explicit: false
image: https://small.example.com/cover.png
rules: {url/reserved: off}
EOF
	for n in $(seq "${2:-2}"); do
		cat >"$1/$n.md" <<EOF
---
title: Episode number $n of small
date: 2026-0$n-01 08:00
audio: https://small.example.com/$n.mp3
length: ${n}000000
type: audio/mpeg
duration: 1:0$n
number: $n
---
The notes of episode $n, with a [link](https://example.com/$n).
EOF
	done
}
