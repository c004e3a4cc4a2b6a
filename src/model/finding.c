/* SPDX-License-Identifier: Apache-2.0 */
#include <string.h>

#include "base/arena.h"
#include "base/num.h"
#include "model/finding.h"
#include "model/sheet.h"

struct finding *
findings_add(struct findings *f)
{
	struct finding *fd;

	f->item = arena_grow(f->a, f->item, f->n, &f->cap, sizeof *f->item);
	fd = &f->item[f->n++];
	*fd = (struct finding){ .unit = NO_UNIT, .count = NO_COUNT,
		.likelihood = -1, .margin_effect = NUM_UNKNOWN };
	return fd;
}

void
finding_number(struct findings *f, struct finding *fd, const char *name,
    int64_t value)
{
	struct named_number *more = arena_zero(f->a, fd->numbers + 1,
	    sizeof *more);

	if (fd->numbers > 0)
		memcpy(more, fd->number, fd->numbers * sizeof *more);
	more[fd->numbers++] = (struct named_number){ name, value };
	fd->number = more;
}

static void *
keep(struct arena *a, const void *p, size_t count, size_t size)
{
	void *q;

	if (p == NULL)
		return NULL;
	q = arena_zero(a, count, size);
	memcpy(q, p, count * size);
	return q;
}

static struct member
keep_member(struct arena *a, const struct member *m, size_t width)
{
	struct member copy = *m;

	copy.label = arena_text(a, m->label);
	copy.method = arena_text(a, m->method);
	copy.v = keep(a, m->v, width, sizeof *m->v);
	return copy;
}

void
findings_keep(struct findings *f, const struct finding *fd, size_t most,
    size_t width)
{
	struct arena *a = f->a;
	struct finding *copy = findings_add(f);

	*copy = *fd;
	copy->title = arena_text(a, fd->title);
	copy->reason = arena_text(a, fd->reason);
	copy->number = keep(a, fd->number, fd->numbers, sizeof *fd->number);
	copy->effect = keep(a, fd->effect, width - EXTRAS, sizeof *fd->effect);
	copy->kept = fd->kept < most ? fd->kept : most;
	copy->member = arena_zero(a, copy->kept, sizeof *copy->member);
	for (size_t i = 0; i < copy->kept; i++)
		copy->member[i] = keep_member(a, &fd->member[i], width);
}

static const struct {
	const char *id, *words;
} codes[FINDING_CODES] = {
	[FINDING_UNIT_MISSING] = { "UNIT_MISSING", "No figures from a reporting unit" },
	[FINDING_BATCH_SUM] = { "BATCH_SUM", "Batches do not add up to the reported total" },
	[FINDING_PART_SUM] = { "PART_SUM", "Parts do not add up to the whole" },
	[FINDING_COUNT_SUM] = { "COUNT_SUM", "Units do not add up to the count" },
	[FINDING_VOTES_OVER_BALLOTS] = { "VOTES_OVER_BALLOTS", "More votes than the ballots allow" },
	[FINDING_BALLOTS_OVER_CHECKINS] = { "BALLOTS_OVER_CHECKINS", "More ballots than voters" },
	[FINDING_BATCH_EMPTY] = { "BATCH_EMPTY", "Empty batches" },
	[FINDING_BATCH_SPELLING] = { "BATCH_SPELLING", "One batch under different spellings" },
	[FINDING_BATCH_RANGE] = { "BATCH_RANGE", "A batch entered alone and within a range" },
	[FINDING_BATCH_TWO_TYPES] = { "BATCH_TWO_TYPES", "One batch under two types" },
	[FINDING_BATCH_SAME_VOTES] = { "BATCH_SAME_VOTES", "Batches with identical votes" },
	[FINDING_BATCH_ONE_SIDED] = { "BATCH_ONE_SIDED", "Batches sorted by choice" },
	[FINDING_CARDS_AS_BLANKS] = { "CARDS_AS_BLANKS", "Second ballot cards counted as blank ballots" },
	[FINDING_METHODS_DIFFER] = { "METHODS_DIFFER", "Voting methods do not correspond" },
	[FINDING_HEADER_DIRT] = { "HEADER_DIRT", "A column heading was misspelt" },
	[FINDING_LABEL_DIRT] = { "LABEL_DIRT", "Labels with stray characters" },
	[FINDING_SOURCE_TOTALS] = { "SOURCE_TOTALS", "A source quotes other totals" },
};

const char *
finding_code_id(enum finding_code c)
{
	return codes[c].id;
}

const char *
finding_code_words(enum finding_code c)
{
	return codes[c].words;
}

const char *
severity_id(enum severity s)
{
	static const char *const ids[] = { "note", "explain", "block" };

	return ids[s];
}

bool
finding_is_open(const struct finding *fd)
{
	return fd->severity != SEVERITY_NOTE && fd->explained == NULL;
}
