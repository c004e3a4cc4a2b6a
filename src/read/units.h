/* SPDX-License-Identifier: Apache-2.0 */
/*
 * units: which unit a text in a file means.  By id or name; case and
 * punctuation do not matter, nor does "County" behind the name.
 */
#ifndef READ_UNITS_H
#define READ_UNITS_H

#include <stdbool.h>
#include <stddef.h>

#include "model/election.h"

struct arena;
struct units;

struct units *units_new(struct arena *a, const struct election *el);

enum unit_match {
	UNIT_FOUND,
	UNIT_UNKNOWN,	/* *ix is the nearest known unit */
	UNIT_AMBIGUOUS,	/* *ix is one of those it can mean */
	UNIT_IS_TOTAL,	/* a word for all units together */
};

/* units_find(u, p, n, ix): What the ${n} bytes at ${p} mean.  Cheap if they are the same as last time. */
enum unit_match units_find(struct units *u, const char *p, size_t n,
    struct unit_ix *ix);

/* units_is_total(p, n): Is this text a word for a sum ("Total", "Grand total", "Statewide")? */
bool units_is_total(const char *p, size_t n);

#endif
