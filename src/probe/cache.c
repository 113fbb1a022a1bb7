/* SPDX-License-Identifier: ISC */
#include "probe/cache.h"

#include <errno.h>
#include <fcntl.h>
#include <limits.h>
#include <sqlite3.h>
#include <stdlib.h>
#include <sys/stat.h>
#include <unistd.h>
#include "base/diag.h"
#include "base/fs.h"
#include "base/vec.h"
#include "model/check.h"
#include "model/rule.h"

/* "fgpc"; PRAGMA user_version counts up when the table changes. */
enum { APPLICATION = 0x66677063, VERSION = 1 };
/* So many puts go into one transaction. */
enum { BATCH = 100 };

struct put {
	const char *url;
	struct cache_entry entry;
};

struct cache {
	struct fg_run *run;
	const char *path;
	sqlite3 *db;
	sqlite3_stmt *get, *put;
	struct put batch[BATCH];
	size_t n_batch;
	bool failed; /* the warning is out: nothing is read or written any more */
};

static const char schema[] =
	"BEGIN IMMEDIATE;"
	"CREATE TABLE IF NOT EXISTS probe("
	" url TEXT NOT NULL PRIMARY KEY,"
	" status INTEGER NOT NULL, head_status INTEGER NOT NULL,"
	" length INTEGER NOT NULL, type TEXT, notes INTEGER NOT NULL,"
	" checked_at INTEGER NOT NULL, expires_at INTEGER NOT NULL,"
	" failures INTEGER NOT NULL) STRICT, WITHOUT ROWID;"
	"PRAGMA application_id=1718055011;"
	"PRAGMA user_version=1;"
	"COMMIT";
_Static_assert(APPLICATION == 1718055011 && VERSION == 1, "the schema names both");

static const char select_row[] = "SELECT status, head_status, length, type, notes, "
				 "checked_at, expires_at, failures"
				 " FROM probe WHERE url = ?";
static const char replace_row[] = "REPLACE INTO probe(status, head_status, length, type, "
				  "notes, checked_at, expires_at,"
				  " failures, url) VALUES(?, ?, ?, ?, ?, ?, ?, ?, ?)";

static bool fail(struct cache *c, const char *why)
{
	if (!c->failed) {
		struct fg_place place = {.file = c->path};
		diag_add(c->run->diags, FG_RULE_PROBE_CACHE, place,
			"the cache of probes cannot be used: %s", why);
	}
	c->failed = true;
	return false;
}

static bool fail_sqlite(struct cache *c)
{
	switch (sqlite3_errcode(c->db) & 0xff) {
	case SQLITE_BUSY:
	case SQLITE_LOCKED:
		return fail(c, "another program has locked it");
	case SQLITE_CORRUPT:
	case SQLITE_NOTADB:
		return fail(c, "it is damaged, or no SQLite file");
	default:
		return fail(c, sqlite3_errmsg(c->db));
	}
}

/* ---- opening ---- */

/* Makes dir and the folders above it, as far as they are missing. */
static bool make_folders(struct arena *a, const char *dir)
{
	if (mkdir(dir, 0700) == 0 || errno == EEXIST)
		return true;
	if (errno != ENOENT)
		return false;
	const char *above = fs_dirname(a, dir);
	if (strcmp(above, dir) == 0 || !make_folders(a, above))
		return false;
	return mkdir(dir, 0700) == 0 || errno == EEXIST;
}

/* The path of the file without symbolic links in the folders, which SQLite would refuse; the
   file itself must not be one. NULL: errno. */
static const char *true_path(struct arena *a, const char *path)
{
	char *dir = realpath(fs_dirname(a, path), NULL);
	if (!dir)
		return NULL;
	const char *slash = strrchr(path, '/');
	const char *whole = fs_join(a, arena_strdup(a, dir), slash ? slash + 1 : path);
	free(dir);
	return whole;
}

