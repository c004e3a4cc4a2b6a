/* SPDX-License-Identifier: Apache-2.0 */
/* electors: electors.csv, the units that choose electors (docs/schema.md). */
#ifndef READ_ELECTORS_H
#define READ_ELECTORS_H

#include <stdbool.h>

#include "base/file.h"
#include "model/electors.h"

struct arena;
struct err;

/*
 * electors_parse(a, text, name, out, e):
 * Read the CSV bytes of file ${name}; strict: an unknown, double or missing
 * column, a unit twice, a winner that is no side fail with line and column.
 * out->total is the sum of the electoral votes; out->needed stays 0: that is
 * for the law to say.
 */
bool electors_parse(struct arena *a, struct bytes text, const char *name,
    struct elector_table *out, struct err *e);

#endif
