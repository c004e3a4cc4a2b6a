/* SPDX-License-Identifier: Apache-2.0 */
/*
 * Batches with the same votes whose names do not say why.  Named only if fewer
 * than one such pair in ${TOLERATED} units would come about by chance, counting
 * all pairs of the unit that are as large and as alike in their names.
 */
#include <stdlib.h>
#include <string.h>

#include "base/arena.h"

#include "count/search.h"

#define TOLERATED 0.01		/* pairs by chance in a unit */
#define EXPECTED  0.05		/* batches entered twice under an unlike name, in a unit */
#define ALIKE_MAX 4		/* rows of the same votes beyond this are chance */
#define SMALLEST  10		/* votes */

/* The words in front of the first number. */
static size_t
place_words(const struct label *l)
{
	return strcspn(l->shape, "#");
}

static bool
same_place(const struct search *s, size_t x, size_t y)
{
	size_t n = place_words(&s->label[x]);

	return n > 0 && n == place_words(&s->label[y]) &&
	    memcmp(s->label[x].shape, s->label[y].shape, n) == 0;
}

/* Do the digits of two numbers differ by two neighbours that changed places? */
static bool
are_exchanged(int64_t a, int64_t b)
{
	int64_t low = a < b ? a : b, apart = a < b ? b - a : a - b;

	/* xy against yx: 10x + y - (10y + x) = 9 (x - y), at some power of ten. */
	for (int64_t ten = 1; low >= ten * 10 || apart >= ten * 9; ten *= 10) {
		int64_t tens = low / (ten * 10) % 10, ones = low / ten % 10;

		if (ones > tens && apart == 9 * ten * (ones - tens))
			return true;
		if (ten > INT64_MAX / 100)
			break;
	}
	return false;
}

/* Two names that differ in one number, by one or by two digits that changed places. */
static enum likeness_of_names
number_slip(const struct search *s, size_t x, size_t y)
{
	const struct label *a = &s->label[x], *b = &s->label[y];
	size_t differ = 0, at = 0;

	if (a->numbers != b->numbers || (strcmp(a->shape, b->shape) != 0 &&
	    label_kinship(a->shape, b->shape) == KIN_NONE))
		return NAMES_OTHER;
	for (size_t i = 0; i < a->numbers; i++)
		if (a->number[i] != b->number[i]) {
			differ++;
			at = i;
		}
	if (differ != 1)
		return NAMES_OTHER;
	if (llabs(a->number[at] - b->number[at]) == 1)
		return NAMES_NEXT;
	return are_exchanged(a->number[at], b->number[at]) ? NAMES_DIGITS :
	    NAMES_OTHER;
}

static int
by_words(const void *x, const void *y)
{
	return strcmp(*(const char *const *)x, *(const char *const *)y);
}

/* Pairs among the batches as large as ${row} whose names begin alike. */
static double
pairs_of_place(const struct search *s, size_t row)
{
	size_t n = crowd_peers(&s->crowd, row), run = 0;
	const uint32_t *peer = s->crowd.by_size + s->crowd.n - n;
	const char **words = arena_zero(s->a, n + 1, sizeof *words);
	double pairs = 0;

	for (size_t i = 0; i < n; i++) {
		const struct label *l = &s->label[peer[i]];
		char *w = arena_zero(s->a, place_words(l) + 1, 1);

		memcpy(w, l->shape, place_words(l));
		words[i] = w;
	}
	qsort(words, n, sizeof *words, by_words);
	for (size_t i = 1; i < n; i++) {
		run = strcmp(words[i - 1], words[i]) == 0 ? run + 1 : 0;
		pairs += (double)run;
	}
	return pairs;
}

/*
 * How many batches could have been entered under the next number.  Fewer come
 * into question where one of the two took a name that another batch has, or
 * where their names are spelt differently.
 */
static double
neighbours(const struct search *s, size_t x, size_t y, double peers)
{
	uint32_t fx = s->family[s->family_of[x]].rows;
	uint32_t fy = s->family[s->family_of[y]].rows;
	double fewer = fx < fy ? fx : fy;

	if (s->group[x] != 0 || s->group[y] != 0)
		return 2 * (double)s->out->n;
	if (s->family_of[x] == s->family_of[y] || fewer > peers)
		return peers;
	return fewer;
}

/* How many pairs of the unit could have agreed as this one does. */
static double
rivals(const struct search *s, size_t x, size_t y, double chance,
    enum likeness_of_names *names)
{
	double peers = (double)crowd_peers(&s->crowd, x), next;
	double all = peers * peers / 2;

