/* SPDX-License-Identifier: Apache-2.0 */
/*
 * minerva: ballot polling by rounds (Zagorski, McClearn, Morin, McBurnett and
 * Vora, "Minerva", USENIX Security 2021, arXiv 2008.02315): Minerva and Athena
 * for rounds whose sizes are fixed beforehand, Providence (arXiv 2210.08717)
 * for rounds that are chosen as one goes.
 *
 *	struct minerva m;
 *	minerva_open(&m, &(struct minerva_rule){ .share = .6, .limit = .1 });
 *	minerva_round(&m, 100);
 *	k = m.least;			58: votes for the winner that end it
 *	p = minerva_risk(&m, 60);
 *	minerva_close(&m);
 *
 * Of a pair, the votes for both are looked at, and nothing else.  Ballots are
 * drawn with replacement.
 */
#ifndef AUDIT_MINERVA_H
#define AUDIT_MINERVA_H

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

struct minerva_rule {
	double share;	/* of the winner, as reported, of the votes for both; above 1/2 */
	double limit;
	double delta;	/* Athena: a tie is at most so many times as likely; 0: Minerva */
};

/* Chances of each number of votes for the winner, of audits that go on. */
struct minerva_table {
	int64_t first;	/* number of votes of the first entry */
	size_t  n;
	double *chance;
};

struct minerva {
	struct minerva_rule  rule;
	struct minerva_table report, tie;	/* under each of the two */
	int64_t              votes;	/* for both, so far */
	int64_t              least;	/* votes for the winner that end this round; votes + 1: none */
	double               spent;	/* chance that a tie has passed so far */
};

void minerva_open(struct minerva *m, const struct minerva_rule *rule);

/* minerva_round(m, votes): The next round, to ${votes} for both in all; those that end the round before are gone. */
void minerva_round(struct minerva *m, int64_t votes);

/* minerva_risk(m, k): p-value with ${k} votes for the winner in this round; 1 at most. */
double minerva_risk(const struct minerva *m, int64_t k);

void minerva_close(struct minerva *m);	/* fits CLEANUP */

/* Votes for both, and for the winner, after a round. */
struct minerva_seen { int64_t votes, winner; };

/* providence_risk(share, seen, n): After ${n} rounds; 1 at most. */
double providence_risk(double share, const struct minerva_seen *seen,
    size_t n);

/*
 * minerva_chance(share, limit, votes, least): That a first round of ${votes} ends it, and with
 * how many votes for the winner; NULL if nobody asks.
 */
double minerva_chance(double share, double limit, int64_t votes,
    int64_t *least);

/*
 * minerva_size(share, limit, q):
 * Votes for both in a first round that ends it with chance ${q}.  The chance is
 * no steady function of the size: this is the size that r2b2 finds, by
 * halving from 10,000 up; below a margin of 1.5 percent the normal
 * approximation, as Arlo.
 */
int64_t minerva_size(double share, double limit, double q);

/* minerva_size_by_halving(share, limit, q): The same, whatever the margin. */
int64_t minerva_size_by_halving(double share, double limit, double q);

/*
 * providence_size(share, limit, q, last):
 * The least number of votes more, after a last round of ${last}, with which
 * the chance is ${q} at least.
 */
int64_t providence_size(double share, double limit, double q,
    struct minerva_seen last);

#endif
