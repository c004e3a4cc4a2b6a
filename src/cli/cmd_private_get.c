/* SPDX-License-Identifier: Apache-2.0 */
#include "base/file.h"

#include "cli/cmd.h"
#include "cli/private_open.h"

static bool
get(struct call *c)
{
	struct private *p CLEANUP(private_close) = NULL;
	struct private_thing t;
	bool found;

	if (file_exists(c->arg[2]))
		return err_set(&c->e, ERR_INPUT, "%s: something stands here "
		    "already", c->arg[2]);
	TRY(private_of(c, false, &p));
	TRY(private_get(p, c->a, c->arg[1], &found, &t, &c->e));
	if (!found)
		return err_set(&c->e, ERR_INPUT, "nothing is kept as '%s'",
		    c->arg[1]);
	TRY(file_write(c->arg[2], t.bytes.p, t.bytes.n, &c->e));
	private_say(c, &t);
	return true;
}

static int
run(struct call *c)
{
	return get(c) ? 0 : fail(c);
}

const struct cmd cmd_private_get = {
	.name = "private get",
	.args = "ELECTION ID FILE",
	.summary = "take it out again, to show it to who may see it",
	.about = "Writes what is kept as ID into the new file FILE, and prints commitment and\n"
	    "salt: whoever is shown all three can check them against the public record.\n",
	.option = private_options, .min_args = 3, .max_args = 3, .forms = true,
	.run = run,
};
