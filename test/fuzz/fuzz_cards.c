/* SPDX-License-Identifier: Apache-2.0 */
/* Any bytes as cast vote records: refused by line, or each is of a ballot that there is, once. */
#include "read/cards.h"

#include "fuzz_audit.h"

struct seen {
	const struct manifest *m;
	bool                   at[2][41];
};

static bool
visit(void *ctx, const struct card_row *row, struct err *e)
{
	struct seen *s = ctx;

	(void)e;
	CHECK(row->batch < s->m->n && row->position >= 1 &&
	    row->position <= s->m->batch[row->batch].ballots);
	CHECK(!s->at[row->batch][row->position]);
	s->at[row->batch][row->position] = true;
	CHECK(!card_has(&row->card[0]) || row->card[0].choices == 2);
	return true;
}

int
LLVMFuzzerTestOneInput(const uint8_t *data, size_t size)
{
	struct arena a CLEANUP(arena_free) = { 0 };
	struct manifest m = fuzz_manifest(&a);
	struct cards_of of = { &fuzz_plan, &fuzz_election, &m, "01", "Alder" };
	struct memory text = { (const char *)data, size };
	struct seen s = { .m = &m };
	struct err e = { 0 };

	if (!cards_read(&a, (struct feed){ memory_fill, &text, "in" }, &of,
	    visit, &s, &e))
		CHECK(e.kind == ERR_INPUT && e.text[0] != '\0');
	return 0;
}