	*names = number_slip(s, x, y);
	next = 2 * neighbours(s, x, y, peers);
	if (*names != NAMES_OTHER && next < all)
		return next;
	/* Counting costs time; it can only help where it can reach the limit. */
	if (*names == NAMES_OTHER && all * chance >= TOLERATED &&
	    all * chance < 20 && peers < 5000 && same_place(s, x, y)) {
		*names = NAMES_PLACE;
		return pairs_of_place(s, x);
	}
	return all;
}

static bool
already_named(const struct search *s, uint32_t x, uint32_t y)
{
	const struct duplicates *out = s->out;

	if (s->group[x] != 0 && s->group[x] == s->group[y])
		return true;
	if (twins_find(s, x, y) != NULL)
		return true;
	if (!s->in_range[x] || !s->in_range[y])
		return false;
	for (size_t i = 0; i < out->n; i++) {
		bool has_x = false, has_y = false;

		if (out->item[i].code != FINDING_BATCH_RANGE)
			continue;
		for (size_t k = 0; k < out->item[i].rows; k++) {
			has_x |= out->item[i].row[k] == x;
			has_y |= out->item[i].row[k] == y;
		}
		if (has_x && has_y)
			return true;
	}
	return false;
}

/* Do two names end in the same numbers, as "mail 1D-3" and "Oak Hall 1D-3" do? */
static bool
same_numbers(const struct label *x, const struct label *y)
{
	return x->numbers > 0 && x->numbers == y->numbers &&
	    memcmp(x->number, y->number, x->numbers * sizeof x->number[0]) == 0;
}

static enum finding_code
code_of(const struct search *s, uint32_t x, uint32_t y)
{
	return !search_same_method(s, x, y) &&
	    same_numbers(&s->label[x], &s->label[y]) ?
	    FINDING_BATCH_TWO_TYPES : FINDING_BATCH_SAME_VOTES;
}

void
search_doubt_name(struct search *s, uint32_t row)
{
	struct duplicate *d;

	if (s->group[row] == 0)
		return;
	d = &s->out->item[s->group[row] - 1];
	if (d->agree > AGREE_NEAR && d->likelihood > 200)
		d->likelihood = 200;
}

static void
judge_votes(struct search *s, const uint32_t *row, size_t rows)
{
	double chance = crowd_chance(&s->crowd, row[0], row[1], AGREE_SAME),
	       expected;
	enum likeness_of_names names;
	struct duplicate *d;

	expected = rivals(s, row[0], row[1], chance, &names) * chance;
	if (expected >= TOLERATED)
		return;
	d = search_add(s);
	d->code = code_of(s, row[0], row[1]);
	d->names = names == NAMES_OTHER &&
	    same_numbers(&s->label[row[0]], &s->label[row[1]]) ?
	    NAMES_NUMBERS : names;
	d->agree = AGREE_SAME;
	d->row = arena_zero(s->a, rows, sizeof *d->row);
	memcpy(d->row, row, rows * sizeof *row);
	d->rows = rows;
	d->likelihood = search_posterior(0.5, EXPECTED, expected);
	d->one_in = search_one_in(chance);
	for (size_t i = 0; i < rows; i++)
		search_doubt_name(s, row[i]);
}

/* All rows with the votes of ${y}, of which it is the last; 0 if too many. */
static size_t
alike(const struct search *s, const struct chain *votes, uint32_t y,
    uint32_t row[ALIKE_MAX])
{
	size_t n = 0;

	for (uint32_t x = chain_first(votes, votes->hash[y]); x != CHAIN_END;
	    x = chain_next(votes, x)) {
		if (x > y || n == ALIKE_MAX)
			return 0;
		if (crowd_agreement(&s->crowd, x, y) == AGREE_SAME)
			row[n++] = x;
	}
	return n;
}

/* Put the rows in order, and leave out those that are named with one before them. */
static size_t
keep_unnamed(const struct search *s, uint32_t *row, size_t n)
{
	uint32_t newest_first[ALIKE_MAX];
	size_t kept = 0;

	memcpy(newest_first, row, n * sizeof *row);
	while (n-- > 0) {
		uint32_t y = newest_first[n];
		bool named = false;

		for (size_t k = 0; k < kept; k++)
			named |= already_named(s, row[k], y);
		if (!named)
			row[kept++] = y;
	}
	return kept;
}

void
search_votes(struct search *s)
{
	struct chain votes = chain_new(s->a, s->sheet->rows);
	uint32_t row[ALIKE_MAX];

	for (uint32_t i = 0; i < s->sheet->rows; i++)
		if (s->crowd.size[i] >= SMALLEST)
			chain_put(&votes, i, search_votes_hash(s, i));
	for (uint32_t i = 0; i < s->sheet->rows; i++) {
		size_t n;

		if (s->crowd.size[i] < SMALLEST)
			continue;
		n = keep_unnamed(s, row, alike(s, &votes, i, row));
		s->out->checks++;
		if (n >= 2)
			judge_votes(s, row, n);
	}
}
