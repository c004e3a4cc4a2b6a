/* SPDX-License-Identifier: Apache-2.0 */
#include <inttypes.h>

#include "read/readings.h"

#include "cli/audit_file.h"

#define MAX_READINGS ((size_t)256 << 20)

static struct audit_entry
entry_of(struct arena *a, const char *file, const struct reading_item *r)
{
	struct audit_entry x = { .unit = r->unit, .tabulator = r->tabulator,
		.batch = r->batch, .position = r->position,
		.ballots = r->ballots, .lost = r->lost, .marks = r->marks,
		.corrects = r->corrects,
		.where = arena_printf(a, "%s:%" PRId64 ": ", file, r->line),
		.mark = arena_zero(a, r->marks + 1, sizeof *x.mark) };

	for (size_t i = 0; i < r->marks; i++)
		x.mark[i] = (struct audit_mark){ r->mark[i].contest,
			r->mark[i].choice, r->mark[i].votes };
	return x;
}

bool
audit_file_readings(struct audit_call *x, const char *file,
    struct audit_entry **entry, size_t *n)
{
	struct call *c = x->c;
	struct readings found;
	struct bytes text;

	TRY(file_read(c->a, file, MAX_READINGS, &text, &c->e));
	TRY(readings_read(c->a, text, file, &x->plan, x->f.el, &found,
	    &c->e));
	*n = found.n;
	*entry = arena_zero(c->a, found.n + 1, sizeof **entry);
	for (size_t i = 0; i < found.n; i++)
		(*entry)[i] = entry_of(c->a, file, &found.item[i]);
	return true;
}
