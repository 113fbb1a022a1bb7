/* SPDX-License-Identifier: ISC */
/* An allowed tree as text, no longer than it may be. */
#include "render/html.h"

#include "render/html_address.h"
#include "render/html_allow.h"
#include "render/html_cut.h"
#include "render/html_spell.h"

/* Adds the paragraph that tells where the rest is. False: there is no address for it. */
static bool add_more(
	struct arena *a, struct html_node *root, const struct html_rules *rules)
{
	const char *url = html_address(a, rules->base, rules->more);
	if (!url)
		return false;
	struct html_node *p = html_node_add(a, root, TAG_P);
	struct html_node *link = html_node_add(a, p, TAG_A);
	link->url = url;
	html_node_add(a, link, TAG_TEXT)->text = str_of("…more");
	return true;
}

/* Makes root, measured and too large, fit. */
static void fit(struct arena *a, struct html_node *root, const struct html_rules *rules)
{
	struct html_node alone = {.tag = TAG_ROOT};
	bool more = add_more(a, &alone, rules);
	html_measure(&alone);
	more = more && alone.size <= rules->max;
	/* The line end before it counts too. */
	size_t reserve = more ? alone.size + 1 : 0;
	html_cut(a, root, rules->max > reserve ? rules->max - reserve : 0);
	if (more)
		add_more(a, root, rules);
}

bool html_write(struct arena *a, const struct html_doc *doc,
	const struct html_rules *rules, struct sbuf *out)
{
	struct html_node *root = html_allowed(a, doc, rules);
	bool whole = true;
	if (rules->max) {
		html_measure(root);
		whole = root->size <= rules->max;
	}
	if (!whole)
		fit(a, root, rules);
	for (const struct html_node *n = root->first; n; n = n->next)
		html_spell(out, n);
	return whole;
}
