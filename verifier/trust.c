/* SPDX-License-Identifier: Apache-2.0 */
#include <fcntl.h>
#include <inttypes.h>
#include <stdio.h>

#include "check.h"
#include "log.h"

enum { SLACK = 600 };	/* seconds between a witness's clock and the record's */

/* Witnesses may give the key of their notes; what they cosign has type 4. */
static bool
read_witness(struct policy *p, struct text rest)
{
	struct vkey *w = &p->witness[p->witnesses++];
	struct text name;

	if (!text_cut(&rest, ' ', &name) || !vkey_read(rest, w) ||
	    (w->type != NOTE_ED25519 && w->type != NOTE_COSIGNATURE))
		return false;
	for (struct vkey *v = p->witness; v < w; v++) {
		if (memcmp(v->key, w->key, sizeof w->key) == 0)
			return false;
	}
	return true;
}

/* SIZE ROOT, and when it was seen, if somebody wrote that down. */
static bool
read_seen(struct seen *s, struct text rest)
{
	struct text size, root;
	uint64_t seconds;

	if (!text_cut(&rest, ' ', &size) || !whole_read(size, &s->size) ||
	    !text_next(&rest, ' ', &root))
		return false;
	s->time = rest;
	return (rest.n == 0 || time_read(rest, INSTANT, &seconds)) &&
	    (hex_read(root, s->root.b, 32) || base64_read(root, s->root.b, 32));
}

static bool
read_line(struct policy *p, struct text word, struct text rest)
{
	struct officer *o = &p->officer[p->officers];
	uint8_t hash[32];

	if (p->officers == POLICY_MOST || p->witnesses == POLICY_MOST ||
	    p->seens == POLICY_MOST)
		return false;
	switch (text_word(word, TEXT("origin log officer threshold witness "
	    "quorum genesis seen"))) {
	case 0: p->origin = rest; return rest.n > 0;
	case 1: return vkey_read(rest, &p->log) && p->log.type == NOTE_ED25519;
	case 2: p->officers++; return text_cut(&rest, ' ', &o->actor) &&
		    hex_read(o->key = rest, hash, sizeof hash);
	case 3: return whole_read(rest, &p->threshold);
	case 4: return read_witness(p, rest);
	case 5: return whole_read(rest, &p->quorum);
	case 6: p->genesis = rest; return hex_read(rest, hash, sizeof hash);
	case 7: return read_seen(&p->seen[p->seens++], rest);
	default: return false;
	}
}

bool
policy_read(const char *path, struct policy *p)
{
	static struct buf file;
	struct bundle here = { .dir = AT_FDCWD };
	struct text rest, line, word;
	int number = 0;
	bool ok = bundle_read(&here, path, &file);

	for (rest = buf_text(&file); ok && text_next(&rest, '\n', &line);
	    number++)
		ok = line.n == 0 || line.p[0] == '#' ||
		    (text_cut(&line, ' ', &word) && read_line(p, word, line));
	if (ok && p->origin.n > 0 && p->log.name.n > 0)
		return true;
	(void)fprintf(stderr, "canvass-verify: %s:%d: expected the lines of a "
	    "policy: origin, log, officer …\n", path, number);
	return false;
}

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
		check_same(CHECK_SEEN, "the root of the log as seen", text_of(
		    hash_hex(&s->root)), text_of(hash_hex(&root)));
		if (s->time.n > 0)
			CHECK(CHECK_TIMES, text_order(text_of(l->last),
			    s->time) <= 0 && (logged.n == 0 ||
			    text_order(s->time, logged) <= 0),
			    "logged %.*s, after %s, but the log ended there "
			    "at %.*s", SHOW(logged), l->last, SHOW(s->time));
	}
}

void
head_check(struct log *l)
{
	const struct policy *p = l->policy;
	uint64_t n = 0, time = 0, last = 0;

	(void)time_read(text_of(l->last), INSTANT, &last);
	for (size_t i = 0; i < p->witnesses; i++, time = 0) {
		const struct vkey *w = &p->witness[i];
		enum signed_by has = note_signed(&l->note, w, &time);

		if (has == SIGNED_NOT || !CHECK(CHECK_WITNESS, has == SIGNED,
		    "the cosignature of %.*s does not hold", SHOW(w->name)))
			continue;
		n++;
		CHECK(CHECK_TIMES, last <= time + SLACK, "the last entry was "
		    "logged %s, %" PRIu64 " seconds after a witness saw it",
		    l->last, last - time);
	}
	if (l->seen < p->seens)
		check_fail(CHECK_SEEN, "found %" PRIu64 " entries, expected "
		    "more seen before", l->tree.size);
	if (p->quorum > 0)
		CHECK(CHECK_QUORUM, n >= p->quorum, "cosigned by %" PRIu64
		    " witnesses, expected %" PRIu64, n, p->quorum);
}
