/* SPDX-License-Identifier: Apache-2.0 */
#include <string.h>

#include "base/arena.h"
#include "base/err.h"

#include "law/authority.h"
#include "law/authority_part.h"
#include "law/sections.h"

#define MAX_LIFECYCLES 20
#define MAX_MOVES 200		/* of one lifecycle */

const char *
part_word(struct arena *a, const char **rest)
{
	size_t n = strcspn(*rest, " ");
	const char *word;

	if (n == 0)
		return NULL;
	word = arena_str(a, *rest, n);
	*rest += n + ((*rest)[n] == ' ');
	return word;
}

bool
part_unknown(const struct tree *n, const char *word, const char *what,
    struct err *e)
{
	return err_at(e, n->at, "found \"%.80s\", expected %s", word, what);
}

/* "audit.order": two ids with a point between. */
static bool
is_act(const char *word)
{
	static const char id[] = "abcdefghijklmnopqrstuvwxyz0123456789-";
	size_t kind = strspn(word, id);
	size_t verb = word[kind] == '.' ? strspn(word + kind + 1, id) : 0;

	return kind > 0 && verb > 0 && word[kind + 1 + verb] == '\0';
}

bool
part_acts(struct arena *a, const struct tree *n, const char **out,
    struct err *e)
{
	static const char expected[] =
	    "actions such as audit.order, with one blank between them";
	const char *rest, *seen = "";

	TRY(scalar_text(a, n, out, e));
	rest = *out;
	for (const char *act; (act = part_word(a, &rest)) != NULL; ) {
		if (!is_act(act))
			return part_unknown(n, act, expected, e);
		if (*seen != '\0' && rule_covers(seen, act))
			return err_at(e, n->at, "found \"%s\" again, expected "
			    "it once", act);
		seen = arena_printf(a, "%s %s", seen, act);
	}
	/* A word that is empty stopped the loop before the end of the text. */
	if (*rest != '\0' || (*out)[strlen(*out) - 1] == ' ')
		return part_unknown(n, *out, expected, e);
	return true;
}

static bool
guard_find(const char *id, enum guard *out)
{
	for (*out = 0; *out < GUARDS; (*out)++)
		if (strcmp(guard_id(*out), id) == 0)
			return true;
	return false;
}

bool
part_guards(struct arena *a, const struct tree *n, uint32_t *out,
    struct err *e)
{
	const char *words;
	enum guard g;

	*out = 0;
	if (n == NULL)
		return true;
	TRY(scalar_ids(a, n, &words, e));
	for (const char *word; (word = part_word(a, &words)) != NULL; ) {
		if (!guard_find(word, &g))
			return part_unknown(n, word, "one of the guards of "
			    "docs/rules.md", e);
		*out |= UINT32_C(1) << g;
	}
	return true;
}

/* In which powers a move is made; where nothing is said, by those who decide. */
static bool
read_powers(struct arena *a, const struct tree *n, uint32_t *out,
    struct err *e)
{
	const char *words = "perform order hear";
	enum power p;

	*out = 0;
	if (n != NULL)
		TRY(scalar_ids(a, n, &words, e));
	for (const char *word; (word = part_word(a, &words)) != NULL; ) {
		if (!power_find(word, &p) ||
		    (p != POWER_PERFORM && p != POWER_ORDER &&
		    p != POWER_PETITION && p != POWER_HEAR))
			return part_unknown(n, word, "perform, order, petition "
			    "or hear", e);
		*out |= UINT32_C(1) << p;
	}
	return true;
}

static const struct schema_field state_fields[] = {
	FIELD("id", SCHEMA_ID, true, struct lifecycle_state, id),
	FIELD("title", SCHEMA_TEXT, true, struct lifecycle_state, title),
	FIELD("last", SCHEMA_BOOL, false, struct lifecycle_state, last),
	{ 0 },
};
static const struct schema state_schema = { "a state", NULL, state_fields };

static bool
read_states(struct arena *a, const struct tree *list, struct lifecycle *l,
    struct err *e)
{
	struct lifecycle_state *state;

	TRY(schema_list(list, "states", e));
	if (schema_length(list) > AUTHORITY_MAX_STATES)
		return err_at(e, list->at, "found %zu states, expected at most "
		    "%d", schema_length(list), AUTHORITY_MAX_STATES);
	state = arena_zero(a, schema_length(list) + 1, sizeof *state);
	l->state = state;
	for (const struct tree *n = list->child; n != NULL; n = n->next) {
		struct lifecycle_state *s = &state[l->states];

		TRY(schema_read(a, &state_schema, n, s, e));
		if (lifecycle_state(l, s->id) != NULL)
			return err_at(e, n->at, "found the state \"%s\" again, "
			    "expected it once", s->id);
		s->line = n->at.line;
		l->states++;
	}
	return true;
}

