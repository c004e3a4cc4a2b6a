/* SPDX-License-Identifier: Apache-2.0 */
/*
 * founding: entry 0 of a record that is to be made (docs/record.md): which
 * files it stands on, who is enrolled, and who signs.
 */
#ifndef CLI_FOUNDING_H
#define CLI_FOUNDING_H

#include <stdbool.h>
#include <stddef.h>

#include "base/file.h"
#include "crypt/hash.h"
#include "law/law.h"
#include "model/election.h"

struct arena;
struct buf;
struct err;

/* A file the record begins with. */
struct founding_file {
	const char  *name, *use;
	struct bytes bytes;
	char         sha256[HASH_HEX];
};

struct founding_plan {
	const struct election      *el;
	const struct law           *law;
	const struct founding_file *file;
	size_t                      files;
	const char                 *people;	/* the file with people, officers, threshold, kind ... (docs/schema.md); NULL: nobody */
};

/*
 * founding_write(a, plan, out, e):
 * Append {"act": ..., "sigs": [...]}.  Officers whose keys are demonstration
 * keys sign at once, as anybody could for them; all others sign later.
 */
bool founding_write(struct arena *a, const struct founding_plan *plan,
    struct buf *out, struct err *e);

/* founding_names(a, genesis, name, plan, e): Does the genesis in file ${name} stand on the files of ${plan}, and no others? */
bool founding_names(struct arena *a, struct bytes genesis, const char *name,
    const struct founding_plan *plan, struct err *e);

#endif
