/* SPDX-License-Identifier: ISC */
/*
 * For the tests of the emit room: a scratch folder to write in, and what to ask of it.
 */
#ifndef EMIT_SCRATCH_H
#define EMIT_SCRATCH_H

#include "unit.h"

#include <errno.h>
#include <fcntl.h>
#include <signal.h>
#include <unistd.h>
#include <sys/stat.h>
#include "base/fs.h"

enum { NOBODY = 65534, FOREIGN_GROUP = 54321 };

/* A scratch folder, which is also the working folder, and a run. */
struct scratch {
	struct unit u;
	char folder[64];
	mode_t umask;
};

static inline int setup(void **state)
{
	struct scratch *s = calloc(1, sizeof *s);
	unit_open(&s->u);
	const char *tmp = getenv("TMPDIR");
	snprintf(s->folder, sizeof s->folder, "%s/test_stage_XXXXXX", tmp ? tmp : "/tmp");
	if (!mkdtemp(s->folder) || chdir(s->folder) < 0)
		return -1;
	s->umask = umask(022);
	signal(SIGPIPE, SIG_IGN);
	signal(SIGXFSZ, SIG_IGN);
	*state = s;
	return 0;
}

static inline void remove_all(struct unit *u, const char *dir)
{
	struct fs_names names = {0};
	fs_list(&u->arena, dir, &names);
	for (size_t i = 0; i < names.len; i++) {
		const char *path = fs_join(&u->arena, dir, names.data[i]);
		struct stat st;
		if (lstat(path, &st) == 0 && S_ISDIR(st.st_mode))
			remove_all(u, path);
		else
			unlink(path);
	}
	rmdir(dir);
}

static inline int teardown(void **state)
{
	struct scratch *s = *state;
	umask(s->umask);
	remove_all(&s->u, s->folder);
	unit_close(&s->u);
	free(s);
	return 0;
}

static inline void put_file(const char *path, const char *text)
{
	int fd = open(path, O_WRONLY | O_CREAT | O_TRUNC, 0644);
	assert_true(fd >= 0);
	assert_true(fs_write_all(fd, text, strlen(text)));
	close(fd);
}

static inline void expect_file(struct unit *u, const char *path, const char *text)
{
	struct str is;
	struct fs_facts f;
	assert_int_equal(fs_read(&u->arena, path, 1 << 24, &is, &f), FS_OK);
	assert_string_equal(is.data, text);
}

static inline struct stat facts(const char *path)
{
	struct stat st;
	assert_int_equal(lstat(path, &st), 0);
	return st;
}

static inline mode_t mode_of(const char *path)
{
	return facts(path).st_mode & 07777;
}

/* How many names the working folder has. */
static inline size_t names_here(struct unit *u)
{
	struct fs_names names = {0};
	assert_true(fs_list(&u->arena, ".", &names));
	return names.len;
}

static inline enum fg_emitted emit(struct unit *u, const char *path, const char *text)
{
	struct fg_stage *s = fg_stage_new(&u->run, path);
	if (!s)
		return FG_EMIT_FAILED;
	fg_stage_add(s, text, strlen(text));
	return fg_stage_commit(s);
}

static inline void expect_only(struct unit *u, int rule)
{
	assert_int_equal(u->diags.len, 1);
	assert_string_equal(fg_rule_at((size_t)u->diags.data[0].rule)->id,
		fg_rule_at((size_t)rule)->id);
}

#endif
