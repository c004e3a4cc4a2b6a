/* SPDX-License-Identifier: Apache-2.0 */
/*
 * Polls that hold two against each other: BRAVO, Minerva, Providence and the
 * Bayesian audit.  A majority is one choice against all others.
 */
#include <math.h>

#include "base/arena.h"
#include "base/buf.h"
#include "base/err.h"

#include "audit/answer_inside.h"
#include "audit/bravo.h"
#include "audit/brla.h"
#include "audit/minerva.h"
#include "audit/sides.h"

struct polling {
	struct asked *x;
	size_t       *draw;	/* that serve the contest and are read */
	size_t        n;
	size_t        rounds;	/* of those, whole ones */
	double       *after;	/* the largest risk of all claims */
};

/* More marks than allowed count for nobody; what is not there counts against. */
static struct sides
read_of(struct asked *x, const struct assertion *a,
    const struct audit_item *item)
{
	const struct audit_reading *r = item->lost ? NULL :
	    &item->reading[x->at];
	int64_t marks = 0;

	if (r == NULL)
		return (struct sides){ 0, 1 };
	for (size_t i = 0; i < x->tally.choices; i++)
		marks += r->votes[i];
	if (!r->there || (a->votes_allowed > 0 && marks > a->votes_allowed))
		return (struct sides){ 0, 0 };
	return sides_of(a, r->votes, x->tally.choices);
}

/* Rounds of which every draw for the contest is read. */
static size_t
whole_rounds(const struct polling *p)
{
	const struct audit_case *one = p->x->one;
	int64_t last = (int64_t)one->rounds;

	for (size_t i = 0; i < one->draws; i++) {
		const struct case_draw *d = &one->draw[i];

		if ((d->contest == CASE_ALL || d->contest == p->x->at) &&
		    !one->item[d->item].is_read && d->round <= last)
			last = d->round - 1;
	}
	return (size_t)last;
}

static int64_t
round_of(const struct polling *p, size_t i)
{
	return p->x->one->draw[p->draw[i]].round;
}

static void
keep(struct polling *p, size_t draw, double risk)
{
	if (risk > p->after[draw])
		p->after[draw] = risk;
}

static double
by_bravo(struct polling *p, const struct assertion *a, struct sides reported)
{
	struct bravo b = { .share = sides_share(reported) };
	struct bravo_seen seen = { 0, 0 };

	for (size_t i = 0; i < p->n; i++) {
		struct sides s = read_of(p->x, a,
		    &p->x->one->item[p->x->one->draw[p->draw[i]].item]);

		seen.winner += s.pro;
		seen.loser += s.con;
		keep(p, i, bravo_p(&b, seen));
	}
	return bravo_p(&b, seen);
}

/* Half of the belief is that of a tie; each ballot counts the first time it comes. */
static double
by_belief(struct polling *p, const struct assertion *a, struct sides reported)
{
	const struct audit_case *one = p->x->one;
	struct brla b = { .ballots = reported.pro + reported.con };
	int64_t votes = 0, winner = 0;
	double risk = 1;

	for (size_t i = 0; i < p->n; i++) {
		const struct case_draw *d = &one->draw[p->draw[i]];
		struct sides s = d->generation > 1 ? (struct sides){ 0, 0 } :
		    read_of(p->x, a, &one->item[d->item]);

		votes += s.pro + s.con;
		winner += s.pro;
		if (s.pro + s.con > 0)
			risk = brla_risk(&b, votes, winner);
		keep(p, i, risk);
	}
	return risk;
}

/* Votes after each whole round, and how many draws it had by then. */
static void
count_rounds(struct polling *p, const struct assertion *a,
    struct minerva_seen *seen, size_t *draws)
{
	for (size_t i = 0; i < p->n; i++) {
		struct sides s = read_of(p->x, a,
		    &p->x->one->item[p->x->one->draw[p->draw[i]].item]);

		for (size_t r = (size_t)round_of(p, i) - 1; r < p->rounds;
		    r++) {
			seen[r].votes += s.pro + s.con;
			seen[r].winner += s.pro;
			draws[r]++;
		}
	}
}

static double
minerva_after(const struct minerva_rule *rule, const struct minerva_seen *seen,
    size_t rounds)
{
	struct minerva m CLEANUP(minerva_close) = { .votes = 0 };

	minerva_open(&m, rule);
	for (size_t r = 0; r < rounds; r++)
		minerva_round(&m, seen[r].votes);
	return minerva_risk(&m, seen[rounds - 1].winner);
}

/* Within a round nothing more is known than at the end of the last. */
static double
by_rounds(struct polling *p, const struct assertion *a, struct sides reported)
{
	struct ratio limit = p->x->one->plan->risk_limit;
	struct minerva_rule rule = { .share = sides_share(reported),
		.limit = (double)limit.num / (double)limit.den };
	struct minerva_seen *seen = arena_zero(p->x->a, p->rounds + 1,
	    sizeof *seen);
	size_t *draws = arena_zero(p->x->a, p->rounds + 1, sizeof *draws);
	bool minerva = p->x->one->plan->method == METHOD_MINERVA;
	double risk = 1;
	size_t at = 0;

	count_rounds(p, a, seen, draws);
	for (size_t r = 0; r < p->rounds; r++) {
		for (; at + 1 < draws[r]; at++)
			keep(p, at, risk);
		risk = minerva ? minerva_after(&rule, seen, r + 1) :
		    providence_risk(rule.share, seen, r + 1);
	}
	for (; at < p->n; at++)
		keep(p, at, risk);
	return risk;
}

static bool
weigh(struct polling *p, const struct assertion *a, struct answer_claim *out)
{
	struct sides s = sides_of(a, p->x->tally.votes, p->x->tally.choices);

	out->says = answer_claim_says(p->x, a);
	switch (p->x->one->plan->method) {
	case METHOD_BRAVO:
		out->risk = by_bravo(p, a, s);
		break;
	case METHOD_BRLA:
		out->risk = by_belief(p, a, s);
		break;
	default:
		out->risk = by_rounds(p, a, s);
	}
	return true;
}

static bool
are_sided(const struct asked *x)
{
	for (size_t i = 0; i < x->claims.n; i++)
		if (!sides_has(&x->claims.item[i]))
			return false;
	return true;
}

static bool
goes_by_rounds(const struct asked *x)
{
	return x->one->plan->method == METHOD_MINERVA ||
	    x->one->plan->method == METHOD_PROVIDENCE;
}

bool
answer_by_pairs(struct asked *x, struct answer_contest *out)
{
	struct polling p = { .x = x, .draw = arena_zero(x->a,
		x->one->draws + 1, sizeof *p.draw) };

	if (!are_sided(x))
		return answer_why(out, "this method holds one choice against "
		    "another, and a claim of this contest is of another kind");
	p.n = answer_draws(x, p.draw);
	p.rounds = whole_rounds(&p);
	if (p.n == 0 || (p.rounds == 0 && goes_by_rounds(x)))
		return answer_why(out, p.n == 0 ? "no ballot that was drawn is "
		    "read yet" : "no round is read to its end yet");
	p.after = arena_zero(x->a, p.n, sizeof *p.after);
	out->claim = arena_zero(x->a, x->claims.n + 1, sizeof *out->claim);
	for (size_t i = 0; i < x->claims.n; i++)
		TRY(weigh(&p, &x->claims.item[i], &out->claim[i]));
	out->claims = x->claims.n;
	out->after = p.after;
	out->draws = p.n;
	answer_largest(out);
	return true;
}
