/* SPDX-License-Identifier: Apache-2.0 */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <cmocka.h>

#include "base/arena.h"
#include "base/err.h"
#include "base/num.h"
#include "model/ranking.h"

enum { BOB, CANDY, DAN, ELVIS, ANN };

static const struct ranking_rules ends = { RANKING_OVERVOTE_ENDS,
	RANKING_REPEAT_SKIPPED, 0 };

#define COUNT(x) (sizeof (x) / sizeof *(x))
#define RANKED(rules, want, ...) do {					\
	const struct ranking_mark marks_[] = { __VA_ARGS__ };		\
	struct ranking got_;						\
									\
	ranking_of_marks(rules, marks_, COUNT(marks_), &got_);		\
	ranked_is(&got_, want);						\
} while (0)

/* ${want}: a letter a choice. */
static void
ranked_is(const struct ranking *got, const char *want)
{
	static const char letter[] = "BCDEA";
	char said[RANKING_CHOICES + 1] = "";

	for (size_t i = 0; i < got->n; i++)
		said[i] = letter[got->pref[i]];
	assert_string_equal(said, want);
}

static void
v53_irv_vote_rules(void **state)
{
	(void)state;
	RANKED(&ends, "BCD", { 1, BOB }, { 2, CANDY }, { 3, DAN }, { 4, DAN },
	    { 4, ELVIS });
	RANKED(&ends, "BC", { 1, BOB }, { 2, CANDY }, { 3, DAN }, { 4, DAN },
	    { 3, ELVIS });
	RANKED(&ends, "BCDE", { 2, BOB }, { 4, CANDY }, { 5, DAN },
	    { 6, ELVIS });
	RANKED(&ends, "B", { 2, BOB }, { 4, CANDY }, { 4, DAN }, { 5, ELVIS });
}

static void
an_overvoted_rank_may_be_skipped_instead(void **state)
{
	struct ranking_rules rules = ends;

	(void)state;
	rules.overvote = RANKING_OVERVOTE_SKIPPED;
	RANKED(&rules, "BE", { 2, BOB }, { 4, CANDY }, { 4, DAN },
	    { 5, ELVIS });
	/* What stood at the skipped rank was not ranked by it. */
	RANKED(&rules, "BCD", { 1, BOB }, { 2, CANDY }, { 3, DAN },
	    { 3, ELVIS }, { 4, DAN });
	/* Alice and Charlie first: a vote for Bob (Arlo's discrepancy test). */
	RANKED(&rules, "B", { 1, ANN }, { 1, CANDY }, { 2, BOB });
}

static void
two_skipped_ranks_may_end_the_ballot(void **state)
{
	struct ranking_rules rules = ends;
	const struct ranking_mark m[] = { { 2, BOB }, { 5, DAN } };
	struct ranking got;

	(void)state;
	rules.skipped = 2;
	RANKED(&rules, "BC", { 2, BOB }, { 4, CANDY }, { 7, DAN });
	RANKED(&rules, "", { 3, BOB });
	RANKED(&ends, "B", { 3, BOB });
	ranking_of_marks(&rules, m, 2, &got);
	assert_int_equal(got.end, RANKING_END_SKIPPED);
	assert_int_equal(got.end_rank, 4);
}

static void
a_choice_ranked_again_is_skipped_or_ends(void **state)
{
	struct ranking_rules rules = ends;

	(void)state;
	RANKED(&rules, "BC", { 1, BOB }, { 2, BOB }, { 3, CANDY });
	rules.repeat = RANKING_REPEAT_ENDS;
	RANKED(&rules, "B", { 1, BOB }, { 2, BOB }, { 3, CANDY });
	/* The rank of a repeated choice is marked: it is not a skipped one. */
	rules = ends;
	rules.skipped = 1;
	RANKED(&rules, "BC", { 1, BOB }, { 2, BOB }, { 3, CANDY });
	RANKED(&rules, "B", { 1, BOB }, { 3, CANDY });
}

static void
marks_come_in_any_order_and_twice(void **state)
{
	(void)state;
	RANKED(&ends, "CB", { 2, BOB }, { 1, CANDY }, { 2, BOB });
}

