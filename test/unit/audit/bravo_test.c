/* SPDX-License-Identifier: Apache-2.0 */
#include <math.h>
#include <setjmp.h>
#include <stdarg.h>
#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>
#include <cmocka.h>

#include "audit/bravo.h"
#include "audit/brla.h"
#include "base/arena.h"

#define NEAR(x, y) assert_true(fabs((x) - (y)) <= 1e-12 * fabs(y))
#define LIMIT .1
#define NONE ((struct bravo_seen){ 0, 0 })

static struct arena a;

static int
forget(void **state)
{
	(void)state;
	arena_free(&a);
	return 0;
}

/* Arlo's test contests. */
struct contest {
	const char *name;
	int64_t     votes[5];
	size_t      choices;
	int64_t     ballots, winners;
};

static const struct contest contests[] = {
	{ "test1", { 600, 400 }, 2, 1000, 1 },
	{ "test2", { 600, 200, 100 }, 3, 900, 1 },
	{ "test6", { 300, 200, 200 }, 3, 1000, 1 },
	{ "test7", { 300, 200, 100 }, 3, 700, 2 },
	{ "test8", { 300, 300, 100 }, 3, 700, 2 },
	{ "test10", { 600, 300, 100 }, 3, 1000, 2 },
	{ "small3", { 10000, 9000, 200 }, 3, 20000, 1 },
	{ "NaN", { 400, 10 }, 2, 500, 1 },
	{ "GA2020", { 2471981, 2457924, 62058, 457, 0 }, 5, 4992420, 1 },
	{ "round2", { 200000, 120000, 100000 }, 3, 500000, 1 },
};

static struct pairs
pairs_in(const struct contest *c, struct tally *t)
{
	static const char *const ids[] = { "a", "b", "c", "d", "e" };

	*t = (struct tally){ .contest = c->name, .choice = ids,
		.votes = c->votes, .choices = c->choices,
		.ballots = c->ballots, .votes_allowed = 1,
		.winners = c->winners };
	return pairs_of(&a, t);
}

/* The most that any pair needs, with the sample given. */
static int64_t
asn_of(const struct contest *c, const int64_t *seen)
{
	struct tally t;
	struct pairs p = pairs_in(c, &t);
	int64_t most = 0;

	for (size_t i = 0; i < p.n; i++) {
		struct bravo b = bravo_of(&t, p.pair[i]);
		struct bravo_seen s = seen == NULL ? NONE : (struct bravo_seen){
			seen[p.pair[i].winner], seen[p.pair[i].loser] };
		int64_t n = bravo_asn(&b, LIMIT, s);

		most = n > most ? n : most;
	}
	return most;
}

/* Of the contest's worst pair. */
static int64_t
size_of(const struct contest *c, const int64_t *seen, double q)
{
	struct tally t;
	struct pairs p = pairs_in(c, &t);
	int64_t most = 0;

	for (size_t i = 0; i < p.n; i++) {
		struct bravo b = bravo_of(&t, p.pair[i]);
		struct bravo_seen s = seen == NULL ? NONE : (struct bravo_seen){
			seen[p.pair[i].winner], seen[p.pair[i].loser] };
		int64_t n = bravo_size(&b, LIMIT, s, q);

		most = n > most ? n : most;
	}
	return most;
}

static void
v13_average_sample_numbers(void **state)
{
	static const int64_t expected[] = { 119, 22, 238, 101, 34, 48, 1769,
		6 };
	static const struct contest landslide = { "landslide", { 1000, 0 }, 2,
		1000, 1 };

	(void)state;
	for (size_t i = 0; i < 8; i++)
		assert_int_equal(asn_of(&contests[i], NULL), expected[i]);
	assert_int_equal(asn_of(&landslide, NULL), 1);
}

static void
v14_sizes(void **state)
{
	static const struct { size_t contest; int64_t size[3]; } rows[] = {
		{ 0, { 184, 244, 351 } }, { 1, { 32, 41, 57 } },
		{ 2, { 368, 488, 702 } }, { 6, { 2837, 3760, 5426 } },
		{ 7, { 7, 8, 11 } },
	};
	static const double q[] = { .7, .8, .9 };

	(void)state;
	for (size_t i = 0; i < sizeof rows / sizeof *rows; i++)
		for (size_t k = 0; k < 3; k++)
			assert_int_equal(size_of(&contests[rows[i].contest],
			    NULL, q[k]), rows[i].size[k]);
}

