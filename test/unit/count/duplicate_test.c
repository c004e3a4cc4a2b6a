/* SPDX-License-Identifier: Apache-2.0 */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <string.h>
#include <cmocka.h>

#include "base/arena.h"
#include "base/num.h"
#include "count/crowd.h"
#include "count/duplicate.h"

#define CHOICES 3
#define WIDTH   (CHOICES + EXTRAS)
#define ROWS    2000

/* A unit with batches of about a hundred ballots, numbered scanner by scanner. */
struct unit_of {
	struct arena      a;
	struct row        row[ROWS];
	size_t            n;
	uint64_t          seed;
	struct duplicates found;
	struct sheet      places;	/* of another count */
};

static uint64_t
next(struct unit_of *u, uint64_t n)
{
	u->seed = u->seed * 6364136223846793005u + 1442695040888963407u;
	return (u->seed >> 33) % n;
}

static struct row *
add(struct unit_of *u, const char *label, const char *method, int64_t x,
    int64_t y, int64_t z)
{
	int64_t *v = arena_zero(&u->a, WIDTH, sizeof *v);
	struct row *r = &u->row[u->n++];

	v[0] = x;
	v[1] = y;
	v[2] = z;
	v[CHOICES + EXTRA_BALLOTS] = NUM_UNKNOWN;
	*r = (struct row){ label, method, (int64_t)u->n, v };
	return r;
}

/* An ordinary batch: what 90 to 99 voters of a mixed place do. */
static void
add_any(struct unit_of *u, const char *label, const char *method)
{
	int64_t x = 20 + (int64_t)next(u, 50), z = (int64_t)next(u, 4);

	add(u, label, method, x, 90 + (int64_t)next(u, 10) - x - z, z);
}

static void
add_scanners(struct unit_of *u, int scanners, int batches)
{
	for (int s = 1; s <= scanners; s++)
		for (int b = 1; b <= batches; b++)
			add_any(u,
			    arena_printf(&u->a, "Mail scanner %d batch %d", s,
				b),
			    "Mail");
}

static void
search(struct unit_of *u)
{
	struct sheet s = { u->row, u->n, WIDTH };

	u->found = duplicate_search(&u->a, &s,
	    u->places.rows > 0 ? &u->places : NULL, CHOICES);
}

static bool
is_member(const struct unit_of *u, const struct duplicate *d, const char *label)
{
	for (size_t i = 0; i < d->rows; i++)
		if (strcmp(u->row[d->row[i]].label, label) == 0)
			return true;
	return false;
}

/* The group that holds both labels, or NULL. */
static const struct duplicate *
group_of(const struct unit_of *u, const char *x, const char *y)
{
	for (size_t i = 0; i < u->found.n; i++)
		if (is_member(u, &u->found.item[i], x) &&
		    is_member(u, &u->found.item[i], y))
			return &u->found.item[i];
	return NULL;
}

#define WITH(u) struct unit_of *u = test_unit(); (void)state

static struct unit_of *
test_unit(void)
{
	static struct unit_of u;

	u = (struct unit_of){ .seed = 42 };
	return &u;
}

static void
done(struct unit_of *u)
{
	arena_free(&u->a);
}

static void
a_unit_without_doubles_has_none(void **state)
{
	WITH(u);

	add_scanners(u, 4, 100);
	search(u);
	assert_int_equal(u->found.n, 0);
	done(u);
}

static void
an_empty_sheet_has_none(void **state)
{
	WITH(u);

	search(u);
	assert_int_equal(u->found.n, 0);
	done(u);
}

static void
two_spellings_with_the_same_votes_are_one_batch(void **state)
{
	const struct duplicate *d;
	WITH(u);

	add_scanners(u, 3, 60);
	add(u, "MailScanner2-Batch061", "Mail", 31, 65, 2);
	add(u, "mail scanner 2 batch 61", "Mail", 31, 65, 2);
	search(u);
	assert_int_equal(u->found.n, 1);
	d = group_of(u, "MailScanner2-Batch061", "mail scanner 2 batch 61");
	assert_non_null(d);
	assert_int_equal(d->code, FINDING_BATCH_SPELLING);
	assert_int_equal(d->rows, 2);
	assert_true(d->likelihood > 900);
	done(u);
}

