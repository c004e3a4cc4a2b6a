/* SPDX-License-Identifier: Apache-2.0 */
#include <string.h>

#include "law/calendar.h"
#include "law/how.h"
#include "law/tell.h"
#include "report/doc.h"
#include "report/term.h"
#include "text/csv.h"
#include "text/json.h"

#include "cli/cmd.h"
#include "cli/law_file.h"

/* What the command line asks, and the calendar that answers. */
struct ask {
	struct call       *c;
	struct law        *law;
	struct law_event  *event;
	size_t             events;
	const char        *office;	/* "" for all */
	struct deadline   *due;
	size_t             dues;
	struct rule_line  *left;	/* deadlines not in force on election day */
	size_t             lefts;
};

static bool
add_event(struct ask *k, const char *id, const char *option, const char *day)
{
	struct law_event *ev = &k->event[k->events++];

	ev->id = id;
	return law_file_day(option, day, &ev->day, &k->c->e);
}

/* --event ID=DATE */
static bool
add_named_event(struct ask *k, const char *text)
{
	const char *equals = strchr(text, '=');
	const char *id;

	if (equals == NULL || equals == text)
		return err_set(&k->c->e, ERR_USE, "--event: found \"%s\", "
		    "expected ID=DATE", text);
	id = arena_str(k->c->a, text, (size_t)(equals - text));
	if (!calendar_has_event(k->law, id))
		return err_set(&k->c->e, ERR_USE, "--event: found \"%s\", "
		    "expected an event of %s", id, k->law->name);
	return add_event(k, id, "event", equals + 1);
}

static bool
read_events(struct ask *k)
{
	static const char *const named[] = { "election", "certified",
		"recertified" };
	struct call *c = k->c;

	k->event = arena_zero(c->a, c->givens + 1, sizeof *k->event);
	if (call_option(c, "election") == NULL)
		return err_set(&c->e, ERR_USE, "expected --election DATE: "
		    "the calendar counts from that day");
	for (size_t i = 0; i < sizeof named / sizeof named[0]; i++) {
		const char *day = call_option(c, named[i]);

		if (day != NULL)
			TRY(add_event(k, named[i], named[i], day));
	}
	for (size_t i = 0; i < c->givens; i++)
		if (strcmp(c->given[i].name, "event") == 0)
			TRY(add_named_event(k, c->given[i].value));
	return true;
}

/* Deadlines of the file that did not hold on the day of the election. */
static void
find_left_out(struct ask *k)
{
	struct rule_line *line;
	size_t n;

	tell_rules(k->c->a, k->law, &line, &n);
	k->left = line;
	for (size_t i = 0; i < n; i++)
		if (strcmp(line[i].kind, "deadlines") == 0 &&
		    !rule_holds(line[i].rule, k->event[0].day))
			k->left[k->lefts++] = line[i];
}

/* A misspelt office would leave deadlines out without a word. */
static bool
read_office(struct ask *k)
{
	const char *office = call_option(k->c, "office");

	k->office = office != NULL ? office : "";
	if (office == NULL || calendar_has_office(k->law, office))
		return true;
	return err_set(&k->c->e, ERR_USE, "--office: found \"%s\", expected "
	    "an office that %s names", office, k->law->name);
}

static bool
ask_law(struct ask *k)
{
	TRY(law_file_open(k->c->a, k->c->arg[0], &k->law, &k->c->e));
	TRY(read_events(k));
	TRY(read_office(k));
	TRY(calendar_deadlines(k->c->a, k->law, k->event, k->events,
	    k->office, &k->due, &k->dues, &k->c->e));
	find_left_out(k);
	return true;
}

/* "Fri 20 Nov 2020, 5 p.m. EST"; "day not known". */
static void
put_when(struct buf *out, const struct deadline *d)
{
	if (!d->known) {
		buf_str(out, "Day not known");
		return;
	}
	if (d->presumed)
		buf_str(out, "No later than ");
	how_day(out, d->day);
	buf_str(out, ", ");
	tell_time(out, d->minute);
	buf_printf(out, " %s", d->zone);
}

