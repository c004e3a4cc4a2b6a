/* SPDX-License-Identifier: Apache-2.0 */
#include <string.h>

#include "base/arena.h"
#include "base/buf.h"
#include "base/err.h"
#include "crypt/hash.h"
#include "record/act_read.h"
#include "text/base64.h"
#include "text/canon.h"
#include "text/json.h"

#include "cli/signed_act.h"

static void
put_sig(struct buf *out, struct bytes act, const struct sign_key *k)
{
	struct buf b CLEANUP(buf_free) = { 0 };
	unsigned char sig[SIGN_SIZE];
	char hex[HASH_HEX];

	act_signed_bytes(&b, act);
	sign_make(sig, b.p, b.len, k);
	hash_text(hex, k->public);
	buf_printf(out, "{\"key\":\"%s\",\"sig\":\"", hex);
	base64_put(out, sig, sizeof sig);
	buf_str(out, "\"}");
}

void
signed_act_put(struct buf *out, struct bytes act, const struct sign_key *k)
{
	buf_str(out, "{\"act\":");
	buf_put(out, act.p, act.n);
	buf_str(out, ",\"sig\":");
	put_sig(out, act, k);
	buf_str(out, "}\n");
}

/* An act that names another election than the one asked for is signed for neither. */
static bool
name_election(struct arena *a, struct json_value *act, const char *name,
    const char *election, struct err *e)
{
	const struct json_value *v = json_find(act, "election");
	struct json_value *new;

	if (v == NULL && election == NULL)
		return err_set(e, ERR_USE, "%s: names no election: --election "
		    "says of which record it is", name);
	if (v != NULL && election != NULL && (v->kind != JSON_STRING ||
	    strcmp(v->text, election) != 0))
		return err_at(e, (struct place){ name, v->line, v->column },
		    "found another election than the one asked for");
	if (v != NULL)
		return true;
	new = arena_zero(a, 1, sizeof *new);
	*new = (struct json_value){ .kind = JSON_STRING, .name = "election",
		.text = election, .n = strlen(election), .next = act->child };
	act->child = new;
	return true;
}

bool
signed_act_of(struct arena *a, struct bytes text, const char *name,
    const char *election, struct bytes *out, struct err *e)
{
	struct buf b CLEANUP(buf_free) = { 0 };
	struct record_line line = { .text = text, .file = name };
	struct json_value *act;
	struct act_line read;

	TRY(act_read(a, &line, &read, e));
	if (read.malformed != NULL)
		return err_set(e, ERR_INPUT, "%s: %s", name, read.malformed);
	if (read.is_signed)
		return err_set(e, ERR_INPUT, "%s: is signed already", name);
	TRY(json_tree_of(a, text.p, text.n, name, &act, e));
	TRY(name_election(a, act, name, election, e));
	TRY(canon_write(&b, act, name, e));
	*out = (struct bytes){ arena_str(a, b.p, b.len), b.len };
	return true;
}

static bool
is_by(const struct json_value *sig, const char *hex)
{
	const struct json_value *key = json_find(sig, "key");

	return key != NULL && key->kind == JSON_STRING &&
	    strcmp(key->text, hex) == 0;
}

bool
signed_act_genesis(struct buf *out, const struct json_value *draft,
    const char *name, const struct sign_key *k, struct err *e)
{
	const struct json_value *sigs = json_find(draft, "sigs");
	struct buf act CLEANUP(buf_free) = { 0 };
	char hex[HASH_HEX];

	hash_text(hex, k->public);
	TRY(canon_write(&act, json_find(draft, "act"), name, e));
	buf_str(out, "{\"act\":");
	buf_put(out, act.p, act.len);
	buf_str(out, ",\"sigs\":[");
	for (const struct json_value *s = sigs->child; s != NULL; s = s->next) {
		if (is_by(s, hex))
			continue;
		TRY(canon_write(out, s, name, e));
		buf_char(out, ',');
	}
	put_sig(out, (struct bytes){ act.p, act.len }, k);
	buf_str(out, "]}\n");
	return true;
}
