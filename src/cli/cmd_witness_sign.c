/* SPDX-License-Identifier: Apache-2.0 */
/* witness sign: look at a checkpoint with the eyes of who has seen the one before. */
#include <errno.h>
#include <fcntl.h>
#include <inttypes.h>
#include <string.h>
#include <sys/file.h>
#include <unistd.h>

#include "base/file.h"
#include "ledger/tile.h"
#include "record/entry.h"
#include "text/json.h"

#include "cli/cmd.h"
#include "cli/door.h"
#include "cli/key.h"
#include "cli/log_tiles.h"
#include "cli/witnessing.h"

#define MAX_NOTE   ((size_t)1 << 20)
#define MAX_BUNDLE ((size_t)TILE_WIDTH * (TILE_MAX_ENTRY + 2))

struct witnessing {
	struct call       *c;
	const char        *folder, *checkpoint, *log;	/* paths */
	struct bytes       text;
	struct signed_note note;
	struct checkpoint  at;		/* what is shown */
	struct seen        seen;
	struct key_file    file;
};

/* One signature at a time: the next must know of this one. */
static bool
hold(const char *folder, int *fd, struct err *e)
{
	*fd = open(folder, O_RDONLY | O_DIRECTORY | O_CLOEXEC);
	if (*fd >= 0 && flock(*fd, LOCK_EX) == 0)
		return true;
	return err_set(e, ERR_INPUT, "%s: is not the folder of a witness",
	    folder);
}

/* The first entry, out of the log's own files. */
static bool
first_entry(struct witnessing *w, struct bytes *out)
{
	struct call *c = w->c;
	struct buf path CLEANUP(buf_free) = { 0 };
	const unsigned char *entry;
	struct bytes bundle;
	size_t at = 0;

	tile_path(&path, TILE_ENTRIES, 0, w->at.size < TILE_WIDTH ?
	    (int)w->at.size : TILE_WIDTH);
	TRY(file_read(c->a, arena_printf(c->a, "%s/%s", w->log, path.p),
	    MAX_BUNDLE, &bundle, &c->e));
	if (!tile_entries_next((const unsigned char *)bundle.p, bundle.n, &at,
	    &entry, &out->n))
		return err_set(&c->e, ERR_INPUT, "%s: has no entry", path.p);
	out->p = (const char *)entry;
	return true;
}

/* Of a log that is new, the key is what the witness was told, or what the log says. */
static bool
learn_key(struct witnessing *w)
{
	struct call *c = w->c;
	const char *told = call_option(c, "log-key");
	const struct json_value *log, *key;
	struct bytes bytes;
	struct entry first;

	if (told != NULL)
		return note_key_parse(c->a, told, &w->seen.log, &c->e);
	if (w->at.size == 0)
		return err_set(&c->e, ERR_INPUT, "an empty log names no key");
	TRY(first_entry(w, &bytes));
	TRY(entry_read(c->a, bytes, 0, &first, &c->e));
	log = json_find(first.act.tree, "log");
	key = log == NULL || log->kind != JSON_OBJECT ? NULL :
	    json_find(log, "key");
	if (key == NULL || key->kind != JSON_STRING)
		return err_set(&c->e, ERR_INPUT, "the log's first entry names "
		    "no key of it");
	return note_key_parse(c->a, key->text, &w->seen.log, &c->e);
}

static bool
is_the_key(struct witnessing *w)
{
	struct call *c = w->c;
	const char *told = call_option(c, "log-key");
	struct note_key key;

	if (told == NULL)
		return true;
	TRY(note_key_parse(c->a, told, &key, &c->e));
	return (key.hash == w->seen.log.hash &&
	    strcmp(key.name, w->seen.log.name) == 0) || err_set(&c->e,
	    ERR_INPUT, "this log was seen with another key, %s",
	    w->seen.log.name);
}

static bool
look(struct witnessing *w)
{
	struct call *c = w->c;

	TRY(file_read(c->a, w->checkpoint, MAX_NOTE, &w->text, &c->e));
	TRY(note_parse(c->a, w->text.p, w->text.n, w->checkpoint, &w->note,
	    &c->e));
	TRY(checkpoint_parse(c->a, w->note.text, w->note.n, w->checkpoint,
	    &w->at, &c->e));
	TRY(seen_read(c->a, w->folder, w->at.origin, &w->seen, &c->e));
	return w->seen.before ? is_the_key(w) : learn_key(w);
}

static void
say_point(struct buf *out, const char *what, const struct checkpoint *at)
{
	char hex[HASH_HEX];

	hash_text(hex, at->root);
	buf_printf(out, "  %s %8" PRId64 " entries, root %s\n", what, at->size,
	    hex);
}

