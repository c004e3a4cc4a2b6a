/* SPDX-License-Identifier: Apache-2.0 */
#include <inttypes.h>
#include <string.h>

#include "base/buf.h"
#include "base/err.h"
#include "law/zone.h"
#include "store/objects.h"
#include "text/canon.h"
#include "text/json.h"

#include "record/inside.h"
#include "record/limits.h"

/* The length of an entry stands before it in 16 bits (C2SP tlog-tiles). */
#define MAX_ENTRY 65535
#define LAST_SECOND (86400 - 1)

void
record_tree(struct merkle *tree, const struct store_head *head)
{
	tree->size = head->size;
	memcpy(tree->node, head->node, sizeof tree->node);
}

static void
tree_into(struct store_head *head, const struct merkle *tree)
{
	head->size = tree->size;
	memcpy(head->node, tree->node, sizeof tree->node);
}

bool
entry_append(struct record *r, const struct entry *n, struct bytes b,
    unsigned char leaf[HASH_SIZE], struct err *e)
{
	struct store_row row = { .seq = n->seq, .logged = n->logged,
		.action = n->act.action, .actor = n->act.actor,
		.role = n->act.role, .subject = n->act.subject,
		.unit = n->act.unit, .outcome = outcome_id(n->outcome),
		.code = refusal_id(n->code), .bytes = b };

	merkle_leaf(leaf, b.p, b.n);
	memcpy(row.leaf, leaf, HASH_SIZE);
	TRY(store_append(r->store, &row, e));
	merkle_add(&r->tree, leaf);
	tree_into(&r->head, &r->tree);
	r->head.logged = n->logged;
	return true;
}

/* The genesis has signatures in the place of an outcome's members. */
static bool
write_genesis(struct buf *out, const struct entry *n, struct err *e)
{
	buf_str(out, "");
	entry_write(out, n);
	out->len--;	/* the closing brace */
	buf_str(out, ",\"sigs\":");
	TRY(canon_write(out, n->sigs, "genesis", e));
	buf_char(out, '}');
	return true;
}

/* Every object the genesis names comes along. */
static bool
keep_objects(struct record *r, const struct entry *n, const char *from,
    struct err *e)
{
	const struct json_value *files = json_find(n->act.tree, "files");

	for (const struct json_value *f = files->child; f != NULL;
	    f = f->next) {
		const char *hex = json_find(f, "sha256")->text;

		if (strcmp(from, store_folder(r->store)) != 0)
			TRY(objects_move(from, store_folder(r->store), hex,
			    e));
		TRY(objects_check(&r->each, store_folder(r->store), hex, e));
		TRY(store_object_keep(r->store, hex, e));
	}
	return true;
}

static bool
found_record(struct record *r, const struct founding *f, const char *objects,
    struct err *e)
{
	struct buf b CLEANUP(buf_free) = { 0 };
	unsigned char leaf[HASH_SIZE];

	TRY(keep_objects(r, &f->entry, objects, e));
	TRY(store_begin(r->store, &r->head, e));
	record_tree(&r->tree, &r->head);
	TRY(write_genesis(&b, &f->entry, e));
	if (b.len > MAX_ENTRY)
		return err_set(e, ERR_INPUT, "the genesis has %zu bytes, "
		    "expected %d at most", b.len, MAX_ENTRY);
	TRY(entry_append(r, &f->entry, (struct bytes){ b.p, b.len }, leaf,
	    e));
	TRY(record_fold(r->store, &r->each, &f->entry, leaf, e));
	return store_commit(r->store, &r->head, e);
}

struct record *
record_new(struct arena *a)
{
	struct record *r = arena_zero(a, 1, sizeof *r);

	r->a = a;
	r->seen = -1;
	return r;
}

/* What the record itself says of its founding. */
static bool
read_genesis(struct record *r, struct err *e)
{
	struct store_row row;
	struct founding f;
	struct err inner;

	if (r->head.size == 0)
		return err_set(e, ERR_STORE, "the record has no genesis");
	TRY(store_entry(r->store, r->a, 0, &row, e));
	/* What was good when the record was made is damaged if it is not now. */
	if (!genesis_read(r->a, row.bytes, "genesis", &f, &inner))
		return err_set(e, ERR_STORE, "the record is damaged: %.500s",
		    inner.text);
	r->genesis = f.genesis;
	r->units = f.units;
	r->date = f.date;
	memcpy(r->genesis.leaf, row.leaf, HASH_SIZE);
	return true;
}

bool
record_load(struct record *r, enum record_how how, struct err *e)
{
	bool done = store_look(r->store, &r->head, e) && read_genesis(r, e);

	/* Tables that are to be mended may not name the files that hold. */
	if (done && how != RECORD_MEND)
		done = files_refresh(r, e);
	store_rollback(r->store);
	return done && record_check(r, how, e);
}

