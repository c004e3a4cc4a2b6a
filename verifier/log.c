/* SPDX-License-Identifier: Apache-2.0 */
#include <inttypes.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "check.h"
#include "keys.h"
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
	rest = (struct text){ bytes->p, bytes->n };
	for (; rest.n >= 2 && i < width; i++) {
		size_t len = (size_t)((uint8_t)rest.p[0] << 8 |
		    (uint8_t)rest.p[1]);

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
	struct text entry[TILE_WIDTH], key_text;
	struct json_doc d = { 0 };
	struct json_fault fault;
	struct buf bytes = { 0 };
	const struct json *log;
	bool ok;

	ok = b->size > 0 && entries_read(b, 0, b->size, &bytes, entry) > 0 &&
	    json_read(&d, entry[0], JSON_CANONICAL, &fault);
	if (ok) {
		log = json_get(&d, json_get(&d, d.item, "act"), "log");
		*origin = lasting_text(json_say(&d, log, "origin"));
		key_text = lasting_text(json_say(&d, log, "key"));
		ok = vkey_read(key_text, key);
	}
	json_free(&d);
	buf_free(&bytes);
	return ok;
}

static void
check_checkpoint(struct log *l, struct text origin)
{
	const struct bundle *b = l->bundle;
	const char *why = "not there";

	if (!bundle_read(b, "log/checkpoint", &l->file) || !note_read(
	    (struct text){ l->file.p, l->file.n }, &l->note, &why)) {
		check_fail(CHECK_CHECKPOINT, "log/checkpoint: %s", why);
		return;
	}
	if (!check_that(CHECK_CHECKPOINT, checkpoint_read(&l->note, &l->head) &&
	    text_same(l->head.origin, origin) && l->head.size == b->size &&
	    text_same(b->origin, origin) &&
	    note_signed(&l->note, &l->key) == SIGNED))
		check_fail(CHECK_CHECKPOINT, "log/checkpoint: expected origin "
		    "%.*s, size %" PRIu64 " and a signature of %.*s, found "
		    "%.*s and %" PRIu64 ", or another signature",
		    SHOW(origin), b->size, SHOW(l->key.name),
		    SHOW(l->head.origin), l->head.size);
}

void
log_open(struct log *l, const struct bundle *b, const struct policy *p)
{
	struct text origin = p->origin;

	*l = (struct log){ .bundle = b, .policy = p, .key = p->log };
	if (!b->reads)
		return;
	if (origin.n == 0 && !founding_key(b, &origin, &l->key)) {
		check_fail(CHECK_LIST, "log: entry 0 does not name the log's "
		    "key");
		return;
	}
	if (!check_that(CHECK_LIST, note_signed(&b->note, &l->key) == SIGNED))
		check_fail(CHECK_LIST, "bundle: expected a signature of %.*s "
		    "that holds", SHOW(l->key.name));
	check_checkpoint(l, origin);
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
	struct mark sought = { .at = at };

	return l->marks == 0 ? NULL : bsearch(&sought, l->mark, l->marks,
	    sizeof sought, mark_order);
}

/* Fill the marks of the entry that comes now; NULL: the log has ended. */
static void
meet_marks(struct log *l, const struct hash *leaf, struct text before,
    struct text there)
{
	while (l->next_mark < l->marks &&
	    l->mark[l->next_mark].at == l->tree.size) {
		struct mark *m = &l->mark[l->next_mark++];

		m->root = tree_root(&l->tree);
		if (leaf != NULL)
			m->leaf = *leaf;
		(void)snprintf(m->before, sizeof m->before, "%.*s",
		    SHOW(before));
		(void)snprintf(m->there, sizeof m->there, "%.*s", SHOW(there));
	}
}

static void
tile_is_ready(int level, uint64_t index, const struct hash *hash,
    size_t width, void *arg)
{
	struct log *l = arg;
	char path[TILE_PATH];
	struct text expected = { (const char *)hash, width * sizeof *hash };

	tile_path(path, level, index, width);
	l->files++;
	if (!bundle_read(l->bundle, path, &l->tile))
		check_fail(CHECK_TILES, "%s: not there", path);
	else if (!check_that(CHECK_TILES, text_same(expected,
	    (struct text){ l->tile.p, l->tile.n })))
		check_fail(CHECK_TILES, "%s: expected %zu hashes of the "
		    "entries, found other bytes", path, width);
}

