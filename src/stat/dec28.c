/* SPDX-License-Identifier: Apache-2.0 */
#include <assert.h>
#include <stdio.h>
#include <string.h>

#include "stat/dec28.h"

typedef dec28_digits wide;

#define MAX_DIGITS 38			/* of a power of ten in 128 bits */
#define HALF       100000000000000	/* 10^14: two such digits make a number */
#define TEN_19     UINT64_C(10000000000000000000)

static wide
ten(int n)
{
	static const uint64_t small[20] = {
		1, 10, 100, 1000, 10000, 100000, 1000000, 10000000, 100000000,
		1000000000, 10000000000, 100000000000, 1000000000000,
		10000000000000, 100000000000000, 1000000000000000,
		10000000000000000, 100000000000000000, 1000000000000000000,
		TEN_19,
	};

	assert(n >= 0 && n <= MAX_DIGITS);
	return n < 20 ? small[n] : (wide)TEN_19 * small[n - 19];
}

/* How many digits ${n} has; 0 has one. */
static int
length(wide n)
{
	int bits = n >> 64 != 0 ? 128 - __builtin_clzll((uint64_t)(n >> 64)) :
	    64 - __builtin_clzll((uint64_t)n | 1);
	int guess = bits * 1233 >> 12;	/* log10(2), never too large */

	return guess + (guess <= MAX_DIGITS && n >= ten(guess)) +
	    (guess == 0 && n == 0);
}

/*
 * ${x}, whose digits may be too many, to 28 of them.  ${rest}: something above
 * nought and below one unit was cut off before.
 */
static struct dec28
rounded(struct dec28 x, bool rest)
{
	int drop = length(x.digits) - DEC28_DIGITS;
	wide unit, low;

	assert(!rest || drop > 0);
	if (drop <= 0)
		return x;
	unit = ten(drop);
	low = x.digits % unit;
	x.digits /= unit;
	x.exponent += drop;
	if (low > unit / 2 || (low == unit / 2 && (rest || x.digits % 2 == 1)))
		x.digits++;
	if (x.digits == ten(DEC28_DIGITS)) {
		x.digits /= 10;
		x.exponent++;
	}
	return x;
}

struct dec28
dec28_of(int64_t n)
{
	uint64_t size = n < 0 ? -(uint64_t)n : (uint64_t)n;

	return (struct dec28){ .digits = size, .minus = n < 0 };
}

/*
 * Give both the same exponent, that of ${y}, which is the lower one; or where
 * ${x} has no room for so many digits, as low a one as it has room for, and
 * say whether something of ${y} was lost.
 */
static bool
align(struct dec28 *x, struct dec28 *y)
{
	int64_t apart = (int64_t)x->exponent - y->exponent;
	int room = MAX_DIGITS - length(x->digits), shift;
	wide lost;

	if (x->digits == 0 && apart > room) {
		x->exponent = y->exponent;
		return false;
	}
	shift = apart < room ? (int)apart : room;
	x->digits *= ten(shift);
	x->exponent -= shift;
	apart -= shift;
	if (apart == 0)
		return false;
	lost = apart > MAX_DIGITS ? y->digits : y->digits % ten((int)apart);
	y->digits = apart > MAX_DIGITS ? 0 : y->digits / ten((int)apart);
	y->exponent = x->exponent;
	return lost != 0;
}

struct dec28
dec28_add(struct dec28 x, struct dec28 y)
{
	struct dec28 high = x.exponent >= y.exponent ? x : y;
	struct dec28 low = x.exponent >= y.exponent ? y : x;
	bool rest = align(&high, &low);

	if (high.minus == low.minus) {
		high.digits += low.digits;
	} else if (high.digits > low.digits) {
		high.digits -= low.digits + rest;
	} else {
		low.digits -= high.digits;
		low.minus = low.minus && low.digits != 0;
		high = low;
	}
	return rounded(high, rest);
}

struct dec28
dec28_sub(struct dec28 x, struct dec28 y)
{
	y.minus = !y.minus;
	return dec28_add(x, y);
}

