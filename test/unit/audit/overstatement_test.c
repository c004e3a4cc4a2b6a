/* SPDX-License-Identifier: Apache-2.0 */
/* SHANGRLA's table of overstatements (tests/core/test_Assertion.py, pbstark/SHANGRLA 9d5db92). */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <string.h>
#include <cmocka.h>

#include "base/err.h"
#include "audit/overstatement.h"
#include "close.h"

static const int16_t for_a[] = { 1, 0, 0 }, for_b[] = { 0, 1, 0 },
    for_c[] = { 0, 0, 1 }, for_none[] = { 0, 0, 0 };
static const struct card a = { for_a, 3, 0 }, b = { for_b, 3, 0 },
    other = { for_c, 3, 0 }, blank = { for_none, 3, 0 },
    lacks = { NULL, 3, CARD_LACKS }, phantom = { NULL, 3, CARD_MISSING };

/* ${excess} of 100 cards. */
static struct assertion
claim(int64_t excess)
{
	struct assertion x = assertion_beats(0, 1, 1);

	x.excess = excess;
	x.cards = 100;
	return x;
}

static double
over(struct card paper, struct card cvr, bool style)
{
	struct assertion x = claim(20);
	struct overstatement_card c = { "7-1", cvr, paper, 1 };
	struct err e = { 0 };
	int64_t steps;

	assert_true(overstatement_steps(&x, &c, style, &steps, &e));
	return overstatement_of(&x, steps);
}

static void
v50_the_table_of_overstatements(void **state)
{
	static const struct {
		const struct card *paper, *cvr;
		double styled, plain;
	} table[] = {
		{ &a, &a, 0, 0 }, { &a, &b, -1, -1 },
		{ &blank, &a, 0.5, 0.5 }, { &blank, &b, -0.5, -0.5 },
		{ &b, &a, 1, 1 }, { &lacks, &a, 1, 0.5 },
		{ &phantom, &phantom, 0.5, 0.5 }, { &phantom, &a, 1, 1 },
		{ &phantom, &b, 0, 0 },
	};

	(void)state;
	for (size_t i = 0; i < sizeof table / sizeof *table; i++) {
		assert_true(over(*table[i].paper, *table[i].cvr, true) ==
		    table[i].styled);
		assert_true(over(*table[i].paper, *table[i].cvr, false) ==
		    table[i].plain);
	}
	assert_true(over(lacks, lacks, false) == 0);
}

static void
v50_a_card_outside_the_frame_is_refused(void **state)
{
	struct assertion x = claim(20);
	struct overstatement_card c = { "7-1", lacks, lacks, 1 };
	struct err e = { 0 };
	int64_t steps = 99;

	(void)state;
	assert_false(overstatement_steps(&x, &c, true, &steps, &e));
	assert_non_null(strstr(e.text, "card 7-1: its record lacks"));
	assert_int_equal(steps, 99);
}

static double
assorter(int64_t excess, struct card paper, struct card cvr)
{
	struct assertion x = claim(excess);
	struct overstatement_card c = { "7-1", cvr, paper, 1 };
	struct err e = { 0 };
	int64_t steps;

	assert_true(overstatement_steps(&x, &c, true, &steps, &e));
	return overstatement_assorter(&x, steps);
}

static void
v50_the_assorter_of_overstatements(void **state)
{
	struct assertion x = claim(30);

	(void)state;
	assert_close(assorter(20, a, a), 1 / 1.8);
	assert_true(assorter(20, b, a) == 0);
	assert_close(assorter(30, a, b), 2 / 1.7);
	assert_close(overstatement_bound(&x), 2 / 1.7);
	assert_close(assorter(10, other, a), 0.5 / 1.9);
	assert_close(overstatement_value(1, 0.1, 0.5), 0.5 / 1.9);
}

static void
v50_means_at_error_rates(void **state)
{
	struct assertion x = claim(50);

	(void)state;
	assert_close(overstatement_mean(&x, 0, 0), 1 / 1.5);
	assert_close(overstatement_mean(&x, 0.5, 0), 0.5);
	assert_close(overstatement_mean(&x, 0, 0.25), 0.5);
	assert_close(overstatement_mean(&x, 0.25, 0.25),
	    (1 - 0.125 - 0.25) / 1.5);
}

/* The record of a pooled card is the mean of its pool. */
static void
v51_overstatements_of_a_pool(void **state)
{
	(void)state;
	assert_close(overstatement_value(1, 0.2, 2. / 3 - 1),
	    (1 - (2. / 3 - 1)) / 1.8);
	assert_close(overstatement_value(1, 0.2, 2. / 3), (1 - 2. / 3) / 1.8);
}

static void
votes_of_a_claim_are_rounded_up(void **state)
{
	struct assertion x = assertion_above(0, (struct ratio){ 2, 3 }, 1);

	(void)state;
	/* top 3: steps -3 .. 3 */
	assert_int_equal(overstatement_votes(&x, 3), 2);
	assert_int_equal(overstatement_votes(&x, 2), 2);
	assert_int_equal(overstatement_votes(&x, 1), 1);
	assert_int_equal(overstatement_votes(&x, 0), 0);
	assert_int_equal(overstatement_votes(&x, -1), 0);
	assert_int_equal(overstatement_votes(&x, -2), -1);
	assert_int_equal(overstatement_votes(&x, -3), -2);
}

static void
kaplan_wald_and_markov_of_values(void **state)
{
	const double ones[] = { 1, 1, 1, 1, 1, 0 };

	(void)state;
	assert_close(overstatement_wald(ones, 5, 0), 1. / 32);
	assert_close(overstatement_wald(ones, 6, 0.1), pow(1.9, -5));
	assert_close(overstatement_markov(ones, 5, 0), 1. / 32);
	assert_close(overstatement_markov(ones, 6, 0.1), pow(1.1 / 0.6, -5));
	assert_true(overstatement_wald(ones, 0, 0.1) == 1);
	assert_true(overstatement_markov(ones + 5, 1, 0.1) == 1);
	assert_true(overstatement_wald(ones + 5, 1, 0) == 1);
}

int
main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(v50_the_table_of_overstatements),
		cmocka_unit_test(v50_a_card_outside_the_frame_is_refused),
		cmocka_unit_test(v50_the_assorter_of_overstatements),
		cmocka_unit_test(v50_means_at_error_rates),
		cmocka_unit_test(v51_overstatements_of_a_pool),
		cmocka_unit_test(votes_of_a_claim_are_rounded_up),
		cmocka_unit_test(kaplan_wald_and_markov_of_values),
	};

	return cmocka_run_group_tests_name("overstatement", tests, NULL, NULL);
}
