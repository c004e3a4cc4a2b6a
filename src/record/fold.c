/* SPDX-License-Identifier: Apache-2.0 */
/* The state of a record is a fold over its entries; this is the step. */
#include <inttypes.h>
#include <string.h>

#include "base/arena.h"
#include "base/buf.h"
#include "base/err.h"
#include "base/instant.h"
#include "base/num.h"
#include "text/canon.h"
#include "text/json.h"

#include "record/inside.h"
#include "record/limits.h"

struct fold {
	struct store         *s;
	struct arena         *a;
	const struct entry   *n;
	const unsigned char  *leaf;
	struct err           *e;
};

const char *
payload_text(const struct act *act, const char *name)
{
	const struct json_value *v = act->payload == NULL ? NULL :
	    json_find(act->payload, name);

	return v != NULL && v->kind == JSON_STRING ? v->text : NULL;
}

char *
receipt_key(struct arena *a, const char *actor, const char *key)
{
	return arena_printf(a, "%s/%s", actor, key);
}

static const char *
or_empty(const char *s)
{
	return s != NULL ? s : "";
}

/* ${v} as canonical text; "{}" for none. */
static const char *
canonical(const struct fold *f, const struct json_value *v)
{
	struct buf b CLEANUP(buf_free) = { 0 };
	struct err e;

	/* It was written canonically before, so it can be again. */
	if (v == NULL || !canon_write(&b, v, "payload", &e))
		return "{}";
	return arena_str(f->a, b.p, b.len);
}

/* Leave a fact, one version on from the last of its kind and id. */
static bool
leave(const struct fold *f, const char *kind, const char *id,
    const char *state, const char *value)
{
	struct store_fact fact;
	bool found;

	TRY(store_fact_find(f->s, f->a, kind, id, &found, &fact, f->e));
	if (!found)
		fact = (struct store_fact){ .value = "{}", .unit = "" };
	fact.kind = kind;
	fact.id = id;
	fact.state = state;
	if (value != NULL)
		fact.value = value;
	if (*f->n->act.unit != '\0')
		fact.unit = f->n->act.unit;
	fact.version++;
	fact.seq = f->n->seq;
	memcpy(fact.leaf, f->leaf, HASH_SIZE);
	return store_fact_put(f->s, &fact, f->e);
}

static const char *
subject_id(const struct act *act)
{
	const char *slash = strchr(act->subject, '/');

	return slash != NULL ? slash + 1 : act->subject;
}

static bool
leave_key(const struct fold *f, const char *actor, const char *key)
{
	return leave(f, "key", actor, "active",
	    arena_printf(f->a, "{\"key\":\"%s\"}", key));
}

static bool
fold_person(const struct fold *f, const struct json_value *v)
{
	const struct json_value *actor = json_find(v, "actor");
	const struct json_value *unit = json_find(v, "unit");
	const struct json_value *key = json_find(v, "key");
	struct fold g = *f;
	struct entry n = *f->n;

	n.act.unit = unit != NULL ? or_empty(unit->text) : "";
	g.n = &n;
	TRY(leave(&g, "person", actor->text, "enrolled", canonical(f, v)));
	return key == NULL || leave_key(&g, actor->text, key->text);
}

static bool
key_enrol(const struct fold *f)
{
	return fold_person(f, f->n->act.payload);
}

static bool
key_rotate(const struct fold *f)
{
	return leave_key(f, or_empty(payload_text(&f->n->act, "actor")),
	    or_empty(payload_text(&f->n->act, "key")));
}

static bool
key_revoke(const struct fold *f)
{
	return leave(f, "key", or_empty(payload_text(&f->n->act, "actor")),
	    "revoked", NULL);
}

static bool
board_appoint(const struct fold *f)
{
	return leave(f, "board", subject_id(&f->n->act), "appointed",
	    canonical(f, f->n->act.payload));
}

static bool
board_dismiss(const struct fold *f)
{
	return leave(f, "board", subject_id(&f->n->act), "ended", NULL);
}

static bool
rule_adopt(const struct fold *f)
{
	return leave(f, "file", or_empty(payload_text(&f->n->act, "use")),
	    "adopted", canonical(f, f->n->act.payload));
}

/* The state of a thing in custody is who holds it. */
static bool
custody_move(const struct fold *f)
{
	return leave(f, "custody", subject_id(&f->n->act),
	    or_empty(payload_text(&f->n->act, "to")),
	    canonical(f, f->n->act.payload));
}

static bool
finding_open(const struct fold *f)
{
	return leave(f, "finding", subject_id(&f->n->act), "open",
	    canonical(f, f->n->act.payload));
}

static bool
finding_explain(const struct fold *f)
{
	return leave(f, "finding", subject_id(&f->n->act), "explained", NULL);
}

