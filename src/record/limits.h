/* SPDX-License-Identifier: Apache-2.0 */
/*
 * limits: refusals are output, not errors, but must not flood the record: so
 * many of one actor within an hour are entered, the rest answered and counted.
 */
#ifndef RECORD_LIMITS_H
#define RECORD_LIMITS_H

#include <stdbool.h>
#include <stdint.h>

struct arena;
struct err;
struct store;

#define LIMITS_AN_HOUR 20

struct limits {
	int64_t since, n;	/* the first refusal of this hour, and how many were entered in it */
};

/*
 * limits_actor(s, a, actor, out, e): Whose allowance a refusal of ${actor} is
 * counted to.  Actors whom nobody knows share one, or each new name could
 * flood the log once.
 */
bool limits_actor(struct store *s, struct arena *a, const char *actor,
    const char **out, struct err *e);

bool limits_read(struct store *s, struct arena *a, const char *actor,
    struct limits *out, struct err *e);
const char *limits_value(struct arena *a, const struct limits *l);

/* limits_count(l, now): One more refusal was entered at ${now}. */
void limits_count(struct limits *l, int64_t now);

/* limits_full(l, now): Is a refusal at ${now} one too many to be entered? */
bool limits_full(const struct limits *l, int64_t now);

/*
 * Refusals that were answered and not entered, until the next that is: the
 * only thing a record knows that does not stand in its log.
 */
#define LIMITS_UNLISTED "unlisted"
bool limits_unlisted(struct store *s, struct arena *a, const char *actor,
    int64_t *out, struct err *e);
bool limits_set_unlisted(struct store *s, const char *actor, int64_t n,
    struct arena *a, struct err *e);

#endif
