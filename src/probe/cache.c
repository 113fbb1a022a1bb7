/* SPDX-License-Identifier: ISC */
#include "probe/cache.h"

#include <limits.h>
#include "base/fs.h"
#include "base/vec.h"
#include "model/check.h"
#include "probe/cache_file.h"

/* So many puts go into one transaction. */
enum { BATCH = 100 };
/* Longest text that is believed, and most of what a column may hold that has no end. */
enum { TEXT_MAX = 2048, MANY = INT_MAX };

struct put {
	const char *url;
	struct cache_entry entry;
};

struct cache {
	struct cache_file file;
	sqlite3_stmt *get, *put, *get_host, *put_host;
	struct put batch[BATCH];
	size_t n_batch;
};

/* Where a column's value is in a struct cache_entry, and what may be in it: what comes out
   is checked as if it came from a server. */
static const struct column {
	const char *name;
	enum { NUMBER, WIDE, FLAG, WORDS, MIME, PACKED } form;
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
	{"depth", NUMBER, AT(facts.depth), 16},
	{"chapters", PACKED, AT(chapters), 0},
#undef AT
};
enum { N_COLUMNS = sizeof columns / sizeof *columns };

static const char select_host[] = "SELECT not_before, slow_until, get_until, head_status"
				  " FROM host WHERE name = ?";
static const char replace_host[] = "REPLACE INTO host(not_before, slow_until, get_until,"
				   " head_status, name) VALUES(?, ?, ?, ?, ?)";

/* ---- opening ---- */

static bool prepare_all(struct cache *c)
{
	struct arena *a = c->file.run->arena;
	const char *names = columns[0].name, *marks = "?";
	for (size_t i = 1; i < N_COLUMNS; i++) {
		names = arena_printf(a, "%s, %s", names, columns[i].name);
		marks = arena_printf(a, "%s, ?", marks);
	}
	const char *get = arena_printf(a, "SELECT %s FROM probe WHERE url = ?", names);
	const char *put = arena_printf(
		a, "REPLACE INTO probe(%s, url) VALUES(%s, ?)", names, marks);
	return cache_file_prepare(&c->file, get, &c->get) &&
	       cache_file_prepare(&c->file, put, &c->put) &&
	       cache_file_prepare(&c->file, select_host, &c->get_host) &&
	       cache_file_prepare(&c->file, replace_host, &c->put_host);
}

struct cache *cache_open(struct fg_run *run, int wait_ms)
{
	const char *path = run->settings->cache;
	if (!path || (run->settings->offline && !fs_exists(path)))
		return NULL;
	struct cache *c = arena_new(run->arena, struct cache);
	c->file = (struct cache_file){.run = run, .arena = run->arena, .path = path};
	if (cache_file_open(&c->file, wait_ms) && prepare_all(c))
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
	const char *copy = text ? arena_strdup(c->file.run->arena, text) : NULL;
	memcpy(to, &copy, sizeof copy);
	if (text && column->form == PACKED)
		return true; /* its reader checks it */
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
		if (column->form >= WORDS ? !take_text(c, column, text, to)
					  : !take_number(column,
						    sqlite3_column_int64(c->get, i), to))
			return false;
	}
	return true;
}

bool cache_get(struct cache *c, const char *url, struct cache_entry *entry)
{
	if (!c || c->file.failed)
		return false;
	sqlite3_bind_text(c->get, 1, url, -1, SQLITE_STATIC);
	int r = sqlite3_step(c->get);
	bool found = r == SQLITE_ROW && take_row(c, entry);
	if (r != SQLITE_ROW && r != SQLITE_DONE)
		cache_file_error(&c->file);
	sqlite3_reset(c->get);
	if (!found)
		*entry = (struct cache_entry){0};
	return found;
}

bool cache_get_host(struct cache *c, const char *name, struct host_wishes *w)
{
	if (!c || c->file.failed)
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
		cache_file_error(&c->file);
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
	bool good = cache_file_prepare(&c->file, sql, &s);
	while (good && (r = sqlite3_step(s)) == SQLITE_ROW) {
		const char *name = (const char *)sqlite3_column_text(s, 0);
		if (name && is_words(name))
			*vec_push(c->file.run->arena, names) =
				arena_strdup(c->file.run->arena, name);
	}
	sqlite3_finalize(s);
	return r == SQLITE_DONE || cache_file_error(&c->file);
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
	case PACKED:
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
	bool ok = sqlite3_step(c->put) == SQLITE_DONE || cache_file_unwritten(&c->file);
	sqlite3_reset(c->put);
	return ok;
}

static void flush(struct cache *c)
{
	size_t n = c->n_batch;
	c->n_batch = 0;
	if (n == 0 || !cache_file_writable(&c->file) ||
		!cache_file_write(&c->file, "BEGIN IMMEDIATE"))
		return;
	bool ok = true;
	for (size_t i = 0; ok && i < n; i++)
		ok = put_row(c, &c->batch[i]);
	if (!ok || !cache_file_write(&c->file, "COMMIT"))
		sqlite3_exec(c->file.db, "ROLLBACK", NULL, NULL, NULL);
}

void cache_put(struct cache *c, const char *url, const struct cache_entry *entry)
{
	if (!c || !cache_file_writable(&c->file))
		return;
	c->batch[c->n_batch++] = (struct put){url, *entry};
	if (c->n_batch == BATCH)
		flush(c);
}

void cache_put_host(struct cache *c, const char *name, const struct host_wishes *w)
{
	if (!c || !cache_file_writable(&c->file))
		return;
	sqlite3_stmt *s = c->put_host;
	sqlite3_bind_int64(s, 1, w->not_before);
	sqlite3_bind_int64(s, 2, w->slow_until);
	sqlite3_bind_int64(s, 3, w->get_until);
	sqlite3_bind_int(s, 4, w->head_status);
	sqlite3_bind_text(s, 5, name, -1, SQLITE_STATIC);
	if (sqlite3_step(s) != SQLITE_DONE)
		cache_file_unwritten(&c->file);
	sqlite3_reset(s);
}

int64_t cache_forget(struct cache *c, bool hosts, const char *name)
{
	sqlite3_stmt *s = NULL;
	bool done = false;
	const char *sql = hosts ? "DELETE FROM host WHERE ?1 IS NULL OR name = ?1"
				: "DELETE FROM probe WHERE ?1 IS NULL OR url = ?1";
	if (cache_file_writable(&c->file) && cache_file_prepare(&c->file, sql, &s)) {
		sqlite3_bind_text(s, 1, name, -1, SQLITE_STATIC);
		done = sqlite3_step(s) == SQLITE_DONE || cache_file_unwritten(&c->file);
	}
	sqlite3_finalize(s);
	return done ? sqlite3_changes(c->file.db) : -1;
}

void cache_serve(struct cache *c, struct fg_run *run)
{
	if (!c)
		return;
	flush(c);
	c->file.run = run;
}

struct cache_file *cache_file_of(struct cache *c)
{
	return &c->file;
}

bool cache_is_sound(const struct cache *c)
{
	return c && !c->file.failed;
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
	cache_file_close(&c->file);
}
