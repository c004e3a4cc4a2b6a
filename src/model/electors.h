/* SPDX-License-Identifier: Apache-2.0 */
/* electors: the units that choose electors, and what is known of each. */
#ifndef MODEL_ELECTORS_H
#define MODEL_ELECTORS_H

#include <stddef.h>
#include <stdint.h>

#include "base/day.h"

#define ELECTORS_SIDES 2

/* Limits at the door: combinations of units are counted in int64_t. */
#define ELECTORS_MAX_UNITS 62
#define ELECTORS_MAX_VOTES 9999

/* A state, the District, or a congressional district that chooses electors. */
struct elector_unit {
	const char *id, *name;
	int         votes;		/* electoral votes */
	int         winner;		/* side 0 or 1; -1: not known */
	int64_t     popular[ELECTORS_SIDES];	/* NUM_UNKNOWN where no source says */
	struct day  certified_by;	/* known to be certified on this day; DAY_UNKNOWN: no source */
	struct day  open_on;		/* known to be still uncertified on this day; DAY_UNKNOWN: no source */
	const char *cite;
};

struct elector_table {
	const char *side[ELECTORS_SIDES];	/* as the table heads its popular votes */
	struct elector_unit *unit;
	size_t units;
	int    total, needed;			/* 538, 270 */
};

#endif
