/* SPDX-License-Identifier: ISC */
#include "probe/findings.h"

#include "base/diag.h"
#include "base/url.h"
#include "model/rule.h"

/* What a complaint is about, and so how often it is made. */
enum scope { EACH_FILE, EACH_HOST, WHOLE_RUN };

/* One thing to complain about, and how. */
struct matter {
	int rule;
	enum scope scope;
	const char *(*say)(const struct findings *f, const char *url,
		const struct probe_finding *finding);
};

struct group {
	size_t episodes;
	bool told;
};

/* ---- words ---- */

/* NULL: url has none. */
static const char *host_name(struct arena *a, const char *url)
{
	struct url_parts parts;
	return url && url_split(a, url, &parts) ? parts.host : NULL;
}

/* The host that is to blame, and how we came to it. */
static const char *host_of(
	const struct findings *f, const char *url, const struct probe_finding *finding)
{
	struct arena *a = f->run->arena;
	const char *first = host_name(a, url);
	const char *last = host_name(a, finding->url);
	if (!last || strcmp(first, last) == 0)
		return first;
	return arena_printf(a, "%.200s, where %s redirects to,", last, first);
}

static const char *say_no_answer(
	const struct findings *f, const char *url, const struct probe_finding *finding)
{
	struct arena *a = f->run->arena;
	const char *host = host_of(f, url, finding);
	double seconds = (double)f->limits->connect_ms / 1000;
	if (finding->detail)
		return arena_printf(a, "%s gives no answer: %s", host, finding->detail);
	if (finding->verdict == PROBE_UNRESOLVED)
		return arena_printf(
			a, "nobody told the address of %s within %g s", host, seconds);
	if (finding->verdict == PROBE_UNCONNECTED)
		return arena_printf(a, "no connection to %s within %g s", host, seconds);
	return arena_printf(a, "%s gives no answer in time", host);
}

static const char *say_status(
	const struct findings *f, const char *url, const struct probe_finding *finding)
{
	const char *host = host_of(f, url, finding);
	return arena_printf(f->run->arena, "%s answers %d when asked for the audio", host,
		finding->status);
}

static const char *say_redirects(
	const struct findings *f, const char *url, const struct probe_finding *finding)
{
	(void)finding;
	return arena_printf(f->run->arena, "%s is redirected more than %d times", url,
		PROBE_REDIRECTS_MAX);
}

static const char *say_not_asked(
	const struct findings *f, const char *url, const struct probe_finding *finding)
{
	(void)finding;
	return arena_printf(
		f->run->arena, "the time was up before %s could be asked", url);
}

static const char *say_unable(
	const struct findings *f, const char *url, const struct probe_finding *finding)
{
	(void)url;
	return arena_printf(
		f->run->arena, "this machine cannot ask servers: %s", finding->detail);
}

static const char *say_no_network(
	const struct findings *f, const char *url, const struct probe_finding *finding)
{
	return arena_printf(f->run->arena, "no server can be reached; %s",
		say_no_answer(f, url, finding));
}

static const char *say_not_found(
	const struct findings *f, const char *url, const struct probe_finding *finding)
{
	return arena_printf(f->run->arena,
		"there is no audio: the server answers %d for %s", finding->status, url);
}

static const char *say_html(
	const struct findings *f, const char *url, const struct probe_finding *finding)
{
	if (!finding->url)
		return arena_printf(f->run->arena, "%s is a web page, not audio", url);
	return arena_printf(f->run->arena, "%s leads to a web page, not to audio: %.200s",
		url, finding->url);
}

static const char *say_certificate(
	const struct findings *f, const char *url, const struct probe_finding *finding)
{
	return arena_printf(f->run->arena, "%s has no valid certificate: %s",
		host_of(f, url, finding), finding->detail);
}

static const char *say_private(
	const struct findings *f, const char *url, const struct probe_finding *finding)
{
	if (!finding->url)
		return arena_printf(f->run->arena, "%s is at a private address", url);
	return arena_printf(f->run->arena,
		"%s is redirected to a private address: %.200s", url, finding->url);
}

static const char *say_scheme(
	const struct findings *f, const char *url, const struct probe_finding *finding)
{
	return arena_printf(f->run->arena,
		"%s is redirected to what is neither http nor https: %.200s", url,
		finding->url);
}

/* Notes are kept in the cache, which does not know who was redirected to: they are about
   the host of the address, so that they read the same in the next run. */
static const char *say_head(
	const struct findings *f, const char *url, const struct probe_finding *finding)
{
	struct arena *a = f->run->arena;
	const char *host = host_name(a, url);
	if (finding->head_status == 200)
		return arena_printf(a,
			"%s says something else when asked with HEAD than with GET",
			host);
	return arena_printf(
		a, "%s answers %d when asked with HEAD", host, finding->head_status);
}

static const char *say_downgraded(
	const struct findings *f, const char *url, const struct probe_finding *finding)
{
	(void)finding;
	return arena_printf(f->run->arena, "%s redirects from https to http",
		host_name(f->run->arena, url));
}

static const char *say_generic(
	const struct findings *f, const char *url, const struct probe_finding *finding)
{
	struct arena *a = f->run->arena;
	return arena_printf(a, "%s says %s, which does not say that it is audio",
		host_name(a, url), finding->type);
}

/* ---- what is said when ---- */

