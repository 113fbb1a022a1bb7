/* SPDX-License-Identifier: ISC */
/*
 * Time zones from TZif files (RFC 8536). The file is not trusted: every count is held
 * against the bytes that are there before anything is read.
 */
#include "base/when.h"

#include <errno.h>
#include <stdlib.h>
#include <string.h>
#include "base/fs.h"
#include "base/str.h"
#include "base/when_rule.h"

enum { FILE_MAX = 256 * 1024, NAME_MAX_LEN = 64, TYPES_MAX = 256 };
enum { HEADER_SIZE = 44, TYPE_SIZE = 6 };
/* RFC 8536 3.2: offsets are between -25 and 26 hours. */
enum { OFFSET_MIN = -89999, OFFSET_MAX = 93599 };
/* Points in time beyond are refused, so that sums cannot overflow. */
static const int64_t TIME_LIMIT = (int64_t)1 << 60;

struct when_zone {
	size_t n; /* changes */
	int64_t *at;
	int *offset; /* [i]: from at[i] on */
	int first;   /* until at[0] */
	bool has_rule;
	struct when_rule rule; /* after the last change */
};

/* ---- reading TZif ---- */

struct header {
	int version; /* 1 to 4 */
	uint32_t n_isut, n_isstd, n_leap, n_time, n_type, n_char;
};

static uint32_t be32(const char *p)
{
	const unsigned char *b = (const unsigned char *)p;
	return (uint32_t)b[0] << 24 | (uint32_t)b[1] << 16 | (uint32_t)b[2] << 8 | b[3];
}

static int64_t be64(const char *p)
{
	return (int64_t)((uint64_t)be32(p) << 32 | be32(p + 4));
}

static bool take_header(struct str *file, struct header *h)
{
	if (file->len < HEADER_SIZE || memcmp(file->data, "TZif", 4) != 0)
		return false;
	const char *p = file->data;
	h->version = p[4] == '\0' ? 1 : p[4] - '0';
	h->n_isut = be32(p + 20);
	h->n_isstd = be32(p + 24);
	h->n_leap = be32(p + 28);
	h->n_time = be32(p + 32);
	h->n_type = be32(p + 36);
	h->n_char = be32(p + 40);
	*file = str_slice(*file, HEADER_SIZE, file->len);
	return h->version >= 1 && h->version <= 4;
}

/* Size of the data behind a header; time is the width of a point in time. */
static uint64_t data_size(const struct header *h, unsigned time)
{
	return (uint64_t)h->n_time * (time + 1) + (uint64_t)h->n_type * TYPE_SIZE +
	       h->n_char + (uint64_t)h->n_leap * (time + 4) + h->n_isstd + h->n_isut;
}

/* The offsets of the local time types. */
static bool read_types(const char *p, uint32_t n, int offsets[TYPES_MAX])
{
	for (uint32_t i = 0; i < n; i++) {
		offsets[i] = (int)be32(p + (size_t)i * TYPE_SIZE);
		if (offsets[i] < OFFSET_MIN || offsets[i] > OFFSET_MAX)
			return false;
	}
	return true;
}

/* Reads the data block that h announces; time is 4 or 8. */
static bool read_data(struct arena *a, struct str data, const struct header *h,
	unsigned time, struct when_zone *zone)
{
	int offsets[TYPES_MAX];
	if (h->n_type == 0 || h->n_type > TYPES_MAX || h->n_leap != 0)
		return false;
	const char *times = data.data;
	const char *indices = times + (size_t)h->n_time * time;
	if (!read_types(indices + h->n_time, h->n_type, offsets))
		return false;
	zone->n = h->n_time;
	zone->at = arena_array(a, zone->n, sizeof *zone->at);
	zone->offset = arena_array(a, zone->n, sizeof *zone->offset);
	zone->first = offsets[0];
	for (size_t i = 0; i < zone->n; i++) {
		int64_t at =
			time == 8 ? be64(times + 8 * i) : (int32_t)be32(times + 4 * i);
		unsigned type = (unsigned char)indices[i];
		if (type >= h->n_type || at > TIME_LIMIT || at < -TIME_LIMIT)
			return false;
		if (i > 0 && at <= zone->at[i - 1])
			return false;
		zone->at[i] = at;
		zone->offset[i] = offsets[type];
	}
	return true;
}

/* The rule between two line feeds; empty: there is none. */
static bool read_footer(struct str footer, struct when_zone *zone)
{
	if (footer.len < 2 || footer.data[0] != '\n')
		return false;
	size_t end = str_find_char(footer, '\n', 1);
	if (end == STR_NONE)
		return false;
	zone->has_rule = end > 1;
	return end == 1 || when_rule_parse(str_slice(footer, 1, end), &zone->rule);
}

/* Version 1 has one block of 32-bit times; later ones a second of 64 bits, and a footer. */
static bool read_zone(struct arena *a, struct str file, struct when_zone *zone)
{
	struct header h;
	unsigned time = 4;
	if (!take_header(&file, &h) || data_size(&h, time) > file.len)
		return false;
	if (h.version > 1) {
		file = str_slice(file, (size_t)data_size(&h, time), file.len);
		time = 8;
		if (!take_header(&file, &h) || data_size(&h, time) > file.len)
			return false;
	}
	if (!read_data(a, file, &h, time, zone))
		return false;
	struct str footer = str_slice(file, (size_t)data_size(&h, time), file.len);
	return time == 4 || read_footer(footer, zone);
}

/* ---- finding the file ---- */

static const char *folder(void)
{
	const char *given = getenv("ZONEINFO");
	return given && given[0] ? given : "/usr/share/zoneinfo";
}

