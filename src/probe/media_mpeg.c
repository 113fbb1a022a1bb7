/* SPDX-License-Identifier: ISC */
/* MPEG audio: a header of the whole stream in the first frame, or one bitrate throughout. */
#include "probe/media_walk.h"

#include <string.h>
#include "probe/mpeg.h"

enum {
	SEARCH_TAG = 65536, /* how far behind a tag the first frame is looked for */
	SEARCH_BARE = 8192, /* … and in what is not known to be audio */
	SURE_FRAMES = 3,    /* so many in a row are no accident */
	TAIL_SIZE = 8192,
	ID3V1_SIZE = 128,
	APE_FOOTER = 32,
};

/* A run of bytes, and where it begins in the file. */
struct window {
	const unsigned char *data;
	size_t len;
	int64_t at;
	bool ends; /* the file ends with it */
};

/* Frames that follow each other from data[i] on, at most most of them; *end is behind the
   last one that is whole, *same: they have one bitrate. */
static unsigned run_of(
	const struct window *w, size_t i, unsigned most, size_t *end, bool *same)
{
	struct mpeg_frame frame;
	unsigned n = 0, kind = 0, bitrate = 0;
	*same = true;
	*end = i;
	while (n < most && w->len - i >= MPEG_HEADER && mpeg_frame(w->data + i, &frame)) {
		if (n > 0 && frame.kind != kind)
			break;
		*same = *same && (n == 0 || frame.bitrate == bitrate);
		kind = frame.kind;
		bitrate = frame.bitrate;
		n++;
		if (frame.bytes > w->len - i)
			break;
		i += frame.bytes;
		*end = i;
	}
	return n;
}

/* The first of a run of frames at or after data[*i]. False: there is none; or *i is at one
   that the window cuts, although the file goes on. */
static bool find_frame(const struct window *w, unsigned kind, size_t *i)
{
	struct mpeg_frame frame;
	size_t end;
	bool same;
	for (; *i + MPEG_HEADER <= w->len; ++*i) {
		if (!mpeg_frame(w->data + *i, &frame) || (kind && frame.kind != kind))
			continue;
		unsigned n = run_of(w, *i, SURE_FRAMES, &end, &same);
		bool cut = frame.bytes > w->len - *i || end + MPEG_HEADER > w->len;
		if (n == SURE_FRAMES || cut)
			return n == SURE_FRAMES || w->ends;
	}
	return false;
}

/* The first frame at or after from, in a window that begins with it. False: there is none,
   or bytes are missing. */
static bool find_first(struct pieces *p, int64_t from, struct window *w)
{
	/* More than SURE_FRAMES of the longest: one that is cut is not at the beginning. */
	enum { LEAST = 8192, FURTHER = 32768 };
	int64_t limit = from + (from > 0 ? SEARCH_TAG : SEARCH_BARE);
	while (from < limit && from < p->size) {
		size_t need = p->size - from < LEAST ? (size_t)(p->size - from) : LEAST;
		size_t i = 0;
		w->data = pieces_from(p, from, need, &w->len);
		if (!w->data)
			return false;
		w->at = from;
		w->ends = from + (int64_t)w->len == p->size;
		if (find_frame(w, 0, &i)) {
			w->at += (int64_t)i;
			w->data += i;
			w->len -= i;
			return true;
		}
		if (w->ends)
			return false;
		from += (int64_t)i;
		p->ahead = FURTHER;
	}
	return false;
}

/* ---- the end ---- */

/* Where the audio ends: before the tags of the last bytes, which are here. */
static int64_t end_of_audio(const struct window *tail)
{
	size_t len = tail->len;
	if (len >= ID3V1_SIZE && memcmp(tail->data + len - ID3V1_SIZE, "TAG", 3) == 0)
		len -= ID3V1_SIZE;
	if (len >= APE_FOOTER &&
		memcmp(tail->data + len - APE_FOOTER, "APETAGEX", 8) == 0) {
		const unsigned char *footer = tail->data + len - APE_FOOTER;
		bool header = le32(footer + 20) >> 31;
		int64_t tag = (int64_t)le32(footer + 12) + (header ? APE_FOOTER : 0);
		return tail->at + (int64_t)len - tag;
	}
	return tail->at + (int64_t)len;
}

