/* SPDX-License-Identifier: Apache-2.0 */
#include <math.h>

#include "base/arena.h"
#include "base/err.h"

#include "audit/macro.h"

static int64_t
lead_of(const struct macro_lead *x, const struct tally *t,
    const int64_t *votes)
{
	int64_t all = 0;

	if (x->kind == MACRO_BEATS)
		return votes[x->winner] - votes[x->loser];
	for (size_t i = 0; i < t->choices; i++)
		all += votes[i];
	return x->kind == MACRO_ABOVE ? 2 * votes[x->winner] - all :
	    all - 2 * votes[x->winner];
}

static void
add(struct macro *m, struct macro_lead x, struct macro_apart apart)
{
	x.margin = lead_of(&x, m->t, m->t->votes) - apart.pending -
	    apart.unauditable;
	m->full = m->full || x.margin <= 0;
	m->lead[m->leads++] = x;
}

static void
add_pairs(struct macro *m, const struct pairs *p, struct macro_apart apart)
{
	for (size_t i = 0; i < p->n; i++)
		add(m, (struct macro_lead){ MACRO_BEATS, p->pair[i].winner,
		    p->pair[i].loser, 0 }, apart);
}

static bool
has_majority(const struct tally *t, size_t first)
{
	struct macro_lead x = { MACRO_ABOVE, first, 0, 0 };

	return lead_of(&x, t, t->votes) > 0;
}

static bool
is_half(const struct tally *t)
{
	return t->threshold.num > 0 && 2 * t->threshold.num == t->threshold.den;
}

/* Who has the majority, or the two who meet again because nobody has. */
static void
add_majority(struct arena *a, struct macro *m, struct macro_apart apart)
{
	struct tally two = *m->t;
	struct pairs p = pairs_of(a, m->t);

	if (has_majority(m->t, p.order[0])) {
		add_pairs(m, &p, apart);
		add(m, (struct macro_lead){ MACRO_ABOVE, p.order[0], 0, 0 },
		    apart);
		return;
	}
	two.winners = 2;
	p = pairs_of(a, &two);
	m->standing = p.standing;
	add_pairs(m, &p, apart);
	for (size_t i = 0; i < 2; i++)
		add(m, (struct macro_lead){ MACRO_BELOW, p.order[i], 0, 0 },
		    apart);
}

static bool
is_of_kind(const struct tally *t, struct err *e)
{
	bool majority = t->kind == CHOICE_MAJORITY;

	if (t->kind != CHOICE_PLURALITY && !majority)
		return err_set(e, ERR_INPUT, "%s: MACRO is for plurality and "
		    "majority, found %s", t->contest,
		    social_choice_id(t->kind));
	return !majority || (is_half(t) && t->winners == 1 && t->choices > 1 &&
	    (t->runoff || t->votes_allowed == 1)) || err_set(e, ERR_INPUT,
	    "%s: MACRO knows majorities of one half for one seat only",
	    t->contest);
}

bool
macro_open(struct arena *a, const struct tally *t, struct macro_apart apart,
    struct macro *out, struct err *e)
{
	struct pairs p;

	TRY(tally_check(t, e));
	TRY(is_of_kind(t, e));
	p = pairs_of(a, t);
	*out = (struct macro){ .t = t, .standing = p.standing,
		.lead = arena_zero(a, t->choices * t->choices + 3,
		sizeof *out->lead) };
	if (p.standing != STANDING_CONTESTED)
		return true;
	if (t->kind == CHOICE_MAJORITY)
		add_majority(a, out, apart);
	else
		add_pairs(out, &p, apart);
	return true;
}

int64_t
macro_missing(const struct tally *t, const int64_t *sum)
{
	int64_t votes = 0;

	for (size_t i = 0; i < t->choices; i++)
		votes += t->votes[i] - sum[i];
	return votes <= 0 ? 0 : (votes + t->votes_allowed - 1) /
	    t->votes_allowed;
}

/* The largest of n / margin over all leads, 0 at least. */
static struct dec28
largest(const struct macro *m, const int64_t *votes, const int64_t *less,
    int64_t ballots)
{
	struct dec28 most = dec28_of(0);

	for (size_t i = 0; i < m->leads; i++) {
		const struct macro_lead *x = &m->lead[i];
		int64_t n = lead_of(x, m->t, votes) + ballots - (less == NULL ?
		    0 : lead_of(x, m->t, less));
		struct dec28 share;

		if (n <= 0 || x->margin <= 0)
			continue;
		share = dec28_div(dec28_of(n), dec28_of(x->margin));
		if (dec28_cmp(share, most) > 0)
			most = share;
	}
	return most;
}

struct dec28
macro_bound(const struct macro *m, const int64_t *votes, int64_t ballots)
{
	return largest(m, votes, NULL, ballots);
}

struct dec28
macro_error(const struct macro *m, const int64_t *votes, const int64_t *found)
{
	return largest(m, votes, found, 0);
}

/* All bounds together of 1 or less cannot hide a wrong outcome. */
static double
clean_draw(struct dec28 all)
{
	double sum = dec28_double(all);

	return sum <= 1 ? -INFINITY : log1p(-1 / sum);
}

double
macro_draw(struct dec28 all, struct dec28 bound, struct dec28 error)
{
	if (dec28_is_zero(error))
		return clean_draw(all);
	if (dec28_cmp(error, bound) >= 0)
		return INFINITY;
	return clean_draw(all) - log1p(-dec28_double(dec28_div(error,
	    bound)));
}

int64_t
macro_size(double limit, double log_p, struct dec28 all, int64_t batches)
{
	double wanted = log(limit) - log_p, draws;

	if (wanted >= 0)
		return 0;
	draws = ceil(wanted / clean_draw(all)) + 1;
	return draws < (double)batches ? (int64_t)draws : batches;
}
