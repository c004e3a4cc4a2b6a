/* SPDX-License-Identifier: Apache-2.0 */
/*
 * risk: the chance that a wrong outcome would have got so far, by method.  All
 * sums are of logarithms; a risk is between 0 and 1.
 */
#ifndef VERIFIER_RISK_H
#define VERIFIER_RISK_H

#include "bytes.h"

/* exp(${log}), 1 at most: of the inverse of a likelihood ratio. */
double risk_of(double log);

/*
 * BRAVO [Lindeman, Stark, Yates, EVT/WOTE'12]: of the two, the winner was
 * reported with ${share}; the sample has ${w} votes for one, ${l} the other.
 */
double bravo_log(double share, uint64_t w, uint64_t l);

/*
 * Kaplan-Markov [Stark 2009], for ballots (super-simple) as for batches
 * (MACRO): ${all}, the bounds of the errors of all, and of each draw how much
 * of its own bound was error.  A factor of its product.
 */
double kaplan_markov_log(double all, double taint);

/*
 * Betting on values from 0 to ${u} of which ${n} have a mean of ${t} under the
 * null; ${n} 0: they are drawn with replacement.  Before each draw ${bet} says
 * how much, from the mean of those that are left.
 *
 * shrunk: ALPHA [Stark, arXiv 2201.02707] with shrink-trunc.  fixed: ALPHA with
 * one mean.  wald: Kaplan-Wald, padded by ${c}.  agrapa: Waudby-Smith and
 * Ramdas [arXiv 2010.09686, B.3], half of all at most.  learnt: what grows
 * fastest, if ${value}s come with their ${rate}s, as far as draws do not tell
 * otherwise [Spertus, arXiv 2304.01010]; the first comes when no other does.
 */
enum { LEARNT = 5 };
struct hand {
	double   t, u, eta, c, d, value[LEARNT], rate[LEARNT];	/* given */
	double   (*bet)(const struct hand *h, double mu);
	uint64_t n, draws, seen[LEARNT];
	double   sum, squares, before;	/* of values; the mean left before */
	double   log, best;		/* of the fortune; of the best */
};
double bet_shrunk(const struct hand *h, double mu);
double bet_fixed(const struct hand *h, double mu);
double bet_wald(const struct hand *h, double mu);
double bet_agrapa(const struct hand *h, double mu);
double bet_learnt(const struct hand *h, double mu);
void hand_take(struct hand *h, double x);
double hand_risk(const struct hand *h);

/*
 * Minerva [Zagorski et al., USENIX'21] and Providence [arXiv 2210.08717]: of
 * ${share} under the reported result, 1/2 under a tie; rounds of all votes for
 * the two so far, and of them for the winner.
 */
struct vote_round {
	uint64_t n, k;
};
double minerva_risk(double share, double limit, const struct vote_round *r,
    size_t rounds);
double providence_risk(double share, const struct vote_round *r, size_t rounds);

enum { RAIRE_MOST = 64 };	/* candidates, by their places; sets are bits */

/*
 * RAIRE [Blom, Stuckey, Teague, arXiv 1903.08804]: do assertions about an
 * instant runoff rule out every order in which somebody else wins?  Orders are
 * walked from their end, as far as none contradicts them; nothing is searched.
 *
 * Not eliminated before (NEB): the winner has more first choices than the loser
 * can ever get.  Not eliminated next (NEN): where exactly those of ${among} are
 * left, the winner has more votes than the loser.
 */
struct raire {
	bool     next;
	uint32_t winner, loser;
	uint64_t among;		/* NEN */
};

/* NULL, or why they do not suffice for ${winner} among ${candidates}. */
const char *raire_doubt(const struct raire *a, size_t n, uint32_t candidates,
    uint32_t winner);

#endif
