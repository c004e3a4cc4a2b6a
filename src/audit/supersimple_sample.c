/* SPDX-License-Identifier: Apache-2.0 */
#include <inttypes.h>
#include <math.h>

#include "base/err.h"

#include "audit/supersimple.h"

static bool
is_missing(const struct card *cvr, const struct card *paper)
{
	return ((cvr->flags | paper->flags) & CARD_MISSING) != 0;
}

static int
lead(const struct card *c, struct pair p)
{
	return (card_mark(c, p.winner) > 0) - (card_mark(c, p.loser) > 0);
}

/*
 * ES&S records an overvote or an undervote without the choices: it agrees with
 * paper that has several marks, or none; other paper counts in full.
 */
int
supersimple_votes(const struct card *cvr, const struct card *paper,
    struct pair pair)
{
	if (is_missing(cvr, paper))
		return 2;
	if (cvr->flags & CARD_OVERVOTED)
		return card_marks(paper) > 1 ? 0 : -lead(paper, pair);
	if (cvr->flags & CARD_UNDERVOTED)
		return -lead(paper, pair);
	return lead(cvr, pair) - lead(paper, pair);
}

static void
note(struct supersimple_seen *seen, int votes, int64_t times)
{
	seen->draws += times;
	switch (votes) {
	case 2:		seen->over2 += times; break;
	case 1:		seen->over1 += times; break;
	case -1:	seen->under1 += times; break;
	case -2:	seen->under2 += times; break;
	default:	break;
	}
}

static bool
sample_fits(const struct supersimple *s,
    const struct supersimple_sample *sample, struct err *e)
{
	int64_t draws = 0;

	if ((uint64_t)sample->n > (uint64_t)s->ballots)
		return err_set(e, ERR_INPUT, "found %zu cards in the sample, "
		    "expected at most the %" PRId64 " there are", sample->n,
		    s->ballots);
	for (size_t i = 0; i < sample->n; i++) {
		const struct overstatement_card *c = &sample->card[i];

		if (c->times < 1 || !num_add(&draws, draws, c->times) ||
		    draws > NUM_MAX_VOTES)
			return err_set(e, ERR_INPUT, "card %s: found %" PRId64
			    " draws of it, expected 1 or more", c->id,
			    c->times);
	}
	return true;
}

/*
 * The worst pair of a card, as a share of the smallest margin, which is what
 * the bound is made for; and the most votes any pair is overstated by.
 */
static double
worst(const struct pairs *p, const struct overstatement_card *c, int *votes)
{
	double most = 0;

	*votes = -2;
	for (size_t i = 0; i < p->n; i++) {
		int v = supersimple_votes(&c->cvr, &c->paper, p->pair[i]);
		double share = v * ((double)p->smallest /
		    (double)p->pair[i].margin);

		if (v > *votes)
			*votes = v;
		if (share > most)
			most = share;
	}
	return most;
}

/* Every card was looked at: the leads on paper are known. */
static bool
pairs_hold(const struct pairs *p, const struct supersimple_sample *sample)
{
	for (size_t i = 0; i < p->n; i++) {
		int64_t margin = p->pair[i].margin;

		for (size_t k = 0; k < sample->n; k++)
			margin -= supersimple_votes(&sample->card[k].cvr,
			    &sample->card[k].paper, p->pair[i]);
		if (margin <= 0)
			return false;
	}
	return true;
}

static void
conclude(const struct supersimple *s, double log_p,
    struct supersimple_found *f)
{
	f->p = log_p < 0 ? exp(log_p) : 1;
	if (f->seen.draws == 0)
		f->verdict = SUPERSIMPLE_INCONCLUSIVE;
	else if (supersimple_confirms(s, log_p))
		f->verdict = SUPERSIMPLE_CONFIRMED;
	else
		f->verdict = SUPERSIMPLE_GO_ON;
}

static void
conclude_count(bool holds, struct supersimple_found *f)
{
	f->p = holds ? 0 : 1;
	f->verdict = holds ? SUPERSIMPLE_COUNTED : SUPERSIMPLE_OVERTURNED;
}

bool
supersimple_contest(const struct supersimple *s, const struct pairs *p,
    const struct supersimple_sample *sample, struct supersimple_found *out,
    struct err *e)
{
	struct supersimple_found f = { 0 };
	double log_p = 0;

	TRY(sample_fits(s, sample, e));
	for (size_t i = 0; i < sample->n; i++) {
		const struct overstatement_card *c = &sample->card[i];
		int votes;
		double share = worst(p, c, &votes);

		log_p += (double)c->times *
		    (s->clean - log1p(-share / (2 * s->gamma)));
		note(&f.seen, votes, c->times);
	}
	conclude(s, log_p, &f);
	if (sample->n == (size_t)s->ballots)
		conclude_count(pairs_hold(p, sample), &f);
	*out = f;
	return true;
}

/* What is missing is worth two votes here as well, and in steps all there are. */
static bool
steps_of(const struct assertion *a, const struct overstatement_card *c,
    bool style, int64_t *steps, struct err *e)
{
	if (is_missing(&c->cvr, &c->paper)) {
		*steps = a->top;
		return true;
	}
	return overstatement_steps(a, c, style, steps, e);
}

bool
supersimple_claim(const struct supersimple *s, const struct assertion *a,
    const struct supersimple_sample *sample, struct supersimple_found *out,
    struct err *e)
{
	struct supersimple_found f = { 0 };
	double log_p = 0;
	int64_t excess = a->excess;

	TRY(sample_fits(s, sample, e));
	for (size_t i = 0; i < sample->n; i++) {
		const struct overstatement_card *c = &sample->card[i];
		int64_t steps;
		double taint;

		TRY(steps_of(a, c, sample->style, &steps, e));
		taint = steps > 0 ? (double)steps / (double)a->top : 0;
		log_p += (double)c->times *
		    (s->clean - log1p(-taint / s->gamma));
		note(&f.seen, overstatement_votes(a, steps), c->times);
		excess -= steps;
	}
	conclude(s, log_p, &f);
	if (sample->n == (size_t)s->ballots)
		conclude_count(excess > 0, &f);
	*out = f;
	return true;
}
