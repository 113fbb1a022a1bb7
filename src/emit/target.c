/* SPDX-License-Identifier: ISC */
#include "emit/target.h"

#include <errno.h>
#include <fcntl.h>
#include <limits.h>
#include <string.h>
#include <unistd.h>
#include <sys/stat.h>
#include "base/arena.h"
#include "base/diag.h"
#include "base/fs.h"

enum { LINKS_MAX = 40 }; /* as many as the kernel follows */

/* Names of our own standard output. Behind them may be a file that the shell opened:
   renaming over it would take it from the programs that share it. */
static bool is_stdout(const char *path)
{
	static const char *const names[] = {
		"/dev/stdout", "/dev/fd/1", "/proc/self/fd/1"};
	for (size_t i = 0; i < sizeof names / sizeof *names; i++) {
		if (strcmp(path, names[i]) == 0)
			return true;
	}
	return false;
}

static bool open_stdout(struct fg_run *run, struct target *t)
{
	t->name = "standard output";
	t->is_stream = true;
	int flags = fcntl(STDOUT_FILENO, F_GETFL);
	if (flags < 0 || (flags & O_ACCMODE) == O_RDONLY) {
		diag_add(run->diags, FG_RULE_EMIT_STDOUT_CLOSED, t->place,
			"standard output is closed");
		return false;
	}
	/* A duplicate can be closed, and so be asked for late errors, while whatever
	   else prints keeps its own. */
	t->out = fcntl(STDOUT_FILENO, F_DUPFD_CLOEXEC, STDERR_FILENO + 1);
	if (t->out < 0) {
		diag_add(run->diags, FG_RULE_EMIT_WRITE_FAILED, t->place,
			"cannot duplicate standard output: %s", strerror(errno));
		return false;
	}
	return true;
}

static const char *unfit(mode_t mode)
{
	if (S_ISDIR(mode))
		return "a folder";
	if (S_ISBLK(mode))
		return "a disk";
	return S_ISSOCK(mode) ? "a socket" : NULL;
}

static bool open_special(
	struct fg_run *run, const char *path, mode_t mode, struct target *t)
{
	const char *what = unfit(mode);
	if (what) {
		diag_add(run->diags, FG_RULE_EMIT_NOT_A_FILE, t->place, "this is %s",
			what);
		return false;
	}
	t->is_stream = true;
	t->name = t->place.file;
	t->out = open(path, O_WRONLY | O_CLOEXEC | O_NOCTTY);
	if (t->out < 0) {
		diag_add(run->diags, FG_RULE_EMIT_WRITE_FAILED, t->place,
			"cannot open it for writing: %s", strerror(errno));
		return false;
	}
	return true;
}

/* Following links by hand passes by the kernel's protection of shared folders, so the
   same condition stands here: in a sticky folder that all may write to, a link counts
   only if it is ours or the folder's owner's. */
static bool link_is_safe(struct arena *a, const char *path)
{
	struct stat dir, link;
	if (stat(fs_dirname(a, path), &dir) < 0 || lstat(path, &link) < 0)
		return false;
	bool shared = (dir.st_mode & S_ISVTX) && (dir.st_mode & S_IWOTH);
	return !shared || link.st_uid == geteuid() || link.st_uid == dir.st_uid;
}

/* The path of the file that path leads to, which may not exist yet. */
static const char *follow(struct fg_run *run, const char *path, const struct target *t)
{
	char to[PATH_MAX];
	for (int i = 0; i < LINKS_MAX; i++) {
		ssize_t n = readlink(path, to, sizeof to - 1);
		if (n < 0 && (errno == EINVAL || errno == ENOENT))
			return path;
		if (n < 0) {
			diag_add(run->diags, FG_RULE_EMIT_WRITE_FAILED, t->place,
				"cannot follow this path: %s", strerror(errno));
			return NULL;
		}
		if (!link_is_safe(run->arena, path)) {
			diag_add(run->diags, FG_RULE_EMIT_LINK_REFUSED, t->place,
				"%s is another user's link in a folder that everybody "
				"may "
				"write to",
				path);
			return NULL;
		}
		const char *next = arena_strndup(run->arena, to, (size_t)n);
		path = *next == '/'
			       ? next
			       : fs_join(run->arena, fs_dirname(run->arena, path), next);
	}
	diag_add(run->diags, FG_RULE_EMIT_WRITE_FAILED, t->place,
		"cannot follow this path: %s", strerror(ELOOP));
	return NULL;
}

static bool open_folder(struct fg_run *run, const char *path, struct target *t)
{
	path = follow(run, path, t);
	if (!path)
		return false;
	const char *slash = strrchr(path, '/');
	t->name = slash ? slash + 1 : path;
	if (!*t->name) {
		diag_add(run->diags, FG_RULE_EMIT_NOT_A_FILE, t->place,
			"this names no file");
		return false;
	}
	const char *dir = fs_dirname(run->arena, path);
	t->dir = open(dir, O_RDONLY | O_DIRECTORY | O_CLOEXEC);
	if (t->dir < 0) {
		bool is_missing = errno == ENOENT;
		struct fg_diag *d = diag_add(run->diags, FG_RULE_EMIT_WRITE_FAILED,
			t->place, "cannot open the folder %s: %s", dir, strerror(errno));
		if (is_missing)
			diag_hint(run->diags, d, "make the folder, or correct its name");
		return false;
	}
	return true;
}

bool target_open(struct fg_run *run, const char *path, struct target *t)
{
	*t = (struct target){.dir = -1, .out = -1};
	if (!path || is_stdout(path))
		return open_stdout(run, t);
	path = arena_strdup(run->arena, path);
	t->place.file = path;
	struct stat st;
	if (stat(path, &st) == 0 && !S_ISREG(st.st_mode))
		return open_special(run, path, st.st_mode, t);
	return open_folder(run, path, t);
}

bool target_close(struct target *t)
{
	bool ok = t->out < 0 || close(t->out) == 0;
	int error = errno;
	if (t->dir >= 0)
		close(t->dir);
	t->out = t->dir = -1;
	errno = error;
	return ok;
}
