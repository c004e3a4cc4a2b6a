/* SPDX-License-Identifier: Apache-2.0 */
/*
 * num: whole numbers that never wrap, and ratios that never round.
 *
 * Votes are int64_t.  What no input supplied is NUM_UNKNOWN, which is never 0
 * and never takes part in a sum: adding an unknown gives an unknown.
 */
#ifndef BASE_NUM_H
#define BASE_NUM_H

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

#define NUM_UNKNOWN INT64_MIN

static inline bool num_known(int64_t n) { return n != NUM_UNKNOWN; }

/* num_add, num_sub, num_mul(r, x, y): *${r} = the result; false if it overflows. */
bool num_add(int64_t *r, int64_t x, int64_t y);
bool num_sub(int64_t *r, int64_t x, int64_t y);
bool num_mul(int64_t *r, int64_t x, int64_t y);

enum num_fault {
	NUM_OK,
	NUM_EMPTY,	/* no bytes at all */
	NUM_NOT_DIGITS,	/* something other than 0-9: sign, blank, point, exponent, full-width digit */
	NUM_TOO_LARGE,	/* more than NUM_MAX_VOTES */
};

/* The largest count accepted from a file: 2^53-1, the largest whole number JSON carries safely (RFC 8785). */
#define NUM_MAX_VOTES ((int64_t)9007199254740991)

/*
 * num_parse(s, n, r):
 * Read the ${n} bytes at ${s} as a count: ASCII digits and nothing else.
 * A thousands comma is a fault here; a reader that allows it removes it first.
 */
enum num_fault num_parse(const char *s, size_t n, int64_t *r);

/* num_fault_text(f): What was expected, for an error message. */
const char *num_fault_text(enum num_fault f);

/* An exact share: num of den.  den is above 0. */
struct ratio {
	int64_t num, den;
};

/* ratio_cmp(a, b): -1, 0 or 1 as ${a} is below, equal to or above ${b}; exact. */
int ratio_cmp(struct ratio a, struct ratio b);

/*
 * Texts of numbers, as people read them.  ${out} has room for NUM_TEXT bytes
 * and is returned.  The minus is U+2212.  An unknown number is "unknown".
 */
#define NUM_TEXT 48
char *num_text(char out[NUM_TEXT], int64_t n);		/* 4,998,482 */
char *num_signed(char out[NUM_TEXT], int64_t n);	/* +158, −285, 0 */

/* ratio_percent(out, r, places): "0.25%", rounded half away from zero; exact. */
char *ratio_percent(char out[NUM_TEXT], struct ratio r, int places);

#endif
