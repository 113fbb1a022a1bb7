/* SPDX-License-Identifier: ISC */
/*
 * Time zone files of our own making, which say what no honest one does.
 */
#include "unit.h"

#include <fcntl.h>
#include <unistd.h>
#include "base/fs.h"
#include "base/when.h"

enum { FILE_ROOM = 4096 };

struct bench {
	struct unit u;
	const char *dir, *path;
	struct str london; /* the system's file */
};

static int open_bench(void **state)
{
	struct bench *b = calloc(1, sizeof *b);
	struct fs_facts facts;
	const char *tmp = getenv("TMPDIR");
	unit_open(&b->u);
	char *dir =
		arena_printf(&b->u.arena, "%s/test_zone_XXXXXX", tmp ? tmp : P_tmpdir);
	b->dir = mkdtemp(dir);
	assert_non_null(b->dir);
	b->path = fs_join(&b->u.arena, b->dir, "Made");
	assert_int_equal(fs_read(&b->u.arena, "/usr/share/zoneinfo/Europe/London",
				 1 << 20, &b->london, &facts),
		FS_OK);
	setenv("ZONEINFO", b->dir, 1);
	*state = b;
	return 0;
}

static int close_bench(void **state)
{
	struct bench *b = *state;
	unsetenv("ZONEINFO");
	unlink(b->path);
	rmdir(b->dir);
	unit_close(&b->u);
	free(b);
	return 0;
}

static const struct when_zone *load(struct bench *b, const char *data, size_t len)
{
	const char *problem;
	/* A new file each time: ext4 writes one that is cut to nothing to the disk at once. */
	unlink(b->path);
	int fd = open(b->path, O_WRONLY | O_CREAT | O_EXCL | O_CLOEXEC, 0600);
	assert_true(fd >= 0 && fs_write_all(fd, data, len));
	close(fd);
	const struct when_zone *z = when_zone_load(&b->u.arena, "Made", &problem);
	if (!z)
		assert_string_equal(problem,
			"the file of time zone Made is damaged, or no time zone");
	return z;
}

static void put32(struct sbuf *s, uint32_t v)
{
	for (int shift = 24; shift >= 0; shift -= 8)
		sbuf_char(s, (char)(v >> shift & 0xff));
}

static void put64(struct sbuf *s, int64_t v)
{
	put32(s, (uint32_t)((uint64_t)v >> 32));
	put32(s, (uint32_t)v);
}

/* A header with these numbers of leap seconds, changes and types. */
static void put_header(
	struct sbuf *s, char version, uint32_t leap, uint32_t time, uint32_t type)
{
	static const char zeros[15] = {0};
	sbuf_str(s, "TZif");
	sbuf_char(s, version);
	sbuf_add(s, zeros, sizeof zeros);
	put32(s, 0);
	put32(s, 0);
	put32(s, leap);
	put32(s, time);
	put32(s, type);
	put32(s, 4);
}

static void put_types(struct sbuf *s, const int *offsets, size_t n)
{
	for (size_t i = 0; i < n; i++) {
		put32(s, (uint32_t)offsets[i]);
		sbuf_add(s, "\0\0", 2);
	}
	sbuf_add(s, "XXX\0", 4);
}

/* Version 2: an empty first block, then these changes, and a footer. */
static void put_zone(struct sbuf *s, const int64_t *at, size_t n, const char *footer)
{
	static const int offsets[] = {0, 3600};
	put_header(s, '2', 0, 0, 1);
	put_types(s, offsets, 1);
	put_header(s, '2', 0, (uint32_t)n, 2);
	for (size_t i = 0; i < n; i++)
		put64(s, at[i]);
	for (size_t i = 0; i < n; i++)
		sbuf_char(s, (char)((i + 1) % 2));
	put_types(s, offsets, 2);
	sbuf_str(s, footer);
}

