/* SPDX-License-Identifier: Apache-2.0 */
#include <stdarg.h>
#include <stdio.h>

#include "base/arena.h"
#include "base/num.h"

#include "report/doc.h"

/* A formatted text of any length, kept in the document. */
static char *
keep(struct doc *d, const char *fmt, va_list ap)
{
	va_list again;
	int     n;
	char   *s;

	va_copy(again, ap);
	n = vsnprintf(NULL, 0, fmt, again);
	va_end(again);
	s = arena_zero(d->a, (size_t)(n < 0 ? 0 : n) + 1, 1);
	vsnprintf(s, (size_t)(n < 0 ? 0 : n) + 1, fmt, ap);
	return s;
}

/* A copy of ${s}, which may be NULL. */
static const char *
copy(struct doc *d, const char *s)
{
	return s == NULL ? NULL : arena_text(d->a, s);
}

static struct node *
node_new(struct doc *d, enum node_kind kind)
{
	struct node *n = arena_zero(d->a, 1, sizeof *n);

	n->kind = kind;
	n->doc = d;
	return n;
}

/* A new node, the last child of ${parent}. */
static struct node *
node_in(struct node *parent, enum node_kind kind)
{
	struct node *n = node_new(parent->doc, kind);

	if (parent->last == NULL)
		parent->child = n;
	else
		parent->last->next = n;
	parent->last = n;
	return n;
}

struct doc *
doc_new(struct arena *a, const char *title)
{
	struct doc *d = arena_zero(a, 1, sizeof *d);

	d->a = a;
	d->title = arena_text(a, title);
	d->intro = node_new(d, NODE_BODY);
	d->body = node_new(d, NODE_BODY);
	return d;
}

struct node *
doc_section(struct node *parent, const char *id, const char *heading)
{
	struct node *n = node_in(parent, NODE_SECTION);

	n->id = copy(n->doc, id);
	n->text = copy(n->doc, heading);
	return n;
}

void
doc_brief(struct node *section, const char *brief)
{
	section->brief = copy(section->doc, brief);
}

struct node *
doc_para(struct node *parent)
{
	return node_in(parent, NODE_PARA);
}

struct node *
doc_note(struct node *parent)
{
	return node_in(parent, NODE_NOTE);
}

struct node *
doc_list(struct node *parent)
{
	return node_in(parent, NODE_LIST);
}

struct node *
doc_item(struct node *list)
{
	return node_in(list, NODE_ITEM);
}

struct node *
doc_two(struct node *parent)
{
	return node_in(parent, NODE_TWO);
}

struct node *
doc_column_of(struct node *two)
{
	return node_in(two, NODE_COLUMN);
}

static struct node *
run_in(struct node *p, enum node_kind kind, const char *fmt, va_list ap)
{
	struct node *n = node_in(p, kind);

	n->text = keep(n->doc, fmt, ap);
	return n;
}

void
doc_text(struct node *p, const char *fmt, ...)
{
	va_list ap;

	va_start(ap, fmt);
	run_in(p, NODE_TEXT, fmt, ap);
	va_end(ap);
}

void
doc_strong(struct node *p, const char *fmt, ...)
{
	va_list ap;

	va_start(ap, fmt);
	run_in(p, NODE_STRONG, fmt, ap);
	va_end(ap);
}

void
doc_code(struct node *p, const char *fmt, ...)
{
	va_list ap;

	va_start(ap, fmt);
	run_in(p, NODE_CODE, fmt, ap);
	va_end(ap);
}

void
doc_link(struct node *p, const char *href, const char *fmt, ...)
{
	va_list ap;

	va_start(ap, fmt);
	run_in(p, NODE_LINK, fmt, ap)->href = copy(p->doc, href);
	va_end(ap);
}

void
doc_stage(struct node *p, enum stage stage, enum standing standing)
{
	node_in(p, NODE_STAGE)->badge = (struct doc_badge){ stage, standing };
}

void
doc_status(struct node *p, enum status s)
{
	node_in(p, NODE_STATUS)->status = s;
}

void
doc_status_says(struct node *p, enum status s, const char *fmt, ...)
{
	struct node *n = node_in(p, NODE_STATUS);
	va_list ap;

	n->status = s;
	va_start(ap, fmt);
	n->word = keep(n->doc, fmt, ap);
	va_end(ap);
}

