/* SPDX-License-Identifier: Apache-2.0 */
/*
 * doc: a document as a tree: sections, tables, figures, findings, drawings.
 * Written once by whoever has something to say, and printed by report/html.c,
 * report/pdf.c and report/term.c alike.  A number can stand in a figure, rung
 * or official row only together with its stage, source and time.
 *
 *	struct doc *d = doc_new(arena, "Three counts, one outcome");
 *	struct node *s = doc_section(d->body, "counts", "Three counts, one winner");
 *	struct node *p = doc_para(s);
 *	doc_text(p, "The counts differ by %s votes.", num_text(n, 891));
 *
 * All texts are copied into the document's arena.  Text is plain UTF-8: each
 * printer escapes for its medium.
 */
#ifndef REPORT_DOC_H
#define REPORT_DOC_H

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

#include "model/election.h"

struct arena;
struct picture;

enum node_kind {
	/* blocks */
	NODE_BODY, NODE_SECTION, NODE_PARA, NODE_NOTE, NODE_LIST, NODE_ITEM,
	NODE_TABLE, NODE_FIGURE, NODE_LADDER, NODE_FINDINGS, NODE_FINDING,
	NODE_LIMITS, NODE_LIMIT, NODE_CLOCK, NODE_CERT, NODE_PROOFS, NODE_CHART,
	NODE_TWO, NODE_COLUMN, NODE_ATTEMPTS, NODE_ATTEMPT, NODE_COMMAND,
	/* runs inside PARA, NOTE, ITEM, LIMIT, FINDING, cells */
	NODE_TEXT, NODE_STRONG, NODE_LINK, NODE_CODE, NODE_STAGE, NODE_STATUS,
};

/* Where a count stands: which mark and words its badge has (look.md §4). */
enum standing { STANDING_NONE, STANDING_OFFICIAL, STANDING_SUPERSEDED, STANDING_NOT_OFFICIAL, STANDING_OPEN };

/* The word always stands beside the shape. */
enum status {
	STATUS_HOLDS, STATUS_OPEN, STATUS_EXPLAINED, STATUS_NOTE, STATUS_YES,
	STATUS_NO, STATUS_UNDETERMINED, STATUS_LATE, STATUS_NOT_REPORTED, STATUS_REFUSED,
	/* what became of a request: declining it is a decision, and no refusal */
	STATUS_ASKED, STATUS_PETITION, STATUS_GRANTED, STATUS_PARTLY, STATUS_DECLINED,
	/* what an office may do */
	STATUS_DOES, STATUS_ORDERS, STATUS_MAY_PETITION, STATUS_MAY_ASK, STATUS_BESIDE, STATUS_CANNOT
};

enum align { ALIGN_LEFT, ALIGN_RIGHT };
enum row_class { ROW_PLAIN, ROW_OFFICIAL, ROW_SUM };

struct doc_badge { enum stage stage; enum standing standing; };

/* A number with everything it needs to stand alone. */
struct doc_figure {
	const char *label;	/* "Official margin, Reed over Stone" */
	const char *value;	/* "11,779" */
	const char *unit;	/* "votes" */
	struct doc_badge badge;
	const char *share, *source, *as_of;	/* each may be NULL */
};

struct doc_rung {
	const char *title, *note;	/* "Hand tally"; "Every ballot by hand, 19 Nov 2020" */
	struct doc_badge badge;
	int64_t value, change;		/* margin; against the first rung, NUM_UNKNOWN on the first */
};

struct doc_column {
	const char *header;
	const char *group;	/* spanning header above; equal neighbours are joined; NULL for none */
	enum align  align;
	bool        wraps;	/* long text: may take several lines */
};

struct doc_cell {
	const char *text, *href;	/* href NULL: no link */
	bool        small;
	struct node *runs;		/* instead of text, when not NULL */
};

struct doc_table_row { enum row_class class; struct doc_cell *cell; struct doc_table_row *next; };

struct doc_table {
	const char *id, *caption, *note;
	struct doc_column *column; size_t columns, cap;
	struct doc_table_row *first, *last; size_t rows;
	bool long_one;		/* may break across pages */
	bool dense;		/* many narrow columns of a word or two */
};

struct doc_pair { const char *name, *value, *href; bool mono; struct doc_pair *next; };

struct doc_proof { const char *href, *file, *what, *sha256; struct doc_proof *next; };

struct node {
	enum node_kind kind;
	struct doc    *doc;
	const char    *id;	/* SECTION, TABLE, CERT, ATTEMPT: anchor */
	const char    *text;	/* heading, run text, clock headline ... */
	const char    *brief;	/* SECTION: its line in the contents; NULL: the heading */
	const char    *href;	/* LINK */
	struct doc_badge badge;	/* STAGE */
	enum status    status;	/* STATUS, FINDING, ATTEMPT */
	const char    *word;	/* STATUS, ATTEMPT: stands for the words of the status; NULL: those */
	const char    *where;	/* FINDING; ATTEMPT: when */
	struct doc_table  *table;
	struct doc_figure *figure;
	struct doc_rung   *rung; size_t rungs, rung_cap;	/* LADDER */
	struct doc_pair   *pair;	/* CERT */
	struct doc_proof  *proof;	/* PROOFS */
	struct picture    *picture;	/* CHART: text is the heading, where the caption */
	struct node *child, *last, *next;
};

