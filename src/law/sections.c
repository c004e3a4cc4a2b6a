/* SPDX-License-Identifier: Apache-2.0 */
#include <assert.h>

#include "base/arena.h"

#include "law/scalar.h"
#include "law/sections.h"

/* schema_read puts words where the structs have enums. */
static_assert(sizeof(enum basis) == sizeof(int), "words are read as int");

static const char *const basis_words[] = { "read", "memory", "proposal",
	NULL };
static const char *const kind_words[] = { "original", "hand_tally", "recount",
	NULL };
static const char *const measure_words[] = { "gross_votes", "gross_margin",
	"net_margin", NULL };
static const char *const needs_words[] = { "plurality", "majority", NULL };

static const struct schema_field rule_fields[] = {
	FIELD("id", SCHEMA_ID, true, struct rule, id),
	FIELD("title", SCHEMA_TEXT, true, struct rule, title),
	FIELD("cite", SCHEMA_TEXT, true, struct rule, cite),
	WORD("basis", true, struct rule, basis, basis_words, 0),
	FIELD("from", SCHEMA_DAY, true, struct rule, from),
	FIELD("to", SCHEMA_DAY, false, struct rule, to),
	FIELD("note", SCHEMA_TEXT, false, struct rule, note),
	PART("disagrees", false),
	{ 0 },
};
const struct schema sections_rule = { "a rule", NULL, rule_fields };

static const struct schema_field disagreement_fields[] = {
	FIELD("value", SCHEMA_TEXT, true, struct disagreement, value),
	FIELD("cite", SCHEMA_TEXT, true, struct disagreement, cite),
	{ 0 },
};
static const struct schema disagreement_schema = { "a disagreement", NULL,
	disagreement_fields };

static bool
read_disagreements(struct arena *a, const struct tree *list, struct rule *r,
    struct err *e)
{
	struct disagreement *d;

	TRY(schema_list(list, "disagreements", e));
	d = arena_zero(a, schema_length(list), sizeof *d);
	r->disagrees = d;
	for (const struct tree *n = list->child; n != NULL; n = n->next)
		TRY(schema_read(a, &disagreement_schema, n,
		    &d[r->disagreements++], e));
	return true;
}

bool
sections_rule_finish(struct arena *a, const struct tree *n, struct rule *r,
    struct err *e)
{
	const struct tree *list = tree_find(n, "disagrees");
	char from[DAY_TEXT], to[DAY_TEXT];

	r->line = n->at.line;
	if (day_known(r->to) && day_cmp(r->from, r->to) > 0)
		return err_at(e, tree_find(n, "from")->at, "found a rule from "
		    "%s to %s, expected it to begin before it ends",
		    day_iso(from, r->from), day_iso(to, r->to));
	if (list == NULL)
		return true;
	if (*r->note == '\0')
		return err_at(e, list->at, "found sources that disagree, "
		    "expected a note that says which is used and why");
	return read_disagreements(a, list, r, e);
}

static const struct schema_field official_fields[] = {
	WORD("kind", true, struct official_rule, kind, kind_words, 0),
	FIELD("official", SCHEMA_BOOL, true, struct official_rule, official),
	WHOLE("rank", true, struct official_rule, rank, 0, 100),
	FIELD("means", SCHEMA_TEXT, true, struct official_rule, means),
	{ 0 },
};
static const struct schema official_schema = { "a rule of official counts",
	&sections_rule, official_fields };

static const struct schema_field discrepancy_fields[] = {
	WORD("measure", true, struct discrepancy_rule, measure, measure_words,
	    0),
	FIELD("limit", SCHEMA_SHARE, true, struct discrepancy_rule, limit),
	{ 0 },
};
static const struct schema discrepancy_schema = { "a discrepancy rule",
	&sections_rule, discrepancy_fields };

static const struct schema_field winner_fields[] = {
	PART("needs", true),
	FIELD("offices", SCHEMA_IDS, false, struct winner_rule, offices),
	{ 0 },
};
static const struct schema winner_schema = { "a winner rule", &sections_rule,
	winner_fields };

static bool
finish_winner(struct arena *a, const struct tree *n, void *item,
    struct err *e)
{
	struct winner_rule *w = item;
	int needs;

	(void)a;
	TRY(scalar_word(tree_find(n, "needs"), needs_words, &needs, e));
	w->majority = needs == 1;
	return true;
}

static const struct schema_field certify_fields[] = {
	FIELD("who", SCHEMA_TEXT, true, struct certify_step, who),
	FIELD("act", SCHEMA_TEXT, true, struct certify_step, act),
	FIELD("after", SCHEMA_ID, false, struct certify_step, after),
	{ 0 },
};
static const struct schema certify_schema = { "a step of certification",
	&sections_rule, certify_fields };

static const struct schema_field audit_fields[] = {
	FIELD("kind", SCHEMA_TEXT, true, struct audit_rule, kind),
	FIELD("risk_limit", SCHEMA_SHARE, true, struct audit_rule,
	    risk_limit),
	FIELD("who", SCHEMA_TEXT, true, struct audit_rule, who),
	FIELD("contests", SCHEMA_TEXT, true, struct audit_rule, contests),
	{ 0 },
};
static const struct schema audit_schema = { "an audit rule", &sections_rule,
	audit_fields };

static const struct schema_field elector_fields[] = {
	FIELD("total", SCHEMA_VOTES, true, struct elector_rule, total),
	FIELD("needed", SCHEMA_VOTES, true, struct elector_rule, needed),
	{ 0 },
};
static const struct schema elector_schema = { "a rule about electors",
	&sections_rule, elector_fields };

/* Two totals that could both be reached would elect two people. */
static bool
finish_elector(struct arena *a, const struct tree *n, void *item,
    struct err *e)
{
	const struct elector_rule *r = item;

	(void)a;
	if (r->needed > r->total || r->needed <= r->total / 2)
		return err_at(e, tree_find(n, "needed")->at, "found %lld of "
		    "%lld, expected more than half and not more than all",
		    (long long)r->needed, (long long)r->total);
	return true;
}

#define MAX_RULES 1000

#define SECTION(key, schema, type, member, count, max, finish) \
	{ key, schema, sizeof(type), offsetof(struct rule_file, member), \
	    offsetof(struct rule_file, count), max, finish }

const struct section sections[] = {
	SECTION("holidays", &sections_holiday, struct holiday,
	    calendar.holiday, calendar.holidays, SECTIONS_MAX_HOLIDAYS,
	    sections_holiday_finish),
	SECTION("deadlines", &sections_due, struct due, calendar.due,
	    calendar.dues, MAX_RULES, sections_due_finish),
	SECTION("recount", &sections_recount, struct recount_rule,
	    law.recount, law.recounts, MAX_RULES, sections_recount_finish),
	SECTION("official", &official_schema, struct official_rule,
	    law.official, law.officials, MAX_RULES, NULL),
	SECTION("discrepancy", &discrepancy_schema, struct discrepancy_rule,
	    law.discrepancy, law.discrepancies, MAX_RULES, NULL),
	SECTION("winner", &winner_schema, struct winner_rule, law.winner,
	    law.winners, MAX_RULES, finish_winner),
	SECTION("certify", &certify_schema, struct certify_step, law.certify,
	    law.certifies, MAX_RULES, NULL),
	SECTION("audit", &audit_schema, struct audit_rule, law.audit,
	    law.audits, MAX_RULES, NULL),
	SECTION("electors", &elector_schema, struct elector_rule, law.elector,
	    law.electors, MAX_RULES, finish_elector),
	{ 0 },
};
