/* SPDX-License-Identifier: Apache-2.0 */
/*
 * Any bytes as cast vote records: refused by line, or each is of a ballot that
 * there is, once, and written so that it reads the same.
 */
#include "read/cards.h"

#include "fuzz_audit.h"

struct seen {
	const struct manifest *m;
	bool                   at[2][41];
	const struct cards_of *of;
	struct buf             out;
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
	cards_write(&s->out, s->of, row);
	return true;
}

static bool
read_all(struct arena *a, struct memory text, struct seen *s, struct err *e)
{
	cards_write_head(&s->out, &fuzz_plan);
	return cards_read(a, (struct feed){ memory_fill, &text, "in" }, s->of,
	    visit, s, e);
}

int
LLVMFuzzerTestOneInput(const uint8_t *data, size_t size)
{
	struct arena a CLEANUP(arena_free) = { 0 };
	struct manifest m = fuzz_manifest(&a);
	struct cards_of of = { &fuzz_plan, &fuzz_election, &m, "01", "Alder" };
	struct memory text = { (const char *)data, size };
	struct seen s = { .m = &m, .of = &of }, again = s;
	struct err e = { 0 };

	if (!read_all(&a, text, &s, &e)) {
		CHECK(e.kind == ERR_INPUT && e.text[0] != '\0');
	} else {
		CHECK(read_all(&a, (struct memory){ s.out.p, s.out.len },
		    &again, &e));
		CHECK(s.out.len == again.out.len &&
		    memcmp(s.out.p, again.out.p, s.out.len) == 0);
	}
	buf_free(&s.out);
	buf_free(&again.out);
	return 0;
}
