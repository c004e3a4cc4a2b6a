/* SPDX-License-Identifier: Apache-2.0 */
/* tally: the rows of one sheet added up by what they have in common: method or label. */
#ifndef REPORT_TALLY_H
#define REPORT_TALLY_H

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

#include "model/election.h"
#include "model/sheet.h"

struct arena;

struct part {
	const char *name;
	int64_t     rows;
	int64_t    *v;		/* by choice; NUM_UNKNOWN once a row does not say */
	int64_t     total;	/* of all choices */
};

struct tally {
	struct part *part;	/* in order of their first row */
	size_t       parts, cap;
};

struct tally tally_by_method(struct arena *a, const struct sheet *sh, const struct contest *c);
struct tally tally_by_label(struct arena *a, const struct sheet *sh, const struct contest *c);

/* tally_find(t, name): The part with that name, or NULL. */
const struct part *tally_find(const struct tally *t, const char *name);

/* tally_total(t, name): Votes of the part with that name; NUM_UNKNOWN if there is none. */
int64_t tally_total(const struct tally *t, const char *name);

/* tally_names(a, t, n, out): The names of the parts of ${n} tallies, each once; returns how many. */
size_t tally_names(struct arena *a, const struct tally *t, size_t n,
    const char ***out);

/* tally_has_methods(sh): Does any row name a method? */
bool tally_has_methods(const struct sheet *sh);

/* tally_lead(v, c): Votes of the leading choice minus those of the next. */
int64_t tally_lead(const int64_t *v, const struct contest *c);

#endif
