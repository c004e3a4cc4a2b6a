/* SPDX-License-Identifier: Apache-2.0 */
#include <inttypes.h>

#include "check.h"
#include "log.h"

size_t
entries_read(const struct bundle *b, uint64_t n, uint64_t size,
    struct buf *bytes, struct text entry[TILE_WIDTH])
{
	uint64_t left = size - n * TILE_WIDTH;
	size_t width = left < TILE_WIDTH ? (size_t)left : TILE_WIDTH, i = 0;
	char path[TILE_PATH];
	struct text rest;

	tile_path(path, -1, n, width);
	if (!bundle_read(b, path, bytes))
		return 0;
	for (rest = buf_text(bytes); rest.n >= 2 && i < width; i++) {
		size_t len = (size_t)((uint8_t)rest.p[0] << 8 |
		    (uint8_t)rest.p[1]);

		if (rest.n - 2 < len)
			return 0;
		entry[i] = (struct text){ rest.p + 2, len };
		rest = text_from(rest, 2 + len);
	}
	return rest.n == 0 && i == width ? width : 0;
}

/* The key of the log, as its entry 0 has it. */
static bool
founding_key(const struct bundle *b, struct vkey *key)
{
	struct text entry[TILE_WIDTH];
	struct json_doc d = { 0 };
	struct buf bytes = { 0 };

	return b->size > 0 && entries_read(b, 0, b->size, &bytes, entry) > 0 &&
	    json_read(&d, entry[0]) == NULL &&
	    vkey_read(lasting_text(json_say(json_get(json_get(d.item, "act"),
	    "log"), "key")), key);
}

const char *
checkpoint_of(const struct bundle *b, struct note *note,
    struct checkpoint *out)
{
	struct buf file = { 0 };
	const char *why = bundle_read(b, "log/checkpoint", &file) ?
	    note_read(buf_text(&file), note) : "not there";

	return why != NULL ? why : !checkpoint_read(note, out) ||
	    !text_same(out->origin, b->origin) || out->size != b->size ?
	    "expected origin and size of the list, and a root" : NULL;
}

void
log_open(struct log *l, const struct bundle *b, const struct policy *p)
{
	const char *why = b->wrong;

	*l = (struct log){ .bundle = b, .policy = p, .key = p->log };
	if (why == NULL && p->origin.n == 0 && !founding_key(b, &l->key))
		why = "entry 0 does not name the log's key";
	if (why == NULL && note_signed(&b->note, &l->key, NULL) != SIGNED)
		why = "expected a signature of the log's key that holds";
	CHECK(CHECK_LIST, why == NULL, "bundle: %s", why);
	why = checkpoint_of(b, &l->note, &l->head);
	if (why == NULL && (note_signed(&l->note, &l->key, NULL) != SIGNED ||
	    (p->origin.n > 0 && !text_same(p->origin, l->head.origin))))
		why = "expected the policy's origin, and a signature of the "
		    "log's key that holds";
	CHECK(CHECK_CHECKPOINT, why == NULL, "log/checkpoint: %s", why);
}

static void
check_tile(int level, uint64_t index, const struct hash *hash, size_t width,
    void *arg)
{
	static struct buf tile;
	struct text expected = { (const char *)hash, width * sizeof *hash };
	struct log *l = arg;
	char path[TILE_PATH];

	tile_path(path, level, index, width);
	l->files++;
	CHECK(CHECK_TILES, bundle_read(l->bundle, path, &tile) &&
	    text_same(buf_text(&tile), expected), "%s: not the %zu hashes of "
	    "the entries", path, width);
}

/* Sections 3 to 7 of one entry. */
static bool
take(struct log *l, struct record *r, struct entry *e, struct text bytes)
{
	static struct json_doc d;
	const char *why = json_read(&d, bytes);
	int64_t seq;

	check_at((int64_t)e->leaf, TEXT(""));
	if (!CHECK(CHECK_CANONICAL, why == NULL, "found %s", why))
		return true;
	why = entry_read(d.item, e);
	if (!CHECK(CHECK_MEMBERS, why == NULL, "%s", why))
		return true;
	check_at((int64_t)e->leaf, e->action);
	seq = json_number(e->whole, "seq", -1);
	CHECK(CHECK_SEQ, seq == (int64_t)e->leaf, "found seq %" PRId64, seq);
	CHECK(CHECK_LOGGED, text_order(l->last, e->logged) <= 0,
	    "logged %.*s, after %.*s", SHOW(e->logged), SHOW(l->last));
	record_add(r, e);
	if (e->outcome == DONE && text_is(e->action, "certification.issue"))
		proof_check(l, e);
	return e->outcome == GENESIS || keys_add(e);
}

static bool
take_bundle(struct log *l, struct record *r)
{
	static struct buf bytes;
	static char last[24];
	struct text entry[TILE_WIDTH];
	size_t width = entries_read(l->bundle, l->tree.size / TILE_WIDTH,
	    l->head.size, &bytes, entry);
	bool ok = true;

	l->files++;
	check_at((int64_t)l->tree.size, TEXT(""));
	if (!CHECK(CHECK_SIZE, width > 0, "expected %" PRIu64 " entries in "
	    "whole bundles, found no more", l->head.size))
		return false;
	for (size_t i = 0; ok && i < width; i++) {
		struct entry e = { .leaf = l->tree.size,
			.hash = hash_leaf(entry[i]) };

		ok = take(l, r, &e, entry[i]);
		seen_check(l, e.logged);
		if (e.logged.n > 0)
			l->last = (struct text){ memcpy(last, e.logged.p,
			    e.logged.n), e.logged.n };
		tree_add(&l->tree, &e.hash);
	}
	return ok;
}

bool
log_read(struct log *l, struct record *r)
{
	struct text rest = l->bundle->list;
	struct hash root;
	struct listed f;
	uint64_t listed = 0, proofs = 0;

	l->tree.ready = check_tile;
	l->tree.arg = l;
	while (l->tree.size < l->head.size && take_bundle(l, r))
		continue;
	check_at(-1, TEXT(""));
	seen_check(l, TEXT(""));
	root = tree_root(&l->tree);
	CHECK(CHECK_ROOT, hash_same(&root, &l->head.root), "log/checkpoint: "
	    "expected root %s, found %s", hash_hex(&l->head.root),
	    hash_hex(&root));
	tree_end(&l->tree);
	while (listed_next(&rest, &f)) {
		listed += text_begins(f.path, "log/");
		proofs += text_begins(f.path, "proof/");
	}
	if (listed != l->files + 1)
		check_fail(CHECK_TILES, "log/: found %" PRIu64 " files, "
		    "expected %" PRIu64, listed, l->files + 1);
	if (proofs != l->proofs)
		check_fail(CHECK_PROOFS, "proof/: found %" PRIu64 " files, "
		    "expected %" PRIu64, proofs, l->proofs);
	return keys_check();
}
