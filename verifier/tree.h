/* SPDX-License-Identifier: Apache-2.0 */
/* tree: the Merkle tree of RFC 6962, leaf by leaf, in constant memory. */
#ifndef VERIFIER_TREE_H
#define VERIFIER_TREE_H

#include "bytes.h"

struct tree {
	uint64_t    size;
	struct hash peak[64];	/* peak[i]: of 2^i leaves, where size has bit i */
};
void tree_add(struct tree *t, const struct hash *leaf);
struct hash tree_root(const struct tree *t);

#endif