static void
the_same_name_twice_is_one_batch(void **state)
{
	WITH(u);

	add_scanners(u, 3, 60);
	add(u, "Mail scanner 9 batch 1", "Mail", 44, 50, 1);
	add(u, "Mail scanner 9 batch 1", "Mail", 44, 50, 1);
	search(u);
	assert_int_equal(u->found.n, 1);
	assert_int_equal(u->found.item[0].code, FINDING_BATCH_SPELLING);
	done(u);
}

static void
three_copies_are_one_group(void **state)
{
	WITH(u);

	add_scanners(u, 3, 60);
	add(u, "Mail Scanner 9 Batch 1", "Mail", 44, 50, 1);
	add(u, "mail-scanner-9-batch-01", "Mail", 44, 50, 1);
	add(u, "MAIL SCANNER 9/BATCH 1", "Mail", 44, 50, 1);
	search(u);
	assert_int_equal(u->found.n, 1);
	assert_int_equal(u->found.item[0].rows, 3);
	done(u);
}

static void
a_shortened_name_with_the_same_votes_is_one_batch(void **state)
{
	WITH(u);

	add_scanners(u, 3, 60);
	for (int b = 100; b < 120; b++)
		add_any(u, arena_printf(&u->a, "sc 3/%d", b), "Mail");
	add(u, "sc 3/61", "Mail", 31, 65, 2);
	add(u, "Mail scanner 3 batch 61", "Mail", 31, 65, 2);
	search(u);
	assert_int_equal(u->found.n, 1);
	assert_non_null(group_of(u, "sc 3/61", "Mail scanner 3 batch 61"));
	done(u);
}

static void
one_ballot_read_otherwise_is_still_one_batch(void **state)
{
	const struct duplicate *d;
	WITH(u);

	add_scanners(u, 3, 60);
	add(u, "Mail Scanner 2 Batch 61", "Mail", 31, 65, 2);
	add(u, "mail scanner 2 batch 061", "Mail", 32, 65, 2);
	search(u);
	d = group_of(u, "Mail Scanner 2 Batch 61", "mail scanner 2 batch 061");
	assert_non_null(d);
	assert_int_equal(d->agree, AGREE_NEAR);
	done(u);
}

static void
one_name_for_different_votes_is_less_likely_one_batch(void **state)
{
	const struct duplicate *d;
	WITH(u);

	add_scanners(u, 3, 60);
	add(u, "Mail Scanner 2 Batch 61", "Mail", 31, 65, 2);
	add(u, "mail scanner 2 batch 061", "Mail", 12, 80, 1);
	search(u);
	d = group_of(u, "Mail Scanner 2 Batch 61", "mail scanner 2 batch 061");
	assert_non_null(d);
	assert_int_equal(d->likelihood, 100);
	done(u);
}

static void
numbers_used_again_on_each_day_are_different_batches(void **state)
{
	WITH(u);

	for (int day = 0; day < 2; day++)
		for (int b = 1; b <= 60; b++)
			add_any(u,
			    arena_printf(&u->a, day ? "Batch %d" : "batch %02d",
				b),
			    "Early");
	search(u);
	assert_int_equal(u->found.n, 0);
	done(u);
}

static void
numbers_used_again_for_each_type_are_different_batches(void **state)
{
	WITH(u);

	for (int b = 1; b <= 60; b++) {
		add_any(u, arena_printf(&u->a, "Batch %d", b), "Early");
		add_any(u, arena_printf(&u->a, "Batch %d", b), "Mail");
	}
	search(u);
	assert_int_equal(u->found.n, 0);
	done(u);
}

static void
one_batch_under_two_types_is_found_by_its_votes(void **state)
{
	const struct duplicate *d;
	WITH(u);

	add_scanners(u, 3, 60);
	add(u, "Mail scanner 9 batch 7", "Mail", 310, 650, 22);
	add(u, "Mail scanner 9 batch 07", "Early", 310, 650, 22);
	search(u);
	d = group_of(u, "Mail scanner 9 batch 7", "Mail scanner 9 batch 07");
	assert_non_null(d);
	assert_int_equal(d->code, FINDING_BATCH_TWO_TYPES);
	done(u);
}

static void
a_small_rest_of_the_same_name_is_no_double(void **state)
{
	WITH(u);

	for (int b = 1; b <= 60; b++) {
		add_any(u, arena_printf(&u->a, "ED %d-1", b), "Poll");
		if (b % 4 == 0)
			add(u, arena_printf(&u->a, "ED%d-01", b), "Poll", 0, 1,
			    b % 3);
	}
	search(u);
	assert_int_equal(u->found.n, 0);
	done(u);
}