/* Names of the database: letters, digits, '+', '-', '_', and '/' between them. */
static bool name_is_good(const char *name)
{
	size_t n = strlen(name);
	for (size_t i = 0; i < n; i++) {
		bool slash = name[i] == '/' && i > 0 && i + 1 < n && name[i - 1] != '/';
		if (!ascii_is_alnum(name[i]) && !strchr("+-_", name[i]) && !slash)
			return false;
	}
	return n > 0 && n <= NAME_MAX_LEN;
}

/* The name in dir, of a folder or a file, that is nearest to word; NULL: none is near. */
static const char *nearest_in(
	struct arena *a, const char *dir, const char *word, bool want_folder)
{
	struct fs_names names;
	const char *best = NULL;
	if (!fs_list(a, dir, &names))
		return NULL;
	for (size_t i = 0; i < names.len; i++) {
		const char *name = names.data[i];
		if (!str_resembles(word, name) ||
			fs_is_dir(fs_join(a, dir, name)) != want_folder)
			continue;
		if (!best || str_distance(word, name) < str_distance(word, best))
			best = name;
	}
	return best;
}

/* The zone whose name is nearest to this, part by part; NULL: none is near. */
static const char *nearest(struct arena *a, const char *name)
{
	const char *path = "";
	struct str rest = str_of(name), part;
	while (str_cut(&rest, '/', &part)) {
		const char *word = arena_strndup(a, part.data, part.len);
		const char *dir = fs_join(a, folder(), path);
		const char *near = nearest_in(a, dir, word, rest.data != NULL);
		if (!near)
			return NULL;
		path = fs_join(a, path, near);
	}
	return path;
}

static const char *missing(struct arena *a, const char *name)
{
	if (!fs_is_dir(folder()))
		return arena_printf(
			a, "the time zone database %s is not there", folder());
	const char *near = nearest(a, name);
	if (near)
		return arena_printf(
			a, "there is no time zone %s; did you mean %s?", name, near);
	return arena_printf(
		a, "there is no time zone %s: write a name like Europe/London", name);
}

/* What fs_read has to say against the file of a zone. */
static const char *unread(struct arena *a, const char *name, enum fs_result result)
{
	if (result == FS_NOT_FILE || (result == FS_FAILED && errno == ENOENT))
		return missing(a, name);
	return arena_printf(a, "the file of time zone %s cannot be read", name);
}

static const char *name_problem(const char *name)
{
	if (!name_is_good(name))
		return "a time zone has a name like Europe/London";
	if (strcmp(name, "localtime") == 0)
		return "localtime is another time zone on another machine";
	return NULL;
}

const char *when_zone_file(struct arena *a, const char *name)
{
	return fs_join(a, folder(), name);
}

const struct when_zone *when_zone_load(
	struct arena *a, const char *name, const char **problem)
{
	struct str file;
	struct fs_facts facts;
	struct when_zone *zone = arena_new(a, struct when_zone);
	*problem = NULL;
	if (strcmp(name, "UTC") == 0)
		return zone;
	*problem = name_problem(name);
	if (*problem)
		return NULL;
	enum fs_result r = fs_read(a, when_zone_file(a, name), FILE_MAX, &file, &facts);
	if (r != FS_OK)
		*problem = unread(a, name, r);
	else if (!read_zone(a, file, zone))
		*problem = arena_printf(
			a, "the file of time zone %s is damaged, or no time zone", name);
	return *problem ? NULL : zone;
}

/* ---- asking ---- */

/* Number of changes at or before t. */
static size_t changes_until(const struct when_zone *z, int64_t t)
{
	size_t low = 0, high = z->n;
	while (low < high) {
		size_t middle = low + (high - low) / 2;
		if (z->at[middle] <= t)
			low = middle + 1;
		else
			high = middle;
	}
	return low;
}

static struct when_span span_at(const struct when_zone *z, int64_t t)
{
	size_t i = changes_until(z, t);
	struct when_span s = {INT64_MIN, INT64_MAX, z->first, z->first};
	if (i == z->n && z->has_rule)
		s = when_rule_span(&z->rule, t);
	else if (i > 0)
		s.offset = z->offset[i - 1];
	if (i < z->n)
		s.end = z->at[i];
	if (i > 0 && s.begin < z->at[i - 1]) {
		s.begin = z->at[i - 1];
		s.offset_before = i > 1 ? z->offset[i - 2] : z->first;
	}
	return s;
}

/*
 * Walks the spans that the local time can fall in. In each it is shown at most once:
 * no span shows it when the clock jumped over it, two when the clock was set back.
 */
static int64_t from_local(
	const struct when_zone *zone, int64_t local, enum when_fold *fold)
{
	const int64_t far = OFFSET_MAX + 1;
	int64_t utc = local, in_gap = local;
	unsigned shown = 0;
	struct when_span s = {.end = local - far};
	do {
		s = span_at(zone, s.end);
		int64_t here = local - s.offset;
		if (here >= s.begin && here < s.end && shown++ == 0)
			utc = here;
		/* Jumped over: late for the old offset, early for the new one. */
		if (here < s.begin && local - s.offset_before >= s.begin)
			in_gap = local - s.offset_before;
	} while (s.end <= local + far);
	*fold = shown == 0 ? WHEN_GAP : shown == 1 ? WHEN_PLAIN : WHEN_TWICE;
	return shown ? utc : in_gap;
}

int64_t when_resolve(const struct when_text *text, const struct when_zone *zone,
	int64_t clock, enum when_fold *fold)
{
	enum when_fold ignored;
	int64_t local = when_from_civil(&text->civil);
	if (!fold)
		fold = &ignored;
	*fold = WHEN_PLAIN;
	if (!text->has_time)
		local += clock;
	if (text->has_zone)
		return local - text->offset;
	return zone ? from_local(zone, local, fold) : local;
}
