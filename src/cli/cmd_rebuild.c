/* SPDX-License-Identifier: Apache-2.0 */
#include "record/record.h"
#include "report/words.h"

#include "cli/cmd.h"
#include "cli/door.h"

static bool
rebuild(struct call *c)
{
	struct record *r CLEANUP(record_close) = NULL;
	unsigned char root[HASH_SIZE];
	int64_t size;

	TRY(door_open(c, c->arg[0], RECORD_MEND, &r));
	TRY(record_rebuild(r, &c->e));
	TRY(record_root(r, &size, root, &c->e));
	buf_printf(&c->out, "Every table is made again from %s.\n",
	    words_things(c->a, size, "entry", "entries"));
	return true;
}

static int
run(struct call *c)
{
	return rebuild(c) ? 0 : fail(c);
}

const struct cmd cmd_rebuild = {
	.name = "rebuild",
	.args = "ELECTION",
	.summary = "make the tables of a record again from its log",
	.about = "Empties receipts, subjects and facts and makes them again from the entries, in\n"
	    "one transaction. What 'canvass fsck' says of tables is mended by this; what it\n"
	    "says of entries is not: they are the record.\n",
	.min_args = 1, .max_args = 1,
	.run = run,
};
