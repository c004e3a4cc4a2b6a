/* SPDX-License-Identifier: Apache-2.0 */
#include <inttypes.h>
#include <string.h>

#include "base/file.h"
#include "ledger/checkpoint.h"
#include "ledger/proof.h"
#include "ledger/tile.h"
#include "text/csv.h"
#include "text/json.h"

#include "cli/cmd.h"

#define MAX_PROOF ((size_t)1 << 20)

/* --leaf, or the entry itself, of which the leaf is the hash. */
static bool
take_leaf(struct call *c, unsigned char leaf[HASH_SIZE])
{
	const char *hex = call_option(c, "leaf");
	const char *path = call_option(c, "entry");
	struct bytes entry;

	if ((hex == NULL) == (path == NULL))
		return err_set(&c->e, ERR_USE, "log check needs --leaf HASH "
		    "or --entry FILE: what is to be in the log");
	if (hex != NULL)
		return hash_parse(leaf, hex, strlen(hex)) || err_set(&c->e,
		    ERR_USE, "--leaf: found '%s', expected 64 hexadecimal "
		    "digits", hex);
	TRY(file_read(c->a, path, TILE_MAX_ENTRY, &entry, &c->e));
	merkle_leaf(leaf, entry.p, entry.n);
	return true;
}

static bool
take_proof(struct call *c, struct tlog_proof *out, struct note_key *log)
{
	const char *key = call_option(c, "key");
	struct bytes text;

	if (key == NULL)
		return err_set(&c->e, ERR_USE, "log check needs --key "
		    "NAME+HASH+KEY, the key of the log");
	TRY(note_key_parse(c->a, key, log, &c->e));
	TRY(file_read(c->a, c->arg[0], MAX_PROOF, &text, &c->e));
	return proof_parse(c->a, text.p, text.n, c->arg[0], out, &c->e);
}

/* proof_holds has looked at all of it. */
static bool
find_point(struct call *c, const struct tlog_proof *p, struct checkpoint *out)
{
	struct signed_note *note = arena_zero(c->a, 1, sizeof *note);

	TRY(note_parse(c->a, p->checkpoint, p->n, c->arg[0], note, &c->e));
	return checkpoint_parse(c->a, note->text, note->n, c->arg[0], out,
	    &c->e);
}

/* What the proof says, and what is wrong with it (NULL: nothing). */
struct verdict {
	const struct tlog_proof *proof;
	const struct checkpoint *at;
	const char              *root, *why;
};

static void
say_text(struct buf *out, const struct verdict *v)
{
	if (v->why != NULL)
		buf_printf(out, "It does not hold: %s.\n", v->why);
	else
		buf_printf(out, "It is entry %" PRId64 " of the first %" PRId64
		    " of %s, whose root is %s.\n", v->proof->index,
		    v->at->size, v->at->origin, v->root);
}

static void
say_csv(struct buf *out, const struct verdict *v)
{
	buf_str(out, "holds,why,entry,origin,entries,root\r\n");
	csv_put(out, v->why == NULL ? "yes" : "no", true);
	csv_put(out, v->why == NULL ? "" : v->why, false);
	csv_put_num(out, v->proof->index, false);
	csv_put(out, v->at->origin, false);
	csv_put_num(out, v->at->size, false);
	csv_put(out, v->root, false);
	csv_end_row(out);
}

static void
say_json(struct buf *out, const struct verdict *v)
{
	struct json_writer w;

	json_begin(&w, out);
	json_object(&w, NULL);
	json_bool(&w, "holds", v->why == NULL);
	json_text(&w, "why", v->why);
	json_num(&w, "entry", v->proof->index);
	json_text(&w, "origin", v->at->origin);
	json_num(&w, "entries", v->at->size);
	json_text(&w, "root", v->root);
	json_object_end(&w);
	json_finish(&w);
}

static void
say(struct call *c, const struct verdict *v)
{
	if (c->form == FORM_JSON)
		say_json(&c->out, v);
	else if (c->form == FORM_CSV)
		say_csv(&c->out, v);
	else
		say_text(&c->out, v);
}

static bool
check(struct call *c, bool *holds)
{
	unsigned char leaf[HASH_SIZE];
	struct tlog_proof proof;
	struct checkpoint at;
	struct note_key log;
	char root[HASH_HEX];
	struct err why;

	TRY(take_leaf(c, leaf));
	TRY(take_proof(c, &proof, &log));
	TRY(find_point(c, &proof, &at));
	*holds = proof_holds(c->a, &proof, leaf, &log, &why);
	hash_text(root, at.root);
	say(c, &(struct verdict){ &proof, &at, root,
	    *holds ? NULL : why.text });
	return true;
}

static int
run(struct call *c)
{
	bool holds;

	if (!check(c, &holds))
		return fail(c);
	return holds ? 0 : 1;
}

const struct cmd cmd_log_check = {
	.name = "log check", .args = "FILE",
	.summary = "check the proof of an entry, without the log",
	.about = "FILE is a C2SP tlog-proof. Does it lead from the entry to a checkpoint that\n"
	    "the log's key has signed? Exit status 1 if not. The leaf hash of an entry is\n"
	    "in what 'canvass act --json' and 'canvass log show --json' print.\n",
	.option = (const struct option[]){
		{ "key", "NAME+HASH+KEY", "the key of the log, from whom you trust", false },
		{ "leaf", "HASH", "the leaf hash of the entry", false },
		{ "entry", "FILE", "or the entry, byte for byte", false },
		{ NULL, NULL, NULL, false } },
	.min_args = 1, .max_args = 1, .forms = true,
	.run = run,
};