/* What local noon of that day is in UTC, by a zone that has but a rule. */
static const char *noon(struct bench *b, const char *rule, const char *day)
{
	struct sbuf s;
	struct when_text w;
	const char *problem;
	char *text = arena_alloc(&b->u.arena, WHEN_TEXT_SIZE);
	sbuf_init(&s, FILE_ROOM);
	put_zone(&s, NULL, 0, arena_printf(&b->u.arena, "\n%s\n", rule));
	const struct when_zone *z = load(b, s.data, s.len);
	sbuf_release(&s);
	if (!z)
		return NULL;
	assert_true(when_parse(day, &w, &problem));
	when_rfc3339(when_resolve(&w, z, 12 * 3600, NULL), text);
	return text;
}

static void footer_rules(void **state)
{
	struct bench *b = *state;
	static const struct {
		const char *rule, *day, *utc;
	} rows[] = {
		{"UTC0", "2050-06-01", "2050-06-01T12:00:00Z"},
		{"<+0530>-5:30", "2050-06-01", "2050-06-01T06:30:00Z"},
		{"<-03>3", "2050-06-01", "2050-06-01T15:00:00Z"},
		{"AAA-1:02:03", "2050-06-01", "2050-06-01T10:57:57Z"},
		{"EST5EDT,M3.2.0,M11.1.0", "2050-07-01", "2050-07-01T16:00:00Z"},
		{"EST5EDT,M3.2.0,M11.1.0", "2050-12-01", "2050-12-01T17:00:00Z"},
		/* South of the equator summer begins in the year before. */
		{"AEST-10AEDT,M10.1.0,M4.1.0/3", "2050-01-15", "2050-01-15T01:00:00Z"},
		{"AEST-10AEDT,M10.1.0,M4.1.0/3", "2050-06-15", "2050-06-15T02:00:00Z"},
		/* Ireland's winter time is the one that is put on. */
		{"IST-1GMT0,M10.5.0,M3.5.0/1", "2050-01-15", "2050-01-15T12:00:00Z"},
		{"IST-1GMT0,M10.5.0,M3.5.0/1", "2050-07-15", "2050-07-15T11:00:00Z"},
		/* Summer time all the year: it ends when it begins. */
		{"XXX3EDT4,0/0,J365/23", "2050-01-01", "2050-01-01T16:00:00Z"},
		{"XXX3EDT4,0/0,J365/23", "2050-12-31", "2050-12-31T16:00:00Z"},
		/* J60 is 1 March in leap years too; 59 is then 29 February. */
		{"AAA0BBB-1,J60/0,J61/0", "2048-03-01", "2048-03-01T11:00:00Z"},
		{"AAA0BBB-1,J60/0,J61/0", "2048-02-29", "2048-02-29T12:00:00Z"},
		{"AAA0BBB-1,59/0,60/0", "2048-02-29", "2048-02-29T11:00:00Z"},
		{"AAA0BBB-1,59/0,60/0", "2049-03-01", "2049-03-01T11:00:00Z"},
		/* Times of day before the day and after it. */
		{"<-02>2<-01>,M3.5.0/-1,M10.5.0/0", "2050-03-27", "2050-03-27T13:00:00Z"},
		{"IST-2IDT,M3.4.4/26,M10.5.0", "2050-03-25", "2050-03-25T09:00:00Z"},
		{"AAA0BBB,M12.5.0,M1.1.0", "2050-06-15", "2050-06-15T12:00:00Z"},
	};
	for (size_t i = 0; i < sizeof rows / sizeof *rows; i++) {
		const char *utc = noon(b, rows[i].rule, rows[i].day);
		if (!utc || strcmp(utc, rows[i].utc) != 0)
			fail_msg("%s %s: %s", rows[i].rule, rows[i].day,
				utc ? utc : "refused");
	}
}

