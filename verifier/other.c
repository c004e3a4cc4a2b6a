/* SPDX-License-Identifier: Apache-2.0 */
#include <inttypes.h>

#include "check.h"
#include "log.h"

/* The tree of the other log; the first leaf that is not ours, from both sides. */
struct sides {
	struct tree tree;
	bool        parted;
	uint64_t    leaf;
	struct hash ours, theirs;
};

/* False: the other bundle does not have the entries that it lists. */
static bool
compare(const struct log *l, const struct bundle *b, struct sides *s)
{
	struct entries here = { .of = l->bundle }, there = { .of = b };
	struct text ours, theirs;

	for (; entries_next(&there, &theirs); ) {
		struct hash leaf = hash_leaf(theirs);

		if (!s->parted && entries_next(&here, &ours) &&
		    !text_same(ours, theirs)) {
			s->parted = true;
			s->leaf = s->tree.size;
			s->ours = hash_leaf(ours);
			s->theirs = leaf;
		}
		tree_add(&s->tree, leaf);
	}
	return entries_ended(&there);
}

bool
other_check(const struct log *l, char *dir)
{
	static struct bundle b;
	static struct sides s;
	struct checkpoint head;
	struct note note;
	struct hash root;
	bool whole;

	if (!bundle_open(&b, dir))
		return false;
	whole = b.wrong == NULL && checkpoint_of(&b, &note, &head) == NULL &&
	    text_same(head.origin, l->head.origin) &&
	    note_signed(&note, &l->key, NULL) == SIGNED && compare(l, &b, &s);
	root = tree_root(&s.tree);
	if (CHECK(CHECK_OTHER, whole && hash_same(&root, &head.root), "%s: "
	    "expected a signed checkpoint of %.*s, and the entries for it",
	    dir, SHOW(l->head.origin)))
		CHECK(CHECK_SPLIT, !s.parted, "leaf %" PRIu64 ": here %s under "
		    "size %" PRIu64 " and root %s; there %s under size %" PRIu64
		    " and root %s; both signed by %.*s", s.leaf,
		    hash_hex(&s.ours), l->head.size, hash_hex(&l->head.root),
		    hash_hex(&s.theirs), head.size, hash_hex(&head.root),
		    SHOW(l->key.name));
	return true;
}
