/* SPDX-License-Identifier: Apache-2.0 */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <string.h>
#include <cmocka.h>

#include "base/arena.h"
#include "base/buf.h"
#include "base/err.h"
#include "law/law.h"
#include "read/map.h"
#include "report/draw.h"
#include "report/page.h"
#include "report/term.h"

#define U NUM_UNKNOWN

/* Two units and two counts; the second unit has no figures in the second. */
static const struct unit units[] = { { "01", "Alder" }, { "02", "Birch" } };
static const struct choice choices[] = { { "reed", "Alma Reed", "Reed", "" },
	{ "stone", "Ivo Stone", "Stone", "" } };
static const struct count counts[] = {
	{ "original", "First count", COUNT_ORIGINAL, STAGE_CERTIFIED, false, { 18000 } },
	{ "hand", "Hand tally", COUNT_HAND_TALLY, STAGE_HAND_TALLY, true, { 18001 } },
};
static int64_t cell[][2 + EXTRAS] = { { 100, 90, U, U, U, U, U },
	{ 700, 300, U, U, U, U, U }, { 60, 50, U, U, U, U, U },
	{ 53, 40, U, U, U, U, U } };
static struct row whole[] = { { "", "", 2, cell[0] }, { "", "", 3, cell[1] } };
static struct row batches[] = { { "B1", "Mail", 2, cell[2] },
	{ "B2", "Day", 3, cell[3] } };
static const struct sheet first[] = { { &whole[0], 1, 2 + EXTRAS },
	{ &whole[1], 1, 2 + EXTRAS } };
static const struct sheet hand = { batches, 2, 2 + EXTRAS };
static const struct source_ix which[] = { { 0 }, { 1 } };

struct fixture {
	struct arena    a;
	struct contest  contest;
	struct source   source[2];
	struct election el;
	struct official_rule official[2];
	struct law      law;
	struct findings findings;
	struct site     s;
	struct err      e;
};

static void
rules(struct fixture *f)
{
	const struct rule r = { .id = "r", .title = "A rule", .cite = "A law",
		.note = "", .from = DAY_UNKNOWN, .to = DAY_UNKNOWN };

	f->official[0] = (struct official_rule){ r, COUNT_ORIGINAL, true, 1,
		"The result." };
	f->official[1] = (struct official_rule){ r, COUNT_HAND_TALLY, false, 0,
		"An audit." };
	f->law = (struct law){ .name = "made-up", .title = "Rules",
		.jurisdiction = "Arcadia", .official = f->official,
		.officials = 2 };
}

static void
compare_all(struct fixture *f)
{
	struct compare *c = compare_new(&f->a, &f->el, (struct contest_ix){ 0 },
	    &f->law);

	assert_true(compare_add(c, (struct unit_ix){ 0 }, (struct count_ix){ 0 },
	    &first[0], &f->e));
	assert_true(compare_add(c, (struct unit_ix){ 1 }, (struct count_ix){ 0 },
	    &first[1], &f->e));
	assert_true(compare_add(c, (struct unit_ix){ 0 }, (struct count_ix){ 1 },
	    &hand, &f->e));
	assert_true(compare_finish(c, &f->e));
	f->s.compare = c;
}

static struct source
source_of(uint16_t count, enum partition part, const char *title)
{
	return (struct source){ .id = title, .title = title, .publisher = "P",
		.cite = "C", .file = "f.csv", .format = "results",
		.sha256 = "00", .table = "", .as_of = { 18000 },
		.as_of_text = "", .part = part, .count = { count },
		.already_public = true };
}

static int
open_site(void **state)
{
	static struct fixture f;
	static const char *hrefs[] = { "county/alder.html", "county/birch.html" };

	f = (struct fixture){ .e = { .kind = ERR_NONE } };
	f.contest = (struct contest){ .id = "gov", .title = "Governor",
		.choice = choices, .choices = 2, .votes_allowed = 1,
		.winners = 1, .date = { 17990 }, .office = "state" };
	f.source[0] = source_of(0, PART_UNIT, "first-by-unit");
	f.source[1] = source_of(1, PART_BATCH, "hand-by-batch");
	f.el = (struct election){ .id = "e", .title = "E",
		.jurisdiction = "Arcadia", .unit_word = "county",
		.units_word = "counties", .date = { 17990 }, .unit = units,
		.units = 2, .contest = &f.contest, .contests = 1,
		.count = counts, .counts = 2, .source = f.source, .sources = 2,
		.demonstration = "" };
	rules(&f);
	f.findings.a = &f.a;
	f.s = (struct site){ .a = &f.a, .el = &f.el, .law = &f.law,
		.findings = &f.findings, .href = hrefs,
		.source = arena_zero(&f.a, 2, sizeof(char *)) };
	f.s.frame.site = "Arcadia, Governor";
	compare_all(&f);
	site_index(&f.s);
	*state = &f;
	return 0;
}

static int
close_site(void **state)
{
	struct fixture *f = *state;

	arena_free(&f->a);
	return 0;
}

