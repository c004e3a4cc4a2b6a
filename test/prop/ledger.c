/* SPDX-License-Identifier: Apache-2.0 */
/* Laws of text/canon and the ledger. */
#include "base/arena.h"
#include "base/buf.h"
#include "base/err.h"

#include "text/canon.h"
#include "text/json.h"

#include "ledger/merkle.h"

#include "text.h"

static bool
canon(const char *p, size_t n, struct buf *out)
{
	struct arena a CLEANUP(arena_free) = { 0 };
	struct memory m = { p, n };
	struct json_value *v;
	struct err e;

	return json_tree(&a, (struct feed){ memory_fill, &m, "f" }, &v, &e) &&
	    canon_write(out, v, "f", &e);
}

/* Any object, with names in any order. */
static void
write_object(struct gen *g, struct buf *out)
{
	char name[GEN_TEXT], text[GEN_TEXT];
	struct json_writer w;
	size_t n = gen_below(g, 6);

	json_begin(&w, out);
	json_object(&w, NULL);
	for (size_t i = 0; i < n; i++) {
		(void)gen_text(g, name);
		json_text(&w, name, gen_text(g, text));
	}
	json_num(&w, "n", (int64_t)gen_below(g, 1000));
	json_object_end(&w);
	json_finish(&w);
}

static bool
canon_of_canon_is_canon(struct gen *g)
{
	struct buf in CLEANUP(buf_free) = { 0 };
	struct buf one CLEANUP(buf_free) = { 0 };
	struct buf two CLEANUP(buf_free) = { 0 };

	write_object(g, &in);
	if (!canon(in.p, in.len, &one))
		return true;	/* a name stood twice */
	return HOLDS(canon_is(one.p, one.len), "%s", one.p) &&
	    HOLDS(canon(one.p, one.len, &two) && one.len == two.len &&
	    memcmp(one.p, two.p, one.len) == 0, "%s", one.p);
}

static bool
leaves(void *ctx, int level, int64_t index, unsigned char sum[HASH_SIZE],
    struct err *e)
{
	struct merkle m = { 0 };

	(void)ctx, (void)e;
	for (int64_t i = index << level; i < (index + 1) << level; i++) {
		merkle_leaf(sum, &i, sizeof i);
		merkle_add(&m, sum);
	}
	merkle_root(&m, sum);
	return true;
}

static void
root_of(int64_t size, unsigned char root[HASH_SIZE])
{
	struct merkle m = { 0 };

	for (int64_t i = 0; i < size; i++) {
		merkle_leaf(root, &i, sizeof i);
		merkle_add(&m, root);
	}
	merkle_root(&m, root);
}

static bool
every_log_begins_with_its_past(struct gen *g)
{
	int64_t size = (int64_t)gen_sized(g) * 5;
	int64_t old = gen_between(g, 0, size);
	unsigned char was[HASH_SIZE], is[HASH_SIZE];
	struct merkle_proof p;
	struct err e;

	root_of(old, was);
	root_of(size, is);
	return HOLDS(merkle_consistency(&p, old, size, leaves, NULL, &e) &&
	    merkle_consistent(&p, old, was, size, is), "%" PRId64 " of %"
	    PRId64, old, size);
}

int
main(void)
{
	prop_begin();
	PROP(canon_of_canon_is_canon);
	PROP(every_log_begins_with_its_past);
	return prop_end();
}
