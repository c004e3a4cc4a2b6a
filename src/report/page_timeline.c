/* SPDX-License-Identifier: Apache-2.0 */
/* Every act in the order of the log, day by day. */
#include <inttypes.h>
#include <string.h>

#include "base/arena.h"
#include "base/buf.h"
#include "text/esc.h"

#include "report/page.h"
#include "report/words.h"

const char *
page_act_href(const struct site *s, struct arena *a,
    const struct say_act *act)
{
	struct buf b CLEANUP(buf_free) = { 0 };
	struct unit_ix u = election_find_unit(s->el, act->unit);

	if (act->outcome == OUTCOME_REQUEST || act->outcome == OUTCOME_REFUSED)
		return arena_printf(a, "requests.html#entry-%" PRId64,
		    act->seq);
	if (strcmp(act->action, "certification.issue") == 0) {
		esc_slug(&b, act->subject);
		return arena_printf(a, "certificates.html#%s", b.p);
	}
	return unit_exists(u) ? s->href[u.n] : NULL;
}

void
page_act_source(struct node *p, const struct say_act *act)
{
	if (act->cite[0] == '\0')
		return;
	if (act->url[0] != '\0')
		doc_link(p, act->url, "%s", act->cite);
	else
		doc_text(p, "%s", act->cite);
	if (act->sources > 1)
		doc_text(p, " and %s more", words_num(p->doc->a,
		    act->sources - 1));
	doc_text(p, ". ");
}

const char *
page_record_kicker(const struct site *s, struct arena *a)
{
	return arena_printf(a, "%s · the record as of %s", s->frame.site,
	    words_date(a, s->record->on));
}

void
page_record_notice(const struct site *s, struct node *parent)
{
	const struct genesis *g = s->record->genesis;
	struct node *p;

	if (g->simulated) {
		p = doc_para(parent);
		doc_strong(p, "SIMULATED. ");
		doc_text(p, "The record's clock is that of its acts, not of a "
		    "machine that was there.");
	}
	if (g->kind == RECORD_HISTORY)
		doc_text(doc_para(parent), "Somebody else made this record "
		    "afterwards, from published sources. Acts are attributed "
		    "to those who did them; nobody signed them.");
	if (g->kind == RECORD_TEST)
		doc_text(doc_para(parent), "This is the record of a test, and "
		    "of no election.");
}

/* What changed by it, or that it was asked for or refused. */
static void
change(const struct say_record *r, struct doc *d, struct doc_table_row *row,
    const struct say_act *x)
{
	struct node *n = doc_cell_runs(d, row, 3);

	if (x->outcome == OUTCOME_REQUEST)
		doc_status(n, STATUS_ASKED);
	else if (x->outcome == OUTCOME_REFUSED)
		doc_status(n, STATUS_REFUSED);
	else if (x->to[0] != '\0' && strcmp(x->from, x->to) != 0)
		doc_text(n, "now %s", say_record_state(r, x, x->to));
	else if (x->to[0] != '\0')
		doc_text(n, "as before: %s", say_record_state(r, x, x->to));
}

static enum stage
stage_of(const char *id)
{
	enum stage s = STAGE_UNOFFICIAL;

	while (s < STAGE_ADJUDICATED && strcmp(stage_id(s), id) != 0)
		s++;
	return s;
}

static void
what(const struct site *s, struct doc *d, struct doc_table_row *row,
    const struct say_act *x)
{
	struct node *n = doc_cell_runs(d, row, 2);
	const char *href = page_act_href(s, d->a, x);

	doc_text(n, "%s ", say_record_sentence(s->record, d->a, x));
	if (x->stage[0] != '\0') {
		doc_stage(n, stage_of(x->stage), STANDING_NONE);
		doc_text(n, " ");
	}
	if (href != NULL)
		doc_link(n, href, "%s", x->subject[0] != '\0' ? x->subject :
		    x->action);
	else
		doc_code(n, "%s", x->subject);
}

