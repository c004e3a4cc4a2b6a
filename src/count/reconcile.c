/* SPDX-License-Identifier: Apache-2.0 */
#include <stdlib.h>
#include <string.h>

#include "base/arena.h"
#include "base/err.h"

#include "count/canvasser.h"
#include "count/compare.h"

struct reconcile *
reconcile_new(struct arena *a, const struct election *el,
    struct contest_ix contest, struct findings *out)
{
	struct reconcile *r = arena_zero(a, 1, sizeof *r);

	r->a = a;
	r->el = el;
	r->contest_ix = contest;
	r->contest = &el->contest[contest.n];
	r->choices = r->contest->choices;
	r->width = (uint16_t)(r->choices + EXTRAS);
	r->out = out;
	r->held.a = a;
	r->seen = arena_zero(a, el->sources + 1u, sizeof *r->seen);
	for (uint16_t s = 0; s < el->sources; s++) {
		struct seen *n = &r->seen[s];

		if (el->source[s].contest.n != contest.n)
			continue;
		n->unit = arena_zero(a, el->units + 1u, sizeof *n->unit);
		n->whole = arena_zero(a, el->units + 1u, sizeof *n->whole);
		n->here = arena_zero(a, r->width, sizeof *n->here);
		n->total = arena_zero(a, r->width, sizeof *n->total);
		n->blanks = arena_zero(a, el->units + 1u, sizeof *n->blanks);
	}
	return r;
}

struct finding *
canvasser_finding(struct reconcile *r, enum finding_code code,
    enum severity severity, struct unit_ix unit, struct count_ix count)
{
	struct finding *fd = findings_add(r->out);

	fd->code = code;
	fd->severity = severity;
	fd->unit = unit;
	fd->count = count;
	fd->margin_effect = 0;
	return fd;
}

void
canvasser_room(struct reconcile *r, struct finding *fd, size_t n)
{
	fd->member = arena_zero(r->out->a, n, sizeof *fd->member);
}

void
canvasser_member(struct reconcile *r, struct finding *fd, uint16_t source,
    const struct row *row)
{
	int64_t *v = arena_zero(r->out->a, r->width, sizeof *v);

	memcpy(v, row->v, r->width * sizeof *v);
	fd->kept++;
	fd->member[fd->members++] = (struct member){
		.unit = fd->unit, .source = { source },
		.label = arena_text(r->out->a, row->label),
		.method = arena_text(r->out->a, row->method),
		.line = row->line, .v = v };
}

int64_t
canvasser_votes(const struct reconcile *r, const int64_t *v)
{
	int64_t sum = 0;
	bool any = false;

	for (uint16_t i = 0; i < r->width; i++) {
		bool votes =
		    i < r->choices || i == r->choices + EXTRA_WRITE_INS;

		if (!votes || !num_known(v[i]))
			continue;
		any = true;
		if (!num_add(&sum, sum, v[i]))
			return NUM_UNKNOWN;
	}
	return any ? sum : NUM_UNKNOWN;
}

const char *
canvasser_unit(const struct reconcile *r, struct unit_ix unit)
{
	return unit_exists(unit) ? r->el->unit[unit.n].name :
	    r->el->jurisdiction;
}

bool
reconcile_total(struct reconcile *r, struct source_ix source,
    const int64_t *v, struct err *e)
{
	int64_t *copy = arena_zero(r->a, r->width, sizeof *copy);

	(void)e;
	memcpy(copy, v, r->width * sizeof *copy);
	r->seen[source.n].reported = copy;
	r->tally.rows++;
	return true;
}

/* Sum the rows; what a row does not give is unknown in the sum. */
static bool
add_rows(struct reconcile *r, struct seen *n, const struct sheet *sheet,
    struct err *e)
{
	memset(n->here, 0, r->width * sizeof *n->here);
	for (size_t i = 0; i < sheet->rows; i++)
		for (uint16_t k = 0; k < r->width; k++)
			if (!num_add(&n->here[k], n->here[k],
				sheet->row[i].v[k]))
				return err_set(e, ERR_INPUT,
				    "line %lld: the votes are too many to add up",
				    (long long)sheet->row[i].line);
	for (uint16_t k = 0; k < r->width; k++)
		if (!num_add(&n->total[k], n->total[k], n->here[k]))
			return err_set(e, ERR_INPUT,
			    "the votes are too many to add up");
	return true;
}

static bool
knows_every_choice(const struct reconcile *r, const int64_t *v)
{
	for (uint16_t i = 0; i < r->choices; i++)
		if (!num_known(v[i]))
			return false;
	return true;
}

bool
reconcile_add(struct reconcile *r, struct unit_ix unit,
    struct source_ix source, const struct sheet *sheet, struct err *e)
{
	const struct source *s = &r->el->source[source.n];
	struct seen *n = &r->seen[source.n];

	if (sheet->rows == 0)
		return true;
	if (s->part != PART_TURNOUT)
		TRY(add_rows(r, n, sheet, e));
	n->sheet = sheet;
	n->unit[unit.n] = true;
	n->whole[unit.n] = s->part == PART_TURNOUT ||
	    knows_every_choice(r, n->here);
	r->tally.rows += (int64_t)sheet->rows;
	if (s->part == PART_BATCH)
		r->tally.batches += (int64_t)sheet->rows;
	return true;
}

static int64_t
size_of(int64_t n)
{
	return n < 0 ? -n : n;
}

