/* SPDX-License-Identifier: Apache-2.0 */
#include <inttypes.h>
#include <math.h>
#include <string.h>

#include "base/arena.h"
#include "base/buf.h"

#include "report/chart_risk.h"
#include "report/say_audit.h"
#include "report/words.h"

#define MOST_DIFFERENCES 200	/* on a page; the data has all */

static const struct audit_plan *
plan_of(const struct say_audit *s)
{
	return s->one->plan;
}

static const char *
limit_words(struct arena *a, const struct say_audit *s)
{
	struct ratio limit = plan_of(s)->risk_limit;

	return words_percent(a, limit.num, limit.den, 100 % limit.den == 0 ?
	    0 : 2);
}

/* Three digits are enough for people; the data has seventeen. */
static char *
risk_words(struct arena *a, double risk)
{
	if (risk <= 0)
		return arena_text(a, "0");
	if (risk < 0.00001)
		return arena_text(a, "below 0.001%");
	return arena_printf(a, risk < 0.001 ? "%.3f%%" : "%.2f%%", 100 * risk);
}

/* "ballots" or "batches" */
static const char *
things(const struct say_audit *s)
{
	return s->one->is_tally || audit_method_of(plan_of(s)->method)->items ==
	    ITEMS_BATCHES ? "batches" : "ballots";
}

static const char *
thing(const struct say_audit *s)
{
	return strcmp(things(s), "batches") == 0 ? "batch" : "ballot";
}

char *
say_audit_item(struct arena *a, const struct audit_case *one,
    const struct audit_item *item)
{
	const struct case_batch *b = &one->batch[item->batch];
	char *batch = arena_printf(a, "batch %s%s%s", b->tabulator != NULL ?
	    b->tabulator : "", b->tabulator != NULL && *b->tabulator != '\0' ?
	    "/" : "", b->name);

	if (item->position > 0)
		batch = arena_printf(a, "%s, ballot %s", batch,
		    words_num(a, item->position));
	return arena_printf(a, "%s, %s", batch, b->unit_name);
}

/* The contest that decides last: the one with the greatest risk. */
static size_t
worst_of(const struct say_audit *s)
{
	size_t worst = 0;

	for (size_t i = 1; i < plan_of(s)->targeted; i++)
		if (s->answer->contest[i].risk > s->answer->contest[worst].risk)
			worst = i;
	return worst;
}

static const char *
progress(struct arena *a, const struct say_audit *s)
{
	return arena_printf(a, "%s of %s %s read", words_num(a,
	    s->answer->read), words_things(a, (int64_t)s->one->items, thing(s),
	    things(s)), s->one->items == 1 ? "is" : "are");
}

static const char *
first_capital(struct arena *a, const char *text)
{
	return words_capital(a, text);
}

const char *
say_audit_lead(struct arena *a, const struct say_audit *s)
{
	const struct answer_contest *c = &s->answer->contest[worst_of(s)];

	if (plan_of(s)->targeted == 0)
		return "Inconclusive: the plan targets no contest.";
	if (c->kind == ANSWER_UNCONTESTED)
		return "Nobody can lose this contest, so no audit of it is "
		    "needed.";
	if (c->kind == ANSWER_CHANGED)
		return "Counted by hand, the outcome is another than was "
		    "reported.";
	if (c->kind == ANSWER_INCONCLUSIVE)
		return arena_printf(a, "Inconclusive: %s.", c->why);
	if (s->one->is_tally)
		return "Every batch was counted by hand, and the outcome is the "
		    "one that was reported.";
	if (s->answer->met && s->answer->unread == 0)
		return arena_printf(a, "The risk limit of %s is met: if the "
		    "outcome were wrong, at most %s of such audits would have "
		    "found so much for it. %s.", limit_words(a, s),
		    risk_words(a, c->risk), first_capital(a, progress(a, s)));
	return arena_printf(a, "Not yet: the risk is %s and the limit %s. %s.",
	    risk_words(a, c->risk), limit_words(a, s), first_capital(a,
	    progress(a, s)));
}

static const char *
standing_of(const struct answer_contest *c, bool targeted)
{
	switch (c->kind) {
	case ANSWER_UNCONTESTED:
		return "needs no audit";
	case ANSWER_INCONCLUSIVE:
		return "inconclusive";
	case ANSWER_CHANGED:
		return "another outcome";
	case ANSWER_RISK:
		break;
	}
	return c->met ? targeted ? "met" : "met, told only" :
	    targeted ? "not met" : "not met, told only";
}