static const struct schema_field move_fields[] = {
	PART("from", true),
	PART("act", true),
	FIELD("to", SCHEMA_ID, false, struct move, to),
	PART("by", false),
	PART("needs", false),
	FIELD("opens", SCHEMA_ID, false, struct move, opens),
	FIELD("closes", SCHEMA_ID, false, struct move, closes),
	{ 0 },
};
static const struct schema move_schema = { "a move", NULL, move_fields };

static bool
check_state(const struct lifecycle *l, const struct tree *n, const char *id,
    struct err *e)
{
	return lifecycle_state(l, id) != NULL ||
	    part_unknown(n, id, "a state of this lifecycle", e);
}

/* One act, and of this lifecycle's kind: its subject is what moves. */
static bool
read_act(struct arena *a, const struct tree *n, const struct lifecycle *l,
    struct move *m, struct err *e)
{
	size_t kind = strlen(l->id);

	TRY(part_acts(a, n, &m->act, e));
	if (strchr(m->act, ' ') == NULL && strncmp(m->act, l->id, kind) == 0 &&
	    m->act[kind] == '.')
		return true;
	return err_at(e, n->at, "found \"%.80s\", expected one action of the "
	    "kind \"%s\"", m->act, l->id);
}

/* One move of the file: an arrow from each of the states it names. */
static bool
read_move(struct arena *a, const struct tree *n, struct lifecycle *l,
    struct move *arrow, struct err *e)
{
	struct move m = { 0 };
	const char *from;

	TRY(schema_read(a, &move_schema, n, &m, e));
	TRY(read_act(a, tree_find(n, "act"), l, &m, e));
	TRY(part_guards(a, tree_find(n, "needs"), &m.needs, e));
	TRY(read_powers(a, tree_find(n, "by"), &m.powers, e));
	TRY(scalar_ids(a, tree_find(n, "from"), &from, e));
	m.line = n->at.line;
	if (*m.to != '\0')
		TRY(check_state(l, tree_find(n, "to"), m.to, e));
	while ((m.from = part_word(a, &from)) != NULL) {
		TRY(check_state(l, tree_find(n, "from"), m.from, e));
		if (l->moves == MAX_MOVES)
			return err_at(e, n->at, "found more than %d moves of "
			    "one lifecycle, expected fewer", MAX_MOVES);
		arrow[l->moves] = m;
		if (*m.to == '\0')
			arrow[l->moves].to = m.from;
		l->moves++;
	}
	return true;
}

static bool
read_moves(struct arena *a, const struct tree *list, struct lifecycle *l,
    struct err *e)
{
	struct move *arrow = arena_zero(a, MAX_MOVES, sizeof *arrow);

	l->move = arrow;
	TRY(schema_list(list, "moves", e));
	for (const struct tree *n = list->child; n != NULL; n = n->next)
		TRY(read_move(a, n, l, arrow, e));
	return true;
}

static const struct schema_field lifecycle_fields[] = {
	FIELD("id", SCHEMA_ID, true, struct lifecycle, id),
	FIELD("title", SCHEMA_TEXT, true, struct lifecycle, title),
	FIELD("starts", SCHEMA_ID, true, struct lifecycle, starts),
	PART("states", true),
	PART("moves", true),
	{ 0 },
};
static const struct schema lifecycle_schema = { "a lifecycle", NULL,
	lifecycle_fields };

static bool
read_lifecycle(struct arena *a, const struct tree *n, struct lifecycle *l,
    struct err *e)
{
	TRY(schema_read(a, &lifecycle_schema, n, l, e));
	l->line = n->at.line;
	TRY(read_states(a, tree_find(n, "states"), l, e));
	TRY(check_state(l, tree_find(n, "starts"), l->starts, e));
	return read_moves(a, tree_find(n, "moves"), l, e);
}

bool
part_lifecycles(struct arena *a, const struct tree *list,
    struct authority *w, struct err *e)
{
	struct lifecycle *l = arena_zero(a, MAX_LIFECYCLES, sizeof *l);

	w->lifecycle = l;
	TRY(schema_list(list, "lifecycles", e));
	for (const struct tree *n = list->child; n != NULL; n = n->next) {
		struct lifecycle *next = &l[w->lifecycles];

		if (w->lifecycles == MAX_LIFECYCLES)
			return err_at(e, n->at, "found more than %d "
			    "lifecycles, expected fewer", MAX_LIFECYCLES);
		TRY(read_lifecycle(a, n, next, e));
		for (size_t i = 0; i < w->lifecycles; i++)
			if (strcmp(l[i].id, next->id) == 0)
				return err_at(e, n->at, "found the lifecycle "
				    "\"%s\" again, expected it once",
				    next->id);
		w->lifecycles++;
	}
	return true;
}
