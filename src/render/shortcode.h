/* SPDX-License-Identifier: ISC */
/*
 * Shortcodes: {% name "a" 'b' key="c" %}, {% name %}…{% endname %}, {{< name a >}}…{{< /name >}},
 * {{% name %}}, {% include file.html … %}.
 *
 * They are replaced before Markdown, through the templates of the show config (template.h:
 * {1}, {key}, {body} and what the episode's front matter has). What they become is Markdown
 * and raw HTML like any other and passes the same allow-list; it is not expanded again,
 * but a body is, eight levels deep. An unknown one is removed, with a warning that names
 * it and its line; what it encloses stays. {{ expressions }} are removed with a warning,
 * comments ({# … #}, {% comment %}…, %% … %%) and attributes ({#id}, {:.class}) without. A
 * mark that lacks its other half is removed, and nothing else. Code spans and code blocks are
 * left alone. Values are put in HTML-escaped; a body is Markdown.
 *
 * Footnotes ([^1] and [^1]: text) are found by the same scanner (token.h, footnote.h).
 *
 * The number of lines before any kept line does not change, so that a line of the
 * expanded text is a line of the source, but for two things that add lines: line breaks in
 * a template, and the blank lines that tell a template's HTML block from the Markdown in
 * it and behind it (splice.h).
 */
#ifndef RENDER_SHORTCODE_H
#define RENDER_SHORTCODE_H

#include <feedgen/feedgen.h>
#include "base/sbuf.h"

/* Appends the expansion of body to out, whose cap bounds all of it; false if that failed.
   body->line 0: lines are not known. */
bool shortcode_expand(struct fg_run *run, const struct fg_show *show,
	const struct fg_episode *ep, const struct fg_body *body, struct sbuf *out);

/* Do templates of the show ask for what probing may find? */
bool shortcode_waits(struct arena *a, const struct fg_show *show);

#endif
