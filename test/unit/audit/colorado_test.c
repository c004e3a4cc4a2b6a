/* SPDX-License-Identifier: Apache-2.0 */
#include <math.h>
#include <setjmp.h>
#include <stdarg.h>
#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>
#include <cmocka.h>

#include "base/err.h"

#include "audit/colorado.h"

static struct supersimple
opened(struct ratio margin, double limit, double gamma)
{
	struct supersimple s;
	struct err e;

	assert_true(supersimple_open(&s, margin, 1000000, limit, &e));
	supersimple_gamma(&s, gamma);
	return s;
}

/* ColoradoRLA at 58d33a7, AuditTest.java; Stark 2010, table 3: to three digits. */
static void
v31_sizes_and_p_values(void **state)
{
	struct supersimple half = opened((struct ratio){ 1, 20 }, .5, 1.2);
	struct supersimple two = opened((struct ratio){ 1, 50 }, .1, 1.01);
	static const struct { struct supersimple_seen seen; double p; } row[] = {
		{ { .draws = 500 }, .007 },
		{ { .draws = 500, .over1 = 3 }, .054 },
		{ { .draws = 500, .over2 = 1 }, .698 },
		{ { .draws = 500, .over2 = 2 }, 1 },
	};

	(void)state;
	assert_int_equal(colorado_optimistic(&half,
	    &(struct supersimple_seen){ 0 }), 34);
	for (size_t i = 0; i < sizeof row / sizeof row[0]; i++)
		if (fabs(colorado_p(&two, &row[i].seen) - row[i].p) > .0005)
			fail_msg("row %zu: %.5f", i, colorado_p(&two,
			    &row[i].seen));
}

/* Stark 2010, equation 10: an understatement counts here, and not with Arlo. */
static void
understatements_shorten_it(void **state)
{
	struct supersimple s = opened((struct ratio){ 1, 50 }, .1, 1.01);
	struct supersimple_seen clean = { .draws = 500 };
	struct supersimple_seen under = { .draws = 500, .under1 = 2 };

	(void)state;
	assert_true(colorado_p(&s, &under) < colorado_p(&s, &clean));
	assert_true(supersimple_p(&s, &under) == supersimple_p(&s, &clean));
	assert_true(colorado_optimistic(&s, &under) <
	    colorado_optimistic(&s, &clean));
}

static void
errors_that_go_on_take_more(void **state)
{
	struct supersimple s = opened((struct ratio){ 1, 50 }, .1, 1.01);
	struct supersimple_seen seen = { .draws = 100, .over1 = 5 };
	int64_t first = colorado_optimistic(&s, &seen);

	(void)state;
	assert_int_equal(colorado_estimated(&s, &seen),
	    first + (first * 5 + 99) / 100);
	seen.over1 = 0;
	assert_int_equal(colorado_estimated(&s, &seen),
	    colorado_optimistic(&s, &seen));
}

/* What was not found is as bad as the record allows. */
static void
paper_that_is_not_there(void **state)
{
	static const int16_t winner[] = { 1, 0 }, loser[] = { 0, 1 };
	static struct pair beats[] = { { .winner = 0, .loser = 1 } };
	struct pairs p = { .pair = beats, .n = 1 };
	struct overstatement_card c = { .cvr = { .mark = winner, .choices = 2 },
		.paper = { .choices = 2, .flags = CARD_MISSING }, .times = 1 };

	(void)state;
	assert_int_equal(colorado_votes(&p, &c, 1), 2);
	c.cvr.mark = loser;
	assert_int_equal(colorado_votes(&p, &c, 1), 1);
	c.cvr.flags = CARD_MISSING;
	c.paper = (struct card){ .mark = winner, .choices = 2 };
	assert_int_equal(colorado_votes(&p, &c, 1), 2);
}

int
main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(v31_sizes_and_p_values),
		cmocka_unit_test(understatements_shorten_it),
		cmocka_unit_test(errors_that_go_on_take_more),
		cmocka_unit_test(paper_that_is_not_there),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
