/* SPDX-License-Identifier: Apache-2.0 */
/*
 * log_tiles: the log of a record as files (C2SP tlog-tiles) in a folder:
 *
 *	FOLDER/checkpoint		signed (cli/log_point.h)
 *	FOLDER/tile/0/000		hashes, 256 a file
 *	FOLDER/tile/entries/000		the entries themselves
 *
 * Whoever has the folder needs no record to check or to prove anything.
 */
#ifndef CLI_LOG_TILES_H
#define CLI_LOG_TILES_H

#include "ledger/checkpoint.h"
#include "ledger/merkle.h"
#include "record/record.h"

/*
 * log_tiles_write(r, folder, was, point, e):
 * Write the tiles of the first point->size entries that a folder with those of
 * ${was} (size 0: none) lacks.  Fail unless the entries give the root of
 * ${was} and that of ${point}.  Not durable yet.  Memory: some entries.
 */
bool log_tiles_write(struct record *r, const char *folder,
    const struct checkpoint *was, const struct checkpoint *point,
    struct err *e);

/* log_tiles_leaf(folder, size, seq, leaf, e): The leaf hash of entry ${seq}. */
bool log_tiles_leaf(const char *folder, int64_t size, int64_t seq,
    unsigned char leaf[HASH_SIZE], struct err *e);

/* log_tiles_inclusion(folder, size, seq, out, e): Proof of entry ${seq}. */
bool log_tiles_inclusion(const char *folder, int64_t size, int64_t seq,
    struct merkle_proof *out, struct err *e);

/* log_tiles_consistency(folder, old, size, out, e): Proof that the log of ${size} begins with that of ${old}. */
bool log_tiles_consistency(const char *folder, int64_t old, int64_t size,
    struct merkle_proof *out, struct err *e);

#endif
