/* SPDX-License-Identifier: Apache-2.0 */
/*
 * What the door asks of every act, in this order.  The first question that is
 * answered with no decides; a later one is not asked.
 */
#include <inttypes.h>
#include <stdarg.h>
#include <stdio.h>
#include <string.h>

#include "base/arena.h"
#include "base/buf.h"
#include "base/err.h"
#include "text/json.h"

#include "record/inside.h"

#define KEEPER "recorder"

/* What a hearing finds out on its way. */
struct judge {
	const struct hearing       *h;
	struct arena               *a;
	struct store               *s;
	struct ruling             *v;
	const struct json_value    *person;
	enum role                   role;
	enum power                  power;
	const struct authority_row *row;
	const struct lifecycle     *lifecycle;	/* NULL: leaves a fact */
	const struct move          *move;
	bool                        decided;
};

bool
ruling_refuse(struct ruling *v, enum refusal code, const char *why)
{
	v->outcome = OUTCOME_REFUSED;
	v->code = code;
	v->why = why;
	return true;
}

static bool
refuse(struct judge *j, enum refusal code, const char *fmt, ...)
    __attribute__((format(printf, 3, 4)));

static bool
refuse(struct judge *j, enum refusal code, const char *fmt, ...)
{
	struct err text;	/* a place for so long a sentence */
	va_list args;

	va_start(args, fmt);
	(void)vsnprintf(text.text, sizeof text.text, fmt, args);
	va_end(args);
	return ruling_refuse(j->v, code, arena_text(j->a, text.text));
}

static bool
is_well_formed(struct judge *j, struct err *e)
{
	(void)e;
	if (j->h->line->malformed == NULL)
		return true;
	return refuse(j, MALFORMED, "%s", j->h->line->malformed);
}

/* The record keeper's own work, which anybody can repeat from the objects. */
static bool
is_keeping(const char *action)
{
	return strcmp(action, "source.import") == 0 ||
	    strcmp(action, "finding.open") == 0 ||
	    strcmp(action, "finding.close") == 0 ||
	    strcmp(action, "program.use") == 0;
}

/* The fact that acts on this subject leave, and the entry that left it last. */
static bool
find_own_fact(struct judge *j, bool *found, struct store_fact *fact,
    struct err *e)
{
	const struct act *act = j->h->act;
	const char *kind = strcmp(act->action, "rule.adopt") == 0 ? "file" :
	    arena_str(j->a, act->action, strcspn(act->action, "."));
	struct store_row row;

	TRY(store_fact_find(j->s, j->a, kind, strchr(act->subject, '/') + 1,
	    found, fact, e));
	if (!*found || fact->seq <= 0)
		return true;
	TRY(store_entry(j->s, j->a, fact->seq, &row, e));
	/* A request leaves the fact that its answer changes, and is of another subject. */
	j->v->has_prior = strcmp(row.subject, act->subject) == 0;
	memcpy(j->v->prior, row.leaf, HASH_SIZE);
	return true;
}

static bool
keeper_acts(struct judge *j, struct err *e)
{
	const struct act *act = j->h->act;
	struct store_fact fact;
	bool found;

	if (strcmp(act->role, KEEPER) != 0) {
		if (!is_keeping(act->action))
			return true;
		return refuse(j, NO_AUTHORITY, "%s is the work of the record "
		    "keeper, whose commands do it", act->action);
	}
	if (!j->h->keeper || !is_keeping(act->action))
		return refuse(j, NO_AUTHORITY, "only the commands that keep "
		    "the record act as its keeper, and only to import sources, "
		    "to list findings and to name the program");
	j->decided = true;
	return find_own_fact(j, &found, &fact, e);
}

static bool
find_tree(struct judge *j, const char *kind, const char *id, bool *found,
    struct store_fact *fact, struct json_value **tree, struct err *e)
{
	*tree = NULL;
	TRY(store_fact_find(j->s, j->a, kind, id, found, fact, e));
	return !*found || json_tree_of(j->a, fact->value, strlen(fact->value),
	    kind, tree, e);
}

