/* SPDX-License-Identifier: Apache-2.0 */
#include <inttypes.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <time.h>

#include "check.h"
#include "log.h"

/* How far a witness's clock and the record's may be apart, in seconds. */
enum { SLACK = 600, PATH_MOST = 64 };

/* C2SP tlog-proof: an entry, its path, and a checkpoint that holds it. */
struct proof {
	struct text       path;		/* of the file */
	struct buf        bytes;
	uint64_t          index;
	struct hash       step[PATH_MOST];
	size_t            steps;
	struct note       note;
	struct checkpoint head;
};

static bool
proof_lines(struct proof *p, struct text rest)
{
	struct text line;

	if (!next_line(&rest, &line) ||
	    !text_is(line, "c2sp.org/tlog-proof@v1") || !next_line(&rest, &line))
		return false;
	if (text_begins(line, "extra ") && !next_line(&rest, &line))
		return false;
	if (!text_begins(line, "index ") || !whole_read((struct text){
	    line.p + 6, line.n - 6 }, &p->index))
		return false;
	while (next_line(&rest, &line) && line.n > 0) {
		size_t n = 32;

		if (p->steps == PATH_MOST || !base64_read(line,
		    p->step[p->steps++].b, &n) || n != 32)
			return false;
	}
	return rest.n > 0 && note_read(rest, &p->note,
	    &(const char *){ NULL }) && checkpoint_read(&p->note, &p->head);
}

static bool
proof_read(const struct bundle *b, struct text path, struct proof *p)
{
	char name[256];
	char own[64];

	(void)snprintf(name, sizeof name, "%.*s", (int)path.n, path.p);
	*p = (struct proof){ .path = path };
	if (!bundle_read(b, name, &p->bytes) || !proof_lines(p,
	    (struct text){ p->bytes.p, p->bytes.n }))
		return false;
	(void)snprintf(own, sizeof own, "proof/%" PRIu64 ".tlog-proof",
	    p->index);
	return strcmp(own, name) == 0;
}

/* For each proof listed: what ${each} makes of it. */
static void
each_proof(struct log *l, void (*each)(struct log *, const struct proof *))
{
	struct text rest = l->bundle->list;
	struct listed f;
	struct proof p;

	while (rest.n > 0 && listed_next(&rest, &f)) {
		if (!text_begins(f.path, "proof/"))
			continue;
		if (proof_read(l->bundle, f.path, &p))
			each(l, &p);
		else
			check_fail(CHECK_PROOFS, "%.*s: not a proof of that "
			    "entry", SHOW(f.path));
		buf_free(&p.bytes);
	}
}

static void
mark_proof(struct log *l, const struct proof *p)
{
	log_mark(l, p->index);
	log_mark(l, p->head.size);
}

void
proofs_mark(struct log *l)
{
	log_mark(l, l->head.size);
	for (size_t i = 0; i < l->policy->seens; i++)
		log_mark(l, l->policy->seen[i].size);
	each_proof(l, mark_proof);
}

/* As the record writes it, so that the order of times is that of letters. */
static void
put_instant(char out[24], int64_t seconds)
{
	time_t t = (time_t)seconds;
	struct tm tm;

	if (gmtime_r(&t, &tm) == NULL ||
	    strftime(out, 24, "%Y-%m-%dT%H:%M:%SZ", &tm) != 20)
		(void)snprintf(out, 24, "9999");
}

/*
 * Somebody saw the first ${size} entries, and no more, at a time: those were
 * logged before it (not after ${latest}), the others after (not before
 * ${earliest}).
 */
static void
check_bound(const struct log *l, uint64_t size, const char *earliest,
    const char *latest)
{
	const struct mark *m = log_marked(l, size);

	if (m == NULL || size > l->tree.size)
		return;
	if (strcmp(m->before, latest) > 0)
		check_fail(CHECK_TIMES, "leaf %" PRIu64 ": logged %s, but seen "
		    "before %s", size - 1, m->before, latest);
	else if (m->there[0] != '\0' && strcmp(m->there, earliest) < 0)
		check_fail(CHECK_TIMES, "leaf %" PRIu64 ": logged %s, but not "
		    "there yet at %s", size, m->there, earliest);
	else
		check_ok(CHECK_TIMES);
}

