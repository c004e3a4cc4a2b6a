/* SPDX-License-Identifier: Apache-2.0 */
/*
 * raire_check: do these assertions prove this winner?  Without any search.
 *
 * An order of elimination is read from its end: who wins, who is second, and
 * so on.  A suffix of orders is the set of those who stay in to the end; it
 * grows by one choice, who is out right before them.  As it grows, each
 * assertion is silent, until it either holds of all longer ones or contradicts
 * them all; which of these depends on the set and on the choice that was added
 * last, so no set needs to be walked twice.
 *
 *	struct raire_proof p;
 *	TRY(raire_check(a, &set, &p, e));
 *	if (!p.sufficient)
 *		... p.open is an order that nothing rules out ...
 */
#ifndef AUDIT_RAIRE_CHECK_H
#define AUDIT_RAIRE_CHECK_H

#include "audit/raire.h"

/* raire_check_waits(s, set): May ${s} still contradict an order that ends in ${set}, depending on who is out before? */
static inline bool
raire_check_waits(const struct raire_assertion *s, uint64_t set)
{
	if (s->kind == RAIRE_NEB)
		return (set & (ranking_one(s->winner) |
		    ranking_one(s->loser))) == 0;
	return (set & (~s->continuing | ranking_one(s->winner))) == 0;
}

/*
 * raire_check_strikes(s, set, c): Does ${s}, which waited at ${set}, contradict
 * every order in which ${c} is out right before ${set}?
 */
static inline bool
raire_check_strikes(const struct raire_assertion *s, uint64_t set, size_t c)
{
	if (s->kind == RAIRE_NEB)
		return c == s->loser;
	return c == s->winner && (set | ranking_one(c)) == s->continuing;
}

struct raire_set {
	const struct raire_assertion *assertion;
	size_t                        n;
	size_t                        choices, winner;
	size_t                        steps;	/* the most suffixes looked at; 0: RAIRE_STEPS */
};

struct raire_proof {
	bool     sufficient;	/* every order with another winner is contradicted */
	bool     gave_up;	/* not known within so many steps; not sufficient */
	uint8_t *open;		/* such an order that is not, all choices, earliest out first; NULL: none */
	size_t   steps;
};

/*
 * raire_check(a, s, out, e):
 * Fails if an assertion makes no sense: an unknown choice, winner and loser
 * the same, either of them not among those continuing.
 */
bool raire_check(struct arena *a, const struct raire_set *s,
    struct raire_proof *out, struct err *e);

/* raire_check_order(s, n, order, choices): The first of ${n} assertions that contradicts this whole order, + 1; 0: none. */
size_t raire_check_order(const struct raire_assertion *s, size_t n,
    const uint8_t *order, size_t choices);

/*
 * raire_check_true(r, s, cost, n):
 * Weigh ${n} assertions by the rankings ${r}.  Return the first that is not
 * true of them, + 1; 0: all are.
 */
size_t raire_check_true(const struct rankings *r, struct raire_assertion *s,
    const struct raire_cost *cost, size_t n);

/* Who is ruled out by what, a line each, as a tree is read aloud. */
struct raire_line {
	size_t   depth;		/* 0: ${choice} wins; 1: is second to the line above; and so on */
	uint8_t  choice;
	uint64_t set;		/* those after it in the order, ${choice} with them */
	size_t   by;		/* the assertion that contradicts all such orders, + 1; 0: see beneath */
	size_t   as;		/* the lines beneath are those beneath this line, + 1; 0: they follow */
	bool     open;		/* nothing rules it out */
};

struct raire_lines {
	struct raire_line *line;
	size_t             n;
	bool               cut;	/* there were more than ${most} */
};

/* raire_check_lines(a, s, most): The proof that raire_check found, ${most} lines of it. */
struct raire_lines raire_check_lines(struct arena *a,
    const struct raire_set *s, size_t most);

#endif
