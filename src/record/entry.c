/* SPDX-License-Identifier: Apache-2.0 */
#include <inttypes.h>
#include <string.h>

#include "base/arena.h"
#include "base/buf.h"
#include "base/err.h"
#include "base/instant.h"
#include "base/num.h"
#include "text/base64.h"
#include "text/canon.h"
#include "text/json.h"

#include "record/act_read.h"
#include "record/entry.h"

/* Members stand in the order of their names, so each is written in its turn. */

static void
put_hash(struct buf *out, const unsigned char sum[HASH_SIZE])
{
	char hex[HASH_HEX];

	hash_text(hex, sum);
	buf_printf(out, "\"%s\"", hex);
}

static void
put_refusal(struct buf *out, const struct entry *n)
{
	buf_printf(out, ",\"refusal\":{\"code\":\"%s\"", refusal_id(n->code));
	if (n->unlisted > 0)
		buf_printf(out, ",\"unlisted\":%" PRId64, n->unlisted);
	buf_str(out, ",\"why\":");
	canon_text(out, n->why);
	buf_char(out, '}');
}

static void
put_routed(struct buf *out, const char *roles)
{
	const char *comma = "";

	buf_str(out, ",\"routed\":[");
	while (*roles != '\0') {
		size_t n = strcspn(roles, " ");

		buf_printf(out, "%s\"%.*s\"", comma, (int)n, roles);
		comma = ",";
		roles += n + (roles[n] == ' ');
	}
	buf_char(out, ']');
}

static void
put_state(struct buf *out, const struct entry *n)
{
	buf_str(out, ",\"state\":{\"from\":");
	canon_text(out, n->from);
	buf_str(out, ",\"to\":");
	canon_text(out, n->to);
	buf_printf(out, ",\"version\":%" PRId64 "}", n->version);
}

static void
put_signature(struct buf *out, const struct entry *n)
{
	buf_str(out, ",\"sig\":{\"key\":");
	put_hash(out, n->key);
	buf_str(out, ",\"sig\":\"");
	base64_put(out, n->sig, SIGN_SIZE);
	buf_str(out, "\"}");
}

void
entry_write(struct buf *out, const struct entry *n)
{
	char logged[INSTANT_TEXT];

	buf_str(out, "{\"act\":");
	buf_put(out, n->act_bytes.p, n->act_bytes.n);
	buf_printf(out, ",\"logged\":\"%s\",\"outcome\":\"%s\"",
	    instant_text(logged, n->logged), outcome_id(n->outcome));
	if (n->has_prior) {
		buf_str(out, ",\"prior\":");
		put_hash(out, n->prior);
	}
	if (n->outcome == OUTCOME_REFUSED)
		put_refusal(out, n);
	if (n->outcome == OUTCOME_REQUEST)
		put_routed(out, n->routed);
	if (n->rule_id != NULL) {
		buf_printf(out, ",\"rule\":{\"file\":\"%s\",\"id\":",
		    n->rule_file);
		canon_text(out, n->rule_id);
		buf_char(out, '}');
	}
	buf_printf(out, ",\"seq\":%" PRId64, n->seq);
	if (n->is_signed)
		put_signature(out, n);
	if (n->to != NULL)
		put_state(out, n);
	buf_char(out, '}');
}

/* The text of member ${name} of ${v}; NULL if it has none. */
static bool
number_of(const struct json_value *v, const char *name, int64_t *out)
{
	const struct json_value *m = v == NULL ? NULL : json_find(v, name);

	return m != NULL && m->kind == JSON_NUMBER &&
	    num_parse(m->text, m->n, out) == NUM_OK;
}

static char *
join(struct arena *a, const struct json_value *list)
{
	struct buf b CLEANUP(buf_free) = { 0 };

	for (const struct json_value *v = list->child; v != NULL; v = v->next)
		buf_printf(&b, "%s%s", b.len > 0 ? " " : "",
		    v->text != NULL ? v->text : "");
	return arena_str(a, b.len > 0 ? b.p : "", b.len);
}

static bool
read_optional(struct arena *a, const struct json_value *tree,
    struct entry *out)
{
	const struct json_value *rule = json_find(tree, "rule");
	const struct json_value *state = json_find(tree, "state");
	const struct json_value *refusal = json_find(tree, "refusal");
	const struct json_value *routed = json_find(tree, "routed");
	const struct json_value *sig = json_find(tree, "sig");
	const char *prior = json_text_find(tree, "prior");
	const char *code = json_text_find(refusal, "code");

	out->rule_file = json_text_find(rule, "file");
	out->rule_id = json_text_find(rule, "id");
	out->from = json_text_find(state, "from");
	out->to = json_text_find(state, "to");
	(void)number_of(refusal, "unlisted", &out->unlisted);
	out->why = json_text_find(refusal, "why");
	out->routed = routed != NULL ? join(a, routed) : "";
	out->has_prior = prior != NULL;
	out->is_signed = sig != NULL;
	out->sigs = json_find(tree, "sigs");
	return (state == NULL || (out->from != NULL && out->to != NULL &&
	    number_of(state, "version", &out->version))) &&
	    (prior == NULL || hash_parse(out->prior, prior, strlen(prior))) &&
	    (refusal == NULL || (code != NULL && out->why != NULL &&
	    refusal_find(code, &out->code))) &&
	    (sig == NULL || act_signature(sig, out->key, out->sig));
}

/* The bytes of the act within those of its entry, which begins with it. */
static struct bytes
act_within(struct arena *a, const struct json_value *act)
{
	struct buf b CLEANUP(buf_free) = { 0 };
	struct err e;

	if (!canon_write(&b, act, "entry", &e))
		return (struct bytes){ 0 };
	return (struct bytes){ arena_str(a, b.p, b.len), b.len };
}

bool
entry_read(struct arena *a, struct bytes bytes, int64_t seq,
    struct entry *out, struct err *e)
{
	struct json_value *tree;
	const struct json_value *act;
	const char *outcome, *logged;
	struct err inner = { 0 };

	*out = (struct entry){ 0 };
	if (!json_tree_of(a, bytes.p, bytes.n, "entry", &tree, &inner))
		return err_set(e, ERR_STORE, "entry %" PRId64 " is damaged: "
		    "%s", seq, inner.text);
	act = json_find(tree, "act");
	outcome = json_text_find(tree, "outcome");
	logged = json_text_find(tree, "logged");
	if (act == NULL || act->kind != JSON_OBJECT || outcome == NULL ||
	    !outcome_find(outcome, &out->outcome) || logged == NULL ||
	    !instant_parse(logged, strlen(logged), &out->logged) ||
	    !number_of(tree, "seq", &out->seq) || out->seq != seq ||
	    !read_optional(a, tree, out))
		return err_set(e, ERR_STORE, "entry %" PRId64 " is damaged: "
		    "a member is missing or of the wrong kind", seq);
	act_of_tree(act, &out->act);
	out->act_bytes = act_within(a, act);
	return true;
}
