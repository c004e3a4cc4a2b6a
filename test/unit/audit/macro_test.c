/* SPDX-License-Identifier: Apache-2.0 */
#include <math.h>
#include <setjmp.h>
#include <stdarg.h>
#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>
#include <string.h>
#include <cmocka.h>

#include "audit/draw_batches.h"
#include "audit/macro.h"
#include "base/arena.h"
#include "base/err.h"

static struct arena a;

static int
forget(void **state)
{
	(void)state;
	arena_free(&a);
	return 0;
}

#define NEAR(x, y) assert_true(fabs((x) - (y)) <= 1e-12 * fabs(y))

static struct macro
open(const struct tally *t, struct macro_apart apart)
{
	struct macro m;
	struct err e = { 0 };

	assert_true(macro_open(&a, t, apart, &m, &e));
	return m;
}

/* Two kinds of batch; the second half as large as the first. */
struct three {
	const struct tally *t;
	int64_t             votes[2], ballots;
	int64_t             n;	/* of each kind */
};

static const char *const ids[] = { "one", "two", "three" };
static const int64_t a_votes[] = { 60000, 54000 };
static const int64_t b_votes[] = { 30000, 24000 };
static const int64_t c_votes[] = { 18000, 12600 };
static const struct tally a_tally = { .contest = "a", .choice = ids,
	.votes = a_votes, .choices = 2, .ballots = 120000, .votes_allowed = 1,
	.winners = 1 };
static const struct tally b_tally = { .contest = "b", .choice = ids,
	.votes = b_votes, .choices = 2, .ballots = 60000, .votes_allowed = 1,
	.winners = 1 };
static const struct tally c_tally = { .contest = "c", .choice = ids,
	.votes = c_votes, .choices = 2, .ballots = 36000, .votes_allowed = 1,
	.winners = 1 };
static const struct three a_batches = { &a_tally, { 200, 180 }, 400, 200 };
static const struct three b_batches = { &b_tally, { 200, 160 }, 400, 100 };
static const struct three c_batches = { &c_tally, { 200, 140 }, 400, 60 };

static struct dec28
bound_of(const struct three *x, struct dec28 *large, struct dec28 *small)
{
	struct macro m = open(x->t, (struct macro_apart){ 0, 0 });
	int64_t half[] = { x->votes[0] / 2, x->votes[1] / 2 };
	struct dec28 all = dec28_of(0);

	*large = macro_bound(&m, x->votes, x->ballots);
	*small = macro_bound(&m, half, x->ballots / 2);
	for (int64_t i = 0; i < x->n; i++)
		all = dec28_add(all, dec28_add(*large, *small));
	return all;
}

static void
v33_bounds_and_sizes(void **state)
{
	struct dec28 large, small, all;

	(void)state;
	all = bound_of(&a_batches, &large, &small);
	NEAR(dec28_double(large), .07);
	NEAR(dec28_double(small), .035);
	NEAR(dec28_double(all), 21.0);
	assert_int_equal(macro_size(.25, 0, all, 400), 30);
	all = bound_of(&b_batches, &large, &small);
	NEAR(dec28_double(large), .22 / 3);
	NEAR(dec28_double(all), 11.0);
	assert_int_equal(macro_size(.25, 0, all, 200), 16);
	all = bound_of(&c_batches, &large, &small);
	NEAR(dec28_double(all), 23.0 / 3);
	assert_int_equal(macro_size(.25, 0, all, 120), 11);
}

static void
v33_clean_draws_leave_fewer(void **state)
{
	static const struct three *const x[] = { &a_batches, &b_batches,
		&c_batches };
	static const int64_t left[] = { 26, 12, 7 };

	(void)state;
	for (size_t i = 0; i < 3; i++) {
		struct dec28 large, small, all = bound_of(x[i], &large, &small);
		double log_p = 4 * macro_draw(all, large, dec28_of(0));

		assert_int_equal(macro_size(.25, log_p, all, 400), left[i]);
	}
}

