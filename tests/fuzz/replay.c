/* SPDX-License-Identifier: ISC */
/*
 * Runs a fuzz target over the files named on the command line, and over all files in the
 * folders named there: a corpus can be replayed with any compiler. Each file is read into
 * memory of exactly its size, so that ASan sees the first byte too far.
 *
 *     replay tests/fuzz/corpus/dates
 */
#include <stdint.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include "base/arena.h"
#include "base/fs.h"

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size);

enum { INPUT_MAX = 16 << 20 };

static void exhausted(void)
{
	fputs("replay: out of memory\n", stderr);
	exit(1);
}

static bool replay_file(struct arena *a, const char *path)
{
	struct str text;
	struct fs_facts facts;
	if (fs_read(a, path, INPUT_MAX, &text, &facts) != FS_OK) {
		fprintf(stderr, "replay: cannot read %s\n", path);
		return false;
	}
	uint8_t *exact = malloc(text.len ? text.len : 1);
	if (!exact)
		exhausted();
	memcpy(exact, text.data, text.len);
	LLVMFuzzerTestOneInput(exact, text.len);
	free(exact);
	return true;
}

static bool replay(struct arena *a, const char *path, size_t *n)
{
	struct fs_names names;
	bool ok = true;
	if (!fs_is_dir(path)) {
		++*n;
		return replay_file(a, path);
	}
	if (!fs_list(a, path, &names)) {
		fprintf(stderr, "replay: cannot read %s\n", path);
		return false;
	}
	for (size_t i = 0; i < names.len; i++)
		ok = replay(a, fs_join(a, path, names.data[i]), n) && ok;
	return ok;
}

int main(int argc, char **argv)
{
	struct arena arena;
	size_t n = 0;
	bool ok = true;
	arena_init(&arena, exhausted);
	for (int i = 1; i < argc; i++)
		ok = replay(&arena, argv[i], &n) && ok;
	arena_release(&arena);
	fprintf(stderr, "replay: %zu inputs\n", n);
	return ok && n > 0 ? 0 : 1;
}