static void
a_range_and_the_batch_inside_it_are_named(void **state)
{
	const struct duplicate *d;
	WITH(u);

	add_scanners(u, 3, 60);
	add(u, "Mail scanner 2 batch 11-15", "Mail", 210, 260, 10);
	search(u);
	d = group_of(u, "Mail scanner 2 batch 11-15",
	    "Mail scanner 2 batch 12");
	assert_non_null(d);
	assert_int_equal(d->code, FINDING_BATCH_RANGE);
	assert_int_equal(d->rows, 6);
	assert_string_equal(u->row[d->row[0]].label,
	    "Mail scanner 2 batch 11-15");
	done(u);
}

static void
a_range_with_nothing_inside_is_not_named(void **state)
{
	WITH(u);

	add_scanners(u, 3, 60);
	add(u, "Mail scanner 2 batch 61-65", "Mail", 210, 260, 10);
	search(u);
	assert_int_equal(u->found.n, 0);
	done(u);
}

static void
ranges_that_overlap_are_named(void **state)
{
	WITH(u);

	add_scanners(u, 3, 60);
	add(u, "Mail scanner 2 batch 61-65", "Mail", 210, 260, 10);
	add(u, "Mail scanner 2 batch 64-66", "Mail", 110, 160, 7);
	search(u);
	assert_non_null(group_of(u, "Mail scanner 2 batch 61-65",
	    "Mail scanner 2 batch 64-66"));
	done(u);
}

static void
box_and_batch_joined_by_a_dash_are_no_range(void **state)
{
	WITH(u);

	for (int b = 1; b <= 60; b++)
		add_any(u, arena_printf(&u->a, "C%d", b), "Mail");
	for (int b = 1; b <= 60; b++)
		add_any(u,
		    arena_printf(&u->a, "C%d-%d", b / 10 + 1, b % 10 + 3),
		    "Mail");
	search(u);
	assert_int_equal(u->found.n, 0);
	done(u);
}

static void
the_same_votes_in_large_batches_are_named(void **state)
{
	const struct duplicate *d;
	WITH(u);

	add_scanners(u, 4, 60);
	add(u, "Town Hall", "Early", 434, 267, 14);
	add(u, "Mail scanner 7 batch 3", "Mail", 434, 267, 14);
	search(u);
	d = group_of(u, "Town Hall", "Mail scanner 7 batch 3");
	assert_non_null(d);
	assert_int_equal(d->code, FINDING_BATCH_SAME_VOTES);
	assert_true(d->one_in > 10000);
	done(u);
}

static void
the_same_votes_in_small_batches_are_chance(void **state)
{
	WITH(u);

	for (int b = 1; b <= 300; b++)
		add(u, arena_printf(&u->a, "P%d", b), "Mail",
		    (int64_t)next(u, 12), (int64_t)next(u, 12), 0);
	search(u);
	assert_int_equal(u->found.n, 0);
	done(u);
}

static void
the_same_votes_in_sorted_batches_are_how_they_were_made(void **state)
{
	WITH(u);

	for (int b = 1; b <= 200; b++)
		add(u, arena_printf(&u->a, "Pile %d", b), "Mail",
		    b % 2 ? 100 : 0, b % 2 ? 0 : 100, 0);
	search(u);
	assert_int_equal(u->found.n, 0);
	done(u);
}

static void
batches_of_one_fixed_size_agree_by_chance(void **state)
{
	WITH(u);

	for (int b = 1; b <= 400; b++) {
		int64_t x = 40 + (int64_t)next(u, 20);

		add(u, arena_printf(&u->a, "B%d", b), "Mail", x, 100 - x, 0);
	}
	search(u);
	assert_int_equal(u->found.n, 0);
	done(u);
}

static void
a_pair_is_named_once(void **state)
{
	WITH(u);

	add_scanners(u, 3, 60);
	add(u, "Mail scanner 2 batch 61-65", "Mail", 496, 392, 3);
	add(u, "Mail scanner 2 batch 63", "Mail", 496, 392, 3);
	search(u);
	assert_int_equal(u->found.n, 1);
	assert_int_equal(u->found.item[0].code, FINDING_BATCH_RANGE);
	done(u);
}

