/* SPDX-License-Identifier: Apache-2.0 */
/* key_act: the acts on people's keys, built, signed and brought to the door. */
#ifndef CLI_KEY_ACT_H
#define CLI_KEY_ACT_H

#include "cli/bring.h"

/* A member of the payload; NULL values are left out. */
struct key_member { const char *name, *value; };

struct key_act {
	const char              *action;	/* "key.enrol" */
	const char              *by;		/* who acts */
	const char              *person;	/* whose key it is */
	const struct key_member *member;	/* in the order of names, ends with a NULL name */
};

/*
 * key_act_bring(c, act, status):
 * Bring it to the record c->arg[0] and print the answer.  *${status} = 0 if
 * it was done, 4 if not.
 */
bool key_act_bring(struct call *c, const struct key_act *act, int *status);

/* key_act_public(c, out): The public half of --key-file, as digits. */
bool key_act_public(struct call *c, const char **out);

#endif
