/* SPDX-License-Identifier: ISC */
/* Folder: what include/feedgen/feedgen.h says of fg_folder_…. */
#include <feedgen/feedgen.h>

#include <errno.h>
#include <fcntl.h>
#include <stdio.h>
#include <string.h>
#include <unistd.h>
#include <sys/stat.h>
#include "base/arena.h"
#include "base/diag.h"
#include "base/fs.h"
#include "base/vec.h"
#include "emit/manifest.h"
#include "emit/own_folder.h"

enum { FILE_MAX = 64 << 20, MODE_BITS = 0777 };

struct made {
	const char *name;
	char *hash;
	bool is_new;
};

struct fg_folder {
	struct fg_run *run;
	struct own_folder own;
	struct manifest was; /* what was made until now */
	const char *was_text;
	struct map now; /* names of this run */
	struct {
		struct made *data;
		size_t len, cap;
	} made;
	struct {
		const char **data;
		size_t len, cap;
	} stale;
	struct fg_folder_counts counts;
};

static bool fail(struct fg_run *run, const struct own_folder *own, const char *name,
	const char *step)
{
	const char *path = name ? fs_join(run->diags->arena, own->path, name) : own->path;
	diag_add(run->diags, FG_RULE_EMIT_WRITE_FAILED, (struct fg_place){.file = path},
		"cannot %s: %s", step, strerror(errno));
	return false;
}

struct fg_folder *fg_folder_open(struct fg_run *run, const char *dir, const char *owner)
{
	struct fg_folder *f = arena_new(run->arena, struct fg_folder);
	struct str text;
	f->run = run;
	f->now.arena = run->arena;
	manifest_init(&f->was, run->arena);
	if (!own_folder_open(run, dir, owner, &f->own))
		return NULL;
	if (!own_folder_read(&f->own, run->arena, &text)) {
		fail(run, &f->own, NULL, "read the list of files that were made");
		own_folder_close(&f->own);
		return NULL;
	}
	f->was_text = text.data;
	manifest_parse(&f->was, text);
	return f;
}

/* ---- one file ---- */

/* What is there under a name. */
struct present {
	bool there;
	mode_t mode;
	struct str text; /* all of it; cut, if it is larger than any file of ours */
};

/* False after a diagnostic. */
static bool look(const struct fg_folder *f, struct fg_run *run, const char *name,
	struct present *p)
{
	struct stat st;
	*p = (struct present){0};
	if (fstatat(f->own.dir, name, &st, AT_SYMLINK_NOFOLLOW) < 0)
		return errno == ENOENT || fail(run, &f->own, name, "look at it");
	if (!S_ISREG(st.st_mode)) {
		diag_add(run->diags, FG_RULE_EMIT_NOT_OURS,
			(struct fg_place){
				.file = fs_join(run->diags->arena, f->own.path, name)},
			"this is no plain file");
		return false;
	}
	p->there = true;
	p->mode = st.st_mode & MODE_BITS;
	int fd = openat(f->own.dir, name, O_RDONLY | O_NOFOLLOW | O_CLOEXEC | O_NONBLOCK);
	if (fd < 0)
		return fail(run, &f->own, name, "read it");
	size_t most = st.st_size > FILE_MAX ? FILE_MAX : (size_t)st.st_size;
	bool good = own_folder_read_fd(fd, run->arena, most, &p->text);
	close(fd);
	return good || fail(run, &f->own, name, "read it");
}

static bool hash_of(struct fg_run *run, struct str text, char hash[SHA256_TEXT_SIZE])
{
	if (!sha256_text(text.data, text.len, hash))
		run->arena->exhausted();
	return true;
}

static bool is_ours(const struct fg_folder *f, struct fg_run *run, const char *name,
	const struct present *p)
{
	char hash[SHA256_TEXT_SIZE];
	if (!manifest_find(&f->was, name))
		return false;
	return hash_of(run, p->text, hash) && manifest_has(&f->was, name, hash);
}

/* The same bytes are there: the hash is known, or is worked out once. */
static bool take_same(
	const struct fg_folder *f, struct fg_run *run, struct fg_folder_file *file)
{
	const struct manifest_line *line = manifest_find(&f->was, file->name);
	file->is_new = false;
	if (line && !line->also)
		memcpy(file->hash, line->hash, sizeof file->hash);
	else
		hash_of(run, (struct str){file->text, file->len}, file->hash);
	return true;
}

static bool put(const struct fg_folder *f, struct fg_run *run,
	const struct fg_folder_file *file, const struct present *p)
{
	int fd = openat(f->own.staging, file->name,
		O_WRONLY | O_CREAT | O_TRUNC | O_NOFOLLOW | O_CLOEXEC, 0666);
	if (fd < 0)
		return fail(run, &f->own, file->name, "make the new file");
	bool good = fs_write_all(fd, file->text, file->len) &&
		    (!p->there || fchmod(fd, p->mode) == 0);
	return fs_close_written(fd, good) ||
	       fail(run, &f->own, file->name, "write the new file");
}

