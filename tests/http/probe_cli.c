/* SPDX-License-Identifier: ISC */
/*
 * probe_cli: the probe room alone, for shell tests.
 *
 *     probe_cli [option]… URL [option]… URL…
 *
 * Makes a show of one episode for each URL, in order, probes it, and prints
 *
 *     LENGTH ORIGIN TYPE ORIGIN           for each episode; with --listen behind it also
 *     SECONDS ORIGIN CHAPTERS
 *     SEVERITY RULE LINE: MESSAGE         for each diagnostic; LINE: number of the episode
 *
 * With --fetch, each URL is fetched instead, and what came is printed:
 *
 *     BYTES TYPE CHARSET TEMPORARY URL    "-": none; or the diagnostic as above
 *     TEXT                                its first 60 bytes
 *
 * With --notify=FEED, the URLs are hubs, and they are told of FEED; --index=ADDRESS stands in
 * for the Podcast Index (else it is left alone). What is printed is how many were told, and
 * the diagnostics.
 *
 * With --idle, nothing is done behind the making of the show: what that alone takes.
 *
 * Of the run: --offline --recheck --direct --allow-private --cache=FILE --ca=FILE
 * --now=SECONDS --progress --fetch --max=BYTES --limit=NAME=NUMBER (a member of struct
 * probe_limits) --urls=FILE
 * (one in a line). Of the URL that follows: --length=BYTES --type=TYPE (as if written in the
 * episode) --file=PATH --date=SECONDS --duration=SECONDS --listen (the duration is not
 * written; else it is, and agrees).
 */
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <feedgen/feedgen.h>
#include "base/arena.h"
#include "base/sbuf.h"
#include "base/vec.h"
#include "probe/fetch.h"
#include "probe/notify.h"
#include "probe/probe.h"

static const struct {
	const char *name;
	size_t offset, size;
} members[] = {
#define MEMBER(m)                                                                        \
	{                                                                                \
#m, offsetof(struct probe_limits, m),                                    \
			sizeof((struct probe_limits *)0)->m                              \
	}
	MEMBER(live),
	MEMBER(per_host),
	MEMBER(per_second),
	MEMBER(connect_ms),
	MEMBER(total_ms),
	MEMBER(stall_s),
	MEMBER(retries),
	MEMBER(retry_ms),
	MEMBER(patience_ms),
	MEMBER(deadline_ms),
	MEMBER(deadline_fixed),
	MEMBER(breaker),
	MEMBER(cache_ms),
};

struct cli {
	struct arena arena;
	struct fg_show show;
	struct fg_settings settings;
	struct probe_limits limits;
	size_t max;              /* bytes of a document */
	struct fg_episode *next; /* the episode of the URL that follows */
	bool listen, fetch, idle;
	struct fg_list notify; /* the feed */
};

static void exhausted(void)
{
	fputs("probe_cli: out of memory\n", stderr);
	abort();
}

static void usage(const char *what)
{
	fprintf(stderr, "probe_cli: %s?\n", what);
	exit(2);
}

static void set_limit(struct probe_limits *limits, const char *text)
{
	size_t n = strcspn(text, "=");
	for (size_t i = 0; text[n] && i < sizeof members / sizeof *members; i++) {
		if (strlen(members[i].name) != n ||
			strncmp(members[i].name, text, n) != 0)
			continue;
		char *at = (char *)limits + members[i].offset;
		int64_t wide = strtoll(text + n + 1, NULL, 10);
		int narrow = (int)wide;
		if (members[i].size == sizeof wide)
			memcpy(at, &wide, sizeof wide);
		else if (members[i].size == sizeof(bool))
			*(bool *)at = narrow != 0;
		else
			memcpy(at, &narrow, sizeof narrow);
		return;
	}
	usage(text);
}

static void print_progress(void *arg, const struct fg_progress *progress)
{
	(void)arg;
	printf("progress %zu/%zu\n", progress->done, progress->total);
}

/* The value of option text if it is --name=value; else NULL. */
static const char *value_of(const char *text, const char *name)
{
	size_t n = strlen(name);
	return strncmp(text, name, n) == 0 && text[n] == '=' ? text + n + 1 : NULL;
}

static bool run_option(struct cli *c, const char *text)
{
	const char *v;
	if (strcmp(text, "--offline") == 0)
		c->settings.offline = true;
	else if (strcmp(text, "--recheck") == 0)
		c->settings.recheck = true;
	else if (strcmp(text, "--direct") == 0)
		c->show.probe_direct = true;
	else if (strcmp(text, "--allow-private") == 0)
		c->settings.allow_private = true;
	else if (strcmp(text, "--fetch") == 0)
		c->fetch = true;
	else if (strcmp(text, "--idle") == 0)
		c->idle = true;
	else if (strcmp(text, "--progress") == 0)
		c->settings.progress = print_progress;
	else if ((v = value_of(text, "--cache")))
		c->settings.cache = v;
	else if ((v = value_of(text, "--ca")))
		c->settings.ca_file = v;
	else if ((v = value_of(text, "--max")))
		c->max = strtoul(v, NULL, 10);
	else if ((v = value_of(text, "--notify")))
		*vec_push(&c->arena, &c->notify) = c->show.feed_url = v;
	else if ((v = value_of(text, "--index")))
		c->settings.podcast_index = v;
	else if ((v = value_of(text, "--now")))
		c->settings.now = strtoll(v, NULL, 10);
	else if ((v = value_of(text, "--limit")))
		set_limit(&c->limits, v);
	else
		return false;
	return true;
}

