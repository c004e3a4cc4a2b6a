/* SPDX-License-Identifier: Apache-2.0 */
#include "base/buf.h"
#include "base/num.h"

#include "report/doc.h"
#include "report/draw.h"
#include "report/term.h"
#include "report/term_text.h"

#define TEXT_WIDTH    78
#define STATUS_WIDTH  14	/* the word before a finding */

static void block(struct term *t, const struct node *n);

static void
blocks(struct term *t, const struct node *parent)
{
	for (const struct node *n = parent->child; n != NULL; n = n->next)
		block(t, n);
}

/* ${s} as a paragraph of its own, without the blank line after it. */
static void
lines(struct term *t, const char *s, enum ink ink)
{
	term_spaces(t, t->indent);
	term_wrap(t, s, 0, t->text - t->indent, ink);
}

static void
paragraph(struct term *t, const char *s, enum ink ink)
{
	lines(t, s, ink);
	buf_char(t->out, '\n');
}

static void
print_runs(struct term *t, const struct node *n)
{
	paragraph(t, term_runs(t, n),
	    n->kind == NODE_NOTE ? INK_DIM : INK_PLAIN);
}

static void
print_section(struct term *t, const struct node *n)
{
	if (n->text != NULL)
		paragraph(t, term_safe(t, n->text), INK_BOLD);
	blocks(t, n);
}

static void
print_item(struct term *t, const struct node *n)
{
	term_spaces(t, t->indent);
	term_wrap(t, arena_printf(&t->a, "- %s", term_runs(t, n)), 2,
	    t->text - t->indent, INK_PLAIN);
}

static void
print_list(struct term *t, const struct node *n)
{
	blocks(t, n);
	buf_char(t->out, '\n');
}

static void
print_table(struct term *t, const struct node *n)
{
	term_table(t, n->table);
}

/* A ladder is a table whose rows carry their stage. */
static void
print_ladder(struct term *t, const struct node *n)
{
	struct doc        d = { .a = &t->a };
	struct doc_table  table = { .columns = 0 };
	char              words[80];

	doc_add_column(&d, &table, "Count", ALIGN_LEFT);
	doc_add_column(&d, &table, "Stage", ALIGN_LEFT);
	doc_add_column(&d, &table, "Margin", ALIGN_RIGHT);
	doc_add_column(&d, &table, "Change", ALIGN_RIGHT);
	doc_add_column(&d, &table, "How and when", ALIGN_LEFT);
	for (size_t i = 0; i < n->rungs; i++) {
		const struct doc_rung *g = &n->rung[i];
		struct doc_table_row  *r = doc_row(&d, &table, ROW_PLAIN);

		doc_cell(&d, &table, r, 0, "%s", g->title);
		doc_cell(&d, &table, r, 1, "%s",
		    standing_words(g->badge, words, sizeof words));
		doc_cell_num(&d, r, 2, g->value);
		if (num_known(g->change))
			doc_cell_signed(&d, r, 3, g->change);
		else
			doc_cell(&d, &table, r, 3, "%s", i == 0 ? "first" :
			    "unknown");
		doc_cell(&d, &table, r, 4, "%s", g->note == NULL ? "" : g->note);
	}
	term_table(t, &table);
}

/* The status as a word in front; the texts beside it. */
static void
print_finding(struct term *t, const struct node *n)
{
	const char *word = status_words(n->status);

	term_spaces(t, t->indent);
	buf_str(t->out, word);
	term_spaces(t, STATUS_WIDTH - term_width(word));
	t->indent += STATUS_WIDTH;
	term_wrap(t, term_safe(t, n->text), 0, t->text - t->indent, INK_BOLD);
	if (n->child != NULL)
		lines(t, term_runs(t, n), INK_PLAIN);
	if (n->where != NULL)
		lines(t, term_safe(t, n->where), INK_DIM);
	t->indent -= STATUS_WIDTH;
	buf_char(t->out, '\n');
}

static void
print_limits(struct term *t, const struct node *n)
{
	paragraph(t, term_safe(t, n->text), INK_BOLD);
	print_list(t, n);
}

/* When, who asked for what; the reason; and what became of it. */
static void
print_attempt(struct term *t, const struct node *n)
{
	lines(t, arena_printf(&t->a, "%s  [%s]", term_safe(t, n->where),
	    term_safe(t, status_word(n))), INK_DIM);
	t->indent += 2;
	lines(t, term_safe(t, n->text), INK_BOLD);
	if (n->child != NULL)
		lines(t, term_runs(t, n), INK_PLAIN);
	t->indent -= 2;
	buf_char(t->out, '\n');
}

