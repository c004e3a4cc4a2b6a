/* SPDX-License-Identifier: Apache-2.0 */
/*
 * table: our own form of a source: one CSV row for each unit, label and
 * method, all rows of a unit together, units in the order of the election.
 *
 *	unit,label,method,line,<choice ids ...>,ballots,undervotes,overvotes,write_ins,write_ins_invalid
 *
 * An empty cell is unknown.  Because every table has the units in the same
 * order, all sources are read side by side, one unit in memory at a time.
 */
#ifndef READ_TABLE_H
#define READ_TABLE_H

#include <stdbool.h>

#include "model/sheet.h"

struct arena;
struct err;

struct table;

/* table_open(a, path, el, s, out, e): Open the table of source ${s}. */
bool table_open(struct arena *a, const char *path, const struct election *el,
    const struct source *s, struct table **out, struct err *e);

/*
 * table_unit(t, unit, a, sheet, e):
 * The rows of ${unit}, in ${a} (an arena the caller resets before the next
 * unit).  Units must be asked for in the election's order; a unit without
 * rows gives an empty sheet.  PART_TOTAL tables have one row, asked for with
 * NO_UNIT.
 */
bool table_unit(struct table *t, struct unit_ix unit, struct arena *a,
    struct sheet *sheet, struct err *e);

void table_close(struct table **t);

#endif