static void
say_contests(struct node *section, struct arena *a, const struct say_audit *s)
{
	struct doc *d = section->doc;
	struct doc_table *t = doc_table(section, "contests", "Risk of each "
	    "contest", arena_printf(a, "The risk: how often an audit like this "
	    "one would find at least so much for the reported outcome if it "
	    "were wrong. The limit is %s. Contests that are told only do not "
	    "decide when the audit ends.", limit_words(a, s)));

	doc_add_column(d, t, "Contest", ALIGN_LEFT)->wraps = true;
	doc_add_column(d, t, "Risk", ALIGN_RIGHT);
	doc_add_column(d, t, "Standing", ALIGN_LEFT);
	for (size_t i = 0; i < plan_of(s)->contests; i++) {
		const struct answer_contest *c = &s->answer->contest[i];
		struct doc_table_row *row = doc_row(d, t, ROW_PLAIN);

		doc_cell(d, t, row, 0, "%s", s->names[i].title);
		doc_cell(d, t, row, 1, "%s", c->kind == ANSWER_UNCONTESTED ?
		    "none" : risk_words(a, c->risk));
		doc_cell(d, t, row, 2, "%s", standing_of(c,
		    plan_of(s)->contest[i].targeted));
	}
}

static void
say_claims(struct node *section, struct arena *a, const struct say_audit *s)
{
	struct doc *d = section->doc;
	struct doc_table *t = doc_table(section, "claims", "What each outcome "
	    "rests on", "Each outcome follows from these claims together. Its "
	    "risk is the largest of theirs.");

	t->long_one = true;
	doc_add_column(d, t, "Contest", ALIGN_LEFT)->wraps = true;
	doc_add_column(d, t, "Claim", ALIGN_LEFT)->wraps = true;
	doc_add_column(d, t, "Risk", ALIGN_RIGHT);
	for (size_t i = 0; i < plan_of(s)->contests; i++)
		for (size_t k = 0; k < s->answer->contest[i].claims; k++) {
			const struct answer_claim *c =
			    &s->answer->contest[i].claim[k];
			struct doc_table_row *row = doc_row(d, t, ROW_PLAIN);

			doc_cell(d, t, row, 0, "%s", s->names[i].title);
			doc_cell(d, t, row, 1, "%s", c->says);
			doc_cell(d, t, row, 2, "%s", risk_words(a, c->risk));
		}
}

static size_t
claims(const struct say_audit *s)
{
	size_t n = 0;

	for (size_t i = 0; i < plan_of(s)->contests; i++)
		n += s->answer->contest[i].claims;
	return n;
}

/* The risk after each draw, of the targeted contests. */
static void
draw_risks(struct node *section, struct arena *a, const struct say_audit *s)
{
	size_t lines = 0;
	struct chart_risk_line *line = arena_zero(a, plan_of(s)->targeted + 1,
	    sizeof *line);
	struct chart_risk chart = { .line = line, .label = say_audit_lead(a, s),
		.desc = "Draws across, the risk down a scale of powers of ten. "
		"The same numbers stand in the data.",
		.limit = (double)plan_of(s)->risk_limit.num /
		(double)plan_of(s)->risk_limit.den };

	for (size_t i = 0; i < plan_of(s)->targeted; i++) {
		const struct answer_contest *c = &s->answer->contest[i];

		if (c->draws > 0)
			line[lines++] = (struct chart_risk_line){
				s->names[i].title, c->after, c->draws };
	}
	chart.lines = lines;
	if (lines > 0)
		doc_chart(section, "Risk after each draw", chart_risk(a,
		    &chart), "From top to bottom the evidence grows; below the "
		    "line the limit is met.");
}

