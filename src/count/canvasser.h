/* SPDX-License-Identifier: Apache-2.0 */
/* canvasser: what the checks of reconcile share; of use in this room only. */
#ifndef COUNT_CANVASSER_H
#define COUNT_CANVASSER_H

#include "base/num.h"
#include "count/reconcile.h"

/* Blank cards of the batches of one unit. */
struct blanks {
	int64_t cards, blank;
	int64_t batches, halves;	/* halves: batches at least two fifths blank */
};

/* The methods a source names; further ones are not looked at. */
enum { METHODS = 24 };

struct methods {
	const char *name[METHODS];
	int64_t     here[METHODS];	/* votes in the unit at hand */
	size_t      n;
};

/* What is kept of one source between units. */
struct seen {
	int64_t        *total;		/* sum over units; NULL for turnout */
	int64_t        *here;		/* sum over the rows of the unit at hand */
	bool           *unit;		/* has rows, by unit */
	bool           *whole;		/* has the votes of every choice, by unit */
	const int64_t  *reported;	/* PART_TOTAL: its one row */
	struct blanks  *blanks;		/* PART_BATCH: by unit */
	struct methods  methods;
	const struct sheet *sheet;	/* of the unit at hand, or NULL */
	uint32_t        alike, unlike;	/* units whose methods correspond to those of the first source */
};

struct reconcile {
	struct arena          *a;
	const struct election *el;
	const struct contest  *contest;
	struct contest_ix      contest_ix;
	uint16_t               choices, width;
	struct findings       *out;	/* of the unit at hand, or of all */
	struct findings        held;	/* what cannot be judged before all units are read */
	const struct compare  *compare;	/* with sink */
	reconcile_sink        *sink;	/* NULL: findings stay in out */
	void                  *ctx;
	struct seen           *seen;	/* by source */
	struct reconcile_tally tally;
};

/* canvasser_finding(r, code, severity, unit, count): A new finding, its texts still to be said. */
struct finding *canvasser_finding(struct reconcile *r, enum finding_code code,
    enum severity severity, struct unit_ix unit, struct count_ix count);

/* canvasser_member(r, fd, source, row): Append a copy of ${row} to ${fd}, which has room for it. */
void canvasser_member(struct reconcile *r, struct finding *fd, uint16_t source,
    const struct row *row);

/* canvasser_room(r, fd, n): Room for ${n} members. */
void canvasser_room(struct reconcile *r, struct finding *fd, size_t n);

/* canvasser_votes(r, v): Votes of the choices and write-ins of a row; NUM_UNKNOWN if none is known. */
int64_t canvasser_votes(const struct reconcile *r, const int64_t *v);

/* canvasser_unit(r, unit): Its name, or that of the jurisdiction. */
const char *canvasser_unit(const struct reconcile *r, struct unit_ix unit);

/* The checks.  Those of a unit look at the sheets at hand; those of the whole, at what was kept. */
void check_batches(struct reconcile *r, struct unit_ix unit, uint16_t source);
void check_labels(struct reconcile *r, struct unit_ix unit, uint16_t source);
void check_cards(struct reconcile *r, struct unit_ix unit, uint16_t source);
void check_doubles(struct reconcile *r, struct unit_ix unit, uint16_t source);
void check_unit_sums(struct reconcile *r, struct unit_ix unit);
void check_unit_ballots(struct reconcile *r, struct unit_ix unit);
void check_unit_methods(struct reconcile *r);
void check_sums(struct reconcile *r);
void check_missing(struct reconcile *r);
void check_headers(struct reconcile *r);
void check_methods(struct reconcile *r);
void check_held_cards(struct reconcile *r);

#endif
