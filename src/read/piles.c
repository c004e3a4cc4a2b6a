/* SPDX-License-Identifier: Apache-2.0 */
#include <errno.h>
#include <stdlib.h>
#include <string.h>
#include <unistd.h>

#include "base/arena.h"
#include "base/buf.h"
#include "base/err.h"

#include "read/piles.h"

/* A pile larger than this goes to the temporary file. */
#define PILE_MAX ((size_t)4 << 10)

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

struct piles {
	const char  *beside;
	struct pile *pile;
	struct arena a;		/* what lies on the piles */
	struct buf   extent;	/* read back */
	int          file;	/* -1: not needed yet */
	off_t        used;	/* of the file */
};

struct piles *
piles_new(struct arena *a, size_t n, const char *beside)
{
	struct piles *p = arena_zero(a, 1, sizeof *p);

	p->beside = beside;
	p->pile = arena_zero(&p->a, n, sizeof *p->pile);
	p->file = -1;
	return p;
}

static bool
cannot(const struct piles *p, const char *verb, struct err *e)
{
	return err_set(e, ERR_SYSTEM, "%s: cannot %s the temporary file beside "
	    "it: %s", p->beside, verb, strerror(errno));
}

/* The temporary file has a name only until it is open. */
static bool
open_file(struct piles *p, struct err *e)
{
	char *path = arena_printf(&p->a, "%s.XXXXXX", p->beside);

	if ((p->file = mkstemp(path)) < 0)
		return cannot(p, "make", e);
	return unlink(path) == 0 || cannot(p, "remove", e);
}

static bool
write_all(struct piles *p, const char *bytes, size_t n, struct err *e)
{
	while (n > 0) {
		ssize_t done = write(p->file, bytes, n);

		if (done < 0 && errno == EINTR)
			continue;
		if (done < 0)
			return cannot(p, "write", e);
		bytes += done;
		n -= (size_t)done;
	}
	return true;
}

/* Move ${n} bytes that belong to a pile to the temporary file. */
static bool
spill(struct piles *p, struct pile *x, const char *bytes, size_t n,
    struct err *e)
{
	struct extent *more = arena_zero(&p->a, 1, sizeof *more);

	if (p->file < 0)
		TRY(open_file(p, e));
	TRY(write_all(p, bytes, n, e));
	*more = (struct extent){ p->used, n, NULL };
	p->used += (off_t)n;
	if (x->last != NULL)
		x->last->next = more;
	else
		x->first = more;
	x->last = more;
	return true;
}

/* Make room for ${n} more bytes on a pile that stays below PILE_MAX. */
static void
make_room(struct piles *p, struct pile *x, size_t n)
{
	size_t cap = x->cap > 0 ? x->cap : PILE_MAX / 8;
	char *more;

	while (cap < x->n + n)
		cap *= 2;
	if (cap == x->cap)
		return;
	more = arena_zero(&p->a, 1, cap);
	if (x->n > 0)
		memcpy(more, x->p, x->n);
	x->p = more;
	x->cap = cap;
}

bool
piles_add(struct piles *p, size_t i, const char *bytes, size_t n,
    struct err *e)
{
	struct pile *x = &p->pile[i];

	if (x->n > 0 && x->n + n > PILE_MAX) {
		TRY(spill(p, x, x->p, x->n, e));
		x->n = 0;
	}
	if (n > PILE_MAX)
		return spill(p, x, bytes, n, e);
	make_room(p, x, n);
	memcpy(x->p + x->n, bytes, n);
	x->n += n;
	return true;
}

/* The bytes of one extent, into p->extent. */
static bool
fetch(struct piles *p, const struct extent *x, struct err *e)
{
	char part[PILE_MAX];

	p->extent.len = 0;
	while (p->extent.len < x->n) {
		size_t want = x->n - p->extent.len;
		ssize_t n = pread(p->file, part, want < sizeof part ? want :
		    sizeof part, x->at + (off_t)p->extent.len);

		if (n < 0 && errno == EINTR)
			continue;
		if (n <= 0)
			return cannot(p, "read", e);
		buf_put(&p->extent, part, (size_t)n);
	}
	return true;
}

bool
piles_each(struct piles *p, size_t i,
    bool (*see)(void *ctx, const char *bytes, size_t n, struct err *e),
    void *ctx, struct err *e)
{
	const struct pile *x = &p->pile[i];

	for (const struct extent *s = x->first; s != NULL; s = s->next) {
		TRY(fetch(p, s, e));
		TRY(see(ctx, p->extent.p, p->extent.len, e));
	}
	return x->n == 0 || see(ctx, x->p, x->n, e);
}

void
piles_close(struct piles **p)
{
	struct piles *x = *p;

	if (x == NULL)
		return;
	if (x->file >= 0)
		(void)close(x->file);
	buf_free(&x->extent);
	arena_free(&x->a);
	*p = NULL;
}