/* Sections 3 to 7 of one entry; ${last} is when the one before was logged. */
static bool
take(struct record *r, struct json_doc *d, struct entry *e, struct text bytes,
    char last[24])
{
	struct json_fault fault;
	uint64_t leaf = e->leaf;
	const char *why;

	if (!check_that(CHECK_CANONICAL, json_read(d, bytes, JSON_CANONICAL,
	    &fault))) {
		check_fail(CHECK_CANONICAL, "leaf %" PRIu64 ", byte %zu: %s",
		    leaf, fault.at, fault.what);
		return true;
	}
	if (!check_that(CHECK_MEMBERS, entry_read(d, leaf, e, &why))) {
		check_fail(CHECK_MEMBERS, "leaf %" PRIu64 ": %s", leaf, why);
		return true;
	}
	if (!check_that(CHECK_SEQ, e->seq == (int64_t)leaf))
		check_fail(CHECK_SEQ, "leaf %" PRIu64 ": found seq %" PRId64,
		    leaf, e->seq);
	if (!check_that(CHECK_LOGGED, strncmp(last, e->logged.p,
	    e->logged.n) <= 0))
		check_fail(CHECK_LOGGED, "leaf %" PRIu64 ": logged %.*s, after "
		    "%s", leaf, SHOW(e->logged), last);
	record_add(r, e);
	return e->outcome == GENESIS || keys_add(e);
}

static void
check_root(struct log *l, uint64_t expected)
{
	struct hash root = tree_root(&l->tree);
	struct text rest = l->bundle->list;
	struct listed f;
	uint64_t listed = 0;

	if (l->tree.size == expected && !check_that(CHECK_ROOT,
	    hash_same(&root, &l->head.root)))
		check_fail(CHECK_ROOT, "log/checkpoint: expected root %s, found"
		    " %s", hash_hex(&l->head.root), hash_hex(&root));
	tree_end(&l->tree);
	while (rest.n > 0 && listed_next(&rest, &f))
		listed += text_begins(f.path, "log/");
	if (listed != l->files + 1)
		check_fail(CHECK_TILES, "log/: found %" PRIu64 " files, "
		    "expected %" PRIu64, listed, l->files + 1);
}

bool
log_read(struct log *l, struct record *r)
{
	struct text entry[TILE_WIDTH];
	struct json_doc d = { 0 };
	struct buf bytes = { 0 };
	char last[24] = "";
	bool ok = true;

	l->tree.ready = tile_is_ready;
	l->tree.arg = l;
	if (l->marks > 0)
		qsort(l->mark, l->marks, sizeof *l->mark, mark_order);
	for (uint64_t n = 0; ok && l->tree.size < l->head.size; n++) {
		size_t width = entries_read(l->bundle, n, l->head.size, &bytes,
		    entry);

		if (width == 0) {
			check_fail(CHECK_SIZE, "leaf %" PRIu64 ": expected %"
			    PRIu64 " entries in whole bundles, found no more",
			    l->tree.size, l->head.size);
			break;
		}
		l->files++;
		for (size_t i = 0; ok && i < width; i++) {
			struct entry e = { .leaf = l->tree.size,
				.hash = hash_leaf(entry[i]) };

			check_ok(CHECK_SIZE);
			ok = take(r, &d, &e, entry[i], last);
			meet_marks(l, &e.hash, text_of(last), e.logged);
			if (e.logged.n > 0)
				(void)snprintf(last, sizeof last, "%.*s",
				    SHOW(e.logged));
			tree_add(&l->tree, &e.hash);
		}
	}
	meet_marks(l, NULL, text_of(last), TEXT(""));
	check_root(l, l->head.size);
	json_free(&d);
	buf_free(&bytes);
	return ok && keys_check();
}
