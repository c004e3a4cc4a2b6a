/* SPDX-License-Identifier: Apache-2.0 */
/* answer_inside: what the files of answer share: one contest that is asked about. */
#ifndef AUDIT_ANSWER_INSIDE_H
#define AUDIT_ANSWER_INSIDE_H

#include "audit/answer.h"
#include "audit/assertions.h"
#include "audit/sides.h"
#include "stat/kelly.h"

struct asked {
	struct arena               *a;
	const struct audit_case    *one;
	size_t                      at;		/* of the plan's contests */
	const struct audit_contest *contest;
	struct tally                tally;	/* as reported; on any ballot of the frame */
	struct assertions           claims;	/* STANDING_CONTESTED */
	struct err                 *e;
};

/* answer_by_batches(x, out): Batches, drawn by how many ballots they have. */
bool answer_by_batches(struct asked *x, struct answer_contest *out);

/* answer_by_oneaudit(x, out), answer_by_suite(x, out): Some ballots have records, of the others totals by batch are known. */
bool answer_by_oneaudit(struct asked *x, struct answer_contest *out);
bool answer_by_suite(struct asked *x, struct answer_contest *out);

/* A sample of two kinds of ballots: with records, and of batches of which only totals are known. */
struct mixing {
	struct asked  *x;
	size_t        *draw;
	size_t         n;
	double        *after;
	int64_t        singles, others;	/* ballots with records, and without */
};

/* mixing_begin(m, out, done): Is there enough to begin with?  If not, *${done}, and ${out} says why. */
bool mixing_begin(struct mixing *m, struct answer_contest *out, bool *done);

/* mixing_item(m, i), mixing_record(m, item): What the i-th draw was, and the record of it. */
const struct audit_item *mixing_item(const struct mixing *m, size_t i);
struct card mixing_record(const struct mixing *m,
    const struct audit_item *item);

/* mixing_cards(m, a), mixing_others(m, a): Votes reported for both sides of a claim, of each kind of ballots. */
struct sides mixing_cards(struct mixing *m, const struct assertion *a);
struct sides mixing_others(struct mixing *m, const struct assertion *a);

/* answer_by_strata(x, out): The two kinds as strata. */
bool answer_by_strata(struct asked *x, struct answer_contest *out);

/* answer_card(x, item): What a board read, as a card. */
struct card answer_card(struct asked *x, const struct audit_item *item);

/* answer_errors(x, a, v): What a comparison of ${a} can give, without error and with four kinds of it, and how often. */
#define ANSWER_ERRORS 5
void answer_errors(const struct asked *x, const struct assertion *a,
    struct kelly_value v[ANSWER_ERRORS]);

/* answer_is_tally(one): Is it a hand tally, or a sample that has every batch? */
bool answer_is_tally(const struct audit_case *one);

/* answer_by_tally(x, out): Every batch read by hand; the outcome of that count against the reported one. */
bool answer_by_tally(struct asked *x, struct answer_contest *out);

/* answer_by_ballots(x, out): Polls and comparisons by martingales, and super-simple. */
bool answer_by_ballots(struct asked *x, struct answer_contest *out);

/* answer_by_pairs(x, out): BRAVO, Minerva and Providence. */
bool answer_by_pairs(struct asked *x, struct answer_contest *out);

/* answer_by_macro(x, out): Batches, drawn by their bounds. */
bool answer_by_macro(struct asked *x, struct answer_contest *out);

/* answer_draws(x, draw): The draws that serve the contest, up to the first item that is unread, into ${draw}; how many. */
size_t answer_draws(const struct asked *x, size_t *draw);

/* answer_claim_says(x, a): "Reed has more votes than Stone." */
const char *answer_claim_says(struct asked *x, const struct assertion *a);

/* answer_largest(out): The risk of a contest is the largest of its claims'. */
void answer_largest(struct answer_contest *out);

/* answer_why(out, why): Nothing is known: risk 1. */
bool answer_why(struct answer_contest *out, const char *why);

/* answer_differences(a, one, out): Where paper and record are not the same. */
void answer_differences(struct arena *a, const struct audit_case *one,
    struct audit_answer *out);

#endif
