/* SPDX-License-Identifier: Apache-2.0 */
/*
 * Sizes and p-values of Arlo's server/tests/audit_math/test_supersimple.py and
 * test_supersimple_raire.py (votingworks/arlo 8d86156).
 */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <stdlib.h>
#include <string.h>
#include <cmocka.h>

#include "base/arena.h"
#include "base/err.h"
#include "audit/assertions.h"
#include "audit/supersimple.h"
#include "close.h"

#define VOTES(...) ((const int64_t[]){ __VA_ARGS__ })
#define MARKS(...) ((const int16_t[]){ __VA_ARGS__ })

static const char *const id[] = { "a", "b", "c", "d" };

/* Contests A to F and the one with two winners, and what Arlo says of each. */
static const struct known {
	int64_t margin, ballots;
	int64_t first, after_one, after_two;
	double  clean, one, two;	/* 5 decimals */
} known[] = {
	{ 20000, 100000, 27, 38, 100000, 0.06507, 0.12543, 1 },
	{  6000,  60000, 54, 76,  60000, 0.06973, 0.13441, 1 },
	{  5400,  36000, 36, 51,  36000, 0.06740, 0.12992, 1 },
	{  2000,  15000, 40, 57,  15000, 0.07048, 0.13585, 1 },
	{ 10000,  10000,  6,  7,     33, 0.01950, 0.03758, 0.51877 },
	{     6,     15, 14, 15,     15, 0.05013, 0.09663, 1 },
	{   200,   1000, 27, 38,   1000, 0.06507, 0.12543, 1 },
};
#define KNOWN (sizeof known / sizeof *known)

static struct supersimple
opened(int64_t margin, int64_t ballots, double limit)
{
	struct supersimple s;
	struct err e = { 0 };

	assert_true(supersimple_open(&s, (struct ratio){ margin, ballots },
	    ballots, limit, &e));
	return s;
}

static void
v27_sizes_without_data(void **state)
{
	(void)state;
	for (size_t i = 0; i < KNOWN; i++) {
		struct supersimple s = opened(known[i].margin,
		    known[i].ballots, 0.1);
		struct supersimple_seen none = { 0 };

		assert_int_equal(supersimple_plan(&s, supersimple_usual),
		    known[i].first);
		assert_int_equal(supersimple_more(&s, &none), known[i].first);
	}
}

/* Arlo prints .12534 for A's one-vote case within 0.001 of what its formula gives, .12543. */
static void
v28_p_values_after_the_first_sample(void **state)
{
	(void)state;
	for (size_t i = 0; i < KNOWN; i++) {
		struct supersimple s = opened(known[i].margin,
		    known[i].ballots, 0.1);
		struct supersimple_seen seen = { .draws = known[i].first };

		assert_printed(supersimple_p(&s, &seen), known[i].clean, 5);
		seen.over1 = 1;
		assert_printed(supersimple_p(&s, &seen), known[i].one, 5);
		seen.over1 = 0;
		seen.over2 = 1;
		assert_printed(supersimple_p(&s, &seen), known[i].two, 5);
	}
}

static void
p_values_are_right_to_the_last_digits(void **state)
{
	struct supersimple s = opened(20000, 100000, 0.1);
	struct supersimple_seen seen = { .draws = 27 };

	(void)state;
	assert_close(supersimple_p(&s, &seen), 0.06507456877787543487401);
	seen.over1 = 1;
	assert_close(supersimple_p(&s, &seen), 0.12543498875549850449385);
}

static void
v29_sizes_after_an_overstatement(void **state)
{
	(void)state;
	for (size_t i = 0; i < KNOWN; i++) {
		struct supersimple s = opened(known[i].margin,
		    known[i].ballots, 0.1);
		int64_t n = known[i].first;
		struct supersimple_seen one = { .draws = n, .over1 = 1 },
		    two = { .draws = n, .over2 = 1 }, clean = { .draws = n };

		assert_int_equal(supersimple_more(&s, &clean), 0);
		assert_int_equal(n + supersimple_more(&s, &one),
		    known[i].after_one);
		assert_int_equal(n + supersimple_more(&s, &two),
		    known[i].after_two);
	}
}

