/* SPDX-License-Identifier: ISC */
#include "probe/fetch.h"

#include "base/diag.h"
#include "base/sbuf.h"
#include "base/url.h"
#include "model/rule.h"
#include "probe/ask.h"
#include "probe/clock.h"
#include "probe/network.h"

const struct probe_limits fetch_limits = {
	.live = 1,
	.per_host = 1,
	.per_second = 5,
	.connect_ms = 5000,
	.total_ms = 60000,
	.stall_s = 20,
	.retries = 2,
	.retry_ms = 1000,
	.patience_ms = 30000,
	.deadline_ms = 150000,
	.deadline_fixed = true,
	.breaker = 5,
};

/* What is told of a failure. */
struct failure {
	struct arena *arena;
	const struct probe_limits *limits;
	const struct probe_finding *finding;
	size_t max;      /* bytes that the document might have */
	int64_t time_ms; /* that it might take, with what was fetched before */
};

/* ---- words; each goes on behind "URL: " or "URL: behind a redirect to …: " ---- */

static const char *say_status(const struct failure *f)
{
	return arena_printf(f->arena, "the server answers %d", f->finding->status);
}

static const char *say_denied(const struct failure *f)
{
	int status = f->finding->status;
	if (status == 401 || status == 407)
		return arena_printf(f->arena,
			"the server answers %d: it asks for a password", status);
	if (status / 100 == 3)
		return arena_printf(
			f->arena, "the server answers %d, but not where to go", status);
	return say_status(f);
}

static const char *say_busy(const struct failure *f)
{
	if (f->finding->status == 0)
		return arena_printf(f->arena, "the server %s", f->finding->detail);
	return say_status(f);
}

static const char *say_no_answer(const struct failure *f)
{
	double seconds = (double)f->limits->connect_ms / 1000;
	if (!network_is_connected())
		return "this machine is not connected to any network";
	if (f->finding->detail)
		return arena_printf(
			f->arena, "the server gives no answer: %s", f->finding->detail);
	if (f->finding->verdict == PROBE_UNRESOLVED)
		return arena_printf(f->arena,
			"nobody told the server's address within %g s", seconds);
	return arena_printf(f->arena, "no connection to the server within %g s", seconds);
}

static const char *say_timeout(const struct failure *f)
{
	return arena_printf(f->arena,
		"the server was silent for %lld s, or had not sent all after %g s",
		(long long)f->limits->stall_s, (double)f->limits->total_ms / 1000);
}

static const char *say_broken(const struct failure *f)
{
	return arena_printf(f->arena, "what the server sends is broken: %s",
		f->finding->detail ? f->finding->detail : "it is no answer");
}

static const char *say_tls(const struct failure *f)
{
	return arena_printf(f->arena, "no encrypted connection to the server: %s",
		f->finding->detail);
}

static const char *say_certificate(const struct failure *f)
{
	return arena_printf(
		f->arena, "the server has no valid certificate: %s", f->finding->detail);
}

static const char *say_private(const struct failure *f)
{
	(void)f;
	return "this is a private address";
}

static const char *say_scheme(const struct failure *f)
{
	(void)f;
	return "this is neither http nor https";
}

static const char *say_redirects(const struct failure *f)
{
	return arena_printf(
		f->arena, "that is more than %d redirects", PROBE_REDIRECTS_MAX);
}

static const char *say_too_large(const struct failure *f)
{
	return arena_printf(
		f->arena, "the document has more than %zu bytes, unpacked", f->max);
}

static const char *say_unfinished(const struct failure *f)
{
	return arena_printf(
		f->arena, "the time was up after %g s", (double)f->time_ms / 1000);
}

static const char *say_unable(const struct failure *f)
{
	return arena_printf(
		f->arena, "this machine cannot fetch it: %s", f->finding->detail);
}

static const struct {
	int rule;
	const char *(*say)(const struct failure *f);
} verdicts[PROBE_VERDICT_COUNT] = {
	[PROBE_GOOD] = {FG_RULE_FETCH_UNABLE, say_unable},
	[PROBE_UNRESOLVED] = {FG_RULE_FETCH_NO_ANSWER, say_no_answer},
	[PROBE_UNCONNECTED] = {FG_RULE_FETCH_NO_ANSWER, say_no_answer},
	[PROBE_REFUSED] = {FG_RULE_FETCH_NO_ANSWER, say_no_answer},
	[PROBE_TIMEOUT] = {FG_RULE_FETCH_NO_ANSWER, say_timeout},
	[PROBE_TLS] = {FG_RULE_FETCH_NO_ANSWER, say_tls},
	[PROBE_BROKEN] = {FG_RULE_FETCH_BROKEN, say_broken},
	[PROBE_BUSY] = {FG_RULE_FETCH_SERVER, say_busy},
	[PROBE_SERVER_ERROR] = {FG_RULE_FETCH_SERVER, say_status},
	[PROBE_DENIED] = {FG_RULE_FETCH_DENIED, say_denied},
	[PROBE_REDIRECTS] = {FG_RULE_FETCH_REDIRECTS, say_redirects},
	[PROBE_NOT_ASKED] = {FG_RULE_FETCH_UNFINISHED, say_unfinished},
	[PROBE_UNABLE] = {FG_RULE_FETCH_UNABLE, say_unable},
	[PROBE_NOT_FOUND] = {FG_RULE_FETCH_NOT_FOUND, say_status},
	[PROBE_HTML] = {FG_RULE_FETCH_BROKEN, say_broken},
	[PROBE_CERTIFICATE] = {FG_RULE_FETCH_CERTIFICATE, say_certificate},
	[PROBE_PRIVATE] = {FG_RULE_FETCH_PRIVATE, say_private},
	[PROBE_SCHEME] = {FG_RULE_FETCH_ADDRESS, say_scheme},
	[PROBE_TOO_LARGE] = {FG_RULE_FETCH_TOO_LARGE, say_too_large},
};

