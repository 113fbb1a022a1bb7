/* SPDX-License-Identifier: ISC */
#include "probe/cache_file.h"

#include <errno.h>
#include <fcntl.h>
#include <stdlib.h>
#include <sys/stat.h>
#include <unistd.h>
#include "base/diag.h"
#include "base/fs.h"
#include "model/rule.h"

/* "fgpc"; PRAGMA user_version counts the steps below that the file has gone through. */
enum { APPLICATION = 0x66677063 };

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

	("ALTER TABLE probe ADD depth INTEGER NOT NULL DEFAULT 0;"
	 "ALTER TABLE probe ADD chapters TEXT;"),

	"CREATE TABLE file("
	" path TEXT NOT NULL PRIMARY KEY,"
	" device INTEGER NOT NULL, inode INTEGER NOT NULL, size INTEGER NOT NULL,"
	" mtime_ns INTEGER NOT NULL, ctime_ns INTEGER NOT NULL,"
	" sri TEXT NOT NULL) STRICT, WITHOUT ROWID;",
};
enum { VERSION = sizeof steps / sizeof *steps };
_Static_assert(APPLICATION == 1718055011, "the first step names it");

/* ---- what goes wrong ---- */

static void warn(struct cache_file *f, const char *what, const char *why)
{
	struct fg_place place = {.file = f->path};
	if (!f->told)
		diag_add(f->run->diags, FG_RULE_PROBE_CACHE, place,
			"the cache of probes %s: %s", what, why);
	f->told = true;
}

bool cache_file_fail(struct cache_file *f, const char *why)
{
	warn(f, "cannot be used", why);
	f->failed = true;
	return false;
}

/* Of the last call. */
static const char *words(const struct cache_file *f)
{
	switch (sqlite3_errcode(f->db) & 0xff) {
	case SQLITE_BUSY:
	case SQLITE_LOCKED:
		return "another program has locked it";
	case SQLITE_CORRUPT:
	case SQLITE_NOTADB:
		return "it is damaged, or no SQLite file";
	case SQLITE_FULL:
		return "the disk is full";
	case SQLITE_READONLY:
	case SQLITE_CANTOPEN: /* of the journal beside it */
		return "nothing can be written into its folder";
	default:
		return sqlite3_errmsg(f->db);
	}
}

bool cache_file_error(struct cache_file *f)
{
	return cache_file_fail(f, words(f));
}

bool cache_file_writable(struct cache_file *f)
{
	if (!f->failed && f->read_only)
		warn(f, "is read, but cannot be written", f->read_only);
	return !f->failed && !f->read_only;
}

bool cache_file_unwritten(struct cache_file *f)
{
	int code = sqlite3_errcode(f->db) & 0xff;
	if (code == SQLITE_CORRUPT || code == SQLITE_NOTADB)
		return cache_file_error(f);
	f->read_only = arena_strdup(f->arena, words(f));
	return cache_file_writable(f);
}

/* ---- statements ---- */

bool cache_file_do(struct cache_file *f, const char *sql)
{
	return sqlite3_exec(f->db, sql, NULL, NULL, NULL) == SQLITE_OK ||
	       cache_file_error(f);
}

bool cache_file_write(struct cache_file *f, const char *sql)
{
	return sqlite3_exec(f->db, sql, NULL, NULL, NULL) == SQLITE_OK ||
	       cache_file_unwritten(f);
}

bool cache_file_prepare(struct cache_file *f, const char *sql, sqlite3_stmt **statement)
{
	return sqlite3_prepare_v2(f->db, sql, -1, statement, NULL) == SQLITE_OK ||
	       cache_file_error(f);
}

/* ---- opening ---- */

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

/* Makes the file if there is none. One that cannot be written may still be read. */
static int open_or_make(struct cache_file *f, const char *path)
{
	enum { FLAGS = O_NOFOLLOW | O_NONBLOCK | O_CLOEXEC };
	int fd = open(path, O_RDWR | O_CREAT | FLAGS, 0600);
	int problem = errno;
	if (fd >= 0 || !fs_may_not_write(problem))
		return fd;
	fd = open(path, O_RDONLY | FLAGS);
	f->read_only = fd < 0 ? NULL : arena_strdup(f->arena, strerror(problem));
	errno = problem;
	return fd;
}

