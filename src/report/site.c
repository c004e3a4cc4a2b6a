/* SPDX-License-Identifier: Apache-2.0 */
#include <stdlib.h>
#include <string.h>

#include "base/arena.h"
#include "base/err.h"
#include "crypt/hash.h"
#include "store/objects.h"
#include "text/esc.h"

#include "report/assets.h"
#include "report/page.h"
#include "report/pdf.h"
#include "report/site.h"
#include "report/words.h"

#define MAX_NAVS  8
#define MAX_SOURCE ((size_t)64 << 20)	/* larger ones are not copied */

static bool
put(const struct site *s, const char *path, struct bytes b, struct err *e)
{
	struct arena a CLEANUP(arena_free) = { 0 };

	return stage_put(arena_printf(&a, "%s/%s", s->dir, path), b.p, b.n, e);
}

static bool
make_folder(const struct site *s, const char *name, struct err *e)
{
	struct arena a CLEANUP(arena_free) = { 0 };

	return file_make_dirs(arena_printf(&a, "%s/%s", s->dir, name), e);
}

static char *
slug(struct arena *a, const char *text)
{
	struct buf b CLEANUP(buf_free) = { 0 };

	esc_slug(&b, text);
	return arena_str(a, b.p == NULL ? "" : b.p, b.len);
}

struct named { const char *slug; uint32_t unit; };

static int
by_slug(const void *x, const void *y)
{
	const struct named *a = x, *b = y;
	int order = strcmp(a->slug, b->slug);

	return order != 0 ? order : (a->unit > b->unit) - (a->unit < b->unit);
}

static bool
same_slug(const struct named *a, const struct named *b)
{
	return strcmp(a->slug, b->slug) == 0;
}

/* A page is named after its unit; after its place too if that is not unique. */
static void
name_units(struct site *s)
{
	uint32_t n = s->el->units;
	struct named *name = arena_zero(s->a, n + 1u, sizeof *name);
	const char *dir = s->unit_dir;

	s->href = arena_zero(s->a, n + 1u, sizeof *s->href);
	for (uint32_t i = 0; i < n; i++)
		name[i] = (struct named){ slug(s->a, s->el->unit[i].name), i };
	qsort(name, n, sizeof *name, by_slug);
	for (uint32_t i = 0; i < n; i++) {
		const struct named *m = &name[i];
		bool alone = m->slug[0] != '\0' &&
		    (i == 0 || !same_slug(m, m - 1)) &&
		    (i + 1 == n || !same_slug(m, m + 1));

		s->href[m->unit] = alone ?
		    arena_printf(s->a, "%s/%s.html", dir, m->slug) :
		    arena_printf(s->a, "%s/%s-%u.html", dir, m->slug, m->unit);
	}
}

static void
add_nav(struct site *s, struct html_link *nav, const char *href,
    const char *text)
{
	nav[s->frame.navs++] = (struct html_link){ href, text };
}

/* The pages about the record: one entry of the navigation, and a line of their own. */
static const struct html_link record_pages[] = {
	{ "timeline.html", "Timeline" },
	{ "authority.html", "Who could order what" },
	{ "requests.html", "Requests and refusals" },
	{ "certificates.html", "Certificates" },
	{ "verify.html", "Verify this yourself" },
};
#define RECORD_PAGES (sizeof record_pages / sizeof *record_pages)

static void
make_frame(struct site *s)
{
	struct html_link *nav = arena_zero(s->a, MAX_NAVS, sizeof *nav);

	s->frame.site = arena_printf(s->a, "%s, %s", s->el->jurisdiction,
	    page_contest(s)->title);
	s->frame.notice = s->el->demonstration;
	s->frame.footer = "Every figure is computed by canvass from the files "
	    "named under Data. The same files give the same pages, byte for "
	    "byte.";
	s->frame.nav = nav;
	add_nav(s, nav, "index.html", "Report");
	add_nav(s, nav, s->units_page, words_capital(s->a, s->el->units_word));
	add_nav(s, nav, "findings.html", "Findings");
	if (s->electors != NULL)
		add_nav(s, nav, "electors.html", "Electors");
	if (s->record != NULL)
		add_nav(s, nav, record_pages[0].href, "Record");
	add_nav(s, nav, "law.html", "Law");
	add_nav(s, nav, "data.html", "Data");
}

