/* SPDX-License-Identifier: Apache-2.0 */
#include "base/arena.h"
#include "base/num.h"
#include "model/sheet.h"
#include "text/csv.h"

#include "report/say.h"
#include "report/say_reconcile.h"
#include "report/words.h"

#define MEMBERS_SHOWN 6		/* on screen; JSON and CSV have them all */

static const char *
status_id(const struct finding *fd)
{
	if (fd->explained != NULL)
		return "explained";
	return finding_is_open(fd) ? "open" : "note";
}

static const char *
unit_name(const struct say_reconcile *v, struct unit_ix unit)
{
	return unit_exists(unit) ? v->el->unit[unit.n].name : "";
}

/* May the votes of a member be shown? */
static bool
is_public(const struct say_reconcile *v, const struct member *m)
{
	return m->v != NULL && v->el->source[m->source.n].already_public;
}

/* What mending would take away tells the votes of a row. */
static bool
tells_no_secret(const struct say_reconcile *v, const struct finding *fd)
{
	return fd->members == 0 || is_public(v, &fd->member[0]);
}

/* Unknown to the reader where the votes behind it are not public. */
static int64_t
margin_shown(const struct say_reconcile *v, const struct finding *fd)
{
	bool none = fd->effect == NULL && fd->margin_effect == 0;

	return none || tells_no_secret(v, fd) ? fd->margin_effect :
	    NUM_UNKNOWN;
}

static void
json_votes(struct json_writer *w, const struct say_reconcile *v, const struct member *m)
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
json_member(struct json_writer *w, const struct say_reconcile *v,
    const struct member *m)
{
	json_object(w, NULL);
	json_text(w, "unit", unit_exists(m->unit) ?
	    v->el->unit[m->unit.n].id : NULL);
	json_text(w, "source", v->el->source[m->source.n].id);
	json_text(w, "label", m->label);
	json_text(w, "method", m->method);
	json_num(w, "line", m->line);
	if (is_public(v, m))
		json_votes(w, v, m);
	json_object_end(w);
}

