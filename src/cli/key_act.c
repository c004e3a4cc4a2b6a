/* SPDX-License-Identifier: Apache-2.0 */
#include <inttypes.h>
#include <string.h>

#include "base/instant.h"
#include "crypt/hash.h"
#include "text/canon.h"
#include "text/csv.h"
#include "text/esc.h"
#include "text/json.h"

#include "cli/door.h"
#include "cli/key.h"
#include "cli/key_act.h"
#include "cli/signed_act.h"

#define KEY_DIGITS 16	/* of the hash, in the idempotency key */

bool
key_act_need(struct call *c, const char *option, const char **out)
{
	*out = call_option(c, option);
	return *out != NULL || err_set(&c->e, ERR_USE, "%s needs --%s",
	    c->cmd->name, option);
}

bool
key_act_public(struct call *c, const char **out)
{
	unsigned char public[SIGN_PUBLIC];
	const char *file;
	char hex[HASH_HEX];

	TRY(key_act_need(c, "key-file", &file));
	TRY(key_public(c, file, public));
	hash_text(hex, public);
	*out = arena_text(c->a, hex);
	return true;
}

/* In which role, and for which unit, ${by} is enrolled. */
static bool
find_role(struct call *c, struct record *r, const char *by, const char **role,
    const char **unit)
{
	struct store_fact fact;
	struct json_value *person;
	const struct json_value *v;
	bool found;

	TRY(store_fact_find(record_store(r), c->a, "person", by, &found, &fact,
	    &c->e));
	if (!found)
		return err_set(&c->e, ERR_INPUT, "nobody called %s is enrolled "
		    "in this record", by);
	TRY(json_tree_of(c->a, fact.value, strlen(fact.value), "person",
	    &person, &c->e));
	v = json_find(person, "role");
	*role = v != NULL && v->kind == JSON_STRING ? v->text : "";
	v = json_find(person, "unit");
	*unit = v != NULL && v->kind == JSON_STRING ? v->text : NULL;
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

static void
put_payload(struct buf *out, const struct key_act *act)
{
	buf_char(out, '{');
	for (const struct key_member *m = act->member; m->name != NULL; m++)
		put_member(out, m->name, m->value);
	buf_char(out, '}');
}

/* Brought again with the same time, it is the same act. */
static char *
plain_key(struct call *c, const struct key_act *act, const struct buf *payload,
    const char *occurred)
{
	struct buf b CLEANUP(buf_free) = { 0 };
	char hex[HASH_HEX];

	buf_printf(&b, "%s %s ", occurred, act->person);
	buf_put(&b, payload->p, payload->len);
	hash_hex(b.p, b.len, hex);
	return arena_printf(c->a, "%s-%.*s", strchr(act->action, '.') + 1,
	    KEY_DIGITS, hex);
}

/* The act, canonical: its members stand in the order of their names. */
static bool
put_act(struct call *c, struct record *r, const struct key_act *act,
    struct buf *out)
{
	struct buf payload CLEANUP(buf_free) = { 0 };
	const char *occurred = call_option(c, "occurred");
	const char *key;
	char hex[HASH_HEX], now[INSTANT_TEXT];
	const char *role = NULL, *unit = NULL;

	TRY(find_role(c, r, act->by, &role, &unit));
	hash_text(hex, record_genesis(r)->leaf);
	put_payload(&payload, act);
	if (occurred == NULL)
		occurred = instant_text(now, door_now());
	key = plain_key(c, act, &payload, occurred);
	buf_char(out, '{');
	put_member(out, "action", act->action);
	put_member(out, "actor", act->by);
	if (call_option(c, "sign") != NULL)
		put_member(out, "election", hex);
	put_member(out, "key", key);
	put_member(out, "occurred", occurred);
	buf_str(out, ",\"payload\":");
	buf_put(out, payload.p, payload.len);
	put_member(out, "role", role);
	put_member(out, "says", call_option(c, "says"));
	put_member(out, "subject", arena_printf(c->a, "key/%s", act->person));
	put_member(out, "unit", unit);
	buf_char(out, '}');
	return true;
}

static bool
put_line(struct call *c, struct record *r, const struct key_act *act,
    struct buf *out)
{
	struct sign_key k CLEANUP(sign_key_forget) = { 0 };
	struct buf b CLEANUP(buf_free) = { 0 };
	const char *key = call_option(c, "sign");

	TRY(put_act(c, r, act, &b));
	if (key == NULL) {
		buf_put(out, b.p, b.len);
		return true;
	}
	TRY(key_open(c, key, &k));
	signed_act_put(out, (struct bytes){ b.p, b.len }, &k);
	return true;
}

static void
say_json(struct call *c, const struct key_act *act, const struct receipt *r)
{
	struct json_writer w;
	char hex[HASH_HEX], logged[INSTANT_TEXT];

	hash_text(hex, r->leaf);
	json_begin(&w, &c->out);
	json_object(&w, NULL);
	json_text(&w, "action", act->action);
	json_text(&w, "actor", act->by);
	json_text(&w, "person", act->person);
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
say_csv(struct call *c, const struct key_act *act, const struct receipt *r)
{
	bool refused = r->outcome == OUTCOME_REFUSED;

	buf_str(&c->out, "action,actor,person,outcome,entry,code,why\r\n");
	csv_put(&c->out, act->action, true);
	csv_put(&c->out, act->by, false);
	csv_put(&c->out, act->person, false);
	csv_put(&c->out, outcome_id(r->outcome), false);
	csv_put_num(&c->out, r->seq < 0 ? NUM_UNKNOWN : r->seq, false);
	csv_put(&c->out, refused ? refusal_id(r->code) : "", false);
	csv_put(&c->out, refused ? r->why : "", false);
	csv_end_row(&c->out);
}

static void
say_text(struct call *c, const struct key_act *act, const struct receipt *r)
{
	struct buf *out = &c->out;

	buf_printf(out, "%s of ", act->action);
	esc_terminal(out, act->person);
	buf_str(out, " by ");
	esc_terminal(out, act->by);
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

bool
key_act_bring(struct call *c, const struct key_act *act, int *status)
{
	struct record *r CLEANUP(record_close) = NULL;
	struct buf b CLEANUP(buf_free) = { 0 };
	struct record_line line = { .file = c->cmd->name, .now = door_now() };
	struct receipt receipt;

	TRY(door_open(c, c->arg[0], RECORD_WRITE, &r));
	TRY(put_line(c, r, act, &b));
	line.text = (struct bytes){ b.p, b.len };
	TRY(record_act(r, &line, &receipt, &c->e));
	if (c->form == FORM_JSON)
		say_json(c, act, &receipt);
	else if (c->form == FORM_CSV)
		say_csv(c, act, &receipt);
	else
		say_text(c, act, &receipt);
	*status = receipt.outcome == OUTCOME_REFUSED ? 4 : 0;
	return true;
}