static void
a_third_copy_under_another_name_is_named_apart(void **state)
{
	WITH(u);

	add_scanners(u, 3, 60);
	add(u, "Mail scanner 9 batch 1", "Mail", 410, 350, 12);
	add(u, "mail scanner 9 batch 01", "Mail", 410, 350, 12);
	add(u, "Town Hall", "Early", 410, 350, 12);
	search(u);
	assert_int_equal(u->found.n, 2);
	assert_int_equal(u->found.item[0].rows, 2);
	assert_int_equal(u->found.item[1].rows, 2);
	assert_true(is_member(u, &u->found.item[1], "Town Hall"));
	done(u);
}

static void
a_copy_that_says_so_is_found_by_its_votes(void **state)
{
	const struct duplicate *d;
	WITH(u);

	add_scanners(u, 3, 60);
	add(u, "Mail scanner 9 batch 7", "Mail", 31, 65, 2);
	add(u, "Mail scanner 9 batch 7 (2)", "Mail", 31, 65, 2);
	add(u, "Mail scanner 9 batch 8", "Mail", 44, 50, 1);
	add(u, "Mail scanner 9 batch 8 copy", "Mail", 44, 50, 1);
	search(u);
	assert_int_equal(u->found.n, 2);
	d = group_of(u, "Mail scanner 9 batch 7", "Mail scanner 9 batch 7 (2)");
	assert_non_null(d);
	assert_int_equal(d->code, FINDING_BATCH_SAME_VOTES);
	d = group_of(u, "Mail scanner 9 batch 8",
	    "Mail scanner 9 batch 8 copy");
	assert_non_null(d);
	assert_int_equal(d->code, FINDING_BATCH_SPELLING);
	done(u);
}

static void
a_pile_of_its_own_is_no_copy(void **state)
{
	WITH(u);

	add_scanners(u, 3, 60);
	for (int b = 1; b <= 60; b += 3)
		add_any(u, arena_printf(&u->a,
		    "Mail scanner 2 batch %d military", b), "Mail");
	search(u);
	assert_int_equal(u->found.n, 0);
	done(u);
}

static void
a_list_of_batches_is_held_against_the_single_ones(void **state)
{
	const struct duplicate *d;
	WITH(u);

	add_scanners(u, 3, 60);
	add(u, "Mail scanner 2 batch 11, 17, 63", "Mail", 110, 160, 7);
	search(u);
	assert_int_equal(u->found.n, 1);
	d = &u->found.item[0];
	assert_int_equal(d->code, FINDING_BATCH_RANGE);
	assert_int_equal(d->rows, 3);
	assert_true(is_member(u, d, "Mail scanner 2 batch 17"));
	done(u);
}

/* A batch under two names, with the same ordinary votes. */
static void
add_twice(struct unit_of *u, const char *x, const char *y)
{
	int64_t *v;

	add_any(u, x, "Mail");
	v = u->row[u->n - 1].v;
	add(u, y, "Mail", v[0], v[1], v[2]);
}

static void
runs_that_agree_number_by_number_are_one_tray(void **state)
{
	const struct duplicate *d;
	WITH(u);

	add_scanners(u, 3, 60);
	for (int b = 1; b <= 8; b++)
		add_twice(u, arena_printf(&u->a, "%d - AD", b),
		    arena_printf(&u->a, "Trade Hall 3 - %d", b));
	search(u);
	assert_int_equal(u->found.n, 8);
	for (int b = 1; b <= 8; b++) {
		d = group_of(u, arena_printf(&u->a, "%d - AD", b),
		    arena_printf(&u->a, "Trade Hall 3 - %d", b));
		assert_non_null(d);
		assert_int_equal(d->code, FINDING_BATCH_SAME_VOTES);
		assert_int_equal(d->names, NAMES_RUN);
		assert_int_equal(d->rows, 2);
		assert_true(d->likelihood > 950);
	}
	done(u);
}

static void
a_batch_read_twice_inside_a_run_belongs_to_it(void **state)
{
	const struct duplicate *d;
	WITH(u);

	add_scanners(u, 3, 60);
	for (int b = 1; b <= 8; b++)
		add_twice(u, arena_printf(&u->a, "%d - AD", b),
		    arena_printf(&u->a, "Trade Hall 3 - %d", b));
	u->row[u->n - 5].v[0]--;
	search(u);
	d = group_of(u, "6 - AD", "Trade Hall 3 - 6");
	assert_non_null(d);
	assert_int_equal(d->agree, AGREE_NEAR);
	assert_true(d->likelihood > 900);
	done(u);
}

