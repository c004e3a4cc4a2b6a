/* SPDX-License-Identifier: Apache-2.0 */
/*
 * recount: may there be one?  Exact: 0.5000 % and 0.5001 % are different.
 */
#ifndef OUTCOME_RECOUNT_H
#define OUTCOME_RECOUNT_H

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

#include "law/law.h"
#include "model/election.h"

struct arena;
struct err;

/* One limit, worked out. */
struct recount_test {
	const struct recount_limit *limit;
	int64_t base;		/* the votes the share is taken of */
	int64_t largest;	/* the largest margin that is still inside */
	bool    inside;
};

struct recount_answer {
	const struct recount_rule *rule;
	struct recount_test       *test;
	size_t                     tests;
	bool                       eligible;
	int64_t                    margin, total;
	struct choice_ix           winner, loser;	/* loser: the runner-up, who may ask */
	struct deadline            opens, closes;	/* of the request; known = false where the law gives none */
};

/*
 * recount_eligibility(a, law, contest, votes, certified, out, n, e):
 * The answer of each recount rule in force on the contest's date for its
 * office.  ${votes}: by choice, of the official count; ${certified}: the day
 * the request window counts from, DAY_UNKNOWN if not yet.  No rule at all is
 * an error: the law is unknown, not permissive.
 */
bool recount_eligibility(struct arena *a, const struct law *law,
    const struct contest *contest, const int64_t *votes, struct day certified,
    struct recount_answer **out, size_t *n, struct err *e);

#endif
