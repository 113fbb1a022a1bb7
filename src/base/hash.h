/* SPDX-License-Identifier: ISC */
/*
 * Hashes and name-based UUIDs, by OpenSSL. hash.c is the only file that knows it.
 */
#ifndef BASE_HASH_H
#define BASE_HASH_H

#include <stddef.h>
#include <stdbool.h>
#include "base/fs.h"

enum { UUID_TEXT_SIZE = 37, SHA256_TEXT_SIZE = 65, SRI_TEXT_SIZE = 72 };

/* UUID version 5 (RFC 9562 5.5) of name in the namespace given as a UUID in text form.
   Lower case, 8-4-4-4-12. False if space is no UUID, or memory ran out. */
bool uuid_v5(const char *space, const char *name, char out[UUID_TEXT_SIZE]);
/* Is text a UUID of any version, in either case? */
bool uuid_is(const char *text);
/* Lower-case hexadecimal SHA-256. False, and "", only if memory ran out. */
bool sha256_text(const void *data, size_t len, char out[SHA256_TEXT_SIZE]);
/* Is text such as sri_of_file writes? */
bool sri_is(const char *text);
/* "sha384-" and the hash of the file in base64 (W3C Subresource Integrity). Memory that runs
   out is FS_FAILED with ENOMEM. */
enum fs_result sri_of_file(
	const char *path, char out[SRI_TEXT_SIZE], struct fs_facts *facts);

#endif
