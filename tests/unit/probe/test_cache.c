/* SPDX-License-Identifier: ISC */
#include "unit.h"

#include <sqlite3.h>
#include <sys/stat.h>
#include <unistd.h>
#include "probe/cache.h"

#define PATH "sub/cache.db"
static const char url[] = "https://a.example/1.mp3";

struct world {
	struct unit u;
	char dir[32];
};

static int open_world(void **state)
{
	struct world *w = calloc(1, sizeof *w);
	const char *base = getenv("TMPDIR");
	snprintf(w->dir, sizeof w->dir, "feedgen-cache-XXXXXX");
	unit_open(&w->u);
	w->u.settings.offline = false;
	w->u.settings.cache = PATH;
	*state = w;
	return chdir(base ? base : P_tmpdir) != 0 || !mkdtemp(w->dir) ||
	       chdir(w->dir) != 0;
}

static int close_world(void **state)
{
	struct world *w = *state;
	unlink(PATH);
	unlink(PATH "-journal");
	rmdir("sub");
	unit_close(&w->u);
	int r = chdir("..") != 0 || rmdir(w->dir) != 0;
	free(w);
	return r;
}

static struct cache_entry entry(int64_t length)
{
	return (struct cache_entry){.finding = {.status = 200,
					    .head_status = 405,
					    .length = length,
					    .notes = PROBE_HEAD_REFUSED,
					    .type = "audio/mpeg"},
		.facts = {.looked = true,
			.format = "image/png",
			.duration_ms = 1234567890123,
			.bitrate = 128,
			.width = 3000,
			.height = 1400,
			.colour = PROBE_CMYK,
			.depth = 16,
			.alpha = true},
		.chapters = "[]",
		.checked_at = 1000,
		.expires_at = 2000,
		.failures = 3};
}

static void fill(struct world *w)
{
	struct cache *c = cache_open(&w->u.run, 10);
	struct cache_entry e = entry(5);
	assert_non_null(c);
	cache_put(c, url, &e);
	cache_close(c);
}

/* Runs SQL on the file, as somebody else might. */
static void meddle(const char *sql)
{
	sqlite3 *db;
	assert_int_equal(sqlite3_open(PATH, &db), SQLITE_OK);
	assert_int_equal(sqlite3_exec(db, sql, NULL, NULL, NULL), SQLITE_OK);
	sqlite3_close(db);
}

static bool knows(struct world *w, struct cache_entry *e)
{
	struct cache *c = cache_open(&w->u.run, 10);
	bool found = cache_get(c, url, e);
	cache_close(c);
	return found;
}

static size_t warnings(struct world *w)
{
	return unit_count(&w->u, FG_RULE_PROBE_CACHE);
}

static void test_what_is_put_comes_out(void **state)
{
	struct world *w = *state;
	struct cache_entry e;
	assert_false(knows(w, &e));
	fill(w);
	assert_true(knows(w, &e));
	assert_int_equal(e.finding.verdict, PROBE_GOOD);
	assert_int_equal(e.finding.status, 200);
	assert_int_equal(e.finding.head_status, 405);
	assert_int_equal(e.finding.length, 5);
	assert_int_equal(e.finding.notes, PROBE_HEAD_REFUSED);
	assert_string_equal(e.finding.type, "audio/mpeg");
	assert_int_equal(e.checked_at, 1000);
	assert_int_equal(e.expires_at, 2000);
	assert_int_equal(e.failures, 3);
	assert_true(e.facts.looked);
	assert_string_equal(e.facts.format, "image/png");
	assert_int_equal(e.facts.duration_ms, 1234567890123);
	assert_int_equal(e.facts.bitrate, 128);
	assert_int_equal(e.facts.width, 3000);
	assert_int_equal(e.facts.height, 1400);
	assert_int_equal(e.facts.colour, PROBE_CMYK);
	assert_true(e.facts.alpha);
	assert_int_equal(e.facts.depth, 16);
	assert_string_equal(e.chapters, "[]");
	assert_int_equal(w->u.diags.len, 0);
}

static void test_a_failure_comes_out(void **state)
{
	struct world *w = *state;
	struct cache *c = cache_open(&w->u.run, 10);
	struct cache_entry e = {.finding = {.verdict = PROBE_BROKEN,
					.detail = "it is cut",
					.url = "https://b.example/"}};
	cache_put(c, url, &e);
	cache_close(c);
	assert_true(knows(w, &e));
	assert_int_equal(e.finding.verdict, PROBE_BROKEN);
	assert_string_equal(e.finding.detail, "it is cut");
	assert_string_equal(e.finding.url, "https://b.example/");
	assert_null(e.finding.type);
	assert_false(e.facts.looked);
}

