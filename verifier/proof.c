/* SPDX-License-Identifier: Apache-2.0 */
#include <inttypes.h>
#include <stdio.h>

#include "check.h"
#include "log.h"

enum { STEPS = 64 };

/* The lines between index and blank line: hashes, from the leaf up. */
static bool
read_steps(struct text *rest, struct hash step[STEPS], size_t *n)
{
	struct text line;

	for (*n = 0; text_cut(rest, '\n', &line); (*n)++) {
		if (line.n == 0)
			return true;
		if (*n == STEPS || !base64_read(line, step[*n].b, 32))
			return false;
	}
	return false;
}

/* C2SP tlog-proof; NULL, or why it does not lead to our checkpoint. */
static const char *
disproof(const struct log *l, const struct entry *e, struct text rest)
{
	struct text line;
	struct hash step[STEPS], root = e->hash;
	struct note note;
	size_t n;
	uint64_t at;

	if (!text_cut(&rest, '\n', &line) ||
	    !text_is(line, "c2sp.org/tlog-proof@v1") ||
	    !text_cut(&rest, '\n', &line) || (text_begins(line, "extra ") &&
	    !text_cut(&rest, '\n', &line)) || !text_begins(line, "index ") ||
	    !whole_read(text_from(line, 6), &at) ||
	    !read_steps(&rest, step, &n) || note_read(rest, &note) != NULL)
		return "is no c2sp.org/tlog-proof@v1";
	if (at != e->leaf)
		return "is of another entry";
	if (!text_same(note.text, l->note.text) ||
	    note_signed(&note, &l->key, NULL) != SIGNED)
		return "ends in another checkpoint, or an unsigned one";
	return tree_lead(at, l->head.size, step, n, &root) &&
	    hash_same(&root, &l->head.root) ? NULL :
	    "does not lead to the root";
}

void
proof_check(struct log *l, const struct entry *e)
{
	static struct buf file;
	const char *why = "is not there";
	char path[64];

	if (e->outcome != DONE || !text_is(e->action, "certification.issue"))
		return;
	(void)snprintf(path, sizeof path, "proof/%" PRIu64 ".tlog-proof",
	    e->leaf);
	if (bundle_read(l->bundle, path, &file))
		why = disproof(l, e, buf_text(&file));
	CHECK(CHECK_PROOFS, why == NULL, "%s %s", path, why);
	l->proofs++;
}

void
proofs_check(const struct log *l)
{
	uint64_t found = bundle_count(l->bundle, "proof/");

	if (found != l->proofs)
		check_fail(CHECK_PROOFS, "proof/: expected %" PRIu64
		    " files, found %" PRIu64, l->proofs, found);
}