/* Makes the file if there is none. A cache that others can write to could put their words
   into our feed. */
static bool claim_file(struct cache *c, const char *path)
{
	struct stat st;
	int fd = open(path, O_RDWR | O_CREAT | O_NOFOLLOW | O_NONBLOCK | O_CLOEXEC, 0600);
	if (fd < 0)
		return fail(
			c, errno == ELOOP ? "it is a symbolic link" : strerror(errno));
	int r = fstat(fd, &st);
	close(fd);
	if (r != 0)
		return fail(c, strerror(errno));
	if (!S_ISREG(st.st_mode))
		return fail(c, "it is no file");
	if (st.st_uid != geteuid())
		return fail(c, "it belongs to another user");
	if (st.st_mode & (S_IWGRP | S_IWOTH))
		return fail(c, "other users may write to it");
	return true;
}

/* The number that a statement gives; -1 with the warning if it gives none. */
static int64_t number(struct cache *c, const char *sql)
{
	sqlite3_stmt *s = NULL;
	int64_t n = -1;
	if (sqlite3_prepare_v2(c->db, sql, -1, &s, NULL) == SQLITE_OK &&
		sqlite3_step(s) == SQLITE_ROW)
		n = sqlite3_column_int64(s, 0);
	else
		fail_sqlite(c);
	sqlite3_finalize(s);
	return n;
}

static bool run_sql(struct cache *c, const char *sql)
{
	return sqlite3_exec(c->db, sql, NULL, NULL, NULL) == SQLITE_OK || fail_sqlite(c);
}

/* Is the file a cache of ours that we understand? An empty file becomes one. */
static bool check_schema(struct cache *c)
{
	int64_t application = number(c, "PRAGMA application_id");
	int64_t version = number(c, "PRAGMA user_version");
	int64_t tables = number(c, "SELECT count(*) FROM sqlite_schema");
	if (c->failed)
		return false;
	if (tables == 0 && application == 0)
		return run_sql(c, schema);
	if (application != APPLICATION)
		return fail(c, "it is the database of another program");
	if (version > VERSION)
		return fail(c, "it was made by a newer feedgen");
	return true;
}

static bool open_file(struct cache *c, int wait_ms)
{
	struct arena *a = c->run->arena;
	const char *path = NULL;
	if (make_folders(a, fs_dirname(a, c->path)))
		path = true_path(a, c->path);
	if (!path)
		return fail(c, strerror(errno));
	if (!claim_file(c, path))
		return false;
	int flags = SQLITE_OPEN_READWRITE | SQLITE_OPEN_NOFOLLOW | SQLITE_OPEN_NOMUTEX;
	if (sqlite3_open_v2(path, &c->db, flags, NULL) != SQLITE_OK)
		return fail_sqlite(c);
	/* The file may have been prepared by somebody: its schema is not trusted. */
	sqlite3_db_config(c->db, SQLITE_DBCONFIG_DEFENSIVE, 1, NULL);
	sqlite3_db_config(c->db, SQLITE_DBCONFIG_TRUSTED_SCHEMA, 0, NULL);
	sqlite3_busy_timeout(c->db, wait_ms);
	if (!run_sql(c, "PRAGMA cell_size_check=ON; PRAGMA synchronous=NORMAL"))
		return false;
	if (!check_schema(c))
		return false;
	if (sqlite3_prepare_v2(c->db, select_row, -1, &c->get, NULL) != SQLITE_OK ||
		sqlite3_prepare_v2(c->db, replace_row, -1, &c->put, NULL) != SQLITE_OK)
		return fail_sqlite(c);
	return true;
}

struct cache *cache_open(struct fg_run *run, int wait_ms)
{
	const char *path = run->settings->cache;
	if (!path || (run->settings->offline && !fs_exists(path)))
		return NULL;
	struct cache *c = arena_new(run->arena, struct cache);
	c->run = run;
	c->path = path;
	if (open_file(c, wait_ms))
		return c;
	cache_close(c);
	return NULL;
}