/* A cache that others can write to could put their words into our feed. */
static bool claim_file(struct cache_file *f, const char *path)
{
	struct stat st;
	int fd = open_or_make(f, path);
	if (fd < 0)
		return cache_file_fail(
			f, errno == ELOOP ? "it is a symbolic link" : strerror(errno));
	int r = fstat(fd, &st);
	close(fd);
	if (r != 0)
		return cache_file_fail(f, strerror(errno));
	if (!S_ISREG(st.st_mode))
		return cache_file_fail(f, "it is no file");
	if (st.st_uid != geteuid())
		return cache_file_fail(f, "it belongs to another user");
	if (st.st_mode & (S_IWGRP | S_IWOTH))
		return cache_file_fail(f, "other users may write to it");
	return true;
}

/* The number that a statement gives; -1 with the warning if it gives none. */
static int64_t number(struct cache_file *f, const char *sql)
{
	sqlite3_stmt *s = NULL;
	int64_t n = -1;
	if (sqlite3_prepare_v2(f->db, sql, -1, &s, NULL) == SQLITE_OK &&
		sqlite3_step(s) == SQLITE_ROW)
		n = sqlite3_column_int64(s, 0);
	else
		cache_file_error(f);
	sqlite3_finalize(s);
	return n;
}

/* Brings the file to VERSION. Another run may do the same at this moment. */
static bool upgrade(struct cache_file *f)
{
	if (!cache_file_do(f, "BEGIN IMMEDIATE"))
		return false;
	for (int64_t v = number(f, "PRAGMA user_version"); !f->failed && v < VERSION; v++)
		cache_file_do(f, steps[v]);
	if (!f->failed)
		cache_file_do(
			f, arena_printf(f->arena, "PRAGMA user_version=%d", VERSION));
	if (!f->failed && cache_file_do(f, "COMMIT"))
		return true;
	sqlite3_exec(f->db, "ROLLBACK", NULL, NULL, NULL);
	return false;
}

/* Is the file a cache of ours that we understand? An empty file becomes one. */
static bool check_schema(struct cache_file *f)
{
	int64_t application = number(f, "PRAGMA application_id");
	int64_t version = number(f, "PRAGMA user_version");
	int64_t tables = number(f, "SELECT count(*) FROM sqlite_schema");
	if (f->failed)
		return false;
	bool empty = tables == 0 && application == 0 && version == 0;
	if (!empty && application != APPLICATION)
		return cache_file_fail(f, "it is the database of another program");
	if (version > VERSION)
		return cache_file_fail(f, "it was made by a newer feedgen");
	if (version < VERSION && f->read_only)
		return cache_file_fail(
			f, "it is empty or of an older feedgen, and read-only");
	return version == VERSION || upgrade(f);
}

bool cache_file_open(struct cache_file *f, int wait_ms)
{
	struct arena *a = f->arena;
	const char *path = NULL;
	if (fs_make_folders(a, fs_dirname(a, f->path)))
		path = true_path(a, f->path);
	if (!path)
		return cache_file_fail(f, strerror(errno));
	if (!claim_file(f, path))
		return false;
	int way = f->read_only ? SQLITE_OPEN_READONLY : SQLITE_OPEN_READWRITE;
	int flags = way | SQLITE_OPEN_NOFOLLOW | SQLITE_OPEN_NOMUTEX;
	if (sqlite3_open_v2(path, &f->db, flags, NULL) != SQLITE_OK)
		return cache_file_error(f);
	/* The file may have been prepared by somebody: its schema is not trusted. */
	sqlite3_db_config(f->db, SQLITE_DBCONFIG_DEFENSIVE, 1, NULL);
	sqlite3_db_config(f->db, SQLITE_DBCONFIG_TRUSTED_SCHEMA, 0, NULL);
	sqlite3_busy_timeout(f->db, wait_ms);
	if (!cache_file_do(f, "PRAGMA cell_size_check=ON; PRAGMA synchronous=NORMAL"))
		return false;
	return check_schema(f);
}

void cache_file_close(struct cache_file *f)
{
	sqlite3_close(f->db);
	f->db = NULL;
}
