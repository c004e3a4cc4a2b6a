/* SPDX-License-Identifier: Apache-2.0 */
/* audit: an audit with a plan, as docs/audit.md has it in the record. */
#ifndef VERIFIER_AUDIT_H
#define VERIFIER_AUDIT_H

#include "draw.h"
#include "record.h"

enum { ROUNDS_MOST = 64, CONTESTS_MOST = 64 };

struct batch {
	struct text unit, name;		/* the unit's id and name */
	struct text tabulator, batch;
	uint64_t    ballots, before;	/* in those before it */
};

/* What has been drawn, or is to be tallied. */
struct item {
	struct batch *batch;		/* NULL: not drawn */
	const struct json *read;	/* the payload; NULL: not yet */
	struct hash entry;
	int64_t *card;		/* votes of its record; NULL: it has none */
	uint64_t rounds;	/* of the list that it stood in last */
};

/* A line of the draw list. */
struct pick {
	struct item *item;
	uint64_t     round;
	struct text  contest;		/* empty: for all */
	bool         again;		/* not its first draw */
};

struct audit {
	const struct json *plan;
	double        limit;		/* of the risk */
	struct text   seed;
	struct map    commits;		/* the last payload of each unit */
	size_t        committed;	/* units */
	struct batch *batch;		/* the frame, numbered through */
	size_t        batches;
	uint64_t      ballots;
	uint8_t      *has_card;		/* of each ballot of the frame, a bit */
	bool          is_closed, has_tabulators, is_whole;
	struct map    names, items, sampled;	/* places, from 1; items */
	struct pick  *pick;
	size_t        picks;
	uint64_t      items_drawn, items_read;
	const struct json *sizes[ROUNDS_MOST];
	uint64_t      rounds;
	bool          is_met, is_tally;
	struct map    totals;		/* votes reported of a batch */
	struct tally *tally;		/* of each contest of the plan */
	size_t        tallies;
};

/* A lead that was reported: over one, over all others, of all over one. */
struct pair {
	enum { BEATS, ABOVE, BELOW } kind;
	size_t  w, l;
	bool    extra;		/* the others imply it; MACRO bounds it, too */
};

/* A contest of the plan, its choices, and what was reported. */
struct tally {
	const struct json *contest;
	struct text  id, kind;
	size_t       choices;
	struct text  choice[CONTESTS_MOST];
	int64_t      votes[CONTESTS_MOST];	/* reported */
	int64_t      carded[CONTESTS_MOST];	/* on all records of ballots */
	int64_t      batched[CONTESTS_MOST];	/* in all totals by batch */
	size_t       column[CONTESTS_MOST];	/* of a table that is read */
	int64_t      rank[CONTESTS_MOST];	/* by votes, from 0 */
	int64_t      ballots, allowed;
	bool         is_plain;		/* plurality or majority, no tie */
	struct pair *pair;
	size_t       pairs;
};
/* Votes on both sides of a lead. */
void pair_sides(const struct tally *t, const struct pair *p,
    const int64_t *votes, int64_t *pro, int64_t *con);
int64_t pair_lead(const struct tally *t, const struct pair *p,
    const int64_t *votes);
bool tally_read(const struct json *contest, struct tally *t);
const struct tally *tally_of(const struct audit *a, struct text contest);
/* What was read of a batch, or on a ballot; false: the contest is not on it. */
bool tally_votes(const struct tally *t, const struct json *read,
    int64_t votes[CONTESTS_MOST]);
void tally_limit(const struct tally *t, int64_t votes[CONTESTS_MOST]);
/* What a ballot says of a pair; not found is a vote for the other side. */
void ballot_sides(const struct tally *t, const struct pair *p,
    const struct json *read, int64_t *pro, int64_t *con);

/* The risk of a contest, by the method of the plan; below 0: not known here. */
double audit_risk(const struct audit *a, const struct tally *t);
/* Of a pair, by what its ballots' records, or its batches, overstate. */
double supersimple_risk(const struct audit *a, const struct tally *t,
    const struct pair *p);
double bets_risk(const struct audit *a, const struct tally *t,
    const struct pair *p, int method);
double ratio_of(struct text t);	/* "1/20", below 1; 0: it is none */

/* MACRO: the bound of a batch, and all of them (NULL: none has votes). */
quad *macro_bounds(const struct audit *a, const struct tally *t);
bool batch_votes(const struct audit *a, const struct tally *t,
    const struct batch *b, int64_t votes[CONTESTS_MOST]);

/* A hand tally of every batch begins; has it the reported outcome, of all? */
void tally_start(struct audit *a);
bool tally_is_whole(const struct audit *a);

/* assertions_check(r, contest): Check 10.8, where a contest has some. */
void assertions_check(struct record *r, const struct tally *t);

/* audit_fold(r, e): One more act on an audit, which was done. */
void audit_fold(struct record *r, const struct entry *e);

/* frame_close(r, a, said): No manifest changes any more; 10.1 and 10.2. */
void frame_close(struct record *r, struct audit *a, struct text said);
/* Records of ballots: their sums, and those of items; false: one is bad. */
bool frame_cards(struct record *r, struct audit *a);

/* Is that what seed and frame give?  NULL, or why not. */
const char *audit_draw_wrong(struct audit *a, struct text list);
struct item *audit_item(struct audit *a, struct text unit,
    struct text tabulator, struct text batch, uint64_t position);

#endif
