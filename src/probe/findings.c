/* SPDX-License-Identifier: ISC */
#include "probe/findings.h"

#include "base/diag.h"
#include "base/url.h"
#include "model/rule.h"

/* What a complaint is about, and so how often it is made. */
enum scope { EACH_FILE, EACH_HOST, WHOLE_RUN };

/* What there can be to complain about. Which rule that is depends on what was asked for. */
enum what {
	UNREACHABLE,
	DENIED,
	REDIRECTS,
	NOT_FOUND,
	HTML,
	CERTIFICATE,
	PRIVATE_ADDRESS,
	REDIRECT_SCHEME,
	HEAD_REFUSED,
	NO_RANGES,
	DOWNGRADED,
	ODD_PORT,
	TYPE_SAYS_NOTHING,
	UNSHARED,
	NOT_ASKED,
	UNABLE,
	NO_NETWORK,
	PORTAL,
	WHATS
};

struct matter {
	enum what what;
	enum scope scope;
	const char *(*say)(const struct findings *f, const struct source *s);
};

/* Uses that one line speaks of. */
struct group {
	size_t episodes;
	bool told;
};

/* ---- the rules ---- */

/* That nobody answers, and that what is asked for cannot be had, is one matter for all but
   the audio. */
#define AWAY(rule) [UNREACHABLE] = rule, [DENIED] = rule, [REDIRECTS] = rule
#define LOST(rule)                                                                       \
	[NOT_FOUND] = rule, [HTML] = rule, [CERTIFICATE] = rule,                         \
	[PRIVATE_ADDRESS] = rule, [REDIRECT_SCHEME] = rule
#define SAME                                                                             \
	[ODD_PORT] = FG_RULE_URL_PORT, [NOT_ASKED] = FG_RULE_PROBE_UNFINISHED,           \
	[UNABLE] = FG_RULE_PROBE_UNABLE, [NO_NETWORK] = FG_RULE_PROBE_NO_NETWORK,        \
	[PORTAL] = FG_RULE_PROBE_PORTAL

/* What is asked for in words, and the rules; 0: nothing is said. */
static const struct {
	const char *noun, *a_noun;
	int rules[WHATS];
} kinds[SOURCE_KINDS] = {
	[SOURCE_AUDIO] = {"audio", "audio",
		{[UNREACHABLE] = FG_RULE_ENCLOSURE_UNREACHABLE,
			[DENIED] = FG_RULE_ENCLOSURE_DENIED,
			[REDIRECTS] = FG_RULE_ENCLOSURE_REDIRECTS,
			[NOT_FOUND] = FG_RULE_ENCLOSURE_NOT_FOUND,
			[HTML] = FG_RULE_ENCLOSURE_HTML,
			[CERTIFICATE] = FG_RULE_ENCLOSURE_CERTIFICATE,
			[PRIVATE_ADDRESS] = FG_RULE_ENCLOSURE_PRIVATE_ADDRESS,
			[REDIRECT_SCHEME] = FG_RULE_ENCLOSURE_REDIRECT_SCHEME,
			[HEAD_REFUSED] = FG_RULE_ENCLOSURE_HEAD_REFUSED,
			[NO_RANGES] = FG_RULE_ENCLOSURE_NO_RANGES,
			[DOWNGRADED] = FG_RULE_ENCLOSURE_DOWNGRADED,
			[TYPE_SAYS_NOTHING] = FG_RULE_ENCLOSURE_TYPE_GENERIC,
			SAME}},
	[SOURCE_COVER] = {"image", "an image",
		{LOST(FG_RULE_SHOW_IMAGE_NOT_FOUND), AWAY(FG_RULE_IMAGE_UNREACHABLE),
			[HEAD_REFUSED] = FG_RULE_IMAGE_HEAD_REFUSED, SAME}},
	[SOURCE_IMAGE] = {"image", "an image",
		{LOST(FG_RULE_IMAGE_NOT_FOUND), AWAY(FG_RULE_IMAGE_UNREACHABLE),
			[HEAD_REFUSED] = FG_RULE_IMAGE_HEAD_REFUSED, SAME}},
	[SOURCE_TRANSCRIPT] = {"transcript", "a transcript",
		{LOST(FG_RULE_TRANSCRIPT_UNREACHABLE),
			AWAY(FG_RULE_TRANSCRIPT_UNREACHABLE),
			[UNSHARED] = FG_RULE_TRANSCRIPT_NOT_SHARED, SAME}},
	[SOURCE_CHAPTERS] = {"chapters file", "a chapters file",
		{LOST(FG_RULE_CHAPTERS_UNREACHABLE), AWAY(FG_RULE_CHAPTERS_UNREACHABLE),
			SAME}},
};

