/* SPDX-License-Identifier: ISC */
/*
 * MDX: Markdown with imports, expressions and components, as Astro and Gatsby have it. What is
 * no Markdown in it is for the site alone, and is taken out:
 *
 *     import Player from "../Player.astro";      gone, up to the next blank line
 *     {…} around a comment of JavaScript         gone
 *     {" "} and {"text"}                         what stands between the quotes
 *     {frontmatter.title}                        gone, with a warning
 *
 * Components stay: to the notes they are HTML elements of unknown names, which give way to what
 * is in them. Code is left alone.
 */
#ifndef READ_MDX_H
#define READ_MDX_H

#include <feedgen/feedgen.h>

/* Is this the name of a file in MDX? */
bool mdx_is(const char *file);
/* Makes Markdown of the body, which begins on body->line of the file; every line keeps its
   number. The text is in run->arena. */
void mdx_take_out(struct fg_run *run, const char *file, struct fg_body *body);

#endif
