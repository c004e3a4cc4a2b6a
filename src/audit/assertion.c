/* SPDX-License-Identifier: Apache-2.0 */
#include <assert.h>
#include <inttypes.h>

#include "base/err.h"

#include "audit/assertion.h"

struct assertion
assertion_beats(size_t winner, size_t loser, int64_t votes_allowed)
{
	return (struct assertion){ .kind = ASSERTION_BEATS, .winner = winner,
	    .loser = loser, .votes_allowed = votes_allowed, .points = 1,
	    .half = 1, .top = 2 };
}

struct assertion
assertion_points(size_t winner, size_t loser, int64_t points)
{
	assert(points >= 1);
	return (struct assertion){ .kind = ASSERTION_POINTS, .winner = winner,
	    .loser = loser, .points = points, .half = points,
	    .top = 2 * points };
}

/*
 * A card with m marks, b of them for the choice, adds b - share m to what is
 * claimed to be above 0.  Times the denominator q of share p/q, that is at
 * least -p votes_allowed and at most q - p.
 */
struct assertion
assertion_above(size_t winner, struct ratio share, int64_t votes_allowed)
{
	int64_t k = votes_allowed;

	assert(share.num > 0 && share.num < share.den && k >= 1);
	return (struct assertion){ .kind = ASSERTION_ABOVE, .winner = winner,
	    .loser = ASSERTION_REST, .share = share, .votes_allowed = k,
	    .points = 1, .half = share.num * k,
	    .top = share.den - share.num + share.num * k };
}

/* The other way round: at least p - q, at most p votes_allowed. */
struct assertion
assertion_below(size_t winner, struct ratio share, int64_t votes_allowed)
{
	int64_t k = votes_allowed;

	assert(share.num > 0 && share.num < share.den && k >= 1);
	return (struct assertion){ .kind = ASSERTION_BELOW, .winner = winner,
	    .loser = ASSERTION_REST, .share = share, .votes_allowed = k,
	    .points = 1, .half = share.den - share.num,
	    .top = share.den - share.num + share.num * k };
}

/* Blom and others 2021 (arXiv 2107.11903), section 5.2, equation 4. */
struct assertion
assertion_quotient(size_t winner, int64_t won, size_t loser, int64_t lost)
{
	assert(won >= 1 && lost >= 1);
	return (struct assertion){ .kind = ASSERTION_QUOTIENT,
	    .winner = winner, .loser = loser, .won = won, .lost = lost,
	    .votes_allowed = 1, .points = 1, .half = won, .top = won + lost };
}

/* Blom, Stuckey and Teague 2019 (arXiv 1903.08804), section 4. */
struct assertion
assertion_neb(size_t winner, size_t loser)
{
	return (struct assertion){ .kind = ASSERTION_NEB, .winner = winner,
	    .loser = loser, .half = 1, .top = 2 };
}

struct assertion
assertion_nen(size_t winner, size_t loser, uint64_t standing)
{
	return (struct assertion){ .kind = ASSERTION_NEN, .winner = winner,
	    .loser = loser, .standing = standing, .half = 1, .top = 2 };
}

/* *${r} = x a - y b. */
static bool
difference(int64_t *r, const int64_t x[2], const int64_t y[2])
{
	int64_t left, right;

	return num_mul(&left, x[0], x[1]) && num_mul(&right, y[0], y[1]) &&
	    num_sub(r, left, right);
}

static bool
excess_of(const struct assertion *a, const struct tally *t, int64_t *r)
{
	const int64_t w = t->votes[a->winner], p = a->share.num,
	    q = a->share.den;
	const int64_t l = a->loser < t->choices ? t->votes[a->loser] : 0;
	const int64_t valid = tally_valid(t);

	switch (a->kind) {
	case ASSERTION_ABOVE:
		return difference(r, (const int64_t[]){ q, w },
		    (const int64_t[]){ p, valid });
	case ASSERTION_BELOW:
		return difference(r, (const int64_t[]){ p, valid },
		    (const int64_t[]){ q, w });
	case ASSERTION_QUOTIENT:
		return difference(r, (const int64_t[]){ w, a->lost },
		    (const int64_t[]){ l, a->won });
	default:
		*r = w - l;
		return true;
	}
}

/* The ratios below are made of these products. */
static bool
fits(const struct assertion *a)
{
	int64_t twice, all;

	return num_mul(&twice, a->excess, 2) &&
	    num_mul(&all, a->cards, a->top) && num_mul(&all, all, 2);
}

