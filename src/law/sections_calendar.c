/* SPDX-License-Identifier: Apache-2.0 */
#include "base/arena.h"

#include "law/scalar.h"
#include "law/sections.h"

static const struct schema_field holiday_fields[] = {
	PART("on", true),
	PART("on_saturday", false),
	PART("on_sunday", false),
	{ 0 },
};
const struct schema sections_holiday = { "a holiday", &sections_rule,
	holiday_fields };

/* By how many days a holiday moves: the position of a word, from ${first}. */
static bool
read_move(const struct tree *n, const char *const *words, int first, int *to,
    struct err *e)
{
	int word;

	*to = 0;
	if (n == NULL)
		return true;
	TRY(scalar_word(n, words, &word, e));
	*to = first + word;
	return true;
}

bool
sections_holiday_finish(struct arena *a, const struct tree *n, void *item,
    struct err *e)
{
	static const char *const saturday[] = { "Friday", "Saturday", NULL };
	static const char *const sunday[] = { "Sunday", "Monday", NULL };
	struct holiday *h = item;

	TRY(shape_read_on(a, tree_find(n, "on"), &h->on, e));
	TRY(read_move(tree_find(n, "on_saturday"), saturday, -1,
	    &h->on_saturday, e));
	TRY(read_move(tree_find(n, "on_sunday"), sunday, 0, &h->on_sunday,
	    e));
	h->observed = arena_printf(a, "%s, observed", h->rule.title);
	return true;
}

static const struct schema_field due_fields[] = {
	PART("due", true),
	FIELD("offices", SCHEMA_IDS, false, struct due, offices),
	{ 0 },
};
const struct schema sections_due = { "a deadline", &sections_rule,
	due_fields };

bool
sections_due_finish(struct arena *a, const struct tree *n, void *item,
    struct err *e)
{
	struct due *d = item;

	return shape_read_due(a, tree_find(n, "due"), &d->shape, e);
}
