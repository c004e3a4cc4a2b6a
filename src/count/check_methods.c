/* SPDX-License-Identifier: Apache-2.0 */
/* Do the methods of two sources correspond, and are blanks really blanks? */
#include <stdlib.h>
#include <string.h>

#include "base/arena.h"
#include "base/buf.h"

#include "count/canvasser.h"

static int64_t *
find_method(struct reconcile *r, struct methods *m, const char *name)
{
	for (size_t i = 0; i < m->n; i++)
		if (strcmp(m->name[i], name) == 0)
			return &m->here[i];
	if (m->n == METHODS)
		return NULL;
	m->name[m->n] = arena_text(r->a, name);
	return &m->here[m->n++];
}

static void
count_methods(struct reconcile *r, struct seen *n)
{
	memset(n->methods.here, 0, sizeof n->methods.here);
	for (size_t i = 0; i < n->sheet->rows; i++) {
		const struct row *row = &n->sheet->row[i];
		int64_t votes = canvasser_votes(r, row->v);
		int64_t *here = row->method[0] == '\0' ? NULL :
		    find_method(r, &n->methods, row->method);

		if (here != NULL && num_known(votes))
			(void)num_add(here, *here, votes);
	}
}

static int
largest_first(const void *x, const void *y)
{
	int64_t a = *(const int64_t *)x, b = *(const int64_t *)y;

	return (a < b) - (a > b);
}

/* Do the methods of a unit, largest first, have about the same votes in both? */
static bool
sizes_alike(const struct methods *x, const struct methods *y)
{
	int64_t a[METHODS], b[METHODS];

	memcpy(a, x->here, sizeof a);
	memcpy(b, y->here, sizeof b);
	qsort(a, METHODS, sizeof a[0], largest_first);
	qsort(b, METHODS, sizeof b[0], largest_first);
	for (size_t i = 0; i < METHODS; i++) {
		int64_t apart = a[i] < b[i] ? b[i] - a[i] : a[i] - b[i];

		if (apart > 10 + a[i] / 20)
			return false;
	}
	return true;
}

/* The first source of the contest with methods; others are held against it. */
static int
first_with_methods(const struct reconcile *r)
{
	for (uint16_t s = 0; s < r->el->sources; s++)
		if (r->seen[s].methods.n > 0)
			return s;
	return -1;
}

static bool
has_methods(const struct reconcile *r, uint16_t s)
{
	enum partition p = r->el->source[s].part;

	return p == PART_METHOD || p == PART_BATCH || p == PART_PRECINCT;
}

void
check_unit_methods(struct reconcile *r)
{
	int first;

	for (uint16_t s = 0; s < r->el->sources; s++)
		if (r->seen[s].sheet != NULL && has_methods(r, s))
			count_methods(r, &r->seen[s]);
	first = first_with_methods(r);
	if (first < 0 || r->seen[first].sheet == NULL)
		return;
	for (uint16_t s = (uint16_t)(first + 1); s < r->el->sources; s++) {
		struct seen *n = &r->seen[s];

		if (n->sheet == NULL || n->methods.n == 0)
			continue;
		r->tally.checks++;
		if (sizes_alike(&r->seen[first].methods, &n->methods))
			n->alike++;
		else
			n->unlike++;
	}
}

static bool
is_named_in(const struct methods *m, const char *name)
{
	for (size_t i = 0; i < m->n; i++)
		if (strcmp(m->name[i], name) == 0)
			return true;
	return false;
}

/* The methods of ${x} that ${y} does not name; their number. */
static int64_t
put_strangers(struct buf *b, const struct methods *x, const struct methods *y)
{
	int64_t n = 0;

	for (size_t i = 0; i < x->n; i++)
		if (!is_named_in(y, x->name[i])) {
			buf_printf(b, "%s“%s”", n > 0 ? ", " : "", x->name[i]);
			n++;
		}
	if (n == 0)
		buf_str(b, "none");
	return n;
}

static void
say_methods(struct reconcile *r, uint16_t first, uint16_t s)
{
	const struct source *a = &r->el->source[first], *b = &r->el->source[s];
	struct buf only_a CLEANUP(buf_free) = { 0 };
	struct buf only_b CLEANUP(buf_free) = { 0 };
	const struct seen *n = &r->seen[s];
	int64_t na =
	    put_strangers(&only_a, &r->seen[first].methods, &n->methods);
	int64_t nb =
	    put_strangers(&only_b, &n->methods, &r->seen[first].methods);
	struct finding *fd;

	if (na + nb == 0)
		return;
	fd = canvasser_finding(r, FINDING_METHODS_DIFFER, SEVERITY_NOTE,
	    NO_UNIT, b->count);
	fd->title = arena_printf(r->out->a,
	    "“%s” and “%s” divide votes by different methods", a->title,
	    b->title);
	fd->reason = arena_printf(r->out->a,
	    "Only the first names %s; only the "
	    "second %s. In %u of %u %s the methods have about the same sizes, "
	    "largest against largest; elsewhere they cannot be compared.",
	    only_a.p, only_b.p, n->alike, n->alike + n->unlike,
	    r->el->units_word);
	finding_number(r->out, fd, "only_in_first", na);
	finding_number(r->out, fd, "only_in_second", nb);
	finding_number(r->out, fd, "units_alike", n->alike);
	finding_number(r->out, fd, "units_unlike", n->unlike);
}

void
check_methods(struct reconcile *r)
{
	int first = first_with_methods(r);

	if (first < 0)
		return;
	for (uint16_t s = (uint16_t)(first + 1); s < r->el->sources; s++)
		if (r->seen[s].methods.n > 0)
			say_methods(r, (uint16_t)first, s);
}
