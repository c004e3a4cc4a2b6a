/* SPDX-License-Identifier: Apache-2.0 */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <string.h>
#include <cmocka.h>

#include "base/arena.h"
#include "base/err.h"
#include "count/compare.h"
#include "count/reconcile.h"

#define U NUM_UNKNOWN
#define WIDTH (2 + EXTRAS)

static const struct unit units[] = { { "01", "Alder" }, { "02", "Birch" } };
static const struct choice choices[] = { { "reed", "Alma Reed", "Reed", "" },
	{ "stone", "Tom Stone", "Stone", "" } };
static const struct count counts[] = {
	{ "original", "First count", COUNT_ORIGINAL, STAGE_CERTIFIED, false,
	    { 100 } },
	{ "hand", "Hand tally", COUNT_HAND_TALLY, STAGE_HAND_TALLY, true,
	    { 105 } },
};
static const struct contest contest = { .id = "mayor", .title = "Mayor",
	.choice = choices, .choices = 2, .votes_allowed = 1, .winners = 1 };

enum { BY_UNIT, BY_METHOD, TOTAL, TURNOUT, BATCHES, QUOTED, SOURCES };

static const struct column misspelt[] = { { "Blnak", "undervotes", true } };
static const struct source sources[SOURCES] = {
	[BY_UNIT] = { .id = "unit",
	    .title = "By county",
	    .part = PART_UNIT,
	    .sha256 = "u",
	    .already_public = true },
	[BY_METHOD] = { .id = "method",
	    .title = "By method",
	    .part = PART_METHOD,
	    .sha256 = "m",
	    .already_public = true },
	[TOTAL] = { .id = "total",
	    .title = "Total",
	    .part = PART_TOTAL,
	    .sha256 = "t",
	    .already_public = true },
	[TURNOUT] = { .id = "turnout",
	    .title = "Turnout",
	    .part = PART_TURNOUT,
	    .sha256 = "v" },
	[BATCHES] = { .id = "batch",
	    .title = "By batch",
	    .part = PART_BATCH,
	    .count = { 1 },
	    .sha256 = "b",
	    .already_public = true,
	    .column = misspelt,
	    .columns = 1 },
	[QUOTED] = { .id = "quoted",
	    .title = "Quoted",
	    .part = PART_TOTAL,
	    .sha256 = "q",
	    .quotes = true },
};

/* One row: a source, a unit, a label, a method, and what it says. */
struct said {
	int         source;
	uint32_t    unit;
	const char *label, *method;
	int64_t     v[TURNOUTS];
};

#define VOTES(x, y) \
	{ \
		x, y, U, U, U, U, U \
	}
#define BLANKS(x, y, b) \
	{ \
		x, y, U, b, U, U, U \
	}
#define BALLOTS(x, y, n) \
	{ \
		x, y, n, U, U, U, U \
	}
#define CAST(registered, in, cast) \
	{ \
		registered, in, cast, U, U, U, U, U, U, U, U \
	}

/* What there is when nothing is wrong. */
static const struct said sound[] = {
	{ BY_UNIT, 0, "", "", VOTES(60, 40) },
	{ BY_UNIT, 1, "", "", VOTES(30, 50) },
	{ BY_METHOD, 0, "", "Mail", VOTES(20, 30) },
	{ BY_METHOD, 0, "", "Poll", VOTES(40, 10) },
	{ BY_METHOD, 1, "", "Mail", VOTES(30, 50) },
	{ TOTAL, UINT32_MAX, "", "", VOTES(90, 90) },
	{ BATCHES, 0, "Batch 1", "Mail", VOTES(20, 30) },
	{ BATCHES, 0, "Batch 2", "Poll", VOTES(40, 10) },
	{ BATCHES, 1, "Batch 1", "Mail", VOTES(30, 50) },
};
#define SOUND (sizeof sound / sizeof sound[0])

struct fixture {
	struct arena    a;
	struct election el;
	struct said     said[400];
	size_t          n;
	struct findings found;
	struct reconcile_tally tally;
	struct err      e;
};

static struct fixture *
sound_election(void)
{
	static struct fixture f;

	f = (struct fixture){ .el = { .jurisdiction = "Arcadia",
		.unit_word = "county", .units_word = "counties",
		.unit = units, .units = 2, .contest = &contest, .contests = 1,
		.count = counts, .counts = 2, .source = sources,
		.sources = SOURCES } };
	memcpy(f.said, sound, sizeof sound);
	f.n = SOUND;
	return &f;
}

