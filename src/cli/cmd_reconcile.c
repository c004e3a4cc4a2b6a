/* SPDX-License-Identifier: Apache-2.0 */
#include <string.h>

#include "base/num.h"
#include "count/compare.h"
#include "count/reconcile.h"
#include "model/finding.h"
#include "report/doc.h"
#include "report/say.h"
#include "report/term.h"
#include "report/words.h"
#include "text/csv.h"
#include "text/json.h"

#include "cli/cmd.h"
#include "cli/folder.h"
#include "cli/options.h"
#include "cli/walk.h"

#define MEMBERS_SHOWN 6		/* on screen; JSON and CSV have them all */

/* How many findings of one code are shown, and how they stand. */
struct kind_row {
	int64_t findings, rows, open, margin;
};

/*
 * What is shown, and of what.  JSON and CSV are written while the findings
 * come in, a unit at a time; on screen the summary comes first, so the
 * findings are kept, with as many members as are shown.
 */
struct view {
	struct call           *c;
	struct folder          f;
	const struct compare  *compare;
	const struct contest  *contest;
	struct findings        found;	/* for the screen */
	struct kind_row        kind[FINDING_CODES];
	struct reconcile_tally tally;
	struct json_writer     w;
	struct unit_ix         unit;	/* NO_UNIT: all */
	const char            *code;	/* NULL: all */
	bool                   summary;
	size_t                 seen;	/* findings, shown or not: their number in the CSV */
	size_t                 open;	/* findings shown that wait for an explanation */
};

static bool
is_shown(const struct view *v, const struct finding *fd)
{
	if (unit_exists(v->unit) && fd->unit.n != v->unit.n)
		return false;
	return v->code == NULL ||
	    strcmp(v->code, finding_code_id(fd->code)) == 0;
}

static const char *
status_id(const struct finding *fd)
{
	if (fd->explained != NULL)
		return "explained";
	return finding_is_open(fd) ? "open" : "note";
}

static bool
check_code(struct call *c, const char *code)
{
	for (int i = 0; code != NULL && i < FINDING_CODES; i++)
		if (strcmp(code, finding_code_id((enum finding_code)i)) == 0)
			return true;
	if (code == NULL)
		return true;
	return err_set(&c->e, ERR_USE, "--code: found '%s', expected a code "
	    "such as BATCH_SPELLING", code);
}

static bool
prepare(struct call *c, struct view *v)
{
	struct contest_ix contest;

	v->code = call_option(c, "code");
	v->summary = call_option(c, "summary") != NULL;
	TRY(check_code(c, v->code));
	TRY(folder_open(c->a, c->arg[0], &v->f, &c->e));
	TRY(folder_contest(&v->f, call_option(c, "contest"), &contest, &c->e));
	TRY(option_unit(c, "unit", v->f.el, &v->unit));
	v->contest = &v->f.el->contest[contest.n];
	v->found.a = c->a;
	return walk_compare(c, &v->f, contest, DAY_UNKNOWN, &v->compare);
}

static const char *
unit_name(const struct view *v, struct unit_ix unit)
{
	return unit_exists(unit) ? v->f.el->unit[unit.n].name : "";
}

/* May the votes of a member be shown? */
static bool
is_public(const struct view *v, const struct member *m)
{
	return m->v != NULL && v->f.el->source[m->source.n].already_public;
}

/* What mending would take away tells the votes of a row. */
static bool
tells_no_secret(const struct view *v, const struct finding *fd)
{
	return fd->members == 0 || is_public(v, &fd->member[0]);
}

/* Unknown to the reader where the votes behind it are not public. */
static int64_t
margin_shown(const struct view *v, const struct finding *fd)
{
	bool none = fd->effect == NULL && fd->margin_effect == 0;

	return none || tells_no_secret(v, fd) ? fd->margin_effect :
	    NUM_UNKNOWN;
}

static void
json_votes(struct json_writer *w, const struct view *v, const struct member *m)
{
	uint16_t n = v->contest->choices;

	json_object(w, "votes");
	for (uint16_t i = 0; i < n; i++)
		json_num(w, v->contest->choice[i].id, m->v[i]);
	for (int x = 0; x < EXTRAS; x++)
		if (num_known(m->v[n + x]))
			json_num(w, extra_id((enum extra)x), m->v[n + x]);
	json_object_end(w);
}

