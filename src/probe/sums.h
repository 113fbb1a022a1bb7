/* SPDX-License-Identifier: ISC */
/*
 * sums: the SHA-384 of whole files on this machine (podcast:integrity), kept from run to run in
 * the cache of probes. A file that has the same path, inode, size and times as then is not read
 * again; one that was changed at this very moment is not kept, since another change might not
 * show.
 */
#ifndef PROBE_SUMS_H
#define PROBE_SUMS_H

#include "base/fs.h"
#include "base/hash.h"
#include "probe/cache.h"

/* As sri_of_file. Git LFS leaves pointers in the place of files: of one, out is "". cache NULL:
   the file is read. */
enum fs_result sums_sri(struct fg_run *run, struct cache *cache, const char *path,
	char out[SRI_TEXT_SIZE], struct fs_facts *facts);

#endif
