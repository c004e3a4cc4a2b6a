/* SPDX-License-Identifier: Apache-2.0 */
/* What a person must look at: open findings first, with all their members. */
#include <string.h>

#include "base/arena.h"

#include "report/page.h"
#include "report/words.h"

#define MAX_LISTED  300	/* findings of one kind on a page */
#define MAX_SUMMARY 4	/* findings on the first page */

static enum status
status_of(const struct finding *fd)
{
	if (finding_is_open(fd))
		return STATUS_OPEN;
	return fd->explained != NULL ? STATUS_EXPLAINED : STATUS_NOTE;
}

/* An effect tells the votes of a batch: none where those are withheld. */
static bool
is_public(const struct site *s, const struct finding *fd)
{
	for (size_t i = 0; i < fd->kept; i++)
		if (source_exists(fd->member[i].source) &&
		    page_withheld(&s->el->source[fd->member[i].source.n]))
			return false;
	return true;
}

/* "BATCH_SPELLING · Alder County · Hand tally · 97.0% likely to be ..." */
static const char *
where(const struct site *s, struct arena *a, const struct finding *fd)
{
	const char *line = arena_printf(a, "%s · %s",
	    finding_code_id(fd->code), words_unit(a, s->el, fd->unit));

	if (count_exists(fd->count))
		line = arena_printf(a, "%s · %s", line,
		    s->el->count[fd->count.n].title);
	if (fd->likelihood >= 0)
		line = arena_printf(a, "%s · %s likely to be a real error",
		    line, words_percent(a, fd->likelihood, 1000, 1));
	if (num_known(fd->margin_effect) && fd->margin_effect != 0 &&
	    is_public(s, fd))
		line = arena_printf(a, "%s · %s of the margin at most",
		    line, words_things(a, fd->margin_effect, "vote",
		    "votes"));
	return line;
}

static void
member_text(const struct site *s, struct node *n, const struct member *m)
{
	doc_code(n, "%s", m->label[0] == '\0' ? "(whole unit)" : m->label);
	if (m->method != NULL && m->method[0] != '\0')
		doc_text(n, ", %s", m->method);
	if (source_exists(m->source))
		doc_text(n, " (%s line %s)", s->el->source[m->source.n].id,
		    words_num(n->doc->a, m->line));
}

static void
members_text(const struct site *s, struct node *n, const struct finding *fd)
{
	size_t shown = fd->kept < SITE_MEMBERS ? fd->kept : SITE_MEMBERS;

	if (fd->members == 0)
		return;
	doc_text(n, " Concerned: ");
	for (size_t i = 0; i < shown; i++) {
		if (i > 0)
			doc_text(n, "; ");
		member_text(s, n, &fd->member[i]);
	}
	if (shown < fd->members)
		doc_text(n, "; and %s more, all in data/reconcile.json",
		    words_num(n->doc->a, (int64_t)(fd->members - shown)));
	doc_text(n, ".");
}

static void
effect_text(const struct site *s, struct node *n, const struct finding *fd)
{
	const struct contest *c = page_contest(s);
	bool any = false;

	if (!is_public(s, fd))
		return;

	for (uint16_t i = 0; fd->effect != NULL && i < c->choices; i++) {
		if (fd->effect[i] == 0)
			continue;
		doc_text(n, any ? ", %s %s" : " If it were mended, at most: "
		    "%s %s", c->choice[i].label,
		    words_signed(n->doc->a, fd->effect[i]));
		any = true;
	}
	if (any)
		doc_text(n, ".");
}

void
page_finding(const struct site *s, struct node *list, const struct finding *fd,
    bool members)
{
	struct arena *a = list->doc->a;
	struct node *n = doc_finding(list, status_of(fd), fd->title,
	    where(s, a, fd));

	doc_text(n, "%s", fd->reason);
	if (members) {
		effect_text(s, n, fd);
		members_text(s, n, fd);
	}
	if (fd->explained != NULL) {
		doc_strong(n, " Explained by %s: ", fd->explained->by);
		doc_text(n, "%s (%s, %s)", fd->explained->text,
		    fd->explained->cite, words_day(a, fd->explained->on));
	}
}

