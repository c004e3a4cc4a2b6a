/* SPDX-License-Identifier: Apache-2.0 */
#include "base/arena.h"

#include "report/say.h"
#include "report/say_recount.h"
#include "report/words.h"

static const struct contest *
contest_of(const struct say_recount *s)
{
	return &s->c->el->contest[s->c->contest.n];
}

const char *
say_base_id(enum recount_base b)
{
	static const char *const ids[] = { "total", "winner", "pair",
		"absolute", "tie" };

	return ids[b];
}

const char *
say_window_id(enum recount_window w)
{
	static const char *const ids[] = { "none", "before", "open", "late" };

	return ids[w];
}

/* Does the window of ${r} stand in the way on the day that was asked about? */
static bool
is_in_time(const struct say_recount *s, const struct recount_answer *r)
{
	enum recount_window w;

	if (r->rule->start == RECOUNT_AUTOMATIC || !day_known(s->as_of))
		return true;
	w = recount_window(r, s->as_of);
	return w != WINDOW_BEFORE && w != WINDOW_LATE;
}

bool
say_recount_may_be(const struct say_recount *s)
{
	for (size_t i = 0; i < s->answers; i++)
		if (s->answer[i].eligible && is_in_time(s, &s->answer[i]))
			return true;
	return false;
}

static bool
is_inside(const struct say_recount *s)
{
	for (size_t i = 0; i < s->answers; i++)
		if (s->answer[i].eligible)
			return true;
	return false;
}

const char *
say_recount_lead(struct arena *a, const struct say_recount *s)
{
	if (!num_known(s->answer[0].margin))
		return "No. Nobody lost, so there is no margin to recount.";
	if (!is_inside(s))
		return "No. The margin is outside the limit of the law.";
	if (say_recount_may_be(s))
		return "Yes. The margin is inside the limit of the law.";
	return arena_printf(a, "Not on %s. The margin is inside the limit of "
	    "the law, but the time for asking is not then.",
	    words_date(a, s->as_of));
}

/* A share in percent, with as many places as it takes to be exact. */
static const char *
exact_percent(struct arena *a, struct ratio r)
{
	int64_t scale = 100;

	for (int places = 0; places <= 6; places++, scale *= 10) {
		int64_t scaled;

		if (num_mul(&scaled, r.num, scale) && scaled % r.den == 0)
			return words_percent(a, r.num, r.den, places);
	}
	return arena_printf(a, "%lld/%lld", (long long)r.num,
	    (long long)r.den);
}

/* "0.5% of 4,998,482 votes for the choices here" */
static const char *
limit_words(struct arena *a, const struct recount_test *t)
{
	static const char *const of[] = {
		[RECOUNT_OF_TOTAL] = "votes for all choices",
		[RECOUNT_OF_WINNER] = "votes for the winner",
		[RECOUNT_OF_PAIR] = "votes for the two leading choices",
	};
	const struct recount_limit *l = t->limit;
	const char *below = l->inclusive ? "" : "Less than ";

	if (l->base == RECOUNT_TIE)
		return "A tie";
	if (l->base == RECOUNT_ABSOLUTE)
		return arena_printf(a, "%s%s", below, words_things(a,
		    l->share.num, "vote", "votes"));
	return arena_printf(a, "%s%s of %s %s", below,
	    exact_percent(a, l->share), words_num(a, t->base), of[l->base]);
}

static struct doc_table *
two_columns(struct node *parent, const char *id, const char *caption,
    const char *note)
{
	struct doc_table *t = doc_table(parent, id, caption, note);

	doc_add_column(parent->doc, t, "Test", ALIGN_LEFT)->wraps = true;
	doc_add_column(parent->doc, t, "Votes", ALIGN_RIGHT);
	return t;
}

static void
put_line(struct doc *d, struct doc_table *t, enum row_class class,
    const char *what, int64_t n)
{
	struct doc_table_row *r = doc_row(d, t, class);

	doc_cell(d, t, r, 0, "%s", what);
	doc_cell_num(d, r, 1, n);
}

static void
test_table(struct node *parent, const struct say_recount *s,
    const struct recount_answer *r, const struct recount_test *t, size_t i)
{
	struct doc *d = parent->doc;
	struct say_origin o = say_origin(s->c, s->count);
	struct doc_table *table = two_columns(parent, arena_printf(d->a,
	    "%s-%zu", r->rule->rule.id, i + 1), arena_printf(d->a,
	    "%s: %s", r->rule->rule.title, limit_words(d->a, t)),
	    arena_printf(d->a, "%s, %s, %s.", stage_name(o.stage), o.title,
	    words_day(d->a, o.as_of)));

	put_line(d, table, ROW_PLAIN, "Largest margin inside the limit",
	    t->largest);
	put_line(d, table, ROW_PLAIN, arena_printf(d->a, "Margin of the %s",
	    say_title(d->a, s->c, s->count)), r->margin);
	if (num_known(r->margin))
		put_line(d, table, ROW_SUM, t->inside ? "Inside by" :
		    "Outside by", t->inside ? t->largest - r->margin :
		    r->margin - t->largest);
}

