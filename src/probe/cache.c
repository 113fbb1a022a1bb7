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

/* "fgpc"; PRAGMA user_version counts the steps below that the file has gone through. */
enum { APPLICATION = 0x66677063 };
/* So many puts go into one transaction. */
enum { BATCH = 100 };
/* Longest text that is believed, and most of what a column may hold that has no end. */
enum { TEXT_MAX = 2048, MANY = INT_MAX };

struct put {
	const char *url;
	struct cache_entry entry;
};

struct cache {
	struct fg_run *run;
	const char *path;
	sqlite3 *db;
	sqlite3_stmt *get, *put, *get_host, *put_host;
	struct put batch[BATCH];
	size_t n_batch;
	bool failed; /* the warning is out: nothing is read or written any more */
};

/* From nothing to what we write now. A step is never changed once it is released. */
static const char *const steps[] = {
	"CREATE TABLE probe("
	" url TEXT NOT NULL PRIMARY KEY,"
	" status INTEGER NOT NULL, head_status INTEGER NOT NULL,"
	" length INTEGER NOT NULL, type TEXT, notes INTEGER NOT NULL,"
	" checked_at INTEGER NOT NULL, expires_at INTEGER NOT NULL,"
	" failures INTEGER NOT NULL) STRICT, WITHOUT ROWID;"
	"PRAGMA application_id=1718055011;",

	"ALTER TABLE probe ADD verdict INTEGER NOT NULL DEFAULT 0;"
	"ALTER TABLE probe ADD detail TEXT;"
	"ALTER TABLE probe ADD led_to TEXT;"
	"ALTER TABLE probe ADD looked INTEGER NOT NULL DEFAULT 0;"
	"ALTER TABLE probe ADD format TEXT;"
	"ALTER TABLE probe ADD duration_ms INTEGER NOT NULL DEFAULT 0;"
	"ALTER TABLE probe ADD bitrate INTEGER NOT NULL DEFAULT 0;"
	"ALTER TABLE probe ADD channels INTEGER NOT NULL DEFAULT 0;"
	"ALTER TABLE probe ADD width INTEGER NOT NULL DEFAULT 0;"
	"ALTER TABLE probe ADD height INTEGER NOT NULL DEFAULT 0;"
	"ALTER TABLE probe ADD colour INTEGER NOT NULL DEFAULT 0;"
	"ALTER TABLE probe ADD alpha INTEGER NOT NULL DEFAULT 0;"
	"CREATE TABLE host("
	" name TEXT NOT NULL PRIMARY KEY,"
	" not_before INTEGER NOT NULL, slow_until INTEGER NOT NULL,"
	" get_until INTEGER NOT NULL, head_status INTEGER NOT NULL) STRICT, WITHOUT "
	"ROWID;",
};
enum { VERSION = sizeof steps / sizeof *steps };
_Static_assert(APPLICATION == 1718055011, "the first step names it");

/* Where a column's value is in a struct cache_entry, and what may be in it: what comes out
   is checked as if it came from a server. */
static const struct column {
	const char *name;
	enum { NUMBER, WIDE, FLAG, WORDS, MIME } form;
	size_t offset;
	int64_t most;
} columns[] = {
#define AT(member) offsetof(struct cache_entry, member)
	{"status", NUMBER, AT(finding.status), 599},
	{"head_status", NUMBER, AT(finding.head_status), 599},
	{"length", WIDE, AT(finding.length), INT64_MAX},
	{"type", MIME, AT(finding.type), 0},
	{"notes", NUMBER, AT(finding.notes), PROBE_NOTES},
	{"checked_at", WIDE, AT(checked_at), INT64_MAX},
	{"expires_at", WIDE, AT(expires_at), INT64_MAX},
	{"failures", NUMBER, AT(failures), MANY},
	{"verdict", NUMBER, AT(finding.verdict), PROBE_VERDICT_COUNT - 1},
	{"detail", WORDS, AT(finding.detail), 0},
	{"led_to", WORDS, AT(finding.url), 0},
	{"looked", FLAG, AT(facts.looked), 1},
	{"format", MIME, AT(facts.format), 0},
	{"duration_ms", WIDE, AT(facts.duration_ms), INT64_MAX},
	{"bitrate", NUMBER, AT(facts.bitrate), MANY},
	{"channels", NUMBER, AT(facts.channels), MANY},
	{"width", NUMBER, AT(facts.width), MANY},
	{"height", NUMBER, AT(facts.height), MANY},
	{"colour", NUMBER, AT(facts.colour), PROBE_COLOUR_COUNT - 1},
	{"alpha", FLAG, AT(facts.alpha), 1},
#undef AT
};
enum { N_COLUMNS = sizeof columns / sizeof *columns };

