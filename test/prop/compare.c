/* SPDX-License-Identifier: Apache-2.0 */
/* Laws of count/compare. */
#include "base/arena.h"
#include "base/buf.h"
#include "base/err.h"
#include "count/compare.h"

#include "prop.h"

#define UNITS   12
#define COUNTS  3
#define CHOICES 3
#define WIDTH   (CHOICES + EXTRAS)

static const struct choice choices[CHOICES] = { { "a", "A", "A", "" },
	{ "b", "B", "B", "" }, { "c", "C", "C", "" } };
static const struct count counts[COUNTS] = {
	{ "x", "X", COUNT_ORIGINAL, STAGE_CERTIFIED, false, { 1 } },
	{ "y", "Y", COUNT_HAND_TALLY, STAGE_HAND_TALLY, true, { 2 } },
	{ "z", "Z", COUNT_RECOUNT, STAGE_RECERTIFIED, false, { 3 } },
};
static const struct contest contest = { .id = "m", .title = "M",
	.choice = choices, .choices = CHOICES, .votes_allowed = 1,
	.winners = 1, .office = "" };
static const struct source sources[COUNTS] = {
	{ .part = PART_UNIT, .count = { 0 } },
	{ .part = PART_UNIT, .count = { 1 } },
	{ .part = PART_UNIT, .count = { 2 } },
};
static const struct unit units[UNITS] = { { "0", "0" }, { "1", "1" },
	{ "2", "2" }, { "3", "3" }, { "4", "4" }, { "5", "5" }, { "6", "6" },
	{ "7", "7" }, { "8", "8" }, { "9", "9" }, { "10", "10" },
	{ "11", "11" } };
static const struct election election = { .unit_word = "county",
	.units_word = "counties", .unit = units, .units = UNITS,
	.contest = &contest, .contests = 1, .count = counts,
	.counts = COUNTS, .source = sources, .sources = COUNTS };

/* Votes of every count and unit; a unit may be missing. */
struct table {
	int64_t v[COUNTS][UNITS][WIDTH];
	bool    missing[COUNTS][UNITS];
};

/* Later counts differ from the first in a few votes, as real ones do. */
static void
gen_table(struct gen *g, struct table *t)
{
	for (int i = 0; i < COUNTS; i++)
		for (int u = 0; u < UNITS; u++) {
			t->missing[i][u] = gen_below(g, 20) == 0;
			for (int j = 0; j < WIDTH; j++)
				t->v[i][u][j] = i == 0 ?
				    (int64_t)gen_sized(g) * 7 :
				    t->v[0][u][j] + (int64_t)gen_below(g, 3);
		}
}

/* Give unit ${u} of count ${i} as two rows, split at ${cut} votes each. */
static bool
add_unit(struct compare *c, const struct table *t, int i, uint32_t u,
    int64_t cut, struct err *e)
{
	int64_t one[WIDTH], two[WIDTH];
	struct row rows[2] = { { "1", "", 1, one }, { "2", "", 2, two } };
	struct sheet s = { rows, t->missing[i][u] ? 0 : 2, WIDTH };

	for (int j = 0; j < WIDTH; j++) {
		one[j] = t->v[i][u][j] < cut ? t->v[i][u][j] : cut;
		two[j] = t->v[i][u][j] - one[j];
	}
	return compare_add(c, (struct unit_ix){ u },
	    (struct count_ix){ (uint16_t)i }, &s, e);
}

/* Compare ${t}, the units in the order of the election or backwards. */
static struct compare *
compared(struct arena *a, const struct table *t, bool backwards, int64_t cut)
{
	struct compare *c = compare_new(a, &election,
	    (struct contest_ix){ 0 }, NULL);
	struct err e;
	bool ok = true;

	for (uint32_t k = 0; k < UNITS; k++)
		for (int i = 0; i < COUNTS; i++)
			ok = ok && add_unit(c, t, i,
			    backwards ? UNITS - 1 - k : k, cut, &e);
	return ok && compare_finish(c, &e) ? c : NULL;
}

static bool
same_pair(const struct compare_pair *x, const struct compare_pair *y)
{
	size_t bytes = x->ranked * sizeof *x->by_votes;

	return x->compared == y->compared && x->equal == y->equal &&
	    x->ranked == y->ranked && x->margin_change == y->margin_change &&
	    x->gross_votes == y->gross_votes &&
	    x->outcome_changed == y->outcome_changed &&
	    memcmp(x->by_votes, y->by_votes, bytes) == 0 &&
	    memcmp(x->by_margin, y->by_margin, bytes) == 0 &&
	    memcmp(x->by_percent, y->by_percent, bytes) == 0;
}

static bool
neither_the_order_of_units_nor_of_rows_changes_anything(struct gen *g)
{
	struct arena a CLEANUP(arena_free) = { 0 };
	struct table t;
	struct compare *x, *y;

	gen_table(g, &t);
	x = compared(&a, &t, false, INT64_MAX);
	y = compared(&a, &t, true, (int64_t)gen_sized(g));
	return HOLDS(x != NULL && y != NULL && same_pair(&x->pair[0],
	    &y->pair[0]) && same_pair(&x->pair[1], &y->pair[1]), "order");
}

static bool
rankings_fall_and_hold_each_unit_that_differs_once(struct gen *g)
{
	struct arena a CLEANUP(arena_free) = { 0 };
	struct table t;
	const struct compare_pair *p;
	struct compare *c;
	int64_t last = INT64_MAX;
	bool seen[UNITS] = { false };

	gen_table(g, &t);
	c = compared(&a, &t, false, 1);
	p = &c->pair[0];
	for (uint32_t i = 0; i < p->ranked; i++) {
		struct unit_ix u = { p->by_votes[i] };
		int64_t change = compare_total(c, compare_votes(c, u, 1)) -
		    compare_total(c, compare_votes(c, u, 0));

		if (!HOLDS(change <= last && !seen[u.n], "rank %u", i))
			return false;
		last = change;
		seen[u.n] = true;
	}
	return HOLDS(p->ranked + p->equal == p->compared, "%u ranked",
	    p->ranked);
}

static bool
a_gross_change_is_never_below_the_net_one(struct gen *g)
{
	struct arena a CLEANUP(arena_free) = { 0 };
	struct table t;
	const struct compare_pair *p;

	gen_table(g, &t);
	p = &compared(&a, &t, false, 1)->pair[1];
	if (p->compared == 0)
		return HOLDS(!num_known(p->gross_votes), "known from nothing");
	return HOLDS(llabs(p->votes_change) <= p->gross_votes &&
	    llabs(p->margin_change) <= p->gross_margin &&
	    p->gross_margin <= p->gross_votes, "%" PRId64 " of %" PRId64,
	    p->votes_change, p->gross_votes);
}

int
main(void)
{
	prop_begin();
	PROP(neither_the_order_of_units_nor_of_rows_changes_anything);
	PROP(rankings_fall_and_hold_each_unit_that_differs_once);
	PROP(a_gross_change_is_never_below_the_net_one);
	return prop_end();
}
