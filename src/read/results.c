/* SPDX-License-Identifier: Apache-2.0 */
#include "read/reader.h"

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
		int64_t *n = &r->v[r->columns->number[i]];

		if (r->columns->role[i] == ROLE_NUMBER)
			TRY(reader_number(r, i, n, e));
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
	uint16_t number;
	struct entry x;
	bool skip;

	TRY(reader_key(r, &x, &skip, e));
	if (skip)
		return true;
	reader_forget(r);
	TRY(reader_choice(r, r->columns->at[ROLE_CHOICE], &number, e));
	TRY(reader_number(r, r->columns->at[ROLE_VOTES], &r->v[number], e));
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
