/* SPDX-License-Identifier: Apache-2.0 */
#include <assert.h>
#include <string.h>

#include "base/err.h"

#include "ledger/merkle.h"

void
merkle_leaf(unsigned char sum[HASH_SIZE], const void *p, size_t n)
{
	hash_tagged(sum, 0, p, n, NULL, 0);
}

void
merkle_node(unsigned char sum[HASH_SIZE], const unsigned char left[HASH_SIZE],
    const unsigned char right[HASH_SIZE])
{
	hash_tagged(sum, 1, left, HASH_SIZE, right, HASH_SIZE);
}

size_t
merkle_nodes(const struct merkle *m)
{
	return (size_t)__builtin_popcountll((uint64_t)m->size);
}

/* Each one at the end of the size in binary is a subtree that is now full. */
void
merkle_add(struct merkle *m, const unsigned char leaf[HASH_SIZE])
{
	size_t n = merkle_nodes(m);
	unsigned char sum[HASH_SIZE];

	memcpy(sum, leaf, HASH_SIZE);
	for (int64_t left = m->size; (left & 1) != 0; left >>= 1)
		merkle_node(sum, m->node[--n], sum);
	memcpy(m->node[n], sum, HASH_SIZE);
	m->size++;
}

void
merkle_root(const struct merkle *m, unsigned char root[HASH_SIZE])
{
	size_t n = merkle_nodes(m);

	if (n == 0) {
		hash_of(root, "", 0);
		return;
	}
	memcpy(root, m->node[--n], HASH_SIZE);
	while (n-- > 0)
		merkle_node(root, m->node[n], root);
}

/* Who gives the full subtrees, so that it need not be handed on in two. */
struct source {
	merkle_get *get;
	void       *ctx;
};

/* The largest power of two below ${n} > 1, as its exponent. */
static int
split(int64_t n)
{
	return 63 - __builtin_clzll((uint64_t)n - 1);
}

/*
 * MTH of the leaves ${from} to ${to}: full subtrees, largest first.  ${from}
 * is a multiple of the largest power of two in it, as everywhere in the tree.
 */
static bool
range(const struct source *s, int64_t from, int64_t to,
    unsigned char sum[HASH_SIZE], struct err *e)
{
	unsigned char node[MERKLE_MAX][HASH_SIZE];
	size_t n = 0;

	assert(from < to);
	do {
		int level = 63 - __builtin_clzll((uint64_t)(to - from));

		TRY(s->get(s->ctx, level, from >> level, node[n++], e));
		from += (int64_t)1 << level;
	} while (from < to);
	memcpy(sum, node[--n], HASH_SIZE);
	while (n-- > 0)
		merkle_node(sum, node[n], sum);
	return true;
}

/* The proof is found from the root down, and told from the leaf up. */
static void
turn(struct merkle_proof *p)
{
	unsigned char x[HASH_SIZE];

	for (size_t i = 0; i < p->n / 2; i++) {
		memcpy(x, p->node[i], HASH_SIZE);
		memcpy(p->node[i], p->node[p->n - 1 - i], HASH_SIZE);
		memcpy(p->node[p->n - 1 - i], x, HASH_SIZE);
	}
}

/* RFC 6962, section 2.1.1. */
bool
merkle_inclusion(struct merkle_proof *p, int64_t index, int64_t size,
    merkle_get *get, void *ctx, struct err *e)
{
	const struct source s = { get, ctx };
	int64_t from = 0, to = size;

	assert(index >= 0 && index < size);
	p->n = 0;
	while (to - from > 1) {
		int64_t k = from + ((int64_t)1 << split(to - from));
		bool left = index < k;

		TRY(range(&s, left ? k : from, left ? to : k,
		    p->node[p->n++], e));
		if (left)
			to = k;
		else
			from = k;
	}
	turn(p);
	return true;
}

/* RFC 6962, section 2.1.2. */
bool
merkle_consistency(struct merkle_proof *p, int64_t old, int64_t size,
    merkle_get *get, void *ctx, struct err *e)
{
	const struct source s = { get, ctx };
	int64_t from = 0, to = size;

	assert(old >= 0 && old <= size);
	p->n = 0;
	if (old == 0)
		return true;
	while (to > old) {
		int64_t k = from + ((int64_t)1 << split(to - from));
		bool left = old <= k;

		TRY(range(&s, left ? k : from, left ? to : k,
		    p->node[p->n++], e));
		if (left)
			to = k;
		else
			from = k;
	}
	if (from > 0)
		TRY(range(&s, from, to, p->node[p->n++], e));
	turn(p);
	return true;
}

/* RFC 9162, section 2.1.3.2. */
bool
merkle_included(const struct merkle_proof *p, int64_t index, int64_t size,
    const unsigned char leaf[HASH_SIZE], const unsigned char root[HASH_SIZE])
{
	int64_t at = index, last = size - 1;
	unsigned char sum[HASH_SIZE];

	if (index < 0 || index >= size || p->n > MERKLE_MAX)
		return false;
	memcpy(sum, leaf, HASH_SIZE);
	for (size_t i = 0; i < p->n; i++) {
		if (last == 0)
			return false;
		if ((at & 1) != 0 || at == last) {
			merkle_node(sum, p->node[i], sum);
			while ((at & 1) == 0 && at != 0) {
				at >>= 1;
				last >>= 1;
			}
		} else {
			merkle_node(sum, sum, p->node[i]);
		}
		at >>= 1;
		last >>= 1;
	}
	return last == 0 && memcmp(sum, root, HASH_SIZE) == 0;
}

/* RFC 9162, section 2.1.4.2, for 0 < ${old} < ${size}. */
static bool
grows(const struct merkle_proof *p, int64_t old,
    const unsigned char old_root[HASH_SIZE], int64_t size,
    const unsigned char root[HASH_SIZE])
{
	int64_t at = old - 1, last = size - 1;
	unsigned char was[HASH_SIZE], is[HASH_SIZE];
	bool power = (old & (old - 1)) == 0;

	if (p->n == 0 && !power)
		return false;
	memcpy(was, power ? old_root : p->node[0], HASH_SIZE);
	memcpy(is, was, HASH_SIZE);
	while ((at & 1) != 0) {
		at >>= 1;
		last >>= 1;
	}
	for (size_t i = power ? 0 : 1; i < p->n; i++) {
		if (last == 0)
			return false;
		if ((at & 1) != 0 || at == last) {
			merkle_node(was, p->node[i], was);
			merkle_node(is, p->node[i], is);
			while ((at & 1) == 0 && at != 0) {
				at >>= 1;
				last >>= 1;
			}
		} else {
			merkle_node(is, is, p->node[i]);
		}
		at >>= 1;
		last >>= 1;
	}
	return last == 0 && memcmp(was, old_root, HASH_SIZE) == 0 &&
	    memcmp(is, root, HASH_SIZE) == 0;
}

bool
merkle_consistent(const struct merkle_proof *p, int64_t old,
    const unsigned char old_root[HASH_SIZE], int64_t size,
    const unsigned char root[HASH_SIZE])
{
	unsigned char none[HASH_SIZE];

	if (old < 0 || old > size || p->n > MERKLE_MAX)
		return false;
	if (old == size)
		return p->n == 0 && memcmp(old_root, root, HASH_SIZE) == 0;
	if (old > 0)
		return grows(p, old, old_root, size, root);
	hash_of(none, "", 0);
	return p->n == 0 && memcmp(old_root, none, HASH_SIZE) == 0;
}
