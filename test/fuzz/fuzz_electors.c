/* SPDX-License-Identifier: Apache-2.0 */
/*
 * Any bytes: a table of electors is read or refused with its name in front;
 * of what is read the sums, the ways and the smallest sets agree.
 */
#include <string.h>

#include "base/arena.h"
#include "base/buf.h"
#include "base/err.h"
#include "outcome/electors.h"
#include "read/electors.h"

#include "fuzz.h"

static void
check_smallest(struct arena *a, const struct elector_table *t, struct day on)
{
	struct err e = { 0 };

	for (int i = 0; i < FLIP_COSTS * 3; i++) {
		enum elector_outcome to = (enum elector_outcome)(i % 3);
		struct elector_sum s;
		struct flip_set f;

		CHECK(electors_smallest(a, t, (enum flip_cost)(i / 3), to, &f,
		    &e));
		if (f.units == 0)
			continue;
		s = electors_flip(t, on, f.unit, f.units);
		CHECK(electors_outcome(t, s.won) == to);
	}
}

static void
check_table(struct arena *a, struct elector_table *t)
{
	struct day on = day_of(2020, 12, 5);
	struct elector_sum s = electors_sum(t, on);
	struct elector_ways w;

	CHECK(t->units > 0 && t->units <= ELECTORS_MAX_UNITS);
	CHECK(s.won[0] + s.won[1] <= t->total);
	t->needed = t->total / 2 + 1;
	w = electors_ways(t, on);
	CHECK(w.elects[0] + w.elects[1] + w.tie == w.all);
	check_smallest(a, t, on);
}

int
LLVMFuzzerTestOneInput(const uint8_t *data, size_t size)
{
	struct arena a CLEANUP(arena_free) = { 0 };
	struct err e = { 0 };
	struct elector_table t;

	if (!electors_parse(&a, (struct bytes){ (const char *)data, size },
	    "f", &t, &e)) {
		CHECK(e.kind == ERR_INPUT);
		CHECK(strncmp(e.text, "f:", 2) == 0);
		return 0;
	}
	check_table(&a, &t);
	return 0;
}
