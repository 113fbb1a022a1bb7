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

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size)
{
	struct str body = {(const char *)data, size};
	struct transcript_cut cut, again;
	if (!transcript_find(body, "T", &cut))
		return 0;
	const char *end = body.data + body.len, *section = cut.section.data;
	must(cut.before.data == body.data);
	must(section >= cut.before.data + cut.before.len);
	must(section + cut.section.len == cut.after.data);
	must(cut.after.data + cut.after.len == end);
	must(cut.section_line ==
		line_ends(body.data, section) + (section == end && section[-1] != '\n'));
	/* What is before has no such section, and each part begins a line. */
	must(!transcript_find(cut.before, "T", &again));
	must(section == end || section[-1] == '\n');
	must(cut.after.len == 0 || cut.after.data[-1] == '\n');
	return 0;
}
