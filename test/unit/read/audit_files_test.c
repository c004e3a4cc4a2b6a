/* SPDX-License-Identifier: Apache-2.0 */
/* Manifests, totals by batch, cast vote records and readings: what is taken, and how what cannot be is named. */
#include <setjmp.h>
#include <stdarg.h>
#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>
#include <string.h>
#include <cmocka.h>

#include "base/arena.h"
#include "base/buf.h"
#include "base/err.h"
#include "base/num.h"

#include "read/batch_totals.h"
#include "read/cards.h"
#include "read/manifest.h"
#include "read/readings.h"

static struct arena a;

static const struct choice choices[] = {
	{ "reed", "Alma Reed", "Reed", "" }, { "stone", "Bo Stone", "Stone", "" },
};
static const struct contest contests[] = {
	{ "mayor", "Mayor", choices, 2, 1, 1, { 22405 }, "state" },
};
static const struct election election = { .id = "x", .contest = contests,
	.contests = 1 };
static const char *const ids[] = { "reed", "stone" };
static const int64_t votes[] = { 40, 20 };
static struct audit_contest planned[] = { { .targeted = true, .tally = {
	.contest = "mayor", .choice = ids, .votes = votes, .choices = 2,
	.ballots = 70, .votes_allowed = 1, .winners = 1 } } };
static const struct audit_plan plan = { .audit = "mayor",
	.method = METHOD_ALPHA, .risk_limit = { 1, 20 }, .contest = planned,
	.contests = 1, .targeted = 1 };

static struct bytes
bytes_of(const char *text)
{
	return (struct bytes){ text, strlen(text) };
}

static bool
manifest_of_text(const char *text, struct manifest *m, struct err *e)
{
	return manifest_read(&a, bytes_of(text), "m.csv",
	    (struct manifest_of){ "01", "Alder" }, m, e);
}

static struct manifest
two_batches(void)
{
	struct manifest m;
	struct err e;

	assert_true(manifest_of_text("batch,ballots\nB1,40\nB2,30\n", &m, &e));
	return m;
}

/* A case: a file, and a part of what is said of it. */
struct wrong { const char *text, *says; };

static void
must_say(const struct err *e, const char *says)
{
	if (strstr(e->text, says) == NULL)
		fail_msg("found \"%s\", expected \"%s\"", e->text, says);
}

static void
a_manifest_of_arlo_is_read_as_it_is(void **state)
{
	struct manifest m;
	struct err e;

	(void)state;
	assert_true(manifest_of_text("Container,Tabulator,Batch Name,Number of "
	    "Ballots,CVR\nShelf 1,ICC 2,Box 7,\"1,312\",Y\n"
	    "Shelf 1,ICC 2,Box 8,0,N\n", &m, &e));
	assert_int_equal(m.n, 2);
	assert_int_equal(m.ballots, 1312);
	assert_true(m.has_tabulators);
	assert_true(m.batch[0].has_cards);
	assert_false(m.batch[1].has_cards);
	assert_string_equal(m.batch[0].container, "Shelf 1");
	assert_int_equal(manifest_find(&m, "ICC 2", "Box 8"), 1);
	assert_int_equal(manifest_find(&m, "", "Box 8"), MANIFEST_NONE);
}

static void
of_a_statewide_manifest_a_unit_takes_its_rows(void **state)
{
	struct manifest m;
	struct err e;

	(void)state;
	assert_true(manifest_of_text("County,Batch,Ballots\nAlder,B1,4\n"
	    "Birch,B1,5\n01,B2,6\n", &m, &e));
	assert_int_equal(m.n, 2);
	assert_int_equal(m.ballots, 10);
}

static void
what_no_manifest_can_have_is_named(void **state)
{
	static const struct wrong wrong[] = {
		{ "", "m.csv" },
		{ "batch\nB1\n", "ballots" },
		{ "batch,ballots\nB1,1\nB1,2\n", "m.csv:3" },
		{ "batch,ballots\nB1,x\n", "m.csv:2:4" },
		{ "batch,ballots\nB1,-3\n", "m.csv:2:4" },
		{ "batch,ballots\n,3\n", "m.csv:2" },
		{ "batch,ballots\n", "m.csv" },
		{ "county,batch,ballots\nBirch,B1,5\n", "Alder" },
		{ "batch,ballots\nB1,9223372036854775807\nB2,1\n", "m.csv" },
	};
	struct manifest m;
	struct err e;

	(void)state;
	for (size_t i = 0; i < sizeof wrong / sizeof wrong[0]; i++) {
		if (manifest_of_text(wrong[i].text, &m, &e))
			fail_msg("read: %s", wrong[i].text);
		must_say(&e, wrong[i].says);
	}
}