static void
v14_chances_of_the_average(void **state)
{
	static const struct { size_t contest; int64_t n; int chance; } rows[] = {
		{ 0, 119, 52 }, { 1, 22, 55 }, { 2, 238, 52 }, { 6, 1769, 50 },
		{ 7, 6, 67 },
	};

	(void)state;
	for (size_t i = 0; i < sizeof rows / sizeof *rows; i++) {
		struct tally t;
		struct pairs p = pairs_in(&contests[rows[i].contest], &t);
		struct bravo b = bravo_of(&t, p.pair[0]);

		assert_true(fabs(100 * bravo_chance(&b, LIMIT, NONE,
		    rows[i].n) - rows[i].chance) <= .5);
	}
}

/* Georgia, November 2020, by what was reported on the night: Arlo asks for every ballot. */
static void
v14_a_close_contest_is_counted(void **state)
{
	(void)state;
	assert_true(4 * size_of(&contests[8], NULL, .9) >= 4992420);
}

static void
v15_sizes_with_what_was_seen(void **state)
{
	static const struct { double w, l; struct bravo_seen seen; double q;
		int64_t size; } rows[] = {
		{ .4, .32, { 0, 0 }, .9, 1599 },
		{ .36, .32, { 0, 0 }, .9, 6067 },
		/* Arlo says 2,476: 1,683 / .68 is 2,475, but not in its binary fractions. */
		{ .36, .32, { 0, 0 }, .6, 2475 },
		{ .52, .47, { 0, 0 }, .9, 5657 },
		{ .4, .32, { 0, 0 }, .4, 409 },
		{ .52, .47, { 2923, 2735 }, .9, 2636 },
		{ .52, .47, { 10000, 0 }, .9, 0 },
	};

	(void)state;
	for (size_t i = 0; i < sizeof rows / sizeof *rows; i++) {
		struct bravo b = { rows[i].w, rows[i].l, rows[i].w /
			(rows[i].w + rows[i].l),
			llround(1e6 * (rows[i].w + rows[i].l)), 1000000 };

		assert_int_equal(bravo_size(&b, .1, rows[i].seen, rows[i].q),
		    rows[i].size);
	}
}

static void
v16_p_values(void **state)
{
	static const struct { size_t contest, pair; struct bravo_seen seen;
		double p; } rows[] = {
		{ 0, 0, { 72, 47 }, .07140372947931496 },
		{ 1, 0, { 25, 18 }, 1.0 },
		{ 1, 1, { 25, 5 }, .000738346245650534 },
		{ 2, 0, { 72, 48 }, .0892546618491437 },
		{ 2, 1, { 72, 48 }, .0892546618491437 },
		{ 6, 0, { 1200, 1000 }, .0005615936598345083 },
		{ 7, 0, { 3, 0 }, .134611328125 },
		{ 8, 0, { 2471971, 2457924 }, 2.035688053599178e-09 },
	};

	(void)state;
	for (size_t i = 0; i < sizeof rows / sizeof *rows; i++) {
		struct tally t;
		struct pairs p = pairs_in(&contests[rows[i].contest], &t);
		struct bravo b = bravo_of(&t, p.pair[rows[i].pair]);

		/* Arlo's powers of small numbers have lost some digits with five million factors. */
		assert_true(fabs(bravo_p(&b, rows[i].seen) - rows[i].p) <=
		    1e-8 * rows[i].p);
	}
}

static void
v16_of_two_winners(void **state)
{
	static const struct { size_t contest; int64_t seen[3]; double p[2]; }
	    rows[] = {
		{ 3, { 30, 25, 10 }, { .005340257332066881,
			.04339544791131359 } },
		{ 4, { 72, 55, 30 }, { .00022507601531117146,
			.22175867694606916 } },
		{ 5, { 60, 30, 10 }, { 2.487070415720319e-09,
			.005340257332066881 } },
	};

	(void)state;
	for (size_t i = 0; i < sizeof rows / sizeof *rows; i++) {
		struct tally t;
		struct pairs p = pairs_in(&contests[rows[i].contest], &t);

		assert_int_equal(p.n, 2);
		for (size_t k = 0; k < 2; k++) {
			struct bravo b = bravo_of(&t, p.pair[k]);

			NEAR(bravo_p(&b, (struct bravo_seen){
			    rows[i].seen[p.pair[k].winner],
			    rows[i].seen[p.pair[k].loser] }), rows[i].p[k]);
		}
	}
}

