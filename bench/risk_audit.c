/* SPDX-License-Identifier: Apache-2.0 */
/*
 * risk_audit: how often each method of docs/audit.md confirms an outcome that
 * is wrong by one vote, through the same call that `canvass audit risk` makes
 * (audit_answer); Athena by itself.
 *
 * 2,000 ballots in 200 batches: 949 for who was said to have won, 950 for the
 * other, 101 blank.  Comparisons: 26 ballots are recorded for the wrong one,
 * so that the reported margin is 51.  Polls: a margin of 301 was reported,
 * so that a sample could confirm something.
 *
 * The exit status is 1 if a lower end of an interval is above the risk limit.
 */
#include <stdlib.h>

#include "base/arena.h"
#include "base/err.h"
#include "stat/rng.h"

#include "audit/answer.h"
#include "audit/case_bounds.h"
#include "audit/minerva.h"

#include "passes.h"

#define RUNS    10000
#define BALLOTS 2000
#define BATCHES 200
#define EACH    (BALLOTS / BATCHES)
#define MOST    1600	/* draws */
#define ALPHA   .05

enum vote { WINNER, LOSER, NOBODY };

static int failed;

/* What is on paper, what the records say, and how many each batch has. */
static enum vote paper[BALLOTS], record[BALLOTS];
static int64_t paper_sum[BATCHES][2], record_sum[BATCHES][2], record_all[2];

static const int16_t marks[3][2] = { { 1, 0 }, { 0, 1 }, { 0, 0 } };
static const int64_t votes_of[3][2] = { { 1, 0 }, { 0, 1 }, { 0, 0 } };
static const char *const choices[] = { "reed", "stone" };

/* ${apart}: wrong records are spread; else they are in the first six batches. */
static void
fill(bool apart)
{
	int wrong = 26;

	for (int i = 0; i < BALLOTS; i++)
		paper[i] = i % 2 == 0 ? WINNER : LOSER;
	for (int i = 0; i < 51; i++)
		paper[2 * (19 * i + 11)] = NOBODY;
	for (int i = 0; i < 50; i++)
		paper[2 * (19 * i + 17) + 1] = NOBODY;
	for (int b = 0; b < BATCHES; b++)
		for (int k = 0; k < 2; k++)
			paper_sum[b][k] = record_sum[b][k] = 0;
	record_all[0] = record_all[1] = 0;
	for (int i = 0; i < BALLOTS; i++) {
		int at = apart ? i * 77 % BALLOTS : i;

		record[at] = paper[at];
		if (wrong > 0 && paper[at] == LOSER) {
			record[at] = WINNER;
			wrong--;
		}
	}
	for (int i = 0; i < BALLOTS; i++)
		for (int k = 0; k < 2; k++) {
			paper_sum[i / EACH][k] += votes_of[paper[i]][k];
			record_sum[i / EACH][k] += votes_of[record[i]][k];
			record_all[k] += votes_of[record[i]][k];
		}
}

/* One audit of one sample. */
struct sample {
	struct audit_contest contest[2];	/* the second one is not the wrong one */
	struct audit_plan    plan;
	struct audit_case    one;
	struct case_batch    batch[BATCHES];
	struct case_draw     draw[MOST];
	struct audit_item    item[MOST];
	struct audit_reading reading[MOST][2];
	struct card          record[MOST];
	struct case_round    round[4];
	int64_t              totals[BATCHES * 2], other[BATCHES * 2];
	int64_t              cards[2];
	const struct card   *records[1];
	const int64_t       *all_totals[2], *card_votes[1];
	size_t               found[BALLOTS];	/* item of each ballot or batch, from 1 */
};

/* Methods that look at some ballots as records and at the others as batches. */
static bool
is_mixed(enum audit_method m)
{
	return m == METHOD_ONEAUDIT || m == METHOD_STRATIFIED ||
	    m == METHOD_SUITE;
}

