/* SPDX-License-Identifier: Apache-2.0 */
/* The tables that follow from the log, as lines that two stores can be compared by. */
#include "base/buf.h"
#include "base/err.h"

#include "store/inside.h"

#include "text/canon.h"

/* A member of the object that the line is; members come sorted by name. */
static void
put_name(struct buf *out, const char *name)
{
	bool first = out->len == 0 || out->p[out->len - 1] == '\n';

	buf_printf(out, "%c\"%s\":", first ? '{' : ',', name);
}

static void
put_text(struct buf *out, const char *name, const char *s)
{
	put_name(out, name);
	canon_text(out, s);
}

static void
put_int(struct buf *out, const char *name, int64_t n)
{
	put_name(out, name);
	buf_printf(out, "%jd", (intmax_t)n);
}

static void
put_sum(struct buf *out, const char *name, const unsigned char *sum)
{
	char hex[HASH_HEX];

	hash_text(hex, sum);
	put_text(out, name, hex);
}

static void
put_head(struct buf *out, const struct store_head *h)
{
	int64_t left = h->size;

	put_int(out, "logged", h->logged);
	put_name(out, "node");
	buf_char(out, '[');
	for (size_t i = 0; left > 0; i++, left &= left - 1) {
		char hex[HASH_HEX];

		hash_text(hex, h->node[i]);
		buf_printf(out, "%s\"%s\"", i > 0 ? "," : "", hex);
	}
	buf_char(out, ']');
	put_sum(out, "signed_root", h->signed_root);
	put_int(out, "signed_size", h->signed_size);
	put_int(out, "size", h->size);
	put_text(out, "table", "head");
	buf_str(out, "}\n");
}

static bool
put_receipts(struct store *s, struct buf *out, struct err *e)
{
	static const struct statement all = { ST_RECEIPTS,
	    "SELECT key, seq, act FROM receipt ORDER BY key", true };
	struct rows r CLEANUP(db_end) = { 0 };
	struct value v[VALUES];
	unsigned char act[HASH_SIZE];
	bool got;

	TRY(db_rows(s->db, &all, NULL, 0, &r, e));
	TRY(db_next(&r, &got, v, e));
	while (got) {
		TRY(leaf_of(&v[2], act, e));
		put_sum(out, "act", act);
		put_text(out, "key", v[0].b.p);
		put_int(out, "seq", v[1].i);
		put_text(out, "table", "receipt");
		buf_str(out, "}\n");
		TRY(db_next(&r, &got, v, e));
	}
	return true;
}

static bool
put_subject(void *ctx, const struct store_subject *v, struct err *e)
{
	struct buf *out = ctx;

	(void)e;
	put_text(out, "id", v->id);
	put_sum(out, "leaf", v->leaf);
	put_text(out, "lifecycle", v->lifecycle);
	put_int(out, "seq", v->seq);
	put_text(out, "state", v->state);
	put_text(out, "table", "subject");
	put_text(out, "unit", v->unit);
	put_int(out, "version", v->version);
	buf_str(out, "}\n");
	return true;
}

static bool
put_fact(void *ctx, const struct store_fact *v, struct err *e)
{
	struct buf *out = ctx;

	(void)e;
	put_text(out, "id", v->id);
	put_text(out, "kind", v->kind);
	put_sum(out, "leaf", v->leaf);
	put_int(out, "seq", v->seq);
	put_text(out, "state", v->state);
	put_text(out, "table", "fact");
	put_text(out, "unit", v->unit);
	put_text(out, "value", v->value);
	put_int(out, "version", v->version);
	buf_str(out, "}\n");
	return true;
}

/* All within one view; a transaction that is open already is one. */
bool
store_dump(struct store *s, struct buf *out, struct err *e)
{
	bool own = !s->db->inside, done;
	struct store_head head;

	if (own)
		TRY(db_begin(s->db, DB_READ, e));
	done = head_get(s, false, &head, e);
	if (done)
		put_head(out, &head);
	done = done && put_receipts(s, out, e) &&
	    store_subjects(s, NULL, put_subject, out, e) &&
	    store_facts(s, NULL, NULL, put_fact, out, e);
	if (own)
		store_rollback(s);
	return done;
}