struct dec28
dec28_mul(struct dec28 x, struct dec28 y)
{
	wide x1 = x.digits / HALF, x0 = x.digits % HALF;
	wide y1 = y.digits / HALF, y0 = y.digits % HALF;
	wide middle = x1 * y0 + x0 * y1;
	wide low = x0 * y0 + middle % HALF * HALF;
	wide high = x1 * y1 + middle / HALF + low / ten(DEC28_DIGITS);
	struct dec28 r = { .minus = x.minus != y.minus,
		.exponent = x.exponent + y.exponent };
	int n = high == 0 ? 0 : length(high);

	low %= ten(DEC28_DIGITS);
	if (n == 0) {
		r.digits = low;
		return r;
	}
	/* One digit more than is kept, so that there is one to round by. */
	r.digits = high * ten(DEC28_DIGITS + 1 - n) + low / ten(n - 1);
	r.exponent += n - 1;
	return rounded(r, low % ten(n - 1) != 0);
}

/* Quotient and rest, with ${n} more digits of the quotient: n / y. */
struct division {
	wide quotient, rest;
};

/* A rest below 2^64 has room for 19 more digits, one below 10^28 for ten. */
static void
divide_on(struct division *d, wide y, int n)
{
	int step = y >> 64 == 0 ? 19 : MAX_DIGITS - DEC28_DIGITS;

	while (n > 0) {
		int now = n < step ? n : step;
		wide more = d->rest * ten(now), q = more / y;

		d->quotient = d->quotient * ten(now) + q;
		d->rest = more - q * y;
		n -= now;
	}
}

struct dec28
dec28_div(struct dec28 x, struct dec28 y)
{
	int shift = length(y.digits) - length(x.digits) + DEC28_DIGITS + 1;
	int32_t ideal = x.exponent - y.exponent;
	struct dec28 r = { .minus = x.minus != y.minus, .exponent = ideal };
	struct division d;

	assert(y.digits != 0);
	if (x.digits == 0)
		return r;
	d.quotient = x.digits / y.digits;
	d.rest = x.digits % y.digits;
	divide_on(&d, y.digits, shift);
	r.digits = d.quotient;
	r.exponent -= shift;
	if (d.rest != 0)
		return rounded(r, true);
	while (r.exponent < ideal && r.digits % 10 == 0) {
		r.digits /= 10;
		r.exponent++;
	}
	return rounded(r, false);
}

int
dec28_cmp(struct dec28 x, struct dec28 y)
{
	struct dec28 d = dec28_sub(x, y);

	return d.digits == 0 ? 0 : d.minus ? -1 : 1;
}

/*
 * To binary: the digits stand at the top of a whole number of many 64-bit
 * limbs, most significant first, and are multiplied or divided by powers of
 * five there.  What is cut off below is remembered as one bit.
 */
#define LIMBS 20
#define FIVE_27 UINT64_C(7450580596923828125)

struct binary {
	uint64_t limb[LIMBS];
	int64_t  exponent;	/* of two, for the last limb */
	bool     rest;
};

static uint64_t
five(int n)
{
	uint64_t r = 1;

	while (n-- > 0)
		r *= 5;
	return r;
}

static void
divide(struct binary *b, uint64_t by)
{
	uint64_t over = 0;

	for (int i = 0; i < LIMBS; i++) {
		wide n = (wide)over << 64 | b->limb[i];

		b->limb[i] = (uint64_t)(n / by);
		over = (uint64_t)(n % by);
	}
	b->rest |= over != 0;
}

static void
multiply(struct binary *b, uint64_t by)
{
	uint64_t over = 0;

	for (int i = LIMBS - 1; i >= 0; i--) {
		wide n = (wide)b->limb[i] * by + over;

		b->limb[i] = (uint64_t)n;
		over = (uint64_t)(n >> 64);
	}
	assert(over == 0);
}

/* The 64 bits from the first that is set; *${below}: is any set after them? */
static uint64_t
leading(struct binary *b, bool *below)
{
	int i = 0, zeros;
	uint64_t top;

	while (b->limb[i] == 0)
		i++;
	zeros = __builtin_clzll(b->limb[i]);
	top = b->limb[i] << zeros;
	if (i + 1 < LIMBS && zeros > 0)
		top |= b->limb[i + 1] >> (64 - zeros);
	*below = b->rest || (i + 1 < LIMBS && b->limb[i + 1] << zeros != 0);
	for (int j = i + 2; j < LIMBS; j++)
		*below |= b->limb[j] != 0;
	b->exponent += (int64_t)64 * (LIMBS - 1 - i) - zeros;
	return top;
}

