/* SPDX-License-Identifier: Apache-2.0 */
/* map: outlines of the units, in drawing units (map.json, docs/schema.md). */
#ifndef READ_MAP_H
#define READ_MAP_H

#include <stdbool.h>
#include <stddef.h>

#include "base/file.h"
#include "model/election.h"

struct arena;
struct err;

struct map_point { double x, y; };	/* drawing only */

struct map_unit {
	struct unit_ix    unit;
	struct map_point *point;	/* of all its rings, one after the other */
	bool             *opens;	/* opens[i]: point i begins a ring */
	size_t            points, cap, opens_cap;
};

struct map {
	double           width, height;
	const char      *source;	/* where the outlines come from */
	struct map_unit *unit;		/* in order of the file; a unit may be absent */
	size_t           units, cap;
};

/* map_parse(a, text, name, el, out, e): Read the bytes of file ${name}.  A unit that ${el} has not got is bad input. */
bool map_parse(struct arena *a, struct bytes text, const char *name,
    const struct election *el, struct map **out, struct err *e);

#endif
