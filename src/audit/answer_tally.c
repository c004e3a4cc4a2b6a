/* SPDX-License-Identifier: Apache-2.0 */
#include <inttypes.h>

#include "base/arena.h"
#include "base/err.h"

#include "audit/answer_inside.h"

static size_t
batches_read(const struct audit_case *one)
{
	size_t n = 0;

	for (size_t i = 0; i < one->items; i++)
		n += one->item[i].position == 0 && one->item[i].is_read;
	return n;
}

bool
answer_is_tally(const struct audit_case *one)
{
	return one->is_tally || one->plan->method == METHOD_HAND_TALLY ||
	    (one->batches > 0 && batches_read(one) == one->batches);
}

/* The first batch that nobody found; NULL: all were. */
static const char *
lost_batch(const struct audit_case *one)
{
	for (size_t i = 0; i < one->items; i++)
		if (one->item[i].lost)
			return one->batch[one->item[i].batch].name;
	return NULL;
}

/* The votes that hands found, in all batches. */
static bool
sum_up(struct asked *x, int64_t *votes, int64_t *ballots)
{
	const struct tally *t = &x->tally;

	*ballots = 0;
	for (size_t i = 0; i < x->one->items; i++) {
		const struct audit_item *item = &x->one->item[i];

		if (!item->reading[x->at].there)
			continue;
		if (num_known(item->ballots) &&
		    !num_add(ballots, *ballots, item->ballots))
			return err_set(x->e, ERR_INPUT, "%s: too many ballots",
			    t->contest);
		for (size_t k = 0; k < t->choices; k++)
			if (!num_add(&votes[k], votes[k],
			    item->reading[x->at].votes[k]))
				return err_set(x->e, ERR_INPUT, "%s: too many "
				    "votes for %s", t->contest, t->choice[k]);
	}
	return true;
}

/* Is each claim that was reported what the hands found? */
static bool
holds(struct asked *x, const struct tally *found, bool *all)
{
	*all = true;
	for (size_t i = 0; i < x->claims.n; i++) {
		struct assertion claim = x->claims.item[i];

		TRY(assertion_report(&claim, found, x->e));
		*all = *all && claim.excess > 0;
	}
	return true;
}

bool
answer_by_tally(struct asked *x, struct answer_contest *out)
{
	struct tally found = x->tally;
	int64_t *votes = arena_zero(x->a, found.choices + 1, sizeof *votes);
	size_t read = batches_read(x->one);
	int64_t ballots;
	bool all;

	if (found.kind == CHOICE_IRV)
		return answer_why(out, "rankings are counted ballot by ballot; "
		    "sums of batches do not decide them");
	if (x->one->batches == 0 || read < x->one->batches)
		return answer_why(out, arena_printf(x->a, "%zu of %zu batches "
		    "are counted by hand", read, x->one->batches));
	if (lost_batch(x->one) != NULL)
		return answer_why(out, arena_printf(x->a, "batch %s was not "
		    "found, and nobody knows what is in it",
		    lost_batch(x->one)));
	TRY(sum_up(x, votes, &ballots));
	found.votes = votes;
	if (ballots > found.ballots)
		found.ballots = ballots;
	TRY(holds(x, &found, &all));
	out->kind = all ? ANSWER_RISK : ANSWER_CHANGED;
	out->why = all ? "" : "counted by hand, the outcome is another";
	out->risk = all ? 0 : 1;
	return true;
}
