/* SPDX-License-Identifier: Apache-2.0 */
/*
 * law: an authority file (docs/rules.md): who may do what, how states change.
 */
#ifndef VERIFIER_LAW_H
#define VERIFIER_LAW_H

#include "entry.h"

#define NEED_WORDS TEXT("findings quorum two units audit returns margin order manifests chain")
enum { FINDINGS = 1, QUORUM = 2, TWO = 4, UNITS = 8, AUDIT = 16, RETURNS = 32, MARGIN = 64,
	COURT_ORDER = 128, MANIFESTS = 256, CHAIN = 512 };

struct row {
	struct text id, acts, from, to;
	int         cell[ROLES];	/* a power each */
	struct text limit[ROLES];	/* in words; empty: none */
	struct text only[ROLES];	/* acts it is limited to; empty: all */
	unsigned    needs;
	bool        timed;		/* deadlines bound it */
};
struct arrow {
	struct text kind, from, act, to;
	unsigned    needs, powers;
	bool        timed;
};
struct law {
	struct hash      hash;
	struct json_doc  file;		/* read by YAML, kept as JSON */
	struct row      *row;
	struct arrow    *arrow;
	size_t           rows, arrows;
};

/* law_read(t, l): Read an authority file.  NULL, or what is wrong with it. */
const char *law_read(struct text t, struct law *l);
void law_free(struct law *l);

/* law_row(l, action, day): The row in force on ${day}, or NULL. */
const struct row *law_row(const struct law *l, struct text action, struct text day);

/* row_cell(r, role, action): The power of ${role}; REFUSE if limited to others. */
int row_cell(const struct row *r, int role, struct text action);

/* law_start(l, kind): The first state of a lifecycle; empty: acts leave facts. */
struct text law_start(const struct law *l, struct text kind);

/*
 * law_arrow(l, from, act, power): The arrow that an act done in ${power} takes.
 * An empty ${from} is any state.
 */
const struct arrow *law_arrow(const struct law *l, struct text from, struct text act, int power);

#endif