/* ---- reading ---- */

/* A small number that is not negative; anything else makes the row unsound. */
static int small(sqlite3_stmt *s, int column, int most, bool *sound)
{
	int64_t n = sqlite3_column_int64(s, column);
	if (n < 0 || n > most)
		*sound = false;
	return *sound ? (int)n : 0;
}

static bool take_row(struct cache *c, struct cache_entry *e)
{
	sqlite3_stmt *s = c->get;
	bool sound = true;
	const char *type = (const char *)sqlite3_column_text(s, 3);
	*e = (struct cache_entry){0};
	e->finding.status = small(s, 0, 599, &sound);
	e->finding.head_status = small(s, 1, 599, &sound);
	e->finding.length = sqlite3_column_int64(s, 2);
	e->finding.notes = (unsigned)small(s, 4, PROBE_NOTES, &sound);
	e->checked_at = sqlite3_column_int64(s, 5);
	e->expires_at = sqlite3_column_int64(s, 6);
	e->failures = (unsigned)small(s, 7, INT_MAX, &sound);
	if (type && (strlen(type) >= PROBE_TYPE_SIZE || !check_mime(type)))
		return false;
	e->finding.type = type ? arena_strdup(c->run->arena, type) : NULL;
	return sound && e->finding.length >= 0;
}

bool cache_get(struct cache *c, const char *url, struct cache_entry *entry)
{
	if (!c || c->failed)
		return false;
	sqlite3_bind_text(c->get, 1, url, -1, SQLITE_STATIC);
	int r = sqlite3_step(c->get);
	bool found = r == SQLITE_ROW && take_row(c, entry);
	if (r != SQLITE_ROW && r != SQLITE_DONE)
		fail_sqlite(c);
	sqlite3_reset(c->get);
	return found;
}

/* ---- writing ---- */

static bool put_row(struct cache *c, const struct put *p)
{
	sqlite3_stmt *s = c->put;
	const struct probe_finding *f = &p->entry.finding;
	sqlite3_bind_int(s, 1, f->status);
	sqlite3_bind_int(s, 2, f->head_status);
	sqlite3_bind_int64(s, 3, f->length);
	sqlite3_bind_text(s, 4, f->type, -1, SQLITE_STATIC); /* NULL binds NULL */
	sqlite3_bind_int64(s, 5, f->notes);
	sqlite3_bind_int64(s, 6, p->entry.checked_at);
	sqlite3_bind_int64(s, 7, p->entry.expires_at);
	sqlite3_bind_int64(s, 8, p->entry.failures);
	sqlite3_bind_text(s, 9, p->url, -1, SQLITE_STATIC);
	bool ok = sqlite3_step(s) == SQLITE_DONE || fail_sqlite(c);
	sqlite3_reset(s);
	return ok;
}

static void flush(struct cache *c)
{
	size_t n = c->n_batch;
	c->n_batch = 0;
	if (n == 0 || c->failed || !run_sql(c, "BEGIN IMMEDIATE"))
		return;
	for (size_t i = 0; i < n; i++) {
		if (!put_row(c, &c->batch[i]))
			break;
	}
	if (c->failed)
		sqlite3_exec(c->db, "ROLLBACK", NULL, NULL, NULL);
	else if (!run_sql(c, "COMMIT"))
		sqlite3_exec(c->db, "ROLLBACK", NULL, NULL, NULL);
}

void cache_put(struct cache *c, const char *url, const struct cache_entry *entry)
{
	if (!c || c->failed)
		return;
	c->batch[c->n_batch++] = (struct put){url, *entry};
	if (c->n_batch == BATCH)
		flush(c);
}

void cache_close(struct cache *c)
{
	if (!c)
		return;
	flush(c);
	sqlite3_finalize(c->get);
	sqlite3_finalize(c->put);
	sqlite3_close(c->db);
	c->db = NULL;
}
