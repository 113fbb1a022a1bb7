/* SPDX-License-Identifier: ISC */
#include "probe/listen.h"

#include <fcntl.h>
#include <sys/stat.h>
#include <unistd.h>
#include "base/trace.h"
#include "base/vec.h"
#include "probe/mpeg.h"

/* A bitrate beyond this is none, in kbit/s / 8. */
enum { RATE_MOST = 100000 };

struct listening {
	struct arena arena; /* it is in this one itself, with the bytes */
	struct media_plan plan;
};

void listen_release(struct listen *l)
{
	media_free(l->media);
	l->media = NULL;
}

static struct media *media_of(struct listen *l)
{
	if (!l->media)
		l->media = media_new(l->run->arena, l->limits->media_ms);
	return l->media;
}

void listen_prepare(struct listen *l)
{
	media_begin(media_of(l));
}

/* ---- two readers ---- */

static const char *trouble_of(enum media_result result)
{
	switch (result) {
	case MEDIA_CRASHED:
		return "it brought down the program that reads it";
	case MEDIA_HUNG:
		return "reading it came to no end";
	default:
		return NULL;
	}
}

/* Ours is exact to the millisecond, TagLib's is cut to seconds. Where both speak and do not
   agree the file is odd, and no playing time is better than a wrong one. */
static int64_t agreed_ms(int64_t ours, int64_t taglib)
{
	enum { SLACK_MS = 2000 };
	int64_t off = ours > taglib ? ours - taglib : taglib - ours;
	int64_t slack = ours / 100 > SLACK_MS ? ours / 100 : SLACK_MS;
	if (ours == 0 || taglib == 0)
		return ours + taglib;
	return off <= slack ? ours : 0;
}

/* Puts what the plan knows and what TagLib says together. counted_ms: all frames were
   counted, and nobody knows better; 0: they were not. */
static void conclude(struct listen *l, const struct media_plan *plan, int64_t counted_ms,
	struct heard *heard)
{
	const struct media_facts *f = &plan->facts;
	struct media_reading r = {0};
	enum media_result result = MEDIA_UNKNOWN;
	if (!f->doubtful)
		result = media_read(media_of(l), plan, &r);
	if (result >= MEDIA_UNABLE)
		trace_once(l->run->settings->traces); /* it may do better next time */
	int64_t ms = counted_ms ? counted_ms
				: agreed_ms(f->duration_ms, (int64_t)r.seconds * 1000);
	heard->trouble = trouble_of(result);
	heard->is_pointer = f->kind == SNIFF_LFS;
	heard->facts = (struct probe_facts){
		.looked = true,
		.format = f->format,
		.duration_ms = ms,
		.bitrate = r.bitrate,
		.channels = f->channels,
	};
	if (r.bitrate == 0 && ms > 0 && f->audio_bytes / ms < RATE_MOST)
		heard->facts.bitrate = (int)(f->audio_bytes * 8 / ms);
}

/* The plan's chapters, as long as the run. */
static void keep_chapters(
	struct arena *a, const struct media_plan *plan, struct fg_chapters *chapters)
{
	*chapters = (struct fg_chapters){0};
	for (size_t i = 0; i < plan->chapters.len; i++) {
		const struct fg_chapter *c = &plan->chapters.data[i];
		*vec_push(a, chapters) = (struct fg_chapter){.start_ms = c->start_ms,
			.title = arena_strdup(a, c->title),
			.href = c->href ? arena_strdup(a, c->href) : NULL};
	}
}

/* ---- files ---- */

/* Fetches what the plan asks for. */
static void read_ranges(int fd, struct media_plan *plan, char *buffer)
{
	struct pieces_range range;
	while (media_plan_next(plan, &range)) {
		ssize_t n = pread(fd, buffer, range.len, range.first);
		if (n > 0)
			media_plan_add(plan, range.first, buffer, (size_t)n);
	}
}

/* Counts every frame. 0: reading failed. */
static int64_t count_ms(int fd, const struct media_facts *facts, char *buffer)
{
	struct mpeg_count count = {.kind = facts->count_kind};
	int64_t at = facts->count_from;
	ssize_t n;
	while ((n = pread(fd, buffer, PIECE_MAX, at)) > 0) {
		mpeg_count_add(&count, (const unsigned char *)buffer, (size_t)n);
		at += n;
	}
	if (n < 0 || facts->rate == 0)
		return 0;
	return (int64_t)(count.samples * 1000 / facts->rate);
}

static void listen_fd(struct listen *l, int fd, struct heard *heard)
{
	struct stat st;
	struct arena arena;
	struct media_plan plan;
	if (fstat(fd, &st) != 0 || !S_ISREG(st.st_mode) || st.st_size <= 0)
		return;
	arena_init(&arena, l->run->arena->exhausted);
	char *buffer = arena_alloc(&arena, PIECE_MAX);
	media_plan_begin(&plan, &arena, st.st_size, &media_local);
	read_ranges(fd, &plan, buffer);
	int64_t counted = plan.facts.count_kind ? count_ms(fd, &plan.facts, buffer) : 0;
	conclude(l, &plan, counted, heard);
	keep_chapters(l->run->arena, &plan, &heard->chapters);
	arena_release(&arena);
}

void listen_file(struct listen *l, const char *path, struct heard *heard)
{
	*heard = (struct heard){0};
	int fd = open(path, O_RDONLY | O_NONBLOCK | O_CLOEXEC | O_NOCTTY);
	if (fd < 0)
		return; /* local.c says why */
	listen_fd(l, fd, heard);
	close(fd);
}

/* ---- servers ---- */

bool listen_next(
	struct listening *at, int64_t size, bool parts, struct pieces_range *range)
{
	struct media_plan first, *plan = at ? &at->plan : &first;
	if (!at)
		media_plan_begin(&first, NULL, size, &media_remote);
	if (!parts)
		plan->limits = &media_beginning;
	return media_plan_next(plan, range);
}

/* The plan is where it was when it asked for its first range. */
static struct listening *begin(const struct listen *l, int64_t size)
{
	struct arena arena;
	struct pieces_range first;
	arena_init(&arena, l->run->arena->exhausted);
	struct listening *at = arena_new(&arena, struct listening);
	at->arena = arena;
	media_plan_begin(&at->plan, &at->arena, size, &media_remote);
	media_plan_next(&at->plan, &first);
	return at;
}

void listen_add(struct listen *l, struct listening **at, int64_t size,
	const struct pieces_range *range, const void *data)
{
	if (!*at)
		*at = begin(l, size);
	media_plan_add(&(*at)->plan, range->first, data, range->len);
}

void listen_end(struct listen *l, struct listening **at, struct heard *heard)
{
	if (!*at)
		return;
	struct media_plan *plan = &(*at)->plan;
	if (plan->pieces.list.len > 0) {
		conclude(l, plan, 0, heard);
		keep_chapters(l->run->arena, plan, &heard->chapters);
	}
	struct arena arena = (*at)->arena;
	arena_release(&arena);
	*at = NULL;
}
