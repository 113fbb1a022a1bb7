/* SPDX-License-Identifier: ISC */
#include "app/takeover.h"

#include <signal.h>
#include <stdio.h>
#include <string.h>
#include "app/clock.h"
#include "app/given_pages.h"
#include "app/levels.h"
#include "app/report.h"
#include "app/shell.h"
#include "app/usage.h"
#include "app/with_files.h"
#include "base/diag.h"
#include "base/sbuf.h"
#include "base/vec.h"

enum { LOCK_MAX = 128 << 20 };
/* An archive may be slow, but nobody waits longer than that for all of a feed. */
enum { TIME_S = 30 * 60 };
static const char *const own_files[] = {"feed.lock", "feed.yaml"};

struct taking {
	struct cli *cli;
	const char *from, *dir;
	struct levels levels;
	struct fg_diags diags; /* what is told */
	struct fg_settings settings;
	struct fg_run run;
	struct fg_import *import;
	struct fg_show *show;
	/* The walk through the rooms, as a build without network and cache: what it finds is
	   the show's, and told by the first build. */
	struct fg_diags found;
	struct fg_settings still;
	struct fg_run dry;
	struct arena scratch; /* of one item */
	int64_t fetch_ms;
	bool with_files;
	struct with_files files;
};

/* ---- the walk ---- */

static bool render(struct taking *t, const struct fg_episode *ep,
	const struct fg_body *body, struct fg_notes *notes)
{
	arena_reset(&t->scratch);
	struct fg_run item = t->dry;
	item.arena = &t->scratch;
	return fg_render(&item, t->show, ep, body, notes);
}

static bool write_part(void *arg, enum fg_format format, const struct fg_episode *ep,
	const struct fg_body *body, struct sbuf *out)
{
	struct taking *t = arg;
	struct fg_feed feed = {.format = format, .show = t->show};
	struct fg_notes notes;
	if (!ep)
		return fg_write_head(&t->dry, &feed, out) &&
		       fg_write_tail(&t->dry, &feed, out);
	if (!render(t, ep, body, &notes))
		return false;
	struct fg_run item = t->dry;
	item.arena = &t->scratch;
	return fg_write_item(&item, &feed, ep, &notes, out);
}

/* What the grammar refuses, a build would refuse whatever the rules say. An item that has
   elements of its own is not held to it. */
static bool is_grammatical(struct taking *t, struct fg_schema *schema,
	const struct fg_episode *ep, const struct fg_body *body)
{
	struct sbuf text;
	size_t said = t->found.len;
	sbuf_init(&text, LOCK_MAX);
	bool good = write_part(t, FG_RSS, ep, body, &text);
	if (good && ep)
		good = fg_validate_item(&t->dry, schema, ep, text.data, text.len);
	else if (good)
		good = fg_validate_channel(&t->dry, schema, t->show, text.data, text.len);
	sbuf_release(&text);
	t->found.len = said;
	return good;
}

static bool hold_to_grammar(struct taking *t)
{
	struct fg_body body;
	struct fg_schema *schema = fg_schema_new(&t->dry, FG_RSS, NULL);
	if (!schema)
		return false;
	for (size_t i = 0; i < fg_import_count(t->import); i++) {
		const struct fg_episode *ep = fg_import_item(t->import, i, &body);
		if (!is_grammatical(t, schema, ep, &body))
			fg_import_keep(t->import, i);
	}
	if (!is_grammatical(t, schema, NULL, NULL))
		fg_import_keep(t->import, fg_import_count(t->import));
	fg_schema_free(schema);
	return true;
}

static void lint(struct taking *t)
{
	struct fg_body body;
	struct fg_notes notes;
	fg_lint_show(&t->dry, t->show);
	for (size_t i = 0; i < fg_import_count(t->import); i++) {
		const struct fg_episode *ep = fg_import_item(t->import, i, &body);
		if (render(t, ep, &body, &notes))
			fg_lint_notes(&t->dry, t->show, ep, &notes);
	}
}

