/* SPDX-License-Identifier: Apache-2.0 */
/*
 * recount: may there be one?  Exact: 0.5000 % and 0.5001 % are different.
 */
#ifndef OUTCOME_RECOUNT_H
#define OUTCOME_RECOUNT_H

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

#include "base/num.h"
#include "law/law.h"
#include "model/election.h"

struct arena;
struct err;

/* One limit, worked out. */
struct recount_test {
	const struct recount_limit *limit;
	int64_t base;		/* the votes the share is taken of; 1 where the limit is a number of votes */
	int64_t largest;	/* the largest margin that is still inside; -1: not even a tie */
	bool    inside;
};

struct recount_answer {
	const struct recount_rule *rule;
	struct recount_test       *test;
	size_t                     tests;
	bool                       eligible;
	int64_t                    margin;	/* NUM_UNKNOWN where nobody lost */
	int64_t                    total;	/* votes of all choices */
	struct choice_ix           winner;	/* of several winners the one with the fewest votes */
	struct choice_ix           loser;	/* the runner-up, who may ask; NO_CHOICE: nobody lost */
	struct deadline            opens, closes;	/* of the request; known = false where the law gives none */
};

/*
 * recount_eligibility(a, law, contest, votes, certified, out, n, e):
 * The answer of each recount rule in force on the contest's date for its
 * office.  ${votes}: by choice, of the official count; ${certified}: the day
 * the request window counts from, DAY_UNKNOWN if not yet.  No rule at all is
 * a refusal (ERR_DENIED): the law is unknown, not permissive.  So is a vote
 * that is not known: bad input.
 */
bool recount_eligibility(struct arena *a, const struct law *law,
    const struct contest *contest, const int64_t *votes, struct day certified,
    struct recount_answer **out, size_t *n, struct err *e);

/* Where a day stands to the request window of a rule. */
enum recount_window {
	WINDOW_NONE,	/* the law gives no window, or what opens it has not happened */
	WINDOW_BEFORE, WINDOW_OPEN, WINDOW_LATE
};

/* recount_window(r, on): May it be asked for on ${on}? */
enum recount_window recount_window(const struct recount_answer *r,
    struct day on);

#endif