static void
json_member(struct json_writer *w, const struct view *v,
    const struct member *m)
{
	json_object(w, NULL);
	json_text(w, "unit", unit_exists(m->unit) ?
	    v->f.el->unit[m->unit.n].id : NULL);
	json_text(w, "source", v->f.el->source[m->source.n].id);
	json_text(w, "label", m->label);
	json_text(w, "method", m->method);
	json_num(w, "line", m->line);
	if (is_public(v, m))
		json_votes(w, v, m);
	json_object_end(w);
}

static void
json_effect(struct json_writer *w, const struct view *v,
    const struct finding *fd)
{
	if (fd->effect == NULL || !tells_no_secret(v, fd)) {
		json_text(w, "effect", NULL);
		return;
	}
	json_object(w, "effect");
	for (uint16_t i = 0; i < v->contest->choices; i++)
		json_num(w, v->contest->choice[i].id, fd->effect[i]);
	json_object_end(w);
}

static void
json_explained(struct json_writer *w, const struct note *n)
{
	char day[DAY_TEXT];

	if (n == NULL)
		return;
	json_object(w, "explained_by");
	json_text(w, "text", n->text);
	json_text(w, "by", n->by);
	json_text(w, "cite", n->cite);
	json_text(w, "on", day_known(n->on) ? day_iso(day, n->on) : NULL);
	json_object_end(w);
}

static void
json_finding(struct json_writer *w, const struct view *v,
    const struct finding *fd)
{
	json_object(w, NULL);
	json_text(w, "code", finding_code_id(fd->code));
	json_text(w, "severity", severity_id(fd->severity));
	json_text(w, "unit", unit_exists(fd->unit) ?
	    v->f.el->unit[fd->unit.n].id : NULL);
	json_text(w, "unit_name", unit_exists(fd->unit) ?
	    unit_name(v, fd->unit) : NULL);
	json_text(w, "count", count_exists(fd->count) ?
	    v->f.el->count[fd->count.n].id : NULL);
	json_array(w, "members");
	for (size_t i = 0; i < fd->kept; i++)
		json_member(w, v, &fd->member[i]);
	json_array_end(w);
	if (fd->likelihood < 0)
		json_text(w, "likelihood", NULL);
	else
		json_decimal(w, "likelihood", fd->likelihood, 3);
	json_text(w, "title", fd->title);
	json_text(w, "reason", fd->reason);
	json_object(w, "numbers");
	for (size_t i = 0; i < fd->numbers; i++)
		json_num(w, fd->number[i].name, fd->number[i].value);
	json_object_end(w);
	json_effect(w, v, fd);
	json_num(w, "margin_effect", margin_shown(v, fd));
	json_text(w, "status", status_id(fd));
	json_explained(w, fd->explained);
	json_object_end(w);
}

/* How far the figures of ${src} had come, NULL if they are no count's. */
static const enum stage *
stage_of(const struct view *v, const struct source *src)
{
	static const enum stage unofficial = STAGE_UNOFFICIAL;

	if (src->quotes)
		return &unofficial;
	return count_exists(src->count) ?
	    &v->f.el->count[src->count.n].stage : NULL;
}

/* Is ${src} one of those that were reconciled? */
static bool
is_read(const struct view *v, const struct source *src)
{
	return &v->f.el->contest[src->contest.n] == v->contest;
}

static void
json_sources(struct json_writer *w, const struct view *v)
{
	json_array(w, "sources");
	for (uint16_t i = 0; i < v->f.el->sources; i++) {
		const struct source *src = &v->f.el->source[i];
		const enum stage *stage = stage_of(v, src);

		if (!is_read(v, src))
			continue;
		json_object(w, NULL);
		json_text(w, "id", src->id);
		json_text(w, "title", src->title);
		json_text(w, "publisher", src->publisher);
		json_text(w, "stage", stage != NULL ? stage_id(*stage) : NULL);
		say_json_day(w, "as_of", src->as_of);
		json_text(w, "sha256", src->sha256);
		json_object_end(w);
	}
	json_array_end(w);
}

