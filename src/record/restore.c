/* SPDX-License-Identifier: Apache-2.0 */
/* A record made again from its log: entries are taken as they are, and folded. */
#include <inttypes.h>
#include <string.h>

#include "base/err.h"
#include "text/canon.h"

#include "record/inside.h"
#include "record/limits.h"

/* A database may have the tables of an attempt that failed; a record it may not have. */
static bool
open_empty(struct record *r, const char *address, struct err *e)
{
	struct err later;

	if (store_open(r->a, address, STORE_CREATE, &r->store, e))
		return store_begin(r->store, &r->head, e);
	if (!store_is_address(address) || !store_open(r->a, address,
	    STORE_WRITE, &r->store, &later))
		return false;
	TRY(store_begin(r->store, &r->head, e));
	return r->head.size == 0 || err_set(e, ERR_INPUT, "there is a record "
	    "in the database already");
}

bool
record_restore_begin(struct arena *a, const char *address,
    const struct record_last *last, struct record **out, struct err *e)
{
	struct record *r = record_new(a);

	*out = NULL;
	if (!open_empty(r, address, e)) {
		record_close(&r);
		return false;
	}
	record_tree(&r->tree, &r->head);
	r->head.signed_size = last->signed_size;
	memcpy(r->head.signed_root, last->signed_root, HASH_SIZE);
	*out = r;
	return true;
}

/* A root that was signed must be met on the way. */
static bool
is_as_signed(const struct record *r, struct err *e)
{
	unsigned char root[HASH_SIZE];

	if (r->tree.size != r->head.signed_size)
		return true;
	merkle_root(&r->tree, root);
	return memcmp(root, r->head.signed_root, HASH_SIZE) == 0 ||
	    err_set(e, ERR_INPUT, "the first %" PRId64 " entries do not give "
	    "the root that was signed", r->tree.size);
}

static bool
is_next(const struct record *r, const struct entry *n, struct err *e)
{
	return (n->seq == r->head.size && n->logged >= r->head.logged &&
	    (n->seq == 0) == (n->outcome == OUTCOME_GENESIS)) ||
	    err_set(e, ERR_INPUT, "entry %" PRId64 " does not follow the one "
	    "before it", r->head.size);
}

bool
record_restore_entry(struct record *r, struct bytes bytes, struct err *e)
{
	unsigned char leaf[HASH_SIZE];
	struct entry n;

	arena_reset(&r->each);
	if (!canon_is(bytes.p, bytes.n))
		return err_set(e, ERR_INPUT, "entry %" PRId64 " is not "
		    "canonical JSON", r->head.size);
	TRY(entry_read(&r->each, bytes, r->head.size, &n, e));
	TRY(is_next(r, &n, e));
	TRY(entry_append(r, &n, bytes, leaf, e));
	TRY(is_as_signed(r, e));
	return record_fold(r->store, &r->each, &n, leaf, e);
}

bool
record_restore_unlisted(struct record *r, const char *actor, int64_t n,
    struct err *e)
{
	arena_reset(&r->each);
	return limits_set_unlisted(r->store, actor, n, &r->each, e);
}

bool
record_restore_end(struct record *r, const struct record_last *last,
    struct err *e)
{
	unsigned char root[HASH_SIZE];

	merkle_root(&r->tree, root);
	if (r->head.size == 0 || r->head.size != last->size ||
	    r->head.size < last->signed_size ||
	    memcmp(root, last->root, HASH_SIZE) != 0)
		return err_set(e, ERR_INPUT, "the entries do not give the root "
		    "that they should");
	TRY(store_commit(r->store, &r->head, e));
	return record_load(r, RECORD_READ, e);
}