/* "data/sources/hand-batch.csv.zst": the id, and the ending of the file. */
static char *
source_path(struct site *s, const struct source *src)
{
	const char *point = strchr(src->file, '.');
	struct buf b CLEANUP(buf_free) = { 0 };

	buf_str(&b, "data/sources/");
	esc_slug(&b, src->id);
	for (; point != NULL && point[0] == '.'; point = strchr(point, '.')) {
		buf_char(&b, '.');
		point++;
		esc_slug(&b, arena_str(s->a, point, strcspn(point, ".")));
	}
	return arena_str(s->a, b.p, b.len);
}

static bool
copy_source(struct site *s, const struct source *src, const char *path,
    struct err *e)
{
	struct arena a CLEANUP(arena_free) = { 0 };
	struct bytes b;

	TRY(file_read(&a, objects_path(&a, s->folder, src->sha256), MAX_SOURCE,
	    &b, e));
	return put(s, path, b, e);
}

/* Offer the sources themselves, but none whose cells must be withheld. */
static bool
copy_sources(struct site *s, struct err *e)
{
	s->source = arena_zero(s->a, s->el->sources + 1u, sizeof *s->source);
	TRY(make_folder(s, "data/sources", e));
	for (uint16_t i = 0; i < s->el->sources; i++) {
		const struct source *src = &s->el->source[i];

		if (src->contest.n != s->contest.n || page_withheld(src) ||
		    src->bytes > (int64_t)MAX_SOURCE)
			continue;
		s->source[i] = source_path(s, src);
		TRY(copy_source(s, src, s->source[i], e));
	}
	return true;
}

void
site_index(struct site *s)
{
	const struct findings *f = s->findings;
	uint32_t *from = arena_zero(s->a, s->el->units + 2u, sizeof *from);
	uint32_t *next = arena_zero(s->a, s->el->units + 1u, sizeof *next);

	for (size_t i = 0; i < f->n; i++)
		if (unit_exists(f->item[i].unit))
			from[f->item[i].unit.n + 1]++;
	for (uint32_t u = 0; u < s->el->units; u++) {
		from[u + 1] += from[u];
		next[u] = from[u];
	}
	s->found = arena_zero(s->a, f->n + 1, sizeof *s->found);
	s->found_from = from;
	for (size_t i = 0; i < f->n; i++)
		if (unit_exists(f->item[i].unit))
			s->found[next[f->item[i].unit.n]++] = (uint32_t)i;
}

bool
site_begin(struct site *s, struct err *e)
{
	s->unit_dir = slug(s->a, s->el->unit_word);
	s->units_page = arena_printf(s->a, "%s.html",
	    slug(s->a, s->el->units_word));
	TRY(make_folder(s, s->unit_dir, e));
	TRY(make_folder(s, "data", e));
	if (s->record != NULL)
		TRY(make_folder(s, "data/proofs", e));
	TRY(assets_copy(s->page, s->dir, e));
	TRY(copy_sources(s, e));
	site_index(s);
	name_units(s);
	make_frame(s);
	return true;
}

bool
site_add(struct site *s, const char *path, const char *what, struct bytes b,
    struct err *e)
{
	TRY(put(s, path, b, e));
	return site_add_file(s, path, what, e);
}

bool
site_add_file(struct site *s, const char *path, const char *what,
    struct err *e)
{
	char hex[HASH_HEX];

	if (!hash_file(arena_printf(s->a, "%s/%s", s->dir, path), hex))
		return err_set(e, ERR_SYSTEM, "%s/%s: cannot read it again",
		    s->dir, path);
	s->file = arena_grow(s->a, s->file, s->files, &s->file_cap,
	    sizeof *s->file);
	s->file[s->files++] = (struct site_file){ arena_text(s->a, path),
		arena_text(s->a, what), arena_text(s->a, hex) };
	return true;
}