static const struct matter verdicts[PROBE_VERDICT_COUNT] = {
	[PROBE_UNRESOLVED] = {FG_RULE_ENCLOSURE_UNREACHABLE, EACH_HOST, say_no_answer},
	[PROBE_UNCONNECTED] = {FG_RULE_ENCLOSURE_UNREACHABLE, EACH_HOST, say_no_answer},
	[PROBE_REFUSED] = {FG_RULE_ENCLOSURE_UNREACHABLE, EACH_HOST, say_no_answer},
	[PROBE_TIMEOUT] = {FG_RULE_ENCLOSURE_UNREACHABLE, EACH_HOST, say_no_answer},
	[PROBE_TLS] = {FG_RULE_ENCLOSURE_UNREACHABLE, EACH_HOST, say_no_answer},
	[PROBE_BROKEN] = {FG_RULE_ENCLOSURE_UNREACHABLE, EACH_HOST, say_no_answer},
	[PROBE_BUSY] = {FG_RULE_ENCLOSURE_UNREACHABLE, EACH_HOST, say_status},
	[PROBE_SERVER_ERROR] = {FG_RULE_ENCLOSURE_UNREACHABLE, EACH_HOST, say_status},
	[PROBE_DENIED] = {FG_RULE_ENCLOSURE_DENIED, EACH_HOST, say_status},
	[PROBE_REDIRECTS] = {FG_RULE_ENCLOSURE_REDIRECTS, EACH_FILE, say_redirects},
	[PROBE_NOT_ASKED] = {FG_RULE_PROBE_UNFINISHED, WHOLE_RUN, say_not_asked},
	[PROBE_UNABLE] = {FG_RULE_PROBE_UNABLE, WHOLE_RUN, say_unable},
	[PROBE_NOT_FOUND] = {FG_RULE_ENCLOSURE_NOT_FOUND, EACH_FILE, say_not_found},
	[PROBE_HTML] = {FG_RULE_ENCLOSURE_HTML, EACH_FILE, say_html},
	[PROBE_CERTIFICATE] = {FG_RULE_ENCLOSURE_CERTIFICATE, EACH_HOST, say_certificate},
	[PROBE_PRIVATE] = {FG_RULE_ENCLOSURE_PRIVATE_ADDRESS, EACH_FILE, say_private},
	[PROBE_SCHEME] = {FG_RULE_ENCLOSURE_REDIRECT_SCHEME, EACH_FILE, say_scheme},
};
static const struct matter no_network = {
	FG_RULE_PROBE_NO_NETWORK, WHOLE_RUN, say_no_network};

static const struct {
	enum probe_note note;
	struct matter matter;
} notes[] = {
	{PROBE_HEAD_REFUSED, {FG_RULE_ENCLOSURE_HEAD_REFUSED, EACH_HOST, say_head}},
	{PROBE_DOWNGRADED, {FG_RULE_ENCLOSURE_DOWNGRADED, EACH_HOST, say_downgraded}},
	{PROBE_TYPE_GENERIC, {FG_RULE_ENCLOSURE_TYPE_GENERIC, EACH_HOST, say_generic}},
};
enum { N_NOTES = sizeof notes / sizeof *notes };

/* Number i of what there is to say about a finding; false past the last. */
static bool matter_at(const struct findings *f, const struct probe_finding *finding,
	size_t i, const struct matter **matter)
{
	enum probe_verdict v = finding->verdict;
	if (i > N_NOTES)
		return false;
	*matter = NULL;
	if (i < N_NOTES && (finding->notes & notes[i].note) && v == PROBE_GOOD)
		*matter = &notes[i].matter;
	if (i == N_NOTES && v != PROBE_GOOD)
		*matter = &verdicts[v];
	if (*matter && f->no_network && policy_is_unreached(v))
		*matter = &no_network;
	return true;
}

/* Those of which one line can speak: the same matter, host and status. */
static const char *key_of(const struct findings *f, const struct matter *m,
	const char *url, const struct probe_finding *finding)
{
	struct arena *a = f->run->arena;
	bool good = finding->verdict == PROBE_GOOD;
	const char *host = good ? NULL : host_name(a, finding->url);
	if (m->scope == WHOLE_RUN)
		return arena_printf(a, "%d", m->rule);
	return arena_printf(a, "%d %d %s", m->rule,
		good ? finding->head_status : finding->status,
		host ? host : host_name(a, url));
}

/* NULL: the matter is told of each file. */
static struct group *group_of(struct findings *f, const struct matter *m, const char *url,
	const struct probe_finding *finding)
{
	if (m->scope == EACH_FILE)
		return NULL;
	const char *key = key_of(f, m, url, finding);
	struct group *g = map_get(&f->groups, key);
	if (!g) {
		g = arena_new(f->run->arena, struct group);
		map_put(&f->groups, key, g);
	}
	return g;
}

void findings_count(
	struct findings *f, const char *url, const struct probe_finding *finding)
{
	const struct matter *m;
	f->groups.arena = f->run->arena;
	for (size_t i = 0; matter_at(f, finding, i, &m); i++) {
		struct group *g = m ? group_of(f, m, url, finding) : NULL;
		if (g)
			g->episodes++;
	}
}

/* What to say about others of the same group. */
static const char *also(struct arena *a, const struct group *g)
{
	if (!g || g->episodes < 2)
		return "";
	return arena_printf(a, " (so with %zu more episode%s)", g->episodes - 1,
		g->episodes > 2 ? "s" : "");
}

void findings_tell(struct findings *f, struct fg_place audio, const char *url,
	const struct probe_finding *finding)
{
	static const struct fg_place nowhere = {0};
	const struct matter *m;
	for (size_t i = 0; matter_at(f, finding, i, &m); i++) {
		struct group *g = m ? group_of(f, m, url, finding) : NULL;
		if (!m || (g && g->told))
			continue;
		if (g)
			g->told = true;
		diag_add(f->run->diags, m->rule, m->scope == WHOLE_RUN ? nowhere : audio,
			"%s%s", m->say(f, url, finding), also(f->run->arena, g));
	}
}