static void
describe(struct sample *s, enum audit_method method)
{
	static const int64_t polled[] = { 1100, 799 };
	bool polls = audit_method_of(method)->needs == NEEDS_MANIFEST;

	s->contest[0] = (struct audit_contest){ .targeted = true, .tally = {
		.contest = "mayor", .choice = choices, .choices = 2,
		.votes = polls ? polled : record_all, .ballots = BALLOTS,
		.votes_allowed = 1, .winners = 1 } };
	s->plan = (struct audit_plan){ .audit = "mayor", .method = method,
		.sampler = audit_method_of(method)->sampler,
		.risk_limit = { 1, 20 }, .contest = s->contest,
		.contests = 1, .targeted = 1, .rates = { { 1, 1000 },
		{ 1, 10000 }, { 1, 1000 }, { 1, 10000 } } };
	s->one = (struct audit_case){ .plan = &s->plan, .batch = s->batch,
		.batches = BATCHES, .ballots = BALLOTS, .draw = s->draw,
		.item = s->item, .round = s->round, .rounds = 1,
		.totals = s->all_totals };
	s->all_totals[0] = s->totals;
	s->cards[0] = s->cards[1] = 0;
	for (int b = 0; b < BATCHES; b++) {
		bool has_cards = !is_mixed(method) || b % 2 == 0;

		s->batch[b] = (struct case_batch){ .unit = "01",
			.unit_name = "Alder", .name = "b", .ballots = EACH,
			.first = b * EACH, .has_cards = has_cards };
		for (int k = 0; k < 2; k++) {
			s->totals[2 * b + k] = record_sum[b][k];
			s->cards[k] += has_cards ? record_sum[b][k] : 0;
		}
	}
	if (!polls && audit_method_of(method)->items == ITEMS_BALLOTS) {
		s->records[0] = s->record;
		s->card_votes[0] = s->cards;
		s->one.record = s->records;
		s->one.card_votes = s->card_votes;
		s->one.cards = BALLOTS;
	}
}

/* Batches are drawn for another contest, whose votes are spread otherwise. */
static void
draw_for_another(struct sample *s)
{
	static int64_t sum[2];

	sum[0] = sum[1] = 0;
	for (int b = 0; b < BATCHES; b++) {
		s->other[2 * b] = 4 + b % 5;
		s->other[2 * b + 1] = b % 3;
		for (int k = 0; k < 2; k++)
			sum[k] += s->other[2 * b + k];
	}
	s->contest[1] = s->contest[0];
	s->contest[1].tally.contest = "sheriff";
	s->contest[1].tally.votes = sum;
	s->contest[0].targeted = false;
	s->plan.contests = 2;
	s->all_totals[1] = s->other;
}

/* A ballot or batch comes, for the first time or again. */
static void
add(struct sample *s, size_t what, bool is_batch)
{
	size_t n = s->one.items, ballot = what;
	struct audit_item *item;

	if (s->found[what] == 0) {
		s->found[what] = ++s->one.items;
		item = &s->item[n];
		*item = (struct audit_item){ .batch = (uint32_t)(is_batch ?
			what : what / EACH), .position = is_batch ? 0 :
			(int64_t)(what % EACH) + 1, .is_read = true,
			.reading = s->reading[n], .ballots = EACH };
		s->reading[n][0] = (struct audit_reading){ true, is_batch ?
			paper_sum[what] : votes_of[paper[ballot]] };
		s->reading[n][1] = (struct audit_reading){ true, is_batch ?
			&s->other[2 * what] : NULL };
		s->record[n] = (struct card){ .choices = 2, .mark =
			marks[is_batch ? 0 : record[ballot]] };
		if (!is_batch && !s->batch[item->batch].has_cards)
			s->record[n].flags = CARD_MISSING;
	}
	item = &s->item[s->found[what] - 1];
	item->draws++;
	s->draw[s->one.draws++] = (struct case_draw){ .item =
		s->found[what] - 1, .round = (int64_t)s->one.rounds,
		.generation = item->draws, .contest = s->plan.contests == 2 ?
		1 : CASE_ALL, .ticket = "" };
}

/* Where a number from 0 to 1 falls among weights that grow to the last. */
static size_t
place_of(const double *until, size_t n, double x)
{
	size_t i = 0;

	while (i + 1 < n && until[i] <= x * until[n - 1])
		i++;
	return i;
}

static void
weights(struct sample *s, double *until)
{
	struct arena a = { 0 };
	struct case_bounds b;
	struct err e;
	double sum = 0;

	if (!case_bounds_of(&a, &s->one, s->plan.contests - 1, &b, &e))
		exit(1);
	for (size_t i = 0; i < BATCHES; i++)
		until[i] = sum += s->plan.method == METHOD_MACRO ?
		    dec28_double(b.bound[i]) : EACH;
	arena_free(&a);
}

/* Rounds for what looks at rounds; all others are looked at after each draw. */
static const size_t rounds[] = { 200, 400, 800, MOST };

