/* SPDX-License-Identifier: Apache-2.0 */
#include <math.h>

#include "audit/colorado.h"

int64_t
colorado_optimistic(const struct supersimple *s,
    const struct supersimple_seen *seen)
{
	int64_t draws = supersimple_least(s, seen);

	return draws < s->ballots ? draws : s->ballots;
}

int64_t
colorado_estimated(const struct supersimple *s,
    const struct supersimple_seen *seen)
{
	int64_t draws = colorado_optimistic(s, seen), more;
	int64_t over = seen->over1 + seen->over2;

	if (over == 0 || seen->draws == 0)
		return draws;
	if (!num_mul(&more, draws, over) ||
	    !num_add(&more, more, seen->draws - 1))
		return s->ballots;
	more /= seen->draws;
	return more < s->ballots - draws ? draws + more : s->ballots;
}

double
colorado_log_p(const struct supersimple *s,
    const struct supersimple_seen *seen)
{
	return supersimple_log_p(s, seen) +
	    (double)seen->under1 * s->one_under +
	    (double)seen->under2 * s->two_under;
}

double
colorado_p(const struct supersimple *s, const struct supersimple_seen *seen)
{
	double log_p = colorado_log_p(s, seen);

	return log_p < 0 ? exp(log_p) : 1;
}

static bool
is_loser(const struct pairs *p, size_t choice)
{
	for (size_t i = 0; i < p->n; i++)
		if (p->pair[i].loser == choice)
			return true;
	return false;
}

static int
not_found(const struct pairs *p, const struct card *cvr)
{
	if (!card_has(cvr))
		return 1;
	for (size_t i = 0; i < cvr->choices; i++)
		if (cvr->mark[i] > 0 && !is_loser(p, i))
			return 2;
	return 1;
}

int
colorado_votes(const struct pairs *p, const struct overstatement_card *c,
    int64_t votes_allowed)
{
	struct card paper = c->paper;
	int most = -2;

	if (paper.flags & CARD_MISSING)
		return not_found(p, &c->cvr);
	if (c->cvr.flags & CARD_MISSING)
		return 2;
	if ((int64_t)card_marks(&paper) > votes_allowed)
		paper.flags |= CARD_LACKS;
	for (size_t i = 0; i < p->n; i++) {
		int v = supersimple_votes(&c->cvr, &paper, p->pair[i]);

		if (v > most)
			most = v;
	}
	return most;
}
