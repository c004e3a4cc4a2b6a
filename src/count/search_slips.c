/* SPDX-License-Identifier: Apache-2.0 */
/*
 * Batches with the same votes whose names are one slip apart: a letter or digit
 * changed or lost, or another scanner.  Equal votes are not enough for these,
 * as many names are that close: one of two must be out of place, or such pairs
 * must be far more than chance would make in the unit.
 */
#include <string.h>

#include "base/arena.h"
#include "base/buf.h"

#include "count/search.h"

#define ALIKE_MAX   3		/* rows of the same votes beyond this say little of a damaged name */
#define CROWD_MAX   8		/* and of another scanner */
#define REACH       2		/* numbers looked at on either side */
#define IN_PLACE    3		/* of these, taken by other batches around one that is not out of place */
#define TEXT_MAX    64
#define TEXT_MIN    4		/* shorter names are one letter apart by nature */
#define DAMAGED     0.1		/* prior of a pair of which one is out of place */
#define SISTERS     16		/* names damaged in one way */
#define SISTER      940		/* one more of them, in 1/1000 */
#define TIMES       5		/* pairs under another scanner, against chance */
#define EXCESS      3

/* The name without signs; numbers that touch stay apart. */
static size_t
text_of(const struct label *l, char out[TEXT_MAX])
{
	struct arena a CLEANUP(arena_free) = { 0 };
	const char *number;
	size_t n = 0, at = 0;

	for (const char *s = l->shape; *s != '\0' && n < TEXT_MAX; s++) {
		if (*s != '#') {
			out[n++] = *s;
			continue;
		}
		if (s > l->shape && s[-1] == '#')
			out[n++] = '-';
		number = arena_printf(&a, "%lld",
		    (long long)l->number[at++]);
		if (n + strlen(number) >= TEXT_MAX)
			return TEXT_MAX;
		while (*number != '\0')
			out[n++] = *number++;
	}
	return n;
}

/* One character changed, put in, or exchanged with the next; a dash moves no number. */
static bool
one_apart(const char *x, size_t nx, const char *y, size_t ny)
{
	size_t i = 0;

	if (nx > ny)
		return one_apart(y, ny, x, nx);
	while (i < nx && x[i] == y[i])
		i++;
	if (ny == nx + 1)
		return y[i] != '-' && memcmp(x + i, y + i + 1, nx - i) == 0;
	if (nx != ny || i == nx)
		return false;
	return memcmp(x + i + 1, y + i + 1, nx - i - 1) == 0 ||
	    (i + 1 < nx && x[i] == y[i + 1] && x[i + 1] == y[i] &&
	    memcmp(x + i + 2, y + i + 2, nx - i - 2) == 0);
}

/* The one number in which two names differ, or LABEL_NUMBERS. */
static size_t
other_number(const struct label *x, const struct label *y)
{
	size_t at = LABEL_NUMBERS;

	if (x->numbers != y->numbers)
		return at;
	for (size_t i = 0; i < x->numbers; i++) {
		if (x->number[i] == y->number[i])
			continue;
		if (at != LABEL_NUMBERS)
			return LABEL_NUMBERS;
		at = i;
	}
	return at;
}

/* Are two numbers one digit apart? */
static bool
digit_apart(int64_t x, int64_t y)
{
	struct label a = { .shape = "#", .number = { x }, .numbers = 1 };
	struct label b = { .shape = "#", .number = { y }, .numbers = 1 };
	char s[TEXT_MAX] = "", t[TEXT_MAX] = "";
	size_t n = text_of(&a, s), m = text_of(&b, t);

	return one_apart(s, n, t, m);
}

/* Has ${y} all numbers of ${x} but the first ones, "scanner 525" for "scanner 2 batch 525"? */
static bool
lost_number(const struct label *x, const struct label *y)
{
	return y->numbers > 0 && x->numbers == y->numbers + 1 && !x->range &&
	    strcmp(x->shape, "##") != 0 && y->shape[0] != '#' &&
	    memcmp(x->number + 1, y->number,
	    y->numbers * sizeof y->number[0]) == 0;
}

