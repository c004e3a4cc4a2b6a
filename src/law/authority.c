/* SPDX-License-Identifier: Apache-2.0 */
#include <string.h>

#include "law/authority.h"

static const char *const role_ids[ROLES] = {
	[ROLE_REGISTRAR] = "registrar",
	[ROLE_SUPERINTENDENT] = "superintendent",
	[ROLE_AUDIT_BOARD] = "audit-board",
	[ROLE_SECRETARY] = "secretary",
	[ROLE_ELECTION_BOARD] = "election-board",
	[ROLE_GOVERNOR] = "governor",
	[ROLE_LEGISLATURE] = "legislature",
	[ROLE_COURT] = "court",
	[ROLE_CANDIDATE] = "candidate",
	[ROLE_ELECTOR] = "elector",
	[ROLE_OBSERVER] = "observer",
	[ROLE_PUBLIC] = "public",
};
static const char *const power_ids[POWERS] = {
	[POWER_PERFORM] = "perform",
	[POWER_ORDER] = "order",
	[POWER_PETITION] = "petition",
	[POWER_ASK] = "ask",
	[POWER_HEAR] = "hear",
	[POWER_ASSIST] = "assist",
	[POWER_NOTE] = "note",
	[POWER_WITNESS] = "witness",
	[POWER_VIEW] = "view",
	[POWER_REFUSE] = "refuse",
};
static const char *const guard_ids[GUARDS] = {
	[GUARD_FINDINGS] = "findings",
	[GUARD_QUORUM] = "quorum",
	[GUARD_TWO] = "two",
	[GUARD_UNITS] = "units",
	[GUARD_AUDIT] = "audit",
	[GUARD_RETURNS] = "returns",
	[GUARD_MARGIN] = "margin",
	[GUARD_ORDER] = "order",
	[GUARD_MANIFESTS] = "manifests",
	[GUARD_CHAIN] = "chain",
};

const char *
role_id(enum role r)
{
	return role_ids[r];
}

const char *
power_id(enum power p)
{
	return power_ids[p];
}

const char *
guard_id(enum guard g)
{
	return guard_ids[g];
}

/* Where ${id} stands among ${n} ids; ${n} if it does not. */
static size_t
find_id(const char *const *ids, size_t n, const char *id)
{
	size_t i = 0;

	while (i < n && strcmp(ids[i], id) != 0)
		i++;
	return i;
}

bool
role_find(const char *id, enum role *out)
{
	size_t i = find_id(role_ids, ROLES, id);

	if (i < ROLES)
		*out = (enum role)i;
	return i < ROLES;
}

bool
power_find(const char *id, enum power *out)
{
	size_t i = find_id(power_ids, POWERS, id);

	if (i < POWERS)
		*out = (enum power)i;
	return i < POWERS;
}

/* The first entry of ${action} in the sorted index; w->acts if there is none. */
static size_t
first_entry(const struct authority *w, const char *action)
{
	size_t low = 0, high = w->acts;

	while (low < high) {
		size_t middle = low + (high - low) / 2;

		if (strcmp(w->act[middle].act, action) < 0)
			low = middle + 1;
		else
			high = middle;
	}
	return low;
}

const struct authority_row *
authority_row(const struct authority *w, const char *action, struct day on)
{
	for (size_t i = first_entry(w, action); i < w->acts &&
	    strcmp(w->act[i].act, action) == 0; i++)
		if (rule_holds(&w->act[i].row->rule, on))
			return w->act[i].row;
	return NULL;
}

struct cell
authority_cell(const struct authority_row *row, enum role r,
    const char *action)
{
	struct cell c = row->cell[r];

	if (!rule_covers(c.acts, action))
		c.power = POWER_REFUSE;
	return c;
}

uint32_t
authority_holders(const struct authority_row *row, const char *action,
    uint32_t powers)
{
	uint32_t roles = 0;

	for (enum role r = 0; r < ROLES; r++)
		if (powers >> authority_cell(row, r, action).power & 1)
			roles |= UINT32_C(1) << r;
	return roles;
}

const struct lifecycle *
authority_lifecycle(const struct authority *w, const char *action)
{
	size_t n = strcspn(action, ".");

	for (size_t i = 0; i < w->lifecycles; i++)
		if (strncmp(w->lifecycle[i].id, action, n) == 0 &&
		    w->lifecycle[i].id[n] == '\0')
			return &w->lifecycle[i];
	return NULL;
}

const struct move *
lifecycle_move(const struct lifecycle *l, const char *from, const char *act)
{
	for (size_t i = 0; i < l->moves; i++)
		if (strcmp(l->move[i].from, from) == 0 &&
		    strcmp(l->move[i].act, act) == 0)
			return &l->move[i];
	return NULL;
}

bool
lifecycle_knows(const struct lifecycle *l, const char *act)
{
	for (size_t i = 0; i < l->moves; i++)
		if (strcmp(l->move[i].act, act) == 0)
			return true;
	return false;
}

bool
lifecycle_takes(const struct lifecycle *l, const char *act, enum power p)
{
	for (size_t i = 0; i < l->moves; i++)
		if (strcmp(l->move[i].act, act) == 0 &&
		    move_takes(&l->move[i], p))
			return true;
	return false;
}

const struct lifecycle_state *
lifecycle_state(const struct lifecycle *l, const char *id)
{
	for (size_t i = 0; i < l->states; i++)
		if (strcmp(l->state[i].id, id) == 0)
			return &l->state[i];
	return NULL;
}
