/* SPDX-License-Identifier: Apache-2.0 */
/*
 * witnessing: a witness as a folder: its key, and what it has seen of each log.
 *
 *	FOLDER/key		sealed, with the witness's name (cli/key.h)
 *	FOLDER/seen/HASH	of the log with that hash of its origin: the log's
 *				verifier key, then origin, size and root
 *
 * What was seen is on the disk before anything is signed: a witness that
 * forgets can be shown two logs.
 */
#ifndef CLI_WITNESSING_H
#define CLI_WITNESSING_H

#include "ledger/witness.h"

#include "cli/cmd.h"

/* What a witness knows of one log. */
struct seen {
	bool              before;	/* was anything seen of it? */
	struct note_key   log;
	struct checkpoint at;
};

/* seen_read(a, folder, origin, out, e): out->before is false if this log is new. */
bool seen_read(struct arena *a, const char *folder, const char *origin,
    struct seen *out, struct err *e);

/* seen_write(a, folder, s, e): Durable when it returns. */
bool seen_write(struct arena *a, const char *folder, const struct seen *s,
    struct err *e);

#endif
