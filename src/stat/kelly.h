/* SPDX-License-Identifier: Apache-2.0 */
/*
 * kelly: the bet that lets a fortune grow fastest (Kelly 1956).
 *
 * Somebody who stakes ${bet} against the mean m multiplies the fortune by
 * 1 + bet(x - m) when x is drawn.  If each x comes at its rate, the fortune
 * grows fastest at the bet that maximises
 *
 *	sum of rate x ln(1 + bet(x - m)),
 *
 * which is concave in the bet.  COBRA (Spertus 2023, arXiv 2304.01010, §3)
 * bets so against the values that an overstatement can take.
 */
#ifndef STAT_KELLY_H
#define STAT_KELLY_H

#include <stddef.h>

struct kelly_value {
	double x;	/* what is drawn */
	double rate;	/* how often, of 1; below 0 counts as 0 */
};

/* Values may stand in two lists, one that changes and one that does not. */
struct kelly_list {
	const struct kelly_value *v;
	size_t                    n;
};

/* Against what, how far, and where to begin to look. */
struct kelly_ask {
	struct kelly_list list[2];
	double mean;	/* m */
	double most;	/* the largest bet; most x mean is below 1 */
	double near;	/* a guess, as of the draw before */
};

/*
 * kelly_bet(ask):
 * The best bet from 0 to ${ask->most}, to 1e-14 of it: 0 where the values do
 * not exceed the mean on average.
 */
double kelly_bet(const struct kelly_ask *ask);

#endif
