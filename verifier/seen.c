/* SPDX-License-Identifier: Apache-2.0 */
#include <inttypes.h>

#include "check.h"
#include "log.h"

enum { SLACK = 600 };	/* seconds between a witness's clock and the record's */

/* Somebody saw the log end here: what is younger stands behind, not before. */
void
seen_check(struct log *l, struct text logged)
{
	for (size_t i = 0; i < l->policy->seens; i++) {
		const struct seen *s = &l->policy->seen[i];
		struct text last = text_of(l->last);
		struct hash root;

		if (s->size != l->tree.size)
			continue;
		root = tree_root(&l->tree);
		l->seen++;
		CHECK(CHECK_SEEN, hash_same(&root, &s->root), "the root of the "
		    "first %" PRIu64 " entries was %s, found %s", s->size,
		    hash_hex(&s->root), hash_hex(&root));
		if (s->time.n > 0)
			CHECK(CHECK_TIMES, text_order(last, s->time) <= 0 &&
			    (logged.n == 0 || text_order(s->time, logged) <= 0),
			    "logged %.*s, after an entry of %s, but the log "
			    "ended between them at %.*s", SHOW(logged), l->last,
			    SHOW(s->time));
	}
}

/* The witnesses of the policy that have cosigned the checkpoint; how many. */
static uint64_t
check_cosigned(const struct log *l)
{
	uint64_t count = 0, time = 0, last = 0;

	(void)time_read(text_of(l->last), INSTANT, &last);
	for (size_t i = 0; i < l->policy->witnesses; i++, time = 0) {
		const struct vkey *w = &l->policy->witness[i];
		enum signed_by has = note_signed(&l->note, w, &time);

		if (has == SIGNED_NOT || !CHECK(CHECK_WITNESS, has == SIGNED,
		    "log/checkpoint: the cosignature of %.*s does not hold",
		    SHOW(w->name)))
			continue;
		count++;
		CHECK(CHECK_TIMES, last <= time + SLACK, "the last entry was "
		    "logged %s, %" PRIu64 " seconds after a witness saw it",
		    l->last, last - time);
	}
	return count;
}

void
head_check(struct log *l, bool simulated)
{
	const struct policy *p = l->policy;
	uint64_t n = check_cosigned(l);

	if (l->seen < p->seens)
		check_fail(CHECK_SEEN, "found %" PRIu64 " entries, expected "
		    "more seen before", l->tree.size);
	if (p->seens == 0)
		check_not(CHECK_SEEN);
	if (p->quorum == 0)
		check_not(CHECK_QUORUM);
	else
		CHECK(CHECK_QUORUM, n >= p->quorum, "log/checkpoint: cosigned "
		    "by %" PRIu64 " witnesses of the policy, expected %" PRIu64,
		    n, p->quorum);
	if (simulated)
		check_not(CHECK_TIMES);
}
