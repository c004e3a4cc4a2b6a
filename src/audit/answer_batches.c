/* SPDX-License-Identifier: Apache-2.0 */
/*
 * Batches drawn with chances in proportion to their ballots: the overstatement
 * assorter of a batch is the mean of those of its cards, and the mean of what
 * is drawn is that of all cards (Stark 2020, arXiv 1911.10035, section 4).  One
 * sample serves every contest, whichever batches it is in.
 */
#include <inttypes.h>
#include <math.h>

#include "base/arena.h"
#include "base/err.h"
#include "stat/mart.h"

#include "audit/answer_inside.h"
#include "audit/case_bounds.h"
#include "audit/overstatement.h"

struct weighing {
	struct asked *x;
	size_t       *draw;
	size_t        n;
	double       *after;
};

/* The assorter's mean over ${ballots}, with these votes on them. */
static bool
mean_of(struct asked *x, const struct assertion *a, const int64_t *votes,
    int64_t ballots, double *out)
{
	struct assertion claim = *a;
	struct tally t = x->tally;

	*out = .5;
	if (votes == NULL || ballots <= 0)
		return true;
	t.votes = votes;
	t.ballots = ballots;
	TRY(assertion_report(&claim, &t, x->e));
	*out = assertion_mean(&claim);
	return true;
}

/* Ballots that the manifest has and the board did not find, or found too many, count in the worst way. */
static bool
found_mean(struct asked *x, const struct assertion *a,
    const struct audit_item *item, double *out)
{
	const struct audit_reading *r = item->lost ? NULL :
	    &item->reading[x->at];
	int64_t all = x->one->batch[item->batch].ballots;
	int64_t found = num_known(item->ballots) ? item->ballots : all;
	double mean;

	*out = 0;
	if (r == NULL || all <= 0)
		return true;
	TRY(mean_of(x, a, r->there ? r->votes : NULL, found, &mean));
	if (found > all)
		mean = mean * (double)found - (double)(found - all) *
		    assertion_bound(a);
	else
		mean *= (double)found;
	*out = fmax(0, mean / (double)all);
	return true;
}

static bool
value_of(struct asked *x, const struct assertion *a,
    const struct audit_item *item, double *out)
{
	double said, found, u = assertion_bound(a);
	double v = 2 * assertion_mean(a) - 1;

	TRY(mean_of(x, a, case_totals(x->one, x->at, item->batch),
	    x->one->batch[item->batch].ballots, &said));
	TRY(found_mean(x, a, item, &found));
	*out = overstatement_value(u, v, said - found);
	return true;
}

static bool
weigh(struct weighing *w, const struct assertion *a, struct answer_claim *out)
{
	struct kelly_value v[ANSWER_ERRORS];
	struct mart_null null = { .mean = .5, .most = overstatement_bound(a) };
	struct mart_rule rule;
	struct mart m;

	answer_errors(w->x, a, v);
	rule = mart_adaptive(null, v, ANSWER_ERRORS, ANSWER_ERRORS);
	TRY(mart_check(&rule, w->x->e));
	m = mart_begin(&rule);
	for (size_t i = 0; i < w->n; i++) {
		double value;

		TRY(value_of(w->x, a, &w->x->one->item[
		    w->x->one->draw[w->draw[i]].item], &value));
		TRY(mart_takes(&m, value, w->x->e));
		mart_step(&m, value);
		w->after[i] = fmax(w->after[i], mart_p(&m));
	}
	*out = (struct answer_claim){ answer_claim_says(w->x, a),
		mart_p(&m) };
	return true;
}

/* Votes that are in no batch would be in no sample. */
static const char *
totals_differ(struct asked *x)
{
	const struct tally *t = &x->tally;

	if (x->one->totals == NULL || x->one->totals[x->at] == NULL)
		return "no unit has committed to totals of its batches";
	for (size_t k = 0; k < t->choices; k++) {
		int64_t sum = 0;

		for (size_t i = 0; i < x->one->batches; i++) {
			const int64_t *votes = case_totals(x->one, x->at, i);

			sum += votes == NULL ? 0 : votes[k];
		}
		if (sum != t->votes[k])
			return arena_printf(x->a, "the batches have %" PRId64
			    " votes for %s, and %" PRId64 " were reported",
			    sum, t->choice[k], t->votes[k]);
	}
	return NULL;
}

bool
answer_by_batches(struct asked *x, struct answer_contest *out)
{
	struct weighing w = { .x = x, .draw = arena_zero(x->a,
		x->one->draws + 1, sizeof *w.draw) };
	const char *why = totals_differ(x);

	if (why != NULL)
		return answer_why(out, why);
	w.n = answer_draws(x, w.draw);
	if (w.n == 0)
		return answer_why(out, "no batch that was drawn is read yet");
	w.after = arena_zero(x->a, w.n, sizeof *w.after);
	out->claim = arena_zero(x->a, x->claims.n + 1, sizeof *out->claim);
	for (size_t i = 0; i < x->claims.n; i++)
		TRY(weigh(&w, &x->claims.item[i], &out->claim[i]));
	out->claims = x->claims.n;
	out->after = w.after;
	out->draws = w.n;
	answer_largest(out);
	return true;
}
