/* SPDX-License-Identifier: Apache-2.0 */
/*
 * dec28: decimal numbers of 28 significant digits, each result rounded half to
 * even: the arithmetic of Python's decimal module as it is switched on (General
 * Decimal Arithmetic Specification 1.70, precision 28), which Arlo uses for
 * batch weights.
 *
 *	struct dec28 u = dec28_div(dec28_of(60), dec28_of(700));
 *	double p = dec28_double(dec28_div(u, sum));
 *
 * Values and exponents are Python's, so dec28_text is its str().  There are no
 * infinities: who divides by nought has a bug.
 */
#ifndef STAT_DEC28_H
#define STAT_DEC28_H

#include <stdbool.h>
#include <stdint.h>

#define DEC28_DIGITS 28

__extension__ typedef unsigned __int128 dec28_digits;

/* The number is (minus ? -1 : 1) x digits x 10^exponent. */
struct dec28 {
	dec28_digits digits;	/* below 10^28 */
	int32_t      exponent;
	bool         minus;
};

/* dec28_of(n): Exactly; any int64_t fits. */
struct dec28 dec28_of(int64_t n);

struct dec28 dec28_add(struct dec28 x, struct dec28 y);
struct dec28 dec28_sub(struct dec28 x, struct dec28 y);
struct dec28 dec28_mul(struct dec28 x, struct dec28 y);

/* dec28_div(x, y): ${y} is not 0. */
struct dec28 dec28_div(struct dec28 x, struct dec28 y);

/* dec28_cmp(x, y): -1, 0 or 1 as ${x} is below, equal to or above ${y}; exact. */
int dec28_cmp(struct dec28 x, struct dec28 y);

static inline bool
dec28_is_zero(struct dec28 x)
{
	return x.digits == 0;
}

/*
 * dec28_double(x): The nearest double, half to even.  What is 10^300 or more
 * becomes infinite, what is below 10^-300 becomes 0.
 */
double dec28_double(struct dec28 x);

/* dec28_text(out, x): As Python prints it: "0.1", "1E-7", "-12.50"; returns ${out}. */
#define DEC28_TEXT 64
char *dec28_text(char out[DEC28_TEXT], struct dec28 x);

/*
 * dec28_parse(s, x): Read [-]digits[.digits][E[+-]digits]; false, if it is
 * something else, or has more than 28 digits, or an exponent of more than 3.
 */
bool dec28_parse(const char *s, struct dec28 *x);

#endif
