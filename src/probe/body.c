/* SPDX-License-Identifier: ISC */
#include "probe/body.h"

#include <stdlib.h>
#define ZLIB_CONST
#include <zlib.h>

enum { PIECE = 16 * 1024, GZIP_ONLY = 16 + MAX_WBITS };

struct inflating {
	z_stream z;
	bool ended; /* a member is complete, and nothing has come behind it */
};

void body_begin(struct body *body, struct sbuf *into)
{
	*body = (struct body){.into = into};
	if (into)
		sbuf_reset(into);
}

static bool fail(struct body *body, enum probe_verdict verdict, const char *detail)
{
	body->verdict = verdict;
	body->detail = detail;
	return false;
}

static bool take(struct body *body, const void *data, size_t len)
{
	if (len > body->into->max - body->into->len)
		return fail(body, PROBE_TOO_LARGE, NULL);
	sbuf_add(body->into, data, len);
	if (body->into->failed)
		return fail(body, PROBE_UNABLE, "there is no memory for what it sends");
	return true;
}

static bool begin_inflating(struct body *body)
{
	struct inflating *in = calloc(1, sizeof *in);
	if (!in || inflateInit2(&in->z, GZIP_ONLY) != Z_OK) {
		free(in);
		return fail(body, PROBE_UNABLE, "there is no memory for unpacking");
	}
	body->inflating = in;
	return true;
}

/* Unpacks up to a piece. False: no more can be done with what has come. */
static bool inflate_piece(struct body *body)
{
	unsigned char piece[PIECE];
	struct inflating *in = body->inflating;
	if (in->ended && in->z.avail_in > 0) {
		/* Another member; gzip(1), too, passes over what is none. */
		if (in->z.next_in[0] != 0x1f)
			return false;
		inflateReset(&in->z);
		in->ended = false;
	}
	in->z.next_out = piece;
	in->z.avail_out = sizeof piece;
	int result = inflate(&in->z, Z_NO_FLUSH);
	if (result != Z_OK && result != Z_STREAM_END && result != Z_BUF_ERROR)
		return fail(body, PROBE_BROKEN, "it is not the gzip that it says it is");
	in->ended = result == Z_STREAM_END;
	return take(body, piece, sizeof piece - in->z.avail_out) &&
	       (in->z.avail_in > 0 || in->z.avail_out == 0);
}

static bool unpack(struct body *body, const char *data, size_t len)
{
	if (!body->inflating && !begin_inflating(body))
		return false;
	body->inflating->z.next_in = (const Bytef *)data;
	body->inflating->z.avail_in = (uInt)len;
	while (inflate_piece(body))
		;
	return body->verdict == PROBE_GOOD;
}

bool body_add(struct body *body, const struct probe_answer *answer, const char *data,
	size_t len)
{
	if (!answer->encoded) {
		/* Not worth waiting for. */
		bool announced = answer->length > 0 &&
				 (uint64_t)answer->length > (uint64_t)body->into->max;
		return announced ? fail(body, PROBE_TOO_LARGE, NULL)
				 : take(body, data, len);
	}
	if (!answer->gzip)
		return fail(body, PROBE_BROKEN,
			"it is packed in a way that nobody asked for");
	return unpack(body, data, len);
}

enum probe_verdict body_end(struct body *body)
{
	struct inflating *in = body->inflating;
	if (!in)
		return body->verdict;
	if (body->verdict == PROBE_GOOD && !in->ended)
		fail(body, PROBE_BROKEN, "the gzip ends before all of it has come");
	inflateEnd(&in->z);
	free(in);
	body->inflating = NULL;
	return body->verdict;
}
