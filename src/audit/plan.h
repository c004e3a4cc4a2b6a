/* SPDX-License-Identifier: Apache-2.0 */
/*
 * plan: what each method would ask for, side by side, before anything is
 * drawn.
 *
 *	struct plan_ask ask = { .tally = &t, .limit = { 1, 20 },
 *	    .rates = rates, .runs = 1000, .seed = 1 };
 *	TRY(plan_make(a, &ask, &plan, e));
 *
 * Where a closed form exists it is taken; else the audit is simulated, the
 * same on every machine.
 */
#ifndef AUDIT_PLAN_H
#define AUDIT_PLAN_H

#include "audit/assertions.h"
#include "audit/pair.h"
#include "audit/simulate.h"
#include "model/audit.h"

struct arena;
struct err;

/* What was reported of each batch. */
struct plan_batches {
	const int64_t *votes;	/* batches x choices */
	const int64_t *ballots;
	size_t         n;
};

struct plan_ask {
	const struct tally *tally;
	const char *const  *names;	/* of its choices, for people; NULL: their ids */
	const struct plan_batches *batches;	/* NULL: not known */
	const struct assertions *claims;	/* of an instant runoff; NULL: they follow from the tally */
	struct ratio        limit;	/* risk limit */
	struct audit_rates  rates;	/* errors of the records that are expected */
	uint64_t            runs, seed;	/* of simulations */
	unsigned            only;	/* methods that are asked for, a bit each; 0: all */
	/* Sizes of all ${runs} replicates, on as many processors as there are; NULL: here, one after the other. */
	bool (*spread)(const struct simulate *s, uint64_t runs, int64_t *size, struct err *e);
};

/* One method. */
struct plan_row {
	enum audit_method method;
	const char *formula;		/* "closed form: ...", "simulation: ..." */
	const char *why_not;		/* "" where it applies */
	bool        full;		/* it would look at every ballot: count them all by hand */
	bool        exact;		/* no simulation */
	bool        batches;		/* these are draws of batches */
	double      mean;		/* draws; of a rule for the first sample, that sample */
	int64_t     q50, q80, q90, q99;	/* draws with which so many percent of audits end; NUM_UNKNOWN: the rule does not say */
};

/* Ballots that would be asked for at another margin, a share of all ballots: BRAVO's mean, and super-simple's first sample. */
#define PLAN_MARGINS 9
struct plan_work {
	double margin, poll, comparison;
};

struct plan {
	enum pair_standing    standing;
	const char      *says;		/* the claim with the least margin: "reed has more votes than stone." */
	struct ratio     margin;	/* its diluted margin, of all ballots */
	struct plan_row *row;
	size_t           rows;
	struct plan_work work[PLAN_MARGINS];	/* margins that grow; where it is contested */
};

/* plan_draws(r): What to reckon with: draws with which 90 percent of audits end, else the first sample. */
int64_t plan_draws(const struct plan_row *r);

/*
 * plan_make(a, ask, out, e):
 * Fails if the tally is impossible, or is an instant runoff without ${claims},
 * which come of its ballots.
 */
bool plan_make(struct arena *a, const struct plan_ask *ask, struct plan *out,
    struct err *e);

#endif
