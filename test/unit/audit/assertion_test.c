/* SPDX-License-Identifier: Apache-2.0 */
/*
 * Assorters of SHANGRLA's tests/core/test_Assertion.py (pbstark/SHANGRLA
 * 9d5db92) and of rlauxe's TestThresholdAssorters.kt, TestThresholdValues.kt
 * and dhondt/TestBasics.kt (JohnLCaron/rlauxe d465bfd).
 */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <string.h>
#include <cmocka.h>

#include "base/buf.h"
#include "base/err.h"
#include "audit/assertion.h"
#include "close.h"

#define VOTES(...) ((const int64_t[]){ __VA_ARGS__ })
#define CARD(...) (&(const struct card){ (const int16_t[]){ __VA_ARGS__ }, \
	sizeof((const int16_t[]){ __VA_ARGS__ }) / sizeof(int16_t), 0 })

enum { ALICE, BOB, CANDY, DAN };
static const char *const id[] = { "alice", "bob", "candy", "dan" };
static const struct card gone = { NULL, 4, CARD_MISSING };
static const struct card lacks = { NULL, 4, CARD_LACKS };

static struct tally
tally(const int64_t *votes, size_t choices, int64_t ballots)
{
	return (struct tally){ .contest = "x", .choice = id,
	    .choices = choices, .votes = votes, .ballots = ballots,
	    .votes_allowed = 1, .winners = 1, .threshold = { 0, 1 } };
}

static void
reported(struct assertion *a, const struct tally *t)
{
	struct err e = { 0 };

	assert_true(assertion_report(a, t, &e));
}

#define assert_value(a, c, x) assert_true(assertion_value(a, c) == (x))

static void
v50_plurality(void **state)
{
	struct assertion ac = assertion_beats(ALICE, CANDY, 1),
	    bd = assertion_beats(BOB, DAN, 1);

	(void)state;
	assert_value(&ac, CARD(1, 0, 0, 0), 1);
	assert_value(&ac, CARD(0, 1, 0, 0), 0.5);
	assert_value(&ac, CARD(0, 0, 1, 0), 0);
	assert_value(&ac, CARD(0, 0, 0, 1), 0.5);
	assert_value(&bd, CARD(0, 1, 0, 0), 1);
	assert_value(&bd, CARD(0, 0, 0, 1), 0);
	assert_value(&bd, CARD(0, 0, 0, 0), 0.5);
	assert_value(&bd, &lacks, 0.5);
	assert_value(&bd, &gone, 0.5);
	assert_true(assertion_bound(&ac) == 1);
}

static void
an_overvote_is_for_nobody(void **state)
{
	struct assertion one = assertion_beats(ALICE, BOB, 1),
	    two = assertion_beats(ALICE, BOB, 2),
	    any = assertion_beats(ALICE, BOB, 0);

	(void)state;
	assert_value(&one, CARD(1, 0, 1, 0), 0.5);
	assert_value(&two, CARD(1, 0, 1, 0), 1);
	assert_value(&two, CARD(1, 0, 1, 1), 0.5);
	assert_value(&any, CARD(1, 0, 1, 1), 1);
	assert_value(&one, (&(struct card){ (const int16_t[]){ 1, 0, 0, 0 },
	    4, CARD_OVERVOTED }), 0.5);
}

static void
v50_super_majority(void **state)
{
	struct assertion a = assertion_above(ALICE, (struct ratio){ 2, 3 }, 1);

	(void)state;
	assert_value(&a, CARD(1, 0, 0), 0.75);
	assert_value(&a, CARD(0, 1, 0), 0);
	assert_value(&a, CARD(0, 0, 0), 0.5);
	assert_value(&a, CARD(1, 1, 0), 0.5);
	assert_value(&a, CARD(0, 1, 1), 0.5);
	assert_true(assertion_bound(&a) == 0.75);
}

