/* SPDX-License-Identifier: Apache-2.0 */
/* Laws of outcome/electors and outcome/recount. */
#include "base/arena.h"
#include "base/buf.h"
#include "base/err.h"
#include "law/law.h"
#include "outcome/electors.h"
#include "outcome/recount.h"

#include "prop.h"

static const struct day today = { 100 };

static void
gen_electors(struct gen *g, struct elector_table *t, struct elector_unit *u)
{
	*t = (struct elector_table){ { "X", "Y" }, u,
		1 + gen_sized(g) * (ELECTORS_MAX_UNITS - 1) / PROP_SIZES, 0, 0 };
	for (size_t i = 0; i < t->units; i++) {
		int64_t more = (int64_t)gen_below(g, 1000);

		u[i] = (struct elector_unit){ "u", "U",
			(int)gen_between(g, 1, 20), (int)gen_below(g, 8) / 4,
			{ 500, 500 + more }, DAY_UNKNOWN, DAY_UNKNOWN, "" };
		if (gen_below(g, 3) == 0)
			u[i].certified_by = today;
		if (u[i].winner == 0)
			u[i].popular[0] = 500 + 2 * more;
		t->total += u[i].votes;
	}
	t->needed = t->total / 2 + 1;
}

static bool
ways_add_up_and_are_mirrored_when_all_is_open(struct gen *g)
{
	struct elector_unit u[ELECTORS_MAX_UNITS];
	struct elector_table t;
	struct elector_ways w, all;

	gen_electors(g, &t, u);
	w = electors_ways(&t, today);
	all = electors_ways(&t, day_add(today, -1));
	return HOLDS(w.elects[0] + w.elects[1] + w.tie == w.all &&
	    w.all == UINT64_C(1) << w.open_units &&
	    all.open_units == (int)t.units && all.elects[0] == all.elects[1],
	    "%zu units", t.units);
}

static bool
flipping_twice_changes_nothing(struct gen *g)
{
	struct elector_unit u[ELECTORS_MAX_UNITS];
	struct elector_table t;
	struct elector_sum now, twice;
	size_t i;

	gen_electors(g, &t, u);
	i = gen_below(g, t.units);
	now = electors_sum(&t, today);
	u[i].winner = 1 - u[i].winner;
	twice = electors_flip(&t, today, &i, 1);
	return HOLDS(memcmp(&now, &twice, sizeof now) == 0, "unit %zu", i);
}

static bool
a_smallest_set_does_what_it_says_and_no_unit_of_it_is_idle(struct gen *g)
{
	struct arena a CLEANUP(arena_free) = { 0 };
	struct elector_unit u[ELECTORS_MAX_UNITS];
	struct elector_table t;
	enum flip_cost cost = (enum flip_cost)gen_below(g, FLIP_COSTS);
	enum elector_outcome to = (enum elector_outcome)gen_below(g, 3);
	struct elector_sum s;
	struct flip_set f;
	struct err e;

	gen_electors(g, &t, u);
	if (!electors_smallest(&a, &t, cost, to, &f, &e))
		return HOLDS(false, "%.300s", e.text);
	if (f.units == 0)
		return true;
	s = electors_flip(&t, today, f.unit, f.units);
	if (!HOLDS(electors_outcome(&t, s.won) == to && f.ties > 0, "outcome"))
		return false;
	for (size_t skip = 0; skip < f.units; skip++) {
		size_t unit = f.unit[skip];

		f.unit[skip] = f.unit[f.units - 1];
		s = electors_flip(&t, today, f.unit, f.units - 1);
		f.unit[skip] = unit;
		if (!HOLDS(electors_outcome(&t, s.won) != to, "idle unit"))
			return false;
	}
	return true;
}

/* One rule, one limit; the answer for votes ${v}. */
static bool
inside(struct recount_limit limit, const int64_t v[3], bool *ok)
{
	static const struct choice choice[3] = { { "a", "A", "A", "" },
		{ "b", "B", "B", "" }, { "c", "C", "C", "" } };
	struct arena a CLEANUP(arena_free) = { 0 };
	struct contest c = { .title = "M", .choice = choice, .choices = 3,
		.winners = 1, .office = "" };
	struct recount_rule rule = { .rule = { .from = DAY_UNKNOWN,
		.to = DAY_UNKNOWN }, .limit = { limit }, .limits = 1,
		.offices = "", .window_event = "" };
	struct law law = { .name = "law", .recount = &rule, .recounts = 1 };
	struct recount_answer *r;
	struct err e;
	size_t n;

	*ok = recount_eligibility(&a, &law, &c, v, DAY_UNKNOWN, &r, &n, &e);
	return *ok && r->eligible;
}

static bool
a_vote_more_for_the_runner_up_never_takes_a_recount_away(struct gen *g)
{
	struct recount_limit limit = { (enum recount_base)gen_below(g, 5),
		{ (int64_t)gen_below(g, 200), 1 + (int64_t)gen_below(g, 200) },
		gen_below(g, 2) };
	int64_t v[3] = { 0, (int64_t)gen_below(g, 2000),
		(int64_t)gen_below(g, 100) };
	bool ok, before, after;

	v[1] += v[2];
	v[0] = v[1] + 1 + (int64_t)gen_below(g, 300);
	if (limit.base == RECOUNT_ABSOLUTE)
		limit.share.den = 1;
	before = inside(limit, v, &ok);
	v[1]++;
	after = ok && inside(limit, v, &ok);
	return HOLDS(ok && (!before || after), "%" PRId64 " to %" PRId64,
	    v[0], v[1]);
}

static bool
the_order_of_the_choices_is_no_matter(struct gen *g)
{
	struct recount_limit limit = { (enum recount_base)gen_below(g, 3),
		{ (int64_t)gen_below(g, 20), 1000 }, gen_below(g, 2) };
	int64_t v[3] = { (int64_t)gen_below(g, 2000),
		(int64_t)gen_below(g, 2000), (int64_t)gen_below(g, 2000) };
	int64_t turned[3] = { v[1], v[2], v[0] };
	bool ok, ok_too, x = inside(limit, v, &ok);

	return HOLDS(x == inside(limit, turned, &ok_too) && ok && ok_too,
	    "%" PRId64 " %" PRId64 " %" PRId64, v[0], v[1], v[2]);
}

int
main(void)
{
	prop_begin();
	PROP(ways_add_up_and_are_mirrored_when_all_is_open);
	PROP(flipping_twice_changes_nothing);
	PROP(a_smallest_set_does_what_it_says_and_no_unit_of_it_is_idle);
	PROP(a_vote_more_for_the_runner_up_never_takes_a_recount_away);
	PROP(the_order_of_the_choices_is_no_matter);
	return prop_end();
}