static void footers_that_are_no_rules(void **state)
{
	struct bench *b = *state;
	static const char *const bad[] = {"X", "AB0", "UTC", "<+01", "<>", "UTC25",
		"UTC0:60", "UTC0x", "EST5EDT", "EST5EDT,M3.2.0", "EST5EDT,M3.2.0,",
		"EST5EDT,M13.2.0,M11.1.0", "EST5EDT,M3.6.0,M11.1.0",
		"EST5EDT,M3.2.7,M11.1.0", "EST5EDT,J0,J10", "EST5EDT,J366,J10",
		"EST5EDT,366,10", "EST5EDT,M3.2.0/168,M11.1.0",
		"EST5EDT,M3.2.0,M11.1.0,M1.1.1", "EST5EDT,M3.2.0,M11.1.0 ",
		"EST5EDT,M3,M11.1.0", "99999999999999999999"};
	for (size_t i = 0; i < sizeof bad / sizeof *bad; i++) {
		if (noon(b, bad[i], "2050-01-01"))
			fail_msg("taken: %s", bad[i]);
	}
}

static void tables_that_make_no_sense(void **state)
{
	struct bench *b = *state;
	const int64_t good[] = {1000, 2000}, same[] = {1000, 1000}, back[] = {2000, 1000};
	const int64_t ages[] = {INT64_MIN, 0}, later[] = {0, INT64_MAX};
	const struct {
		const int64_t *at;
		const char *footer;
		bool taken;
	} rows[] = {{good, "\nUTC0\n", true}, {good, "\n\n", true}, {same, "\n\n", false},
		{back, "\n\n", false}, {ages, "\n\n", false}, {later, "\n\n", false},
		{good, "", false}, {good, "\n", false}, {good, "UTC0\n", false},
		{good, "\nUTC0", false}};
	for (size_t i = 0; i < sizeof rows / sizeof *rows; i++) {
		struct sbuf s;
		sbuf_init(&s, FILE_ROOM);
		put_zone(&s, rows[i].at, 2, rows[i].footer);
		if (!load(b, s.data, s.len) == rows[i].taken)
			fail_msg("row %zu", i);
		sbuf_release(&s);
	}
}

static void a_type_that_is_not_there(void **state)
{
	struct bench *b = *state;
	const int64_t at[] = {1000, 2000};
	/* Two headers, the first block, and the changes are before the types' numbers. */
	enum { FIRST_TYPE = 44 + 6 + 4 + 44 + 2 * 8 };
	struct sbuf s;
	sbuf_init(&s, FILE_ROOM);
	put_zone(&s, at, 2, "\n\n");
	assert_int_equal(s.data[FIRST_TYPE], 1);
	assert_int_equal(s.data[FIRST_TYPE + 1], 0);
	assert_non_null(load(b, s.data, s.len));
	s.own[FIRST_TYPE + 1] = 2;
	assert_null(load(b, s.data, s.len));
	sbuf_release(&s);
}

static void counts_beyond_the_file(void **state)
{
	struct bench *b = *state;
	static const struct {
		char version;
		uint32_t leap, time, type;
	} rows[] = {{'\0', 0, UINT32_MAX, 1}, {'\0', 0, 0, UINT32_MAX},
		{'\0', UINT32_MAX, 0, 1}, {'2', 0, UINT32_MAX, 1}, {'\0', 0, 0, 0},
		{'\0', 0, 0, 300}, {'\0', 1, 0, 1}, {'9', 0, 0, 1}};
	static const int offsets[300] = {0};
	for (size_t i = 0; i < sizeof rows / sizeof *rows; i++) {
		struct sbuf s;
		sbuf_init(&s, FILE_ROOM);
		put_header(&s, rows[i].version, rows[i].leap, rows[i].time, rows[i].type);
		put_types(&s, offsets, 300);
		assert_null(load(b, s.data, s.len));
		sbuf_release(&s);
	}
	assert_null(load(b, "", 0));
	assert_null(load(b, "TZif", 4));
	assert_null(load(b, "# a text\n", 9));
}

static void offsets_beyond_a_day(void **state)
{
	struct bench *b = *state;
	static const int bad[] = {INT32_MIN, INT32_MAX, -90000, 93600};
	for (size_t i = 0; i < sizeof bad / sizeof *bad; i++) {
		struct sbuf s;
		sbuf_init(&s, FILE_ROOM);
		put_header(&s, '\0', 0, 0, 1);
		put_types(&s, &bad[i], 1);
		assert_null(load(b, s.data, s.len));
		sbuf_release(&s);
	}
}

