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

struct arena;
struct err;

#define ELECTORS_SIDES 2

/* A state, the District, or a congressional district that chooses electors. */
struct elector_unit {
	const char *id, *name;
	int         votes;		/* electoral votes */
	int         winner;		/* side 0 or 1; -1: not known */
	int64_t     popular[ELECTORS_SIDES];	/* NUM_UNKNOWN where no source says */
	struct day  certified_by;	/* known to be certified on this day; DAY_UNKNOWN: no source */
	struct day  open_on;		/* known to be still uncertified on this day; DAY_UNKNOWN: no source */
	const char *cite;
};

struct elector_table {
	const char *side[ELECTORS_SIDES];	/* "Biden", "Trump" */
	struct elector_unit *unit;
	size_t units;
	int    total, needed;			/* 538, 270 */
};

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

/* electors_flip(t, on, flips, n): The sums if the units with these indexes had gone to the other side. */
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
	uint64_t ties;		/* how many sets cost the same; this is the first in order of the table */
};

/*
 * electors_smallest(a, t, cost, to, out, e):
 * The cheapest set of flips of the winner's units that makes the outcome
 * ${to} (the other side, or ELECTED_TIE).  Units with unknown popular votes
 * cannot be priced and are left out of FLIP_POPULAR.  Sets out->units = 0 if
 * there is none.
 */
bool electors_smallest(struct arena *a, const struct elector_table *t,
    enum flip_cost cost, enum elector_outcome to, struct flip_set *out,
    struct err *e);

/* Ways in which the open (not certified, or unknown) units could fall. */
struct elector_ways {
	int      open_units;
	uint64_t all;				/* 2^open_units */
	uint64_t elects[ELECTORS_SIDES], tie;	/* sum to all; exact */
};
struct elector_ways electors_ways(const struct elector_table *t, struct day on);

#endif
