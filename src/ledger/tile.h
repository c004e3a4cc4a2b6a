/* SPDX-License-Identifier: Apache-2.0 */
/*
 * tile: a log as files (C2SP tlog-tiles): hashes 256 to a tile, entries 256
 * to a bundle.  This room knows names and bytes; who calls reads and writes.
 */
#ifndef LEDGER_TILE_H
#define LEDGER_TILE_H

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

#include "crypt/hash.h"
#include "ledger/merkle.h"

struct arena;
struct buf;
struct err;

#define TILE_WIDTH 256
#define TILE_MAX_ENTRY 65535
#define TILE_ENTRIES (-1)	/* the level of entry bundles */

/* tile_path(out, level, index, width): "tile/0/x001/234/067", with ".p/W" when ${width} is below 256. */
void tile_path(struct buf *out, int level, int64_t index, int width);

/* tile_entry(out, p, n): Append an entry to a bundle. */
void tile_entry(struct buf *out, const void *p, size_t n);

/*
 * tile_entries_next(p, n, at, entry, size): The entry at *${at} of a bundle's
 * ${n} bytes; false at the end, or if the bundle is cut off (*at is not n then).
 */
bool tile_entries_next(const unsigned char *p, size_t n, size_t *at, const unsigned char **entry, size_t *size);

/* Receives each tile or bundle that is new or has become wider. */
typedef bool tile_sink(void *ctx, const char *path, const void *p, size_t n, struct err *e);

/*
 * tile_build(entry, ctx, from, size, sink, sink_ctx, e):
 * Give ${sink} every tile and bundle of a log of ${size} entries that differs
 * from those of the log of ${from}.  ${entry} gives entry ${seq}: its bytes
 * stay valid until the next call.  All entries are read, for upper levels hold
 * hashes of all of them.  Memory: one tile a level.
 */
typedef bool tile_entry_get(void *ctx, int64_t seq, const void **p, size_t *n, struct err *e);
bool tile_build(tile_entry_get *entry, void *ctx, int64_t from, int64_t size, tile_sink *sink, void *sink_ctx, struct err *e);

/*
 * Hashes out of tiles: fits merkle_get.  ${read} brings the bytes of a tile,
 * valid until the next call.
 */
typedef bool tile_read(void *ctx, const char *path, const unsigned char **p, size_t *n, struct err *e);
struct tile_source { tile_read *read; void *ctx; int64_t size; };
bool tile_hash(void *tile_source, int level, int64_t index, unsigned char sum[HASH_SIZE], struct err *e);

#endif
