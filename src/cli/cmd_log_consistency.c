/* SPDX-License-Identifier: Apache-2.0 */
#include <inttypes.h>
#include <string.h>

#include "base/file.h"
#include "base/num.h"
#include "text/base64.h"

#include "cli/cmd.h"
#include "cli/log_point.h"
#include "cli/log_tiles.h"

/* The body of C2SP tlog-witness, add-checkpoint: what a witness wants to see. */
static void
put(struct buf *out, int64_t old, const struct merkle_proof *proof,
    const struct log_point *point)
{
	buf_printf(out, "old %" PRId64 "\n", old);
	for (size_t i = 0; i < proof->n; i++) {
		base64_put(out, proof->node[i], HASH_SIZE);
		buf_char(out, '\n');
	}
	buf_char(out, '\n');
	buf_put(out, point->note.p, point->note.n);
}

static bool
take_size(struct call *c, const struct log_point *point, int64_t *old)
{
	const char *from = call_option(c, "from");

	if (from == NULL || num_parse(from, strlen(from), old) != NUM_OK)
		return err_set(&c->e, ERR_USE, "log consistency needs --from "
		    "SIZE, the size of a checkpoint that somebody has");
	return *old <= point->at.size || err_set(&c->e, ERR_INPUT, "the last "
	    "checkpoint is of %" PRId64 " entries, fewer than %" PRId64,
	    point->at.size, *old);
}

static bool
prove(struct call *c)
{
	const char *folder = log_folder(c, "log", c->arg[0]);
	struct merkle_proof proof;
	struct log_point point;
	int64_t old = 0;

	if (folder == NULL)
		return err_set(&c->e, ERR_USE, "the log of a database needs "
		    "--log FOLDER");
	TRY(log_point_read(c->a, folder, NULL, &point, &c->e));
	TRY(take_size(c, &point, &old));
	TRY(log_tiles_consistency(folder, old, point.at.size, &proof, &c->e));
	put(&c->out, old, &proof, &point);
	return true;
}

static int
run(struct call *c)
{
	return prove(c) ? 0 : fail(c);
}

const struct cmd cmd_log_consistency = {
	.name = "log consistency", .args = "ELECTION",
	.summary = "prove that the log begins with an older one",
	.about = "Prints what a witness asks for (C2SP tlog-witness, add-checkpoint): the old\n"
	    "size, the hashes that lead from its root to that of the last checkpoint, and\n"
	    "the checkpoint.\n",
	.option = (const struct option[]){
		{ "from", "SIZE", "the older size", false },
		{ "log", "FOLDER", "in place of ELECTION/log", false },
		{ NULL, NULL, NULL, false } },
	.min_args = 1, .max_args = 1,
	.run = run,
};