/* The page of the first unit as text. */
static const char *
unit_text(struct fixture *f)
{
	const struct sheet sheets[] = { first[0], hand };
	struct buf out CLEANUP(buf_free) = { 0 };

	term_print(&out, page_unit(&f->s, &f->a, (struct unit_ix){ 0 }, which,
	    sheets, 2), 100, false);
	return arena_str(&f->a, out.p, out.len);
}

static const char *
index_text(struct fixture *f)
{
	struct buf out CLEANUP(buf_free) = { 0 };

	term_print(&out, page_index(&f->s, &f->a), 100, false);
	return arena_str(&f->a, out.p, out.len);
}

static void
batches_that_are_public_are_summed_up_by_type(void **state)
{
	const char *text = unit_text(*state);

	assert_non_null(strstr(text, "Batches by type"));
	assert_non_null(strstr(text, "Mail        1    60     50    110"));
}

static void
cells_below_the_unit_that_are_not_public_are_withheld_and_it_is_said(void **state)
{
	struct fixture *f = *state;
	const char *text;

	f->source[1].already_public = false;
	text = unit_text(f);
	assert_non_null(strstr(text, "is not shown: its cells are not public"));
	assert_null(strstr(text, "Mail"));
	assert_null(strstr(text, "110"));
}

static void
a_unit_page_says_how_far_the_counts_are_apart_and_that_it_is_open(void **state)
{
	const char *text = unit_text(*state);

	assert_non_null(strstr(text, "The hand tally is 13 votes above the first count."));
	assert_non_null(strstr(text, "Open The counts are up to 13 votes apart here"));
}

static void
a_unit_without_figures_in_a_count_is_not_reported_there(void **state)
{
	struct fixture *f = *state;
	const struct sheet sheets[] = { first[1], { NULL, 0, 2 + EXTRAS } };
	struct buf out CLEANUP(buf_free) = { 0 };

	term_print(&out, page_unit(&f->s, &f->a, (struct unit_ix){ 1 }, which,
	    sheets, 2), 100, false);
	assert_non_null(strstr(out.p, "The hand tally has no figures here."));
	assert_null(strstr(out.p, "922"));	/* of INT64_MIN */
}

static void
every_page_ends_with_what_it_does_not_show(void **state)
{
	struct fixture *f = *state;
	struct doc *(*const page[])(const struct site *, struct arena *) = {
		page_units, page_findings, page_data };

	for (size_t i = 0; i < sizeof page / sizeof *page; i++)
		assert_int_equal(page[i](&f->s, &f->a)->body->last->kind,
		    NODE_LIMITS);
}

static void
a_missing_unit_is_no_outcome_and_no_zero(void **state)
{
	const char *text = index_text(*state);

	assert_non_null(strstr(text, "Not every county reported in every count"));
	assert_null(strstr(text, "nan"));
}

static void
tones_tell_missing_units_from_equal_ones(void **state)
{
	struct fixture *f = *state;
	uint32_t n[TONES];

	chart_tones((struct chart_pair){ f->s.compare, 0, 1 }, n);
	assert_int_equal(n[TONE_HUNDRED], 1);
	assert_int_equal(n[TONE_NONE], 1);
	assert_int_equal(n[TONE_SAME], 0);
}

static void
the_largest_unit_comes_first(void **state)
{
	struct fixture *f = *state;
	uint32_t *order = chart_by_size(&f->a, (struct chart_pair){
	    f->s.compare, 0, 1 });

	assert_int_equal(order[0], 1);
	assert_int_equal(order[1], 0);
}

static void
a_plot_names_its_outlier_and_counts_its_crowd(void **state)
{
	struct fixture *f = *state;
	struct picture *p = chart_dots(&f->a, (struct chart_pair){
	    f->s.compare, 0, 1 });

	assert_string_equal(p->label, "0 of 1 county moved by 10 votes or "
	    "fewer. Largest: Alder, 13 votes.");
}

static void
a_plot_of_nothing_is_still_a_drawing(void **state)
{
	struct fixture *f = *state;
	struct compare *c = compare_new(&f->a, &f->el, (struct contest_ix){ 0 },
	    &f->law);

	assert_true(compare_finish(c, &f->e));
	assert_string_equal(chart_dots(&f->a, (struct chart_pair){ c, 0, 1 })->
	    label, "No figures to compare.");
}

#define SITE(test) cmocka_unit_test_setup_teardown(test, open_site, close_site)

int
main(void)
{
	const struct CMUnitTest tests[] = {
		SITE(batches_that_are_public_are_summed_up_by_type),
		SITE(cells_below_the_unit_that_are_not_public_are_withheld_and_it_is_said),
		SITE(a_unit_page_says_how_far_the_counts_are_apart_and_that_it_is_open),
		SITE(a_unit_without_figures_in_a_count_is_not_reported_there),
		SITE(every_page_ends_with_what_it_does_not_show),
		SITE(a_missing_unit_is_no_outcome_and_no_zero),
		SITE(tones_tell_missing_units_from_equal_ones),
		SITE(the_largest_unit_comes_first),
		SITE(a_plot_names_its_outlier_and_counts_its_crowd),
		SITE(a_plot_of_nothing_is_still_a_drawing),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
