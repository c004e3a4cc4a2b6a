/* SPDX-License-Identifier: Apache-2.0 */
/*
 * The statewide audit of Georgia's primary of 19 May 2026, draw by draw, with
 * the p-value that its report gives (data/georgia-2026/README.md).
 */
#include <math.h>
#include <setjmp.h>
#include <stdarg.h>
#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>
#include <stdlib.h>
#include <string.h>
#include <cmocka.h>

#include "audit/case_bounds.h"
#include "audit/draw.h"
#include "base/arena.h"
#include "base/err.h"
#include "read/headed.h"

#define SEED    "06712221796172622814"
#define BATCHES 5640
#define CHOICES 5
#define DRAWS   138

enum { UNIT, BATCH, BALLOTS, TICKET, FIRST, COLUMNS = FIRST + CHOICES };

static const char *const ids[] = { "carter", "collins", "coyne", "dooley",
	"mccolumn" };
static const int64_t votes[] = { 229221, 369638, 9850, 275528, 28446 };
static const struct headed_column columns[COLUMNS] = {
	{ "unit", NULL, true }, { "batch", NULL, true },
	{ "ballots", NULL, false }, { "ticket", NULL, false },
	{ "carter", NULL, true }, { "collins", NULL, true },
	{ "coyne", NULL, true }, { "dooley", NULL, true },
	{ "mccolumn", NULL, true },
};

static struct arena a;
static struct audit_contest contest;
static struct audit_plan plan;
static struct audit_case one;

static void
open(struct headed *h, const char *name)
{
	struct bytes text;
	struct err e = { 0 };

	assert_true(file_read(&a, arena_printf(&a, "%s/%s",
	    getenv("GEORGIA_2026"), name), 1 << 22, &text, &e));
	assert_true(headed_open(&a, text, name, columns, COLUMNS, h, &e));
}

/* A number that may be below 0, or nothing. */
static int64_t
number(const struct headed *h, size_t column)
{
	return atoll(headed_text(h, &a, column));
}

static int
load(void **state)
{
	struct case_batch *batch = arena_zero(&a, BATCHES, sizeof *batch);
	int64_t *reported = arena_zero(&a, BATCHES * CHOICES,
	    sizeof *reported);
	const int64_t **totals = arena_zero(&a, 1, sizeof *totals);
	struct headed h;
	struct err e = { 0 };

	(void)state;
	open(&h, "batches.csv");
	for (; headed_next(&h, &e) == NEXT_ITEM; one.batches++) {
		struct case_batch *b = &batch[one.batches];

		*b = (struct case_batch){ .unit = headed_text(&h, &a, UNIT),
			.unit_name = headed_text(&h, &a, UNIT),
			.name = headed_text(&h, &a, BATCH),
			.ballots = number(&h, BALLOTS), .first = one.ballots };
		one.ballots += b->ballots;
		for (size_t k = 0; k < CHOICES; k++)
			reported[one.batches * CHOICES + k] =
			    number(&h, FIRST + k);
	}
	contest.tally = (struct tally){ .contest = "senate", .choice = ids,
		.votes = votes, .choices = CHOICES, .ballots = one.ballots,
		.votes_allowed = 1, .winners = 1, .kind = CHOICE_MAJORITY,
		.threshold = { 1, 2 }, .runoff = true };
	plan = (struct audit_plan){ .audit = "senate", .method = METHOD_MACRO,
		.sampler = SAMPLER_PPEB, .risk_limit = { 1, 20 },
		.contest = &contest, .contests = 1, .targeted = 1 };
	totals[0] = reported;
	one.batch = batch;
	one.plan = &plan;
	one.seed = SEED;
	one.totals = totals;
	return 0;
}

static int
forget(void **state)
{
	(void)state;
	arena_free(&a);
	return 0;
}

static void
v12_the_frame_is_whole(void **state)
{
	(void)state;
	assert_int_equal(one.batches, BATCHES);
	assert_int_equal(one.ballots, 2081564);
}

static void
v12_bounds_and_size(void **state)
{
	struct case_bounds b;
	struct err e = { 0 };
	char text[DEC28_TEXT];

	(void)state;
	assert_true(case_bounds_of(&a, &one, 0, &b, &e));
	assert_null(b.why);
	assert_string_equal(dec28_text(text, b.all),
	    "45.95283424167281402036144097");
	assert_int_equal(macro_size(.05, 0, b.all, BATCHES), DRAWS);
}

static void
v12_every_draw_and_ticket(void **state)
{
	struct draw_pick *pick;
	struct err e = { 0 };
	struct headed h;

	(void)state;
	open(&h, "draws.csv");
	assert_true(draw_from(&a, &one, 0, DRAWS, &pick, &e));
	for (size_t i = 0; i < DRAWS; i++) {
		const struct case_batch *b = &one.batch[pick[i].batch];

		assert_int_equal(headed_next(&h, &e), NEXT_ITEM);
		assert_string_equal(b->unit, headed_text(&h, &a, UNIT));
		assert_string_equal(b->name, headed_text(&h, &a, BATCH));
		assert_string_equal(pick[i].ticket, headed_text(&h, &a,
		    TICKET));
	}
	assert_int_equal(headed_next(&h, &e), NEXT_END);
}

static void
v12_the_official_p_value(void **state)
{
	struct draw_pick *pick;
	struct case_bounds b;
	struct err e = { 0 };
	struct headed h;
	double log_p = 0, clean;
	size_t tainted = 0;

	(void)state;
	open(&h, "draws.csv");
	assert_true(case_bounds_of(&a, &one, 0, &b, &e));
	assert_true(draw_from(&a, &one, 0, DRAWS, &pick, &e));
	clean = DRAWS * macro_draw(b.all, b.bound[0], dec28_of(0));
	for (size_t i = 0; i < DRAWS; i++) {
		const int64_t *was = case_totals(&one, 0, pick[i].batch);
		int64_t is[CHOICES];
		struct dec28 error;

		assert_int_equal(headed_next(&h, &e), NEXT_ITEM);
		for (size_t k = 0; k < CHOICES; k++)
			is[k] = was[k] + number(&h, FIRST + k);
		error = macro_error(&b.macro, was, is);
		tainted += !dec28_is_zero(error);
		log_p += macro_draw(b.all, b.bound[pick[i].batch], error);
	}
	assert_int_equal(tainted, 19);
	assert_true(fabs(exp(clean) - 0.04801524211796572) < 1e-15);
	assert_true(fabs(exp(log_p) - 0.04908372872973666) < 1e-15);
}

int
main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(v12_the_frame_is_whole),
		cmocka_unit_test(v12_bounds_and_size),
		cmocka_unit_test(v12_every_draw_and_ticket),
		cmocka_unit_test(v12_the_official_p_value),
	};

	return cmocka_run_group_tests(tests, load, forget);
}
