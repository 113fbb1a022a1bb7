/* SPDX-License-Identifier: ISC */
/* Shelf: what include/feedgen/feedgen.h says of fg_shelf_…. */
#include <feedgen/feedgen.h>

#include <errno.h>
#include <sys/statvfs.h>
#include <unistd.h>
#include "base/arena.h"
#include "base/fs.h"
#include "base/sbuf.h"
#include "emit/temp.h"

enum { SHARE = 4 }; /* of the free space: the rest is for what is made of the texts */

struct place {
	int64_t at;
	size_t len; /* 0: nothing is there */
};

struct fg_shelf {
	struct temp temp;
	int64_t size, max; /* max 0: nothing goes in (any more) */
	struct place *places;
	size_t n;
};

struct fg_shelf *fg_shelf_open(struct fg_run *run, size_t places)
{
	struct fg_shelf *s = arena_new(run->arena, struct fg_shelf);
	struct statvfs disk;
	if (!temp_open_on_disk(&s->temp))
		return NULL;
	if (fstatvfs(s->temp.fd, &disk) == 0)
		s->max = (int64_t)(disk.f_bavail / SHARE * disk.f_frsize);
	s->n = places;
	s->places = arena_array(run->arena, places, sizeof *s->places);
	return s;
}

/* Somebody else needs the space, perhaps we. */
static void give_up(struct fg_shelf *s)
{
	s->max = 0;
	if (ftruncate(s->temp.fd, 0) != 0)
		return;
	for (size_t i = 0; i < s->n; i++)
		s->places[i].len = 0;
}

void fg_shelf_put(struct fg_shelf *s, size_t place, const char *data, size_t len)
{
	if (s->max - s->size < (int64_t)len)
		return;
	if (!fs_write_all(s->temp.fd, data, len)) {
		give_up(s);
		return;
	}
	s->places[place] = (struct place){s->size, len};
	s->size += (int64_t)len;
}

static bool read_all(int fd, int64_t at, char *to, size_t len)
{
	while (len > 0) {
		ssize_t n = pread(fd, to, len, at);
		if (n < 0 && errno == EINTR)
			continue;
		if (n <= 0)
			return false;
		to += n;
		at += n;
		len -= (size_t)n;
	}
	return true;
}

bool fg_shelf_get(const struct fg_shelf *s, size_t place, struct sbuf *text)
{
	const struct place *p = &s->places[place];
	sbuf_reset(text);
	if (p->len == 0 || !sbuf_reserve(text, p->len) ||
		!read_all(s->temp.fd, p->at, text->own, p->len))
		return false;
	text->len = p->len;
	text->own[text->len] = '\0';
	return true;
}

void fg_shelf_close(struct fg_shelf *s)
{
	if (s)
		temp_discard(-1, &s->temp);
}
