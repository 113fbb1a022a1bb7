#!/bin/sh
# SPDX-License-Identifier: ISC
# Episodes in MDX.
. "$(dirname "$0")/lib.sh"
cd "$work" || exit 1

small_show s
mv s/2.md s/2.mdx
cat >>s/2.mdx <<'MDX'

import Player from "../components/Player.astro";

It is *about* {frontmatter.title}. <Player src={frontmatter.audio}>Hear it.</Player> {/* to do */}
MDX
run "$FEEDGEN" --offline -o feed.xml s
is "an episode in MDX" "$status $(grep -c '<item>' feed.xml)" "0 2"
like "its expressions are told where they are" "$err" \
	'^s/2.mdx:14:15: warning: \{frontmatter.title\} is for a template language; it is left out'
is "and nothing else" "$(printf '%s\n' "$err" | grep -c warning:)" 1
like "listeners see its text" "$(cat feed.xml)" 'It is &lt;em&gt;about&lt;/em&gt; \. Hear it\.'
unlike "and no code" "$(cat feed.xml)" 'import|Player|frontmatter|to do'
run "$FEEDGEN" --offline -o s/2.mdx s
like "it is a source that -o does not replace" "$status $err" '^2 .*name of a source'
finish
