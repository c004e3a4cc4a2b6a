/* SPDX-License-Identifier: Apache-2.0 */
#include <math.h>

#include "stat/kelly.h"

/* How fast the growth changes with the bet, and how fast that changes. */
struct slope {
	double first, second;
};

static struct slope
slope_at(const struct kelly_ask *ask, double bet)
{
	struct slope s = { 0, 0 };

	for (int k = 0; k < 2; k++) {
		const struct kelly_value *v = ask->list[k].v;

		for (size_t i = 0; i < ask->list[k].n; i++) {
			double gain = v[i].x - ask->mean;
			double pull = gain / (1 + bet * gain);

			if (v[i].rate <= 0)
				continue;
			s.first += v[i].rate * pull;
			s.second -= v[i].rate * pull * pull;
		}
	}
	return s;
}

/*
 * Newton's steps, held between two bets with the root between them: the
 * slope falls everywhere, so a step can only overshoot.
 */
static double
root(const struct kelly_ask *ask)
{
	double low = 0, high = ask->most, bet = ask->near;

	if (!(bet > low && bet < high))
		bet = high / 2;
	for (int i = 0; i < 100; i++) {
		struct slope s = slope_at(ask, bet);
		double next = bet - s.first / s.second;

		if (s.first >= 0)
			low = bet;
		if (s.first <= 0)
			high = bet;
		if (!(next >= low && next <= high))
			next = low + (high - low) / 2;
		if (fabs(next - bet) <= 1e-14 * ask->most)
			return next;
		bet = next;
	}
	return bet;
}

double
kelly_bet(const struct kelly_ask *ask)
{
	if (slope_at(ask, ask->most).first >= 0)
		return ask->most;
	if (slope_at(ask, 0).first <= 0)
		return 0;
	return root(ask);
}
