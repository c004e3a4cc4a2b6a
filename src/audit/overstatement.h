/* SPDX-License-Identifier: Apache-2.0 */
/*
 * overstatement: by how much the record of a card said more for a claim than
 * its paper does, and the assorter made of it (SHANGRLA, section 3.2).
 *
 * With card style we know from the records which cards have the contest, and
 * draw from those alone: paper without it counts as the worst.  Without, paper
 * that lacks the contest is a card without a vote in it.
 */
#ifndef AUDIT_OVERSTATEMENT_H
#define AUDIT_OVERSTATEMENT_H

#include "audit/assertion.h"

/* A card as the machine recorded it and as people read it. */
struct overstatement_card {
	const char  *id;	/* what people call it */
	struct card  cvr, paper;
	int64_t      times;	/* it was drawn; each card stands once in a sample */
};

/*
 * overstatement_steps(a, c, style, steps, e):
 * Steps of the record less those of the paper, -top .. top.  Fails if ${style}
 * is set and the record lacks the contest: such a card is not in the frame.
 */
bool overstatement_steps(const struct assertion *a,
    const struct overstatement_card *c, bool style, int64_t *steps,
    struct err *e);

/* overstatement_of(a, steps): The same in the units of the assorter, -u .. u. */
double overstatement_of(const struct assertion *a, int64_t steps);

/*
 * overstatement_votes(a, steps):
 * -2 .. 2: votes by which the lead of the winner over the loser was overstated.
 * Of a claim whose cards count otherwise, halves of u, rounded up.
 */
int overstatement_votes(const struct assertion *a, int64_t steps);

/*
 * overstatement_assorter(a, steps):
 * B = (1 - w/u) / (2 - v/u) for the overstatement w: from 0 to
 * overstatement_bound(a); the claim holds if and only if the mean of B over
 * all cards is above 1/2.
 */
double overstatement_assorter(const struct assertion *a, int64_t steps);
double overstatement_bound(const struct assertion *a);

/*
 * overstatement_value(u, v, w):
 * B for an assorter with bound ${u} and reported margin ${v}, for a record that
 * is no card's but a mean (ONEAudit).
 */
double overstatement_value(double u, double v, double w);

/* overstatement_mean(a, one, two): The mean of B if a share ${one} of the cards overstates by u/2 and ${two} by u. */
double overstatement_mean(const struct assertion *a, double one, double two);

/*
 * overstatement_wald(x, n, g):
 * Kaplan-Wald p-value of n values of B, in the order drawn: the least of 1 and
 * 1 / prod((1 - g) x / t + g) so far, t = 1/2; ${g} from 0 to 1 keeps one value
 * of 0 from ending it.
 */
double overstatement_wald(const double *x, size_t n, double g);

/*
 * overstatement_markov(x, n, g):
 * Kaplan-Markov p-value of them: the least of 1 and prod((t + g) / (x + g)) so
 * far.
 */
double overstatement_markov(const double *x, size_t n, double g);

#endif
