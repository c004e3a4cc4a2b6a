/* SPDX-License-Identifier: Apache-2.0 */
/*
 * The CSV files of OpenElections: one row for each precinct and candidate,
 * with the votes in all, the votes of each method ("election_day_votes"), or
 * both (openelections.net, "Data Entry" conventions).
 */
#include <string.h>

#include "base/num.h"

#include "read/reader.h"

/* The name of the method that header ${i} ends with "votes" behind. */
static size_t
method_length(const char *header)
{
	return strlen(header) - strlen("_votes");
}

/* Where methods and a sum of them are both given, they must agree. */
static bool
check_sum(struct reader *r, struct err *e)
{
	const struct columns *c = r->columns;
	size_t votes = c->at[ROLE_VOTES];
	int64_t sum = 0, all, n;

	if (votes == COLUMN_NONE || c->at[ROLE_METHOD_VOTES] == COLUMN_NONE)
		return true;
	TRY(reader_number(r, votes, &all, e));
	for (size_t i = 0; i < c->n; i++) {
		if (c->role[i] != ROLE_METHOD_VOTES)
			continue;
		TRY(reader_number(r, i, &n, e));
		if (!num_add(&sum, sum, n))
			sum = NUM_UNKNOWN;
	}
	if (sum == all || !num_known(sum) || !num_known(all))
		return true;
	return err_at(e, reader_at(r, votes), "found %s in the column %s, "
	    "expected %lld, the sum of the row's methods; a column map can "
	    "say \"ignore = HEADER\"", reader_show(r, votes),
	    reader_header_of(r, votes), (long long)sum);
}

/* The votes of field ${i} for one number of the row; none if it is empty. */
static bool
add_votes(struct reader *r, struct entry *x, size_t i, uint16_t number,
    struct err *e)
{
	reader_forget(r);
	TRY(reader_number(r, i, &r->v[number], e));
	return !num_known(r->v[number]) || rows_add(r->rows, x, e);
}

static bool
add_methods(struct reader *r, struct entry *x, uint16_t number, struct err *e)
{
	const struct columns *c = r->columns;

	for (size_t i = 0; i < c->n; i++) {
		if (c->role[i] != ROLE_METHOD_VOTES)
			continue;
		x->method = c->column[i].header;
		x->method_n = method_length(x->method);
		TRY(add_votes(r, x, i, number, e));
	}
	return true;
}

/* Does this source part the votes by method? */
static bool
parts_methods(const struct reader *r)
{
	return r->columns->at[ROLE_METHOD_VOTES] != COLUMN_NONE &&
	    r->rq->part != PART_UNIT && r->rq->part != PART_TOTAL;
}

static bool
add_row(struct reader *r, struct err *e)
{
	uint16_t number;
	struct entry x;
	bool skip;

	TRY(reader_key(r, &x, &skip, e));
	if (skip)
		return true;
	TRY(reader_choice(r, r->columns->at[ROLE_CHOICE], &number, e));
	TRY(check_sum(r, e));
	if (parts_methods(r))
		return add_methods(r, &x, number, e);
	return add_votes(r, &x, r->columns->at[ROLE_VOTES], number, e);
}

static bool
check_header(struct reader *r, struct err *e)
{
	if (parts_methods(r) || r->columns->at[ROLE_VOTES] != COLUMN_NONE)
		return true;
	return err_at(e, (struct place){ r->rq->path, r->row.line, 0 },
	    "found votes by method only, expected a column \"votes\" in a "
	    "source divided by %s", partition_id(r->rq->part));
}

bool
openelections_read(struct reader *r, struct err *e)
{
	enum next got;

	reader_begin(r, SAME_IS_MERGED);
	TRY(reader_header(r, FORM_METHODS, e));
	TRY(check_header(r, e));
	while ((got = reader_pull(r, e)) == NEXT_ITEM)
		TRY(add_row(r, e));
	return got == NEXT_END;
}
