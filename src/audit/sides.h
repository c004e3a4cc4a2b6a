/* SPDX-License-Identifier: Apache-2.0 */
/* sides: a claim as votes for it and against it, where it is one of two sides. */
#ifndef AUDIT_SIDES_H
#define AUDIT_SIDES_H

#include "audit/assertion.h"

struct sides {
	int64_t pro, con;
};

/* sides_has(a): One choice against another, or one half against the other: a majority is one against all others. */
bool sides_has(const struct assertion *a);

/* sides_of(a, votes, choices): Of votes for each choice. */
struct sides sides_of(const struct assertion *a, const int64_t *votes,
    size_t choices);

/* sides_share(s): Of the votes for it, of both. */
double sides_share(struct sides s);

#endif
