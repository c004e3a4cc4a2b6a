/* SPDX-License-Identifier: Apache-2.0 */
#include <errno.h>
#include <fcntl.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <unistd.h>

#include "base/arena.h"
#include "base/buf.h"
#include "base/err.h"
#include "base/num.h"
#include "model/sheet.h"
#include "text/csv.h"

#include "read/fold.h"
#include "read/rows.h"

/* A pile larger than this goes to the temporary file. */
#define PILE_MAX ((size_t)4 << 10)

/* So much of the table is kept before it is written. */
#define OUT_MAX ((size_t)256 << 10)

/* An entry as it waits: this head, the numbers, the label, the method. */
struct waiting {
	int64_t line;
	size_t  label_n, method_n;
};

/* Bytes of a pile that lie in the temporary file. */
struct extent {
	off_t          at;
	size_t         n;
	struct extent *next;
};

struct pile {
	char          *p;
	size_t         n, cap;
	struct extent *first, *last;
};

/* A row of the unit that is being written. */
struct line {
	const char *label, *method;
	size_t      label_n, method_n;
	int64_t     line;
	int64_t    *v;
	struct line *next_same_slot;
};

struct rows {
	struct rows_spec spec;
	size_t           width, piles;
	struct pile     *pile;		/* by unit; one for PART_TOTAL */
	int64_t         *sum;		/* by number, of what was added */
	struct arena     a;		/* piles and extents */
	struct arena     unit;		/* rows of the unit being written */
	struct buf       raw, out;
	const char      *part_path;	/* the table until it is whole */
	int              spool, table;	/* -1: not open */
	off_t            spooled;
	bool             any;		/* was a row added? */
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
	r->piles = spec->part == PART_TOTAL ? 1 : spec->el->units;
	r->pile = arena_zero(&r->a, r->piles, sizeof *r->pile);
	r->sum = arena_zero(&r->a, r->width, sizeof *r->sum);
	r->spool = r->table = -1;
	return r;
}

static bool
cannot(struct rows *r, const char *verb, struct err *e)
{
	return err_set(e, ERR_SYSTEM, "%s: cannot %s: %s", r->spec.out, verb,
	    strerror(errno));
}

/* The temporary file has a name only until it is open. */
static bool
open_spool(struct rows *r, struct err *e)
{
	char *path = arena_printf(&r->a, "%s.XXXXXX", r->spec.out);

	if ((r->spool = mkstemp(path)) < 0)
		return cannot(r, "write beside it", e);
	if (unlink(path) != 0)
		return cannot(r, "remove the temporary file", e);
	return true;
}

static bool
write_all(int fd, const char *p, size_t n)
{
	while (n > 0) {
		ssize_t done = write(fd, p, n);

		if (done < 0 && errno == EINTR)
			continue;
		if (done < 0)
			return false;
		p += done;
		n -= (size_t)done;
	}
	return true;
}

/* Move ${n} bytes that belong to a pile to the temporary file. */
static bool
spool(struct rows *r, struct pile *p, const char *bytes, size_t n,
    struct err *e)
{
	struct extent *x = arena_zero(&r->a, 1, sizeof *x);

	if (r->spool < 0)
		TRY(open_spool(r, e));
	if (!write_all(r->spool, bytes, n))
		return cannot(r, "write the temporary file", e);
	*x = (struct extent){ r->spooled, n, NULL };
	r->spooled += (off_t)n;
	if (p->last != NULL)
		p->last->next = x;
	else
		p->first = x;
	p->last = x;
	return true;
}

static void
put_entry(struct buf *b, const struct entry *x, size_t width)
{
	struct waiting head = { x->line, x->label_n, x->method_n };

	buf_put(b, &head, sizeof head);
	buf_put(b, x->v, width * sizeof *x->v);
	buf_put(b, x->label, x->label_n);
	buf_put(b, x->method, x->method_n);
}

/* Make room for ${n} bytes in a pile that is small enough to stay. */
static void
make_room(struct rows *r, struct pile *p, size_t n)
{
	size_t cap = p->cap > 0 ? p->cap : PILE_MAX / 8;
	char *more;

	while (cap < p->n + n)
		cap *= 2;
	if (cap == p->cap)
		return;
	more = arena_zero(&r->a, 1, cap);
	if (p->n > 0)
		memcpy(more, p->p, p->n);
	p->p = more;
	p->cap = cap;
}

static bool
sum_up(struct rows *r, const struct entry *x, struct err *e)
{
	for (size_t i = 0; i < r->width; i++) {
		if (!num_known(x->v[i]))
			continue;
		if (!num_add(&r->sum[i], r->sum[i], x->v[i]) ||
		    r->sum[i] > NUM_MAX_VOTES)
			return err_at(e, (struct place){ r->spec.file, x->line,
			    1 }, "found a sum of \"%s\" beyond "
			    "9007199254740991 with this row, expected a sum "
			    "that can be counted", rows_number(&r->spec, i));
	}
	return true;
}