/* The witnesses of the policy that have cosigned ${n}; how many. */
static uint64_t
check_cosigned(const struct log *l, const struct note *n, uint64_t size,
    const char *path)
{
	uint64_t count = 0;
	int64_t t;

	for (size_t i = 0; i < l->policy->witnesses; i++) {
		const struct vkey *w = &l->policy->witness[i];
		char earliest[24], latest[24];

		switch (note_cosigned(n, w, &t)) {
		case SIGNED_NOT:
			continue;
		case SIGNED_BADLY:
			check_fail(CHECK_WITNESS, "%s: the cosignature of %.*s "
			    "does not hold", path, SHOW(w->name));
			continue;
		case SIGNED:
			break;
		}
		check_ok(CHECK_WITNESS);
		count++;
		put_instant(earliest, t - SLACK);
		put_instant(latest, t + SLACK);
		check_bound(l, size, earliest, latest);
	}
	return count;
}

static void
check_proof(struct log *l, const struct proof *p)
{
	const struct mark *leaf = log_marked(l, p->index);
	const struct mark *head = log_marked(l, p->head.size);
	char name[64];
	struct hash root;

	(void)snprintf(name, sizeof name, "%.*s", SHOW(p->path));
	if (!check_that(CHECK_PROOFS, text_same(p->head.origin,
	    l->head.origin) && note_signed(&p->note, &l->key) == SIGNED &&
	    p->head.size <= l->tree.size && leaf != NULL && head != NULL &&
	    hash_same(&head->root, &p->head.root) &&
	    inclusion_root(leaf->leaf, p->index, p->head.size, p->step,
	    p->steps, &root) && hash_same(&root, &p->head.root)))
		check_fail(CHECK_PROOFS, "%s: does not lead to a checkpoint "
		    "that the log has signed", name);
	(void)check_cosigned(l, &p->note, p->head.size, name);
}

static void
check_seen(const struct log *l)
{
	for (size_t i = 0; i < l->policy->seens; i++) {
		const struct seen *s = &l->policy->seen[i];
		const struct mark *m = log_marked(l, s->size);
		char time[24];

		if (s->size > l->tree.size)
			check_fail(CHECK_SEEN, "log/checkpoint: found %" PRIu64
			    " entries, expected the %" PRIu64 " seen before",
			    l->tree.size, s->size);
		else if (!check_that(CHECK_SEEN, m != NULL &&
		    hash_same(&m->root, &s->root)))
			check_fail(CHECK_SEEN, "log: the root of the first %"
			    PRIu64 " entries was %s, found %s", s->size,
			    hash_hex(&s->root), m != NULL ?
			    hash_hex(&m->root) : "none");
		(void)snprintf(time, sizeof time, "%.*s", SHOW(s->time));
		if (s->time.n > 0)
			check_bound(l, s->size, time, time);
	}
}

void
proofs_check(struct log *l, const struct record *r)
{
	const struct policy *p = l->policy;
	uint64_t n;

	each_proof(l, check_proof);
	n = check_cosigned(l, &l->note, l->head.size, "log/checkpoint");
	check_seen(l);
	if (p->seens == 0)
		check_not(CHECK_SEEN, "not asked: the policy has seen none");
	if (p->quorum == 0)
		check_not(CHECK_QUORUM, "not asked: the policy has no quorum");
	else if (!check_that(CHECK_QUORUM, n >= p->quorum))
		check_fail(CHECK_QUORUM, "log/checkpoint: cosigned by %" PRIu64
		    " witnesses of the policy, expected %" PRIu64, n,
		    p->quorum);
	if (r->simulated)
		check_not(CHECK_TIMES, "not asked: the clock is simulated");
}
