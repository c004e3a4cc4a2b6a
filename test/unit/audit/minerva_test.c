/* SPDX-License-Identifier: Apache-2.0 */
#include <math.h>
#include <setjmp.h>
#include <stdarg.h>
#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>
#include <stdio.h>
#include <cmocka.h>

#include "audit/minerva.h"

#define NEAR(x, y) assert_true(fabs((x) - (y)) <= 1e-12 * fabs(y))
#define ALMOST(x, y, by) assert_true(fabs((x) - (y)) <= (by))

static const int64_t rounds[] = { 193, 332, 587 };

static void
expect(struct minerva_rule rule, const int64_t least[3], const double risk[3],
    double by)
{
	struct minerva m;

	minerva_open(&m, &rule);
	for (size_t i = 0; i < 3; i++) {
		minerva_round(&m, rounds[i]);
		assert_int_equal(m.least, least[i]);
		ALMOST(m.spent, risk[i], by);
	}
	minerva_close(&m);
}

static void
v20_rounds_of_minerva(void **state)
{
	(void)state;
	expect((struct minerva_rule){ 7700. / 14000, .1, 0 },
	    (const int64_t[]){ 110, 183, 315 },
	    (const double[]){ .0304, .0519, .0752 }, 1e-4);
	expect((struct minerva_rule){ 14000. / 21700, .1, 0 },
	    (const int64_t[]){ 106, 192, 334 },
	    (const double[]){ .09747986766182191, .09761730188280397,
	    .09769509728870938 }, 1e-13);
}

/*
 * The chances that a tie passes are exact fractions, rounded once.  Athena
 * prints .0230642 and .0230667 for the second and third round of the wide
 * margin, which is not the chance of these numbers of votes.
 */
static void
v20_rounds_of_athena(void **state)
{
	(void)state;
	expect((struct minerva_rule){ 7700. / 14000, .1, 1 },
	    (const int64_t[]){ 110, 183, 315 },
	    (const double[]){ .0304, .0519, .0752 }, 1e-4);
	expect((struct minerva_rule){ 14000. / 21700, .1, 1 },
	    (const int64_t[]){ 111, 191, 337 },
	    (const double[]){ .021787039242779648, .02301337432955225,
	    .0230650155348 }, 1e-13);
}

static void
v21_rounds_of_a_wide_margin(void **state)
{
	static const int64_t votes[] = { 100, 200, 400 };
	static const int64_t least[] = { 58, 113, 221 };
	struct minerva m;
	int64_t k;

	(void)state;
	minerva_open(&m, &(struct minerva_rule){ .6, .1, 0 });
	for (size_t i = 0; i < 3; i++) {
		minerva_round(&m, votes[i]);
		assert_int_equal(m.least, least[i]);
	}
	minerva_close(&m);
	(void)minerva_chance(.6, .1, 100, &k);
	assert_int_equal(k, 58);
}

/* Ballots that have so many votes for both. */
static int64_t
ballots(int64_t votes, int64_t both, int64_t all)
{
	return (votes * all + both - 1) / both;
}

static void
v22_sizes(void **state)
{
	static const double q[] = { .7, .8, .9 };
	static const struct { int64_t w, l, all, size[3]; } rows[] = {
		{ 600, 400, 1200, { 134, 166, 215 } },
		{ 600, 200, 900, { 20, 25, 35 } },
		{ 100, 1, 101, { 4, 4, 4 } },
		{ 300, 200, 1000, { 222, 276, 358 } },
		{ 5076, 4925, 10001, { 17663, 22233, 30319 } },
		{ 502000, 498000, 1000000, { 250047, 315475, 429778 } },
		{ 400, 200, 1100, { 79, 87, 114 } },
	};

	(void)state;
	for (size_t i = 0; i < sizeof rows / sizeof *rows; i++)
		for (size_t k = 0; k < 3; k++) {
			int64_t both = rows[i].w + rows[i].l;
			double share = (double)rows[i].w / (double)both;

			assert_int_equal(ballots(minerva_size(share, .1, q[k]),
			    both, rows[i].all), rows[i].size[k]);
		}
}

static void
v22_sizes_of_a_close_margin_by_halving(void **state)
{
	(void)state;
	assert_int_equal(minerva_size_by_halving(.502, .1, .7), 250632);
	assert_int_equal(minerva_size_by_halving(.502, .1, .8), 315749);
	/* The peer's 430,133 is another size at which the chance first reaches .9. */
	assert_int_equal(minerva_size_by_halving(.502, .1, .9), 430397);
	for (size_t i = 0; i < 2; i++) {
		int64_t n = i == 0 ? 430133 : 430397;

		assert_true(minerva_chance(.502, .1, n, NULL) >= .9);
		assert_true(minerva_chance(.502, .1, n - 1, NULL) < .9);
	}
}

/* Votes of a winner and a loser, reported and in each round. */
static double
risk_after(int64_t w, int64_t l, const int64_t (*seen)[2], size_t n)
{
	struct minerva m;
	int64_t votes = 0, winner = 0;
	double risk;

	minerva_open(&m, &(struct minerva_rule){ (double)w / (double)(w + l),
		.1, 0 });
	for (size_t i = 0; i < n; i++) {
		votes += seen[i][0] + seen[i][1];
		winner += seen[i][0];
		minerva_round(&m, votes);
	}
	risk = minerva_risk(&m, winner);
	minerva_close(&m);
	return risk;
}

