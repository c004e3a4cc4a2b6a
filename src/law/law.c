/* SPDX-License-Identifier: Apache-2.0 */
#include <string.h>

#include "law/law.h"

static const char *const basis_ids[] = { "read", "memory", "proposal" };
static const char *const basis_marks[] = { "", "from memory, not checked",
	"our definition, not law" };

const char *
basis_id(enum basis b)
{
	return basis_ids[b];
}

const char *
basis_mark(enum basis b)
{
	return basis_marks[b];
}

bool
rule_holds(const struct rule *r, struct day on)
{
	return (!day_known(r->from) || day_cmp(r->from, on) <= 0) &&
	    (!day_known(r->to) || day_cmp(on, r->to) <= 0);
}

bool
rule_covers(const char *offices, const char *office)
{
	size_t n = strlen(office);
	const char *p = offices;

	if (*offices == '\0' || n == 0)
		return true;
	while ((p = strstr(p, office)) != NULL) {
		bool begins = p == offices || p[-1] == ' ';
		bool ends = p[n] == '\0' || p[n] == ' ';

		if (begins && ends)
			return true;
		p += n;
	}
	return false;
}

const struct winner_rule *
law_winner(const struct law *l, const char *office, struct day on)
{
	for (size_t i = 0; i < l->winners; i++)
		if (rule_holds(&l->winner[i].rule, on) &&
		    rule_covers(l->winner[i].offices, office))
			return &l->winner[i];
	return NULL;
}

const struct elector_rule *
law_elector(const struct law *l, struct day on)
{
	for (size_t i = 0; i < l->electors; i++)
		if (rule_holds(&l->elector[i].rule, on))
			return &l->elector[i];
	return NULL;
}

const struct official_rule *
law_official(const struct law *l, enum count_kind kind, struct day on)
{
	for (size_t i = 0; i < l->officials; i++)
		if (l->official[i].kind == kind &&
		    rule_holds(&l->official[i].rule, on))
			return &l->official[i];
	return NULL;
}

/* Had ${c} reached its stage on ${on}?  A count without a date is not known to have. */
static bool
had_come(const struct count *c, struct day on)
{
	return c->stage != STAGE_UNOFFICIAL && day_known(c->as_of) &&
	    day_cmp(c->as_of, on) <= 0;
}

/* Does ${c}, of rank ${rank}, supersede ${best}, of rank ${best_rank}? */
static bool
supersedes(const struct count *c, int rank, const struct count *best,
    int best_rank)
{
	if (rank != best_rank)
		return rank > best_rank;
	return day_cmp(c->as_of, best->as_of) > 0;
}

struct count_ix
law_official_count(const struct law *l, const struct election *el,
    struct day on)
{
	struct count_ix best = NO_COUNT;
	int best_rank = 0;

	for (uint16_t i = 0; i < el->counts; i++) {
		const struct count *c = &el->count[i];
		const struct official_rule *o = law_official(l, c->kind,
		    el->date);

		if (o == NULL || !o->official || !had_come(c, on))
			continue;
		if (count_exists(best) && !supersedes(c, o->rank,
		    &el->count[best.n], best_rank))
			continue;
		best = (struct count_ix){ i };
		best_rank = o->rank;
	}
	return best;
}