static void
begin_json(struct view *v)
{
	json_begin(&v->w, &v->c->out);
	json_object(&v->w, NULL);
	json_text(&v->w, "schema", "canvass-reconcile-1");
	json_text(&v->w, "election", v->f.el->id);
	json_text(&v->w, "contest", v->contest->id);
	json_sources(&v->w, v);
	json_array(&v->w, "findings");
}

static void
end_json(struct view *v)
{
	json_array_end(&v->w);
	json_text(&v->w, "answer", v->tally.checks == 0 ? "inconclusive" :
	    v->open > 0 ? "open" : "reconciled");
	json_num(&v->w, "checks", v->tally.checks);
	json_num(&v->w, "rows", v->tally.rows);
	json_num(&v->w, "batches", v->tally.batches);
	json_num(&v->w, "open", (int64_t)v->open);
	json_object_end(&v->w);
	json_finish(&v->w);
}

/* The columns that tell the finding; then those of one member, if any. */
static void
csv_finding(struct buf *out, const struct view *v, size_t number,
    const struct finding *fd, const struct member *m)
{
	csv_put_num(out, (int64_t)number, true);
	csv_put(out, finding_code_id(fd->code), false);
	csv_put(out, severity_id(fd->severity), false);
	csv_put(out, status_id(fd), false);
	csv_put_num(out, fd->likelihood < 0 ? NUM_UNKNOWN : fd->likelihood,
	    false);
	csv_put(out, unit_exists(fd->unit) ? v->f.el->unit[fd->unit.n].id : "",
	    false);
	csv_put(out, unit_name(v, fd->unit), false);
	csv_put(out,
	    count_exists(fd->count) ? v->f.el->count[fd->count.n].id : "",
	    false);
	csv_put_num(out, margin_shown(v, fd), false);
	csv_put(out, fd->title, false);
	csv_put(out, m != NULL ? v->f.el->source[m->source.n].id : "", false);
	csv_put(out, m != NULL ? m->label : "", false);
	csv_put(out, m != NULL ? m->method : "", false);
	csv_put_num(out, m != NULL ? m->line : NUM_UNKNOWN, false);
	for (uint16_t i = 0; i < v->contest->choices; i++)
		csv_put_num(out, m != NULL && is_public(v, m) ? m->v[i] :
		    NUM_UNKNOWN, false);
	csv_end_row(out);
}

static void
begin_csv(struct view *v)
{
	static const char *const heads[] = { "finding", "code", "severity",
		"status", "likelihood_per_1000", "unit", "unit_name", "count",
		"margin_effect", "title", "source", "label", "method", "line" };
	struct buf *out = &v->c->out;

	for (size_t i = 0; i < sizeof heads / sizeof heads[0]; i++)
		csv_put(out, heads[i], i == 0);
	for (uint16_t i = 0; i < v->contest->choices; i++)
		csv_put(out, v->contest->choice[i].id, false);
	csv_end_row(out);
}

static void
csv_rows(struct view *v, const struct finding *fd)
{
	struct buf *out = &v->c->out;

	if (fd->members == 0)
		csv_finding(out, v, v->seen, fd, NULL);
	for (size_t i = 0; i < fd->kept; i++)
		csv_finding(out, v, v->seen, fd, &fd->member[i]);
}

/* Of two margins; unknown if one of them is. */
static int64_t
larger(int64_t x, int64_t y)
{
	if (!num_known(x) || !num_known(y))
		return NUM_UNKNOWN;
	return x > y ? x : y;
}

static void
count_finding(struct view *v, const struct finding *fd)
{
	struct kind_row *r = &v->kind[fd->code];

	r->findings++;
	r->rows += (int64_t)fd->members;
	r->open += finding_is_open(fd);
	r->margin = larger(r->margin, margin_shown(v, fd));
	v->open += finding_is_open(fd);
}

static void
take_finding(struct view *v, const struct finding *fd)
{
	v->seen++;
	if (!is_shown(v, fd))
		return;
	count_finding(v, fd);
	if (v->c->form == FORM_JSON)
		json_finding(&v->w, v, fd);
	else if (v->c->form == FORM_CSV)
		csv_rows(v, fd);
	else if (!v->summary)
		findings_keep(&v->found, fd, MEMBERS_SHOWN,
		    (size_t)v->contest->choices + EXTRAS);
}

