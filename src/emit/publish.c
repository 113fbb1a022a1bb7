/* SPDX-License-Identifier: ISC */
#include "emit/publish.h"

#include <errno.h>
#include <fcntl.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <unistd.h>
#include <sys/stat.h>
#include "base/arena.h"
#include "base/diag.h"

enum { CHUNK = 32 * 1024, MODE_BITS = 0777 };

bool publish_has_file(const struct target *t)
{
	struct stat st;
	return fstatat(t->dir, t->name, &st, AT_SYMLINK_NOFOLLOW) == 0;
}

void publish_failed(struct fg_run *run, const struct target *target, const char *step)
{
	const char *reason = strerror(errno);
	diag_add(run->diags, FG_RULE_EMIT_WRITE_FAILED, target->place,
		"cannot %s: %s; %s %s", step, reason, target->name,
		publish_has_file(target) ? "is unchanged" : "was not made");
}

/* Reads len bytes at offset at, all of them. */
static bool read_at(int fd, char *data, size_t len, off_t at)
{
	for (size_t done = 0; done < len;) {
		ssize_t n = pread(fd, data + done, len - done, at + (off_t)done);
		if (n < 0 && errno == EINTR)
			continue;
		if (n <= 0)
			return false;
		done += (size_t)n;
	}
	return true;
}

/* Whatever cannot be read counts as different: then the new file is published. */
static bool same_bytes(int a, int b, int64_t size)
{
	char x[CHUNK], y[CHUNK];
	for (int64_t at = 0; at < size; at += CHUNK) {
		size_t n = size - at < CHUNK ? (size_t)(size - at) : CHUNK;
		if (!read_at(a, x, n, at) || !read_at(b, y, n, at) ||
			memcmp(x, y, n) != 0)
			return false;
	}
	return true;
}

bool publish_is_unchanged(const struct target *t, const struct temp *temp, int64_t size)
{
	int old = openat(t->dir, t->name, O_RDONLY | O_NOFOLLOW | O_CLOEXEC | O_NONBLOCK);
	if (old < 0)
		return false;
	struct stat st;
	bool same = fstat(old, &st) == 0 && S_ISREG(st.st_mode) && st.st_size == size &&
		    same_bytes(old, temp->fd, size);
	close(old);
	return same;
}

/* The umask, asked in a way that does not change it for other threads. Where there is no
   /proc, the one that nearly everybody has: a feed is made to be read. */
static mode_t umask_now(void)
{
	char text[4096];
	int fd = open("/proc/self/status", O_RDONLY | O_CLOEXEC);
	ssize_t n = fd < 0 ? 0 : read(fd, text, sizeof text - 1);
	if (fd >= 0)
		close(fd);
	text[n > 0 ? n : 0] = '\0';
	const char *line = strstr(text, "\nUmask:");
	return line ? (mode_t)strtoul(line + strlen("\nUmask:"), NULL, 8) & MODE_BITS
		    : 022;
}

static bool set_mode(int fd, mode_t mode)
{
	if (fchmod(fd, mode) == 0)
		return true;
	/* A file system with modes of its own (FAT, SMB) may have given enough. */
	int error = errno;
	struct stat st;
	bool enough = fstat(fd, &st) == 0 && (st.st_mode & mode) == mode;
	errno = error;
	return enough;
}

/* Owner and group of the old file, as far as permitted. */
static void set_owner(
	struct fg_run *run, const struct target *t, int fd, const struct stat *old)
{
	struct stat st;
	if (fstat(fd, &st) < 0 || (st.st_uid == old->st_uid && st.st_gid == old->st_gid))
		return;
	if (fchown(fd, old->st_uid, old->st_gid) == 0 || st.st_gid == old->st_gid ||
		fchown(fd, (uid_t)-1, old->st_gid) == 0)
		return;
	if ((old->st_mode & S_IRGRP) && !(old->st_mode & S_IROTH))
		diag_add(run->diags, FG_RULE_EMIT_GROUP_LOST, t->place,
			"%s belonged to group %lu, which this user cannot give it",
			t->name, (unsigned long)old->st_gid);
}

static bool set_access(struct fg_run *run, const struct target *t, int fd)
{
	struct stat old = {.st_mode = 0666 & ~umask_now()};
	bool exists = fstatat(t->dir, t->name, &old, AT_SYMLINK_NOFOLLOW) == 0;
	if (!exists && errno != ENOENT) {
		publish_failed(run, t, "look at the old file");
		return false;
	}
	if (exists && !S_ISREG(old.st_mode)) {
		diag_add(run->diags, FG_RULE_EMIT_NOT_A_FILE, t->place,
			"something that is no plain file took the name %s during this "
			"run",
			t->name);
		return false;
	}
	if (exists)
		set_owner(run, t, fd, &old);
	if (!set_mode(fd, old.st_mode & MODE_BITS)) {
		publish_failed(run, t, "set the mode of the new file");
		return false;
	}
	if (exists && old.st_nlink > 1)
		diag_add(run->diags, FG_RULE_EMIT_HARD_LINK, t->place,
			"%s had another name, which keeps the old feed", t->name);
	return true;
}

static void sync_folder(struct fg_run *run, const struct target *t)
{
	/* EINVAL: this file system has no such thing. */
	if (fsync(t->dir) < 0 && errno != EINVAL)
		diag_add(run->diags, FG_RULE_EMIT_NOT_DURABLE, t->place,
			"%s was replaced, but its folder could not be synced: %s",
			t->name, strerror(errno));
}

enum fg_emitted publish(
	struct fg_run *run, const struct target *target, struct temp *temp, int64_t size)
{
	if (publish_is_unchanged(target, temp, size))
		return FG_EMIT_UNCHANGED;
	if (!set_access(run, target, temp->fd))
		return FG_EMIT_FAILED;
	/* Never again after it failed: the kernel may by then have dropped the pages that it
	   could not write, and a second fsync would succeed over nothing. */
	if (fsync(temp->fd) < 0) {
		publish_failed(run, target, "sync the new file to the disk");
		return FG_EMIT_FAILED;
	}
	if (!temp_is_named(target->dir, temp)) {
		errno = ENOENT;
		publish_failed(run, target, "find the new file again");
		return FG_EMIT_FAILED;
	}
	if (renameat(target->dir, temp->name, target->dir, target->name) < 0) {
		publish_failed(run, target, "rename the new file into place");
		return FG_EMIT_FAILED;
	}
	temp->name = NULL;
	sync_folder(run, target);
	return FG_EMIT_WRITTEN;
}