static bool
opened(struct record *r, bool done, struct record **out)
{
	if (!done)
		record_close(&r);
	*out = r;
	return done;
}

bool
record_create(struct arena *a, const char *address, struct bytes genesis,
    const char *name, const char *objects, struct record **out, struct err *e)
{
	struct record *r = record_new(a);
	struct founding f;

	*out = NULL;
	TRY(genesis_read(a, genesis, name, &f, e));
	TRY(store_open(a, address, STORE_CREATE, &r->store, e));
	if (!found_record(r, &f, objects, e)) {
		store_rollback(r->store);
		return opened(r, false, out);
	}
	return opened(r, record_load(r, RECORD_READ, e), out);
}

bool
record_open(struct arena *a, const char *address, enum record_how how,
    struct record **out, struct err *e)
{
	struct record *r = record_new(a);

	*out = NULL;
	TRY(store_open(a, address, how == RECORD_READ ? STORE_READ :
	    STORE_WRITE, &r->store, e));
	return opened(r, record_load(r, how, e), out);
}

void
record_close(struct record **r)
{
	if (*r == NULL)
		return;
	store_close(&(*r)->store);
	arena_free(&(*r)->each);
	*r = NULL;
}

const struct genesis *
record_genesis(const struct record *r)
{
	return &r->genesis;
}

const struct authority *
record_authority(const struct record *r)
{
	return r->authority;
}

const struct law *
record_law(const struct record *r)
{
	return r->law;
}

struct store *
record_store(struct record *r)
{
	return r->store;
}

/* The record's clock never goes back, whatever the machine's does. */
static void
set_clock(struct hearing *h, int64_t now)
{
	const struct record *r = h->r;
	const struct act *act = h->act;

	h->logged = h->until = now;
	if (r->genesis.simulated && act->utc >= 0) {
		h->logged = h->until = act->utc;
	} else if (r->genesis.simulated && day_known(act->day)) {
		h->logged = zone_utc(&r->law->zone, act->day, 0);
		h->until = h->logged + LAST_SECOND;
	} else if (r->genesis.simulated) {
		h->logged = r->head.logged;
	}
	if (h->logged < r->head.logged)
		h->logged = r->head.logged;
	if (h->until < h->logged)
		h->until = h->logged;
}

/* Was the same act answered before?  *${found}, and ${out} is the first receipt. */
static bool
find_again(const struct hearing *h, bool *found, bool *same,
    struct receipt *out, struct err *e)
{
	struct record *r = h->r;
	struct store_receipt receipt;
	struct store_row row;
	struct entry n;

	TRY(store_receipt_find(r->store, receipt_key(&r->each, h->act->actor,
	    h->act->key), found, &receipt, e));
	if (!*found)
		return true;
	*same = memcmp(receipt.act, h->line->hash, HASH_SIZE) == 0;
	if (!*same)
		return true;
	TRY(store_entry(r->store, &r->each, receipt.seq, &row, e));
	TRY(entry_read(&r->each, row.bytes, receipt.seq, &n, e));
	*out = (struct receipt){ .outcome = n.outcome, .code = n.code,
		.why = n.why != NULL ? n.why : "", .routed = n.routed,
		.seq = n.seq, .logged = n.logged, .again = true };
	memcpy(out->leaf, row.leaf, HASH_SIZE);
	return true;
}

static struct bytes
kept_act(struct record *r, const struct hearing *h, const struct ruling *v)
{
	struct buf b CLEANUP(buf_free) = { 0 };

	if (v->code != PRIVACY && v->code != MALFORMED)
		return h->line->canonical;
	act_reduced(&b, h->line);
	return (struct bytes){ arena_str(&r->each, b.p, b.len), b.len };
}

/* The entry that answers an act. */
static bool
make_entry(const struct hearing *h, const struct ruling *v,
    struct entry *n, struct err *e)
{
	struct record *r = h->r;
	struct json_value *tree;

	*n = (struct entry){ .seq = r->head.size, .logged = h->logged,
		.act = *h->act, .act_bytes = kept_act(r, h, v),
		.outcome = v->outcome, .code = v->code, .why = v->why,
		.routed = v->routed, .from = v->from, .to = v->to,
		.version = v->version, .has_prior = v->has_prior };
	if (v->rule_id != NULL) {
		n->rule_id = v->rule_id;
		n->rule_file = r->authority->sha256;
	}
	memcpy(n->prior, v->prior, HASH_SIZE);
	if (n->act_bytes.p != h->line->canonical.p) {
		TRY(json_tree_of(&r->each, n->act_bytes.p, n->act_bytes.n,
		    "act", &tree, e));
		act_of_tree(tree, &n->act);
		return true;
	}
	n->is_signed = h->line->is_signed;
	memcpy(n->key, h->line->key, sizeof n->key);
	memcpy(n->sig, h->line->sig, sizeof n->sig);
	return true;
}