/* ---- fetching ---- */

const char *fetch_words(struct arena *a, const struct probe_limits *limits,
	const struct probe_finding *finding, size_t max)
{
	struct failure f = {a, limits, finding, max, limits->deadline_ms};
	return verdicts[finding->verdict].say(&f);
}

static bool tell(struct fg_run *run, const char *url, const struct failure *f)
{
	enum probe_verdict v = f->finding->verdict;
	const char *to = f->finding->url;
	struct fg_place at = {url, 0, 0};
	diag_add(run->diags, verdicts[v].rule, at, "%s%.200s%s%s",
		to ? "behind a redirect to " : "", to ? to : "", to ? ": " : "",
		verdicts[v].say(f));
	return false;
}

static bool refuse(struct fg_run *run, const char *url, int rule, const char *why)
{
	diag_add(run->diags, rule, (struct fg_place){url, 0, 0}, "%s", why);
	return false;
}

static void ignore(void *ctx, struct ask *ask)
{
	(void)ctx, (void)ask;
}

static struct fg_fetched fetched_of(const struct ask *ask)
{
	const struct probe_finding *f = &ask->finding;
	return (struct fg_fetched){
		.url = f->url ? f->url : ask->url,
		.redirected = f->url != NULL,
		.temporary = f->temporary,
		.type = f->type,
		.charset = f->charset,
		.validator = f->validator,
		.packed = f->packed,
		.unless = f->unless,
	};
}

bool fetch_document(struct fg_run *run, const struct probe_limits *limits,
	const char *url, struct sbuf *into, struct fg_fetched *fetched)
{
	const struct fg_settings *s = run->settings;
	const char *problem = url_problem(url);
	struct ask ask = {.url = url, .want = PROBE_WANT_DOCUMENT, .into = into};
	struct ask *asks[] = {&ask};
	struct ask_order order = {
		.arena = run->arena,
		.http = {limits, s->allow_private, s->ca_file,
			policy_agent(run->arena, NULL, NULL), NULL},
		.stop = s->stop,
		.answered = ignore,
	};
	if (problem)
		return refuse(run, url, FG_RULE_FETCH_ADDRESS,
			arena_printf(run->arena, "the URL %s", problem));
	if (s->offline)
		return refuse(run, url, FG_RULE_FETCH_OFFLINE,
			"it is not fetched: --offline asks no server");
	if (!ask_all(&order, asks, 1, &problem))
		ask.finding = (struct probe_finding){
			.verdict = PROBE_UNABLE, .detail = problem};
	struct failure failure = {run->arena, limits, &ask.finding, into->max,
		s->deadline_s ? s->deadline_s * 1000 : limits->deadline_ms};
	if (ask.finding.verdict != PROBE_GOOD)
		return tell(run, url, &failure);
	*fetched = fetched_of(&ask);
	return true;
}

/* ---- how long ---- */

int64_t fetch_time(const struct fg_settings *settings, int64_t most)
{
	int64_t spent = settings->fetch_ms ? *settings->fetch_ms : 0;
	int64_t time = settings->deadline_s ? settings->deadline_s * 1000 : most;
	return spent < time ? time - spent : 0;
}

void fetch_spend(const struct fg_settings *settings, int64_t since)
{
	if (settings->fetch_ms)
		*settings->fetch_ms += clock_ms() - since;
}

/* ---- many ---- */

struct many {
	struct fg_run *run;
	struct probe_limits limits,
		said; /* said: with the time that there was at first */
	bool (*done)(void *ctx, struct fg_document *doc);
	void *ctx;
	volatile sig_atomic_t stop;
};

static void hand_over(void *ctx, struct ask *ask)
{
	struct many *m = ctx;
	struct fg_document *doc = ask->tag;
	doc->problem = NULL;
	if (ask->finding.verdict == PROBE_GOOD)
		doc->fetched = fetched_of(ask);
	else
		doc->problem = fetch_words(
			m->run->arena, &m->said, &ask->finding, doc->text->max);
	if (!m->stop && !m->done(m->ctx, doc))
		m->stop = true;
	sbuf_release(doc->text);
}

