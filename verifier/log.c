/* SPDX-License-Identifier: Apache-2.0 */
#include <inttypes.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "check.h"
#include "log.h"

size_t
entries_read(const struct bundle *b, uint64_t n, uint64_t size, struct buf *bytes,
    struct text entry[TILE_WIDTH])
{
	uint64_t left = size - n * TILE_WIDTH;
	size_t width = left < TILE_WIDTH ? (size_t)left : TILE_WIDTH, i = 0;
	char path[TILE_PATH];
	struct text rest;

	tile_path(path, -1, n, width);
	if (!bundle_read(b, path, bytes))
		return 0;
	for (rest = buf_text(bytes); rest.n >= 2 && i < width; i++) {
		size_t len = (size_t)((uint8_t)rest.p[0] << 8 | (uint8_t)rest.p[1]);

		if (rest.n - 2 < len)
			return 0;
		entry[i] = (struct text){ rest.p + 2, len };
		rest.p += 2 + len;
		rest.n -= 2 + len;
	}
	return rest.n == 0 && i == width ? width : 0;
}

/* The name and key of the log, as its entry 0 has them. */
static bool
founding_key(const struct bundle *b, struct text *origin, struct vkey *key)
{
	struct text entry[TILE_WIDTH];
	struct json_doc d = { 0 };
	struct buf bytes = { 0 };
	bool ok = b->size > 0 && entries_read(b, 0, b->size, &bytes, entry) > 0 &&
	    json_read(&d, entry[0], JSON_CANONICAL) == NULL;

	if (ok) {
		const struct json *log = json_get(json_get(d.item, "act"), "log");

		*origin = lasting_text(json_say(log, "origin"));
		ok = vkey_read(lasting_text(json_say(log, "key")), key);
	}
	json_free(&d);
	buf_free(&bytes);
	return ok;
}

void
log_open(struct log *l, const struct bundle *b, const struct policy *p)
{
	struct text origin = p->origin;
	const char *why = b->wrong;

	*l = (struct log){ .bundle = b, .policy = p, .key = p->log };
	if (why == NULL && origin.n == 0 && !founding_key(b, &origin, &l->key))
		why = "entry 0 does not name the log's key";
	if (why == NULL && note_signed(&b->note, &l->key) != SIGNED)
		why = "expected a signature of the log's key that holds";
	(void)CHECK(CHECK_LIST, why == NULL, "bundle: %s", why);
	why = bundle_read(b, "log/checkpoint", &l->file) ?
	    note_read(buf_text(&l->file), &l->note) : "not there";
	if (why != NULL) {
		(void)check_fail(CHECK_CHECKPOINT, "log/checkpoint: %s", why);
		return;
	}
	(void)CHECK(CHECK_CHECKPOINT, checkpoint_read(&l->note, &l->head) &&
	    text_same(l->head.origin, origin) && text_same(b->origin, origin) &&
	    l->head.size == b->size && note_signed(&l->note, &l->key) == SIGNED,
	    "log/checkpoint: expected origin %.*s, size %" PRIu64 " and a signature of %.*s, "
	    "found %.*s and %" PRIu64 ", or another signature", SHOW(origin), b->size,
	    SHOW(l->key.name), SHOW(l->head.origin), l->head.size);
}

void
log_close(struct log *l)
{
	buf_free(&l->file);
	buf_free(&l->tile);
	free(l->mark);
}

void
log_mark(struct log *l, uint64_t at)
{
	l->mark = more(l->mark, l->marks + 1, sizeof *l->mark);
	l->mark[l->marks++] = (struct mark){ .at = at };
}

static int
mark_order(const void *a, const void *b)
{
	const struct mark *x = a, *y = b;

	return (x->at > y->at) - (x->at < y->at);
}

const struct mark *
log_marked(const struct log *l, uint64_t at)
{
	return bsearch(&(struct mark){ .at = at }, l->mark, l->marks, sizeof *l->mark, mark_order);
}

