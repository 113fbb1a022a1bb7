/* SPDX-License-Identifier: ISC */
#include "app/report.h"

#include "app/finding.h"
#include "base/diag.h"

/* An error in what only feedgen and this machine have a say in keeps the feed from all. */
static void count_error(struct report_totals *t, unsigned platforms)
{
	t->errors++;
	for (size_t i = 0; i < FG_PLATFORM_COUNT; i++)
		t->barred[i] += !platforms || (platforms & fg_platform_at(i)->bit);
}

static void count_untold(struct report_totals *t, const struct levels *l, size_t rule)
{
	size_t errors = levels_untold(l, rule, FG_ERROR);
	for (size_t i = 0; i < errors; i++)
		count_error(t, fg_rule_at(rule)->platforms);
	t->warnings += levels_untold(l, rule, FG_WARNING);
	t->hints += levels_untold(l, rule, FG_HINT);
}

static struct report_totals count(const struct findings *all)
{
	struct report_totals totals = {0};
	for (size_t i = 0; i < all->len; i++) {
		const struct finding *f = &all->data[i];
		if (f->severity == FG_ERROR)
			count_error(
				&totals, fg_rule_at((size_t)f->diag->rule)->platforms);
		totals.warnings += f->severity == FG_WARNING;
		totals.hints += f->severity == FG_HINT;
	}
	for (size_t i = 0; i < FG_RULE_COUNT; i++)
		count_untold(&totals, all->levels, i);
	return totals;
}

/* A feed that is no RSS may be free of errors and still be none for a platform, whether or
   not its rule is turned off. */
static unsigned unread_by(const struct fg_diags *diags)
{
	bool other = diag_has(diags, FG_RULE_FEED_NOT_RSS);
	return other ? fg_rule_at(FG_RULE_FEED_NOT_RSS)->platforms : 0;
}

static const char *plural(size_t n)
{
	return n == 1 ? "" : "s";
}

void report_counts(const struct cli *cli, const struct report_totals *t, FILE *stream)
{
	fprintf(stream, "%zu error%s, %zu warning%s", t->errors, plural(t->errors),
		t->warnings, plural(t->warnings));
	if (t->hints)
		fprintf(stream, ", %zu hint%s%s", t->hints, plural(t->hints),
			cli->verbose ? "" : " (-v shows them)");
}

/* The platforms of the profile that read the feed. */
static unsigned readers(const struct cli *cli, const struct report_totals *t)
{
	return cli->profile & ~t->unread;
}

static void put_names(unsigned platforms, FILE *stream)
{
	const char *before = "";
	for (size_t k = 0; k < FG_PLATFORM_COUNT; k++) {
		const struct fg_platform_row *p = fg_platform_at(k);
		if (!(p->bit & platforms))
			continue;
		fprintf(stream, "%s%s", before, p->name);
		before = ", ";
	}
}

/* Those readers that have as many errors as platform i. */
static unsigned like(const struct cli *cli, const struct report_totals *t, size_t i)
{
	unsigned platforms = 0;
	for (size_t k = 0; k < FG_PLATFORM_COUNT; k++) {
		if (t->barred[k] == t->barred[i])
			platforms |= fg_platform_at(k)->bit;
	}
	return platforms & readers(cli, t);
}

/* Is platform i the first of those that have as many errors? */
static bool is_first(const struct cli *cli, const struct report_totals *t, size_t i)
{
	if (!(fg_platform_at(i)->bit & readers(cli, t)))
		return false;
	for (size_t k = 0; k < i; k++) {
		if ((fg_platform_at(k)->bit & readers(cli, t)) &&
			t->barred[k] == t->barred[i])
			return false;
	}
	return true;
}

void report_verdict(const struct cli *cli, const struct report_totals *t, FILE *stream)
{
	const char *before = "";
	for (size_t i = 0; i < FG_PLATFORM_COUNT; i++) {
		if (!is_first(cli, t, i) || t->barred[i])
			continue;
		fprintf(stream, "%svalid for ", before);
		put_names(like(cli, t, i), stream);
		before = "; ";
	}
	for (size_t i = 0; i < FG_PLATFORM_COUNT; i++) {
		if (!is_first(cli, t, i) || !t->barred[i])
			continue;
		fputs(before, stream);
		put_names(like(cli, t, i), stream);
		fprintf(stream, ": %zu error%s the way", t->barred[i],
			t->barred[i] == 1 ? " stands in" : "s stand in");
		before = "; ";
	}
	if (cli->profile & t->unread) {
		fprintf(stream, "%snot for ", before);
		put_names(cli->profile & t->unread, stream);
		fputs(", where RSS alone is read", stream);
	}
	if (cli->offline || t->as_is)
		fprintf(stream, " (%s%s%s)", cli->offline ? "no server was asked" : "",
			cli->offline && t->as_is ? "; " : "",
			t->as_is ? "elements in xml: were not judged: feedgen validate "
				   "does that with the feed"
				 : "");
	fputc('\n', stream);
}

struct report_totals report_all(
	const struct cli *cli, const struct levels *levels, const struct fg_diags *diags)
{
	struct arena scratch;
	arena_init(&scratch, cli->arena->exhausted);
	struct findings all = findings_list(&scratch, levels, diags);
	struct report_totals totals = count(&all);
	FILE *stream = cli->judges ? stdout : stderr;
	if (cli->diagnostics == CLI_JSON)
		report_json(&all, stream);
	else if (cli->diagnostics == CLI_SARIF)
		report_sarif(cli, &all, stream);
	else
		totals.shown = report_text(cli, &all, stream);
	totals.unread = unread_by(diags);
	arena_release(&scratch);
	return totals;
}
