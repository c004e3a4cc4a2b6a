/* SPDX-License-Identifier: Apache-2.0 */
#include <inttypes.h>
#include <stdio.h>
#include <string.h>
#include <time.h>

#include "check.h"
#include "log.h"

/* How far a witness's clock and the record's may be apart, in seconds. */
enum { SLACK = 600, STEPS = 64 };

/* C2SP tlog-proof: an entry, its path, and a checkpoint that holds it. */
struct proof {
	char              name[64];
	uint64_t          index;
	struct hash       step[STEPS];
	size_t            steps;
	struct note       note;
	struct checkpoint head;
};

static bool
proof_read(struct text rest, struct proof *p)
{
	struct text line;

	if (!text_cut(&rest, '\n', &line) ||
	    !text_is(line, "c2sp.org/tlog-proof@v1") ||
	    !text_cut(&rest, '\n', &line) ||
	    (text_begins(line, "extra ") && !text_cut(&rest, '\n', &line)) ||
	    !text_begins(line, "index ") ||
	    !whole_read(text_from(line, strlen("index ")), &p->index))
		return false;
	while (text_cut(&rest, '\n', &line) && line.n > 0) {
		if (p->steps == STEPS ||
		    !base64_read(line, p->step[p->steps++].b, 32))
			return false;
	}
	return note_read(rest, &p->note) == NULL &&
	    checkpoint_read(&p->note, &p->head);
}

/* For each proof listed: what ${each} makes of it. */
static void
each_proof(struct log *l, void (*each)(struct log *, const struct proof *))
{
	static struct buf bytes;
	struct text rest = l->bundle->list;
	struct listed f;
	char own[64];

	while (listed_next(&rest, &f)) {
		struct proof p = { .steps = 0 };

		if (!text_begins(f.path, "proof/"))
			continue;
		(void)snprintf(p.name, sizeof p.name, "%.*s", SHOW(f.path));
		if (!bundle_read(l->bundle, p.name, &bytes) ||
		    !proof_read(buf_text(&bytes), &p))
			p.index = UINT64_MAX;
		(void)snprintf(own, sizeof own, "proof/%" PRIu64 ".tlog-proof",
		    p.index);
		if (strcmp(own, p.name) == 0)
			each(l, &p);
		else
			check_fail(CHECK_PROOFS, "%s: not a proof of that "
			    "entry", p.name);
	}
}

static void
mark_proof(struct log *l, const struct proof *p)
{
	(void)log_mark(l, p->index);
	(void)log_mark(l, p->head.size);
}

void
proofs_mark(struct log *l)
{
	(void)log_mark(l, l->head.size);
	for (size_t i = 0; i < l->policy->seens; i++)
		(void)log_mark(l, l->policy->seen[i].size);
	each_proof(l, mark_proof);
}

/*
 * Somebody saw the first ${size} entries and no more: those were logged not
 * after ${latest}, the others not before ${earliest}.
 */
static void
check_bound(struct log *l, uint64_t size, const char *earliest,
    const char *latest)
{
	const struct mark *m = log_mark(l, size);

	if (m->met && CHECK(CHECK_TIMES, strcmp(m->before, latest) <= 0,
	    "leaf %" PRIu64 ": logged %s, but seen before %s", size - 1,
	    m->before, latest))
		CHECK(CHECK_TIMES, m->there[0] == '\0' ||
		    strcmp(m->there, earliest) >= 0, "leaf %" PRIu64 ": "
		    "logged %s, but not there yet at %s", size, m->there,
		    earliest);
}

/* As the record writes it, so that the order of times is that of letters. */
static void
put_instant(char out[24], uint64_t seconds)
{
	time_t t = (time_t)seconds;
	struct tm tm;

	if (gmtime_r(&t, &tm) == NULL ||
	    strftime(out, 24, "%Y-%m-%dT%H:%M:%SZ", &tm) != 20)
		(void)snprintf(out, 24, "9999");
}

/* The witnesses of the policy that have cosigned ${n}; how many. */
static uint64_t
check_cosigned(struct log *l, const struct note *n, uint64_t size,
    const char *path)
{
	char earliest[24], latest[24];
	uint64_t count = 0, time = 0;

	for (size_t i = 0; i < l->policy->witnesses; i++, time = 0) {
		const struct vkey *w = &l->policy->witness[i];
		enum signed_by has = note_signed(n, w, &time);

		if (has == SIGNED_NOT || !CHECK(CHECK_WITNESS, has == SIGNED,
		    "%s: the cosignature of %.*s does not hold", path,
		    SHOW(w->name)))
			continue;
		count++;
		put_instant(earliest, time - SLACK);
		put_instant(latest, time + SLACK);
		check_bound(l, size, earliest, latest);
	}
	return count;
}

static void
check_proof(struct log *l, const struct proof *p)
{
	struct hash root = log_mark(l, p->index)->leaf;
	const struct mark *head = log_mark(l, p->head.size);

	CHECK(CHECK_PROOFS, text_same(p->head.origin, l->head.origin) &&
	    note_signed(&p->note, &l->key, NULL) == SIGNED && head->met &&
	    hash_same(&head->root, &p->head.root) &&
	    inclusion_root(p->index, p->head.size, p->step, p->steps, &root) &&
	    hash_same(&root, &p->head.root),
	    "%s: leads to no checkpoint that the log has signed", p->name);
	(void)check_cosigned(l, &p->note, p->head.size, p->name);
}

static void
check_seen(struct log *l, const struct seen *s)
{
	const struct mark *m = log_mark(l, s->size);
	char time[24];

	if (!m->met) {
		check_fail(CHECK_SEEN, "log/checkpoint: found %" PRIu64
		    " entries, expected the %" PRIu64 " seen before",
		    l->tree.size, s->size);
		return;
	}
	CHECK(CHECK_SEEN, hash_same(&m->root, &s->root), "log: the root of the "
	    "first %" PRIu64 " entries was %s, found %s", s->size,
	    hash_hex(&s->root), hash_hex(&m->root));
	(void)snprintf(time, sizeof time, "%.*s", SHOW(s->time));
	if (s->time.n > 0)
		check_bound(l, s->size, time, time);
}

void
proofs_check(struct log *l, const struct record *r)
{
	const struct policy *p = l->policy;
	uint64_t n;

	each_proof(l, check_proof);
	n = check_cosigned(l, &l->note, l->head.size, "log/checkpoint");
	for (size_t i = 0; i < p->seens; i++)
		check_seen(l, &p->seen[i]);
	if (p->seens == 0)
		check_not(CHECK_SEEN, "not asked: no policy has seen one");
	if (p->quorum == 0)
		check_not(CHECK_QUORUM, "not asked: no policy has a quorum");
	else
		CHECK(CHECK_QUORUM, n >= p->quorum, "log/checkpoint: cosigned "
		    "by %" PRIu64 " witnesses of the policy, expected %" PRIu64,
		    n, p->quorum);
	if (r->simulated)
		check_not(CHECK_TIMES, "not asked: the clock is simulated");
}
