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
	struct text ours[TILE_WIDTH], theirs[TILE_WIDTH];
	struct buf our = { 0 }, their = { 0 };
	size_t width = 1;

	for (uint64_t n = 0; width > 0 && s->tree.size < b->size; n++) {
		size_t both = n * TILE_WIDTH < l->head.size ?
		    entries_read(l->bundle, n, l->head.size, &our, ours) : 0;

		width = entries_read(b, n, b->size, &their, theirs);
		for (size_t i = 0; i < width; i++) {
			struct hash leaf = hash_leaf(theirs[i]);

			if (!s->parted && i < both && !text_same(ours[i], theirs[i])) {
				s->parted = true;
				s->leaf = s->tree.size;
				s->ours = hash_leaf(ours[i]);
				s->theirs = leaf;
			}
			tree_add(&s->tree, &leaf);
		}
	}
	buf_free(&our);
	buf_free(&their);
	return width > 0;
}

bool
other_check(const struct log *l, const char *dir)
{
	struct sides s = { .parted = false };
	struct log o = { 0 };
	struct bundle b;
	struct hash root;
	bool whole;

	if (!bundle_open(&b, dir))
		return false;
	whole = b.wrong == NULL && bundle_read(&b, "log/checkpoint", &o.file) &&
	    note_read(buf_text(&o.file), &o.note) == NULL && checkpoint_read(&o.note, &o.head) &&
	    text_same(o.head.origin, l->head.origin) && o.head.size == b.size &&
	    note_signed(&o.note, &l->key) == SIGNED && compare(l, &b, &s);
	root = tree_root(&s.tree);
	if (CHECK(CHECK_OTHER, whole && hash_same(&root, &o.head.root), "%s: expected a checkpoint "
	    "of %.*s, signed by its key, and the entries for it", dir, SHOW(l->head.origin)))
		(void)CHECK(CHECK_SPLIT, !s.parted, "leaf %" PRIu64 ": here %s under size %" PRIu64
		    " and root %s; there %s under size %" PRIu64 " and root %s; both signed by %.*s",
		    s.leaf, hash_hex(&s.ours), l->head.size, hash_hex(&l->head.root),
		    hash_hex(&s.theirs), o.head.size, hash_hex(&o.head.root), SHOW(l->key.name));
	buf_free(&o.file);
	bundle_close(&b);
	return true;
}
