/* SPDX-License-Identifier: Apache-2.0 */
/* What single batches of a unit show: zeros, one choice only, stray characters. */
#include <string.h>

#include "base/arena.h"
#include "base/buf.h"

#include "count/canvasser.h"
#include "count/label.h"

/* What one unit's batches show of the choices they hold. */
struct piles {
	const double *share;	/* of each choice in the unit's votes; a guide, not a figure */
	size_t *pure, *nearly;	/* by choice: batches of it alone; batches of nine tenths or more */
	size_t  batches;
	bool    sorted;		/* ballots were sorted by choice */
};

static bool
is_empty(const struct reconcile *r, const struct row *row,
    const struct piles *p)
{
	bool any = false;

	(void)p;
	for (uint16_t i = 0; i < r->width; i++) {
		if (num_known(row->v[i]) && row->v[i] != 0)
			return false;
		any |= num_known(row->v[i]);
	}
	return any;
}

/* Would chance put so many votes of one choice together less often than in ${limit} of all cases? */
static bool
is_pile(double share, int64_t votes, double limit)
{
	double chance = 1;

	while (votes-- > 0 && chance > limit)
		chance *= share;
	return chance <= limit;
}

/* The choice that has all votes of a batch, or nearly all if ${nearly}; or NO_CHOICE. */
static struct choice_ix
ruling_choice(const struct reconcile *r, const struct row *row, bool nearly)
{
	int64_t all = canvasser_votes(r, row->v);

	if (!num_known(all) || all == 0)
		return NO_CHOICE;
	for (uint16_t i = 0; i < r->choices; i++)
		if (num_known(row->v[i]) && (nearly ?
		    row->v[i] >= all - all / 10 : row->v[i] == all))
			return (struct choice_ix){ i };
	return NO_CHOICE;
}

/* Is a batch a pile of one choice's ballots?  Strictly, as long as it is not known that ballots were sorted. */
static bool
is_pure(const struct reconcile *r, const struct row *row,
    const struct piles *p)
{
	struct choice_ix only = ruling_choice(r, row, false);

	return choice_exists(only) && is_pile(p->share[only.n],
	    row->v[only.n], p->sorted ? 1e-2 : 1e-6);
}

typedef bool row_test(const struct reconcile *r, const struct row *row,
    const struct piles *p);

/* A finding with every row that passes the test as a member. */
static struct finding *
find_rows(struct reconcile *r, enum finding_code code, struct unit_ix unit,
    uint16_t source, row_test *test, const struct piles *p, size_t n)
{
	const struct sheet *s = r->seen[source].sheet;
	struct finding *fd = canvasser_finding(r, code, SEVERITY_NOTE, unit,
	    r->el->source[source].count);

	canvasser_room(r, fd, n);
	for (size_t i = 0; i < s->rows && fd->members < n; i++)
		if (test(r, &s->row[i], p))
			canvasser_member(r, fd, source, &s->row[i]);
	finding_number(r->out, fd, "batches", (int64_t)n);
	return fd;
}

static void
say_empty(struct reconcile *r, struct unit_ix unit, uint16_t source, size_t n)
{
	struct finding *fd;

	if (n == 0)
		return;
	fd = find_rows(r, FINDING_BATCH_EMPTY, unit, source, is_empty, NULL, n);
	fd->title = arena_printf(r->out->a, "%s: %zu empty batch%s",
	    canvasser_unit(r, unit), n, n == 1 ? "" : "es");
	fd->reason =
	    "All numbers of these batches are zero. That adds nothing, "
	    "but a batch that was named and not counted looks the same.";
}

static struct piles
new_piles(struct arena *a, const struct reconcile *r, uint16_t source)
{
	const int64_t *here = r->seen[source].here;
	double *share = arena_zero(a, r->choices + 1u, sizeof *share);
	int64_t all = canvasser_votes(r, here);
	struct piles p = { .share = share };

	p.pure = arena_zero(a, r->choices + 1u, sizeof *p.pure);
	p.nearly = arena_zero(a, r->choices + 1u, sizeof *p.nearly);
	for (uint16_t i = 0; i < r->choices; i++)
		share[i] = num_known(all) && all > 0 && num_known(here[i]) ?
		    (double)here[i] / (double)all : 1;
	return p;
}

static void
count_piles(const struct reconcile *r, const struct sheet *s, struct piles *p)
{
	p->batches = 0;
	memset(p->pure, 0, r->choices * sizeof *p->pure);
	memset(p->nearly, 0, r->choices * sizeof *p->nearly);
	for (size_t i = 0; i < s->rows; i++) {
		struct choice_ix most = ruling_choice(r, &s->row[i], true);
		int64_t votes = canvasser_votes(r, s->row[i].v);

		p->batches += votes > 0;
		if (!choice_exists(most))
			continue;
		if (is_pure(r, &s->row[i], p))
			p->pure[most.n]++;
		else if (votes >= 20 && s->row[i].v[most.n] < votes)
			p->nearly[most.n]++;
	}
}

static size_t
all_pure(const struct reconcile *r, const struct piles *p)
{
	size_t n = 0;

	for (uint16_t i = 0; i < r->choices; i++)
		n += p->pure[i];
	return n;
}

