/* SPDX-License-Identifier: ISC */
/*
 * Fuzz target: the plan for a sound file and the chapters in it. The first byte says how
 * much larger than its bytes the file claims to be, and how its server answers; the rest is
 * the file. Whatever it holds: the plan ends, stays within its budget and within the file,
 * and what it says is what may be published.
 */
#include "fuzz.h"

#include <string.h>
#include "base/url.h"
#include "base/utf8.h"
#include "model/check.h"
#include "probe/embedded.h"
#include "probe/mpeg.h"

static void check_facts(const struct media_facts *f)
{
	const int64_t year_ms = INT64_C(366) * 24 * 60 * 60 * 1000;
	must(f->duration_ms >= 0 && f->duration_ms <= year_ms + 1000);
	must(f->audio_bytes >= 0);
	must(!f->format || check_mime(f->format));
	must(!f->doubtful || f->duration_ms == 0);
}

static void check_chapters(const struct fg_chapters *c)
{
	must(c->len <= CHAPTERS_MOST);
	for (size_t i = 0; i < c->len; i++) {
		struct str title = str_of(c->data[i].title);
		must(c->data[i].start_ms >= 0);
		must(i == 0 || c->data[i].start_ms >= c->data[i - 1].start_ms);
		must(title.len > 0 && utf8_clean_len(title) == title.len);
		must(!c->data[i].href || url_is_web(c->data[i].href));
	}
}

/* What the server gives of a range: all, half, or all but what the file has not. */
static size_t answer(const struct pieces_range *r, size_t size, unsigned manner)
{
	size_t len = r->len;
	if (r->first >= (int64_t)size)
		return 0;
	if (len > size - (size_t)r->first)
		len = size - (size_t)r->first;
	return manner % 4 == 3 ? len / 2 : len;
}

static void run(struct str file, unsigned manner, const struct media_limits *limits)
{
	static const int64_t more[] = {0, 1, 100000, INT64_C(1) << 40};
	struct arena arena;
	struct media_plan plan;
	struct pieces_range r;
	size_t ranges = 0, bytes = 0;
	arena_init(&arena, exhausted);
	int64_t size = (int64_t)file.len + more[manner / 4 % 4];
	media_plan_begin(&plan, &arena, size, limits);
	while (media_plan_next(&plan, &r)) {
		must(r.first >= 0 && r.first < size && r.len > 0 && r.len <= PIECE_MAX);
		must((int64_t)r.len <= size - r.first);
		must(++ranges <= limits->ranges && (bytes += r.len) <= limits->bytes);
		size_t n = answer(&r, file.len, manner);
		if (n > 0)
			media_plan_add(&plan, r.first, file.data + r.first, n);
	}
	check_facts(&plan.facts);
	check_chapters(&plan.chapters);
	arena_release(&arena);
}

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size)
{
	struct mpeg_count count = {0};
	if (size < 1)
		return 0;
	struct str file = {(const char *)data + 1, size - 1};
	run(file, data[0], &media_remote);
	run(file, data[0], &media_local);
	mpeg_count_add(&count, data, size);
	must(count.samples <= size / 20 * 1152 + 1152);
	return 0;
}
