/* SPDX-License-Identifier: ISC */
#include "base/fs.h"

#include <dirent.h>
#include <errno.h>
#include <fcntl.h>
#include <poll.h>
#include <stdlib.h>
#include <string.h>
#include <sys/stat.h>
#include <time.h>
#include <unistd.h>
#include "base/vec.h"

/* How often a file that changes under our eyes is read again. */
enum { READ_TRIES = 3 };

static struct fs_facts facts_of(const struct stat *st)
{
	return (struct fs_facts){
		.size = st->st_size,
		.mtime_ns =
			(int64_t)st->st_mtim.tv_sec * 1000000000 + st->st_mtim.tv_nsec,
		.inode = st->st_ino,
	};
}

static bool facts_equal(const struct fs_facts *a, const struct fs_facts *b)
{
	return a->size == b->size && a->mtime_ns == b->mtime_ns && a->inode == b->inode;
}

static enum fs_result facts_from_fd(int fd, struct fs_facts *facts)
{
	struct stat st;
	if (fstat(fd, &st) != 0)
		return FS_FAILED;
	*facts = facts_of(&st);
	return S_ISREG(st.st_mode) ? FS_OK : FS_NOT_FILE;
}

/* Reads up to size bytes; fewer only at the end of the file. -1: errno. */
static ssize_t read_up_to(int fd, char *data, size_t size)
{
	size_t len = 0;
	while (len < size) {
		ssize_t n = read(fd, data + len, size - len);
		if (n < 0 && errno == EINTR)
			continue;
		if (n < 0)
			return -1;
		if (n == 0)
			break;
		len += (size_t)n;
	}
	return (ssize_t)len;
}

/* How much of a file is wanted. */
struct extent {
	int64_t max; /* a larger file is refused */
	size_t head; /* of a longer one, so many bytes */
};

/* One reading. FS_CHANGING: what was read is not what the facts promise. */
static enum fs_result read_once(struct arena *a, int fd, const struct extent *wanted,
	struct str *text, struct fs_facts *facts)
{
	enum fs_result r = facts_from_fd(fd, facts);
	if (r != FS_OK)
		return r;
	if (facts->size > wanted->max)
		return FS_TOO_LARGE;
	size_t size = (size_t)facts->size;
	bool whole = size <= wanted->head;
	if (!whole)
		size = wanted->head;
	char *data = arena_text(a, size + 1);
	/* Of a whole file one byte more than promised, to see that there is none. */
	ssize_t len = read_up_to(fd, data, size + whole);
	if (len < 0)
		return FS_FAILED;
	struct fs_facts after;
	r = facts_from_fd(fd, &after);
	if (r != FS_OK)
		return r;
	if ((size_t)len != size || !facts_equal(facts, &after))
		return FS_CHANGING;
	data[size] = '\0';
	*text = (struct str){data, size};
	return FS_OK;
}

static enum fs_result read_path(struct arena *a, const char *path,
	const struct extent *wanted, struct str *text, struct fs_facts *facts)
{
	/* O_NONBLOCK: a FIFO without a writer opens at once, to be refused below. */
	int fd = open(path, O_RDONLY | O_NONBLOCK | O_CLOEXEC | O_NOCTTY);
	if (fd < 0)
		return errno == ENXIO ? FS_NOT_FILE : FS_FAILED;
	enum fs_result r = read_once(a, fd, wanted, text, facts);
	int saved = errno;
	close(fd);
	errno = saved;
	return r;
}

static enum fs_result read_extent(struct arena *a, const char *path,
	const struct extent *wanted, struct str *text, struct fs_facts *facts)
{
	enum fs_result r = FS_CHANGING;
	for (int i = 0; i < READ_TRIES && r == FS_CHANGING; i++)
		r = read_path(a, path, wanted, text, facts);
	return r;
}

enum fs_result fs_read(struct arena *a, const char *path, int64_t max, struct str *text,
	struct fs_facts *facts)
{
	return read_extent(a, path, &(struct extent){max, SIZE_MAX}, text, facts);
}

enum fs_result fs_read_head(struct arena *a, const char *path, size_t head,
	struct str *text, struct fs_facts *facts)
{
	return read_extent(a, path, &(struct extent){INT64_MAX, head}, text, facts);
}

enum { PIECE = 64 * 1024 };

/* FS_CHANGING: there were more or fewer bytes than its facts promise. */
static enum fs_result hand_over(
	int fd, void (*take)(void *ctx, struct str piece), void *ctx, int64_t size)
{
	char buffer[PIECE];
	int64_t left = size;
	ssize_t n;
	while ((n = read_up_to(fd, buffer, sizeof buffer)) > 0) {
		take(ctx, (struct str){buffer, (size_t)n});
		left -= n;
	}
	return n < 0 ? FS_FAILED : left != 0 ? FS_CHANGING : FS_OK;
}

enum fs_result fs_pieces(const char *path, void (*take)(void *ctx, struct str piece),
	void *ctx, struct fs_facts *facts)
{
	int fd = open(path, O_RDONLY | O_CLOEXEC | O_NONBLOCK);
	if (fd < 0)
		return FS_FAILED;
	enum fs_result result = facts_from_fd(fd, facts);
	if (result == FS_OK)
		result = hand_over(fd, take, ctx, facts->size);
	int error = errno;
	close(fd);
	errno = error;
	return result;
}

enum fs_result fs_stat(const char *path, struct fs_facts *facts)
{
	struct stat st;
	if (stat(path, &st) != 0)
		return FS_FAILED;
	*facts = facts_of(&st);
	return S_ISREG(st.st_mode) ? FS_OK : FS_NOT_FILE;
}

