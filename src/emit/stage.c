/* SPDX-License-Identifier: ISC */
/* The stage: what include/feedgen/feedgen.h says of fg_stage_…, put together. */
#include <feedgen/feedgen.h>

#include <errno.h>
#include <fcntl.h>
#include <stdlib.h>
#include <string.h>
#include <unistd.h>
#include <sys/stat.h>
#include "base/arena.h"
#include "base/diag.h"
#include "base/fs.h"
#include "emit/publish.h"
#include "emit/stream.h"
#include "emit/target.h"
#include "emit/temp.h"

enum { PIECE = 32 * 1024, AHEAD = 8 * 1024 * 1024 };

struct fg_stage {
	struct fg_run *run;
	struct target target;
	struct temp temp;
	/* Bytes in the temp; those in the buffer not counted. Whoever reads them back may be
	   another thread than who adds. */
	_Atomic int64_t size;
	int64_t sent; /* bytes that are on their way to the disk */
	bool failed;  /* said in a diagnostic; nothing can be added any more */
	/* errno: the folder takes no temp, so this one is elsewhere. It does to see that there is
	   nothing to change. 0: it is beside its target. */
	int refused;
	size_t len;
	char *buffer; /* of a PIECE */
};

static void complain(struct fg_stage *s, const char *step)
{
	const struct target *t = &s->target;
	if (t->is_stream)
		diag_add(s->run->diags, FG_RULE_EMIT_WRITE_FAILED, t->place,
			"cannot %s: %s; nothing was written to %s", step, strerror(errno),
			t->name);
	else
		publish_failed(s->run, t, step);
}

static void complain_of_folder(struct fg_stage *s)
{
	complain(s, arena_printf(s->run->arena, "make %s in its folder",
			    temp_name(s->run->arena, s->target.name)));
}

/* A folder that may not be written to holds a published feed well, until it changes. */
static bool open_elsewhere(struct fg_stage *s)
{
	int refused = errno;
	if (fs_may_not_write(refused) && publish_has_file(&s->target) &&
		temp_open_unnamed(&s->temp)) {
		s->refused = refused;
		return true;
	}
	errno = refused;
	complain_of_folder(s);
	return false;
}

static bool open_file_temp(struct fg_stage *s)
{
	struct fg_run *run = s->run;
	const struct target *t = &s->target;
	enum temp_result result = temp_open(run->arena, t->dir, t->name, &s->temp);
	if (result == TEMP_FAILED)
		return open_elsewhere(s);
	if (result == TEMP_BUSY)
		diag_add(run->diags, FG_RULE_EMIT_LOCKED, t->place,
			"another run is writing %s", t->name);
	if (result == TEMP_FOREIGN)
		diag_add(run->diags, FG_RULE_EMIT_TEMP_FOREIGN, t->place,
			"%s is in the way: another user made it, or it is no plain file",
			s->temp.name);
	if (result == TEMP_UNLOCKED)
		diag_add(run->diags, FG_RULE_EMIT_UNLOCKED, t->place,
			"the file system of %s has no locks: going on without one",
			t->name);
	return result == TEMP_LOCKED || result == TEMP_UNLOCKED;
}

static bool open_temp(struct fg_stage *s)
{
	if (!s->target.is_stream)
		return open_file_temp(s);
	if (temp_open_unnamed(&s->temp))
		return true;
	complain(s, "make a temporary file");
	return false;
}

struct fg_stage *fg_stage_new(struct fg_run *run, const char *path)
{
	struct fg_stage *s = arena_new(run->arena, struct fg_stage);
	s->run = run;
	s->buffer = arena_text(run->arena, PIECE);
	if (!target_open(run, path, &s->target))
		return NULL;
	if (!open_temp(s)) {
		target_close(&s->target);
		return NULL;
	}
	return s;
}

/* While the rest is made, the disk takes what there is: at the end, fsync waits for less. Should
   that fail, fsync says so. */
static void send_ahead(struct fg_stage *s)
{
	if (s->target.is_stream || s->size - s->sent < AHEAD)
		return;
	sync_file_range(s->temp.fd, s->sent, s->size - s->sent, SYNC_FILE_RANGE_WRITE);
	s->sent = s->size;
}

static bool flush(struct fg_stage *s)
{
	size_t len = s->len;
	s->len = 0;
	if (s->failed)
		return false;
	if (!fs_write_all(s->temp.fd, s->buffer, len)) {
		complain(s, "write the new file");
		s->failed = true;
		return false;
	}
	s->size += (int64_t)len;
	send_ahead(s);
	return true;
}

/* All goes through the buffer, which is written when a piece is full: of what begins at a multiple
   of its size a file system makes one piece in memory, and otherwise many pages. Larger ones it
   would not have at hand. */
bool fg_stage_add(struct fg_stage *s, const char *data, size_t len)
{
	while (len > 0 && !s->failed) {
		size_t room = PIECE - s->len, n = len < room ? len : room;
		memcpy(s->buffer + s->len, data, n);
		s->len += n;
		data += n;
		len -= n;
		if (n == room)
			flush(s);
	}
	return !s->failed;
}

int fg_stage_fd(struct fg_stage *s)
{
	return flush(s) ? s->temp.fd : -1;
}

int64_t fg_stage_size(const struct fg_stage *s)
{
	return s->size;
}

/* Everything that can fail late is asked for: a write may have gone to a cache only. */
static bool finish_stream(struct target *t)
{
	struct stat st;
	bool is_file = fstat(t->out, &st) == 0 && S_ISREG(st.st_mode);
	bool synced = !is_file || fsync(t->out) == 0;
	int error = errno;
	bool closed = target_close(t);
	if (!synced)
		errno = error;
	return synced && closed;
}

static enum fg_emitted send(struct fg_stage *s)
{
	int64_t done = 0;
	if (stream_send(s->temp.fd, s->size, s->target.out, &done) &&
		finish_stream(&s->target))
		return FG_EMIT_WRITTEN;
	const struct target *t = &s->target;
	if (errno == EPIPE)
		diag_add(s->run->diags, FG_RULE_EMIT_PIPE_CLOSED, t->place,
			"the reader of %s went away", t->name);
	else if (done == 0)
		complain(s, "write");
	else
		diag_add(s->run->diags, FG_RULE_EMIT_WRITE_FAILED, t->place,
			"cannot write: %s; of %lld bytes, %lld were written to %s",
			strerror(errno), (long long)s->size, (long long)done, t->name);
	return FG_EMIT_FAILED;
}

bool fg_stage_fits(struct fg_stage *s)
{
	if (!flush(s))
		return false;
	if (!s->refused || publish_is_unchanged(&s->target, &s->temp, s->size))
		return true;
	errno = s->refused;
	complain_of_folder(s);
	return false;
}

enum fg_emitted fg_stage_commit(struct fg_stage *s)
{
	enum fg_emitted result = FG_EMIT_FAILED;
	if (fg_stage_fits(s))
		result = s->target.is_stream ? send(s)
			 : s->refused        ? FG_EMIT_UNCHANGED
				      : publish(s->run, &s->target, &s->temp, s->size);
	fg_stage_drop(s);
	return result;
}

void fg_stage_drop(struct fg_stage *s)
{
	if (!s)
		return;
	temp_discard(s->target.dir, &s->temp);
	target_close(&s->target);
}

const char *fg_stage_temp(struct arena *a, const char *path)
{
	char *real = realpath(path, NULL);
	const char *slash = real ? strrchr(real, '/') : NULL;
	const char *temp =
		slash ? fs_join(a, fs_dirname(a, real), temp_name(a, slash + 1)) : NULL;
	free(real);
	return temp;
}