static bool has_fatal(const struct taking *t)
{
	for (size_t i = 0; i < t->found.len; i++) {
		if (fg_rule_at((size_t)t->found.data[i].rule)->severity == FG_FATAL)
			return true;
	}
	return false;
}

/* ---- rules ---- */

/* What the old feed breaks stays so until somebody mends it, and must not stop the build. */
static void turn_down(struct taking *t)
{
	bool broken[FG_RULE_COUNT] = {false};
	for (size_t i = 0; i < t->found.len; i++)
		broken[t->found.data[i].rule] = true;
	for (size_t i = 0; i < FG_RULE_COUNT; i++) {
		const struct fg_rule *rule = fg_rule_at(i);
		if (!broken[i] || rule->severity != FG_ERROR)
			continue;
		*vec_push(t->cli->arena, &t->show->rules) =
			(struct fg_entry){rule->id, "warning", {0}};
		t->show->at[FG_SHOW_RULES].origin = FG_WRITTEN;
	}
}

/* ---- files ---- */

static void add_lock(struct taking *t, struct fg_new_files *files)
{
	struct fg_lock none = {0};
	struct sbuf text;
	sbuf_init(&text, LOCK_MAX);
	fg_lock_text(&t->dry, &none, t->show, &text);
	if (text.failed)
		t->cli->arena->exhausted();
	struct fg_new_file lock = {own_files[0],
		arena_strndup(t->cli->arena, text.data, text.len), text.len};
	*vec_push(t->cli->arena, files) = lock;
	sbuf_release(&text);
}

static int status_of(const struct fg_diags *diags)
{
	for (size_t i = 0; i < diags->len; i++) {
		if (diags->data[i].rule == FG_RULE_EMIT_EXISTS)
			return EXIT_USAGE;
		if (diags->data[i].rule == FG_RULE_IMPORT_TOO_LARGE)
			return EXIT_INPUT;
	}
	return EXIT_SYSTEM;
}

/* Feeds name files by whole addresses. */
static bool can_name(struct taking *t)
{
	if (t->show->link || t->show->feed_url)
		return true;
	diag_add(&t->diags, FG_RULE_IMPORT_FILE, (struct fg_place){t->from, 0, 0},
		"the feed has no link and no address of its own, so that nobody could "
		"say where files beside it are: none are fetched");
	return false;
}

static bool fetch_files(struct taking *t)
{
	size_t n = t->files.named.len;
	if (n && !t->cli->quiet)
		fprintf(stderr, "feedgen: fetching %zu transcript%s or chapters file%s\n",
			n, n == 1 ? "" : "s", n == 1 ? "" : "s");
	return with_files_fetch(&t->files);
}

/* That a name is taken is known before any server is asked. */
static bool claim(struct taking *t)
{
	const struct fg_show *show = t->show;
	struct fg_creation *c = t->files.creation;
	bool free = true;
	for (size_t i = 0; i < sizeof own_files / sizeof *own_files; i++)
		free = fg_creation_claim(c, own_files[i]) && free;
	for (size_t i = 0; i < show->episodes.len; i++) {
		const char *stem = show->episodes.data[i]->stem;
		free = fg_creation_claim(c, arena_printf(t->cli->arena, "%s.md", stem)) &&
		       free;
	}
	return (!t->with_files || with_files_claim(&t->files)) && free;
}

static bool add_all(struct taking *t)
{
	struct fg_new_files all = {0};
	bool good = (!t->with_files || fetch_files(t));
	add_lock(t, &all); /* the config last: without it the folder is no show */
	good = good && fg_import_files(t->import, &all);
	for (size_t i = 0; good && i < all.len; i++)
		good = fg_creation_add(t->files.creation, &all.data[i]);
	return good;
}

static int make_files(struct taking *t)
{
	struct fg_creation *c = fg_creation_open(&t->run, t->dir);
	t->files =
		(struct with_files){.run = &t->run, .import = t->import, .creation = c};
	t->with_files = t->cli->with_files && can_name(t);
	if (!c)
		return status_of(&t->diags);
	if (!claim(t) || !add_all(t)) {
		fg_creation_drop(c);
		return status_of(&t->diags);
	}
	return fg_creation_commit(c) ? EXIT_DONE : status_of(&t->diags);
}

