/* SPDX-License-Identifier: Apache-2.0 */
/*
 * suite: two strata, one with cast vote records and one without (Ottoboni,
 * Stark, Lindeman and McBurnett 2018, arXiv 1809.04235): a comparison in the
 * first and a poll in the second, by Fisher's combination, whichever way the
 * error that would change the outcome is split between them.
 *
 *	struct suite s = {
 *		.cards = { { 1010000, 989000, 2000000 } ... };
 *	p = suite_p(&s, .05);
 *
 * Of a pair.  ${limit} only says how closely to look: where the largest value
 * of a coarse grid is above it, nobody needs to know by how much.
 */
#ifndef AUDIT_SUITE_H
#define AUDIT_SUITE_H

#include <stdbool.h>
#include <stdint.h>

/* Votes of a winner and a loser in one stratum, of so many ballots. */
struct suite_votes {
	int64_t winner, loser, ballots;
};

/* Drawn in the first: with replacement, and what was overstated and understated by one and two votes. */
struct suite_compared {
	int64_t n, over1, over2, under1, under2;
};

/* Drawn in the second, without replacement. */
struct suite_polled {
	int64_t n, winner, loser;
};

struct suite {
	struct suite_votes    cards, none;	/* reported with cast vote records, and without */
	struct suite_compared compared;
	struct suite_polled   polled;
};

/* suite_compare_p(s, share): That records overstate the margin by ${share} of all of it at least. */
double suite_compare_p(const struct suite *s, double share);

/* suite_poll_p(s, share): That the other stratum is short of its reported margin by ${share} of all of it at least. */
double suite_poll_p(const struct suite *s, double share);

/*
 * suite_poll_likelihood(s, c):
 * Of a margin of ${c} votes at most against the reported one: tri-hypergeometric, the null
 * maximised over the votes of the winner.  1 at most.
 */
double suite_poll_likelihood(const struct suite *s, double c);

/* suite_p(s, limit): The largest Fisher combination over all splits. */
double suite_p(const struct suite *s, double limit);

/*
 * suite_lead_chance(n, lead, of): That ${n} ballots, drawn without putting back from those of
 * ${of}, show a lead of ${lead} votes or more; exact sums.
 */
double suite_lead_chance(int64_t n, int64_t lead, const struct suite_votes *of);

/* Ballots to draw in each stratum. */
struct suite_size {
	int64_t cards, none;
};

/*
 * suite_plan(s, limit):
 * In all, in proportion to the strata: doubled, then halved to within a fifth
 * of the limit, as Arlo does.  What was drawn already goes on as it began; a
 * first sample is as was reported.
 */
struct suite_size suite_plan(const struct suite *s, double limit);

#endif
