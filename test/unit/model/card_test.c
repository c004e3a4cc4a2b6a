/* SPDX-License-Identifier: Apache-2.0 */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <string.h>
#include <cmocka.h>

#include "model/card.h"

#define RANKS(...) ((const int16_t[]){ __VA_ARGS__ })

static struct card
card(const int16_t *mark, size_t n, unsigned flags)
{
	return (struct card){ .mark = mark, .choices = n, .flags = flags };
}

static void
marks_of_a_card_without_the_contest_are_none(void **state)
{
	struct card c = card(NULL, 3, CARD_LACKS);

	(void)state;
	assert_int_equal(card_marks(&c), 0);
	assert_int_equal(card_mark(&c, 1), 0);
	assert_true(card_first(&c, UINT64_MAX) == CARD_NOBODY);
	c.flags = CARD_MISSING;
	assert_int_equal(card_marks(&c), 0);
}

static void
a_choice_the_card_does_not_know_is_not_marked(void **state)
{
	struct card c = card(RANKS(1, 1), 2, 0);

	(void)state;
	assert_int_equal(card_mark(&c, 1), 1);
	assert_int_equal(card_mark(&c, 2), 0);
}

static void
the_first_is_the_best_ranked_of_those_who_stand(void **state)
{
	struct card c = card(RANKS(3, 1, 0, 2), 4, 0);

	(void)state;
	assert_int_equal(card_first(&c, 0xf), 1);
	assert_int_equal(card_first(&c, 0xd), 3);
	assert_int_equal(card_first(&c, 0x5), 0);
	assert_true(card_first(&c, 0x4) == CARD_NOBODY);
}

static void
the_65th_choice_is_never_first(void **state)
{
	int16_t mark[70] = { 0 };
	struct card c = card(mark, 70, 0);

	(void)state;
	mark[64] = 1;
	mark[63] = 2;
	assert_int_equal(card_first(&c, UINT64_MAX), 63);
}

static void
tidied(const int16_t *from, const int16_t *to)
{
	int16_t mark[5];

	memcpy(mark, from, sizeof mark);
	card_tidy_ranks(mark, 5);
	assert_memory_equal(mark, to, sizeof mark);
}

/* Arlo, test_supersimple_raire.py, test_normalize_cvr and test_discrepancy_validation. */
static void
v60_gaps_close_and_a_rank_given_twice_ends_a_ranking(void **state)
{
	(void)state;
	tidied(RANKS(1, 2, 0, 0, 0), RANKS(1, 2, 0, 0, 0));
	tidied(RANKS(2, 4, 0, 0, 0), RANKS(1, 2, 0, 0, 0));
	tidied(RANKS(1, 2, 2, 0, 0), RANKS(1, 0, 0, 0, 0));
	tidied(RANKS(1, 2, 1, 0, 0), RANKS(0, 0, 0, 0, 0));
	tidied(RANKS(2, 3, 4, 0, 0), RANKS(1, 2, 3, 0, 0));
	tidied(RANKS(1, 3, 3, 4, 2), RANKS(1, 0, 0, 0, 2));
}

static void
a_rank_below_one_is_none(void **state)
{
	(void)state;
	tidied(RANKS(-1, 5, 0, INT16_MAX, 0), RANKS(0, 1, 0, 2, 0));
}

int
main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(marks_of_a_card_without_the_contest_are_none),
		cmocka_unit_test(a_choice_the_card_does_not_know_is_not_marked),
		cmocka_unit_test(the_first_is_the_best_ranked_of_those_who_stand),
		cmocka_unit_test(the_65th_choice_is_never_first),
		cmocka_unit_test(v60_gaps_close_and_a_rank_given_twice_ends_a_ranking),
		cmocka_unit_test(a_rank_below_one_is_none),
	};

	return cmocka_run_group_tests_name("card", tests, NULL, NULL);
}
