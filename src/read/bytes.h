/* SPDX-License-Identifier: ISC */
/* The length of a file as people write it. */
#ifndef READ_BYTES_H
#define READ_BYTES_H

#include <stdbool.h>
#include <stdint.h>

/* A whole number of bytes; with mega, and also where the text says MB, millions of them:
   *exact is then false. */
bool bytes_parse(const char *text, bool mega, int64_t *bytes, bool *exact);

#endif
