/* SPDX-License-Identifier: Apache-2.0 */
#include <string.h>

#include "base/arena.h"

#include "read/fold.h"
#include "read/units.h"

/* How a unit may be called. */
struct alias {
	const char    *folded;
	struct unit_ix unit;
	bool           bare;	/* the name without the word for its kind */
	struct alias  *next;
};

struct units {
	struct arena          *a;
	const struct election *el;
	struct alias         **slot;
	size_t                 slots;	/* a power of two */
	const char            *word;	/* for a unit, folded */
	char                   last[FOLD_MAX];	/* text of the last match */
	size_t                 last_n;
	struct unit_ix         last_unit;
};

static size_t
hash(const char *s)
{
	size_t h = 5381;

	while (*s != '\0')
		h = h * 33 ^ (unsigned char)*s++;
	return h;
}

static void
add(struct units *u, const char *folded, struct unit_ix unit, bool bare)
{
	struct alias **slot = &u->slot[hash(folded) & (u->slots - 1)];
	struct alias *x = arena_zero(u->a, 1, sizeof *x);

	if (folded[0] == '\0')
		return;
	*x = (struct alias){ folded, unit, bare, *slot };
	*slot = x;
}

/* Take ${word} off the end of ${s}, if something stays. */
static bool
drop_end(char *s, const char *word)
{
	size_t n = strlen(s), w = strlen(word);

	if (w == 0 || n <= w || strcmp(s + n - w, word) != 0)
		return false;
	s[n - w] = '\0';
	return true;
}

static bool
drop_kind(const struct units *u, char *s)
{
	return drop_end(s, u->word) || drop_end(s, "county") ||
	    drop_end(s, "parish");
}

struct units *
units_new(struct arena *a, const struct election *el)
{
	struct units *u = arena_zero(a, 1, sizeof *u);

	u->a = a;
	u->el = el;
	u->word = fold_new(a, el->unit_word);
	u->slots = 64;
	while (u->slots < (size_t)el->units * 2)
		u->slots *= 2;
	u->slot = arena_zero(a, u->slots, sizeof *u->slot);
	for (uint32_t i = 0; i < el->units; i++) {
		struct unit_ix ix = { i };
		char *bare = fold_new(a, el->unit[i].name);

		add(u, fold_new(a, el->unit[i].id), ix, false);
		add(u, fold_new(a, el->unit[i].name), ix, false);
		/* "Fairfax" may be Fairfax City as well as Fairfax County. */
		if (drop_kind(u, bare) || drop_end(bare, "city"))
			add(u, bare, ix, true);
	}
	return u;
}

/* The unit of which ${folded} is an alias of that sort, if it is one. */
static enum unit_match
look_up(const struct units *u, const char *folded, bool bare,
    struct unit_ix *ix)
{
	enum unit_match m = UNIT_UNKNOWN;

	for (const struct alias *x = u->slot[hash(folded) & (u->slots - 1)];
	    x != NULL; x = x->next) {
		if (x->bare != bare || strcmp(x->folded, folded) != 0)
			continue;
		if (m == UNIT_FOUND && x->unit.n != ix->n)
			return UNIT_AMBIGUOUS;
		*ix = x->unit;
		m = UNIT_FOUND;
	}
	return m;
}

/* Of several units that ${folded} can mean, the one whose id it is to the letter. */
static bool
exact_id(const struct units *u, const char *folded, const char *p, size_t n,
    struct unit_ix *ix)
{
	for (const struct alias *x = u->slot[hash(folded) & (u->slots - 1)];
	    x != NULL; x = x->next) {
		const char *id = u->el->unit[x->unit.n].id;

		if (strlen(id) != n || memcmp(id, p, n) != 0)
			continue;
		*ix = x->unit;
		return true;
	}
	return false;
}

static struct unit_ix
nearest(const struct units *u, const char *folded)
{
	struct unit_ix best = { 0 };
	int least = FOLD_MAX + 1;

	for (size_t s = 0; s < u->slots; s++)
		for (const struct alias *x = u->slot[s]; x != NULL;
		    x = x->next) {
			int far = fold_distance(folded, x->folded, least);

			if (far < least || (far == least &&
			    x->unit.n < best.n)) {
				least = far;
				best = x->unit;
			}
		}
	return best;
}

bool
units_is_total(const char *p, size_t n)
{
	static const char *const words[] = { "total", "totals", "sum",
		"subtotal", "grandtotal", "grandtotals", "statewide",
		"statetotal", "statetotals", "statewidetotal", "overall",
		"overalltotal", "alltotal", "totalvotes", "countytotal",
		"countytotals", "countywide", "unittotal" };
	char folded[FOLD_MAX];

	fold(folded, p, n);
	for (size_t i = 0; i < sizeof words / sizeof words[0]; i++)
		if (strcmp(folded, words[i]) == 0)
			return true;
	return false;
}

/* "All counties", "Alder total", "Arcadia" in a column of units. */
static bool
sums_units(const struct units *u, char *folded)
{
	const char *all = fold_new(u->a, u->el->units_word);
	const char *whole = fold_new(u->a, u->el->jurisdiction);

	if (strncmp(folded, "all", 3) == 0 && strcmp(folded + 3, all) == 0)
		return true;
	return drop_end(folded, "total") || drop_end(folded, "totals") ||
	    strcmp(folded, whole) == 0;
}

static enum unit_match
find(const struct units *u, const char *p, size_t n, struct unit_ix *ix)
{
	char folded[FOLD_MAX], bare[FOLD_MAX];
	enum unit_match m;

	fold(folded, p, n);
	m = look_up(u, folded, false, ix);
	if (m == UNIT_AMBIGUOUS && exact_id(u, folded, p, n, ix))
		return UNIT_FOUND;
	if (m == UNIT_UNKNOWN && units_is_total(p, n))
		return UNIT_IS_TOTAL;
	if (m == UNIT_UNKNOWN)
		m = look_up(u, folded, true, ix);
	memcpy(bare, folded, sizeof bare);
	if (m == UNIT_UNKNOWN && drop_kind(u, bare))
		m = look_up(u, bare, false, ix);
	if (m != UNIT_UNKNOWN)
		return m;
	*ix = nearest(u, folded);
	return sums_units(u, folded) ? UNIT_IS_TOTAL : UNIT_UNKNOWN;
}

enum unit_match
units_find(struct units *u, const char *p, size_t n, struct unit_ix *ix)
{
	enum unit_match m;

	if (n > 0 && n == u->last_n && memcmp(p, u->last, n) == 0) {
		*ix = u->last_unit;
		return UNIT_FOUND;
	}
	m = find(u, p, n, ix);
	if (m == UNIT_FOUND && n < sizeof u->last) {
		memcpy(u->last, p, n);
		u->last_n = n;
		u->last_unit = *ix;
	}
	return m;
}
