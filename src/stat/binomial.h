/* SPDX-License-Identifier: Apache-2.0 */
/*
 * binomial: chances of so many successes, right to a dozen digits for samples
 * of millions: saddle points after Loader 2000, "Fast and accurate computation
 * of binomial probabilities"; a difference of lgamma would lose them.
 *
 *	binomial_log(n, k, p)		ln P[K = k] of Bin(n, p)
 *	binomial_above(n, k, p)		P[K >= k]
 */
#ifndef STAT_BINOMIAL_H
#define STAT_BINOMIAL_H

#include <stdint.h>

/* binomial_log(n, k, p): -INFINITY where it cannot be; 0 <= p <= 1. */
double binomial_log(int64_t n, int64_t k, double p);

/* binomial_above(n, k, p), binomial_below(n, k, p): P[K >= k] and P[K <= k], each with the accuracy of its own smallness. */
double binomial_above(int64_t n, int64_t k, double p);
double binomial_below(int64_t n, int64_t k, double p);

/* binomial_quantile(n, q, p): The least k with P[K <= k] >= q. */
int64_t binomial_quantile(int64_t n, double q, double p);

/*
 * hyper_log(n, k, all, good): ln of the chance that ${n} of ${all} things, not
 * put back, have ${k} of the ${good} ones.
 */
double hyper_log(int64_t n, int64_t k, int64_t all, int64_t good);

/* hyper_below(n, k, all, good): The chance of at most ${k}, with the accuracy of its own smallness below the mode. */
double hyper_below(int64_t n, int64_t k, int64_t all, int64_t good);

#endif
