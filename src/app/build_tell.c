/* SPDX-License-Identifier: ISC */
/* What a build says at its end, on stderr. */
#include "app/build.h"

#include <stdio.h>
#include <string.h>
#include <sys/stat.h>
#include <unistd.h>
#include "base/fs.h"
#include "base/str.h"
#include "base/when.h"

static const char *output_name(const struct output *o)
{
	return o->path ? o->path : "standard output";
}

/* Begins a line about the show. */
static void begin(const struct build *b)
{
	fputs("feedgen: ", stderr);
	if (b->name)
		fprintf(stderr, "%s: ", b->name);
}

/* There may be hundreds: they are counted, not named. */
static bool is_archive(const struct output *o)
{
	return o->page && o->page->archive;
}

static size_t count_archives(const struct build *b, size_t *written)
{
	size_t n = 0;
	*written = 0;
	for (size_t i = 0; i < b->outs.len; i++) {
		const struct output *o = &b->outs.data[i];
		n += is_archive(o);
		*written += is_archive(o) && o->result == FG_EMIT_WRITTEN;
	}
	return n;
}

static void tell_made(const struct fg_folder_counts *made)
{
	if (made->written || made->unchanged || made->removed)
		fprintf(stderr,
			"feedgen: transcripts and chapters: %zu written, %zu unchanged, "
			"%zu removed\n",
			made->written, made->unchanged, made->removed);
}

static void tell_success(const struct build *b)
{
	const struct fg_show *show = &b->line.show;
	size_t written, archives = count_archives(b, &written);
	if (archives)
		fprintf(stderr, "feedgen: %zu archive%s, of which %zu written\n",
			archives, archives == 1 ? "" : "s", written);
	for (size_t i = 0; i < b->outs.len; i++) {
		const struct output *o = &b->outs.data[i];
		if (is_archive(o))
			continue;
		fprintf(stderr, "feedgen: %s: %s, %zu episode%s\n", output_name(o),
			o->result == FG_EMIT_UNCHANGED ? "unchanged" : "written",
			o->items, o->items == 1 ? "" : "s");
	}
	tell_made(&b->line.made);
	if (b->told)
		fprintf(stderr, "feedgen: %zu notice%s taken\n", b->told,
			b->told == 1 ? " was" : "s were");
	if (show->drafts || show->scheduled || show->left_out)
		fprintf(stderr,
			"feedgen: not taken: %zu drafts, %zu scheduled, %zu left out\n",
			show->drafts, show->scheduled, show->left_out);
	if (show->next_due) {
		char due[WHEN_TEXT_SIZE];
		when_rfc3339(show->next_due, due);
		fprintf(stderr, "feedgen: the next one is due %s\n", due);
	}
}

/* The shell has emptied the file behind > before we began; we can but say so. */
static const char *stdout_hint(void)
{
	struct stat st;
	bool file = fstat(STDOUT_FILENO, &st) == 0 && S_ISREG(st.st_mode);
	return file ? " (with -o FILE the old feed would have stayed)" : "";
}

/* A device or a pipe has nothing in it that could stay. */
static bool is_file(const char *path)
{
	struct stat st;
	return stat(path, &st) == 0 && S_ISREG(st.st_mode);
}

static void tell_outputs(const struct build *b)
{
	size_t written;
	if (count_archives(b, &written) && written > 0)
		fprintf(stderr, "; %zu archive%s written", written,
			written == 1 ? " was" : "s were");
	for (size_t i = 0; i < b->outs.len; i++) {
		const struct output *o = &b->outs.data[i];
		if (is_archive(o))
			continue;
		if (o->result == FG_EMIT_WRITTEN)
			fprintf(stderr, "; %s was written", output_name(o));
		else if (o->path)
			fprintf(stderr, "; %s %s", o->path,
				is_file(o->path) ? "is unchanged" : "was not written");
		else
			fprintf(stderr, "; nothing was written%s", stdout_hint());
	}
	fputc('\n', stderr);
}

/* What there was, and what became of the outputs. */
static void tell_end(const struct build *b, const struct report_totals *totals)
{
	begin(b);
	report_counts(b->line.cli, totals, stderr);
	tell_outputs(b);
}

void build_tell_stop(const struct build *b, int number)
{
	const struct fg_settings *s = &b->settings;
	begin(b);
	fprintf(stderr, "stopped (%s)", strsignal(number));
	if (s->cache && !s->offline)
		fputs("; what servers have said is kept", stderr);
	if (b->line.checks)
		fputc('\n', stderr);
	else
		tell_outputs(b);
}

/* Are there elements of RSS, Apple's or the podcast namespace's? Others are nobody's business. */
static bool is_as_is(const struct fg_xml *xml)
{
	for (size_t i = 0; i < xml->parts.len; i++) {
		struct str name = str_of(xml->parts.data[i].name);
		if (str_find_char(name, ':', 0) == STR_NONE ||
			str_starts(name, "itunes:") || str_starts(name, "podcast:"))
			return true;
	}
	return false;
}

static bool show_is_as_is(const struct fg_show *show)
{
	for (size_t i = 0; i < show->episodes.len; i++) {
		if (is_as_is(&show->episodes.data[i]->xml))
			return true;
	}
	return is_as_is(&show->xml);
}

static void tell_verdict(const struct build *b, const struct report_totals *totals)
{
	struct report_totals all = *totals;
	all.as_is = show_is_as_is(&b->line.show);
	begin(b);
	report_counts(b->line.cli, totals, stderr);
	fputc('\n', stderr);
	if (b->line.stopped)
		return;
	begin(b);
	report_verdict(b->line.cli, &all, stderr);
}

void build_tell(const struct build *b, const struct report_totals *totals, int status)
{
	bool checks = b->line.checks;
	const struct cli *cli = b->line.cli;
	if (checks && (totals->shown || !cli->quiet))
		tell_verdict(b, totals);
	else if (!checks && (totals->shown || status != EXIT_DONE))
		tell_end(b, totals);
	if (!checks && status == EXIT_DONE && cli->verbose)
		tell_success(b);
}