static void
v17_sizes_of_a_second_round(void **state)
{
	static const double q[] = { .7, .8, .9 };
	static const struct { size_t contest; int64_t seen[3], asn, size[3]; }
	    rows[] = {
		{ 1, { 25, 18, 5 }, 42, { 57, 66, 87 } },
		{ 7, { 3, 0, 0 }, 2, { 2, 2, 3 } },
		{ 9, { 200, 120, 200 }, 766, { 877, 954, 1075 } },
	};
	static const int64_t eight[] = { 72, 55, 30 };

	(void)state;
	for (size_t i = 0; i < sizeof rows / sizeof *rows; i++) {
		const struct contest *c = &contests[rows[i].contest];

		assert_int_equal(asn_of(c, rows[i].seen), rows[i].asn);
		for (size_t k = 0; k < 3; k++)
			assert_int_equal(size_of(c, rows[i].seen, q[k]),
			    rows[i].size[k]);
	}
	assert_int_equal(asn_of(&contests[4], eight), 14);
}

static void
v18_average_sample_numbers_of_r2b2(void **state)
{
	static const int64_t winner[] = { 9000, 8000, 7000, 6000, 5500 };
	static const int64_t ten[] = { 8, 14, 31, 119, 470 };
	static const int64_t five[] = { 9, 17, 39, 154, 608 };

	(void)state;
	for (size_t i = 0; i < 5; i++) {
		double w = (double)winner[i] / 10000;
		struct bravo b = { w, 1 - w, w, 10000, 10000 };

		assert_int_equal(bravo_asn(&b, .1, NONE), ten[i]);
		assert_int_equal(bravo_asn(&b, .05, NONE), five[i]);
	}
}

static void
v19_looked_at_in_order(void **state)
{
	static const double share[] = { .7, .65, .6, .58, .55 };
	static const int64_t expected[] = { 60, 108, 244, 381, 974 };

	(void)state;
	for (size_t i = 0; i < 5; i++)
		assert_int_equal(bravo_in_order(share[i], .1, .9, 100000),
		    expected[i]);
}

static void
v19_looked_at_by_rounds(void **state)
{
	(void)state;
	assert_int_equal(bravo_least(.6, .1, 100), 61);
	assert_int_equal(bravo_least(.6, .1, 200), 116);
	assert_int_equal(bravo_least(.6, .1, 400), 226);
}

static void
v26_bayesian_rounds(void **state)
{
	static const int64_t ten[] = { 120, 230, 443, 863, 1691, 3331, 6585,
		13049, 25897 };
	static const int64_t five[] = { 122, 232, 447, 868, 1698, 3339, 6596,
		13063, 25913 };
	static const int64_t half[] = { 127, 239, 456, 880, 1715, 3363, 6627,
		13103, 25957 };
	struct brla b = { 100000 };

	(void)state;
	for (size_t i = 0; i < 9; i++) {
		int64_t n = INT64_C(200) << i;

		assert_int_equal(brla_least(&b, .1, n), ten[i]);
		assert_int_equal(brla_least(&b, .05, n), five[i]);
		assert_int_equal(brla_least(&b, .005, n), half[i]);
	}
}

/* From sums of exact fractions over every number of votes. */
static void
risks_of_the_bayesian_audit(void **state)
{
	static const struct { int64_t ballots, n, k; double risk; } of[] = {
		{ 101, 10, 6, .6065322829954186 },
		{ 1000, 1, 0, .66711140760507 },
		{ 1000, 200, 120, .04067416821112117 },
		{ 1000, 200, 80, .9828867701320018 },
		{ 1000, 1000, 501, 0 },
		{ 20000, 1500, 800, .30511091089864123 },
	};

	(void)state;
	for (size_t i = 0; i < sizeof of / sizeof *of; i++)
		NEAR(brla_risk(&(struct brla){ of[i].ballots }, of[i].n,
		    of[i].k), of[i].risk);
}

static void
nobody_asks_for_more_ballots_than_there_are(void **state)
{
	struct bravo b = { .501, .499, .501, 100000, 100000 };

	(void)state;
	assert_int_equal(bravo_size(&b, .1, NONE, .9), 100000);
	assert_int_equal(bravo_asn(&b, .1, NONE), 100000);
}

int
main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(v13_average_sample_numbers),
		cmocka_unit_test(v14_sizes),
		cmocka_unit_test(v14_chances_of_the_average),
		cmocka_unit_test(v14_a_close_contest_is_counted),
		cmocka_unit_test(v15_sizes_with_what_was_seen),
		cmocka_unit_test(v16_p_values),
		cmocka_unit_test(v16_of_two_winners),
		cmocka_unit_test(v17_sizes_of_a_second_round),
		cmocka_unit_test(v18_average_sample_numbers_of_r2b2),
		cmocka_unit_test(v19_looked_at_in_order),
		cmocka_unit_test(v19_looked_at_by_rounds),
		cmocka_unit_test(v26_bayesian_rounds),
		cmocka_unit_test(risks_of_the_bayesian_audit),
		cmocka_unit_test(nobody_asks_for_more_ballots_than_there_are),
	};

	return cmocka_run_group_tests(tests, NULL, forget);
}