static void
v50_margins_from_a_tally(void **state)
{
	struct tally t = tally(VOTES(3000, 2000, 1000), 3, 10000);
	struct assertion ab = assertion_beats(ALICE, BOB, 1),
	    above = assertion_above(ALICE, (struct ratio){ 2, 5 }, 1);

	(void)state;
	reported(&ab, &t);
	assert_int_equal(ratio_cmp(assertion_margin(&ab),
	    (struct ratio){ 1, 10 }), 0);
	assert_true(assertion_mean(&ab) == 0.55);
	/* q (p/f - 1), q = .6 valid, p = .3 of all, f = .4 of SHANGRLA 2.3: p is of the valid ones. */
	reported(&above, &t);
	assert_int_equal(ratio_cmp(assertion_margin(&above),
	    (struct ratio){ 15, 100 }), 0);
}

static void
v51_means_of_pools(void **state)
{
	struct assertion a = assertion_beats(ALICE, BOB, 1);
	const int16_t alice[] = { 1, 0 }, bob[] = { 0, 1 }, none[] = { 0, 0 };
	const struct card one[] = { { alice, 2, 0 }, { none, 2, 0 },
		{ none, 2, 0 } }, two[] = { { bob, 2, 0 }, { none, 2, 0 } };
	const struct card one_lacks[] = { one[0], lacks, lacks },
	    two_lacks[] = { two[0], lacks };

	(void)state;
	assert_close(assertion_pool_mean(&a, one, 3, true), 2. / 3);
	assert_close(assertion_pool_mean(&a, one_lacks, 3, false), 2. / 3);
	assert_close(assertion_pool_mean(&a, two, 2, true), 0.25);
	assert_true(assertion_pool_mean(&a, one_lacks, 3, true) == 1);
	assert_true(assertion_pool_mean(&a, two_lacks, 2, true) == 0);
	assert_true(assertion_pool_mean(&a, &lacks, 1, true) == 0.5);
}

/* The choices of contest 334: 1, 2, 3, 4, 5, 6 and 47, the last here. */
#define RANK(...) ranks((const int[]){ __VA_ARGS__, -1 })

static const struct card *
ranks(const int *order)
{
	static int16_t mark[7];
	static struct card c = { mark, 7, 0 };

	memset(mark, 0, sizeof mark);
	for (int16_t place = 1; *order >= 0; order++)
		mark[*order == 47 ? 6 : *order - 1] = place++;
	return &c;
}

static void
v54_not_eliminated_before(void **state)
{
	struct assertion a = assertion_neb(4, 6);

	(void)state;
	assert_value(&a, RANK(5, 47), 1);
	assert_value(&a, RANK(5), 1);
	assert_value(&a, RANK(47, 5), 0);
	assert_value(&a, RANK(47), 0);
	assert_value(&a, RANK(3, 6), 0.5);
	assert_value(&a, RANK(3, 47), 0);
	assert_value(&a, RANK(3, 5), 0.5);
	assert_value(&a, RANK(3, 5, 47), 0.5);
	assert_value(&a, &lacks, 0.5);
}

/* 5 against 3 while 2, 3, 4 and 5 stand: 1, 6 and 47 are gone. */
static void
v54_not_eliminated_next(void **state)
{
	struct assertion a = assertion_nen(4, 2, 0x1e);

	(void)state;
	assert_value(&a, RANK(5, 47), 1);
	assert_value(&a, RANK(47, 5), 1);
	assert_value(&a, RANK(6, 1, 3, 5), 0);
	assert_value(&a, RANK(3, 47), 0);
	assert_value(&a, RANK(6, 47), 0.5);
	assert_value(&a, RANK(6, 47, 5), 1);
	assert_value(&a, RANK(2, 5), 0.5);
	assert_value(&a, CARD(0, 0, 0, 0, 0, 0, 0), 0.5);
}

