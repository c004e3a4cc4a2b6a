/* SPDX-License-Identifier: Apache-2.0 */
#include <math.h>
#include <stdlib.h>
#include <string.h>

#include "base/arena.h"
#include "base/err.h"
#include "stat/rng.h"

#include "audit/simulate.h"

/*
 * An urn: a tree of partial sums (Fenwick 1994), in which the card of a given
 * rank is found, and taken out, in as many steps as the number of values has
 * binary digits.
 */
struct urn {
	int64_t *sum;	/* 1 to n */
	size_t   n, top;	/* top: the largest power of two in n */
	int64_t  left;
};

static void
urn_add(struct urn *u, size_t at, int64_t by)
{
	for (size_t i = at + 1; i <= u->n; i += i & -i)
		u->sum[i] += by;
	u->left += by;
}

static struct urn
urn_new(struct arena *a, const struct simulate_cards *of)
{
	struct urn u = { .n = of->n, .top = 1 };

	u.sum = arena_zero(a, of->n + 1, sizeof *u.sum);
	while (u.top * 2 <= u.n)
		u.top *= 2;
	for (size_t i = 0; i < of->n; i++)
		urn_add(&u, i, of->count[i]);
	return u;
}

static size_t
urn_find(const struct urn *u, int64_t rank)
{
	size_t at = 0;

	for (size_t step = u->top; step > 0; step /= 2)
		if (at + step <= u->n && u->sum[at + step] <= rank) {
			at += step;
			rank -= u->sum[at];
		}
	return at;
}

static bool
check(const struct simulate *s, struct err *e)
{
	int64_t cards = 0, expected = s->rule->null.cards;
	double most = s->rule->null.most;

	TRY(mart_check(s->rule, e));
	for (size_t i = 0; i < s->of.n; i++) {
		if (!(s->of.value[i] >= 0 &&
		    s->of.value[i] <= most * (1 + 1e-12)))
			return err_set(e, ERR_INPUT, "found cards of value "
			    "%.17g, expected from 0 to %.17g",
			    s->of.value[i], most);
		if (s->of.count[i] < 0 ||
		    !num_add(&cards, cards, s->of.count[i]))
			return err_set(e, ERR_INPUT, "found %lld cards of "
			    "value %.17g, expected 0 or more",
			    (long long)s->of.count[i], s->of.value[i]);
	}
	if (cards == 0 || (expected > 0 && cards != expected))
		return err_set(e, ERR_INPUT, "found %lld cards, expected "
		    "%lld", (long long)cards, (long long)expected);
	if (!(s->alpha > 0 && s->alpha < 1))
		return err_set(e, ERR_INPUT, "found a risk limit of %g, "
		    "expected between 0 and 1", s->alpha);
	return true;
}

static int64_t
most_draws(const struct simulate *s, int64_t cards)
{
	if (s->most > 0 && (s->rule->null.cards == 0 || s->most < cards))
		return s->most;
	return cards;
}

static int64_t
one_size(const struct simulate *s, struct urn *u, struct rng rng)
{
	bool back = s->rule->null.cards == 0;
	int64_t most = most_draws(s, u->left);
	struct mart m = mart_begin(s->rule);

	for (int64_t i = 1; i <= most; i++) {
		int64_t rank = (int64_t)rng_below(&rng, (uint64_t)u->left);
		size_t at = urn_find(u, rank);

		mart_step(&m, s->of.value[at]);
		if (mart_crosses(&m, s->alpha))
			return i;
		if (!back)
			urn_add(u, at, -1);
	}
	return most + 1;
}

bool
simulate_sizes(struct arena *a, const struct simulate *s,
    struct simulate_part part, int64_t *size, struct err *e)
{
	struct urn full, work;

	TRY(check(s, e));
	full = urn_new(a, &s->of);
	work = urn_new(a, &s->of);
	for (uint64_t r = part.from; r < part.to; r++) {
		memcpy(work.sum, full.sum, (full.n + 1) * sizeof *full.sum);
		work.left = full.left;
		size[r - part.from] = one_size(s, &work, rng_seed(s->seed, r));
	}
	return true;
}

static int
by_size(const void *a, const void *b)
{
	int64_t x = *(const int64_t *)a, y = *(const int64_t *)b;

	return (x > y) - (x < y);
}

/* The least size that ${percent} of all keep within. */
static int64_t
quantile(const int64_t *size, size_t n, size_t percent)
{
	return size[(n * percent + 99) / 100 - 1];
}

struct simulate_said
simulate_say(int64_t *size, size_t n, int64_t most)
{
	struct simulate_said said = { .runs = n };
	double all = 0;

	if (n == 0)
		return said;
	for (size_t i = 0; i < n; i++) {
		if (size[i] > most) {
			said.missed++;
			size[i] = most;
		}
		all += (double)size[i];
	}
	qsort(size, n, sizeof *size, by_size);
	said.mean = all / (double)n;
	said.q50 = quantile(size, n, 50);
	said.q80 = quantile(size, n, 80);
	said.q90 = quantile(size, n, 90);
	said.q99 = quantile(size, n, 99);
	return said;
}

void
simulate_counts(const struct kelly_value *v, size_t n, int64_t cards,
    int64_t *count)
{
	int64_t left = cards;

	for (size_t i = 1; i < n; i++) {
		int64_t k = (int64_t)floor(v[i].rate * (double)cards + .5);

		count[i] = k < left ? k : left;
		left -= count[i];
	}
	if (n > 0)
		count[0] = left;
}

bool
simulate_tiled(const struct mart_rule *r, struct mart_sample x, double alpha,
    int64_t *size, struct err *e)
{
	struct mart m = mart_begin(r);
	int64_t cards = r->null.cards, each;

	TRY(mart_check(r, e));
	if (cards == 0 || x.n == 0)
		return err_set(e, ERR_INPUT,
		    "found no cards to lay out, expected some");
	each = (cards + (int64_t)x.n - 1) / (int64_t)x.n;
	for (*size = 1; *size < cards; ++*size) {
		double draw = x.x[(*size - 1) / each];

		TRY(mart_takes(&m, draw, e));
		mart_step(&m, draw);
		if (mart_crosses(&m, alpha))
			return true;
	}
	return true;
}

int64_t
simulate_formula(struct simulate_formula f)
{
	double draws = -log(f.alpha) / log1p(f.bet * (f.noerror - f.mean));

	if (!(draws > 0 && draws < 0x1p62))
		return INT64_MAX;
	return -(int64_t)floor(-draws);
}