bool
rows_add(struct rows *r, const struct entry *x, struct err *e)
{
	struct pile *p = &r->pile[unit_exists(x->unit) ? x->unit.n : 0];

	TRY(sum_up(r, x, e));
	r->any = true;
	r->raw.len = 0;
	put_entry(&r->raw, x, r->width);
	if (p->n > 0 && p->n + r->raw.len > PILE_MAX) {
		TRY(spool(r, p, p->p, p->n, e));
		p->n = 0;
	}
	if (r->raw.len > PILE_MAX)
		return spool(r, p, r->raw.p, r->raw.len, e);
	make_room(r, p, r->raw.len);
	memcpy(p->p + p->n, r->raw.p, r->raw.len);
	p->n += r->raw.len;
	return true;
}

/* All bytes of a pile, in order, into r->raw. */
static bool
gather(struct rows *r, const struct pile *p, struct err *e)
{
	char part[PILE_MAX];

	r->raw.len = 0;
	for (const struct extent *x = p->first; x != NULL; x = x->next) {
		for (size_t done = 0; done < x->n;) {
			size_t want = x->n - done;
			ssize_t n = pread(r->spool, part, want < sizeof part ?
			    want : sizeof part, x->at + (off_t)done);

			if (n < 0 && errno == EINTR)
				continue;
			if (n <= 0)
				return cannot(r, "read the temporary file", e);
			buf_put(&r->raw, part, (size_t)n);
			done += (size_t)n;
		}
	}
	buf_put(&r->raw, p->p, p->n);
	return true;
}

/* The next waiting entry; ${at} moves behind it. */
static struct line
take_entry(struct rows *r, const char **at)
{
	struct waiting head;
	size_t numbers = r->width * sizeof(int64_t);
	struct line l = { 0 };

	memcpy(&head, *at, sizeof head);
	*at += sizeof head;
	l.v = arena_zero(&r->unit, r->width, sizeof *l.v);
	memcpy(l.v, *at, numbers);
	*at += numbers;
	l.label = *at;
	l.method = *at + head.label_n;
	*at += head.label_n + head.method_n;
	l.label_n = head.label_n;
	l.method_n = head.method_n;
	l.line = head.line;
	return l;
}

/* FNV-1a, with a mark between label and method. */
static size_t
hash_of(const struct line *l)
{
	uint64_t h = 14695981039346656037u;

	for (size_t i = 0; i < l->label_n; i++)
		h = (h ^ (unsigned char)l->label[i]) * 1099511628211u;
	h = (h ^ 0x100) * 1099511628211u;
	for (size_t i = 0; i < l->method_n; i++)
		h = (h ^ (unsigned char)l->method[i]) * 1099511628211u;
	return (size_t)(h ^ h >> 32);
}

static bool
same_key(const struct line *x, const struct line *y)
{
	return x->label_n == y->label_n && x->method_n == y->method_n &&
	    memcmp(x->label, y->label, x->label_n) == 0 &&
	    memcmp(x->method, y->method, x->method_n) == 0;
}

/* The rows of one unit, found again by label and method. */
struct sorter {
	struct line  *line;
	size_t        lines, cap;
	struct line **slot;
	size_t        slots;	/* a power of two */
};

static const char *
where(struct rows *r, struct unit_ix u, const struct line *l)
{
	const char *unit = unit_exists(u) ? r->spec.el->unit[u.n].name :
	    r->spec.el->jurisdiction;
	const char *label = l->label_n == 0 ? "" : arena_printf(&r->unit,
	    ", %s", fold_show(&r->unit, l->label, l->label_n));
	const char *method = l->method_n == 0 ? "" : arena_printf(&r->unit,
	    ", %s", fold_show(&r->unit, l->method, l->method_n));

	return arena_printf(&r->unit, "%s%s%s", unit, label, method);
}

/* Add the numbers of ${more} to the row ${l}, which must not have them yet. */
static bool
merge(struct rows *r, struct unit_ix u, struct line *l, const struct line *more,
    struct err *e)
{
	for (size_t i = 0; i < r->width; i++) {
		if (!num_known(more->v[i]))
			continue;
		if (num_known(l->v[i]))
			return err_at(e, (struct place){ r->spec.file,
			    more->line, 1 }, "found \"%s\" of %s again, after "
			    "the row that begins in line %lld, expected it "
			    "once", rows_number(&r->spec, i), where(r, u, l),
			    (long long)l->line);
		l->v[i] = more->v[i];
	}
	return true;
}

static bool
sort_in(struct rows *r, struct unit_ix u, struct sorter *s, struct line l,
    struct err *e)
{
	struct line **slot = &s->slot[hash_of(&l) & (s->slots - 1)];
	struct line *same = *slot;

