/* SPDX-License-Identifier: Apache-2.0 */
#include <string.h>

#include "base/arena.h"
#include "base/buf.h"
#include "base/err.h"
#include "ledger/checkpoint.h"
#include "ledger/proof.h"
#include "store/store.h"

#include "report/say_proof.h"

static void
add_witnesses(struct arena *a, const struct signed_note *n,
    const struct note_key *log, struct say_checkpoint *out)
{
	out->witness = arena_zero(a, n->sigs + 1, sizeof *out->witness);
	for (size_t i = 0; i < n->sigs; i++)
		if (strcmp(n->sig[i].name, log->name) != 0)
			out->witness[out->witnesses++] =
			    arena_text(a, n->sig[i].name);
}

/*
 * A checkpoint that is no note of this log is not shown; it is fsck's and the
 * verifier's business to complain, and the page says that none was signed.
 */
struct say_checkpoint
say_checkpoint(struct arena *a, struct bytes text, const char *key,
    const char *origin)
{
	struct say_checkpoint out = { .size = -1 };
	struct signed_note *n = arena_zero(a, 1, sizeof *n);
	struct note_key log;
	struct checkpoint c;
	struct err e;

	if (!note_key_parse(a, key, &log, &e) ||
	    !note_parse(a, text.p, text.n, "checkpoint", n, &e) ||
	    !note_signed(n, &log) ||
	    !checkpoint_parse(a, n->text, n->n, "checkpoint", &c, &e) ||
	    strcmp(c.origin, origin) != 0)
		return out;
	out.size = c.size;
	hash_text(out.root, c.root);
	out.note = arena_str(a, text.p, text.n);
	add_witnesses(a, n, &log, &out);
	return out;
}

static bool
add_leaf(void *ctx, const struct store_row *row, struct err *e)
{
	(void)e;
	merkle_add(ctx, row->leaf);
	return true;
}

/* A full subtree, made from the leaves under it. */
static bool
get_subtree(void *ctx, int level, int64_t index,
    unsigned char sum[HASH_SIZE], struct err *e)
{
	struct merkle m = { .size = 0 };
	int64_t width = INT64_C(1) << level;
	struct store_query q = { .from = index * width,
		.to = (index + 1) * width };

	TRY(store_each(ctx, &q, add_leaf, &m, e));
	merkle_root(&m, sum);
	return true;
}

bool
say_proof(struct arena *a, struct store *s, int64_t seq,
    const struct say_checkpoint *c, const char **out, struct err *e)
{
	struct buf b CLEANUP(buf_free) = { 0 };
	struct tlog_proof p = { .index = seq, .checkpoint = c->note,
		.n = strlen(c->note) };

	TRY(merkle_inclusion(&p.path, seq, c->size, get_subtree, s, e));
	proof_write(&b, &p);
	*out = arena_str(a, b.p, b.len);
	return true;
}
