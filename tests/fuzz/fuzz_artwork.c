/* SPDX-License-Identifier: ISC */
/*
 * Fuzz target: the first bytes of a picture, which may be anybody's. Whatever they are, few
 * ranges are wanted, each lies behind the last one, and what is known of a picture hangs
 * together. The bytes are handed over in memory of exactly their size.
 */
#include "fuzz.h"

#include <string.h>
#include "probe/artwork.h"

static void hand_over(
	struct artwork *look, int64_t first, size_t len, const uint8_t *data, size_t size)
{
	size_t from = (uint64_t)first < size ? (size_t)first : size;
	size_t n = len < size - from ? len : size - from;
	char *exact = malloc(n ? n : 1);
	must(exact);
	memcpy(exact, data + from, n);
	artwork_read(look, first, exact, n);
	free(exact);
}

static void check(const struct probe_facts *facts)
{
	const char *format = facts->format;
	must(facts->looked && (!format || artwork_name(format)));
	bool measured = format && (strcmp(format, "image/jpeg") == 0 ||
					  strcmp(format, "image/png") == 0);
	must(measured || (!facts->width && !facts->height && !facts->colour));
	must(!facts->width == !facts->height && facts->colour < PROBE_COLOUR_COUNT);
	must(!facts->alpha || facts->width > 0);
}

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size)
{
	for (int known = 0; known < 2; known++) {
		struct artwork look = {.size = known ? (int64_t)size : 0};
		int64_t first, last = -1;
		size_t len, ranges = 0;
		while (artwork_wants(&look, &first, &len)) {
			must(first > last && len <= ARTWORK_FIRST);
			last = first;
			ranges++;
			hand_over(&look, first, len, data, size);
			check(&look.facts);
		}
		must(ranges <= ARTWORK_RANGES);
	}
	return 0;
}
