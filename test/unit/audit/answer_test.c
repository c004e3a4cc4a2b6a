/* SPDX-License-Identifier: Apache-2.0 */
/* What every method answers where there is little to go by, and where all was counted. */
#include <math.h>
#include <setjmp.h>
#include <stdarg.h>
#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>
#include <string.h>
#include <cmocka.h>

#include "base/arena.h"
#include "base/err.h"

#include "audit/answer.h"
#include "audit/draw.h"

static const char *const ids[] = { "reed", "stone" };
static const int64_t reported[] = { 90, 60 };
static const int64_t totals[][2] = { { 50, 30 }, { 40, 30 } };
static const int64_t *const all_totals[] = { totals[0] };

/* Two batches of 100 ballots, of which boards read both. */
static struct arena a;
static struct audit_contest contest;
static struct audit_plan plan;
static struct audit_case one;
static struct case_batch batch[2];
static struct audit_reading reading[2];
static struct audit_item item[2];
static struct case_draw draw[2];
static struct case_round round_one;
static int64_t found[2][2];

static void
begin(enum audit_method method)
{
	contest = (struct audit_contest){ .targeted = true, .tally = {
		.contest = "mayor", .choice = ids, .votes = reported,
		.choices = 2, .ballots = 200, .votes_allowed = 1,
		.winners = 1, .threshold = { 0, 1 } } };
	plan = (struct audit_plan){ .audit = "mayor", .method = method,
		.sampler = audit_method_of(method)->sampler,
		.risk_limit = { 1, 20 }, .contest = &contest, .contests = 1,
		.targeted = 1, .rates = { { 1, 1000 }, { 1, 10000 },
		{ 1, 1000 }, { 1, 10000 } } };
	one = (struct audit_case){ .plan = &plan, .batch = batch,
		.batches = 2, .ballots = 200, .totals = all_totals,
		.item = item, .items = 2, .draw = draw, .draws = 2,
		.round = &round_one, .rounds = 1 };
	for (size_t i = 0; i < 2; i++) {
		batch[i] = (struct case_batch){ .unit = "01",
			.unit_name = "Alder", .name = i == 0 ? "B1" : "B2",
			.ballots = 100, .first = 100 * (int64_t)i };
		memcpy(found[i], totals[i], sizeof found[i]);
		reading[i] = (struct audit_reading){ true, found[i] };
		item[i] = (struct audit_item){ .batch = (uint32_t)i,
			.draws = 1, .round = 1, .is_read = true,
			.reading = &reading[i], .ballots = 100 };
		draw[i] = (struct case_draw){ .item = i, .round = 1,
			.generation = 1, .contest = CASE_ALL, .ticket = "" };
	}
}

static struct answer_contest
answer(void)
{
	struct audit_answer out;
	struct err e;

	if (!audit_answer(&a, &one, &out, &e))
		fail_msg("%s", e.text);
	return out.contest[0];
}

static void
must_be_inconclusive(enum audit_method m, const char *why)
{
	struct answer_contest c = answer();

	if (c.kind != ANSWER_INCONCLUSIVE || c.risk < 1 || c.met ||
	    *c.why == '\0')
		fail_msg("%s: with %s the risk is %g, %s",
		    audit_method_of(m)->id, why, c.risk, c.why);
}

static void
without_ballots_batches_or_draws_nothing_is_known(void **state)
{
	(void)state;
	for (int m = 0; m < AUDIT_METHODS; m++) {
		begin((enum audit_method)m);
		one.batches = 0;
		one.ballots = 0;
		one.items = one.draws = 0;
		must_be_inconclusive((enum audit_method)m, "no ballot");
		begin((enum audit_method)m);
		one.items = one.draws = 0;
		must_be_inconclusive((enum audit_method)m, "no draw");
		begin((enum audit_method)m);
		item[0].is_read = item[1].is_read = false;
		must_be_inconclusive((enum audit_method)m, "nothing read");
	}
}

static void
a_tie_has_nothing_to_confirm(void **state)
{
	static const int64_t tie[] = { 75, 75 };

	(void)state;
	for (int m = 0; m < AUDIT_METHODS; m++) {
		begin((enum audit_method)m);
		contest.tally.votes = tie;
		must_be_inconclusive((enum audit_method)m, "a tie");
	}
}

static void
who_cannot_lose_needs_no_audit(void **state)
{
	(void)state;
	for (int m = 0; m < AUDIT_METHODS; m++) {
		begin((enum audit_method)m);
		contest.tally.choices = 1;
		assert_int_equal(answer().kind, ANSWER_UNCONTESTED);
		assert_true(answer().met);
	}
}