static bool
is_enrolled(struct judge *j, struct err *e)
{
	const struct act *act = j->h->act;
	struct store_fact fact;
	struct json_value *person;
	bool found;

	TRY(find_tree(j, "person", act->actor, &found, &fact, &person, e));
	if (!found)
		return refuse(j, NO_AUTHORITY, "nobody called %s is enrolled "
		    "in this record", act->actor);
	j->person = person;
	if (!role_find(act->role, &j->role))
		return refuse(j, NO_AUTHORITY, "there is no role %s",
		    act->role);
	if (strcmp(json_text_in(person, "role"), act->role) != 0)
		return refuse(j, NO_AUTHORITY, "%s is enrolled as %s, not as "
		    "%s", act->actor, json_text_in(person, "role"), act->role);
	return true;
}

/*
 * Findings, envelopes and people are of one unit, whatever an act says;
 * *${of} = NULL: the subject is not there yet, or of no unit of its own.
 */
static bool
unit_of_subject(struct judge *j, const char **of, struct err *e)
{
	const char *subject = j->h->act->subject;
	struct store_fact fact;
	struct store_subject on;
	bool found = false;

	*of = NULL;
	if (strncmp(subject, "envelope/", 9) == 0) {
		TRY(store_subject_find(j->s, j->a, subject, &found, &on, e));
		*of = found ? on.unit : NULL;
	} else if (strncmp(subject, "finding/", 8) == 0) {
		TRY(store_fact_find(j->s, j->a, "finding", subject + 8,
		    &found, &fact, e));
		*of = found ? fact.unit : NULL;
	} else if (strncmp(subject, "key/", 4) == 0) {
		TRY(store_fact_find(j->s, j->a, "person", subject + 4, &found,
		    &fact, e));
		*of = found ? fact.unit : NULL;
	}
	return true;
}

static bool
concerns_its_unit(struct judge *j, const char *unit, struct err *e)
{
	const struct act *act = j->h->act;
	const char *of;

	TRY(unit_of_subject(j, &of, e));
	if (of == NULL || strcmp(of, unit) == 0)
		return true;
	return refuse(j, NO_AUTHORITY, "%s acts for unit %s, and %s is of %s",
	    act->actor, unit, act->subject, *of != '\0' ? of : "the whole");
}

/* An officer of one unit has no power over another. */
static bool
is_of_its_unit(struct judge *j, struct err *e)
{
	const char *unit = json_text_in(j->person, "unit");
	const struct act *act = j->h->act;
	const char *slash = strchr(act->subject, '/');

	(void)e;
	if (*unit == '\0')
		return true;
	if (*act->unit == '\0')
		return refuse(j, NO_AUTHORITY, "%s acts for unit %s, and the "
		    "act names no unit", act->actor, unit);
	if (strcmp(act->unit, unit) != 0)
		return refuse(j, NO_AUTHORITY, "%s acts for unit %s, not for "
		    "%s", act->actor, unit, act->unit);
	if (strncmp(act->subject, "canvass/", 8) == 0 &&
	    strcmp(slash + 1, unit) != 0)
		return refuse(j, NO_AUTHORITY, "%s acts for unit %s, and the "
		    "subject is %s", act->actor, unit, act->subject);
	return concerns_its_unit(j, unit, e);
}

static bool
signature_holds(struct judge *j)
{
	const struct act_line *line = j->h->line;
	struct buf b CLEANUP(buf_free) = { 0 };

	act_signed_bytes(&b, line->canonical);
	return sign_holds(line->sig, b.p, b.len, line->key);
}

static bool
check_signature(struct judge *j, struct err *e)
{
	const struct act_line *line = j->h->line;
	char hex[HASH_HEX];
	struct store_fact fact;
	struct json_value *key;
	bool found;

	TRY(find_tree(j, "key", j->h->act->actor, &found, &fact, &key, e));
	hash_text(hex, line->key);
	if (!found || strcmp(json_text_in(key, "key"), hex) != 0)
		return refuse(j, BAD_SIGNATURE, "the key %s is not the one "
		    "enrolled for %s", hex, j->h->act->actor);
	if (strcmp(fact.state, "revoked") == 0)
		return refuse(j, BAD_SIGNATURE, "the key of %s is revoked",
		    j->h->act->actor);
	if (!signature_holds(j))
		return refuse(j, BAD_SIGNATURE, "the signature does not hold "
		    "for this act");
	hash_text(hex, j->h->r->genesis.leaf);
	if (strcmp(j->h->act->election, hex) != 0)
		return refuse(j, BAD_SIGNATURE, "the act is signed for another "
		    "record");
	return true;
}