/* Ten votes that change sides are exactly one twenty-first of what could be wrong. */
static void
v33_an_error_of_the_mean_changes_nothing(void **state)
{
	static const int64_t found[] = { 190, 190 };
	struct macro m = open(&a_tally, (struct macro_apart){ 0, 0 });
	struct dec28 large, small, all = bound_of(&a_batches, &large, &small);
	double log_p = 4 * macro_draw(all, large, dec28_of(0));

	(void)state;
	log_p += 5 * macro_draw(all, large, macro_error(&m, a_batches.votes,
	    found));
	assert_int_equal(macro_size(.25, log_p, all, 400), 26);
}

static void
v33_a_small_contest(void **state)
{
	static const int64_t votes[] = { 400, 100 }, one[] = { 40, 10 };
	static const struct tally t = { .contest = "small", .choice = ids,
		.votes = votes, .choices = 2, .ballots = 500,
		.votes_allowed = 1, .winners = 1 };
	struct macro m = open(&t, (struct macro_apart){ 0, 0 });
	struct dec28 all = dec28_of(0);

	(void)state;
	for (int i = 0; i < 10; i++)
		all = dec28_add(all, macro_bound(&m, one, 50));
	assert_int_equal(macro_size(.25, 0, all, 10), 4);
}

static void
v34_p_values(void **state)
{
	struct dec28 large, small, all = bound_of(&a_batches, &large, &small);

	(void)state;
	NEAR(exp(30 * macro_draw(all, large, dec28_of(0))),
	    pow(20.0 / 21, 30));
	all = bound_of(&b_batches, &large, &small);
	NEAR(exp(30 * macro_draw(all, small, dec28_of(0))),
	    pow(10.0 / 11, 30));
	all = bound_of(&c_batches, &large, &small);
	NEAR(exp(36 * macro_draw(all, large, dec28_of(0))),
	    pow(20.0 / 23, 36));
	NEAR(exp(39 * macro_draw(all, large, dec28_of(0))),
	    pow(20.0 / 23, 39));
}

static const int64_t d_votes[] = { 200, 100, 50 };
static const int64_t d_batch[4][3] = { { 60, 40, 0 }, { 0, 60, 40 },
	{ 90, 0, 10 }, { 50, 0, 0 } };
static const int64_t d_ballots[4] = { 100, 100, 100, 50 };
static const struct tally d_tally = { .contest = "d", .choice = ids,
	.votes = d_votes, .choices = 3, .ballots = 350, .votes_allowed = 1,
	.winners = 1 };

static struct dec28
d_bounds(const struct macro *m, struct dec28 bound[4])
{
	for (size_t i = 0; i < 4; i++)
		bound[i] = macro_bound(m, d_batch[i], d_ballots[i]);
	return draw_batches_sum(bound, 4);
}

static void
v35_ballots_that_are_pending_could_be_anything(void **state)
{
	static const int64_t found[] = { 90, 2, 10 };
	struct macro m = open(&d_tally, (struct macro_apart){ 2, 0 });
	struct dec28 bound[4], all = d_bounds(&m, bound);
	char text[DEC28_TEXT];
	double log_p = 0;

	(void)state;
	assert_string_equal(dec28_text(text, all),
	    "4.591836734693877551020408163");
	for (size_t i = 0; i < 3; i++)
		log_p += macro_draw(all, bound[i], dec28_of(0));
	NEAR(exp(log_p), .47861956652949245);
	log_p = 2 * macro_draw(all, bound[0], dec28_of(0)) + macro_draw(all,
	    bound[2], macro_error(&m, d_batch[2], found));
	NEAR(exp(log_p), .48371126404576364);
}

