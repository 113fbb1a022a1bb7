/* SPDX-License-Identifier: ISC */
/*
 * For the tests of the emit room: a scratch folder to write in, and what to ask of it.
 */
#ifndef EMIT_SCRATCH_H
#define EMIT_SCRATCH_H

#include "tempdir.h"

#include <errno.h>
#include <signal.h>

enum { NOBODY = 65534, FOREIGN_GROUP = 54321 };

/* A scratch folder, which is also the working folder, and a run. */
struct scratch {
	struct unit u;
	struct tempdir folder;
	mode_t umask;
};

static inline int setup(void **state)
{
	struct scratch *s = calloc(1, sizeof *s);
	unit_open(&s->u);
	if (!tempdir_enter(&s->folder))
		return -1;
	s->umask = umask(022);
	signal(SIGPIPE, SIG_IGN);
	signal(SIGXFSZ, SIG_IGN);
	*state = s;
	return 0;
}

static inline int teardown(void **state)
{
	struct scratch *s = *state;
	umask(s->umask);
	bool left = tempdir_leave(&s->folder, &s->u);
	unit_close(&s->u);
	free(s);
	return left ? 0 : -1;
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