static bool
take(void *ctx, struct unit_ix unit, const struct findings *f, struct err *e)
{
	struct view *v = ctx;

	(void)unit;
	(void)e;
	for (size_t i = 0; i < f->n; i++)
		take_finding(v, &f->item[i]);
	return true;
}

static void
say_summary(const struct view *v, struct doc *d)
{
	struct node *s = doc_section(d->body, "summary", "What was found");
	struct doc_table *t = doc_table(s, "codes", "Findings by kind",
	    "Margin: the largest change of the official margin that mending "
	    "one finding could make.");

	doc_add_column(d, t, "Kind", ALIGN_LEFT)->wraps = true;
	doc_add_column(d, t, "Findings", ALIGN_RIGHT);
	doc_add_column(d, t, "Open", ALIGN_RIGHT);
	doc_add_column(d, t, "Rows", ALIGN_RIGHT);
	doc_add_column(d, t, "Margin", ALIGN_RIGHT);
	for (int i = 0; i < FINDING_CODES; i++) {
		struct kind_row r = v->kind[i];
		struct doc_table_row *row;

		if (r.findings == 0)
			continue;
		row = doc_row(d, t, ROW_PLAIN);
		doc_cell(d, t, row, 0, "%s",
		    finding_code_words((enum finding_code)i));
		doc_cell_num(d, row, 1, r.findings);
		doc_cell_num(d, row, 2, r.open);
		doc_cell_num(d, row, 3, r.rows);
		doc_cell_num(d, row, 4, r.margin);
	}
}

/* Every number of a finding comes from one of these. */
static void
say_sources(const struct view *v, struct doc *d)
{
	struct node *s = doc_section(d->body, "sources", "What was read");
	struct doc_table *t = doc_table(s, "source-table",
	    "Where the figures come from", NULL);

	doc_add_column(d, t, "Source", ALIGN_LEFT)->wraps = true;
	doc_add_column(d, t, "Stage", ALIGN_LEFT);
	doc_add_column(d, t, "As of", ALIGN_LEFT);
	doc_add_column(d, t, "Publisher", ALIGN_LEFT)->wraps = true;
	for (uint16_t i = 0; i < v->f.el->sources; i++) {
		const struct source *src = &v->f.el->source[i];
		const enum stage *stage = stage_of(v, src);
		struct doc_table_row *row;

		if (!is_read(v, src))
			continue;
		row = doc_row(d, t, ROW_PLAIN);
		doc_cell(d, t, row, 0, "%s", src->title);
		doc_cell(d, t, row, 1, "%s",
		    stage != NULL ? stage_name(*stage) : "No count");
		doc_cell(d, t, row, 2, "%s", words_day(d->a, src->as_of));
		doc_cell(d, t, row, 3, "%s", src->publisher);
	}
}

static int64_t
how_many_shown(const struct view *v)
{
	int64_t n = 0;

	for (int i = 0; i < FINDING_CODES; i++)
		n += v->kind[i].findings;
	return n;
}

static void
say_members(struct node *n, const struct finding *fd)
{
	size_t shown = fd->kept < MEMBERS_SHOWN ? fd->kept : MEMBERS_SHOWN;

	for (size_t i = 0; i < shown; i++) {
		const struct member *m = &fd->member[i];

		doc_text(n, "%s", i == 0 ? " Rows: " : "; ");
		doc_code(n, "%s", m->label);
		doc_text(n, "%s%s (line %lld)",
		    m->method[0] != '\0' ? ", " : "", m->method,
		    (long long)m->line);
	}
	if (fd->members > shown)
		doc_text(n, "; and %zu more", fd->members - shown);
	if (fd->members > 0)
		doc_text(n, ".");
}

static enum status
status_of(const struct finding *fd)
{
	if (fd->explained != NULL)
		return STATUS_EXPLAINED;
	return finding_is_open(fd) ? STATUS_OPEN : STATUS_NOTE;
}