/* Fill the marks before the next entry, or at the end of the log. */
static void
meet_marks(struct log *l, const struct hash *leaf, const char *before, struct text there)
{
	for (; l->next_mark < l->marks && l->mark[l->next_mark].at == l->tree.size;
	    l->next_mark++) {
		struct mark *m = &l->mark[l->next_mark];

		m->root = tree_root(&l->tree);
		m->leaf = *leaf;
		(void)snprintf(m->before, sizeof m->before, "%s", before);
		(void)snprintf(m->there, sizeof m->there, "%.*s", SHOW(there));
	}
}

static void
check_tile(int level, uint64_t index, const struct hash *hash, size_t width, void *arg)
{
	struct log *l = arg;
	char path[TILE_PATH];
	struct text expected = { (const char *)hash, width * sizeof *hash };

	tile_path(path, level, index, width);
	l->files++;
	(void)CHECK(CHECK_TILES, bundle_read(l->bundle, path, &l->tile) &&
	    text_same(expected, buf_text(&l->tile)), "%s: not the %zu hashes of the entries", path,
	    width);
}

/* Sections 3 to 7 of one entry; ${last} is when the one before was logged. */
static bool
take(struct record *r, struct json_doc *d, struct entry *e, struct text bytes, char last[24])
{
	const char *why;

	check_at((int64_t)e->leaf);
	why = json_read(d, bytes, JSON_CANONICAL);
	if (!CHECK(CHECK_CANONICAL, why == NULL, "found %s", why))
		return true;
	why = entry_read(d->item, e);
	if (!CHECK(CHECK_MEMBERS, why == NULL, "%s", why))
		return true;
	(void)CHECK(CHECK_SEQ, e->seq == (int64_t)e->leaf, "found seq %" PRId64, e->seq);
	(void)CHECK(CHECK_LOGGED, strncmp(last, e->logged.p, e->logged.n) <= 0,
	    "logged %.*s, after %s", SHOW(e->logged), last);
	record_add(r, e);
	return e->outcome == GENESIS || keys_add(e);
}

static bool
take_bundle(struct log *l, struct record *r, struct json_doc *d, struct buf *bytes, char last[24])
{
	struct text entry[TILE_WIDTH];
	size_t width = entries_read(l->bundle, l->tree.size / TILE_WIDTH, l->head.size, bytes, entry);
	bool ok = true;

	l->files++;
	for (size_t i = 0; ok && i < width; i++) {
		struct entry e = { .leaf = l->tree.size, .hash = hash_leaf(entry[i]) };

		ok = check_ok(CHECK_SIZE) && take(r, d, &e, entry[i], last);
		meet_marks(l, &e.hash, last, e.logged);
		if (e.logged.n > 0)
			(void)snprintf(last, 24, "%.*s", SHOW(e.logged));
		tree_add(&l->tree, &e.hash);
	}
	if (width == 0)
		(void)check_fail(CHECK_SIZE, "expected %" PRIu64 " entries in whole bundles, found "
		    "no more", l->head.size);
	return ok && width > 0;
}

static void
check_tree(struct log *l)
{
	struct hash root = tree_root(&l->tree);
	struct text rest = l->bundle->list;
	struct listed f;
	uint64_t listed = 0;

	(void)CHECK(CHECK_ROOT, hash_same(&root, &l->head.root), "log/checkpoint: expected root "
	    "%s, found %s", hash_hex(&l->head.root), hash_hex(&root));
	tree_end(&l->tree);
	while (rest.n > 0 && listed_next(&rest, &f))
		listed += text_begins(f.path, "log/");
	if (listed != l->files + 1)
		(void)check_fail(CHECK_TILES, "log/: found %" PRIu64 " files, expected %" PRIu64,
		    listed, l->files + 1);
}

bool
log_read(struct log *l, struct record *r)
{
	struct json_doc d = { 0 };
	struct buf bytes = { 0 };
	char last[24] = "";

	l->tree.ready = check_tile;
	l->tree.arg = l;
	qsort(l->mark, l->marks, sizeof *l->mark, mark_order);
	do
		check_at((int64_t)l->tree.size);
	while (l->tree.size < l->head.size && take_bundle(l, r, &d, &bytes, last));
	check_at(-1);
	meet_marks(l, &(struct hash){ { 0 } }, last, TEXT(""));
	check_tree(l);
	json_free(&d);
	buf_free(&bytes);
	return keys_check();
}