static void
draw(struct sample *s, size_t n, const double *until, struct rng *rng)
{
	bool batches = audit_method_of(s->plan.method)->items ==
	    ITEMS_BATCHES;

	s->one.items = s->one.draws = 0;
	s->one.rounds = 1;
	for (size_t i = 0; i < BALLOTS; i++)
		s->found[i] = 0;
	while (s->one.draws < n) {
		if (s->one.draws == rounds[s->one.rounds - 1])
			s->one.rounds++;
		add(s, batches ? place_of(until, BATCHES, rng_unit(rng)) :
		    rng_below(rng, BALLOTS), batches);
	}
}

/* Would any look have ended it? */
static bool
passed(const struct sample *s)
{
	struct arena a = { 0 };
	struct audit_answer answer;
	bool met = false;
	struct err e;

	if (!audit_answer(&a, &s->one, &answer, &e)) {
		fprintf(stderr, "risk_audit: %s\n", e.text);
		exit(1);
	}
	if (answer.contest[0].kind == ANSWER_INCONCLUSIVE) {
		fprintf(stderr, "risk_audit: %s\n", answer.contest[0].why);
		exit(1);
	}
	for (size_t i = 0; i < answer.contest[0].draws; i++)
		met |= answer.contest[0].after[i] <= ALPHA;
	arena_free(&a);
	return met;
}

enum { APART = 1, OF_ANOTHER = 2 };

/* ${how}: errors apart from each other; batches drawn for another contest. */
static void
method(enum audit_method m, size_t draws, unsigned how, const char *more)
{
	static struct sample s;
	double until[BATCHES];
	char name[80];
	int n = 0;

	fill(how & APART);
	describe(&s, m);
	if (how & OF_ANOTHER)
		draw_for_another(&s);
	weights(&s, until);
	for (uint64_t r = 0; r < RUNS; r++) {
		struct rng rng = rng_seed(20260519, r);

		draw(&s, draws, until, &rng);
		n += passed(&s);
	}
	(void)snprintf(name, sizeof name, "%s%s", audit_method_of(m)->id,
	    more);
	failed |= passes_say(name, n, RUNS, ALPHA);
}

/* Votes of the two that are drawn, of 949 and 950, put back; as many rounds as there are. */
static void
athena(void)
{
	static const int64_t votes[] = { 150, 300, 600, 1200 };
	struct minerva m[4];
	int n = 0;

	minerva_open(&m[0], &(struct minerva_rule){ 1100. / 1899, ALPHA, 1 });
	for (int k = 0; k < 4; k++) {
		if (k > 0)
			minerva_open(&m[k], &m[0].rule);
		for (int i = 0; i <= k; i++)
			minerva_round(&m[k], votes[i]);
	}
	for (uint64_t r = 0; r < RUNS; r++) {
		struct rng rng = rng_seed(20260519, r);
		int64_t drawn = 0, winner = 0;
		bool met = false;

		for (int k = 0; k < 4; k++) {
			for (; drawn < votes[k]; drawn++)
				winner += rng_below(&rng, 1899) < 949;
			met |= winner >= m[k].least;
		}
		n += met;
	}
	for (int k = 0; k < 4; k++)
		minerva_close(&m[k]);
	failed |= passes_say("athena", n, RUNS, ALPHA);
}

int
main(void)
{
	method(METHOD_BRAVO, MOST, APART, "");
	method(METHOD_MINERVA, MOST, APART, "");
	method(METHOD_PROVIDENCE, MOST, APART, "");
	athena();
	method(METHOD_BRLA, MOST, APART, "");
	method(METHOD_ALPHA, MOST, APART, "");
	method(METHOD_BETTING, MOST, APART, "");
	method(METHOD_SUPERSIMPLE, 1000, APART, "");
	method(METHOD_KAPLAN_WALD, 1000, APART, "");
	method(METHOD_COMPARISON_ALPHA, 1000, APART, "");
	method(METHOD_COMPARISON_BETTING, 1000, APART, "");
	method(METHOD_ONEAUDIT, MOST, APART, "");
	method(METHOD_STRATIFIED, 800, APART, "");
	method(METHOD_SUITE, 800, APART, "");
	method(METHOD_MACRO, 300, APART, ", errors apart");
	method(METHOD_MACRO, 300, 0, ", errors together");
	method(METHOD_MACRO, 300, APART | OF_ANOTHER, ", drawn for another, "
	    "apart");
	method(METHOD_MACRO, 300, OF_ANOTHER, ", drawn for another, together");
	method(METHOD_BATCH_COMPARISON, 400, APART, ", errors apart");
	method(METHOD_BATCH_COMPARISON, 400, 0, ", errors together");
	return failed;
}