struct doc_table *
doc_table(struct node *parent, const char *id, const char *caption,
    const char *note)
{
	struct node      *n = node_in(parent, NODE_TABLE);
	struct doc_table *t = arena_zero(n->doc->a, 1, sizeof *t);

	t->id = copy(n->doc, id);
	t->caption = copy(n->doc, caption);
	t->note = copy(n->doc, note);
	n->table = t;
	return t;
}

struct doc_column *
doc_add_column(struct doc *d, struct doc_table *t, const char *header,
    enum align align)
{
	struct doc_column *c;

	t->column = arena_grow(d->a, t->column, t->columns, &t->cap,
	    sizeof *t->column);
	c = &t->column[t->columns++];
	*c = (struct doc_column){ .header = copy(d, header), .align = align };
	return c;
}

struct doc_table_row *
doc_row(struct doc *d, struct doc_table *t, enum row_class class)
{
	struct doc_table_row *r = arena_zero(d->a, 1, sizeof *r);

	r->class = class;
	r->cell = arena_zero(d->a, t->columns, sizeof *r->cell);
	if (t->last == NULL)
		t->first = r;
	else
		t->last->next = r;
	t->last = r;
	t->rows++;
	return r;
}

void
doc_cell(struct doc *d, struct doc_table *t, struct doc_table_row *r, size_t i,
    const char *fmt, ...)
{
	va_list ap;

	if (i >= t->columns)
		return;
	va_start(ap, fmt);
	r->cell[i].text = keep(d, fmt, ap);
	va_end(ap);
}

void
doc_cell_link(struct doc *d, struct doc_table_row *r, size_t i,
    const char *href)
{
	r->cell[i].href = copy(d, href);
}

void
doc_cell_num(struct doc *d, struct doc_table_row *r, size_t i, int64_t n)
{
	char text[NUM_TEXT];

	r->cell[i].text = copy(d, num_text(text, n));
}

void
doc_cell_signed(struct doc *d, struct doc_table_row *r, size_t i, int64_t n)
{
	char text[NUM_TEXT];

	r->cell[i].text = copy(d, num_signed(text, n));
}

struct node *
doc_cell_runs(struct doc *d, struct doc_table_row *r, size_t i)
{
	r->cell[i].runs = node_new(d, NODE_PARA);
	return r->cell[i].runs;
}

void
doc_set_figure(struct doc *d, const struct doc_figure *f)
{
	struct doc_figure *own = arena_zero(d->a, 1, sizeof *own);

	*own = (struct doc_figure){
		.label = copy(d, f->label), .value = copy(d, f->value),
		.unit = copy(d, f->unit), .badge = f->badge,
		.share = copy(d, f->share), .source = copy(d, f->source),
		.as_of = copy(d, f->as_of),
	};
	d->figure = own;
}

struct node *
doc_ladder(struct node *parent)
{
	return node_in(parent, NODE_LADDER);
}

void
doc_add_rung(struct node *ladder, const struct doc_rung *r)
{
	struct doc      *d = ladder->doc;
	struct doc_rung *own;

	ladder->rung = arena_grow(d->a, ladder->rung, ladder->rungs,
	    &ladder->rung_cap, sizeof *ladder->rung);
	own = &ladder->rung[ladder->rungs++];
	*own = *r;
	own->title = copy(d, r->title);
	own->note = copy(d, r->note);
}

struct node *
doc_findings(struct node *parent)
{
	return node_in(parent, NODE_FINDINGS);
}

struct node *
doc_finding(struct node *findings, enum status s, const char *title,
    const char *where)
{
	struct node *n = node_in(findings, NODE_FINDING);

	n->status = s;
	n->text = copy(n->doc, title);
	n->where = copy(n->doc, where);
	return n;
}

struct node *
doc_limits(struct node *parent)
{
	struct node *n = node_in(parent, NODE_LIMITS);

	n->id = "limits";
	n->text = "What this does not show";
	return n;
}

void
doc_limit(struct node *limits, const char *strong, const char *text)
{
	struct node *n = node_in(limits, NODE_LIMIT);

	if (strong != NULL)
		doc_strong(n, "%s ", strong);
	doc_text(n, "%s", text);
}

struct node *
doc_clock(struct node *parent, const char *headline)
{
	struct node *n = node_in(parent, NODE_CLOCK);

	n->text = copy(n->doc, headline);
	return n;
}

struct node *
doc_cert(struct node *parent, const char *heading)
{
	struct node *n = node_in(parent, NODE_CERT);

	n->text = copy(n->doc, heading);
	return n;
}

