/* SPDX-License-Identifier: Apache-2.0 */
/* audit report: where an audit stands as a page, on paper and as data. */
#include <string.h>

#include "base/file.h"
#include "report/assets.h"
#include "report/html.h"
#include "report/pdf.h"

#include "cli/audit_say.h"
#include "cli/door.h"
#include "cli/paths.h"

static bool
put(struct call *c, const struct stage_dir *stage, const char *name,
    const struct buf *b)
{
	return stage_put(arena_printf(c->a, "%s/%s", stage->path, name), b->p,
	    b->len, &c->e);
}

static bool
put_page(struct call *c, const struct audit_told *t, const struct doc *d,
    const struct stage_dir *stage)
{
	struct buf b CLEANUP(buf_free) = { 0 };
	struct html_frame frame = { .site = t->say.election, .root = "",
		.notice = t->x.f.el->demonstration, .footer = "Every figure is "
		"computed by canvass from the record. The same record gives the "
		"same page, byte for byte.", .paper = "audit.pdf" };

	html_print(&b, d, &frame);
	return put(c, stage, "index.html", &b);
}

static bool
put_paper(struct call *c, const struct audit_told *t, const struct doc *d,
    const struct stage_dir *stage, const char *page)
{
	struct buf b CLEANUP(buf_free) = { 0 };
	struct pdf_fonts *fonts = NULL;
	bool done = pdf_fonts_open(arena_printf(c->a, "%s/fonts", page),
	    &fonts, &c->e) && pdf_print(&b, d, fonts, t->say.election,
	    t->x.f.el->date, &c->e) && put(c, stage, "audit.pdf", &b);

	pdf_fonts_close(&fonts);
	return done;
}

static bool
put_data(struct call *c, const struct audit_told *t,
    const struct stage_dir *stage)
{
	struct buf json CLEANUP(buf_free) = { 0 }, csv CLEANUP(buf_free) = { 0 };

	say_audit_json(&json, &t->say);
	say_audit_csv(&csv, &t->say);
	return put(c, stage, "audit.json", &json) &&
	    put(c, stage, "items.csv", &csv);
}

static bool
write_all(struct call *c, const struct audit_told *t, const char *out)
{
	struct stage_dir stage CLEANUP(stage_drop) = { 0 };
	struct doc *d = say_audit_doc(c->a, &t->say);
	char *page;

	TRY(path_may_go(c->a, out, "audit.json", &c->e));
	TRY(share_find(c->a, "page", &page, &c->e));
	TRY(stage_begin(c->a, out, &stage, &c->e));
	TRY(assets_copy(page, stage.path, &c->e));
	TRY(put_page(c, t, d, &stage));
	TRY(put_paper(c, t, d, &stage, page));
	TRY(put_data(c, t, &stage));
	return stage_commit(&stage, &c->e);
}

static int
run(struct call *c)
{
	struct audit_told t CLEANUP(audit_told_end) = { .x = { 0 } };
	const char *out;

	if (!bring_need(c, "out", &out) || !audit_tell(c, RECORD_READ, &t) ||
	    !write_all(c, &t, out))
		return fail(c);
	buf_printf(&c->out, "%s/index.html\n", out);
	return 0;
}

const struct cmd cmd_audit_report = {
	.name = "audit report", .args = "ELECTION [AUDIT]",
	.summary = "an audit as a page, on paper and as data",
	.about = "A folder with index.html, audit.pdf, audit.json and items.csv: risk against\n"
	    "draws, rounds, every difference with both readings, and what it was drawn from.\n",
	.option = (const struct option[]){
		{ "out", "FOLDER", "where to; appears whole or not at all", false },
		{ NULL, NULL, NULL, false } },
	.min_args = 1, .max_args = 2, .forms = false,
	.run = run,
};
