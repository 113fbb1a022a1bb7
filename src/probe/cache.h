/* SPDX-License-Identifier: ISC */
/*
 * cache: what servers said about audio files, kept from run to run in an SQLite file
 * (cache_file.h). Nothing above it knows SQL.
 *
 *     struct cache *c = cache_open(run, wait_ms);
 *     if (cache_get(c, url, &entry)) …
 *     cache_put(c, url, &entry);
 *     cache_close(c);
 *
 * A cache is a convenience. If it is corrupt, locked, of a newer feedgen or not ours, that is
 * one warning (probe/cache) and from then on there is none: cache_open gives NULL, which the
 * others take for a cache that is empty and forgets. One that cannot be written, because it is
 * read-only or the disk is full, is read, with the warning when there is something to write.
 * It is never deleted or repaired.
 *
 * What is put is written in batches, each in one short transaction: another run is never kept
 * waiting, and a run that is killed has lost little. The caller sees to it that only good
 * findings are put; the values that come out are checked as if they came from a server.
 */
#ifndef PROBE_CACHE_H
#define PROBE_CACHE_H

#include <feedgen/feedgen.h>
#include "base/fs.h"
#include "base/hash.h"
#include "probe/facts.h"
#include "probe/host.h"

struct cache;

struct cache_entry {
	struct probe_finding finding; /* texts: printable ASCII */
	struct probe_facts facts;
	const char *chapters;           /* packed (chapters.h); NULL: none */
	int64_t checked_at, expires_at; /* seconds since 1970 */
	unsigned failures; /* probes in a row since then that came to nothing */
};

/* Opens run->settings->cache, making it and its folders (for this user alone) unless the run
   is offline. NULL if there is to be none, or with the warning. wait_ms: for another run. */
struct cache *cache_open(struct fg_run *run, int wait_ms);
/* False: unknown. Texts live in run->arena. */
bool cache_get(struct cache *c, const char *url, struct cache_entry *entry);
/* url and the entry's texts must live until cache_serve or cache_close. */
void cache_put(struct cache *c, const char *url, const struct cache_entry *entry);
/* The same of a host, by its name. */
bool cache_get_host(struct cache *c, const char *name, struct host_wishes *wishes);
/* Written at once: there are few, and a run that is killed must not forget a pause. */
void cache_put_host(struct cache *c, const char *name, const struct host_wishes *wishes);
/* The hash of a file on this machine, by its path from the root, if the file is still the one of
   that mark. */
bool cache_get_sum(struct cache *c, const char *path, const struct fs_mark *mark,
	char sri[SRI_TEXT_SIZE]);
/* Written at once: to work it out takes longer. */
void cache_put_sum(
	struct cache *c, const char *path, const struct fs_mark *mark, const char *sri);
/* Removes them all. False: with the warning. */
bool cache_forget_sums(struct cache *c);
/* Appends all addresses, or all names of hosts, in byte order. False: with the warning. */
bool cache_names(struct cache *c, bool hosts, struct fg_list *names);
/* Removes one of them; NULL: all. How many there were; -1 with the warning. */
int64_t cache_forget(struct cache *c, bool hosts, const char *name);
/* Writes what is still to be written, and from now on has texts in this run's arena and the
   warning among its diagnostics; what is the cache's own stays in the arena it was opened with. */
void cache_serve(struct cache *c, struct fg_run *run);
/* Can what it knows be relied on so far? Not if there is none. */
bool cache_is_sound(const struct cache *c);
/* Writes what is still to be written. */
void cache_close(struct cache *c);

#endif
