/* SPDX-License-Identifier: Apache-2.0 */
/* publish: the bundle of docs/record.md, staged, signed, and put in its place whole. */
#include <inttypes.h>
#include <string.h>

#include "ledger/proof.h"
#include "report/words.h"
#include "store/objects.h"
#include "text/csv.h"
#include "text/json.h"

#include "cli/bundle.h"
#include "cli/cmd.h"
#include "cli/door.h"
#include "cli/log_point.h"
#include "cli/log_tiles.h"
#include "cli/paths.h"
#include "cli/public.h"
#include "cli/trust.h"

struct publishing {
	struct call     *c;
	struct record   *r;
	const char      *stage;
	struct log_key   key;
	struct log_point point;
	int64_t          objects, proofs;
};

/* log/: the checkpoint with all its signatures, and every tile. */
static bool
put_log(struct publishing *p)
{
	static const struct checkpoint nothing = { 0 };
	struct call *c = p->c;
	char *to = arena_printf(c->a, "%s/log", p->stage);
	char *kept = log_folder(c, "log", c->arg[0]);

	if (kept == NULL)
		return log_point_make(c, p->r, &p->key, to, &p->point);
	TRY(log_point_make(c, p->r, &p->key, kept, &p->point));
	TRY(log_tiles_write(p->r, to, &nothing, &p->point.at, &c->e));
	return stage_put(arena_printf(c->a, "%s/checkpoint", to),
	    p->point.note.p, p->point.note.n, &c->e);
}

static bool
put_object(void *ctx, const char *hex, bool must, struct err *e)
{
	struct publishing *p = ctx;
	struct arena a CLEANUP(arena_free) = { 0 };
	struct store *s = record_store(p->r);
	char copied[HASH_HEX];
	int64_t size;

	/* Somebody may have named what nobody has. */
	if (!store_object_get(s, hex, e))
		return !must;
	TRY(objects_put_file(p->stage, objects_path(&a, store_folder(s), hex),
	    copied, &size, e));
	p->objects++;
	return strcmp(copied, hex) == 0 || err_set(e, ERR_STORE,
	    "the object %s is damaged: its SHA-256 is %s", hex, copied);
}

/* A certificate can be shown alone, with its place in the log. */
static bool
put_proof(void *ctx, const struct store_row *row, struct err *e)
{
	struct publishing *p = ctx;
	struct arena a CLEANUP(arena_free) = { 0 };
	struct buf b CLEANUP(buf_free) = { 0 };
	struct tlog_proof proof = { .index = row->seq,
		.checkpoint = p->point.note.p, .n = p->point.note.n };
	char *path = arena_printf(&a, "%s/proof/%" PRId64 ".tlog-proof",
	    p->stage, row->seq);

	TRY(log_tiles_inclusion(arena_printf(&a, "%s/log", p->stage),
	    p->point.at.size, row->seq, &proof.path, e));
	proof_write(&b, &proof);
	p->proofs++;
	TRY(file_make_dirs(path_beside(&a, path, "."), e));
	return stage_put(path, b.p, b.len, e);
}

static bool
put_proofs(struct publishing *p)
{
	struct store_query q = { .to = p->point.at.size,
		.action = "certification.issue", .outcome = "done" };

	return store_each(record_store(p->r), &q, put_proof, p, &p->c->e);
}

/* The pages of a contest, as 'canvass report' writes them. */
static bool
make_site(struct publishing *p, char *to)
{
	struct call *c = p->c;
	const char *contest = call_option(c, "contest");
	struct buf said CLEANUP(buf_free) = { 0 };
	char *argv[9] = { arena_text(c->a, "canvass"),
		arena_text(c->a, "report"), arena_text(c->a, c->arg[0]), to,
		arena_text(c->a, "--log"),
		arena_printf(c->a, "%s/log", p->stage) };
	int argc = 6;

	if (contest != NULL) {
		argv[argc++] = arena_text(c->a, "--contest");
		argv[argc++] = arena_text(c->a, contest);
	}
	return cmd_run(argc, argv, &said) == 0 || err_set(&c->e, ERR_SYSTEM,
	    "the pages could not be made; --no-site leaves them out");
}

static bool
put_site(struct publishing *p)
{
	struct call *c = p->c;
	const char *from = call_option(c, "site");
	char *to = arena_printf(c->a, "%s/site", p->stage);

	if (call_option(c, "no-site") != NULL)
		return true;
	if (from != NULL)
		return bundle_copy(c->a, from, to, &c->e);
	return make_site(p, to);
}

static bool
put_all(struct publishing *p)
{
	struct call *c = p->c;

	TRY(log_key_open(c, p->r, &p->key));
	TRY(put_log(p));
	TRY(public_objects(p->r, p->point.at.size, put_object, p, &c->e));
	TRY(put_proofs(p));
	TRY(put_site(p));
	return bundle_list(c->a, p->stage, &p->key, &p->point.at, &c->e);
}

