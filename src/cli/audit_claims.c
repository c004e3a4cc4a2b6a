/* SPDX-License-Identifier: Apache-2.0 */
#include <string.h>

#include "audit/raire_check.h"
#include "base/arena.h"
#include "base/err.h"
#include "text/json.h"

#include "cli/audit_claims.h"

#define SCHEMA "canvass-assertions-1"

struct claiming {
	struct arena       *a;
	const char         *name;
	const struct tally *t;
	struct err         *e;
};

static bool
wrong(const struct claiming *x, const struct json_value *at,
    const char *member, const char *expected)
{
	return err_at(x->e, (struct place){ x->name, at->line, at->column },
	    "member \"%s\": expected %s", member, expected);
}

static bool
choice_of(const struct claiming *x, const struct json_value *at,
    const char *member, const char *id, size_t *out)
{
	for (*out = 0; id != NULL && *out < x->t->choices; ++*out)
		if (strcmp(x->t->choice[*out], id) == 0)
			return true;
	return wrong(x, at, member, "a choice of the contest");
}

static bool
number_of(const struct claiming *x, const struct json_value *v,
    const char *name, int64_t *out)
{
	const struct json_value *m = json_find(v, name);

	return (m != NULL && m->kind == JSON_NUMBER &&
	    num_parse(m->text, m->n, out) == NUM_OK) ||
	    wrong(x, v, name, "a whole number");
}

static bool
read_continuing(const struct claiming *x, const struct json_value *v,
    struct raire_assertion *s)
{
	const struct json_value *in = json_find(v, "continuing");

	if (in == NULL || in->kind != JSON_ARRAY)
		return wrong(x, v, "continuing", "a list of choices");
	for (in = in->child; in != NULL; in = in->next) {
		size_t at;

		TRY(choice_of(x, v, "continuing", in->kind == JSON_STRING ?
		    in->text : NULL, &at));
		s->continuing |= (uint64_t)1 << at;
	}
	return true;
}

static bool
read_one(const struct claiming *x, const struct json_value *v,
    struct raire_assertion *s)
{
	const char *kind = json_text_in(v, "kind");
	size_t winner, loser;

	*s = (struct raire_assertion){ .kind = strcmp(kind, "NEN") == 0 ?
		RAIRE_NEN : RAIRE_NEB };
	if (s->kind == RAIRE_NEB && strcmp(kind, "NEB") != 0)
		return wrong(x, v, "kind", "NEB or NEN");
	TRY(choice_of(x, v, "winner", json_text_find(v, "winner"), &winner));
	TRY(choice_of(x, v, "loser", json_text_find(v, "loser"), &loser));
	TRY(number_of(x, v, "margin", &s->margin));
	s->winner = (uint8_t)winner;
	s->loser = (uint8_t)loser;
	return s->kind == RAIRE_NEB || read_continuing(x, v, s);
}

static size_t
length_of(const struct json_value *list)
{
	size_t n = 0;

	for (list = list->child; list != NULL; list = list->next)
		n++;
	return n;
}

static bool
prove(const struct claiming *x, const struct raire_set *set)
{
	struct raire_proof proof;

	TRY(raire_check(x->a, set, &proof, x->e));
	if (proof.sufficient)
		return true;
	return err_set(x->e, ERR_INPUT, proof.gave_up ? "%s: it is not known, "
	    "within so many steps, whether these assertions prove that %s won" :
	    "%s: these assertions do not prove that %s won: an order of "
	    "elimination with another winner contradicts none of them",
	    x->name, x->t->choice[set->winner]);
}

/* Without claims, or with one that was not even reported, nothing is to be shown. */
static void
make_claims(const struct claiming *x, const struct raire_set *set,
    struct assertions *out)
{
	*out = (struct assertions){ .n = set->n, .item = arena_zero(x->a,
		set->n + 1, sizeof *out->item),
		.standing = set->n == 0 ? STANDING_UNCONTESTED :
		STANDING_CONTESTED };
	for (size_t i = 0; i < set->n; i++) {
		out->item[i] = raire_claim(&set->assertion[i],
		    x->t->ballots);
		if (out->item[i].excess <= 0)
			out->standing = STANDING_TIED;
		if (out->item[i].excess < out->item[out->smallest].excess)
			out->smallest = i;
	}
}

bool
audit_claims_read(struct arena *a, struct bytes text, const char *name,
    const struct tally *t, struct assertions *out, struct err *e)
{
	struct claiming x = { a, name, t, e };
	struct raire_set set = { .choices = t->choices };
	const struct json_value *list;
	struct raire_assertion *s;
	struct json_value *v;

	TRY(json_tree_of(a, text.p, text.n, name, &v, e));
	if (strcmp(json_text_in(v, "schema"), SCHEMA) != 0)
		return wrong(&x, v, "schema", SCHEMA);
	list = json_find(v, "assertions");
	if (list == NULL || list->kind != JSON_ARRAY)
		return wrong(&x, v, "assertions", "a list");
	TRY(choice_of(&x, v, "winner", json_text_find(v, "winner"),
	    &set.winner));
	set.n = length_of(list);
	set.assertion = s = arena_zero(a, set.n + 1, sizeof *s);
	for (list = list->child; list != NULL; list = list->next)
		TRY(read_one(&x, list, s++));
	TRY(prove(&x, &set));
	make_claims(&x, &set, out);
	return true;
}