#define SAY(f, ...) (f)->said[(f)->n++] = (struct said){ __VA_ARGS__ }

/* The sheet of one source and unit. */
static struct sheet
sheet_of(struct fixture *f, int source, uint32_t unit)
{
	struct sheet s = { .width = source == TURNOUT ? TURNOUTS : WIDTH };

	s.row = arena_zero(&f->a, f->n + 1, sizeof *s.row);
	for (size_t i = 0; i < f->n; i++)
		if (f->said[i].source == source && f->said[i].unit == unit)
			s.row[s.rows++] =
			    (struct row){ f->said[i].label, f->said[i].method,
				    (int64_t)i + 2, f->said[i].v };
	return s;
}

static void
give_totals(struct fixture *f, struct reconcile *r)
{
	for (size_t i = 0; i < f->n; i++)
		if (f->said[i].unit == UINT32_MAX)
			assert_true(reconcile_total(r,
			    (struct source_ix){ (uint16_t)f->said[i].source },
			    f->said[i].v, &f->e));
}

/* Walk over both units, as the commands do. */
static void
walk(struct fixture *f, struct reconcile *r, const struct compare *c)
{
	give_totals(f, r);
	for (uint32_t u = 0; u < 2; u++) {
		struct unit_ix unit = { u };
		struct sheet s[SOURCES];

		for (int k = 0; k < SOURCES; k++) {
			s[k] = sheet_of(f, k, u);
			assert_true(reconcile_add(r, unit,
			    (struct source_ix){ (uint16_t)k }, &s[k], &f->e));
		}
		assert_true(reconcile_unit_end(r, unit, &f->e));
	}
	assert_true(reconcile_finish(r, c, &f->e));
}

static bool
keep(void *ctx, struct unit_ix unit, struct findings *found,
    struct err *e)
{
	(void)unit;
	(void)e;
	for (size_t i = 0; i < found->n; i++)
		findings_keep(ctx, &found->item[i], SIZE_MAX, WIDTH);
	return true;
}

static bool
is_same(const struct finding *x, const struct finding *y)
{
	if (x->code != y->code || x->members != y->members ||
	    x->kept != y->kept || x->likelihood != y->likelihood ||
	    x->margin_effect != y->margin_effect ||
	    strcmp(x->title, y->title) != 0 ||
	    strcmp(x->reason, y->reason) != 0)
		return false;
	for (size_t i = 0; i < x->kept; i++)
		if (strcmp(x->member[i].label, y->member[i].label) != 0)
			return false;
	return true;
}

/* Findings given away as the walk goes are those that would have been kept. */
static void
assert_streamed_the_same(struct fixture *f, const struct compare *c)
{
	struct arena of_unit = { 0 };
	struct findings passing = { .a = &of_unit }, all = { .a = &f->a };
	struct reconcile *r = reconcile_new(&f->a, &f->el,
	    (struct contest_ix){ 0 }, &passing);

	reconcile_to(r, c, keep, &all);
	walk(f, r, c);
	assert_int_equal(all.n, f->found.n);
	for (size_t i = 0; i < all.n; i++) {
		size_t k = 0;

		while (k < f->found.n && !is_same(&all.item[i],
		    &f->found.item[k]))
			k++;
		if (k == f->found.n)
			fail_msg("only streamed: %s", all.item[i].title);
	}
	arena_free(&of_unit);
}

static void
reconcile(struct fixture *f)
{
	struct compare c = { .el = &f->el, .first = { 0 }, .second = { 1 } };
	struct reconcile *r;

	f->found.a = &f->a;
	r = reconcile_new(&f->a, &f->el, (struct contest_ix){ 0 }, &f->found);
	walk(f, r, &c);
	f->tally = reconcile_counts(r);
	assert_streamed_the_same(f, &c);
}

/* The only finding of a code; there must be one. */
static const struct finding *
only(const struct fixture *f, enum finding_code code)
{
	const struct finding *found = NULL;

	for (size_t i = 0; i < f->found.n; i++)
		if (f->found.item[i].code == code) {
			assert_null(found);
			found = &f->found.item[i];
		}
	assert_non_null(found);
	return found;
}

static size_t
how_many(const struct fixture *f, enum finding_code code)
{
	size_t n = 0;

	for (size_t i = 0; i < f->found.n; i++)
		n += f->found.item[i].code == code;
	return n;
}

