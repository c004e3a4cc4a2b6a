/* SPDX-License-Identifier: Apache-2.0 */
/* What single batches of a unit show: zeros, one choice only, blanks, stray characters. */
#include <string.h>

#include "base/arena.h"
#include "base/buf.h"

#include "count/canvasser.h"
#include "count/label.h"

#define PILE 20		/* votes; a smaller batch may well be of one choice */
#define PILES 5		/* batches of one choice that make a habit */

static bool
is_empty(const struct reconcile *r, const struct row *row)
{
	bool any = false;

	for (uint16_t i = 0; i < r->width; i++) {
		if (num_known(row->v[i]) && row->v[i] != 0)
			return false;
		any |= num_known(row->v[i]);
	}
	return any;
}

/* The choice that has all votes of a batch, or NO_CHOICE. */
static struct choice_ix
only_choice(const struct reconcile *r, const struct row *row)
{
	int64_t all = canvasser_votes(r, row->v);

	if (!num_known(all) || all < PILE)
		return NO_CHOICE;
	for (uint16_t i = 0; i < r->choices; i++)
		if (row->v[i] == all)
			return (struct choice_ix){ i };
	return NO_CHOICE;
}

typedef bool row_test(const struct reconcile *r, const struct row *row);

static bool
is_one_sided(const struct reconcile *r, const struct row *row)
{
	return choice_exists(only_choice(r, row));
}

static bool
is_dirty(const struct reconcile *r, const struct row *row)
{
	struct arena work CLEANUP(arena_free) = { 0 };

	(void)r;
	return label_read(&work, row->label).dirt != 0;
}

/* A finding with every row that passes the test as a member. */
static struct finding *
find_rows(struct reconcile *r, enum finding_code code, struct unit_ix unit,
    uint16_t source, row_test *test, size_t n)
{
	const struct sheet *s = r->seen[source].sheet;
	struct finding *fd = canvasser_finding(r, code, SEVERITY_NOTE, unit,
	    r->el->source[source].count);

	canvasser_room(r, fd, n);
	for (size_t i = 0; i < s->rows && fd->members < n; i++)
		if (test(r, &s->row[i]))
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
	fd = find_rows(r, FINDING_BATCH_EMPTY, unit, source, is_empty, n);
	fd->title = arena_printf(r->out->a, "%s: %zu empty batch%s",
	    canvasser_unit(r, unit), n, n == 1 ? "" : "es");
	fd->reason = "All numbers of these batches are zero. That adds nothing, "
	    "but a batch that was named and not counted looks the same.";
}

/*
 * Piles of one choice: only where at least two choices have many, and they
 * make up a good part of the batches, which no precinct's taste explains.
 */
static bool
is_sorted_by_choice(const struct reconcile *r, const size_t *piles,
    size_t all, size_t batches)
{
	size_t sides = 0;

	for (uint16_t i = 0; i < r->choices; i++)
		sides += piles[i] >= PILES && piles[i] * 50 >= batches;
	return sides >= 2 && all * 10 >= batches;
}

static void
say_one_sided(struct reconcile *r, struct unit_ix unit, uint16_t source,
    const size_t *piles, size_t all)
{
	struct finding *fd = find_rows(r, FINDING_BATCH_ONE_SIDED, unit,
	    source, is_one_sided, all);

	fd->likelihood = 0;
	fd->title = arena_printf(r->out->a,
	    "%s: %zu batches hold votes for one choice only",
	    canvasser_unit(r, unit), all);
	fd->reason = "Ballots were sorted by choice before these batches were "
	    "tallied, so each holds one choice's votes. That is a way of "
	    "tallying and no sign of fraud; several choices have such batches.";
	for (uint16_t i = 0; i < r->choices; i++)
		if (piles[i] > 0)
			finding_number(r->out, fd, arena_printf(r->out->a,
			    "batches_%s", r->contest->choice[i].id),
			    (int64_t)piles[i]);
}

static void
count_blanks(struct reconcile *r, struct unit_ix unit, uint16_t source,
    const struct row *row)
{
	struct blanks *b = &r->seen[source].blanks[unit.n];
	int64_t votes = canvasser_votes(r, row->v);
	int64_t blank = row->v[r->choices + EXTRA_UNDERVOTES];

	if (!num_known(votes) || !num_known(blank) || votes + blank == 0)
		return;
	b->cards += votes + blank;
	b->blank += blank;
	b->batches++;
	b->halves += blank >= 5 && blank * 5 >= (votes + blank) * 2;
}

void
check_batches(struct reconcile *r, struct unit_ix unit, uint16_t source)
{
	const struct sheet *s = r->seen[source].sheet;
	struct arena work CLEANUP(arena_free) = { 0 };
	size_t *piles = arena_zero(&work, r->choices + 1u, sizeof *piles);
	size_t empty = 0, sorted = 0, full = 0;

	for (size_t i = 0; i < s->rows; i++) {
		struct choice_ix only = only_choice(r, &s->row[i]);

		empty += is_empty(r, &s->row[i]);
		full += canvasser_votes(r, s->row[i].v) >= PILE;
		if (choice_exists(only)) {
			piles[only.n]++;
			sorted++;
		}
		count_blanks(r, unit, source, &s->row[i]);
	}
	r->tally.checks += (int64_t)s->rows;
	say_empty(r, unit, source, empty);
	if (is_sorted_by_choice(r, piles, sorted, full))
		say_one_sided(r, unit, source, piles, sorted);
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
			buf_printf(&b, "%s%s", b.len > 0 ? ", " : "", kinds[i].words);
	return arena_text(a, b.p);
}

void
check_labels(struct reconcile *r, struct unit_ix unit, uint16_t source)
{
	const struct sheet *s = r->seen[source].sheet;
	struct arena work CLEANUP(arena_free) = { 0 };
	struct finding *fd;
	unsigned all = 0;
	size_t n = 0;

	for (size_t i = 0; i < s->rows; i++) {
		unsigned dirt = label_read(&work, s->row[i].label).dirt;

		all |= dirt;
		n += dirt != 0;
	}
	r->tally.checks += (int64_t)s->rows;
	if (n == 0)
		return;
	fd = find_rows(r, FINDING_LABEL_DIRT, unit, source, is_dirty, n);
	fd->title = arena_printf(r->out->a,
	    "%s: %zu label%s with stray characters", canvasser_unit(r, unit),
	    n, n == 1 ? "" : "s");
	fd->reason = arena_printf(r->out->a, "Found: %s. They carry no meaning, "
	    "but hide that two labels are the same.",
	    dirt_words(r->out->a, all));
}
