/* SPDX-License-Identifier: Apache-2.0 */
/*
 * piles: bytes sorted into many piles and read back pile by pile.  A pile that
 * grows beyond a few KiB goes to a temporary file, so memory is bounded by the
 * number of piles, however much is put on them.
 */
#ifndef READ_PILES_H
#define READ_PILES_H

#include <stdbool.h>
#include <stddef.h>

struct arena;
struct err;
struct piles;

/* piles_new(a, n, beside): ${n} empty piles; the temporary file will stand beside the path ${beside}. */
struct piles *piles_new(struct arena *a, size_t n, const char *beside);

/* piles_add(p, i, bytes, n, e): Put ${n} bytes on pile ${i}. */
bool piles_add(struct piles *p, size_t i, const char *bytes, size_t n,
    struct err *e);

/*
 * piles_each(p, i, see, ctx, e):
 * Call ${see} with the bytes of pile ${i}, in the order in which they came, in
 * pieces of which each holds whole additions.
 */
bool piles_each(struct piles *p, size_t i,
    bool (*see)(void *ctx, const char *bytes, size_t n, struct err *e),
    void *ctx, struct err *e);

/* piles_close(p): Give file and memory back; fits CLEANUP. */
void piles_close(struct piles **p);

#endif