/* Acts are signed by who does them, or attributed with a source. */
static bool
is_vouched_for(struct judge *j, struct err *e)
{
	const struct act *act = j->h->act;

	if (j->h->line->is_signed)
		return check_signature(j, e);
	if (j->h->r->genesis.kind != RECORD_HISTORY)
		return refuse(j, BAD_SIGNATURE, "the act is not signed");
	if (act->sources == NULL || act->sources->child == NULL)
		return refuse(j, MALFORMED, "the act is neither signed nor "
		    "attributed: it has no sources");
	return true;
}

static bool
rule_is_known(struct judge *j, struct err *e)
{
	const struct record *r = j->h->r;
	const char *action = j->h->act->action;

	(void)e;
	if (r->authority == NULL)
		return refuse(j, RULE_UNKNOWN, "this record has no authority "
		    "file, so nobody is known to have any power");
	j->row = authority_row(r->authority, action, r->date);
	if (j->row == NULL)
		return refuse(j, RULE_UNKNOWN, "no rule says who may do %s",
		    action);
	j->v->rule_id = j->row->rule.id;
	j->lifecycle = authority_lifecycle(r->authority, action);
	if (j->row->rule.basis == BASIS_MEMORY &&
	    r->genesis.kind == RECORD_REAL)
		return refuse(j, RULE_UNKNOWN, "the rule %s is from memory and "
		    "nobody has read it in the law; it enforces nothing here",
		    j->row->rule.id);
	return true;
}

/* "secretary superintendent": who may perform or order it. */
static const char *
who_may(struct judge *j)
{
	struct buf b CLEANUP(buf_free) = { 0 };

	for (int r = 0; r < ROLES; r++) {
		enum power p = authority_cell(j->row, (enum role)r,
		    j->h->act->action).power;

		if (p == POWER_PERFORM || p == POWER_ORDER)
			buf_printf(&b, "%s%s", b.len > 0 ? " " : "",
			    role_id((enum role)r));
	}
	return arena_str(j->a, b.len > 0 ? b.p : "", b.len);
}

static bool
refuse_power(struct judge *j, const struct cell *cell)
{
	const char *others = who_may(j);
	enum refusal code = NO_AUTHORITY;

	if (*j->row->refusal != '\0')
		(void)refusal_find(j->row->refusal, &code);
	return refuse(j, code, "%s: the %s may %s%s%s%s%s%s",
	    j->row->rule.title, role_id(j->role),
	    cell->power == POWER_REFUSE ? "not do this" :
	    cell->power == POWER_VIEW ? "watch this, no more" :
	    power_id(cell->power), *cell->limit != '\0' ? " (" : "",
	    cell->limit, *cell->limit != '\0' ? ")" : "",
	    *others != '\0' ? "; who may: " : "; nobody may", others);
}

/* May the role do it, in the way that the act claims? */
static bool
role_may(struct judge *j, struct err *e)
{
	const struct act *act = j->h->act;
	struct cell cell = authority_cell(j->row, j->role, act->action);
	bool claims = *act->as != '\0';

	(void)e;
	j->power = cell.power;
	if (claims && !power_find(act->as, &j->power))
		return refuse(j, MALFORMED, "\"%s\" is no word of the matrix",
		    act->as);
	/* Who may do more may also ask. */
	if (j->power == POWER_ASK && cell.power < POWER_ASK)
		return true;
	if (j->power != cell.power || cell.power >= POWER_VIEW ||
	    (!claims && cell.power > POWER_HEAR))
		return refuse_power(j, &cell);
	return true;
}