/* How many findings have each code; open ones apart. */
struct code_counts { size_t all[FINDING_CODES], open[FINDING_CODES]; };

static struct code_counts
count_codes(const struct site *s)
{
	struct code_counts t = { { 0 }, { 0 } };

	for (size_t i = 0; i < s->findings->n; i++) {
		const struct finding *fd = &s->findings->item[i];

		t.all[fd->code]++;
		t.open[fd->code] += finding_is_open(fd);
	}
	return t;
}

/* Add findings of one kind, open or not; returns how many more may follow. */
static size_t
list_findings(const struct site *s, struct node *list, enum finding_code code,
    bool open, size_t left)
{
	for (size_t i = 0; i < s->findings->n && left > 0; i++) {
		const struct finding *fd = &s->findings->item[i];

		if (fd->code != code || finding_is_open(fd) != open)
			continue;
		page_finding(s, list, fd, true);
		left--;
	}
	return left;
}

static void
code_section(const struct site *s, struct doc *d, enum finding_code code,
    const struct code_counts *t)
{
	struct arena *a = d->a;
	char *id = arena_printf(a, "code-%s", finding_code_id(code));
	struct node *sec = doc_section(d->body, id, arena_printf(a,
	    "%s: %s%s", finding_code_words(code), words_things(a,
	    (int64_t)t->all[code], "finding", "findings"), t->open[code] == 0 ?
	    ", none open" : arena_printf(a, ", %s open", words_num(a,
	    (int64_t)t->open[code]))));
	struct node *list = doc_findings(sec);
	size_t left;

	doc_brief(sec, finding_code_words(code));
	left = list_findings(s, list, code, true, MAX_LISTED);
	list_findings(s, list, code, false, left);
	if (t->all[code] > MAX_LISTED)
		doc_text(doc_note(sec), "These are the first %d; all are in "
		    "data/reconcile.json.", MAX_LISTED);
}

/* How often each kind was found; ${page} has a section for each. */
static void
kinds_table(struct node *sec, const struct code_counts *t, const char *page)
{
	struct doc *d = sec->doc;
	struct doc_table *table = doc_table(sec, "codes", "Findings by kind",
	    "Open: still waiting for an explanation. The code stands for the "
	    "kind in the files.");

	doc_add_column(d, table, "Kind", ALIGN_LEFT);
	doc_add_column(d, table, "Code", ALIGN_LEFT);
	doc_add_column(d, table, "Open", ALIGN_RIGHT);
	doc_add_column(d, table, "All", ALIGN_RIGHT);
	for (int i = 0; i < FINDING_CODES; i++) {
		enum finding_code c = (enum finding_code)i;
		struct doc_table_row *r;

		if (t->all[i] == 0)
			continue;
		r = doc_row(d, table, ROW_PLAIN);
		doc_cell(d, table, r, 0, "%s", finding_code_words(c));
		doc_cell_link(d, r, 0, arena_printf(d->a, "%s#code-%s", page,
		    finding_code_id(c)));
		doc_code(doc_cell_runs(d, r, 1), "%s", finding_code_id(c));
		doc_cell_num(d, r, 2, (int64_t)t->open[i]);
		doc_cell_num(d, r, 3, (int64_t)t->all[i]);
	}
}

/* What was looked for and not found is worth a sentence too. */
static void
not_found(struct node *sec, const struct code_counts *t)
{
	const char *name[FINDING_CODES];
	size_t n = 0;

	for (int i = 0; i < FINDING_CODES; i++)
		if (t->all[i] == 0)
			name[n++] = arena_printf(sec->doc->a, "“%s”",
			    finding_code_words((enum finding_code)i));
	if (n > 0)
		doc_text(doc_para(sec), "Looked for and not found: %s.",
		    words_list(sec->doc->a, name, n));
}

