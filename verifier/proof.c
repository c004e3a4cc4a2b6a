/* SPDX-License-Identifier: Apache-2.0 */
#include <inttypes.h>
#include <stdio.h>

#include "check.h"
#include "log.h"

/* How far a witness's clock and the record's may be apart, in seconds. */
enum { SLACK = 600, STEPS = 64 };

/* Somebody saw the log end here: what is younger stands behind, not before. */
void
seen_check(struct log *l, struct text logged)
{
	for (size_t i = 0; i < l->policy->seens; i++) {
		const struct seen *s = &l->policy->seen[i];
		struct hash root;

		if (s->size != l->tree.size)
			continue;
		root = tree_root(&l->tree);
		l->seen++;
		CHECK(CHECK_SEEN, hash_same(&root, &s->root), "the root of the "
		    "first %" PRIu64 " entries was %s, found %s", s->size,
		    hash_hex(&s->root), hash_hex(&root));
		if (s->time.n > 0)
			CHECK(CHECK_TIMES, text_order(l->last, s->time) <= 0 &&
			    (logged.n == 0 || text_order(s->time, logged) <= 0),
			    "logged %.*s, after an entry of %.*s, but the log "
			    "ended between them at %.*s", SHOW(logged),
			    SHOW(l->last), SHOW(s->time));
	}
}

/* C2SP tlog-proof: the way from an entry to the checkpoint of the bundle. */
static bool
proof_holds(const struct log *l, const struct entry *e, struct text rest)
{
	struct text line, index, extra;
	struct hash step[STEPS], root = e->hash;
	struct note note;
	size_t n = 0;
	uint64_t at;

	if (!text_cut(&rest, '\n', &line) ||
	    !text_is(line, "c2sp.org/tlog-proof@v1") ||
	    (text_begins(rest, "extra ") && !text_cut(&rest, '\n', &extra)) ||
	    !text_cut(&rest, '\n', &index) || !text_begins(index, "index ") ||
	    !whole_read(text_from(index, 6), &at) || at != e->leaf)
		return false;
	while (text_cut(&rest, '\n', &line) && line.n > 0) {
		if (n == STEPS || !base64_read(line, step[n++].b, 32))
			return false;
	}
	return note_read(rest, &note) == NULL &&
	    text_same(note.text, l->note.text) &&
	    note_signed(&note, &l->key, NULL) == SIGNED &&
	    inclusion_root(at, l->head.size, step, n, &root) &&
	    hash_same(&root, &l->head.root);
}

void
proof_check(struct log *l, const struct entry *e)
{
	static struct buf bytes;
	char path[64];

	(void)snprintf(path, sizeof path, "proof/%" PRIu64 ".tlog-proof",
	    e->leaf);
	l->proofs++;
	CHECK(CHECK_PROOFS, bundle_read(l->bundle, path, &bytes) &&
	    proof_holds(l, e, buf_text(&bytes)), "%s: is not there, or does "
	    "not lead to the checkpoint", path);
}

/* The witnesses of the policy that have cosigned the checkpoint; how many. */
static uint64_t
check_cosigned(const struct log *l)
{
	uint64_t count = 0, time = 0;
	char latest[24];

	for (size_t i = 0; i < l->policy->witnesses; i++, time = 0) {
		const struct vkey *w = &l->policy->witness[i];
		enum signed_by has = note_signed(&l->note, w, &time);

		if (has == SIGNED_NOT || !CHECK(CHECK_WITNESS, has == SIGNED,
		    "log/checkpoint: the cosignature of %.*s does not hold",
		    SHOW(w->name)))
			continue;
		count++;
		instant_put(latest, time + SLACK);
		CHECK(CHECK_TIMES, text_order(l->last, text_of(latest)) <= 0,
		    "the last entry was logged %.*s, but seen before %s",
		    SHOW(l->last), latest);
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
		check_not(CHECK_SEEN, "not asked: no policy has seen one");
	if (p->quorum == 0)
		check_not(CHECK_QUORUM, "not asked: no policy has a quorum");
	else
		CHECK(CHECK_QUORUM, n >= p->quorum, "log/checkpoint: cosigned "
		    "by %" PRIu64 " witnesses of the policy, expected %" PRIu64,
		    n, p->quorum);
	if (simulated)
		check_not(CHECK_TIMES, "not asked: the clock is simulated");
}
