/* SPDX-License-Identifier: Apache-2.0 */
/*
 * The audit report of Arlo (VotingWorks): one CSV file of sections, each under
 * a line "######## NAME ########" with a header of its own.  The batches of a
 * full hand tally become rows; the totals of the report come out beside them.
 */
#include <string.h>

#include "base/num.h"
#include "model/sheet.h"

#include "read/fold.h"
#include "read/reader.h"

#define MARK "########"

/* The report being read. */
struct arlo {
	struct reader         *r;
	struct import_section *section;
	size_t                 sections, cap;
	struct import_total    total[2];	/* tabulated, audited */
	bool                   known[2];
	bool                   batches;	/* have been read */
	enum next              got;	/* of the last pull */
};

/* Which columns of a section hold totals, folded. */
struct totals_form {
	size_t      which;		/* of arlo.total */
	const char *title, *votes[2], *ballots;
	bool        quotes;
};

static const struct totals_form tabulated = { 0, "Tabulated votes, as the "
	"audit report quotes them", { "tabulatedvotes", "votetotals" },
	"totalballotscast", true };
static const struct totals_form audited = { 1, "Audited votes, as the audit "
	"report sums them", { "auditedvotes", "auditedvotes" }, "", false };

static struct import_section *
now(struct arlo *x)
{
	return &x->section[x->sections - 1];
}

static bool
is_heading(const struct csv_row *row)
{
	const struct csv_field *f = &row->field[0];
	size_t n = sizeof MARK - 1;

	return f->n > 2 * n && memcmp(f->p, MARK, n) == 0 &&
	    memcmp(f->p + f->n - n, MARK, n) == 0;
}

/* The next row of the section at hand; false at its end. */
static bool
pull(struct arlo *x, struct err *e)
{
	x->got = reader_pull(x->r, e);
	if (x->got != NEXT_ITEM || is_heading(&x->r->row))
		return false;
	now(x)->rows++;
	return true;
}

/* Field of the row at hand under the header ${folded}; COLUMN_NONE: none. */
static size_t
find_header(const struct csv_row *row, const char *folded)
{
	char name[FOLD_MAX];

	for (size_t i = 0; i < row->fields; i++) {
		fold(name, row->field[i].p, row->field[i].n);
		if (folded[0] != '\0' && strcmp(name, folded) == 0)
			return i;
	}
	return COLUMN_NONE;
}

/* Is the contest of the row at hand ours?  Without a request any one is. */
static bool
is_ours(const struct reader *r, size_t contest)
{
	const char *asked = r->rq->office;
	char x[FOLD_MAX], y[FOLD_MAX];

	if (asked == NULL || asked[0] == '\0')
		return true;
	fold(x, asked, strlen(asked));
	fold(y, r->row.field[contest].p, r->row.field[contest].n);
	return strcmp(x, y) == 0;
}

/* What the field at hand said instead of "NAME: VOTES". */
static bool
bad_total(struct reader *r, size_t i, const char *p, size_t n,
    const char *expected, struct err *e)
{
	return err_at(e, reader_at(r, i), "found %s, expected %s",
	    fold_show(&r->own, p, n), expected);
}

/* The last colon of ${n} bytes: a name may hold one itself. */
static const char *
last_colon(const char *p, size_t n)
{
	while (n > 0)
		if (p[--n] == ':')
			return p + n;
	return NULL;
}

/* One "NAME: VOTES". */
static bool
read_total(struct reader *r, size_t i, const char *p, size_t n, int64_t *v,
    struct err *e)
{
	const char *colon = last_colon(p, n);
	const struct term *as;
	enum match m;
	const char *digits;
	enum num_fault fault;

	if (colon == NULL || colon + 1 == p + n || colon[1] != ' ')
		return bad_total(r, i, p, n, "\"NAME: VOTES\"", e);
	digits = colon + 2;
	m = glossary_find(&r->numbers, p, (size_t)(colon - p), &as);
	if (m == MATCH_NONE || m == MATCH_AMBIGUOUS)
		return bad_total(r, i, p, (size_t)(colon - p),
		    "the name of a choice", e);
	if (num_known(v[as->number]))
		return bad_total(r, i, p, n, "each choice once", e);
	fault = num_parse(digits, (size_t)(p + n - digits), &v[as->number]);
	return fault == NUM_OK ||
	    bad_total(r, i, p, n, num_fault_text(fault), e);
}

/* "NAME: VOTES; NAME: VOTES". */
static bool
read_list(struct reader *r, size_t i, int64_t *v, struct err *e)
{
	const char *p = r->row.field[i].p, *end = p + r->row.field[i].n;

	while (p < end) {
		const char *stop = memchr(p, ';', (size_t)(end - p));

		if (stop == NULL)
			stop = end;
		TRY(read_total(r, i, p, (size_t)(stop - p), v, e));
		p = stop == end ? end : stop + 1;
		if (p < end && *p == ' ')
			p++;
	}
	return true;
}

/* A second contest among the totals: the user must say which is meant. */
static bool
check_only(const struct arlo *x, const struct totals_form *form, size_t contest,
    struct err *e)
{
	if (!x->known[form->which] || form == &audited)
		return true;
	return err_at(e, reader_at(x->r, contest), "found a second contest "
	    "%s, expected one; name it with its office",
	    reader_show(x->r, contest));
}

/* Where the totals stand in the rows of the section. */
struct totals_at {
	size_t contest, votes, ballots, fields;
};