static void
v35_so_could_those_in_no_batch(void **state)
{
	struct macro plain = open(&d_tally, (struct macro_apart){ 0, 0 });
	struct macro less = open(&d_tally, (struct macro_apart){ 0, 1 });
	static const int64_t all_but_one[] = { 199, 100, 50 };
	struct dec28 bound[4], all = d_bounds(&plain, bound);
	double log_p = 0;

	(void)state;
	NEAR(dec28_double(all), 4.5);
	for (size_t i = 0; i < 3; i++)
		log_p += macro_draw(all, bound[i], dec28_of(0));
	NEAR(exp(log_p), .47050754458161864);
	assert_int_equal(macro_missing(&d_tally, all_but_one), 1);
	all = d_bounds(&less, bound);
	NEAR(dec28_double(all), 4.5 / .99);
	log_p = 3 * macro_draw(all, bound[0], dec28_of(0));
	NEAR(exp(log_p), .474552);
}

static void
v36_a_batch_that_could_be_no_worse_ends_all_hope(void **state)
{
	static const int64_t found[] = { 0, 100, 0 };
	struct macro m = open(&d_tally, (struct macro_apart){ 0, 0 });
	struct dec28 bound[4], all = d_bounds(&m, bound);

	(void)state;
	assert_true(macro_draw(all, bound[3], macro_error(&m, d_batch[3],
	    (const int64_t[]){ 0, 50, 0 })) == INFINITY);
	assert_true(macro_draw(all, bound[0], macro_error(&m, d_batch[0],
	    found)) == INFINITY);
}

/* Batches counted together: their sums are compared, against the bound of one. */
static void
v36_of_combined_batches_the_sum_counts(void **state)
{
	static const int64_t sum[] = { 60, 100, 40 }, found[] = { 57, 103, 40 };
	struct macro m = open(&d_tally, (struct macro_apart){ 0, 0 });
	struct dec28 bound[4], all = d_bounds(&m, bound);
	double taint = 6.0 / 100 / 1.2;

	(void)state;
	NEAR(dec28_double(bound[0]), 1.2);
	NEAR(macro_draw(all, bound[0], macro_error(&m, sum, found)),
	    log1p(-1 / 4.5) - log1p(-taint));
}

static void
what_is_apart_can_outweigh_the_margin(void **state)
{
	struct macro m = open(&d_tally, (struct macro_apart){ 100, 0 });

	(void)state;
	assert_true(m.full);
}

static void
a_runoff_state_audits_who_has_no_majority(void **state)
{
	static const int64_t votes[] = { 45, 35, 20 };
	struct tally t = d_tally;
	struct macro m;

	(void)state;
	t.kind = CHOICE_MAJORITY;
	t.threshold = (struct ratio){ 1, 2 };
	t.runoff = true;
	t.votes = votes;
	m = open(&t, (struct macro_apart){ 0, 0 });
	/* Two against the third, and neither above one half. */
	assert_int_equal(m.leads, 4);
	assert_int_equal(m.lead[2].margin, 10);
	assert_int_equal(m.lead[3].margin, 30);
	t.votes = d_votes;
	m = open(&t, (struct macro_apart){ 0, 0 });
	assert_int_equal(m.leads, 3);
	assert_int_equal(m.lead[2].kind, MACRO_ABOVE);
	assert_int_equal(m.lead[2].margin, 50);
}

int
main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(v33_bounds_and_sizes),
		cmocka_unit_test(v33_clean_draws_leave_fewer),
		cmocka_unit_test(v33_an_error_of_the_mean_changes_nothing),
		cmocka_unit_test(v33_a_small_contest),
		cmocka_unit_test(v34_p_values),
		cmocka_unit_test(v35_ballots_that_are_pending_could_be_anything),
		cmocka_unit_test(v35_so_could_those_in_no_batch),
		cmocka_unit_test(v36_a_batch_that_could_be_no_worse_ends_all_hope),
		cmocka_unit_test(v36_of_combined_batches_the_sum_counts),
		cmocka_unit_test(what_is_apart_can_outweigh_the_margin),
		cmocka_unit_test(a_runoff_state_audits_who_has_no_majority),
	};

	return cmocka_run_group_tests(tests, NULL, forget);
}
