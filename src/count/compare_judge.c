/* SPDX-License-Identifier: Apache-2.0 */
/* compare_judge: is a difference large-scale, by the rule file's number? */
#include <string.h>

#include "base/arena.h"
#include "base/buf.h"
#include "count/compare_work.h"

/* One rule worked out: ${value} of ${base} against the rule's limit. */
struct measure {
	const struct discrepancy_rule *rule;
	int64_t      value, base;
	enum verdict verdict;
};

static bool
is_of_margin(const struct discrepancy_rule *r)
{
	return r->measure != MEASURE_GROSS_VOTES;
}

static int64_t
value_of(const struct compare_pair *p, enum discrepancy_measure m)
{
	switch (m) {
	case MEASURE_GROSS_VOTES:	return p->gross_votes;
	case MEASURE_GROSS_MARGIN:	return p->gross_margin;
	case MEASURE_NET_MARGIN:	break;
	}
	return num_known(p->margin_change) && p->margin_change < 0 ?
	    -p->margin_change : p->margin_change;
}

/* The official count, if every unit is in it; else NULL. */
static const struct compare_count *
whole_official(const struct compare *c)
{
	size_t i = compare_position(c, c->official);

	return i < c->counts && c->count[i].reported == c->el->units ?
	    &c->count[i] : NULL;
}

static int64_t
base_of(const struct compare *c, const struct discrepancy_rule *r)
{
	const struct compare_count *official = whole_official(c);

	if (official == NULL)
		return NUM_UNKNOWN;
	return is_of_margin(r) ? official->margin : official->total;
}

/* Any change is beyond every share of nothing. */
static bool
limit_is_reached(const struct measure *m)
{
	struct ratio share = { m->value, m->base };

	if (m->base <= 0)
		return m->value > 0;
	return ratio_cmp(share, m->rule->limit) >= 0;
}

/*
 * Units that are missing can only add to a sum of sizes, so a limit it has
 * reached stays reached; a net change can still turn.
 */
static enum verdict
verdict_of(const struct compare *c, const struct compare_pair *p,
    const struct measure *m)
{
	bool whole = p->compared == c->el->units;

	if (!num_known(m->value) || !num_known(m->base))
		return VERDICT_UNDETERMINED;
	if (!whole && m->rule->measure == MEASURE_NET_MARGIN)
		return VERDICT_UNDETERMINED;
	if (limit_is_reached(m))
		return VERDICT_YES;
	return whole ? VERDICT_NO : VERDICT_UNDETERMINED;
}

/* The share with as many places as it takes to tell it from the limit. */
static void
put_share(struct buf *b, const struct measure *m)
{
	struct ratio share = { m->value, m->base };
	char is[NUM_TEXT], limit[NUM_TEXT];
	int places = 2;

	ratio_percent(is, share, places);
	ratio_percent(limit, m->rule->limit, places);
	while (strcmp(is, limit) == 0 && places < 9 &&
	    ratio_cmp(share, m->rule->limit) != 0) {
		places++;
		ratio_percent(is, share, places);
		ratio_percent(limit, m->rule->limit, places);
	}
	buf_printf(b, "that is %s, and large-scale begins at %s", is, limit);
}

static void
put_measure(struct buf *b, const struct compare *c, const struct measure *m)
{
	static const char *const what[] = {
		[MEASURE_GROSS_VOTES] = "added up without regard to their "
		    "direction, the changes in votes are",
		[MEASURE_GROSS_MARGIN] = "added up without regard to their "
		    "direction, the changes in the margin are",
		[MEASURE_NET_MARGIN] = "the margin changed by",
	};
	const char *mark = basis_mark(m->rule->rule.basis);
	char value[NUM_TEXT], base[NUM_TEXT];

	if (b->len > 0)
		buf_str(b, "; ");
	buf_printf(b, "%s %s votes", what[m->rule->measure],
	    num_text(value, m->value));
	if (!num_known(m->base))
		buf_printf(b, ", but no official count of all %s gives the "
		    "number to divide by", c->el->units_word);
	else
		buf_printf(b, " of %s %s, ", is_of_margin(m->rule) ?
		    "an official margin of" : "an official total of",
		    num_text(base, m->base));
	if (num_known(m->base) && m->base > 0)
		put_share(b, m);
	else if (num_known(m->base))
		buf_str(b, "a tie, which any change turns");
	if (*mark != '\0')
		buf_printf(b, " (%s)", mark);
}

static enum verdict
join(enum verdict sum, enum verdict next)
{
	if (sum == VERDICT_YES || next == VERDICT_YES)
		return VERDICT_YES;
	return next == VERDICT_UNDETERMINED ? next : sum;
}

/* A sentence: the first letter large, a full stop, what is missing. */
static const char *
sentence(const struct compare *c, const struct compare_pair *p,
    const struct buf *b)
{
	char *s = arena_str(c->work->a, b->p, b->len);

	if (s[0] >= 'a' && s[0] <= 'z')
		s[0] = (char)(s[0] - 'a' + 'A');
	if (p->compared == c->el->units)
		return arena_printf(c->work->a, "%s.", s);
	return arena_printf(c->work->a, "%s; %u of %u %s are in both "
	    "counts.", s, p->compared, c->el->units, c->el->units_word);
}

void
compare_judge(const struct compare *c, struct compare_pair *p)
{
	const struct law *law = c->work->law;
	struct day on = c->el->contest[c->contest.n].date;
	struct buf why CLEANUP(buf_free) = { 0 };

	p->large_scale = VERDICT_NO;
	for (size_t i = 0; law != NULL && i < law->discrepancies; i++) {
		const struct discrepancy_rule *r = &law->discrepancy[i];
		struct measure m = { .rule = r,
			.value = value_of(p, r->measure),
			.base = base_of(c, r) };

		if (!rule_holds(&r->rule, on))
			continue;
		m.verdict = verdict_of(c, p, &m);
		p->large_scale = join(p->large_scale, m.verdict);
		put_measure(&why, c, &m);
	}
	if (why.len == 0) {
		p->large_scale = VERDICT_UNDETERMINED;
		buf_str(&why, "no rule says from which size a discrepancy is "
		    "large-scale");
	}
	p->large_scale_why = sentence(c, p, &why);
}
