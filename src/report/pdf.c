/* SPDX-License-Identifier: Apache-2.0 */
#include <cairo-pdf.h>
#include <fontconfig/fontconfig.h>
#include <pango/pangofc-fontmap.h>
#include <stdlib.h>

#include "base/arena.h"
#include "base/buf.h"
#include "base/err.h"

#include "report/pdf.h"
#include "report/pdf_page.h"

struct pdf_fonts {
	FcConfig     *config;
	PangoFontMap *map;
};

/*
 * Only our own files are known to this configuration: no font of the machine
 * can slip in, and no cache of the machine is written.
 */
bool
pdf_fonts_open(const char *folder, struct pdf_fonts **out, struct err *e)
{
	static const char *const files[] = { "PublicSans-Regular.ttf",
		"PublicSans-SemiBold.ttf", "PublicSans-Bold.ttf",
		"RobotoMono-Regular.ttf" };
	struct arena a CLEANUP(arena_free) = { 0 };
	struct pdf_fonts *f = calloc(1, sizeof *f);

	if (f == NULL)
		abort();
	f->config = FcConfigCreate();
	f->map = pango_cairo_font_map_new_for_font_type(CAIRO_FONT_TYPE_FT);
	for (size_t i = 0; i < sizeof files / sizeof files[0]; i++) {
		char *path = arena_printf(&a, "%s/%s", folder, files[i]);

		if (!FcConfigAppFontAddFile(f->config, (FcChar8 *)path)) {
			pdf_fonts_close(&f);
			return err_set(e, ERR_SYSTEM,
			    "%s: cannot read this font", path);
		}
	}
	pango_fc_font_map_set_config(PANGO_FC_FONT_MAP(f->map), f->config);
	*out = f;
	return true;
}

void
pdf_fonts_close(struct pdf_fonts **f)
{
	if (*f == NULL)
		return;
	g_object_unref((*f)->map);
	FcConfigDestroy((*f)->config);
	free(*f);
	*f = NULL;
}

static cairo_status_t
into_buf(void *buf, const unsigned char *p, unsigned n)
{
	buf_put(buf, p, n);
	return CAIRO_STATUS_SUCCESS;
}

static cairo_status_t
into_nothing(void *none, const unsigned char *p, unsigned n)
{
	(void)none;
	(void)p;
	(void)n;
	return CAIRO_STATUS_SUCCESS;
}

static void
set_metadata(cairo_surface_t *s, const struct doc *d, struct day day)
{
	char iso[DAY_TEXT], when[DAY_TEXT + 16];

	snprintf(when, sizeof when, "%sT00:00:00Z", day_iso(iso, day));
	cairo_pdf_surface_set_metadata(s, CAIRO_PDF_METADATA_TITLE, d->title);
	cairo_pdf_surface_set_metadata(s, CAIRO_PDF_METADATA_CREATOR,
	    "canvass");
	cairo_pdf_surface_set_metadata(s, CAIRO_PDF_METADATA_CREATE_DATE,
	    when);
}

static PangoContext *
new_context(const struct pdf_fonts *fonts)
{
	PangoContext *c = pango_font_map_create_context(fonts->map);
	cairo_font_options_t *o = cairo_font_options_create();

	cairo_font_options_set_hint_style(o, CAIRO_HINT_STYLE_NONE);
	cairo_font_options_set_hint_metrics(o, CAIRO_HINT_METRICS_OFF);
	pango_cairo_context_set_font_options(c, o);
	pango_context_set_round_glyph_positions(c, FALSE);
	cairo_font_options_destroy(o);
	return c;
}

/*
 * Paint all pages into ${sink}; *${pages} = how many.  "Page 3 of 12" needs
 * the 12 first, so the pages are painted twice, the first time into nothing.
 */
static bool
paint(const struct doc *d, const struct pdf_fonts *fonts, const char *footer,
    struct day day, struct pdf_tags *tags, struct buf *sink, int *pages,
    struct err *e)
{
	struct page p = { .footer = footer, .of = *pages, .number = 1,
		.counting = sink == NULL,
		.fresh = true, .y = PAPER_TOP, .tags = tags };
	cairo_status_t status;

	p.surface = cairo_pdf_surface_create_for_stream(
	    sink != NULL ? into_buf : into_nothing, sink, PAPER_WIDTH,
	    PAPER_HEIGHT);
	set_metadata(p.surface, d, day);
	p.cr = cairo_create(p.surface);
	p.pango = new_context(fonts);
	page_tag(&p, "Document");
	page_head(&p, d);
	page_blocks(&p, d->body->child);
	page_untag(&p, "Document");
	page_break(&p);
	*pages = p.number - 1;
	g_object_unref(p.pango);
	cairo_destroy(p.cr);
	cairo_surface_finish(p.surface);
	status = cairo_surface_status(p.surface);
	cairo_surface_destroy(p.surface);
	if (status != CAIRO_STATUS_SUCCESS)
		return err_set(e, ERR_SYSTEM, "the PDF cannot be made: %s",
		    cairo_status_to_string(status));
	return true;
}

bool
pdf_print(struct buf *out, const struct doc *d, struct pdf_fonts *fonts,
    const char *footer, struct day day, struct err *e)
{
	struct arena a CLEANUP(arena_free) = { 0 };
	struct buf raw CLEANUP(buf_free) = { 0 };
	struct pdf_tags counted = { .a = &a }, tags = { .a = &a };
	int pages = 0;

	TRY(paint(d, fonts, footer, day, &counted, NULL, &pages, e));
	TRY(paint(d, fonts, footer, day, &tags, &raw, &pages, e));
	return pdf_tags_finish(out, raw.p, raw.len, &tags, e);
}
