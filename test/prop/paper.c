/* SPDX-License-Identifier: Apache-2.0 */
/* Whatever is in a document, it can be printed on paper, twice the same. */
#include "base/arena.h"
#include "base/buf.h"
#include "base/err.h"
#include "base/num.h"
#include "report/doc.h"
#include "report/draw.h"
#include "report/pdf.h"

#include "prop.h"

static struct pdf_fonts *fonts;

static const char *
words(struct gen *g, struct arena *a, size_t most)
{
	size_t n = (size_t)gen_below(g, most + 1);
	struct buf b CLEANUP(buf_free) = { 0 };

	/* Now and then far more than fits where it stands. */
	if (gen_below(g, 40) == 0)
		n *= 60;
	for (size_t i = 0; i < n; i++)
		buf_printf(&b, "word%" PRIu64 " ", gen_below(g, 1000));
	return arena_text(a, b.p != NULL ? b.p : "");
}

static void
add_table(struct gen *g, struct doc *d, struct node *s)
{
	struct doc_table *t = doc_table(s, "t", words(g, d->a, 20),
	    words(g, d->a, 20));
	size_t columns = 1 + gen_below(g, 8), rows = gen_sized(g) / 2;

	for (size_t i = 0; i < columns; i++)
		(void)doc_add_column(d, t, words(g, d->a, 3),
		    gen_below(g, 2) == 0 ? ALIGN_LEFT : ALIGN_RIGHT);
	for (size_t r = 0; r < rows; r++) {
		struct doc_table_row *row = doc_row(d, t,
		    (enum row_class)gen_below(g, 3));

		for (size_t i = 0; i < columns; i++)
			doc_cell(d, t, row, i, "%s", words(g, d->a, 5));
	}
}

static void
add_ladder(struct gen *g, struct doc *d, struct node *s)
{
	struct node *l = doc_ladder(s);

	for (size_t i = gen_below(g, 6); i > 0; i--)
		doc_add_rung(l, &(struct doc_rung){ words(g, d->a, 3),
		    words(g, d->a, 6), { STAGE_HAND_TALLY,
		    STANDING_NOT_OFFICIAL }, gen_below(g, 5) == 0 ?
		    NUM_UNKNOWN : gen_between(g, -1000000, 1000000),
		    NUM_UNKNOWN });
}

static void
add_findings(struct gen *g, struct doc *d, struct node *s)
{
	struct node *f = doc_findings(s);

	for (size_t i = gen_below(g, 6); i > 0; i--)
		doc_text(doc_finding(f, (enum status)gen_below(g, 10),
		    words(g, d->a, 20), words(g, d->a, 10)), "%s",
		    words(g, d->a, 60));
}

static void
add_limits(struct gen *g, struct doc *d, struct node *s)
{
	struct node *l = doc_limits(s);

	for (size_t i = gen_below(g, 8); i > 0; i--)
		doc_limit(l, words(g, d->a, 4), words(g, d->a, 80));
}

static void
add_boxes(struct gen *g, struct doc *d, struct node *s)
{
	struct node *cert = doc_cert(s, words(g, d->a, 4));
	struct node *proofs = doc_proofs(s);

	doc_text(doc_clock(s, words(g, d->a, 10)), "%s", words(g, d->a, 60));
	for (size_t i = gen_below(g, 20); i > 0; i--)
		doc_pair(cert, "name", gen_below(g, 2) == 0, "%s",
		    words(g, d->a, 30));
	for (size_t i = gen_below(g, 20); i > 0; i--)
		doc_proof(proofs, "#", "file", words(g, d->a, 5), "0123");
}

static void
add_chart(struct gen *g, struct doc *d, struct node *s)
{
	struct picture *p = picture_new(d->a,
	    (double)gen_between(g, 10, 900), (double)gen_between(g, 1, 2000),
	    words(g, d->a, 9));

	(void)picture_circle(p, LOOK_DOT, 5, 5, 3);
	doc_chart(s, words(g, d->a, 5), p, words(g, d->a, 30));
}

static void
add_block(struct gen *g, struct doc *d, struct node *s)
{
	switch (gen_below(g, 7)) {
	case 0:
		doc_text(doc_para(s), "%s", words(g, d->a, 100));
		break;
	case 1:
		add_table(g, d, s);
		break;
	case 2:
		add_ladder(g, d, s);
		break;
	case 3:
		add_findings(g, d, s);
		break;
	case 4:
		add_limits(g, d, s);
		break;
	case 5:
		add_boxes(g, d, s);
		break;
	default:
		add_chart(g, d, s);
	}
}

static struct doc *
any_document(struct gen *g, struct arena *a)
{
	struct doc *d = doc_new(a, words(g, a, 20));
	struct node *s = d->body;

	if (gen_below(g, 2) == 0)
		d->lead = words(g, a, 40);
	if (gen_below(g, 2) == 0)
		doc_set_figure(d, &(struct doc_figure){ .label = "Margin",
		    .value = "11,779", .unit = "votes", .source = "Returns" });
	for (size_t i = gen_sized(g) / 8; i > 0; i--) {
		if (gen_below(g, 3) == 0)
			s = doc_section(d->body, "s", words(g, a, 10));
		add_block(g, d, s);
	}
	return d;
}

static bool
any_document_can_be_printed(struct gen *g)
{
	struct arena a CLEANUP(arena_free) = { 0 };
	struct buf once CLEANUP(buf_free) = { 0 };
	struct buf twice CLEANUP(buf_free) = { 0 };
	struct err e = { 0 };
	struct doc *d = any_document(g, &a);

	if (!HOLDS(pdf_print(&once, d, fonts, "foot", day_of(2020, 12, 7), &e),
	    "%.300s", e.text))
		return false;
	(void)pdf_print(&twice, d, fonts, "foot", day_of(2020, 12, 7), &e);
	return HOLDS(once.len == twice.len &&
	    memcmp(once.p, twice.p, once.len) == 0, "%s", "other bytes");
}

int
main(void)
{
	const char *folder = getenv("FONTS");
	struct err e = { 0 };
	int status;

	if (!pdf_fonts_open(folder != NULL ? folder : "page/fonts", &fonts,
	    &e)) {
		printf("Bail out! %s\n", e.text);
		return 1;
	}
	prop_begin();
	PROP(any_document_can_be_printed);
	status = prop_end();
	pdf_fonts_close(&fonts);
	return status;
}
