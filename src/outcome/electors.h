/* SPDX-License-Identifier: Apache-2.0 */
/*
 * electors: the electoral votes as certified, won and open on a date; what
 * would have to change for another outcome.  Arithmetic, not a forecast.
 */
#ifndef OUTCOME_ELECTORS_H
#define OUTCOME_ELECTORS_H

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

#include "base/day.h"
#include "base/num.h"
#include "model/electors.h"

struct arena;
struct err;
struct law;

/*
 * electors_under(t, law, on, e):
 * Take the number that elects from the rule in force on ${on}.  No rule is a
 * refusal (ERR_DENIED); another total than the rule's is bad input: units are
 * missing, or too many.
 */
bool electors_under(struct elector_table *t, const struct law *law,
    struct day on, struct err *e);

enum certified { CERTIFIED_YES, CERTIFIED_NO, CERTIFIED_UNKNOWN };

/* electors_status(u, on): What the sources say of ${u} on that day. */
enum certified electors_status(const struct elector_unit *u, struct day on);

/* Electoral votes of each side, by what is known of their certification. */
struct elector_sum {
	int certified[ELECTORS_SIDES], open[ELECTORS_SIDES], unknown[ELECTORS_SIDES];
	int won[ELECTORS_SIDES];		/* of the three together */
};
struct elector_sum electors_sum(const struct elector_table *t, struct day on);

enum elector_outcome { ELECTED_0, ELECTED_1, ELECTED_TIE, ELECTED_NONE };
enum elector_outcome electors_outcome(const struct elector_table *t, const int won[ELECTORS_SIDES]);

/*
 * electors_flip(t, on, flips, n):
 * The sums if the units with these indexes had gone to the other side: what
 * was certified for one would be certified for the other.
 */
struct elector_sum electors_flip(const struct elector_table *t, struct day on,
    const size_t *flips, size_t n);

enum flip_cost { FLIP_UNITS, FLIP_ELECTORAL, FLIP_POPULAR, FLIP_COSTS };

/* A smallest set of flips. */
struct flip_set {
	size_t  *unit;		/* indexes, ascending */
	size_t   units;
	int      electoral;	/* electoral votes that move */
	int64_t  popular;	/* popular votes that would have to change sides: sum over units of half the margin, rounded up to pass it */
	int64_t  margin;	/* sum of the popular margins */
	uint64_t ties;		/* how many sets cost the same; of these the one with the fewest
				 * units (FLIP_UNITS: electoral votes), first in order of the table */
};

/*
 * electors_smallest(a, t, cost, to, out, e):
 * The cheapest set of flips that makes the outcome ${to}: of units of the
 * other side if ${to} elects somebody, of the side elected now if ${to} is
 * ELECTED_TIE.  Units whose popular votes are not known cannot be priced and
 * are left out of FLIP_POPULAR.  Sets out->units = 0 if there is none, and if
 * the outcome is ${to} already.  Fails beyond the limits of model/electors.h.
 */
bool electors_smallest(struct arena *a, const struct elector_table *t,
    enum flip_cost cost, enum elector_outcome to, struct flip_set *out,
    struct err *e);

/*
 * Ways in which units could fall, each to either side.  A unit that nobody is
 * known to have won can fall either way, whatever is known of it besides.
 */
struct elector_ways {
	int      open_units;
	uint64_t all;				/* 2^open_units */
	uint64_t elects[ELECTORS_SIDES], tie;	/* sum to all; tie: nobody reaches what is needed */
};

/* electors_ways(t, on): Of the units not certified on that day, as far as sources say. */
struct elector_ways electors_ways(const struct elector_table *t, struct day on);

/* electors_ways_open(t, on): Only of the units that a source says are not certified. */
struct elector_ways electors_ways_open(const struct elector_table *t, struct day on);

#endif