void
doc_pair(struct node *cert, const char *name, bool mono, const char *fmt, ...)
{
	struct doc_pair  *p = arena_zero(cert->doc->a, 1, sizeof *p);
	struct doc_pair **end = &cert->pair;
	va_list ap;

	p->name = copy(cert->doc, name);
	p->mono = mono;
	va_start(ap, fmt);
	p->value = keep(cert->doc, fmt, ap);
	va_end(ap);
	while (*end != NULL)
		end = &(*end)->next;
	*end = p;
}

void
doc_pair_link(struct node *cert, const char *name, const char *href,
    const char *text)
{
	struct doc_pair *p;

	doc_pair(cert, name, false, "%s", text);
	for (p = cert->pair; p->next != NULL;)
		p = p->next;
	p->href = copy(cert->doc, href);
}

struct node *
doc_attempts(struct node *parent)
{
	return node_in(parent, NODE_ATTEMPTS);
}

struct node *
doc_attempt(struct node *attempts, enum status s, const char *when,
    const char *title)
{
	struct node *n = node_in(attempts, NODE_ATTEMPT);

	n->status = s;
	n->where = copy(n->doc, when);
	n->text = copy(n->doc, title);
	return n;
}

void
doc_attempt_word(struct node *attempt, const char *fmt, ...)
{
	va_list ap;

	va_start(ap, fmt);
	attempt->word = keep(attempt->doc, fmt, ap);
	va_end(ap);
}

void
doc_anchor(struct node *n, const char *id)
{
	n->id = copy(n->doc, id);
}

void
doc_command(struct node *parent, const char *fmt, ...)
{
	va_list ap;

	va_start(ap, fmt);
	run_in(parent, NODE_COMMAND, fmt, ap);
	va_end(ap);
}

struct node *
doc_proofs(struct node *parent)
{
	return node_in(parent, NODE_PROOFS);
}

void
doc_proof(struct node *proofs, const char *href, const char *file,
    const char *what, const char *sha256)
{
	struct doc        *d = proofs->doc;
	struct doc_proof  *p = arena_zero(d->a, 1, sizeof *p);
	struct doc_proof **end = &proofs->proof;

	*p = (struct doc_proof){
		.href = copy(d, href), .file = copy(d, file),
		.what = copy(d, what), .sha256 = copy(d, sha256),
	};
	while (*end != NULL)
		end = &(*end)->next;
	*end = p;
}

void
doc_chart(struct node *parent, const char *heading, struct picture *p,
    const char *caption)
{
	struct node *n = node_in(parent, NODE_CHART);

	n->text = copy(n->doc, heading);
	n->where = copy(n->doc, caption);
	n->picture = p;
}

const char *
standing_words(struct doc_badge b, char *out, size_t n)
{
	static const char *const after[] = {
		[STANDING_NONE] = "", [STANDING_OFFICIAL] = " · official",
		[STANDING_SUPERSEDED] = " · superseded",
		[STANDING_NOT_OFFICIAL] = " · not official",
		[STANDING_OPEN] = " · open",
	};

	snprintf(out, n, "%s%s", stage_name(b.stage), after[b.standing]);
	return out;
}

const char *
status_words(enum status s)
{
	static const char *const words[] = {
		[STATUS_HOLDS] = "Holds", [STATUS_OPEN] = "Open",
		[STATUS_EXPLAINED] = "Explained", [STATUS_NOTE] = "Noted",
		[STATUS_YES] = "Yes", [STATUS_NO] = "No",
		[STATUS_UNDETERMINED] = "Undetermined", [STATUS_LATE] = "Late",
		[STATUS_NOT_REPORTED] = "Not reported",
		[STATUS_REFUSED] = "Refused", [STATUS_ASKED] = "Asked",
		[STATUS_PETITION] = "Petition", [STATUS_GRANTED] = "Granted",
		[STATUS_PARTLY] = "Granted in part",
		[STATUS_DECLINED] = "Declined", [STATUS_DOES] = "Does it",
		[STATUS_ORDERS] = "May order",
		[STATUS_MAY_PETITION] = "May petition",
		[STATUS_MAY_ASK] = "May ask", [STATUS_BESIDE] = "Looks on",
		[STATUS_CANNOT] = "No",
	};

	return words[s];
}

const char *
status_word(const struct node *n)
{
	return n->word != NULL ? n->word : status_words(n->status);
}
