/* SPDX-License-Identifier: ISC */
#include "app/given_chapters.h"

#include "app/given.h"
#include "app/source_text.h"
#include "base/diag.h"
#include "base/map.h"
#include "base/sbuf.h"

/* Chapters with all their texts have some kilobytes. */
enum { FILE_MAX = 4 * 1024 * 1024 };

static void tell_lost(
	struct fg_run *run, const struct fg_named_file *file, const char *problem)
{
	diag_add(run->diags, FG_RULE_CHAPTERS_UNREACHABLE, file->at,
		"the chapters cannot be had: %s: %s", file->url, problem)
		->element = "podcast:chapters@url";
}

struct judging {
	struct cli *cli;
	struct fg_run *run;
};

/* Of a file with faults the lines are shown. */
static void keep(const struct judging *j, const struct fg_document *doc)
{
	struct str text = sbuf_text(doc->text);
	text.data = arena_strndup(j->run->arena, text.data, text.len);
	source_text_keep(j->cli, doc->url, text, NULL);
}

static bool judge(void *ctx, struct fg_document *doc)
{
	const struct judging *j = ctx;
	struct fg_run *run = j->run;
	const struct fg_named_file *file = doc->tag;
	size_t told = run->diags->len;
	struct fg_input input = {.name = doc->url,
		.data = doc->text->data,
		.len = doc->text->len,
		.served = &doc->fetched};
	if (doc->problem) {
		tell_lost(run, file, doc->problem);
		return true;
	}
	fg_validate_chapters(run, &input, file->seconds);
	if (told < run->diags->len)
		keep(j, doc);
	for (; told < run->diags->len; told++)
		run->diags->data[told].related = file->at;
	return true;
}

void given_judge_chapters(
	struct cli *cli, struct fg_run *run, const struct fg_named_files *files)
{
	struct judging judging = {cli, run};
	struct map known = {.arena = run->arena};
	struct fg_document *docs = arena_array(run->arena, files->len, sizeof *docs);
	struct sigaction before;
	size_t n = 0;
	for (size_t i = 0; i < files->len; i++) {
		struct fg_named_file *file = &files->data[i];
		if (map_get(&known, file->url))
			continue;
		map_put(&known, file->url, file);
		struct sbuf *text = arena_new(run->arena, struct sbuf);
		sbuf_init(text, FILE_MAX);
		docs[n++] =
			(struct fg_document){.url = file->url, .tag = file, .text = text};
	}
	if (n == 0 || run->settings->offline)
		return;
	given_go_online(&before);
	fg_fetch_all(run, docs, n, judge, &judging);
	sigaction(SIGPIPE, &before, NULL);
}
