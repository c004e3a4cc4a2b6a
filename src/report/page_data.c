/* SPDX-License-Identifier: Apache-2.0 */
/* Data: what can be downloaded, and where every figure comes from. */
#include "base/arena.h"

#include "report/page.h"
#include "report/words.h"

static void
downloads(const struct site *s, struct doc *d)
{
	struct node *sec = doc_section(d->body, "downloads",
	    "Results as files");
	struct node *p = doc_proofs(sec);

	for (size_t i = 0; i < s->files; i++)
		doc_proof(p, s->file[i].path, s->file[i].path, s->file[i].what,
		    s->file[i].sha256);
}

static void
sources(const struct site *s, struct doc *d)
{
	struct node *sec = doc_section(d->body, "sources",
	    "Where the figures come from");

	doc_text(doc_para(sec), "Each file was read once. The SHA-256 is of the "
	    "bytes as they were imported. The copies here are those bytes, "
	    "unchanged: a spreadsheet may take a label that begins with = for "
	    "a formula. In the files that canvass writes it cannot.");
	page_sources(s, sec);
}

static const char *
columns_of(struct arena *a, const struct source *src)
{
	const char *text = "";

	for (size_t i = 0; i < src->columns; i++) {
		const struct column *c = &src->column[i];

		if (c->field[0] == '\0')
			continue;
		text = arena_printf(a, "%s%s“%s” as %s%s", text,
		    text[0] == '\0' ? "" : ", ", c->header, c->field,
		    c->guessed ? " (in spite of its spelling)" : "");
	}
	return text;
}

static void
details(const struct site *s, struct doc *d)
{
	struct node *sec = doc_section(d->body, "citations",
	    "Citations, and how columns were understood");
	struct doc_table *t = doc_table(sec, "source-table", "The sources",
	    "As of: when the publisher says its figures stood.");

	t->long_one = true;
	doc_add_column(d, t, "Source", ALIGN_LEFT);
	doc_add_column(d, t, "Cite", ALIGN_LEFT)->wraps = true;
	doc_add_column(d, t, "As of", ALIGN_LEFT);
	doc_add_column(d, t, "Columns", ALIGN_LEFT)->wraps = true;
	for (uint16_t i = 0; i < s->el->sources; i++) {
		const struct source *src = &s->el->source[i];
		struct doc_table_row *r;

		if (src->contest.n != s->contest.n)
			continue;
		r = doc_row(d, t, ROW_PLAIN);
		doc_cell(d, t, r, 0, "%s", src->title);
		doc_cell(d, t, r, 1, "%s. %s", src->publisher, src->cite);
		doc_cell(d, t, r, 2, "%s", src->as_of_text[0] != '\0' ?
		    src->as_of_text : words_day(d->a, src->as_of));
		doc_cell(d, t, r, 3, "%s", columns_of(d->a, src));
		r->cell[1].small = r->cell[2].small = r->cell[3].small = true;
	}
}

struct doc *
page_data(const struct site *s, struct arena *a)
{
	struct doc *d = doc_new(a, "Data: every figure can be checked");
	struct node *l;

	d->kicker = s->frame.site;
	d->lead = "The results as files, and the sources they were computed "
	    "from, with publisher, date and SHA-256.";
	downloads(s, d);
	sources(s, d);
	details(s, d);
	l = doc_limits(d->body);
	doc_limit(l, "That a publisher was right.", "A SHA-256 shows that a "
	    "file is the one that was read, not that its figures are true.");
	say_limits_of_counting(l);
	return d;
}
