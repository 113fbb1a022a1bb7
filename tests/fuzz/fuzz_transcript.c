/* SPDX-License-Identifier: ISC */
/*
 * Fuzz target: the transcript section. The three parts and the heading are the body, in
 * order, and the lines are what they are said to be.
 */
#include "fuzz.h"

#include "render/transcript.h"

static unsigned line_ends(const char *from, const char *to)
{
	unsigned n = 0;
	for (; from < to; from++)
		n += *from == '\n';
	return n;
}

static void run(struct arena *a, struct str body)
{
	struct transcript_cut cut, again;
	if (!transcript_find(a, body, "T", &cut))
		return;
	const char *end = body.data + body.len, *section = cut.section.data;
	must(cut.before.data == body.data);
	must(section >= cut.before.data + cut.before.len);
	must(section + cut.section.len == cut.after.data);
	must(cut.after.data + cut.after.len == end);
	must(cut.section_line ==
		line_ends(body.data, section) + (section == end && section[-1] != '\n'));
	/* What is before has no such section, and each part begins a line. */
	must(!transcript_find(a, cut.before, "T", &again));
	must(section == end || section[-1] == '\n');
	must(cut.after.len == 0 || cut.after.data[-1] == '\n');
}

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size)
{
	struct arena a;
	arena_init(&a, exhausted);
	run(&a, (struct str){(const char *)data, size});
	arena_release(&a);
	return 0;
}
