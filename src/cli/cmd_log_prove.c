/* SPDX-License-Identifier: Apache-2.0 */
#include <inttypes.h>
#include <string.h>

#include "base/file.h"
#include "base/num.h"
#include "ledger/proof.h"

#include "cli/cmd.h"
#include "cli/door.h"
#include "cli/log_point.h"
#include "cli/log_tiles.h"

/* The tiles may be of another record than the one that is asked. */
static bool
is_same_leaf(struct call *c, struct record *r, const char *folder,
    const struct log_point *p, int64_t seq)
{
	unsigned char leaf[HASH_SIZE];
	struct store_row row;

	TRY(log_tiles_leaf(folder, p->at.size, seq, leaf, &c->e));
	TRY(store_entry(record_store(r), c->a, seq, &row, &c->e));
	return memcmp(leaf, row.leaf, HASH_SIZE) == 0 || err_set(&c->e,
	    ERR_STORE, "%s: entry %" PRId64 " is not that of the record",
	    folder, seq);
}

static bool
take_seq(struct call *c, const struct log_point *p, int64_t *seq)
{
	if (num_parse(c->arg[1], strlen(c->arg[1]), seq) != NUM_OK)
		return err_set(&c->e, ERR_USE, "found '%s', expected the "
		    "number of an entry", c->arg[1]);
	return *seq < p->at.size || err_set(&c->e, ERR_INPUT, "the last "
	    "checkpoint is of %" PRId64 " entries; 'canvass log checkpoint' "
	    "makes a newer one", p->at.size);
}

static bool
put(struct call *c, const struct tlog_proof *proof)
{
	const char *to = call_option(c, "out");
	struct buf b CLEANUP(buf_free) = { 0 };

	proof_write(&b, proof);
	if (to != NULL)
		return file_write(to, b.p, b.len, &c->e);
	buf_put(&c->out, b.p, b.len);
	return true;
}

static bool
prove(struct call *c)
{
	struct record *r CLEANUP(record_close) = NULL;
	const char *folder = log_folder(c, "log", c->arg[0]);
	struct log_point point;
	struct tlog_proof proof = { 0 };
	struct note_key key;

	if (folder == NULL)
		return err_set(&c->e, ERR_USE, "the log of a database needs "
		    "--log FOLDER");
	TRY(door_open(c, c->arg[0], RECORD_READ, &r));
	TRY(log_key_name(c->a, r, &key, &c->e));
	TRY(log_point_read(c->a, folder, &key, &point, &c->e));
	TRY(take_seq(c, &point, &proof.index));
	TRY(is_same_leaf(c, r, folder, &point, proof.index));
	TRY(log_tiles_inclusion(folder, point.at.size, proof.index,
	    &proof.path, &c->e));
	proof.checkpoint = point.note.p;
	proof.n = point.note.n;
	return put(c, &proof);
}

static int
run(struct call *c)
{
	return prove(c) ? 0 : fail(c);
}

const struct cmd cmd_log_prove = {
	.name = "log prove", .args = "ELECTION SEQ",
	.summary = "prove that an entry is in the log",
	.about = "Writes a C2SP tlog-proof: entry SEQ's place under the last checkpoint of\n"
	    "'canvass log checkpoint', with that checkpoint. 'canvass log check' checks it\n"
	    "without the log, and so does any other program that knows the format.\n",
	.option = (const struct option[]){
		{ "log", "FOLDER", "in place of ELECTION/log", false },
		{ "out", "FILE", "write it there instead of printing it", false },
		{ NULL, NULL, NULL, false } },
	.min_args = 2, .max_args = 2,
	.run = run,
};