static bool
finding_close(const struct fold *f)
{
	return leave(f, "finding", subject_id(&f->n->act), "closed", NULL);
}

static bool
request_answer(const struct fold *f)
{
	return leave(f, "request",
	    or_empty(payload_text(&f->n->act, "request")),
	    or_empty(payload_text(&f->n->act, "answer")), NULL);
}

static bool
stay_order(const struct fold *f)
{
	return leave(f, "stay", or_empty(payload_text(&f->n->act, "subject")),
	    "active", canonical(f, f->n->act.payload));
}

static bool
stay_lift(const struct fold *f)
{
	return leave(f, "stay", or_empty(payload_text(&f->n->act, "subject")),
	    "lifted", NULL);
}

/* The latest certificate of a contest, whose votes later guards ask for. */
static bool
certification_issue(const struct fold *f)
{
	return leave(f, "certificate",
	    or_empty(payload_text(&f->n->act, "contest")), "issued",
	    canonical(f, f->n->act.payload));
}

static bool
manifest(const struct fold *f)
{
	return leave(f, "manifest", arena_printf(f->a, "%s/%s",
	    subject_id(&f->n->act), f->n->act.unit), "committed",
	    canonical(f, f->n->act.payload));
}

/* An audit whose mathematics are not kept leaves none of these (docs/audit.md). */
static bool
says(const struct fold *f, const char *member)
{
	return f->n->act.payload != NULL &&
	    json_find(f->n->act.payload, member) != NULL;
}

static bool
audit_leaves(const struct fold *f, const char *kind, const char *state)
{
	return leave(f, kind, subject_id(&f->n->act), state,
	    canonical(f, f->n->act.payload));
}

static bool
audit_plan(const struct fold *f)
{
	return !says(f, "plan") || audit_leaves(f, "audit-plan", "chosen");
}

static bool
audit_seed(const struct fold *f)
{
	struct store_fact plan;
	bool found;

	TRY(store_fact_find(f->s, f->a, "audit-plan", subject_id(&f->n->act),
	    &found, &plan, f->e));
	return !found || audit_leaves(f, "seed", "rolled");
}

static bool
audit_draw(const struct fold *f)
{
	return !says(f, "draw") || audit_leaves(f, "draw", "drawn");
}

static bool
audit_round(const struct fold *f)
{
	return !says(f, "risks") || audit_leaves(f, "round", "closed");
}

/* Who corrects leaves a fact in the place of the one before. */
static bool
audit_reading(const struct fold *f)
{
	struct buf key CLEANUP(buf_free) = { 0 };

	if (!says(f, "batch"))
		return true;
	audit_item_key(&key, &f->n->act);
	return leave(f, says(f, "round") ? "reading" : "tally",
	    arena_printf(f->a, "%s/%.*s", subject_id(&f->n->act), (int)key.len,
	    key.p), "entered", canonical(f, f->n->act.payload));
}

/* Days that deadlines count from are those on which these were logged. */
static bool
event(const struct fold *f, const char *id)
{
	char logged[INSTANT_TEXT];

	return leave(f, "event", id, "happened", arena_printf(f->a,
	    "{\"logged\":\"%s\"}", instant_text(logged, f->n->logged)));
}

static bool
certified(const struct fold *f)
{
	return event(f, "certified");
}

static bool
recertified(const struct fold *f)
{
	return event(f, "recertified");
}

static bool
audit_done(const struct fold *f)
{
	return event(f, "audit-done");
}

static const struct {
	const char *action;
	bool      (*leaves)(const struct fold *f);
} actions[] = {
	{ "audit.close-round", audit_round },
	{ "audit.commit-manifest", manifest },
	{ "audit.confirm", audit_done },
	{ "audit.draw", audit_draw },
	{ "audit.enter", audit_reading },
	{ "audit.escalate", audit_draw },
	{ "audit.seed", audit_seed },
	{ "audit.select-contest", audit_plan },
	{ "board.appoint", board_appoint },
	{ "board.dismiss", board_dismiss },
	{ "certification.issue", certification_issue },
	{ "custody.move", custody_move },
	{ "election.certify", certified },
	{ "election.recertify", recertified },
	{ "finding.close", finding_close },
	{ "finding.explain", finding_explain },
	{ "finding.open", finding_open },
	{ "key.enrol", key_enrol },
	{ "key.revoke", key_revoke },
	{ "key.rotate", key_rotate },
	{ "request.answer", request_answer },
	{ "rule.adopt", rule_adopt },
	{ "stay.lift", stay_lift },
	{ "stay.order", stay_order },
};
#define ACTIONS (sizeof actions / sizeof *actions)

/* Acts of no other kind: the payload, under what was done and to what. */
static bool
fold_other(const struct fold *f)
{
	const struct act *act = &f->n->act;
	size_t n = strcspn(act->action, ".");

	return leave(f, arena_str(f->a, act->action, n), subject_id(act),
	    act->action + n + 1, canonical(f, act->payload));
}

