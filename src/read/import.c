/* SPDX-License-Identifier: Apache-2.0 */
#include <string.h>

#include "base/buf.h"
#include "base/num.h"
#include "model/sheet.h"

#include "read/fold.h"
#include "read/reader.h"

static const struct {
	const char        *id;
	enum import_format format;
} formats[] = {
	{ "guess", IMPORT_GUESS },
	{ "results", IMPORT_RESULTS_WIDE },
	{ "results-wide", IMPORT_RESULTS_WIDE },
	{ "results-long", IMPORT_RESULTS_LONG },
	{ "openelections", IMPORT_OPENELECTIONS },
	{ "arlo", IMPORT_ARLO },
};

bool
import_format_parse(const char *id, enum import_format *f)
{
	for (size_t i = 0; i < sizeof formats / sizeof formats[0]; i++)
		if (strcmp(formats[i].id, id) == 0) {
			*f = formats[i].format;
			return true;
		}
	return false;
}

const char *
import_format_id(enum import_format f)
{
	switch (f) {
	case IMPORT_ARLO:		return "arlo";
	case IMPORT_OPENELECTIONS:	return "openelections";
	default:			return "results";
	}
}

static bool
begins(const struct csv_field *f, const char *s)
{
	return f->n >= strlen(s) && memcmp(f->p, s, strlen(s)) == 0;
}

/* What the first row gives away.  Wide and long are told apart in any case. */
static enum import_format
guess(const struct reader *r)
{
	enum import_format asked = r->rq->format;
	char name[FOLD_MAX];

	if (asked == IMPORT_ARLO || asked == IMPORT_OPENELECTIONS ||
	    asked == IMPORT_RESULTS_LONG)
		return asked;
	if (begins(&r->row.field[0], "########"))
		return IMPORT_ARLO;
	if (!columns_are_long(&r->row, r->rq->map))
		return IMPORT_RESULTS_WIDE;
	for (size_t i = 0; i < r->row.fields; i++) {
		fold(name, r->row.field[i].p, r->row.field[i].n);
		if (asked == IMPORT_GUESS && strcmp(name, "office") == 0)
			return IMPORT_OPENELECTIONS;
	}
	return IMPORT_RESULTS_LONG;
}

static bool
read_rows(struct reader *r, struct err *e)
{
	r->res->format = guess(r);
	switch (r->res->format) {
	case IMPORT_ARLO:		return arlo_read(r, e);
	case IMPORT_OPENELECTIONS:	return openelections_read(r, e);
	case IMPORT_RESULTS_LONG:	return results_read_long(r, e);
	default:			return results_read_wide(r, e);
	}
}

static bool
read_file(struct reader *r, struct err *e)
{
	enum next got;

	TRY(stream_open(&r->own, r->rq->path, &r->stream, e));
	stream_watch(r->stream, r->rq->see, r->rq->see_ctx);
	r->csv = csv_open(&r->own, stream_feed(r->stream));
	got = reader_pull(r, e);
	if (got == NEXT_FAILED)
		return false;
	if (got == NEXT_END)
		return err_at(e, (struct place){ r->rq->path, 0, 0 },
		    "found an empty file, expected a header and rows");
	return read_rows(r, e);
}

static bool
check_request(const struct reader *r, struct err *e)
{
	const struct import_request *rq = r->rq;

	if (rq->format == IMPORT_ARLO && rq->part != PART_BATCH)
		return err_set(e, ERR_USE, "an Arlo report is divided by "
		    "batch, not by %s", partition_id(rq->part));
	if (rq->part == PART_TURNOUT && rq->format != IMPORT_GUESS &&
	    rq->format != IMPORT_RESULTS_WIDE)
		return err_set(e, ERR_USE, "turnout is read from the format "
		    "\"results\" only");
	return true;
}

static void
reader_close(struct reader *r)
{
	rows_close(&r->rows);
	stream_close(&r->stream);
	arena_free(&r->own);
}

bool
import_file(struct arena *a, const struct election *el,
    const struct import_request *rq, const char *out_path,
    struct import_result *res, struct err *e)
{
	struct reader r CLEANUP(reader_close) = { .a = a, .el = el,
		.contest = &el->contest[rq->contest.n], .rq = rq,
		.out = out_path, .res = res };

	*res = (struct import_result){ 0 };
	TRY(check_request(&r, e));
	TRY(read_file(&r, e));
	TRY(rows_finish(r.rows, &res->rows, e));
	return true;
}