/* The day a page on paper is dated: when its last count reached its stage. */
static struct day
day_of_paper(const struct site *s)
{
	struct day last = s->el->date;

	for (size_t i = 0; i < s->compare->counts; i++) {
		const struct count *k =
		    &s->el->count[s->compare->count[i].count.n];

		if (day_known(k->as_of) && day_cmp(k->as_of, last) > 0)
			last = k->as_of;
	}
	return last;
}

/* Write ${d} on paper, beside its page. */
static bool
write_paper(const struct site *s, const struct doc *d, const char *path,
    struct err *e)
{
	struct buf out CLEANUP(buf_free) = { 0 };

	TRY(pdf_print(&out, d, s->fonts, s->frame.site, day_of_paper(s), e));
	return put(s, path, (struct bytes){ out.p, out.len }, e);
}

/* Write ${d} as the page ${path}; its frame says where it hangs. */
static bool
write_page(const struct site *s, const struct doc *d,
    const struct html_frame *f, const char *path, struct err *e)
{
	struct buf out CLEANUP(buf_free) = { 0 };

	html_print(&out, d, f);
	return put(s, path, (struct bytes){ out.p, out.len }, e);
}

bool
site_unit(void *site, struct unit_ix unit, const struct source_ix *which,
    const struct sheet *sheet, size_t n, struct err *e)
{
	const struct site *s = site;
	struct arena a CLEANUP(arena_free) = { 0 };
	struct html_frame f = s->frame;

	f.root = "../";
	f.here = 1;
	f.crumb = s->frame.nav[1];
	return write_page(s, page_unit(s, &a, unit, which, sheet, n), &f,
	    s->href[unit.n], e);
}

typedef struct doc *page_maker(const struct site *s, struct arena *a);

/* A page with its print beside it. */
static bool
both(const struct site *s, struct html_frame *f, const char *path,
    page_maker *make, struct err *e)
{
	struct arena a CLEANUP(arena_free) = { 0 };
	size_t stem = strlen(path) - strlen(".html");
	struct doc *d = make(s, &a);

	f->root = "";
	f->paper = arena_printf(&a, "%.*s.pdf", (int)stem, path);
	TRY(write_paper(s, d, f->paper, e));
	return write_page(s, d, f, path, e);
}

static bool
main_page(const struct site *s, size_t here, page_maker *make, struct err *e)
{
	struct html_frame f = s->frame;

	f.here = here;
	return both(s, &f, f.nav[here].href, make, e);
}

static bool
write_record_pages(const struct site *s, size_t here, struct err *e)
{
	static page_maker *const make[RECORD_PAGES] = { page_timeline,
		page_authority, page_requests, page_certificates, page_verify };
	struct html_frame f = s->frame;

	f.here = here;
	f.sub = record_pages;
	f.subs = RECORD_PAGES;
	f.sub_name = "The record";
	for (size_t i = 0; i < RECORD_PAGES; i++) {
		f.sub_here = i;
		TRY(both(s, &f, record_pages[i].href, make[i], e));
	}
	return true;
}

static bool
main_pages(const struct site *s, struct err *e)
{
	size_t here = 0;

	TRY(main_page(s, here++, page_index, e));
	TRY(main_page(s, here++, page_units, e));
	TRY(main_page(s, here++, page_findings, e));
	if (s->electors != NULL)
		TRY(main_page(s, here++, page_electors, e));
	if (s->record != NULL)
		TRY(write_record_pages(s, here++, e));
	TRY(main_page(s, here++, page_law, e));
	return main_page(s, here, page_data, e);
}

bool
site_finish(struct site *s, struct err *e)
{
	struct arena a CLEANUP(arena_free) = { 0 };
	bool done;

	TRY(pdf_fonts_open(arena_printf(&a, "%s/fonts", s->page), &s->fonts,
	    e));
	done = main_pages(s, e);
	pdf_fonts_close(&s->fonts);
	return done;
}