/* Who acts for the whole leaves a subject with the unit that it had. */
static bool
unit_of(const struct fold *f, const char **unit)
{
	struct store_subject was;
	bool found;

	*unit = f->n->act.unit;
	if (**unit != '\0' || !f->n->has_prior)
		return true;
	TRY(store_subject_find(f->s, f->a, f->n->act.subject, &found, &was,
	    f->e));
	if (found)
		*unit = was.unit;
	return true;
}

static bool
fold_subject(const struct fold *f)
{
	const struct act *act = &f->n->act;
	struct store_subject subject = { .id = act->subject,
		.lifecycle = arena_str(f->a, act->action,
		strcspn(act->action, ".")), .state = f->n->to,
		.version = f->n->version, .seq = f->n->seq };

	TRY(unit_of(f, &subject.unit));
	memcpy(subject.leaf, f->leaf, HASH_SIZE);
	return store_subject_put(f->s, &subject, f->e);
}

/* Who notes, witnesses or helps leaves a word, and changes nothing. */
static bool
is_aside(const char *as)
{
	return strcmp(as, "note") == 0 || strcmp(as, "witness") == 0 ||
	    strcmp(as, "assist") == 0;
}

static bool
fold_aside(const struct fold *f)
{
	const struct act *act = &f->n->act;

	return leave(f, "note", receipt_key(f->a, act->actor, act->key),
	    act->as, canonical(f, act->payload));
}

static bool
fold_done(const struct fold *f)
{
	if (is_aside(f->n->act.as))
		return fold_aside(f);
	if (f->n->to != NULL)
		TRY(fold_subject(f));
	for (size_t i = 0; i < ACTIONS; i++)
		if (strcmp(actions[i].action, f->n->act.action) == 0)
			return actions[i].leaves(f);
	return f->n->to != NULL || fold_other(f);
}

static bool
fold_request(const struct fold *f)
{
	const struct act *act = &f->n->act;
	struct buf b CLEANUP(buf_free) = { 0 };

	buf_str(&b, "{\"action\":");
	canon_text(&b, act->action);
	buf_str(&b, ",\"subject\":");
	canon_text(&b, act->subject);
	buf_char(&b, '}');
	return leave(f, "request", receipt_key(f->a, act->actor, act->key),
	    "open", arena_str(f->a, b.p, b.len));
}

/* Refusals of one actor that were entered within the hour. */
static bool
fold_refused(const struct fold *f)
{
	struct limits l;
	const char *actor;

	TRY(limits_actor(f->s, f->a, f->n->act.actor, &actor, f->e));
	TRY(limits_read(f->s, f->a, actor, &l, f->e));
	limits_count(&l, f->n->logged);
	return leave(f, "refusals", actor, "counted",
	    limits_value(f->a, &l));
}

static bool
fold_genesis(const struct fold *f)
{
	const struct json_value *people = json_find(f->n->act.tree, "people");
	const struct json_value *files = json_find(f->n->act.tree, "files");

	for (const struct json_value *v = people->child; v != NULL; v = v->next)
		TRY(fold_person(f, v));
	for (const struct json_value *v = files->child; v != NULL; v = v->next)
		TRY(leave(f, "file", json_find(v, "use")->text, "adopted",
		    canonical(f, v)));
	return true;
}

/* What the key of an act stands for from now on; a key used twice keeps its first meaning. */
static bool
fold_receipt(const struct fold *f)
{
	const struct entry *n = f->n;
	struct store_receipt receipt = { .seq = n->seq };

	/* Who has not signed cannot use up the keys of who has. */
	if (n->code == DUPLICATE || n->code == BAD_SIGNATURE)
		return true;
	if (n->code == PRIVACY || n->code == MALFORMED)
		(void)hash_parse(receipt.act, n->act.commitment,
		    strlen(n->act.commitment));
	else
		hash_of(receipt.act, n->act_bytes.p, n->act_bytes.n);
	return store_receipt_put(f->s, receipt_key(f->a, n->act.actor,
	    n->act.key), &receipt, f->e);
}

bool
record_fold(struct store *s, struct arena *a, const struct entry *n,
    const unsigned char leaf[HASH_SIZE], struct err *e)
{
	struct fold f = { s, a, n, leaf, e };

	if (n->outcome == OUTCOME_GENESIS)
		return fold_genesis(&f);
	TRY(fold_receipt(&f));
	switch (n->outcome) {
	case OUTCOME_DONE:	return fold_done(&f);
	case OUTCOME_REQUEST:	return fold_request(&f);
	case OUTCOME_REFUSED:	return fold_refused(&f);
	case OUTCOME_GENESIS:	break;
	}
	return true;
}