/* "161 findings: 39 are open"; "No findings". */
static const char *
findings_heading(const struct site *s, struct arena *a)
{
	size_t open = page_open(s, NO_UNIT);
	const char *all = words_things(a, (int64_t)s->findings->n, "finding",
	    "findings");

	if (s->findings->n == 0)
		return "No findings";
	if (open == 0)
		return arena_printf(a, "%s, none of them open", all);
	return arena_printf(a, "%s: %s %s open", all, words_number(a,
	    (int64_t)open), open == 1 ? "is" : "are");
}

static char *
looked_at(const struct site *s, struct arena *a)
{
	return arena_printf(a, "%s, %s and %s were looked at.",
	    words_things(a, s->tally.rows, "row", "rows"),
	    words_things(a, s->tally.batches, "batch", "batches"),
	    words_things(a, s->tally.checks, "comparison", "comparisons"));
}

struct doc *
page_findings(const struct site *s, struct arena *a)
{
	struct code_counts t = count_codes(s);
	struct doc *d = doc_new(a, findings_heading(s, a));
	struct node *l, *sec;

	d->kicker = s->frame.site;
	d->lead = "A finding is something in the figures that a person must "
	    "look at. It stays open until somebody explains it.";
	doc_text(doc_para(d->intro), "%s", looked_at(s, a));
	sec = doc_section(d->body, "overview", "What was found");
	kinds_table(sec, &t, "");
	not_found(sec, &t);
	for (int i = 0; i < FINDING_CODES; i++)
		if (t.open[i] > 0)
			code_section(s, d, (enum finding_code)i, &t);
	for (int i = 0; i < FINDING_CODES; i++)
		if (t.open[i] == 0 && t.all[i] > 0)
			code_section(s, d, (enum finding_code)i, &t);
	l = doc_limits(d->body);
	doc_limit(l, "That nothing else is wrong.", "Only what these files "
	    "hold can be found in them. A fault that leaves every sum right "
	    "is not seen.");
	doc_limit(l, "Who made an error, or why.", "A finding names batches "
	    "and numbers, never people.");
	say_limits_of_counting(l);
	return d;
}

static void
check(struct node *list, bool holds, const char *title, const char *text)
{
	doc_text(doc_finding(list, holds ? STATUS_HOLDS : STATUS_OPEN, title,
	    NULL), "%s", text);
}

static void
check_reported(const struct site *s, struct node *list)
{
	struct arena *a = list->doc->a;
	bool all = true;

	for (size_t i = 0; i < s->compare->counts; i++)
		all = all && s->compare->count[i].reported == s->el->units;
	check(list, all, all ? arena_printf(a, "Every %s reported in every "
	    "count", s->el->unit_word) : arena_printf(a, "Not every %s "
	    "reported in every count", s->el->unit_word), looked_at(s, a));
}

static void
check_leaders(const struct site *s, struct node *list)
{
	struct arena *a = list->doc->a;
	uint32_t changed = 0;

	for (size_t i = 0; i < s->compare->pairs; i++)
		changed += s->compare->pair[i].leader_changed;
	if (s->compare->pairs == 0)
		return;
	check(list, changed == 0, changed == 0 ? arena_printf(a,
	    "No %s changed its leader", s->el->unit_word) :
	    "The leader changed in places", changed == 0 ?
	    "Who leads in the first of the counts leads in each later one." :
	    arena_printf(a, "In %s another choice leads in a later count.",
	    words_things(a, changed, s->el->unit_word, s->el->units_word)));
}

static void
check_large_scale(const struct site *s, struct node *list)
{
	static const struct { enum status status; const char *words; } say[] = {
		[VERDICT_NO] = { STATUS_HOLDS,
		    "the discrepancy is not large-scale" },
		[VERDICT_YES] = { STATUS_OPEN,
		    "the discrepancy is large-scale" },
		[VERDICT_UNDETERMINED] = { STATUS_UNDETERMINED,
		    "whether the discrepancy is large-scale cannot be said" },
	};

	for (size_t i = 0; i < s->compare->pairs; i++) {
		const struct compare_pair *p = &s->compare->pair[i];
		struct node *f = doc_finding(list, say[p->large_scale].status,
		    arena_printf(list->doc->a, "%s: %s",
		    s->el->count[p->to.n].title, say[p->large_scale].words),
		    NULL);

		doc_text(f, "%s", p->large_scale_why == NULL ? "" :
		    p->large_scale_why);
	}
}

