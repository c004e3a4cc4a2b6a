/* SPDX-License-Identifier: Apache-2.0 */
/* manifest: which batches of paper a unit has, and how many ballots are in each. */
#ifndef MODEL_MANIFEST_H
#define MODEL_MANIFEST_H

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

struct manifest_batch {
	const char *container, *tabulator;	/* "" where there is none */
	const char *name;
	int64_t     ballots;
	bool        has_cards;	/* each ballot has a cast vote record */
	int64_t     line;	/* of the file it was read from */
};

/* In the order of the file: what is drawn depends on it. */
struct manifest {
	struct manifest_batch *batch;
	size_t                 n;
	int64_t                ballots;		/* in all */
	bool                   has_tabulators;
	size_t                *sorted;		/* by tabulator and name */
};

#define MANIFEST_NONE SIZE_MAX

/* manifest_find(m, tabulator, name): Which batch; MANIFEST_NONE. */
size_t manifest_find(const struct manifest *m, const char *tabulator,
    const char *name);

/* manifest_cmp(x, y): By tabulator, then by name. */
int manifest_cmp(const struct manifest_batch *x,
    const struct manifest_batch *y);

#endif