static bool episode_option(struct cli *c, const char *text)
{
	const char *v;
	struct fg_episode *ep = c->next;
	struct fg_pos written = fg_written_at((unsigned)c->show.episodes.len + 1, 1);
	if ((v = value_of(text, "--length"))) {
		ep->enclosure.length = strtoll(v, NULL, 10);
		ep->at[FG_EP_LENGTH] = written;
	} else if ((v = value_of(text, "--type"))) {
		ep->enclosure.type = v;
		ep->at[FG_EP_TYPE] = written;
	} else if ((v = value_of(text, "--duration"))) {
		ep->duration = strtoll(v, NULL, 10);
		ep->at[FG_EP_DURATION] = written;
	} else if (strcmp(text, "--listen") == 0) {
		c->listen = true;
	} else if ((v = value_of(text, "--file"))) {
		ep->enclosure.file = v;
	} else if ((v = value_of(text, "--date"))) {
		ep->date = strtoll(v, NULL, 10);
	} else {
		return false;
	}
	return true;
}

static void add_url(struct cli *c, const char *url)
{
	struct fg_episode *ep = c->next;
	struct fg_pos written = fg_written_at((unsigned)c->show.episodes.len + 1, 1);
	ep->file = "episodes";
	ep->enclosure.url = url;
	ep->at[FG_EP_AUDIO] = written;
	if (!c->listen)
		ep->at[FG_EP_DURATION] = written;
	*vec_push(&c->arena, &c->show.episodes) = ep;
	c->next = arena_new(&c->arena, struct fg_episode);
}

static void add_urls(struct cli *c, const char *path)
{
	size_t room = 0;
	char *line = NULL;
	FILE *file = fopen(path, "r");
	if (!file)
		usage(path);
	for (ssize_t n; (n = getline(&line, &room, file)) > 0;)
		add_url(c, arena_strndup(&c->arena, line, strcspn(line, "\n")));
	free(line);
	fclose(file);
}

static void print_episode(const struct cli *c, const struct fg_episode *ep)
{
	static const char *const origins[] = {
		"absent", "written", "inherited", "derived", "probed"};
	printf("%lld %s %s %s", (long long)ep->enclosure.length,
		origins[ep->at[FG_EP_LENGTH].origin],
		ep->enclosure.type ? ep->enclosure.type : "-",
		origins[ep->at[FG_EP_TYPE].origin]);
	if (c->listen)
		printf(" %lld %s %u", (long long)ep->duration,
			origins[ep->at[FG_EP_DURATION].origin],
			ep->embedded_chapters.len);
	putchar('\n');
}

static void fetch(const struct cli *c, struct fg_run *run, const char *url)
{
	struct sbuf text;
	struct fg_fetched f;
	sbuf_init(&text, c->max);
	if (fetch_document(run, &c->limits, url, &text, &f))
		printf("%zu %s %s %d %s\n%.60s\n", text.len, f.type ? f.type : "-",
			f.charset ? f.charset : "-", f.temporary, f.url, text.data);
	sbuf_release(&text);
}

static void notify(struct cli *c, struct fg_run *run)
{
	c->show.at[FG_SHOW_NOTIFY_INDEX].origin = FG_WRITTEN;
	c->show.notify_index = c->settings.podcast_index;
	for (size_t i = 0; i < c->show.episodes.len; i++)
		*vec_push(&c->arena, &c->show.hubs) =
			c->show.episodes.data[i]->enclosure.url;
	c->show.episodes.len = 0;
	printf("%zu\n", notify_all(run, &c->limits, &c->show, &c->notify));
}

static void print_diag(const struct fg_diag *d)
{
	static const char *const severities[] = {
		"off", "hint", "warning", "error", "error"};
	const struct fg_rule *rule = fg_rule_at((size_t)d->rule);
	printf("%s %s %u: %s\n", severities[rule->severity], rule->id, d->at.line,
		d->message);
}

int main(int argc, char **argv)
{
	struct cli c = {.show.file = "feed.yaml", .limits = probe_limits_default};
	c.max = FG_FETCH_MAX;
	arena_init(&c.arena, exhausted);
	c.settings = (struct fg_settings){.now = 1717243200, .jobs = 1};
	c.next = arena_new(&c.arena, struct fg_episode);
	for (int i = 1; i < argc; i++) {
		const char *path = value_of(argv[i], "--urls");
		if (path)
			add_urls(&c, path);
		else if (strncmp(argv[i], "--", 2) != 0)
			add_url(&c, argv[i]);
		else if (!run_option(&c, argv[i]) && !episode_option(&c, argv[i]))
			usage(argv[i]);
	}
	struct fg_diags diags = {.arena = &c.arena};
	struct fg_run run = {&c.arena, &diags, &c.settings};
	if (c.notify.len > 0)
		notify(&c, &run);
	if (!c.fetch && !c.idle && c.notify.len == 0)
		probe_show(&run, &c.show, &c.limits);
	for (size_t i = 0; i < c.show.episodes.len; i++) {
		if (c.fetch)
			fetch(&c, &run, c.show.episodes.data[i]->enclosure.url);
		else
			print_episode(&c, c.show.episodes.data[i]);
	}
	for (size_t i = 0; i < diags.len; i++)
		print_diag(&diags.data[i]);
	arena_release(&c.arena);
	return 0;
}
