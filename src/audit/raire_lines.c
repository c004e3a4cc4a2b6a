/* SPDX-License-Identifier: Apache-2.0 */
/* raire_lines: the proof of raire_check as lines, each set told once. */
#include "base/arena.h"

#include "audit/raire_check.h"
#include "audit/sets.h"

struct tell {
	struct arena           *a;
	const struct raire_set *s;
	struct raire_lines     *out;
	struct sets             told;	/* under a set: the line with its lines beneath, + 1 */
	size_t                  cap, most;
};

/* The first assertion that rules out ${c} right before ${set}, + 1; 0: none. */
static size_t
ruled_out_by(const struct raire_set *s, uint64_t set, size_t c)
{
	for (size_t i = 0; i < s->n; i++)
		if (raire_check_waits(&s->assertion[i], set) &&
		    raire_check_strikes(&s->assertion[i], set, c))
			return i + 1;
	return 0;
}

static bool
waits(const struct raire_set *s, uint64_t set)
{
	for (size_t i = 0; i < s->n; i++)
		if (raire_check_waits(&s->assertion[i], set))
			return true;
	return false;
}

/* Put the line; true if those beneath it are to be told. */
static bool
put(struct tell *t, uint64_t set, size_t c, size_t depth)
{
	struct raire_line line = { .depth = depth, .choice = (uint8_t)c,
		.set = set | ranking_one(c),
		.by = ruled_out_by(t->s, set, c) };
	uint32_t *told;

	if (line.by == 0 && !waits(t->s, line.set))
		line.open = true;
	if (line.by == 0 && !line.open) {
		told = sets_at(t->a, &t->told, line.set, 0);
		line.as = *told;
		if (*told == 0)
			*told = (uint32_t)t->out->n + 1;
	}
	t->out->line = arena_grow(t->a, t->out->line, t->out->n, &t->cap,
	    sizeof *t->out->line);
	t->out->line[t->out->n++] = line;
	return line.by == 0 && !line.open && line.as == 0;
}

static void
tell(struct tell *t, uint64_t set, size_t depth)
{
	for (size_t c = 0; c < t->s->choices; c++) {
		if ((set & ranking_one(c)) != 0 ||
		    (set == 0 && c == t->s->winner))
			continue;
		if (t->out->n >= t->most) {
			t->out->cut = true;
			return;
		}
		if (put(t, set, c, depth))
			tell(t, set | ranking_one(c), depth + 1);
	}
}

struct raire_lines
raire_check_lines(struct arena *a, const struct raire_set *s, size_t most)
{
	struct raire_lines out = { 0 };
	struct tell t = { .a = a, .s = s, .out = &out, .most = most };

	tell(&t, 0, 0);
	return out;
}