/* The open findings with the largest effect first, as far as there is room. */
static void
summary(const struct site *s, struct node *list)
{
	bool *shown = arena_zero(list->doc->a, s->findings->n + 1,
	    sizeof *shown);

	for (int k = 0; k < MAX_SUMMARY; k++) {
		const struct finding *best = NULL;

		for (size_t i = 0; i < s->findings->n; i++) {
			const struct finding *fd = &s->findings->item[i];

			if (shown[i] || !finding_is_open(fd))
				continue;
			if (best == NULL ||
			    fd->margin_effect > best->margin_effect)
				best = fd;
		}
		if (best == NULL)
			return;
		shown[best - s->findings->item] = true;
		page_finding(s, list, best, false);
	}
}

struct page_effect
page_open_effect(const struct site *s)
{
	struct page_effect e = { 0, 0 };

	for (size_t i = 0; i < s->findings->n; i++) {
		const struct finding *fd = &s->findings->item[i];

		if (!finding_is_open(fd))
			continue;
		if (!num_known(fd->margin_effect) || !is_public(s, fd))
			e.unknown++;
		else if (!num_add(&e.margin, e.margin, fd->margin_effect))
			e.margin = NUM_UNKNOWN;
	}
	return e;
}

/* How much the open findings could matter, all of them together. */
static void
together(const struct site *s, struct node *p)
{
	struct arena *a = p->doc->a;
	size_t official = page_official(s);
	struct page_effect e = page_open_effect(s);

	if (official == s->compare->counts || !num_known(e.margin))
		return;
	doc_text(p, "Mended all at once and each in the worst way, the open "
	    "findings would move a margin by %s at most; the official margin "
	    "is %s.", words_things(a, e.margin, "vote", "votes"),
	    words_size(a, s->compare->count[official].margin));
	if (e.unknown > 0)
		doc_text(p, " Of %s the effect is not known.", words_things(a,
		    e.unknown, "finding", "findings"));
}

/* Are the open findings together smaller than the margin of every count? */
static bool
too_small(const struct site *s)
{
	struct page_effect e = page_open_effect(s);

	for (size_t i = 0; i < s->compare->counts; i++) {
		int64_t m = s->compare->count[i].margin;

		if (!num_known(m) || !num_known(e.margin) ||
		    e.margin >= (m < 0 ? -m : m))
			return false;
	}
	return e.unknown == 0 && s->compare->counts > 0;
}

void
part_checks(const struct site *s, struct doc *d)
{
	struct arena *a = d->a;
	struct node *sec = doc_section(d->body, "findings", arena_printf(a,
	    "%s%s", findings_heading(s, a), page_open(s, NO_UNIT) > 0 &&
	    too_small(s) ? ", together too small to change the outcome" : ""));
	struct node *list, *p = doc_para(sec);
	size_t open = page_open(s, NO_UNIT);
	struct code_counts t = count_codes(s);

	doc_brief(sec, "Findings");
	doc_text(p, "A finding is something in the figures that a person must "
	    "look at. An open one is not yet explained. ");
	doc_link(p, "findings.html",
	    "All findings, with the batches concerned");
	if (open > 0)
		together(s, doc_para(sec));
	list = doc_findings(sec);
	check_reported(s, list);
	check_leaders(s, list);
	check_large_scale(s, list);
	if (s->findings->n > 0)
		kinds_table(sec, &t, "findings.html");
	if (open > 0)
		summary(s, doc_findings(sec));
	if (open > MAX_SUMMARY)
		doc_text(doc_note(sec), "These are the %s open findings with "
		    "the largest effect on a margin, of %s.", words_number(a,
		    MAX_SUMMARY), words_num(a, (int64_t)open));
}
