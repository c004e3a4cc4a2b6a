/* SPDX-License-Identifier: Apache-2.0 */
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

#include "audit/simulate.h"

static const double VALUES[] = { 1 / 1.95, .5 / 1.95, 0 };
static const int64_t COUNTS[] = { 9970, 20, 10 };

static struct mart_rule
comparison(void)
{
	return mart_bet((struct mart_null){ .5, 2 / 1.95, 10000 }, 1.5);
}

static void
sizes(uint64_t from, uint64_t to, int64_t *out)
{
	struct mart_rule r = comparison();
	struct simulate s = { .rule = &r, .of = { VALUES, COUNTS, 3 },
		.alpha = .05, .seed = 11 };
	struct arena a = { 0 };
	struct err e;

	if (!simulate_sizes(&a, &s, (struct simulate_part){ from, to }, out,
	    &e))
		fail_msg("%s", e.text);
	arena_free(&a);
}

static void
v46_tiled_sample_sizes(void **state)
{
	static const double one[] = { 1 }, less[] = { .75 };
	struct mart_null null = { .5, 1, 1000 };
	struct mart_rule alpha = mart_alternative(null, .75);
	struct mart_rule wald = mart_kaplan(MART_KAPLAN_WALD, null, .1);
	const struct {
		const struct mart_rule *r;
		const double *x;
		int64_t want;
	} t[] = { { &alpha, one, 8 }, { &alpha, less, 14 }, { &wald, one, 5 },
		{ &wald, less, 9 } };
	struct err e;

	(void)state;
	for (size_t i = 0; i < 4; i++) {
		int64_t size;

		assert_true(simulate_tiled(t[i].r, (struct mart_sample){
		    t[i].x, 1 }, .05, &size, &e));
		assert_int_equal(size, t[i].want);
	}
}

static void
parts_put_together_are_the_whole(void **state)
{
	int64_t whole[100], parts[100];

	(void)state;
	sizes(0, 100, whole);
	sizes(60, 100, parts + 60);
	sizes(0, 60, parts);
	assert_memory_equal(whole, parts, sizeof whole);
}

/* Without errors there is nothing to draw by lot: all sizes are the formula's, but for the cards used up. */
static void
without_errors_all_sizes_are_the_formula(void **state)
{
	static const double x[] = { 1 / 1.9 };
	static const int64_t cards[] = { 100000000 };
	struct mart_rule r = mart_bet((struct mart_null){ .5, 2 / 1.9,
	    cards[0] }, 1.8);
	struct simulate s = { .rule = &r, .of = { x, cards, 1 }, .alpha = .05 };
	struct arena a = { 0 };
	int64_t size[3];
	struct err e;

	(void)state;
	assert_true(simulate_sizes(&a, &s, (struct simulate_part){ 0, 3 },
	    size, &e));
	for (int i = 0; i < 3; i++)
		assert_int_equal(size[i], simulate_formula(
		    (struct simulate_formula){ .05, 1.8, 1 / 1.9, .5 }));
	arena_free(&a);
}

/* Mean size against a plain shuffle of all cards, tested in full. */
static void
drawing_from_counts_is_drawing_cards(void **state)
{
	enum { RUNS = 2000 };
	static int64_t size[RUNS];
	struct simulate_said said;

	(void)state;
	sizes(0, RUNS, size);
	said = simulate_say(size, RUNS, 10000);
	assert_int_equal(said.missed, 0);
	assert_true(said.q50 <= said.q80 && said.q80 <= said.q90 &&
	    said.q90 <= said.q99);
	/* A draw without error adds .01913, one vote -.48, two -1.39. */
	assert_true(said.q50 >= 157);
	assert_true(said.mean > 157 && said.mean < 260);
}

static void
quantiles_keep_so_many_within(void **state)
{
	int64_t size[] = { 9, 1, 2, 3, 4, 5, 6, 7, 8, 10 };
	struct simulate_said said = simulate_say(size, 10, 9);

	(void)state;
	assert_int_equal(said.missed, 1);
	assert_int_equal(said.q50, 5);
	assert_int_equal(said.q80, 8);
	assert_int_equal(said.q90, 9);
	assert_int_equal(said.q99, 9);
	assert_true(said.mean == 5.4);
	assert_int_equal(simulate_say(size, 0, 9).runs, 0);
}

static void
rates_become_counts_of_all_cards(void **state)
{
	static const struct kelly_value v[] = { { 1, 0 }, { .5, .002 },
		{ 0, .00055 } };
	int64_t count[3];

	(void)state;
	simulate_counts(v, 3, 1000, count);
	assert_int_equal(count[0], 997);
	assert_int_equal(count[1], 2);
	assert_int_equal(count[2], 1);
}

static void
cards_that_are_not_there_are_refused(void **state)
{
	static const int64_t wrong[] = { 9970, 20, 9 };
	struct mart_rule r = comparison();
	struct simulate s = { .rule = &r, .of = { VALUES, wrong, 3 },
		.alpha = .05 };
	struct arena a = { 0 };
	int64_t size[1];
	struct err e;

	(void)state;
	assert_false(simulate_sizes(&a, &s, (struct simulate_part){ 0, 1 },
	    size, &e));
	assert_non_null(strstr(e.text, "found 9999 cards, expected 10000"));
	arena_free(&a);
}

int
main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(v46_tiled_sample_sizes),
		cmocka_unit_test(parts_put_together_are_the_whole),
		cmocka_unit_test(without_errors_all_sizes_are_the_formula),
		cmocka_unit_test(drawing_from_counts_is_drawing_cards),
		cmocka_unit_test(quantiles_keep_so_many_within),
		cmocka_unit_test(rates_become_counts_of_all_cards),
		cmocka_unit_test(cards_that_are_not_there_are_refused),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
