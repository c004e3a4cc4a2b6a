/* SPDX-License-Identifier: Apache-2.0 */
/* Laws of base/num: against arithmetic twice as wide. */
#include "base/num.h"

#include "prop.h"

__extension__ typedef __int128 wide;

static bool
fits(wide n)
{
	return n > INT64_MIN && n <= INT64_MAX;
}

/* The call said ${ok} and gave ${r}; ${exact} is what it should be. */
static bool
agrees(int64_t x, int64_t y, bool ok, int64_t r, wide exact)
{
	if (!num_known(x) || !num_known(y))
		return ok && !num_known(r);
	return fits(exact) ? ok && r == (int64_t)exact : !ok;
}

static bool
checked_arithmetic_is_exact_or_refused(struct gen *g)
{
	int64_t x = gen_near(g), y = gen_near(g), r = 7;
	bool ok = num_add(&r, x, y);
	bool sum = agrees(x, y, ok, r, (wide)x + y);
	bool difference, product;

	ok = num_sub(&r, x, y);
	difference = agrees(x, y, ok, r, (wide)x - y);
	ok = num_mul(&r, x, y);
	product = agrees(x, y, ok, r, (wide)x * y);
	return HOLDS(sum && difference && product, "%" PRId64 " and %" PRId64,
	    x, y);
}

static bool
a_count_is_read_as_it_was_written(struct gen *g)
{
	int64_t n = gen_between(g, 0, NUM_MAX_VOTES) >> gen_below(g, 53);
	int64_t r = -1;
	char text[32];

	snprintf(text, sizeof text, "%0*" PRId64, (int)gen_below(g, 20), n);
	return HOLDS(num_parse(text, strlen(text), &r) == NUM_OK && r == n,
	    "%s", text);
}

static struct ratio
gen_ratio(struct gen *g)
{
	int64_t num = gen_near(g), den = gen_near(g);

	if (!num_known(num))
		num = 0;
	if (den < 0)
		den = -(den + 1);
	return (struct ratio){ num, den > 0 ? den : 1 };
}

static bool
ratios_are_ordered_as_their_differences(struct gen *g)
{
	struct ratio a = gen_ratio(g), b = gen_ratio(g);
	wide d = (wide)a.num * b.den - (wide)b.num * a.den;

	return HOLDS(ratio_cmp(a, b) == (d > 0) - (d < 0) &&
	    ratio_cmp(b, a) == -ratio_cmp(a, b) && ratio_cmp(a, a) == 0,
	    "%" PRId64 "/%" PRId64 " and %" PRId64 "/%" PRId64,
	    a.num, a.den, b.num, b.den);
}

static bool
scaling_a_ratio_changes_nothing(struct gen *g)
{
	int64_t num = gen_between(g, -1000000, 1000000);
	int64_t den = gen_between(g, 1, 1000000);
	int64_t k = gen_between(g, 1, 1000000);
	struct ratio a = { num, den }, b = { num * k, den * k };

	return HOLDS(ratio_cmp(a, b) == 0, "%" PRId64 "/%" PRId64 " by %"
	    PRId64, num, den, k);
}

/* The digits of a percentage, without sign, point, commas and percent sign. */
static wide
digits_of(const char *s)
{
	wide n = 0;

	for (; *s != '\0'; s++)
		if (*s >= '0' && *s <= '9')
			n = n * 10 + (*s - '0');
	return n;
}

/* |shown - exact| <= half a unit, and never a half downwards. */
static bool
a_percentage_is_the_nearest_half_away_from_zero(struct gen *g)
{
	int places = (int)gen_below(g, 7);
	int64_t den = gen_between(g, 1, INT64_C(1) << gen_below(g, 45));
	int64_t num = gen_between(g, -den, den);
	char out[NUM_TEXT];
	wide scale = 100, twice, shown;

	for (int i = 0; i < places; i++)
		scale *= 10;
	shown = digits_of(ratio_percent(out, (struct ratio){ num, den },
	    places));
	twice = 2 * ((num < 0 ? -(wide)num : num) * scale - shown * den);
	return HOLDS(-den <= twice && twice < den, "%" PRId64 "/%" PRId64
	    " to %d places is %s", num, den, places, out);
}

int
main(void)
{
	prop_begin();
	PROP(checked_arithmetic_is_exact_or_refused);
	PROP(a_count_is_read_as_it_was_written);
	PROP(ratios_are_ordered_as_their_differences);
	PROP(scaling_a_ratio_changes_nothing);
	PROP(a_percentage_is_the_nearest_half_away_from_zero);
	return prop_end();
}
