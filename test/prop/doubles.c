/* SPDX-License-Identifier: Apache-2.0 */
/* Laws of labels and of the search for doubles. */
#include "base/arena.h"
#include "base/num.h"
#include "count/duplicate.h"
#include "count/label.h"

#include "prop.h"

#define WIDTH (3 + EXTRAS)

static char *
any_label(struct gen *g, struct arena *a)
{
	static const char *const words[] = { "Scanner", "Batch", "Box", "AV",
		"Early", "c", "to", "\xC3\xAE", "\xD0\xA1" };
	static const char *const joints[] = { "", " ", "-", "/", ", ", "\t",
		" #" };
	char *s = arena_text(a, "");

	for (size_t i = 0, n = 1 + gen_below(g, 4); i < n; i++)
		s = arena_printf(a, "%s%s%s%" PRIu64, s,
		    words[gen_below(g, sizeof words / sizeof words[0])],
		    joints[gen_below(g, sizeof joints / sizeof joints[0])],
		    gen_below(g, 300));
	return s;
}

/* The same name as another person would write it. */
static char *
respelt(struct gen *g, struct arena *a, const char *s)
{
	char *out = arena_zero(a, 4 * strlen(s) + 4, 1);
	size_t n = 0;

	for (size_t i = 0; s[i] != '\0'; i++) {
		char c = s[i];
		bool letter = (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z');
		bool digit = c >= '0' && c <= '9';
		bool inside = i > 0 && s[i - 1] >= '0' && s[i - 1] <= '9';

		if (digit && !inside && gen_below(g, 3) == 0)
			out[n++] = '0';
		out[n++] = letter && gen_below(g, 2) ? (char)(c ^ 0x20) : c;
		if (c == ' ' && gen_below(g, 3) == 0)
			out[n++] = ' ';
	}
	if (gen_below(g, 2) == 0)
		out[n++] = ' ';
	return out;
}

static bool
a_name_is_equal_however_it_is_spelt(struct gen *g)
{
	struct arena a = { 0 };
	const char *s = any_label(g, &a), *t = respelt(g, &a, s);
	struct label x = label_read(&a, s), y = label_read(&a, t);
	bool holds = HOLDS(label_equal(&x, &y) &&
	    label_hash(&x) == label_hash(&y) && x.range == y.range,
	    "%s and %s", s, t);

	arena_free(&a);
	return holds;
}

static bool
kinship_is_mutual(struct gen *g)
{
	struct arena a = { 0 };
	struct label x = label_read(&a, any_label(g, &a));
	struct label y = label_read(&a, any_label(g, &a));
	bool holds = HOLDS(label_kinship(x.shape, y.shape) ==
	    label_kinship(y.shape, x.shape), "%s and %s", x.shape, y.shape);

	arena_free(&a);
	return holds;
}

static bool
any_bytes_are_a_name(struct gen *g)
{
	struct arena a = { 0 };
	char s[64] = { 0 };
	struct label l;

	for (size_t i = 0, n = gen_below(g, sizeof s - 1); i < n; i++)
		s[i] = (char)(1 + gen_below(g, 255));
	l = label_read(&a, s);
	(void)label_dirt(s);
	arena_free(&a);
	return HOLDS(l.numbers <= LABEL_NUMBERS, "%zu numbers", l.numbers);
}

static struct sheet
any_sheet(struct gen *g, struct arena *a)
{
	struct sheet s = { .rows = 2 + gen_sized(g) * 3, .width = WIDTH };

	s.row = arena_zero(a, s.rows, sizeof *s.row);
	for (size_t i = 0; i < s.rows; i++) {
		int64_t *v = arena_zero(a, WIDTH, sizeof *v);

		for (int k = 0; k < 3; k++)
			v[k] = (int64_t)gen_below(g, 90);
		s.row[i] = (struct row){ any_label(g, a),
			gen_below(g, 2) ? "Mail" : "Poll", (int64_t)i, v };
	}
	return s;
}

static bool
no_pair_is_named_twice_and_no_row_twice_in_a_group(struct gen *g)
{
	struct arena a = { 0 };
	struct sheet s = any_sheet(g, &a);
	struct duplicates d = duplicate_search(&a, &s, NULL, 3);
	uint8_t *named = arena_zero(&a, s.rows * s.rows, 1);
	bool once = true;

	for (size_t i = 0; i < d.n; i++)
		for (size_t k = 0; k < d.item[i].rows; k++)
			for (size_t m = 0; m < k; m++) {
				uint32_t x = d.item[i].row[m],
					 y = d.item[i].row[k];
				bool range =
				    d.item[i].code == FINDING_BATCH_RANGE;

				once &= x != y;
				if (!range)
					once &= named[x * s.rows + y]++ == 0;
			}
	arena_free(&a);
	return HOLDS(once, "%zu rows, %zu groups", s.rows, d.n);
}

static bool
a_copy_of_a_large_batch_is_found(struct gen *g)
{
	struct arena a = { 0 };
	struct sheet s = any_sheet(g, &a);
	struct duplicates d;
	bool found = false;
	size_t last = s.rows - 1;

	for (int k = 0; k < 3; k++)
		s.row[0].v[k] = gen_between(g, 500, 900);
	s.row[0].label = "Hall 901 pile 77";
	s.row[last] = s.row[0];
	s.row[last].label = respelt(g, &a, s.row[0].label);
	d = duplicate_search(&a, &s, NULL, 3);
	for (size_t i = 0; i < d.n; i++)
		found |= d.item[i].rows == 2 && d.item[i].row[0] == 0 &&
		    d.item[i].row[1] == last;
	arena_free(&a);
	return HOLDS(found, "%zu rows, %zu groups", s.rows, d.n);
}

int
main(void)
{
	prop_begin();
	PROP(a_name_is_equal_however_it_is_spelt);
	PROP(kinship_is_mutual);
	PROP(any_bytes_are_a_name);
	PROP(no_pair_is_named_twice_and_no_row_twice_in_a_group);
	PROP(a_copy_of_a_large_batch_is_found);
	return prop_end();
}
