/* SPDX-License-Identifier: Apache-2.0 */
#include <string.h>

#include "base/err.h"

#include "law/authority.h"
#include "law/authority_check.h"
#include "law/check.h"

static struct place
place_of(const struct authority *w, int64_t line)
{
	return (struct place){ w->name, line, 0 };
}

static bool
check_rows(const struct authority *w, struct err *e)
{
	for (size_t i = 0; i < w->rows; i++)
		for (size_t j = 0; j < i; j++) {
			const struct rule *a = &w->row[j].rule;
			const struct rule *b = &w->row[i].rule;

			if (strcmp(a->id, b->id) == 0 && check_meet(a, b))
				return err_at(e, place_of(w, b->line),
				    "found the row \"%s\" beside that of line "
				    "%lld, expected no day on which both hold",
				    b->id, (long long)a->line);
		}
	return true;
}

/* The index is sorted, so rows of one action are neighbours. */
static bool
check_acts(const struct authority *w, struct err *e)
{
	for (size_t i = 0; i < w->acts; i++)
		for (size_t j = i; j-- > 0 &&
		    strcmp(w->act[j].act, w->act[i].act) == 0; ) {
			const struct rule *a = &w->act[j].row->rule;
			const struct rule *b = &w->act[i].row->rule;

			if (check_meet(a, b))
				return err_at(e, place_of(w, b->line),
				    "found \"%s\" in the row \"%s\" beside "
				    "\"%s\" of line %lld, expected no day on "
				    "which two rows decide one action",
				    w->act[i].act, b->id, a->id,
				    (long long)a->line);
		}
	return true;
}

/* Does any row give ${act} to somebody in one of ${powers}? */
static bool
is_held(const struct authority *w, const char *act, uint32_t powers)
{
	for (size_t i = 0; i < w->acts; i++)
		if (strcmp(w->act[i].act, act) == 0 &&
		    authority_holders(w->act[i].row, act, powers) != 0)
			return true;
	return false;
}

static bool
check_move(const struct authority *w, const struct lifecycle *l,
    const struct move *m, struct err *e)
{
	if (lifecycle_move(l, m->from, m->act) != m)
		return err_at(e, place_of(w, m->line), "found \"%s\" from the "
		    "state \"%s\" again, expected one move", m->act, m->from);
	if (is_held(w, m->act, m->powers))
		return true;
	return err_at(e, place_of(w, m->line), "found the move \"%s\", "
	    "expected a row of the matrix in which somebody may make it",
	    m->act);
}

/* Is any state that was reached the start of a move to ${s}? */
static bool
is_entered(const struct lifecycle *l, const bool *reached,
    const struct lifecycle_state *s)
{
	for (size_t i = 0; i < l->moves; i++) {
		const struct lifecycle_state *from =
		    lifecycle_state(l, l->move[i].from);

		if (strcmp(l->move[i].to, s->id) == 0 &&
		    reached[from - l->state])
			return true;
	}
	return false;
}

/* Mark what can be reached from where the lifecycle starts. */
static void
reach(const struct lifecycle *l, bool *reached)
{
	bool more = true;

	reached[lifecycle_state(l, l->starts) - l->state] = true;
	while (more) {
		more = false;
		for (size_t i = 0; i < l->states; i++)
			if (!reached[i] &&
			    is_entered(l, reached, &l->state[i]))
				more = reached[i] = true;
	}
}

/* Does any move lead from ${s} to another state? */
static bool
is_left(const struct lifecycle *l, const struct lifecycle_state *s)
{
	for (size_t i = 0; i < l->moves; i++)
		if (strcmp(l->move[i].from, s->id) == 0 &&
		    strcmp(l->move[i].to, s->id) != 0)
			return true;
	return false;
}

static bool
check_states(const struct authority *w, const struct lifecycle *l,
    struct err *e)
{
	bool reached[AUTHORITY_MAX_STATES] = { false };

	reach(l, reached);
	for (size_t i = 0; i < l->states; i++) {
		const struct lifecycle_state *s = &l->state[i];

		if (!reached[i])
			return err_at(e, place_of(w, s->line), "found the "
			    "state \"%s\", which nothing leads to, expected "
			    "a move to it", s->id);
		if (is_left(l, s) == s->last)
			return err_at(e, place_of(w, s->line), s->last ?
			    "found the last state \"%s\" and a move out of "
			    "it, expected none" :
			    "found the state \"%s\" without a way out, "
			    "expected a move from it, or \"last: true\"",
			    s->id);
	}
	return true;
}

static bool
check_lifecycle(const struct authority *w, const struct lifecycle *l,
    struct err *e)
{
	TRY(check_states(w, l, e));
	for (size_t i = 0; i < l->moves; i++)
		TRY(check_move(w, l, &l->move[i], e));
	return true;
}

/* Done in power ${p}, an act of a lifecycle's kind must move something. */
static bool
check_power(const struct authority *w, const struct authority_act *a,
    enum power p, struct err *e)
{
	const struct lifecycle *l = authority_lifecycle(w, a->act);

	if (authority_holders(a->row, a->act, UINT32_C(1) << p) == 0 ||
	    lifecycle_takes(l, a->act, p))
		return true;
	return err_at(e, place_of(w, a->row->rule.line), "found \"%s\" in the "
	    "row \"%s\" for somebody to %s, expected a move of the lifecycle "
	    "\"%s\" made so", a->act, a->row->rule.id, power_id(p), l->id);
}

/* An act that nobody's lifecycle knows would be asked for and never done. */
static bool
check_act(const struct authority *w, const struct authority_act *a,
    struct err *e)
{
	const uint32_t anyone = ~(UINT32_C(1) << POWER_REFUSE);
	const struct lifecycle *l = authority_lifecycle(w, a->act);

	if (l == NULL)
		return true;
	if (!lifecycle_knows(l, a->act) &&
	    authority_holders(a->row, a->act, anyone) != 0)
		return err_at(e, place_of(w, a->row->rule.line), "found "
		    "\"%s\" in the row \"%s\", expected a move of the "
		    "lifecycle \"%s\" by it, or a row that refuses everyone",
		    a->act, a->row->rule.id, l->id);
	TRY(check_power(w, a, POWER_PERFORM, e));
	TRY(check_power(w, a, POWER_ORDER, e));
	return check_power(w, a, POWER_HEAR, e);
}

bool
authority_check(const struct authority *w, struct err *e)
{
	TRY(check_rows(w, e));
	TRY(check_acts(w, e));
	for (size_t i = 0; i < w->lifecycles; i++)
		TRY(check_lifecycle(w, &w->lifecycle[i], e));
	for (size_t i = 0; i < w->acts; i++)
		TRY(check_act(w, &w->act[i], e));
	return true;
}
