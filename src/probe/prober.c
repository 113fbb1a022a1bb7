/* SPDX-License-Identifier: ISC */
#include "probe/prober.h"

#include "base/arena.h"
#include "base/map.h"

/* A host that was down may be up again in a run that takes long. */
enum { BROKEN_MS = 5 * 60 * 1000 };

struct fg_prober {
	struct arena *arena;
	struct map hosts; /* struct kept, by name */
	int64_t spent_ms;
	bool opened; /* the cache, if it could be */
	struct cache *cache;
	/* What the cache is served between two shows. */
	struct fg_diags diags;
	struct fg_run run;
};

struct kept {
	struct host host;
	int64_t broken_until;
};

struct fg_prober *fg_prober_new(struct arena *a)
{
	struct fg_prober *p = arena_new(a, struct fg_prober);
	p->arena = a;
	p->hosts.arena = a;
	p->diags.arena = a;
	return p;
}

void fg_prober_free(struct fg_prober *p)
{
	if (p)
		cache_close(p->cache);
}

/* ---- hosts ---- */

bool prober_recall(const struct fg_prober *p, struct host *h, int64_t now)
{
	const struct kept *k = p ? map_get(&p->hosts, h->name) : NULL;
	if (!k)
		return false;
	host_resume(h, &k->host);
	if (h->broken && now >= k->broken_until) {
		h->broken = NULL;
		h->failures = h->unreached = 0;
	}
	return true;
}

static const char *copy(struct arena *a, const char *text)
{
	return text ? arena_strdup(a, text) : NULL;
}

static const struct probe_finding *copy_finding(
	struct arena *a, const struct probe_finding *f)
{
	struct probe_finding *own = arena_new(a, struct probe_finding);
	*own = *f;
	own->type = copy(a, f->type);
	own->detail = copy(a, f->detail);
	own->url = copy(a, f->url);
	own->charset = copy(a, f->charset);
	return own;
}

void prober_keep(struct fg_prober *p, const struct host *h, int64_t now)
{
	struct kept *k = p ? map_get(&p->hosts, h->name) : NULL;
	if (!p)
		return;
	if (!k) {
		k = arena_new(p->arena, struct kept);
		k->host.name = arena_strdup(p->arena, h->name);
		map_put(&p->hosts, k->host.name, k);
	}
	bool is_news = h->broken && h->broken != k->host.broken;
	host_resume(&k->host, h);
	if (is_news) {
		k->host.broken = copy_finding(p->arena, h->broken);
		k->broken_until = now + BROKEN_MS;
	}
}

int64_t prober_spent(const struct fg_prober *p)
{
	return p ? p->spent_ms : 0;
}

void prober_spend(struct fg_prober *p, int64_t ms)
{
	if (p)
		p->spent_ms += ms;
}

/* ---- the cache ---- */

struct cache *prober_cache(struct fg_run *run, int wait_ms)
{
	struct fg_prober *p = run->settings->prober;
	if (!p)
		return cache_open(run, wait_ms);
	if (!p->opened) {
		p->run = (struct fg_run){p->arena, run->diags, run->settings};
		p->cache = cache_open(&p->run, wait_ms);
		p->run.diags = &p->diags;
		p->run.settings = NULL; /* those of a show do not outlive it */
		p->opened = true;
	}
	cache_serve(p->cache, run);
	return p->cache;
}

void prober_cache_end(struct fg_run *run, struct cache *cache)
{
	struct fg_prober *p = run->settings->prober;
	if (p)
		cache_serve(cache, &p->run);
	else
		cache_close(cache);
}