static void
print_command(struct term *t, const struct node *n)
{
	t->indent += 4;
	paragraph(t, term_safe(t, n->text), INK_BOLD);
	t->indent -= 4;
}

static void
print_clock(struct term *t, const struct node *n)
{
	lines(t, term_safe(t, n->text), INK_BOLD);
	print_runs(t, n);
}

static void
print_cert(struct term *t, const struct node *n)
{
	lines(t, term_safe(t, n->text), INK_BOLD);
	for (const struct doc_pair *p = n->pair; p != NULL; p = p->next) {
		char *s = arena_printf(&t->a, "%s: %s", term_safe(t, p->name),
		    term_safe(t, p->value));

		term_spaces(t, t->indent + 2);
		term_wrap(t, s, 4, t->text - 2, INK_PLAIN);
	}
	buf_char(t->out, '\n');
}

static void
print_proofs(struct term *t, const struct node *n)
{
	for (const struct doc_proof *p = n->proof; p != NULL; p = p->next) {
		char *s = arena_printf(&t->a, "%s  %s", term_safe(t, p->file),
		    term_safe(t, p->what));

		lines(t, s, INK_PLAIN);
		if (p->sha256 == NULL)
			continue;
		t->indent += 2;
		lines(t, arena_printf(&t->a, "SHA-256 %s",
		    term_safe(t, p->sha256)), INK_DIM);
		t->indent -= 2;
	}
	buf_char(t->out, '\n');
}

static void
print_chart(struct term *t, const struct node *n)
{
	if (n->text != NULL)
		lines(t, term_safe(t, n->text), INK_BOLD);
	paragraph(t, term_safe(t, n->picture->label), INK_PLAIN);
}

typedef void printer(struct term *t, const struct node *n);

static printer *const printers[] = {
	[NODE_BODY] = blocks, [NODE_SECTION] = print_section,
	[NODE_PARA] = print_runs, [NODE_NOTE] = print_runs,
	[NODE_LIST] = print_list, [NODE_ITEM] = print_item,
	[NODE_TABLE] = print_table, [NODE_LADDER] = print_ladder,
	[NODE_FINDINGS] = blocks, [NODE_FINDING] = print_finding,
	[NODE_LIMITS] = print_limits, [NODE_LIMIT] = print_item,
	[NODE_CLOCK] = print_clock, [NODE_CERT] = print_cert,
	[NODE_PROOFS] = print_proofs, [NODE_CHART] = print_chart,
	[NODE_TWO] = blocks, [NODE_COLUMN] = blocks,
	[NODE_ATTEMPTS] = blocks, [NODE_ATTEMPT] = print_attempt,
	[NODE_COMMAND] = print_command,
};

static void
block(struct term *t, const struct node *n)
{
	if ((size_t)n->kind < sizeof printers / sizeof *printers
	    && printers[n->kind] != NULL)
		printers[n->kind](t, n);
}

/* "Share: 0.24%", if there is something to say. */
static void
figure_line(struct term *t, const char *name, const char *value)
{
	if (value != NULL)
		lines(t, arena_printf(&t->a, "%s: %s", name,
		    term_safe(t, value)), INK_PLAIN);
}

static void
print_figure(struct term *t, const struct doc_figure *f)
{
	char words[80];

	lines(t, term_safe(t, f->label), INK_PLAIN);
	lines(t, arena_printf(&t->a, "%s %s  [%s]", term_safe(t, f->value),
	    term_safe(t, f->unit),
	    standing_words(f->badge, words, sizeof words)), INK_BOLD);
	figure_line(t, "Share", f->share);
	figure_line(t, "Source", f->source);
	figure_line(t, "As of", f->as_of);
	buf_char(t->out, '\n');
}

void
term_print(struct buf *out, const struct doc *d, int width, bool colour)
{
	struct term t = { .out = out, .width = width, .colour = colour };

	t.text = width < TEXT_WIDTH ? width : TEXT_WIDTH;
	if (d->kicker != NULL)
		lines(&t, term_safe(&t, d->kicker), INK_DIM);
	paragraph(&t, term_safe(&t, d->title), INK_BOLD);
	if (d->lead != NULL)
		paragraph(&t, term_safe(&t, d->lead), INK_PLAIN);
	blocks(&t, d->intro);
	if (d->figure != NULL)
		print_figure(&t, d->figure);
	blocks(&t, d->body);
	arena_free(&t.a);
}