/*
 * Sorted ballots make many batches of nothing but one choice, for two choices
 * or more, and few of nearly nothing else; the taste of a place makes batches
 * of every shade, and mostly for one side.
 */
static bool
are_sorted(const struct reconcile *r, const struct piles *p)
{
	size_t sides = 0;

	for (uint16_t i = 0; i < r->choices; i++)
		sides += p->pure[i] >= 2 && p->pure[i] > p->nearly[i];
	return sides >= 2 && all_pure(r, p) * 33 >= p->batches;
}

static void
say_one_sided(struct reconcile *r, struct unit_ix unit, uint16_t source,
    const struct piles *p)
{
	size_t n = all_pure(r, p);
	struct finding *fd = find_rows(r, FINDING_BATCH_ONE_SIDED, unit,
	    source, is_pure, p, n);

	fd->likelihood = 0;
	fd->title = arena_printf(r->out->a,
	    "%s: %zu batches hold votes for one choice only",
	    canvasser_unit(r, unit), n);
	fd->reason = "Ballots were sorted by choice before these batches were "
	    "tallied: several choices have batches of nothing else, and hardly "
	    "any batch comes near to that. It is a way of tallying and no sign "
	    "of fraud.";
	for (uint16_t i = 0; i < r->choices; i++)
		if (p->pure[i] > 0)
			finding_number(r->out, fd, arena_printf(r->out->a,
			    "batches_%s", r->contest->choice[i].id),
			    (int64_t)p->pure[i]);
}

static void
check_piles(struct reconcile *r, struct unit_ix unit, uint16_t source)
{
	const struct sheet *s = r->seen[source].sheet;
	struct arena work CLEANUP(arena_free) = { 0 };
	struct piles p = new_piles(&work, r, source);

	count_piles(r, s, &p);
	if (!are_sorted(r, &p))
		return;
	p.sorted = true;
	count_piles(r, s, &p);
	say_one_sided(r, unit, source, &p);
}

void
check_batches(struct reconcile *r, struct unit_ix unit, uint16_t source)
{
	const struct sheet *s = r->seen[source].sheet;
	size_t empty = 0;

	for (size_t i = 0; i < s->rows; i++)
		empty += is_empty(r, &s->row[i], NULL);
	r->tally.checks += (int64_t)s->rows;
	say_empty(r, unit, source, empty);
	check_piles(r, unit, source);
	check_cards(r, unit, source);
}

static const char *
dirt_words(struct arena *a, unsigned dirt)
{
	static const struct { unsigned bit; const char *words; } kinds[] = {
		{ DIRT_EDGE_BLANK, "blanks in front or behind" },
		{ DIRT_TWO_BLANKS, "doubled blanks" },
		{ DIRT_CONTROL, "tabs or other control characters" },
		{ DIRT_INVISIBLE, "invisible characters or direction marks" },
		{ DIRT_ALPHABETS, "letters of several alphabets in one name" },
		{ DIRT_BYTES, "bytes that are not UTF-8" },
	};
	struct buf b CLEANUP(buf_free) = { 0 };

	for (size_t i = 0; i < sizeof kinds / sizeof kinds[0]; i++)
		if (dirt & kinds[i].bit)
			buf_printf(&b, "%s%s", b.len > 0 ? ", " : "",
			    kinds[i].words);
	return arena_text(a, b.p);
}

/* Dirt that matters here: where most labels are in another alphabet, that is no dirt. */
static unsigned
dirt_that_matters(const struct sheet *s)
{
	size_t foreign = 0;

	for (size_t i = 0; i < s->rows; i++)
		foreign += (label_dirt(s->row[i].label) & DIRT_ALPHABETS) != 0;
	return foreign * 2 > s->rows ? ~(unsigned)DIRT_ALPHABETS : ~0u;
}

static void
say_dirt(struct reconcile *r, struct finding *fd, unsigned dirt)
{
	size_t n = fd->members;

	fd->title =
	    arena_printf(r->out->a, "%s: %zu label%s with stray characters",
		canvasser_unit(r, fd->unit), n, n == 1 ? "" : "s");
	fd->reason = arena_printf(r->out->a,
	    "Found: %s. They carry no meaning, "
	    "but hide that two labels are the same.",
	    dirt_words(r->out->a, dirt));
	finding_number(r->out, fd, "batches", (int64_t)n);
}

void
check_labels(struct reconcile *r, struct unit_ix unit, uint16_t source)
{
	const struct sheet *s = r->seen[source].sheet;
	unsigned matters = dirt_that_matters(s), all = 0;
	struct finding *fd = NULL;

	r->tally.checks += (int64_t)s->rows;
	for (size_t i = 0; i < s->rows; i++) {
		unsigned dirt = label_dirt(s->row[i].label) & matters;

		if (dirt == 0)
			continue;
		if (fd == NULL) {
			fd = canvasser_finding(r, FINDING_LABEL_DIRT,
			    SEVERITY_NOTE, unit, r->el->source[source].count);
			canvasser_room(r, fd, s->rows - i);
		}
		canvasser_member(r, fd, source, &s->row[i]);
		all |= dirt;
	}
	if (fd != NULL)
		say_dirt(r, fd, all);
}
