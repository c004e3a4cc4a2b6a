/* SPDX-License-Identifier: Apache-2.0 */
/*
 * backup: a whole record in one file (docs/backup.md), written in one pass and
 * read in two: the first says whether a byte is missing or was changed.
 *
 *	canvass backup 1
 *	election county-2026
 *	size 366
 *	root HEX
 *	signed 366 HEX
 *	object HEX 1234
 *	...
 *	entries 98765
 *	...
 *	sha256 HEX
 */
#ifndef CLI_BACKUP_H
#define CLI_BACKUP_H

#include <stdio.h>

#include "crypt/hash.h"
#include "record/record.h"

#include "cli/cmd.h"

/* A file on its way; nothing stands under its name before it is whole. */
struct backup_out {
	FILE        *f;
	struct hash *hash;
	const char  *path;
	char        *work;	/* the name it has until then */
	bool         failed;
};

bool backup_create(struct arena *a, const char *path, struct backup_out *out,
    struct err *e);
void backup_put(struct backup_out *b, const void *p, size_t n);

/* backup_part(b, word, name, n): The line before ${n} bytes; ${name} may be "". */
void backup_part(struct backup_out *b, const char *word, const char *name,
    int64_t n);

/* backup_finish(b, e): The hash of all of it; durable, and in its place, when it returns. */
bool backup_finish(struct backup_out *b, struct err *e);

/* backup_drop(b): Leave nothing, if it was not finished; fits CLEANUP. */
void backup_drop(struct backup_out *b);

/* A file that was found whole. */
struct backup_in {
	FILE       *f;
	const char *path;
	int64_t     end;	/* where the last line begins */
};

/* What stands at the head of it. */
struct backup_head {
	char              *election;
	struct record_last last;
};

/* backup_open(a, path, out, head, e): Read all of it once; fail if it is no backup, or not as it was written. */
bool backup_open(struct arena *a, const char *path, struct backup_in *out,
    struct backup_head *head, struct err *e);
void backup_close(struct backup_in *b);	/* fits CLEANUP */

/* A part: its bytes are read by backup_get. */
#define BACKUP_WORD 16
struct backup_next {
	char    word[BACKUP_WORD];	/* "unlisted", "object", "entries", "checkpoint"; "" at the end */
	char    name[256];
	int64_t n;
};
bool backup_next(struct backup_in *b, struct backup_next *out, struct err *e);
bool backup_get(struct backup_in *b, void *p, size_t n, struct err *e);

/* backup_skip_end(b, e): The LF behind the bytes of a part. */
bool backup_skip_end(struct backup_in *b, struct err *e);

#endif
