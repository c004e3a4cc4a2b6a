/* SPDX-License-Identifier: Apache-2.0 */
/* door: how commands bring acts to the record, and say what it answered. */
#ifndef CLI_DOOR_H
#define CLI_DOOR_H

#include <stdbool.h>
#include <stdint.h>

#include "cli/cmd.h"
#include "record/record.h"

/* An act of the record keeper itself. */
struct keeper_act {
	const char  *action, *subject, *unit, *key;
	struct bytes payload;	/* canonical */
	int64_t      now;	/* when it is done, by the record's clock */
};

/* door_keep(r, act, e): Inside a transaction; a refusal of the keeper's own work is a failure. */
bool door_keep(struct record *r, const struct keeper_act *act, struct err *e);

/* door_now(): Seconds since 1970, by the machine's clock. */
int64_t door_now(void);

/* door_open(c, address, how, out): Open a record; says what is not one. */
bool door_open(struct call *c, const char *address, enum record_how how,
    struct record **out);

/*
 * door_each(r, size, visit, ctx, e): The first ${size} entries, some at a time,
 * so that those who write come in between.  They never change.
 */
bool door_each(struct record *r, int64_t size, store_visit *visit, void *ctx,
    struct err *e);

#endif
