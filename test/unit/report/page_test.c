/* SPDX-License-Identifier: Apache-2.0 */
/* The pages, of elections that are unlike most. */
#include "told.h"

#include "report/page.h"

static const votes_of_units first = { { 100, 90 }, { 200, 150 }, { 50, 60 } };
static const votes_of_units gaps = { { 100, 90 }, { U, U }, { 50, 60 } };
static const votes_of_units ties = { { 5, 5 }, { 3, 3 }, { 0, 0 } };

struct paged {
	struct tale     t;
	struct findings findings;
	struct site     s;
	struct recount_rule rule;
};

#define A_SITE(p) struct paged p; (void)state

/* begin(p, counts), then tale_add, then end(p). */
static void
begin(struct paged *p, uint16_t counts)
{
	tale_begin(&p->t, counts);
	p->rule = (struct recount_rule){ .rule = { .id = "close",
		.title = "Close results", .cite = "Section 9", .note = "",
		.from = DAY_UNKNOWN, .to = DAY_UNKNOWN },
		.start = RECOUNT_AUTOMATIC, .limits = 1, .offices = "",
		.limit = { { RECOUNT_OF_TOTAL, { 1, 10 }, true } },
		.who = "nobody", .method = "", .window_event = "" };
	p->t.law.recount = &p->rule;
	p->t.law.recounts = 1;
}

static void
end(struct paged *p)
{
	static const char *href[] = { "a.html", "b.html", "c.html" };

	tale_end(&p->t);
	p->findings = (struct findings){ .a = &p->t.a };
	p->s = (struct site){ .a = &p->t.a, .el = &p->t.el, .law = &p->t.law,
		.compare = p->t.c, .findings = &p->findings, .href = href,
		.source = arena_zero(&p->t.a, 3, sizeof(char *)) };
	p->s.frame.site = "Arcadia, Governor";
	site_index(&p->s);
}

static const char *
first_page(struct paged *p)
{
	return told(&p->t.a, page_index(&p->s, &p->t.a));
}

static void
one_count_alone_has_a_winner_and_nothing_beside_it(void **state)
{
	A_SITE(p);

	begin(&p, 1);
	tale_add(&p.t, 0, first);
	end(&p);
	assert_says(first_page(&p), "Alma Reed has the most votes in the one "
	    "count there is.");
	assert_null(strstr(first_page(&p), "the counts differ by"));
	arena_free(&p.t.a);
}

static void
a_tie_in_the_one_count_has_no_winner(void **state)
{
	A_SITE(p);

	begin(&p, 1);
	tale_add(&p.t, 0, ties);
	end(&p);
	assert_says(first_page(&p), "Nobody has the most votes in the one "
	    "count there is.");
	arena_free(&p.t.a);
}

static void
without_rules_no_count_is_official(void **state)
{
	A_SITE(p);

	begin(&p, 2);
	p.t.law.officials = p.t.law.recounts = 0;
	p.t.c = compare_new(&p.t.a, &p.t.el, (struct contest_ix){ 0 },
	    &p.t.law);
	tale_add(&p.t, 0, first);
	tale_add(&p.t, 1, first);
	end(&p);
	assert_says(first_page(&p), "No rule says which count is the official "
	    "one.");
	assert_says(first_page(&p), "No rule decides it, or no count is both "
	    "official and complete. What is not decided is not known.");
	arena_free(&p.t.a);
}

static void
a_sum_over_some_units_starts_no_recount(void **state)
{
	A_SITE(p);

	begin(&p, 2);
	tale_add(&p.t, 0, first);
	tale_add(&p.t, 1, first);
	end(&p);
	assert_says(first_page(&p), "Yes. The margin is inside the limit of "
	    "the law.");
	arena_free(&p.t.a);
	begin(&p, 2);
	tale_add(&p.t, 0, gaps);
	tale_add(&p.t, 1, gaps);
	end(&p);
	assert_null(strstr(first_page(&p), "inside the limit of the law"));
	assert_says(first_page(&p), "no count is both official and complete");
	arena_free(&p.t.a);
}

static void
a_vote_between_the_counts_is_one_vote(void **state)
{
	A_SITE(p);

	begin(&p, 2);
	tale_add(&p.t, 0, first);
	tale_add(&p.t, 1, (votes_of_units){ { 101, 90 }, { 200, 150 },
	    { 50, 60 } });
	end(&p);
	assert_says(first_page(&p), "In the margin the counts differ by 1 vote "
	    "at most. Another outcome would need a change of more than 50.");
	arena_free(&p.t.a);
}

