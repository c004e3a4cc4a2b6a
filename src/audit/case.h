/* SPDX-License-Identifier: Apache-2.0 */
/*
 * case: one audit as its record has it: the plan, the frame that was
 * committed, what was drawn, and what boards read (docs/audit.md).  Values
 * only; cli/audit.h fills it in.
 */
#ifndef AUDIT_CASE_H
#define AUDIT_CASE_H

#include "audit/assertions.h"
#include "model/audit.h"
#include "model/card.h"

/* A batch of the frame. */
struct case_batch {
	const char *unit, *unit_name;	/* id and name of the unit that committed to it */
	const char *container, *tabulator;	/* NULL: the manifest has none */
	const char *name;
	int64_t     ballots;
	int64_t     first;		/* ballots of the frame before it */
	bool        has_cards;		/* each ballot has a cast vote record */
};

/* One draw, in the order drawn. */
struct case_draw {
	size_t      item;
	int64_t     round, generation;
	size_t      contest;		/* of the plan; CASE_ALL: the sample serves all */
	const char *ticket;
};
#define CASE_ALL SIZE_MAX

/* A round, from its draw to its end. */
struct case_round {
	const int64_t *size;		/* draws in all of each contest of the plan; 0: it is not targeted */
	const double  *risk;		/* of each contest, as the record has it; NULL: the round is open */
	const char    *draw;		/* SHA-256 of its list */
	int64_t        items;		/* different ones so far */
	int64_t        opened, closed;	/* entries; -1 */
	bool           met;
};

struct audit_case {
	const struct audit_plan  *plan;
	const char               *state;	/* of the audit's lifecycle */
	const char *const *const *names;	/* of the choices of each contest, for people; NULL: their ids */
	const struct assertions *const *claims;	/* of each contest: those of an instant runoff; NULL: they follow from the tally */
	const char               *frame;	/* SHA-256; NULL: manifests are not closed */
	const char               *seed;		/* NULL: none yet */
	const struct case_batch  *batch;
	size_t                    batches;
	int64_t                   ballots;	/* in the frame */
	bool                      has_tabulators;
	/* Of each contest of the plan: votes by batch and choice, batches x choices; NULL: not committed.  A batch without the contest has NUM_UNKNOWN. */
	const int64_t *const     *totals;
	const struct case_draw   *draw;
	size_t                    draws;
	const struct audit_item  *item;		/* that were drawn, in the order of first draw; in a hand tally every batch */
	size_t                    items;
	bool                      is_tally;	/* the full hand tally has begun */
	const struct case_round  *round;
	size_t                    rounds;
	const struct card *const *record;	/* of each contest: the cast vote record of each item, CARD_MISSING where there is none; NULL: none were committed */
	const int64_t *const     *card_votes;	/* of each contest: votes of each choice on all records; NULL as ${record} */
	int64_t                   cards;	/* records in all */
	const uint64_t           *contests;	/* of each ballot of the frame: a bit for each contest that its record has, all where it has none; NULL: nobody asks (audit/case_style.h) */
};

#endif
