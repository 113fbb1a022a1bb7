/* SPDX-License-Identifier: ISC */
#include "probe/notify.h"

#include <string.h>
#include "base/diag.h"
#include "base/sbuf.h"
#include "base/str.h"
#include "base/url.h"
#include "base/vec.h"
#include "probe/clock.h"
#include "probe/fetch.h"
#include "probe/http.h"
#include "probe/sockets.h"

/* Takes the address of a feed, without a key. */
#define INDEX "https://api.podcastindex.org/api/1.0/hub/pubnotify"

enum { WAIT_MS = 100, ANSWER_MAX = HTTP_KEEP_MAX };

const struct probe_limits notify_limits = {
	.live = 8,
	.per_host = 2,
	.connect_ms = 3000,
	.total_ms = 8000,
	.stall_s = 8,
	.deadline_ms = 15000,
};

/* Somebody who is told of one feed. */
struct notice {
	const char *who, *url;
	const char *form; /* what is posted; NULL: all is in url, which is got */
	struct fg_place at;
	bool started, ended;
	struct sbuf answer; /* of a GET, which nobody reads */
};

struct notify {
	struct fg_run *run;
	const struct probe_limits *limits;
	struct {
		struct notice *data;
		size_t len, cap;
	} notices;
	size_t told;
};

/* ---- whom to tell what ---- */

static void add_hubs(struct notify *n, const struct fg_show *show, const char *feed)
{
	struct arena *a = n->run->arena;
	const char *form =
		arena_printf(a, "hub.mode=publish&hub.url=%s", url_encode_part(a, feed));
	for (size_t i = 0; i < show->hubs.len; i++)
		*vec_push(a, &n->notices) = (struct notice){.who = "the hub",
			.url = show->hubs.data[i],
			.form = form,
			.at = fg_show_place(show, FG_SHOW_HUBS)};
}

/* The index lists RSS alone; a show that wants to be found nowhere is none of its. */
static void add_index(struct notify *n, const struct fg_show *show, const char *feed)
{
	struct arena *a = n->run->arena;
	const char *index = n->run->settings->podcast_index;
	bool refused =
		show->at[FG_SHOW_NOTIFY_INDEX].origin != FG_ABSENT && !show->notify_index;
	if (refused || show->block || !show->feed_url ||
		strcmp(show->feed_url, feed) != 0)
		return;
	*vec_push(a, &n->notices) = (struct notice){.who = "the Podcast Index",
		.url = arena_printf(
			a, "%s?url=%s", index ? index : INDEX, url_encode_part(a, feed)),
		.at = fg_show_place(show, FG_SHOW_NOTIFY_INDEX)};
}

/* ---- telling ---- */

static void complain(
	struct notify *n, struct notice *notice, const struct probe_finding *finding)
{
	diag_add(n->run->diags, FG_RULE_NOTIFY_FAILED, notice->at,
		"%s was not told of the new feed: %.200s: %s", notice->who, notice->url,
		fetch_words(n->run->arena, n->limits, finding, ANSWER_MAX));
}

static void on_answer(void *ctx, void *tag, const struct probe_answer *answer)
{
	struct notify *n = ctx;
	struct notice *notice = tag;
	struct probe_finding finding = {.verdict = answer->failure,
		.status = answer->status,
		.detail = answer->detail};
	notice->ended = true;
	/* Whatever comes behind a good status, the notice was taken. */
	if (answer->headers_complete && answer->status / 100 == 2) {
		n->told++;
		return;
	}
	if (finding.verdict == PROBE_GOOD)
		finding.verdict = PROBE_DENIED;
	complain(n, notice, &finding);
}

static bool start(struct http *h, struct notice *notice)
{
	struct http_request request = {
		.url = notice->url, .post = notice->form, .tag = notice};
	if (!notice->form)
		request.into = &notice->answer;
	notice->started = true;
	return http_start(h, &request);
}

/* Until all have answered, or the time is up, or somebody presses Ctrl-C. */
static void run_all(struct notify *n, struct http *h)
{
	const volatile sig_atomic_t *stop = n->run->settings->stop;
	int64_t end = sockets_clock() + n->limits->deadline_ms;
	size_t next = 0, ended = 0;
	while (ended < n->notices.len && sockets_clock() < end && !(stop && *stop)) {
		while (next < n->notices.len && http_has_room(h) &&
			start(h, &n->notices.data[next]))
			next++;
		http_run(h, WAIT_MS, on_answer, n);
		for (ended = 0; ended < next && n->notices.data[ended].ended;)
			ended++;
	}
}

static void complain_of_rest(
	struct notify *n, enum probe_verdict verdict, const char *detail)
{
	struct probe_finding finding = {.verdict = verdict, .detail = detail};
	for (size_t i = 0; i < n->notices.len; i++) {
		if (!n->notices.data[i].ended)
			complain(n, &n->notices.data[i], &finding);
	}
}

static void tell_all(struct notify *n, const struct fg_show *show)
{
	const struct fg_settings *s = n->run->settings;
	struct http_settings settings = {n->limits, s->allow_private, s->ca_file,
		policy_agent(n->run->arena, show->link, show->feed_url), NULL};
	const char *problem = NULL;
	struct http *h = http_new(n->run->arena, &settings, &problem);
	if (!h) {
		complain_of_rest(n, PROBE_UNABLE, problem);
		return;
	}
	for (size_t i = 0; i < n->notices.len; i++)
		sbuf_init(&n->notices.data[i].answer, ANSWER_MAX);
	run_all(n, h);
	http_free(h);
	for (size_t i = 0; i < n->notices.len; i++)
		sbuf_release(&n->notices.data[i].answer);
	complain_of_rest(n, PROBE_NOT_ASKED, NULL);
}

size_t notify_all(struct fg_run *run, const struct probe_limits *limits,
	const struct fg_show *show, const struct fg_list *feeds)
{
	struct notify n = {.run = run, .limits = limits};
	for (size_t i = 0; i < feeds->len; i++) {
		add_hubs(&n, show, feeds->data[i]);
		add_index(&n, show, feeds->data[i]);
	}
	if (n.notices.len > 0)
		tell_all(&n, show);
	else if (feeds->len > 0)
		diag_add(run->diags, FG_RULE_NOTIFY_NOBODY,
			fg_show_place(show, FG_SHOW_HUBS),
			"the feed has changed, and there is nobody to tell");
	return n.told;
}

size_t fg_notify(
	struct fg_run *run, const struct fg_show *show, const struct fg_list *feeds)
{
	return notify_all(run, &notify_limits, show, feeds);
}