static const char *
window_words(struct arena *a, const struct say_recount *s,
    const struct recount_answer *r)
{
	static const char *const words[] = {
		[WINDOW_BEFORE] = "not yet open",
		[WINDOW_OPEN] = "open",
		[WINDOW_LATE] = "closed: it is late",
	};
	enum recount_window w = recount_window(r, s->as_of);

	if (w == WINDOW_NONE)
		return "When it may be asked for";
	if (!day_known(s->as_of))
		return arena_printf(a, "The window for asking: %s to %s",
		    words_day(a, r->opens.day), words_day(a, r->closes.day));
	return arena_printf(a, "On %s the window for asking is %s",
	    words_day(a, s->as_of), words[w]);
}

static void
put_window(struct node *parent, const struct say_recount *s,
    const struct recount_answer *r)
{
	struct arena *a = parent->doc->a;
	struct node *clock = doc_clock(parent, window_words(a, s, r));

	if (!r->closes.known) {
		doc_text(clock, "%s.", words_capital(a, r->closes.how));
		return;
	}
	doc_text(clock, "From %s to the end of %s, %s time (%s): %s. %s.",
	    words_date(a, r->opens.day), words_date(a, r->closes.day),
	    s->law->zone.spoken, r->closes.zone, r->closes.how,
	    r->rule->rule.cite);
}

static void
put_start(struct node *parent, const struct say_recount *s,
    const struct recount_answer *r)
{
	struct arena *a = parent->doc->a;
	struct node *p = doc_para(parent);

	doc_strong(p, "%s ", r->eligible ? "Inside the limit." :
	    "Outside the limit.");
	if (r->rule->start == RECOUNT_AUTOMATIC)
		doc_text(p, "%s a recount starts by itself.", r->eligible ?
		    "Under this rule" : "Inside it,");
	else
		doc_text(p, "%s: %s.", r->eligible ? "Who may ask" :
		    "Inside it these could ask", r->rule->who);
	if (r->rule->start == RECOUNT_ON_REQUEST && choice_exists(r->loser))
		doc_text(p, r->margin > 0 ? " The runner-up is %s." :
		    " It is a tie: %s is not behind.",
		    contest_of(s)->choice[r->loser.n].name);
	if (r->rule->method != NULL && r->rule->method[0] != '\0')
		doc_text(p, " A recount is made %s.", r->rule->method);
	if (r->tests > 1)
		doc_text(p, " %s of the limits must be met.",
		    r->rule->all ? "All" : "One");
	p = doc_note(parent);
	doc_text(p, "Rule: %s%s. %s", r->rule->rule.cite,
	    say_mark(a, &r->rule->rule), r->rule->rule.note == NULL ? "" :
	    r->rule->rule.note);
}

void
say_recount_rule(struct node *parent, const struct say_recount *s, size_t i)
{
	const struct recount_answer *r = &s->answer[i];

	if (!num_known(r->margin)) {
		doc_text(doc_para(parent), "There is no margin to test under "
		    "%s.", r->rule->rule.cite);
		return;
	}
	put_start(parent, s, r);
	for (size_t k = 0; k < r->tests; k++)
		test_table(parent, s, r, &r->test[k], k);
	if (r->rule->start == RECOUNT_ON_REQUEST)
		put_window(parent, s, r);
}

static void
put_figure(struct doc *d, const struct say_recount *s)
{
	const struct recount_answer *r = &s->answer[0];
	struct say_origin o = say_origin(s->c, s->count);
	struct arena *a = d->a;
	struct doc_figure f = { .unit = "votes",
		.badge = { o.stage, STANDING_OFFICIAL }, .source = o.title,
		.as_of = words_day(a, o.as_of) };

	if (!num_known(r->margin))
		return;
	f.label = arena_printf(a, "Margin, %s over %s",
	    contest_of(s)->choice[r->winner.n].label,
	    contest_of(s)->choice[r->loser.n].label);
	f.value = words_num(a, r->margin);
	f.share = arena_printf(a, "%s of %s votes", words_percent(a,
	    r->margin, r->total, 4), words_num(a, r->total));
	doc_set_figure(d, &f);
}

static void
put_limits(struct node *body, const struct say_recount *s)
{
	struct node *limits = doc_limits(body);
	const int64_t *v = s->c->count[s->count].votes;

	doc_limit(limits, "Whether a recount would change anything.",
	    "The limit says when the law allows one; nothing more.");
	doc_limit(limits, "Who did ask.",
	    "A request, an order and a recount are acts of people; this is "
	    "arithmetic on their rules.");
	if (!num_known(v[contest_of(s)->choices + EXTRA_WRITE_INS]))
		doc_limit(limits, "Write-in votes.", "They are not in these "
		    "files, so they are not in the votes that the share is "
		    "taken of.");
}

struct doc *
say_recount_doc(struct arena *a, const struct say_recount *s)
{
	struct doc *d = doc_new(a, arena_printf(a,
	    "%s: could a recount be asked for?", contest_of(s)->title));

	d->kicker = arena_printf(a, "%s · by the %s of %s", s->c->el->title,
	    say_title(a, s->c, s->count), words_date(a, say_origin(s->c,
	    s->count).as_of));
	d->lead = say_recount_lead(a, s);
	put_figure(d, s);
	for (size_t i = 0; i < s->answers; i++)
		say_recount_rule(doc_section(d->body,
		    s->answer[i].rule->rule.id, s->answer[i].rule->rule.title),
		    s, i);
	put_limits(d->body, s);
	return d;
}