static const char select_host[] = "SELECT not_before, slow_until, get_until, head_status"
				  " FROM host WHERE name = ?";
static const char replace_host[] = "REPLACE INTO host(not_before, slow_until, get_until,"
				   " head_status, name) VALUES(?, ?, ?, ?, ?)";

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

/* Brings the file to VERSION. Another run may do the same at this moment. */
static bool upgrade(struct cache *c)
{
	if (!run_sql(c, "BEGIN IMMEDIATE"))
		return false;
	for (int64_t v = number(c, "PRAGMA user_version"); !c->failed && v < VERSION; v++)
		run_sql(c, steps[v]);
	if (!c->failed)
		run_sql(c,
			arena_printf(c->run->arena, "PRAGMA user_version=%d", VERSION));
	if (!c->failed && run_sql(c, "COMMIT"))
		return true;
	sqlite3_exec(c->db, "ROLLBACK", NULL, NULL, NULL);
	return false;
}

/* Is the file a cache of ours that we understand? An empty file becomes one. */
static bool check_schema(struct cache *c)
{
	int64_t application = number(c, "PRAGMA application_id");
	int64_t version = number(c, "PRAGMA user_version");
	int64_t tables = number(c, "SELECT count(*) FROM sqlite_schema");
	if (c->failed)
		return false;
	bool empty = tables == 0 && application == 0 && version == 0;
	if (!empty && application != APPLICATION)
		return fail(c, "it is the database of another program");
	if (version > VERSION)
		return fail(c, "it was made by a newer feedgen");
	return version == VERSION || upgrade(c);
}

static bool prepare(struct cache *c, const char *sql, sqlite3_stmt **statement)
{
	return sqlite3_prepare_v2(c->db, sql, -1, statement, NULL) == SQLITE_OK ||
	       fail_sqlite(c);
}