/* ${top} x 2^${exponent}, and a little more if ${below}; a normal double. */
static double
nearest(uint64_t top, int64_t exponent, bool below)
{
	uint64_t kept = top >> 11, cut = top & 0x7ff, bits;
	double r;

	if (cut > 0x400 || (cut == 0x400 && (below || (kept & 1))))
		kept++;
	/* A carry out of the 53 bits goes where it belongs: into the exponent. */
	bits = ((uint64_t)(exponent + 63 + 1023) << 52) + (kept - (1ULL << 52));
	memcpy(&r, &bits, sizeof r);
	return r;
}

double
dec28_double(struct dec28 x)
{
	int32_t size = x.exponent + length(x.digits), e = x.exponent;
	int at = e < 0 ? 0 : LIMBS - 2;
	struct binary b = { .exponent = e };
	bool below;
	uint64_t top;
	double r;

	if (x.digits == 0 || size < -299)
		return x.minus ? -0.0 : 0.0;
	if (size > 300)
		return x.minus ? -__builtin_inf() : __builtin_inf();
	b.limb[at] = (uint64_t)(x.digits >> 64);
	b.limb[at + 1] = (uint64_t)x.digits;
	b.exponent -= (int64_t)64 * (LIMBS - 2 - at);
	for (; e <= -27; e += 27)
		divide(&b, FIVE_27);
	for (; e >= 27; e -= 27)
		multiply(&b, FIVE_27);
	if (e < 0)
		divide(&b, five(-e));
	else
		multiply(&b, five(e));
	top = leading(&b, &below);
	r = nearest(top, b.exponent, below);
	return x.minus ? -r : r;
}

/* The digits of ${n}; returns how many. */
static int
put_digits(char out[MAX_DIGITS + 1], wide n)
{
	int count = length(n);

	for (int i = count; i-- > 0; n /= 10)
		out[i] = (char)('0' + (int)(n % 10));
	out[count] = '\0';
	return count;
}

char *
dec28_text(char out[DEC28_TEXT], struct dec28 x)
{
	char d[MAX_DIGITS + 1];
	int n = put_digits(d, x.digits), e = x.exponent, point = n + e;
	bool plain = e <= 0 && point > -6;
	const char *sign = x.minus ? "-" : "";
	int at;

	if (!plain)
		point = 1;
	if (plain && point <= 0)
		at = snprintf(out, DEC28_TEXT, "%s0.%.*s%s", sign, -point,
		    "000000", d);
	else if (point < n)
		at = snprintf(out, DEC28_TEXT, "%s%.*s.%s", sign, point, d,
		    d + point);
	else
		at = snprintf(out, DEC28_TEXT, "%s%s", sign, d);
	if (!plain)
		(void)snprintf(out + at, (size_t)(DEC28_TEXT - at), "E%+d",
		    n + e - 1);
	return out;
}

/* Digits at *${s}, behind those that ${x} has already; *${n}: how many there are. */
static bool
read_digits(const char **s, struct dec28 *x, int *n)
{
	for (; **s >= '0' && **s <= '9'; (*s)++, (*n)++) {
		x->digits = x->digits * 10 + (unsigned)(**s - '0');
		if (x->digits >= ten(DEC28_DIGITS))
			return false;
	}
	return true;
}

static bool
read_exponent(const char *s, int32_t *exponent)
{
	bool minus = *s == '-';
	int32_t e = 0;
	int n = 0;

	if (*s == '-' || *s == '+')
		s++;
	for (; *s >= '0' && *s <= '9'; s++, n++)
		e = n < 3 ? e * 10 + (*s - '0') : e;
	*exponent += minus ? -e : e;
	return *s == '\0' && n > 0 && n <= 3;
}

bool
dec28_parse(const char *s, struct dec28 *x)
{
	struct dec28 r = { .minus = *s == '-' };
	int whole = 0, part = 0;

	s += r.minus;
	if (!read_digits(&s, &r, &whole))
		return false;
	if (*s == '.' && (s++, !read_digits(&s, &r, &part)))
		return false;
	if (whole + part == 0 || part > 99)
		return false;
	r.exponent = -part;
	if (*s == 'E' || *s == 'e') {
		if (!read_exponent(s + 1, &r.exponent))
			return false;
	} else if (*s != '\0') {
		return false;
	}
	*x = r;
	return true;
}