static void
rules_are_words(void **state)
{
	enum ranking_overvote v;
	enum ranking_repeat r;

	(void)state;
	for (int i = 0; i < RANKING_OVERVOTES; i++) {
		assert_true(ranking_overvote_parse(ranking_overvote_id(
		    (enum ranking_overvote)i), &v));
		assert_int_equal(v, i);
	}
	for (int i = 0; i < RANKING_REPEATS; i++) {
		assert_true(ranking_repeat_parse(ranking_repeat_id(
		    (enum ranking_repeat)i), &r));
		assert_int_equal(r, i);
	}
	assert_false(ranking_overvote_parse("exhausted", &v));
	assert_false(ranking_repeat_parse("", &r));
}

static void
equal_rankings_are_one_row(void **state)
{
	struct arena a = { 0 };
	struct rankings r = { .choices = 3 };
	int64_t votes[3];
	struct err e;

	(void)state;
	for (int i = 0; i < 500; i++) {
		assert_true(rankings_add(&a, &r, (uint8_t[]){ 2, 0 }, 2, 3,
		    &e));
		assert_true(rankings_add(&a, &r, (uint8_t[]){ 0 }, 1, 1, &e));
		assert_true(rankings_add(&a, &r, NULL, 0, 1, &e));
	}
	assert_int_equal(r.n, 3);
	assert_int_equal(r.total, 2500);
	assert_int_equal(rankings_tally(&r, ranking_all(3), votes), 500);
	assert_int_equal(votes[0], 500);
	assert_int_equal(votes[2], 1500);
	assert_int_equal(rankings_tally(&r, ranking_one(0), votes), 500);
	assert_int_equal(votes[0], 2000);
	assert_int_equal(votes[2], 0);
	assert_int_equal(rankings_ahead(&r, 2, 0), 1500);
	assert_int_equal(rankings_ahead(&r, 0, 2), 500);
	arena_free(&a);
}

static void
many_rankings_are_told_apart(void **state)
{
	struct arena a = { 0 };
	struct rankings r = { .choices = RANKING_CHOICES };
	struct err e;

	(void)state;
	for (int twice = 0; twice < 2; twice++)
		for (uint8_t x = 0; x < RANKING_CHOICES; x++)
			for (uint8_t y = 0; y < RANKING_CHOICES; y++)
				if (x != y)
					assert_true(rankings_add(&a, &r,
					    (uint8_t[]){ x, y }, 2, 1, &e));
	assert_int_equal(r.n, 64 * 63);
	for (size_t i = 0; i < r.n; i++)
		assert_int_equal(r.ballots[i], 2);
	arena_free(&a);
}

static void
what_is_no_ranking_is_refused_by_name(void **state)
{
	struct arena a = { 0 };
	struct rankings r = { .choices = 3 };
	struct err e = { 0 };

	(void)state;
	assert_false(rankings_add(&a, &r, (uint8_t[]){ 1, 3 }, 2, 1, &e));
	assert_string_equal(e.text,
	    "found choice 3 at rank 2, expected one of 3 choices");
	assert_false(rankings_add(&a, &r, (uint8_t[]){ 1, 1 }, 2, 1, &e));
	assert_string_equal(e.text, "found choice 1 a second time at rank 2, "
	    "expected each once");
	assert_false(rankings_add(&a, &r, NULL, 0, -1, &e));
	assert_true(rankings_add(&a, &r, NULL, 0, NUM_MAX_VOTES, &e));
	assert_false(rankings_add(&a, &r, NULL, 0, 1, &e));
	assert_int_equal(r.total, NUM_MAX_VOTES);
	arena_free(&a);
}

int
main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(v53_irv_vote_rules),
		cmocka_unit_test(an_overvoted_rank_may_be_skipped_instead),
		cmocka_unit_test(two_skipped_ranks_may_end_the_ballot),
		cmocka_unit_test(a_choice_ranked_again_is_skipped_or_ends),
		cmocka_unit_test(marks_come_in_any_order_and_twice),
		cmocka_unit_test(rules_are_words),
		cmocka_unit_test(equal_rankings_are_one_row),
		cmocka_unit_test(many_rankings_are_told_apart),
		cmocka_unit_test(what_is_no_ranking_is_refused_by_name),
	};

	return cmocka_run_group_tests_name("ranking", tests, NULL, NULL);
}