static bool
add_totals(struct arlo *x, const struct totals_form *form,
    const struct totals_at *at, struct err *e)
{
	struct reader *r = x->r;
	int64_t *v;

	if (r->row.fields != at->fields)
		return err_at(e, reader_at(r, r->row.fields), "found %zu "
		    "fields, expected %zu as in the section's header",
		    r->row.fields, at->fields);
	if (!is_ours(r, at->contest))
		return true;
	TRY(check_only(x, form, at->contest, e));
	v = arena_zero(r->a, r->width, sizeof *v);
	for (size_t i = 0; i < r->width; i++)
		v[i] = NUM_UNKNOWN;
	TRY(read_list(r, at->votes, v, e));
	if (at->ballots != COLUMN_NONE)
		(void)num_parse(r->row.field[at->ballots].p,
		    r->row.field[at->ballots].n,
		    &v[r->contest->choices + EXTRA_BALLOTS]);
	x->known[form->which] = true;
	x->total[form->which] = (struct import_total){ form->quotes, v,
		form->title, r->row.line };
	return true;
}

/* A section of totals.  Of several rounds the last one stands. */
static bool
read_totals(struct arlo *x, const struct totals_form *form, struct err *e)
{
	const struct csv_row *row = &x->r->row;
	struct totals_at at = { .fields = row->fields };

	at.contest = find_header(row, "contestname");
	at.votes = find_header(row, form->votes[0]);
	if (at.votes == COLUMN_NONE)
		at.votes = find_header(row, form->votes[1]);
	at.ballots = find_header(row, form->ballots);
	now(x)->used = at.contest != COLUMN_NONE && at.votes != COLUMN_NONE;
	while (pull(x, e))
		if (now(x)->used)
			TRY(add_totals(x, form, &at, e));
	return x->got != NEXT_FAILED;
}

static bool
read_tabulated(struct arlo *x, struct err *e)
{
	return read_totals(x, &tabulated, e);
}

static bool
read_audited(struct arlo *x, struct err *e)
{
	return read_totals(x, &audited, e);
}

static bool
read_batches(struct arlo *x, struct err *e)
{
	if (x->batches)
		return err_at(e, (struct place){ x->r->rq->path,
		    now(x)->line, 0 }, "found a second section of batch "
		    "results, expected one");
	x->batches = true;
	now(x)->used = true;
	TRY(reader_header(x->r, FORM_WIDE, e));
	while (pull(x, e))
		TRY(results_add_wide(x->r, e));
	return x->got != NEXT_FAILED;
}

static bool
pass_over(struct arlo *x, struct err *e)
{
	while (pull(x, e))
		continue;
	return x->got != NEXT_FAILED;
}

static const struct {
	const char *name;
	bool      (*read)(struct arlo *x, struct err *e);
} sections[] = {
	{ "ELECTION INFO", pass_over },
	{ "CONTESTS", read_tabulated },
	{ "AUDIT SETTINGS", pass_over },
	{ "AUDIT BOARDS", pass_over },
	{ "ROUNDS", read_audited },
	{ "SAMPLED BALLOTS", pass_over },
	{ "SAMPLED BATCHES", pass_over },
	{ "BATCH RESULTS", read_batches },
	{ "FULL HAND TALLY BATCH RESULTS", read_batches },
};

/* Make a section of the heading at hand. */
static void
open_section(struct arlo *x)
{
	const struct csv_field *f = &x->r->row.field[0];
	size_t mark = sizeof MARK - 1, from = mark, to = f->n - mark;

	while (from < to && f->p[from] == ' ')
		from++;
	while (from < to && f->p[to - 1] == ' ')
		to--;
	x->section = arena_grow(x->r->a, x->section, x->sections, &x->cap,
	    sizeof *x->section);
	x->section[x->sections++] = (struct import_section){
		arena_str(x->r->a, f->p + from, to - from), x->r->row.line, 0,
		false, false };
}

/* The heading is at hand; after it comes the section's header, then rows. */
static bool
read_section(struct arlo *x, struct err *e)
{
	open_section(x);
	x->got = reader_pull(x->r, e);
	if (x->got != NEXT_ITEM || is_heading(&x->r->row))
		return x->got != NEXT_FAILED;
	for (size_t i = 0; i < sizeof sections / sizeof sections[0]; i++)
		if (strcmp(sections[i].name, now(x)->name) == 0) {
			now(x)->known = true;
			return sections[i].read(x, e);
		}
	return pass_over(x, e);
}

static void
give_result(struct arlo *x)
{
	struct import_result *res = x->r->res;
	struct import_total *total = arena_zero(x->r->a, 2, sizeof *total);

	res->total = total;
	for (size_t i = 0; i < 2; i++)
		if (x->known[i])
			total[res->totals++] = x->total[i];
	res->section = x->section;
	res->sections = x->sections;
}

bool
arlo_read(struct reader *r, struct err *e)
{
	struct arlo x = { .r = r, .got = NEXT_ITEM };

	if (!is_heading(&r->row))
		return err_at(e, (struct place){ r->rq->path, r->row.line, 1 },
		    "found %s, expected \"" MARK " ELECTION INFO " MARK
		    "\" or another section of an Arlo report",
		    reader_show(r, 0));
	reader_begin(r, SAME_IS_KEPT);
	r->one_contest = true;
	while (x.got == NEXT_ITEM)
		TRY(read_section(&x, e));
	if (!x.batches)
		return err_at(e, (struct place){ r->rq->path, 0, 0 },
		    "found no section of batch results, expected one: only "
		    "the report of a full hand tally has counts of all "
		    "batches");
	give_result(&x);
	return true;
}