/* Requests are recorded and passed on to those who may. */
static bool
asks_only(struct judge *j, struct err *e)
{
	(void)e;
	if (j->power != POWER_ASK && (j->power != POWER_PETITION ||
	    (j->lifecycle != NULL && lifecycle_takes(j->lifecycle,
	    j->h->act->action, POWER_PETITION))))
		return true;
	j->v->outcome = OUTCOME_REQUEST;
	j->v->routed = who_may(j);
	j->decided = true;
	return true;
}

/* Names of payload members that would tell who a voter is. */
static bool
is_private(const char *name)
{
	static const char *const names[] = { "name", "address", "born",
		"birth_date", "date_of_birth", "dob", "signature", "image",
		"licence", "license", "ssn", "voter", "voter_id", "elector",
		"ballot", "ballot_id", "phone", "email" };

	for (size_t i = 0; i < sizeof names / sizeof *names; i++)
		if (strcmp(names[i], name) == 0)
			return true;
	return false;
}

static const char *
find_private(const struct json_value *v)
{
	for (; v != NULL; v = v->next) {
		const char *within = find_private(v->child);

		if (v->name != NULL && is_private(v->name))
			return v->name;
		if (within != NULL)
			return within;
	}
	return NULL;
}

/* Nothing about one voter enters the public log. */
static bool
keeps_private(struct judge *j, struct err *e)
{
	const struct act *act = j->h->act;
	const char *name = strncmp(act->action, "envelope.", 9) != 0 ? NULL :
	    find_private(act->payload);

	(void)e;
	if (name == NULL)
		return true;
	return refuse(j, PRIVACY, "the payload holds \"%s\"; what concerns one "
	    "voter belongs to the private store, and a commitment here", name);
}

/* Who helps, notes or watches leaves a word, and nothing has to allow it. */
static bool
is_aside(const struct judge *j)
{
	return j->power > POWER_HEAR;
}

/* Who performs, orders or hears decides; the others bring it before them. */
static bool
decides(const struct judge *j)
{
	return j->power <= POWER_ORDER || j->power == POWER_HEAR;
}

/* An officer who stands in a contest does not decide about it. */
static bool
is_disinterested(struct judge *j, struct err *e)
{
	const char *contest = payload_text(j->h->act, "contest");
	const char *stands = json_text_in(j->person, "candidate");

	(void)e;
	if (*stands == '\0' || contest == NULL || !decides(j) ||
	    j->role == ROLE_CANDIDATE || strcmp(contest, stands) != 0)
		return true;
	return refuse(j, CONFLICT_OF_INTEREST, "%s stands in the contest %s",
	    j->h->act->actor, contest);
}

static bool
is_not_stayed(struct judge *j, struct err *e)
{
	struct store_fact fact;
	bool found;

	if (j->role == ROLE_COURT || is_aside(j))
		return true;
	TRY(store_fact_find(j->s, j->a, "stay", j->h->act->subject, &found,
	    &fact, e));
	if (!found || strcmp(fact.state, "active") != 0)
		return true;
	return refuse(j, STAYED_BY_COURT, "a court has stayed acts on %s "
	    "(entry %" PRId64 ")", j->h->act->subject, fact.seq);
}

static bool
is_current(struct judge *j, int64_t version)
{
	int64_t expect = j->h->act->expect;

	if (expect < 0 || expect == version)
		return true;
	(void)refuse(j, STALE_VERSION, "%s is at version %" PRId64 ", and the "
	    "act was made for version %" PRId64, j->h->act->subject, version,
	    expect);
	return false;
}

static bool
move_subject(struct judge *j, const struct store_subject *subject)
{
	const struct act *act = j->h->act;
	const char *from = subject != NULL ? subject->state :
	    j->lifecycle->starts;

	if (!is_current(j, subject != NULL ? subject->version : 0))
		return true;
	j->move = lifecycle_move(j->lifecycle, from, act->action);
	if (j->move != NULL && !move_takes(j->move, j->power))
		return refuse(j, WRONG_STATE, "%s is in the state \"%s\", "
		    "which %s does not leave for who may %s it",
		    act->subject, from, act->action, power_id(j->power));
	if (j->move == NULL)
		return refuse(j, WRONG_STATE, "%s is in the state \"%s\", "
		    "which %s does not leave", act->subject, from,
		    act->action);
	j->v->from = j->move->from;
	j->v->to = j->move->to;
	j->v->version = (subject != NULL ? subject->version : 0) + 1;
	j->v->has_prior = subject != NULL;
	if (subject != NULL)
		memcpy(j->v->prior, subject->leaf, HASH_SIZE);
	return true;
}

