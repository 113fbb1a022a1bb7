/* SPDX-License-Identifier: ISC */
/* The cache as people see it: fg_cache_read, fg_cache_forget. */
#include <feedgen/feedgen.h>
#include "base/fs.h"
#include "base/url.h"
#include "base/vec.h"
#include "probe/cache.h"

/* How long somebody at a keyboard waits for a run that writes. */
enum { WAIT_MS = 2000 };

static const char *host_of(struct arena *a, const char *url)
{
	struct url_parts parts;
	return url_split(a, url, &parts) ? parts.host : "";
}

static void add_address(
	struct fg_run *run, struct cache *c, const char *url, struct fg_cache *cache)
{
	struct cache_entry e;
	if (!cache_get(c, url, &e))
		return; /* damaged: a run would not believe it either */
	*vec_push(run->arena, &cache->addresses) = (struct fg_cached){
		.url = url,
		.host = host_of(run->arena, url),
		.good = e.finding.verdict == PROBE_GOOD,
		.status = e.finding.status,
		.length = e.finding.length,
		.type = e.finding.type,
		.failures = e.failures,
		.checked_at = e.checked_at,
		.expires_at = e.expires_at,
	};
}

static void add_host(
	struct fg_run *run, struct cache *c, const char *name, struct fg_cache *cache)
{
	struct host_wishes h;
	if (cache_get_host(c, name, &h) && h.not_before > run->settings->now)
		*vec_push(run->arena, &cache->hosts) =
			(struct fg_cached_host){name, h.not_before};
}

static bool read_all(struct fg_run *run, struct cache *c, struct fg_cache *cache)
{
	struct fg_list urls = {0}, hosts = {0};
	if (!cache_names(c, false, &urls) || !cache_names(c, true, &hosts))
		return false;
	for (size_t i = 0; i < urls.len; i++)
		add_address(run, c, urls.data[i], cache);
	for (size_t i = 0; i < hosts.len; i++)
		add_host(run, c, hosts.data[i], cache);
	return true;
}

bool fg_cache_read(struct fg_run *run, struct fg_cache *cache)
{
	*cache = (struct fg_cache){0};
	if (!fs_exists(run->settings->cache))
		return true;
	struct cache *c = cache_open(run, WAIT_MS);
	bool good = c && read_all(run, c, cache);
	cache_close(c);
	return good;
}

/* The addresses of a host, and what it wished. */
static int64_t forget_host(struct fg_run *run, struct cache *c, const char *name)
{
	struct fg_list urls = {0};
	int64_t n = 0;
	if (!cache_names(c, false, &urls))
		return -1;
	for (size_t i = 0; i < urls.len && n >= 0; i++) {
		if (strcmp(host_of(run->arena, urls.data[i]), name) != 0)
			continue;
		int64_t one = cache_forget(c, false, urls.data[i]);
		n = one < 0 ? -1 : n + one;
	}
	return n < 0 || cache_forget(c, true, name) < 0 ? -1 : n;
}

int64_t fg_cache_forget(struct fg_run *run, const char *what)
{
	int64_t n = -1;
	if (!fs_exists(run->settings->cache))
		return 0;
	struct cache *c = cache_open(run, WAIT_MS);
	if (!c)
		return -1;
	if (what && !url_has_scheme(what))
		n = forget_host(run, c, what);
	else if (what || (cache_forget_sums(c) && cache_forget(c, true, NULL) >= 0))
		n = cache_forget(c, false, what);
	cache_close(c);
	return n;
}
