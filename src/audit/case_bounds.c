/* SPDX-License-Identifier: Apache-2.0 */
#include <inttypes.h>

#include "base/arena.h"
#include "base/err.h"

#include "audit/case_bounds.h"
#include "audit/draw_batches.h"

const int64_t *
case_totals(const struct audit_case *one, size_t contest, size_t batch)
{
	const struct tally *t = &one->plan->contest[contest].tally;
	const int64_t *votes = one->totals == NULL ? NULL :
	    one->totals[contest];

	if (votes == NULL || t->choices == 0)
		return NULL;
	votes += batch * t->choices;
	return num_known(votes[0]) ? votes : NULL;
}

/* Votes of each choice in all batches. */
static bool
sum_up(struct arena *a, const struct audit_case *one, size_t contest,
    int64_t **sum, struct err *e)
{
	const struct tally *t = &one->plan->contest[contest].tally;

	*sum = arena_zero(a, t->choices + 1, sizeof **sum);
	for (size_t i = 0; i < one->batches; i++) {
		const int64_t *votes = case_totals(one, contest, i);

		for (size_t k = 0; votes != NULL && k < t->choices; k++)
			if (!num_add(&(*sum)[k], (*sum)[k], votes[k]))
				return err_set(e, ERR_INPUT, "%s: too many "
				    "votes for %s", t->contest, t->choice[k]);
	}
	return true;
}

/* A choice that has more votes in its batches than in the report. */
static const char *
too_many(struct arena *a, const struct tally *t, const int64_t *sum)
{
	for (size_t k = 0; k < t->choices; k++)
		if (sum[k] > t->votes[k])
			return arena_printf(a, "the batches have %" PRId64
			    " votes for %s, and %" PRId64 " were reported",
			    sum[k], t->choice[k], t->votes[k]);
	return NULL;
}

static void
bound_all(struct arena *a, const struct audit_case *one, size_t contest,
    struct case_bounds *out)
{
	out->bound = arena_zero(a, one->batches + 1, sizeof *out->bound);
	for (size_t i = 0; i < one->batches; i++) {
		const int64_t *votes = case_totals(one, contest, i);

		out->bound[i] = votes == NULL ? dec28_of(0) :
		    macro_bound(&out->macro, votes, one->batch[i].ballots);
	}
	out->all = draw_batches_sum(out->bound, one->batches);
}

bool
case_bounds_of(struct arena *a, const struct audit_case *one, size_t contest,
    struct case_bounds *out, struct err *e)
{
	const struct tally *t = &one->plan->contest[contest].tally;
	struct macro_apart apart = { 0 };
	int64_t *sum;

	*out = (struct case_bounds){ 0 };
	if (one->totals == NULL || one->totals[contest] == NULL) {
		out->why = "no unit has committed to totals of its batches";
		return true;
	}
	TRY(sum_up(a, one, contest, &sum, e));
	out->why = too_many(a, t, sum);
	apart.unauditable = macro_missing(t, sum);
	TRY(macro_open(a, t, apart, &out->macro, e));
	bound_all(a, one, contest, out);
	return true;
}

char *
case_bounds_text(struct arena *a, const struct case_bounds *b)
{
	char text[DEC28_TEXT];

	return arena_text(a, dec28_text(text, b->all));
}
