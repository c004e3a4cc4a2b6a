/* SPDX-License-Identifier: Apache-2.0 */
#include <errno.h>
#include <fcntl.h>
#include <stdio.h>
#include <string.h>
#include <unistd.h>

#include "base/arena.h"
#include "base/buf.h"
#include "base/err.h"
#include "base/num.h"
#include "model/sheet.h"
#include "text/csv.h"

#include "read/fold.h"
#include "read/piles.h"
#include "read/rows.h"

/* So much of the table is kept before it is written. */
#define OUT_MAX ((size_t)256 << 10)

/* An entry on a pile: this head, the numbers, the label, the method. */
struct waiting {
	int64_t line;
	size_t  label_n, method_n;
};

/* A row of the unit that is being written. */
struct line {
	struct entry  x;
	int64_t      *v;	/* x.v, to be filled */
	struct line  *next;	/* in its slot */
};

/* The unit being written: its rows, found again by label and method. */
struct sorter {
	const char   *id;
	struct line  *line;
	size_t        lines;
	struct line **slot;
	size_t        slots;	/* a power of two */
};

struct rows {
	struct rows_spec spec;
	size_t           width, units;	/* units: one for PART_TOTAL */
	struct piles    *piles;		/* by unit */
	size_t          *entries;	/* by unit: on its pile */
	int64_t         *sum;		/* by number, of what was added */
	bool             any;		/* was anything added? */
	struct arena     a, unit;	/* of all; of the unit being written */
	struct sorter    sorter;
	struct buf       raw, out;
	const char      *part_path;	/* the table until it is whole */
	int              table;		/* -1: not open */
	int64_t          written;
};

size_t
rows_width(const struct rows_spec *spec)
{
	struct source s = { .part = spec->part, .contest = spec->contest };

	return sheet_width(spec->el, &s);
}

const char *
rows_number(const struct rows_spec *spec, size_t i)
{
	const struct contest *c = &spec->el->contest[spec->contest.n];

	if (spec->part == PART_TURNOUT)
		return turnout_id((enum turnout)i);
	if (i < c->choices)
		return c->choice[i].id;
	return extra_id((enum extra)(i - c->choices));
}

struct rows *
rows_open(struct arena *a, const struct rows_spec *spec)
{
	struct rows *r = arena_zero(a, 1, sizeof *r);

	r->spec = *spec;
	r->width = rows_width(spec);
	r->units = spec->part == PART_TOTAL ? 1 : spec->el->units;
	r->piles = piles_new(&r->a, r->units, spec->out);
	r->entries = arena_zero(&r->a, r->units, sizeof *r->entries);
	r->sum = arena_zero(&r->a, r->width, sizeof *r->sum);
	r->table = -1;
	return r;
}

static struct place
row_at(const struct rows *r, int64_t line)
{
	return (struct place){ r->spec.file, line, 1 };
}

static bool
sum_up(struct rows *r, const struct entry *x, struct err *e)
{
	for (size_t i = 0; i < r->width; i++) {
		if (!num_known(x->v[i]))
			continue;
		if (!num_add(&r->sum[i], r->sum[i], x->v[i]) ||
		    r->sum[i] > NUM_MAX_VOTES)
			return err_at(e, row_at(r, x->line), "found a sum of "
			    "\"%s\" beyond 9007199254740991 with this row, "
			    "expected a sum that can be counted",
			    rows_number(&r->spec, i));
	}
	return true;
}

bool
rows_add(struct rows *r, const struct entry *x, struct err *e)
{
	struct waiting head = { x->line, x->label_n, x->method_n };
	size_t unit = unit_exists(x->unit) ? x->unit.n : 0;

	TRY(sum_up(r, x, e));
	r->any = true;
	r->entries[unit]++;
	r->raw.len = 0;
	buf_put(&r->raw, &head, sizeof head);
	buf_put(&r->raw, x->v, r->width * sizeof *x->v);
	buf_put(&r->raw, x->label, x->label_n);
	buf_put(&r->raw, x->method, x->method_n);
	return piles_add(r->piles, unit, r->raw.p, r->raw.len, e);
}

