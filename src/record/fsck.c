/* SPDX-License-Identifier: Apache-2.0 */
/* The tables are a fold over the entries, and the entries are a tree: are they still? */
#include <inttypes.h>
#include <stdarg.h>
#include <stdio.h>
#include <string.h>

#include "base/buf.h"
#include "base/err.h"
#include "store/objects.h"
#include "text/canon.h"
#include "text/json.h"

#include "record/inside.h"
#include "record/limits.h"

#define STEP       1000		/* entries read before they are folded */
#define SMALL      20000	/* entries looked at whenever a record is opened */
#define LONG_LINE  4096

struct check {
	struct record *r;
	record_fault  *fault;
	void          *ctx;
	int64_t        faults;
	int64_t        next, logged;	/* what the next entry should have */
	struct merkle  tree;
	int64_t        signed_size;
	unsigned char  signed_root[HASH_SIZE];	/* of the tree as it was then */
};

static void
say(struct check *c, const char *fmt, ...)
    __attribute__((format(printf, 2, 3)));

static void
say(struct check *c, const char *fmt, ...)
{
	struct err text;
	va_list args;

	va_start(args, fmt);
	(void)vsnprintf(text.text, sizeof text.text, fmt, args);
	va_end(args);
	c->faults++;
	c->fault(c->ctx, text.text);
}

/* The columns by which an entry is found must be what it says. */
static bool
columns_agree(const struct store_row *row, const struct entry *n)
{
	return strcmp(row->action, n->act.action) == 0 &&
	    strcmp(row->actor, n->act.actor) == 0 &&
	    strcmp(row->role, n->act.role) == 0 &&
	    strcmp(row->subject, n->act.subject) == 0 &&
	    strcmp(row->unit, n->act.unit) == 0 &&
	    strcmp(row->outcome, outcome_id(n->outcome)) == 0 &&
	    strcmp(row->code, refusal_id(n->code)) == 0 &&
	    row->logged == n->logged;
}

static bool
check_entry(void *ctx, const struct store_row *row, struct err *e)
{
	struct check *c = ctx;
	unsigned char leaf[HASH_SIZE];
	struct entry n;
	struct err inner;

	(void)e;
	arena_reset(&c->r->each);
	if (row->seq != c->next)
		say(c, "entry %" PRId64 " follows entry %" PRId64, row->seq,
		    c->next - 1);
	c->next = row->seq + 1;
	merkle_leaf(leaf, row->bytes.p, row->bytes.n);
	if (memcmp(leaf, row->leaf, HASH_SIZE) != 0)
		say(c, "entry %" PRId64 " is not the one that was logged: its "
		    "leaf hash is another", row->seq);
	merkle_add(&c->tree, leaf);
	if (c->tree.size == c->signed_size)
		merkle_root(&c->tree, c->signed_root);
	if (!canon_is(row->bytes.p, row->bytes.n))
		say(c, "entry %" PRId64 " is not canonical", row->seq);
	else if (!entry_read(&c->r->each, row->bytes, row->seq, &n, &inner))
		say(c, "%s", inner.text);
	else if (!columns_agree(row, &n))
		say(c, "entry %" PRId64 " is filed under what it does not say",
		    row->seq);
	if (row->logged < c->logged)
		say(c, "entry %" PRId64 " was logged before the one it follows",
		    row->seq);
	c->logged = row->logged;
	return true;
}

static bool
check_entries(struct check *c, struct err *e)
{
	struct store_query all = { 0 };
	struct store_head head;
	struct merkle kept;
	unsigned char root[HASH_SIZE], want[HASH_SIZE];
	bool done;

	TRY(store_look(c->r->store, &head, e));
	c->signed_size = head.signed_size;
	done = store_each(c->r->store, &all, check_entry, c, e);
	store_rollback(c->r->store);
	TRY(done);
	if (head.size != c->tree.size)
		say(c, "the log has %" PRId64 " entries, and its head says %"
		    PRId64, c->tree.size, head.size);
	record_tree(&kept, &head);
	merkle_root(&kept, want);
	merkle_root(&c->tree, root);
	if (head.size == c->tree.size && head.logged != c->logged)
		say(c, "the clock of the log is not that of its last entry");
	if (head.size == c->tree.size && memcmp(root, want, HASH_SIZE) != 0)
		say(c, "the entries do not give the root of the log");
	if (head.signed_size > c->tree.size)
		say(c, "a checkpoint of %" PRId64 " entries was signed, and "
		    "the log has fewer", head.signed_size);
	else if (head.signed_size > 0 && memcmp(c->signed_root,
	    head.signed_root, HASH_SIZE) != 0)
		say(c, "the entries do not give the root that was signed");
	return true;
}

