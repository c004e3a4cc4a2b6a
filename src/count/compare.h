/* SPDX-License-Identifier: Apache-2.0 */
/*
 * compare: the counts of one contest side by side.
 *
 *	struct compare *c = compare_new(arena, el, contest, &rules);
 *	for (each unit)
 *		TRY(compare_add(c, unit, count, sheet, e));   for each count
 *	TRY(compare_finish(c, e));
 *
 * The reference is the pair of choices that lead in the official count; "the
 * margin" of any count or unit is the votes of the first minus the votes of
 * the second, so it can be below zero.
 */
#ifndef COUNT_COMPARE_H
#define COUNT_COMPARE_H

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

#include "base/num.h"
#include "model/election.h"
#include "model/sheet.h"

struct arena;
struct err;
struct law;

enum verdict { VERDICT_NO, VERDICT_YES, VERDICT_UNDETERMINED };

/* What a count says of the whole jurisdiction. */
struct compare_count {
	struct count_ix  count;
	struct source_ix source;	/* where its figures come from */
	uint32_t         reported;	/* units with figures: every choice's votes are known */
	int64_t         *votes;		/* choices + EXTRAS; sums over the units that reported */
	int64_t          total;		/* votes of all choices */
	int64_t          margin;	/* of the reference pair */
	struct choice_ix winner;	/* most votes; NO_CHOICE: a tie, or units are missing */
	bool             tie;		/* for the last of the contest's seats; all units are there */
	bool             majority_missed;	/* the law asks for more than half of the votes, and nobody has it */
};

/* A later count against the first. */
struct compare_pair {
	struct count_ix from, to;
	uint32_t  compared;		/* units with figures in both */
	uint32_t  equal;		/* of these, with every choice equal to the vote */
	uint32_t  leader_changed;	/* units in which another choice leads */
	bool      outcome_changed;	/* another winner, or a tie or a majority made or broken */
	int64_t  *from_votes, *to_votes;	/* by choice, over the units compared */
	int64_t   votes_change;		/* total votes, to minus from */
	int64_t   margin_change;
	int64_t   gross_votes;		/* sum over units and choices of the absolute change */
	int64_t   gross_margin;		/* sum over units of the absolute change of the margin */
	uint32_t *by_votes;		/* unit indexes, largest absolute change of total votes first */
	uint32_t *by_margin;		/* ... of the margin */
	uint32_t *by_percent;		/* ... of total votes relative to the first count; most from 0 votes */
	uint32_t  ranked;		/* length of each ranking: units that differ */
	enum verdict large_scale;	/* by the rule file's number */
	const char *large_scale_why;	/* the arithmetic, in a sentence */
};

struct compare {
	const struct election *el;
	struct contest_ix      contest;
	struct choice_ix       first, second;	/* the reference pair */
	struct count_ix        official;	/* by the rule file; NO_COUNT if none is */
	struct compare_count  *count;		/* those with a source by unit, in order of the definition */
	size_t                 counts;
	struct compare_pair   *pair;		/* counts - 1 of them, each against count[0] */
	size_t                 pairs;
	struct compare_work   *work;		/* the units' cells; use compare_votes */
};

/* compare_new(a, el, contest, law): An empty comparison; ${law} may be NULL: no rules. */
struct compare *compare_new(struct arena *a, const struct election *el,
    struct contest_ix contest, const struct law *law);

/*
 * compare_new_on(a, el, contest, law, on):
 * The same as it stood on ${on}: only the counts that had reached their stage
 * by then.  DAY_UNKNOWN: all of them.
 */
struct compare *compare_new_on(struct arena *a, const struct election *el,
    struct contest_ix contest, const struct law *law, struct day on);

/*
 * compare_official(a, el, contest, law, on):
 * Which count of ${contest} is official on ${on} (DAY_UNKNOWN: in the end),
 * of those that have figures by unit; NO_COUNT if none is.
 */
struct count_ix compare_official(struct arena *a, const struct election *el,
    struct contest_ix contest, const struct law *law, struct day on);

/*
 * compare_source(el, contest, count):
 * Which source gives the figures of ${count}: the one that divides by unit,
 * else by method, by batch, by precinct; NO_SOURCE if there is none.
 */
struct source_ix compare_source(const struct election *el,
    struct contest_ix contest, struct count_ix count);

/*
 * compare_add(c, unit, count, sheet, e):
 * Add what the source of ${count} says of ${unit}; once for each unit.  A
 * count that does not take part is passed over.  Sums that overflow fail,
 * naming the unit.
 */
bool compare_add(struct compare *c, struct unit_ix unit, struct count_ix count,
    const struct sheet *sheet, struct err *e);

/* compare_finish(c, e): Totals, pairs, rankings and verdicts. */
bool compare_finish(struct compare *c, struct err *e);

/* compare_position(c, count): Where ${count} stands in c->count; c->counts if it takes no part. */
size_t compare_position(const struct compare *c, struct count_ix count);

/* compare_votes(c, unit, i): choices + EXTRAS of ${unit} in count[${i}], or NULL if it has not reported. */
const int64_t *compare_votes(const struct compare *c, struct unit_ix unit, size_t i);

/* compare_total(c, v), compare_margin(c, v): of a row of votes; NUM_UNKNOWN where not known. */
int64_t compare_total(const struct compare *c, const int64_t *v);
int64_t compare_margin(const struct compare *c, const int64_t *v);

/* compare_leader(c, v): Who leads in a row of votes; NO_CHOICE for a tie. */
struct choice_ix compare_leader(const struct compare *c, const int64_t *v);

/* compare_leads(c, v, x): Is ${x} ahead of all that the contest's seats do not reach? */
bool compare_leads(const struct compare *c, const int64_t *v,
    struct choice_ix x);

#endif