/* This is what a witness is for: both sides, for all to see. */
static void
say_refusal(struct witnessing *w, const char *why)
{
	struct buf *out = &w->c->out;

	buf_printf(out, "%s: not signed: %s.\n", w->at.origin, why);
	say_point(out, "seen ", &w->seen.at);
	say_point(out, "shown", &w->at);
}

/* *${agrees}: may it be signed?  A shorter or another log than before is an answer, not a failure. */
static bool
judge(struct witnessing *w, bool *agrees)
{
	struct call *c = w->c;
	struct merkle_proof proof = { 0 };
	struct checkpoint at;
	enum witness_answer answer;
	struct err why;
	int64_t old = w->seen.at.size;

	if (old > 0 && old <= w->at.size)
		TRY(log_tiles_consistency(w->log, old, w->at.size, &proof,
		    &c->e));
	answer = witness_judge(c->a, &w->seen.at, &w->note, old, &proof,
	    &w->seen.log, &at, &why);
	*agrees = answer == WITNESS_SIGNED;
	if (*agrees)
		return true;
	if (answer == WITNESS_FORBIDDEN || answer == WITNESS_UNKNOWN)
		return err_set(&c->e, ERR_INPUT, "%s: %.400s", w->checkpoint,
		    why.text);
	say_refusal(w, why.text);
	return true;
}

/* Remember first, sign then. */
static bool
cosign(struct witnessing *w, const struct sign_key *k)
{
	struct call *c = w->c;
	struct note_key name = note_key_of(c->a, w->file.name, NOTE_COSIGNER,
	    k->public);
	struct buf b CLEANUP(buf_free) = { 0 };
	int64_t when;

	w->seen.at = w->at;
	TRY(seen_write(c->a, w->folder, &w->seen, &c->e));
	say_point(&c->out, "signed", &w->at);
	if (note_cosigned(&w->note, &name, &when))
		return true;
	if (w->note.sigs == NOTE_MAX_SIGNATURES)
		return err_set(&c->e, ERR_INPUT, "%s: has %d signatures, and "
		    "no more fit", w->checkpoint, NOTE_MAX_SIGNATURES);
	buf_put(&b, w->text.p, w->text.n);
	note_cosign(&b, w->note.text, w->note.n, &name, k, door_now());
	return file_write(w->checkpoint, b.p, b.len, &c->e);
}

static bool
find_log(struct witnessing *w)
{
	struct call *c = w->c;
	const char *log = call_option(c, "log");

	if (log == NULL)
		return err_set(&c->e, ERR_USE, "witness sign needs --log "
		    "FOLDER, the log's files");
	w->log = file_exists(arena_printf(c->a, "%s/checkpoint", log)) ? log :
	    arena_printf(c->a, "%s/log", log);
	return true;
}

static bool
witness(struct witnessing *w, struct sign_key *k, bool *agrees)
{
	struct call *c = w->c;
	int lock CLEANUP(file_close_fd) = -1;
	char *key = arena_printf(c->a, "%s/key", w->folder);

	TRY(find_log(w));
	TRY(hold(w->folder, &lock, &c->e));
	TRY(key_read(c->a, key, &w->file, &c->e));
	TRY(look(w));
	TRY(judge(w, agrees));
	if (!*agrees)
		return true;
	TRY(key_open(c, key, k));
	if (!w->seen.before)
		buf_printf(&c->out, "%s is new here; its key is from now on\n"
		    "  %s+%08" PRIx32 "+...\n", w->at.origin, w->seen.log.name,
		    w->seen.log.hash);
	return cosign(w, k);
}

static int
run(struct call *c)
{
	struct sign_key k CLEANUP(sign_key_forget) = { 0 };
	struct witnessing *w = arena_zero(c->a, 1, sizeof *w);
	bool agrees = false;

	w->c = c;
	w->folder = c->arg[0];
	w->checkpoint = c->arg[1];
	if (!witness(w, &k, &agrees))
		return fail(c);
	return agrees ? 0 : 1;
}

const struct cmd cmd_witness_sign = {
	.name = "witness sign", .args = "FOLDER CHECKPOINT",
	.summary = "sign a checkpoint that begins with the one seen before",
	.about = "Adds the witness's line to the file CHECKPOINT, if the log's key has signed it\n"
	    "and the log is the one seen last, grown. If it is shorter, or another, nothing\n"
	    "is signed, both roots are shown, and the exit status is 1: two checkpoints that\n"
	    "do not agree, both signed by the log, are proof against its keeper.\n",
	.option = (const struct option[]){
		{ "log", "FOLDER", "the log's files: an ELECTION, a bundle, or a folder log/", false },
		{ "log-key", "NAME+HASH+KEY", "the log's key, when it is seen first (else what its genesis says)", false },
		{ "passphrase-file", "FILE", "the witness's passphrase is its first line", false },
		{ NULL, NULL, NULL, false } },
	.min_args = 2, .max_args = 2,
	.run = run,
};