static void
add_deadline(struct node *body, const struct deadline *d)
{
	struct buf text CLEANUP(buf_free) = { 0 };
	const struct rule *r = d->rule;
	struct node *entry;

	put_when(&text, d);
	entry = doc_cert(body, text.p);
	doc_pair(entry, "What", false, "%s", r->title);
	doc_pair(entry, "How", false, "%s", d->how);
	law_file_source(entry, r);
}

static void
add_left_out(struct node *body, const struct ask *k)
{
	struct node *section, *list;

	if (k->lefts == 0)
		return;
	section = doc_section(body, "left-out",
	    "Left out: not in force on the day of the election");
	list = doc_list(section);
	for (size_t i = 0; i < k->lefts; i++) {
		struct buf dates CLEANUP(buf_free) = { 0 };

		tell_dates(&dates, k->left[i].rule);
		doc_text(doc_item(list), "%s: %s (%s)",
		    k->left[i].rule->title, k->left[i].says, dates.p);
	}
}

static void
print_text(const struct ask *k)
{
	struct doc *d = doc_new(k->c->a, arena_printf(k->c->a,
	    "Deadlines: %s", k->law->title));
	char election[DAY_TEXT];

	d->lead = arena_printf(k->c->a, "For an election on %s%s%s. All "
	    "times are legal time in %s (%s). Rules: %s.",
	    day_long(election, k->event[0].day),
	    *k->office != '\0' ? ", office: " : "", k->office,
	    k->law->jurisdiction, k->law->zone.name,
	    law_file_name(k->law));
	for (size_t i = 0; i < k->dues; i++)
		add_deadline(d->body, &k->due[i]);
	if (k->dues == 0)
		doc_text(doc_para(d->body), "No deadline of these rules was "
		    "in force on that day.");
	add_left_out(d->body, k);
	law_file_limits(d->body);
	term_print(&k->c->out, d, k->c->width, k->c->colour);
}

/* "17:00"; NULL for a whole day. */
static const char *
clock_text(struct arena *a, const struct deadline *d)
{
	if (!d->known || d->minute < 0)
		return NULL;
	return arena_printf(a, "%02d:%02d", d->minute / 60, d->minute % 60);
}

static const char *
date_text(struct arena *a, const struct deadline *d)
{
	char text[DAY_TEXT];

	return d->known ? arena_text(a, day_iso(text, d->day)) : NULL;
}

/* "2020-11-20T22:00:00Z" */
static const char *
utc_text(struct arena *a, const struct deadline *d)
{
	int64_t days = d->utc / 86400 - (d->utc % 86400 < 0);
	int second = (int)(d->utc - days * 86400);
	char text[DAY_TEXT];

	if (!d->known)
		return NULL;
	return arena_printf(a, "%sT%02d:%02d:%02dZ",
	    day_iso(text, (struct day){ (int32_t)days }), second / 3600,
	    second / 60 % 60, second % 60);
}

static const char *
weekday_text(const struct deadline *d)
{
	return d->known ? shape_weekdays[day_weekday(d->day)] : NULL;
}

static void
json_deadline(struct json_writer *w, struct arena *a,
    const struct deadline *d)
{
	const struct rule *r = d->rule;

	json_object(w, NULL);
	json_text(w, "id", r->id);
	json_text(w, "title", r->title);
	json_bool(w, "known", d->known);
	json_bool(w, "presumed", d->presumed);
	json_text(w, "date", date_text(a, d));
	json_text(w, "weekday", weekday_text(d));
	json_text(w, "time", clock_text(a, d));
	json_text(w, "zone", d->known ? d->zone : NULL);
	json_text(w, "utc", utc_text(a, d));
	json_text(w, "how", d->how);
	json_text(w, "cite", r->cite);
	json_text(w, "basis", basis_id(r->basis));
	json_text(w, "note", r->note);
	law_file_disagrees(w, r);
	json_object_end(w);
}

