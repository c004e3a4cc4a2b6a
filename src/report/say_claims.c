/* SPDX-License-Identifier: Apache-2.0 */
#include <inttypes.h>

#include "base/arena.h"
#include "text/csv.h"
#include "text/json.h"

#include "report/say_claims.h"
#include "report/words.h"

static struct tally
tally_of(const struct say_claims *s)
{
	return (struct tally){ .contest = s->contest, .choice = s->choice,
		.choices = s->rankings->choices };
}

static const char *
lead(struct arena *a, const struct say_claims *s)
{
	char text[RAIRE_SAY];

	if (s->found->verdict != RAIRE_FOUND)
		return arena_text(a, raire_explain(s->found, text));
	return arena_printf(a, "%s wins. %s prove it; the least margin is %s "
	    "of %s.", s->choice[s->found->count.winner],
	    words_things(a, (int64_t)s->found->n, "assertion", "assertions"),
	    words_things(a, s->found->margin, "vote", "votes"),
	    words_things(a, s->ballots, "ballot", "ballots"));
}

static void
say_rounds(struct doc *d, const struct say_claims *s)
{
	const struct irv_count *c = &s->found->count;
	struct node *list;

	if (c->rounds == 0)
		return;
	list = doc_list(doc_section(d->body, "count", "Who goes when"));
	for (size_t i = 0; i < c->rounds; i++) {
		const struct irv_round *r = &c->round[i];

		doc_text(doc_item(list), i + 1 < c->rounds ?
		    "%s goes, with %s." : "%s is left, with %s.",
		    s->choice[r->out], words_things(d->a, r->votes[r->out],
		    "ballot", "ballots"));
	}
}

static void
say_claims(struct doc *d, const struct say_claims *s)
{
	struct doc_table *t = doc_table(doc_section(d->body, "claims",
	    "What an audit tests"), "claims", "Assertions", "Votes for the "
	    "one and the other, of the ballots as they were recorded.");
	struct tally of = tally_of(s);

	doc_add_column(d, t, "Claim", ALIGN_LEFT)->wraps = true;
	doc_add_column(d, t, "For", ALIGN_RIGHT);
	doc_add_column(d, t, "Against", ALIGN_RIGHT);
	doc_add_column(d, t, "Margin", ALIGN_RIGHT);
	for (size_t i = 0; i < s->found->n; i++) {
		const struct raire_assertion *x = &s->found->assertion[i];
		struct assertion claim = raire_claim(x, s->ballots);
		struct doc_table_row *row = doc_row(d, t, ROW_PLAIN);
		struct buf b CLEANUP(buf_free) = { 0 };

		assertion_say(&b, &claim, &of);
		doc_cell(d, t, row, 0, "%.*s", (int)b.len, b.p);
		doc_cell_num(d, row, 1, x->votes_winner);
		doc_cell_num(d, row, 2, x->votes_loser);
		doc_cell_num(d, row, 3, x->margin);
	}
}

struct doc *
say_claims_doc(struct arena *a, const struct say_claims *s)
{
	struct doc *d = doc_new(a, arena_printf(a, "Contest %s as an instant "
	    "runoff", s->contest));

	d->lead = lead(a, s);
	say_rounds(d, s);
	if (s->found->verdict == RAIRE_FOUND)
		say_claims(d, s);
	doc_limit(doc_limits(d->body), "The paper.", "Rankings are as machines "
	    "recorded them. Whether the paper says so an audit of these "
	    "assertions shows.");
	return d;
}

static void
put_claim(struct json_writer *w, const struct say_claims *s,
    const struct raire_assertion *x)
{
	json_object(w, NULL);
	json_text(w, "kind", x->kind == RAIRE_NEB ? "NEB" : "NEN");
	json_text(w, "winner", s->choice[x->winner]);
	json_text(w, "loser", s->choice[x->loser]);
	if (x->kind == RAIRE_NEN) {
		json_array(w, "continuing");
		for (size_t i = 0; i < s->rankings->choices; i++)
			if (x->continuing & ranking_one(i))
				json_text(w, NULL, s->choice[i]);
		json_array_end(w);
	}
	json_num(w, "votes_winner", x->votes_winner);
	json_num(w, "votes_loser", x->votes_loser);
	json_num(w, "margin", x->margin);
	json_object_end(w);
}

void
say_claims_json(struct buf *out, const struct say_claims *s)
{
	bool found = s->found->verdict == RAIRE_FOUND;
	char text[RAIRE_SAY];
	struct json_writer w;

	json_begin(&w, out);
	json_object(&w, NULL);
	json_text(&w, "schema", "canvass-assertions-1");
	json_text(&w, "contest", s->contest);
	json_text(&w, "verdict", raire_explain(s->found, text));
	json_num(&w, "ballots", s->ballots);
	json_array(&w, "choices");
	for (size_t i = 0; i < s->rankings->choices; i++)
		json_text(&w, NULL, s->choice[i]);
	json_array_end(&w);
	json_text(&w, "winner", found ? s->choice[s->found->count.winner] :
	    NULL);
	json_num(&w, "margin", found ? s->found->margin : NUM_UNKNOWN);
	json_array(&w, "assertions");
	for (size_t i = 0; found && i < s->found->n; i++)
		put_claim(&w, s, &s->found->assertion[i]);
	json_array_end(&w);
	json_object_end(&w);
	json_finish(&w);
}

/* Who still stands, parted by blanks. */
static const char *
standing(struct buf *b, const struct say_claims *s, uint64_t in)
{
	for (size_t i = 0; i < s->rankings->choices; i++)
		if (in & ranking_one(i))
			buf_printf(b, "%s%s", b->len > 0 ? " " : "",
			    s->choice[i]);
	return b->len > 0 ? b->p : "";
}

void
say_claims_csv(struct buf *out, const struct say_claims *s)
{
	buf_str(out, "kind,winner,loser,continuing,votes_winner,votes_loser,"
	    "margin\r\n");
	for (size_t i = 0; s->found->verdict == RAIRE_FOUND &&
	    i < s->found->n; i++) {
		const struct raire_assertion *x = &s->found->assertion[i];
		struct buf in CLEANUP(buf_free) = { 0 };

		csv_put(out, x->kind == RAIRE_NEB ? "NEB" : "NEN", true);
		csv_put(out, s->choice[x->winner], false);
		csv_put(out, s->choice[x->loser], false);
		csv_put(out, standing(&in, s, x->continuing), false);
		csv_put_num(out, x->votes_winner, false);
		csv_put_num(out, x->votes_loser, false);
		csv_put_num(out, x->margin, false);
		csv_end_row(out);
	}
}