	while (same != NULL && !same_key(same, &l))
		same = same->next_same_slot;
	if (same != NULL && r->spec.same == SAME_IS_MERGED)
		return merge(r, u, same, &l, e);
	if (same != NULL && r->spec.same == SAME_IS_AN_ERROR)
		return err_at(e, (struct place){ r->spec.file, l.line, 1 },
		    "found a second row for %s, after line %lld, expected one",
		    where(r, u, &l), (long long)same->line);
	l.next_same_slot = *slot;
	s->line[s->lines] = l;
	*slot = &s->line[s->lines++];
	return true;
}

static size_t
count_entries(struct rows *r)
{
	size_t n = 0;

	for (const char *at = r->raw.p, *end = at + r->raw.len; at < end; n++) {
		struct waiting head;

		memcpy(&head, at, sizeof head);
		at += sizeof head + r->width * sizeof(int64_t) +
		    head.label_n + head.method_n;
	}
	return n;
}

/*
 * A field of our own table, byte for byte.  Nobody opens it in a spreadsheet,
 * so unlike csv_put nothing is neutralised.
 */
static void
put_exact(struct buf *b, const char *p, size_t n)
{
	bool plain = true;

	for (size_t i = 0; i < n; i++)
		if (p[i] == ',' || p[i] == '"' || p[i] == '\n' || p[i] == '\r')
			plain = false;
	if (plain) {
		buf_put(b, p, n);
		return;
	}
	buf_char(b, '"');
	for (size_t i = 0; i < n; i++) {
		if (p[i] == '"')
			buf_char(b, '"');
		buf_char(b, p[i]);
	}
	buf_char(b, '"');
}

static bool
flush(struct rows *r, struct err *e)
{
	if (!write_all(r->table, r->out.p, r->out.len))
		return cannot(r, "write", e);
	r->out.len = 0;
	return true;
}

static bool
put_line(struct rows *r, const char *unit, const struct line *l, struct err *e)
{
	buf_str(&r->out, unit);
	buf_char(&r->out, ',');
	put_exact(&r->out, l->label, l->label_n);
	buf_char(&r->out, ',');
	put_exact(&r->out, l->method, l->method_n);
	csv_put_num(&r->out, l->line, false);
	for (size_t i = 0; i < r->width; i++)
		csv_put_num(&r->out, l->v[i], false);
	csv_end_row(&r->out);
	r->written++;
	return r->out.len < OUT_MAX || flush(r, e);
}

static bool
write_unit(struct rows *r, struct unit_ix u, struct err *e)
{
	const struct pile *p = &r->pile[unit_exists(u) ? u.n : 0];
	const char *id = unit_exists(u) ? r->spec.el->unit[u.n].id : "";
	struct sorter s = { .slots = 64 };

	TRY(gather(r, p, e));
	s.cap = count_entries(r);
	while (s.slots < s.cap)
		s.slots *= 2;
	s.line = arena_zero(&r->unit, s.cap, sizeof *s.line);
	s.slot = arena_zero(&r->unit, s.slots, sizeof *s.slot);
	for (const char *at = r->raw.p, *end = at + r->raw.len; at < end;)
		TRY(sort_in(r, u, &s, take_entry(r, &at), e));
	for (size_t i = 0; i < s.lines; i++)
		TRY(put_line(r, id, &s.line[i], e));
	arena_reset(&r->unit);
	return true;
}

static void
put_header(struct rows *r)
{
	buf_str(&r->out, "unit,label,method,line");
	for (size_t i = 0; i < r->width; i++)
		buf_printf(&r->out, ",%s", rows_number(&r->spec, i));
	csv_end_row(&r->out);
}

static bool
write_units(struct rows *r, struct err *e)
{
	put_header(r);
	if (r->spec.part == PART_TOTAL)
		return write_unit(r, NO_UNIT, e) && flush(r, e);
	for (uint32_t i = 0; i < r->spec.el->units; i++)
		TRY(write_unit(r, (struct unit_ix){ i }, e));
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
		return cannot(r, "write", e);
	TRY(write_units(r, e));
	if (fsync(r->table) != 0 || rename(r->part_path, r->spec.out) != 0)
		return cannot(r, "write", e);
	r->part_path = NULL;
	*written = r->written;
	return true;
}

static void
close_fd(int fd)
{
	if (fd >= 0)
		(void)close(fd);
}

void
rows_close(struct rows **r)
{
	struct rows *x = *r;

	if (x == NULL)
		return;
	if (x->part_path != NULL)
		(void)unlink(x->part_path);
	close_fd(x->spool);
	close_fd(x->table);
	buf_free(&x->raw);
	buf_free(&x->out);
	arena_free(&x->unit);
	arena_free(&x->a);
	*r = NULL;
}
