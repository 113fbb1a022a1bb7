/* SPDX-License-Identifier: ISC */
#include "probe/network.h"

#include <ifaddrs.h>
#include <net/if.h>
#include <sys/socket.h>
#include "base/map.h"
#include "base/url.h"

/* Hosts whose pages come from one place before it counts as a portal. */
enum { PORTAL_HOSTS = 3 };

bool network_is_connected(void)
{
	struct ifaddrs *all, *i;
	if (getifaddrs(&all) != 0)
		return true;
	for (i = all; i; i = i->ifa_next) {
		int family = i->ifa_addr ? i->ifa_addr->sa_family : AF_UNSPEC;
		bool up = (i->ifa_flags & IFF_UP) && !(i->ifa_flags & IFF_LOOPBACK);
		if (up && (family == AF_INET || family == AF_INET6))
			break;
	}
	bool found = i != NULL;
	freeifaddrs(all);
	return found;
}

/* Does it tell nothing about the network, as nobody was asked? */
static bool is_silent(const struct probe_finding *f)
{
	switch (f->verdict) {
	case PROBE_PRIVATE:
	case PROBE_NOT_ASKED:
	case PROBE_UNABLE:
		return true;
	default:
		return f->verdict == PROBE_BUSY && f->status == 0;
	}
}

bool network_is_down(struct ask *const *asks, size_t n)
{
	const struct host *first = NULL;
	bool several = false, refused = false;
	for (size_t i = 0; i < n; i++) {
		const struct ask *ask = asks[i];
		if (ask->finding.url)
			return false; /* somebody answered, if only with a redirect */
		if (is_silent(&ask->finding))
			continue;
		if (!policy_is_unreached(ask->finding.verdict))
			return false;
		first = first ? first : ask->host;
		several = several || ask->host != first;
		refused = refused || ask->finding.verdict == PROBE_REFUSED;
	}
	return first && (several || (!refused && !network_is_connected()));
}

static const char *host_name(struct arena *a, const char *url)
{
	struct url_parts parts;
	return url_split(a, url, &parts) ? parts.host : "";
}

/* A place from which pages came. */
struct page_host {
	size_t hosts; /* that were asked */
};

/* Counts a page of one more host for key; how many there are now. */
static size_t count(struct map *pages, const char *key, const char *host)
{
	struct arena *a = pages->arena;
	const char *pair = arena_printf(a, "%s %s", key, host);
	struct page_host *page = map_get(pages, key);
	if (!page) {
		page = arena_new(a, struct page_host);
		map_put(pages, key, page);
	}
	if (!map_get(pages, pair)) {
		map_put(pages, pair, page);
		page->hosts++;
	}
	return page->hosts;
}

const char *network_portal(struct arena *a, struct ask *const *asks, size_t n)
{
	struct map pages = {.arena = a};
	const char *first = NULL;
	size_t all = 0, others = 0;
	for (size_t i = 0; i < n; i++) {
		const struct ask *ask = asks[i];
		if (ask->finding.verdict != PROBE_HTML) {
			others++;
			continue;
		}
		const char *asked = host_name(a, ask->url);
		const char *page =
			ask->finding.url ? host_name(a, ask->finding.url) : asked;
		if (count(&pages, page, asked) >= PORTAL_HOSTS)
			return page;
		first = first ? first : page;
		all = count(&pages, "", asked);
	}
	return others == 0 && all >= PORTAL_HOSTS ? first : NULL;
}
