/* SPDX-License-Identifier: ISC */
/* feedgen cache: what servers have said, to look at and to forget. */
#include "app/cli.h"

#include <inttypes.h>
#include <stdio.h>
#include <string.h>
#include "app/clock.h"
#include "app/discover.h"
#include "app/levels.h"
#include "app/report.h"
#include "app/usage.h"
#include "base/fs.h"
#include "base/when.h"

struct keeper {
	struct cli *cli;
	struct fg_settings settings;
	struct fg_diags diags;
	struct fg_run run;
};

/* What an address is, and so what the next run does with it. */
enum state { WRONG, FAILING, DUE, KNOWN, STATES };

static const char *const state_names[] = {"wrong", "failing", "due", "known"};

static enum state state_of(const struct fg_cached *c, int64_t now)
{
	if (!c->good)
		return WRONG;
	if (c->failures)
		return FAILING;
	return c->expires_at <= now || c->checked_at > now ? DUE : KNOWN;
}

static const char *plural(size_t n, const char *one, const char *many)
{
	return n == 1 ? one : many;
}

/* ---- to look at ---- */

static void show_age(const struct fg_cache *cache)
{
	char first[WHEN_TEXT_SIZE], last[WHEN_TEXT_SIZE];
	int64_t from = INT64_MAX, to = INT64_MIN;
	for (size_t i = 0; i < cache->addresses.len; i++) {
		int64_t at = cache->addresses.data[i].checked_at;
		from = at < from ? at : from;
		to = at > to ? at : to;
	}
	when_rfc3339(from, first);
	when_rfc3339(to, last);
	printf("  answered between %s and %s\n", first, last);
}

static void show_states(const struct fg_cache *cache, int64_t now)
{
	static const char *const words[] = {
		[KNOWN] = "known: not asked again until they expire",
		[DUE] = "due: asked again by the next run",
		[FAILING] = "failing: known, but no good answer lately",
		[WRONG] = "wrong: not found, or no audio",
	};
	size_t counts[STATES] = {0};
	for (size_t i = 0; i < cache->addresses.len; i++)
		counts[state_of(&cache->addresses.data[i], now)]++;
	for (int s = STATES - 1; s >= 0; s--) {
		if (counts[s])
			printf("%7zu %s\n", counts[s], words[s]);
	}
}

static void show_summary(const struct keeper *k, const struct fg_cache *cache)
{
	struct fs_facts facts;
	const char *path = k->settings.cache;
	size_t n = cache->addresses.len;
	if (fs_stat(path, &facts) != FS_OK) {
		printf("%s: nothing yet; the first run that asks servers makes it\n",
			path);
		return;
	}
	printf("%s: %zu %s, %" PRId64 " kB\n", path, n, plural(n, "address", "addresses"),
		(facts.size + 1023) / 1024);
	show_states(cache, k->settings.now);
	if (n)
		show_age(cache);
	for (size_t i = 0; i < cache->hosts.len; i++) {
		char until[WHEN_TEXT_SIZE];
		when_rfc3339(cache->hosts.data[i].paused_until, until);
		printf("  %s asked to be left alone until %s\n",
			cache->hosts.data[i].name, until);
	}
}

static void show_list(const struct keeper *k, const struct fg_cache *cache)
{
	for (size_t i = 0; i < cache->addresses.len; i++) {
		const struct fg_cached *c = &cache->addresses.data[i];
		char at[WHEN_TEXT_SIZE];
		when_rfc3339(c->checked_at, at);
		printf("%-7s %s %3d %12" PRId64 " %-16s %s\n",
			state_names[state_of(c, k->settings.now)], at, c->status,
			c->length, c->type ? c->type : "-", c->url);
	}
}

/* ---- to forget ---- */

static bool forget(struct keeper *k, const char *what)
{
	const char *path = k->settings.cache;
	int64_t n = fg_cache_forget(&k->run, what);
	if (n < 0)
		return false;
	if (!k->cli->quiet)
		printf("%s: %" PRId64 " %s forgotten%s%s\n", path, n,
			plural((size_t)n, "address", "addresses"), what ? ": " : "",
			what ? what : "");
	return true;
}

/* ---- what is typed ---- */

static bool run_word(struct keeper *k, const char *word)
{
	struct fg_cache cache;
	bool good = true;
	if (strcmp(word, "clear") == 0)
		return forget(k, NULL);
	if (strcmp(word, "forget") == 0) {
		for (size_t i = 1; good && i < k->cli->args.len; i++)
			good = forget(k, k->cli->args.data[i]);
		return good;
	}
	if (!fg_cache_read(&k->run, &cache))
		return false;
	if (strcmp(word, "list") == 0)
		show_list(k, &cache);
	else
		show_summary(k, &cache);
	return true;
}

/* The word of the command, "" if there is none; NULL after a complaint. */
static const char *word_of(const struct cli *cli)
{
	size_t n = cli->args.len;
	const char *word = n ? cli->args.data[0] : "";
	bool forgets = strcmp(word, "forget") == 0;
	if (n && !forgets && strcmp(word, "list") != 0 && strcmp(word, "clear") != 0)
		usage_error("'feedgen cache' has list, forget and clear, not '%s'", word);
	else if (forgets && n < 2)
		usage_error("forget which address, or which host?");
	else if (!forgets && n > 1)
		usage_error("'feedgen cache %s' takes nothing more, not '%s'", word,
			cli->args.data[1]);
	else
		return word;
	return NULL;
}

int command_cache(struct cli *cli)
{
	struct levels levels;
	struct keeper k = {.cli = cli, .diags.arena = cli->arena};
	const char *word = word_of(cli);
	if (!word || !clock_read(&k.settings.now) || !levels_init(&levels, cli))
		return EXIT_USAGE;
	levels.of[FG_RULE_PROBE_CACHE] = FG_ERROR; /* here it is all that was asked for */
	k.settings.cache = discover_cache(cli);
	k.run = (struct fg_run){cli->arena, &k.diags, &k.settings};
	if (!k.settings.cache) {
		usage_error("there is no cache: %s",
			cli->cache ? "--cache none" : "HOME is not set");
		return EXIT_USAGE;
	}
	bool good = run_word(&k, word);
	report_all(cli, &levels, &k.diags);
	return good ? EXIT_DONE : EXIT_SYSTEM;
}
