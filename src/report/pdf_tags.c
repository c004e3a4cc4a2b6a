/* SPDX-License-Identifier: Apache-2.0 */
#include <inttypes.h>
#include <stdlib.h>
#include <string.h>

#include "base/arena.h"
#include "base/buf.h"
#include "base/err.h"

#include "report/pdf_tags.h"

/* The table of objects at the end of a file (ISO 32000-1 §7.5.4). */
struct objects {
	size_t *at;		/* where each object begins; 0: free */
	size_t  n;
	size_t  table;		/* where the table begins */
	const char *trailer;	/* "trailer ..." up to startxref */
	size_t  trailer_len;
};

/* How far the headings and figures have been used. */
struct used {
	size_t headings, figures;
};

void
pdf_tags_heading(struct pdf_tags *t, bool of_row)
{
	t->row_heading = arena_grow(t->a, t->row_heading, t->headings,
	    &t->heading_cap, sizeof *t->row_heading);
	t->row_heading[t->headings++] = of_row;
}

void
pdf_tags_figure(struct pdf_tags *t, const char *alternative)
{
	t->alternative = arena_grow(t->a, t->alternative, t->figures,
	    &t->figure_cap, sizeof *t->alternative);
	t->alternative[t->figures++] = alternative;
}

static const char *
find_last(const char *p, size_t n, const char *what)
{
	size_t len = strlen(what);

	for (size_t i = n >= len ? n - len + 1 : 0; i > 0; i--)
		if (memcmp(p + i - 1, what, len) == 0)
			return p + i - 1;
	return NULL;
}

/* The file is our own Cairo's and NUL-terminated; anything odd in it is a bug there. */
static bool
read_objects(struct arena *a, const char *pdf, size_t n, struct objects *o)
{
	const char *start = find_last(pdf, n, "startxref");
	const char *p;
	char *end;

	if (start == NULL)
		return false;
	o->table = strtoul(start + 9, &end, 10);
	if (o->table >= n || strncmp(pdf + o->table, "xref\n0 ", 7) != 0)
		return false;
	o->n = strtoul(pdf + o->table + 7, &end, 10);
	p = end + 1;
	if (o->n == 0 || (size_t)(start - p) < o->n * 20)
		return false;
	o->at = arena_zero(a, o->n, sizeof *o->at);
	for (size_t i = 1; i < o->n; i++)
		o->at[i] = strtoul(p + i * 20, NULL, 10);
	o->trailer = p + o->n * 20;
	o->trailer_len = (size_t)(start - o->trailer);
	return true;
}

static bool
begins_with(const char *p, size_t n, const char *what)
{
	size_t len = strlen(what);

	return n >= len && memcmp(p, what, len) == 0;
}

/* A text string in UTF-16BE, written as hexadecimal (§7.9.2.2). */
static void
put_text_string(struct buf *out, const char *s)
{
	const unsigned char *p = (const unsigned char *)s;

	buf_str(out, "<FEFF");
	while (*p != '\0') {
		int more = *p < 0x80 ? 0 : *p < 0xE0 ? 1 : *p < 0xF0 ? 2 : 3;
		uint32_t c = more == 0 ? *p : *p & (0x3FU >> more);

		for (p++; more > 0 && (*p & 0xC0) == 0x80; more--, p++)
			c = c << 6 | (*p & 0x3FU);
		if (c >= 0x10000) {
			buf_printf(out, "%04" PRIX32,
			    0xD800 + ((c - 0x10000) >> 10));
			c = 0xDC00 + ((c - 0x10000) & 0x3FF);
		}
		buf_printf(out, "%04" PRIX32, c);
	}
	buf_str(out, ">");
}

/* What object ${body} needs that Cairo has not written, or nothing. */
static void
put_missing(struct buf *out, const char *body, size_t n,
    const struct pdf_tags *t, struct used *used)
{
	static const char elem[] = "<< /Type /StructElem\n   /S /";
	const char *tag = body + sizeof elem - 1;
	size_t left = n - (sizeof elem - 1);

	if (begins_with(body, n, "<< /Type /Catalog")) {
		buf_str(out, "   /Lang (en-US)\n"
		    "   /ViewerPreferences << /DisplayDocTitle true >>\n");
		return;
	}
	if (!begins_with(body, n, elem))
		return;
	if (begins_with(tag, left, "TH\n") && used->headings < t->headings)
		buf_printf(out, "   /A << /O /Table /Scope /%s >>\n",
		    t->row_heading[used->headings++] ? "Row" : "Column");
	if (begins_with(tag, left, "Figure\n") && used->figures < t->figures) {
		buf_str(out, "   /Alt ");
		put_text_string(out, t->alternative[used->figures++]);
		buf_str(out, "\n");
	}
}

/* Copy one object, with what it lacks after the first line of its dictionary. */
static void
copy_object(struct buf *out, const char *p, size_t n,
    const struct pdf_tags *t, struct used *used)
{
	const char *body = memchr(p, '\n', n);
	const char *line = body != NULL ?
	    memchr(body + 1, '\n', n - (size_t)(body + 1 - p)) : NULL;
	size_t head;

	if (line == NULL) {
		buf_put(out, p, n);
		return;
	}
	head = (size_t)(line + 1 - p);
	buf_put(out, p, head);
	put_missing(out, body + 1, n - (size_t)(body + 1 - p), t, used);
	buf_put(out, p + head, n - head);
}

static int
by_place(const void *x, const void *y)
{
	const size_t *a = *(const size_t *const *)x;
	const size_t *b = *(const size_t *const *)y;

	return (*a > *b) - (*a < *b);
}

static void
put_table(struct buf *out, const struct objects *o, size_t base)
{
	size_t table = out->len - base;

	buf_printf(out, "xref\n0 %zu\n0000000000 65535 f \n", o->n);
	for (size_t i = 1; i < o->n; i++)
		buf_printf(out, "%010zu 00000 n \n", o->at[i]);
	buf_put(out, o->trailer, o->trailer_len);
	buf_printf(out, "startxref\n%zu\n%%%%EOF\n", table);
}

bool
pdf_tags_finish(struct buf *out, const char *pdf, size_t n,
    const struct pdf_tags *t, struct err *e)
{
	struct arena a CLEANUP(arena_free) = { 0 };
	struct objects o = { 0 };
	struct used used = { 0 };
	size_t base = out->len;
	size_t **order;

	if (!read_objects(&a, pdf, n, &o))
		return err_set(e, ERR_SYSTEM, "Cairo wrote no PDF 1.5 table");
	order = arena_zero(&a, o.n, sizeof *order);
	for (size_t i = 1; i < o.n; i++)
		order[i - 1] = &o.at[i];
	qsort(order, o.n - 1, sizeof *order, by_place);
	buf_put(out, pdf, o.n > 1 ? *order[0] : o.table);
	for (size_t i = 0; i + 1 < o.n; i++) {
		size_t at = *order[i];
		size_t end = i + 2 < o.n ? *order[i + 1] : o.table;

		*order[i] = out->len - base;
		copy_object(out, pdf + at, end - at, t, &used);
	}
	put_table(out, &o, base);
	return true;
}
