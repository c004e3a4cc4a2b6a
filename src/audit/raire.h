/* SPDX-License-Identifier: Apache-2.0 */
/*
 * raire: the assertions whose truth makes the reported winner of an instant
 * runoff the true one, chosen so that the hardest of them is as easy to audit
 * as it can be (Blom, Stuckey and Teague 2019, arXiv 1903.08804).
 *
 *	struct raire_ask ask = { .rankings = &r, .winner = 4,
 *	    .cost = { RAIRE_COMPARISON, .ballots = 119607 } };
 *	TRY(raire_search(a, &ask, &found, e));
 *	if (found.verdict == RAIRE_FOUND)
 *		... found.assertion[0] ...
 *
 * Assertions that are true of the rankings and rule out every other order exist
 * if and only if one choice wins however ties are broken: what rules an order
 * out last is that somebody goes who does not have the fewest, and an order in
 * which nobody does is one of the count.  docs/irv.md has the search step by
 * step.
 */
#ifndef AUDIT_RAIRE_H
#define AUDIT_RAIRE_H

#include "audit/assertion.h"
#include "audit/irv.h"

enum raire_kind {
	RAIRE_NEB,	/* the winner has more first preferences than ballots rank the loser ahead */
	RAIRE_NEN,	/* among ${continuing} alone the winner has more ballots than the loser */
};

struct raire_assertion {
	enum raire_kind kind;
	uint8_t         winner, loser;
	uint64_t        continuing;	/* RAIRE_NEN: who is in, both of them with the rest; RAIRE_NEB: 0 */
	int64_t         votes_winner, votes_loser;
	int64_t         margin;		/* the difference; 0 or below: the rankings contradict it */
	double          difficulty;	/* see raire_difficulty */
};

/* What ballots an audit of a margin takes, about or in proportion. */
enum raire_measure {
	RAIRE_COMPARISON,	/* ballots / margin */
	RAIRE_COMPARISON_SQUARED,	/* (ballots / margin) squared: polling, and others whose size grows so */
	RAIRE_MACRO,		/* -ln(risk limit) 2 inflation ballots / margin; paper, 3.3 */
	RAIRE_BRAVO,		/* expected sample of BRAVO; paper, 3.2 */
};

struct raire_cost {
	enum raire_measure measure;
	int64_t            ballots;	/* in the frame of the sample */
	double             risk_limit;	/* RAIRE_MACRO, RAIRE_BRAVO */
	double             inflation;	/* RAIRE_MACRO: gamma, 1 or more */
};

/* raire_difficulty(c, winner, loser): Of an assertion with these votes; infinite unless ${winner} is above ${loser}. */
double raire_difficulty(const struct raire_cost *c, int64_t winner,
    int64_t loser);

/* raire_weigh(r, c, s): Fill in votes, margin and difficulty of ${s} from the rankings ${r}. */
void raire_weigh(const struct rankings *r, const struct raire_cost *c,
    struct raire_assertion *s);

/* raire_claim(s, cards): ${s} as a claim that a sample can test, of a contest that may be on ${cards}. */
struct assertion raire_claim(const struct raire_assertion *s, int64_t cards);

/* raire_order(x, y): NEB by winner and loser, then NEN by how many are in, winner, loser and who is in; as qsort asks. */
int raire_order(const void *x, const void *y);

/*
 * How assertions that nothing needs are left out.  Both keep the difficulty.
 * TREE stops at the first assertion that rules out a suffix of orders, and
 * makes the tree that shows it small; ASSERTIONS looks on beneath one that is
 * no NEB, and may need fewer.
 */
enum raire_trim { RAIRE_TRIM_TREE, RAIRE_TRIM_ASSERTIONS, RAIRE_TRIM_NONE };

struct raire_ask {
	const struct rankings *rankings;
	size_t                 winner;	/* as reported */
	struct raire_cost      cost;
	enum raire_trim        trim;
	size_t                 steps;	/* the most suffixes looked at; 0: RAIRE_STEPS */
};

/* About 350 bytes each. */
#define RAIRE_STEPS ((size_t)200000)

enum raire_verdict {
	RAIRE_FOUND,
	RAIRE_UNCONTESTED,	/* one choice: nothing to audit */
	RAIRE_EMPTY,		/* no ballot: nothing to say */
	RAIRE_TIED,		/* who won depends on how a tie is broken: a full hand count */
	RAIRE_WRONG_WINNER,	/* the rankings make another choice the winner */
	RAIRE_GAVE_UP,		/* not known within so many steps */
};

struct raire_found {
	enum raire_verdict      verdict;
	struct irv_count        count;
	struct raire_assertion *assertion;	/* NEB first, then NEN by how many are in; RAIRE_FOUND */
	size_t                  n;
	double                  difficulty;	/* of the hardest; the lower bound so far if RAIRE_GAVE_UP */
	int64_t                 margin;		/* the least */
	size_t                  steps;		/* suffixes looked at */
	bool                    untrimmed;	/* trimming ran out of steps: there may be more than needed */
};

/*
 * raire_search(a, q, out, e):
 * Fails if the question makes no sense: a winner who is no choice, fewer
 * ballots in the frame than rankings, a risk limit outside 0 to 1 or an
 * inflation below 1 where they are needed.
 */
bool raire_search(struct arena *a, const struct raire_ask *q,
    struct raire_found *out, struct err *e);

/* raire_explain(f, out): Say ${f}'s verdict in one sentence; ${out} has room for RAIRE_SAY bytes and is returned. */
#define RAIRE_SAY 160
char *raire_explain(const struct raire_found *f, char out[RAIRE_SAY]);

/*
 * raire_trim(a, f, choices, how, steps):
 * Sort the assertions of ${f} and leave out those it can do without; false if
 * that took more than ${steps}, and then they are sorted only.
 */
bool raire_trim(struct arena *a, struct raire_found *f, size_t choices,
    enum raire_trim how, size_t steps);

#endif
