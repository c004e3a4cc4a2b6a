/* SPDX-License-Identifier: Apache-2.0 */
#include <inttypes.h>
#include <string.h>

#include "base/arena.h"
#include "base/buf.h"
#include "base/err.h"

#include "text/base64.h"

#include "ledger/checkpoint.h"
#include "ledger/line.h"
#include "ledger/proof.h"

#define HEAD "c2sp.org/tlog-proof@v1"

void
proof_write(struct buf *out, const struct tlog_proof *p)
{
	buf_printf(out, HEAD "\nindex %" PRId64 "\n", p->index);
	for (size_t i = 0; i < p->path.n; i++) {
		base64_put(out, p->path.node[i], HASH_SIZE);
		buf_char(out, '\n');
	}
	buf_char(out, '\n');
	buf_put(out, p->checkpoint, p->n);
}

static bool
begins(struct line s, const char *with)
{
	return s.n >= strlen(with) && memcmp(s.p, with, strlen(with)) == 0;
}

/* The lines "extra …", which nothing here needs, and "index N". */
static bool
take_index(struct lines *l, int64_t *index, int64_t *at)
{
	const size_t n = strlen("index ");
	struct line s;

	if (!line_next(l, &s))
		return false;
	++*at;
	if (begins(s, "extra ")) {
		if (!line_next(l, &s))
			return false;
		++*at;
	}
	return begins(s, "index ") &&
	    line_number((struct line){ s.p + n, s.n - n }, index);
}

bool
proof_parse(struct arena *a, const char *text, size_t n, const char *name,
    struct tlog_proof *out, struct err *e)
{
	struct place at = { name, 1, 0 };
	struct lines l = { text, text + n };
	struct tlog_proof p = { 0 };
	struct line s;

	if (!line_next(&l, &s) || s.n != strlen(HEAD) || !begins(s, HEAD))
		return err_at(e, at, "found no “" HEAD "”");
	if (!take_index(&l, &p.index, &at.line))
		return err_at(e, at, "found no “index NUMBER”");
	for (at.line++; line_next(&l, &s) && s.n > 0; at.line++)
		if (p.path.n == MERKLE_MAX ||
		    !line_hash(s, p.path.node[p.path.n++]))
			return err_at(e, at, "found a line that is not one of "
			    "at most %d hashes in base64", MERKLE_MAX);
	if (l.p == l.end || s.n > 0)
		return err_at(e, at, "found the end, expected a checkpoint");
	p.n = (size_t)(l.end - l.p);
	p.checkpoint = arena_str(a, l.p, p.n);
	*out = p;
	return true;
}

bool
proof_holds(struct arena *a, const struct tlog_proof *p,
    const unsigned char leaf[HASH_SIZE], const struct note_key *log,
    struct err *e)
{
	const char *name = "checkpoint of the proof";
	struct checkpoint c;
	struct signed_note n;

	TRY(note_parse(a, p->checkpoint, p->n, name, &n, e));
	TRY(checkpoint_parse(a, n.text, n.n, name, &c, e));
	if (!note_signed(&n, log))
		return err_set(e, ERR_INPUT,
		    "the proof's checkpoint is not signed by %s", log->name);
	if (!merkle_included(&p->path, p->index, c.size, leaf, c.root))
		return err_set(e, ERR_INPUT, "the proof does not lead from "
		    "entry %" PRId64 " to the root of the log of %" PRId64,
		    p->index, c.size);
	return true;
}