/* The margin of all members but one, at its largest. */
static int64_t
margin_of_copies(const struct compare *c, const struct finding *fd)
{
	int64_t sum = 0, most = 0;

	for (size_t i = 0; i < fd->members; i++) {
		int64_t m = compare_margin(c, fd->member[i].v);

		if (!num_known(m))
			return NUM_UNKNOWN;
		sum += m;
	}
	for (size_t i = 0; i < fd->members; i++) {
		int64_t rest = size_of(sum - compare_margin(c, fd->member[i].v));

		most = rest > most ? rest : most;
	}
	return most;
}

/* Either the range goes or the batches in it. */
static int64_t
margin_of_range(const struct compare *c, const struct finding *fd)
{
	int64_t range = compare_margin(c, fd->member[0].v), inside = 0;

	for (size_t i = 1; i < fd->members; i++) {
		int64_t m = compare_margin(c, fd->member[i].v);

		if (!num_known(m) || !num_known(range))
			return NUM_UNKNOWN;
		inside += m;
	}
	range = size_of(range);
	return size_of(inside) > range ? size_of(inside) : range;
}

static void
set_margin(const struct compare *c, struct finding *fd)
{
	if (fd->effect == NULL)
		return;
	switch (fd->code) {
	case FINDING_BATCH_SPELLING:
	case FINDING_BATCH_TWO_TYPES:
	case FINDING_BATCH_SAME_VOTES:
		fd->margin_effect = margin_of_copies(c, fd);
		break;
	case FINDING_BATCH_RANGE:
		fd->margin_effect = margin_of_range(c, fd);
		break;
	default:
		fd->margin_effect = compare_margin(c, fd->effect);
		if (num_known(fd->margin_effect))
			fd->margin_effect = size_of(fd->margin_effect);
	}
}

static bool
note_fits(const struct note *n, const struct finding *fd)
{
	if (strcmp(n->code, finding_code_id(fd->code)) != 0 ||
	    (unit_exists(n->unit) && n->unit.n != fd->unit.n))
		return false;
	if (n->member[0] == '\0')
		return true;
	for (size_t i = 0; i < fd->members; i++)
		if (strcmp(n->member, fd->member[i].label) == 0)
			return true;
	return false;
}

static void
set_explained(const struct election *el, struct finding *fd)
{
	for (size_t i = 0; i < el->notes && fd->explained == NULL; i++)
		if (note_fits(&el->note[i], fd))
			fd->explained = &el->note[i];
}

/* Whole jurisdiction first, then by unit, code, first member. */
static int
by_place(const void *x, const void *y)
{
	const struct finding *a = x, *b = y;
	uint32_t ua = a->unit.n + 1, ub = b->unit.n + 1;
	int64_t la = a->members > 0 ? a->member[0].line : 0;
	int64_t lb = b->members > 0 ? b->member[0].line : 0;

	if (ua != ub)
		return ua < ub ? -1 : 1;
	if (a->code != b->code)
		return a->code < b->code ? -1 : 1;
	if (a->count.n != b->count.n)
		return a->count.n < b->count.n ? -1 : 1;
	if (la != lb)
		return la < lb ? -1 : 1;
	return strcmp(a->title, b->title);
}

/* What is known of findings once the comparison is finished, and their order. */
static void
complete(const struct reconcile *r, const struct compare *c,
    struct findings *f)
{
	for (size_t i = 0; i < f->n; i++) {
		set_margin(c, &f->item[i]);
		set_explained(r->el, &f->item[i]);
	}
	if (f->n > 0)
		qsort(f->item, f->n, sizeof *f->item, by_place);
}

void
reconcile_to(struct reconcile *r, const struct compare *c,
    reconcile_sink *sink, void *ctx)
{
	r->compare = c;
	r->sink = sink;
	r->ctx = ctx;
}

/* Hand the findings of a unit on and forget them. */
static bool
give(struct reconcile *r, struct unit_ix unit, struct err *e)
{
	struct arena *a = r->out->a;

	complete(r, r->compare, r->out);
	if (r->out->n > 0)
		TRY(r->sink(r->ctx, unit, r->out, e));
	*r->out = (struct findings){ .a = a };
	arena_reset(a);
	return true;
}

bool
reconcile_unit_end(struct reconcile *r, struct unit_ix unit, struct err *e)
{
	for (uint16_t s = 0; s < r->el->sources; s++) {
		if (r->seen[s].sheet == NULL ||
		    r->el->source[s].part != PART_BATCH)
			continue;
		check_batches(r, unit, s);
		check_labels(r, unit, s);
		check_doubles(r, unit, s);
	}
	check_unit_sums(r, unit);
	check_unit_ballots(r, unit);
	check_unit_methods(r);
	for (uint16_t s = 0; s < r->el->sources; s++)
		r->seen[s].sheet = NULL;
	return r->sink == NULL || give(r, unit, e);
}

/* Put what was held back behind what was kept. */
static void
keep_held(struct reconcile *r, struct findings *out)
{
	for (size_t i = 0; i < r->held.n; i++)
		*findings_add(out) = r->held.item[i];
}

bool
reconcile_finish(struct reconcile *r, const struct compare *c, struct err *e)
{
	struct findings *kept = r->out;

	r->out = &r->held;
	check_sums(r);
	check_missing(r);
	check_headers(r);
	check_methods(r);
	check_held_cards(r);
	r->out = kept;
	if (r->sink != NULL) {
		complete(r, c, &r->held);
		return r->sink(r->ctx, NO_UNIT, &r->held, e);
	}
	keep_held(r, kept);
	complete(r, c, kept);
	return true;
}

struct reconcile_tally
reconcile_counts(const struct reconcile *r)
{
	return r->tally;
}
