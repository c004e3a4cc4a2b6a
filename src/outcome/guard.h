/* SPDX-License-Identifier: Apache-2.0 */
/*
 * guard: is what an act needs there?  Each answers with a refusal code and a
 * sentence for readers, or with REFUSAL_NONE.  Facts come in as values; where
 * they come from is the caller's business.
 */
#ifndef OUTCOME_GUARD_H
#define OUTCOME_GUARD_H

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

#include "law/law.h"
#include "model/act.h"
#include "model/election.h"

struct arena;

struct guard_answer {
	enum refusal code;
	const char  *why;	/* "" with REFUSAL_NONE */
};

struct guard_names { const char *const *name; size_t n; };

/* A member of a board. */
struct guard_member {
	const char *actor;
	const char *party;		/* "" where none is known */
	const char *candidate;		/* the contest they stand in; "" */
};
struct guard_board {
	const char                *id;
	const struct guard_member *member;
	size_t                     members;
	int64_t                    quorum;
	bool                       parties_differ;	/* two of one party do not suffice */
};

/*
 * guard_quorum(a, b, yes, no): Did enough members of ${b} vote, more of them
 * for it than against?  Who stands in the contest may not vote; nobody votes
 * twice.
 */
struct guard_answer guard_quorum(struct arena *a, const struct guard_board *b,
    struct guard_names yes, struct guard_names no);

/* guard_two(a, b, by): Did two members do it, of different parties where the board says so? */
struct guard_answer guard_two(struct arena *a, const struct guard_board *b,
    struct guard_names by);

/* guard_units(a, done, units, what): Have all ${units} units done ${what} ("certified")? */
struct guard_answer guard_units(struct arena *a, int64_t done, int64_t units,
    const char *what);

/*
 * guard_margin(a, law, contest, votes): Do these votes by choice lie within
 * a recount rule of ${law} for ${contest}?  Exact.
 */
struct guard_answer guard_margin(struct arena *a, const struct law *law,
    const struct contest *contest, const int64_t *votes);

#endif