#define WITH(f) struct fixture *f = sound_election(); (void)state
#define DONE(f) arena_free(&(f)->a)

static void
where_nothing_is_wrong_only_the_heading_is_noted(void **state)
{
	WITH(f);

	reconcile(f);
	assert_int_equal(f->found.n, 1);
	assert_int_equal(f->found.item[0].code, FINDING_HEADER_DIRT);
	assert_true(f->tally.checks > 0);
	assert_int_equal(f->tally.batches, 3);
	DONE(f);
}

static void
where_nothing_is_compared_no_check_is_claimed(void **state)
{
	WITH(f);

	f->n = 0;
	f->el.sources = 0;
	f->found.a = &f->a;
	f->tally = reconcile_counts(reconcile_new(&f->a, &f->el,
	    (struct contest_ix){ 0 }, &f->found));
	assert_int_equal(f->tally.checks, 0);
	DONE(f);
}

static void
methods_that_do_not_add_up_are_found_with_the_difference(void **state)
{
	const struct finding *fd;
	WITH(f);

	f->said[2].v[1] = 28;
	reconcile(f);
	fd = only(f, FINDING_PART_SUM);
	assert_int_equal(fd->unit.n, 0);
	assert_int_equal(fd->effect[1], 2);
	assert_int_equal(fd->margin_effect, 2);
	DONE(f);
}

static void
a_total_that_is_not_the_sum_of_its_units_is_found(void **state)
{
	const struct finding *fd;
	WITH(f);

	f->said[5].v[0] = 95;
	reconcile(f);
	fd = only(f, FINDING_COUNT_SUM);
	assert_false(unit_exists(fd->unit));
	assert_int_equal(fd->effect[0], 5);
	assert_true(finding_is_open(fd));
	DONE(f);
}

static void
quoted_totals_are_held_against_the_count_they_quote(void **state)
{
	const struct finding *fd;
	WITH(f);

	SAY(f, QUOTED, UINT32_MAX, "", "", VOTES(88, 89));
	reconcile(f);
	fd = only(f, FINDING_SOURCE_TOTALS);
	assert_int_equal(fd->effect[0], -2);
	assert_int_equal(fd->effect[1], -1);
	DONE(f);
}

static void
quoted_totals_that_agree_are_no_finding(void **state)
{
	WITH(f);

	SAY(f, QUOTED, UINT32_MAX, "", "", VOTES(90, 90));
	reconcile(f);
	assert_int_equal(how_many(f, FINDING_SOURCE_TOTALS), 0);
	DONE(f);
}

static void
a_unit_without_figures_is_missing(void **state)
{
	const struct finding *fd;
	WITH(f);

	f->said[8].unit = 0;
	reconcile(f);
	fd = only(f, FINDING_UNIT_MISSING);
	assert_int_equal(fd->unit.n, 1);
	assert_int_equal(fd->count.n, 1);
	assert_int_equal(fd->severity, SEVERITY_BLOCK);
	assert_false(num_known(fd->margin_effect));
	DONE(f);
}

static void
a_unit_without_the_votes_of_a_choice_is_missing(void **state)
{
	const struct finding *fd;
	WITH(f);

	f->said[1].v[1] = U;
	reconcile(f);
	fd = only(f, FINDING_UNIT_MISSING);
	assert_int_equal(fd->unit.n, 1);
	assert_int_equal(fd->count.n, 0);
	assert_non_null(strstr(fd->reason, "not the votes of every choice"));
	DONE(f);
}

static void
more_votes_than_a_row_has_ballots_blocks(void **state)
{
	const struct finding *fd;
	WITH(f);

	SAY(f, BATCHES, 0, "Batch 3", "Mail", BALLOTS(30, 20, 49));
	SAY(f, BATCHES, 0, "Batch 4", "Mail", BALLOTS(30, 20, 50));
	reconcile(f);
	fd = only(f, FINDING_VOTES_OVER_BALLOTS);
	assert_int_equal(fd->members, 1);
	assert_string_equal(fd->member[0].label, "Batch 3");
	assert_int_equal(fd->margin_effect, 1);
	DONE(f);
}

static void
more_votes_than_ballots_cast_are_found_in_each_count(void **state)
{
	WITH(f);

	SAY(f, TURNOUT, 0, "", "", CAST(200, 100, 99));
	reconcile(f);
	assert_int_equal(how_many(f, FINDING_VOTES_OVER_BALLOTS), 2);
	DONE(f);
}