/* Eight choices with 1 to 8 votes, in the order of ${votes}. */
static struct choices
eight(struct paged *p, const int64_t votes[8])
{
	static struct choice choice[8];
	int64_t v[8 + EXTRAS] = { 0 };
	struct row row = { "", "", 1, v };
	struct sheet sheet = { &row, 1, 8 + EXTRAS };

	begin(p, 1);
	for (size_t i = 0; i < 8; i++) {
		const char *name = arena_printf(&p->t.a, "c%zu", i);

		choice[i] = (struct choice){ name, name, name, "" };
		v[i] = votes[i];
	}
	p->t.contest.choice = choice;
	p->t.contest.choices = 8;
	p->t.c = compare_new(&p->t.a, &p->t.el, (struct contest_ix){ 0 },
	    &p->t.law);
	for (uint32_t u = 0; u < 3; u++)
		assert_true(compare_add(p->t.c, (struct unit_ix){ u },
		    (struct count_ix){ 0 }, &sheet, &p->t.e));
	end(p);
	return page_choices(&p->s);
}

static void
of_many_choices_the_leading_ones_have_columns_of_their_own(void **state)
{
	A_SITE(p);
	const int64_t votes[8] = { 1, 8, 2, 7, 3, 6, 4, 5 };
	struct choices c = eight(&p, votes);
	struct doc *d = doc_new(&p.t.a, "T");
	struct doc_table *t = doc_table(d->body, "t", "C", NULL);

	assert_int_equal(c.n, MAX_COLUMNS - 1);
	assert_true(c.others);
	assert_int_equal(c.ix[0].n, 1);
	assert_int_equal(c.ix[1].n, 3);
	assert_int_equal(c.ix[4].n, 6);
	page_choice_columns(d, t, &p.s, &c, NULL);
	assert_int_equal(page_choice_cells(d, doc_row(d, t, ROW_PLAIN), &p.s,
	    &c, 0, votes), MAX_COLUMNS);
	assert_says(told(&p.t.a, d), "c1 c3 c5 c7 c6 Others");
	assert_says(told(&p.t.a, d), "8 7 6 5 4 6");
	arena_free(&p.t.a);
}

static void
others_are_unknown_where_one_of_them_is(void **state)
{
	A_SITE(p);
	const int64_t votes[8] = { 1, 8, 2, 7, 3, 6, 4, 5 };
	const int64_t some[8] = { 1, 8, U, 7, 3, 6, 4, 5 };
	struct choices c = eight(&p, votes);
	struct doc *d = doc_new(&p.t.a, "T");
	struct doc_table *t = doc_table(d->body, "t", "C", NULL);

	page_choice_columns(d, t, &p.s, &c, NULL);
	(void)page_choice_cells(d, doc_row(d, t, ROW_PLAIN), &p.s, &c, 0,
	    some);
	assert_says(told(&p.t.a, d), "8 7 6 5 4 unknown");
	arena_free(&p.t.a);
}

static void
every_page_of_an_election_without_counts_can_be_made(void **state)
{
	A_SITE(p);

	begin(&p, 0);
	end(&p);
	assert_says(first_page(&p), "Inconclusive: there are not two counts to "
	    "compare.");
	assert_non_null(page_units(&p.s, &p.t.a));
	assert_non_null(page_findings(&p.s, &p.t.a));
	assert_non_null(page_data(&p.s, &p.t.a));
	assert_non_null(page_unit(&p.s, &p.t.a, (struct unit_ix){ 0 }, NULL,
	    NULL, 0));
	arena_free(&p.t.a);
}

int
main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(one_count_alone_has_a_winner_and_nothing_beside_it),
		cmocka_unit_test(a_tie_in_the_one_count_has_no_winner),
		cmocka_unit_test(without_rules_no_count_is_official),
		cmocka_unit_test(a_sum_over_some_units_starts_no_recount),
		cmocka_unit_test(a_vote_between_the_counts_is_one_vote),
		cmocka_unit_test(of_many_choices_the_leading_ones_have_columns_of_their_own),
		cmocka_unit_test(others_are_unknown_where_one_of_them_is),
		cmocka_unit_test(every_page_of_an_election_without_counts_can_be_made),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