static void test_hosts(void **state)
{
	struct world *w = *state;
	struct host_wishes h = {5, 6, 7, 405};
	struct cache *c = cache_open(&w->u.run, 10);
	assert_false(cache_get_host(c, "a.example", &h));
	cache_put_host(c, "a.example", &h);
	cache_close(c);
	h = (struct host_wishes){0};
	c = cache_open(&w->u.run, 10);
	assert_true(cache_get_host(c, "a.example", &h));
	assert_int_equal(h.not_before, 5);
	assert_int_equal(h.slow_until, 6);
	assert_int_equal(h.get_until, 7);
	assert_int_equal(h.head_status, 405);
	assert_false(cache_get_host(c, "b.example", &h));
	cache_close(c);
	meddle("UPDATE host SET not_before = -1");
	c = cache_open(&w->u.run, 10);
	assert_false(cache_get_host(c, "a.example", &h));
	cache_close(c);
	assert_false(cache_get_host(NULL, "a.example", &h));
	cache_put_host(NULL, "a.example", &h);
	assert_int_equal(warnings(w), 0);
}

/* A file of feedgen 0.1.0's first days is taken over with what it knows. */
static void test_version_1(void **state)
{
	struct world *w = *state;
	struct cache_entry e;
	assert_int_equal(mkdir("sub", 0700), 0);
	meddle("CREATE TABLE probe("
	       " url TEXT NOT NULL PRIMARY KEY,"
	       " status INTEGER NOT NULL, head_status INTEGER NOT NULL,"
	       " length INTEGER NOT NULL, type TEXT, notes INTEGER NOT NULL,"
	       " checked_at INTEGER NOT NULL, expires_at INTEGER NOT NULL,"
	       " failures INTEGER NOT NULL) STRICT, WITHOUT ROWID;"
	       "PRAGMA application_id=1718055011;"
	       "PRAGMA user_version=1;"
	       "INSERT INTO probe VALUES('https://a.example/1.mp3', 200, 0, 77,"
	       " 'audio/mpeg', 0, 1000, 2000, 0)");
	chmod(PATH, 0600);
	assert_true(knows(w, &e));
	assert_int_equal(e.finding.length, 77);
	assert_int_equal(e.finding.verdict, PROBE_GOOD);
	assert_false(e.facts.looked);
	fill(w);
	assert_true(knows(w, &e));
	assert_int_equal(e.facts.width, 3000);
	assert_int_equal(warnings(w), 0);
}

static void test_the_last_one_counts(void **state)
{
	struct world *w = *state;
	struct cache *c = cache_open(&w->u.run, 10);
	struct cache_entry first = entry(5), second = entry(6), e;
	second.finding.type = NULL;
	cache_put(c, url, &first);
	cache_put(c, url, &second);
	cache_close(c);
	assert_true(knows(w, &e));
	assert_int_equal(e.finding.length, 6);
	assert_null(e.finding.type);
}

static void test_many(void **state)
{
	struct world *w = *state;
	struct cache *c = cache_open(&w->u.run, 10);
	struct cache_entry e = entry(1);
	for (int i = 0; i < 1234; i++)
		cache_put(c, arena_printf(&w->u.arena, "https://a.example/%d", i), &e);
	cache_close(c);
	c = cache_open(&w->u.run, 10);
	assert_true(cache_get(c, "https://a.example/0", &e));
	assert_true(cache_get(c, "https://a.example/1233", &e));
	assert_false(cache_get(c, "https://a.example/1234", &e));
	cache_close(c);
}

static void test_none(void **state)
{
	struct world *w = *state;
	struct cache_entry e = entry(1);
	w->u.settings.cache = NULL;
	assert_null(cache_open(&w->u.run, 10));
	assert_false(cache_get(NULL, url, &e));
	cache_put(NULL, url, &e);
	cache_close(NULL);
	assert_int_equal(w->u.diags.len, 0);
}

static void test_offline_makes_none(void **state)
{
	struct world *w = *state;
	w->u.settings.offline = true;
	assert_null(cache_open(&w->u.run, 10));
	assert_int_not_equal(access("sub", F_OK), 0);
	assert_int_equal(w->u.diags.len, 0);
}

/* The entry of a file with which somebody has meddled. */
static bool survives(struct world *w, const char *sql)
{
	struct cache_entry e;
	unlink(PATH);
	fill(w);
	meddle(sql);
	return knows(w, &e);
}

static void test_values_are_checked(void **state)
{
	struct world *w = *state;
	assert_true(survives(w, "UPDATE probe SET length = 7"));
	assert_false(survives(w, "UPDATE probe SET length = -7"));
	assert_false(survives(w, "UPDATE probe SET type = '<b>'"));
	assert_false(survives(w, "UPDATE probe SET type = ''"));
	assert_false(survives(w, "UPDATE probe SET notes = 4096"));
	assert_false(survives(w, "UPDATE probe SET status = -1"));
	assert_false(survives(w, "UPDATE probe SET failures = 9999999999"));
	assert_false(survives(w, "UPDATE probe SET verdict = 99"));
	assert_false(survives(w, "UPDATE probe SET detail = char(27) || '[2J'"));
	assert_false(survives(w, "UPDATE probe SET led_to = 'http://b/' || char(10)"));
	assert_false(survives(w, "UPDATE probe SET format = 'png'"));
	assert_false(survives(w, "UPDATE probe SET colour = 5"));
	assert_false(survives(w, "UPDATE probe SET alpha = 2"));
	assert_false(survives(w, "UPDATE probe SET depth = 17"));
	assert_false(survives(w, "UPDATE probe SET width = -1"));
	assert_int_equal(warnings(w), 0);
}

