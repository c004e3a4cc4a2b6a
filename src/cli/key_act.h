/* SPDX-License-Identifier: Apache-2.0 */
/* key_act: the acts on people's keys, built, signed and brought to the door. */
#ifndef CLI_KEY_ACT_H
#define CLI_KEY_ACT_H

#include "cli/cmd.h"

/* Options that all of them take. */
#define KEY_ACT_OPTIONS \
	{ "sign", "FILE", "the key of who acts", false }, \
	{ "passphrase-file", "FILE", "that key's passphrase is its first line", false }, \
	{ "occurred", "TIME", "a day, or an instant in UTC (default: now)", false }, \
	{ "says", "TEXT", "one sentence for readers", false }, \
	{ NULL, NULL, NULL, false }

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

/* key_act_need(c, option, out): The value of an option that must be given. */
bool key_act_need(struct call *c, const char *option, const char **out);

/* key_act_public(c, out): The public half of --key-file, as digits. */
bool key_act_public(struct call *c, const char **out);

#endif
