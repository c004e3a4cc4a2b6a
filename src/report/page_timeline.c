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

/* What became of it: the state it led to, or that it was asked for or refused. */
static void
outcome(const struct say_record *r, struct node *n, const struct say_act *x)
{
	struct arena *a = n->doc->a;

	if (x->outcome == OUTCOME_REQUEST)
		doc_status(n, STATUS_ASKED);
	else if (x->outcome == OUTCOME_REFUSED)
		doc_status_says(n, STATUS_REFUSED, "Refused · %s",
		    refusal_words(x->code));
	else if (x->to[0] == '\0')
		doc_text(n, "Recorded");
	else if (strcmp(x->from, x->to) == 0)
		doc_text(n, "Unchanged: %s", say_record_state(r, x, x->to));
	else
		doc_text(n, "%s", words_capital(a, say_record_state(r, x,
		    x->to)));
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
what(const struct site *s, struct node *n, const struct say_act *x)
{
	struct doc *d = n->doc;
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

/* Who, and in what office where the name does not say it. */
static void
who(const struct say_record *r, struct node *n, const struct say_act *x)
{
	const char *name = say_record_name(r, x->actor);
	const char *role = say_record_roles(n->doc->a, r, x->role);
	const char *bare = strncmp(role, "the ", 4) == 0 ? role + 4 :
	    strncmp(role, "a ", 2) == 0 ? role + 2 : role;

	doc_strong(n, "%s", name);
	/* Without its first letter, which a name may have as a capital. */
	if (bare[0] != '\0' && x->role[0] != '\0' &&
	    strstr(name, bare + 1) == NULL)
		doc_text(n, " as %s", role);
}

/* When it occurred; also when it was entered if that says more. */
static void
when(const struct say_record *r, struct node *n, const struct say_act *x)
{
	const char *occurred = say_record_when(r, n->doc->a, x);
	const char *entered = say_record_time(r, n->doc->a, x->logged);

	doc_text(n, "%s", occurred);
	if (strcmp(occurred, entered) != 0)
		doc_text(n, "; entered %s", entered);
}

static void
act_row(const struct site *s, struct doc *d, struct doc_table *t,
    const struct say_act *x)
{
	struct doc_table_row *row = doc_row(d, t, ROW_PLAIN);

	doc_cell(d, t, row, 0, "%s", words_num(d->a, x->seq));
	when(s->record, doc_cell_runs(d, row, 1), x);
	who(s->record, doc_cell_runs(d, row, 2), x);
	what(s, doc_cell_runs(d, row, 3), x);
	outcome(s->record, doc_cell_runs(d, row, 4), x);
	page_act_source(doc_cell_runs(d, row, 5), x);
	for (size_t i = 1; i < 6; i++)
		row->cell[i].small = true;
}

static struct day
monday(struct day d)
{
	return day_add(d, -(((int)day_weekday(d) + 6) % 7));
}

static struct doc_table *
week_table(struct doc *d, struct node *parent, struct day from)
{
	const char *heading = arena_printf(d->a, "%s to %s", words_date(d->a,
	    from), words_date(d->a, day_add(from, 6)));
	struct doc_table *t = doc_table(doc_section(parent, NULL, heading),
	    NULL, NULL, NULL);

	t->long_one = true;
	doc_add_column(d, t, "Entry", ALIGN_LEFT);
	doc_add_column(d, t, "When", ALIGN_LEFT)->wraps = true;
	doc_add_column(d, t, "Who", ALIGN_LEFT)->wraps = true;
	doc_add_column(d, t, "What", ALIGN_LEFT)->wraps = true;
	doc_add_column(d, t, "Outcome", ALIGN_LEFT)->wraps = true;
	doc_add_column(d, t, "Source", ALIGN_LEFT)->wraps = true;
	return t;
}

/* How many more there were on crowded days of the week that begins so. */
static void
tell_rest(const struct say_record *r, struct node *parent, struct day from)
{
	struct node *p;

	for (size_t i = 0; i < r->fulls; i++) {
		if (day_cmp(monday(r->full[i]), from) != 0)
			continue;
		p = doc_note(parent);
		doc_text(p, "And %s more on %s: ", words_num(parent->doc->a,
		    r->rest[i]), words_date(parent->doc->a, r->full[i]));
		doc_link(p, "data/timeline.csv", "all of them as a table");
	}
}

static void
weeks(const struct site *s, struct doc *d)
{
	const struct say_record *r = s->record;
	struct node *sec = doc_section(d->body, "weeks", r->acts == 0 ?
	    "No acts yet" : "Week by week");
	struct doc_table *t = NULL;

	if (r->acts == 0)
		doc_text(doc_para(sec), "They appear here when something is "
		    "done, asked for or refused, in the order in which the "
		    "record took them in.");
	for (size_t i = 0; i < r->acts; i++) {
		struct day from = monday(r->act[i]->day);

		if (i == 0 || day_cmp(from, monday(r->act[i - 1]->day)) != 0)
			t = week_table(d, sec, from);
		act_row(s, d, t, r->act[i]);
		if (i + 1 == r->acts ||
		    day_cmp(from, monday(r->act[i + 1]->day)) != 0)
			tell_rest(r, sec->last, from);
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
	weeks(s, d);
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
