/* SPDX-License-Identifier: Apache-2.0 */
/* private_open: the private store beside an election, for the commands on it. */
#ifndef CLI_PRIVATE_OPEN_H
#define CLI_PRIVATE_OPEN_H

#include <stdbool.h>

#include "cli/cmd.h"
#include "store/private.h"

/*
 * private_of(c, make, out): That of the folder c->arg[0], or of --in FOLDER for
 * an election in a database; with ${make} a new one if there is none.
 */
bool private_of(struct call *c, bool make, struct private **out);

/* private_say(c, t): The commitment and the salt of a thing, as text, JSON or CSV. */
void private_say(struct call *c, const struct private_thing *t);

extern const struct option private_options[];

#endif
