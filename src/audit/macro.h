/* SPDX-License-Identifier: Apache-2.0 */
/*
 * macro: batch comparison by the maximum relative overstatement of pairwise
 * margins (Stark 2009, "Risk-limiting post-election audits: P-values from
 * common probability inequalities"; the bounds, decimals and sizes of Arlo).
 *
 *	struct macro m;
 *	TRY(macro_open(a, &t, (struct macro_apart){ 0 }, &m, e));
 *	u = macro_bound(&m, votes, ballots);		of each batch
 *	all = the sum of them
 *	log_p += macro_draw(all, u, macro_error(&m, votes, found));
 *
 * Batches are drawn with chances in proportion to their bounds, with
 * replacement (audit/draw.h).
 */
#ifndef AUDIT_MACRO_H
#define AUDIT_MACRO_H

#include "audit/pair.h"
#include "stat/dec28.h"

struct arena;
struct err;

/* Ballots that no batch of the frame has. */
struct macro_apart {
	int64_t pending;	/* not counted yet when batches were reported */
	int64_t unauditable;	/* counted, and in no batch: as macro_missing finds them */
};

/* A lead that was reported, less what is apart. */
enum macro_kind {
	MACRO_BEATS,	/* votes of one less those of the other */
	MACRO_ABOVE,	/* votes of one less those of all others: a majority */
	MACRO_BELOW,	/* votes of all others less those of one: none */
};
struct macro_lead {
	enum macro_kind kind;
	size_t          winner, loser;
	int64_t         margin;
};

struct macro {
	const struct tally *t;
	struct macro_lead  *lead;
	size_t              leads;
	enum pair_standing  standing;
	bool                full;	/* what is apart could change the outcome: count everything */
};

/*
 * macro_open(a, t, apart, out, e):
 * Each winner against each loser.  By majority, in a runoff state: if somebody
 * has it, that it is one; if nobody has, the first two against all others, and
 * that neither has it.  Fails if ${t} is of another kind.
 */
bool macro_open(struct arena *a, const struct tally *t,
    struct macro_apart apart, struct macro *out, struct err *e);

/* macro_missing(t, sum): Ballots that could hold the votes that are in no batch: ${sum} has those that are. */
int64_t macro_missing(const struct tally *t, const int64_t *sum);

/* macro_bound(m, votes, ballots): The most by which a batch can overstate a lead, as a share of it. */
struct dec28 macro_bound(const struct macro *m, const int64_t *votes,
    int64_t ballots);

/*
 * macro_error(m, votes, found): By which it did, 0 at least.  Of batches that
 * were counted by hand together, ${votes} and ${found} are their sums, and the
 * bound is that of the one that was drawn.
 */
struct dec28 macro_error(const struct macro *m, const int64_t *votes,
    const int64_t *found);

/* macro_draw(all, bound, error): What one draw adds to the logarithm of the risk; infinite if the batch could be no worse. */
double macro_draw(struct dec28 all, struct dec28 bound, struct dec28 error);

/*
 * macro_size(limit, log_p, all, batches):
 * Draws still needed if nothing differs from now on; 0 if the limit is met,
 * ${batches} at most.
 */
int64_t macro_size(double limit, double log_p, struct dec28 all,
    int64_t batches);

#endif