static void
v63_above_a_threshold(void **state)
{
	struct tally t = tally(VOTES(1000, 980, 100), 3, 2080);
	const double mean[] = { 0.40064102564103, 0.39262820512821,
		0.04006410256410 };
	struct assertion a;

	(void)state;
	for (size_t i = 0; i < 3; i++) {
		a = assertion_above(i, (struct ratio){ 3, 5 }, 1);
		reported(&a, &t);
		assert_close(assertion_bound(&a), 1 / 1.2);
		assert_printed(assertion_mean(&a), mean[i], 14);
	}
	assert_close(assertion_value(&a, CARD(0, 0, 1)), 0.5 / 0.6);
	assert_value(&a, CARD(1, 0, 0), 0);
	assert_value(&a, CARD(0, 0, 0), 0.5);
	assert_value(&a, CARD(1, 0, 1), 0.5);
	assert_int_equal(assertion_paper(&a, &gone, false), 0);
}

static void
v63_below_a_threshold(void **state)
{
	struct assertion a = assertion_below(CANDY, (struct ratio){ 2, 5 }, 1);

	(void)state;
	assert_close(assertion_bound(&a), 1 / (2 * (1 - 0.4)));
	assert_value(&a, CARD(1, 0, 0), assertion_bound(&a));
	assert_value(&a, CARD(0, 1, 0), assertion_bound(&a));
	assert_value(&a, CARD(0, 0, 1), 0);
	assert_value(&a, CARD(0, 0, 0), 0.5);
	assert_int_equal(assertion_paper(&a, &gone, false), 0);
	assert_int_equal(assertion_paper(&a, &lacks, false), a.half);
	assert_int_equal(assertion_paper(&a, &lacks, true), 0);
}

/* Brussels in the Belgian election of 2024, 5 %: a party of 12,754 of 518,926, and one of 86,927. */
static void
v63_means_of_brussels(void **state)
{
	struct tally t = tally(VOTES(12754, 86927, 419245), 3, 550514);
	struct assertion below = assertion_below(0, (struct ratio){ 1, 20 },
	    1), above = assertion_above(1, (struct ratio){ 1, 20 }, 1);
	struct ratio v;

	(void)state;
	reported(&below, &t);
	v = assertion_margin(&below);
	assert_close((double)v.num / (double)v.den, 0.0252248472862584);
	reported(&above, &t);
	v = assertion_margin(&above);
	assert_close((double)v.num / (double)v.den, 2.215409599029271);
	assert_close(assertion_bound(&above), 10);
}

static void
quotients_of_seats(void **state)
{
	struct tally t = tally(VOTES(10000, 6000, 1500), 3, 17500);
	struct assertion a = assertion_quotient(0, 5, 1, 4);

	(void)state;
	reported(&a, &t);
	/* h = 4/2 g + 1/2, g = 1/5 or -1/4 */
	assert_close(assertion_bound(&a), (4. / 5 + 1) / 2);
	assert_close(assertion_value(&a, CARD(1, 0, 0)), 0.9);
	assert_value(&a, CARD(0, 1, 0), 0);
	assert_value(&a, CARD(0, 0, 1), 0.5);
	assert_value(&a, CARD(1, 1, 0), 0.5);
	assert_close(assertion_mean(&a),
	    2 * (10000. / 5 - 6000. / 4) / 17500 + 0.5);
}

static void
scores_are_the_difference_of_the_points(void **state)
{
	struct tally t = tally(VOTES(500, 300), 2, 100);
	struct assertion a = assertion_points(ALICE, BOB, 10);

	(void)state;
	reported(&a, &t);
	assert_value(&a, CARD(10, 0), 1);
	assert_value(&a, CARD(0, 10), 0);
	assert_value(&a, CARD(5, 5), 0.5);
	assert_value(&a, CARD(8, 3), 0.75);
	assert_value(&a, CARD(11, 0), 0.5);
	assert_value(&a, CARD(-1, 0), 0.5);
	assert_close(assertion_mean(&a), 0.6);
}