/* Each may be of some megabytes: fewer at once than of what is only asked about. */
static void limit(struct many *m, size_t n)
{
	enum { LIVE = 8 };
	const struct fg_settings *s = m->run->settings;
	struct probe_limits *l = &m->limits;
	*l = probe_limits_default;
	l->live = LIVE;
	if (s->per_host)
		l->per_host = s->per_host;
	if (s->per_second)
		l->per_second = s->per_second;
	l->deadline_fixed = s->deadline_s > 0;
	m->said = *l;
	m->said.deadline_ms =
		s->deadline_s ? s->deadline_s * 1000 : policy_deadline(l, n);
	l->deadline_ms = fetch_time(s, l->deadline_ms);
}

/* No server is asked for what is no address. */
static size_t order_all(
	struct many *m, struct fg_document *docs, size_t n, struct ask **asks)
{
	struct arena *a = m->run->arena;
	struct ask *all = arena_array(a, n, sizeof *all);
	size_t ordered = 0;
	for (size_t i = 0; i < n && !m->stop; i++) {
		const char *problem = url_problem(docs[i].url);
		all[i] = (struct ask){.url = docs[i].url,
			.want = PROBE_WANT_DOCUMENT,
			.into = docs[i].text,
			.tag = &docs[i]};
		if (!problem) {
			asks[ordered++] = &all[i];
			continue;
		}
		docs[i].problem = arena_printf(a, "the URL %s", problem);
		m->stop = !m->done(m->ctx, &docs[i]);
	}
	return m->stop ? 0 : ordered;
}

bool fg_fetch_all(struct fg_run *run, struct fg_document *docs, size_t n,
	bool (*done)(void *ctx, struct fg_document *doc), void *ctx)
{
	const struct fg_settings *s = run->settings;
	struct many many = {.run = run, .done = done, .ctx = ctx};
	const char *problem;
	struct ask **asks = arena_array(run->arena, n, sizeof(struct ask *));
	int64_t began = clock_ms();
	limit(&many, n);
	size_t ordered = order_all(&many, docs, n, asks);
	struct ask_order order = {
		.arena = run->arena,
		.http = {&many.limits, s->allow_private, s->ca_file, NULL, NULL},
		.stop = s->stop ? s->stop : &many.stop,
		.answered = hand_over,
		.ctx = &many,
	};
	bool able = ordered == 0 || ask_all(&order, asks, ordered, &problem);
	fetch_spend(s, began);
	return able || refuse(run, docs[0].url, FG_RULE_FETCH_UNABLE, problem);
}

/* ---- manners ---- */

/* Once HEAD was answered well: the first byte alone. Behind a refused HEAD that was asked for
   already. */
static bool want_first_byte(void *ctx, struct ask *ask, struct ask_range *range)
{
	(void)ctx;
	bool asked = ask->range.len > 0 || ask->finding.head_status != 0;
	*range = (struct ask_range){.first = 0, .len = 1};
	return ask->want == PROBE_WANT_TEXT && !asked;
}

static void ignore_bytes(void *ctx, struct ask *ask, const struct ask_bytes *bytes)
{
	(void)ctx, (void)ask, (void)bytes;
}

/* Asks about a document that is there; unless as of http_settings. False: nothing came of
   it, and nobody is told. */
static bool ask_about(struct fg_run *run, struct ask *ask, const char *unless)
{
	const struct fg_settings *s = run->settings;
	const char *problem;
	struct ask *asks[] = {ask};
	struct ask_order order = {
		.arena = run->arena,
		.http = {&fetch_limits, s->allow_private, s->ca_file,
			policy_agent(run->arena, NULL, NULL), unless},
		.stop = s->stop,
		.answered = ignore,
		.follow = want_first_byte,
		.received = ignore_bytes,
	};
	return ask_all(&order, asks, 1, &problem);
}

void fg_fetch_manners(struct fg_run *run, struct fg_fetched *fetched)
{
	struct sbuf again;
	sbuf_init(&again, FG_FETCH_MAX);
	struct ask same = {.url = fetched->url,
			   .want = PROBE_WANT_DOCUMENT,
			   .into = &again},
		   head = {.url = fetched->url, .want = PROBE_WANT_TEXT};
	if (fetched->unless && ask_about(run, &same, fetched->unless))
		fetched->sent_again = same.finding.verdict == PROBE_GOOD;
	if (ask_about(run, &head, NULL)) {
		fetched->head_refused = head.finding.notes & PROBE_HEAD_REFUSED;
		fetched->no_ranges = head.finding.notes & PROBE_NO_RANGES;
	}
	sbuf_release(&again);
}

bool fg_fetch(struct fg_run *run, const char *url, struct sbuf *into,
	struct fg_fetched *fetched)
{
	struct probe_limits limits = fetch_limits;
	int64_t began = clock_ms();
	limits.deadline_ms = fetch_time(run->settings, limits.deadline_ms);
	bool had = fetch_document(run, &limits, url, into, fetched);
	fetch_spend(run->settings, began);
	return had;
}
