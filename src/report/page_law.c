/* SPDX-License-Identifier: Apache-2.0 */
/* The law as the rule file says it: the calendar, and rules with citations. */
#include <string.h>

#include "base/arena.h"
#include "base/buf.h"
#include "base/err.h"
#include "law/calendar.h"
#include "law/tell.h"

#include "report/page.h"
#include "report/words.h"

#define MAX_EVENTS 8

/* The days that deadlines count from, as far as the counts tell them. */
static size_t
events_of(const struct site *s, struct law_event *ev)
{
	size_t n = 0;

	ev[n++] = (struct law_event){ "election", page_contest(s)->date };
	for (size_t i = 0; i < s->compare->counts; i++) {
		const struct count *c = say_count(s->compare, i);

		if (n < MAX_EVENTS && calendar_has_event(s->law,
		    stage_id(c->stage)))
			ev[n++] = (struct law_event){ stage_id(c->stage),
				c->as_of };
	}
	return n;
}

static const char *
minute_words(struct arena *a, const struct deadline *x)
{
	struct buf b CLEANUP(buf_free) = { 0 };

	tell_time(&b, x->minute);
	return arena_printf(a, "%s%s%s", b.p == NULL ? "" : b.p,
	    x->minute >= 0 ? " " : "", x->minute >= 0 ? x->zone : "");
}

static const char *
cite_words(struct arena *a, const struct rule *r)
{
	struct buf b CLEANUP(buf_free) = { 0 };

	tell_cite(&b, r);
	return arena_text(a, b.p == NULL ? "" : b.p);
}

static void
deadline_row(struct doc *d, struct doc_table *t, const struct deadline *x)
{
	struct doc_table_row *r = doc_row(d, t, ROW_PLAIN);
	char text[DAY_TEXT];

	doc_cell(d, t, r, 0, "%s", x->rule->title);
	doc_cell(d, t, r, 1, "%s", x->known ? day_long(text, x->day) :
	    "not known yet");
	doc_cell(d, t, r, 2, "%s", x->known ? minute_words(d->a, x) : "");
	doc_cell(d, t, r, 3, "%s", x->how);
	doc_cell(d, t, r, 4, "%s", cite_words(d->a, x->rule));
	r->cell[3].small = r->cell[4].small = true;
}

static void
calendar(const struct site *s, struct doc *d)
{
	struct law_event ev[MAX_EVENTS];
	struct deadline *x = NULL;
	size_t n = 0;
	struct err e = { 0 };
	struct node *sec = doc_section(d->body, "calendar", "The calendar");
	struct doc_table *t;

	if (!calendar_deadlines(d->a, s->law, ev, events_of(s, ev),
	    page_contest(s)->office, &x, &n, &e)) {
		doc_text(doc_para(sec), "The calendar cannot be computed: %s",
		    e.text);
		return;
	}
	t = doc_table(sec, "deadlines", arena_printf(d->a, "%s in %s",
	    words_capital(d->a, words_things(d->a, (int64_t)n, "deadline",
	    "deadlines")), s->law->jurisdiction), arena_printf(d->a,
	    "Computed from the rule file in %s time.", s->law->zone.spoken));
	t->long_one = true;
	doc_add_column(d, t, "What", ALIGN_LEFT);
	doc_add_column(d, t, "Day", ALIGN_LEFT);
	doc_add_column(d, t, "Time", ALIGN_LEFT);
	doc_add_column(d, t, "How it is computed", ALIGN_LEFT)->wraps = true;
	doc_add_column(d, t, "Law", ALIGN_LEFT)->wraps = true;
	for (size_t i = 0; i < n; i++)
		deadline_row(d, t, &x[i]);
}

static void
rule_row(struct doc *d, struct doc_table *t, const struct rule_line *line)
{
	struct doc_table_row *r = doc_row(d, t, ROW_PLAIN);
	struct buf dates CLEANUP(buf_free) = { 0 };

	tell_dates(&dates, line->rule);
	doc_cell(d, t, r, 0, "%s", line->rule->title);
	doc_cell(d, t, r, 1, "%s%s%s", line->says,
	    line->rule->note[0] != '\0' ? " " : "", line->rule->note);
	doc_cell(d, t, r, 2, "%s", dates.p == NULL ? "" : dates.p);
	doc_cell(d, t, r, 3, "%s", cite_words(d->a, line->rule));
	r->cell[2].small = r->cell[3].small = true;
}

/* All rules of one kind in a table. */
static void
rules(struct doc *d, const struct law *l, const char *id, const char *heading)
{
	struct node *sec = doc_section(d->body, id, heading);
	struct rule_line *line;
	struct doc_table *t = NULL;
	size_t n;

	tell_rules(d->a, l, &line, &n);
	for (size_t i = 0; i < n; i++) {
		if (i == 0 || strcmp(line[i].kind, line[i - 1].kind) != 0) {
			t = doc_table(sec, NULL, arena_printf(d->a, "%s: %s",
			    l->jurisdiction, line[i].kind), NULL);
			t->long_one = true;
			doc_add_column(d, t, "Rule", ALIGN_LEFT);
			doc_add_column(d, t, "What it says",
			    ALIGN_LEFT)->wraps = true;
			doc_add_column(d, t, "In force", ALIGN_LEFT);
			doc_add_column(d, t, "Law", ALIGN_LEFT)->wraps = true;
		}
		rule_row(d, t, &line[i]);
	}
}

struct doc *
page_law(const struct site *s, struct arena *a)
{
	struct doc *d = doc_new(a, arena_printf(a, "What the law of %s makes "
	    "due", s->law->jurisdiction));
	struct node *l;

	d->kicker = s->frame.site;
	d->lead = "Every date and every limit on these pages comes from a rule "
	    "file, with its citation.";
	doc_text(doc_para(d->intro), "A rule that was written down from memory, "
	    "or that is a definition of ours, says so beside its citation.");
	calendar(s, d);
	rules(d, s->law, "rules", arena_printf(a, "The rules of %s",
	    s->law->jurisdiction));
	if (s->elector_law != NULL)
		rules(d, s->elector_law, "elector-rules",
		    "The rules about electors");
	l = doc_limits(d->body);
	doc_limit(l, "Legal advice.", "A rule file says how a rule was read, "
	    "not how a court would apply it.");
	doc_limit(l, "Every law.", "Rules that are not in the file play no part "
	    "here. What no rule decides is unknown, and unknown is refused.");
	return d;
}