static void version_1_holds_its_last_offset(void **state)
{
	struct bench *b = *state;
	static const int offsets[] = {0, 3600};
	struct sbuf s;
	struct when_text w;
	const char *problem;
	enum when_fold fold;
	sbuf_init(&s, FILE_ROOM);
	put_header(&s, '\0', 0, 1, 2);
	put32(&s, (uint32_t)-3600); /* an hour before 1970 */
	sbuf_char(&s, 1);
	put_types(&s, offsets, 2);
	const struct when_zone *z = load(b, s.data, s.len);
	sbuf_release(&s);
	assert_non_null(z);
	assert_true(when_parse("1969-12-31 22:59", &w, &problem));
	assert_int_equal(when_resolve(&w, z, 0, &fold), -3660);
	assert_true(when_parse("1969-12-31 23:30", &w, &problem));
	assert_int_equal(when_resolve(&w, z, 0, &fold), -1800);
	assert_int_equal(fold, WHEN_GAP);
	assert_true(when_parse("2024-01-01 00:00", &w, &problem));
	assert_int_equal(when_resolve(&w, z, 0, &fold), 1704063600);
	assert_int_equal(fold, WHEN_PLAIN);
}

/* Whatever is made of an honest file: it is refused, or it answers. */
static void ask(const struct when_zone *z)
{
	static const char *const dates[] = {
		"1900-01-01", "2024-03-31 01:30", "2038-01-19", "9999-12-31 23:59:59"};
	for (size_t i = 0; z && i < sizeof dates / sizeof *dates; i++) {
		struct when_text w;
		const char *problem;
		enum when_fold fold;
		assert_true(when_parse(dates[i], &w, &problem));
		int64_t t = when_resolve(&w, z, 0, &fold);
		int64_t apart = t - when_from_civil(&w.civil);
		assert_true(apart > -100000 && apart < 100000);
	}
}

static void a_file_that_ends_early(void **state)
{
	struct bench *b = *state;
	assert_non_null(load(b, b->london.data, b->london.len));
	for (size_t len = 0; len < b->london.len; len++)
		assert_null(load(b, b->london.data, len));
}

static void a_file_with_a_wrong_byte(void **state)
{
	struct bench *b = *state;
	char *copy = arena_strndup(&b->u.arena, b->london.data, b->london.len);
	static const char values[] = {'\0', '\x01', '\x7f', '\xff'};
	for (size_t i = 0; i < b->london.len; i++) {
		char kept = copy[i];
		for (size_t k = 0; k < sizeof values; k++) {
			copy[i] = values[k];
			ask(load(b, copy, b->london.len));
		}
		copy[i] = kept;
	}
}

static void without_a_database(void **state)
{
	struct bench *b = *state;
	const char *problem;
	setenv("ZONEINFO", fs_join(&b->u.arena, b->dir, "gone"), 1);
	assert_non_null(when_zone_load(&b->u.arena, "UTC", &problem));
	assert_null(when_zone_load(&b->u.arena, "Europe/London", &problem));
	assert_string_equal(
		problem, arena_printf(&b->u.arena,
				 "the time zone database %s/gone is not there", b->dir));
}

#define BENCH(f) cmocka_unit_test_setup_teardown(f, open_bench, close_bench)

int main(void)
{
	const struct CMUnitTest tests[] = {
		BENCH(footer_rules),
		BENCH(footers_that_are_no_rules),
		BENCH(tables_that_make_no_sense),
		BENCH(a_type_that_is_not_there),
		BENCH(counts_beyond_the_file),
		BENCH(offsets_beyond_a_day),
		BENCH(version_1_holds_its_last_offset),
		BENCH(a_file_that_ends_early),
		BENCH(a_file_with_a_wrong_byte),
		BENCH(without_a_database),
	};
	return cmocka_run_group_tests(tests, NULL, NULL);
}
