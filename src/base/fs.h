/* SPDX-License-Identifier: ISC */
/*
 * Reading files and folders. Nothing here changes the disk.
 *
 * Failures are told by errno values; the caller, who knows why it reads, makes the
 * diagnostic.
 */
#ifndef BASE_FS_H
#define BASE_FS_H

#include <stdint.h>
#include <stddef.h>
#include <stdbool.h>
#include "base/arena.h"
#include "base/str.h"

struct fs_facts {
	int64_t size, mtime_ns;
	uint64_t inode;
};

enum fs_result {
	FS_OK,
	FS_FAILED,    /* errno says why */
	FS_NOT_FILE,  /* a folder, FIFO, device or socket: refused without blocking */
	FS_TOO_LARGE, /* more than max bytes: told before reading */
	FS_CHANGING /* it kept changing while it was read (three tries), or its size is a lie */
};

/* Reads a regular file of at most max bytes. The text is in the arena, NUL-terminated;
   the file may hold anything, NUL bytes too. Symbolic links are followed. */
enum fs_result fs_read(struct arena *a, const char *path, int64_t max, struct str *text,
	struct fs_facts *facts);
/* The same of the first bytes alone, at most head: there are more if facts->size says so. */
enum fs_result fs_read_head(struct arena *a, const char *path, size_t head,
	struct str *text, struct fs_facts *facts);
/* Hands a regular file of any size to take, piece by piece. */
enum fs_result fs_pieces(const char *path, void (*take)(void *ctx, struct str piece),
	void *ctx, struct fs_facts *facts);
/* The same facts without reading. */
enum fs_result fs_stat(const char *path, struct fs_facts *facts);

/* What tells whether something on the disk is what it was. */
struct fs_mark {
	int error; /* errno: it cannot be looked at; the rest is 0 then */
	uint64_t device, inode;
	int64_t size, mtime_ns, ctime_ns;
};
struct fs_mark fs_mark(const char *path);
bool fs_mark_eq(const struct fs_mark *a, const struct fs_mark *b);
/* The time that file systems write down now, in nanoseconds since 1970. It stands still for some
   milliseconds, so that two changes may have the same. */
int64_t fs_clock(void);
/* Was the last change to it so long before that time that a later one must show? */
bool fs_mark_settled(const struct fs_mark *m, int64_t clock);

struct fs_names {
	const char **data;
	size_t len, cap;
};
/* Names in a folder, without "." and "..", in byte order. */
bool fs_list(struct arena *a, const char *dir, struct fs_names *names);
/* Makes dir and the folders above it, as far as they are missing, for us alone to enter. False:
   errno. */
bool fs_make_folders(struct arena *a, const char *dir);
/* Is that the errno of what may not be written here, whatever the room: a read-only disk, a folder
   or file of others? */
bool fs_may_not_write(int error);
bool fs_is_dir(const char *path);
bool fs_exists(const char *path);
/* dir/name, without doubling the slash; name alone if dir is "" or ".". */
const char *fs_join(struct arena *a, const char *dir, const char *name);
/* The folder part of path: "." if it has none. */
const char *fs_dirname(struct arena *a, const char *path);
/* What path, written in a file of dir, is to us: dir/path, or path alone if that is absolute. A
   "../" takes a name off dir, if that is no symbolic link. */
const char *fs_seen_from(struct arena *a, const char *dir, const char *path);

/* Writes all of it, over short writes and EINTR. False: errno. */
bool fs_write_all(int fd, const char *data, size_t len);
/* Closes what was written to; written says whether all went well until then. False: it did not,
   or does not now, and errno is that of what failed first. */
bool fs_close_written(int fd, bool written);

#endif