static bool prepare_all(struct cache *c)
{
	struct arena *a = c->run->arena;
	const char *names = columns[0].name, *marks = "?";
	for (size_t i = 1; i < N_COLUMNS; i++) {
		names = arena_printf(a, "%s, %s", names, columns[i].name);
		marks = arena_printf(a, "%s, ?", marks);
	}
	const char *get = arena_printf(a, "SELECT %s FROM probe WHERE url = ?", names);
	const char *put = arena_printf(
		a, "REPLACE INTO probe(%s, url) VALUES(%s, ?)", names, marks);
	return prepare(c, get, &c->get) && prepare(c, put, &c->put) &&
	       prepare(c, select_host, &c->get_host) &&
	       prepare(c, replace_host, &c->put_host);
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
	return check_schema(c) && prepare_all(c);
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

/* A text that can be shown: a line of printable ASCII, as ask.c keeps them. */
static bool is_words(const char *text)
{
	size_t n = 0;
	while (text[n] >= ' ' && text[n] <= '~')
		n++;
	return text[n] == '\0' && n <= TEXT_MAX;
}

static bool take_text(
	struct cache *c, const struct column *column, const char *text, void *to)
{
	const char *copy = text ? arena_strdup(c->run->arena, text) : NULL;
	memcpy(to, &copy, sizeof copy);
	if (text && column->form == MIME)
		return strlen(text) < PROBE_TYPE_SIZE && check_mime(text);
	return !text || is_words(text);
}

/* False: there is no such value. */
static bool take_number(const struct column *column, int64_t value, void *to)
{
	int narrow = (int)value;
	bool flag = value != 0;
	if (value < 0 || value > column->most)
		return false;
	if (column->form == WIDE)
		memcpy(to, &value, sizeof value);
	else if (column->form == FLAG)
		memcpy(to, &flag, sizeof flag);
	else
		memcpy(to, &narrow, sizeof narrow);
	return true;
}

static bool take_row(struct cache *c, struct cache_entry *e)
{
	*e = (struct cache_entry){0};
	for (int i = 0; i < N_COLUMNS; i++) {
		const struct column *column = &columns[i];
		void *to = (char *)e + column->offset;
		const char *text = (const char *)sqlite3_column_text(c->get, i);
		bool words = column->form == WORDS || column->form == MIME;
		if (words ? !take_text(c, column, text, to)
			  : !take_number(column, sqlite3_column_int64(c->get, i), to))
			return false;
	}
	return true;
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
	if (!found)
		*entry = (struct cache_entry){0};
	return found;
}

bool cache_get_host(struct cache *c, const char *name, struct host_wishes *w)
{
	if (!c || c->failed)
		return false;
	sqlite3_stmt *s = c->get_host;
	sqlite3_bind_text(s, 1, name, -1, SQLITE_STATIC);
	int r = sqlite3_step(s);
	bool found = r == SQLITE_ROW;
	if (found)
		*w = (struct host_wishes){sqlite3_column_int64(s, 0),
			sqlite3_column_int64(s, 1), sqlite3_column_int64(s, 2),
			sqlite3_column_int(s, 3)};
	else if (r != SQLITE_DONE)
		fail_sqlite(c);
	sqlite3_reset(s);
	return found && w->not_before >= 0 && w->slow_until >= 0 && w->get_until >= 0 &&
	       w->head_status >= 0 && w->head_status <= 599;
}

bool cache_names(struct cache *c, bool hosts, struct fg_list *names)
{
	sqlite3_stmt *s = NULL;
	int r = SQLITE_ERROR;
	const char *sql = hosts ? "SELECT name FROM host ORDER BY 1"
				: "SELECT url FROM probe ORDER BY 1";
	bool good = prepare(c, sql, &s);
	while (good && (r = sqlite3_step(s)) == SQLITE_ROW) {
		const char *name = (const char *)sqlite3_column_text(s, 0);
		if (name && is_words(name))
			*vec_push(c->run->arena, names) =
				arena_strdup(c->run->arena, name);
	}
	sqlite3_finalize(s);
	return r == SQLITE_DONE || fail_sqlite(c);
}

/* ---- writing ---- */

static void bind(sqlite3_stmt *s, int i, const struct column *column, const void *from)
{
	const char *text;
	int64_t wide;
	int narrow;
	bool flag;
	switch (column->form) {
	case WORDS:
	case MIME:
		memcpy(&text, from, sizeof text);
		sqlite3_bind_text(s, i, text, -1, SQLITE_STATIC); /* NULL binds NULL */
		return;
	case WIDE:
		memcpy(&wide, from, sizeof wide);
		sqlite3_bind_int64(s, i, wide);
		return;
	case FLAG:
		memcpy(&flag, from, sizeof flag);
		sqlite3_bind_int(s, i, flag);
		return;
	case NUMBER:
		memcpy(&narrow, from, sizeof narrow);
		sqlite3_bind_int(s, i, narrow);
	}
}

static bool put_row(struct cache *c, const struct put *p)
{
	for (int i = 0; i < N_COLUMNS; i++)
		bind(c->put, i + 1, &columns[i],
			(const char *)&p->entry + columns[i].offset);
	sqlite3_bind_text(c->put, N_COLUMNS + 1, p->url, -1, SQLITE_STATIC);
	bool ok = sqlite3_step(c->put) == SQLITE_DONE || fail_sqlite(c);
	sqlite3_reset(c->put);
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
	if (c->failed || !run_sql(c, "COMMIT"))
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

void cache_put_host(struct cache *c, const char *name, const struct host_wishes *w)
{
	if (!c || c->failed)
		return;
	sqlite3_stmt *s = c->put_host;
	sqlite3_bind_int64(s, 1, w->not_before);
	sqlite3_bind_int64(s, 2, w->slow_until);
	sqlite3_bind_int64(s, 3, w->get_until);
	sqlite3_bind_int(s, 4, w->head_status);
	sqlite3_bind_text(s, 5, name, -1, SQLITE_STATIC);
	if (sqlite3_step(s) != SQLITE_DONE)
		fail_sqlite(c);
	sqlite3_reset(s);
}

int64_t cache_forget(struct cache *c, bool hosts, const char *name)
{
	sqlite3_stmt *s = NULL;
	const char *sql = hosts ? "DELETE FROM host WHERE ?1 IS NULL OR name = ?1"
				: "DELETE FROM probe WHERE ?1 IS NULL OR url = ?1";
	if (prepare(c, sql, &s)) {
		sqlite3_bind_text(s, 1, name, -1, SQLITE_STATIC);
		if (sqlite3_step(s) != SQLITE_DONE)
			fail_sqlite(c);
	}
	sqlite3_finalize(s);
	return c->failed ? -1 : sqlite3_changes(c->db);
}

void cache_close(struct cache *c)
{
	if (!c)
		return;
	flush(c);
	sqlite3_finalize(c->get);
	sqlite3_finalize(c->put);
	sqlite3_finalize(c->get_host);
	sqlite3_finalize(c->put_host);
	sqlite3_close(c->db);
	c->db = NULL;
}
