/* SPDX-License-Identifier: ISC */
/*
 * Stream: sending what was staged to a pipe, a device or standard output.
 */
#ifndef EMIT_STREAM_H
#define EMIT_STREAM_H

#include <stdint.h>
#include <stdbool.h>

/* Writes the first size bytes of the file from to the descriptor to, over short writes,
   interruptions and a descriptor that does not block. False: errno (EPIPE: nobody reads
   any more); *done tells how much was written. */
bool stream_send(int from, int64_t size, int to, int64_t *done);

#endif
