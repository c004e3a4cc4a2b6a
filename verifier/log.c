/* SPDX-License-Identifier: Apache-2.0 */
#include <inttypes.h>
#include <stdio.h>
#include <stdlib.h>

#include "check.h"
#include "log.h"

/* The file that begins with the next entry; the last may be narrower. */
static bool
open_next(struct entries *it)
{
	uint64_t left = it->of->size - it->next;
	char path[TILE_PATH];
	bool ok;

	tile_path(path, "entries", it->next / TILE_WIDTH,
	    left < TILE_WIDTH ? (size_t)left : TILE_WIDTH);
	ok = bundle_read(it->of, path, &it->bytes);
	it->rest = buf_text(&it->bytes);
	return ok;
}

/* Each stands behind its length in two bytes, and fills its file. */
bool
entries_next(struct entries *it, struct text *out)
{
	struct text *rest = &it->rest;

	if (it->next == it->of->size || (it->next % TILE_WIDTH == 0 &&
	    (rest->n > 0 || !open_next(it))) || rest->n < 2)
		return false;
	*out = (struct text){ rest->p + 2, (size_t)((uint8_t)rest->p[0] << 8 |
	    (uint8_t)rest->p[1]) };
	if (out->n > rest->n - 2)
		return false;
	*rest = text_from(*rest, 2 + out->n);
	it->next++;
	return true;
}

/* The key of the log, as its entry 0 has it. */
static bool
founding_key(const struct bundle *b, struct vkey *key)
{
	static struct entries it;
	static struct json_doc d;
	struct text entry;

	it.of = b;
	return entries_next(&it, &entry) && json_read(&d, entry) == NULL &&
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

enum { PART = 1 << 18, ROOM = PART + PART / 8 };

struct key {
	struct id id;		/* of actor and key */
	uint64_t  at;		/* leaf, twice; odd: refused as DUPLICATE */
};

static FILE *file;
static uint64_t keys;

/* A bad signature used no key; of readings DUPLICATE says something else. */
static bool
keys_add(const struct entry *e)
{
	struct key k = { ID(e->actor, e->key),
		2 * e->leaf + (e->refusal == DUPLICATE) };

	if (e->refusal == BAD_SIGNATURE || (e->refusal == DUPLICATE &&
	    text_is(e->action, "audit.enter")))
		return true;
	keys++;
	return (file != NULL || (file = tmpfile()) != NULL) &&
	    fwrite(&k, sizeof k, 1, file) == 1;
}

static int
key_order(const void *a, const void *b)
{
	const struct key *x = a, *y = b;
	int order = memcmp(&x->id, &y->id, sizeof x->id);

	return order != 0 ? order : (x->at > y->at) - (x->at < y->at);
}

static bool
keys_check(void)
{
	uint64_t parts = keys / PART + 1, part;
	struct key *k = more(NULL, ROOM, sizeof *k);
	size_t n;

	for (uint64_t i = 0; file != NULL && i < parts; i++) {
		rewind(file);
		n = 0;
		while (n < ROOM && fread(&k[n], sizeof *k, 1, file) == 1) {
			memcpy(&part, k[n].id.b, sizeof part);
			n += part % parts == i;
		}
		if (n == ROOM)
			return false;
		qsort(k, n, sizeof *k, key_order);
		for (size_t j = 0; j < n; j++) {
			bool again = j > 0 && memcmp(&k[j].id, &k[j - 1].id,
			    sizeof k->id) == 0;

			check_at((int64_t)(k[j].at / 2), TEXT(""));
			CHECK(CHECK_KEYS, again == (k[j].at & 1), "its key is "
			    "%s", again ? "answered again" : "no DUPLICATE");
		}
	}
	check_at(-1, TEXT(""));
	free(k);
	return file == NULL || (ferror(file) == 0 && fclose(file) == 0);
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
	CHECK(CHECK_LOGGED, text_order(text_of(l->last), e->logged) <= 0,
	    "logged %.*s, after %s", SHOW(e->logged), l->last);
	record_add(r, e);
	return e->outcome == GENESIS || keys_add(e);
}

bool
log_read(struct log *l, struct record *r)
{
	static struct tiles tiles;
	struct entries it = { .of = l->bundle };
	struct text bytes;
	struct hash root;

	tiles.of = l->bundle;
	l->tree.tiles = &tiles;
	while (entries_next(&it, &bytes)) {
		struct entry e = { .leaf = l->tree.size,
			.hash = hash_leaf(bytes) };

		if (!take(l, r, &e, bytes))
			return false;
		seen_check(l, e.logged);
		if (e.logged.n == 20)
			memcpy(l->last, e.logged.p, e.logged.n);
		tree_add(&l->tree, e.hash);
	}
	check_at((int64_t)it.next, TEXT(""));
	CHECK(CHECK_SIZE, entries_ended(&it), "expected %" PRIu64 " entries in "
	    "all, and no more", l->head.size);
	check_at(-1, TEXT(""));
	seen_check(l, TEXT(""));
	root = tree_root(&l->tree);
	check_same(CHECK_ROOT, "log/checkpoint", text_of(hash_hex(
	    &l->head.root)), text_of(hash_hex(&root)));
	tiles_check(&tiles, (it.next + TILE_WIDTH - 1) / TILE_WIDTH);
	return keys_check();
}

/* The other log, and its first leaf that is not ours, from both sides. */
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
	static struct entries here, there;
	struct text ours, theirs;

	here.of = l->bundle;
	there.of = b;
	while (entries_next(&there, &theirs)) {
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
	static struct note note;
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