struct doc {
	struct arena *a;
	const char   *title, *kicker, *lead;	/* h1; line above; first paragraph: the answer */
	struct doc_figure *figure;		/* top right; NULL for none */
	struct node  *intro;			/* paragraphs beside the figure */
	struct node  *body;
	bool          wide;			/* the whole width, without contents */
};

struct doc *doc_new(struct arena *a, const char *title);

struct node *doc_section(struct node *parent, const char *id, const char *heading);
void doc_brief(struct node *section, const char *brief);	/* "County by county" */
struct node *doc_para(struct node *parent);
struct node *doc_note(struct node *parent);		/* small, faint */
struct node *doc_list(struct node *parent);
struct node *doc_item(struct node *list);
struct node *doc_two(struct node *parent);		/* two columns side by side ... */
struct node *doc_column_of(struct node *two);		/* ... each made by this */

void doc_text(struct node *p, const char *fmt, ...) __attribute__((format(printf, 2, 3)));
void doc_strong(struct node *p, const char *fmt, ...) __attribute__((format(printf, 2, 3)));
void doc_code(struct node *p, const char *fmt, ...) __attribute__((format(printf, 2, 3)));
void doc_link(struct node *p, const char *href, const char *fmt, ...) __attribute__((format(printf, 3, 4)));
void doc_stage(struct node *p, enum stage stage, enum standing standing);
void doc_status(struct node *p, enum status s);
void doc_status_says(struct node *p, enum status s, const char *fmt, ...) __attribute__((format(printf, 3, 4)));

/* A table: columns first, then rows; each row's cells from left to right. */
struct doc_table *doc_table(struct node *parent, const char *id, const char *caption, const char *note);
struct doc_column *doc_add_column(struct doc *d, struct doc_table *t, const char *header, enum align align);
struct doc_table_row *doc_row(struct doc *d, struct doc_table *t, enum row_class class);
void doc_cell(struct doc *d, struct doc_table *t, struct doc_table_row *r, size_t i, const char *fmt, ...) __attribute__((format(printf, 5, 6)));
/* Runs instead of text in a cell: add them to the node it returns. */
struct node *doc_cell_runs(struct doc *d, struct doc_table_row *r, size_t i);
void doc_cell_link(struct doc *d, struct doc_table_row *r, size_t i, const char *href);
void doc_cell_num(struct doc *d, struct doc_table_row *r, size_t i, int64_t n);		/* 1,234 */
void doc_cell_signed(struct doc *d, struct doc_table_row *r, size_t i, int64_t n);	/* +12, −3, 0 */

void doc_set_figure(struct doc *d, const struct doc_figure *f);
struct node *doc_ladder(struct node *parent);
void doc_add_rung(struct node *ladder, const struct doc_rung *r);

struct node *doc_findings(struct node *parent);
/* A finding; add text runs to the node it returns. */
struct node *doc_finding(struct node *findings, enum status s, const char *title, const char *where);

struct node *doc_limits(struct node *parent);	/* "What this does not show" */
void doc_limit(struct node *limits, const char *strong, const char *text);

/* A deadline: headline, then text runs on the node it returns. */
struct node *doc_clock(struct node *parent, const char *headline);

struct node *doc_cert(struct node *parent, const char *heading);
void doc_pair(struct node *cert, const char *name, bool mono, const char *fmt, ...) __attribute__((format(printf, 4, 5)));

/* doc_pair_link: A line of a certificate that leads somewhere. */
void doc_pair_link(struct node *cert, const char *name, const char *href, const char *text);

/*
 * Requests and refusals: when, who asked for what, and a word for what became
 * of it; add the reason as text runs to the node it returns.
 */
struct node *doc_attempts(struct node *parent);
struct node *doc_attempt(struct node *attempts, enum status s, const char *when, const char *title);
void doc_attempt_word(struct node *attempt, const char *fmt, ...) __attribute__((format(printf, 2, 3)));

/* doc_anchor(n, id): Where links to a certificate or an attempt lead. */
void doc_anchor(struct node *n, const char *id);

/* doc_command(parent, fmt, ...): A line to be typed into a terminal. */
void doc_command(struct node *parent, const char *fmt, ...) __attribute__((format(printf, 2, 3)));

struct node *doc_proofs(struct node *parent);
void doc_proof(struct node *proofs, const char *href, const char *file, const char *what, const char *sha256);

/* A drawing under a heading; ${p} carries its own text alternative. */
void doc_chart(struct node *parent, const char *heading, struct picture *p, const char *caption);

/* Words of badges and statuses: "Recertified · official", "Holds". */
const char *standing_words(struct doc_badge b, char *out, size_t n);
const char *status_words(enum status s);

/* status_word(n): Those of a STATUS or ATTEMPT node, or its own. */
const char *status_word(const struct node *n);

#endif
