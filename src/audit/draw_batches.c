/* SPDX-License-Identifier: Apache-2.0 */
#include "base/arena.h"
#include "base/err.h"
#include "stat/pcg64.h"

#include "audit/draw_batches.h"

struct dec28
draw_batches_sum(const struct dec28 *bound, size_t n)
{
	struct dec28 sum = dec28_of(0);

	for (size_t i = 0; i < n; i++)
		sum = dec28_add(sum, bound[i]);
	return sum;
}

/* The first that lies above ${x}; rounding leaves the last one for what is above all. */
static size_t
first_above(const double *upto, size_t n, double x)
{
	size_t low = 0, high = n;

	while (low < high) {
		size_t middle = low + (high - low) / 2;

		if (upto[middle] <= x)
			low = middle + 1;
		else
			high = middle;
	}
	return low < n ? low : n - 1;
}

/* Shares of all, added up as doubles and divided by their sum, as NumPy does. */
static double *
shares_upto(struct arena *a, const struct dec28 *bound, size_t n,
    struct dec28 all)
{
	double *upto = arena_zero(a, n + 1, sizeof *upto), sum = 0;

	for (size_t i = 0; i < n; i++) {
		sum += dec28_double(dec28_div(bound[i], all));
		upto[i] = sum;
	}
	for (size_t i = 0; i < n; i++)
		upto[i] /= sum;
	return upto;
}

bool
draw_batches(struct arena *a, const char *seed, const struct dec28 *bound,
    size_t n, size_t take, size_t *batch, struct err *e)
{
	struct dec28 all = draw_batches_sum(bound, n);
	struct pcg64 g = pcg64_of(seed);
	double *upto;

	if (dec28_is_zero(all))
		return err_set(e, ERR_INPUT, "no batch has a vote that could "
		    "be wrong, so there is none to draw");
	upto = shares_upto(a, bound, n, all);
	for (size_t i = 0; i < take; i++)
		batch[i] = first_above(upto, n, pcg64_unit(&g));
	return true;
}