/* Too many refusals of one actor: answer, count, and leave the log alone. */
static bool
count_unlisted(const struct hearing *h, const char *as, int64_t unlisted,
    const struct ruling *v, struct receipt *out, struct err *e)
{
	*out = (struct receipt){ .outcome = v->outcome, .code = v->code,
		.why = v->why, .routed = "", .seq = -1, .logged = h->logged };
	return limits_set_unlisted(h->r->store, as, unlisted + 1,
	    &h->r->each, e);
}

static bool
enter(const struct hearing *h, const struct ruling *v, int64_t unlisted,
    struct receipt *out, struct err *e)
{
	struct record *r = h->r;
	struct buf b CLEANUP(buf_free) = { 0 };
	struct ruling reduced = *v;
	struct entry n;

	TRY(make_entry(h, v, &n, e));
	n.unlisted = unlisted;
	entry_write(&b, &n);
	if (b.len > MAX_ENTRY) {
		(void)ruling_refuse(&reduced, MALFORMED, "the act is too "
		    "long: an entry has at most 65,535 bytes");
		reduced.from = reduced.to = NULL;
		reduced.has_prior = false;
		b.len = 0;
		TRY(make_entry(h, &reduced, &n, e));
		n.unlisted = unlisted;
		entry_write(&b, &n);
	}
	*out = (struct receipt){ .outcome = n.outcome, .code = n.code,
		.why = n.why, .routed = n.routed, .seq = n.seq,
		.logged = n.logged };
	TRY(entry_append(r, &n, (struct bytes){ b.p, b.len }, out->leaf, e));
	return record_fold(r->store, &r->each, &n, out->leaf, e);
}

static bool
enter_refusal(const struct hearing *h, const struct ruling *v,
    struct receipt *out, struct err *e)
{
	struct record *r = h->r;
	struct limits limits;
	int64_t unlisted;
	const char *as;

	TRY(limits_actor(r->store, &r->each, h->act->actor, &as, e));
	TRY(limits_read(r->store, &r->each, as, &limits, e));
	TRY(limits_unlisted(r->store, &r->each, as, &unlisted, e));
	if (limits_full(&limits, h->logged))
		return count_unlisted(h, as, unlisted, v, out, e);
	if (unlisted > 0)
		TRY(limits_set_unlisted(r->store, as, 0, &r->each, e));
	return enter(h, v, unlisted, out, e);
}

static bool
answer(const struct hearing *h, struct receipt *out, struct err *e)
{
	struct ruling v;
	bool found, same = false;

	TRY(find_again(h, &found, &same, out, e));
	if (found && same)
		return true;
	if (!found) {
		TRY(judge_act(h, &v, e));
	} else {
		v = (struct ruling){ .routed = "" };
		(void)ruling_refuse(&v, DUPLICATE, arena_printf(&h->r->each,
		    "the key %s was used for another act", h->act->key));
	}
	if (v.outcome == OUTCOME_REFUSED)
		return enter_refusal(h, &v, out, e);
	return enter(h, &v, 0, out, e);
}

bool
record_begin(struct record *r, struct err *e)
{
	TRY(store_begin(r->store, &r->head, e));
	record_tree(&r->tree, &r->head);
	return files_refresh(r, e);
}

bool
record_put(struct record *r, const struct record_line *line,
    struct receipt *out, struct err *e)
{
	struct act_line read;
	struct hearing h = { .r = r, .line = &read, .act = &read.act,
		.keeper = line->keeper };

	arena_reset(&r->each);
	TRY(act_read(&r->each, line, &read, e));
	set_clock(&h, line->now);
	TRY(answer(&h, out, e));
	/* Rules adopted by this act hold from the next one on. */
	return out->seq < 0 || out->again || out->outcome != OUTCOME_DONE ||
	    strcmp(read.act.action, "rule.adopt") != 0 || files_refresh(r, e);
}

bool
record_commit(struct record *r, struct err *e)
{
	r->seen = r->head.size;
	return store_commit(r->store, &r->head, e);
}

int64_t
record_size(const struct record *r)
{
	return r->head.size;
}

int64_t
record_now(const struct record *r, int64_t now)
{
	return r->genesis.simulated || now < r->head.logged ?
	    r->head.logged : now;
}

void
record_rollback(struct record *r)
{
	r->seen = -1;
	store_rollback(r->store);
}

bool
record_act(struct record *r, const struct record_line *line,
    struct receipt *out, struct err *e)
{
	if (record_begin(r, e) && record_put(r, line, out, e) &&
	    record_commit(r, e))
		return true;
	record_rollback(r);
	return false;
}

bool
record_root(struct record *r, int64_t *size, unsigned char root[HASH_SIZE],
    struct err *e)
{
	struct store_head head;
	struct merkle tree;
	bool done = store_look(r->store, &head, e);

	store_rollback(r->store);
	TRY(done);
	record_tree(&tree, &head);
	merkle_root(&tree, root);
	*size = head.size;
	return true;
}
