/* SPDX-License-Identifier: Apache-2.0 */
#include <inttypes.h>
#include <string.h>

#include "base/err.h"

#include "model/tally.h"

static const char *const ids[SOCIAL_CHOICES] = { "plurality", "majority",
	"approval", "score", "borda", "dhondt", "irv" };

const char *
social_choice_id(enum social_choice k)
{
	return ids[k];
}

bool
social_choice_parse(const char *s, enum social_choice *k)
{
	for (size_t i = 0; i < SOCIAL_CHOICES; i++)
		if (strcmp(ids[i], s) == 0) {
			*k = (enum social_choice)i;
			return true;
		}
	return false;
}

int64_t
tally_valid(const struct tally *t)
{
	int64_t sum = 0;

	for (size_t i = 0; i < t->choices; i++)
		sum += t->votes[i];
	return sum;
}

/* How much one ballot can give to one choice, and to all of them. */
static void
most(const struct tally *t, int64_t *one, int64_t *all)
{
	int64_t n = (int64_t)t->choices;

	*one = 1;
	*all = t->votes_allowed;
	if (t->kind == CHOICE_APPROVAL)
		*all = n;
	if (t->kind == CHOICE_SCORE)
		*one = t->max_score;
	if (t->kind == CHOICE_BORDA)
		*one = n;
	if (t->kind == CHOICE_SCORE || t->kind == CHOICE_BORDA)
		*all = n * *one;
}

static bool
shape_holds(const struct tally *t, struct err *e)
{
	if (t->choices == 0)
		return err_set(e, ERR_INPUT, "contest %s: found no choice, "
		    "expected one at least", t->contest);
	if (t->winners < 1 || t->votes_allowed < 1)
		return err_set(e, ERR_INPUT, "contest %s: found %" PRId64
		    " winners and %" PRId64 " votes allowed, expected 1 or "
		    "more of each", t->contest, t->winners, t->votes_allowed);
	if (t->ballots < 0 || t->ballots > NUM_MAX_VOTES)
		return err_set(e, ERR_INPUT, "contest %s: found %" PRId64
		    " ballots, expected 0 to %" PRId64, t->contest, t->ballots,
		    NUM_MAX_VOTES);
	return true;
}

static bool
votes_fit(const struct tally *t, struct err *e)
{
	int64_t one, all, sum = 0, limit;

	most(t, &one, &all);
	for (size_t i = 0; i < t->choices; i++) {
		if (t->votes[i] < 0)
			return err_set(e, ERR_INPUT, "contest %s: found %"
			    PRId64 " votes for %s, expected 0 or more",
			    t->contest, t->votes[i], t->choice[i]);
		if (!num_mul(&limit, t->ballots, one) || t->votes[i] > limit)
			return err_set(e, ERR_INPUT, "contest %s: found %"
			    PRId64 " votes for %s on %" PRId64 " ballots",
			    t->contest, t->votes[i], t->choice[i], t->ballots);
		if (!num_add(&sum, sum, t->votes[i]))
			return err_set(e, ERR_INPUT, "contest %s: its votes "
			    "are more than can be added", t->contest);
	}
	if (!num_mul(&limit, t->ballots, all) || sum > limit)
		return err_set(e, ERR_INPUT, "contest %s: found %" PRId64
		    " votes, expected at most %" PRId64 " on %" PRId64
		    " ballots", t->contest, sum, limit, t->ballots);
	return true;
}

bool
tally_check(const struct tally *t, struct err *e)
{
	TRY(shape_holds(t, e));
	return votes_fit(t, e);
}
