/* SPDX-License-Identifier: ISC */
/*
 * cache_file: the SQLite file that the cache is in: who may have written it, and which of its
 * tables' versions it is of. For cache.c and cache_sum.c; the three are all of the program that
 * knows SQL.
 *
 *     struct cache_file f = {.run = run, .path = path};
 *     if (cache_file_open(&f, wait_ms) && cache_file_prepare(&f, sql, &statement)) …
 *     cache_file_close(&f);               when all statements are finalized
 *
 * Whatever goes wrong is one warning (probe/cache), after which the file has failed; or, if
 * only writing goes wrong, is read and not written any more. That a file cannot be written is
 * told when something is to be written, not before.
 */
#ifndef PROBE_CACHE_FILE_H
#define PROBE_CACHE_FILE_H

#include <feedgen/feedgen.h>
#include <sqlite3.h>

struct cache_file {
	struct fg_run *run;  /* whose diagnostics get the warning */
	struct arena *arena; /* as long as the file is open */
	const char *path;
	sqlite3 *db;
	bool failed; /* the warning is out: nothing is to be read or written any more */
	bool told;   /* a warning is out */
	const char *
		read_only; /* why it cannot be written; NULL: it can, as far as is known */
};

/* Makes the file and its folders, for this user alone, if they are not there, and brings its
   tables to the present. False: with the warning. wait_ms: for another run. */
bool cache_file_open(struct cache_file *f, int wait_ms);
void cache_file_close(struct cache_file *f);

/* These are false with the warning. cache_file_fail: always, with the reason; cache_file_error:
   always, with what SQLite says of the last call. */
bool cache_file_fail(struct cache_file *f, const char *why);
bool cache_file_error(struct cache_file *f);
bool cache_file_do(struct cache_file *f, const char *sql);
/* For what writes. cache_file_writable: before the first of it; cache_file_unwritten: always
   false, after a step of a statement that did not succeed. */
bool cache_file_writable(struct cache_file *f);
bool cache_file_unwritten(struct cache_file *f);
bool cache_file_write(struct cache_file *f, const char *sql);
bool cache_file_prepare(struct cache_file *f, const char *sql, sqlite3_stmt **statement);

struct cache;
/* That of a cache. */
struct cache_file *cache_file_of(struct cache *c);

#endif