/* Two votes a ballot, more than a third of all votes: 3 b - m is from -2 to 2. */
static void
shares_of_several_votes_a_ballot(void **state)
{
	struct assertion a = assertion_above(ALICE, (struct ratio){ 1, 3 }, 2),
	    b = assertion_below(ALICE, (struct ratio){ 1, 3 }, 2);

	(void)state;
	assert_value(&a, CARD(1, 0, 0), 1);
	assert_value(&a, CARD(1, 1, 0), 0.75);
	assert_value(&a, CARD(0, 1, 1), 0);
	assert_value(&a, CARD(0, 1, 0), 0.25);
	assert_value(&a, CARD(1, 1, 1), 0.5);
	assert_true(assertion_bound(&a) == 1);
	assert_value(&b, CARD(1, 0, 0), 0);
	assert_value(&b, CARD(0, 1, 1), 1);
	assert_true(assertion_bound(&b) == 1);
}

static void
a_tally_of_first_preferences_decides_no_runoff(void **state)
{
	struct tally t = tally(VOTES(6, 4), 2, 10);
	struct assertion a = assertion_neb(0, 1);
	struct err e = { 0 };

	(void)state;
	assert_false(assertion_report(&a, &t, &e));
	assert_non_null(strstr(e.text, "contest x: found a tally of first"));
}

static void
numbers_too_large_to_multiply_are_refused(void **state)
{
	struct tally t = tally(VOTES(NUM_MAX_VOTES, 0), 2, NUM_MAX_VOTES);
	struct assertion a = assertion_above(0,
	    (struct ratio){ 1, 1000003 }, 1);
	struct err e = { 0 };

	(void)state;
	assert_false(assertion_report(&a, &t, &e));
	assert_non_null(strstr(e.text, "contest x: found"));
	assert_int_equal(a.cards, 0);
}

static void
says(struct assertion a, const char *name, const char *sentence)
{
	struct tally t = tally(NULL, 4, 10);
	struct buf out CLEANUP(buf_free) = { 0 };

	assertion_put_id(&out, &a, &t);
	assert_string_equal(out.p, name);
	buf_rewind(&out, 0);
	assertion_say(&out, &a, &t);
	assert_string_equal(out.p, sentence);
}

static void
claims_have_names_and_sentences(void **state)
{
	(void)state;
	says(assertion_beats(0, 1, 1), "beats:alice:bob",
	    "alice has more votes than bob.");
	says(assertion_points(0, 1, 5), "points:alice:bob",
	    "alice has more points than bob.");
	says(assertion_above(2, (struct ratio){ 1, 2 }, 1), "above:candy:1/2",
	    "candy has more than 50% of the valid votes.");
	says(assertion_below(2, (struct ratio){ 1, 3 }, 1), "below:candy:1/3",
	    "candy has less than 33.33% of the valid votes.");
	says(assertion_quotient(0, 5, 1, 4), "quotient:alice/5:bob/4",
	    "Seat 5 of alice has more votes to it than seat 4 of bob would "
	    "have.");
	says(assertion_neb(0, 1), "neb:alice:bob", "alice has more first "
	    "preferences than there are ballots that put bob ahead of alice.");
	says(assertion_nen(0, 1, 0xb), "nen:alice:bob:alice+bob+dan",
	    "alice has more votes than bob while alice, bob, dan stand.");
}

int
main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(v50_plurality),
		cmocka_unit_test(an_overvote_is_for_nobody),
		cmocka_unit_test(v50_super_majority),
		cmocka_unit_test(v50_margins_from_a_tally),
		cmocka_unit_test(v51_means_of_pools),
		cmocka_unit_test(v54_not_eliminated_before),
		cmocka_unit_test(v54_not_eliminated_next),
		cmocka_unit_test(v63_above_a_threshold),
		cmocka_unit_test(v63_below_a_threshold),
		cmocka_unit_test(v63_means_of_brussels),
		cmocka_unit_test(quotients_of_seats),
		cmocka_unit_test(scores_are_the_difference_of_the_points),
		cmocka_unit_test(shares_of_several_votes_a_ballot),
		cmocka_unit_test(a_tally_of_first_preferences_decides_no_runoff),
		cmocka_unit_test(numbers_too_large_to_multiply_are_refused),
		cmocka_unit_test(claims_have_names_and_sentences),
	};

	return cmocka_run_group_tests_name("assertion", tests, NULL, NULL);
}