static int rule_of(const struct source *s, const struct matter *m)
{
	return kinds[s->kind].rules[m->what];
}

/* ---- words ---- */

/* NULL: url has none. */
static const char *host_name(struct arena *a, const char *url)
{
	struct url_parts parts;
	return url && url_split(a, url, &parts) ? parts.host : NULL;
}

/* The host that is to blame, and how we came to it. */
static const char *host_of(const struct findings *f, const struct source *s)
{
	const struct probe_finding *finding = source_news(s);
	const char *url = s->target;
	struct arena *a = f->words;
	const char *first = host_name(a, url);
	const char *last = host_name(a, finding->url);
	if (!last || strcmp(first, last) == 0)
		return first;
	return arena_printf(a, "%.200s, where %s redirects to,", last, first);
}

static const char *say_no_answer(const struct findings *f, const struct source *s)
{
	const struct probe_finding *finding = source_news(s);
	struct arena *a = f->words;
	const char *host = host_of(f, s);
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

static const char *say_status(const struct findings *f, const struct source *s)
{
	const struct probe_finding *finding = source_news(s);
	const char *host = host_of(f, s);
	return arena_printf(f->words, "%s answers %d when asked for the %s", host,
		finding->status, kinds[s->kind].noun);
}

static const char *say_busy(const struct findings *f, const struct source *s)
{
	const struct probe_finding *finding = source_news(s);
	if (finding->status != 0)
		return say_status(f, s);
	return arena_printf(f->words, "%s %s", host_of(f, s), finding->detail);
}

static const char *say_portal(const struct findings *f, const struct source *s)
{
	return arena_printf(f->words,
		"web pages come instead of audio, from %.200s for several servers; for "
		"%s "
		"too",
		f->portal, s->target);
}

static const char *say_redirects(const struct findings *f, const struct source *s)
{
	const char *url = s->target;
	return arena_printf(f->words, "%s is redirected more than %d times", url,
		PROBE_REDIRECTS_MAX);
}

static const char *say_not_asked(const struct findings *f, const struct source *s)
{
	const char *url = s->target;
	return arena_printf(f->words, "the time was up before %s could be asked", url);
}

static const char *say_unable(const struct findings *f, const struct source *s)
{
	const struct probe_finding *finding = source_news(s);
	return arena_printf(
		f->words, "this machine cannot ask servers: %s", finding->detail);
}

static const char *say_no_network(const struct findings *f, const struct source *s)
{
	return arena_printf(
		f->words, "no server can be reached; %s", say_no_answer(f, s));
}

static const char *say_not_found(const struct findings *f, const struct source *s)
{
	const struct probe_finding *finding = source_news(s);
	const char *url = s->target;
	return arena_printf(f->words, "there is no %s: the server answers %d for %s",
		kinds[s->kind].noun, finding->status, url);
}

static const char *say_html(const struct findings *f, const struct source *s)
{
	const struct probe_finding *finding = source_news(s);
	const char *url = s->target;
	const char *a_noun = kinds[s->kind].a_noun;
	if (!finding->url)
		return arena_printf(f->words, "%s is a web page, not %s", url, a_noun);
	return arena_printf(f->words, "%s leads to a web page, not to %s: %.200s", url,
		a_noun, finding->url);
}

static const char *say_certificate(const struct findings *f, const struct source *s)
{
	const struct probe_finding *finding = source_news(s);
	return arena_printf(f->words, "%s has no valid certificate: %s", host_of(f, s),
		finding->detail);
}

static const char *say_private(const struct findings *f, const struct source *s)
{
	const struct probe_finding *finding = source_news(s);
	const char *url = s->target;
	if (!finding->url)
		return arena_printf(f->words, "%s is at a private address", url);
	return arena_printf(f->words, "%s is redirected to a private address: %.200s",
		url, finding->url);
}

static const char *say_scheme(const struct findings *f, const struct source *s)
{
	const struct probe_finding *finding = source_news(s);
	const char *url = s->target;
	return arena_printf(f->words,
		"%s is redirected to what is neither http nor https: %.200s", url,
		finding->url);
}

static const char *say_head(const struct findings *f, const struct source *s)
{
	const struct probe_finding *finding = source_news(s);
	struct arena *a = f->words;
	const char *host = host_of(f, s);
	if (finding->head_status == 200)
		return arena_printf(a,
			"%s says something else when asked with HEAD than with GET",
			host);
	return arena_printf(
		a, "%s answers %d when asked with HEAD", host, finding->head_status);
}

static const char *say_no_ranges(const struct findings *f, const struct source *s)
{
	return arena_printf(f->words, "%s does not give parts of the %s", host_of(f, s),
		kinds[s->kind].noun);
}

static const char *say_long_way(const struct findings *f, const struct source *s)
{
	return arena_printf(f->words, "more than %d redirects lead to %s",
		PROBE_REDIRECTS_GOOD, source_news(s)->url);
}

static const char *say_downgraded(const struct findings *f, const struct source *s)
{
	const char *url = s->target;
	return arena_printf(
		f->words, "%s redirects from https to http", host_name(f->words, url));
}

static const char *say_port(const struct findings *f, const struct source *s)
{
	const struct probe_finding *finding = source_news(s);
	return arena_printf(f->words,
		"%s redirects to a port that web servers do not have: %.200s",
		host_name(f->words, s->target), finding->url);
}

static const char *say_unshared(const struct findings *f, const struct source *s)
{
	return arena_printf(f->words,
		"%s does not let web players read the %s: Access-Control-Allow-Origin is "
		"missing",
		host_of(f, s), kinds[s->kind].noun);
}

static const char *say_generic(const struct findings *f, const struct source *s)
{
	const struct probe_finding *finding = source_news(s);
	return arena_printf(f->words, "%s says %s, which does not say that it is audio",
		host_of(f, s), finding->type);
}

/* ---- what is said when ---- */

static const struct matter verdicts[PROBE_VERDICT_COUNT] = {
	[PROBE_UNRESOLVED] = {UNREACHABLE, EACH_HOST, say_no_answer},
	[PROBE_UNCONNECTED] = {UNREACHABLE, EACH_HOST, say_no_answer},
	[PROBE_REFUSED] = {UNREACHABLE, EACH_HOST, say_no_answer},
	[PROBE_TIMEOUT] = {UNREACHABLE, EACH_HOST, say_no_answer},
	[PROBE_TLS] = {UNREACHABLE, EACH_HOST, say_no_answer},
	[PROBE_BROKEN] = {UNREACHABLE, EACH_HOST, say_no_answer},
	[PROBE_BUSY] = {UNREACHABLE, EACH_HOST, say_busy},
	[PROBE_SERVER_ERROR] = {UNREACHABLE, EACH_HOST, say_status},
	[PROBE_DENIED] = {DENIED, EACH_HOST, say_status},
	[PROBE_REDIRECTS] = {REDIRECTS, EACH_FILE, say_redirects},
	[PROBE_NOT_ASKED] = {NOT_ASKED, WHOLE_RUN, say_not_asked},
	[PROBE_UNABLE] = {UNABLE, WHOLE_RUN, say_unable},
	[PROBE_NOT_FOUND] = {NOT_FOUND, EACH_FILE, say_not_found},
	[PROBE_HTML] = {HTML, EACH_FILE, say_html},
	[PROBE_CERTIFICATE] = {CERTIFICATE, EACH_HOST, say_certificate},
	[PROBE_PRIVATE] = {PRIVATE_ADDRESS, EACH_FILE, say_private},
	[PROBE_SCHEME] = {REDIRECT_SCHEME, EACH_FILE, say_scheme},
};
static const struct matter no_network = {NO_NETWORK, WHOLE_RUN, say_no_network};
static const struct matter portal = {PORTAL, WHOLE_RUN, say_portal};

static const struct {
	enum probe_note note;
	struct matter matter;
} notes[] = {
	{PROBE_HEAD_REFUSED, {HEAD_REFUSED, EACH_HOST, say_head}},
	{PROBE_NO_RANGES, {NO_RANGES, EACH_HOST, say_no_ranges}},
	{PROBE_LONG_WAY, {REDIRECTS, EACH_HOST, say_long_way}},
	{PROBE_DOWNGRADED, {DOWNGRADED, EACH_HOST, say_downgraded}},
	{PROBE_ODD_PORT, {ODD_PORT, EACH_HOST, say_port}},
	{PROBE_UNSHARED, {UNSHARED, EACH_HOST, say_unshared}},
	{PROBE_TYPE_GENERIC, {TYPE_SAYS_NOTHING, EACH_HOST, say_generic}},
};
enum { N_NOTES = sizeof notes / sizeof *notes };

/* What is said in the place of a finding that this machine's network has made, or NULL. */
static const struct matter *of_network(const struct findings *f, enum probe_verdict v)
{
	if (f->no_network && (policy_is_unreached(v) || v == PROBE_NOT_ASKED))
		return &no_network;
	return f->portal && v == PROBE_HTML ? &portal : NULL;
}

/* Number i of what there is to say about a source; false past the last. */
static bool matter_at(const struct findings *f, const struct source *s, size_t i,
	const struct matter **matter)
{
	const struct probe_finding *finding = source_news(s);
	enum probe_verdict v = finding->verdict;
	if (i > N_NOTES)
		return false;
	*matter = NULL;
	if (i < N_NOTES && (finding->notes & notes[i].note) && v == PROBE_GOOD)
		*matter = &notes[i].matter;
	if (i == N_NOTES && v != PROBE_GOOD)
		*matter = &verdicts[v];
	if (*matter && of_network(f, v))
		*matter = of_network(f, v);
	if (*matter && rule_of(s, *matter) == 0)
		*matter = NULL;
	return true;
}

/* Those of which one line can speak: the same rule, and the same host and status or file. */
static const char *key_of(
	const struct findings *f, const struct matter *m, const struct source *s)
{
	const struct probe_finding *finding = source_news(s);
	struct arena *a = f->words;
	bool good = finding->verdict == PROBE_GOOD;
	const char *host = host_name(a, finding->url);
	if (m->scope == WHOLE_RUN)
		return arena_printf(a, "%d", rule_of(s, m));
	if (m->scope == EACH_FILE)
		return arena_printf(a, "%d %s", rule_of(s, m), s->target);
	return arena_printf(a, "%d %d %s", rule_of(s, m),
		good ? finding->head_status : finding->status,
		host ? host : host_name(a, s->target));
}

/* NULL: the matter is told each time. Two episodes of one audio have each to be mended. */
static struct group *group_of(
	struct findings *f, const struct matter *m, const struct source *s)
{
	if (m->scope == EACH_FILE && s->kind == SOURCE_AUDIO)
		return NULL;
	arena_reset(f->words);
	const char *key = key_of(f, m, s);
	struct group *g = map_get(&f->groups, key);
	if (!g) {
		g = arena_new(f->run->arena, struct group);
		map_put(&f->groups, arena_strdup(f->run->arena, key), g);
	}
	return g;
}

void findings_count(struct findings *f, const struct source *s)
{
	const struct matter *m;
	f->groups.arena = f->run->arena;
	for (size_t i = 0; s && source_news(s) && matter_at(f, s, i, &m); i++) {
		struct group *g = m ? group_of(f, m, s) : NULL;
		/* An episode whose audio and picture were not reached is one episode. */
		if (g && (m->scope != WHOLE_RUN || s->kind == SOURCE_AUDIO))
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

/* That it was found in an earlier run. */
static const char *since(struct arena *a, const struct source *s)
{
	int64_t age = source_news(s)->age;
	long long minutes = (long long)(age / 60);
	if (age == 0)
		return "";
	if (minutes < 120)
		return arena_printf(a, " (%lld minute%s ago; --recheck asks again)",
			minutes, minutes == 1 ? "" : "s");
	return arena_printf(a, " (%lld hours ago; --recheck asks again)", minutes / 60);
}

void findings_tell(struct findings *f, struct fg_place at, const struct source *s)
{
	static const struct fg_place nowhere = {0};
	const struct matter *m;
	for (size_t i = 0; s && source_news(s) && matter_at(f, s, i, &m); i++) {
		struct group *g = m ? group_of(f, m, s) : NULL;
		if (!m || (g && g->told))
			continue;
		if (g)
			g->told = true;
		diag_add(f->run->diags, rule_of(s, m),
			m->scope == WHOLE_RUN ? nowhere : at, "%s%s%s", m->say(f, s),
			since(f->words, s), also(f->words, g));
	}
}
