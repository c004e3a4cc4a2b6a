/* SPDX-License-Identifier: Apache-2.0 */
/*
 * manifest: ballot manifests, as Arlo has them and in our own form
 * (docs/audit-files.md).
 */
#ifndef READ_MANIFEST_H
#define READ_MANIFEST_H

#include "base/file.h"
#include "model/manifest.h"

struct arena;
struct buf;
struct err;

/* Of a file with a column "unit" only the rows of this one are taken. */
struct manifest_of {
	const char *unit, *name;	/* its id and its name; either may stand in the column */
};

/*
 * manifest_read(a, text, file, of, out, e):
 * Batches in the order of the file.  A batch that comes twice, one without a
 * name, and a number that is none are refused by line and field; so is a file
 * without any batch of the unit.
 */
bool manifest_read(struct arena *a, struct bytes text, const char *file,
    struct manifest_of of, struct manifest *out, struct err *e);

/* manifest_write(out, m): Append ${m} in our own form: equal manifests have equal bytes. */
void manifest_write(struct buf *out, const struct manifest *m);

#endif
