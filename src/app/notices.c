/* SPDX-License-Identifier: ISC */
#include "app/notices.h"

#include "app/usage.h"
#include "base/vec.h"

bool notices_fit(const struct build *b)
{
	if (!b->line.cli->notify)
		return true;
	for (size_t i = 0; i < b->outs.len; i++) {
		if (b->outs.data[i].path)
			return true;
	}
	usage_error("--notify needs --output FILE: what becomes of standard output, and "
		    "when, is not known here");
	return false;
}

void notices_send(struct build *b)
{
	struct fg_list feeds = {0};
	const struct fg_show *show = &b->line.show;
	if (!b->line.cli->notify)
		return;
	for (size_t i = 0; i < b->outs.len; i++) {
		const struct output *o = &b->outs.data[i];
		const char *address = fg_feed_address(
			&(struct fg_feed){o->format, show, o->page, o->variant});
		bool archive = o->page && o->page->archive; /* nobody subscribes to one */
		if (o->path && !archive && o->result == FG_EMIT_WRITTEN && address &&
			*address)
			*vec_push(b->line.run.arena, &feeds) = address;
	}
	if (feeds.len > 0)
		b->told = fg_notify(&b->line.run, show, &feeds);
}
