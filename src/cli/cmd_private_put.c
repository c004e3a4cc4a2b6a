/* SPDX-License-Identifier: Apache-2.0 */
#include "base/file.h"

#include "cli/cmd.h"
#include "cli/private_open.h"

static bool
put(struct call *c)
{
	struct private *p CLEANUP(private_close) = NULL;
	struct private_thing t;
	struct bytes text;

	TRY(file_read(c->a, c->arg[2], PRIVATE_MOST, &text, &c->e));
	TRY(private_of(c, true, &p));
	TRY(private_put(p, c->arg[1], text, &t, &c->e));
	private_say(c, &t);
	return true;
}

static int
run(struct call *c)
{
	return put(c) ? 0 : fail(c);
}

const struct cmd cmd_private_put = {
	.name = "private put",
	.args = "ELECTION ID FILE",
	.summary = "keep a file that must never be published",
	.about = "Seals the bytes of FILE in the private store, under a key of its own, and\n"
	    "prints the commitment that the public record may hold: the SHA-256 of a salt\n"
	    "and the bytes. What is kept is not changed.\n",
	.option = private_options, .min_args = 3, .max_args = 3, .forms = true,
	.run = run,
};
