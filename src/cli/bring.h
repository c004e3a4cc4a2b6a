/* SPDX-License-Identifier: Apache-2.0 */
/*
 * bring: an act that a command makes of its options, signed and brought to
 * the door by one person.
 *
 *	struct bring b = { .by = "secretary", .action = "audit.seed",
 *	    .subject = "audit/governor", .payload = &payload };
 *	TRY(bring_act(c, &b, &status));
 */
#ifndef CLI_BRING_H
#define CLI_BRING_H

#include "cli/cmd.h"
#include "record/record.h"

/* Options that all of them take. */
#define BRING_OPTIONS \
	{ "sign", "FILE", "the key of who acts", false }, \
	{ "passphrase-file", "FILE", "that key's passphrase is its first line", false }, \
	{ "cite", "TEXT", "attribute the act to a source, in a record of history", false }, \
	{ "occurred", "TIME", "a day, or an instant in UTC (default: now)", false }, \
	{ "says", "TEXT", "one sentence for readers", false }, \
	{ NULL, NULL, NULL, false }

struct bring {
	const char       *by;		/* who acts */
	const char       *action, *subject;
	const char       *unit;		/* NULL: that of who acts, if any */
	const char       *says;		/* NULL: --says */
	const char       *what;		/* what is shown and keyed beside the payload; NULL: the subject */
	const struct buf *payload;	/* canonical */
};

/* bring_need(c, option, out): The value of an option that must be given. */
bool bring_need(struct call *c, const char *option, const char **out);

/*
 * bring_put(c, r, b, out):
 * Bring it within a transaction of the record; a refusal is no failure.
 * Without --occurred the record's own clock says when it happened, so that a
 * simulated one stands still.
 */
bool bring_put(struct call *c, struct record *r, const struct bring *b,
    struct receipt *out);

/*
 * bring_act(c, r, b, status): Bring it to the open record ${r} in a transaction of its own and print the
 * answer.  *${status} = 0 if it was done, 4 if it was refused.
 */
bool bring_act(struct call *c, struct record *r, const struct bring *b,
    int *status);

/* bring_say(c, b, r): One answer, in the form that is asked for. */
void bring_say(struct call *c, const struct bring *b,
    const struct receipt *r);

#endif
