/* SPDX-License-Identifier: Apache-2.0 */
/* What follows from the log: subjects and facts. */
#include "base/arena.h"
#include "base/buf.h"
#include "base/err.h"

#include "store/inside.h"

#define SUBJECT "SELECT id, lifecycle, state, unit, version, seq, leaf" \
	" FROM subject"
#define FACT "SELECT kind, id, unit, state, value, version, seq, leaf" \
	" FROM fact"

static bool
subject_of(struct arena *a, const struct value *v, struct store_subject *out,
    struct err *e)
{
	*out = (struct store_subject){
		.id = text_of(a, &v[0]), .lifecycle = text_of(a, &v[1]),
		.state = text_of(a, &v[2]), .unit = text_of(a, &v[3]),
		.version = v[4].i, .seq = v[5].i,
	};
	return leaf_of(&v[6], out->leaf, e);
}

bool
store_subject_find(struct store *s, struct arena *a, const char *id,
    bool *found, struct store_subject *out, struct err *e)
{
	static const struct statement get = { ST_SUBJECT,
	    SUBJECT " WHERE id = $1", false };
	struct value arg[] = { value_text(id) }, v[VALUES];
	struct rows r CLEANUP(db_end) = { 0 };

	TRY(db_rows(s->db, &get, arg, 1, &r, e));
	TRY(db_next(&r, found, v, e));
	return !*found || subject_of(a, v, out, e);
}

bool
store_subject_put(struct store *s, const struct store_subject *v,
    struct err *e)
{
	static const struct statement put = { ST_SUBJECT_PUT,
	    "INSERT INTO subject (id, lifecycle, state, unit, version, seq,"
	    " leaf) VALUES ($1, $2, $3, $4, $5, $6, $7)"
	    " ON CONFLICT (id) DO UPDATE SET lifecycle = excluded.lifecycle,"
	    " state = excluded.state, unit = excluded.unit,"
	    " version = excluded.version, seq = excluded.seq,"
	    " leaf = excluded.leaf", false };
	struct value arg[] = {
		value_text(v->id), value_text(v->lifecycle),
		value_text(v->state), value_text(v->unit),
		value_int(v->version), value_int(v->seq),
		value_blob(v->leaf, HASH_SIZE),
	};

	return db_run(s->db, &put, arg, 7, e);
}

bool
store_subjects(struct store *s, const char *lifecycle,
    store_subject_visit *visit, void *ctx, struct err *e)
{
	static const struct statement all = { ST_SUBJECTS,
	    SUBJECT " ORDER BY id", true };
	static const struct statement of = { ST_SUBJECTS_OF,
	    SUBJECT " WHERE lifecycle = $1 ORDER BY id", true };
	struct value arg[] = { value_text(lifecycle == NULL ? "" : lifecycle) };
	struct value v[VALUES];
	struct rows r CLEANUP(db_end) = { 0 };
	struct store_subject x;
	bool got;

	TRY(db_rows(s->db, lifecycle == NULL ? &all : &of, arg,
	    lifecycle != NULL, &r, e));
	TRY(db_next(&r, &got, v, e));
	while (got) {
		TRY(subject_of(NULL, v, &x, e) && visit(ctx, &x, e));
		TRY(db_next(&r, &got, v, e));
	}
	return true;
}

static bool
fact_of(struct arena *a, const struct value *v, struct store_fact *out,
    struct err *e)
{
	*out = (struct store_fact){
		.kind = text_of(a, &v[0]), .id = text_of(a, &v[1]),
		.unit = text_of(a, &v[2]), .state = text_of(a, &v[3]),
		.value = text_of(a, &v[4]), .version = v[5].i, .seq = v[6].i,
	};
	return leaf_of(&v[7], out->leaf, e);
}

bool
store_fact_find(struct store *s, struct arena *a, const char *kind,
    const char *id, bool *found, struct store_fact *out, struct err *e)
{
	static const struct statement get = { ST_FACT,
	    FACT " WHERE kind = $1 AND id = $2", false };
	struct value arg[] = { value_text(kind), value_text(id) }, v[VALUES];
	struct rows r CLEANUP(db_end) = { 0 };

	TRY(db_rows(s->db, &get, arg, 2, &r, e));
	TRY(db_next(&r, found, v, e));
	return !*found || fact_of(a, v, out, e);
}

bool
store_fact_put(struct store *s, const struct store_fact *v, struct err *e)
{
	static const struct statement put = { ST_FACT_PUT,
	    "INSERT INTO fact (kind, id, unit, state, value, version, seq,"
	    " leaf) VALUES ($1, $2, $3, $4, $5, $6, $7, $8)"
	    " ON CONFLICT (kind, id) DO UPDATE SET unit = excluded.unit,"
	    " state = excluded.state, value = excluded.value,"
	    " version = excluded.version, seq = excluded.seq,"
	    " leaf = excluded.leaf", false };
	struct value arg[] = {
		value_text(v->kind), value_text(v->id), value_text(v->unit),
		value_text(v->state), value_text(v->value),
		value_int(v->version), value_int(v->seq),
		value_blob(v->leaf, HASH_SIZE),
	};

	return db_run(s->db, &put, arg, 8, e);
}

bool
store_facts(struct store *s, const char *kind, const char *state,
    store_fact_visit *visit, void *ctx, struct err *e)
{
	static const struct statement all = { ST_FACTS,
	    FACT " ORDER BY kind, id", true };
	static const struct statement of = { ST_FACTS_OF,
	    FACT " WHERE kind = $1 ORDER BY id", true };
	static const struct statement in = { ST_FACTS_IN,
	    FACT " WHERE kind = $1 AND state = $2 ORDER BY id", true };
	struct value arg[2], v[VALUES];
	struct rows r CLEANUP(db_end) = { 0 };
	struct store_fact x;
	size_t n = 0;
	bool got;

	if (kind != NULL)
		arg[n++] = value_text(kind);
	if (kind != NULL && state != NULL)
		arg[n++] = value_text(state);
	TRY(db_rows(s->db, n == 0 ? &all : n == 1 ? &of : &in, arg, n, &r,
	    e));
	TRY(db_next(&r, &got, v, e));
	while (got) {
		TRY(fact_of(NULL, v, &x, e) && visit(ctx, &x, e));
		TRY(db_next(&r, &got, v, e));
	}
	return true;
}

bool
store_clear(struct store *s, struct err *e)
{
	return db_exec(s->db, "DELETE FROM receipt; DELETE FROM subject;"
	    " DELETE FROM fact;", e);
}
