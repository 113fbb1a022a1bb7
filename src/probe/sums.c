/* SPDX-License-Identifier: ISC */
#include "probe/sums.h"

#include <limits.h>
#include <stdlib.h>
#include <string.h>
#include "probe/sniff.h"

/* The path from the root, by which every run knows the file; NULL: errno. */
static const char *whole_path(struct arena *a, const char *path)
{
	char *whole = realpath(path, NULL);
	const char *copy = whole ? arena_strdup(a, whole) : NULL;
	free(whole);
	return copy;
}

static bool is_pointer(struct arena *a, const char *path)
{
	struct fs_facts facts;
	struct str head;
	return fs_read_head(a, path, SNIFF_SIZE, &head, &facts) == FS_OK &&
	       sniff_bytes(head) == SNIFF_LFS;
}

enum fs_result sums_sri(struct fg_run *run, struct cache *cache, const char *path,
	char out[SRI_TEXT_SIZE], struct fs_facts *facts)
{
	const char *whole = whole_path(run->arena, path);
	int64_t clock = fs_clock();
	struct fs_mark before = fs_mark(path);
	out[0] = '\0';
	if (whole && cache_get_sum(cache, whole, &before, out)) {
		*facts = (struct fs_facts){before.size, before.mtime_ns, before.inode};
		return FS_OK;
	}
	if (is_pointer(run->arena, path))
		return fs_stat(path, facts);
	enum fs_result result = sri_of_file(path, out, facts);
	struct fs_mark after = fs_mark(path);
	if (whole && result == FS_OK && fs_mark_eq(&before, &after) &&
		fs_mark_settled(&before, clock))
		cache_put_sum(cache, whole, &before, out);
	return result;
}
