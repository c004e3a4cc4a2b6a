/* SPDX-License-Identifier: Apache-2.0 */
#include "base/file.h"
#include "report/audit_paper.h"
#include "report/pdf.h"

#include "cli/audit_papers.h"
#include "cli/paths.h"

static const struct {
	const char  *name;
	struct doc *(*make)(struct arena *a, const struct audit_paper *p);
} papers[] = {
	{ "retrieval.pdf", audit_paper_retrieval },
	{ "labels.pdf", audit_paper_labels },
	{ "placeholders.pdf", audit_paper_placeholders },
	{ "sheets.pdf", audit_paper_sheets },
};

static bool
put(struct call *c, const struct stage_dir *stage, const char *name,
    const struct buf *b)
{
	return stage_put(arena_printf(c->a, "%s/%s", stage->path, name), b->p,
	    b->len, &c->e);
}

static bool
put_pdfs(struct call *c, const struct audit_told *t,
    const struct audit_paper *p, const struct stage_dir *stage,
    struct pdf_fonts *fonts)
{
	for (size_t i = 0; i < sizeof papers / sizeof *papers; i++) {
		struct arena a CLEANUP(arena_free) = { 0 };
		struct buf b CLEANUP(buf_free) = { 0 };

		TRY(pdf_print(&b, papers[i].make(&a, p), fonts,
		    t->say.election, t->x.f.el->date, &c->e));
		TRY(put(c, stage, papers[i].name, &b));
	}
	return true;
}

static bool
put_all(struct call *c, const struct audit_told *t,
    const struct stage_dir *stage)
{
	struct audit_paper p = { .one = &t->all.one, .names = t->say.names,
		.election = t->say.election, .unit = call_option(c, "unit") };
	struct buf csv CLEANUP(buf_free) = { 0 };
	struct pdf_fonts *fonts = NULL;
	char *page;
	bool done;

	TRY(share_find(c->a, "page", &page, &c->e));
	TRY(pdf_fonts_open(arena_printf(c->a, "%s/fonts", page), &fonts,
	    &c->e));
	done = put_pdfs(c, t, &p, stage, fonts);
	pdf_fonts_close(&fonts);
	audit_paper_csv(&csv, &p);
	return done && put(c, stage, "retrieval.csv", &csv);
}

bool
audit_papers_write(struct call *c, const struct audit_told *t,
    const char *out)
{
	struct stage_dir stage CLEANUP(stage_drop) = { 0 };

	TRY(path_may_go(c->a, out, "retrieval.csv", &c->e));
	TRY(stage_begin(c->a, out, &stage, &c->e));
	TRY(put_all(c, t, &stage));
	return stage_commit(&stage, &c->e);
}
