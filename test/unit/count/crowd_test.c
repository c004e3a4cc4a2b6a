/* SPDX-License-Identifier: Apache-2.0 */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <cmocka.h>

#include "base/arena.h"
#include "base/num.h"
#include "count/chain.h"
#include "count/crowd.h"

#define WIDTH (2 + EXTRAS)
#define ROWS  300

/* Batches of two choices, with blanks where wanted. */
struct place_of {
	struct arena a;
	struct row   row[ROWS];
	int64_t      v[ROWS][WIDTH];
	struct sheet sheet;
};

static struct place_of *
new_place(void)
{
	static struct place_of p;

	p = (struct place_of){ .sheet = { p.row, 0, WIDTH } };
	return &p;
}

static size_t
add(struct place_of *p, int64_t x, int64_t y, int64_t blank)
{
	size_t i = p->sheet.rows++;

	for (int k = 0; k < WIDTH; k++)
		p->v[i][k] = NUM_UNKNOWN;
	p->v[i][0] = x;
	p->v[i][1] = y;
	p->v[i][2 + EXTRA_UNDERVOTES] = blank;
	p->row[i] = (struct row){ "", "", 0, p->v[i] };
	return i;
}

#define WITH(p) struct place_of *p = new_place(); (void)state
#define DONE(p) arena_free(&(p)->a)

static void
agreement_is_exact_in_the_choices_or_near(void **state)
{
	struct crowd c;
	WITH(p);

	add(p, 40, 50, 3);
	add(p, 40, 50, 3);
	add(p, 40, 50, 0);
	add(p, 41, 50, 3);
	add(p, 60, 30, 3);
	add(p, 5, 4, 0);
	c = crowd_new(&p->a, &p->sheet, 2);
	assert_int_equal(crowd_agreement(&c, 0, 1), AGREE_SAME);
	assert_int_equal(crowd_agreement(&c, 0, 2), AGREE_CHOICES);
	assert_int_equal(crowd_agreement(&c, 0, 3), AGREE_NEAR);
	assert_int_equal(crowd_agreement(&c, 0, 4), AGREE_SIZE);
	assert_int_equal(crowd_agreement(&c, 0, 5), AGREE_NOT);
	DONE(p);
}

static void
empty_batches_agree_with_nothing(void **state)
{
	struct crowd c;
	WITH(p);

	add(p, 0, 0, 0);
	add(p, 0, 0, 0);
	c = crowd_new(&p->a, &p->sheet, 2);
	assert_int_equal(crowd_agreement(&c, 0, 1), AGREE_NOT);
	DONE(p);
}

static void
sorted_batches_agree_nearly_always(void **state)
{
	struct crowd c;
	WITH(p);

	for (int i = 0; i < 200; i++)
		add(p, 100, 0, 0);
	c = crowd_new(&p->a, &p->sheet, 2);
	assert_true(crowd_chance(&c, 0, 1, AGREE_SAME) > 0.9);
	DONE(p);
}

static void
varied_batches_agree_more_seldom_than_batches_of_one_size(void **state)
{
	double fixed, varied;
	struct crowd c;
	WITH(p);

	for (int i = 0; i < 100; i++)
		add(p, 40 + i * 7 % 20, 60 - i * 7 % 20, 0);
	c = crowd_new(&p->a, &p->sheet, 2);
	fixed = crowd_chance(&c, 0, 1, AGREE_SAME);
	for (int i = 0; i < 100; i++) {
		p->v[i][0] = 40 + i * 7 % 20;
		p->v[i][1] = 50 + i * 13 % 19;
	}
	c = crowd_new(&p->a, &p->sheet, 2);
	varied = crowd_chance(&c, 0, 1, AGREE_SAME);
	assert_true(varied < fixed);
	DONE(p);
}

static void
nothing_is_impossible(void **state)
{
	struct crowd c;
	WITH(p);

	add(p, 1000, 900, 7);
	add(p, 1000, 900, 7);
	c = crowd_new(&p->a, &p->sheet, 2);
	assert_true(crowd_chance(&c, 0, 1, AGREE_SAME) > 0);
	assert_true(crowd_chance(&c, 0, 1, AGREE_SAME) <= 1);
	assert_true(crowd_chance(&c, 0, 1, AGREE_NEAR) <= 1);
	DONE(p);
}

static void
peers_are_as_large_or_larger(void **state)
{
	struct crowd c;
	WITH(p);

	add(p, 60000, 40000, 0);
	add(p, 50, 45, 0);
	add(p, 50, 50, 0);
	add(p, 30, 30, 0);
	add(p, 0, 0, 9);
	c = crowd_new(&p->a, &p->sheet, 2);
	assert_int_equal(crowd_peers(&c, 0), 1);
	assert_int_equal(crowd_peers(&c, 2), 3);
	assert_int_equal(crowd_peers(&c, 3), 4);
	DONE(p);
}

static void
the_largest_votes_are_no_overflow(void **state)
{
	struct crowd c;
	WITH(p);

	add(p, NUM_MAX_VOTES, NUM_MAX_VOTES, 0);
	add(p, NUM_MAX_VOTES, 0, 0);
	c = crowd_new(&p->a, &p->sheet, 2);
	assert_int_equal(crowd_agreement(&c, 0, 1), AGREE_NOT);
	assert_true(crowd_chance(&c, 0, 1, AGREE_SAME) > 0);
	DONE(p);
}

static void
rows_of_one_hash_are_met_newest_first(void **state)
{
	struct arena a = { 0 };
	struct chain c = chain_new(&a, 4);

	(void)state;
	chain_put(&c, 0, 7);
	chain_put(&c, 1, 7 + 16);	/* the same place, another hash */
	chain_put(&c, 2, 7);
	assert_int_equal(chain_first(&c, 7), 2);
	assert_int_equal(chain_next(&c, 2), 0);
	assert_int_equal(chain_next(&c, 0), CHAIN_END);
	assert_int_equal(chain_first(&c, 7 + 16), 1);
	assert_int_equal(chain_first(&c, 8), CHAIN_END);
	arena_free(&a);
}

int
main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(agreement_is_exact_in_the_choices_or_near),
		cmocka_unit_test(empty_batches_agree_with_nothing),
		cmocka_unit_test(sorted_batches_agree_nearly_always),
		cmocka_unit_test(varied_batches_agree_more_seldom_than_batches_of_one_size),
		cmocka_unit_test(nothing_is_impossible),
		cmocka_unit_test(peers_are_as_large_or_larger),
		cmocka_unit_test(the_largest_votes_are_no_overflow),
		cmocka_unit_test(rows_of_one_hash_are_met_newest_first),
	};

	return cmocka_run_group_tests_name("crowd", tests, NULL, NULL);
}
