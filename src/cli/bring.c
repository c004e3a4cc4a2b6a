/* SPDX-License-Identifier: Apache-2.0 */
#include <inttypes.h>
#include <string.h>

#include "base/instant.h"
#include "crypt/hash.h"
#include "text/canon.h"
#include "text/csv.h"
#include "text/esc.h"
#include "text/json.h"

#include "cli/bring.h"
#include "cli/door.h"
#include "cli/key.h"
#include "cli/signed_act.h"

#define KEY_DIGITS 16	/* of the hash, in the idempotency key */

bool
bring_need(struct call *c, const char *option, const char **out)
{
	*out = call_option(c, option);
	return *out != NULL || err_set(&c->e, ERR_USE, "%s needs --%s",
	    c->cmd->name, option);
}

static const char *
text_or(const struct json_value *v, const char *name, const char *otherwise)
{
	const char *text = json_text_find(v, name);

	return text != NULL ? text : otherwise;
}

/* In which role, and for which unit, ${by} is enrolled. */
static bool
find_role(struct call *c, struct record *r, const char *by, const char **role,
    const char **unit)
{
	struct store_fact fact;
	struct json_value *person;
	bool found;

	TRY(store_fact_find(record_store(r), c->a, "person", by, &found, &fact,
	    &c->e));
	if (!found)
		return err_set(&c->e, ERR_INPUT, "nobody called %s is enrolled "
		    "in this record", by);
	TRY(json_tree_of(c->a, fact.value, strlen(fact.value), "person",
	    &person, &c->e));
	*role = text_or(person, "role", "");
	*unit = text_or(person, "unit", NULL);
	return true;
}

static void
put_member(struct buf *out, const char *name, const char *value)
{
	if (value == NULL)
		return;
	if (out->p[out->len - 1] != '{')
		buf_char(out, ',');
	canon_text(out, name);
	buf_char(out, ':');
	canon_text(out, value);
}

static const char *
what_of(const struct bring *b)
{
	return b->what != NULL ? b->what : b->subject;
}

/* Brought again with the same time, it is the same act. */
static char *
plain_key(struct call *c, const struct bring *b, const char *occurred)
{
	struct buf text CLEANUP(buf_free) = { 0 };
	char hex[HASH_HEX];

	buf_printf(&text, "%s %s %s ", occurred, what_of(b),
	    b->unit != NULL ? b->unit : "");
	buf_put(&text, b->payload->p, b->payload->len);
	hash_hex(text.p, text.len, hex);
	return arena_printf(c->a, "%s-%.*s", strchr(b->action, '.') + 1,
	    KEY_DIGITS, hex);
}

static void
put_sources(struct buf *out, const char *cite)
{
	if (cite == NULL)
		return;
	buf_str(out, ",\"sources\":[{\"cite\":");
	canon_text(out, cite);
	buf_str(out, "}]");
}

static const char *
when(struct call *c, struct record *r)
{
	const char *occurred = call_option(c, "occurred");
	char now[INSTANT_TEXT];

	return occurred != NULL ? occurred : arena_text(c->a,
	    instant_text(now, record_now(r, door_now())));
}

/* The act, canonical: its members stand in the order of their names. */
static bool
put_act(struct call *c, struct record *r, const struct bring *b,
    struct buf *out)
{
	const char *role = NULL, *unit = NULL;
	const char *occurred = when(c, r);
	char hex[HASH_HEX];

	TRY(find_role(c, r, b->by, &role, &unit));
	hash_text(hex, record_genesis(r)->leaf);
	buf_char(out, '{');
	put_member(out, "action", b->action);
	put_member(out, "actor", b->by);
	if (call_option(c, "sign") != NULL)
		put_member(out, "election", hex);
	put_member(out, "key", plain_key(c, b, occurred));
	put_member(out, "occurred", occurred);
	buf_str(out, ",\"payload\":");
	buf_put(out, b->payload->p, b->payload->len);
	put_member(out, "role", role);
	put_member(out, "says", b->says != NULL ? b->says :
	    call_option(c, "says"));
	put_sources(out, call_option(c, "cite"));
	put_member(out, "subject", b->subject);
	put_member(out, "unit", b->unit != NULL ? b->unit : unit);
	buf_char(out, '}');
	return true;
}

