/* SPDX-License-Identifier: Apache-2.0 */
#include "base/file.h"
#include "report/assets.h"
#include "report/html.h"
#include "report/pdf.h"

#include "cli/doc_folder.h"
#include "cli/paths.h"

static bool
put(struct call *c, const struct stage_dir *stage, const char *name,
    const struct buf *b)
{
	return stage_put(arena_printf(c->a, "%s/%s", stage->path, name), b->p,
	    b->len, &c->e);
}

static bool
put_page(struct call *c, const struct doc_folder *f,
    const struct stage_dir *stage)
{
	struct buf b CLEANUP(buf_free) = { 0 };
	struct html_frame frame = { .site = f->site, .root = "",
		.notice = f->notice, .footer = "Every figure is "
		"computed by canvass from the record. The same record gives the "
		"same page, byte for byte.", .paper = f->paper };

	html_print(&b, f->doc, &frame);
	return put(c, stage, "index.html", &b);
}

static bool
put_paper(struct call *c, const struct doc_folder *f,
    const struct stage_dir *stage, const char *page)
{
	struct buf b CLEANUP(buf_free) = { 0 };
	struct pdf_fonts *fonts = NULL;
	bool done = pdf_fonts_open(arena_printf(c->a, "%s/fonts", page),
	    &fonts, &c->e) && pdf_print(&b, f->doc, fonts, f->site, f->date,
	    &c->e) && put(c, stage, f->paper, &b);

	pdf_fonts_close(&fonts);
	return done;
}

bool
doc_folder_write(struct call *c, const struct doc_folder *f)
{
	struct stage_dir stage CLEANUP(stage_drop) = { 0 };
	char *page;

	TRY(path_may_go(c->a, f->out, f->data[0], &c->e));
	TRY(share_find(c->a, "page", &page, &c->e));
	TRY(stage_begin(c->a, f->out, &stage, &c->e));
	TRY(assets_copy(page, stage.path, &c->e));
	TRY(put_page(c, f, &stage));
	TRY(put_paper(c, f, &stage, page));
	for (size_t i = 0; i < 2; i++)
		TRY(put(c, &stage, f->data[i], f->text[i]));
	return stage_commit(&stage, &c->e);
}
