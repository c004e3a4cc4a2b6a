/* SPDX-License-Identifier: Apache-2.0 */
/*
 * answer: what an audit has shown so far: the risk of each contest and each
 * claim in it, what was found to differ, and what is still to be read.
 *
 *	struct audit_answer answer;
 *	TRY(audit_answer(a, &one, &answer, e));
 */
#ifndef AUDIT_ANSWER_H
#define AUDIT_ANSWER_H

#include "audit/case.h"

struct arena;
struct err;

enum answer_kind {
	ANSWER_RISK,		/* there is a risk */
	ANSWER_UNCONTESTED,	/* nobody can lose: no audit is needed */
	ANSWER_INCONCLUSIVE,	/* nothing is known; ${why} */
	ANSWER_CHANGED,		/* the hand tally is whole and has another outcome */
};

/* One claim that the reported outcome rests on. */
struct answer_claim {
	const char *says;	/* "Reed has more votes than Stone." */
	double      risk;
};

struct answer_contest {
	enum answer_kind     kind;
	const char          *why;	/* "" where there is a risk */
	double               risk;	/* 1 where nothing is known; the largest of the claims */
	bool                 met;	/* at most the limit, or uncontested */
	struct answer_claim *claim;
	size_t               claims;
	double              *after;	/* the risk after each draw of this contest, for a plot */
	size_t               draws;
};

/* Paper and record that differ. */
struct answer_difference {
	size_t         item, contest;
	int64_t        votes;		/* the most by which the lead of one choice over one with fewer votes was too high; 0 where one of both is missing */
	const int64_t *reported, *read;	/* of each choice; NULL: there is no record, or the contest was not on it, or it was lost */
	bool           lost;
};

struct audit_answer {
	struct answer_contest    *contest;	/* of each contest of the plan */
	struct answer_difference *difference;
	size_t                    differences;
	int64_t                   read, lost, unread;	/* items */
	bool                      met;			/* every targeted contest */
};

/*
 * audit_answer(a, one, out, e):
 * From the readings so far.  Fails, naming contest and item, on what cannot
 * be: more marks than a ballot has, a batch with more votes than ballots.
 */
bool audit_answer(struct arena *a, const struct audit_case *one,
    struct audit_answer *out, struct err *e);

#endif