static void
json_left_out(struct json_writer *w, struct arena *a, const struct rule *r)
{
	char from[DAY_TEXT], to[DAY_TEXT];

	json_object(w, NULL);
	json_text(w, "id", r->id);
	json_text(w, "title", r->title);
	json_text(w, "from", arena_text(a, day_iso(from, r->from)));
	json_text(w, "to", day_known(r->to) ? day_iso(to, r->to) : NULL);
	json_object_end(w);
}

static void
print_json(const struct ask *k)
{
	struct arena *a = k->c->a;
	struct json_writer w;
	char text[DAY_TEXT];

	json_begin(&w, &k->c->out);
	json_object(&w, NULL);
	json_text(&w, "rules", law_file_name(k->law));
	json_text(&w, "title", k->law->title);
	json_text(&w, "jurisdiction", k->law->jurisdiction);
	json_text(&w, "time_zone", k->law->zone.name);
	json_text(&w, "election", day_iso(text, k->event[0].day));
	json_text(&w, "office", *k->office != '\0' ? k->office : NULL);
	json_array(&w, "deadlines");
	for (size_t i = 0; i < k->dues; i++)
		json_deadline(&w, a, &k->due[i]);
	json_array_end(&w);
	json_array(&w, "not_in_force");
	for (size_t i = 0; i < k->lefts; i++)
		json_left_out(&w, a, k->left[i].rule);
	json_array_end(&w);
	json_object_end(&w);
	json_finish(&w);
}

static const char *
or_empty(const char *s)
{
	return s != NULL ? s : "";
}

static void
print_csv(const struct ask *k)
{
	struct arena *a = k->c->a;
	struct buf *out = &k->c->out;

	buf_str(out, "id,title,known,presumed,date,weekday,time,zone,utc,how,cite,"
	    "basis,note");
	csv_end_row(out);
	for (size_t i = 0; i < k->dues; i++) {
		const struct deadline *d = &k->due[i];

		csv_put(out, d->rule->id, true);
		csv_put(out, d->rule->title, false);
		csv_put(out, d->known ? "true" : "false", false);
		csv_put(out, d->presumed ? "true" : "false", false);
		csv_put(out, or_empty(date_text(a, d)), false);
		csv_put(out, or_empty(weekday_text(d)), false);
		csv_put(out, or_empty(clock_text(a, d)), false);
		csv_put(out, d->zone, false);
		csv_put(out, or_empty(utc_text(a, d)), false);
		csv_put(out, d->how, false);
		csv_put(out, d->rule->cite, false);
		csv_put(out, basis_id(d->rule->basis), false);
		csv_put(out, d->rule->note, false);
		csv_end_row(out);
	}
}

static int
run(struct call *c)
{
	static void (*const print[])(const struct ask *k) = {
		[FORM_TEXT] = print_text, [FORM_JSON] = print_json,
		[FORM_CSV] = print_csv,
	};
	struct ask k = { .c = c };

	if (!ask_law(&k))
		return fail(c);
	print[c->form](&k);
	return 0;
}

static const struct option options[] = {
	{ "election", "DATE", "the day of the election", false },
	{ "certified", "DATE", "the day the result was certified", false },
	{ "recertified", "DATE", "... and certified again, after a recount",
	    false },
	{ "event", "ID=DATE", "another event of the rule file", true },
	{ "office", "WORD", "only what holds for that office", false },
	{ NULL, NULL, NULL, false },
};

const struct cmd cmd_law_deadlines = {
	.name = "law deadlines",
	.args = "RULES",
	.summary = "the calendar that a rule file makes due",
	.about = "RULES is a rule file, or the name of one that comes with "
	    "canvass.\nEvery deadline comes with its legal local time, how "
	    "it was computed and its\ncitation.  The clock and the time zone "
	    "of this machine play no part.\n",
	.option = options,
	.min_args = 1, .max_args = 1,
	.forms = true,
	.run = run,
};