static void test_foreign_files(void **state)
{
	struct world *w = *state;
	assert_false(survives(w, "PRAGMA user_version = 5"));
	assert_int_equal(warnings(w), 1);
	assert_non_null(
		strstr(unit_diag(&w->u, FG_RULE_PROBE_CACHE)->message, "newer feedgen"));
	assert_string_equal(unit_diag(&w->u, FG_RULE_PROBE_CACHE)->at.file, PATH);
	assert_false(survives(w, "PRAGMA application_id = 1"));
	assert_int_equal(warnings(w), 2);
	assert_false(survives(w, "DROP TABLE probe"));
	assert_int_equal(warnings(w), 3);
	/* Not ours, so it is left as it is. */
	unlink(PATH);
	meddle("CREATE TABLE mine(x); INSERT INTO mine VALUES(1)");
	chmod(PATH, 0600);
	struct cache_entry e;
	assert_false(knows(w, &e));
	assert_int_equal(warnings(w), 4);
	meddle("SELECT x FROM mine");
}

static void test_damaged_rows(void **state)
{
	enum { PAGE = 4096 }; /* the first has the schema: all others are damaged */
	struct world *w = *state;
	struct stat st;
	fill(w);
	assert_int_equal(stat(PATH, &st), 0);
	FILE *f = fopen(PATH, "r+");
	assert_non_null(f);
	fseek(f, PAGE + 8, SEEK_SET);
	for (long i = PAGE + 8; i < st.st_size; i++)
		fputc(0xff, f);
	fclose(f);
	struct cache_entry e;
	struct cache *c = cache_open(&w->u.run, 10);
	assert_false(cache_get(c, url, &e));
	assert_false(cache_get(c, url, &e));
	e = entry(1);
	cache_put(c, url, &e);
	cache_close(c);
	assert_int_equal(warnings(w), 1);
}

static void test_locked(void **state)
{
	struct world *w = *state;
	sqlite3 *other;
	struct cache_entry e = entry(9);
	fill(w);
	assert_int_equal(sqlite3_open(PATH, &other), SQLITE_OK);

	/* Held by a reader: reading goes, writing does not, and says so once. */
	assert_int_equal(
		sqlite3_exec(other, "BEGIN; SELECT * FROM probe", NULL, NULL, NULL), 0);
	struct cache *c = cache_open(&w->u.run, 10);
	assert_true(cache_get(c, url, &e));
	e.finding.length = 10;
	cache_put(c, url, &e);
	cache_close(c);
	assert_int_equal(warnings(w), 1);
	sqlite3_exec(other, "COMMIT", NULL, NULL, NULL);
	assert_true(knows(w, &e));
	assert_int_equal(e.finding.length, 5);

	/* Held by a writer: none at all. */
	assert_int_equal(
		sqlite3_exec(other, "BEGIN EXCLUSIVE", NULL, NULL, NULL), SQLITE_OK);
	assert_null(cache_open(&w->u.run, 10));
	assert_int_equal(warnings(w), 2);
	assert_non_null(strstr(w->u.diags.data[1].message, "locked"));
	sqlite3_close(other);
}

static void test_rights(void **state)
{
	struct world *w = *state;
	struct stat st;
	struct cache_entry e;
	fill(w);
	assert_int_equal(stat(PATH, &st), 0);
	assert_int_equal(st.st_mode & 0777, 0600);
	chmod(PATH, 0620);
	assert_false(knows(w, &e));
	assert_int_equal(warnings(w), 1);
	chmod(PATH, 0644);
	assert_true(knows(w, &e));
}

static void test_an_empty_file_becomes_one(void **state)
{
	struct world *w = *state;
	struct cache_entry e;
	fill(w);
	assert_int_equal(truncate(PATH, 0), 0);
	assert_false(knows(w, &e));
	fill(w);
	assert_true(knows(w, &e));
	assert_int_equal(warnings(w), 0);
}

#define TEST(f) cmocka_unit_test_setup_teardown(f, open_world, close_world)
int main(void)
{
	const struct CMUnitTest tests[] = {
		TEST(test_what_is_put_comes_out),
		TEST(test_a_failure_comes_out),
		TEST(test_hosts),
		TEST(test_version_1),
		TEST(test_the_last_one_counts),
		TEST(test_many),
		TEST(test_none),
		TEST(test_offline_makes_none),
		TEST(test_values_are_checked),
		TEST(test_foreign_files),
		TEST(test_damaged_rows),
		TEST(test_locked),
		TEST(test_rights),
		TEST(test_an_empty_file_becomes_one),
	};
	return cmocka_run_group_tests(tests, NULL, NULL);
}