/* Some entries in memory, so that no read is open while tables are written. */
struct some {
	struct arena      a;
	struct store_row *row;
	size_t            n, cap;
};

static bool
keep_row(void *ctx, const struct store_row *row, struct err *e)
{
	struct some *s = ctx;
	struct store_row *copy;

	(void)e;
	s->row = arena_grow(&s->a, s->row, s->n, &s->cap, sizeof *s->row);
	copy = &s->row[s->n++];
	*copy = *row;
	copy->bytes.p = arena_str(&s->a, row->bytes.p, row->bytes.n);
	return true;
}

static bool
fold_some(struct record *r, const struct some *s, struct err *e)
{
	for (size_t i = 0; i < s->n; i++) {
		struct entry n;

		arena_reset(&r->each);
		TRY(entry_read(&r->each, s->row[i].bytes, s->row[i].seq, &n,
		    e));
		TRY(record_fold(r->store, &r->each, &n, s->row[i].leaf, e));
	}
	return true;
}

/* Refusals that were not entered are known to no entry. */
struct unlisted { struct store *s; struct arena *a; struct store_fact *fact; size_t n, cap; };

static bool
keep_unlisted(void *ctx, const struct store_fact *fact, struct err *e)
{
	struct unlisted *u = ctx;

	(void)e;
	u->fact = arena_grow(u->a, u->fact, u->n, &u->cap, sizeof *u->fact);
	u->fact[u->n] = *fact;
	u->fact[u->n].id = arena_text(u->a, fact->id);
	u->fact[u->n].value = arena_text(u->a, fact->value);
	u->fact[u->n].kind = LIMITS_UNLISTED;
	u->fact[u->n].state = "counted";
	u->fact[u->n++].unit = "";
	return true;
}

/* Inside a transaction: the tables as the entries make them. */
static bool
fold_all(struct record *r, struct err *e)
{
	struct arena a CLEANUP(arena_free) = { 0 };
	struct unlisted u = { .s = r->store, .a = &a };

	TRY(store_facts(r->store, LIMITS_UNLISTED, NULL, keep_unlisted, &u,
	    e));
	TRY(store_clear(r->store, e));
	for (int64_t from = 0; from < r->head.size; from += STEP) {
		struct some s = { 0 };
		struct store_query q = { .from = from, .to = from + STEP };
		bool done = store_each(r->store, &q, keep_row, &s, e) &&
		    fold_some(r, &s, e);

		arena_free(&s.a);
		TRY(done);
	}
	for (size_t i = 0; i < u.n; i++)
		TRY(store_fact_put(r->store, &u.fact[i], e));
	return true;
}

bool
record_rebuild(struct record *r, struct err *e)
{
	bool done = store_begin(r->store, &r->head, e) && fold_all(r, e) &&
	    store_commit(r->store, &r->head, e);

	store_rollback(r->store);
	r->seen = -1;
	return done;
}

static void
close_spool(FILE **f)
{
	if (*f != NULL)
		(void)fclose(*f);
}

/* The first line that differs; false if none does. */
static bool
differ(FILE *was, FILE *is, char line[LONG_LINE])
{
	char other[LONG_LINE];
	bool more, also;

	rewind(was);
	rewind(is);
	do {
		more = fgets(line, LONG_LINE, was) != NULL;
		also = fgets(other, LONG_LINE, is) != NULL;
	} while (more && also && strcmp(line, other) == 0);
	if (!more && also)
		memcpy(line, other, LONG_LINE);
	line[strcspn(line, "\n")] = '\0';
	return more || also;
}

/* All tables, written where there is room for them. */
static bool
dump(struct record *r, FILE *to, struct err *e)
{
	struct buf b CLEANUP(buf_free) = { 0 };

	if (to == NULL)
		return err_set(e, ERR_SYSTEM, "no room for a temporary file");
	buf_spool(&b, to);
	TRY(store_dump(r->store, &b, e));
	return buf_flush(&b) || err_set(e, ERR_SYSTEM,
	    "a temporary file cannot be written");
}

static bool
compare_tables(struct check *c, struct err *e)
{
	FILE *was CLEANUP(close_spool) = tmpfile();
	FILE *is CLEANUP(close_spool) = tmpfile();
	char line[LONG_LINE];

	TRY(dump(c->r, was, e));
	TRY(fold_all(c->r, e));
	TRY(dump(c->r, is, e));
	if (differ(was, is, line))
		say(c, "the tables are not what the entries make of them, "
		    "first at: %.300s", line);
	return true;
}