/* Acts that leave facts: what they change must be there, and current. */
static bool
look_at_fact(struct judge *j, struct err *e)
{
	static const struct { const char *action, *needs; } needs[] = {
		{ "finding.explain", "open" }, { "request.answer", "open" },
		{ "board.dismiss", "appointed" }, { "stay.lift", "active" },
		{ "key.rotate", "active" }, { "key.revoke", "active" },
	};
	const struct act *act = j->h->act;
	struct store_fact fact;
	bool found;

	TRY(find_own_fact(j, &found, &fact, e));
	if (!is_current(j, found ? fact.version : 0))
		return true;
	for (size_t i = 0; i < sizeof needs / sizeof *needs; i++)
		if (strcmp(needs[i].action, act->action) == 0 &&
		    (!found || strcmp(fact.state, needs[i].needs) != 0))
			return refuse(j, WRONG_STATE, "%s is %s, and %s needs "
			    "it %s", act->subject, found ? fact.state :
			    "not in this record", act->action, needs[i].needs);
	return true;
}

static bool
says_enough(struct judge *j, struct err *e)
{
	return is_aside(j) || payload_holds(j->h, j->v, e);
}

/* What an aside is said of, as it stood then. */
static bool
look_aside(struct judge *j, const struct store_subject *subject,
    struct err *e)
{
	struct store_fact fact;
	bool found;

	if (j->lifecycle == NULL)
		return find_own_fact(j, &found, &fact, e);
	j->v->has_prior = subject != NULL;
	if (subject != NULL)
		memcpy(j->v->prior, subject->leaf, HASH_SIZE);
	return true;
}

static bool
state_allows(struct judge *j, struct err *e)
{
	struct store_subject subject;
	bool found = false;

	if (j->lifecycle != NULL)
		TRY(store_subject_find(j->s, j->a, j->h->act->subject, &found,
		    &subject, e));
	if (is_aside(j))
		return look_aside(j, found ? &subject : NULL, e);
	if (j->lifecycle == NULL)
		return look_at_fact(j, e);
	return move_subject(j, found ? &subject : NULL);
}

static bool
time_allows(struct judge *j, struct err *e)
{
	if (is_aside(j))
		return true;
	TRY(window_holds(j->h, j->row->opens, j->row->closes, j->v, e));
	if (j->v->code != REFUSAL_NONE || j->move == NULL)
		return true;
	return window_holds(j->h, j->move->opens, j->move->closes, j->v, e);
}

static bool
needs_are_met(struct judge *j, struct err *e)
{
	uint32_t needs = j->row->needs;

	if (is_aside(j))
		return true;
	if (j->move != NULL)
		needs |= j->move->needs;
	if (strcmp(j->h->act->action, "custody.move") == 0)
		needs |= UINT32_C(1) << GUARD_CHAIN;
	return guards_hold(j->h, needs, j->v, e);
}

static bool (*const questions[])(struct judge *j, struct err *e) = {
	is_well_formed, keeper_acts, is_enrolled, is_vouched_for,
	is_of_its_unit, rule_is_known, role_may, asks_only, keeps_private,
	is_disinterested, is_not_stayed, says_enough, state_allows,
	time_allows, needs_are_met,
};

bool
judge_act(const struct hearing *h, struct ruling *v, struct err *e)
{
	struct judge j = { .h = h, .a = &h->r->each, .s = h->r->store, .v = v };

	*v = (struct ruling){ .outcome = OUTCOME_DONE, .why = "",
		.routed = "" };
	for (size_t i = 0; i < sizeof questions / sizeof *questions; i++) {
		TRY(questions[i](&j, e));
		if (j.decided || v->code != REFUSAL_NONE)
			break;
	}
	if (v->code != REFUSAL_NONE) {
		v->from = v->to = NULL;
		v->has_prior = false;
	}
	return true;
}
