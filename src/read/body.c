/* SPDX-License-Identifier: ISC */
#include "base/diag.h"
#include "model/rule.h"
#include "read/mdx.h"
#include "read/source.h"

static bool is_same(const struct fg_identity *was, const struct fs_facts *is)
{
	return was->size == is->size && was->mtime_ns == is->mtime_ns &&
	       was->inode == is->inode;
}

bool fg_read_body(struct fg_run *run, const struct fg_episode *ep, struct fg_body *body)
{
	struct source src;
	enum source_result result =
		source_read(run, run->arena, ep->file, FG_EPISODE_MAX, &src);
	if (result == SOURCE_BAD)
		return false;
	if (result == SOURCE_GONE || !is_same(&ep->identity, &src.facts) ||
		ep->body_at > src.text.len) {
		diag_add(run->diags, FG_RULE_FILE_CHANGED,
			(struct fg_place){ep->file, 0, 0},
			"changed while the feed was made");
		return false;
	}
	*body = (struct fg_body){
		.text = src.text.data + ep->body_at,
		.len = src.text.len - ep->body_at,
		.line = ep->body_line,
	};
	if (mdx_is(ep->file))
		mdx_take_out(run, ep->file, body);
	return true;
}