/* The entry at *${at}, which moves behind it; its texts stay there. */
static struct line
take_entry(struct rows *r, const char **at)
{
	size_t numbers = r->width * sizeof(int64_t);
	struct waiting head;
	struct line l = { 0 };

	memcpy(&head, *at, sizeof head);
	l.v = arena_zero(&r->unit, r->width, sizeof *l.v);
	memcpy(l.v, *at + sizeof head, numbers);
	l.x.v = l.v;
	l.x.line = head.line;
	l.x.label = *at + sizeof head + numbers;
	l.x.label_n = head.label_n;
	l.x.method = l.x.label + head.label_n;
	l.x.method_n = head.method_n;
	*at = l.x.method + head.method_n;
	return l;
}

static bool
cannot_write(struct rows *r, struct err *e)
{
	return err_set(e, ERR_SYSTEM, "%s: cannot write: %s", r->spec.out,
	    strerror(errno));
}

static bool
flush(struct rows *r, struct err *e)
{
	for (size_t done = 0; done < r->out.len;) {
		ssize_t n = write(r->table, r->out.p + done,
		    r->out.len - done);

		if (n < 0 && errno == EINTR)
			continue;
		if (n < 0)
			return cannot_write(r, e);
		done += (size_t)n;
	}
	r->out.len = 0;
	return true;
}

static bool
put_line(struct rows *r, const struct entry *x, struct err *e)
{
	buf_str(&r->out, r->sorter.id);
	buf_char(&r->out, ',');
	csv_put_exact(&r->out, x->label, x->label_n);
	buf_char(&r->out, ',');
	csv_put_exact(&r->out, x->method, x->method_n);
	csv_put_num(&r->out, x->line, false);
	for (size_t i = 0; i < r->width; i++)
		csv_put_num(&r->out, x->v[i], false);
	csv_end_row(&r->out);
	r->written++;
	return r->out.len < OUT_MAX || flush(r, e);
}

/* Entries that nothing is compared with leave as they came. */
static bool
put_entries(void *rows, const char *bytes, size_t n, struct err *e)
{
	struct rows *r = rows;
	const char *end = bytes + n;

	while (bytes < end) {
		struct line l = take_entry(r, &bytes);

		TRY(put_line(r, &l.x, e));
	}
	arena_reset(&r->unit);
	return true;
}

/* FNV-1a, with a mark between label and method. */
static size_t
hash_of(const struct entry *x)
{
	uint64_t h = 14695981039346656037u;

	for (size_t i = 0; i < x->label_n; i++)
		h = (h ^ (unsigned char)x->label[i]) * 1099511628211u;
	h = (h ^ 0x100) * 1099511628211u;
	for (size_t i = 0; i < x->method_n; i++)
		h = (h ^ (unsigned char)x->method[i]) * 1099511628211u;
	return (size_t)(h ^ h >> 32);
}

static bool
same_key(const struct entry *x, const struct entry *y)
{
	return x->label_n == y->label_n && x->method_n == y->method_n &&
	    memcmp(x->label, y->label, x->label_n) == 0 &&
	    memcmp(x->method, y->method, x->method_n) == 0;
}

/* The unit, label and method of a row, for people. */
static const char *
where(struct rows *r, const struct entry *x)
{
	struct unit_ix u = election_find_unit(r->spec.el, r->sorter.id);
	const char *place = unit_exists(u) ? r->spec.el->unit[u.n].name :
	    r->spec.el->jurisdiction;

	if (x->label_n > 0)
		place = arena_printf(&r->unit, "%s, %s", place,
		    fold_show(&r->unit, x->label, x->label_n));
	if (x->method_n > 0)
		place = arena_printf(&r->unit, "%s, %s", place,
		    fold_show(&r->unit, x->method, x->method_n));
	return place;
}