static void
more_ballots_than_voters_are_found(void **state)
{
	const struct finding *fd;
	WITH(f);

	SAY(f, TURNOUT, 0, "", "", CAST(200, 99, 100));
	reconcile(f);
	fd = only(f, FINDING_BALLOTS_OVER_CHECKINS);
	assert_int_equal(fd->number[0].value, 100);
	assert_int_equal(fd->number[1].value, 99);
	DONE(f);
}

static void
unknown_check_ins_are_not_zero(void **state)
{
	WITH(f);

	SAY(f, TURNOUT, 0, "", "", CAST(U, U, 100));
	reconcile(f);
	assert_int_equal(how_many(f, FINDING_BALLOTS_OVER_CHECKINS), 0);
	DONE(f);
}

static void
empty_batches_of_a_unit_are_one_finding(void **state)
{
	const struct finding *fd;
	WITH(f);

	SAY(f, BATCHES, 0, "Batch 8", "Mail", BLANKS(0, 0, 0));
	SAY(f, BATCHES, 0, "Batch 9", "Mail", BLANKS(0, 0, 0));
	SAY(f, BATCHES, 0, "Batch 10", "Mail", BLANKS(0, 0, 3));
	reconcile(f);
	fd = only(f, FINDING_BATCH_EMPTY);
	assert_int_equal(fd->members, 2);
	assert_false(finding_is_open(fd));
	DONE(f);
}

static void
a_batch_of_unknowns_is_not_empty(void **state)
{
	WITH(f);

	SAY(f, BATCHES, 0, "Batch 8", "Mail", VOTES(U, U));
	reconcile(f);
	assert_int_equal(how_many(f, FINDING_BATCH_EMPTY), 0);
	DONE(f);
}

static const char *
name(struct fixture *f, const char *words, int n)
{
	return arena_printf(&f->a, "%s %d", words, n);
}

static void
ballots_sorted_by_choice_are_explained(void **state)
{
	const struct finding *fd;
	WITH(f);

	for (int i = 0; i < 10; i++) {
		SAY(f, BATCHES, 0, name(f, "Pile", 2 * i), "Mail",
		    VOTES(50, 0));
		SAY(f, BATCHES, 0, name(f, "Pile", 2 * i + 1), "Mail",
		    VOTES(0, 50));
	}
	reconcile(f);
	fd = only(f, FINDING_BATCH_ONE_SIDED);
	assert_int_equal(fd->members, 20);
	assert_int_equal(fd->likelihood, 0);
	assert_false(finding_is_open(fd));
	assert_int_equal(how_many(f, FINDING_BATCH_SAME_VOTES), 0);
	DONE(f);
}

static void
places_that_lean_one_way_are_not_sorted(void **state)
{
	WITH(f);

	for (int i = 0; i < 40; i++)
		SAY(f, BATCHES, 0, name(f, "Precinct", i), "Poll",
		    VOTES(i % 8, 60 + i - i % 8));
	reconcile(f);
	assert_int_equal(how_many(f, FINDING_BATCH_ONE_SIDED), 0);
	DONE(f);
}

static void
second_cards_are_told_by_what_other_units_have(void **state)
{
	const struct finding *fd;
	WITH(f);

	for (int i = 0; i < 20; i++) {
		SAY(f, BATCHES, 0, name(f, "Batch", 10 + i), "Mail",
		    BLANKS(10 + i, 20, 29 + i));
		SAY(f, BATCHES, 1, name(f, "Batch", 10 + i), "Mail",
		    BLANKS(10 + i, 20, i % 2));
	}
	reconcile(f);
	fd = only(f, FINDING_CARDS_AS_BLANKS);
	assert_int_equal(fd->unit.n, 0);
	assert_int_equal(fd->members, 20);
	DONE(f);
}

static void
blanks_that_all_units_have_are_blanks(void **state)
{
	WITH(f);

	for (int i = 0; i < 20; i++)
		for (uint32_t u = 0; u < 2; u++)
			SAY(f, BATCHES, u, name(f, "Batch", 10 + i), "Mail",
			    BLANKS(10 + i, 20, 29 + i));
	reconcile(f);
	assert_int_equal(how_many(f, FINDING_CARDS_AS_BLANKS), 0);
	DONE(f);
}

