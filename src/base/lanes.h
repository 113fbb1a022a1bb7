/* SPDX-License-Identifier: ISC */
/*
 * lanes: sixteen bytes of text looked at together, in the compiler's vectors: SSE2, NEON
 * or plain words, whatever the machine has.
 *
 *     lanes v = lanes_load(s + i);
 *     i += lanes_first((lanes)(v == '<') | (lanes)(v == '&'));
 */
#ifndef BASE_LANES_H
#define BASE_LANES_H

#include <stdint.h>
#include <stddef.h>
#include <string.h>

enum { LANES = 16 };
typedef unsigned char lanes __attribute__((vector_size(LANES)));

static inline lanes lanes_load(const char *s)
{
	lanes v;
	memcpy(&v, s, sizeof v);
	return v;
}

/* The same of fewer than LANES bytes, zeros behind them. */
static inline lanes lanes_load_end(const char *s, size_t len)
{
	lanes v = {0};
	memcpy(&v, s, len);
	return v;
}

#ifdef __SSE2__
/* The first lane of mask, the result of a comparison, that is true; LANES: none is. */
static inline size_t lanes_first(lanes mask)
{
	typedef char bytes __attribute__((vector_size(LANES)));
	unsigned bits = (unsigned)__builtin_ia32_pmovmskb128((bytes)mask);
	return bits ? (size_t)__builtin_ctz(bits) : LANES;
}
#else
/* Which of the eight bytes that word was in memory is the first that is not zero. */
static inline size_t lanes_first_of_word(uint64_t word)
{
#if __BYTE_ORDER__ == __ORDER_BIG_ENDIAN__
	return (size_t)__builtin_clzll(word) / 8;
#else
	return (size_t)__builtin_ctzll(word) / 8;
#endif
}

/* The first lane of mask, the result of a comparison, that is true; LANES: none is. */
static inline size_t lanes_first(lanes mask)
{
	uint64_t half[2];
	memcpy(half, &mask, sizeof half);
	if (half[0])
		return lanes_first_of_word(half[0]);
	return half[1] ? 8 + lanes_first_of_word(half[1]) : LANES;
}
#endif

/* Which lanes have one of the n characters of set, at most 8? */
static inline __attribute__((always_inline)) lanes lanes_in(
	lanes v, const char *set, size_t n)
{
	lanes mask = {0};
#pragma GCC unroll 8
	for (size_t i = 0; i < n; i++)
		mask |= (lanes)(v == (unsigned char)set[i]);
	return mask;
}

/* Which lanes have a character that is not one of first to last? */
static inline lanes lanes_outside(lanes v, char first, char last)
{
	return (lanes)((lanes)(v - (unsigned char)first) > (unsigned char)(last - first));
}

/* Which lanes have a control character but DEL, or a byte of a character beyond ASCII? To a
   signed byte both are below ' '. */
static inline lanes lanes_odd(lanes v)
{
	typedef signed char bytes __attribute__((vector_size(LANES)));
	return (lanes)((bytes)v < ' ');
}

#endif
