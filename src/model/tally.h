/* SPDX-License-Identifier: Apache-2.0 */
/*
 * tally: what was reported of one contest, as an audit of it sees it.
 *
 *	struct tally t = { .contest = "mayor", .choices = 2, .choice = id,
 *	    .votes = votes, .ballots = 1000, .votes_allowed = 1, .winners = 1 };
 *	TRY(tally_check(&t, e));
 */
#ifndef MODEL_TALLY_H
#define MODEL_TALLY_H

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

#include "base/num.h"

struct err;

/* How votes make winners. */
enum social_choice {
	CHOICE_PLURALITY,	/* the most votes; vote-for-k */
	CHOICE_MAJORITY,	/* more than the share ${threshold} of the valid votes */
	CHOICE_APPROVAL,	/* as many as the voter likes, the most approvals */
	CHOICE_SCORE,		/* points from 0 to ${max_score} for each choice */
	CHOICE_BORDA,		/* points by rank */
	CHOICE_DHONDT,		/* seats by highest averages, above ${threshold} */
	CHOICE_IRV,		/* instant runoff */
	SOCIAL_CHOICES
};

struct tally {
	const char         *contest;	/* id */
	const char *const  *choice;	/* ids, as many as ${choices} */
	const int64_t      *votes;	/* of each choice: votes, points or first preferences */
	size_t              choices;
	int64_t             ballots;	/* cards the contest may be on: the frame of the sample */
	int64_t             votes_allowed, winners;
	int64_t             max_score;	/* CHOICE_SCORE */
	enum social_choice  kind;
	struct ratio        threshold;	/* CHOICE_MAJORITY, CHOICE_DHONDT; 0/1: none */
	bool                runoff;	/* without a majority the two first meet again */
};

/* social_choice_id(k), social_choice_parse(s, k): "plurality", "majority", "approval", "score", "borda", "dhondt", "irv". */
const char *social_choice_id(enum social_choice k);
bool social_choice_parse(const char *s, enum social_choice *k);

/* tally_valid(t): All votes together; fits, once tally_check has passed. */
int64_t tally_valid(const struct tally *t);

/*
 * tally_check(t, e):
 * Refuse impossible numbers by name: a vote below 0, more winners than
 * choices, more votes than ${ballots} x ${votes_allowed}, or one choice with
 * more votes than ballots.  (Points are held against ${max_score}, or the
 * number of choices.)
 */
bool tally_check(const struct tally *t, struct err *e);

#endif