/*
 * What stands beside the bundle is kept: the older a checkpoint that somebody
 * has seen, the more it shows.
 */
static bool
put_trust(struct publishing *p, const char *path)
{
	struct buf b CLEANUP(buf_free) = { 0 };

	if (file_exists(path))
		return true;
	TRY(trust_write(p->r, &p->point.at, &b, &p->c->e));
	return file_write(path, b.p, b.len, &p->c->e);
}

static void
say_json(struct publishing *p, const char *out, const char *trust)
{
	struct json_writer w;
	char hex[HASH_HEX];

	hash_text(hex, p->point.at.root);
	json_begin(&w, &p->c->out);
	json_object(&w, NULL);
	json_text(&w, "bundle", out);
	json_text(&w, "policy", trust);
	json_text(&w, "origin", p->point.at.origin);
	json_num(&w, "entries", p->point.at.size);
	json_text(&w, "root", hex);
	json_num(&w, "objects", p->objects);
	json_num(&w, "proofs", p->proofs);
	json_object_end(&w);
	json_finish(&w);
}

static void
say_csv(struct publishing *p, const char *out, const char *trust)
{
	struct buf *to = &p->c->out;
	char hex[HASH_HEX];

	hash_text(hex, p->point.at.root);
	buf_str(to, "bundle,policy,origin,entries,root,objects,proofs\r\n");
	csv_put(to, out, true);
	csv_put(to, trust, false);
	csv_put(to, p->point.at.origin, false);
	csv_put_num(to, p->point.at.size, false);
	csv_put(to, hex, false);
	csv_put_num(to, p->objects, false);
	csv_put_num(to, p->proofs, false);
	csv_end_row(to);
}

static void
say(struct publishing *p, const char *out, const char *trust)
{
	struct call *c = p->c;

	if (c->form == FORM_JSON) {
		say_json(p, out, trust);
		return;
	}
	if (c->form == FORM_CSV) {
		say_csv(p, out, trust);
		return;
	}
	buf_printf(&c->out, "%s: %s, %s and %s of certificates.\n"
	    "Anyone can check it: canvass-verify --trust %s %s\n", out,
	    words_things(c->a, p->point.at.size, "entry", "entries"),
	    words_things(c->a, p->objects, "object", "objects"),
	    words_things(c->a, p->proofs, "proof", "proofs"), trust, out);
}

static bool
publish(struct publishing *p)
{
	struct stage_dir stage CLEANUP(stage_drop) = { 0 };
	struct call *c = p->c;
	const char *trust;

	if (call_option(c, "site") != NULL && call_option(c, "no-site") != NULL)
		return err_set(&c->e, ERR_USE,
		    "--site and --no-site cannot be given together");
	TRY(path_may_go(c->a, c->arg[1], "bundle", &c->e));
	TRY(door_open(c, c->arg[0], RECORD_WRITE, &p->r));
	TRY(stage_begin(c->a, c->arg[1], &stage, &c->e));
	p->stage = stage.path;
	TRY(put_all(p));
	TRY(stage_commit(&stage, &c->e));
	trust = arena_printf(c->a, "%s.trust", stage.final);
	TRY(put_trust(p, trust));
	say(p, stage.final, trust);
	return true;
}

static int
run(struct call *c)
{
	struct publishing p = { .c = c };
	bool done = publish(&p);

	log_key_forget(&p.key);
	record_close(&p.r);
	return done ? 0 : fail(c);
}

const struct cmd cmd_publish = {
	.name = "publish", .args = "ELECTION OUT",
	.summary = "write the record as a bundle that anyone can check",
	.about = "Signs a checkpoint of the log as it is, and writes the log, every object that\n"
	    "may be public, a proof of each certificate and the pages into the folder OUT,\n"
	    "with a signed list of all of them. OUT appears whole or not at all. OUT.trust,\n"
	    "if it is not there yet, is a policy for canvass-verify to begin from. Sources\n"
	    "of batches and precincts stay back, unless they were public already.\n",
	.option = (const struct option[]){
		{ "key", "FILE", "the key of the log", false },
		{ "passphrase-file", "FILE", "the key's passphrase is its first line", false },
		{ "log", "FOLDER", "where the log's checkpoints are kept (default: ELECTION/log)", false },
		{ "site", "FOLDER", "these pages, in place of those of 'canvass report'", false },
		{ "no-site", NULL, "no pages", false },
		{ "contest", "ID", "pages of this contest (the first if not given)", false },
		{ NULL, NULL, NULL, false } },
	.min_args = 2, .max_args = 2, .forms = true,
	.run = run,
};