/* Readings of a contest with two choices; the first ${odd} cards have ${paper}. */
static struct supersimple_sample
sample_of(struct arena *a, size_t n, size_t odd, struct card paper)
{
	struct overstatement_card *c = arena_zero(a, n, sizeof *c);
	const struct card winner = { MARKS(1, 0), 2, 0 };
	int16_t *mark = arena_zero(a, 2, sizeof *mark);

	mark[0] = 1;
	for (size_t i = 0; i < n; i++) {
		c[i] = (struct overstatement_card){ "x", winner, winner, 1 };
		c[i].cvr.mark = mark;
		c[i].paper = i < odd ? paper : c[i].cvr;
	}
	return (struct supersimple_sample){ c, n, false };
}

static struct tally
two_choices(const int64_t *votes, int64_t ballots)
{
	return (struct tally){ .contest = "x", .choice = id, .choices = 2,
	    .votes = votes, .ballots = ballots, .votes_allowed = 1,
	    .winners = 1, .threshold = { 0, 1 } };
}

/*
 * Arlo's test writes the blank papers into the records as well, so that its
 * .1201733 is the p-value of 18 draws without a difference.
 */
static void
v30_eighteen_draws_of_twenty_six(void **state)
{
	struct arena a = { 0 };
	struct err e = { 0 };
	struct tally t = two_choices(VOTES(16, 10), 26);
	struct pairs p = pairs_of(&a, &t);
	struct supersimple s = opened(6, 26, 0.1);
	const struct card blank = { MARKS(0, 0), 2, 0 };
	struct supersimple_sample clean = sample_of(&a, 18, 0, blank),
	    two = sample_of(&a, 18, 2, blank);
	struct supersimple_found f;

	(void)state;
	assert_true(supersimple_contest(&s, &p, &clean, &f, &e));
	assert_printed(f.p, 0.1201733, 7);
	assert_int_equal(f.verdict, SUPERSIMPLE_GO_ON);
	assert_true(supersimple_contest(&s, &p, &two, &f, &e));
	assert_close(f.p, 0.4465013546652270174097226375);
	assert_int_equal(f.seen.over1, 2);
	arena_free(&a);
}

static void
v30_all_cards_decide_by_the_leads_on_paper(void **state)
{
	struct arena a = { 0 };
	struct err e = { 0 };
	struct tally t = two_choices(VOTES(16, 10), 26);
	struct pairs p = pairs_of(&a, &t);
	struct supersimple s = opened(6, 26, 0.1);
	const struct card blank = { MARKS(0, 0), 2, 0 };
	struct supersimple_sample two = sample_of(&a, 26, 2, blank),
	    six = sample_of(&a, 26, 6, blank);
	struct supersimple_found f;

	(void)state;
	assert_true(supersimple_contest(&s, &p, &two, &f, &e));
	assert_true(f.p == 0);
	assert_int_equal(f.verdict, SUPERSIMPLE_COUNTED);
	assert_true(supersimple_contest(&s, &p, &six, &f, &e));
	assert_true(f.p == 1);
	assert_int_equal(f.verdict, SUPERSIMPLE_OVERTURNED);
	arena_free(&a);
}

/* Arlo takes ten draws of ten ballots for a full count though five were never seen. */
static void
as_many_draws_as_ballots_are_no_full_count(void **state)
{
	struct arena a = { 0 };
	struct err e = { 0 };
	struct tally t = two_choices(VOTES(5, 4), 10);
	struct pairs p = pairs_of(&a, &t);
	struct supersimple s = opened(1, 10, 0.1);
	const struct card blank = { MARKS(0, 0), 2, 0 };
	struct supersimple_sample five = sample_of(&a, 5, 0, blank);
	struct supersimple_found f;
	struct overstatement_card c[5];

	(void)state;
	memcpy(c, five.card, sizeof c);
	for (size_t i = 0; i < 5; i++)
		c[i].times = 2;
	five.card = c;
	assert_true(supersimple_contest(&s, &p, &five, &f, &e));
	assert_int_equal(f.seen.draws, 10);
	assert_int_equal(f.verdict, SUPERSIMPLE_GO_ON);
	assert_true(f.p > 0.6);
	arena_free(&a);
}

