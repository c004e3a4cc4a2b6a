/* SPDX-License-Identifier: Apache-2.0 */
/*
 * brla: the Bayesian audit that limits risk (Vora, "Risk-limiting Bayesian
 * polling audits for two candidate elections", arXiv 1902.00999): half of the
 * prior lies on a tie, half evenly on every outcome in which the winner won.
 *
 *	struct brla b = { .ballots = 100000 };
 *	p = brla_risk(&b, 200, 120);		the posterior of a wrong outcome
 *	k = brla_least(&b, .1, 200);		120
 */
#ifndef AUDIT_BRLA_H
#define AUDIT_BRLA_H

#include <stdint.h>

struct brla {
	int64_t ballots;	/* for either of the two, in all; drawn without putting back */
};

/* brla_risk(b, n, k): Of the outcome being wrong, after ${k} of ${n} votes for the winner. */
double brla_risk(const struct brla *b, int64_t n, int64_t k);

/*
 * brla_size(b, share, limit, q):
 * About the least number of votes for both with which a share ${q} of samples
 * meets the limit if the winner has ${share} of all (above 1/2), from the
 * binomial; all of them at most.
 */
int64_t brla_size(const struct brla *b, double share, double limit, double q);

/* brla_least(b, limit, n): The least votes for the winner that meet the limit; n + 1: none. */
int64_t brla_least(const struct brla *b, double limit, int64_t n);

#endif
