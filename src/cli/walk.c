/* SPDX-License-Identifier: Apache-2.0 */
#include "cli/walk.h"

/* Give the sheet of each count's own source to the comparison. */
static bool
visit(void *ctx, struct unit_ix unit, const struct source_ix *which,
    const struct sheet *sheet, size_t n, struct err *e)
{
	struct compare *c = ctx;

	for (size_t i = 0; i < n; i++) {
		struct count_ix count = c->el->source[which[i].n].count;

		if (compare_source(c->el, c->contest, count).n == which[i].n)
			TRY(compare_add(c, unit, count, &sheet[i], e));
	}
	return true;
}

bool
walk_compare(struct call *c, const struct folder *f, struct contest_ix contest,
    struct day on, const struct compare **out)
{
	struct compare *compare = compare_new_on(c->a, f->el, contest, f->law,
	    on);

	TRY(folder_walk(f, contest, visit, compare, &c->e));
	TRY(compare_finish(compare, &c->e));
	*out = compare;
	return true;
}
