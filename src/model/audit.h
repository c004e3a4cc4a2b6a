/* SPDX-License-Identifier: Apache-2.0 */
/*
 * audit: what is audited, how, and what a board read (docs/audit.md).
 */
#ifndef MODEL_AUDIT_H
#define MODEL_AUDIT_H

#include "model/tally.h"

enum audit_method {
	METHOD_BRAVO, METHOD_MINERVA, METHOD_PROVIDENCE, METHOD_BRLA, METHOD_ALPHA, METHOD_BETTING,
	METHOD_SUPERSIMPLE, METHOD_KAPLAN_WALD, METHOD_COMPARISON_ALPHA, METHOD_COMPARISON_BETTING,
	METHOD_ONEAUDIT, METHOD_STRATIFIED, METHOD_SUITE, METHOD_MACRO, METHOD_BATCH_COMPARISON, METHOD_HAND_TALLY,
	AUDIT_METHODS
};

enum audit_sampler {
	SAMPLER_CONSISTENT,	/* Rivest's consistent sampler, as Arlo uses it: ours */
	SAMPLER_COUNTER,	/* Rivest's sampler of 2011, as ColoradoRLA */
	SAMPLER_CRYPTORANDOM,	/* consistent sampling by SHANGRLA's numbers */
	SAMPLER_PPEB,		/* batches by their error bounds, as Arlo's MACRO */
	SAMPLER_ALL,		/* nothing is drawn: every batch */
	AUDIT_SAMPLERS
};

/* What is drawn. */
enum audit_items { ITEMS_BALLOTS, ITEMS_BATCHES };

/* What a method must have been given beside the manifest. */
enum audit_needs {
	NEEDS_MANIFEST = 0,
	NEEDS_CARDS = 1,	/* cast vote records, a card each */
	NEEDS_TOTALS = 2,	/* votes of each batch */
};

struct audit_method_of {
	const char        *id, *title;	/* "macro", "Batch comparison (MACRO)" */
	enum audit_items   items;
	enum audit_needs   needs;
	enum audit_sampler sampler;
	const char        *cite;
};

/* audit_method_of(m): What is the same of ${m} in every audit. */
const struct audit_method_of *audit_method_of(enum audit_method m);

/*
 * audit_sampler_fits(m, s):
 * Does ${s} draw what ${m} can look at?  Batches are drawn by weights, ballots
 * with replacement; without it only where first draws are all that counts.
 */
bool audit_sampler_fits(enum audit_method m, enum audit_sampler s);

/* audit_method_parse(id, m), audit_sampler_parse(id, s), audit_sampler_id(s): By the words of docs/audit.md. */
bool audit_method_parse(const char *id, enum audit_method *m);
bool audit_sampler_parse(const char *id, enum audit_sampler *s);
const char *audit_sampler_id(enum audit_sampler s);

/* Errors to be expected, as shares of the ballots: over- and understatements by one and by two votes. */
struct audit_rates {
	struct ratio o1, o2, u1, u2;
};

struct audit_contest {
	struct tally tally;
	bool         targeted;		/* its risk decides */
	const char  *assertions;	/* SHA-256 of them, CHOICE_IRV; NULL */
};

struct audit_plan {
	const char           *audit;	/* id */
	enum audit_method     method;
	enum audit_sampler    sampler;
	struct ratio          risk_limit;
	struct audit_rates    rates;
	struct audit_contest *contest;	/* targeted ones first */
	size_t                contests, targeted;
};

/* What a board read of one contest on one item: marks of a ballot, votes of a batch. */
struct audit_reading {
	bool           there;	/* false: a ballot that the contest is not on */
	const int64_t *votes;	/* of each choice of the contest */
};

/* An item that was drawn, or a batch of a hand tally. */
struct audit_item {
	uint32_t batch;		/* in the frame */
	int64_t  position;	/* of a ballot, from 1; 0: the batch */
	int64_t  draws;		/* how often it was drawn in all */
	int64_t  round;		/* in which it came first */
	bool     is_read, lost;	/* lost: a board looked, and it was not there */
	const struct audit_reading *reading;	/* of each contest of the plan; if it is read and not lost */
	int64_t  ballots;	/* in a batch, as the board counted; NUM_UNKNOWN */
	int64_t  entry;		/* of the log */
};

#endif