static void
say_rounds(struct node *section, struct arena *a, const struct say_audit *s)
{
	struct doc *d = section->doc;
	struct doc_table *t = doc_table(section, "rounds", "Rounds", "");
	size_t worst = worst_of(s);

	doc_add_column(d, t, "Round", ALIGN_RIGHT);
	doc_add_column(d, t, "Draws in all", ALIGN_RIGHT);
	doc_add_column(d, t, arena_printf(a, "Different %s", things(s)),
	    ALIGN_RIGHT);
	doc_add_column(d, t, "Risk at its end", ALIGN_RIGHT);
	doc_add_column(d, t, "Limit", ALIGN_LEFT);
	for (size_t i = 0; i < s->one->rounds; i++) {
		const struct case_round *r = &s->one->round[i];
		struct doc_table_row *row = doc_row(d, t, ROW_PLAIN);

		doc_cell_num(d, row, 0, (int64_t)i + 1);
		doc_cell_num(d, row, 1, r->size[worst]);
		doc_cell_num(d, row, 2, r->items);
		doc_cell(d, t, row, 3, "%s", r->risk == NULL ? "open" :
		    risk_words(a, r->risk[worst]));
		doc_cell(d, t, row, 4, "%s", r->risk == NULL ? "" : r->met ?
		    "met" : "not met");
	}
}

/* "Reed 120, Stone 88", or of a ballot "Reed". */
static char *
votes_words(struct arena *a, const struct say_audit *s, size_t contest,
    const int64_t *votes, bool is_ballot)
{
	struct buf b CLEANUP(buf_free) = { 0 };
	const struct tally *t = &plan_of(s)->contest[contest].tally;

	for (size_t i = 0; i < t->choices; i++) {
		if (is_ballot && votes[i] == 0)
			continue;
		if (b.len > 0)
			buf_str(&b, ", ");
		buf_str(&b, s->names[contest].choice[i]);
		if (!is_ballot || votes[i] != 1)
			buf_printf(&b, " %s", words_num(a, votes[i]));
	}
	return b.len == 0 ? arena_text(a, "no vote") : arena_str(a, b.p,
	    b.len);
}

static const char *
side(struct arena *a, const struct say_audit *s,
    const struct answer_difference *x, const int64_t *votes)
{
	if (votes == NULL && x->lost && votes == x->read)
		return "not found";
	return votes == NULL ? "not there" : votes_words(a, s, x->contest,
	    votes, s->one->item[x->item].position > 0);
}

static void
say_differences(struct node *section, struct arena *a,
    const struct say_audit *s)
{
	struct doc *d = section->doc;
	struct doc_table *t = doc_table(section, "differences", "Paper and "
	    "record", arena_printf(a, "Of %s. The last column: by how many "
	    "votes the record had a lead too high, at most.", progress(a, s)));

	t->long_one = true;
	doc_add_column(d, t, "Where", ALIGN_LEFT)->wraps = true;
	doc_add_column(d, t, "Contest", ALIGN_LEFT)->wraps = true;
	doc_add_column(d, t, "Record", ALIGN_LEFT)->wraps = true;
	doc_add_column(d, t, "Paper", ALIGN_LEFT)->wraps = true;
	doc_add_column(d, t, "Votes", ALIGN_RIGHT);
	for (size_t i = 0; i < s->answer->differences &&
	    i < MOST_DIFFERENCES; i++) {
		const struct answer_difference *x = &s->answer->difference[i];
		struct doc_table_row *row = doc_row(d, t, ROW_PLAIN);

		doc_cell(d, t, row, 0, "%s", say_audit_item(a, s->one,
		    &s->one->item[x->item]));
		doc_cell(d, t, row, 1, "%s", s->names[x->contest].title);
		doc_cell(d, t, row, 2, "%s", x->reported == NULL ? "none" :
		    side(a, s, x, x->reported));
		doc_cell(d, t, row, 3, "%s", side(a, s, x, x->read));
		if (x->reported != NULL && x->read != NULL)
			doc_cell_signed(d, row, 4, x->votes);
	}
}

/* Is there anything that paper could differ from? */
static bool
has_records(const struct say_audit *s)
{
	bool any = s->one->record != NULL;

	for (size_t i = 0; s->one->totals != NULL &&
	    i < plan_of(s)->contests; i++)
		any = any || s->one->totals[i] != NULL;
	return any;
}