static bool
is_damaged(const struct search *s, uint32_t x, uint32_t y)
{
	const struct label *a = &s->label[x], *b = &s->label[y];
	char t[TEXT_MAX] = "", u[TEXT_MAX] = "";
	size_t n, m, at = other_number(a, b);

	if (!search_same_method(s, x, y))
		return false;
	if (at != LABEL_NUMBERS && search_related(s, x, y))
		return digit_apart(a->number[at], b->number[at]);
	if (lost_number(a, b) || lost_number(b, a))
		return true;
	n = text_of(a, t);
	m = text_of(b, u);
	return n >= TEXT_MIN && m >= TEXT_MIN && n < TEXT_MAX &&
	    m < TEXT_MAX && one_apart(t, n, u, m);
}

/* Is there a row of that name, or of one of the larger families that mean the same? */
static uint32_t
row_called(const struct search *s, const struct label *l, uint32_t family,
    uint32_t not)
{
	const struct family *f = &s->family[family];
	struct label name = *l;

	for (uint32_t k = 0; k <= f->kins; k++) {
		uint32_t x;

		name.shape = k == 0 ? f->shape : s->family[f->kin[k - 1]].shape;
		x = chain_first(&s->names, label_hash(&name));
		while (x != CHAIN_END && (x == not ||
		    !label_equal(&s->label[x], &name)))
			x = chain_next(&s->names, x);
		if (x != CHAIN_END)
			return x;
	}
	return CHAIN_END;
}

/* How many of the next numbers, up and down, other batches of that name have. */
static int
neighbours(const struct search *s, uint32_t row)
{
	struct label l = s->label[row];
	int n = 0;

	for (int64_t d = -REACH; l.numbers > 0 && d <= REACH; d++) {
		l.number[l.numbers - 1] =
		    s->label[row].number[l.numbers - 1] + d;
		n += d != 0 && row_called(s, &l, s->family_of[row], row) !=
		    CHAIN_END;
	}
	return n;
}

/* Has a batch a name that another one has, where names are not used again? */
static bool
is_taken(const struct search *s, uint32_t row)
{
	return s->group[row] != 0 &&
	    s->out->item[s->group[row] - 1].agree > AGREE_NEAR;
}

/* Is exactly one of two rows out of place? */
static bool
one_is_out_of_place(const struct search *s, uint32_t x, uint32_t y)
{
	int near_x = neighbours(s, x), near_y = neighbours(s, y);

	if (is_taken(s, x) != is_taken(s, y))
		return true;
	/* Where all names are odd, none is. */
	return (near_x == 0 && near_y >= IN_PLACE) ||
	    (near_y == 0 && near_x >= IN_PLACE);
}

static void
put_damaged(struct search *s, uint32_t x, uint32_t y, int likelihood)
{
	twins_put(s, (struct twin){ .x = x, .y = y, .names = NAMES_DAMAGED,
		.likelihood = likelihood,
		.one_in = search_one_in(search_share(s, x)) });
}

/* The same damage in other names of the family, whatever the votes are, if they agree. */
static void
put_sisters(struct search *s, uint32_t x, uint32_t y)
{
	const struct family *f = &s->family[s->family_of[x]];
	const struct family *g = &s->family[s->family_of[y]];
	const struct family *few = f->rows < g->rows ? f : g;
	const struct family *many = few == f ? g : f;

	if (f == g || few->rows > SISTERS ||
	    s->label[x].numbers != s->label[y].numbers)
		return;
	for (uint32_t i = 0; i < few->rows; i++) {
		struct label l = s->label[few->row[i]];
		uint32_t twin;

		l.shape = many->shape;
		twin = chain_first(&s->names, label_hash(&l));
		if (twin != CHAIN_END && label_equal(&s->label[twin], &l) &&
		    s->vectors.same[twin] > 1 && crowd_agreement(&s->crowd,
		    few->row[i], twin) == AGREE_SAME)
			put_damaged(s, few->row[i], twin, SISTER);
	}
}