static void
a_card_counts_as_often_as_it_was_drawn(void **state)
{
	struct arena a = { 0 };
	struct err e = { 0 };
	struct tally t = two_choices(VOTES(16, 10), 26);
	struct pairs p = pairs_of(&a, &t);
	struct supersimple s = opened(6, 26, 0.1);
	const struct card other = { MARKS(0, 1), 2, 0 };
	struct supersimple_sample one = sample_of(&a, 4, 1, other);
	struct overstatement_card c[4];
	struct supersimple_found f;
	struct supersimple_seen same = { .draws = 6, .over2 = 3 };

	(void)state;
	memcpy(c, one.card, sizeof c);
	c[0].times = 3;
	one.card = c;
	assert_true(supersimple_contest(&s, &p, &one, &f, &e));
	assert_memory_equal(&f.seen, &same, sizeof same);
	assert_close(f.p, supersimple_p(&s, &same));
	arena_free(&a);
}

static int
votes(struct card cvr, struct card paper)
{
	return supersimple_votes(&cvr, &paper, (struct pair){ 0, 1, 1 });
}

static void
v32_votes_of_a_pair(void **state)
{
	const struct card w = { MARKS(1, 0), 2, 0 }, l = { MARKS(0, 1), 2, 0 },
	    blank = { MARKS(0, 0), 2, 0 }, both = { MARKS(1, 1), 2, 0 },
	    lacks = { NULL, 2, CARD_LACKS }, gone = { NULL, 2, CARD_MISSING };

	(void)state;
	assert_int_equal(votes(w, w), 0);
	assert_int_equal(votes(w, blank), 1);
	assert_int_equal(votes(w, l), 2);
	assert_int_equal(votes(l, w), -2);
	assert_int_equal(votes(l, blank), -1);
	assert_int_equal(votes(lacks, l), 1);
	assert_int_equal(votes(w, lacks), 1);
	assert_int_equal(votes(lacks, lacks), 0);
	assert_int_equal(votes(w, gone), 2);
	assert_int_equal(votes(gone, w), 2);
	assert_int_equal(votes(gone, gone), 2);
	assert_int_equal(votes(gone, lacks), 2);
	assert_int_equal(votes(both, both), 0);
}

static void
v32_records_of_overvotes_and_undervotes_without_choices(void **state)
{
	const struct card o = { MARKS(0, 0, 0), 3, CARD_OVERVOTED },
	    u = { MARKS(0, 0, 0), 3, CARD_UNDERVOTED },
	    w = { MARKS(1, 0, 0), 3, 0 }, l = { MARKS(0, 1, 0), 3, 0 },
	    other = { MARKS(0, 0, 1), 3, 0 }, two = { MARKS(1, 0, 1), 3, 0 },
	    none = { MARKS(0, 0, 0), 3, 0 };

	(void)state;
	assert_int_equal(votes(o, two), 0);
	assert_int_equal(votes(o, l), 1);
	assert_int_equal(votes(o, w), -1);
	assert_int_equal(votes(o, none), 0);
	assert_int_equal(votes(o, other), 0);
	assert_int_equal(votes(u, none), 0);
	assert_int_equal(votes(u, l), 1);
	assert_int_equal(votes(u, w), -1);
	assert_int_equal(votes(u, two), -1);
}

/*
 * Card 1 overstates b over c, the smallest lead of 200, by two votes.  Card 2
 * overstates a over d by two of 520, which is less than one of the 220 of b
 * over d: Arlo weighs the former.
 */