/* ---- all of it ---- */

static int walk(struct taking *t)
{
	int status = given_pages(&t->run, t->import, t->from);
	if (status != EXIT_DONE)
		return status;
	t->show = fg_import_show(t->import);
	bool good = fg_resolve(&t->dry, t->show);
	if (good)
		fg_probe(&t->dry, t->show);
	if (!good || !fg_import_settle(t->import, write_part, t) || !hold_to_grammar(t) ||
		has_fatal(t)) {
		diag_move(&t->diags, &t->found, NULL);
		return EXIT_INPUT;
	}
	lint(t);
	turn_down(t);
	return make_files(t);
}

static void tell_rules(const struct taking *t)
{
	const struct fg_entries *rules = &t->show->rules;
	for (size_t i = 0; i < rules->len; i++)
		fprintf(stderr, "%s%s",
			i ? ", "
			  : "feedgen: warnings in feed.yaml, where the feed would "
			    "have errors: ",
			rules->data[i].name);
	if (rules->len)
		fputc('\n', stderr);
}

static void tell(const struct taking *t)
{
	size_t n = t->show->episodes.len, files = t->files.had;
	fputs("feedgen: made ", stderr);
	shell_put(t->dir, stderr);
	fprintf(stderr, ": feed.yaml, feed.lock and %zu episode%s\n", n,
		n == 1 ? "" : "s");
	if (files)
		fprintf(stderr,
			"feedgen: and %zu transcript%s or chapters file%s, which the new "
			"feed looks for beside itself: upload %s\n",
			files, files == 1 ? "" : "s", files == 1 ? "" : "s",
			files == 1 ? "it" : "them");
	tell_rules(t);
	fputs("  feedgen check ", stderr);
	shell_put(t->dir, stderr);
	fputs("\n  feedgen -o feed.xml ", stderr);
	shell_put(t->dir, stderr);
	fputc('\n', stderr);
}

static void taking_init(struct taking *t)
{
	const struct cli *cli = t->cli;
	t->diags.arena = t->found.arena = cli->arena;
	t->settings.offline = cli->offline;
	t->settings.allow_private = cli->allow_private;
	t->settings.deadline_s = cli->deadline_s ? cli->deadline_s : TIME_S;
	t->settings.fetch_ms = &t->fetch_ms;
	t->settings.per_host = cli->per_host;
	t->settings.per_second = cli->per_second;
	t->settings.jobs = 1;
	t->still = t->settings;
	t->still.offline = true;
	t->still.plain_notes = true; /* the feed may be JSON, which has them */
	t->run = (struct fg_run){cli->arena, &t->diags, &t->settings};
	t->dry = (struct fg_run){cli->arena, &t->found, &t->still};
	arena_init(&t->scratch, cli->arena->exhausted);
}

int takeover(struct cli *cli, const char *from, const char *dir)
{
	struct taking t = {.cli = cli, .from = from, .dir = dir};
	if (cli->with_files && cli->offline) {
		usage_error("--with-files asks servers, which --offline forbids");
		return EXIT_USAGE;
	}
	taking_init(&t);
	if (!clock_read(&t.settings.now) || !levels_init(&t.levels, cli))
		return EXIT_USAGE;
	t.still.now = t.settings.now;
	signal(SIGXFSZ, SIG_IGN); /* a limit comes as an error of write */
	signal(SIGPIPE, SIG_IGN); /* and a server that hangs up as one of its own */
	t.import = fg_import_new(&t.run, dir);
	if (cli->repair)
		fg_import_repair(t.import);
	int status = walk(&t);
	arena_release(&t.scratch);
	report_all(cli, &t.levels, &t.diags);
	if (status == EXIT_DONE && !cli->quiet)
		tell(&t);
	return status;
}
