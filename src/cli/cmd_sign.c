/* SPDX-License-Identifier: Apache-2.0 */
#include <string.h>

#include "base/file.h"
#include "crypt/hash.h"
#include "text/json.h"

#include "cli/cmd.h"
#include "cli/door.h"
#include "cli/key.h"
#include "cli/signed_act.h"

#define MAX_FILE ((size_t)16 << 20)

/* --election is a leaf hash, or the record that has it. */
static bool
find_election(struct call *c, const char **out)
{
	const char *given = call_option(c, "election");
	struct record *r CLEANUP(record_close) = NULL;
	unsigned char sum[HASH_SIZE];
	char hex[HASH_HEX];

	*out = given;
	if (given == NULL || hash_parse(sum, given, strlen(given)))
		return true;
	TRY(door_open(c, given, RECORD_READ, &r));
	hash_text(hex, record_genesis(r)->leaf);
	*out = arena_text(c->a, hex);
	return true;
}

static bool
is_draft(const struct json_value *v)
{
	const struct json_value *act, *sigs;

	if (v->kind != JSON_OBJECT)
		return false;
	act = json_find(v, "act");
	sigs = json_find(v, "sigs");
	return act != NULL && act->kind == JSON_OBJECT && sigs != NULL &&
	    sigs->kind == JSON_ARRAY;
}

static bool
sign_act(struct call *c, struct bytes text, const struct sign_key *k,
    struct buf *out)
{
	const char *election;
	struct bytes act;

	TRY(find_election(c, &election));
	TRY(signed_act_of(c->a, text, c->arg[0], election, &act, &c->e));
	signed_act_put(out, act, k);
	return true;
}

static bool
put(struct call *c, const struct buf *b)
{
	const char *to = call_option(c, "out");

	if (to != NULL)
		return file_write(to, b->p, b->len, &c->e);
	buf_put(&c->out, b->p, b->len);
	return true;
}

static bool
sign(struct call *c, struct sign_key *k)
{
	const char *key = call_option(c, "key");
	struct buf b CLEANUP(buf_free) = { 0 };
	struct json_value *tree;
	struct bytes text;

	if (key == NULL)
		return err_set(&c->e, ERR_USE, "sign needs --key FILE");
	TRY(file_read(c->a, c->arg[0], MAX_FILE, &text, &c->e));
	TRY(json_tree_of(c->a, text.p, text.n, c->arg[0], &tree, &c->e));
	TRY(key_open(c, key, k));
	if (is_draft(tree))
		TRY(signed_act_genesis(&b, tree, c->arg[0], k, &c->e));
	else
		TRY(sign_act(c, text, k, &b));
	return put(c, &b);
}

static int
run(struct call *c)
{
	struct sign_key k CLEANUP(sign_key_forget) = { 0 };

	return sign(c, &k) ? 0 : fail(c);
}

const struct cmd cmd_sign = {
	.name = "sign", .args = "FILE",
	.summary = "sign an act, or how a record begins",
	.about = "FILE is an act (docs/record.md) as JSON, or what 'canvass init --draft' wrote.\n"
	    "Of an act the line is printed that 'canvass act' takes; a draft is printed\n"
	    "with one signature more, for the next officer or for 'canvass init --genesis'.\n"
	    "Nothing else is needed: this can be done on a machine without a network.\n",
	.option = (const struct option[]){
		{ "key", "FILE", "the key of who acts", false },
		{ "passphrase-file", "FILE", "the key's passphrase is its first line", false },
		{ "election", "HASH", "leaf hash of the genesis, or the ELECTION itself", false },
		{ "out", "FILE", "write it there instead of printing it", false },
		{ NULL, NULL, NULL, false } },
	.min_args = 1, .max_args = 1,
	.run = run,
};