static bool
totals(const char *text, int64_t **out, struct err *e)
{
	static struct manifest m;
	struct batch_totals_of of = { &m, &planned[0].tally, contests, "01",
		"Alder" };

	m = two_batches();
	return batch_totals_read(&a, bytes_of(text), "t.csv", &of, out, e);
}

static void
totals_stand_in_the_order_of_the_manifest(void **state)
{
	int64_t *v;
	struct err e;

	(void)state;
	assert_true(totals("Batch Name,Bo Stone,reed\nB2,2,1\nB1,,\n", &v, &e));
	assert_int_equal(v[0], NUM_UNKNOWN);
	assert_int_equal(v[2], 1);
	assert_int_equal(v[3], 2);
}

static void
totals_that_cannot_be_are_named(void **state)
{
	static const struct wrong wrong[] = {
		{ "batch,reed\nB1,4\nB2,3\n", "stone" },
		{ "batch,reed,stone\nB1,4,1\n", "B2" },
		{ "batch,reed,stone\nB1,4,1\nB2,0,0\nB3,0,0\n", "B3" },
		{ "batch,reed,stone\nB1,4,1\nB1,4,1\nB2,0,0\n", "t.csv:3" },
		{ "batch,reed,stone\nB1,40,1\nB2,0,0\n", "t.csv:2" },
		{ "batch,reed,stone\nB1,x,1\nB2,0,0\n", "t.csv:2:4" },
	};
	int64_t *v;
	struct err e;

	(void)state;
	for (size_t i = 0; i < sizeof wrong / sizeof wrong[0]; i++) {
		if (totals(wrong[i].text, &v, &e))
			fail_msg("read: %s", wrong[i].text);
		must_say(&e, wrong[i].says);
	}
}

struct visited { size_t n, with; };

static bool
visit(void *ctx, const struct card_row *row, struct err *e)
{
	struct visited *v = ctx;

	(void)e;
	v->n++;
	v->with += card_has(&row->card[0]);
	return true;
}

static bool
cards(const char *text, struct visited *v, struct err *e)
{
	struct manifest m = two_batches();
	struct cards_of of = { &plan, &election, &m, "01", "Alder" };
	struct memory in = { text, strlen(text) };

	*v = (struct visited){ 0, 0 };
	return cards_read(&a, (struct feed){ memory_fill, &in, "c.csv" }, &of,
	    visit, v, e);
}

static void
a_contest_whose_cells_are_empty_is_not_on_the_card(void **state)
{
	struct visited v;
	struct err e;

	(void)state;
	assert_true(cards("Batch,Position,Mayor/Alma Reed,Mayor/Bo Stone\n"
	    "B1,1,1,0\nB1,2,,\nB2,30,0,0\n", &v, &e));
	assert_int_equal(v.n, 3);
	assert_int_equal(v.with, 2);
}

static bool
write_row(void *ctx, const struct card_row *row, struct err *e)
{
	struct manifest m = two_batches();
	struct cards_of of = { &plan, &election, &m, "01", "Alder" };

	(void)e;
	cards_write(ctx, &of, row);
	return true;
}

/* What the audit asks of a card, by ids, whatever the file called it; the imprint is not. */
static void
records_are_kept_as_the_audit_reads_them(void **state)
{
	static const char text[] = "Imprint,Position,Unit,Bo Stone,Alma Reed,"
	    "Batch\n77,1,Alder,0,1,B1\n78,2,01,,,B1\n79,3,Birch,1,0,B9\n"
	    "80,30,Alder,1,0,B2\n";
	struct manifest m = two_batches();
	struct cards_of of = { &plan, &election, &m, "01", "Alder" };
	struct memory in = { text, strlen(text) };
	struct buf out CLEANUP(buf_free) = { 0 };
	struct err e;

	(void)state;
	cards_write_head(&out, &plan);
	assert_true(cards_read(&a, (struct feed){ memory_fill, &in, "c.csv" },
	    &of, write_row, &out, &e));
	assert_string_equal(out.p,
	    "tabulator,batch,position,mayor/reed,mayor/stone\n"
	    ",B1,1,1,0\n,B1,2,,\n,B2,30,0,1\n");
}