static void
v36_a_sample_of_every_batch_is_a_full_count(void **state)
{
	static const enum audit_method of[] = { METHOD_MACRO,
		METHOD_BATCH_COMPARISON, METHOD_HAND_TALLY };

	(void)state;
	for (size_t i = 0; i < 3; i++) {
		begin(of[i]);
		found[0][1] += 15;	/* 90 to 75: it stands */
		assert_true(answer().risk == 0);
		assert_true(answer().met);
		found[0][1] += 15;	/* 90 to 90: it does not */
		assert_int_equal(answer().kind, ANSWER_CHANGED);
		assert_true(answer().risk == 1);
		assert_false(answer().met);
	}
}

static void
a_batch_that_nobody_found_confirms_nothing(void **state)
{
	(void)state;
	begin(METHOD_HAND_TALLY);
	item[1].lost = true;
	must_be_inconclusive(METHOD_HAND_TALLY, "a lost batch");
	assert_non_null(strstr(answer().why, "B2"));
}

/* The first of the batches is drawn twice for sheriff, of whom ${votes} were reported; mayor is told only. */
static double
told(const int64_t votes[2][2], int64_t read_for_reed)
{
	static struct audit_contest two[2];
	static struct audit_reading both[2];
	static int64_t sum[2];
	static const int64_t *all[2];
	bool known = num_known(votes[1][0]);

	begin(METHOD_MACRO);
	for (size_t k = 0; k < 2; k++)
		sum[k] = votes[0][k] + (known ? votes[1][k] : 0);
	two[0] = two[1] = contest;
	two[0].targeted = false;
	two[1].tally.contest = "sheriff";
	two[1].tally.votes = sum;
	plan.contest = two;
	plan.contests = 2;
	all[0] = totals[0];
	all[1] = votes[0];
	one.totals = all;
	one.items = 1;
	found[0][0] = read_for_reed;
	both[0] = reading[0];
	both[1] = (struct audit_reading){ true, votes[0] };
	item[0].reading = both;
	draw[1].item = 0;
	draw[0].contest = draw[1].contest = 1;
	return answer().risk;
}

static void
batches_drawn_for_another_contest_tell_of_this_one(void **state)
{
	static const int64_t other[2][2] = { { 80, 10 }, { 30, 20 } };
	static const int64_t apart[2][2] = { { 80, 10 }, { NUM_UNKNOWN,
		NUM_UNKNOWN } };

	(void)state;
	/* Bounds of mayor: 4 and 11/3; chances 17/28 and 11/28; so at most 28/3. */
	assert_true(fabs(told(other, 50) - pow(25. / 28, 2)) < 1e-12);
	/* One vote is 1/30 of the margin, and over 17/28 and 28/3 1/170. */
	assert_true(fabs(told(other, 49) - pow(25. / 28 * 170 / 169, 2)) <
	    1e-12);
	/* The second batch could not be drawn, and could hide everything. */
	assert_true(told(apart, 50) >= 1);
	/* Of the same votes it is what its own draws would say. */
	assert_true(fabs(told(totals, 49) - pow((1 - 3. / 23) /
	    (1 - 1. / 120), 2)) < 1e-12);
}

#define STYLED 200	/* ballots, each third of which has mayor; all have sheriff */

static const int16_t marked[3][2] = { { 1, 0 }, { 0, 1 }, { 0, 0 } };
static const int64_t counted[3][2] = { { 1, 0 }, { 0, 1 }, { 0, 0 } };

static int
vote_of(int64_t ballot)
{
	return ballot % 4 == 0 ? 1 : ballot % 7 == 0 ? 2 : 0;
}