/* Have the last frames the bitrate of the first? False too if bytes are missing. */
static bool ends_alike(
	struct pieces *p, int64_t first_at, const struct mpeg_frame *first, int64_t *end)
{
	struct mpeg_frame frame;
	struct window tail = {.at = p->size - TAIL_SIZE, .ends = true};
	size_t i = 0, run_end;
	bool same = false;
	if (tail.at < first_at)
		tail.at = first_at;
	tail.data = pieces_from(p, tail.at, (size_t)(p->size - tail.at), &tail.len);
	if (!tail.data)
		return false;
	*end = end_of_audio(&tail);
	if (*end <=
		tail.at) /* a tag as long as that: what is before it is not looked at */
		return true;
	tail.len = (size_t)(*end - tail.at);
	if (!find_frame(&tail, first->kind, &i) || !mpeg_frame(tail.data + i, &frame))
		return false;
	run_of(&tail, i, UINT32_MAX, &run_end, &same);
	return same && frame.bitrate == first->bitrate;
}

/* ---- the whole ---- */

/* A header of the whole stream can be that of another: files are cut, and put together by
   copying one behind the other. Tags at the end are no more than is left over here. */
static bool is_plausible(const struct mpeg_stream *stream, int64_t bytes, int64_t ms)
{
	enum { LEAST_KBIT = 4, MOST_KBIT = 1000 };
	int64_t kbit = ms > 0 ? bytes * 8 / ms : 0;
	if (kbit < LEAST_KBIT || kbit > MOST_KBIT)
		return bytes < PIECE_MAX && ms > 0; /* too short for an average */
	if (stream->bytes == 0)
		return true;
	int64_t off = bytes - (int64_t)stream->bytes;
	return (off < 0 ? -off : off) <= bytes / 16 + PIECE_MAX;
}

static void by_bitrate(struct pieces *p, const struct window *w,
	const struct mpeg_frame *first, struct media_facts *facts)
{
	bool same;
	size_t run_end;
	int64_t end = p->size;
	run_of(w, 0, UINT32_MAX, &run_end, &same);
	bool alike = same && ends_alike(p, w->at, first, &end);
	if (p->wanted.len > 0)
		return;
	if (alike && end > w->at) {
		facts->audio_bytes = end - w->at;
		facts->duration_ms =
			walk_ms((uint64_t)facts->audio_bytes * 8, first->bitrate * 1000);
		return;
	}
	facts->doubtful = true;
	facts->count_kind = first->kind;
	facts->count_from = w->at;
}

void walk_mpeg(struct pieces *p, int64_t from, struct media_facts *facts)
{
	struct window w;
	struct mpeg_frame first;
	struct mpeg_stream stream;
	bool found = find_first(p, from, &w) && mpeg_frame(w.data, &first);
	facts->format = found ? "audio/mpeg" : NULL;
	if (!found)
		return;
	facts->kind = SNIFF_MPEG;
	facts->channels = first.channels;
	facts->rate = first.rate;
	if (!mpeg_stream(&first, w.data, w.len, &stream)) {
		by_bitrate(p, &w, &first, facts);
		return;
	}
	int64_t ms = walk_ms((uint64_t)stream.frames * first.samples, first.rate);
	if (is_plausible(&stream, p->size - w.at, ms)) {
		facts->duration_ms = ms;
		facts->audio_bytes = stream.bytes ? stream.bytes : p->size - w.at;
		return;
	}
	facts->doubtful = true;
	facts->count_kind = first.kind;
	facts->count_from = w.at;
}
