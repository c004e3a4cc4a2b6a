/* SPDX-License-Identifier: Apache-2.0 */
#include <inttypes.h>
#include <stdio.h>
#include <string.h>

#include "base/num.h"

/* 128 bits hold the product of any two 64-bit numbers. */
__extension__ typedef __int128 wide;

static bool
keep(int64_t *r, int64_t value, bool overflowed)
{
	if (overflowed || value == NUM_UNKNOWN)
		return false;
	*r = value;
	return true;
}

bool
num_add(int64_t *r, int64_t x, int64_t y)
{
	int64_t z;
	bool over;

	if (!num_known(x) || !num_known(y)) {
		*r = NUM_UNKNOWN;
		return true;
	}
	over = __builtin_add_overflow(x, y, &z);
	return keep(r, z, over);
}

bool
num_sub(int64_t *r, int64_t x, int64_t y)
{
	int64_t z;
	bool over;

	if (!num_known(x) || !num_known(y)) {
		*r = NUM_UNKNOWN;
		return true;
	}
	over = __builtin_sub_overflow(x, y, &z);
	return keep(r, z, over);
}

bool
num_mul(int64_t *r, int64_t x, int64_t y)
{
	int64_t z;
	bool over;

	if (!num_known(x) || !num_known(y)) {
		*r = NUM_UNKNOWN;
		return true;
	}
	over = __builtin_mul_overflow(x, y, &z);
	return keep(r, z, over);
}

enum num_fault
num_parse(const char *s, size_t n, int64_t *r)
{
	int64_t value = 0;

	if (n == 0)
		return NUM_EMPTY;
	for (size_t i = 0; i < n; i++)
		if (s[i] < '0' || s[i] > '9')
			return NUM_NOT_DIGITS;
	for (size_t i = 0; i < n; i++) {
		value = value * 10 + (s[i] - '0');
		if (value > NUM_MAX_VOTES)
			return NUM_TOO_LARGE;
	}
	*r = value;
	return NUM_OK;
}

const char *
num_fault_text(enum num_fault f)
{
	switch (f) {
	case NUM_OK:		return "a whole number";
	case NUM_EMPTY:		return "a whole number, found nothing";
	case NUM_NOT_DIGITS:	return "a whole number in the digits 0-9";
	case NUM_TOO_LARGE:	return "a whole number up to 9007199254740991";
	}
	return "a whole number";
}

int
ratio_cmp(struct ratio a, struct ratio b)
{
	wide left = (wide)a.num * b.den, right = (wide)b.num * a.den;

	return (left > right) - (left < right);
}

/* Write ${n} with thousands commas, behind ${sign}. */
static char *
with_commas(char out[NUM_TEXT], const char *sign, uint64_t n)
{
	char digits[24];
	int len = snprintf(digits, sizeof digits, "%" PRIu64, n);
	char *p = out + strlen(strcpy(out, sign));

	for (int i = 0; i < len; i++) {
		if (i > 0 && (len - i) % 3 == 0)
			*p++ = ',';
		*p++ = digits[i];
	}
	*p = '\0';
	return out;
}

static uint64_t
magnitude(int64_t n)
{
	return n < 0 ? (uint64_t)-(n + 1) + 1 : (uint64_t)n;
}

char *
num_text(char out[NUM_TEXT], int64_t n)
{
	if (!num_known(n))
		return strcpy(out, "unknown");
	return with_commas(out, n < 0 ? "\u2212" : "", magnitude(n));
}

char *
num_signed(char out[NUM_TEXT], int64_t n)
{
	if (!num_known(n))
		return strcpy(out, "unknown");
	return with_commas(out, n < 0 ? "\u2212" : n > 0 ? "+" : "",
	    magnitude(n));
}

char *
ratio_percent(char out[NUM_TEXT], struct ratio r, int places)
{
	wide scale = 100, units;
	wide num = r.num < 0 ? -(wide)r.num : r.num;
	const char *sign;

	if (r.den <= 0 || !num_known(r.num))
		return strcpy(out, "unknown");
	for (int i = 0; i < places; i++)
		scale *= 10;
	units = (num * scale * 2 + r.den) / ((wide)r.den * 2);
	scale /= 100;
	sign = r.num < 0 && units != 0 ? "\u2212" : "";
	with_commas(out, sign, (uint64_t)(units / scale));
	if (places > 0)
		sprintf(out + strlen(out), ".%0*" PRIu64, places,
		    (uint64_t)(units % scale));
	return strcat(out, "%");
}