bool fg_folder_stage(
	const struct fg_folder *f, struct fg_run *run, struct fg_folder_file *file)
{
	struct present p;
	struct str text = {file->text, file->len};
	errno = f->own.refused;
	if (errno)
		return fail(run, &f->own, file->name, "make the new file");
	if (!look(f, run, file->name, &p))
		return false;
	if (p.there && str_eq(p.text, text))
		return take_same(f, run, file);
	if (p.there && !is_ours(f, run, file->name, &p)) {
		diag_add(run->diags, FG_RULE_EMIT_NOT_OURS,
			(struct fg_place){.file = fs_join(run->diags->arena, f->own.path,
						  file->name)},
			manifest_find(&f->was, file->name)
				? "this was changed since feedgen made it"
				: "this was not made by feedgen for this show");
		return false;
	}
	file->is_new = true;
	return hash_of(run, text, file->hash) && put(f, run, file, &p);
}

void fg_folder_add(struct fg_folder *f, const struct fg_folder_file *file)
{
	struct arena *a = f->run->arena;
	struct made *made = vec_push(a, &f->made);
	made->name = arena_strdup(a, file->name);
	made->hash = arena_strdup(a, file->hash);
	made->is_new = file->is_new;
	map_put(&f->now, made->name, made->hash);
}

/* ---- all of them ---- */

/* Sorts out what was made once and is not any more. */
static bool find_stale(struct fg_folder *f)
{
	for (size_t i = 0; i < f->was.len; i++) {
		const char *name = f->was.data[i]->name;
		struct present p;
		if (map_get(&f->now, name))
			continue;
		if (!look(f, f->run, name, &p))
			return false;
		if (!p.there)
			continue;
		if (is_ours(f, f->run, name, &p))
			*vec_push(f->run->arena, &f->stale) = name;
		else
			diag_add(f->run->diags, FG_RULE_EMIT_KEPT,
				(struct fg_place){.file = fs_join(f->run->arena,
							  f->own.path, name)},
				"no episode has it any more, but it was changed since "
				"feedgen "
				"made it");
	}
	return true;
}

static void add_versions(
	struct manifest *to, const struct manifest *from, const char *name)
{
	for (const struct manifest_line *l = manifest_find(from, name); l; l = l->also)
		manifest_add(to, l->name, l->hash);
}

/* Writes down what is about to be ours, before it is there: a run that is killed in between
   leaves the old version or the new one, and both are known. */
static bool write_manifest(struct fg_folder *f)
{
	struct manifest now;
	struct sbuf text;
	manifest_init(&now, f->run->arena);
	for (size_t i = 0; i < f->made.len; i++) {
		const struct made *m = &f->made.data[i];
		manifest_add(&now, m->name, m->hash);
		if (m->is_new)
			add_versions(&now, &f->was, m->name);
	}
	for (size_t i = 0; i < f->stale.len; i++)
		add_versions(&now, &f->was, f->stale.data[i]);
	sbuf_init(&text, SIZE_MAX / 2);
	manifest_text(&now, &text);
	sbuf_need_memory(&text, f->run->arena);
	bool good = strcmp(text.data, f->was_text) == 0 ||
		    own_folder_write(&f->own, sbuf_text(&text));
	sbuf_release(&text);
	return good ||
	       fail(f->run, &f->own, NULL, "write the list of files that are made");
}

static bool put_in_place(struct fg_folder *f)
{
	size_t n = 0;
	for (size_t i = 0; i < f->made.len; i++)
		n += f->made.data[i].is_new;
	if (n && !own_folder_sync(&f->own))
		return fail(f->run, &f->own, NULL, "sync the new files to the disk");
	if (!write_manifest(f))
		return false;
	for (size_t i = 0; i < f->made.len; i++) {
		const struct made *m = &f->made.data[i];
		if (m->is_new &&
			renameat(f->own.staging, m->name, f->own.dir, m->name) < 0)
			return fail(
				f->run, &f->own, m->name, "put the new file in place");
		f->counts.written += m->is_new;
		f->counts.unchanged += !m->is_new;
	}
	return true;
}

static void sync_folder(const struct fg_folder *f)
{
	if (fsync(f->own.dir) < 0 && errno != EINVAL)
		diag_add(f->run->diags, FG_RULE_EMIT_NOT_DURABLE,
			(struct fg_place){.file = f->own.path},
			"the files are in place, but their folder could not be synced: "
			"%s",
			strerror(errno));
}

bool fg_folder_publish(struct fg_folder *f)
{
	if (!find_stale(f) || !put_in_place(f))
		return false;
	if (f->counts.written)
		sync_folder(f);
	return true;
}

void fg_folder_sweep(struct fg_folder *f)
{
	for (size_t i = 0; i < f->stale.len; i++) {
		const char *name = f->stale.data[i];
		if (unlinkat(f->own.dir, name, 0) == 0 || errno == ENOENT)
			f->counts.removed++;
		else
			diag_add(f->run->diags, FG_RULE_EMIT_NOT_REMOVED,
				(struct fg_place){.file = fs_join(f->run->arena,
							  f->own.path, name)},
				"no episode has it any more, but it cannot be removed: "
				"%s",
				strerror(errno));
	}
}

struct fg_folder_counts fg_folder_counts(const struct fg_folder *f)
{
	return f->counts;
}

void fg_folder_close(struct fg_folder *f)
{
	if (f)
		own_folder_close(&f->own);
}
