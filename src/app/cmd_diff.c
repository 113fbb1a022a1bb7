/* SPDX-License-Identifier: ISC */
/* feedgen diff: what has changed from one feed to another, on stdout; what the guard would
   say of it, on stderr. */
#include "app/cli.h"

#include <stdio.h>
#include <string.h>
#include "app/clock.h"
#include "app/given.h"
#include "app/levels.h"
#include "app/report.h"
#include "app/usage.h"
#include "app/visible.h"
#include "base/jsonout.h"
#include "base/sbuf.h"

enum { LINE_MAX_SIZE = 1024 * 1024 };

static bool is_asked_well(const struct cli *cli)
{
	if (cli->args.len != 2 || !*cli->args.data[0] || !*cli->args.data[1]) {
		usage_error("which two feeds? The older one first");
		return false;
	}
	if (strcmp(cli->args.data[0], "-") == 0 && strcmp(cli->args.data[1], "-") == 0) {
		usage_error("only one of the two can be standard input");
		return false;
	}
	return true;
}

/* ---- as people read it ---- */

static void put_value(const char *value, struct sbuf *out)
{
	visible_add(out, str_of(value ? value : "(none)"));
}

static void put_name(const struct fg_change *c, struct sbuf *out)
{
	if (c->of_show)
		sbuf_str(out, "the show");
	else if (!c->title)
		put_value(c->guid, out);
	else {
		sbuf_str(out, "“");
		put_value(c->title, out);
		sbuf_str(out, "”");
	}
}

/* Are both about the same episode, or the show? */
static bool is_next_of(const struct fg_change *c, const struct fg_change *before)
{
	return before && before->kind == FG_CHANGED && c->kind == FG_CHANGED &&
	       before->of_show == c->of_show && before->is_at == c->is_at &&
	       before->was_at == c->was_at;
}

static void text_of(
	const struct fg_change *c, const struct fg_change *before, struct sbuf *out)
{
	static const char marks[] = {
		[FG_ADDED] = '+', [FG_REMOVED] = '-', [FG_CHANGED] = '~'};
	if (!is_next_of(c, before)) {
		sbuf_printf(out, "%c ", marks[c->kind]);
		put_name(c, out);
		sbuf_char(out, '\n');
	}
	if (c->kind != FG_CHANGED)
		return;
	sbuf_printf(out, "    %s: ", c->what);
	put_value(c->was, out);
	sbuf_str(out, " -> ");
	put_value(c->is, out);
	sbuf_char(out, '\n');
}

/* ---- as programs read it ---- */

static void put_line(struct sbuf *out, const char *name, unsigned line)
{
	if (line)
		jsonout_number(out, name, line);
}

static void json_of(const struct fg_change *c, struct sbuf *out)
{
	static const char *const kinds[] = {
		[FG_ADDED] = "added", [FG_REMOVED] = "removed", [FG_CHANGED] = "changed"};
	jsonout_open(out, NULL);
	jsonout_text(out, "change", kinds[c->kind]);
	jsonout_text(out, "of", c->of_show ? "show" : "episode");
	if (!c->of_show) {
		jsonout_text(out, "guid", c->guid);
		jsonout_text(out, "title", c->title);
	}
	if (c->kind == FG_CHANGED) {
		jsonout_text(out, "what", c->what);
		jsonout_text(out, "was", c->was);
		jsonout_text(out, "is", c->is);
	}
	put_line(out, "was_line", c->was_at);
	put_line(out, "line", c->is_at);
	jsonout_close(out);
	sbuf_char(out, '\n');
}

static void tell(const struct cli *cli, const struct fg_changes *changes)
{
	struct sbuf out;
	const struct fg_change *before = NULL;
	sbuf_init(&out, LINE_MAX_SIZE);
	for (size_t i = 0; i < changes->len; i++) {
		const struct fg_change *c = &changes->data[i];
		sbuf_reset(&out);
		if (cli->diagnostics == CLI_JSON)
			json_of(c, &out);
		else
			text_of(c, before, &out);
		before = c;
		fwrite(out.data, 1, out.len, stdout);
	}
	sbuf_release(&out);
	if (cli->diagnostics == CLI_TEXT && !cli->quiet)
		printf("feedgen: %zu added, %zu removed, %zu changed, %zu the same\n",
			changes->added, changes->removed, changes->changed,
			changes->same);
}

static bool compare(struct fg_run *run, const struct cli *cli, struct fg_changes *changes)
{
	struct given was, is;
	bool ok = given_open(run, cli->args.data[0], &was);
	ok = given_open(run, cli->args.data[1], &is) && ok;
	ok = ok && fg_diff(run, &was.input, &is.input, changes);
	given_close(&was);
	given_close(&is);
	return ok;
}

int command_diff(struct cli *cli)
{
	struct levels levels;
	struct fg_changes changes;
	struct fg_diags diags = {.arena = cli->arena};
	struct fg_settings settings = {
		.offline = cli->offline, .allow_private = cli->allow_private, .jobs = 1};
	struct fg_run run = {cli->arena, &diags, &settings};
	if (!is_asked_well(cli))
		return EXIT_USAGE;
	if (!clock_read(&settings.now) || !levels_init(&levels, cli))
		return EXIT_USAGE;
	bool read = compare(&run, cli, &changes);
	if (read)
		tell(cli, &changes);
	struct report_totals totals = report_all(cli, &levels, &diags);
	if (!read)
		return EXIT_SYSTEM;
	return totals.errors ? EXIT_REFUSED : EXIT_DONE;
}