/* Add the numbers of ${more} to the row ${l}, which must not have them yet. */
static bool
merge(struct rows *r, struct line *l, const struct entry *more, struct err *e)
{
	for (size_t i = 0; i < r->width; i++) {
		if (!num_known(more->v[i]))
			continue;
		if (num_known(l->v[i]))
			return err_at(e, row_at(r, more->line), "found \"%s\" "
			    "of %s again, after the row that begins in line "
			    "%lld, expected it once", rows_number(&r->spec, i),
			    where(r, &l->x), (long long)l->x.line);
		l->v[i] = more->v[i];
	}
	return true;
}

static bool
sort_in(struct rows *r, struct line *l, struct err *e)
{
	struct sorter *s = &r->sorter;
	struct line **slot = &s->slot[hash_of(&l->x) & (s->slots - 1)];
	struct line *same = *slot;

	while (same != NULL && !same_key(&same->x, &l->x))
		same = same->next;
	if (same != NULL && r->spec.same == SAME_IS_MERGED)
		return merge(r, same, &l->x, e);
	if (same != NULL)
		return err_at(e, row_at(r, l->x.line), "found a second row for "
		    "%s, after line %lld, expected one", where(r, &l->x),
		    (long long)same->x.line);
	l->x.label = arena_str(&r->unit, l->x.label, l->x.label_n);
	l->x.method = arena_str(&r->unit, l->x.method, l->x.method_n);
	l->next = *slot;
	s->line[s->lines] = *l;
	*slot = &s->line[s->lines++];
	return true;
}

static bool
sort_entries(void *rows, const char *bytes, size_t n, struct err *e)
{
	struct rows *r = rows;
	const char *end = bytes + n;

	while (bytes < end) {
		struct line l = take_entry(r, &bytes);

		TRY(sort_in(r, &l, e));
	}
	return true;
}

static bool
write_unit(struct rows *r, size_t unit, struct err *e)
{
	struct sorter *s = &r->sorter;

	*s = (struct sorter){ .slots = 64 };
	s->id = r->spec.part == PART_TOTAL ? "" : r->spec.el->unit[unit].id;
	if (r->spec.same == SAME_IS_KEPT)
		return piles_each(r->piles, unit, put_entries, r, e);
	while (s->slots < r->entries[unit])
		s->slots *= 2;
	s->line = arena_zero(&r->unit, r->entries[unit], sizeof *s->line);
	s->slot = arena_zero(&r->unit, s->slots, sizeof *s->slot);
	TRY(piles_each(r->piles, unit, sort_entries, r, e));
	for (size_t i = 0; i < s->lines; i++)
		TRY(put_line(r, &s->line[i].x, e));
	arena_reset(&r->unit);
	return true;
}

static bool
write_table(struct rows *r, struct err *e)
{
	buf_str(&r->out, "unit,label,method,line");
	for (size_t i = 0; i < r->width; i++)
		buf_printf(&r->out, ",%s", rows_number(&r->spec, i));
	csv_end_row(&r->out);
	for (size_t i = 0; i < r->units; i++)
		TRY(write_unit(r, i, e));
	return flush(r, e);
}

bool
rows_finish(struct rows *r, int64_t *written, struct err *e)
{
	if (!r->any)
		return err_at(e, (struct place){ r->spec.file, 0, 0 },
		    "found a header and no rows to be counted, expected one "
		    "row at least");
	r->part_path = arena_printf(&r->a, "%s.part%ld", r->spec.out,
	    (long)getpid());
	r->table = open(r->part_path, O_WRONLY | O_CREAT | O_TRUNC | O_CLOEXEC,
	    0644);
	if (r->table < 0)
		return cannot_write(r, e);
	TRY(write_table(r, e));
	if (rename(r->part_path, r->spec.out) != 0)
		return cannot_write(r, e);
	r->part_path = NULL;
	*written = r->written;
	return true;
}

void
rows_close(struct rows **r)
{
	struct rows *x = *r;

	if (x == NULL)
		return;
	if (x->part_path != NULL)
		(void)unlink(x->part_path);
	if (x->table >= 0)
		(void)close(x->table);
	piles_close(&x->piles);
	buf_free(&x->raw);
	buf_free(&x->out);
	arena_free(&x->unit);
	arena_free(&x->a);
	*r = NULL;
}