static void
a_double_says_what_mending_it_would_change(void **state)
{
	const struct finding *fd;
	WITH(f);

	for (int i = 0; i < 60; i++)
		SAY(f, BATCHES, 0, name(f, "Scanner 1 batch", 10 + i), "Mail",
		    VOTES(31 + i % 7, 120 - i));
	SAY(f, BATCHES, 0, "Scanner 2 batch 1", "Mail", VOTES(200, 70));
	SAY(f, BATCHES, 0, "scanner2/batch01", "Mail", VOTES(200, 70));
	reconcile(f);
	fd = only(f, FINDING_BATCH_SPELLING);
	assert_int_equal(fd->effect[0], -200);
	assert_int_equal(fd->effect[1], -70);
	assert_int_equal(fd->margin_effect, 130);
	assert_non_null(strstr(fd->reason, "200-70"));
	DONE(f);
}

/* Sixty ordinary batches and two large ones with the same votes; what they have together. */
static void
add_large_twins(struct fixture *f, int64_t *x, int64_t *y)
{
	*x = 800;
	*y = 600;
	for (int i = 0; i < 60; i++) {
		SAY(f, BATCHES, 0, name(f, "Scanner 1 batch", 10 + i), "Mail",
		    VOTES(31 + i % 7, 120 - i));
		*x += 31 + i % 7;
		*y += 120 - i;
	}
	SAY(f, BATCHES, 0, "Town hall", "Mail", VOTES(400, 300));
	SAY(f, BATCHES, 0, "Court", "Mail", VOTES(400, 300));
}

static void
a_copy_that_another_count_has_no_room_for_is_not_named(void **state)
{
	int64_t x, y;
	WITH(f);

	add_large_twins(f, &x, &y);
	SAY(f, BY_METHOD, 0, "", "Mail", VOTES(x, y));
	reconcile(f);
	assert_int_equal(how_many(f, FINDING_BATCH_SAME_VOTES), 0);
	DONE(f);
}

static void
a_copy_that_another_count_lacks_is_likely(void **state)
{
	int64_t x, y;
	WITH(f);

	add_large_twins(f, &x, &y);
	SAY(f, BY_METHOD, 0, "", "Mail", VOTES(x - 400, y - 300));
	reconcile(f);
	assert_true(only(f, FINDING_BATCH_SAME_VOTES)->likelihood > 500);
	DONE(f);
}

static void
one_label_on_two_stacks_changes_no_votes(void **state)
{
	const struct finding *fd;
	WITH(f);

	for (int i = 0; i < 110; i++)
		SAY(f, BATCHES, 0, name(f, "Scanner 1 batch", 10 + i), "Mail",
		    VOTES(31 + i % 7, 150 - i));
	SAY(f, BATCHES, 0, "Scanner 2 batch 1", "Mail", VOTES(50, 70));
	SAY(f, BATCHES, 0, "scanner2/batch01", "Mail", VOTES(90, 20));
	reconcile(f);
	fd = only(f, FINDING_BATCH_SPELLING);
	assert_int_equal(fd->likelihood, 100);
	assert_null(fd->effect);
	assert_int_equal(fd->margin_effect, 0);
	DONE(f);
}

static void
votes_that_are_not_public_are_not_told(void **state)
{
	struct source hidden[SOURCES];
	WITH(f);

	memcpy(hidden, sources, sizeof sources);
	hidden[BATCHES].already_public = false;
	f->el.source = hidden;
	SAY(f, BATCHES, 0, "Scanner 2 batch 1", "Mail", VOTES(200, 70));
	SAY(f, BATCHES, 0, "scanner2/batch01", "Mail", VOTES(200, 70));
	reconcile(f);
	assert_null(strstr(only(f, FINDING_BATCH_SPELLING)->reason, "200"));
	DONE(f);
}

static void
an_explanation_closes_the_finding_it_fits(void **state)
{
	const struct note notes[] = {
		{ "COUNT_SUM", { 1 }, "", "elsewhere", "", "", { 0 } },
		{ "COUNT_SUM", { UINT32_MAX }, "", "late ballots", "clerk", "",
		    { 0 } },
	};
	WITH(f);

	f->el.note = notes;
	f->el.notes = 2;
	f->said[5].v[0] = 95;
	reconcile(f);
	assert_string_equal(only(f, FINDING_COUNT_SUM)->explained->text,
	    "late ballots");
	assert_false(finding_is_open(only(f, FINDING_COUNT_SUM)));
	DONE(f);
}

