/* SPDX-License-Identifier: ISC */
/*
 * fg_validate_feed: any finished feed, from anywhere. Which format it is, its content says:
 * neither a name nor a server is believed.
 */
#include <errno.h>
#include "base/utf8.h"
#include "model/web_page.h"
#include "validate/chapters_json.h"
#include "validate/input.h"
#include "validate/judge.h"
#include "validate/prologue.h"
#include "validate/served.h"

static bool page_judge(struct fg_run *run, struct input *in, struct str first)
{
	web_page_tell(run, in->from, first);
	return true;
}

/* Looked at in this order; what none of them knows is taken for XML. */
static const struct feed_format formats[] = {
	{"HTML", web_page_is, page_judge},
	{"JSON", json_is, json_judge},
};

static struct str without_mark(struct str head)
{
	if (str_starts(head, "\xef\xbb\xbf"))
		head = str_slice(head, 3, head.len);
	while (head.len && ascii_is_space(head.data[0]))
		head = str_slice(head, 1, head.len);
	return head;
}

static bool judge_xml(struct fg_run *run, struct input *in, struct str piece)
{
	struct judge j;
	judge_init(&j, run, in->from);
	j.reader = xmlread_new(run->arena, &judge_handler, &j);
	if (!j.reader) {
		in->error = ENOMEM;
		judge_release(&j);
		return input_failed(run, in);
	}
	xmlread_charset(j.reader, served_charset(in->from));
	while (piece.len > 0 && xmlread_feed(j.reader, piece.data, piece.len))
		input_next(in, &piece);
	if (!in->error)
		xmlread_finish(j.reader);
	served_judge_charset(run, in->from, xmlread_own_encoding(j.reader));
	const struct xmlread_fault *fault = xmlread_fault(j.reader);
	if (fault)
		prologue_fault(&j, fault);
	judge_finish(&j);
	bool fine = !in->error && !(fault && fault->kind == XMLREAD_MEMORY);
	xmlread_free(j.reader);
	judge_release(&j);
	return in->error ? input_failed(run, in) : fine;
}

static bool tell_nothing(struct fg_run *run, const struct input *in, const char *what)
{
	diag_add(run->diags, FG_RULE_FEED_UNKNOWN,
		(struct fg_place){in->from->name, 1, 1}, "%s", what);
	return true;
}

bool fg_validate_chapters(struct fg_run *run, const struct fg_input *from, double seconds)
{
	struct input in;
	struct input_pieces pieces = {&in, {0}};
	input_open(&in, run, from);
	served_judge_chapters(run, from);
	return chapters_json_judge(run, &pieces, seconds);
}

bool fg_validate_feed(struct fg_run *run, const struct fg_input *from)
{
	struct input in;
	struct str first;
	input_open(&in, run, from);
	input_next(&in, &first);
	if (in.error)
		return input_failed(run, &in);
	struct str head = without_mark(first);
	if (head.len == 0)
		return tell_nothing(run, &in, "the feed is empty");
	if (str_starts(head, "\x1f\x8b"))
		return tell_nothing(run, &in, "this is a gzip file: unpack it first");
	for (size_t i = 0; i < sizeof formats / sizeof *formats; i++) {
		if (formats[i].is(head))
			return formats[i].judge(run, &in, first);
	}
	return judge_xml(run, &in, first);
}
