/* SPDX-License-Identifier: ISC */
#include "emit/temp.h"

#include <errno.h>
#include <fcntl.h>
#include <stdint.h>
#include <stdlib.h>
#include <unistd.h>
#include <sys/file.h>
#include <sys/mman.h>
#include <sys/random.h>
#include <sys/stat.h>

enum {
	TRIES = 100, /* each means that another run ended in between */
	OPEN_FLAGS = O_RDWR | O_CREAT | O_NOFOLLOW | O_CLOEXEC | O_NONBLOCK
};

static int lock(int fd)
{
	int result;
	do
		result = flock(fd, LOCK_EX | LOCK_NB);
	while (result < 0 && errno == EINTR);
	return result;
}

static bool is_ours(const struct stat *st)
{
	return S_ISREG(st->st_mode) && st->st_uid == geteuid();
}

/* Why the temp could not be opened; keeps errno. */
static enum temp_result open_problem(int dir, const char *name)
{
	int error = errno;
	struct stat st;
	bool taken = fstatat(dir, name, &st, AT_SYMLINK_NOFOLLOW) == 0 && !is_ours(&st);
	errno = error;
	return taken ? TEMP_FOREIGN : TEMP_FAILED;
}

static enum temp_result lock_problem(void)
{
	if (errno == EWOULDBLOCK)
		return TEMP_BUSY;
	bool no_locks = errno == ENOLCK || errno == EOPNOTSUPP || errno == ENOSYS;
	return no_locks ? TEMP_UNLOCKED : TEMP_FAILED;
}

bool temp_is_named(int dir, const struct temp *t)
{
	struct stat named, held;
	return fstatat(dir, t->name, &named, AT_SYMLINK_NOFOLLOW) == 0 &&
	       fstat(t->fd, &held) == 0 && named.st_ino == held.st_ino &&
	       named.st_dev == held.st_dev;
}

/* For a temp that we hold but cannot use; keeps errno. */
static enum temp_result remove_failed(int dir, const char *name)
{
	int error = errno;
	unlinkat(dir, name, 0);
	errno = error;
	return TEMP_FAILED;
}

/* Takes the file that was just opened. *again: it cannot be the temp; open anew. */
static enum temp_result claim(int dir, struct temp *t, bool *again)
{
	struct stat st;
	if (lock(t->fd) < 0)
		return lock_problem();
	if (fstat(t->fd, &st) < 0)
		return TEMP_FAILED;
	if (!is_ours(&st))
		return TEMP_FOREIGN;
	*again = !temp_is_named(dir, t);
	if (*again)
		return TEMP_BUSY;
	/* Another name of the file, say in a backup, must keep its content; and a run that
	   was killed at the last moment may have left it read-only. */
	*again = st.st_nlink > 1 || !(st.st_mode & S_IWUSR);
	if (*again)
		return unlinkat(dir, t->name, 0) < 0 ? TEMP_FAILED : TEMP_BUSY;
	return ftruncate(t->fd, 0) < 0 ? remove_failed(dir, t->name) : TEMP_LOCKED;
}

static int open_named(int dir, const char *name)
{
	int fd = openat(dir, name, OPEN_FLAGS, 0600);
	if (fd >= 0 || errno != EACCES)
		return fd;
	/* Read-only or not to be made: for the lock, reading is enough. */
	fd = openat(dir, name, O_RDONLY | O_NOFOLLOW | O_CLOEXEC | O_NONBLOCK);
	if (fd < 0)
		errno = EACCES;
	return fd;
}

static void close_quietly(int fd)
{
	int error = errno;
	close(fd);
	errno = error;
}

static enum temp_result open_fixed(int dir, struct temp *t)
{
	enum temp_result result = TEMP_BUSY;
	bool again = true;
	for (int i = 0; again && i < TRIES; i++) {
		again = false;
		t->fd = open_named(dir, t->name);
		if (t->fd < 0)
			return open_problem(dir, t->name);
		result = claim(dir, t, &again);
		if (result != TEMP_LOCKED)
			close_quietly(t->fd);
	}
	return result;
}

static enum temp_result open_random(struct arena *a, int dir, struct temp *t)
{
	const char *fixed = t->name;
	unlinkat(dir, fixed, 0); /* without locks nobody works in it */
	for (int i = 0; i < TRIES; i++) {
		uint64_t number;
		if (getrandom(&number, sizeof number, 0) != sizeof number)
			return TEMP_FAILED;
		t->name =
			arena_printf(a, "%s.%016llx", fixed, (unsigned long long)number);
		t->fd = openat(dir, t->name, OPEN_FLAGS | O_EXCL, 0600);
		if (t->fd >= 0)
			return TEMP_UNLOCKED;
		if (errno != EEXIST)
			return TEMP_FAILED;
	}
	return TEMP_FAILED;
}

const char *temp_name(struct arena *a, const char *target)
{
	return arena_printf(a, ".%s.feedgen", target);
}

enum temp_result temp_open(struct arena *a, int dir, const char *target, struct temp *t)
{
	t->name = temp_name(a, target);
	enum temp_result result = open_fixed(dir, t);
	if (result == TEMP_UNLOCKED)
		result = open_random(a, dir, t);
	if (result != TEMP_LOCKED && result != TEMP_UNLOCKED)
		t->fd = -1;
	return result;
}

static bool open_without_name(struct temp *t, const char *usual)
{
	const char *dir = getenv("TMPDIR");
	t->name = NULL;
	t->fd = open(dir && *dir ? dir : usual, O_RDWR | O_TMPFILE | O_CLOEXEC, 0600);
	return t->fd >= 0;
}

bool temp_open_on_disk(struct temp *t)
{
	return open_without_name(t, "/var/tmp");
}

bool temp_open_unnamed(struct temp *t)
{
	t->name = NULL;
	t->fd = memfd_create("feedgen", MFD_CLOEXEC);
	if (t->fd >= 0 || errno == EMFILE || errno == ENFILE)
		return t->fd >= 0;
	/* A sandbox may forbid memfd_create. */
	return open_without_name(t, "/tmp");
}

void temp_discard(int dir, struct temp *t)
{
	if (t->fd < 0)
		return;
	if (t->name && temp_is_named(dir, t))
		unlinkat(dir, t->name, 0);
	close(t->fd);
	t->fd = -1;
}
