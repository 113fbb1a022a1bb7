/* SPDX-License-Identifier: ISC */
/* The cache's table of files on this machine: cache_get_sum and its like of cache.h. */
#include "probe/cache.h"

#include <string.h>
#include "base/hash.h"
#include "probe/cache_file.h"

static const char where_same[] = "SELECT sri FROM file WHERE path = ?1 AND device = ?2 "
				 "AND inode = ?3 AND size = ?4"
				 " AND mtime_ns = ?5 AND ctime_ns = ?6";
static const char replace[] =
	"REPLACE INTO file(path, device, inode, size, mtime_ns, ctime_ns, sri)"
	" VALUES(?1, ?2, ?3, ?4, ?5, ?6, ?7)";

/* Binds what a file is known by. The database has no unsigned numbers; these come back as they
   went in. */
static void bind_mark(sqlite3_stmt *s, const char *path, const struct fs_mark *mark)
{
	sqlite3_bind_text(s, 1, path, -1, SQLITE_STATIC);
	sqlite3_bind_int64(s, 2, (int64_t)mark->device);
	sqlite3_bind_int64(s, 3, (int64_t)mark->inode);
	sqlite3_bind_int64(s, 4, mark->size);
	sqlite3_bind_int64(s, 5, mark->mtime_ns);
	sqlite3_bind_int64(s, 6, mark->ctime_ns);
}

/* What comes out of the file is checked, as everything is. */
static bool take_sri(const char *text, char out[SRI_TEXT_SIZE])
{
	if (!text || !sri_is(text))
		return false;
	memcpy(out, text, SRI_TEXT_SIZE);
	return true;
}

bool cache_get_sum(struct cache *c, const char *path, const struct fs_mark *mark,
	char sri[SRI_TEXT_SIZE])
{
	sqlite3_stmt *s = NULL;
	struct cache_file *f = cache_is_sound(c) ? cache_file_of(c) : NULL;
	if (!f || mark->error || !cache_file_prepare(f, where_same, &s))
		return false;
	bind_mark(s, path, mark);
	int r = sqlite3_step(s);
	bool found =
		r == SQLITE_ROW && take_sri((const char *)sqlite3_column_text(s, 0), sri);
	if (r != SQLITE_ROW && r != SQLITE_DONE)
		cache_file_error(f);
	sqlite3_finalize(s);
	return found;
}

void cache_put_sum(
	struct cache *c, const char *path, const struct fs_mark *mark, const char *sri)
{
	sqlite3_stmt *s = NULL;
	struct cache_file *f = c ? cache_file_of(c) : NULL;
	if (!f || !cache_file_writable(f) || !cache_file_prepare(f, replace, &s))
		return;
	bind_mark(s, path, mark);
	sqlite3_bind_text(s, 7, sri, -1, SQLITE_STATIC);
	if (sqlite3_step(s) != SQLITE_DONE)
		cache_file_unwritten(f);
	sqlite3_finalize(s);
}

bool cache_forget_sums(struct cache *c)
{
	struct cache_file *f = cache_file_of(c);
	return cache_file_writable(f) && cache_file_write(f, "DELETE FROM file");
}
