/* SPDX-License-Identifier: Apache-2.0 */
#include <inttypes.h>
#include <string.h>

#include "base/arena.h"
#include "base/buf.h"
#include "base/err.h"
#include "model/risk.h"

#include "audit/answer_inside.h"
#include "audit/case_style.h"

bool
answer_why(struct answer_contest *out, const char *why)
{
	out->kind = ANSWER_INCONCLUSIVE;
	out->why = why;
	out->risk = 1;
	return true;
}

void
answer_largest(struct answer_contest *out)
{
	out->kind = ANSWER_RISK;
	out->why = "";
	out->risk = 0;
	for (size_t i = 0; i < out->claims; i++)
		if (out->claim[i].risk > out->risk)
			out->risk = out->claim[i].risk;
}

const char *
answer_claim_says(struct asked *x, const struct assertion *a)
{
	struct buf b CLEANUP(buf_free) = { 0 };
	struct tally t = x->tally;

	if (x->one->names != NULL)
		t.choice = x->one->names[x->at];
	assertion_say(&b, a, &t);
	return arena_str(x->a, b.p, b.len);
}

/* How each method answers for one contest. */
static bool (*const by_method[AUDIT_METHODS])(struct asked *x,
    struct answer_contest *out) = {
	[METHOD_BRAVO] = answer_by_pairs,
	[METHOD_MINERVA] = answer_by_pairs,
	[METHOD_PROVIDENCE] = answer_by_pairs,
	[METHOD_BRLA] = answer_by_pairs,
	[METHOD_ALPHA] = answer_by_ballots,
	[METHOD_BETTING] = answer_by_ballots,
	[METHOD_SUPERSIMPLE] = answer_by_ballots,
	[METHOD_KAPLAN_WALD] = answer_by_ballots,
	[METHOD_COMPARISON_ALPHA] = answer_by_ballots,
	[METHOD_COMPARISON_BETTING] = answer_by_ballots,
	[METHOD_ONEAUDIT] = answer_by_oneaudit,
	[METHOD_STRATIFIED] = answer_by_strata,
	[METHOD_SUITE] = answer_by_suite,
	[METHOD_MACRO] = answer_by_macro,
	[METHOD_BATCH_COMPARISON] = answer_by_batches,
	[METHOD_HAND_TALLY] = answer_by_tally,
};

static bool
has_frame(const struct audit_case *one)
{
	return one->batches > 0 && one->ballots > 0;
}

/* Enough to begin with: something was drawn, and all of it was looked at. */
static bool
ask(struct asked *x, struct answer_contest *out)
{
	const struct audit_case *one = x->one;

	if (!has_frame(one))
		return answer_why(out, "there is no ballot in the frame");
	if (answer_is_tally(one))
		return answer_by_tally(x, out);
	if (one->draws == 0)
		return answer_why(out, "nothing is drawn yet");
	return by_method[one->plan->method](x, out);
}

/* A contest may be on every ballot that there is. */
static bool
fits_frame(struct asked *x)
{
	int64_t frame = case_frame(x->one, x->at);

	x->tally = x->contest->tally;
	if (frame <= 0 || frame >= x->tally.ballots) {
		x->tally.ballots = frame > 0 ? frame : x->tally.ballots;
		return true;
	}
	return false;
}

static bool
find_claims(struct asked *x)
{
	const struct assertions *given = x->one->claims == NULL ? NULL :
	    x->one->claims[x->at];

	if (x->tally.kind != CHOICE_IRV)
		return assertions_of(x->a, &x->tally, &x->claims, x->e);
	x->claims = (struct assertions){ .standing = STANDING_TIED };
	if (given == NULL)
		return true;
	x->claims = *given;
	x->claims.item = arena_zero(x->a, given->n + 1, sizeof *given->item);
	for (size_t i = 0; i < given->n; i++) {
		x->claims.item[i] = given->item[i];
		x->claims.item[i].cards = x->tally.ballots;
	}
	return true;
}

/* What a sample cannot change. */
static bool
stands(struct asked *x, struct answer_contest *out, bool *done)
{
	*done = true;
	if (!fits_frame(x))
		return answer_why(out, arena_printf(x->a, "%s %" PRId64
		    " ballots, and the contest may be on %" PRId64,
		    case_has_style(x->one->plan) ? "the records have it on" :
		    "the manifests have", case_frame(x->one, x->at),
		    x->contest->tally.ballots));
	TRY(find_claims(x));
	if (x->claims.standing == STANDING_TIED)
		return answer_why(out, "what was reported is a tie, and a tie "
		    "has nothing to confirm");
	if (x->claims.standing == STANDING_CONTESTED)
		*done = false;
	else
		*out = (struct answer_contest){ .kind = ANSWER_UNCONTESTED,
			.why = "nobody can lose: it needs no audit" };
	return true;
}

static bool
is_met(const struct answer_contest *c, struct ratio limit)
{
	char text[RISK_TEXT];
	struct risk r;

	return c->kind == ANSWER_UNCONTESTED || (c->kind == ANSWER_RISK &&
	    risk_parse(risk_text(text, c->risk), &r) &&
	    risk_is_within(r, limit));
}

static bool
answer_contest(struct asked *x, struct answer_contest *out)
{
	bool done;

	TRY(stands(x, out, &done));
	if (!done)
		TRY(ask(x, out));
	out->met = is_met(out, x->one->plan->risk_limit);
	return true;
}

static void
count_items(const struct audit_case *one, struct audit_answer *out)
{
	for (size_t i = 0; i < one->items; i++) {
		out->read += one->item[i].is_read;
		out->lost += one->item[i].lost;
		out->unread += !one->item[i].is_read;
	}
}

bool
audit_answer(struct arena *a, const struct audit_case *one,
    struct audit_answer *out, struct err *e)
{
	const struct audit_plan *p = one->plan;

	*out = (struct audit_answer){ .met = p->targeted > 0,
		.contest = arena_zero(a, p->contests + 1, sizeof *out->contest) };
	for (size_t i = 0; i < p->contests; i++) {
		struct asked x = { .a = a, .one = one, .at = i,
			.contest = &p->contest[i], .e = e };

		TRY(answer_contest(&x, &out->contest[i]));
		if (p->contest[i].targeted)
			out->met = out->met && out->contest[i].met;
	}
	count_items(one, out);
	answer_differences(a, one, out);
	return true;
}