static void
act_row(const struct site *s, struct doc *d, struct doc_table *t,
    const struct say_act *x)
{
	struct doc_table_row *row = doc_row(d, t, ROW_PLAIN);
	struct node *n;

	doc_cell(d, t, row, 0, "%s", words_num(d->a, x->seq));
	n = doc_cell_runs(d, row, 1);
	doc_strong(n, "%s", say_record_name(s->record, x->actor));
	doc_text(n, " %s; entered %s", say_record_when(s->record, d->a, x),
	    say_record_time(s->record, d->a, x->logged));
	what(s, d, row, x);
	change(s->record, d, row, x);
	n = doc_cell_runs(d, row, 4);
	page_act_source(n, x);
	row->cell[4].small = true;
}

static struct doc_table *
day_table(struct doc *d, struct node *parent, struct day day)
{
	char text[DAY_TEXT];
	struct node *sec = doc_section(parent, NULL, day_long(text, day));
	struct doc_table *t = doc_table(sec, NULL, NULL, NULL);

	t->long_one = true;
	doc_add_column(d, t, "Entry", ALIGN_LEFT);
	doc_add_column(d, t, "Who, and when", ALIGN_LEFT)->wraps = true;
	doc_add_column(d, t, "What", ALIGN_LEFT)->wraps = true;
	doc_add_column(d, t, "Change", ALIGN_LEFT)->wraps = true;
	doc_add_column(d, t, "Source", ALIGN_LEFT)->wraps = true;
	return t;
}

/* How many more there were on a crowded day. */
static void
tell_rest(const struct say_record *r, struct node *parent, struct day day)
{
	struct node *p;

	for (size_t i = 0; i < r->fulls; i++) {
		if (day_cmp(r->full[i], day) != 0)
			continue;
		p = doc_note(parent);
		doc_text(p, "And %s more of that day: ", words_num(
		    parent->doc->a, r->rest[i]));
		doc_link(p, "data/timeline.csv", "all of them as a table");
	}
}

static void
days(const struct site *s, struct doc *d)
{
	const struct say_record *r = s->record;
	struct node *sec = doc_section(d->body, "days", r->acts == 0 ?
	    "No acts yet" : "Day by day");
	struct doc_table *t = NULL;

	if (r->acts == 0)
		doc_text(doc_para(sec), "They appear here when something is "
		    "done, asked for or refused, in the order in which the "
		    "record took them in.");
	for (size_t i = 0; i < r->acts; i++) {
		struct day day = r->act[i]->day;

		if (i == 0 || day_cmp(day, r->act[i - 1]->day) != 0)
			t = day_table(d, sec, day);
		act_row(s, d, t, r->act[i]);
		if (i + 1 == r->acts || day_cmp(day, r->act[i + 1]->day) != 0)
			tell_rest(r, sec->last, day);
	}
}

static const char *
lead(const struct say_record *r, struct arena *a)
{
	const char *text = arena_printf(a, "%s by the end of %s, in the order "
	    "in which the record took them in.", words_capital(a,
	    words_things(a, r->entries, "entry", "entries")),
	    words_date(a, r->on));

	if (r->later == 0)
		return text;
	return arena_printf(a, "%s It goes on: %s after that day, not shown "
	    "here.", text, words_things(a, r->later, "entry", "entries"));
}

struct doc *
page_timeline(const struct site *s, struct arena *a)
{
	const struct say_record *r = s->record;
	struct doc *d = doc_new(a, arena_printf(a, "What was done, asked for "
	    "and refused, until %s", words_date(a, r->on)));
	struct node *l;

	d->kicker = page_record_kicker(s, a);
	d->lead = lead(r, a);
	d->wide = true;
	page_record_notice(s, d->intro);
	doc_text(doc_para(d->intro), "When something happened is what its "
	    "source says; when it was entered is the record's own clock, which "
	    "deadlines look at. Times are %s.", r->law->zone.spoken);
	days(s, d);
	doc_link(doc_para(d->body), "data/timeline.csv", "The same as a "
	    "table, with the hash of each entry");
	l = doc_limits(d->body);
	doc_limit(l, "That it happened as it says.", "An entry shows who "
	    "said what, and that nobody changed it since. The sources are "
	    "named so that they can be read.");
	doc_limit(l, "What nobody entered.", "What is not in the record is "
	    "not here.");
	return d;
}
