/* SPDX-License-Identifier: Apache-2.0 */
/*
 * merkle: the tree of RFC 6962, section 2.1, as a log grows.
 *
 *	struct merkle m = { 0 };
 *	merkle_leaf(leaf, bytes, n);
 *	merkle_add(&m, leaf);
 *	merkle_root(&m, root);
 *
 * A growing tree needs only the roots of its full subtrees, largest first:
 * one for each bit that is set in its size.
 */
#ifndef LEDGER_MERKLE_H
#define LEDGER_MERKLE_H

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

#include "crypt/hash.h"

struct err;

#define MERKLE_MAX 63	/* levels, and nodes of a proof */

struct merkle {
	int64_t       size;
	unsigned char node[MERKLE_MAX][HASH_SIZE];	/* full subtrees, largest first */
};

/* A path of hashes. */
struct merkle_proof {
	size_t        n;
	unsigned char node[MERKLE_MAX][HASH_SIZE];
};

void merkle_leaf(unsigned char sum[HASH_SIZE], const void *p, size_t n);
void merkle_node(unsigned char sum[HASH_SIZE], const unsigned char left[HASH_SIZE], const unsigned char right[HASH_SIZE]);

/* merkle_add(m, leaf): One more leaf. */
void merkle_add(struct merkle *m, const unsigned char leaf[HASH_SIZE]);

/* merkle_nodes(m): How many of m->node are in use. */
size_t merkle_nodes(const struct merkle *m);

/* merkle_root(m, root): Of an empty tree: the hash of nothing. */
void merkle_root(const struct merkle *m, unsigned char root[HASH_SIZE]);

/* Gives the full subtree of ${level} (2^level leaves), the ${index}th of its level. */
typedef bool merkle_get(void *ctx, int level, int64_t index, unsigned char sum[HASH_SIZE], struct err *e);

/* merkle_inclusion(p, index, size, get, ctx, e): Proof that leaf ${index} is in the tree of ${size} leaves. */
bool merkle_inclusion(struct merkle_proof *p, int64_t index, int64_t size, merkle_get *get, void *ctx, struct err *e);

/* merkle_consistency(p, old, size, get, ctx, e): Proof that the tree of ${size} begins with that of ${old}. */
bool merkle_consistency(struct merkle_proof *p, int64_t old, int64_t size, merkle_get *get, void *ctx, struct err *e);

/* Checks, RFC 9162 sections 2.1.3.2 and 2.1.4.2. */
bool merkle_included(const struct merkle_proof *p, int64_t index, int64_t size, const unsigned char leaf[HASH_SIZE], const unsigned char root[HASH_SIZE]);
bool merkle_consistent(const struct merkle_proof *p, int64_t old, const unsigned char old_root[HASH_SIZE], int64_t size, const unsigned char root[HASH_SIZE]);

#endif
