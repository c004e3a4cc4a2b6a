/* SPDX-License-Identifier: Apache-2.0 */
#include "tree.h"

/* Like adding 1 to a binary number: two peaks of a height make the next. */
void
tree_add(struct tree *t, const struct hash *leaf)
{
	struct hash h = *leaf;
	int bit = 0;

	for (uint64_t n = t->size++; (n & 1) != 0; n >>= 1)
		h = hash_node(&t->peak[bit++], &h);
	t->peak[bit] = h;
}

struct hash
tree_root(const struct tree *t)
{
	struct hash h = hash_parts(0, NULL);
	bool any = false;

	for (int bit = 0; bit < 64; bit++) {
		if ((t->size >> bit & 1) == 0)
			continue;
		h = any ? hash_node(&t->peak[bit], &h) : t->peak[bit];
		any = true;
	}
	return h;
}