bool
assertion_report(struct assertion *a, const struct tally *t, struct err *e)
{
	struct assertion full = *a;

	assert(a->winner < t->choices);
	if (a->kind == ASSERTION_NEB || a->kind == ASSERTION_NEN)
		return err_set(e, ERR_INPUT, "contest %s: found a tally of "
		    "first preferences, expected the rankings themselves",
		    t->contest);
	full.cards = t->ballots;
	if (!excess_of(a, t, &full.excess) || !fits(&full))
		return err_set(e, ERR_INPUT, "contest %s: found %" PRId64
		    " cards and a share or divisor too large to multiply with",
		    t->contest, t->ballots);
	*a = full;
	return true;
}

/* Whether the marks count: an overvote is for nobody. */
static bool
counts(const struct assertion *a, const struct card *c)
{
	if (!card_has(c) || (c->flags & (CARD_OVERVOTED | CARD_UNDERVOTED)))
		return false;
	return a->votes_allowed == 0 ||
	    card_marks(c) <= (size_t)a->votes_allowed;
}

static int64_t
marked(const struct card *c, size_t i)
{
	return card_mark(c, i) > 0;
}

static int64_t
steps_of_points(const struct assertion *a, const struct card *c)
{
	int64_t w = card_mark(c, a->winner), l = card_mark(c, a->loser);

	if (w < 0 || l < 0 || w > a->points || l > a->points)
		return a->half;
	return a->half + w - l;
}

static int64_t
steps_of_share(const struct assertion *a, const struct card *c)
{
	int64_t sum = a->share.den * marked(c, a->winner) -
	    a->share.num * (int64_t)card_marks(c);

	return a->kind == ASSERTION_ABOVE ? a->half + sum : a->half - sum;
}

static int64_t
steps_of_quotient(const struct assertion *a, const struct card *c)
{
	return a->half + a->lost * marked(c, a->winner) -
	    a->won * marked(c, a->loser);
}

static int64_t
steps_of_neb(const struct assertion *a, const struct card *c)
{
	int16_t w = card_mark(c, a->winner), l = card_mark(c, a->loser);

	if (card_first(c, UINT64_MAX) == a->winner)
		return a->top;
	return l > 0 && (w <= 0 || l < w) ? 0 : a->half;
}

static int64_t
steps_of_nen(const struct assertion *a, const struct card *c)
{
	size_t first = card_first(c, a->standing);

	if (first == a->winner)
		return a->top;
	return first == a->loser ? 0 : a->half;
}

int64_t
assertion_steps(const struct assertion *a, const struct card *c)
{
	if (!counts(a, c))
		return a->half;
	switch (a->kind) {
	case ASSERTION_BEATS:
		return a->half + marked(c, a->winner) - marked(c, a->loser);
	case ASSERTION_POINTS:
		return steps_of_points(a, c);
	case ASSERTION_ABOVE:
	case ASSERTION_BELOW:
		return steps_of_share(a, c);
	case ASSERTION_QUOTIENT:
		return steps_of_quotient(a, c);
	case ASSERTION_NEB:
		return steps_of_neb(a, c);
	case ASSERTION_NEN:
		return steps_of_nen(a, c);
	}
	return a->half;
}

int64_t
assertion_paper(const struct assertion *a, const struct card *c, bool style)
{
	if (c->flags & CARD_MISSING || (style && c->flags & CARD_LACKS))
		return 0;
	return assertion_steps(a, c);
}

double
assertion_value(const struct assertion *a, const struct card *c)
{
	return (double)assertion_steps(a, c) / (2.0 * (double)a->half);
}

double
assertion_bound(const struct assertion *a)
{
	return (double)a->top / (2.0 * (double)a->half);
}

double
assertion_mean(const struct assertion *a)
{
	return 0.5 + (double)a->excess /
	    (2.0 * (double)a->half * (double)a->cards);
}

struct ratio
assertion_margin(const struct assertion *a)
{
	return (struct ratio){ a->excess, a->cards * a->half };
}

struct ratio
assertion_dilution(const struct assertion *a)
{
	return (struct ratio){ 2 * a->excess, a->cards * a->top };
}

double
assertion_pool_mean(const struct assertion *a, const struct card *cards,
    size_t n, bool style)
{
	int64_t sum = 0, seen = 0;

	for (size_t i = 0; i < n; i++) {
		if (style && !card_has(&cards[i]))
			continue;
		sum += assertion_steps(a, &cards[i]);
		seen++;
	}
	return seen == 0 ? 0.5 :
	    (double)sum / (2.0 * (double)a->half * (double)seen);
}