static void
v32_the_worst_of_several_pairs_counts(void **state)
{
	struct arena a = { 0 };
	struct err e = { 0 };
	struct tally t = { .contest = "x", .choice = id, .choices = 4,
	    .votes = VOTES(600, 300, 100, 80), .ballots = 1000,
	    .votes_allowed = 2, .winners = 2, .threshold = { 0, 1 } };
	struct pairs p = pairs_of(&a, &t);
	struct supersimple s = opened(200, 1000, 0.1);
	const struct card of_a = { MARKS(1, 0, 0, 0), 4, 0 },
	    of_b = { MARKS(0, 1, 0, 0), 4, 0 },
	    of_c = { MARKS(0, 0, 1, 0), 4, 0 },
	    of_d = { MARKS(0, 0, 0, 1), 4, 0 };
	struct overstatement_card c[40];
	struct supersimple_sample sample = { c, 40, false };
	struct supersimple_found f;

	(void)state;
	for (size_t i = 0; i < 40; i++)
		c[i] = (struct overstatement_card){ "x", of_a, of_a, 1 };
	c[1].paper = of_d;
	assert_true(supersimple_contest(&s, &p, &sample, &f, &e));
	assert_int_equal(f.seen.over2, 1);
	assert_close(f.p, exp(40 * s.clean) /
	    (1 - 200. / 220 / (2 * s.gamma)));
	c[0].cvr = of_b;
	c[0].paper = of_c;
	assert_true(supersimple_contest(&s, &p, &sample, &f, &e));
	assert_int_equal(f.seen.over2, 2);
	assert_close(f.p, exp(40 * s.clean) /
	    (1 - 200. / 220 / (2 * s.gamma)) / (1 - 1 / s.gamma));
	arena_free(&a);
}

/* Alice 300+300 first, Bob 200+100, Charlie 75+25. */
static void
claims_of_v60(struct assertion claim[2])
{
	claim[0] = assertion_neb(0, 1);
	claim[1] = assertion_neb(0, 2);
	claim[0].excess = 275;
	claim[1].excess = 300;
	claim[0].cards = claim[1].cards = 1000;
}

static void
v60_margins_of_the_claims(void **state)
{
	static const struct {
		int64_t n;
		int16_t mark[3];
	} ballots[] = { { 300, { 1, 2, 3 } }, { 300, { 1, 3, 2 } },
		{ 200, { 3, 1, 2 } }, { 100, { 2, 1, 3 } },
		{ 75, { 2, 3, 1 } }, { 25, { 3, 2, 1 } } };
	struct assertion claim[2];

	(void)state;
	claims_of_v60(claim);
	for (size_t k = 0; k < 2; k++) {
		int64_t excess = 0;

		for (size_t i = 0; i < 6; i++) {
			struct card c = { ballots[i].mark, 3, 0 };

			excess += ballots[i].n *
			    (assertion_steps(&claim[k], &c) - claim[k].half);
		}
		assert_int_equal(excess, claim[k].excess);
	}
}

static struct supersimple_found
found_of_v60(struct supersimple_sample *sample, const struct assertion *claim)
{
	struct supersimple_found worst = { 0 }, f;
	struct err e = { 0 };

	for (size_t k = 0; k < 2; k++) {
		struct supersimple s;

		assert_true(supersimple_open(&s, assertion_dilution(&claim[k]),
		    1000, 0.05, &e));
		assert_true(supersimple_claim(&s, &claim[k], sample, &f, &e));
		if (f.p >= worst.p)
			worst = f;
	}
	return worst;
}

/* 23 draws, as the test has it, not the 25 that are planned. */
static void
v60_super_simple_of_claims_about_rankings(void **state)
{
	struct assertion claim[2];
	struct overstatement_card c[23];
	struct supersimple_sample sample = { c, 23, false };
	struct supersimple s = opened(275, 1000, 0.05);
	const struct card abc = { MARKS(1, 2, 3), 3, 0 };

	(void)state;
	claims_of_v60(claim);
	for (size_t i = 0; i < 23; i++)
		c[i] = (struct overstatement_card){ "x", abc, abc, 1 };
	assert_int_equal(supersimple_plan(&s, supersimple_usual), 25);
	assert_printed(found_of_v60(&sample, claim).p, 0.038205645, 9);
	assert_int_equal(found_of_v60(&sample, claim).verdict,
	    SUPERSIMPLE_CONFIRMED);
	c[0].paper.mark = MARKS(0, 0, 0);
	assert_printed(found_of_v60(&sample, claim).p, 0.073643586, 9);
	assert_int_equal(found_of_v60(&sample, claim).verdict,
	    SUPERSIMPLE_GO_ON);
	c[0].paper.mark = MARKS(2, 1, 3);
	assert_true(found_of_v60(&sample, claim).p == 1);
}

