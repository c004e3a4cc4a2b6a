/* SPDX-License-Identifier: Apache-2.0 */
/* inside: the record as its own files see it. */
#ifndef RECORD_INSIDE_H
#define RECORD_INSIDE_H

#include "base/arena.h"
#include "ledger/merkle.h"

#include "record/act_read.h"
#include "record/entry.h"
#include "record/record.h"

#define RECORD_MAX_FILES 16

struct record {
	struct arena       *a;		/* as long as the record is open */
	struct arena        each;	/* for one act */
	struct store       *store;
	struct genesis      genesis;
	int64_t             units;
	struct day          date;	/* of the election */
	struct authority   *authority;	/* NULL: none */
	struct law         *law;
	const struct json_value *definition;	/* read when it is first asked for */
	struct record_file  file[RECORD_MAX_FILES];
	size_t              files;
	int64_t             seen;	/* size of the log when the files were looked at */
	struct store_head   head;	/* inside a transaction */
	struct merkle       tree;
};

/* record_new(a): Nothing is open yet. */
struct record *record_new(struct arena *a);

/* record_load(r, how, e): Read what the store that is open says of its founding and its files. */
bool record_load(struct record *r, enum record_how how, struct err *e);

/* entry_append(r, n, b, leaf, e): Inside a transaction: put entry ${n}, whose bytes are ${b}, at the end of the log. */
bool entry_append(struct record *r, const struct entry *n, struct bytes b,
    unsigned char leaf[HASH_SIZE], struct err *e);

/* What the door decided of one act. */
struct ruling {
	enum outcome  outcome;
	enum refusal  code;
	const char   *why, *routed;
	const char   *rule_id;		/* of the authority file; NULL: none decided */
	const char   *from, *to;	/* NULL: no lifecycle */
	int64_t       version;
	bool          has_prior;
	unsigned char prior[HASH_SIZE];
};

/* What is judged: an act, who brings it, and the time. */
struct hearing {
	struct record         *r;
	const struct act_line *line;
	const struct act      *act;
	bool                   keeper;
	int64_t                logged, until;	/* what is known of the time: it lies between these */
};

/* judge_act(h, v, e): Decide; fails only where the store does. */
bool judge_act(const struct hearing *h, struct ruling *v, struct err *e);

/* guards_hold(h, needs, v, e): Do the guards in the set ${needs} hold?  If not, ${v} says which and why. */
bool guards_hold(const struct hearing *h, uint32_t needs, struct ruling *v,
    struct err *e);

/* payload_holds(h, v, e): Does the payload say what an act of its kind must?  If not, ${v} says what is missing. */
bool payload_holds(const struct hearing *h, struct ruling *v,
    struct err *e);

/* audit_holds(h, v, e): The same for acts on an audit (docs/audit.md). */
bool audit_holds(const struct hearing *h, struct ruling *v, struct err *e);

/* audit_marks_are_wrong(a, plan, payload): What in the readings of an act cannot be, in the words of the plan; NULL: nothing. */
char *audit_marks_are_wrong(struct arena *a, const struct json_value *plan,
    const struct json_value *payload);

/* audit_item_key(out, act): "unit,tabulator,batch,position,": what a reading is of, as a draw list begins its line. */
struct buf;
void audit_item_key(struct buf *out, const struct act *act);

/* record_definition(r, e): See to it that r->definition is read. */
bool record_definition(struct record *r, struct err *e);

/* window_holds(h, opens, closes, v, e): Is it the time between these two deadlines ("": open)? */
bool window_holds(const struct hearing *h, const char *opens,
    const char *closes, struct ruling *v, struct err *e);

/* ruling_refuse(v, code, why): Always true: the store did not fail. */
bool ruling_refuse(struct ruling *v, enum refusal code, const char *why);

/* record_fold(s, a, n, leaf, e): What entry ${n} leaves in the tables; pure replay, nothing is judged. */
bool record_fold(struct store *s, struct arena *a, const struct entry *n,
    const unsigned char leaf[HASH_SIZE], struct err *e);

/* genesis_read(a, bytes, name, out, e): Entry 0 out of {"act", "sigs"}; checked as docs/record.md says. */
struct founding {
	struct genesis genesis;
	struct entry   entry;	/* to be written */
	int64_t        units;
	struct day     date;
};
bool genesis_read(struct arena *a, struct bytes bytes, const char *name,
    struct founding *out, struct err *e);

/* files_refresh(r, e): Read the files in use, if the log has grown since they were looked at. */
bool files_refresh(struct record *r, struct err *e);

/* record_tree(tree, head): The tree as it stands in the store. */
void record_tree(struct merkle *tree, const struct store_head *head);

/*
 * record_check(r, how, e): What every opening looks at while a record is small:
 * that the entries give the root, and, for who wants to write, that they give
 * the tables.  A large record is looked at by record_fsck.
 */
bool record_check(struct record *r, enum record_how how, struct err *e);

/* payload_text(act, name): A text of the payload; NULL if it has none. */
const char *payload_text(const struct act *act, const char *name);

/* receipt_key(a, actor, key): The name of a receipt. */
char *receipt_key(struct arena *a, const char *actor, const char *key);

#endif