static void
a_run_may_be_shifted_in_number(void **state)
{
	WITH(u);

	add_scanners(u, 3, 60);
	for (int b = 1; b <= 8; b++)
		add_twice(u, arena_printf(&u->a, "%d - AD", b),
		    arena_printf(&u->a, "Trade Hall 3 - %d", 40 + b));
	search(u);
	assert_non_null(group_of(u, "6 - AD", "Trade Hall 3 - 46"));
	done(u);
}

static void
long_series_that_agree_here_and_there_are_two(void **state)
{
	WITH(u);

	for (int b = 1; b <= 200; b++) {
		int64_t x = 40 + (int64_t)next(u, 20), y =
		    40 + (int64_t)next(u, 20);

		add(u, arena_printf(&u->a, "Hall A, %d", b), "Mail", x,
		    100 - x, 0);
		add(u, arena_printf(&u->a, "Court 2, %d", b), "Mail", y,
		    100 - y, 0);
	}
	search(u);
	assert_int_equal(u->found.n, 0);
	done(u);
}

static void
sorted_batches_make_no_run(void **state)
{
	WITH(u);

	for (int b = 1; b <= 40; b++) {
		add(u, arena_printf(&u->a, "Hall A, %d", b), "Mail", 60 + b, 0,
		    0);
		add(u, arena_printf(&u->a, "Court 2, %d", b), "Mail", 60 + b,
		    0, 0);
	}
	search(u);
	assert_int_equal(u->found.n, 0);
	done(u);
}

static void
add_tray(struct unit_of *u, int from, int to)
{
	for (int b = from; b <= to; b++)
		add_any(u, arena_printf(&u->a, "Tray 8C-%d", b), "Mail");
}

/* One more entry with the votes of another. */
static void
add_copy(struct unit_of *u, const char *of, const char *label)
{
	for (size_t i = 0; i < u->n; i++)
		if (strcmp(u->row[i].label, of) == 0) {
			add(u, label, "Mail", u->row[i].v[0], u->row[i].v[1],
			    u->row[i].v[2]);
			return;
		}
	fail_msg("no batch is called %s", of);
}

static void
a_name_that_lost_a_letter_is_a_spelling(void **state)
{
	const struct duplicate *d;
	WITH(u);

	add_tray(u, 1, 300);
	u->row[172].v[0] = 71;	/* as no other batch */
	add_copy(u, "Tray 8C-173", "Tray 8-173");
	search(u);
	d = group_of(u, "Tray 8C-173", "Tray 8-173");
	assert_non_null(d);
	assert_int_equal(d->code, FINDING_BATCH_SPELLING);
	assert_true(d->likelihood > 800);
	done(u);
}

static void
a_number_that_lost_a_digit_and_is_out_of_place_is_a_copy(void **state)
{
	const struct duplicate *d;
	WITH(u);

	add_tray(u, 101, 400);
	u->row[72].v[0] = 71;
	add_copy(u, "Tray 8C-173", "Tray 8C-13");
	search(u);
	d = group_of(u, "Tray 8C-173", "Tray 8C-13");
	assert_non_null(d);
	assert_int_equal(d->code, FINDING_BATCH_SAME_VOTES);
	assert_true(d->likelihood > 800);
	done(u);
}

static void
a_digit_apart_says_nothing_where_both_are_in_place(void **state)
{
	WITH(u);

	add_tray(u, 101, 400);
	u->row[72].v[0] = u->row[12].v[0] = 71;
	u->row[72].v[1] = u->row[12].v[1] = 20;
	u->row[72].v[2] = u->row[12].v[2] = 1;
	search(u);
	assert_null(group_of(u, "Tray 8C-173", "Tray 8C-113"));
	done(u);
}

static void
a_name_without_its_scanner_is_found_by_its_votes(void **state)
{
	WITH(u);

	add_scanners(u, 3, 100);
	u->row[124].v[0] = 71;
	add_copy(u, "Mail scanner 2 batch 25", "scanner 25 /");
	search(u);
	assert_non_null(group_of(u, "Mail scanner 2 batch 25",
	    "scanner 25 /"));
	done(u);
}