static void
judge_damaged(struct search *s, uint32_t x, uint32_t y)
{
	if (!is_damaged(s, x, y) || !one_is_out_of_place(s, x, y))
		return;
	put_damaged(s, x, y,
	    search_posterior(DAMAGED, 0.6, search_share(s, x)));
	put_sisters(s, x, y);
}

/* Batches of the same last number whose names differ in one number before it. */
struct scanners {
	double observed, expected, aligned;
};

static bool
other_scanner(const struct search *s, uint32_t x, uint32_t y)
{
	const struct label *a = &s->label[x], *b = &s->label[y];
	size_t at = other_number(a, b);

	return a->numbers > 1 && at + 1 < a->numbers && !a->range &&
	    !b->range && search_same_method(s, x, y) &&
	    search_related(s, x, y);
}

/* The name without a number, in the largest family that means the same. */
static uint64_t
hash_without(const struct search *s, uint32_t row, size_t at)
{
	const struct family *f = &s->family[s->family_of[row]];
	struct label l = s->label[row];

	l.shape = f->kins > 0 ? s->family[f->kin[0]].shape : f->shape;
	l.number[at] = -1 - (int64_t)at;
	return label_hash(&l);
}

/* How many pairs of rows have another scanner and the same batch. */
static double
count_aligned(const struct search *s)
{
	size_t rows = s->sheet->rows;
	struct arena a CLEANUP(arena_free) = { 0 };
	double pairs = 0;

	for (size_t at = 0; at + 1 < LABEL_NUMBERS; at++) {
		struct chain names = chain_new(&a, rows);
		uint32_t *met = arena_zero(&a, rows + 1, sizeof *met);
		bool any = false;

		for (uint32_t i = 0; i < rows; i++) {
			if (s->label[i].numbers < at + 2 || s->label[i].range ||
			    s->vectors.same[i] == 0)
				continue;
			chain_put(&names, i, hash_without(s, i, at));
			any = true;
			if (chain_next(&names, i) != CHAIN_END)
				met[i] = met[chain_next(&names, i)] + 1;
			pairs += (double)met[i];
		}
		if (!any)
			break;
		arena_reset(&a);
	}
	return pairs;
}

static struct scanners
count_scanners(const struct search *s)
{
	struct scanners c = { 0 };
	double same = 0, rows = 0;

	for (uint32_t y = 0; y < s->sheet->rows; y++) {
		uint32_t more = s->vectors.same[y];

		if (more == 0)
			continue;
		rows++;
		same += more - 1;
		if (more > CROWD_MAX || more < 2)
			continue;
		for (uint32_t x = search_next_alike(s, y); x != CHAIN_END;
		     x = search_next_alike(s, x))
			c.observed += other_scanner(s, x, y);
	}
	if (c.observed < EXCESS)
		return c;
	c.aligned = count_aligned(s);
	c.expected = c.aligned * same / (rows * rows);
	return c;
}

static void
judge_scanner(struct search *s, uint32_t x, uint32_t y,
    const struct scanners *c)
{
	double chance = search_share(s, x);
	double prior = (c->observed - c->expected) / c->aligned;

	if (other_scanner(s, x, y))
		twins_put(s, (struct twin){ .x = x, .y = y,
			.names = NAMES_SCANNER,
			.likelihood = search_posterior(prior, 1, chance),
			.one_in = search_one_in(chance) });
}

void
search_slips(struct search *s)
{
	struct scanners c = count_scanners(s);
	bool many = c.aligned > c.observed &&
	    c.observed - c.expected >= EXCESS &&
	    c.observed >= TIMES * c.expected;

	for (uint32_t y = 0; y < s->sheet->rows; y++) {
		uint32_t same = s->vectors.same[y];

		if (same < 2 || same > CROWD_MAX)
			continue;
		for (uint32_t x = search_next_alike(s, y); x != CHAIN_END;
		     x = search_next_alike(s, x)) {
			if (same <= ALIKE_MAX)
				judge_damaged(s, x, y);
			if (many)
				judge_scanner(s, x, y, &c);
		}
	}
}