static void
methods_of_other_names_are_noted(void **state)
{
	WITH(f);

	f->said[7].method = "Precinct";
	reconcile(f);
	assert_int_equal(only(f, FINDING_METHODS_DIFFER)->severity,
	    SEVERITY_NOTE);
	DONE(f);
}

static void
stray_characters_are_noted_once_a_unit(void **state)
{
	WITH(f);

	f->said[6].label = "Batch 1 ";
	f->said[7].label = "Batch\t2";
	reconcile(f);
	assert_int_equal(only(f, FINDING_LABEL_DIRT)->members, 2);
	DONE(f);
}

static void
findings_come_by_place_and_code(void **state)
{
	WITH(f);

	f->said[5].v[0] = 95;
	f->said[6].label = "Batch 1 ";
	f->said[8].label = "Batch 1 ";
	SAY(f, BATCHES, 0, "Batch 8", "Mail", VOTES(0, 0));
	reconcile(f);
	for (size_t i = 1; i < f->found.n; i++) {
		uint32_t before = f->found.item[i - 1].unit.n + 1;
		uint32_t here = f->found.item[i].unit.n + 1;

		assert_true(before < here || (before == here &&
		    f->found.item[i - 1].code <= f->found.item[i].code));
	}
	DONE(f);
}

static void
a_sum_that_overflows_is_refused(void **state)
{
	struct findings found = { 0 };
	int64_t v[2][WIDTH] = { VOTES(INT64_MAX, 1), VOTES(1, 1) };
	struct row rows[] = { { "a", "", 2, v[0] }, { "b", "", 3, v[1] } };
	struct sheet s = { rows, 2, WIDTH };
	struct reconcile *r;
	WITH(f);

	found.a = &f->a;
	r = reconcile_new(&f->a, &f->el, (struct contest_ix){ 0 }, &found);
	assert_false(reconcile_add(r, (struct unit_ix){ 0 },
	    (struct source_ix){ BATCHES }, &s, &f->e));
	assert_non_null(strstr(f->e.text, "line 3"));
	DONE(f);
}

int
main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(where_nothing_is_wrong_only_the_heading_is_noted),
		cmocka_unit_test(where_nothing_is_compared_no_check_is_claimed),
		cmocka_unit_test(methods_that_do_not_add_up_are_found_with_the_difference),
		cmocka_unit_test(a_total_that_is_not_the_sum_of_its_units_is_found),
		cmocka_unit_test(quoted_totals_are_held_against_the_count_they_quote),
		cmocka_unit_test(quoted_totals_that_agree_are_no_finding),
		cmocka_unit_test(a_unit_without_figures_is_missing),
		cmocka_unit_test(a_unit_without_the_votes_of_a_choice_is_missing),
		cmocka_unit_test(more_votes_than_a_row_has_ballots_blocks),
		cmocka_unit_test(more_votes_than_ballots_cast_are_found_in_each_count),
		cmocka_unit_test(more_ballots_than_voters_are_found),
		cmocka_unit_test(unknown_check_ins_are_not_zero),
		cmocka_unit_test(empty_batches_of_a_unit_are_one_finding),
		cmocka_unit_test(a_batch_of_unknowns_is_not_empty),
		cmocka_unit_test(ballots_sorted_by_choice_are_explained),
		cmocka_unit_test(places_that_lean_one_way_are_not_sorted),
		cmocka_unit_test(second_cards_are_told_by_what_other_units_have),
		cmocka_unit_test(blanks_that_all_units_have_are_blanks),
		cmocka_unit_test(a_double_says_what_mending_it_would_change),
		cmocka_unit_test(a_copy_that_another_count_has_no_room_for_is_not_named),
		cmocka_unit_test(a_copy_that_another_count_lacks_is_likely),
		cmocka_unit_test(one_label_on_two_stacks_changes_no_votes),
		cmocka_unit_test(votes_that_are_not_public_are_not_told),
		cmocka_unit_test(an_explanation_closes_the_finding_it_fits),
		cmocka_unit_test(methods_of_other_names_are_noted),
		cmocka_unit_test(stray_characters_are_noted_once_a_unit),
		cmocka_unit_test(findings_come_by_place_and_code),
		cmocka_unit_test(a_sum_that_overflows_is_refused),
	};

	return cmocka_run_group_tests_name("reconcile", tests, NULL, NULL);
}
