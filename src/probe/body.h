/* SPDX-License-Identifier: ISC */
/*
 * body: the body of an answer as it comes, plain or gzip (RFC 1952), into a buffer with a cap.
 *
 *     body_begin(&body, &text);
 *     while (body_add(&body, &answer, bytes, len)) …       as long as something comes
 *     verdict = body_end(&body);                           what was wrong; PROBE_GOOD: nothing
 *
 * Bytes count unpacked: what grows when it is unpacked costs no more than the cap. libcurl could
 * unpack as well, but takes gzip that is cut off for the whole, and refuses a second member.
 *
 * body_end frees what body_begin and body_add took; the buffer stays the caller's.
 */
#ifndef PROBE_BODY_H
#define PROBE_BODY_H

#include "base/sbuf.h"
#include "probe/policy.h"

struct inflating;

struct body {
	struct sbuf *into;
	struct inflating *inflating; /* NULL: it is not packed, or nothing has come yet */
	enum probe_verdict verdict;
	const char *detail; /* words about it; NULL: none */
};

/* into NULL: nothing is taken. */
void body_begin(struct body *body, struct sbuf *into);
/* answer has the headers. False: no more is wanted; body_end will say why. */
bool body_add(struct body *body, const struct probe_answer *answer, const char *data,
	size_t len);
enum probe_verdict body_end(struct body *body);

#endif