/* By numbers ${n} ballots of ${from} are drawn, and all are as recorded; what is known of mayor. */
static struct answer_contest
styled(size_t from, int64_t n, int64_t *with_mayor)
{
	static struct audit_contest two[2];
	static uint64_t has[STYLED];
	static int64_t sum[2][2];
	static struct audit_reading read[STYLED][2];
	static struct audit_item ballot[STYLED];
	static struct case_draw drawn[STYLED];
	static struct card record[2][STYLED];
	static const struct card *records[] = { record[0], record[1] };
	static const int64_t *votes[] = { sum[0], sum[1] };
	struct draw_pick *pick;
	struct err e;

	begin(METHOD_COMPARISON_ALPHA);
	plan.sampler = SAMPLER_CRYPTORANDOM;
	plan.contest = two;
	plan.contests = 2;
	two[0] = two[1] = contest;
	two[0].targeted = from == 0;
	two[1].targeted = from == 1;
	memset(sum, 0, sizeof sum);
	for (int64_t i = 0; i < STYLED; i++) {
		has[i] = i % 3 == 0 ? 3 : 2;
		for (size_t c = 0; c < 2; c++)
			for (size_t k = 0; k < 2; k++)
				sum[c][k] += has[i] >> c & 1 ?
				    counted[vote_of(i)][k] : 0;
	}
	two[0].tally.votes = sum[0];
	two[0].tally.ballots = 67;
	two[1].tally.votes = sum[1];
	one.seed = "07318264950173829461";
	one.contests = has;
	one.record = records;
	one.card_votes = votes;
	one.cards = STYLED;
	one.item = ballot;
	one.draw = drawn;
	one.items = one.draws = (size_t)n;
	*with_mayor = 0;
	assert_true(draw_from(&a, &one, from, n, &pick, &e));
	for (int64_t i = 0; i < n; i++) {
		int64_t at = pick[i].batch * 100 + pick[i].position - 1;
		int vote = vote_of(at);

		*with_mayor += (int64_t)(has[at] & 1);
		for (size_t c = 0; c < 2; c++) {
			bool there = has[at] >> c & 1;

			read[i][c] = (struct audit_reading){ there,
				counted[vote] };
			record[c][i] = (struct card){ marked[vote], 2, there ?
				0 : CARD_LACKS };
		}
		ballot[i] = (struct audit_item){ .batch = pick[i].batch,
			.position = pick[i].position, .draws = 1, .round = 1,
			.is_read = true, .reading = read[i] };
		drawn[i] = (struct case_draw){ .item = (size_t)i, .round = 1,
			.generation = 1, .contest = from, .ticket = "" };
	}
	return answer();
}

static void
cards_drawn_for_another_contest_are_a_sample_of_this_one(void **state)
{
	int64_t with, own;
	struct answer_contest of_another = styled(1, 60, &with), of_its_own;

	(void)state;
	assert_true(with > 10 && with < 40);
	assert_int_equal(of_another.draws, with);
	of_its_own = styled(0, with, &own);
	assert_int_equal(own, with);
	assert_true(of_another.risk < 1);
	assert_true(of_another.risk == of_its_own.risk);
	/* Mayor is on a third of the ballots, so its own sample is of few of sheriff's. */
	assert_true(styled(0, 60, &with).risk < of_its_own.risk);
}

/* 72 to 47 of a contest that was reported 600 to 400: V16's first. */
static void
v16_bravo_answers_for_an_audit(void **state)
{
	static const int64_t six[] = { 600, 400 };
	static const int64_t mark[2][2] = { { 1, 0 }, { 0, 1 } };
	struct audit_item *ballot = arena_zero(&a, 119, sizeof *ballot);
	struct audit_reading *read = arena_zero(&a, 119, sizeof *read);
	struct case_draw *drawn = arena_zero(&a, 119, sizeof *drawn);

	(void)state;
	begin(METHOD_BRAVO);
	contest.tally.votes = six;
	contest.tally.ballots = one.ballots = 1000;
	batch[0].ballots = 1000;
	one.batches = 1;
	one.totals = NULL;
	for (size_t i = 0; i < 119; i++) {
		read[i] = (struct audit_reading){ true, mark[i >= 72] };
		ballot[i] = (struct audit_item){ .position = (int64_t)i + 1,
			.draws = 1, .round = 1, .is_read = true,
			.reading = &read[i], .ballots = NUM_UNKNOWN };
		drawn[i] = (struct case_draw){ .item = i, .round = 1,
			.generation = 1, .contest = CASE_ALL, .ticket = "" };
	}
	one.item = ballot;
	one.draw = drawn;
	one.items = one.draws = 119;
	assert_true(fabs(answer().risk - .07140372947931496) < 1e-14);
	/* What is not there is a vote for the loser. */
	ballot[0].lost = true;
	assert_true(fabs(answer().risk / (.07140372947931496 * 1.5) - 1) <
	    1e-9);
}

static int
forget(void **state)
{
	(void)state;
	arena_free(&a);
	return 0;
}

int
main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(without_ballots_batches_or_draws_nothing_is_known),
		cmocka_unit_test(a_tie_has_nothing_to_confirm),
		cmocka_unit_test(who_cannot_lose_needs_no_audit),
		cmocka_unit_test(v36_a_sample_of_every_batch_is_a_full_count),
		cmocka_unit_test(a_batch_that_nobody_found_confirms_nothing),
		cmocka_unit_test(batches_drawn_for_another_contest_tell_of_this_one),
		cmocka_unit_test(
		    cards_drawn_for_another_contest_are_a_sample_of_this_one),
		cmocka_unit_test(v16_bravo_answers_for_an_audit),
	};

	return cmocka_run_group_tests(tests, NULL, forget);
}