/* Blom, Stuckey and Teague's examples 1 and 5, as Arlo's test has them. */
static void
v60_sizes_and_p_values_of_two_more_runoffs(void **state)
{
	struct supersimple one = opened(4000, 60000, 0.05),
	    five = opened(3000, 21999, 0.05);
	struct supersimple_seen seen = { .draws = 102 };

	(void)state;
	assert_int_equal(supersimple_plan(&one, supersimple_usual), 102);
	assert_printed(supersimple_p(&one, &seen), 0.0359417, 7);
	seen = (struct supersimple_seen){ .draws = 103, .over2 = 1 };
	assert_printed(supersimple_p(&one, &seen), 0.925663, 6);
	assert_int_equal(supersimple_plan(&five, supersimple_usual), 50);
	seen = (struct supersimple_seen){ .draws = 50 };
	assert_printed(supersimple_p(&five, &seen), 0.0335832, 7);
	seen.over2 = 1;
	assert_printed(supersimple_p(&five, &seen), 0.893587664, 9);
}

static void
a_claim_and_the_contest_of_two_choices_have_one_p_value(void **state)
{
	struct arena a = { 0 };
	struct err e = { 0 };
	struct tally t = two_choices(VOTES(60, 40), 120);
	struct pairs p = pairs_of(&a, &t);
	struct assertion claim = assertion_beats(0, 1, 1);
	struct supersimple s = opened(20, 120, 0.1);
	const struct card blank = { MARKS(0, 0), 2, 0 };
	struct supersimple_sample sample = sample_of(&a, 60, 3, blank);
	struct supersimple_found f, g;

	(void)state;
	assert_true(assertion_report(&claim, &t, &e));
	assert_int_equal(ratio_cmp(assertion_dilution(&claim),
	    (struct ratio){ 20, 120 }), 0);
	assert_true(supersimple_contest(&s, &p, &sample, &f, &e));
	assert_true(supersimple_claim(&s, &claim, &sample, &g, &e));
	assert_close(f.p, g.p);
	assert_memory_equal(&f.seen, &g.seen, sizeof f.seen);
	arena_free(&a);
}

static void
an_empty_sample_is_inconclusive(void **state)
{
	struct arena a = { 0 };
	struct err e = { 0 };
	struct tally t = two_choices(VOTES(60, 40), 120);
	struct pairs p = pairs_of(&a, &t);
	struct assertion claim = assertion_beats(0, 1, 1);
	struct supersimple s = opened(20, 120, 0.1);
	struct supersimple_sample none = { NULL, 0, false };
	struct supersimple_found f;

	(void)state;
	assert_true(supersimple_contest(&s, &p, &none, &f, &e));
	assert_int_equal(f.verdict, SUPERSIMPLE_INCONCLUSIVE);
	assert_true(f.p == 1);
	assert_true(supersimple_claim(&s, &claim, &none, &f, &e));
	assert_int_equal(f.verdict, SUPERSIMPLE_INCONCLUSIVE);
	arena_free(&a);
}

static void
refused(struct ratio margin, int64_t ballots, double limit, const char *says)
{
	struct supersimple s;
	struct err e = { 0 };

	assert_false(supersimple_open(&s, margin, ballots, limit, &e));
	assert_non_null(strstr(e.text, says));
}

static void
impossible_audits_are_refused(void **state)
{
	(void)state;
	refused((struct ratio){ 1, 10 }, 0, 0.1, "found 0 ballots");
	refused((struct ratio){ 0, 10 }, 10, 0.1, "margin of 0/10");
	refused((struct ratio){ 11, 10 }, 10, 0.1, "margin of 11/10");
	refused((struct ratio){ 1, 10 }, 10, 1, "risk limit of 1");
	refused((struct ratio){ 1, 10 }, 10, NAN, "risk limit of");
}