static bool
put_line(struct call *c, struct record *r, const struct bring *b,
    struct buf *out)
{
	struct sign_key k CLEANUP(sign_key_forget) = { 0 };
	struct buf act CLEANUP(buf_free) = { 0 };
	const char *key = call_option(c, "sign");

	TRY(put_act(c, r, b, &act));
	if (key == NULL) {
		buf_put(out, act.p, act.len);
		return true;
	}
	TRY(key_open(c, key, &k));
	signed_act_put(out, (struct bytes){ act.p, act.len }, &k);
	return true;
}

static void
say_json(struct call *c, const struct bring *b, const struct receipt *r)
{
	struct json_writer w;
	char hex[HASH_HEX], logged[INSTANT_TEXT];

	hash_text(hex, r->leaf);
	json_begin(&w, &c->out);
	json_object(&w, NULL);
	json_text(&w, "action", b->action);
	json_text(&w, "actor", b->by);
	json_text(&w, b->what != NULL ? "person" : "subject", what_of(b));
	json_text(&w, "outcome", outcome_id(r->outcome));
	json_num(&w, "entry", r->seq < 0 ? NUM_UNKNOWN : r->seq);
	json_text(&w, "leaf", r->seq < 0 ? NULL : hex);
	json_text(&w, "logged", instant_text(logged, r->logged));
	json_text(&w, "code", r->outcome == OUTCOME_REFUSED ?
	    refusal_id(r->code) : NULL);
	json_text(&w, "why", r->outcome == OUTCOME_REFUSED ? r->why : NULL);
	json_bool(&w, "again", r->again);
	json_object_end(&w);
	json_finish(&w);
}

static void
say_csv(struct call *c, const struct bring *b, const struct receipt *r)
{
	bool refused = r->outcome == OUTCOME_REFUSED;

	buf_printf(&c->out, "action,actor,%s,outcome,entry,code,why\r\n",
	    b->what != NULL ? "person" : "subject");
	csv_put(&c->out, b->action, true);
	csv_put(&c->out, b->by, false);
	csv_put(&c->out, what_of(b), false);
	csv_put(&c->out, outcome_id(r->outcome), false);
	csv_put_num(&c->out, r->seq < 0 ? NUM_UNKNOWN : r->seq, false);
	csv_put(&c->out, refused ? refusal_id(r->code) : "", false);
	csv_put(&c->out, refused ? r->why : "", false);
	csv_end_row(&c->out);
}

static void
say_text(struct call *c, const struct bring *b, const struct receipt *r)
{
	struct buf *out = &c->out;

	buf_printf(out, "%s of ", b->action);
	esc_terminal(out, what_of(b));
	buf_str(out, " by ");
	esc_terminal(out, b->by);
	buf_printf(out, ": %s", outcome_id(r->outcome));
	if (r->seq >= 0)
		buf_printf(out, ", entry %" PRId64, r->seq);
	if (r->outcome == OUTCOME_REFUSED) {
		buf_printf(out, ", %s: ", refusal_id(r->code));
		esc_terminal(out, r->why);
	}
	if (r->outcome == OUTCOME_REQUEST)
		buf_printf(out, ", sent to: %s", *r->routed != '\0' ?
		    r->routed : "nobody has the power");
	buf_str(out, r->again ? " (answered before)\n" : "\n");
}

void
bring_say(struct call *c, const struct bring *b, const struct receipt *r)
{
	if (c->form == FORM_JSON)
		say_json(c, b, r);
	else if (c->form == FORM_CSV)
		say_csv(c, b, r);
	else
		say_text(c, b, r);
}

bool
bring_put(struct call *c, struct record *r, const struct bring *b,
    struct receipt *out)
{
	struct buf text CLEANUP(buf_free) = { 0 };
	struct record_line line = { .file = c->cmd->name, .now = door_now() };

	TRY(put_line(c, r, b, &text));
	line.text = (struct bytes){ text.p, text.len };
	return record_put(r, &line, out, &c->e);
}

bool
bring_act(struct call *c, struct record *r, const struct bring *b,
    int *status)
{
	struct receipt receipt;

	TRY(record_begin(r, &c->e));
	if (!bring_put(c, r, b, &receipt) || !record_commit(r, &c->e)) {
		record_rollback(r);
		return false;
	}
	bring_say(c, b, &receipt);
	*status = receipt.outcome == OUTCOME_REFUSED ? 4 : 0;
	return true;
}
