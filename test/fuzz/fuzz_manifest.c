/* SPDX-License-Identifier: Apache-2.0 */
/* Any bytes as a manifest: refused by line, or written so that it reads the same. */
#include "read/manifest.h"

#include "fuzz_read.h"

static const struct manifest_of of = { "01", "Alder" };

static void
is_same_again(struct arena *a, const struct manifest *m)
{
	struct buf once CLEANUP(buf_free) = { 0 };
	struct buf twice CLEANUP(buf_free) = { 0 };
	struct manifest again;
	struct err e;

	manifest_write(&once, m);
	CHECK(manifest_read(a, (struct bytes){ once.p, once.len }, "again", of,
	    &again, &e));
	CHECK(again.n == m->n && again.ballots == m->ballots);
	manifest_write(&twice, &again);
	CHECK(once.len == twice.len && memcmp(once.p, twice.p, once.len) == 0);
}

int
LLVMFuzzerTestOneInput(const uint8_t *data, size_t size)
{
	struct arena a CLEANUP(arena_free) = { 0 };
	struct manifest m;
	struct err e = { 0 };

	if (!manifest_read(&a, (struct bytes){ (const char *)data, size },
	    "in", of, &m, &e)) {
		CHECK(e.kind == ERR_INPUT && e.text[0] != '\0');
		return 0;
	}
	CHECK(m.n > 0);
	for (size_t i = 0; i < m.n; i++)
		CHECK(m.batch[i].ballots >= 0 && manifest_find(&m,
		    m.batch[i].tabulator, m.batch[i].name) == i);
	is_same_again(&a, &m);
	return 0;
}