struct fs_mark fs_mark(const char *path)
{
	struct stat st;
	if (stat(path, &st) != 0)
		return (struct fs_mark){.error = errno};
	struct fs_facts facts = facts_of(&st);
	return (struct fs_mark){
		.device = st.st_dev,
		.inode = facts.inode,
		.size = facts.size,
		.mtime_ns = facts.mtime_ns,
		.ctime_ns = (int64_t)st.st_ctim.tv_sec * 1000000000 + st.st_ctim.tv_nsec,
	};
}

bool fs_mark_eq(const struct fs_mark *a, const struct fs_mark *b)
{
	return a->error == b->error && a->device == b->device && a->inode == b->inode &&
	       a->size == b->size && a->mtime_ns == b->mtime_ns &&
	       a->ctime_ns == b->ctime_ns;
}

int64_t fs_clock(void)
{
	struct timespec t;
	clock_gettime(CLOCK_REALTIME_COARSE, &t);
	return (int64_t)t.tv_sec * 1000000000 + t.tv_nsec;
}

/* Unlike the mtime, nobody can set the ctime. One without a fraction comes from a file system
   that counts seconds, or every other second. */
bool fs_mark_settled(const struct fs_mark *m, int64_t clock)
{
	const int64_t second = 1000000000;
	int64_t step = m->ctime_ns % second == 0 ? 2 * second : 0;
	return m->error != 0 || m->ctime_ns + step < clock;
}

static int by_bytes(const void *a, const void *b)
{
	return strcmp(*(const char *const *)a, *(const char *const *)b);
}

static bool is_dots(const char *name)
{
	return strcmp(name, ".") == 0 || strcmp(name, "..") == 0;
}

bool fs_list(struct arena *a, const char *dir, struct fs_names *names)
{
	DIR *d = opendir(dir);
	if (!d && errno == ENOMEM)
		a->exhausted();
	if (!d)
		return false;
	*names = (struct fs_names){0};
	struct dirent *e;
	while (errno = 0, (e = readdir(d)) != NULL) {
		if (!is_dots(e->d_name))
			*vec_push(a, names) = arena_strdup(a, e->d_name);
	}
	int failure = errno;
	closedir(d);
	errno = failure;
	if (failure == ENOMEM)
		a->exhausted();
	if (failure)
		return false;
	if (names->len)
		qsort(names->data, names->len, sizeof *names->data, by_bytes);
	return true;
}

bool fs_make_folders(struct arena *a, const char *dir)
{
	if (mkdir(dir, 0700) == 0 || errno == EEXIST)
		return true;
	if (errno != ENOENT)
		return false;
	const char *above = fs_dirname(a, dir);
	if (strcmp(above, dir) == 0 || !fs_make_folders(a, above))
		return false;
	return mkdir(dir, 0700) == 0 || errno == EEXIST;
}

bool fs_may_not_write(int error)
{
	return error == EROFS || error == EACCES || error == EPERM;
}

bool fs_is_dir(const char *path)
{
	struct stat st;
	return stat(path, &st) == 0 && S_ISDIR(st.st_mode);
}

bool fs_exists(const char *path)
{
	struct stat st;
	return stat(path, &st) == 0;
}

const char *fs_join(struct arena *a, const char *dir, const char *name)
{
	if (dir[0] == '\0' || strcmp(dir, ".") == 0)
		return arena_strdup(a, name);
	const char *slash = str_ends(str_of(dir), "/") ? "" : "/";
	return arena_printf(a, "%s%s%s", dir, slash, name);
}

const char *fs_dirname(struct arena *a, const char *path)
{
	size_t n = strlen(path);
	while (n > 1 && path[n - 1] == '/')
		n--;
	while (n > 0 && path[n - 1] != '/')
		n--;
	if (n == 0)
		return arena_strdup(a, ".");
	while (n > 1 && path[n - 1] == '/')
		n--;
	return arena_strndup(a, path, n);
}

/* Waits until fd, which may be non-blocking, takes bytes again. */
static bool wait_writable(int fd)
{
	struct pollfd p = {.fd = fd, .events = POLLOUT};
	return poll(&p, 1, -1) >= 0 || errno == EINTR;
}

/* Is ".." of dir the folder that its name says? */
static bool is_under_its_name(const char *dir)
{
	struct stat st;
	const char *slash = strrchr(dir, '/');
	const char *last = slash ? slash + 1 : dir;
	return *last && !is_dots(last) && lstat(dir, &st) == 0 && S_ISDIR(st.st_mode);
}

const char *fs_seen_from(struct arena *a, const char *dir, const char *path)
{
	if (*path == '/')
		return arena_strdup(a, path);
	while (str_starts(str_of(path), "../") && is_under_its_name(dir)) {
		dir = fs_dirname(a, dir);
		for (path += 2; *path == '/';)
			path++;
	}
	return fs_join(a, dir, path);
}

bool fs_write_all(int fd, const char *data, size_t len)
{
	while (len > 0) {
		ssize_t n = write(fd, data, len);
		if (n >= 0) {
			data += n;
			len -= (size_t)n;
			continue;
		}
		bool again = errno == EINTR;
		if (errno == EAGAIN || errno == EWOULDBLOCK)
			again = wait_writable(fd);
		if (!again)
			return false;
	}
	return true;
}

bool fs_close_written(int fd, bool written)
{
	int error = errno;
	bool closed = close(fd) == 0;
	if (!written)
		errno = error;
	return written && closed;
}
