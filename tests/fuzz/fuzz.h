/* SPDX-License-Identifier: ISC */
/* fuzz: what every target has. */
#ifndef TESTS_FUZZ_H
#define TESTS_FUZZ_H

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>
#include <stdlib.h>

/* Called with whatever the fuzzer has made, or a file of the corpus; gives 0. */
int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size);

/* What does not hold is a finding. */
static inline void must(bool holds)
{
	if (!holds)
		abort();
}

/* For arena_init. */
static inline void exhausted(void)
{
	abort();
}

#endif
