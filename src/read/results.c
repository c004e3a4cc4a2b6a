/* SPDX-License-Identifier: Apache-2.0 */
#include "base/num.h"

#include "read/reader.h"

/* A choice must have a number; other numbers may be unknown to the source. */
static bool
check_given(struct reader *r, size_t i, struct err *e)
{
	uint16_t number = r->columns->number[i];

	if (num_known(r->v[number]) || r->rq->part == PART_TURNOUT ||
	    number >= r->contest->choices)
		return true;
	return err_at(e, reader_at(r, i), "found nothing in the column \"%s\", "
	    "expected %s", r->columns->column[i].header,
	    num_fault_text(NUM_OK));
}

bool
results_add_wide(struct reader *r, struct err *e)
{
	struct entry x;
	bool skip;

	TRY(reader_key(r, &x, &skip, e));
	if (skip)
		return true;
	reader_forget(r);
	for (size_t i = 0; i < r->columns->n; i++) {
		if (r->columns->role[i] != ROLE_NUMBER)
			continue;
		TRY(reader_number(r, i, &r->v[r->columns->number[i]], e));
		TRY(check_given(r, i, e));
	}
	return rows_add(r->rows, &x, e);
}

bool
results_read_wide(struct reader *r, struct err *e)
{
	enum next got;

	reader_begin(r, r->rq->part == PART_BATCH ? SAME_IS_KEPT :
	    SAME_IS_AN_ERROR);
	TRY(reader_header(r, FORM_WIDE, e));
	while ((got = reader_pull(r, e)) == NEXT_ITEM)
		TRY(results_add_wide(r, e));
	return got == NEXT_END;
}

static bool
add_long(struct reader *r, struct err *e)
{
	size_t votes = r->columns->at[ROLE_VOTES];
	uint16_t number;
	struct entry x;
	bool skip;

	TRY(reader_key(r, &x, &skip, e));
	if (skip)
		return true;
	reader_forget(r);
	TRY(reader_choice(r, r->columns->at[ROLE_CHOICE], &number, e));
	TRY(reader_number(r, votes, &r->v[number], e));
	if (!num_known(r->v[number]))
		return err_at(e, reader_at(r, votes), "found nothing in the "
		    "column \"%s\", expected %s",
		    r->columns->column[votes].header, num_fault_text(NUM_OK));
	return rows_add(r->rows, &x, e);
}

bool
results_read_long(struct reader *r, struct err *e)
{
	enum next got;

	reader_begin(r, SAME_IS_MERGED);
	TRY(reader_header(r, FORM_LONG, e));
	while ((got = reader_pull(r, e)) == NEXT_ITEM)
		TRY(add_long(r, e));
	return got == NEXT_END;
}
