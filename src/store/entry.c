/* SPDX-License-Identifier: Apache-2.0 */
/* The log and its receipts. */
#include "base/arena.h"
#include "base/buf.h"
#include "base/err.h"

#include "store/inside.h"

#define COLUMNS "seq, logged, leaf, action, actor, role, subject, unit," \
	" outcome, code, bytes"

bool
store_append(struct store *s, const struct store_row *row, struct err *e)
{
	static const struct statement add = { ST_ENTRY_ADD,
	    "INSERT INTO entry (" COLUMNS ") VALUES"
	    " ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10, $11)", false };
	struct value arg[] = {
		value_int(row->seq), value_int(row->logged),
		value_blob(row->leaf, HASH_SIZE), value_text(row->action),
		value_text(row->actor), value_text(row->role),
		value_text(row->subject), value_text(row->unit),
		value_text(row->outcome), value_text(row->code),
		value_blob(row->bytes.p, row->bytes.n),
	};

	return db_run(s->db, &add, arg, 11, e);
}

static bool
row_of(struct arena *a, const struct value *v, struct store_row *out,
    struct err *e)
{
	*out = (struct store_row){
		.seq = v[0].i, .logged = v[1].i, .action = text_of(a, &v[3]),
		.actor = text_of(a, &v[4]), .role = text_of(a, &v[5]),
		.subject = text_of(a, &v[6]), .unit = text_of(a, &v[7]),
		.outcome = text_of(a, &v[8]), .code = text_of(a, &v[9]),
		.bytes = { text_of(a, &v[10]), v[10].b.n },
	};
	return leaf_of(&v[2], out->leaf, e);
}

bool
store_entry(struct store *s, struct arena *a, int64_t seq,
    struct store_row *out, struct err *e)
{
	static const struct statement get = { ST_ENTRY,
	    "SELECT " COLUMNS " FROM entry WHERE seq = $1", false };
	struct value arg[] = { value_int(seq) }, v[VALUES];
	struct rows r CLEANUP(db_end) = { 0 };
	bool got;

	TRY(db_rows(s->db, &get, arg, 1, &r, e));
	TRY(db_next(&r, &got, v, e));
	if (!got)
		return err_set(e, ERR_STORE, "%s: there is no entry %jd",
		    s->name, (intmax_t)seq);
	return row_of(a, v, out, e);
}

/* A statement made for the conditions that are asked for, and its arguments. */
struct search {
	struct buf   sql;
	unsigned     number;
	struct value arg[VALUES];
	size_t       n;
};

static void
add_text(struct search *x, unsigned bit, const char *column,
    const char *wanted)
{
	if (wanted == NULL)
		return;
	x->number |= 1u << bit;
	x->arg[x->n++] = value_text(wanted);
	buf_printf(&x->sql, " AND %s = $%zu", column, x->n);
}

static void
make_search(const struct store_query *q, struct search *x)
{
	x->arg[x->n++] = value_int(q->from);
	x->arg[x->n++] = value_int(q->to > 0 ? q->to : INT64_MAX);
	buf_str(&x->sql, "SELECT " COLUMNS
	    " FROM entry WHERE seq >= $1 AND seq < $2");
	add_text(x, 0, "action", q->action);
	add_text(x, 1, "actor", q->actor);
	add_text(x, 2, "role", q->role);
	add_text(x, 3, "subject", q->subject);
	add_text(x, 4, "unit", q->unit);
	add_text(x, 5, "outcome", q->outcome);
	if (q->logged_by != 0) {
		x->number |= 1u << 6;
		x->arg[x->n++] = value_int(q->logged_by);
		buf_printf(&x->sql, " AND logged <= $%zu", x->n);
	}
	buf_str(&x->sql, " ORDER BY seq");
	x->number += ST_ENTRIES;
}

static bool
walk(struct store *s, struct search *x, store_visit *visit, void *ctx,
    struct err *e)
{
	struct statement st = { x->number, x->sql.p, true };
	struct rows r CLEANUP(db_end) = { 0 };
	struct store_row row;
	struct value v[VALUES];
	bool got;

	TRY(db_rows(s->db, &st, x->arg, x->n, &r, e));
	TRY(db_next(&r, &got, v, e));
	while (got) {
		TRY(row_of(NULL, v, &row, e) && visit(ctx, &row, e));
		TRY(db_next(&r, &got, v, e));
	}
	return true;
}

bool
store_each(struct store *s, const struct store_query *q, store_visit *visit,
    void *ctx, struct err *e)
{
	struct search x = { 0 };
	bool done;

	make_search(q, &x);
	done = walk(s, &x, visit, ctx, e);
	buf_free(&x.sql);
	return done;
}

bool
store_receipt_find(struct store *s, const char *key, bool *found,
    struct store_receipt *out, struct err *e)
{
	static const struct statement get = { ST_RECEIPT,
	    "SELECT seq, act FROM receipt WHERE key = $1", false };
	struct value arg[] = { value_text(key) }, v[VALUES];
	struct rows r CLEANUP(db_end) = { 0 };

	TRY(db_rows(s->db, &get, arg, 1, &r, e));
	TRY(db_next(&r, found, v, e));
	if (!*found)
		return true;
	out->seq = v[0].i;
	return leaf_of(&v[1], out->act, e);
}

bool
store_receipt_put(struct store *s, const char *key,
    const struct store_receipt *r, struct err *e)
{
	static const struct statement add = { ST_RECEIPT_ADD,
	    "INSERT INTO receipt (key, seq, act) VALUES ($1, $2, $3)", false };
	struct value arg[] = { value_text(key), value_int(r->seq),
	    value_blob(r->act, HASH_SIZE) };

	return db_run(s->db, &add, arg, 3, e);
}
