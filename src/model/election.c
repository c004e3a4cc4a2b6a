/* SPDX-License-Identifier: Apache-2.0 */
#include <string.h>

#include "model/election.h"

struct unit_ix
election_find_unit(const struct election *el, const char *id)
{
	for (uint32_t i = 0; i < el->units; i++)
		if (strcmp(el->unit[i].id, id) == 0)
			return (struct unit_ix){ i };
	return NO_UNIT;
}

struct contest_ix
election_find_contest(const struct election *el, const char *id)
{
	for (uint16_t i = 0; i < el->contests; i++)
		if (strcmp(el->contest[i].id, id) == 0)
			return (struct contest_ix){ i };
	return (struct contest_ix){ UINT16_MAX };
}

struct count_ix
election_find_count(const struct election *el, const char *id)
{
	for (uint16_t i = 0; i < el->counts; i++)
		if (strcmp(el->count[i].id, id) == 0)
			return (struct count_ix){ i };
	return NO_COUNT;
}

struct choice_ix
contest_find_choice(const struct contest *c, const char *id)
{
	for (uint16_t i = 0; i < c->choices; i++)
		if (strcmp(c->choice[i].id, id) == 0)
			return (struct choice_ix){ i };
	return NO_CHOICE;
}

/* The position of ${id} among ${n} words, or -1. */
static int
find_word(const char *const *word, int n, const char *id)
{
	for (int i = 0; i < n; i++)
		if (strcmp(word[i], id) == 0)
			return i;
	return -1;
}

static const char *const stage_names[STAGES] = { "Unofficial", "Original",
	"Hand tally", "Recount", "Certified", "Recertified", "Adjudicated" };
static const char *const stage_ids[STAGES] = { "unofficial", "original",
	"hand_tally", "recount", "certified", "recertified", "adjudicated" };
static const char *const kind_ids[COUNT_KINDS] = { "original", "hand_tally",
	"recount" };
static const char *const partition_ids[PARTS] = { "total", "unit", "method",
	"precinct", "batch", "turnout" };

const char *
stage_name(enum stage s)
{
	return stage_names[s];
}

const char *
stage_id(enum stage s)
{
	return stage_ids[s];
}

bool
stage_parse(const char *id, enum stage *s)
{
	int i = find_word(stage_ids, STAGES, id);

	if (i >= 0)
		*s = (enum stage)i;
	return i >= 0;
}

const char *
count_kind_id(enum count_kind k)
{
	return kind_ids[k];
}

bool
count_kind_parse(const char *id, enum count_kind *k)
{
	int i = find_word(kind_ids, COUNT_KINDS, id);

	if (i >= 0)
		*k = (enum count_kind)i;
	return i >= 0;
}

const char *
partition_id(enum partition p)
{
	return partition_ids[p];
}

bool
partition_parse(const char *id, enum partition *p)
{
	int i = find_word(partition_ids, PARTS, id);

	if (i >= 0)
		*p = (enum partition)i;
	return i >= 0;
}