static void
many_batches_under_another_scanner_are_copies(void **state)
{
	const struct duplicate *d;
	WITH(u);

	add_scanners(u, 3, 200);
	for (size_t b = 10; b < 190; b += 50) {
		u->row[b].v[0] = (int64_t)(71 + b / 50);
		memcpy(u->row[200 + b].v, u->row[b].v,
		    WIDTH * sizeof(int64_t));
	}
	search(u);
	d = group_of(u, "Mail scanner 1 batch 61", "Mail scanner 2 batch 61");
	assert_non_null(d);
	assert_int_equal(d->names, NAMES_SCANNER);
	done(u);
}

static void
one_batch_under_another_scanner_is_chance(void **state)
{
	WITH(u);

	add_scanners(u, 3, 200);
	memcpy(u->row[250].v, u->row[50].v, WIDTH * sizeof(int64_t));
	search(u);
	assert_null(group_of(u, "Mail scanner 1 batch 51",
	    "Mail scanner 2 batch 51"));
	done(u);
}

static void
a_choice_left_out_is_found_by_the_other_numbers(void **state)
{
	const struct duplicate *d;
	WITH(u);

	add_scanners(u, 3, 100);
	add(u, "Box 2794", "Mail", 165, 2592, 22)
	    ->v[CHOICES + EXTRA_UNDERVOTES] = 9;
	add(u, "Berean 2.5", "Mail", 165, 0, 22)
	    ->v[CHOICES + EXTRA_UNDERVOTES] = 9;
	search(u);
	d = group_of(u, "Box 2794", "Berean 2.5");
	assert_non_null(d);
	assert_int_equal(d->names, NAMES_ZEROED);
	done(u);
}

static void
a_choice_without_votes_in_small_batches_is_chance(void **state)
{
	WITH(u);

	for (int b = 1; b <= 300; b++)
		add(u, arena_printf(&u->a, "P%d", b), "Mail", 1 +
		    (int64_t)next(u, 4), b % 2 ? 0 : 9, 1)
		    ->v[CHOICES + EXTRA_UNDERVOTES] = 1;
	search(u);
	assert_int_equal(u->found.n, 0);
	done(u);
}

static void
add_places(struct unit_of *u, size_t rows)
{
	struct row *place = arena_zero(&u->a, 2, sizeof *place);

	place[0] = (struct row){ "03T", "Poll", 1, u->row[u->n - 2].v };
	place[1] = (struct row){ "04B", "Poll", 2, u->row[u->n - 2].v };
	u->places = (struct sheet){ place, rows, WIDTH };
}

static void
a_place_that_another_count_has_once_stands_here_twice(void **state)
{
	const struct duplicate *d;
	WITH(u);

	add_scanners(u, 3, 100);
	add(u, "03T", "Poll", 14, 142, 4)->v[CHOICES + EXTRA_UNDERVOTES] = 1;
	add(u, "163 ICP 1", "Poll", 14, 142, 4);
	add_places(u, 1);
	search(u);
	d = group_of(u, "03T", "163 ICP 1");
	assert_non_null(d);
	assert_int_equal(d->names, NAMES_ONE_PLACE);
	done(u);
}

static void
two_places_with_the_same_votes_are_two(void **state)
{
	WITH(u);

	add_scanners(u, 3, 100);
	add(u, "03T", "Poll", 14, 142, 4)->v[CHOICES + EXTRA_UNDERVOTES] = 1;
	add(u, "04B", "Poll", 14, 142, 4);
	add_places(u, 2);
	search(u);
	assert_int_equal(u->found.n, 0);
	done(u);
}

static void
a_range_with_the_votes_of_two_batches_is_its_ends(void **state)
{
	WITH(u);

	add_scanners(u, 3, 60);
	add(u, "Mail scanner 2 batch 30-41", "Mail", 90, 95, 4);
	search(u);
	assert_int_equal(u->found.n, 1);
	assert_int_equal(u->found.item[0].rows, 3);
	assert_true(is_member(u, &u->found.item[0],
	    "Mail scanner 2 batch 30"));
	assert_true(is_member(u, &u->found.item[0],
	    "Mail scanner 2 batch 41"));
	done(u);
}

