/* SPDX-License-Identifier: Apache-2.0 */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <string.h>
#include <cmocka.h>

#include "base/arena.h"
#include "base/err.h"
#include "audit/plan.h"

static const char *const id[] = { "a", "b", "c" };

static struct plan
plan(struct arena *a, const int64_t *votes, int64_t ballots)
{
	struct tally *t = arena_zero(a, 1, sizeof *t);
	struct plan_ask ask = { .tally = t, .limit = { 1, 10 },
		.rates = { { 1, 1000 }, { 1, 10000 }, { 1, 1000 },
		{ 1, 10000 } }, .runs = 200, .seed = 7 };
	struct plan out;
	struct err e;

	*t = (struct tally){ .contest = "x", .choice = id, .choices = 3,
		.votes = votes, .ballots = ballots, .votes_allowed = 1,
		.winners = 1, .threshold = { 0, 1 } };
	if (!plan_make(a, &ask, &out, &e))
		fail_msg("%s", e.text);
	return out;
}

static const struct plan_row *
row(const struct plan *p, enum audit_method m)
{
	for (size_t i = 0; i < p->rows; i++)
		if (p->row[i].method == m)
			return &p->row[i];
	fail_msg("no such row");
	return NULL;
}

/* V27, contest A: 60,000 to 40,000 at 10 %. */
static void
v27_super_simple_asks_for_27(void **state)
{
	const int64_t votes[] = { 60000, 40000, 0 };
	struct arena a = { 0 };
	struct plan p = plan(&a, votes, 100000);

	(void)state;
	assert_int_equal(plan_draws(row(&p, METHOD_SUPERSIMPLE)), 27);
	assert_false(row(&p, METHOD_SUPERSIMPLE)->full);
	arena_free(&a);
}

/* Arlo's BRAVO asks for 3,574,098 ballots of this contest of 100,000. */
static void
no_method_asks_for_more_than_there_are(void **state)
{
	const int64_t votes[] = { 50100, 49900, 0 };
	struct arena a = { 0 };
	struct plan p = plan(&a, votes, 100000);

	(void)state;
	for (size_t i = 0; i < p.rows; i++)
		assert_true(plan_draws(&p.row[i]) <= 100000);
	arena_free(&a);
}

static void
comparison_takes_less_than_polling_and_polling_less_than_all(void **state)
{
	const int64_t votes[] = { 5300, 4500, 200 };
	struct arena a = { 0 };
	struct plan p = plan(&a, votes, 10000);

	(void)state;
	assert_true(plan_draws(row(&p, METHOD_COMPARISON_ALPHA)) <
	    plan_draws(row(&p, METHOD_ALPHA)));
	assert_true(plan_draws(row(&p, METHOD_ALPHA)) <
	    plan_draws(row(&p, METHOD_HAND_TALLY)));
	assert_string_equal(p.says, "a has more votes than b.");
	arena_free(&a);
}

static void
a_tie_has_no_methods(void **state)
{
	const int64_t votes[] = { 5000, 5000, 0 };
	struct arena a = { 0 };
	struct plan p = plan(&a, votes, 10000);

	(void)state;
	assert_int_equal(p.standing, STANDING_TIED);
	assert_int_equal(p.rows, 0);
	arena_free(&a);
}

int
main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(v27_super_simple_asks_for_27),
		cmocka_unit_test(no_method_asks_for_more_than_there_are),
		cmocka_unit_test(
		    comparison_takes_less_than_polling_and_polling_less_than_all),
		cmocka_unit_test(a_tie_has_no_methods),
	};

	return cmocka_run_group_tests_name("plan", tests, NULL, NULL);
}