static void
records_that_cannot_be_are_named(void **state)
{
	static const struct wrong wrong[] = {
		{ "batch,position,reed\nB1,1,1\n", "stone" },
		{ "batch,position,reed,stone\nB1,41,1,0\n", "found 41, expected 1 to" },
		{ "batch,position,reed,stone\nB1,0,1,0\n", "c.csv:2" },
		{ "batch,position,reed,stone\nB1,1,1,0\nB1,1,0,1\n", "c.csv:3" },
		{ "batch,position,reed,stone\nB9,1,1,0\n", "B9" },
		{ "batch,position,reed,stone\nB1,1,x,0\n", "c.csv:2:6" },
		{ "batch,position,reed,stone\nB1,1,99999,0\n", "c.csv:2" },
	};
	struct visited v;
	struct err e;

	(void)state;
	for (size_t i = 0; i < sizeof wrong / sizeof wrong[0]; i++) {
		if (cards(wrong[i].text, &v, &e))
			fail_msg("read: %s", wrong[i].text);
		must_say(&e, wrong[i].says);
	}
}

#define HEAD "unit,batch,position,ballots,contest,choice,votes\n"

static void
readings_of_an_item_stand_together(void **state)
{
	struct readings r;
	struct err e;

	(void)state;
	assert_true(readings_read(&a, bytes_of(HEAD "01,B1,4,,Mayor,Alma Reed,\n"
	    "01,B1,5,,mayor,,\n01,B1,6,,,not found,\n01,B1,7,,,none,\n"
	    "01,B2,,30,mayor,reed,17\n01,B2,,30,mayor,stone,9\n"), "r.csv",
	    &plan, &election, &r, &e));
	assert_int_equal(r.n, 5);
	assert_string_equal(r.item[0].mark[0].choice, "reed");
	assert_int_equal(r.item[0].mark[0].votes, 1);
	assert_null(r.item[1].mark[0].choice);
	assert_true(r.item[2].lost);
	assert_true(r.item[3].none);
	assert_int_equal(r.item[4].position, 0);
	assert_int_equal(r.item[4].ballots, 30);
	assert_int_equal(r.item[4].marks, 2);
}

static void
readings_that_cannot_be_are_named(void **state)
{
	static const struct wrong wrong[] = {
		{ HEAD "01,B1,4,,mayor,nobody,\n", "choice: found \"nobody\"" },
		{ HEAD "01,B1,4,,governor,reed,\n", "contest" },
		{ HEAD "01,B1,4,,mayor,reed,\n01,B1,4,,mayor,reed,\n", "r.csv:3" },
		{ HEAD "01,B1,4,,,not found,\n01,B1,4,,mayor,reed,\n", "r.csv:3" },
		{ HEAD "01,B1,,,mayor,reed,-4\n", "r.csv:2" },
	};
	struct readings r;
	struct err e;

	(void)state;
	for (size_t i = 0; i < sizeof wrong / sizeof wrong[0]; i++) {
		if (readings_read(&a, bytes_of(wrong[i].text), "r.csv", &plan,
		    &election, &r, &e))
			fail_msg("read: %s", wrong[i].text);
		must_say(&e, wrong[i].says);
	}
}

static int
forget(void **state)
{
	(void)state;
	arena_free(&a);
	return 0;
}

int
main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(a_manifest_of_arlo_is_read_as_it_is),
		cmocka_unit_test(of_a_statewide_manifest_a_unit_takes_its_rows),
		cmocka_unit_test(what_no_manifest_can_have_is_named),
		cmocka_unit_test(totals_stand_in_the_order_of_the_manifest),
		cmocka_unit_test(totals_that_cannot_be_are_named),
		cmocka_unit_test(a_contest_whose_cells_are_empty_is_not_on_the_card),
		cmocka_unit_test(records_are_kept_as_the_audit_reads_them),
		cmocka_unit_test(records_that_cannot_be_are_named),
		cmocka_unit_test(readings_of_an_item_stand_together),
		cmocka_unit_test(readings_that_cannot_be_are_named),
	};

	return cmocka_run_group_tests(tests, NULL, forget);
}
