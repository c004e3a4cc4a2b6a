/* SPDX-License-Identifier: Apache-2.0 */
/*
 * scan: bytes looked at eight at a time, in ordinary C.
 *
 * Each test below gives a word whose lowest set bit is the top bit of the first
 * byte that matches.  Bits above it may be wrong (a borrow runs upwards), so
 * only the first match of a word is ever used.
 */
#ifndef TEXT_SCAN_H
#define TEXT_SCAN_H

#include <stddef.h>
#include <stdint.h>
#include <string.h>

/* A reader's window may be read this far beyond its last byte. */
#define SCAN_SLACK 8

#define SCAN_TOPS UINT64_C(0x8080808080808080)
#define SCAN_ALL(byte) (UINT64_C(0x0101010101010101) * (unsigned char)(byte))

/* scan_load(p): Eight bytes, the first one lowest. */
static inline uint64_t
scan_load(const char *p)
{
	uint64_t w;

	memcpy(&w, p, sizeof w);
#if __BYTE_ORDER__ == __ORDER_BIG_ENDIAN__
	w = __builtin_bswap64(w);
#endif
	return w;
}

/* scan_below(w, limit): Where bytes are below ${limit}, an ASCII character. */
static inline uint64_t
scan_below(uint64_t w, char limit)
{
	return (w - SCAN_ALL(limit)) & ~w & SCAN_TOPS;
}

/* scan_equal(w, c): Where bytes are ${c}. */
static inline uint64_t
scan_equal(uint64_t w, char c)
{
	return scan_below(w ^ SCAN_ALL(c), 1);
}

/* scan_first(hits): How many bytes stand before the first match. */
static inline size_t
scan_first(uint64_t hits)
{
	return (size_t)__builtin_ctzll(hits) / 8;
}

/* scan_find3(p, end, x, y, z): The first ${x}, ${y} or ${z}, or ${end}. */
static inline const char *
scan_find3(const char *p, const char *end, char x, char y, char z)
{
	for (; p < end; p += 8) {
		uint64_t w = scan_load(p);
		uint64_t hits = scan_equal(w, x) | scan_equal(w, y) |
		    scan_equal(w, z);

		if (hits != 0) {
			p += scan_first(hits);
			return p < end ? p : end;
		}
	}
	return end;
}

#endif