static void
json_effect(struct json_writer *w, const struct say_reconcile *v,
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

void
say_reconcile_json(struct say_reconcile *v, const struct finding *fd)
{
	struct json_writer *w = &v->w;

	json_object(w, NULL);
	json_text(w, "code", finding_code_id(fd->code));
	json_text(w, "severity", severity_id(fd->severity));
	json_text(w, "unit", unit_exists(fd->unit) ?
	    v->el->unit[fd->unit.n].id : NULL);
	json_text(w, "unit_name", unit_exists(fd->unit) ?
	    unit_name(v, fd->unit) : NULL);
	json_text(w, "count", count_exists(fd->count) ?
	    v->el->count[fd->count.n].id : NULL);
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
stage_of(const struct say_reconcile *v, const struct source *src)
{
	static const enum stage unofficial = STAGE_UNOFFICIAL;

	if (src->quotes)
		return &unofficial;
	return count_exists(src->count) ?
	    &v->el->count[src->count.n].stage : NULL;
}

/* Is ${src} one of those that were reconciled? */
static bool
is_read(const struct say_reconcile *v, const struct source *src)
{
	return &v->el->contest[src->contest.n] == v->contest;
}

static void
json_sources(struct json_writer *w, const struct say_reconcile *v)
{
	json_array(w, "sources");
	for (uint16_t i = 0; i < v->el->sources; i++) {
		const struct source *src = &v->el->source[i];
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

void
say_reconcile_begin_json(struct say_reconcile *v, struct buf *out)
{
	json_begin(&v->w, out);
	json_object(&v->w, NULL);
	json_text(&v->w, "schema", "canvass-reconcile-1");
	json_text(&v->w, "election", v->el->id);
	json_text(&v->w, "contest", v->contest->id);
	json_sources(&v->w, v);
	json_array(&v->w, "findings");
}

void
say_reconcile_end_json(struct say_reconcile *v)
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
csv_finding(struct buf *out, const struct say_reconcile *v, size_t number,
    const struct finding *fd, const struct member *m)
{
	csv_put_num(out, (int64_t)number, true);
	csv_put(out, finding_code_id(fd->code), false);
	csv_put(out, severity_id(fd->severity), false);
	csv_put(out, status_id(fd), false);
	csv_put_num(out, fd->likelihood < 0 ? NUM_UNKNOWN : fd->likelihood,
	    false);
	csv_put(out, unit_exists(fd->unit) ? v->el->unit[fd->unit.n].id : "",
	    false);
	csv_put(out, unit_name(v, fd->unit), false);
	csv_put(out,
	    count_exists(fd->count) ? v->el->count[fd->count.n].id : "",
	    false);
	csv_put_num(out, margin_shown(v, fd), false);
	csv_put(out, fd->title, false);
	csv_put(out, m != NULL ? v->el->source[m->source.n].id : "", false);
	csv_put(out, m != NULL ? m->label : "", false);
	csv_put(out, m != NULL ? m->method : "", false);
	csv_put_num(out, m != NULL ? m->line : NUM_UNKNOWN, false);
	for (uint16_t i = 0; i < v->contest->choices; i++)
		csv_put_num(out, m != NULL && is_public(v, m) ? m->v[i] :
		    NUM_UNKNOWN, false);
	csv_end_row(out);
}

void
say_reconcile_begin_csv(const struct say_reconcile *v, struct buf *out)
{
	static const char *const heads[] = { "finding", "code", "severity",
		"status", "likelihood_per_1000", "unit", "unit_name", "count",
		"margin_effect", "title", "source", "label", "method", "line" };

	for (size_t i = 0; i < sizeof heads / sizeof heads[0]; i++)
		csv_put(out, heads[i], i == 0);
	for (uint16_t i = 0; i < v->contest->choices; i++)
		csv_put(out, v->contest->choice[i].id, false);
	csv_end_row(out);
}

void
say_reconcile_csv(const struct say_reconcile *v, struct buf *out,
    size_t number, const struct finding *fd)
{
	if (fd->members == 0)
		csv_finding(out, v, number, fd, NULL);
	for (size_t i = 0; i < fd->kept; i++)
		csv_finding(out, v, number, fd, &fd->member[i]);
}

/* Of two margins; unknown if one of them is. */
static int64_t
larger(int64_t x, int64_t y)
{
	if (!num_known(x) || !num_known(y))
		return NUM_UNKNOWN;
	return x > y ? x : y;
}

void
say_reconcile_count(struct say_reconcile *v, const struct finding *fd)
{
	struct kind_row *r = &v->kind[fd->code];

	r->findings++;
	r->rows += (int64_t)fd->members;
	r->open += finding_is_open(fd);
	r->margin = larger(r->margin, margin_shown(v, fd));
	v->open += finding_is_open(fd);
}

static void
say_summary(const struct say_reconcile *v, struct doc *d)
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
say_sources(const struct say_reconcile *v, struct doc *d)
{
	struct node *s = doc_section(d->body, "sources", "What was read");
	struct doc_table *t = doc_table(s, "source-table",
	    "Where the figures come from", NULL);

	doc_add_column(d, t, "Source", ALIGN_LEFT)->wraps = true;
	doc_add_column(d, t, "Stage", ALIGN_LEFT);
	doc_add_column(d, t, "As of", ALIGN_LEFT);
	doc_add_column(d, t, "Publisher", ALIGN_LEFT)->wraps = true;
	for (uint16_t i = 0; i < v->el->sources; i++) {
		const struct source *src = &v->el->source[i];
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
how_many_shown(const struct say_reconcile *v)
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
say_finding(struct node *list, const struct say_reconcile *v, const struct finding *fd)
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
say_findings(const struct say_reconcile *v, struct doc *d)
{
	struct node *list = doc_findings(doc_section(d->body, "findings",
	    "The findings"));

	for (size_t i = 0; i < v->found.n; i++)
		say_finding(list, v, &v->found.item[i]);
}

static const char *
answer(struct arena *a, const struct say_reconcile *v)
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
	return arena_printf(a, "%s finding%s must be explained or mended.",
	    num_text(n, (int64_t)v->open), v->open == 1 ? "" : "s");
}

struct doc *
say_reconcile_doc(struct arena *a, const struct say_reconcile *v)
{
	struct doc *d = doc_new(a, "Is everything there, once, and does it "
	    "add up?");
	char n[NUM_TEXT], m[NUM_TEXT], k[NUM_TEXT];
	struct node *limits;

	d->kicker = arena_printf(a, "%s · %s", v->el->title,
	    v->contest->title);
	d->lead = answer(a, v);
	doc_text(doc_para(d->body), "%s rows and %s batches were read, and %s "
	    "comparisons made.", num_text(n, v->tally.rows),
	    num_text(m, v->tally.batches), num_text(k, v->tally.checks));
	if (how_many_shown(v) > 0) {
		say_summary(v, d);
		if (!v->summary)
			say_findings(v, d);
	}
	if (v->tally.rows > 0)
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

void
say_reconcile_keep(struct say_reconcile *v, const struct finding *fd)
{
	findings_keep(&v->found, fd, MEMBERS_SHOWN,
	    (size_t)v->contest->choices + EXTRAS);
}
