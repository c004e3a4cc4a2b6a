/* SPDX-License-Identifier: Apache-2.0 */
#include <setjmp.h>
#include <stdarg.h>
#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>
#include <string.h>
#include <cmocka.h>

#include "base/arena.h"
#include "base/err.h"

#include "audit/assertions.h"
#include "audit/dhondt.h"

static const char *const party[] = { "red", "blue", "green" };
static const int64_t votes[] = { 10000, 6000, 1500 };

static struct tally
chamber(int64_t seats, struct ratio threshold)
{
	return (struct tally){ .contest = "council", .choice = party,
		.votes = votes, .choices = 3, .ballots = 17500,
		.votes_allowed = 1, .winners = seats, .kind = CHOICE_DHONDT,
		.threshold = threshold };
}

static void
expect_seats(const struct tally *t, const int64_t *seats, bool green)
{
	struct arena a = { 0 };
	struct dhondt d;
	struct err e;

	assert_true(dhondt_seats(&a, t, &d, &e));
	for (size_t i = 0; i < 3; i++)
		assert_int_equal(d.seats[i], seats[i]);
	assert_int_equal(d.qualifies[2], green);
	assert_false(d.tied);
	arena_free(&a);
}

/* rlauxe at d465bfd, TestDhondtContest.kt. */
static void
v61_eight_seats(void **state)
{
	struct tally t = chamber(8, (struct ratio){ 1, 20 });

	(void)state;
	expect_seats(&t, (const int64_t[]){ 5, 3, 0 }, true);
}

/* With eleven seats 1,500 is above 10,000 / 7 = 1,429. */
static void
who_is_above_the_threshold_can_win_the_next_seat(void **state)
{
	struct tally t = chamber(11, (struct ratio){ 1, 20 });

	(void)state;
	expect_seats(&t, (const int64_t[]){ 6, 4, 1 }, true);
	t.threshold = (struct ratio){ 1, 10 };
	expect_seats(&t, (const int64_t[]){ 7, 4, 0 }, false);
}

/* 6,000 / 4 is 1,500 too; and of two votes to one the second seat. */
static void
the_last_seat_can_be_tied(void **state)
{
	static const int64_t alike[] = { 100, 50, 0 };
	struct tally t = chamber(2, (struct ratio){ 0, 1 });
	struct arena a = { 0 };
	struct dhondt d;
	struct err e;

	(void)state;
	t.votes = alike;
	assert_true(dhondt_seats(&a, &t, &d, &e));
	assert_true(d.tied);
	t = chamber(10, (struct ratio){ 1, 20 });
	assert_true(dhondt_seats(&a, &t, &d, &e));
	assert_true(d.tied);
	arena_free(&a);
}

/* Every winner's last seat against every loser's next, and the thresholds of all three. */
static void
claims_of_seats(void **state)
{
	struct tally t = chamber(8, (struct ratio){ 1, 20 });
	struct arena a = { 0 };
	struct assertions all;
	struct err e;
	size_t above = 0, quotient = 0;

	(void)state;
	assert_true(assertions_of(&a, &t, &all, &e));
	for (size_t i = 0; i < all.n; i++) {
		above += all.item[i].kind == ASSERTION_ABOVE;
		quotient += all.item[i].kind == ASSERTION_QUOTIENT;
		assert_true(all.item[i].excess > 0);
	}
	assert_true(above >= 2);
	/* red 5 and blue 3 against the next seat of the others: red 6, blue 4, green 1 */
	assert_int_equal(quotient, 4);
	arena_free(&a);
}

int
main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(v61_eight_seats),
		cmocka_unit_test(who_is_above_the_threshold_can_win_the_next_seat),
		cmocka_unit_test(the_last_seat_can_be_tied),
		cmocka_unit_test(claims_of_seats),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