static void
say_found(struct doc *d, const struct say_audit *s)
{
	struct node *section = doc_section(d->body, "differences",
	    !has_records(s) ? "Nothing to compare with" :
	    s->answer->differences == 0 ? "No difference was found" :
	    arena_printf(d->a, "%s", words_capital(d->a, words_things(d->a,
	    (int64_t)s->answer->differences, "difference was found",
	    "differences were found"))));

	if (s->answer->lost > 0)
		doc_text(doc_para(section), "%s not found. Each is counted in "
		    "the worst way for the outcome.", words_capital(d->a,
		    words_things(d->a, s->answer->lost, arena_printf(d->a,
		    "%s was", thing(s)), arena_printf(d->a, "%s were",
		    things(s)))));
	if (s->answer->differences > 0)
		say_differences(section, d->a, s);
	else
		doc_text(doc_para(section), "%s. %s", words_capital(d->a,
		    progress(d->a, s)), has_records(s) ? "The record says the "
		    "same of each." : "This method looks at the paper alone; "
		    "no record of single ballots was committed to.");
	if (s->answer->differences > MOST_DIFFERENCES)
		doc_text(doc_note(section), "The first %d; the data has all.",
		    MOST_DIFFERENCES);
}

/* Is everything counted, once?  That comes first, and no sample shows it. */
static void
say_counts(struct doc *d, const struct say_audit *s)
{
	struct node *section = doc_section(d->body, "counts", "The counts");

	for (size_t i = 0; i < plan_of(s)->contests; i++) {
		const struct say_names *n = &s->names[i];
		struct node *p = doc_para(section);

		if (!num_known(n->open))
			doc_text(p, "%s: no count of it is in this record, so "
			    "nobody has looked whether everything was counted, "
			    "once.", n->title);
		else if (n->open == 0)
			doc_text(p, "%s: its counts are reconciled. Nothing "
			    "that was found there is open.", n->title);
		else
			doc_text(p, "%s: %s about its counts. They are for "
			    "people to explain; the risk above says nothing "
			    "about them. \"canvass reconcile\" names each.",
			    n->title, words_things(d->a, n->open,
			    "finding is open", "findings are open"));
	}
}

static void
say_proofs(struct doc *d, const struct say_audit *s)
{
	struct node *section = doc_section(d->body, "proofs", "What it was "
	    "drawn from");
	struct node *cert = doc_cert(section, audit_method_of(
	    plan_of(s)->method)->title);
	const struct case_round *last = s->one->rounds == 0 ? NULL :
	    &s->one->round[s->one->rounds - 1];

	doc_pair(cert, "Risk limit", false, "%s", limit_words(d->a, s));
	doc_pair(cert, "Source", false, "%s", audit_method_of(
	    plan_of(s)->method)->cite);
	doc_pair(cert, "Plan", true, "%s", s->plan);
	doc_pair(cert, "Frame", true, "%s", s->one->frame == NULL ?
	    "manifests are not closed yet" : s->one->frame);
	doc_pair(cert, "Ballots", false, "%s in %s", words_num(d->a,
	    s->one->ballots), words_things(d->a, (int64_t)s->one->batches,
	    "batch", "batches"));
	doc_pair(cert, "Dice", true, "%s", s->one->seed == NULL ?
	    "not rolled yet" : s->one->seed);
	if (last != NULL && last->draw != NULL)
		doc_pair(cert, "Draw", true, "%s", last->draw);
	doc_text(doc_note(section), "Whoever has the manifests and the dice can "
	    "draw the same sample; canvass-verify does.");
}

struct doc *
say_audit_doc(struct arena *a, const struct say_audit *s)
{
	struct doc *d = doc_new(a, arena_printf(a, "Audit of %s",
	    s->names[0].title));
	struct node *section, *limits;

	d->kicker = arena_printf(a, "%s · audit %s", s->election,
	    plan_of(s)->audit);
	d->lead = say_audit_lead(a, s);
	section = doc_section(d->body, "risk", "Where it stands");
	say_contests(section, a, s);
	if (!s->one->is_tally)
		draw_risks(section, a, s);
	if (s->one->rounds > 0)
		say_rounds(section, a, s);
	if (claims(s) > 0)
		say_claims(section, a, s);
	if (s->answer->read > 0)
		say_found(d, s);
	say_counts(d, s);
	say_proofs(d, s);
	limits = doc_limits(d->body);
	doc_limit(limits, "The paper.", "An audit holds what was reported "
	    "against the ballots that are there. Whether these are the ballots "
	    "that voters cast, and no others, it cannot see.");
	doc_limit(limits, "Who was allowed to vote.", "Ballots carry no name. "
	    "Nothing here is about envelopes, signatures or rolls.");
	return d;
}