static void
say_finding(struct node *list, const struct view *v, const struct finding *fd)
{
	struct node *n = doc_finding(list, status_of(fd), fd->title,
	    finding_code_id(fd->code));
	int64_t margin = margin_shown(v, fd);
	char num[NUM_TEXT];

	doc_text(n, "%s", fd->reason);
	if (fd->likelihood >= 0)
		doc_text(n, " Likelihood of an error: %d in 100.",
		    (fd->likelihood + 5) / 10);
	if (num_known(margin) && margin > 0)
		doc_text(n,
		    " Mending it would change the margin by %s at most.",
		    num_text(num, margin));
	if (fd->explained != NULL)
		doc_text(n, " Explained by %s: %s", fd->explained->by,
		    fd->explained->text);
	say_members(n, fd);
}

static void
say_findings(const struct view *v, struct doc *d)
{
	struct node *list = doc_findings(doc_section(d->body, "findings",
	    "The findings"));

	for (size_t i = 0; i < v->found.n; i++)
		say_finding(list, v, &v->found.item[i]);
}

static const char *
answer(struct call *c, const struct view *v)
{
	char n[NUM_TEXT];

	if (v->tally.checks == 0)
		return "INCONCLUSIVE: nothing could be compared.";
	if (how_many_shown(v) == 0)
		return "Nothing was found: everything that could be compared "
		    "agrees.";
	if (v->open == 0)
		return "Nothing is open: what was found is explained or only "
		    "good to know.";
	return arena_printf(c->a, "%s finding%s must be explained.",
	    num_text(n, (int64_t)v->open), v->open == 1 ? "" : "s");
}

static struct doc *
document(struct call *c, const struct view *v)
{
	struct doc *d = doc_new(c->a, "Is everything there, once, and does it "
	    "add up?");
	char n[NUM_TEXT], m[NUM_TEXT], k[NUM_TEXT];
	struct node *limits;

	d->kicker = arena_printf(c->a, "%s · %s", v->f.el->title,
	    v->contest->title);
	d->lead = answer(c, v);
	doc_text(doc_para(d->body), "%s rows and %s batches were read, and %s "
	    "comparisons made.", num_text(n, v->tally.rows),
	    num_text(m, v->tally.batches), num_text(k, v->tally.checks));
	if (how_many_shown(v) > 0) {
		say_summary(v, d);
		if (!v->summary)
			say_findings(v, d);
	}
	say_sources(v, d);
	limits = doc_limits(d->body);
	doc_limit(limits, "Who is right.",
	    "Two entries that look like one batch "
	    "may be two. Only the ballots and the tally sheets can tell.");
	doc_limit(limits, "What left no trace.",
	    "A batch that no source names, "
	    "or one entered twice under unlike names with unlike votes, is not "
	    "found here.");
	return d;
}

static int
run(struct call *c)
{
	struct view v = { .c = c };

	if (!prepare(c, &v))
		return fail(c);
	if (c->form == FORM_JSON)
		begin_json(&v);
	if (c->form == FORM_CSV)
		begin_csv(&v);
	if (!walk_reconcile(c, &v.f, v.compare, take, &v, &v.tally))
		return fail(c);
	if (c->form == FORM_JSON)
		end_json(&v);
	if (c->form == FORM_TEXT)
		term_print(&c->out, document(c, &v), c->width, c->colour);
	return v.open > 0 || v.tally.checks == 0 ? 1 : 0;
}

static const struct option options[] = {
	{ "contest", "ID", "which contest (the first if not given)", false },
	{ "unit", "NAME", "one unit only, by name or id", false },
	{ "code", "CODE", "findings of one code only", false },
	{ "summary", NULL, "how many of each kind, without the findings",
	    false },
	{ NULL, NULL, NULL, false },
};

const struct cmd cmd_reconcile = {
	.name = "reconcile", .args = "ELECTION",
	.summary = "check that everything is there, once, and adds up",
	.about = "Sums against reported totals, votes against ballots, empty "
	    "batches, batches\nentered more than once, and what sources say "
	    "differently. Each finding names the\nrows concerned and how likely "
	    "it is an error.\n\nExit status: 0 nothing is open, 1 a finding "
	    "waits for an explanation or nothing\ncould be compared.\n",
	.option = options, .min_args = 1, .max_args = 1, .forms = true,
	.run = run,
};