static void
impossible_samples_are_refused(void **state)
{
	struct arena a = { 0 };
	struct err e = { 0 };
	struct tally t = two_choices(VOTES(6, 4), 10);
	struct pairs p = pairs_of(&a, &t);
	struct supersimple s = opened(2, 10, 0.1);
	const struct card blank = { MARKS(0, 0), 2, 0 };
	struct supersimple_sample many = sample_of(&a, 11, 0, blank);
	struct overstatement_card never = many.card[0];
	struct supersimple_found f;

	(void)state;
	assert_false(supersimple_contest(&s, &p, &many, &f, &e));
	assert_non_null(strstr(e.text, "found 11 cards"));
	never.times = 0;
	many.card = &never;
	many.n = 1;
	assert_false(supersimple_contest(&s, &p, &many, &f, &e));
	assert_non_null(strstr(e.text, "card x: found 0 draws"));
	arena_free(&a);
}

static void
a_limit_of_nothing_takes_every_ballot(void **state)
{
	struct supersimple s = opened(20, 100, 0);
	struct supersimple_seen seen = { .draws = 40 };

	(void)state;
	assert_int_equal(supersimple_plan(&s, supersimple_usual), 100);
	assert_int_equal(supersimple_more(&s, &seen), 60);
	assert_false(supersimple_confirms(&s, -700));
}

static void
a_p_value_at_the_limit_is_not_below_it(void **state)
{
	struct supersimple s = opened(20, 100, 0.1);

	(void)state;
	assert_false(supersimple_confirms(&s, log(0.1)));
	assert_false(supersimple_confirms(&s, log(0.1) - 1e-13));
	assert_true(supersimple_confirms(&s, log(0.1) - 1e-11));
}

/*
 * 0.001 as a double is a little more, and Arlo multiplies it exactly: what is
 * expected in 1,000 cards is rounded up to 2 errors of one vote.
 */
static void
expected_errors_are_rounded_up_exactly(void **state)
{
	struct supersimple s = opened(5866, 1000000, 0.1),
	    t = opened(5870, 1000000, 0.1), u = opened(3479, 1000000, 0.1);

	(void)state;
	assert_int_equal(supersimple_plan(&s, supersimple_usual), 1003);
	assert_int_equal(supersimple_plan(&t, supersimple_usual), 1002);
	assert_int_equal(supersimple_plan(&u, supersimple_usual), 1848);
}

/* Where errors at the rates given would outweigh what clean cards show. */
static void
too_many_errors_take_every_ballot(void **state)
{
	struct supersimple s = opened(20, 1000, 0.1);
	struct supersimple_rates r = { .over1 = 0.1 };
	struct supersimple_seen seen = { .draws = 50, .over2 = 3 };

	(void)state;
	assert_int_equal(supersimple_plan(&s, r), 1000);
	assert_int_equal(supersimple_more(&s, &seen), 950);
}

int
main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(v27_sizes_without_data),
		cmocka_unit_test(v28_p_values_after_the_first_sample),
		cmocka_unit_test(p_values_are_right_to_the_last_digits),
		cmocka_unit_test(v29_sizes_after_an_overstatement),
		cmocka_unit_test(v30_eighteen_draws_of_twenty_six),
		cmocka_unit_test(v30_all_cards_decide_by_the_leads_on_paper),
		cmocka_unit_test(as_many_draws_as_ballots_are_no_full_count),
		cmocka_unit_test(a_card_counts_as_often_as_it_was_drawn),
		cmocka_unit_test(v32_votes_of_a_pair),
		cmocka_unit_test(v32_records_of_overvotes_and_undervotes_without_choices),
		cmocka_unit_test(v32_the_worst_of_several_pairs_counts),
		cmocka_unit_test(v60_margins_of_the_claims),
		cmocka_unit_test(v60_super_simple_of_claims_about_rankings),
		cmocka_unit_test(v60_sizes_and_p_values_of_two_more_runoffs),
		cmocka_unit_test(a_claim_and_the_contest_of_two_choices_have_one_p_value),
		cmocka_unit_test(an_empty_sample_is_inconclusive),
		cmocka_unit_test(impossible_audits_are_refused),
		cmocka_unit_test(impossible_samples_are_refused),
		cmocka_unit_test(a_limit_of_nothing_takes_every_ballot),
		cmocka_unit_test(a_p_value_at_the_limit_is_not_below_it),
		cmocka_unit_test(expected_errors_are_rounded_up_exactly),
		cmocka_unit_test(too_many_errors_take_every_ballot),
	};

	return cmocka_run_group_tests_name("supersimple", tests, NULL, NULL);
}