/* Fold in a transaction that is taken back. */
static bool
check_tables(struct check *c, struct err *e)
{
	bool done = store_begin(c->r->store, &c->r->head, e) &&
	    compare_tables(c, e);

	store_rollback(c->r->store);
	return done;
}

static bool
check_object(void *ctx, const char *hex, struct err *e)
{
	struct check *c = ctx;
	struct arena a CLEANUP(arena_free) = { 0 };
	struct err inner = { 0 };

	(void)e;
	if (!store_object_get(c->r->store, hex, &inner) ||
	    !objects_check(&a, store_folder(c->r->store), hex, &inner))
		say(c, "%s", inner.text);
	return true;
}

static void
say_file(void *ctx, const char *text)
{
	say(ctx, "the database file is damaged: %.300s", text);
}

/* Below everything: the file that the tables are in. */
static bool
check_file(struct check *c, struct err *e)
{
	return store_sound(c->r->store, say_file, c, e);
}

bool
record_fsck(struct record *r, record_fault *fault, void *ctx, int64_t *faults,
    struct err *e)
{
	struct check c = { .r = r, .fault = fault, .ctx = ctx };

	TRY(check_file(&c, e));
	TRY(check_entries(&c, e));
	/* Entries that are damaged make no tables, and name no objects. */
	if (c.faults == 0)
		TRY(check_tables(&c, e) &&
		    record_objects(r, check_object, &c, e));
	*faults = c.faults;
	return true;
}

/* The first fault is the one that is told. */
static void
keep_first(void *ctx, const char *text)
{
	char *first = ctx;

	if (*first == '\0')
		(void)snprintf(first, sizeof ((struct err *)0)->text, "%s",
		    text);
}

bool
record_check(struct record *r, enum record_how how, struct err *e)
{
	char first[sizeof e->text] = "";
	struct check c = { .r = r, .fault = keep_first, .ctx = first };

	if (how == RECORD_MEND || r->head.size > SMALL)
		return true;
	if (how == RECORD_WRITE)
		TRY(check_file(&c, e));
	TRY(check_entries(&c, e));
	if (c.faults == 0 && how == RECORD_WRITE)
		TRY(check_tables(&c, e));
	return c.faults == 0 || err_set(e, ERR_STORE, "the record is damaged: "
	    "%.450s ('canvass fsck' says more)", first);
}

/* Objects: each named once, in the order in which they came. */
struct naming {
	struct record       *r;
	record_object_visit *visit;
	void                *ctx;
	struct arena         a;
	char               **seen;
	size_t               n, cap;
};

static bool
name_object(struct naming *x, const struct json_value *v, struct err *e)
{
	unsigned char sum[HASH_SIZE];

	if (v == NULL || v->kind != JSON_STRING ||
	    !hash_parse(sum, v->text, v->n))
		return true;
	for (size_t i = 0; i < x->n; i++)
		if (strcmp(x->seen[i], v->text) == 0)
			return true;
	x->seen = arena_grow(&x->a, x->seen, x->n, &x->cap, sizeof *x->seen);
	x->seen[x->n++] = arena_str(&x->a, v->text, v->n);
	return x->visit(x->ctx, v->text, e);
}

static bool
name_member(void *ctx, const struct json_value *v, struct err *e)
{
	return name_object(ctx, v, e);
}

static bool
name_objects(void *ctx, const struct store_row *row, struct err *e)
{
	struct naming *x = ctx;
	struct entry n;

	arena_reset(&x->r->each);
	TRY(entry_read(&x->r->each, row->bytes, row->seq, &n, e));
	if (n.outcome == OUTCOME_GENESIS) {
		const struct json_value *f = json_find(n.act.tree, "files");

		for (f = f->child; f != NULL; f = f->next)
			TRY(name_object(x, json_find(f, "sha256"), e));
	}
	return n.outcome != OUTCOME_DONE ||
	    record_named(&n.act, name_member, x, e);
}

bool
record_objects(struct record *r, record_object_visit *visit, void *ctx,
    struct err *e)
{
	struct naming x = { .r = r, .visit = visit, .ctx = ctx };
	struct store_query all = { 0 };
	bool done = store_each(r->store, &all, name_objects, &x, e);

	arena_free(&x.a);
	return done;
}
