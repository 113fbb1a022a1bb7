/* SPDX-License-Identifier: ISC */
#include "emit/arrival.h"

#include <dirent.h>
#include <errno.h>
#include <fcntl.h>
#include <limits.h>
#include <stdio.h>
#include <string.h>
#include <unistd.h>
#include <sys/file.h>
#include <sys/stat.h>

static const char closing[] = ".last";

/* ---- opening ---- */

static bool lock(int fd)
{
	int result;
	do
		result = flock(fd, LOCK_EX | LOCK_NB);
	while (result < 0 && errno == EINTR);
	return result == 0;
}

/* Does the name still lead to what is open? */
static bool is_named(const struct arrival *a)
{
	struct stat named, held;
	return fstatat(a->home, a->name, &named, AT_SYMLINK_NOFOLLOW) == 0 &&
	       fstat(a->fd, &held) == 0 && named.st_ino == held.st_ino &&
	       named.st_dev == held.st_dev;
}

static bool is_ours(const struct arrival *a)
{
	struct stat st;
	return fstat(a->fd, &st) == 0 && st.st_uid == geteuid();
}

static bool open_it(struct arrival *a)
{
	a->fd = openat(a->home, a->name, O_RDONLY | O_DIRECTORY | O_NOFOLLOW | O_CLOEXEC);
	return a->fd >= 0;
}

/* What went wrong before keeps its errno. */
static void shut(struct arrival *a)
{
	int error = errno;
	close(a->fd);
	a->fd = -1;
	errno = error;
}

/* ---- what is in it ---- */

static bool is_later(const struct timespec *a, const struct timespec *b)
{
	return a->tv_sec != b->tv_sec ? a->tv_sec > b->tv_sec : a->tv_nsec > b->tv_nsec;
}

/* Is that file here and in place, as it was when the arrival was closed? */
static bool is_in_place(
	const struct arrival *a, const char *name, const struct stat *closed)
{
	struct stat here, there;
	return fstatat(a->fd, name, &here, AT_SYMLINK_NOFOLLOW) == 0 &&
	       fstatat(a->home, name, &there, AT_SYMLINK_NOFOLLOW) == 0 &&
	       here.st_ino == there.st_ino && here.st_dev == there.st_dev &&
	       !is_later(&there.st_mtim, &closed->st_mtim);
}

/* Was it closed without the last file getting into place? *closed: when it was. */
static bool is_halfway(const struct arrival *a, struct stat *closed)
{
	char last[NAME_MAX + 1];
	struct stat st;
	ssize_t n = readlinkat(a->fd, closing, last, sizeof last - 1);
	if (n < 0 || fstatat(a->fd, closing, closed, AT_SYMLINK_NOFOLLOW) < 0)
		return false;
	last[n] = '\0';
	return fstatat(a->home, last, &st, AT_SYMLINK_NOFOLLOW) < 0 && errno == ENOENT;
}

static DIR *list(const struct arrival *a)
{
	int fd = openat(a->fd, ".", O_RDONLY | O_DIRECTORY | O_CLOEXEC);
	DIR *dir = fd < 0 ? NULL : fdopendir(fd);
	if (!dir && fd >= 0)
		close(fd);
	return dir;
}

/* The closing link goes last: until then it tells how far the run had come. */
static bool empty(const struct arrival *a, bool undo)
{
	struct stat closed;
	struct dirent *entry;
	bool good = true, halfway = undo && is_halfway(a, &closed);
	DIR *dir = list(a);
	if (!dir)
		return false;
	while (good && (entry = readdir(dir))) {
		const char *name = entry->d_name;
		if (name[0] == '.')
			continue;
		if (halfway && is_in_place(a, name, &closed))
			good = unlinkat(a->home, name, 0) == 0;
		good = good && unlinkat(a->fd, name, 0) == 0;
	}
	closedir(dir);
	return good && (unlinkat(a->fd, closing, 0) == 0 || errno == ENOENT);
}

static bool remove_it(const struct arrival *a, bool undo)
{
	return empty(a, undo) && unlinkat(a->home, a->name, AT_REMOVEDIR) == 0;
}

/* ---- the four things done with it ---- */

enum arrival_result arrival_clear(struct arrival *a)
{
	enum arrival_result result = ARRIVAL_DONE;
	if (!open_it(a)) {
		bool foreign = errno == ENOTDIR || errno == ELOOP || errno == EACCES;
		return errno == ENOENT ? ARRIVAL_DONE
		       : foreign       ? ARRIVAL_FOREIGN
				       : ARRIVAL_FAILED;
	}
	/* Without locks nobody can tell whether a run is at work. */
	if (!is_ours(a))
		result = ARRIVAL_FOREIGN;
	else if (!lock(a->fd))
		result = errno == EWOULDBLOCK ? ARRIVAL_BUSY : ARRIVAL_FOREIGN;
	else if (is_named(a) && !remove_it(a, true))
		result = ARRIVAL_FAILED;
	shut(a);
	return result;
}

enum arrival_result arrival_make(struct arrival *a)
{
	if (mkdirat(a->home, a->name, 0777) < 0)
		return errno == EEXIST ? ARRIVAL_BUSY : ARRIVAL_FAILED;
	if (!open_it(a)) {
		int error = errno;
		unlinkat(a->home, a->name, AT_REMOVEDIR);
		errno = error;
		return ARRIVAL_FAILED;
	}
	/* Another run may have taken it for one that was left. */
	bool busy = !lock(a->fd) && errno == EWOULDBLOCK;
	if (!busy && is_named(a))
		return ARRIVAL_DONE;
	shut(a);
	return ARRIVAL_BUSY;
}

void arrival_close(struct arrival *a, const char *last)
{
	a->closed = symlinkat(last, a->fd, closing) == 0;
}

/* Where there are no links of either kind (FAT), a file is moved. Then a run that is killed
   leaves what cannot be told from other files, and the next one says of each that it is there. */
bool arrival_place(const struct arrival *a, const char *name)
{
	if (a->closed && linkat(a->fd, name, a->home, name, 0) == 0)
		return true;
	return (!a->closed || errno != EEXIST) &&
	       renameat2(a->fd, name, a->home, name, RENAME_NOREPLACE) == 0;
}

void arrival_remove(struct arrival *a)
{
	if (a->fd < 0)
		return;
	if (is_named(a))
		remove_it(a, false);
	shut(a);
}
