/* SPDX-License-Identifier: Apache-2.0 */
#include "audit/sides.h"

static bool
is_half(struct ratio r)
{
	return 2 * r.num == r.den;
}

bool
sides_has(const struct assertion *a)
{
	return (a->kind == ASSERTION_BEATS && a->loser != ASSERTION_REST) ||
	    ((a->kind == ASSERTION_ABOVE || a->kind == ASSERTION_BELOW) &&
	    is_half(a->share));
}

struct sides
sides_of(const struct assertion *a, const int64_t *votes, size_t choices)
{
	int64_t others = 0;

	if (a->kind == ASSERTION_BEATS)
		return (struct sides){ votes[a->winner], votes[a->loser] };
	for (size_t i = 0; i < choices; i++)
		others += i == a->winner ? 0 : votes[i];
	return a->kind == ASSERTION_ABOVE ?
	    (struct sides){ votes[a->winner], others } :
	    (struct sides){ others, votes[a->winner] };
}

double
sides_share(struct sides s)
{
	return (double)s.pro / (double)(s.pro + s.con);
}