static void
a_range_that_lacks_the_single_ones_is_less_likely(void **state)
{
	const struct duplicate *d;
	WITH(u);

	add_scanners(u, 3, 60);
	for (int b = 62; b <= 63; b++)
		add_any(u, arena_printf(&u->a, "Mail scanner 2 batch %d", b),
		    "Mail");
	add(u, "Mail scanner 2 batch 61-66", "Mail", 200, 175, 6);
	search(u);
	d = group_of(u, "Mail scanner 2 batch 61-66",
	    "Mail scanner 2 batch 62");
	assert_non_null(d);
	assert_true(d->likelihood < 500);
	done(u);
}

static void
empty_batches_are_nobodys_double(void **state)
{
	WITH(u);

	add_scanners(u, 3, 60);
	add(u, "Mail scanner 9 batch 1", "Mail", 0, 0, 0);
	add(u, "mail scanner 9 batch 01", "Mail", 0, 0, 0);
	search(u);
	assert_int_equal(u->found.n, 0);
	done(u);
}

int
main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(a_unit_without_doubles_has_none),
		cmocka_unit_test(an_empty_sheet_has_none),
		cmocka_unit_test(two_spellings_with_the_same_votes_are_one_batch),
		cmocka_unit_test(the_same_name_twice_is_one_batch),
		cmocka_unit_test(three_copies_are_one_group),
		cmocka_unit_test(a_shortened_name_with_the_same_votes_is_one_batch),
		cmocka_unit_test(one_ballot_read_otherwise_is_still_one_batch),
		cmocka_unit_test(one_name_for_different_votes_is_less_likely_one_batch),
		cmocka_unit_test(numbers_used_again_on_each_day_are_different_batches),
		cmocka_unit_test(numbers_used_again_for_each_type_are_different_batches),
		cmocka_unit_test(one_batch_under_two_types_is_found_by_its_votes),
		cmocka_unit_test(a_small_rest_of_the_same_name_is_no_double),
		cmocka_unit_test(a_range_and_the_batch_inside_it_are_named),
		cmocka_unit_test(a_range_with_nothing_inside_is_not_named),
		cmocka_unit_test(ranges_that_overlap_are_named),
		cmocka_unit_test(box_and_batch_joined_by_a_dash_are_no_range),
		cmocka_unit_test(the_same_votes_in_large_batches_are_named),
		cmocka_unit_test(the_same_votes_in_small_batches_are_chance),
		cmocka_unit_test(the_same_votes_in_sorted_batches_are_how_they_were_made),
		cmocka_unit_test(batches_of_one_fixed_size_agree_by_chance),
		cmocka_unit_test(a_pair_is_named_once),
		cmocka_unit_test(a_third_copy_under_another_name_is_named_apart),
		cmocka_unit_test(a_copy_that_says_so_is_found_by_its_votes),
		cmocka_unit_test(a_pile_of_its_own_is_no_copy),
		cmocka_unit_test(a_list_of_batches_is_held_against_the_single_ones),
		cmocka_unit_test(runs_that_agree_number_by_number_are_one_tray),
		cmocka_unit_test(a_batch_read_twice_inside_a_run_belongs_to_it),
		cmocka_unit_test(a_run_may_be_shifted_in_number),
		cmocka_unit_test(long_series_that_agree_here_and_there_are_two),
		cmocka_unit_test(sorted_batches_make_no_run),
		cmocka_unit_test(a_name_that_lost_a_letter_is_a_spelling),
		cmocka_unit_test(a_number_that_lost_a_digit_and_is_out_of_place_is_a_copy),
		cmocka_unit_test(a_digit_apart_says_nothing_where_both_are_in_place),
		cmocka_unit_test(a_name_without_its_scanner_is_found_by_its_votes),
		cmocka_unit_test(many_batches_under_another_scanner_are_copies),
		cmocka_unit_test(one_batch_under_another_scanner_is_chance),
		cmocka_unit_test(a_choice_left_out_is_found_by_the_other_numbers),
		cmocka_unit_test(a_choice_without_votes_in_small_batches_is_chance),
		cmocka_unit_test(a_place_that_another_count_has_once_stands_here_twice),
		cmocka_unit_test(two_places_with_the_same_votes_are_two),
		cmocka_unit_test(a_range_with_the_votes_of_two_batches_is_its_ends),
		cmocka_unit_test(a_range_that_lacks_the_single_ones_is_less_likely),
		cmocka_unit_test(empty_batches_are_nobodys_double),
	};

	return cmocka_run_group_tests_name("duplicate", tests, NULL, NULL);
}