static void
v23_p_values(void **state)
{
	static const int64_t one[][2] = { { 40, 40 }, { 70, 30 } };
	static const int64_t two[][2] = { { 56, 40 } };
	static const int64_t three[][2] = { { 40, 18 } };
	static const int64_t four[][2] = { { 30, 30 }, { 50, 25 } };
	static const int64_t five[][2] = { { 276, 234 } };
	static const int64_t six[][2] = { { 5100, 4990 }, { 5100, 4900 } };

	(void)state;
	NEAR(risk_after(600, 400, one, 2), .006382031505998192);
	NEAR(risk_after(600, 400, two, 1), .0933945799801079);
	NEAR(risk_after(600, 400, one, 1), .5596434615209632);
	NEAR(risk_after(400, 200, three, 1), .0064653703790821795);
	NEAR(risk_after(400, 200, four, 1), .552702598296842);
	NEAR(risk_after(400, 200, four, 2), .083535346859948);
	NEAR(risk_after(1270718, 978667, five, 1), .039858047805999164);
	/* The peer's sums of ten thousand chances are right to nine digits. */
	ALMOST(risk_after(5100000, 4900000, six, 1), .16896200608647848, 1e-10);
	ALMOST(risk_after(5100000, 4900000, six, 2), .03907953348498701, 1e-10);
}

/* Its own test is skipped by the peer: it takes more than a minute there. */
static void
v23_two_rounds_of_a_hundred_thousand(void **state)
{
	static const int64_t seen[][2] = { { 50100, 49900 },
		{ 51000, 49000 } };

	(void)state;
	ALMOST(risk_after(5100000, 4900000, seen, 2), .0016102827517693026,
	    1e-13);
}

static void
v25_p_values_of_providence(void **state)
{
	static const struct minerva_seen seen[] = { { 100, 54 },
		{ 200, 109 } };
	double share = 450. / 850;

	(void)state;
	NEAR(providence_risk(share, seen, 2), .3614293635757271);
	for (int64_t k = 50; k < 80; k += 3) {
		const struct minerva_seen one = { 100, k };
		int64_t first[][2] = { { k, 100 - k } };

		NEAR(providence_risk(share, &one, 1), risk_after(450, 400,
		    (const int64_t (*)[2])first, 1));
	}
	assert_true(providence_risk(share, seen, 0) == 1);
}

/*
 * r2b2 says 173, 17,270 and 103,467, Arlo's own expectations 179, 17,272 and
 * 103,483: the chance is no steady function of the size, and what is found
 * depends on where one begins to halve.  Ours is the least size of all.
 */
static void
v25_sizes_of_providence_are_the_least(void **state)
{
	static const struct { double w, l, q; int64_t theirs; } rows[] = {
		{ 60000, 40000, .7, 106 }, { 60000, 40000, .8, 136 },
		{ 60000, 40000, .9, 173 }, { 51000, 49000, .7, 10035 },
		{ 51000, 49000, .8, 12694 }, { 51000, 49000, .9, 17270 },
		{ 5040799, 4959201, .9, 103467 },
	};

	(void)state;
	for (size_t i = 0; i < sizeof rows / sizeof *rows; i++) {
		double share = rows[i].w / (rows[i].w + rows[i].l);
		int64_t n = providence_size(share, .1, rows[i].q,
		    (struct minerva_seen){ 0, 0 });

		assert_true(n <= rows[i].theirs);
		assert_true((double)n > .93 * (double)rows[i].theirs);
		assert_true(minerva_chance(share, .1, n, NULL) >= rows[i].q);
	}
	for (int64_t n = 1; n < 173; n++)
		assert_true(minerva_chance(.6, .1, n, NULL) < .9);
	assert_int_equal(providence_size(.6, .1, .9, (struct minerva_seen){ 0,
	    0 }), 173);
}

static void
a_round_that_goes_well_needs_fewer(void **state)
{
	struct minerva_seen well = { 50, 32 }, badly = { 50, 24 };

	(void)state;
	assert_true(providence_size(.6, .1, .9, well) <
	    providence_size(.6, .1, .9, badly));
	assert_int_equal(providence_size(.6, .1, .9,
	    (struct minerva_seen){ 50, 50 }), 0);
}

int
main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(v20_rounds_of_minerva),
		cmocka_unit_test(v20_rounds_of_athena),
		cmocka_unit_test(v21_rounds_of_a_wide_margin),
		cmocka_unit_test(v22_sizes),
		cmocka_unit_test(v22_sizes_of_a_close_margin_by_halving),
		cmocka_unit_test(v23_p_values),
		cmocka_unit_test(v23_two_rounds_of_a_hundred_thousand),
		cmocka_unit_test(v25_p_values_of_providence),
		cmocka_unit_test(v25_sizes_of_providence_are_the_least),
		cmocka_unit_test(a_round_that_goes_well_needs_fewer),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
